"""Invariants of recoveries: what is paid back, of which payments, and what is withheld or set off."""

from __future__ import annotations

import copy
import datetime
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import attrs

from ipdsl.base.values.money import DECIMALS
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Recovery
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.terms import clauses_by_label
from ipdsl.ledger.lines import item_of
from ipdsl.plain_data.errors import FactsError
from ipdsl.syntax import ast
from tests.properties import build as b
from tests.properties.facts import facts as make_facts
from tests.properties.oracle_laws import settled_with_answer
from tests.properties.pipeline import Compiled, compile_generated
from tests.properties.policies import Generated
from tests.properties.trial import Trial, essence, expect, is_settled, ledger_of
from tests.reference import oracle
from tests.reference.days import after
from tests.reference.paid_back import Debt

Date = datetime.date


class ChosenDays:
    """The days of payments that state none: the first or the last day of the year, or any."""

    def __init__(self, trial: Trial, r: random.Random | None, *, is_last: bool = False) -> None:
        self.trial, self.r, self.is_last = trial, r, is_last
        self.count = 0

    def __call__(self, label: str, item: str, year: int) -> Date:
        self.count += 1
        begins = self.trial.compiled.policy.fiscal_year
        first, last = begins.first_day(year), begins.last_day(year)
        if self.r is None:
            return last if self.is_last else first
        return first + datetime.timedelta(self.r.randint(0, (last - first).days))


def recoveries_agree_with_oracle(trial: Trial) -> None:
    """Each sum that is paid back is that of the oracle; if days of payments or approvals are not stated, it is within
    the bounds.
    """
    if not trial.compiled.program.may_owe or trial.decision.is_undetermined:
        return
    _lines_have_their_parts(trial)
    decision, answer = settled_with_answer(trial)
    for choose in _choices(trial):
        debts = answer.back(choose)
        if choose.count or not decision.due.is_point:
            _is_within(decision, debts)
        else:
            _agree(decision, debts)
            trial.counts["recoveries to the fen"] += any(debt.back and debt.back.total for debt in debts)
            break
        trial.counts["payments without days"] += 1
    trial.counts["recoveries"] += any(debt.back and debt.back.total for debt in debts)


def _lines_have_their_parts(trial: Trial) -> None:
    """What is taken or stopped has a line in the next ledger, and it states the payments that bear its principal."""
    if not is_settled(trial.decision):
        return  # it may end a grant that is contingent on the cohort
    labels = {term.label for term in trial.compiled.program.recoveries}
    new = [one for one in trial.decision.recoveries if one.record and one.label in labels and not one.missing]
    new = [one for one in new if one.paid_back.low.minor or one.stopped.minor]
    principals = {(one.label, one.item, one.day): one.principal.minor for one in new}
    lines = {(line.clause, line.item, line.event_date) for line in trial.decision.ledger if line.recovery is not None}
    lacking = [one.label for one in new if (one.label, one.item, one.day) not in lines]
    expect(not lacking, "asked back and in no ledger", *lacking)
    for line in trial.decision.ledger:
        if line.recovery is not None and line.event_date is not None:
            taken = sum(sum_ for *_, sum_ in line.recovery.recovers)
            principal = principals.get((line.clause, line.item, line.event_date), taken)
            expect(taken == principal, "a line without all its parts", line, principal)


def _choices(trial: Trial) -> Iterator[ChosenDays]:
    r = trial.make_random()
    yield ChosenDays(trial, None)
    yield ChosenDays(trial, None, is_last=True)
    yield from (ChosenDays(trial, r) for _ in range(3))


def _is_within(decision: Decision, debts: list[Debt]) -> None:
    back, bounds = sum(d.back.total for d in debts if d.back and not d.back.payer), decision.to_pay_back
    assert bounds.high is not None
    expect(
        bounds.low.minor <= back <= bounds.high.minor, "outside the bounds of what is paid back", bounds, back, *debts
    )
    for one in decision.recoveries:
        sums = [d.back.total for d in debts if d.back and (d.label, d.item, d.day) == (one.label, one.item, one.day)]
        high = one.paid_back.high
        assert high is not None
        expect(not sums or any(one.paid_back.low.minor <= x <= high.minor for x in sums), "outside a recovery's bounds",
               one.label, one.paid_back, sums)  # fmt: skip


