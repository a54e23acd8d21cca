"""Invariants of amounts and ledger lines: conservation, caps, order, the ledger as history, years one by one."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from ipdsl.base.values.days import Date
from ipdsl.claims.applicability import calendar_of
from ipdsl.decision.decision import Decision
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import Program, clauses_by_label
from ipdsl.ledger.lines import item_of, policy_lines, reopen_facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.semantics import typed
from tests.properties.borders import reach_of, rules_of
from tests.properties.trial import (
    Facts,
    Trial,
    essence,
    expect,
    is_settled,
    ledger_of,
    sums_of,
)
from tests.reference import oracle

# ---------------------------------------------------------------------------------------------- conservation


def conserves_money(trial: Trial) -> None:
    """The proposed amount plus the amount brought forward is paid, cut, carried forward or lapsed, to the fen."""
    for claim in trial.decision.claims:
        cut = sum(a.cut.minor for a in claim.adjustments)
        if claim.ceiling is not None and not claim.proposed.minor:
            cut = 0  # it waits for an approval: support lowers the ceiling itself
        expect(all(a.cut.minor >= 0 for a in claim.adjustments), "a negative cut", claim)
        if claim.outcome in (Outcome.UNDETERMINED, Outcome.CONTINGENT):
            continue
        brought, gone = 0, 0
        if (carry := claim.carry) is not None:
            brought, gone = carry.brought_in.minor, carry.left.minor + carry.lapsed.minor
            paid = sum(sum_.minor for sum_ in carry.paid.values())
            expect(claim.paid.minor == paid, "paid is not the sum of the years", claim)
            expect(min(carry.left.minor, carry.lapsed.minor) >= 0, "a negative sum is carried", claim)
        all_in, all_out = claim.proposed.minor + brought, claim.paid.minor + cut + gone
        expect(all_in == all_out, "proposed and brought in is not paid, cut, carried and lapsed", claim)
    for line in trial.decision.ledger:
        settled = sum(line.due.values()) + line.carried + line.lapsed
        expect(line.short or settled <= line.admitted <= line.proposed, "a line holds more than was proposed", line)
    if not is_settled(trial.decision):
        return
    total = sum(c.paid.minor for c in trial.decision.claims)
    expect(total == trial.decision.total.minor, "the total is not the sum of the claims", trial.decision.total)
    due = trial.decision.due
    if any(c.outcome is Outcome.CEILING and c.proposed.minor == 0 for c in trial.decision.claims):
        expect(due.low.minor <= total, "an approval that is not stated pays nothing yet", due)
    else:
        expect(due.is_point and due.low.minor == total, "complete facts: the bounds are not the total", due, total)


def keeps_caps(trial: Trial) -> None:
    """The amounts charged to a cap, including history, never exceed it, or the cap and the sums paid back where these
    count no longer. A carrying cap counts payments of a year.
    """
    caps = caps_of(trial.compiled.policy)
    if not caps:
        return
    before, after = (_charges(trial, caps, lines) for lines in (trial.read.history or (), trial.decision.ledger))
    freed = _freed(trial, caps)
    for place, sum_ in after.items():
        cap, year = caps[str(place[0])], place[-1]
        size = size_of(trial, cap, year)
        if size is not None and sum_ > before[place]:
            most = max(size + freed[place], before[place])
            expect(sum_ <= most, "a cap is exceeded", place, sum_, size, freed[place], before[place])


def _freed(trial: Trial, caps: dict[str, typed.Cap]) -> Counter[tuple[object, ...]]:
    """The most that counts no longer under each cap, by keys and year: what recoveries of earlier runs took."""
    program, history = trial.compiled.program, trial.read.history or ()
    taken, found = Counter[tuple[str, str]](), Counter[tuple[object, ...]]()
    for line in history:
        for label, item, _, sum_ in line.recovery.recovers if line.recovery is not None else ():
            taken[label, item] += sum_
    for line in history:
        item = item_of(clauses_by_label(program).get(line.clause), program.schema, line)
        for cap, keys, sum_ in _charged_caps(trial, caps, line):
            if cap.is_freed_by_recovery:
                found[cap.name, *keys, line.year if cap.per_year else None] += min(sum_, taken[line.clause, item])
    return found


def _charges(
    trial: Trial, caps: dict[str, typed.Cap], lines: Iterable[LedgerLine]
) -> Counter[tuple[object, ...]]:  # fmt: skip
    """The amounts that lines charge to each cap, by keys and year."""
    found: Counter[tuple[object, ...]] = Counter()
    for line in lines:
        for cap, keys, sum_ in _charged_caps(trial, caps, line):
            if not line.short and not cap.carry:
                expect(sum(line.due.values()) <= sum_, "more paid than charged", line)
            if cap.carry:
                for year, paid in line.due.items():
                    found[cap.name, *keys, year] += paid
            else:
                found[cap.name, *keys, line.year if cap.per_year else None] += sum_
    return found


def _charged_caps(
    trial: Trial, caps: dict[str, typed.Cap], line: LedgerLine
) -> Iterator[tuple[typed.Cap, list[object], int]]:
    """The caps to which a line charges a sum, each with the keys of the line, if all are known, and the sum."""
    charged = line.charged
    if line.short and line.policy == trial.compiled.program.name:
        charged = {name: sum(line.due.values()) for name in _caps_over(trial.compiled.policy, line.clause)}
    for name, sum_ in charged.items():
        cap = caps.get(name)
        keys = [] if cap is None else [key_of_line(line, k, trial.read.applicant) for k in cap.keys]
        if cap is not None and not any(k is None or isinstance(k, (tuple, list)) for k in keys):
            yield cap, keys, sum_


def key_of_line(line: LedgerLine, key: str, applicant: str) -> object:
    """The value of a key that a line states, or that follows from it."""
    implied = {"item": line.item, "level": line.level, "matter": line.matter, "applicant": applicant}
    return line.keys.get(key) or implied.get(key) or None


def _caps_over(policy: typed.Policy, label: str) -> list[str]:
    return [rule.name for rule, labels in reach_of(policy) if isinstance(rule, typed.Cap) and label in labels]


def caps_of(policy: typed.Policy) -> dict[str, typed.Cap]:
    """The caps of a policy by name."""
    return {rule.name: rule for rule in rules_of(policy.root) if isinstance(rule, typed.Cap)}


def size_of(trial: Trial, cap: typed.Cap, year: object) -> int | None:
    """The amount of a cap: a constant or a figure of the year; `None` for any other amount."""
    match cap.amount:
        case typed.Const(value=value):
            return int(value)  # type: ignore[arg-type]
        case typed.Figure(figure=figure, years_back=0):
            stated = trial.facts["figures"].get(str(year), {}).get(figure)
            return int(Decimal(str(stated)) * 100) if isinstance(stated, int | str) else None
        case _:
            return None


# ---------------------------------------------------------------------------------------------- order, ledger


def order_is_irrelevant(trial: Trial) -> None:
    """Records, kinds, figures and lines in another order give the same decision."""
    r = trial.make_random()
    shuffled: Facts = copy.deepcopy(trial.facts)
    for part in ("records", "figures", "applicant"):
        rows = list(shuffled.get(part, {}).items())
        r.shuffle(rows)
        shuffled[part] = dict(rows)
    for listing in [
        *shuffled["records"].values(),
        *(shuffled.get(p) or [] for p in ("history", "support", "approvals", "older_documents", "published")),
    ]:
        r.shuffle(listing)
    other = trial.compiled.evaluate(shuffled)
    expect(essence(other) == essence(trial.decision), "another order of the facts gives another decision")
    expect(other.due == trial.decision.due, "another order of the facts gives other bounds")


def ledger_pays_nothing_twice(trial: Trial) -> None:
    """If a decision's ledger is the history of the same facts, nothing is due and the ledger stays the same."""
    if not is_settled(trial.decision):
        return
    again: Facts = {**trial.facts, "history": ledger_of(trial.decision)}
    second = trial.compiled.evaluate(again)
    expect(second.total.minor == 0, "paid again", *[c for c in second.claims if c.paid.minor])
    expect_same_ledger(second, trial.decision, "the ledger changed")


