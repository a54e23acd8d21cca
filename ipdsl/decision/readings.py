"""The readings of a policy's ambiguous sentences, in page order, and the readings that apply to a decision."""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.decision.model import Allocation, Claim, Reading
from ipdsl.ir.proposal import BENEFICIARY, ArticlePlace, Outcome
from ipdsl.ir.terms import Clause, Program


def readings_of(program: Program) -> tuple[Reading, ...]:
    """The readings in page order.

    First those of the policy, then by article those of the article with its groups and rules, its clauses, and its
    other lines. Readings outside articles, as in a draft, are last.
    """
    return program.compute_once(_readings)


def _readings(program: Program) -> tuple[Reading, ...]:
    entries = [("", "", program.readings)]
    for number in dict.fromkeys((*(article.number for article in program.articles), "")):
        entries += [(number, "", article.readings) for article in program.articles if article.number == number]
        entries += [] if number else [("", "", program.other_readings)]
        entries += [(number, clause.label, clause.readings) for clause in program.clauses if clause.article == number]
        other_lines = [(line.article, line.readings) for line in program.references]
        other_lines += [(line.article, line.readings) for line in program.obligations]
        other_lines += [(line.article, line.readings) for line in program.allocations]
        entries += [(number, "", texts) for article, texts in other_lines if article == number]
    return tuple(dict.fromkeys(Reading(article, label, text) for article, label, texts in entries for text in texts))


def applied_readings(
    program: Program, claims: tuple[Claim, ...], lines: tuple[Allocation, ...] = ()
) -> tuple[Reading, ...]:
    """The readings of the policy, and of articles and clauses with a claim or a budget line of this applicant.

    They include an article whose rule cut, carried or stopped a claim or left a record out of a set, and an article
    whose definition limits the applicants paid.
    """
    applied = [claim for claim in claims if claim.reason is None or claim.reason.code != BENEFICIARY]
    articles = {claim.article for claim in applied} | {line.article for line in lines}
    clauses = {clause.label: clause for clause in program.clauses}
    articles |= {article for claim in applied for article in _acting_articles(clauses.get(claim.label), claim)}
    labels = {claim.label for claim in applied}
    return tuple(
        reading
        for reading in readings_of(program)
        if (not reading.article and not reading.label)
        or (reading.article in articles and (not reading.label or reading.label in labels))
        or (not reading.article and reading.label in labels)
    )


def _acting_articles(clause: Clause | None, claim: Claim) -> Iterator[str]:
    """The articles of the rules that changed a claim, and of the definitions that were applied to it."""
    yield from (adjustment.article for adjustment in claim.adjustments)
    whys = (dict(record.reason.values) for record in claim.left_out)
    yield from (where.article for why in whys if isinstance(where := why.get("where"), ArticlePlace))
    for gate in clause.gates if clause is not None else ():
        stopped = gate.outcome is claim.outcome and claim.outcome in _BY_RULE
        if gate.article and (stopped if gate.rule else claim.outcome is not Outcome.OUT_OF_WINDOW):
            yield gate.article


_BY_RULE = frozenset({Outcome.SUSPENDED, Outcome.SUPPORTED, Outcome.BY_REFERENCE})