def _agree(decision: Decision, debts: list[Debt]) -> None:
    got = sorted(row for one in decision.recoveries if any((row := _row(one))[5:]))
    want = sorted(row for debt in debts if any((row := _wanted(debt))[5:]))
    expect(
        got == want,
        "recoveries differ",
        *(f"evaluate: {one}" for one in got if one not in want),
        *(f"oracle:   {one}" for one in want if one not in got),
    )


def _row(one: Recovery) -> tuple[Any, ...]:
    bounds = one.paid_back, one.withheld, one.set_off
    expect(all(each.is_point for each in bounds), "nothing is open, but these are", one.label, *bounds)
    parts = sorted((x.label, x.item, str(x.day), x.amount.minor) for x in one.payments)
    return (
        one.label, one.item, one.record, str(one.day), one.payer, one.principal.minor, one.surcharge.minor,
        one.interest.minor, one.withheld.low.minor, one.set_off.low.minor, one.lapsed.minor, one.stopped_now.minor,
        parts,
    )  # fmt: skip


def _wanted(debt: Debt) -> tuple[Any, ...]:
    back = debt.back
    if back is None:
        return debt.label, debt.item, "", str(debt.day), "", 0, 0, 0, 0, debt.set_off, debt.lapsed, 0, []
    parts = sorted((label, item, str(day), sum_) for label, item, day, sum_ in back.parts)
    return (
        back.label, back.item, back.record, str(back.day), back.payer, back.principal, back.surcharge, back.interest,
        debt.withheld, debt.set_off, debt.lapsed, debt.stopped, parts,
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------- runs and ledgers


def due_is_the_same_without_recoveries(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """Claims, ledger lines and what is due are the same without the recoveries of a page."""
    if not compiled.program.recoveries:
        return

    def plain(node: ast.Node) -> ast.Node | None:
        return None if isinstance(node, ast.Recovery) else b.with_parts(node, plain)

    kept = [item for item in made.page.items if not _is_of_recoveries(item)]
    page = b.with_parts(attrs.evolve(made.page, items=tuple(kept)), plain)
    assert isinstance(page, ast.Page)
    other = compile_generated(attrs.evolve(made, page=page))
    for _ in range(6):
        facts = make_facts(r, compiled.policy, compiled.edges)
        got, want = compiled.evaluate(facts), other.evaluate(facts)
        expect((got.due, got.years) == (want.due, want.years), "recoveries change what is due", got.due, want.due)
        expect(essence(got) == essence(want), "recoveries change a claim")
        lines = [
            [str(line.changed(fields={}, payments=())) for line in each.ledger if line.recovery is None]
            for each in (got, want)
        ]  # but its fields by which they find it, and what counts as paid of what they stop
        expect(lines[0] == lines[1], "recoveries change a line", facts)


def _is_of_recoveries(item: ast.PageItem) -> bool:
    """Whether an article has recoveries over others, and nothing else."""
    inner = [line for part in getattr(item, "body", ()) for line in getattr(part, "body", ())]
    return bool(inner) and all(isinstance(line, ast.Recovery) for line in inner)


def back_of_a_payment_is_at_most_the_payment(trial: Trial) -> None:
    """Over two runs, no more is taken of a payment than was paid of it, except what lines state that was taken.

    Whatever was paid, and whatever year is reopened, the bounds of each sum are ordered, and none is below 0.
    """
    days = _event_days(trial)
    if not days:
        return
    r = trial.make_random()
    first = _until(trial, {}, r.choice(days))
    if first is None:
        return
    history = _paid(trial, first)
    years = sorted({line["year"] for line in history if line["year"]})
    for reopened in (None, r.choice(years)) if years else ():
        changed = copy.deepcopy(history)
        for line in changed:
            for one in line.get("payments") or ():
                one["amount"] = str(Decimal(one["amount"]) * r.choice([1, 1, 2, 0]))
        if (other := _until(trial, {"history": changed}, max(days), reopen=reopened)) is not None:
            expect_ordered_sums(other, reopened, changed)
    again = _until(trial, {"history": history}, max(days))
    if again is None:
        return
    program, clauses = trial.compiled.program, clauses_by_label(trial.compiled.program)
    is_calendar = trial.compiled.policy.fiscal_year.is_calendar_year
    taken, stated = (_taken(lines, by_year=is_calendar) for lines in (again.ledger, trial.read.history or ()))
    paid = Counter[tuple[str, str, str]]()
    for line in again.ledger:
        item = item_of(clauses.get(line.clause), program.schema, line)
        for year, sum_ in _paid_by_year(line):
            paid[line.clause, item, year if is_calendar else ""] += sum_
    trial.counts["taken in two runs"] += bool(taken)
    for key, sum_ in taken.items():
        most = max(paid[key], stated[key])
        expect(sum_ <= most, "more is taken of payments than was paid", key, sum_, paid[key], stated[key])


def expect_ordered_sums(decision: Decision, *told: object) -> None:
    for sums in (decision.payable, decision.to_pay_back, decision.back_now, decision.taken_now):
        is_ordered = sums.low.minor >= 0 and (sums.high is None or sums.low.minor <= sums.high.minor)
        expect(is_ordered, "bounds are crossed", sums, *told)


def _taken(lines: Iterable[LedgerLine], *, by_year: bool) -> Counter[tuple[str, str, str]]:
    """What lines of recoveries took, by award, item and, with `by_year`, the calendar year of the payment."""
    taken = Counter[tuple[str, str, str]]()
    for line in lines:
        for label, item, day, sum_ in line.recovery.recovers if line.recovery else ():
            taken[label, item, day[:4] if by_year else ""] += sum_
    return taken


def _paid_by_year(line: LedgerLine) -> Iterator[tuple[str, int]]:
    """What a line of an award pays, by calendar year; without payments, in the years in which it is due."""
    if line.recovery is None:
        due = ((str(year), sum_) for year, sum_ in line.due.items())
        yield from due if not line.payments else ((str(day)[:4], sum_) for day, sum_ in line.payments)


def recoveries_of_years_one_by_one(trial: Trial) -> None:
    """What is paid back is the same at once and year by year, if payments are recorded on the days of claims.

    With the lines of earlier runs that the facts have, and without any.
    """
    days = _event_days(trial)
    for before in (trial.facts.get("history"), []) if days else ():
        _settle_one_by_one(trial, days, before)


def _settle_one_by_one(trial: Trial, days: list[Date], history: list[Any] | None) -> None:
    at_once = _until(trial, {} if history is None else {"history": history}, max(days))
    if at_once is None or not is_settled(at_once):
        return
    if not (at_once.due.is_point and at_once.to_pay_back.is_point and at_once.back_now.is_point):
        return  # an open recovery is in no ledger, also if only what is withheld of it, or set off, is open
    if any(each.stopped_now.minor for each in at_once.recoveries):
        return  # the payments that are recorded have what is stopped, too
    begins, decision = trial.compiled.policy.fiscal_year, at_once
    years = range(min(begins.year_of(day) for day in _claim_days(trial, at_once)), begins.year_of(max(days)) + 1)
    if any(line.get("as_of") for line in history or ()) or any(line["year"] > years[0] for line in history or ()):
        return
    for year in years:
        last = begins.last_day(year)
        one = _until(trial, {"history": history} if history is not None else {}, last)
        if one is None:
            return
        decision, history = one, _up_to(trial, _paid(trial, one), last)
    if _dues_until(decision, max(days)) != _dues_until(at_once, max(days)):
        return  # what one year recovers leaves room, or what it stops does not wait, in the next run alone
    trial.counts["years of recoveries one by one"] += 1
    bearing = {term.label for term in trial.compiled.policy.recoveries if term.interest}
    got, want = (
        sorted(line for line in _lines_back(one, bearing) if line[2] <= str(max(days))) for one in (decision, at_once)
    )
    expect(got == want, "years one by one pay back otherwise", got, want)


def _dues_until(decision: Decision, day: Date) -> list[tuple[str, str, str, dict[int, int]]]:
    """What is due for the events up to a day."""
    return [
        (line.clause, line.item, str(line.event_date), dues)
        for line in decision.ledger
        if (dues := {year: sum_ for year, sum_ in line.due.items() if sum_}) and str(line.event_date) <= str(day)
    ]


def _lines_back(decision: Decision, bearing: set[str]) -> Iterator[tuple[Any, ...]]:
    """What the ledger has as paid back for each event, and what that takes of each payment.

    What is withheld at once bears no interest. Grants that an event only ends are left out: others may have ended them.
    """
    for line in decision.ledger:
        if line.recovery is not None and sum(line.recovery.back.values()):
            taken = Counter[tuple[str, str]]()
            for label, item, _, sum_ in line.recovery.recovers:
                taken[label, item] += sum_
            back = 0 if line.clause in bearing else sum(line.recovery.back.values())
            yield line.clause, line.item, str(line.event_date), back, sorted((+taken).items())


def totals_of_recoveries_add_up(trial: Trial) -> None:
    """What is payable less what is asked for is the net, less what stops or is set off of earlier debts, plus what
    lapses.
    """
    decision = trial.decision
    bounds = decision.due, decision.to_pay_back, decision.back_now, decision.payable
    if not decision.recoveries or not all(each.is_point for each in bounds) or decision.payable.low.minor == 0:
        return
    mine = [one for one in decision.recoveries if not one.payer]
    earlier = sum(one.set_off.low.minor for one in mine if not one.record)
    lapsed = sum(one.lapsed.minor for one in mine if one.record)
    lines = decision.difference.payable.low.minor - decision.due.low.minor  # of lines that are settled again
    stopped = sum(one.stopped_now.minor for one in decision.recoveries)
    left = decision.payable_now.minor - decision.back_now.low.minor
    right = decision.net.low.minor - stopped - earlier + lapsed
    trial.counts["totals of recoveries"] += 1
    expect(left == right + lines, "payable and asked for are not the net", left, right, lines, earlier, lapsed)


def recoveries_in_any_order(trial: Trial) -> None:
    """The order of records, lines and payments changes nothing that is paid back."""
    if not trial.compiled.program.recoveries:
        return
    r, facts = trial.make_random(), copy.deepcopy(trial.facts)
    for listing in facts["records"].values():
        r.shuffle(listing)
    for line in facts.get("history", ()):
        if line.get("payments"):
            r.shuffle(line["payments"])
    if all("digest" not in line for line in facts.get("history", ())):
        r.shuffle(facts.get("history", []))
    trial.counts["recoveries in another order"] += bool(trial.decision.recoveries)
    got, want = (
        sorted(_told(one) for one in each.recoveries) for each in (trial.compiled.evaluate(facts), trial.decision)
    )
    expect(
        got == want,
        "recoveries hang on an order",
        *(x for x in got if x not in want),
        *(x for x in want if x not in got),
    )


def _told(one: Recovery) -> tuple[Any, ...]:
    sums = (one.principal, one.surcharge, one.interest, one.lapsed, one.stopped)
    bounds = [str(each) for each in (one.paid_back, one.withheld, one.set_off)]
    parts = [(x.label, x.item, str(x.day), x.amount.minor) for x in one.payments]
    return one.label, one.item, one.record, str(one.day), [sum_.minor for sum_ in sums], bounds, parts


def bounds_of_recoveries_hold_every_day(trial: Trial) -> None:
    """A payment without a day may be on every day of its year: what is then paid back is within the bounds."""
    program, facts, r = trial.compiled.program, trial.facts, trial.make_random()
    reached = {program.clauses[index].label for term in program.recoveries for index in term.clauses}
    lines = [
        (place, line) for place, line in enumerate(facts.get("history") or ())
        if line["clause"] in reached and "policy" not in line and not isinstance(line["due"], dict) and line["due"]
    ]  # fmt: skip
    events, begins = _event_days(trial), trial.compiled.policy.fiscal_year
    if not lines or not events:
        return
    place, line = r.choice(lines)
    without = {name: part for name, part in line.items() if name != "payments"}
    last = Date.fromisoformat(facts["as_of"]) if "as_of" in facts else Date.max
    of_year = begins.first_day(line["year"]), begins.last_day(line["year"])
    days = sorted({day for day in _days_of_year(*of_year, events, r) if day <= last})
    open_ = trial.compiled.evaluate(_with_line(facts, place, without))
    for day in days:
        paid = {**without, "payments": [{"day": str(day), "amount": line["due"]}]}
        _is_inside(open_, trial.compiled.evaluate(_with_line(facts, place, paid)), day)
    trial.counts["a day of a payment left out"] += not open_.to_pay_back.is_point


def bounds_of_recoveries_hold_completions(trial: Trial) -> None:
    """What is paid back, withheld and asked for in every completion of the facts is within the bounds."""
    if not trial.compiled.program.recoveries:
        return
    decision = trial.compiled.evaluate_open(trial.open_facts)
    if decision.due.high is None:
        return  # what the bureau may approve without a limit counts with its least sum
    for whole in oracle.completions({**trial.open_facts, "as_of": str(decision.as_of)}, trial.gaps, most=4):
        completed, high = trial.compiled.evaluate(whole), decision.due.high.minor
        if decision.due.low.minor <= completed.due.low.minor <= high:  # it may bring years that no claim asks for
            _is_inside(decision, completed, trial.gaps)
    trial.counts["a completion of recoveries"] += bool(decision.recoveries)


def bounds_of_recoveries_hold_days_of_events(trial: Trial) -> None:
    """An event without a day may be on any day: what is then paid back, withheld and asked for is within the bounds."""
    schema, facts, r = trial.compiled.program.schema, trial.facts, trial.make_random()
    fields = {(schema.record_by_name[term.trigger.record].root, term.trigger.date_field)
              for term in trial.compiled.program.recoveries}  # fmt: skip
    items = {part for line in facts.get("history") or () for part in line.get("item", "").split(" / ")}  # may have days
    events = [
        (kind, place, name)
        for kind, records in facts["records"].items()
        for place, record in enumerate(records)
        if not items & {value for value in record.values() if isinstance(value, str)}
        for name in record
        if (schema.record_by_name[kind].root, name) in fields and isinstance(record[name], str)
    ]
    if not events:
        return
    kind, place, name = r.choice(sorted(events))

    def decided(day: str | None) -> Decision | None:
        records, evaluate = (
            copy.deepcopy(facts["records"]),
            trial.compiled.evaluate if day else trial.compiled.evaluate_open,
        )
        records[kind][place] |= {name: day}
        try:
            return evaluate({**facts, "records": records, "as_of": str(trial.decision.as_of)})
        except FactsError:
            return None

    open_ = decided(None)
    if open_ is None or open_.due.high is None:
        return
    for _ in range(8):
        day = str(trial.decision.as_of - datetime.timedelta(r.randint(0, r.choice((60, 500, 2000)))))
        whole = decided(day)
        if whole is not None and open_.due.low.minor <= whole.due.low.minor <= open_.due.high.minor:
            _is_inside(open_, whole, kind, place, name, day)
    trial.counts["a day of an event left out"] += not open_.to_pay_back.is_point


def _is_inside(open_: Decision, completed: Decision, *details: object) -> None:
    left = Counter[tuple[str, int]]()
    for one in open_.recoveries:
        left |= Counter({(one.payee, x.payment): x.left for x in one.most_taken if x.is_withheld})
    withheld = open_._sum_of("withheld")[1]
    expect(withheld is None or withheld <= sum(left.values()), "payments are withheld twice", withheld, left)
    for name in ("to_pay_back", "back_now", "net", "payable"):
        bounds, sum_ = getattr(open_, name), getattr(completed, name)
        if name in ("net", "payable") and not completed.due.is_point:
            continue
        if bounds is None:
            expect(name == "net" and open_.to_pay_back.high is None, "a net sum is not known", *details)
            continue
        is_inside = bounds.low.minor <= sum_.low.minor and (bounds.high is None or sum_.high.minor <= bounds.high.minor)
        expect(is_inside, f"a completion is outside the bounds: {name}", bounds, sum_, *details)


def _with_line(facts: dict[str, Any], place: int, line: dict[str, Any]) -> dict[str, Any]:
    history = list(facts["history"])
    history[place] = line
    return {**facts, "history": history}


def _days_of_year(first: Date, last: Date, events: list[Date], r: random.Random) -> Iterator[Date]:
    """The first and last day, some others, and days that are months or years before an event."""
    yield from (first, last, *(first + datetime.timedelta(r.randint(0, 364)) for _ in range(3)))
    near = [after(day, -number, "month") for day in events for number in (0, 6, 12, 24)]
    near = [day + datetime.timedelta(more) for day in near for more in (-1, 0, 1)]
    inside = [day for day in near if first <= day <= last]
    yield from r.sample(inside, min(len(inside), 6))


def records_of_lines_change_no_recovery(trial: Trial) -> None:
    """Once the ledger has a payment, its record need not be listed again: the event alone takes the same."""
    program, days = trial.compiled.program, _event_days(trial)
    whole = _until(trial, {"history": []}, max(days)) if days else None
    if whole is None or not is_settled(whole):
        return
    back = {term.label for term in program.recoveries}
    lines = _up_to(trial, _paid(trial, whole), max(days))
    history = [line for line in lines if line["clause"] not in back]
    roots = {name: kind.root for name, kind in program.schema.record_by_name.items()}
    fields = {(roots[term.trigger.record], term.trigger.date_field) for term in program.recoveries}

    def is_event(kind: str, record: dict[str, Any]) -> bool:
        return any(root == roots[kind] and isinstance(record.get(field), str) for root, field in fields)

    listed = trial.facts["records"]
    alone = {kind: [record for record in records if is_event(kind, record)] for kind, records in listed.items()}
    if listed == alone:
        return
    one, other = (_until(trial, {"history": history, "records": x}, max(days)) for x in (alone, listed))
    if one is None or other is None or _new_sums(one) != _new_sums(other) or not (_is_known(one) and _is_known(other)):
        return
    trial.counts["records that are not listed again"] += bool(one.recoveries)
    got, want = (sorted(_told(x) for x in each.recoveries) for each in (one, other))
    expect(got == want, "a record of a line changes what is paid back", got, want)


def what_is_kept_counts_as_paid(trial: Trial) -> None:
    """If exactly what is payable is paid, nothing is unpaid later: what is withheld or set off is not listed."""
    days = _event_days(trial)
    decision = _until(trial, {"history": []}, max(days)) if days else None
    if decision is None or not is_settled(decision) or not (decision.payable.is_point and decision.back_now.is_point):
        return
    mine = [one for one in decision.recoveries if not one.payer]
    kept, set_off = Counter[tuple[str, str]](), sum(one.set_off.low.minor for one in mine)
    for one in mine:
        for part in one.payments if one.withheld.low.minor else ():
            kept[part.label, part.item] += part.amount.minor
    if any(one.stopped_now.minor for one in mine) or not (kept or set_off):
        return
    program, clauses = trial.compiled.program, clauses_by_label(trial.compiled.program)
    plain = ledger_of(decision)
    for line, read in sorted(zip(plain, decision.ledger, strict=True), key=lambda pair: -pair[1].year):
        if read.recovery is None:
            event = read.clause, item_of(clauses.get(read.clause), program.schema, read)
            withheld = min(kept[event], read.total)
            of_others = min(set_off, read.total - withheld)
            kept[event] -= withheld
            set_off -= of_others
            paid = Decimal(read.total - withheld - of_others) / 10 ** DECIMALS[decision.currency]
            line["payments"] = [{"day": str(decision.as_of), "amount": str(paid)}] if paid else []
    later = _until(trial, {"history": _up_to(trial, plain, max(days))}, max(days))
    if later is not None:
        trial.counts["kept and not paid"] += 1
        expect(not later.still_due.minor, "what was withheld or set off is unpaid", later.still_due, *later.balances)


def a_reopened_year_is_paid_already(trial: Trial) -> None:
    """If years are settled again, a recovery takes what it takes without: what was paid is not withheld.

    A debt of an earlier run is asked for again; without, it is still owed.
    """
    days = _event_days(trial)
    first = _until(trial, {"history": []}, min(days) - datetime.timedelta(1)) if days else None
    if first is None or not is_settled(first):
        return
    history, r = _up_to(trial, _paid(trial, first), min(days)), trial.make_random()
    for payment in (each for line in history for each in line.get("payments", ()) if r.random() < 0.5):
        payment["day"] = str(r.choice(days))
    year = min((line["year"] for line in history), default=0)
    once = _until(trial, {"history": history}, max(days))
    again = _until(trial, {"history": history}, max(days), reopen=year) if year else None
    if once is None or again is None or [x.due for x in once.ledger] != [x.due for x in again.ledger]:
        return
    trial.counts["reopened and recovered"] += bool(once.recoveries)
    before = {(line["clause"], line["item"], line.get("event_date")) for line in history}
    asked_again = [one for one in again.recoveries if (one.label, one.item, str(one.day)) in before]
    got = sorted(_told(one) for one in again.recoveries if one not in asked_again)
    want = sorted(_told(one) for one in once.recoveries)
    expect(got == want, "reopening changes what is paid back", got, want)
    back_now = again.back_now.low.minor - sum(one.rest.low.minor for one in asked_again)
    expect(back_now == once.back_now.low.minor, "reopening changes what is asked for", again.back_now, once.back_now)


def reopened_recoveries_are_those_at_once(trial: Trial) -> None:
    """If some records came late and all years are settled again, recoveries and debts are those of one run."""
    if not trial.compiled.program.may_owe:
        return
    last = trial.decision.as_of
    at_once = _until(trial, {"history": []}, last)
    if at_once is None or not is_settled(at_once) or not _is_known(at_once):
        return
    records, r = trial.facts["records"], trial.make_random()
    seen = {kind: [x for x in listing if r.random() > 0.3] for kind, listing in records.items()}
    first = _until(trial, {"history": [], "records": seen}, last)
    if first is None or not is_settled(first) or not _is_known(first):
        return
    if any(each.stopped_now.minor for one in (first, at_once) for each in one.recoveries):
        return  # a line without payments counts as paid, also what is or would have been stopped
    history = ledger_of(first)
    year = min((line.year for line in (*first.ledger, *at_once.ledger)), default=0)
    anew = _until(trial, {"history": history}, last, reopen=year) if year else None
    if anew is None or not _is_known(anew):
        return
    bearing = {term.label for term in trial.compiled.policy.recoveries if term.interest}
    got, want, before = (sorted(_lines_back(one, bearing)) for one in (anew, at_once, first))
    trial.counts["reopened with late recoveries"] += want != before
    expect(got == want, "reopened years pay back otherwise than at once", got, want)
    dues = [sorted((x.clause, x.item, str(x.event_date), sorted(x.due.items())) for x in one.ledger if x.due)
            for one in (anew, at_once)]  # fmt: skip
    expect(dues[0] == dues[1], "reopened years pay otherwise than at once", *dues)


def _is_known(decision: Decision) -> bool:
    return all(each.is_point for each in (decision.due, decision.to_pay_back, decision.back_now))


def _new_sums(decision: Decision) -> list[tuple[Any, ...]]:
    """What a run makes due."""
    return sorted((x.label, x.item, str(x.event_date), x.paid.minor) for x in decision.claims if x.paid.minor)


def _event_days(trial: Trial) -> list[Date]:
    """The days of events of recoveries, none after the as-of day."""
    program, last = trial.compiled.program, trial.read.as_of
    days = set[Date]()
    for term in program.recoveries:
        root = program.schema.record_by_name[term.trigger.record].root
        for kind, records in trial.facts["records"].items():
            if program.schema.record_by_name[kind].root == root:
                days |= {
                    Date.fromisoformat(day) for x in records if isinstance(day := x.get(term.trigger.date_field), str)
                }
    return sorted(day for day in days if last is None or day <= last)


def _claim_days(trial: Trial, decision: Decision) -> list[Date]:
    return [claim.event_date for claim in decision.claims if claim.event_date] + _event_days(trial)


def _until(trial: Trial, changes: dict[str, Any], day: Date, reopen: int | None = None) -> Decision | None:
    """The decision up to a day, without lines and payments after it; `None` if the facts are refused."""
    facts = {**trial.facts, **changes, "as_of": str(day)}
    if any(line["year"] > trial.compiled.policy.fiscal_year.year_of(day) for line in facts.get("history") or ()):
        return None
    if any(str(one["day"]) > str(day) for line in facts.get("history") or () for one in line.get("payments", ())):
        return None
    try:
        return trial.compiled.evaluate(facts, reopen=reopen)
    except FactsError:
        return None


def _up_to(trial: Trial, lines: list[Any], day: Date) -> list[Any]:
    """The lines of years up to that of a day."""
    return [line for line in lines if line["year"] <= trial.compiled.policy.fiscal_year.year_of(day)]


def _paid(trial: Trial, decision: Decision) -> list[Any]:
    """The ledger of a decision, in which each new line is paid on the day of its claim."""
    begins, lines = trial.compiled.policy.fiscal_year, ledger_of(decision)
    for line in lines:
        day = line.get("event_date")
        if "recovers" in line or not day or line.get("payments") or not isinstance(line["due"], dict):
            continue
        dues = [(int(year), due) for year, due in line["due"].items() if Decimal(due)]
        of_claim = begins.year_of(Date.fromisoformat(day))
        paid = [{"day": day if year == of_claim else str(begins.first_day(year)), "amount": due} for year, due in dues]
        line["payments"] = paid
    return lines