def expect_same_ledger(got: Decision, want: Decision, message: str) -> None:
    """Both decisions have the same lines, except those that are settled again."""
    differ = Counter(_lines(got)), Counter(_lines(want))
    expect(
        differ[0] == differ[1],
        message,
        *(f"got:  {line}" for line in differ[0] - differ[1]),
        *(f"want: {line}" for line in differ[1] - differ[0]),
    )


def _lines(decision: Decision) -> list[tuple[object, ...]]:
    return [
        (
            x.clause,
            x.item,
            x.year,
            str(x.event_date),
            sums_of(x.due),
            x.proposed,
            x.admitted,
            sums_of(x.charged),
            x.carried,
            x.carry_until if x.carried else None,
            x.lapsed,
        )
        for x in decision.ledger
        if any(x.due.values()) or x.admitted
    ]


def _years_paid(line: dict[str, Any]) -> list[str]:
    return [*line["due"]] if isinstance(line["due"], dict) else []


def years_one_by_one(trial: Trial) -> None:
    """Complete years settled one by one, with the previous ledger, end with the lines of all years at once."""
    years = {c.year for c in trial.decision.claims if c.year is not None}
    years |= {year for line in trial.decision.ledger for year, paid in line.due.items() if paid or line.carried}
    if not years or not is_settled(trial.decision):
        return
    last_day, year_of = trial.compiled.policy.fiscal_year.last_day, trial.compiled.policy.fiscal_year.year_of
    paid_on = [x["day"] for line in trial.facts.get("history") or () for x in line.get("payments") or ()]
    of_payments = {year_of(Date.fromisoformat(str(day))) for day in paid_on}
    years |= of_payments
    last = str(last_day(max(years)))
    as_of = min(str(trial.facts.get("as_of") or last), last)
    facts: Facts = {**trial.facts, "as_of": as_of}
    whole = trial.compiled.evaluate(facts)
    if not is_settled(whole):
        return  # an approval that may still be paid in the last year leaves carried money open
    if _frees_room_later(whole):
        return
    paid: Counter[int] = Counter()
    history: list[Any] = list(trial.facts.get("history") or [])
    told = [int(y) for line in history for y in [line["year"] or 0, *_years_paid(line)]]
    first = max([min(years), *told, *of_payments])  # no line or payment is about a future year
    for year in range(min(first, max(years)), max(years) + 1):
        step = trial.compiled.evaluate({**facts, "as_of": min(str(last_day(year)), as_of), "history": history})
        paid += Counter({y: step.total_of(y).minor for y in range(min(years), max(years) + 1)})
        history = ledger_of(step)
    at_once = Counter({y: whole.total_of(y).minor for y in range(min(years), max(years) + 1)})
    differ = {y: (paid[y], at_once[y]) for y in paid | at_once if paid[y] != at_once[y]}
    if differ and _forgets_later_rules(trial.compiled.program):
        return
    expect(not differ, "year by year pays otherwise (one by one, at once)", *differ.items())
    expect_same_ledger(step, whole, "year by year gives another ledger")


