"""`ipdsl ledger`: complete a ledger that was written before 0.7, and find what earlier ledgers paid twice."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

import click

from ipdsl.base.files import WORKBOOK_SUFFIXES
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import localize_value
from ipdsl.base.values.money import DECIMALS, Money
from ipdsl.cli import options
from ipdsl.cli.command import Command, CommandGroup, global_options
from ipdsl.cli.console import (
    FILE,
    FOUND_ERRORS,
    OK,
    OUTPUT,
    POLICY,
    UNDETERMINED,
    call_language,
    message,
    say,
    say_json,
)
from ipdsl.cli.files import refuse_output, refuse_twice, refuse_two_streams
from ipdsl.cli.findings import stop_at
from ipdsl.cli.inputs import TABLE_SUFFIX, read_ledger, with_file_name
from ipdsl.cli.settlements import LedgerOutput, read_applicants
from ipdsl.driver import cached_policy
from ipdsl.driver.library import Policy
from ipdsl.ir.facts import Facts
from ipdsl.ledger.ledger_file import (
    LedgerCase,
    NumberedLine,
    check_ledgers,
    complete_ledger,
    numbered_lines,
    plain_ledger,
    total_excess,
)
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.localizer import amount, counted_phrase, sides, wrap
from ipdsl.schema.types.money import minor_to_text

SCHEMA = 1
MOST_LINES = 3
"""Largest number of lines named for one lacking key."""
_FACTS = "The facts of the years in the ledger: JSON, workbooks, CSV or Parquet."


@click.group("ledger", cls=CommandGroup, params=global_options())
def ledger_command() -> None:
    """Complete and check ledgers that were written before 0.7."""


@ledger_command.command(
    "complete", cls=Command, short_help="Add the page and the keys of the lines to a ledger.",
    exit_codes={3: "Lines lack keys that follow from nothing."},
)  # fmt: skip
@click.argument("ledger", metavar="LEDGER", type=FILE)
@click.option(
    "--policy", type=POLICY, required=True, metavar="PAGE", help="The page that read the ledger last, unchanged."
)
@options.facts(_FACTS, many=True)
@click.option("-o", "--out", required=True, type=OUTPUT, metavar="FILE", help="The completed ledger.")
@options.modified_ledger()
@options.style()
def complete(
    ledger: str, policy: str, facts: tuple[str, ...], out: str, accept_edited: str | None, style: str
) -> int:  # fmt: skip
    """Add the page and the keys of the lines to a ledger that was written before 0.7.

    No sum changes. Keys follow from a line, or from its record in the facts. A later page may count by them.
    """
    refuse_two_streams(ledger, policy, *facts)
    refuse_output("--out", out, policy, *facts)
    page = Policy(cached_policy.policy(policy, "ledger"))
    target = None if _is_table(ledger) else LedgerOutput.for_file(out, ledger)
    data, accept = _read(page, ledger, accept_edited)
    completing = partial(
        complete_ledger, page.program, data, ledger, _facts(page, facts), accept_modified=accept
    )  # fmt: skip
    whole, cases = with_file_name(ledger, data, completing)
    if target is None:
        from ipdsl.batch.parts import write_ledger  # it asks for the libraries

        write_ledger(page.program, out, whole)
    else:
        stop_at(target.write(whole))
    return _show(page, cases, len(cast("Sequence[object]", whole["ledger"])), style)


@ledger_command.command(
    "check", cls=Command, has_result=True, short_help="Find what ledgers paid beyond the rules of a page.",
    exit_codes={1: "Something was paid twice, or a ledger has errors.", 3: "A rule cannot count every line."},
)  # fmt: skip
@click.argument("ledgers", metavar="LEDGER...", type=FILE, nargs=-1, required=True)
@click.option(
    "--policy", type=POLICY, required=True, metavar="PAGE", help="The page whose rules the payments are compared with."
)
@options.facts(_FACTS, many=True)
@options.modified_ledger()
@options.style()
def check(
    ledgers: tuple[str, ...], policy: str, facts: tuple[str, ...], accept_edited: str | None, style: str
) -> int:  # fmt: skip
    """Find what ledgers of several years paid beyond the rules of a page.

    The command compares events with money in two lines, `once`, `no repeat`, `cap` and `limit`.
    """
    refuse_two_streams(policy, *ledgers, *facts)
    refuse_twice(ledgers)
    lines: list[NumberedLine] = []
    page = Policy(cached_policy.policy(policy, "ledger"))
    for name in ledgers:
        data, accept = _read(page, name, accept_edited)
        lines += with_file_name(name, data, partial(numbered_lines, page.program, data, name, accept_modified=accept))
    return _show(page, check_ledgers(page.program, lines, _facts(page, facts)), len(lines), style)


# ---------------------------------------------------------------------------------------------- inputs


def _is_table(name: str) -> bool:
    return name.lower().endswith(TABLE_SUFFIX) or os.path.isdir(name)


def _read(policy: Policy, name: str, accepted_by: str | None) -> tuple[object, bool]:
    """A ledger as plain data, and whether changes to it are accepted, or were refused already."""
    if _is_table(name):
        from ipdsl.batch.errors import refuse_without_libraries  # most ledgers are files

        refuse_without_libraries()
        from ipdsl.batch.parts import ledger_in_folder

        return ledger_in_folder(policy.code, name, accepted_by), True
    if not name.lower().endswith((*WORKBOOK_SUFFIXES, ".csv")):
        return plain_ledger(read_ledger(name, policy, edited=accepted_by is not None)), accepted_by is not None
    stated = _members(policy, [name], accepted_by)
    lines = [{"applicant": each["applicant"]["id"], **line} for each in stated for line in each.get("history", ())]
    return lines, True


def _members(policy: Policy, files: Sequence[str], accepted_by: str | None = None) -> Iterator[Mapping[str, Any]]:
    """The facts of all applicants as plain data. Raises `FactsError` with the problems of all."""
    refuse_twice(files)
    members = read_applicants([policy], files, accepted_by)
    if problems := [problem for member in members for problem in member.problems]:
        raise FactsError(Report(problems))
    return (cast("Mapping[str, Any]", member.data) for member in members)


def _facts(policy: Policy, files: Sequence[str]) -> list[Facts]:
    """The facts of all applicants, without their history."""
    return [policy.read_facts({**stated, "history": []}) for stated in _members(policy, files)]


# ---------------------------------------------------------------------------------------------- results


def _show(policy: Policy, cases: Sequence[LedgerCase], number: int, style: str) -> int:
    """Print the cases about so many lines, and return the exit code."""
    plain = {
        "schema": SCHEMA, "policy": policy.name, "currency": policy.currency, "lines": number,
        "excess": minor_to_text(total_excess(cases), DECIMALS[policy.currency]),
        "cases": [_to_plain(policy, case) for case in cases if not case.lacking],
        "lacking": [_to_plain(policy, case) for case in cases if case.lacking],
    }  # fmt: skip
    if style == "json":
        say_json(plain)
    else:
        say("\n".join(_text(policy, cases, number)))
    return FOUND_ERRORS if plain["cases"] else UNDETERMINED if cases else OK


def _to_plain(policy: Policy, case: LedgerCase) -> dict[str, Any]:
    sums = {"paid": case.paid, "allowed": case.allowed, "excess": case.paid - case.allowed}
    more = {name: minor_to_text(sum_, DECIMALS[policy.currency]) for name, sum_ in sums.items()}
    return {
        "applicant": case.applicant or None, "rule": str(case.rule),
        **({"lacking": str(case.lacking)} if case.lacking else more),
        "lines": [
            {"ledger": each.ledger, "number": each.number, "applicant": each.line.applicant, "award": each.line.clause,
             "item": each.line.item, "year": each.line.year,
             "event_date": None if each.line.event_date is None else str(each.line.event_date),
             "due": minor_to_text(each.line.total, DECIMALS[policy.currency])}
            for each in case.lines
        ],
    }  # fmt: skip


def _text(policy: Policy, cases: Sequence[LedgerCase], number: int) -> Iterator[str]:
    def sum_(minor: int) -> str:
        return amount(Money(minor, policy.currency))

    def line_text(numbered: NumberedLine) -> str:
        line = numbered.line
        event = ", ".join(filter(None, [line.applicant, line.clause, line.item, str(line.event_date or line.year)]))
        return message("{ledger}, line {number}: {event}", "{ledger}第{number}行：{event}", ledger=numbered.ledger,
                       number=numbered.number, event=event)  # fmt: skip

    lines = counted_phrase(number, "{n} line{s}", "{n}行")
    yield from wrap(message("{lines} of {policy}; all sums in {currency}", "{policy}的{lines}；金额币种{currency}",
                            lines=lines, policy=policy.name, currency=policy.currency))  # fmt: skip
    for case in cases:
        rule, lacking = (str(localize_value(value, call_language())) for value in (case.rule, case.lacking))
        if case.lacking:
            named = message("; ", "；").join(map(line_text, case.lines[:MOST_LINES]))
            parts = {"rule": rule, "lacking": lacking, "named": named}
            lines = counted_phrase(len(case.lines), "{n} line{s}", "{n}行")
            text = message("{rule}: {lacking} is not stated in {lines}: {named}",
                           "{rule}：有{lines}没有写{lacking}：{named}", **parts, lines=lines)  # fmt: skip
            yield from wrap(text, "", "  ")
            continue
        who = case.applicant or message("several applicants", "多个申请人")
        sums = {"paid": sum_(case.paid), "allowed": sum_(case.allowed), "excess": sum_(case.paid - case.allowed)}
        of_rule = message(
            "paid {paid}, allowed {allowed}, excess {excess}", "已计{paid}，可计{allowed}，多付{excess}", **sums
        )
        yield from ["", *sides(f"{who}: {rule}", of_rule)]
        yield from (text for each in case.lines for text in sides(line_text(each), sum_(each.line.total), "  "))
    if any(not case.lacking for case in cases):
        yield from ["", *sides(message("Paid too much", "多付合计"), sum_(total_excess(cases)))]
