"""Ledgers that were written before 0.7: complete one, or find what several of them paid twice.

`complete_ledger` adds the page that read a ledger last, and the keys of its lines that follow from a line or from the
claim of its event. No sum changes. A line that lacks a key of the page itself stays without a page, so that a later run
reports the key.

`check_ledgers` compares the lines of any number of ledgers with the rules of a page. Rules count as settlement counts
them (`PaymentHistory`). An event that several ledgers have counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.claims.claim import key_text
from ipdsl.claims.external_payments import situation_of_lines
from ipdsl.claims.proposer import with_ended_awards
from ipdsl.engine.matters import records_with_item, stated_fields
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Facts, LedgerLine, Open
from ipdsl.ir.terms import Program, TriggerKind, clauses_by_label, is_matter
from ipdsl.kernel.overpayments import paid_and_allowed
from ipdsl.kernel.rule_table import PaymentHistory, table_of_program
from ipdsl.ledger.keys import fill_in_line
from ipdsl.ledger.ledger_file import file_form, number_of, plain_lines
from ipdsl.ledger.line_reader import DIGEST, PAGE, line_to_plain, read_lines, seal_ledger
from ipdsl.ledger.lines import (
    counted_fields,
    events_of,
    facts_from_lines,
    item_of,
    keys_of_line,
    line_order,
    payment_history,
    policy_lines,
)
from ipdsl.ledger.pages import page_of
from ipdsl.ledger.recall import LedgerEntries, known_pages
from ipdsl.plain_data import errors as e
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.periods import is_period
from ipdsl.schema.values.value_type import ForeignAmount, Special

ONE_EVENT = Phrase("one event in several lines", "同一事项记有多行")
OF_FACTS = Phrase("the amount, which follows from facts,", "取决于事实的金额")
_LAST_PAGE = Phrase("name the page that read the ledger last, unchanged", "请给出最后读取这份台账的政策页，不作改动")
_FOLLOWING = ("applicant", "item", "year")
"""Keys that follow from every line."""


@attrs.frozen(eq=False, repr=False)
class NumberedLine:
    """A line of a ledger, with the ledger's name and the number of the line.

    `amounts` are those of rules on the earlier page that wrote it, by their names today.
    """

    ledger: str
    number: int
    line: LedgerLine
    amounts: Mapping[str, int] = attrs.field(factory=dict)


@attrs.frozen(eq=False, repr=False)
class LedgerCase:
    """Lines that paid more than a rule allows to one applicant; `applicant` is empty for a rule across applicants.

    `lacking`: a key that lines of any applicants do not state, under a rule or an award, or what else a rule asks for.
    """

    applicant: str
    rule: MessageValue
    lines: Sequence[NumberedLine]
    paid: int = 0
    allowed: int = 0
    lacking: MessageValue = ""


def total_excess(cases: Iterable[LedgerCase]) -> int:
    """What was paid too much. The last lines of a case have its excess; that of a line counts once."""
    most: dict[NumberedLine, int] = {}
    for case in cases:
        rest = 0 if case.lacking else case.paid - case.allowed
        for numbered in reversed(case.lines):
            part = min(rest, numbered.line.total)
            most[numbered], rest = max(most.get(numbered, 0), part), rest - part
    return sum(most.values())


_Gaps = dict[tuple[MessageValue, str], list[NumberedLine]]
"""The lines that lack a key, by the rule or award that asks for it, and the key."""


def _read_lines(
    program: Program, entries: LedgerEntries, places: Iterable[int], *ignored: type[Diagnostic]
) -> Sequence[LedgerLine]:
    """The entries at these places of a ledger. Raises `FactsError` with their findings, but not with those ignored."""
    context = ReadContext(program)
    lines = read_lines(context, entries, [f"$.ledger[{place}]" for place in places], entries.recall)
    problems = [finding for finding in context.findings if not isinstance(finding, ignored)]
    if problems or len(lines) < len(entries):  # beyond the most findings that are kept
        raise FactsError(Report(problems or context.findings))
    return lines


# ---------------------------------------------------------------------------------------------- completing


def complete_ledger(
    program: Program, data: object, name: str, facts: Iterable[Facts], *, accept_modified: bool
) -> tuple[dict[str, object], list[LedgerCase]]:  # fmt: skip
    """The completed ledger, and the keys that lines with money still lack. `facts` are those of its years."""
    entries = plain_lines(data, program, accept_modified=accept_modified)
    head: Mapping[str, object] = data if isinstance(data, Mapping) else {}
    recall = known_pages(entries.recall, program)
    pages = recall.pages[: len(cast("Sequence[object]", head.get("pages") or (0,)))]
    page = next((place for place, each in enumerate(pages) if each.hash == page_of(program).hash), -1)
    if page < 0:
        named, this = (f"{each.policy} {each.hash[:8]}" for each in (pages[-1], page_of(program)))
        raise FactsError(Report([e.LedgerOfOtherPolicy(path="$.pages", found=named, policy=this, advice=_LAST_PAGE)]))
    places = [i for i, line in enumerate(entries) if not isinstance(line, Mapping) or line.get(PAGE, page) == page]
    lines = _read_lines(program, LedgerEntries((entries[i] for i in places), None), places)
    situations = _situations(program, facts)
    written = [  # digests before schema 3 depend on the place of their line
        {part: value for part, value in line.items() if part != DIGEST or PAGE in line}
        for line in entries
        if isinstance(line, Mapping)
    ]
    gaps: _Gaps = {}
    for place, line in zip(places, lines, strict=True):
        applicant = line.applicant or str(head.get("applicant") or "")
        if not line.is_of(program.name):
            continue
        if applicant not in situations:
            situations[applicant] = [situation_of_lines(program, facts_from_lines(applicant))]
        completed, keys, situation = _complete_line(situations[applicant], line)
        lacking = _lacking_keys(situation, completed)[1]
        written[place] = {**line_to_plain(completed, program.currency), **({} if lacking else {PAGE: page})}
        for key in dict.fromkeys((*(finding.word for finding in lacking), *keys)):
            gaps.setdefault((line.clause, key), []).append(NumberedLine(name, place + 1, line))
    whose = str(head["applicant"]) if head.get("applicant") else None
    lines_and_answers = [*written, *recall.answers]
    sealed = seal_ledger(program.name, whose, program.currency, lines_and_answers, pages, number_of(data))
    return file_form(program, whose, sealed), [LedgerCase("", rule, gaps[rule, key], lacking=key) for rule, key in gaps]


def _situations(program: Program, facts: Iterable[Facts]) -> dict[str, list[Situation]]:
    """The facts of each applicant, of one or several years."""
    return values_by_key((stated.applicant, situation_of_lines(program, stated)) for stated in facts)


def _event(program: Program, line: LedgerLine) -> tuple[object, ...]:
    clause = clauses_by_label(program).get(line.clause) if line.is_of(program.name) else None
    return line.policy, line.clause, item_of(clause, program.schema, line), line.year


def _lacking_keys(situation: Situation, line: LedgerLine) -> tuple[LedgerLine, list[e.LineLacksKey]]:
    """A line with the keys of its page filled in, and the findings about keys that follow from nothing."""
    context = ReadContext(situation.program)
    filled = fill_in_line(context, situation, line, "$")
    return filled, [finding for finding in context.findings if isinstance(finding, e.LineLacksKey)]


def _complete_line(
    situations: Sequence[Situation], line: LedgerLine
) -> tuple[LedgerLine, Sequence[str], Situation]:  # fmt: skip
    """A line with its keys and choices, the fields that it lacks, and the facts that list its record or the last."""
    program = situations[-1].program
    clause, has_money = clauses_by_label(program)[line.clause], line.short or line.admitted > 0
    kind = program.schema.record_by_name.get(line.kind or clause.trigger.record)
    item, root = item_of(clause, program.schema, line), kind.root if kind is not None else ""
    situation = next((each for each in situations if records_with_item(each, root, item)), situations[-1])
    implied = {
        name: value
        for name, value in keys_of_line(situation, clause, line).items()
        if has_money and not (name in _FOLLOWING or is_period(name) or is_matter(name))
    }
    keys, fields = {**implied, **line.keys}, dict(line.fields or {})
    wanted: Sequence[str] = ()
    if kind is not None and clause.trigger.kind is not TriggerKind.SET:
        wanted = [name for name in counted_fields(program)[kind.name] if name not in keys and name not in fields]
        for name, value in stated_fields(situation, kind, line, wanted).items():
            if not isinstance(value, Open | ForeignAmount):
                fields[name] = None if isinstance(value, Special) else key_text(value)
    kind_name = "" if kind is None else kind.name
    completed = line.changed(keys=keys, fields=fields, kind=kind_name, item=item)
    return completed, [name for name in wanted if name not in fields] if has_money else (), situation


# ---------------------------------------------------------------------------------------------- checking


def numbered_lines(program: Program, data: object, name: str, *, accept_modified: bool) -> list[NumberedLine]:
    """The lines of a ledger in the words of the page. Raises `FactsError`, but not for two lines of one event."""
    entries = plain_lines(data, program, accept_modified=accept_modified)
    whose = str(data.get("applicant") or "") if isinstance(data, Mapping) else ""
    lines = _read_lines(program, entries, range(len(entries)), e.DuplicateLine)
    named = (line if line.applicant else line.changed(applicant=whose) for line in lines)
    amounts = [{} if entries.recall is None else entries.recall.amounts_then(line) for line in entries]
    return [NumberedLine(name, number, *line) for number, line in enumerate(zip(named, amounts, strict=True), 1)]


def check_ledgers(program: Program, lines: Iterable[NumberedLine], facts: Iterable[Facts]) -> list[LedgerCase]:
    """What ledgers paid beyond the rules of a page. `facts` are those of applicants, as far as they are given."""
    lines = [*lines]
    program = with_ended_awards(program, (numbered.line for numbered in lines))
    by_applicant = values_by_key((numbered.line.applicant, numbered) for numbered in lines)
    kinds = program.schema.kinds_and_classes
    unstated = kinds.difference(*(each.line.keys for of_applicant in by_applicant.values() for each in of_applicant))
    cases, gaps, situations = list[LedgerCase](), _Gaps(), _situations(program, facts)
    places: dict[int, NumberedLine] = {}
    recalls: dict[str, PaymentHistory] = {}
    for applicant, of_applicant in sorted(by_applicant.items()):
        wider = {program.schema.wider_kinds[name] for each in of_applicant for name in each.line.keys if name in kinds}
        assumed = attrs.evolve(facts_from_lines(applicant), kinds=unstated.union(*wider))
        given, history = situations.get(applicant) or [situation_of_lines(program, assumed)], list[LedgerLine]()
        for numbered in _latest_lines(program, of_applicant, cases):
            line, lacking = numbered.line, list[e.LineLacksKey]()
            if line.is_of(program.name) and not line.is_ended:
                completed, _, situation = _complete_line(given, line)
                line, lacking = _lacking_keys(situation, completed)
            places[id(line)] = attrs.evolve(numbered, line=line)
            history.append(line)
            for finding in lacking if line.total else ():
                gaps.setdefault((finding.rule, finding.word), []).append(numbered)
        read = attrs.evolve(given[-1].facts, history=tuple(history))
        recalls[applicant] = payment_history(program, read, events_of(program, policy_lines(program, read)))
    for rule in table_of_program(program).rules:
        bound, is_open = rule.step_rule, rule.step.fills and rule.step_rule.amount is None
        label = f"{program.clauses[bound.reach[0]].label} {bound.text}" if rule.step.is_of_award else bound.name
        amounts = {line: numbered.amounts.get(bound.name, 0) for line, numbered in places.items()}
        for applicant, (paid, allowed, payments) in paid_and_allowed(rule, recalls, amounts):
            in_order = [places[id(payment.line)] for payment in payments]
            if paid > allowed:
                cases.append(LedgerCase(applicant, label, in_order, paid, allowed, OF_FACTS if is_open else ""))
    cases += [LedgerCase("", rule, gaps[rule, key], lacking=key) for rule, key in gaps]
    return sorted(cases, key=lambda case: (bool(case.lacking), case.applicant))


def _latest_lines(program: Program, lines: Iterable[NumberedLine], cases: list[LedgerCase]) -> Iterator[NumberedLine]:
    """One line for each event, the latest. An event with money in several lines is added to the cases."""
    by_event: dict[tuple[object, ...], dict[object, list[NumberedLine]]] = {}
    for numbered in sorted(lines, key=lambda each: (each.line.short, *line_order(each.line))):
        line = numbered.line
        days = by_event.setdefault(_event(program, line), {})
        days.setdefault(line.event_date or next(iter(days), None), []).append(numbered)  # a short line: any day
    for same in (same for days in by_event.values() for same in days.values()):
        same.sort(key=lambda each: (sum(map(bool, each.line.due.values())), each.line.total), reverse=True)
        latest: list[NumberedLine] = []
        for numbered in same:
            latest += [] if any(_goes_on(numbered.line, newer.line) for newer in latest) else [numbered]
        paid, most = sum(each.line.total for each in latest), max(each.line.total for each in latest)
        if paid > most:
            cases.append(LedgerCase(latest[0].line.applicant, ONE_EVENT, latest, paid, most))
        yield latest[0]


def _goes_on(line: LedgerLine, newer: LedgerLine) -> bool:
    """Whether a line is the same as a newer one, or the money of the newer one is that of the line and more."""
    return all(newer.due.get(year) == sum_ for year, sum_ in line.due.items() if sum_)
