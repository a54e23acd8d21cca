"""`ipdsl batch POLICY --facts INPUT -o OUTPUT`: settle tables of applicants in chunks.

The closing summary has the applicants by way of settlement, the total due, and the first problems.
"""

from __future__ import annotations

import datetime
import gc
import hashlib
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypedDict, Unpack

import attrs
import click

from ipdsl.base.files import STDIN, WORKBOOK_SUFFIXES, path_on_disk
from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.findings.phrase import Language, LocalizedName, MessageValue, Phrase
from ipdsl.base.pages import locate
from ipdsl.base.values.money import Money
from ipdsl.base.values.written_values import YUAN
from ipdsl.batch.errors import InputChanged, KindsWithoutTable, refuse_without_libraries
from ipdsl.cli import options
from ipdsl.cli.command import EXIT_CODES, Command
from ipdsl.cli.console import (
    FOUND_ERRORS,
    INTERRUPTED,
    OK,
    OUTPUT,
    POLICY,
    TERMINATED,
    UNDETERMINED,
    call_language,
    is_quiet,
    is_terminal,
    message,
    say,
    say_aside,
    say_notice,
    usage_error,
)
from ipdsl.cli.files import refuse_output, refuse_two_streams
from ipdsl.cli.findings import fail, lacking_keys_lines, show_warnings
from ipdsl.cli.inputs import (
    FileRequest,
    check_number,
    csv_tables,
    policies_and_facts,
    read_series,
    refuse_contradictions,
    with_request,
)
from ipdsl.driver import cached_policy
from ipdsl.driver.library import Policy
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.localizer import amount, counted_phrase, localizer_of, sides, wrap
from ipdsl.wording.labels import EnglishNames, Labels, written_day

if TYPE_CHECKING:
    from ipdsl.batch.batch import Batch, SettledChunk
    from ipdsl.batch.evaluate import Options
    from ipdsl.batch.parts import FlatFiles, NestedFiles, Results, RunDescription, WorkbookFacts
    from ipdsl.engine.evaluator import GeneratedFunctions
    from ipdsl.ir.terms import Program


COLUMNS_WAY = "columns"
FALLBACK_REASONS = {
    "not stated": Phrase("something that is asked for is not stated", "需要的事实没有填写"),
    "early": Phrase("an event before the window", "有施行日之前的事件"),
    "large": Phrase("a sum too large for columns", "金额过大，超出列的范围"),
    "alike": Phrase("records that only their contents tell apart", "有只能按内容区分的记录"),
    "lines": Phrase("lines of history, support or the like", "有历史、其他资助等行"),
    "form": Phrase("a value in no plain form", "有写法特殊的内容"),
    "shared": Phrase("a rule shared with an applicant settled one by one", "与单独结算的申请人共用一条规则"),
    "not carried": Phrase("an award or a rule that columns do not support", "有不能按列结算的条款或规则"),
    "recovery": Phrase("an event of a recovery", "有涉及追回的事项"),
    "parts": Phrase("a grant that is paid in parts", "有分期拨付的奖励"),
}
"""The reasons for settling applicants separately."""
SUMS_PAID_BACK = {
    "to_pay_back": Phrase("To be paid back", "应退回"), "net": Phrase("Net", "净得"),
    "back_now": Phrase("To be paid back now", "本次应退回"),
}  # fmt: skip
"""The sums of a run of a policy with recoveries."""


