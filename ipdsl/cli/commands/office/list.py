"""`ipdsl list LIST POLICY… --facts FILE… -o FILE`: payments, publications, missing facts or sums of many applicants."""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs
import click

from ipdsl.base.findings.finding import Report, Severity
from ipdsl.base.findings.phrase import Language, join_names
from ipdsl.base.findings.rendering import one_line_text, place_text
from ipdsl.base.values.characters import visible
from ipdsl.batch.errors import refuse_without_libraries
from ipdsl.cli import options
from ipdsl.cli.command import EXIT_CODES, Command
from ipdsl.cli.commands.office import number_options, office_file
from ipdsl.cli.console import (
    FOUND_ERRORS,
    OK,
    OUTPUT,
    POLICY,
    UNDETERMINED,
    call_language,
    message,
    say_aside,
    say_done,
    say_notice,
    usage_error,
    worst,
)
from ipdsl.cli.files import refuse_output, refuse_twice, refuse_two_streams, write_file
from ipdsl.cli.findings import lacking_keys_lines, show_warnings, stop_at
from ipdsl.cli.inputs import (
    FileRequest,
    load_policies,
    missing_facts,
    refuse_contradictions,
    split_words,
    suggest_facts_option,
    with_request,
)
from ipdsl.cli.settlements import (
    SettledApplicants,
    UnsettledApplicant,
    read_applicants,
    run_exit_code,
    settle,
)
from ipdsl.decision.decision import Request
from ipdsl.driver.library import Policy
from ipdsl.office.errors import LetterLibraryMissing, NamesMissing, require_libraries
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.letters.letter_kind import LetterNumbers
from ipdsl.office.lists.decided_rows import decided_rows, listed_applicant
from ipdsl.office.lists.list_names import ARTICLES, GRANTS_SCHEME, LISTS, OPEN, PAYMENTS, PUBLICATION, RECOVERIES
from ipdsl.office.lists.rows import ListedApplicant, ListRow, person_words
from ipdsl.office.lists.tables import (
    COLUMNS,
    ListColumn,
    ListOptions,
    PolicyList,
    UnknownColumnError,
    parse_columns,
    policy_list,
    summary_table,
)
from ipdsl.office.office_data import OfficeData
from ipdsl.office.stamp import Stamp
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.localizer import Localizer, wrap
from ipdsl.schema.details import known_detail

_ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")


