"""Inputs of several commands: policies and facts of a call, files, workbooks, ledgers and series.

A call is `POLICY… --facts FILE`. Facts may also be the last argument, as in earlier versions. A notice then names the
form with `--facts`.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs
import click

from ipdsl.base.errors import DifferentVocabularies, ManyApplicants
from ipdsl.base.files import WORKBOOK_SUFFIXES, read_bytes, shown_name
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.pages import PAGE_SUFFIX, packaged_names
from ipdsl.base.source import Sources
from ipdsl.cli import options
from ipdsl.cli.console import OK, UNDETERMINED, call_language, message, say_notice, usage_error, worst
from ipdsl.cli.files import refuse_output, refuse_twice, write_file
from ipdsl.decision.decision import Decision, Request
from ipdsl.driver import cached_policy
from ipdsl.driver.library import Policy, PolicyError, facts_file, history_file, plain_facts, series_file
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import text_of

if TYPE_CHECKING:
    from ipdsl.engine.evaluator import GeneratedFunctions
    from ipdsl.facts.cohort import CohortMember
    from ipdsl.ir.facts import Facts
    from ipdsl.ledger.ledger_file import ReadLedger
    from ipdsl.office.forms.csv_tables import CsvTables

_Read = TypeVar("_Read")


def policies_and_facts(words: Sequence[str], facts: Sequence[str]) -> tuple[list[str], str]:
    """The policies and the one file of facts. Raises a usage error if the facts are missing or are several files."""
    if len(facts) > 1:
        raise usage_error(
            "several files of facts need --cohort or --each", "给出多个事实文件时，请加上`--cohort`或`--each`"
        )
    if facts:
        return [*words], facts[0]
    *policies, last = _at_least_two(words)
    suggest_facts_option(policies, [last])
    return policies, last


def policy_and_files(words: Sequence[str], facts: Sequence[str]) -> tuple[str, list[str]]:
    """The policy and the files of facts of many applicants.

    Words after the policy are files too, so that `--facts firms/*.json` names all files of a folder.
    """
    if facts:
        return words[0], [*facts, *words[1:]]
    policy, *files = _at_least_two(words)
    suggest_facts_option([policy], files)
    return policy, files


def split_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The policies among the words of a call, and the others, which are files, so that `--facts firms/*` works."""
    packaged = packaged_names()
    policies = [word for word in words if word.endswith(PAGE_SUFFIX) or word in packaged]
    return policies, [word for word in words if word not in policies]


def _at_least_two(words: Sequence[str]) -> Sequence[str]:
    if len(words) < 2:
        raise missing_facts()
    return words


def missing_facts() -> click.UsageError:
    """The usage error of a call without facts."""
    return usage_error("missing FACTS: add `--facts FILE`", "缺少事实：请加上`--facts 文件`")


def suggest_facts_option(policies: Sequence[str], files: Sequence[str], *rest: str) -> None:
    """Print a notice with the form of the call that has `--facts`."""
    verb = click.get_current_context().info_name or ""
    call = shlex.join(["ipdsl", verb, *policies, *rest, "--facts", *files])
    say_notice(
        message("notice: name the facts by `--facts`: `{call}`", "提示：请用`--facts`给出事实：`{call}`", call=call)
    )


def read_ledger(
    path: str | None, policy: Policy, *, edited: bool = False, facts: Sequence[str] = ()
) -> ReadLedger | None:  # fmt: skip
    """The ledger of a `--history` file. Problems of its head name the file.

    Without one, the `facts` may have a ledger: tables, which are read with the answers, or a workbook.
    """
    answers = options.call_answers()
    if path is None:
        is_asked = options.call_option("renamed") or options.call_option("history_number")
        if is_asked and not any(map(_may_have_ledger, facts)):
            raise usage_error(
                "`--renamed` and `--history-number` are about the ledger of `--history` or of a folder of tables",
                "`--renamed`和`--history-number`针对`--history`或申请人表文件夹中的台账",
            )
        if not answers or (facts and all(map(_is_table, facts))):
            return None
    ledger: Sequence[object] | Mapping[str, object] = {} if path is None else history_file(path)
    from ipdsl.ledger.ledger_file import ANSWERS, ReadLedger  # most runs have no such file

    if answers:
        ledger = {**ledger, ANSWERS: answers} if isinstance(ledger, Mapping) else [*ledger, *answers]
    return with_file_name(path or "", ledger, lambda: ReadLedger(ledger, policy.program, accept_modified=edited))


def check_number(number: str) -> None:
    """Raise `FactsError` if a ledger has another number than `--history-number`."""
    wanted = options.call_option("history_number")
    if wanted not in (None, number):
        from ipdsl.plain_data.cohort_errors import NOT_STATED, LedgerOfOtherNumber

        raise FactsError(Report([LedgerOfOtherNumber(found=number or NOT_STATED, wanted=wanted)]))


