"""What claims and their rules count of what the facts state: lines of the history, support, older documents.

In come the results of one applicant; out come the lines that count in a group of a claim, or may. Like all noting it
may name too much, never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Protocol

import attrs

from ipdsl.runtime.clauses.matter_lines import Alike, supporting
from ipdsl.runtime.clauses.matters import matter, spoken_of
from ipdsl.runtime.clauses.new_events import lines_before
from ipdsl.runtime.clauses.situation import Member, Situation
from ipdsl.runtime.decision.model import Claim
from ipdsl.runtime.decision.noting import Beside
from ipdsl.runtime.decision.years_anew import CameLate
from ipdsl.runtime.facts import LedgerLine, OlderDocument, Record, Support
from ipdsl.runtime.kernel.recall import ANY_ROW
from ipdsl.runtime.kernel.table import Rule, table_of_program
from ipdsl.runtime.settlement.claims import Candidate, groups_under
from ipdsl.runtime.settlement.ending import raised_by, standards_of
from ipdsl.runtime.settlement.ledger import clauses_by_label, events_of, own_lines, recall_of
from ipdsl.runtime.settlement.left_out import records_of_set
from ipdsl.runtime.settlement.outside import (
    as_payment,
    counted_for,
    may_meet,
    paid_in_part,
    payments_in_part,
    situation_of_lines,
)
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.terms import Clause, Trigger, TriggerKind
from ipdsl.runtime.unknown import Open


class Result(Protocol):
    """What one applicant's facts came to, as far as it is asked for here; reading its parts asks the facts for more."""

    @property
    def proposer(self) -> Proposer: ...
    @property
    def year(self) -> int | None: ...
    @property
    def candidates(self) -> list[Candidate]: ...
    @property
    def settled(self) -> Mapping[int, object]: ...
    @property
    def verdicts(self) -> Mapping[int, object]: ...
    @property
    def held(self) -> Mapping[int, LedgerLine]: ...
    @property
    def settling(self) -> Settling: ...
    @property
    def anew(self) -> Callable[[Proposer], Result]: ...
    @property
    def claims(self) -> tuple[Claim, ...]: ...
    @property
    def came_late(self) -> tuple[CameLate | None, Result | None]: ...
    @property
    def late(self) -> object: ...