def summary_text(
    summary: Mapping[str, Any], errors: Sequence[Mapping[str, object]], policy: Policy, tables: str, out: str, *,
    as_of: datetime.date | None, has_days: bool, not_stated: int, in_units: Sequence[str], is_file: bool,
) -> str:  # fmt: skip
    """The closing summary.

    `as_of` is the day for all applicants; with `has_days`, a column states it for each. `not_stated` is the number of
    parts that the policy reads and no column states. `in_units` are columns whose whole numbers are in minor units.
    """
    status, ways = summary["status"], dict(summary["ways"])
    failed, undetermined = status.get("failed", 0), status.get("undetermined", 0)
    lines = [
        message("{tables} under {policy}{as_of}; all sums in {currency}",
             "{tables}，政策{policy}{as_of}；金额币种{currency}", tables=tables, policy=policy.name,
             as_of=_day(as_of, has_days), currency=policy.currency),
        *(() if as_of or has_days else wrap(message(
            "no as-of date stated: the end of the last year of each applicant is assumed; `--as-of DAY`, or a column"
            " `as_of`, sets another",
            "没有填写截至日：各按申请人最后一年年末计算；可以用`--as-of DAY`或名为`as_of`的列另行指定",
        ), "  ", "    ")),
        "",
        *_count(message("applicants", "申请人"), summary["applicants"]),
        *_count(message("settled over columns", "按列结算"), ways.pop(COLUMNS_WAY, 0), "  "),
        *_count(message("settled one by one", "单独结算"), sum(ways.values()), "  "),
    ]  # fmt: skip
    for way, number in ways.items():
        lines += _count(FALLBACK_REASONS[way].text(call_language()), number, "    ")
    lines += _count(message("failed", "未能结算"), failed, "  ")
    lines += _count(message("settled, but undetermined", "已结算，金额待定"), undetermined, "  ")
    due = amount(Money(summary["due"], policy.currency))
    lines += [
        "",
        *(
            sides(message("Payable now", "本次应付"), amount(Money(summary["payable_now"], policy.currency)))
            if summary["payable_now"] != summary["due"]
            else ()
        ),
        *sides(
            message("Total due at least", "应得合计至少") if undetermined else message("Total due", "应得合计"), due
        ),
    ]
    for name, text in SUMS_PAID_BACK.items():
        if name in summary:
            known = "" if (sum_ := summary[name]) is None else amount(Money(sum_, policy.currency))
            lines += sides(text.text(call_language()), known or message("not known", "未知"))
    lines += _other_years_lines(summary["other_years"], policy.currency)
    for note in summary["notes"]:
        lines += wrap(message("Note: {note}", "说明：{note}", note=note))
    lines += _unmet_lines(summary)
    for column in in_units:
        lines += wrap(_smallest_unit_note(column, policy.currency))
    if not_stated:
        lines += wrap(
            message(
                "read by the policy, and stated by no column: {number}", "表中缺少政策所需内容的：{number}项",
                number=not_stated,
            )
        )  # fmt: skip
    if summary["errors"]:
        lines += ["", *_problems(summary["errors"], errors)]
    return "\n".join([*lines, "", *_places(out, failed, is_file=is_file)])


def _day(as_of: datetime.date | None, has_days: bool) -> MessageValue:
    """The last day that was settled."""
    if as_of is not None:
        return Phrase(", as of {day}", "，截至{day}", day=written_day(as_of))
    return Phrase(", as of the day of each row", "，截至各行所填之日") if has_days else ""


MOST_UNMET = 10
"""Largest number of printed lines without effect."""


def _unmet_lines(summary: Mapping[str, Any]) -> list[str]:
    """Stated lines that match no claim. If an item is mistyped, its payment is not deducted and is made again."""
    unmet, more = summary["unmet"], summary["not_examined"]
    lines: list[str] = []
    if unmet:
        many = counted_phrase(len(unmet), "{n} stated line{s}", "{n}行").text(call_language())
        lines += wrap(message("Note: without effect: {many}", "说明：不起作用的有{many}", many=many))
    for entry in unmet[:MOST_UNMET]:
        lines += wrap(
            message(
                "{applicant}: {line}: {why}",
                "{applicant}：{line}：{why}",
                applicant=entry["applicant"],
                line=entry["line"],
                why=entry["why"],
            ),
            "  ",
            "    ",
        )
    if len(unmet) > MOST_UNMET:
        rest = len(unmet) - MOST_UNMET
        lines += wrap(message("{rest} more, in `run.json`", "另有{rest}行，见`run.json`", rest=rest), "  ", "    ")
    if more:
        applicant_count = counted_phrase(more, "{n} more applicant{s}", "另有{n}个申请人").text(call_language())
        lines += wrap(message("Note: lines of {who} name what no record has, and were not examined",
                              "说明：{who}的行所指在记录中没有，未逐一核对", who=applicant_count))  # fmt: skip
    return lines