LINE_SUFFIXES = (".jsonl", ".ndjson")
TABLE_SUFFIX = ".parquet"


def read_tabular_members(
    path: str, loaded: Sequence[Policy], annotate: str | None = None, *, accepted_by: str | None = None,
    single: bool = False,
    by_applicant: bool = False,
) -> list[CohortMember] | None:  # fmt: skip
    """The applicants of a workbook, of CSV or of tables, for policies with one vocabulary; `None` for a JSON file.

    `accepted_by` is the name of the person who accepts a modified ledger in a bureau's workbook. Notes about how the
    file was read are printed on standard error and added to the copy `annotate`. With `single`, a table with several
    applicants is refused before they are read. With `by_applicant`, a wrong row gives a member with problems, and the
    others are not refused.
    """
    codes = [policy.code for policy in loaded]
    if _is_table(path):
        from ipdsl.batch.errors import refuse_without_libraries

        refuse_without_libraries()
        from ipdsl.batch.stated import read as rows_of

        return rows_of(
            path, codes, csv_tables, single=single, by_applicant=by_applicant, accepted_by=accepted_by,
            note=lambda remark: say_notice(remark.text(call_language())), answers=options.call_answers(),
        )  # fmt: skip
    if not _may_have_ledger(path):
        return None
    from ipdsl.cli.findings import show_warnings
    from ipdsl.facts.cohort import CohortMember
    from ipdsl.office.forms.stated_facts import read

    sheet_applicants = read(path, codes, accepted_by, by_applicant=by_applicant)
    show_warnings(sheet_applicants.notes)
    write_annotated(annotate, path, sheet_applicants.notes)
    return [
        *(CohortMember(entry.places.cell_address("$"), entry) for entry in sheet_applicants.applicants),
        *sheet_applicants.refused,
    ]


def _may_have_ledger(path: str) -> bool:
    """Whether facts are in tables or sheets, which may have the ledger as their table `history`."""
    return path.lower().endswith((*WORKBOOK_SUFFIXES, ".csv", TABLE_SUFFIX)) or os.path.isdir(path)


def csv_tables(code: GeneratedFunctions, ignore: Collection[str] = ()) -> CsvTables:
    """The reader of CSV tables. Its notes are printed on standard error."""
    from ipdsl.cli.findings import show_warnings
    from ipdsl.office.forms.csv_tables import CsvTables

    return CsvTables(code, ignore, lambda notes: show_warnings(Report(notes)))


def _is_table(path: str) -> bool:
    """Whether the facts are in Parquet: a file, a folder with such a file, or a folder of parts with one.

    Parts are in the folder of a table, or in folders `name=value` below it. Other folders are ignored.
    """
    if not os.path.isdir(path):
        return path.lower().endswith(TABLE_SUFFIX)
    for folder, folders, names in os.walk(path):
        if any(name.lower().endswith(TABLE_SUFFIX) for name in names):
            return True
        folders[:] = [name for name in folders if folder == path or "=" in name]
    return False


def read_applicant_facts(
    path: str, loaded: Sequence[Policy], annotate: str | None = None, *, accepted_by: str | None = None
) -> Mapping[str, object]:
    """The facts of one applicant, from a file of any kind. Raises `FactsError` if it has several applicants.

    `accepted_by` is the name of the person who accepts a modified ledger in a bureau's workbook.
    """
    entries = read_tabular_members(path, loaded, annotate, accepted_by=accepted_by, single=True)
    if entries is None and path.lower().endswith(LINE_SUFFIXES):
        from ipdsl.facts.cohort import read_members

        data = read_bytes(path)
        if isinstance(data, Diagnostic):
            raise FactsError(Report([data]))
        entries = read_members(data, shown_name(path))
        warn_of_codes([entry.data for entry in entries], loaded[0])
    if entries is None:
        facts = facts_file(path)
        warn_of_codes([facts], loaded[0])
        return cast("Mapping[str, object]", facts)  # the reader of facts refuses other content
    if len(entries) > 1:
        raise FactsError(Report([ManyApplicants(name=path)]))
    if not entries:
        from ipdsl.plain_data.cohort_errors import EmptyCohort

        holder = Phrase("`{name}` holds", "`{name}`中", name=path)
        raise FactsError(Report([EmptyCohort(path=path, holder=holder)]))
    return cast("Mapping[str, object]", entries[0].data)


