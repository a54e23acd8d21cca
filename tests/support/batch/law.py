"""The invariant of columns: a table of applicants gives the same results as each applicant alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyarrow as pa

from ipdsl.batch.evaluate import CPYTHON, LLVM, Options, TablePolicy
from ipdsl.batch.kernel.program import ColumnCode
from ipdsl.batch.result import TableResult
from ipdsl.decision.decision import Decision
from ipdsl.plain_data.errors import FactsError
from tests.properties.borders import borders
from tests.properties.pipeline import Compiled, RejectedError, compile_generated, compile_texts
from tests.properties.trials import generated, trial_of
from tests.support.batch.plain_facts import plain, without_negative_sums
from tests.support.in_tables import nested_table

Claim = tuple[Any, ...]
"""Clause, item, day, year, row, amount proposed, amount paid, outcome, and the last rule that cut the claim."""


class Counts(Counter[str]):
    """Numbers of applicants and claims by the way in which they were settled."""


def generated_case(seed: int, number: int, facts: int) -> tuple[Compiled, list[dict[str, Any]]]:
    """A short generated policy with this number of applicants whose facts it accepts. Every fourth may state sums
    below 0.

    Columns settle an applicant if they support each award that it may get; few longer policies allow that.
    """
    made = compile_generated(generated(seed, number, is_short=True))
    edges, found = borders(made.policy), list[dict[str, Any]]()
    for index in range(facts):
        trial = trial_of(made, edges, f"{seed}:{number}:{index}", index + number)
        stated = plain(made.program.schema, trial.facts, f"F{index}")
        stated = stated if index % 4 == 3 else without_negative_sums(stated)
        try:
            made.evaluate_open(stated)
        except FactsError:
            continue
        found.append(stated)
    return made, found


def with_recovery(made: Compiled, number: int) -> Compiled | None:
    """The policy with a recovery of payments of all awards when an event happens, perhaps with a debt.

    `None` if no award is before it.
    """
    events = [(kind.name, event.name) for kind in made.program.schema.records for event in kind.events]
    kind, event = events[number % len(events)]
    rule = f"""article 90 "Recovery"
  over policy
    recover {10 * (number % 10) + 10}% of what was paid when {kind} {event}
      {"set off against awards for 2 years" if number % 2 else "surcharge 20%"}
"""
    if number % 3 == 0:
        who = made.program.schema.kinds[0].name
        rule += f"""article 91 "Debts"
  collect {300 + number} from {who} when {kind} {event}
    set off against awards for 1 years
"""
    return _with_rule(made, rule)


def with_instalments(made: Compiled, number: int) -> Compiled | None:
    """The policy with all grants paid in parts. `None` if no award may be paid so."""
    return _with_rule(made, f"""article 90 "Instalments"
  over policy
    pay in parts
      {20 + number % 50}% at once
      20% 1 year later
      the rest 18 months later
