"""What a line of the history says against itself, or against the words of the vocabulary.

In: lines that were read without a problem. Out: findings; of contradictions the first of each line.
"""

from __future__ import annotations

from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import Reading, at
from ipdsl.runtime.reading.named import members_of_levels, report_member
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.settlement.ledger import clauses_by_label
from ipdsl.schema.model import Record
from ipdsl.values.money import DECIMALS

_STOPPED = {
    outcome.value
    for outcome in (
        Outcome.NOT_ELIGIBLE,
        Outcome.OUT_OF_WINDOW,
        Outcome.SUSPENDED,
        Outcome.SUPPORTED,
        Outcome.BY_REFERENCE,
    )
}
"""What becomes of claims that are proposed at nothing."""


def check_sums(reading: Reading, line: LedgerLine, path: str) -> None:
    """Reports the first contradiction among the sums and days of a line."""
    problem = contradiction(line, DECIMALS[reading.program.currency])
    if problem:
        reading.add(line_errors.LineContradicts(path=path, problem=problem))


def contradiction(line: LedgerLine, decimals: int) -> str:
    """What is the first to contradict itself among the sums and days of a line; "" where nothing does."""
    return _sums(line, decimals) or _days(line) or _carry(line, decimals)


def _sums(line: LedgerLine, decimals: int) -> str:
    settled = line.total + line.carried + line.lapsed
    if line.admitted > line.proposed:
        return f"{minor_to_text(line.admitted, decimals)} admitted of {minor_to_text(line.proposed, decimals)} proposed"
    if settled > line.admitted:
        said = "due, carried and lapsed" if line.carried or line.lapsed else "due"
        return f"{minor_to_text(settled, decimals)} {said} of {minor_to_text(line.admitted, decimals)} admitted"
    if line.outcome in _STOPPED and line.proposed:
        return f"its outcome is `{line.outcome}`, and {minor_to_text(line.proposed, decimals)} was proposed"
    if line.admitted and not line.year:  # every year's rules would pass over it
        return f"{minor_to_text(line.admitted, decimals)} admitted, and no year"
    return ""


def _days(line: LedgerLine) -> str:
    if line.due and min(line.due) < line.year:
        return f"due in {min(line.due)}, before its year {line.year}"
    if line.event_date is not None and line.event_date.year != line.year:
        return f"its event of {line.event_date} does not lie in its year {line.year}"
    return ""


def _carry(line: LedgerLine, decimals: int) -> str:
    until = line.carry_until
    if until is None:
        return f"{minor_to_text(line.carried, decimals)} carried, and no year until which" if line.carried else ""
    if until < line.year:
        return f"carried until {until}, before its year {line.year}"
    last = max(line.due, default=until)
    return f"due in {last}, and carried until {until}" if last > until else ""


def check_names(reading: Reading, line: LedgerLine, path: str) -> None:
    """Reports a kind or a level that there is not; whole lines of another policy have words of their own."""
    own = line.is_of(reading.program.name)
    if not own and not line.short:
        return
    kinds = reading.schema.record_by_name
    kind = kinds.get(line.kind)
    if kind is None and line.kind:
        reading.unknown(form_errors.UnknownRecordKind, at(path, "kind"), line.kind, kinds)
    elif kind is not None and own:
        _check_kind(reading, line, kind, path)
    if line.level:
        members = reading.program.kept(members_of_levels)
        if members and line.level not in members:
            report_member(reading, at(path, "level"), "level", line.level, members)


def _check_kind(reading: Reading, line: LedgerLine, kind: Record, path: str) -> None:
    clause = clauses_by_label(reading.program).get(line.clause)
    about = None if clause is None else reading.schema.record_by_name.get(clause.trigger.record)
    if about is not None and about.root != kind.root:
        problem = f"its kind is `{kind.name}`, and its clause is about `{about.name}`"
        reading.add(line_errors.LineContradicts(path=path, problem=problem))