def _smallest_unit_note(column: str, currency: str) -> str:
    """A note that whole numbers are in minor units here, unlike in CSV and JSON."""
    if currency == YUAN:
        return message("Note: whole numbers of `{column}` are read as fen: 100 is 1 yuan",
                    "说明：`{column}`的整数按“分”读取：100即1元", column=column)  # fmt: skip
    return message("Note: whole numbers of `{column}` are read as the smallest unit of {currency}",
                "说明：`{column}`的整数按{currency}的最小单位读取", column=column, currency=currency)  # fmt: skip


def _other_years_lines(totals: Mapping[str, Any], currency: str) -> list[str]:
    """The amounts of years other than the reported one, for all applicants together."""
    if not totals["applicants"]:
        return []
    many = counted_phrase(totals["applicants"], "{n} applicant{s}", "{n}个申请人").text(call_language())
    due = amount(Money(totals["newly_due"], currency))
    if totals["open"] is None:
        text = message("in addition, in other years: {due} newly due, and an open sum without a limit ({many})",
                     "此外，其他年度：新增应得{due}，另有待定金额，没有上限（{many}）", due=due, many=many)  # fmt: skip
    else:
        text = message("in addition, in other years: {due} newly due, and up to {open} open ({many})",
                     "此外，其他年度：新增应得{due}，待定金额最多{open}（{many}）",
                     due=due, many=many, open=amount(Money(totals["open"], currency)))  # fmt: skip
    return wrap(text, "  ", "    ")


def interruption_text(summary: Mapping[str, Any], number: int, *, is_file: bool) -> str:
    """The state of a stopped run, and how to continue it."""
    if is_file:
        return message("nothing was written; call it again", "没有写出结果；请重新运行")
    return message(
        "{done} of {number} applicants are done; the same call continues from there",
        "{number}个申请人中已完成{done}个；重新运行同一命令即从那里继续",
        done=f"{summary['applicants']:,}", number=f"{number:,}",
    )  # fmt: skip


def _count(label: str, number: int, indent: str = "") -> list[str]:
    return sides(label, f"{number:,}", indent)


def _problems(counts: Mapping[str, int], errors: Sequence[Mapping[str, object]]) -> list[str]:
    """The number of problems by code, and the first problems with their places."""
    of_each = message("; ", "；").join(f"{code} {number:,}" for code, number in counts.items())
    lines = wrap(message("Problems: {codes}", "问题：{codes}", codes=of_each), "", "  ")
    for problem in errors:
        place = _place(problem)
        lines += wrap(f"{place}{problem['code']} {problem['message'] or ''}".rstrip(), "  ", "    ")
    more = sum(counts.values()) - len(errors)
    if more:
        lines += wrap(message("{more} more", "另有{more}个", more=f"{more:,}"), "  ")
    return [*lines, *lacking_keys_lines(counts)]


def _place(problem: Mapping[str, object]) -> str:
    """The place of a problem: the cell of a workbook; otherwise the line of a CSV file or the row of a table, and the
    column.
    """
    if _CELL.search(str(problem["file"] or "")):
        return message("{cell}: ", "{cell}：", cell=str(problem["file"]))
    if problem["line"] is not None:
        return message("{file}, line {line}, {column}: ", "{file}第{line}行，{column}：", file=str(problem["file"]),
                    line=str(problem["line"]), column=str(problem["column"]))  # fmt: skip
    file = message("{file}, ", "{file}，", file=str(problem["file"])) if problem["file"] else ""
    return file + message(
        "row {row}, {column}: ", "第{row}行，{column}：", row=str(problem["row"]), column=str(problem["column"])
    )


def _places(out: str, failed: int, *, is_file: bool) -> list[str]:
    """The files with the result tables."""
    if is_file:
        return [message("table of applicants: {out}", "申请人表：{out}", out=out)]
    lines = [message("tables: {out}", "各表：{out}", out=os.path.join(out, "*", "*.parquet"))]
    if failed:
        errors = os.path.join(out, "errors", "*.parquet")
        lines.append(message("every problem: {errors}", "全部问题：{errors}", errors=errors))
    return lines