""")  # fmt: skip


def _with_rule(made: Compiled, rule: str) -> Compiled | None:
    try:
        return compile_texts(made.text + rule, made.vocabulary_text, "words")
    except RejectedError:
        return None


def check_case(
    made: Compiled, facts: Sequence[dict[str, Any]], columns: Callable[[bool], ColumnCode], counts: Counts,
    *, compiled: bool = False,
) -> list[str]:  # fmt: skip
    """The differences between a table of these applicants and each applicant alone; there should be none."""
    result = TablePolicy(made.code, columns).settle(
        nested_table(made.program, facts), Options(as_of=None, claims=True, engine=LLVM if compiled else CPYTHON)
    )
    counts.update(result.ways)
    totals = TablePolicy(made.code, columns).settle(
        nested_table(made.program, facts), Options(as_of=None, engine=LLVM if compiled else CPYTHON)
    )
    for part in ("applicants", "totals", "later"):
        if not getattr(totals, part).equals(getattr(result, part)):
            return [f"{part} differ without claims"]
    alone = [made.evaluate_open(one) for one in facts]
    return [*differences(result, facts, alone, counts), *differing_remarks(result, alone)]


def differences(
    result: TableResult, facts: Sequence[dict[str, Any]], decisions: Sequence[Decision], counts: Counts
) -> Iterable[str]:  # fmt: skip
    """The differences of each applicant, however it was settled."""
    tables = (result.claims, result.totals, result.later, result.recoveries)
    claims, totals, later, recoveries = map(_by_applicant, tables)
    assert result.errors.num_rows == 0, result.errors.to_pylist()[:3]
    for row, decision in zip(result.applicants.to_pylist(), decisions, strict=True):
        name = row["applicant"]
        due = decision.due
        sums = row["payable_now"], row["due"], row["most"]
        wanted = decision.payable_now.minor, due.low.minor, None if due.high is None else due.high.minor
        if sums != wanted:
            yield f"{name} ({row['way']}): payable now, due and most {sums}, by itself {wanted}"
        yield from _differing_recoveries(row, decision, recoveries.get(name, []), counts)
        paid = {one["year"]: one["due"] for one in totals.get(name, ())}
        if paid != _paid(decision):
            yield f"{name} ({row['way']}): years {paid}, by itself {_paid(decision)}"
        found, alone = Counter(map(_claim, claims.get(name, ()))), Counter(_claims(decision))
        counts["claims"] += sum(found.values())
        if found != alone:
            more, less = list((found - alone).elements()), list((alone - found).elements())
            yield f"{name} ({row['way']}): claims {more[:3]}, by itself {less[:3]}"
        waited = sum(one["paid"] for one in later.get(name, ()))
        if waited != sum(sum_ for year, sum_ in _waited(decision)):
            yield f"{name} ({row['way']}): {waited} paid in later years"


def _differing_recoveries(
    row: dict[str, Any], decision: Decision, recoveries: Sequence[dict[str, Any]], counts: Counts
) -> Iterable[str]:  # fmt: skip
    """The differences in what an applicant pays back."""
    names = ("to_pay_back", "net", "back_now")
    sums, wanted = [row.get(name) for name in names], [getattr(decision, name).low.minor for name in names]
    wanted[1] = None if decision.to_pay_back.high is None else wanted[1]
    if "net" not in row:
        if decision.recoveries:
            yield f"{row['applicant']}: no columns of recoveries"
        return
    counts["recoveries"] += len(decision.recoveries)
    if sums != wanted:
        yield f"{row['applicant']} ({row['way']}): {names} {sums}, by itself {wanted}"
    told = [(one["clause"], one["item"], one["day"], one["paid_back"], one["most"], one["withheld"], one["set_off"],
             sum(part["amount"] for part in one["payments"])) for one in recoveries]  # fmt: skip
    alone = [
        (one.label, one.item, one.day, one.paid_back.low.minor, one.paid_back.high and one.paid_back.high.minor,
         one.withheld.low.minor, one.set_off.low.minor, sum(part.amount.minor for part in one.payments))
        for one in decision.recoveries
    ]  # fmt: skip
    if told != alone:
        yield f"{row['applicant']} ({row['way']}): recoveries {told[:3]}, by itself {alone[:3]}"


def remarks_of_row(decision: Decision) -> int:
    """The number of remarks that a table has for a row; remarks on rates are about columns."""
    return sum(remark.code != "R142" for remark in decision.remarks)


def differing_remarks(result: TableResult, decisions: Sequence[Decision]) -> Iterable[str]:
    """The applicants for which the table and the decision on the same facts have different numbers of remarks."""
    for row, decision in zip(result.applicants.to_pylist(), decisions, strict=True):
        if row["remarks"] != (alone := remarks_of_row(decision)):
            yield f"{row['applicant']} ({row['way']}): {row['remarks']} remarks, by itself {alone}"


def _by_applicant(table: pa.Table | None) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist() if table is not None else ():
        found.setdefault(row["applicant"], []).append(row)
    return found


def _claim(row: dict[str, Any]) -> Claim:
    names = ("clause", "item", "day", "year", "row", "proposed", "paid", "outcome", "cut_by")
    return tuple(row[name] for name in names)


def _claims(decision: Decision) -> Iterable[Claim]:
    for one in decision.claims:
        if one.proposed.minor > 0 or one.instalments:
            cut = next((each.rule for each in reversed(one.adjustments) if each.cut.minor), None)
            paid = sum(each.minor for each in one.paid_by_year.values())
            yield (
                one.label, one.item, one.event_date, one.year, one.row or None, one.proposed.minor, paid,
                one.outcome.value, cut,
            )  # fmt: skip


def _paid(decision: Decision) -> dict[int, int]:
    return {year: paid.minor for year, paid in decision.year_totals}


def _waited(decision: Decision) -> Iterable[tuple[int, int]]:
    for claim in decision.claims:
        yield from ((year, each.minor) for year, each in claim.paid_by_year.items() if year != claim.year)
