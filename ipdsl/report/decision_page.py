"""Renders a decision as plain text: as a full page, in a few lines, or as a summary.

`render` makes a full page, about 100 columns wide, which a clerk can read aloud. `compact_lines` makes a few lines,
with equal claims in one line, for pages with many decisions and for failed cases. `only` limits the page to one clause,
or to the clauses of one article; `with_all` also lists the zero claims for others.

A summary has at most `MOST_LINES` lines: the head, the total, the years that changed, the amount due by article, and
the missing facts. A last line counts what only the full page lists. Each part has a limit of lines; the amounts by
article get the lines that the other parts leave. If the claims do not fit, only the articles are listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.values.money import Money
from ipdsl.decision.decision import NOTICE_PHRASE, Decision
from ipdsl.ir.proposal import Outcome
from ipdsl.report.localizer import (
    ENGLISH,
    Localizer,
    amount,
    claim_line,
    counted_phrase,
    group_equal_claims,
    is_open_ceiling,
    other_claims_line,
    split_claims,
)
from ipdsl.report.sections import (
    BALANCES,
    LATE,
    REMARKED,
    REOPENED,
    SHOWN_ELSEWHERE,
    DecisionReport,
)
from ipdsl.report.text_layout import TextLine, lay_out, sides, width, wrap


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


MOST_LINES = 45
"""The largest number of lines of a summary."""

DUE = Phrase("Amount due by article", "各条应得金额")
MISSING_FACTS = Phrase("Missing facts and the amounts they affect", "未填写的事实及其影响的金额")

_OPEN = (Outcome.UNDETERMINED, Outcome.CONTINGENT)
_MOST_HEAD = 7
"""The largest number of lines of the head, and of the totals."""
_MOST_PART = 14
"""The largest number of lines of another part with its title, if there is room."""
_LEAST_AMOUNTS = 5
"""The number of lines that are kept for the amounts by article."""


def render_summary(decision: Decision, localize: Localizer = ENGLISH) -> str:
    """The summary, about 100 columns wide."""
    report = DecisionReport(decision, localize=localize)
    head = [*_first(report.head(), _MOST_HEAD, localize), "", *_first(report.sums(), _MOST_HEAD, localize)]
    closing = _closing(decision, localize)
    sections = {section.key: section for section in report.sections()}
    before = [(sections[key].title, sections[key].lines) for key in (REOPENED, LATE, BALANCES) if key in sections][:1]
    after = [(sections[key].title, sections[key].lines) for key in (REMARKED,) if key in sections]
    if missing := tuple(report.missing_amounts()):
        after.append((localize.phrase(MISSING_FACTS), missing))
    room = MOST_LINES - len(head) - len(closing)
    most = min(_MOST_PART, (room - _LEAST_AMOUNTS) // max(1, len(before) + len(after)))
    changed = [line for title, content in before for line in _part(title, content, most, localize)]
    rest = [line for title, content in after for line in _part(title, content, most, localize)]
    amounts = _amounts(report, room - len(changed) - len(rest))
    return "\n".join(line.rstrip() for line in [*head, *changed, *amounts, *rest, *closing]) + "\n"


def _amounts(report: DecisionReport, room: int) -> list[str]:
    """The amounts due in at most `room` lines: with their claims if they fit, otherwise by article."""
    title = report.localize.phrase(DUE)
    claims = tuple(report.amounts_by_article(with_claims=True))
    if sum(1 for _ in lay_out(claims)) + _TITLE <= room:
        return _part(title, claims, room, report.localize)
    return _part(title, tuple(report.amounts_by_article(with_claims=False)), room, report.localize)


_TITLE = 3
"""The number of lines of a title, with the empty line before it."""


def _part(title: str, content: Sequence[TextLine], most: int, localize: Localizer) -> list[str]:
    """A part with its title in at most `most` lines; empty without content."""
    return ["", title, "-" * width(title), *_first(content, most - _TITLE, localize)] if content else []


def _first(content: Iterable[TextLine], most: int, localize: Localizer) -> list[str]:
    """The first entries that fit into `most` lines, and the number of the others."""
    entries = [[*lay_out([entry])] for entry in content]
    if sum(map(len, entries)) <= most:
        return [line for entry in entries for line in entry]
    lines: list[str] = []
    for number, entry in enumerate(entries):
        if len(lines) + len(entry) >= most:
            more = counted_phrase(len(entries) - number, "{n} more line{s}", "另有{n}行")
            return [*lines, f"  {localize.phrase(more)}"]
        lines += entry
    return lines


def _closing(decision: Decision, localize: Localizer) -> list[str]:
    """The number of entries that only the full page lists, and the notice."""
    counts = [*_counts_of_unlisted_entries(decision)]
    text = localize("Not shown: {entries}; `--full` lists them", "未列出：{entries}；`--full`逐一列出",
                    entries=localize.phrase(join_phrases(counts, ", ", "、")))  # fmt: skip
    return [*([""] if counts else []), *(wrap(text) if counts else []), "", *wrap(localize.phrase(NOTICE_PHRASE))]


def _counts_of_unlisted_entries(decision: Decision) -> Iterator[Phrase]:
    """The numbers of entries on the full page that the summary does not list."""
    claims, _ = split_claims(decision, with_all=False)
    is_open = [claim for claim in claims if is_open_ceiling(claim) or claim.outcome in _OPEN]
    zero = [c for c in claims if not (c.paid.minor or is_open_ceiling(c) or c.outcome in SHOWN_ELSEWHERE)]
    referred = [claim for claim in decision.claims if claim.outcome is Outcome.BY_REFERENCE]
    carried = [claim for claim in decision.claims if claim.carry_until is not None]
    for entries, en, zh in (
        (is_open, "{n} undetermined claim{s}", "{n}项尚未确定的事项"),
        (zero, "{n} zero claim{s}", "{n}项未获奖励的事项"),
        (carried, "{n} carried amount{s}", "{n}项结转金额"),
        (referred, "{n} claim{s} under other documents", "{n}项按其他文件执行的事项"),
        (decision.not_stated, "{n} kind{s} of record without facts", "{n}类没有填写的记录"),
        (decision.without_effect, "{n} fact{s} without effect", "{n}项没有影响的事实"),
        (decision.readings, "{n} reading{s}", "{n}条理解"),
        (decision.obligations, "{n} dut{y}", "{n}项义务"),
        (decision.allocations, "{n} budget line{s}", "{n}项预算安排"),
        (decision.references, "{n} other document{s}", "{n}份其他文件"),
    ):
        if entries:
            word = en.replace("{y}", "y" if len(entries) == 1 else "ies")
            yield counted_phrase(len(entries), word, zh)
