"""What a line of the history says against itself, or against the words of the vocabulary.

In: lines that were read without a problem. Out: findings; of contradictions the first of each line.
"""

from __future__ import annotations

from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import ReadContext, child_path
from ipdsl.runtime.reading.named import check_level
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.reading.wording import printable
from ipdsl.runtime.settlement.ledger import clauses_by_label
from ipdsl.runtime.terms import TriggerKind
from ipdsl.schema.model import RecordKind
from ipdsl.schema.types import TextType
from ipdsl.values.money import DECIMALS

STOPPED_OUTCOMES = {
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


def check_sums(context: ReadContext, line: LedgerLine, path: str) -> None:
    """Reports the first contradiction among the sums and days of a line."""
    problem = contradiction(line, DECIMALS[context.program.currency])
    if problem:
        context.add(line_errors.LineContradicts(path=path, problem=problem))


def check_keys(context: ReadContext, line: LedgerLine, path: str) -> None:
    """Reports keys that name another item than the record that the line names: it would be paid again."""
    clause = clauses_by_label(context.program).get(line.clause) if line.policy == context.program.name else None
    kind = context.schema.record_by_name.get(clause.trigger.record) if clause is not None else None
    if kind is None or clause is None or clause.trigger.kind is TriggerKind.SET or not kind.key:
        return
    parts = [line.keys.get(name) for name in kind.key]
    named_item = " / ".join(part for part in parts if isinstance(part, str))
    is_text = all(isinstance(kind.field_by_name[name].type, TextType) for name in kind.key)
    if None in parts or not is_text or named_item == line.item or line.item.count(" / ") != len(parts) - 1:
        return
    problem = Phrase(
        "its keys name `{named}`, and its item is `{item}`", "识别项是“{named}”，而项目是“{item}”",
        named=printable(named_item), item=printable(line.item),
    )  # fmt: skip
    context.add(line_errors.LineContradicts(path=path, problem=problem))


def contradiction(line: LedgerLine, decimals: int) -> Phrase:
    """What is the first to contradict itself among the sums and days of a line; "" where nothing does."""
    return _sums(line, decimals) or _days(line) or _carry(line, decimals)


def _sums(line: LedgerLine, decimals: int) -> Phrase:
    settled = line.total + line.carried + line.lapsed
    if line.admitted > line.proposed:
        return Phrase(
            "{admitted} admitted of {proposed} proposed",
            "申报{proposed}，而准予{admitted}",
            admitted=minor_to_text(line.admitted, decimals),
            proposed=minor_to_text(line.proposed, decimals),
        )
    if settled > line.admitted:
        description = (
            Phrase("due, carried and lapsed", "应得、结转与作废")
            if line.carried or line.lapsed
            else Phrase("due", "应得")
        )
        return Phrase(
            "{settled} {said} of {admitted} admitted",
            "准予{admitted}，而{said}{settled}",
            settled=minor_to_text(settled, decimals),
            said=description,
            admitted=minor_to_text(line.admitted, decimals),
        )
    if line.outcome in STOPPED_OUTCOMES and line.proposed:
        return Phrase(
            "its outcome is `{outcome}`, and {proposed} was proposed",
            "结果为`{outcome}`，而申报{proposed}",
            outcome=line.outcome,
            proposed=minor_to_text(line.proposed, decimals),
        )
    if line.admitted and not line.year:  # every year's rules would pass over it
        return Phrase(
            "{admitted} admitted, and no year",
            "准予{admitted}，而没有年度",
            admitted=minor_to_text(line.admitted, decimals),
        )
    return NOTHING


def _days(line: LedgerLine) -> Phrase:
    if line.due and min(line.due) < line.year:
        return Phrase(
            "due in {due}, before its year {year}", "{due}年应得，早于所属年度{year}", due=min(line.due), year=line.year
        )
    if line.event_date is not None and line.event_date.year != line.year:
        return Phrase(
            "its event of {event_date} does not lie in its year {year}",
            "事件日期{event_date}不在所属年度{year}",
            event_date=str(line.event_date),
            year=line.year,
        )
    return NOTHING


def _carry(line: LedgerLine, decimals: int) -> Phrase:
    until = line.carry_until
    if until is None:
        return (
            Phrase(
                "{carried} carried, and no year until which",
                "结转{carried}，而没有写至哪一年",
                carried=minor_to_text(line.carried, decimals),
            )
            if line.carried
            else NOTHING
        )
    if until < line.year:
        return Phrase(
            "carried until {until}, before its year {year}",
            "结转至{until}年，早于所属年度{year}",
            until=until,
            year=line.year,
        )
    last = max(line.due, default=until)
    return (
        Phrase("due in {last}, and carried until {until}", "{last}年应得，而结转至{until}年", last=last, until=until)
        if last > until
        else NOTHING
    )


def check_names(context: ReadContext, line: LedgerLine, path: str) -> None:
    """Reports a kind or a level that there is not; whole lines of another policy have words of their own."""
    is_own = line.is_of(context.program.name)
    if not is_own and not line.short:
        return
    kinds = context.schema.record_by_name
    kind = kinds.get(line.kind)
    if kind is None and line.kind:
        context.report_unknown(form_errors.UnknownRecordKind, child_path(path, "kind"), line.kind, kinds)
    elif kind is not None and is_own:
        _check_kind(context, line, kind, path)
    if line.level:
        check_level(context, child_path(path, "level"), "level", line.level)


def _check_kind(context: ReadContext, line: LedgerLine, kind: RecordKind, path: str) -> None:
    clause = clauses_by_label(context.program).get(line.clause)
    about = None if clause is None else context.schema.record_by_name.get(clause.trigger.record)
    if about is not None and about.root != kind.root:
        problem = Phrase(
            "its kind is `{kind}`, and its clause is about `{about}`",
            "类别是`{kind}`，而条款针对`{about}`",
            kind=kind.name,
            about=about.name,
        )
        context.add(line_errors.LineContradicts(path=path, problem=problem))