# ---------------------------------------------------------------------------------------------- late records


def reopened_is_at_once(trial: Trial) -> None:
    """Years that are settled again equal those of all records at once, whatever the order in which records were added.

    Years before the first reopened year keep their result. If late records would change it, or have claims in these
    years, the lines are not compared.
    """
    at_once = trial.decision
    years = sorted({claim.year for claim in at_once.claims if claim.year})
    if not years or not is_settled(at_once):
        return
    r = trial.make_random()
    history = _came_by_and_by(trial, r, years[0], 0.6, 0.3)
    if history is None:
        return
    first = r.choice([years[0], *years])
    facts = {**trial.facts, "history": history}
    anew = trial.compiled.evaluate(facts, reopen=first)
    same = trial.compiled.evaluate({**trial.facts, "history": ledger_of(at_once)}, reopen=first)
    expect(anew.reopening is not None and same.reopening is not None, "reopened, and not told so")
    if _stood(trial, history, first) != _stood(trial, ledger_of(at_once), first):
        return
    if _claimed_before(at_once.ledger, first) - _claimed_before(_read_lines(trial, history), first):
        return
    trial.counts["a year settled anew"] += 1
    expect_same_ledger(anew, at_once, f"reopened from {first} on, other lines than at once")
    expect_same_ledger(same, at_once, f"nothing came late, and reopening from {first} on changes lines")
    expect(not (same.reopening and same.reopening.moved), "nothing came late, and lines moved", same.reopening)
    for year in {y for y in years if y >= first}:
        due = at_once.total_of(year)
        expect(anew.total_of(year) == due, "a year anew is not what it is at once", year, anew.total_of(year), due)
    before = sum(sum_ for line in _read_lines(trial, history) for y, sum_ in line.due.items() if y >= first)
    told_before = sum(year.before.minor for year in anew.reopening.years) if anew.reopening else 0
    expect(told_before == before, "what was due before is not what the ledger says", told_before, before)