_CELL = re.compile(rf"(?:{'|'.join(map(re.escape, WORKBOOK_SUFFIXES))}) .*![A-Z]+[0-9]+$", re.IGNORECASE)
"""Matches a cell of a workbook: `firms.xlsx patents!C7`."""
PARQUET = ".parquet"
_OTHER_FORMATS = (".csv", ".json", ".jsonl", ".ndjson", ".txt", ".doc", ".docx", ".pdf")
"""Suffixes of files that `batch` does not write, apart from workbooks."""
MOST_NAMED = 8
"""Largest number of awards named before a run."""
MOST_PROBLEMS = 10
"""Largest number of problems in the closing summary."""


class TableOptions(TypedDict):
    """The options about tables; `engine` and `chunk` are `None` if they are not given."""

    claims: bool
    ledger: bool
    cohort: bool
    none: tuple[str, ...]
    no_others: bool
    ignore: tuple[str, ...]
    engine: str | None
    chunk: int | None


class TerminationRequested(BaseException):
    """The system asks the process to end (SIGTERM)."""


@click.command(
    "batch", cls=Command, renamed={"--anew": "--restart", "--none": "--null-means-none"},
    exit_codes={
        1: "Rows could not be settled: the table `errors` lists them; or errors in the policy.",
        3: EXIT_CODES[3], 130: EXIT_CODES[130], 143: "Terminated.",
    },
)  # fmt: skip
@click.argument("words", metavar="POLICY --facts INPUT", type=POLICY, nargs=-1, required=True)
@options.facts(
    "The applicants: a Parquet file, a folder of its parts, a folder of flat tables, or a workbook.", metavar="INPUT"
)
@click.option(
    "-o", "--out", required=True, metavar="OUTPUT", type=OUTPUT, help="The folder of the results, or one .parquet file."
)
@options.as_of()
@options.year()
@click.option("--claims", is_flag=True, help="Write a table with one row per claim.")
@click.option("--ledger", is_flag=True, help="Write the lines that the next run reads as `history`.")
@click.option("--cohort", is_flag=True, help="Settle all applicants together, as one cohort.")
@options.register_answers("new-applicants", "renamed", "apart", "answered-by", "history-number")
@click.option(
    "--null-means-none", "none", multiple=True, metavar="COLUMN",
    help="In this column, null means that the applicant has no value.",
)  # fmt: skip
@click.option("--no-others", is_flag=True, help="No applicant has records of the kinds without a table.")
@click.option("--ignore", multiple=True, metavar="COLUMN", help="Ignore this column or flat table.")
@options.series()
@options.modified_ledger()
@click.option(
    "--engine", type=click.Choice(["llvm", "cpython"]), help="The column engine; by default it is chosen by table size."
)
@click.option(
    "--chunk", callback=options.whole_number, metavar="N", help="The number of applicants per chunk; by default 16384."
)
@click.option(
    "--processes",
    callback=options.whole_number,
    metavar="N",
    help="The number of processes that settle chunks; by default 1.",
)
@click.option("--threads", callback=options.whole_number, hidden=True)  # of 0.3: the same as --processes
@click.option("--restart", "anew", is_flag=True, help="Delete the results in the folder and start again.")
@with_request
def batch_command(
    words: tuple[str, ...], facts: str | None, request: FileRequest, out: str, processes: int | None,
    threads: int | None, anew: bool, **how: Unpack[TableOptions],
) -> int:  # fmt: skip
    """Settle tables of applicants in Parquet files: each applicant separately, or all together with --cohort.

    A run that was stopped continues when the same command is called again.
    """
    policy, tables = _policy_and_tables(words, facts)
    refuse_contradictions(request)
    refuse_two_streams(policy, request.series, what=Phrase("policy and series", "政策和行情"))
    refuse_output("--out", out, policy, tables, request.series)
    cohort = how["cohort"]
    if cohort and processes is not None and processes > 1:
        raise usage_error("--processes is not for --cohort: a cohort is settled in one process",
                          "`--processes`不能与`--cohort`同时使用：一并结算在一个进程中进行")  # fmt: skip
    if threads is not None:
        say_notice(message("notice: `--threads` is now `--processes`", "提示：`--threads`现名`--processes`"))
    processes = 1 if cohort else processes or threads or 1
    is_file = out.lower().endswith(PARQUET) and not os.path.isdir(out)
    if is_file:
        _refuse_for_a_file(tables, claims=how["claims"], ledger=how["ledger"], restart=anew)
    else:
        _refuse_other_formats(out)
        _refuse_nesting(out, tables, policy, request.series)
    refuse_without_libraries(how["engine"])
    settled = Policy(cached_policy.policy(policy, "batch"))
    batch = _batch(settled, tables, request, how, options.call_answers(), call_language())
    if batch.tables.without_table and not batch.options.no_others:
        is_workbook = tables.lower().endswith(WORKBOOK_SUFFIXES)
        show_warnings([_kinds_without_table(settled, batch.tables.without_table, is_workbook=is_workbook)])
    if settled.program.may_owe:
        say_notice(_recoveries_one_by_one(settled.program))
    if settled.program.schedules:
        say_notice(_instalments_one_by_one(settled.program))
    from ipdsl.batch.parts import locked_folder

    with nullcontext() if is_file else locked_folder(out):
        return _run(batch, settled, tables, out, is_file=is_file, restart=anew, processes=processes)


