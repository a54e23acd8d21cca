"""What claims and their rules count of what the facts state: lines of the history, support, older documents.

In come the results of one applicant; out come the lines that count in a group of a claim, or may. Like all noting it
may name too much, never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Protocol

import attrs

from ipdsl.runtime.clauses.matter_lines import EquivalentLines, supporting_lines
from ipdsl.runtime.clauses.matters import item_of_line, matter
from ipdsl.runtime.clauses.new_events import lines_before
from ipdsl.runtime.clauses.situation import Member, Situation
from ipdsl.runtime.decision.model import Claim
from ipdsl.runtime.decision.noting import RecordUse
from ipdsl.runtime.decision.years_anew import LateEvents
from ipdsl.runtime.facts import LedgerLine, OlderDocument, Record, Support
from ipdsl.runtime.kernel.recall import ANY_ROW
from ipdsl.runtime.kernel.table import Rule, table_of_program
from ipdsl.runtime.settlement.claims import Candidate, kernel_groups
from ipdsl.runtime.settlement.ending import standard_keys_by_clause, standards_of
from ipdsl.runtime.settlement.ledger import clauses_by_label, events_of, payment_history, policy_lines
from ipdsl.runtime.settlement.left_out import records_of_set
from ipdsl.runtime.settlement.outside import (
    partly_stated_payments,
    partly_stated_support,
    payment_from_support,
    possible_group_payments,
    situation_of_lines,
    support_counted_for,
)
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.settling import SettlementContext
from ipdsl.runtime.terms import Clause, Trigger, TriggerKind
from ipdsl.runtime.unknown import Open


class ApplicantResult(Protocol):
    """What one applicant's facts came to, as far as it is asked for here; reading its parts asks the facts for more."""

    @property
    def proposer(self) -> Proposer: ...
    @property
    def year(self) -> int | None: ...
    @property
    def candidates(self) -> list[Candidate]: ...
    @property
    def settled_claims(self) -> Mapping[int, object]: ...
    @property
    def verdicts(self) -> Mapping[int, object]: ...
    @property
    def ledger_lines(self) -> Mapping[int, LedgerLine]: ...
    @property
    def context(self) -> SettlementContext: ...
    @property
    def settle_again(self) -> Callable[[Proposer], ApplicantResult]: ...
    @property
    def claims(self) -> tuple[Claim, ...]: ...
    @property
    def late_events(self) -> tuple[LateEvents | None, ApplicantResult | None]: ...
    @property
    def late(self) -> object: ...


