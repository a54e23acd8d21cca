"""What a batch came to, as lines to read: applicants and how they were settled, the sum, the first problems."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from typing import Any

from ipdsl.cli.language import call_language, message
from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.library import Policy
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.decision.lines import counted_phrase
from ipdsl.runtime.decision.page import sides, wrap
from ipdsl.runtime.decision.telling import amount
from ipdsl.values.money import Money
from ipdsl.values.written import YUAN

COLUMNS_WAY = "columns"
FALLBACK_REASONS = {
    "not stated": Phrase("something that is asked for is not stated", "需要的事实没有填写"),
    "early": Phrase("an event before the window", "有施行日之前的事件"),
    "large": Phrase("a sum too large for columns", "金额过大，超出列的范围"),
    "alike": Phrase("records that only their contents tell apart", "有只能按内容区分的记录"),
    "lines": Phrase("lines of history, support or the like", "有历史、其他资助等行"),
    "form": Phrase("a value in no plain form", "有写法特殊的值"),
    "shared": Phrase("a rule shared with somebody who was settled by itself", "与单独结算者共用一条规则"),
    "not carried": Phrase("an award or a rule that columns do not carry", "有不能按列结算的条款或规则"),
}
"""Why applicants were settled by themselves."""


def summary_text(
    summary: Mapping[str, Any], errors: Sequence[Mapping[str, object]], policy: Policy, tables: str, out: str, *,
    as_of: datetime.date | None, has_days: bool, not_stated: int, in_units: Sequence[str], is_file: bool,
) -> str:  # fmt: skip
    """The closing summary. `as_of` is the day of all; `has_days`: a column states it for each. `not_stated` says how
    much of what the policy reads no column states, `in_units` in which columns sums are whole numbers of the smallest
    unit.
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
        *_count(message("settled by themselves", "单独结算"), sum(ways.values()), "  "),
    ]  # fmt: skip
    for way, number in ways.items():
        lines += _count(FALLBACK_REASONS[way].text(call_language()), number, "    ")
    lines += _count(message("failed", "未能结算"), failed, "  ")
    lines += _count(message("of those settled, undetermined", "已结算中待定的"), undetermined, "  ")
    due = amount(Money(summary["due"], policy.currency))
    lines += [
        "",
        *sides(
            message("Total due at least", "应得合计至少") if undetermined else message("Total due", "应得合计"), due
        ),
    ]
    lines += _other_years_lines(summary["other_years"], policy.currency)
    for note in summary["notes"]:
        lines += wrap(message("Note: {note}", "说明：{note}", note=note))
    lines += _unmet_lines(summary)
    for column in in_units:
        lines += wrap(_smallest_unit_note(column, policy.currency))
    if not_stated:
        lines += wrap(
            message(
                "read by the policy, and stated by no column: {number}", "政策要读取而没有相应列的：{number}项",
                number=not_stated,
            )
        )  # fmt: skip
    if summary["errors"]:
        lines += ["", *_problems(summary["errors"], errors)]
    return "\n".join([*lines, "", *_places(out, failed, is_file=is_file)])


def _day(as_of: datetime.date | None, has_days: bool) -> MessageValue:
    """Up to which day all was settled."""
    if as_of is not None:
        return Phrase(", as of {day}", "，截至{day}", day=written_day(as_of))
    return Phrase(", as of the day of each row", "，截至各行所填之日") if has_days else ""


MOST_UNMET = 10
"""So many lines that meet no claim are printed."""


def _unmet_lines(summary: Mapping[str, Any]) -> list[str]:
    """The stated lines that meet no claim: those of a mistyped item are paid again."""
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
    """That whole numbers are no sums in main units, as they are in CSV and JSON."""
    if currency == YUAN:
        return message("Note: whole numbers of `{column}` were taken as fen: 100 is 1 yuan",
                    "说明：`{column}`的整数按“分”读取：100即1元", column=column)  # fmt: skip
    return message("Note: whole numbers of `{column}` were taken as the smallest unit of {currency}",
                "说明：`{column}`的整数按{currency}的最小单位读取", column=column, currency=currency)  # fmt: skip


def _other_years_lines(totals: Mapping[str, Any], currency: str) -> list[str]:
    """What years beside the reported one pay, or may, to all together."""
    if not totals["applicants"]:
        return []
    many = counted_phrase(totals["applicants"], "{n} applicant{s}", "{n}个申请人").text(call_language())
    due = amount(Money(totals["newly_due"], currency))
    if totals["open"] is None:
        text = message("beside it, in other years: {due} newly due, and an open sum without a limit ({many})",
                     "此外，其他年度：新增应得{due}，另有待定金额，没有上限（{many}）", due=due, many=many)  # fmt: skip
    else:
        text = message("beside it, in other years: {due} newly due, and up to {open} open ({many})",
                     "此外，其他年度：新增应得{due}，待定金额最多{open}（{many}）",
                     due=due, many=many, open=amount(Money(totals["open"], currency)))  # fmt: skip
    return wrap(text, "  ", "    ")


def interruption_text(summary: Mapping[str, Any], number: int, *, is_file: bool) -> str:
    """What a run that stopped leaves, and how to go on."""
    if is_file:
        return message("nothing was written; call it again", "没有写出结果；请重新运行")
    return message(
        "{done} of {number} applicants are done; the same call goes on from there",
        "{number}个申请人中已完成{done}个；重新运行同一命令即从那里继续",
        done=f"{summary['applicants']:,}", number=f"{number:,}",
    )  # fmt: skip


def _count(label: str, number: int, indent: str = "") -> list[str]:
    return sides(label, f"{number:,}", indent)


def _problems(counts: Mapping[str, int], errors: Sequence[Mapping[str, object]]) -> list[str]:
    """How many there are of each code, and the first ones with their places."""
    of_each = message("; ", "；").join(f"{code} {number:,}" for code, number in counts.items())
    lines = wrap(message("Problems: {codes}", "问题：{codes}", codes=of_each), "", "  ")
    for problem in errors:
        place = _place(problem)
        lines += wrap(f"{place}{problem['code']} {problem['message'] or ''}".rstrip(), "  ", "    ")
    more = sum(counts.values()) - len(errors)
    if more:
        lines += wrap(message("{more} more", "另有{more}个", more=f"{more:,}"), "  ")
    return lines


def _place(problem: Mapping[str, object]) -> str:
    """The place of a problem: the line of a file of CSV, else the row of the table, and the column."""
    if problem["line"] is not None:
        return message("{file}, line {line}, {column}: ", "{file}第{line}行，{column}：", file=str(problem["file"]),
                    line=str(problem["line"]), column=str(problem["column"]))  # fmt: skip
    file = message("{file}, ", "{file}，", file=str(problem["file"])) if problem["file"] else ""
    return file + message(
        "row {row}, {column}: ", "第{row}行，{column}：", row=str(problem["row"]), column=str(problem["column"])
    )


def _places(out: str, failed: int, *, is_file: bool) -> list[str]:
    """Where the tables are."""
    if is_file:
        return [message("table of applicants: {out}", "申请人表：{out}", out=out)]
    lines = [message("tables: {out}", "各表：{out}", out=os.path.join(out, "*", "*.parquet"))]
    if failed:
        errors = os.path.join(out, "errors", "*.parquet")
        lines.append(message("every problem: {errors}", "全部问题：{errors}", errors=errors))
    return lines