def _policy_and_tables(words: Sequence[str], facts: str | None) -> tuple[str, str]:
    """The policy and the tables."""
    policies, tables = policies_and_facts(words, [] if facts is None else [facts])
    if len(policies) > 1:
        raise usage_error("tables are settled under one policy", "申请人表按一份政策结算")
    return policies[0], tables


def _refuse_for_a_file(tables: str, *, claims: bool, ledger: bool, restart: bool) -> None:
    """Raise a usage error if one result file cannot hold the requested tables."""
    problems = {
        ("--out names one file, and `{tables}` is a folder: name a folder for the results",
         "`--out`给出的是一个文件，而`{tables}`是文件夹：请给结果指定文件夹"): os.path.isdir(tables),
        ("--out names one file, which holds no claims: name a folder for the results",
         "`--out`给出的是一个文件，其中没有申请事项的表：请给结果指定文件夹"): claims,
        ("--out names one file, which holds no lines: name a folder for the results",
         "`--out`给出的是一个文件，其中没有台账的表：请给结果指定文件夹"): ledger,
        ("--restart is for a folder: one file is always rewritten", "`--restart`用于文件夹：单个文件总是重新写出"):
            restart,
    }  # fmt: skip
    for texts, is_problem in problems.items():
        if is_problem:
            raise usage_error(*texts, tables=tables)


def _refuse_other_formats(out: str) -> None:
    """Raise a usage error if a new folder would have the name of a workbook or of another file."""
    if out.lower().endswith((*WORKBOOK_SUFFIXES, *_OTHER_FORMATS)) and not os.path.isdir(out):
        raise usage_error(
            "results are written to a folder or to one .parquet file, and `{out}` names neither. A page of each "
            "applicant is printed by `ipdsl eval --each`",
            "结果只能写入文件夹或一个`.parquet`文件，而`{out}`两者都不是。需要逐个申请人的文字结果的，请用"
            "`ipdsl eval --each`",
            out=out,
        )


def _refuse_nesting(out: str, tables: str, policy: str, series: str | None) -> None:
    """Raise a usage error if the output folder contains an input, or is inside the input folder."""
    folder, read = os.path.realpath(out), os.path.realpath(tables)
    if os.path.isdir(read) and _is_within(folder, read):
        raise usage_error(
            "--out is in `{tables}`, which is read here; name a different folder",
            "`--out`位于本次要读取的`{tables}`之中；请给出别处的文件夹", tables=tables,
        )  # fmt: skip
    for name in (tables, series, None if policy == STDIN else str(path_on_disk(locate(policy)))):
        if name not in (None, STDIN) and _is_within(os.path.realpath(str(name)), folder):
            raise usage_error(
                "`{name}`, which is read here, is in the folder of --out; name a different folder",
                "本次要读取的`{name}`位于`--out`的文件夹之中；请给出别处的文件夹", name=str(name),
            )  # fmt: skip


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def batch_of_options(policy: Policy, tables: str, described: Mapping[str, Any], series: str | None) -> Batch:
    """The batch of a finished run, by the options in its `run.json`."""
    request = FileRequest(
        year=described["year"], as_of=described["as_of"], accepted_by=described["accepted_by"], series=series
    )
    how: Any = {name: described[name] for name in TableOptions.__annotations__}
    return _batch(policy, tables, request, how, described["answers"], Language(described["lang"]))