@attrs.frozen(eq=False, repr=False, slots=False)
class Recalled:
    """What counts for the claims of an applicant; `beside` is what was asked of records beside their fields."""

    proposer: Proposer
    results: tuple[Result, ...]
    beside: Mapping[Beside, Record | None]

    @cached_property
    def claims(self) -> list[Candidate]:
        """All claims."""
        return [claim for result in self.results for claim in result.candidates]

    @cached_property
    def proposed(self) -> list[Candidate]:
        """All claims, and those in whose place lines of the ledger stand, which are held against what they come to."""
        replaced = any(claim.brought is not None for claim in self.claims)
        return [*self.claims, *(self.proposer.claims() if replaced else ())]

    @cached_property
    def live(self) -> list[Candidate]:
        """The claims that reached the rules."""
        return [
            claim
            for result in self.results
            for claim in result.candidates
            if id(claim) in result.settled or id(claim) in result.verdicts
        ]

    @cached_property
    def is_undated(self) -> bool:
        """A claim that reaches the rules has no day yet."""
        return any(claim.day is None for claim in self.live)

    @cached_property
    def lines(self) -> Set[LedgerLine | Support]:
        """What a claim is less for, or a rule counts in a group of a claim; and what may be so."""
        program, facts = self.proposer.program, self.proposer.facts
        at, found = situation_of_lines(program, facts), set[LedgerLine | Support]()
        for record, asked in self._new:
            found.update(lines_before(at.on(record, at.day), *asked))
        met: dict[int, Alike[LedgerLine]] = {}
        for claim in self.live:
            if claim.source is not None:
                met |= {id(alike): alike for alike, _ in may_meet(at, claim.source, claim.clause.index)}
            elif claim.clause.trigger.record and claim.clause.trigger.kind is not TriggerKind.SET:  # of one not listed
                found.update(one.line for one in payments_in_part(at) if claim.clause.index in one.clauses)
                if claim.clause.counts_support:
                    found.update(paid_in_part(at, program.schema.record_by_name[claim.clause.trigger.record]))
        found.update(line for alike in met.values() for line in alike.lines)
        for claim, members in self._deducting:
            counted = counted_for(at, claim, members)
            found.update(line for line, sum_, met in counted if isinstance(met, Open) or (sum_ and met is True))
        recall = recall_of(program, facts, events_of(program, own_lines(program, facts)))
        for rule in table_of_program(program).rules if recall else ():
            claimed = self.claimed.get(rule.number, frozenset[object]())
            is_any = rule.number in self._loose
            paid = (one for group, own in recall.of(rule).items() if is_any or group in claimed for one in own)
            found.update(one.line for one in paid if one.line is not None)
        return found

    @cached_property
    def support(self) -> Set[Support]:
        """What others paid for which a claim may be less, or end or be left out of a set."""
        here, stated = self.proposer.situation, self.proposer.facts.support
        if not stated:
            return frozenset()
        met: dict[int, Alike[Support]] = {}
        for (_, asked, *names), record in self.beside.items():
            if asked == "supported":
                met |= {id(alike.lines): alike for alike, _ in supporting(here.on(record, here.day), str(names[0]))}
        found = {line for alike in met.values() for line in alike.lines}
        return found.union(line for line in stated if line in self.lines or as_payment(line) in self.lines)

    @cached_property
    def documents(self) -> Set[OlderDocument]:
        """The older documents to whose standard a claim is raised, or may be."""
        program, facts = self.proposer.program, self.proposer.facts
        raised = frozenset[int]().union(*(older.clauses for older in program.older))
        live = [claim for claim in self.live if facts.older_documents and claim.clause.index in raised]
        if live and self.is_undated:
            return frozenset(facts.older_documents or ())  # in another year it may be raised to any of them
        at = situation_of_lines(program, facts)
        met = {id(lines): lines for claim in live for lines in _raising(at, claim)}
        return {document for lines in met.values() for document in lines}

    @cached_property
    def spoken_of(self) -> Set[tuple[str, str]]:
        """The root kinds and items of which lines speak that count for a claim: their records tell what they are of."""
        program = self.proposer.program
        kinds, clauses = program.schema.record_by_name, clauses_by_label(program)
        triggers = dict.fromkeys(clause.trigger.record for clause in program.clauses)
        found = set[tuple[str, str]]()
        for line in (*self.support, *self.lines, *self.documents):
            name = line.kind
            if isinstance(line, LedgerLine) and line.is_of(program.name) and line.clause in clauses:
                name = clauses[line.clause].trigger.record
            kind = kinds.get(name)
            of = [kind] if kind is not None else [kinds[one] for one in triggers if one]
            found.update((one.root, spoken_of(one, line)) for one in of)
        return found

    @cached_property
    def _deducting(self) -> list[tuple[Candidate, tuple[Member, ...]]]:
        """The claims from which support is deducted, those of sets with the records that they count."""
        proposer, found = self.proposer, list[tuple[Candidate, tuple[Member, ...]]]()
        for claim in self.proposed:
            if claim.deducts_support and claim.is_live:
                is_set = claim.clause.trigger.kind is TriggerKind.SET
                counted = [record for record, why in records_of_set(proposer, claim) if why is None] if is_set else []
                counted += self.undated(claim.clause.trigger) if is_set else []
                found.append((claim, tuple((record, True) for record in counted)))
        return found

    def undated(self, trigger: Trigger) -> list[Record]:
        """The records of a kind whose day is not stated: sets of any year may count them."""
        here = self.proposer.situation
        members = here.records(trigger.record).members
        return [of for of, _ in members if isinstance(here.on(of, here.day).field(trigger.date_field), Open)]

    @cached_property
    def _new(self) -> list[tuple[Record, tuple[str, str]]]:
        """The records of which it was asked whether their event is new, with kind and day."""
        every = ((record, names) for (_, asked, *names), record in self.beside.items() if asked == "new")
        return [(of, (str(kind), str(day))) for of, (kind, day) in every if of is not None]

    @cached_property
    def claimed(self) -> Mapping[int, set[object]]:
        """The groups of each rule, by number, in which a claim counts."""
        found: dict[int, set[object]] = {}
        for claim in self.live:
            for rule in self._over(claim.clause):
                groups = found.setdefault(rule.number, set())
                groups.update(groups_under(rule, claim))
                if rule.of_item:
                    groups.add((ANY_ROW, claim.root, claim.item))
        return found

    @cached_property
    def _loose(self) -> Set[int]:
        """The rules, by number, under which a claim may count in any group, because one of its keys is not known."""
        return {
            rule.number
            for claim in self.live if claim.unknown_keys
            for rule in self._over(claim.clause) if not claim.unknown_keys.keys().isdisjoint(rule.bound.keys)
        }  # fmt: skip

    def _over(self, clause: Clause) -> Iterator[Rule]:
        """The rules that a claim of a clause may meet, in its year or with money that waits."""
        table, index = table_of_program(self.proposer.program), clause.index
        return (table.rules[number] for number in {*table.of_clause[index], *table.of_rest[index]})


def _raising(at: Situation, claim: Candidate) -> Iterator[Sequence[OlderDocument]]:
    """The older documents whose standard speaks of a claim, or may."""
    record, here = claim.source, claim.at
    if here is None:
        return
    kind = None if record is None else at.schema.record_by_name[record.kind]
    for name in at.program.kept(raised_by).get(claim.clause.index, ()):
        spoken = standards_of(at, kind, name)
        is_open = isinstance(matter(here, record, name), Open)
        if is_open:
            yield spoken.every
        else:
            yield from (alike.lines for alike, _ in spoken.alike(here, record))