def payable_now_is_beyond_the_ledger(trial: Trial) -> None:
    """What is payable now, and what is overpaid, are the increases and the decreases of each line of the ledger.

    The ledger that a run wrote pays nothing more: settled again with the same facts, 0 is payable and 0 overpaid. With
    gaps, every completion is within the bounds.
    """
    years = sorted({claim.year for claim in trial.decision.claims if claim.year})
    r = trial.make_random()
    history = _came_by_and_by(trial, r, years[0], 0.6, 0.3) if years and is_settled(trial.decision) else None
    if history is None:
        return
    first = r.choice([years[0], *years])
    facts = {**trial.facts, "history": history}
    anew = trial.compiled.evaluate(facts, reopen=first)
    if is_settled(anew) and anew.due.is_point:  # a ceiling without an approval may pay later
        _is_beyond_the_ledger(trial, anew, _read_lines(trial, history), first)
        again = trial.compiled.evaluate({**facts, "history": ledger_of(anew)}, reopen=first)
        if _stood(trial, ledger_of(anew), first) == _stood(trial, history, first):
            sums = again.payable_now.minor, again.overpaid.minor
            expect(sums == (0, 0), "the ledger that was written is not what is due", again.difference, anew.ledger)
    trial.counts["a year settled anew"] += 1
    try:
        open_ = trial.compiled.evaluate_open({**trial.open_facts, "history": history}, reopen=first)
    except FactsError:
        return  # a line needs a record whose key is a gap
    _completions_are_payable(trial, open_, history, first)


def _is_beyond_the_ledger(trial: Trial, anew: Decision, before: Iterable[LedgerLine], first: int) -> None:
    """The amounts of a decision without gaps, from the lines before and after it."""
    lines = before, [line for line in anew.ledger if line.is_of(trial.compiled.program.name)]
    was, now = (Counter[tuple[object, ...]](), Counter[tuple[object, ...]]())
    for due, read in zip((was, now), lines, strict=True):
        for line in read:
            due[line.clause, line.item, line.year, line.event_date] += line.total
    more, less = (now - was).total(), (was - now).total()
    told = anew.difference
    expect(told.payable.low.minor == more, "payable is not the increase of the ledger", told, *(now - was).items())
    expect(told.overpaid.low.minor == less, "overpaid is not the decrease of the ledger", told, *(was - now).items())
    expect(told.payable.is_point and told.overpaid.is_point, "nothing is open, but these are", told)
    difference = anew.total.minor - told.due_before.minor
    expect(more - less == difference, "payable less overpaid is not recalculated less due before", told, anew.total)
    trial.counts["payable now"] += bool(more)
    trial.counts["overpaid"] += bool(less)


def _completions_are_payable(trial: Trial, open_: Decision, history: list[Any], first: int) -> None:
    payable, overpaid = open_.difference.payable, open_.difference.overpaid
    asks = any(ref.group == "record" for claim in open_.claims for ref in claim.missing)
    for whole in oracle.completions({**trial.open_facts, "as_of": str(open_.as_of)}, trial.gaps, most=4):
        read = trial.compiled.read({**whole, "history": history})
        if not asks and _first_and_last_year(trial, whole) != _first_and_last_year(trial, trial.open_facts):
            continue
        completed = trial.compiled.settle(read, reopen=first).difference
        for name, bounds, sum_ in (
            ("payable", payable, completed.payable.low), ("overpaid", overpaid, completed.overpaid.low)
        ):  # fmt: skip
            is_inside = bounds.low.minor <= sum_.minor and (bounds.high is None or sum_.minor <= bounds.high.minor)
            expect(is_inside, f"a completion is outside the bounds: {name}", bounds, sum_, trial.gaps, whole)
        trial.counts["payable of a completion"] += 1


def _frees_room_later(decision: Decision) -> bool:
    """Whether the decision says that what it recovers leaves room in the next run alone."""
    return any("still counts as paid in this run" in each for each in decision.assumptions)