def settle_again(policy: Policy, tables: str, described: Mapping[str, Any], series: str | None, out: str) -> None:
    """Write the results of a finished run again, in an empty folder."""
    from ipdsl.batch.parts import ResultFolder

    batch = batch_of_options(policy, tables, described, series)
    results = ResultFolder(out, batch.describe(tables), restart=False)
    batch.write(batch.settle_chunks(0), results, lambda _: None)
    batch.close(results)


def _batch(
    policy: Policy, tables: str, request: FileRequest, how: TableOptions, answers: Sequence[Mapping[str, Any]],
    language: Language,
) -> Batch:  # fmt: skip
    """The batch for a request and the options about tables. Raises `FactsError` if something cannot be read."""
    from ipdsl.batch.batch import Batch
    from ipdsl.batch.evaluate import CHUNK, Options, TablePolicy, day_of
    from ipdsl.facts.published_series import read_series_file, unusual_rate_findings

    values = read_series(request.series, policy)
    published = () if values is None else (read_series_file(values, policy.program),)
    for file in published:
        show_warnings(unusual_rate_findings(policy.program, file.values))
    digest = "" if values is None else hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()
    table_options = Options(
        day_of(request.as_of, policy.program), request.year, series=digest,
        language=language, accepted_by=request.accepted_by, answers=tuple(answers),
        new_applicants=bool(options.call_option("new_applicants")), published=published, claims=how["claims"],
        ledger=how["ledger"], cohort=how["cohort"], none=how["none"], no_others=how["no_others"], ignore=how["ignore"],
        engine=how["engine"] or "", chunk=how["chunk"] or CHUNK,
    )  # fmt: skip
    source_tables: NestedFiles | FlatFiles | WorkbookFacts
    if tables.lower().endswith(WORKBOOK_SUFFIXES):
        source_tables = _read_workbook(tables, policy, table_options)
    else:
        source_tables = _open_tables(tables, policy.code, table_options)
    source_tables.read_ledger(policy.code, request.accepted_by, table_options.answers)
    check_number(source_tables.ledger.number or "")
    return Batch(TablePolicy(policy.code, policy.column_code), source_tables, table_options)


def _open_tables(tables: str, code: GeneratedFunctions, options: Options) -> NestedFiles | FlatFiles:
    from ipdsl.batch.parts import open_tables

    return open_tables(tables, code, csv_tables(code, options.ignore), none=options.none, ignore=options.ignore,
                       no_others=options.no_others)  # fmt: skip


@attrs.frozen
class _BatchOpener:
    """Opens the same batch in a different process. `policy` is the packed policy."""

    policy: str
    tables: str
    options: Options

    def __call__(self) -> Batch:
        from ipdsl.batch.batch import Batch
        from ipdsl.driver.portable_policy import unpack

        policy = unpack(self.policy)
        tables = _open_tables(self.tables, policy.code, self.options)
        tables.read_ledger(policy.code, self.options.accepted_by, self.options.answers)
        return Batch(policy, tables, self.options)