@click.command("list", cls=Command, exit_codes={3: EXIT_CODES[3]})
@click.argument("list_name", metavar="LIST", type=click.Choice(LISTS), required=False)
@click.argument("words", metavar="POLICY... --facts FILE...", type=POLICY, nargs=-1)
@options.facts("The facts of the applicants: JSON, workbooks, CSV or Parquet.", many=True)
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    type=OUTPUT,
    help="The list: .xlsx, .csv, .json, .docx to publish, or .xml to pay in euro.",
)
@click.option(
    "--from", "folder", metavar="FOLDER", type=OUTPUT, help="List the results of `ipdsl batch` on these facts."
)
@office_file.office()
@office_file.new_office()
@options.settlement_options
@options.series()
@options.cohort()
@number_options.number()
@number_options.number_from()
@click.option(
    "--date", "day", callback=options.parse_day, metavar="DAY", help="The day of the decisions, for .xml and --as."
)
@click.option(
    "--pay-on",
    "payment_day",
    callback=options.parse_day,
    metavar="DAY",
    help="The day of payment, for .xml; by default that of --date.",
)
@click.option(
    "--as", "scheme", type=click.Choice([GRANTS_SCHEME]), help="The publication in JSON as open data of 360Giving."
)
@click.option("--sort", metavar="amount|name|DETAIL", help="The order of the applicants; by default that of the facts.")
@click.option("--by", type=click.Choice(["year"]), help="Payments: a row for each applicant and year.")
@click.option(
    "--respond-by", "until", callback=options.parse_day, metavar="DAY", help="The last day for stating missing facts."
)
@click.option(
    "--columns", metavar="COLUMN,...", help='Other columns: `account, Payee=name, Purpose="grant"`, also of details.'
)
@click.option("--no-headings", is_flag=True, help="CSV without the row of headings.")
@click.option(
    "--encoding", type=click.Choice(_ENCODINGS), metavar="NAME",
    help="The encoding of CSV: utf-8, gb18030, or by default utf-8-sig, UTF-8 with a mark.",
)  # fmt: skip
@options.sign()
@with_request
def list_command(
    list_name: str | None, words: tuple[str, ...], facts: tuple[str, ...], request: FileRequest, out: str | None,
    folder: str | None, office: str | None, new_office: str | None, cohort: bool, number: str | None,
    number_from: int | None, sort: str | None, by: str | None, until: str | None, columns: str | None,
    no_headings: bool, encoding: str | None, sign: str | None, day: str | None, payment_day: str | None,
    scheme: str | None,
) -> int:  # fmt: skip
    """Write a list about many applicants: payments, awards to be published, open facts, sums by article, recoveries.

    LIST is `payments`, `publication`, `open`, `articles`, `recoveries` or `instalments` (those not due yet). An
    applicant with an error is left out and listed.
    """
    if new_office is not None:
        return office_file.write_new_office(new_office)
    if list_name is None:
        raise usage_error("name the list: {lists}", "请给出清单的种类：{lists}", lists=join_names(LISTS))
    names, files = _policies_and_files(words, facts)
    file = _ListFile.of(out, list_name, columns, encoding, has_headings=not no_headings)
    file = file.with_days(list_name, scheme, day, payment_day)
    _refuse_several(names, request, file)
    refuse_contradictions(request)
    refuse_twice(files)
    refuse_two_streams(*names, *files, request.history, request.series, sign)
    refuse_output("--out", file.name, *names, *files, request.history, request.series, office, sign)
    office_data = office_file.office_of(office)
    letter_numbers = number_options.letter_numbers(number, office_data.stated_text("number"), number_from)
    policies = load_policies(names, "list")
    _refuse_repeated(policies)
    choice = {
        "list": list_name, "language": call_language().value, "number": letter_numbers.pattern,
        "number_from": str(letter_numbers.first), "sort": sort or "", "by": by or "", "respond_by": until or "",
        "columns": columns or "",
    }  # fmt: skip
    choice |= {"as": GRANTS_SCHEME, "day": file.day} if scheme else {}
    if folder is None:
        runs = [settle(policy, files, request, together=cohort, policies=policies) for policy in policies]
        for run in runs:
            run.show_remarks()
        lists = lists_of_choice(policies, runs, request, choice, cohort=cohort)
        code = worst(run_exit_code(run.left_out, is_undetermined=run.joint.is_undetermined) for run in runs)
    else:
        _refuse_options_of_run(request, cohort=cohort, number=number)
        entry, code = list_of_run(policies[0], folder, files, choice, request)
        lists = [entry]
    stop_at(write_file(file.name, file.content(lists, office_data)))
    if sign is not None:
        from ipdsl.office.signatures import sign_files  # most lists are not signed

        sign_files([file.name], sign)
    _report(file.name, lists)
    _report_failures(lists)
    return code


_MOST_FAILURES = 50
"""The most findings about applicants that are printed. The list `open` has all."""


def _report_failures(lists: Sequence[PolicyList]) -> None:
    """Print the findings of applicants that are left out on standard error. Policies may share findings."""
    rows = (failure for entry in lists for failures in entry.left_out.failures for failure in failures)
    findings = [*dict.fromkeys((row.applicant, row.code, row.place, row.remark) for row in rows)]
    for applicant, code, place, text in findings[:_MOST_FAILURES]:
        say_aside(visible(f"{applicant}: {code} {place}".strip()))
        say_aside("\n".join(wrap(visible(text), "  ", "  ")))
    if (more := len(findings) - _MOST_FAILURES) > 0:
        say_aside(message("and {more} more; `open` lists all", "另有{more}项；待补正清单（`open`）列出全部", more=more))
    for line in lacking_keys_lines(code for _, code, _, _ in findings):
        say_aside(line)


