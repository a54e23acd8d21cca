"""The decisions of a run compared with each other and with the ledger: guards between applicants.

Input: decisions, the lines of absent applicants, and the ids of the ledger. Output: findings of `ipdsl.ledger.guards`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import LocalizedName
from ipdsl.decision.decision import Decision
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.terms import Clause, Program, is_matter
from ipdsl.ledger.guards.items import day_number
from ipdsl.ledger.guards.register import Answers, GuardedAward, StatedRow, guard_register
from ipdsl.ledger.lines import clauses_by_label, is_final, item_of
from ipdsl.wording.labels import EnglishNames, Labels


def compare_applicants(
    program: Program, decisions: Sequence[Decision], absent: Iterable[LedgerLine], recorded: Collection[str],
    answers: Answers, left_out: Collection[str] = (),
) -> list[Diagnostic]:  # fmt: skip
    """The findings about the applicants of the decisions, and of those `left_out`, which have no decision.

    `recorded` are the ids of the ledger; without any, the applicants are compared with each other only.
    """
    present = [*(decision.applicant for decision in decisions), *left_out]
    history, claims = [*_rows(program, absent)], list[StatedRow]()
    for decision in decisions:
        paid = {
            (claim.label, claim.item, claim.event_date)
            for claim in decision.claims
            if any(sum_.minor for sum_ in claim.paid_by_year.values())
        }
        is_new = bool(recorded) and decision.applicant not in recorded
        for line in decision.ledger:
            of_line = claims if is_new or (line.clause, line.item, line.event_date) in paid else history
            of_line += _rows(program, [line], decision.applicant)
    return guard_register(
        history, claims, present, recorded or present, program.compute_once(guarded_awards), program.currency, answers,
        is_single=len(present) == 1,
    )  # fmt: skip


def _rows(program: Program, lines: Iterable[LedgerLine], applicant: str = "") -> Iterator[StatedRow]:
    """The rows of final lines of the policy."""
    clauses = clauses_by_label(program)
    for line in lines:
        if line.is_of(program.name) and is_final(line):
            item, day = item_of(clauses.get(line.clause), program.schema, line), line.event_date
            yield applicant or line.applicant, line.clause, item, 0 if day is None else day_number(day), line.total


def guarded_awards(program: Program) -> Mapping[str, GuardedAward]:
    """The awards of a policy, by label."""
    return {clause.label: _guarded_award(program, clause) for clause in program.clauses}


def _guarded_award(program: Program, clause: Clause) -> GuardedAward:
    names, kind = program.compute_once(EnglishNames), program.schema.record_by_name.get(clause.trigger.record)
    key = () if kind is None else clause.trigger.keys or kind.key
    types = [kind.field_by_name[name].type for name in key if kind is not None and name in kind.field_by_name]
    rules = [rule for _, rule in program.settlement.rules_by_clause[clause.index] if rule.is_across]
    return GuardedAward(
        LocalizedName(
            names.award_of_article(clause.label), program.compute_once(Labels).award_of_article(clause.label)
        ),
        any(type_.is_local_name or type_.is_numeric for type_ in types),
        any(name == "item" or is_matter(name) or name in key for rule in rules for name in rule.keys),
    )