def warn_of_codes(facts_of_json: Iterable[object], policy: Policy) -> None:
    """Print warnings about codes with wrong check digits in the details of applicants, at their places in JSON."""
    from ipdsl.facts.details import wrong_codes

    findings: list[Diagnostic] = []
    for facts in facts_of_json:
        if wrong := list[Diagnostic](wrong_codes(facts, policy.program)):
            from ipdsl.plain_data.json_places import facts_error

            findings += facts_error(Report(wrong), facts).report
    if findings:
        from ipdsl.cli.findings import show_warnings

        show_warnings(findings)


def refuse_annotating(copy: str, *read: str | None) -> None:
    """Raise a usage error if findings cannot be written into a copy of an input."""
    refuse_output("--annotate", copy, *read)
    facts = [name for name in read if name is not None and name.lower().endswith(WORKBOOK_SUFFIXES)]
    if len(facts) != 1 or not copy.lower().endswith(".xlsx"):
        raise usage_error(
            "--annotate writes a copy (.xlsx) of the one workbook that is read",
            "`--annotate`写出所读的那一个工作簿的副本（`.xlsx`）",
        )


def write_annotated(copy: str | None, facts: str, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Write the findings about a workbook into a copy of it. Returns the findings of a failed write."""
    file_findings = [finding for finding in findings if finding.path is not None and finding.path.startswith(facts)]
    if copy is None or not file_findings:
        return []
    from ipdsl.office.sheets.workbook import annotated_copy
    from ipdsl.report.localizer import counted_phrase

    try:
        data = annotated_copy(facts, file_findings, call_language())
    except FactsError as error:
        return [*error.report]
    problem = write_file(copy, data)
    if problem is not None:
        return [problem]
    number = counted_phrase(len(file_findings), "{n} finding{s}", "{n}处问题")
    say_notice(message("{copy} has {many} in its cells", "已在{copy}的单元格中标出{many}", copy=copy, many=number))
    return []


@contextmanager
def report_at_cells(facts: object) -> Iterator[None]:
    """Move the errors of facts from a workbook to its cells."""
    try:
        yield
    except FactsError as error:
        from ipdsl.office.forms.stated_facts import SheetFacts, findings_at_cells

        if not isinstance(facts, SheetFacts):
            raise
        raise FactsError(Report(findings_at_cells(error.report, facts)), error.sources) from None


def locate_remarks(
    decision: Decision, facts: object, place: str = "", *, history: str | None = None, ledger: ReadLedger | None = None
) -> Decision:  # fmt: skip
    """Set the place of each remark: a cell of a workbook, `place`, or a line of `ledger` in the file `history`."""
    if not decision.remarks:
        return decision
    from ipdsl.facts.cohort import with_applicant_path
    from ipdsl.office.forms.stated_facts import SheetFacts, findings_at_cells  # few facts have remarks

    remarks: Sequence[Diagnostic] = decision.remarks
    if history is not None and ledger is not None and isinstance(facts, Mapping):
        from ipdsl.ledger.ledger_file import with_ledger_line

        remarks = with_ledger_line(remarks, ledger, facts, history)
    if isinstance(facts, SheetFacts):
        remarks = findings_at_cells(remarks, facts)
    elif place:
        remarks = with_applicant_path(remarks, place)
    return attrs.evolve(decision, remarks=tuple(remarks))


@contextmanager
def report_in_ledger(path: str | None, ledger: ReadLedger | None, facts: object) -> Iterator[None]:
    """Move errors of ledger lines to their lines in the ledger file, and errors of workbook facts to their cells."""
    with report_at_cells(facts):
        try:
            yield
        except FactsError as error:
            if path is None or ledger is None or not isinstance(facts, Mapping):
                raise
            from ipdsl.ledger.ledger_file import with_ledger_line

            moved = Report(with_ledger_line(error.report, ledger, facts, path))
            raise _at_places_in_file(FactsError(moved, error.sources), path, ledger.data) from None


def read_stated(policy: Policy, data: object, request: Request, history: str | None) -> Facts:
    """The facts of an applicant with the ledger of a request, which is in the file `history`.

    Their errors are moved to the cells of a workbook, and to the lines of the ledger.
    """
    stated = plain_facts(cast("Mapping[str, object]", data), policy.program, request)
    with report_at_cells(data), report_in_ledger(history, request.history, stated):
        return policy.read_facts(cast("Mapping[str, object]", stated), series=request.series)


def read_series(path: str | None, policy: Policy) -> object:
    """The values of a `--series` file. Their problems name the file."""
    if path is None:
        return None
    series = series_file(path)
    from ipdsl.facts.published_series import read_series_file  # most runs have no such file

    with_file_name(path, series, lambda: read_series_file(series, policy.program))
    return series


def with_file_name(path: str, data: object, read: Callable[[], _Read]) -> _Read:
    """The result of `read`. Its errors name the file, whose `data` are read, and have their places in it."""
    from ipdsl.facts.cohort import with_applicant_path

    try:
        return read()
    except FactsError as error:
        moved = Report(with_applicant_path(error.report, path))
        raise _at_places_in_file(FactsError(moved, error.sources), path, data) from None


def _at_places_in_file(error: FactsError, path: str, data: object) -> FactsError:
    """The error with the places of its findings in a JSON file, whose name is before their paths."""
    from ipdsl.plain_data.json_places import with_places  # valid facts do not need it

    return with_places(error, {path: text_of(data)})


@attrs.frozen(eq=False, repr=False)
class FileRequest(Request):
    """The request of a command, as its options state it: the ledger and the published values are files."""

    history: str | None = None
    series: str | None = None

    def read(self, policy: Policy, facts: Sequence[str] = ()) -> Request:
        """The request with the content of these files. For `facts` see `read_ledger`."""
        return Request(
            self.year,
            self.as_of,
            self.strict,
            read_ledger(self.history, policy, edited=self.accepts_modified, facts=facts),
            read_series(self.series, policy),
            self.reopen,
            self.accepted_by,
        )


def refuse_contradictions(request: Request) -> None:
    """Raise a usage error if the reported year is not settled, or if years are reopened and only one is reported."""
    year, as_of = request.year, request.as_of
    if year is not None and as_of is not None and year > int(as_of[:4]):
        raise usage_error(
            "--year {year} is after --as-of {as_of}", "`--year {year}`在`--as-of {as_of}`之后", year=year, as_of=as_of
        )
    if year is not None and request.reopen is not None:
        raise usage_error("--reopen reports every year; remove --year", "`--reopen`会列出每一年：请去掉`--year`")


def with_request(command: Callable[..., int]) -> Callable[..., int]:
    """Pass the options about the decision to `command` as one `request`, and all other parameters unchanged."""

    @wraps(command)
    def call(accept_edited: str | None = None, **given: Any) -> int:
        stated = {name: given.pop(name) for name in _REQUEST_OPTIONS if name in given}
        return command(request=FileRequest(accepted_by=accept_edited, **stated), **given)

    return call


_REQUEST_OPTIONS = ("year", "as_of", "strict", "history", "series", "reopen")


def clauses_by_name(policy: Policy, word: str) -> tuple[str, ...]:
    """The clause with this label, or the clauses with these Chinese names: `3.地理标志保护产品.新认定`."""
    from ipdsl.plain_data.context import clause_labels  # most runs name no clause

    program = policy.program
    if word in policy.clauses or word in program.money_back:
        return (word,)
    back = tuple(name for label, name in program.labels if label == word and name in program.money_back)
    return back or program.compute_once(clause_labels).get(word, ())


def settle_under_each(
    names: Sequence[str], verb: str, facts: str, request: FileRequest
) -> tuple[list[Policy], tuple[Decision, ...]]:
    """Policies with their decisions on the facts of a file."""
    from ipdsl.driver.questions.comparison import settle_each  # most runs are about one policy

    refuse_twice(names)
    refuse_contradictions(request)
    loaded = load_policies(names, verb)
    stated = read_applicant_facts(facts, loaded, accepted_by=request.accepted_by)
    try:
        with report_at_cells(stated):
            return loaded, tuple(locate_remarks(decision, stated) for decision in settle_each(loaded, stated, request))
    except FactsError:
        if (other := vocabulary_mismatch(loaded)) is None:
            raise
        raise FactsError(Report([other])) from None


def load_policies(names: Iterable[str], verb: str, *, of_one_vocabulary: bool = False) -> list[Policy]:
    """The policies of a call. Raises `PolicyError` with the findings of all."""
    loaded, report, sources = list[Policy](), Report(), Sources()
    for name in names:
        try:
            loaded.append(Policy(cached_policy.policy(name, verb)))
        except PolicyError as error:
            report.extend(error.report)
            sources.update(error.sources)
    if len(report):
        raise PolicyError(report, sources)
    if of_one_vocabulary and (other := vocabulary_mismatch(loaded)) is not None:
        raise PolicyError(Report([other]))
    return loaded


def vocabulary_mismatch(loaded: Sequence[Policy]) -> DifferentVocabularies | None:
    """The finding for policies with different vocabularies. Facts for one vocabulary cannot be read with another."""
    first, *rest = loaded
    words = first.program.schema.name
    for other in rest:
        if other.program.schema.name != words:
            return DifferentVocabularies(
                one=first.name, words=words, other=other.name, others=other.program.schema.name
            )
    return None


def worst_exit_code(decisions: Iterable[Decision]) -> int:
    """The exit code of several decisions."""
    return worst(UNDETERMINED if decision.is_undetermined else OK for decision in decisions)