@attrs.frozen(eq=False, repr=False, slots=False)
class CountedLines:
    """What counts for the claims of an applicant; `record_uses` is what was asked of records beside their fields."""

    proposer: Proposer
    results: tuple[ApplicantResult, ...]
    record_uses: Mapping[RecordUse, Record | None]

    @cached_property
    def claims(self) -> list[Candidate]:
        """All claims."""
        return [claim for result in self.results for claim in result.candidates]

    @cached_property
    def proposed_claims(self) -> list[Candidate]:
        """All claims, and those in whose place lines of the ledger stand, which are held against what they come to."""
        replaced = any(claim.brought_forward is not None for claim in self.claims)
        return [*self.claims, *(self.proposer.claims() if replaced else ())]

    @cached_property
    def live_claims(self) -> list[Candidate]:
        """The claims that reached the rules."""
        return [
            claim
            for result in self.results
            for claim in result.candidates
            if id(claim) in result.settled_claims or id(claim) in result.verdicts
        ]

    @cached_property
    def is_undated(self) -> bool:
        """A claim that reaches the rules has no day yet."""
        return any(claim.day is None for claim in self.live_claims)

    @cached_property
    def lines(self) -> Set[LedgerLine | Support]:
        """What a claim is less for, or a rule counts in a group of a claim; and what may be so."""
        program, facts = self.proposer.program, self.proposer.facts
        situation, lines = situation_of_lines(program, facts), set[LedgerLine | Support]()
        for record, event in self._new_event_records:
            lines.update(lines_before(situation.with_record(record, situation.day), *event))
        met: dict[int, EquivalentLines[LedgerLine]] = {}
        for claim in self.live_claims:
            if claim.source is not None:
                met |= {
                    id(alike): alike
                    for alike, _ in possible_group_payments(situation, claim.source, claim.clause.index)
                }
            elif claim.clause.trigger.record and claim.clause.trigger.kind is not TriggerKind.SET:  # of one not listed
                lines.update(
                    entry.line for entry in partly_stated_payments(situation) if claim.clause.index in entry.clauses
                )
                if claim.clause.counts_support:
                    lines.update(
                        partly_stated_support(situation, program.schema.record_by_name[claim.clause.trigger.record])
                    )
        lines.update(line for alike in met.values() for line in alike.lines)
        for claim, members in self._claims_with_support:
            counted = support_counted_for(situation, claim, members)
            lines.update(line for line, sum_, met in counted if isinstance(met, Open) or (sum_ and met is True))
        recall = payment_history(program, facts, events_of(program, policy_lines(program, facts)))
        for rule in table_of_program(program).rules if recall else ():
            claimed = self.claimed_groups.get(rule.number, frozenset[object]())
            is_any = rule.number in self._rules_of_any_group
            paid = (
                entry
                for group, payments in recall.payments_by_group(rule).items()
                if is_any or group in claimed
                for entry in payments
            )
            lines.update(entry.line for entry in paid if entry.line is not None)
        return lines

    @cached_property
    def support(self) -> Set[Support]:
        """What others paid for which a claim may be less, or end or be left out of a set."""
        here, stated = self.proposer.situation, self.proposer.facts.support
        if not stated:
            return frozenset()
        equivalents_by_id: dict[int, EquivalentLines[Support]] = {}
        for (_, use, *names), record in self.record_uses.items():
            if use == "supported":
                equivalents_by_id |= {
                    id(alike.lines): alike
                    for alike, _ in supporting_lines(here.with_record(record, here.day), str(names[0]))
                }
        lines = {line for alike in equivalents_by_id.values() for line in alike.lines}
        return lines.union(line for line in stated if line in self.lines or payment_from_support(line) in self.lines)

    @cached_property
    def documents(self) -> Set[OlderDocument]:
        """The older documents to whose standard a claim is raised, or may be."""
        program, facts = self.proposer.program, self.proposer.facts
        raised = frozenset[int]().union(*(older.clauses for older in program.older_standards))
        live = [claim for claim in self.live_claims if facts.older_documents and claim.clause.index in raised]
        if live and self.is_undated:
            return frozenset(facts.older_documents or ())  # in another year it may be raised to any of them
        situation = situation_of_lines(program, facts)
        lines_by_id = {id(lines): lines for claim in live for lines in _raising_documents(situation, claim)}
        return {document for lines in lines_by_id.values() for document in lines}

    @cached_property
    def records_mentioned(self) -> Set[tuple[str, str]]:
        """The root kinds and items of which lines speak that count for a claim: their records tell what they are of."""
        program = self.proposer.program
        kinds, clauses = program.schema.record_by_name, clauses_by_label(program)
        triggers = dict.fromkeys(clause.trigger.record for clause in program.clauses)
        mentioned = set[tuple[str, str]]()
        for line in (*self.support, *self.lines, *self.documents):
            name = line.kind
            if isinstance(line, LedgerLine) and line.is_of(program.name) and line.clause in clauses:
                name = clauses[line.clause].trigger.record
            kind = kinds.get(name)
            related = [kind] if kind is not None else [kinds[entry] for entry in triggers if entry]
            mentioned.update((entry.root, item_of_line(entry, line)) for entry in related)
        return mentioned

    @cached_property
    def _claims_with_support(self) -> list[tuple[Candidate, tuple[Member, ...]]]:
        """The claims from which support is deducted, those of sets with the records that they count."""
        proposer, claims = self.proposer, list[tuple[Candidate, tuple[Member, ...]]]()
        for claim in self.proposed_claims:
            if claim.deducts_support and claim.is_live:
                is_set = claim.clause.trigger.kind is TriggerKind.SET
                counted = [record for record, why in records_of_set(proposer, claim) if why is None] if is_set else []
                counted += self.undated_records(claim.clause.trigger) if is_set else []
                claims.append((claim, tuple((record, True) for record in counted)))
        return claims

    def undated_records(self, trigger: Trigger) -> list[Record]:
        """The records of a kind whose day is not stated: sets of any year may count them."""
        here = self.proposer.situation
        members = here.records(trigger.record).members
        return [
            record
            for record, _ in members
            if isinstance(here.with_record(record, here.day).field(trigger.date_field), Open)
        ]

    @cached_property
    def _new_event_records(self) -> list[tuple[Record, tuple[str, str]]]:
        """The records of which it was asked whether their event is new, with kind and day."""
        uses = ((record, names) for (_, use, *names), record in self.record_uses.items() if use == "new")
        return [(event_record, (str(kind), str(day))) for event_record, (kind, day) in uses if event_record is not None]

    @cached_property
    def claimed_groups(self) -> Mapping[int, set[object]]:
        """The groups of each rule, by number, in which a claim counts."""
        by_rule: dict[int, set[object]] = {}
        for claim in self.live_claims:
            for rule in self._rules_over(claim.clause):
                groups = by_rule.setdefault(rule.number, set())
                groups.update(kernel_groups(rule, claim))
                if rule.is_per_item:
                    groups.add((ANY_ROW, claim.root, claim.item))
        return by_rule

    @cached_property
    def _rules_of_any_group(self) -> Set[int]:
        """The rules, by number, under which a claim may count in any group, because one of its keys is not known."""
        return {
            rule.number
            for claim in self.live_claims if claim.unknown_keys
            for rule in self._rules_over(claim.clause) if not claim.unknown_keys.keys().isdisjoint(rule.step_rule.keys)
        }  # fmt: skip

    def _rules_over(self, clause: Clause) -> Iterator[Rule]:
        """The rules that a claim of a clause may meet, in its year or with money that waits."""
        table, index = table_of_program(self.proposer.program), clause.index
        return (table.rules[number] for number in {*table.clause_rules[index], *table.carry_over_rules[index]})


def _raising_documents(situation: Situation, claim: Candidate) -> Iterator[Sequence[OlderDocument]]:
    """The older documents whose standard speaks of a claim, or may."""
    record, here = claim.source, claim.rule_situation
    if here is None:
        return
    kind = None if record is None else situation.schema.record_by_name[record.kind]
    for name in situation.program.compute_once(standard_keys_by_clause).get(claim.clause.index, ()):
        spoken = standards_of(situation, kind, name)
        is_open = isinstance(matter(here, record, name), Open)
        if is_open:
            yield spoken.all_lines
        else:
            yield from (alike.lines for alike, _ in spoken.equivalent_lines(here, record))
