"""The report of a comparison: each difference, and a line of counts for each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.equivalence.comparison import Difference, Outcome, Rule

MOST_LINES = 30
"""The greatest number of lines shown for one difference."""
MOST_DIFFERENCES = 60
"""The greatest number of differences shown for one part."""


def report(outcome: Outcome, rules: Sequence[Rule]) -> Iterator[str]:
    """The lines of the report: unexpected differences, expected classes, parts."""
    shown: dict[str, int] = {}
    for difference in outcome.differences:
        part = difference.call.part
        if not difference.expected:
            shown[part] = shown.get(part, 0) + 1
            if shown[part] <= MOST_DIFFERENCES:
                yield from _difference(difference)
    for part, count in shown.items():
        if count > MOST_DIFFERENCES:
            yield f"{part}: {count - MOST_DIFFERENCES} more differences"
    yield from (f"fault on both sides: {call.title}" for call in outcome.faults[:MOST_DIFFERENCES])
    for rule in rules:
        yield f"expected {rule.used:6} times{'' if rule.used else ' (never met)'}: {rule.reason}"
    yield f"{'part':12}{'calls':>8}{'differ':>8}{'expected':>10}{'faults':>8}{'seconds':>9}  calls by exit code"
    for name, tally in outcome.tallies.items():
        exits = " ".join(f"{code}:{count}" for code, count in sorted(tally.exits.items()))
        yield (
            f"{name:12}{tally.calls:8}{tally.differ:8}{tally.expected:10}{tally.faults:8}{tally.seconds:9.1f}  {exits}"
        )


def _difference(difference: Difference) -> Iterator[str]:
    yield f"--- {difference.call.title}"
    yield f"    {difference.text}"
    yield from (f"    {line[:400]}" for line in difference.lines[:MOST_LINES])
    if len(difference.lines) > MOST_LINES:
        yield f"    … {len(difference.lines) - MOST_LINES} more lines"
