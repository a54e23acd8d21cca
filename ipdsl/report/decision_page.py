"""Renders a decision as plain text.

`render` makes a full page, about 100 columns wide, which a clerk can read aloud. `compact_lines` makes a few lines,
with equal claims in one line, for pages with many decisions and for failed cases.

`only` limits the page to one clause, or to the clauses of one article; `with_all` also lists the zero claims for
others.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.base.values.money import Money
from ipdsl.decision.decision import NOTICE_PHRASE, Decision
from ipdsl.report.decision_lines import claim_line, group_equal_claims, other_claims_line, split_claims
from ipdsl.report.localizer import ENGLISH, Localizer, amount
from ipdsl.report.sections import DecisionReport
from ipdsl.report.text_layout import lay_out, sides, width, wrap


def render(
    decision: Decision, only: str | None = None, *, with_all: bool = False, localize: Localizer = ENGLISH
) -> str:
    """The page. `only`: a clause label or an article number."""
    report = DecisionReport(decision, only, with_all, localize)
    return "\n".join(line.rstrip() for line in _lines(report)) + "\n"


def _lines(report: DecisionReport) -> Iterator[str]:
    yield from lay_out(report.head())
    yield ""
    yield from lay_out(report.sums())
    for section in report.sections():
        yield from ("", section.title, "-" * width(section.title), *lay_out(section.lines))
    yield from ("", *wrap(report.localize.phrase(NOTICE_PHRASE)))


def compact_lines(
    decision: Decision, indent: str = "", *, with_all: bool = False, localize: Localizer = ENGLISH
) -> Iterator[str]:
    """The lines, in page order."""
    claims, aside = split_claims(decision, with_all=with_all)
    for group in group_equal_claims(claims):
        settled = [claim for claim in group if claim.bounds.is_point]
        paid = Money(sum(claim.paid.minor for claim in settled), decision.currency)
        if paid.minor:
            yield from sides(claim_line(settled, localize), amount(paid), indent)
        elif settled:
            yield from wrap(claim_line(settled, localize), indent, f"{indent}  ")
        for claim in group:
            if not claim.bounds.is_point:
                yield from sides(
                    claim_line([claim], localize), localize.range_text(claim.bounds.low, claim.bounds.high), indent
                )
    if aside:
        yield from wrap(other_claims_line(aside, localize), indent, f"{indent}  ")