def list_of_run(
    policy: Policy, folder: str, files: Sequence[str], choice: Mapping[str, str], request: FileRequest
) -> tuple[PolicyList, int]:  # fmt: skip
    """The list of the results of a run of `batch` on these facts, and the exit code."""
    refuse_without_libraries()
    if len(files) > 1:
        raise usage_error(
            "a list from a run needs the facts of that run alone", "由批量结算的结果生成的清单，只需给出该次结算的事实"
        )
    from ipdsl.batch.finished_run import FinishedRun, StatedApplicant, stated_applicants, stated_members
    from ipdsl.batch.parts import WorkbookFacts
    from ipdsl.cli.commands.batch import batch_of_options
    from ipdsl.office.lists import run_rows

    run, list_name = FinishedRun.of(folder, policy.program), choice["list"]
    if choice["by"] or list_name == ARTICLES:
        run.check_claims()
    elif not run.has_claims and list_name in (PAYMENTS, PUBLICATION):
        say_notice(message("notice: the articles are missing; `ipdsl batch --claims` writes them",
                           "提示：结算结果中没有事项，清单缺少条款；请用`ipdsl batch --claims`"))  # fmt: skip
    batch = batch_of_options(policy, files[0], run.description["options"], request.series)
    stated: Iterable[StatedApplicant] = (
        stated_members(read_applicants([policy], files, None), policy.program)
        if isinstance(batch.tables, WorkbookFacts)
        else stated_applicants(batch.tables, policy.program)
    )
    localize = letter_localizer(policy.program, Language(choice["language"]))
    rows = run.rows(batch, with_reasons=list_name == OPEN, with_cuts=list_name == ARTICLES)
    applicants = [*run_rows.applicants_of_run(rows, stated, policy.program, localize)]
    if list_name == PUBLICATION:
        _refuse_without_names(applicant for applicant in applicants if applicant.is_payee)
    failures = run_rows.failures_of_run(run)
    other_rows = decided_rows(
        policy.program, localize, choice["respond_by"], run_rows.sums_of_run(run, policy.program, localize)
    )
    entry = policy_list(
        list_name, policy.program, applicants, other_rows, failures,
        run_rows.stamp_of_run(run, policy.program, applicants, choice),
        _list_options(choice, {name for applicant in applicants for name in applicant.details}), localize,
        is_single=True,
    )  # fmt: skip
    is_open = any(applicant.is_open for applicant in applicants)
    return entry, worst([FOUND_ERRORS if failures else OK, UNDETERMINED if is_open else OK])


def _list_options(choice: Mapping[str, str], stated: Collection[str]) -> ListOptions:
    columns = choice["columns"]
    return ListOptions(
        by_year=bool(choice["by"]), sort=_sort_key(choice["sort"], stated),
        columns=_columns(columns, choice["list"], stated) if columns else (),
    )  # fmt: skip


def _refuse_options_of_run(request: FileRequest, *, cohort: bool, number: str | None) -> None:
    """Raise a usage error for options that a finished run has decided."""
    stated = {
        "--year": request.year, "--as-of": request.as_of, "--history": request.history, "--reopen": request.reopen,
        "--strict": request.strict, "--cohort": cohort, "--number": number,
    }  # fmt: skip
    for name, value in stated.items():
        if value:
            raise usage_error("`{name}` is not for --from: the results state it, or have nothing about it",
                              "`{name}`不能与`--from`同时使用：结果中已经确定，或没有此项内容", name=name)  # fmt: skip


def _report(out: str, lists: Sequence[PolicyList]) -> None:
    """Print the last lines."""
    localize = Localizer(call_language())
    for entry in lists:
        name = localize("{file}, {policy}", "{file}，{policy}", file=out, policy=entry.policy)
        first, *lines = entry.summary_lines(localize)
        say_done(localize("{name}: {text}", "{name}：{text}", name=name if len(lists) > 1 else out, text=first))
        for line in lines:
            say_done("\n".join(wrap(line, "  ", "    ")))


def lists_of_choice(
    policies: Sequence[Policy], runs: Sequence[SettledApplicants], request: Request, choice: Mapping[str, str], *,
    cohort: bool,
) -> list[PolicyList]:  # fmt: skip
    """The list under each policy. `choice` has the options of the list by name, as its stamp states them."""
    list_name, language = choice["list"], Language(choice["language"])
    list_options = _list_options(choice, {name for run in runs for details in run.details for name in details})
    letter_numbers = LetterNumbers(choice["number"], int(choice["number_from"]))
    lists = []
    for policy, run in zip(policies, runs, strict=True):
        localize = letter_localizer(policy.program, language)
        applicants = _applicants(policy, run, localize)
        if list_name == PUBLICATION:
            _refuse_without_names(applicant for applicant in applicants if applicant.is_payee)
        numbers = (
            letter_numbers.numbers_of_recoveries(run.decisions) if list_name == RECOVERIES
            else letter_numbers.numbers_of(run.decisions)
        )  # fmt: skip
        letter_numbers = attrs.evolve(letter_numbers, first=letter_numbers.first + sum(map(bool, numbers)))
        number_by_applicant = dict(zip((entry.applicant for entry in applicants), numbers, strict=True))
        stamp = attrs.evolve(Stamp.of(run.decisions, request, cohort=cohort, document=choice), applicant="")
        lists.append(
            policy_list(
                list_name, policy.program, applicants,
                decided_rows(policy.program, localize, choice["respond_by"]),
                [_failure_rows(entry) for entry in run.left_out], stamp,
                attrs.evolve(list_options, numbers=number_by_applicant), localize, is_single=len(policies) == 1,
            )
        )  # fmt: skip
    return lists