def _read_workbook(path: str, policy: Policy, options: Options) -> WorkbookFacts:
    """The applicants of a workbook. Notes about how it was read are printed on standard error."""
    from ipdsl.batch.parts import WorkbookFacts, WorkbookRow
    from ipdsl.office.forms.stated_facts import SheetFacts, read

    stated = read(path, [policy.code], options.accepted_by, by_applicant=True)
    show_warnings(stated.notes)
    rows = [WorkbookRow(entry, cell_of=entry.places.cell_address) for entry in stated.applicants]
    for entry in stated.refused:
        cell_of = entry.data.places.cell_address if isinstance(entry.data, SheetFacts) else None
        rows.append(WorkbookRow(entry.data if isinstance(entry.data, dict) else {}, entry.problems, cell_of))
    return WorkbookFacts(Path(path), rows, policy.code, options.none, options.ignore, options.no_others)


def _kinds_without_table(policy: Policy, kinds: Sequence[str], *, is_workbook: bool) -> Diagnostic:
    """The warning about record kinds without a table, with the awards that need them."""
    from ipdsl.plain_data.context import record_labels
    from ipdsl.schema.values.value_type import name_list

    program = policy.program
    names, labels = program.compute_once(EnglishNames), program.compute_once(Labels)
    awards = [
        LocalizedName(names.award_of_article(clause.label), labels.award_of_article(clause.label))
        for clause in program.clauses
        if clause.trigger.record in kinds
    ]
    cost = Phrase("awards for them are in no sum: {awards}", "以这些记录为条件的奖励不计入任何金额：{awards}",
                  awards=name_list(dict.fromkeys(awards), MOST_NAMED))  # fmt: skip
    if not awards:
        cost = Phrase("no award is for them", "没有以这些记录为条件的奖励")
    edit = Phrase("Add a table for each kind, or an empty one", "请补上各类别的表，没有记录的留空表")
    if is_workbook:  # an empty sheet does not state that the applicants have no records
        edit = Phrase(
            "List them, or write `none` in the columns `…: complete?` of the sheet of applicants",
            "请填写，或在“申请人”表的“…：是否齐全”各列填写“没有”",
        )
    return KindsWithoutTable(
        kinds=name_list(kinds, len(kinds), program.compute_once(record_labels)), cost=cost, edit=edit
    )


def _recoveries_one_by_one(program: Program) -> str:
    """Which applicants leave the columns because of recoveries, and what that costs."""
    names = localizer_of(program, call_language()).names
    triggers = [term.trigger for term in program.recoveries]
    triggers += [] if program.debts is None else [clause.trigger for clause in program.debts.program.clauses]
    words = [
        message("{kind} {event}", "{kind}{event}", kind=names.name(kind), event=names.name(event, kind)) if event
        else names.name(kind) if kind else message("each year", "每个年度")
        for kind, event in dict.fromkeys((trigger.record, trigger.event) for trigger in triggers)
    ]  # fmt: skip
    return message(
        "notice: applicants who may have to pay back or to pay ({events}), or without a list of such records, are "
        "settled one by one, some hundred times as slowly as the others",
        "提示：可能须退回或缴纳资金（{events}）的申请人，以及未填写该类记录的申请人，逐个结算，速度约为按列结算的几百分之一",
        events=message(", ", "、").join(words),
    )


def _instalments_one_by_one(program: Program) -> str:
    """Which applicants leave the columns because grants are paid in parts, and what that costs."""
    names = localizer_of(program, call_language()).names
    awards = [names.award_of_article(program.clauses[index].label) for index in sorted(program.schedule_by_clause)]
    return message(
        "notice: applicants with a grant that is paid in parts ({awards}) are settled one by one, some hundred times "
        "as slowly as the others",
        "提示：有分期拨付的奖励（{awards}）的申请人逐个结算，速度约为按列结算的几百分之一",
        awards=message("; ", "；").join(dict.fromkeys(awards)),
    )


