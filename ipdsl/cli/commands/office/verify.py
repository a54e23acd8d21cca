"""`ipdsl verify FILE --facts FILE…`: compare a letter, a list or a ledger with a new settlement of the same facts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs
import click

from ipdsl.base.files import read_bytes
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase, join_phrases
from ipdsl.base.pages import packaged_names
from ipdsl.base.values.money import Money
from ipdsl.base.version import __version__
from ipdsl.batch.errors import refuse_without_libraries
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.commands.batch import settle_again
from ipdsl.cli.commands.office import office_file
from ipdsl.cli.commands.office.list import list_of_run, lists_of_choice
from ipdsl.cli.console import FILE, FOUND_ERRORS, OK, POLICY, call_language, message, say, say_json, usage_error
from ipdsl.cli.files import ledger_bytes, refuse_twice, refuse_two_streams
from ipdsl.cli.findings import stop_at
from ipdsl.cli.inputs import (
    FileRequest,
    load_policies,
    refuse_contradictions,
    split_words,
    with_file_name,
    with_request,
)
from ipdsl.cli.settlements import SettledApplicants, ledger_of_run, problems_of, settle
from ipdsl.driver.library import Policy, plain_file
from ipdsl.ledger.ledger_file import ReadLedger, number_of, options_of
from ipdsl.office.errors import temporary_folder
from ipdsl.office.letters.body import BACK_NOW, LetterFrame
from ipdsl.office.letters.content import content_of, ledger_number_of, printed_texts, texts_in
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.lists.grants_data import grants_text
from ipdsl.office.lists.list_files import lists_to_json
from ipdsl.office.lists.rows import person_words
from ipdsl.office.lists.tables import PolicyList
from ipdsl.office.office_data import OFFICE_PARTS, OfficeData
from ipdsl.office.signatures import signature_problem
from ipdsl.office.stamp import Stamp, parse_run
from ipdsl.office.verification.comparison import (
    PARTS,
    FileDifference,
    compare_figures,
    compare_ledgers,
    compare_plain,
    compare_stamps,
    compare_texts,
    list_texts,
)
from ipdsl.office.verification.documents import BROKEN, UNCHANGED, OfficeDocument, read_document, refusal
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import read_text
from ipdsl.report.decision_json import money_to_json
from ipdsl.report.localizer import Localizer, amount, wrap
from ipdsl.schema.values.value_type import printable

SCHEMA = 1


@click.command(
    "verify", cls=Command, exit_codes={1: "The file differs, or the facts have errors."}
)  # fmt: skip
@click.argument("document", metavar="FILE", type=FILE)
@click.argument("words", metavar="[POLICY...]", type=POLICY, nargs=-1)
@options.facts("The facts from which the file was made: JSON, workbooks, CSV or Parquet.", many=True)
@options.settlement_options
@options.series()
@options.cohort()
@office_file.office()
@click.option("--signature", type=FILE, metavar="FILE", help="The signature of the file, made by minisign.")
@click.option("--key", type=FILE, metavar="FILE", help="The public key of the office, for --signature.")
@options.style()
@with_request
def verify_command(
    document: str, words: tuple[str, ...], facts: tuple[str, ...], request: FileRequest, cohort: bool,
    office: str | None, signature: str | None, key: str | None, style: str,
) -> int:  # fmt: skip
    """Compare a letter, a list or a ledger with a new settlement of the same facts.

    The file states its policy and options. Name POLICY if it is a page of your own. For a ledger of release 0.9 or
    earlier, repeat the options of the run that wrote it. This finds mistakes and accidental changes, not forgery.
    """
    if not facts:
        raise usage_error("missing `--facts`", "缺少`--facts`")
    if (signature is None) != (key is None):
        raise usage_error("--signature and --key belong together", "`--signature`和`--key`须一起使用")
    pages, more = split_words(words)
    facts = (*facts, *more)
    refuse_contradictions(request)
    refuse_twice(facts)
    refuse_two_streams(document, *pages, *facts, request.history, request.series, office)
    for path in filter(None, (signature, key)):
        content = read_bytes(path)
        stop_at(content if isinstance(content, Diagnostic) else None)
    policies = load_policies(pages, "verify")
    office_data = None if office is None else office_file.office_of(office)
    check = _Check(document, policies, facts, request, cohort, office_data)
    ledger = _ledger(document)
    differences = [
        *(check.document_differences(read_document(document)) if ledger is None else check.ledger_differences(ledger))
    ]
    if signature is not None and key is not None and (problem := signature_problem(document, signature, key)):
        differences.append(FileDifference("signature", Phrase("{problem}", "{problem}", problem=problem)))
    _show(check, differences, style)
    return FOUND_ERRORS if differences else OK


def _ledger(path: str) -> Mapping[str, Any] | None:
    """The ledger in a file; `None` for another file."""
    if not path.lower().endswith(".json"):
        return None
    data = plain_file(path)
    return data if isinstance(data, Mapping) and isinstance(data.get("ledger"), list) and "list" not in data else None


@attrs.define
class _Check:
    """The check of one file. `agreed` are the values that were compared, by part."""

    file: str
    policies: Sequence[Policy]
    facts: Sequence[str]
    request: FileRequest
    cohort: bool
    office: OfficeData | None
    agreed: dict[str, str] = attrs.field(factory=dict)
    version: str = __version__

    def document_differences(self, document: OfficeDocument) -> Iterator[FileDifference]:
        """The differences of a letter or a list."""
        self._refuse_options()
        first = document.stamps[0]
        if "run" in first.document:
            entry = self._list_of_new_run(first)
            self._add_agreed(first)
            yield from compare_stamps(first, entry.stamp, [entry.stamp.ledger])
            yield from self._list_differences(document, [entry])
            return
        policies = [self._policy(stamp.policy) for stamp in document.stamps]
        settled = [
            (policy, self._settle(policy, stamp, policies))
            for policy, stamp in zip(policies, document.stamps, strict=True)
        ]
        for stamp, (policy, run) in zip(document.stamps, settled, strict=True):
            yield from self._stamp_differences(document, stamp, policy, run)
        if "list" in first.document:
            runs = [run for _, run in settled]
            lists = lists_of_choice(policies, runs, self._request_of(first), first.document, cohort=first.cohort)
            yield from self._list_differences(document, lists)

    def _list_of_new_run(self, stamp: Stamp) -> PolicyList:
        """The list from a new run of `batch` with the options of the stamp."""
        policy, request = self._policy(stamp.policy), self.request
        described = {
            **parse_run(stamp.document["run"]), "as_of": stamp.as_of, "year": stamp.year, "cohort": stamp.cohort,
            "lang": stamp.document["language"], "accepted_by": request.accepted_by, "engine": None, "chunk": None,
            "answers": options.call_answers(),
        }  # fmt: skip
        refuse_without_libraries()
        with temporary_folder() as folder:
            settle_again(policy, self.facts[0], described, request.series, folder)
            return list_of_run(policy, folder, self.facts, stamp.document, request)[0]

    def _refuse_options(self) -> None:
        """Raise a usage error for options that the file states."""
        if self.cohort or self.request.run_options:
            raise usage_error(
                "the file states `--year`, `--as-of`, `--reopen`, `--strict` and `--cohort`; leave them out",
                "文件已写明`--year`、`--as-of`、`--reopen`、`--strict`和`--cohort`，请去掉这些选项",
            )

    def _settle(self, policy: Policy, stamp: Stamp, policies: Sequence[Policy]) -> SettledApplicants:
        """The settlement under one of the policies of a file, with the options of its stamp."""
        return settle(policy, self.facts, self._request_of(stamp), together=stamp.cohort, policies=policies)

    def _request_of(self, stamp: Stamp) -> FileRequest:
        return attrs.evolve(self.request, year=stamp.year, as_of=stamp.as_of, reopen=stamp.reopen, strict=stamp.strict)

    def _list_differences(self, document: OfficeDocument, lists: Sequence[PolicyList]) -> Iterator[FileDifference]:
        """The rows of a list that are not those of the new settlement."""
        if day := document.stamps[0].document.get("day"):
            if self.office is None:
                raise usage_error(
                    "the grants name the funder: give `--office`", "资助数据写明资助机构：请给出`--office`"
                )
            grants = grants_text(lists, self.office, day)
            yield from compare_plain(document.plain, read_text(grants.encode(), self.file))
        elif document.plain:
            yield from compare_plain(document.plain, json.loads(json.dumps(lists_to_json(lists))))
        else:
            localize = Localizer(Language(document.stamps[0].document["language"]))
            is_workbook = self.file.lower().endswith(".xlsx")
            yield from compare_texts(document, list_texts(lists, localize, is_workbook=is_workbook), are_rows=True)

    def _stamp_differences(
        self, document: OfficeDocument, stamp: Stamp, policy: Policy, whole_run: SettledApplicants
    ) -> Iterator[FileDifference]:
        run = whole_run if not stamp.applicant else whole_run.select_applicants([stamp.applicant])
        if not run.decisions:
            if run.left_out:
                raise FactsError(Report(problems_of(run.left_out)))
            what = Phrase("`{who}` is not in them", "其中没有申请人`{who}`", who=printable(stamp.applicant))
            yield FileDifference("facts", what)
            return
        ledgers = [ledger_number_of(decision) for decision in run.decisions if len(run.decisions) == 1]
        if stamp.ledger and stamp.ledger not in ledgers:
            whole_ledger = ledger_of_run(policy, whole_run, self.request.history, whole_run.sole_applicant)
            ledgers.append(number_of(whole_ledger))
        back = {BACK_NOW: money_to_json(run.decisions[0].back_now.low)} if BACK_NOW in stamp.document else {}
        computed = Stamp.of(
            run.decisions, self._request_of(stamp), cohort=stamp.cohort, ledger=stamp.ledger, document=back
        )
        self._add_agreed(stamp)
        yield from compare_stamps(stamp, computed, ledgers)
        if "list" not in stamp.document:
            yield from self._text_differences(document, policy, run, stamp)

    def _add_agreed(self, stamp: Stamp) -> None:
        self.version = stamp.version
        self.agreed |= {
            "policy": f"{stamp.policy} {stamp.policy_hash[:8]}", "facts": stamp.facts[:16], "ledger": stamp.ledger,
            "payable": f"{amount(Money(stamp.payable, stamp.currency))} {stamp.currency}",
            BACK_NOW: f"{Decimal(back):,} {stamp.currency}" if (back := stamp.document.get(BACK_NOW)) else "",
        }  # fmt: skip

    def _text_differences(
        self, document: OfficeDocument, policy: Policy, run: SettledApplicants, stamp: Stamp
    ) -> Iterator[FileDifference]:
        """The texts of a letter that are not those of its decision."""
        [decision], [details], [kinds] = run.decisions, run.details, run.kinds
        language = Language(stamp.document.get("language", "en"))
        localize = letter_localizer(policy.program, language)
        is_person = not person_words(policy.program).isdisjoint(kinds)
        frame = LetterFrame(details, ledger_number=stamp.ledger, kinds=kinds, is_person=is_person)
        frame = frame.with_options(stamp.document)
        offices = _UNKNOWN_OFFICES if self.office is None else (self.office,)
        contents = [content_of(decision, localize, attrs.evolve(frame, office=office)) for office in offices]
        if frame.day is None:  # the place for the day is filled in by hand
            contents = [{**content, "letter_day": ""} for content in contents]
        if stamp.document.get("template"):
            shown = "back_now" if frame.is_recovery else "payable"
            has_sum = decision.back_now.low.minor if frame.is_recovery else decision.payable_now.minor
            payable = [contents[0][name] for name in (shown, f"{shown}_in_words")] if has_sum else []
            yield from compare_figures(document, texts_in(contents[0]), payable)
        else:
            known, *further = ([*printed_texts(content, language)] for content in contents)
            yield from compare_texts(document, [text for text in known if all(text in other for other in further)])

    def ledger_differences(self, ledger: Mapping[str, Any]) -> Iterator[FileDifference]:
        """The differences of a ledger. Raises `FactsError` if its chain is broken, or a line cannot be read."""
        policy = self._policy(str(ledger.get("policy")))
        with_file_name(self.file, ledger, lambda: _read_lines(policy, ledger, self.request))
        try:
            options = options_of(ledger)
        except ValueError:
            raise refusal(self.file, BROKEN, UNCHANGED) from None
        if options:
            self._refuse_options()
        together = options.pop("cohort", self.cohort)
        request = attrs.evolve(self.request, **options)
        run = settle(policy, self.facts, request, together=together)
        computed = json.loads(ledger_bytes(ledger_of_run(policy, run, request.history, ledger.get("applicant"))))
        self.agreed |= {"ledger": number_of(ledger)}
        yield from compare_ledgers(ledger, computed, letter_localizer(policy.program, call_language()))

    def _policy(self, name: str) -> Policy:
        """The policy with this name: among those of the call, or a packaged one."""
        for policy in self.policies:
            if policy.name == name:
                return policy
        if name in packaged_names():
            return load_policies([name], "verify")[0]
        raise usage_error(
            "the file is about the policy `{name}`; give its page: `ipdsl verify {file} PAGE --facts FILE`",
            "文件依据的政策是`{name}`；请给出政策页面：`ipdsl verify {file} 页面 --facts 文件`",
            name=printable(name), file=self.file,
        )  # fmt: skip


_UNKNOWN_OFFICES = tuple(OfficeData(dict.fromkeys(OFFICE_PARTS, word)) for word in ("A", "B"))
"""Two offices: a text of a letter that is the same for both does not depend on the data of the office."""


def _read_lines(policy: Policy, ledger: Mapping[str, Any], request: FileRequest) -> None:
    """Read each line of a ledger. Raises `FactsError` with the problems of its head and its lines."""
    read = ReadLedger.of(ledger, policy.program, accept_modified=request.accepts_modified)
    context = ReadContext(policy.program)
    read.lines_at(context, range(len(read.entries)))
    context.raise_findings()


# ---------------------------------------------------------------------------------------------- results


_NO_PROOF = Phrase(
    "This finds mistakes and accidental changes. Against forgery, check a signature.",
    "核验只能发现差错和无意的改动；防止伪造请核对签名。",
)


def _show(check: _Check, differences: Sequence[FileDifference], style: str) -> None:
    """Print the result."""
    language = call_language()
    if style == "json":
        shown = [{"part": each.part, "what": each.what.text(language), "place": each.place} for each in differences]
        say_json({
            "schema": SCHEMA, "file": check.file, "agrees": not differences, "version": check.version,
            "compared": check.agreed, "differences": shown,
        })  # fmt: skip
        return
    verdict = Phrase("{file}: DIFFERS", "{file}：不符") if differences else Phrase("{file}: agrees", "{file}：相符")
    lines = [verdict.with_values(file=check.file).text(language)]
    for each in differences:
        place = Phrase(" ({place})", "（{place}）", place=each.place) if each.part == "text" and each.place else NOTHING
        line = Phrase(
            "{part}{place}: {what}", "{part}{place}：{what}", part=PARTS[each.part], place=place, what=each.what
        )
        lines += wrap(line.text(language), "  ", "    ")
    if not differences:
        values = {PARTS[part]: value for part, value in check.agreed.items() if value}
        agreed = (Phrase("{part} {value}", "{part}{value}", part=part, value=value) for part, value in values.items())
        lines += wrap(join_phrases(agreed).text(language), "  ", "    ")
    if check.version != __version__:
        lines += wrap(message("written by version {old}; this is version {new}", "由{old}版写出，本程序为{new}版",
                              old=check.version, new=__version__), "  ", "    ")  # fmt: skip
    say("\n".join([*lines, *wrap(_NO_PROOF.text(language))]))