def _policies_and_files(words: Sequence[str], facts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The policies and the files of facts."""
    policies, files = split_words(words)
    if not facts:
        if not files:
            raise missing_facts()
        suggest_facts_option(policies, files)
    if not policies:
        raise usage_error("missing POLICY", "缺少政策")
    return policies, [*facts, *files]


def _refuse_several(names: Sequence[str], request: FileRequest, file: _ListFile) -> None:
    """Raise a usage error for several policies with what is of one policy."""
    if len(names) == 1:
        return
    if request.history is not None:
        raise usage_error(
            "--history is the ledger of one policy: list each policy separately",
            "`--history`是一份政策的台账：请逐份政策制作清单",
        )
    if file.suffix == ".csv":
        raise usage_error(
            "a CSV file has the list of one policy: list each policy separately, or write .xlsx",
            "CSV文件只能有一份政策的清单：请逐份政策制作，或写成`.xlsx`",
        )


def _refuse_repeated(policies: Iterable[Policy]) -> None:
    """Raise a usage error for two pages of one policy: its sums would be paid twice."""
    count = Counter(policy.name for policy in policies)
    if twice := [name for name, number in count.items() if number > 1]:
        raise usage_error("the policy `{name}` is given twice", "政策`{name}`给了两次", name=twice[0])


@attrs.frozen
class _ListFile:
    """The file of a list, in the format of its suffix."""

    name: str
    suffix: str
    encoding: str
    has_headings: bool
    scheme: str = ""
    day: str = ""
    payment_day: str = ""

    @classmethod
    def of(
        cls, out: str | None, list_name: str, columns: str | None, encoding: str | None, *, has_headings: bool
    ) -> _ListFile:
        """The file of `--out`. Raises a usage error for a suffix or an option that does not fit."""
        if out is None:
            raise usage_error("name the list: `-o {name}.xlsx`", "请给出清单的文件名：`-o {name}.xlsx`", name=list_name)
        name, suffix = os.path.splitext(out)
        suffix = suffix.lower()
        if suffix not in (".xlsx", ".csv", ".json", ".docx", ".xml"):
            raise usage_error(
                "a list is .xlsx, .csv, .json, .docx or .xml: `{name}.xlsx`",
                "清单是`.xlsx`、`.csv`、`.json`、`.docx`或`.xml`：`{name}.xlsx`", name=name,
            )  # fmt: skip
        if list_name != (owner := {".docx": PUBLICATION, ".xml": PAYMENTS}.get(suffix, list_name)):
            raise usage_error(
                "{suffix} is for `{list}`; write `{name}.xlsx`", "`{suffix}`只用于`{list}`；请写成`{name}.xlsx`",
                suffix=suffix, list=owner, name=name,
            )  # fmt: skip
        if columns is not None and suffix in (".docx", ".json", ".xml"):
            raise usage_error("--columns is for .xlsx and .csv", "`--columns`只用于`.xlsx`和`.csv`")
        if suffix != ".csv" and (encoding is not None or not has_headings):
            raise usage_error("--encoding and --no-headings are for .csv", "`--encoding`和`--no-headings`只用于`.csv`")
        return cls(out, suffix, encoding or _ENCODINGS[0], has_headings)

    def with_days(self, list_name: str, scheme: str | None, day: str | None, payment_day: str | None) -> _ListFile:
        """The file with its standard and its days. Raises a usage error for options that do not fit."""
        if scheme and (list_name, self.suffix) != (PUBLICATION, ".json"):
            raise usage_error("--as is for the publication in .json: `publication … -o grants.json`",
                              "`--as`只用于`.json`格式的公示名单：`publication … -o grants.json`")  # fmt: skip
        if (day is not None) != bool(scheme or self.suffix == ".xml"):
            raise usage_error("`--date DAY`, the day of the decisions: .xml and --as need it, no other list",
                              "`--date 日期`为决定日期：`.xml`和`--as`须给出，其他清单没有此项")  # fmt: skip
        if payment_day is not None and (self.suffix != ".xml" or payment_day < str(day)):
            raise usage_error("--pay-on is for .xml, and not before --date", "`--pay-on`只用于`.xml`，且不早于`--date`")
        return attrs.evolve(self, scheme=scheme or "", day=day or "", payment_day=payment_day or day or "")

    def content(self, lists: Sequence[PolicyList], office: OfficeData) -> bytes:
        """The bytes of the file. Raises `FactsError` if data are missing that a bank or a standard needs."""
        if self.day and not any(entry.recipients for entry in lists):
            raise usage_error("no amount is payable now, and `{name}` would be empty",
                              "本次没有应付金额，`{name}`将没有内容", name=self.name)  # fmt: skip
        if self.scheme:
            from ipdsl.office.lists.grants_data import grants_text

            return grants_text(lists, office, self.day).encode()
        if self.suffix == ".xml":
            return self._transfers(lists, office)
        localize = Localizer(call_language())
        tables = [table for entry in lists for table in (*entry.main, *entry.outside)]
        if self.suffix == ".csv":
            from ipdsl.office.lists.list_files import csv_text

            return csv_text(lists[0].main, localize, has_headings=self.has_headings).encode(self.encoding)
        if self.suffix == ".json":
            from ipdsl.office.lists.list_files import lists_to_json

            text = io.BytesIO()
            with io.TextIOWrapper(text, encoding="utf-8", newline="\n") as stream:
                json.dump(lists_to_json(lists), stream, ensure_ascii=False, indent=1)
                stream.write("\n")
                stream.flush()
                return text.getvalue()
        if self.suffix == ".docx":
            require_libraries(LetterLibraryMissing, "docx")
            from ipdsl.office.lists.publication import PRINTED_PARTS, render_publication

            show_warnings(office.gaps(PRINTED_PARTS))
            return render_publication(lists, office, localize)
        from ipdsl.office.lists.list_workbook import write_workbook

        if len(lists) > 1:
            tables = [summary_table(lists, localize), *tables]
        return write_workbook(tables, [entry.stamp for entry in lists], localize)

    def _transfers(self, lists: Sequence[PolicyList], office: OfficeData) -> bytes:
        require_libraries(LetterLibraryMissing, "lxml")
        from ipdsl.office.lists.credit_transfer import transfer_file, transfer_findings

        payments = [(entry.title, entry.main[0].rows) for entry in lists if entry.recipients]
        currencies = (entry.payable.currency for entry in lists if entry.recipients)
        findings = [*transfer_findings([row for _, rows in payments for row in rows], currencies, office)]
        if any(finding.severity is Severity.ERROR for finding in findings):
            raise FactsError(Report(findings))
        show_warnings(findings)
        return transfer_file(payments, office, self.day, self.payment_day)


def _columns(text: str, list_name: str, stated: Iterable[str]) -> tuple[ListColumn, ...]:
    try:
        return parse_columns(text, list_name, {*stated})
    except UnknownColumnError as error:
        raise _unknown_column(str(error), list_name) from None


def _sort_key(sort: str, stated: Collection[str]) -> str:
    detail = known_detail(sort)
    if detail or sort in ("", "amount", *stated):
        return detail or sort
    raise usage_error(
        "--sort: `{word}` is neither `amount`, `name` nor a detail of an applicant ({names})",
        "--sort：`{word}`不是`amount`、`name`，也不是申请人的资料（{names}）", word=sort,
        names=join_names(sorted(stated)[:_MOST_SORTS]),
    )  # fmt: skip


_MOST_SORTS = 10
"""The most details that a message names."""


def _unknown_column(word: str, list_name: str) -> click.UsageError:
    names = join_names(column.key for column in COLUMNS[list_name])
    return usage_error(
        "--columns: `{word}` is neither a column ({names}) nor a detail of an applicant",
        "--columns：`{word}`既不是清单的列（{names}），也不是申请人的资料", word=word, names=names,
    )  # fmt: skip


def _applicants(policy: Policy, run: SettledApplicants, localize: Localizer) -> list[ListedApplicant]:
    persons = person_words(policy.program)
    return [
        listed_applicant(decision, details, localize, is_person=bool(kinds & persons))
        for decision, details, kinds in zip(run.decisions, run.details, run.kinds, strict=True)
    ]


def _refuse_without_names(payees: Iterable[ListedApplicant]) -> None:
    """Raise `FactsError` if an applicant to be published has no name."""
    if ids := [payee.applicant for payee in payees if not payee.details.get("name")]:
        raise FactsError(Report([NamesMissing(number=str(len(ids)), applicants=join_names(ids[:10]))]))


def _failure_rows(entry: UnsettledApplicant) -> list[ListRow]:
    return [
        ListRow(
            applicant=entry.applicant, place=place_text(problem) or entry.place, code=problem.code,
            remark=one_line_text(problem, call_language()),
        )
        for problem in entry.problems
    ]  # fmt: skip
