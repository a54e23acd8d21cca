"""Caps with a period: in every span, and in every block of years, the ledger charges at most the cap."""

from __future__ import annotations

import datetime

from ipdsl.ir.facts import LedgerLine
from ipdsl.semantics import typed
from tests.properties.ledger_laws import caps_of, key_of_line, size_of
from tests.properties.trial import Trial, expect
from tests.reference import days
from tests.reference.periods import block, block_years, span

Entry = tuple[datetime.date, int, bool]
"""The day of a line, the sum that it charges to a cap, and whether this run settled it."""


def spans_hold_caps(trial: Trial) -> None:
    """In every span that begins with a payment, and in every block, the lines charge at most the cap.

    What lines of the history charge alone may exceed it.
    """
    policy = trial.compiled.policy
    caps = {name: cap for name, cap in caps_of(policy).items() if any(_period(key) for key in cap.keys)}
    known = {(x.clause, x.item, x.year, x.event_date) for x in trial.read.history or ()}
    for cap in caps.values():
        size, length = size_of(trial, cap, 0), span(cap.keys)
        for entries in _entries(trial, cap, known).values():
            for begin, _, _ in entries:
                end = None if length is None else days.after(begin, *length)
                inside = [x for x in entries if end is None or begin <= x[0] < end]
                new = sum(sum_ for _, sum_, is_new in inside if is_new)
                total = sum(sum_ for _, sum_, _ in inside)
                if size is not None and new:
                    trial.counts["a cap in a period"] += 1
                    expect(total <= max(size, total - new), "a period holds more than the cap", cap.name, inside, size)


def _period(key: str) -> bool:
    return bool(block_years(key)) or span((key,)) is not None


def _entries(trial: Trial, cap: typed.Cap, known: set[object]) -> dict[tuple[object, ...], list[Entry]]:
    """What each line charges to a cap, by the values of its keys."""
    years, start = trial.compiled.policy.fiscal_year, trial.compiled.policy.window.start
    found: dict[tuple[object, ...], list[Entry]] = {}
    for line in trial.decision.ledger:
        if line.short or not (sum_ := line.charged.get(cap.name, 0)):
            continue
        keys = tuple(_value(line, key, trial, start) for key in cap.keys)
        if not any(key is None or isinstance(key, tuple | list) for key in keys):
            is_new = (line.clause, line.item, line.year, line.event_date) not in known
            day = line.event_date or years.last_day(line.year)
            found.setdefault(keys, []).append((day, sum_, is_new))
    return found


def _value(line: LedgerLine, key: str, trial: Trial, start: datetime.date | None) -> object:
    if block_years(key):
        first = 2000 if start is None else trial.compiled.policy.fiscal_year.year_of(start)
        return block(key, line.year, first)
    return key if span((key,)) is not None else key_of_line(line, key, trial.read.applicant)