def _forgets_later_rules(program: Program) -> bool:
    """Whether limits over years, in sums of what other awards pay, count what a rule below the sentence did not pay."""
    for added in program.awards_with_sums:
        labels = {label for term in added.sums if term.is_of_year for label in term.labels}
        summed = {clause.index for clause in program.clauses if clause.label in labels}
        rules = [rule for step in program.settlement.steps for rule in step.rules if summed.intersection(rule.reach)]
        earlier = [rule for rule in rules if rule.name not in added.later_rules]
        if len(earlier) < len(rules) and not all(rule.per_year for rule in earlier):
            return True
    return False


def _first_and_last_year(trial: Trial, facts: Facts) -> list[int]:
    periods = calendar_of(trial.compiled.program, trial.compiled.read(facts)).periods()
    return [year for year, _ in (*periods[:1], *periods[-1:])]


def what_came_late_is_told(trial: Trial) -> None:
    """Records added after their year was settled are reported exactly if they change the amount of a year."""
    at_once = trial.decision
    years = sorted({claim.year for claim in at_once.claims if claim.year})
    history = _came_by_and_by(trial, trial.make_random(), years[0], 0.5) if years and is_settled(at_once) else None
    if history is None:
        return
    facts = {**trial.facts, "history": history}
    now = trial.compiled.evaluate(facts)
    late, claimed = now.late, {(claim.label, claim.item, claim.year) for claim in now.claims}
    if any((line.clause, line.item, line.year) not in claimed for line in _read_lines(trial, history) if line.total):
        return  # their records count as not stated, so the lines are kept
    anew = trial.compiled.evaluate(facts, reopen=late.year if late else years[0])
    if _frees_room_later(anew):
        return
    trial.counts["a year settled anew"] += 1
    trial.counts["what came late"] += late is not None
    stands, would_be = (_due_by_year(decision) for decision in (now, anew))
    differ = {year for year in stands | would_be if stands[year] != would_be[year]}
    told = {year.year: (year.before.minor, year.anew.low.minor) for year in late.years} if late else {}
    want = {year: (stands[year], would_be[year]) for year in differ}
    events = {(line["clause"], line["item"]) for line in history}
    if not told and all((claim.label, claim.item) in events or not claim.proposed.minor for claim in now.claims):
        return  # a late record without an amount may say for what a payment under another document counts
    expect(told == want, "what came late is told otherwise than it is anew", told, want)


def _due_by_year(decision: Decision) -> Counter[int]:
    found: Counter[int] = Counter()
    for line in decision.ledger:
        if line.policy != "Doc 0":  # payments under another document are not part of it
            found.update(line.due)
    return found


def _came_by_and_by(trial: Trial, r: random.Random, first: int, *left_out: float) -> list[Any] | None:
    """The ledger after runs that each left out some records; `None` if the history has lines of these years.

    Such lines would be ignored when the years are reopened, but count when all years are settled at once.
    """
    own = policy_lines(trial.compiled.program, trial.read)
    if any(max(line.year, *line.due) >= first for line in own):
        return None
    history: list[Any] = list(trial.facts.get("history") or [])
    for share in left_out:
        seen = _less(trial, r, share)
        try:
            history = ledger_of(trial.compiled.evaluate({**seen, "history": history}))
        except FactsError:
            return None  # a history line needs a record that this run leaves out
    return history


def _less(trial: Trial, r: random.Random, share: float) -> Facts:
    """The facts without some of the records, of every kind."""
    seen: Facts = copy.deepcopy(trial.facts)
    for kind, listing in seen["records"].items():
        if isinstance(listing, list):
            seen["records"][kind] = [one for one in listing if r.random() > share]
    return seen


def _read_lines(trial: Trial, history: list[Any]) -> tuple[LedgerLine, ...]:
    """The lines of this policy."""
    read = read_facts({**trial.facts, "history": history}, trial.compiled.program)
    return policy_lines(trial.compiled.program, read)


def _claimed_before(lines: Iterable[LedgerLine], first: int) -> set[tuple[object, ...]]:
    """The events of years before `first` that reached the rules."""
    return {(line.clause, line.item, line.event_date) for line in lines if line.year < first and line.proposed}


def _stood(trial: Trial, history: list[Any], first: int) -> list[str]:
    """The lines of the years before `first`, as they were then."""
    read = read_facts({**trial.facts, "history": history}, trial.compiled.program)
    kept = reopen_facts(trial.compiled.program, read, first).history or ()
    return sorted(str(line) for line in kept if line.admitted or any([*line.due.values(), *line.charged.values()]))