def _run(
    batch: Batch, policy: Policy, tables: str, out: str, *, is_file: bool, restart: bool, processes: int
) -> int:  # fmt: skip
    """Settle the batch, and print the summary or how to continue."""
    from ipdsl.batch.intake.intake import HISTORY
    from ipdsl.batch.parts import ResultFile, ResultFolder, first_errors
    from ipdsl.batch.result import applicants_schema

    name = os.path.basename(os.path.normpath(tables))
    results: Results
    columns = applicants_schema(has_recoveries=batch.policy.program.may_owe)
    results = ResultFile(out, columns) if is_file else ResultFolder(out, batch.describe(name), restart=restart)
    try:
        with _terminable() as is_asked:
            summary, findings = _settle(batch, results, is_asked, policy, tables, processes)
    except FactsError as error:
        code = fail(error.report)
        if not any(isinstance(finding, InputChanged) for finding in error.report):
            say_aside(interruption_text(batch.summary(results), batch.tables.rows, is_file=is_file))
        return code
    except (KeyboardInterrupt, TerminationRequested) as stopped:
        say_aside(message("interrupted", "已中断"))
        say_aside(interruption_text(batch.summary(results), batch.tables.rows, is_file=is_file))
        return TERMINATED if isinstance(stopped, TerminationRequested) else INTERRUPTED
    if any(finding.severity is Severity.ERROR for finding in findings):
        return fail(findings)
    show_warnings(findings)
    errors, not_stated = first_errors(results, MOST_PROBLEMS), len(batch.tables.form.not_stated)
    in_units = batch.tables.form.minor_unit_columns
    if batch.tables.ledger.number is not None:  # a ledger of this program is in no other unit
        in_units = tuple(column for column in in_units if not column.startswith(f"{HISTORY}."))
    as_of, has_days = batch.options.as_of, batch.tables.form.as_of is not None
    say(summary_text(summary, errors, policy, tables, out, as_of=as_of, has_days=has_days, not_stated=not_stated,
             in_units=in_units, is_file=is_file))  # fmt: skip
    if summary["errors"]:
        return FOUND_ERRORS
    return UNDETERMINED if summary["status"].get("undetermined") else OK


def _settle(
    batch: Batch, results: Results, is_asked: Callable[[], bool], policy: Policy, tables: str, processes: int
) -> tuple[RunDescription, list[Diagnostic]]:
    """Settle the remaining chunks, with a progress bar on a terminal. The results are always closed.

    Returns the summary, and the findings about the applicants together.
    """

    bar = click.progressbar(
        length=max(1, batch.tables.rows), label=message("applicants", "申请人"), file=sys.stderr,
        hidden=is_quiet() or not is_terminal(sys.stderr), show_pos=True,
    )  # fmt: skip

    def advance(number: int = 0) -> None:
        bar.update(number)
        if is_asked():  # the exception for the signal may have been caught elsewhere
            raise TerminationRequested

    gc.freeze()  # objects made before the run live as long as it does, so the collector need not search them
    try:
        with bar:
            advance(sum(line["applicants"] for line in results.done))
            with closing(_settled_chunks(batch, len(results.done), advance, policy, tables, processes)) as chunks:
                batch.write(chunks, results, advance)
    except BaseException:
        with suppress(FactsError):  # report the cause of the stop, not its consequences
            batch.close(results)
        raise
    finally:
        gc.unfreeze()
    return batch.close(results)


def _settled_chunks(
    batch: Batch, first: int, advance: Callable[[], None], policy: Policy, tables: str, processes: int
) -> Generator[SettledChunk, None, None]:
    """The chunks from the number `first` on. A workbook is in memory, and is settled in this process."""
    processes = min(processes, batch.chunks - first)
    if processes < 1:
        return
    if processes == 1 or tables.lower().endswith(WORKBOOK_SUFFIXES):
        yield from batch.settle_chunks(first, on_read=advance)
        return
    from ipdsl.batch.batch import settle_in_processes
    from ipdsl.driver.portable_policy import pack

    opener = _BatchOpener(pack(policy.plan), tables, batch.options)
    yield from settle_in_processes(opener, first, batch.chunks, processes)


@contextmanager
def _terminable() -> Iterator[Callable[[], bool]]:
    """In this context SIGTERM raises `TerminationRequested`.

    The returned function tests whether the signal was received.
    """
    came: list[int] = []

    def stop(number: int, _: object) -> NoReturn:
        came.append(number)
        raise TerminationRequested

    if threading.current_thread() is not threading.main_thread():  # only the main thread may handle signals
        yield lambda: False
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield lambda: bool(came)
    finally:
        signal.signal(signal.SIGTERM, before)
