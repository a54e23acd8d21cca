"""What a decision takes for granted, a sentence for each: what was left out, and what is taken for an item of its own.

- A record with neither key nor id is an item of its own. That is said where it may matter: where another record, or a
  line of the history, is of the same root, and so may be about the same item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ipdsl.runtime.facts import Facts
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading.records import content_of
from ipdsl.runtime.reasons import PUBLISHED, STATED_OTHERWISE, Reason
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.horizon import Calendar
from ipdsl.runtime.settlement.ledger import root_of
from ipdsl.runtime.settlement.outside import counting_own_support
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.runtime.wording import sentence
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

NOT_ALL_WEIGHED = (
    "too much is not stated to try every case of it: what is due at the least and at the most may be wider than it need"
    " be, and a claim that hangs on many facts of others names some of them"
)
"""Said where the work that a tied set is given did not suffice."""


def assumptions(proposer: Proposer, claims: Iterable[Candidate], parts: Iterable[Reason]) -> Iterator[str]:
    """What was taken for granted of all claims of a run; `parts` are what the sums of reported claims are made of."""
    program, facts = proposer.program, proposer.facts
    if facts.edited:
        yield facts.edited
    yield from _left_out(proposer)
    yield from _partial(program, facts)
    yield from taken_apart(program, facts, claims)
    yield from dict.fromkeys(_of_series(parts))
    if facts.as_of is None and any(clause.trigger.kind is TriggerKind.WHILE for clause in program.clauses):
        yield f"no as-of date: {_followed(proposer.calendar)}{_of_figures(program, proposer.calendar)}"


def _of_series(parts: Iterable[Reason]) -> Iterator[str]:
    """The files from which values came, and the values in the facts that differ from the published ones."""
    for part in parts:
        values = dict(part.values)
        if part.code == PUBLISHED:
            yield f"values of {values['series']} that the facts do not state: {values['source']}"
        elif part.code == STATED_OTHERWISE:
            yield f"{sentence(part)}: {values['source']}"


def _left_out(proposer: Proposer) -> Iterator[str]:
    """The parts of the facts that were not stated at all."""
    program, facts, strict = proposer.program, proposer.facts, proposer.strict
    if facts.history is None:
        rest = "what was paid before is not known" if strict else "nothing is taken to have been paid before"
        yield f"no history stated: {rest}"
    if facts.support is None and program.kept(asks_for_support):
        rest = "what others paid is not known" if strict else "others are taken to have paid nothing"
        yield f"no support stated: {rest}"
    if facts.older_documents is None and program.older:
        rest = "what they promised is not known" if strict else "none is taken to have promised more"
        yield f"no older documents stated: {rest}"


def _followed(calendar: Calendar) -> str:
    """How far states run."""
    end = calendar.window.end
    if not calendar.is_open or (end is not None and end <= calendar.sure):
        horizon = calendar.horizon
        return "and no year in which to follow states" if horizon is None else f"states are followed to {horizon}"
    if calendar.sure == Date.min:
        return "how far states run is open"
    return f"how far states run after {calendar.sure}, the last day stated, is open"


def _of_figures(program: Program, calendar: Calendar) -> str:
    """Up to which year awards of figures are settled, where later ones may follow: the bounds hold none of those."""
    end = calendar.window.end
    is_over = end is not None and end <= calendar.sure
    if is_over or not (calendar.is_open and calendar.stated):
        return ""
    if not asks_by_year(program):
        return ""
    return f"; awards of a year's figures are settled to {calendar.stated[-1]}, later years not weighed"


def _partial(program: Program, facts: Facts) -> Iterator[str]:
    """The kinds that are listed in part, of which an award speaks one record at a time."""
    related = program.schema.related_records
    asked = {clause.trigger.record for clause in program.clauses if clause.trigger.record}
    kinds = [k for k, listing in sorted(facts.records.items()) if listing.partial and related[k] & asked]
    if kinds:
        yield f"listed in part, and the sums hold with one more record of each: {', '.join(kinds)}"


# ---------------------------------------------------------------------------------------------- records without a key


def taken_apart(program: Program, facts: Facts, claims: Iterable[Candidate]) -> Iterator[str]:
    """A line for each such record that a claim speaks of."""
    held = _held(program, facts)
    told: set[tuple[str, str]] = set()
    for claim in claims:
        record = claim.source
        if record is None or not claim.is_live or (record.kind, record.id) in told:
            continue
        kind = program.schema.record_by_name[record.kind]
        unstated = [name for name in kind.key if record.values.get(name) is None]
        is_named = not unstated or record.item != content_of(kind, record.values, DECIMALS.get(program.currency, 2))
        if not is_named and held[record.root] > 1:
            told.add((record.kind, record.id))
            yield f"{', '.join(unstated)} not stated: {record.kind} {record.item} is taken as an item of its own"


def _held(program: Program, facts: Facts) -> Counter[str]:
    """How many records and lines there are of each root."""
    held = Counter(record.root for listing in facts.records.values() for record in listing.records)
    kinds = program.schema.record_by_name
    roots = {clause.label: root_of(program, clause) for clause in program.clauses} if facts.history else {}
    for line in facts.history or ():
        root = kinds[line.kind].root if line.kind in kinds else roots.get(line.clause)
        if root:
            held[root] += 1
    return held


def asks_by_year(program: Program) -> bool:
    """Whether any award is paid for the figures of a year."""
    return any(clause.trigger.kind is TriggerKind.YEAR for clause in program.clauses)


def asks_for_support(program: Program) -> bool:
    """Whether what others paid counts for any clause, or what the policy's own level paid does."""
    return asks_for_others(program) or bool(counting_own_support(program))


def asks_for_others(program: Program) -> bool:
    """Whether what others paid counts for any clause."""
    gates = (gate.outcome for clause in program.clauses for gate in clause.gates)
    return any(clause.counts_support for clause in program.clauses) or Outcome.SUPPORTED in gates
