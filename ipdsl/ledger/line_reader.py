"""Ledger lines in facts, whole as decisions print them or short; and the seal of a ledger.

A short line has clause, item, year and due, and may add keys that rules count by; its `due` is used for all stages.
`line_to_plain` writes the form that this module reads. Lines of schema 1 have `paid` instead of `due`.

The checks report contradictions within a line, or with the words of the vocabulary; of several contradictions in a line
only the first is reported.

The seal is a digest of each line, and in the head the totals and a digest over all lines. Ledgers of schemas 1 and 2
have no digest over all lines; in schema 2 the digest of a line is chained to the line before it.

It detects accidents: a truncated file, an amount corrected by hand, reordered lines. It does not detect forgery,
because anybody can recompute the digests. What was paid, and paid back, is not part of the digest, because it is added
later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import NOTHING, Phrase, literal_phrase
from ipdsl.base.values.days import CALENDAR_YEAR, Date, FiscalYear
from ipdsl.base.values.money import DECIMALS
from ipdsl.ir.facts import INSTALMENT_STATES, EndedAward, InstalmentOfLine, LedgerLine, RecoveredParts
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import Clause, Program, TriggerKind, clauses_by_label
from ipdsl.ledger.lines import (
    LedgerPage,
    key_texts,
    kind_of,
    labels_owed,
    page_text,
    read_item,
    read_keys,
    read_members,
)
from ipdsl.ledger.recall import LedgerEntries, Recall, RecalledLine, has_money, is_answer
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import (
    KEYS_READER,
    YEARS,
    FieldReader,
    ObjectReader,
    ReadContext,
    check_level,
    clause_labels,
    clause_name,
    is_clause,
    level_labels,
    ordered_names,
    plain_object,
    plain_sums,
    plain_year,
    read_fast,
    read_named_values,
    read_year,
    read_year_name,
    record_labels,
    row_labels,
    sorted_by_name,
    split_kind_prefix,
)
from ipdsl.schema.types.date import DAYS, read_day
from ipdsl.schema.types.money import minor_to_text, read_sum
from ipdsl.schema.types.yes_no import plain_flag, read_flag
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import (
    PLACEHOLDER_WORDS,
    fast_path_for_words,
    plain_text,
    read_item_name,
    read_text,
    report_unknown_member,
)
from ipdsl.schema.values.value_type import (
    NeedsFullReaderError,
    ValuesByText,
    child_path,
    name_list,
    printable,
    require_unhashable,
)

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
"""The outcomes of claims with a proposed amount of 0."""


def check_sums(context: ReadContext, line: LedgerLine, path: str) -> None:
    """Report the first contradiction among the amounts and days of a line."""
    program = context.program
    years = program.fiscal_year if line.is_of(program.name) else CALENDAR_YEAR
    if problem := contradiction(line, DECIMALS[program.currency], years):
        context.add(errors.LineContradicts(path=path, problem=problem))


def check_keys(context: ReadContext, line: LedgerLine, path: str) -> None:
    """Report keys that name a different item than the line does: the record would be paid again."""
    clause = clauses_by_label(context.program).get(line.clause) if line.policy == context.program.name else None
    kind = context.schema.record_by_name.get(clause.trigger.record) if clause is not None else None
    if kind is None or clause is None or clause.trigger.kind is TriggerKind.SET or not kind.key:
        return
    parts = [line.keys.get(name) for name in kind.key]
    named_item = " / ".join(part for part in parts if isinstance(part, str))
    is_text = all(kind.field_by_name[name].type.is_text for name in kind.key)
    if None in parts or not is_text or named_item == line.item or line.item.count(" / ") != len(parts) - 1:
        return
    context.add(
        errors.LineContradicts(
            path=path,
            problem=Phrase(
                "its keys name `{named}`, and its item is `{item}`", "识别项是“{named}”，而项目是“{item}”",
                named=printable(named_item), item=printable(line.item),
            ),
        )
    )  # fmt: skip


def contradiction(line: LedgerLine, decimals: int, years: FiscalYear) -> Phrase:
    """The first contradiction among the amounts and days of a line; "" without a contradiction."""
    return _sums(line, decimals) or _days(line, years) or _carry(line, decimals) or _parts(line, decimals)


def _sums(line: LedgerLine, decimals: int) -> Phrase:
    settled = line.granted_in_all
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
    if line.admitted and not line.year:  # the rules of every year would ignore it
        return Phrase(
            "{admitted} admitted, and no year",
            "准予{admitted}，而没有年度",
            admitted=minor_to_text(line.admitted, decimals),
        )
    return NOTHING


def _parts(line: LedgerLine, decimals: int) -> Phrase:
    due = sum(part.sum for part in line.parts if part.state == "due")
    if line.parts and due != line.total:
        return Phrase(
            "its instalments come to {parts} due, and it states {due} due",
            "各期到期合计{parts}，而应得{due}",
            parts=minor_to_text(due, decimals),
            due=minor_to_text(line.total, decimals),
        )
    undated = next((part.number for part in line.parts if part.state == "due" and part.day is None), None)
    if undated is not None:
        return Phrase("its instalment {number} is due without a day", "第{number}期到期而没有日期", number=undated)
    return NOTHING


def _days(line: LedgerLine, years: FiscalYear) -> Phrase:
    if line.due and min(line.due) < line.year:
        return Phrase(
            "due in {due}, before its year {year}", "{due}年应得，早于所属年度{year}", due=min(line.due), year=line.year
        )
    if line.event_date is not None and years.year_of(line.event_date) != line.year:
        if line.event_date.year == line.year:
            return Phrase(
                "its event of {event_date} is in the year {year} of this page",
                "按本文件的年度，事件日期{event_date}属于{year}年度",
                event_date=str(line.event_date),
                year=years.year_name(years.year_of(line.event_date)),
            )
        return Phrase(
            "its event of {event_date} is not in its year {year}",
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
    """Report an unknown kind or level; whole lines of another policy may use other words."""
    is_own = line.is_of(context.program.name)
    if not is_own and not line.short:
        return
    kinds = context.schema.record_by_name
    kind = kinds.get(line.kind)
    about = kind_of(context, line.clause if is_own else "", line.kind)
    if kind is None and line.kind:
        context.report_unknown(errors.UnknownRecordKind, child_path(path, "kind"), line.kind, kinds)
    elif kind is not None and about is not None and about.root != kind.root:
        problem = Phrase(
            "its kind is `{kind}`, and its clause is about `{about}`",
            "类别是`{kind}`，而条款针对`{about}`",
            kind=kind.name,
            about=about.name,
        )
        context.add(errors.LineContradicts(path=path, problem=problem))
    if line.level:
        check_level(context, child_path(path, "level"), "level", line.level)


_LINE = Phrase("a line of the history", "历史中的一行")
NAME_PARTS = ("applicant", "matter")
_WORDS = ("policy", "clause", "row", "kind", "level")
_TEXTS = (*NAME_PARTS, *_WORDS, "item", "outcome")
_SUMS = ("proposed", "admitted", "carried", "lapsed")
LINE_PARTS = ordered_names(
    "policy",
    "clause",
    "row",
    "applicant",
    "kind",
    "item",
    "matter",
    "level",
    "keys",
    "by_discretion",
    "event_date",
    "year",
    "proposed",
    "admitted",
    "charged",
    "due",
    "payments",
    "carried",
    "carry_until",
    "lapsed",
    "outcome",
    "granted",
    "fields",
)
"""The parts of a line in print order."""

RUNGS = "rungs"
"""The levels that each `top up` reached, in lines of ledgers before 0.2.2; it is read but not used."""

DUE_IN_SCHEMA_1 = "paid"
"""The name of `due` in lines of schema 1."""

DIGEST = "digest"
"""The digest that shows whether a line was modified (`seal`). Lines in facts may state it."""

PAGE = "page"
"""The number of the page that wrote a line of a ledger, in its head. Lines out of their ledger have no page."""

RECOVERY_PARTS = ("recovers", "back", "repaid", "set_off")
"""The parts of the line of a recovery."""

INSTALMENTS = "parts"
"""The instalments of a line, if its grant is paid in parts."""

_EMPTY_LINE_VALUES: dict[str, Any] = {
    **dict.fromkeys(field.name for field in attrs.fields(LedgerLine)),
    **dict.fromkeys((*_TEXTS, "clause", "successor"), ""),
    **dict.fromkeys((*_SUMS, "year"), 0),
    **{name: {} for name in ("charged", "keys", "due")},
    INSTALMENTS: (),
    "kept": (),
    **dict.fromkeys(("by_discretion", "short", "has_page", "is_recalled", "is_ended"), False),
}
"""A line without stated parts, in the order of its fields."""

OUTCOMES = ordered_names(*(outcome.value for outcome in Outcome))

_Name = TypeVar("_Name", str, int)
_Value = TypeVar("_Value")
_SeenEvents: TypeAlias = "dict[tuple[str, str, str, int], dict[Date | str | None, tuple[str, str]]]"
"""By policy, clause, item and year, then by the day of the event: the path of the line, and its applicant."""

_SHORT_LINE_EXAMPLE = Phrase(
    'the least is {{"clause": "…", "item": "…", "year": 2022, "due": "1000.00"}}',
    '至少应写`{{"clause": "…", "item": "…", "year": 2022, "due": "1000.00"}}`',
)


def line_to_plain(line: LedgerLine, currency: str) -> dict[str, object]:
    """The JSON form of a line, which the reader accepts; a short line stays short, a line of a ledger as it was."""
    if line.written is not None:
        return {name: value for name, value in line.written.items() if name != DIGEST}
    line = line.in_own_words
    decimals = DECIMALS[currency]
    by_year = {str(year): minor_to_text(sum_, decimals) for year, sum_ in sorted(line.due.items())}
    payments = [{"day": str(day), "amount": minor_to_text(sum_, decimals)} for day, sum_ in line.payments or ()]
    plain: dict[str, object] = {
        "policy": line.policy, "clause": line.clause, "row": line.row, "applicant": line.applicant, "kind": line.kind,
        "item": line.item, "matter": line.matter, "level": line.level,
        "keys": {name: _plain_key(v) for name, v in sorted(line.keys.items())},
        "by_discretion": line.by_discretion,
        "event_date": line.event_date.isoformat() if line.event_date else None, "year": line.year or None,
        "proposed": minor_to_text(line.proposed, decimals), "admitted": minor_to_text(line.admitted, decimals),
        "charged": {name: minor_to_text(sum_, decimals) for name, sum_ in sorted(line.charged.items())},
        **({} if line.granted is None else {"granted": minor_to_text(line.granted, decimals)}),
        "due": by_year, **({} if line.payments is None else {"payments": payments}),
        "carried": minor_to_text(line.carried, decimals), "carry_until": line.carry_until,
        "lapsed": minor_to_text(line.lapsed, decimals), "outcome": line.outcome,
        **({} if line.fields is None else {"fields": {name: _plain_key(v) for name, v in line.fields.items()}}),
        **({INSTALMENTS: [_plain_instalment(part, decimals) for part in line.parts]} if line.parts else {}),
    }  # fmt: skip
    return plain if not line.short else {
        **{
            part: value
            for part, value in plain.items()
            if part == "due" or not (part in (*_SUMS, "charged", "outcome") or value in ("", {}, None, False))
        },
        **({} if line.recovery is None else _plain_recovery(line.recovery, decimals)),
    }  # fmt: skip


def _plain_instalment(part: InstalmentOfLine, decimals: int) -> dict[str, object]:
    plain = {
        "part": part.number, "sum": minor_to_text(part.sum, decimals), "state": part.state,
        "day": str(part.day or ""), "to": part.payee, "of": part.item, "asked": part.asked,
        "since": part.since,
    }  # fmt: skip
    return {name: value for name, value in plain.items() if value not in ("", None)}


def _plain_recovery(recovery: RecoveredParts, decimals: int) -> dict[str, object]:
    """The parts of the line of a recovery."""
    return {
        "recovers": [
            {"clause": clause, "item": item, "payment": payment, "sum": minor_to_text(sum_, decimals)}
            for clause, item, payment, sum_ in recovery.recovers
        ],
        "back": {str(year): minor_to_text(sum_, decimals) for year, sum_ in sorted(recovery.back.items())},
        "repaid": minor_to_text(recovery.repaid, decimals), "set_off": minor_to_text(recovery.set_off, decimals),
    }  # fmt: skip


def _plain_key(value: object) -> object:
    return sorted(value) if isinstance(value, tuple) else value


def read_history(context: ReadContext, data: object, path: str) -> tuple[LedgerLine, ...] | None:
    """The lines in the order given; `None` if they cannot be read."""
    entries = context.read_list(
        data, path, "`history`", Phrase("[] where nothing was paid before", "此前没有兑现的，写`[]`")
    )
    if entries is None:
        return None
    recall = data.recall.recall_for(context.program) if isinstance(data, LedgerEntries) and data.recall else None
    return read_lines(context, entries, [f"{path}[{index}]" for index in range(len(entries))], recall)


def read_lines(
    context: ReadContext, entries: Sequence[object], paths: Sequence[str], recall: Recall | None = None
) -> tuple[LedgerLine, ...]:
    """The lines in the order given, without lines that cannot be read. `recall` knows the pages of their ledger."""
    lines: list[LedgerLine] = []
    if recall is not None:
        entries = recalled_entries(context, entries, paths, recall)
    form, fitting = context.program.compute_once(_line_reader), context.program.compute_once(_fitting_words_cache)
    seen: _SeenEvents = {}
    for entry, line_path in zip(entries, paths, strict=True):
        line = _read_line(
            context, entry, line_path, form, fitting, is_of_ledger=recall is not None and recall.has_pages
        )
        if line is not None:
            lines.append(line)
            _check_duplicate(context, line, line_path, seen)
    return tuple(lines)


def _read_line(
    context: ReadContext,
    data: Any,
    path: str,
    form: ObjectReader[Any],
    fitting: set[tuple[str, str, str]],
    *,
    is_of_ledger: bool,
) -> LedgerLine | None:
    """One line; `None` if it cannot be read."""
    before, program, policy_name = context.finding_count, context.program, context.program.name
    written, is_recalled, award = data, False, None
    split_into: tuple[str, ...] = ()
    if type(data) is RecalledLine:
        written, is_recalled, award, split_into = data.written, data.is_recalled, data.ended, data.split_into
        data = {**data}
    try:
        values = read_fast(data, form.fast_paths, _EMPTY_LINE_VALUES.copy())
    except (NeedsFullReaderError, TypeError) as error:
        require_unhashable(error)
        stated = form.read_by_rules(context, data, path)
        if stated is None:
            return None
        values = {**_EMPTY_LINE_VALUES, **stated}
    recovery = _take_recovery(context, values, path)
    if recovery is not None:
        values["short"] = True
    elif values["outcome"] not in OUTCOMES or not (values["clause"] and values["year"]):
        values["short"] = _is_short(context, data, path)
    if values["policy"] in program.former_names:  # in the words of that page
        word = values["clause"]
        values["clause"] = next((clause.label for clause in program.clauses if word in clause.formerly), word)
    if recovery is not None and values.get(PAGE) is None:
        values["clause"] = labels_owed(program).get(values["clause"], values["clause"])
    policy = values["policy"] = policy_name if program.has_name(values["policy"]) else values["policy"]
    values["recovery"] = recovery
    if policy != policy_name or ((values["clause"], values["kind"], values["level"]) not in fitting and not recovery):
        _resolve_labels(context, values, path)
    values["item"], values["kind"] = split_kind_prefix(context.program, values["item"], values["kind"])
    _read_by_types(context, values, path, is_recalled=is_recalled)
    words = values["clause"], values["kind"], values["level"]
    fits = policy == policy_name and (words in fitting or recovery is not None)
    if policy == policy_name and not fits and values["clause"] and award is None:
        is_clause(context, values["clause"], f"{path}.clause")
    if award is not None:
        values["is_ended"] = True
        charged = _read_sums_by_name(context, written.get("charged") or {}, "charged", f"{path}.charged") or {}
        values["ended"] = EndedAward(
            written.get("policy") or policy_name, written["clause"], written[PAGE], charged,
            award.record, award.order, award.charges, award.event_clause,
        )  # fmt: skip
    if context.finding_count > before:
        return None
    values["has_page"] = values.pop(PAGE, None) is not None and is_of_ledger
    values["is_recalled"], values["split_into"] = is_recalled, split_into
    values["written"] = written if values.pop(DIGEST, None) is not None and is_of_ledger else None
    values.pop(RUNGS, None)
    word, year = "due", values["year"]
    if DUE_IN_SCHEMA_1 in values:  # a line of schema 1
        if data.get(word) is not None:
            return context.refuse(
                errors.LineContradicts(
                    path=path,
                    problem=Phrase(
                        "it says what was `{word}`, and also `{older}`, which lines of schema 1 call it",
                        "既写了`{word}`，又写了`{older}`（第1版格式中的叫法）",
                        word=word, older=DUE_IN_SCHEMA_1,
                    ),
                )
            )  # fmt: skip
        values[word], word = values.pop(DUE_IN_SCHEMA_1), DUE_IN_SCHEMA_1
    if type(due := values["due"]) is int:
        if not year:
            return context.report_wrong_form(
                data[word], f"{path}.{word}", f"`{word}`",
                Phrase("an object of sums by year, where the line has no year",
                       "按年度列出金额的对象，因为这一行没有年度"),
            )  # fmt: skip
        values["due"] = {year: due}
    granted = values["granted"]
    if values["short"]:
        values["proposed"] = values["admitted"] = sum(values["due"].values()) if granted is None else granted
    elif granted is not None:
        return context.refuse(
            errors.LineContradicts(
                path=path,
                problem=Phrase(
                    "a whole line says what was granted as `admitted`, and has no `granted`",
                    "完整的一行以`admitted`写明准予的金额，不写`granted`",
                ),
            )
        )
    line = LedgerLine(*values.values())
    if not fits:
        check_names(context, line, path)
        if policy == policy_name and context.finding_count == before and len(fitting) < _MOST_FITTING:
            fitting.add(words)
    check_sums(context, line, path)
    return line


def recalled_entries(
    context: ReadContext, entries: Sequence[object], paths: Sequence[str], recall: Recall
) -> Sequence[object]:
    """The entries of a ledger in the words of the present page.

    Reports each award of an earlier page that no award of today continues, and lines of which it is not clear what a
    rule counts, or when their money is paid. A line without money needs no award.
    """
    recalled = recall.lines(entries)
    lost: dict[str, list[tuple[str, RecalledLine]]] = {}
    for line, path in [(each, path) for each, path in zip(recalled, paths, strict=True) if type(each) is RecalledLine]:
        if (
            line.ended is not None
            and line.ended.is_lost
            and (has_money(line.written) or line.written.get("recovers") is not None)
        ):
            lost.setdefault(line.ended.label, []).append((path, line))
        elif line.lacks and has_money(line.written):
            context.add(
                errors.LineLacksKey(
                    path=path, word=line.lacks,
                    rule=Phrase("the item, by the present key of the record,", "按词汇现在的识别项，该项"),
                    advice=Phrase("keep the key of the record as it was", "保留该记录原来的识别项"),
                )
            )  # fmt: skip
        elif line.unclear:
            context.add(errors.UnclearCharge(path=path, rule=line.unclear))
        elif len(caps := recall.carrying_caps(line)) > 1:
            context.add(
                errors.EndedAwardWaits(
                    path=path, carried=str(line["carried"]), word=str(line.written.get("clause")), caps=name_list(caps)
                )
            )
    for label, of_award in lost.items():
        due = sum(
            Decimal(sum_)
            for _, line in of_award
            for part in ("due", "back")
            for sum_ in (line.get(part) or {}).values()
        )
        other_sets = recall.answer_for_other_sets(of_award[0][1], label)
        is_recovery = of_award[0][1].written.get("recovers") is not None
        noun = Phrase("recovery or debt", "追回或收取条款") if is_recovery else Phrase("award", "奖励")
        problem, advice = _problem_and_advice(label, other_sets, context.program.name, noun)
        context.add(
            errors.AwardWithoutSuccessor(
                path=of_award[0][0], word=str(of_award[0][1].written.get("clause")), number=len(of_award),
                due=str(due), problem=problem, advice=advice, label=label,
            )
        )  # fmt: skip
    return recalled


def _problem_and_advice(word: str, label: str, policy: str, noun: Phrase) -> tuple[Phrase, Phrase]:
    """Why an award has no successor, and what to write; `label` has an answer, but other sets of records.

    `noun` names an award, or a recovery or debt.
    """
    return (
        (
            Phrase(
                "`formerly {word}` is under `{label}`, whose claims are for other sets of records, so that their items "
                "cannot be compared",
                "`原 {word}`写在`{label}`之下，两者每笔申请所含的记录不同，无法逐项对应",
                word=word, label=label,
            ),
            Phrase("take this line out, and write ", "请删去这一行，"),
        )
        if label
        else (
            Phrase(
                "no {noun} of {policy} is surely the same",
                "`{policy}`没有一项{noun}确定与它相同",
                noun=noun, policy=policy,
            ),
            Phrase(
                "write `formerly {word}` under the {noun} that continues it, or ",
                "由哪一项{noun}延续，就在该{noun}之下写`原 {word}`；已经取消的，",
                noun=noun, word=word,
            ),
        )
    )  # fmt: skip


def line_by_types(context: ReadContext, data: object) -> LedgerLine | None:
    """A line as it is stated, read by the types of its parts and not checked; `None` if a part has no such type."""
    stated = context.program.compute_once(_line_reader).read_by_rules(context, data, "$")
    if stated is None:
        return None
    values = {**_EMPTY_LINE_VALUES, **stated, "keys": key_texts(context, stated.get("keys", {}), None, "$.keys")}
    due, year = values.pop(DUE_IN_SCHEMA_1, values["due"]), values["year"]
    if context.finding_count or (isinstance(due, int) and not year):
        return None
    values["due"] = {year: due} if isinstance(due, int) else due
    values["short"] = not values["outcome"] and "proposed" not in stated
    values["has_page"] = values.get(PAGE) is not None
    return LedgerLine(**{name: values[name] for name in _EMPTY_LINE_VALUES})


def _resolve_labels(context: ReadContext, values: dict[str, Any], path: str) -> None:
    """Replace labels by names; a whole line of another policy may use other words."""
    scopes = {"kind": record_labels, "level": level_labels}
    if values["policy"] == context.program.name:
        scopes["clause"] = clause_labels
    elif not values["short"]:
        return
    for part, scope in scopes.items():
        values[part] = (
            context.resolve_label(values[part], context.program.compute_once(scope), child_path(path, part)) or ""
        )


def _read_by_types(context: ReadContext, values: dict[str, Any], path: str, *, is_recalled: bool) -> None:
    """Read the keys, row and item of a line by the types of their fields.

    A line of a ledger is unchanged (it has a digest, or `paid`), and so is a whole line of another policy.
    """
    is_own, is_whole = values["policy"] == context.program.name, not values["short"]
    clause = clauses_by_label(context.program).get(values["clause"]) if is_own else None
    kind = kind_of(context, values["clause"] if is_own else "", values["kind"])
    if values["row"] and clause is not None:
        rows = context.program.compute_once(row_labels)[clause.label]
        values["row"] = context.resolve_label(values["row"], rows, child_path(path, "row")) or ""
    if is_recalled and is_own and values["admitted"] and (clause is not None or values["charged"]):
        read_members(context, values, clause, kind, path)
    if DIGEST in values or (is_whole and (DUE_IN_SCHEMA_1 in values or not is_own)):
        values["keys"] = key_texts(context, values["keys"], kind, child_path(path, "keys")) if values["keys"] else {}
        return
    values["keys"] = read_keys(context, values["keys"], kind, child_path(path, "keys"), is_printed=is_whole)
    values["item"] = read_item(context, values["item"], clause, kind)
    if values["row"] and clause is not None and not is_recalled:
        _check_row(context, clause, values["row"], child_path(path, "row"))


def _check_row(context: ReadContext, clause: Clause, row: str, path: str) -> None:
    """Report a row that the clause does not have, because the row's `once` would never match the line."""
    rows = [clause_row.name for clause_row in clause.rows]
    if rows and row not in rows:
        report_unknown_member(context, path, "row", row, rows, most=20)
    elif not rows:
        context.report_unknown(
            value_errors.UnknownFactMember, path, row, (), field="row",
            advice=Phrase("`{label}` has no rows: leave `row` out", "`{label}`没有档次：不写`row`", label=clause.label),
        )  # fmt: skip


def _fitting_words_cache(_: Program) -> set[tuple[str, str, str]]:
    """Clauses, kinds and levels that were checked before, because ledgers repeat them."""
    return set()


_MOST_FITTING = 10_000


def _line_reader(program: Program) -> ObjectReader[Any]:
    """The reader of a line. An amount due in the line's own year stays a number until the year is known."""
    sums = program.compute_once(plain_sums)
    text, sum_ = FieldReader(ValuesByText(_plain_or_empty).__getitem__, _text), FieldReader(sums.__getitem__, read_sum)
    word = FieldReader(ValuesByText(_plain_word).__getitem__, _word)

    def plain_sums_by_name(value: object) -> dict[str, int]:
        if value == {}:
            return {}
        return sorted_by_name({text.fast_path(rule): sums[sum_] for rule, sum_ in plain_object(value).items()})

    def due(value: object) -> dict[int, int] | int:
        if type(value) is not dict:
            return sums[value]
        return sorted_by_name({YEARS[year]: sums[sum_] for year, sum_ in value.items()})

    def payments(value: object) -> tuple[tuple[Date, int], ...]:
        if type(value) is not list:
            raise NeedsFullReaderError
        read = [read_fast(entry, payment.fast_paths, {}) for entry in value]
        if not all(payment.required.keys() <= entry.keys() for entry in read):
            raise NeedsFullReaderError
        return tuple([(entry["day"], entry["amount"]) for entry in read])

    payment: ObjectReader[Any] = ObjectReader(
        {"day": FieldReader(DAYS.__getitem__, read_day), "amount": sum_},
        Phrase("a payment", "一次兑现"),
        required=ordered_names("day", "amount"),
    )

    def read_payments(context: ReadContext, data: object, field: str, path: str) -> tuple[tuple[Date, int], ...]:
        advice = Phrase("[] where nothing was paid yet", "尚未兑现的，写`[]`")
        if isinstance(data, str):
            advice = Phrase(
                "a payment in a cell is like `2024-12-10: 2850000.00`; several are parted by `;`",
                "单元格中的一笔兑现写如`2024-12-10: 2850000.00`，几笔用`；`隔开",
            )
        entries = context.read_list(data, path, f"`{field}`", advice) or ()
        read = [payment.read(context, entry, child_path(path, i)) for i, entry in enumerate(entries)]
        return tuple([(entry["day"], entry["amount"]) for entry in read if entry is not None])

    parts: dict[str, FieldReader[Any]] = {
        **dict.fromkeys(NAME_PARTS, text),
        **dict.fromkeys(_WORDS, word),
        "item": FieldReader(text.fast_path, _item),
        "outcome": FieldReader(fast_path_for_words((*OUTCOMES, "")), _outcome),
        **dict.fromkeys(("year", "carry_until"), FieldReader(plain_year, read_year)),
        **dict.fromkeys((*_SUMS, "granted"), sum_),
        "charged": FieldReader(plain_sums_by_name, _read_sums_by_name),
        "due": FieldReader(due, _read_due),
        "payments": FieldReader(payments, read_payments),
        "keys": KEYS_READER,
        "fields": FieldReader(_plain_fields, _read_fields),
        "event_date": FieldReader(DAYS.__getitem__, read_day),
        "by_discretion": FieldReader(plain_flag, read_flag),
        "recovers": FieldReader(_by_rules, _read_recovered),
        "back": FieldReader(due, _read_due),
        INSTALMENTS: FieldReader(_by_rules, _read_instalments),
        **dict.fromkeys(("repaid", "set_off"), sum_),
    }
    return ObjectReader(
        {name: parts[name] for name in (*LINE_PARTS, *RECOVERY_PARTS, INSTALMENTS)}
        | {DUE_IN_SCHEMA_1: parts["due"], DIGEST: text, RUNGS: parts["charged"]}
        | {PAGE: FieldReader(_plain_number, _read_number)},
        _LINE,
        _SHORT_LINE_EXAMPLE,
    )


def _by_rules(_value: object) -> Any:
    """Few lines have such a part, so it has no fast path."""
    raise NeedsFullReaderError


def _plain_fields(value: object) -> dict[str, object]:
    """The fields of a record as texts, lists of texts, or `None` for a record without a value."""
    if type(value) is not dict or not all(map(_is_field_text, value.values())):
        raise NeedsFullReaderError
    return {name: tuple(text) if isinstance(text, list) else text for name, text in value.items()}


def _is_field_text(value: object) -> bool:
    return (
        value is None
        or isinstance(value, str)
        or (isinstance(value, list | tuple) and all(isinstance(part, str) for part in value))
    )


_FIELD_TEXTS = Phrase(
    "an object of texts, lists of texts, or null where the record has no value",
    "由文字、文字列表或`null`（记录没有的）组成的对象",
)


def _read_fields(context: ReadContext, data: object, field: str, path: str) -> dict[str, object] | None:
    plain = {**data} if isinstance(data, Mapping) else data
    if isinstance(plain, dict) and all(map(_is_field_text, plain.values())):
        return _plain_fields(plain)
    return context.report_wrong_form(data, path, f"`{field}`", _FIELD_TEXTS)


def _plain_number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise NeedsFullReaderError
    return value


def _read_number(context: ReadContext, data: object, field: str, path: str) -> int | None:
    if isinstance(data, int) and not isinstance(data, bool) and data >= 0:
        return int(data)
    return context.report_wrong_form(data, path, f"`{field}`", Phrase("a whole number", "一个整数"))


def _plain_or_empty(value: object) -> str:
    return "" if value == "" else plain_text(value)


def _plain_word(value: object) -> str:
    return value if type(value) is str and value in PLACEHOLDER_WORDS else _plain_or_empty(value)


def _read_state(context: ReadContext, data: object, field: str, path: str) -> str | None:
    if isinstance(data, str) and data in INSTALMENT_STATES:
        return data
    words = Phrase("one of {words}", "{words}之一", words=name_list(INSTALMENT_STATES))
    return context.report_wrong_form(data, path, f"`{field}`", words)


_RECOVERED: ObjectReader[Any] = ObjectReader(
    {**dict.fromkeys(("clause", "item", "payment"), FieldReader(_by_rules, read_text)),
     "sum": FieldReader(_by_rules, read_sum)},
    Phrase("a recovered payment", "被追回的款项"),
    required=ordered_names("clause", "item", "payment", "sum"),
)  # fmt: skip


def _take_recovery(context: ReadContext, values: dict[str, Any], path: str) -> RecoveredParts | None:
    """The parts of a recovery, taken out of the values of its line; they come together."""
    recovers, *sums = (values.pop(part, None) for part in RECOVERY_PARTS)
    refused, advice = (
        (dict(zip(RECOVERY_PARTS[1:], sums, strict=True)), Phrase(
            "only the line of a recovery has it: what was paid of an award is `payments`",
            "只有追回的记录才有此项；奖励已兑现的金额请填写`payments`"))
        if recovers is None
        else ({"payments": values.get("payments")}, Phrase(
            "what was paid back of a recovery is `repaid`, in a workbook the column `paid back`",
            "追回后已退回的金额请填写`repaid`，在工作簿中为`已退回`一列"))
    )  # fmt: skip
    for part, value in refused.items():
        if value:
            context.report_wrong_form(value, child_path(path, part), f"`{part}`", Phrase("empty", "空"), advice)
    back, repaid, set_off = sums
    return (
        RecoveredParts(recovers, back if isinstance(back, dict) else {}, repaid or 0, set_off or 0)
        if recovers is not None
        else None
    )


def _read_recovered(context: ReadContext, data: object, field: str, path: str) -> tuple[object, ...]:
    """The payments that a recovery takes, with their sums."""
    entries = context.read_list(data, path, f"`{field}`", NOTHING) or ()
    read = [_RECOVERED.read(context, entry, child_path(path, place)) for place, entry in enumerate(entries)]
    return tuple((part["clause"], part["item"], part["payment"], part["sum"]) for part in read if part is not None)


_INSTALMENT: ObjectReader[Any] = ObjectReader(
    {"part": FieldReader(_by_rules, _read_number), "sum": FieldReader(_by_rules, read_sum),
     "state": FieldReader(_by_rules, _read_state), "day": FieldReader(_by_rules, read_day),
     **dict.fromkeys(("to", "of"), FieldReader(_by_rules, read_text)),
     **dict.fromkeys(("asked", "since"), FieldReader(plain_year, read_year))},
    Phrase("an instalment", "一期"),
    required=ordered_names("part", "sum", "state"),
)  # fmt: skip


def _read_instalments(context: ReadContext, data: object, field: str, path: str) -> tuple[InstalmentOfLine, ...]:
    """The instalments of a grant."""
    entries = context.read_list(data, path, f"`{field}`", NOTHING) or ()
    read = [_INSTALMENT.read(context, entry, child_path(path, place)) for place, entry in enumerate(entries)]
    for place, part in enumerate(read):
        for word in ("day", "asked"):
            if part is not None and part["state"] == "waits" and part.get(word) is None:
                context.report_missing(child_path(path, place), _INSTALMENT.what, word)
    return tuple(
        InstalmentOfLine(
            part["part"],
            part["sum"],
            part["state"],
            part.get("day"),
            part.get("to") or "",
            part.get("of") or "",
            part.get("asked"),
            part.get("since"),
        )
        for part in read
        if part is not None
    )


def _is_short(context: ReadContext, parts: Mapping[str, object], path: str) -> bool:
    """Whether a line is short; missing parts are reported."""
    is_short = not parts.get("outcome") and parts.get("proposed") is None
    has_item = context.program.has_name(parts.get("policy"))  # a payment under another document may have only keys
    has_year = parts.get("event_date") is not None  # only a line without a known day has no year
    needed_if_short = "clause", *(["item"] if has_item else []), "year", "due"
    for word in needed_if_short if is_short else ("clause", "outcome", *(["year"] if has_year else [])):
        if parts.get(word) in (None, "") and not (word == "due" and parts.get(DUE_IN_SCHEMA_1) is not None):
            context.report_missing(path, _LINE, word, _SHORT_LINE_EXAMPLE)
    return is_short


def _text(context: ReadContext, data: object, name: str, path: str) -> str | None:
    """A text; "" if it is empty, as in printed lines."""
    return "" if data == "" else read_text(context, data, name, path)


def _item(context: ReadContext, data: object, name: str, path: str) -> str | None:
    return "" if data == "" else read_item_name(context, data, name, path)


def _word(context: ReadContext, data: object, name: str, path: str) -> str | None:
    """A word of a page, such as the label of a clause; a page may use placeholder words that facts may not."""
    return data if isinstance(data, str) and data in PLACEHOLDER_WORDS else _text(context, data, name, path)


def _outcome(context: ReadContext, data: object, name: str, path: str) -> str | None:
    word = _text(context, data, name, path)
    if word and word not in OUTCOMES:
        report_unknown_member(context, path, name, word, OUTCOMES, most=20)
    return word


def _read_due(context: ReadContext, data: object, field: str, path: str) -> dict[int, int] | int | None:
    """An amount due in the line's year, or amounts by year."""
    if not isinstance(data, Mapping) or (data and {"amount", "currency"}.issuperset(data)):
        return read_sum(context, data, field, path)

    def read(name: str, sum_: object, year_path: str) -> tuple[int | None, int | None]:
        return read_year_name(context, name, year_path), read_sum(context, sum_, field, year_path)

    return read_named_values(context, data, path, field, NOTHING, read)


def _read_sums_by_name(context: ReadContext, data: object, field: str, path: str) -> dict[str, int]:
    def read(name: str, sum_: object, name_path: str) -> tuple[str | None, int | None]:
        return read_text(context, name, field, name_path), read_sum(context, sum_, field, name_path)

    return read_named_values(
        context, data, path, field, Phrase("sums by the name of the rule", "按规则名列出金额"), read
    )


def _check_duplicate(context: ReadContext, line: LedgerLine, path: str, seen: _SeenEvents) -> None:
    """Report two lines for the same event and applicant; a short line covers all events of its item and year."""
    event, place = line.event_date, (path, line.applicant)
    base = (line.policy, line.clause, line.item, line.year)
    same = seen.setdefault(base, {})
    candidates = (same.get(event), same.get("any" if event is None else None))
    other = next(
        (o for o, whose in filter(None, candidates) if whose == line.applicant or not (whose and line.applicant)), ""
    )
    if other:
        clause, item = clause_name(context.program, line.clause), printable(line.item).strip('"')
        context.add(errors.DuplicateLine(path=path, clause=clause, item=item, year=line.year, other=other))
    else:
        seen[base] = {"any": place, **same, event: place}


HEAD = "ledger_head"
_PARTS_OF_HEAD = ("schema", "policy", "currency")
"""The parts before the lines of every written ledger; `applicant` only if all lines are about the same applicant."""
_UNSEALED_PARTS = (DIGEST, "payments", "repaid")
_DIGITS = 16


AnyLine: TypeAlias = "LedgerLine | Mapping[str, object]"
"""A line of a run, or a line as plain data, as it stood in the ledger that was read."""


def seal_ledger(
    policy: str, applicant: str | None, currency: str, lines: Iterable[AnyLine], pages: Sequence[LedgerPage],
    previous: str = "", options: Mapping[str, object] = MappingProxyType({}),
) -> dict[str, object]:  # fmt: skip
    """The head of a ledger, its pages and its lines with digests.

    `applicant`: all lines are about it. `previous` is the number of the ledger that was read, `options` are those of
    the run that differ from the usual ones.
    """
    written = [_sealed_line(line, currency, len(pages) - 1) for line in lines]
    pages_text = f"[{', '.join(map(page_text, pages))}]"
    head: dict[str, object] = {
        "lines": len(written), **_sealed_sums(written, currency),
        DIGEST: _lines_digest(_chain_start(policy, applicant, currency), written), "previous": previous or None,
        **({"options": dict(options)} if options else {}),
    }  # fmt: skip
    return {
        HEAD: {**head, "number": _number(head, pages_text), "complete": True},
        "pages": [page.to_plain() for page in pages],
        "ledger": written,
    }


def _sealed_line(line: AnyLine, currency: str, page: int) -> Mapping[str, object]:
    """A line with its digest. A line as plain data keeps its digest; `page` is the page of the run."""
    if not isinstance(line, LedgerLine):
        return line if DIGEST in line else {**line, DIGEST: line_digest(line)}
    plain = line_to_plain(line, currency)
    if line.has_page and line.written is None:
        plain[PAGE] = page if line.ended is None else line.ended.page
    plain[DIGEST] = line_digest(plain)
    return plain


def line_digest(line: Mapping[str, object]) -> str:
    """The digest of a line as plain data."""
    return _digest("", line)


def _lines_digest(head: str, lines: Iterable[object]) -> str:
    """The digest over all lines, from the digests that they state."""
    return _hash("\n".join([head, *(str(_stated_digest(line)) for line in lines)]))


def _stated_digest(line: object) -> object:
    return line.get(DIGEST) if isinstance(line, Mapping) else None


def _number(head: Mapping[str, object], pages: str) -> str:
    """The number of a ledger, by its lines, its totals, its options, its pages (as text) and the ledger before."""
    parts = {name: value for name, value in head.items() if name not in ("number", "complete")}
    return _hash(f"[{json.dumps(parts, sort_keys=True, default=str)}, {pages}]")


def seal_breaks(
    data: Mapping[str, object], policy: str, currency: str, applicants: Collection[str | None] | None = None
) -> Iterator[Diagnostic]:
    """Findings for modifications of a ledger; a ledger without head and digests has no findings.

    With `applicants` (and what stands for none), the digests of other applicants' lines are taken as stated.
    """
    lines, head = data["ledger"], data.get(HEAD)
    assert isinstance(lines, Sequence)
    if head is None and data.get("schema") in (None, 1) and not any(map(_stated_digest, lines)):
        return
    yield from (errors.LedgerLacksPart(path="$", part=part) for part in _PARTS_OF_HEAD if data.get(part) in (None, ""))
    stated = head if isinstance(head, Mapping) else {}
    whose = data.get("applicant")
    start = _chain_start(policy, whose if isinstance(whose, str) else None, currency)
    is_chained = "pages" not in data  # as in schema 2
    is_whole = is_chained or _is_whole(stated, data["pages"], start, lines)
    changed = [*_line_breaks(lines, start, is_chained=is_chained, applicants=applicants)]
    problems = [*_total_breaks(stated, lines, currency)] if is_chained or changed or not is_whole else []
    problems += changed
    if not (problems or is_whole):
        content = Phrase(
            "other lines, pages or options, or by a run that did not finish", "不同的各行、政策页或选项，或者尚未写完"
        )
        problems.append(
            errors.LedgerIncomplete(path=f"$.{HEAD}", told=content, found=total_phrase("lines", len(lines)))
        )
    yield from problems


def _is_whole(head: Mapping[str, object], pages: object, start: str, lines: Sequence[object]) -> bool:
    """Whether a head of schema 3 is complete, and belongs to these pages and to these lines with their digests."""
    is_of_lines = head.get("lines") == len(lines) and head.get(DIGEST) == _lines_digest(start, lines)
    return (
        is_of_lines
        and head.get("number") == _number(head, json.dumps(pages, sort_keys=True, default=str))
        and head.get("complete") is True
    )


def _total_breaks(head: Mapping[str, object], lines: Sequence[object], currency: str) -> Iterator[Diagnostic]:
    """The first total of a head that differs from its lines."""
    if not head:
        nothing = Phrase("nothing", "无")
        yield errors.LedgerIncomplete(path=f"$.{HEAD}", told=nothing, found=total_phrase("lines", len(lines)))
    for part, actual in {"lines": len(lines), **_sealed_sums(lines, currency)}.items() if head else ():
        recorded = head.get(part)
        if recorded != actual and not _is_same_sum(recorded, actual) and (part != "by_year" or part in head):
            recorded_phrase = (
                total_phrase(part, recorded) if part in head else Phrase("no `{part}`", "没有`{part}`", part=part)
            )
            yield errors.LedgerIncomplete(path=f"$.{HEAD}", told=recorded_phrase, found=total_phrase(part, actual))
            return


def _line_breaks(
    lines: Sequence[object], start: str, *, is_chained: bool, applicants: Collection[str | None] | None
) -> Iterator[Diagnostic]:
    """The lines that do not have their digest."""
    before = start
    for index, line in enumerate(lines):
        digest, whose = _stated_digest(line), line.get("applicant") if isinstance(line, Mapping) else None
        is_others = not is_chained and applicants is not None and whose not in applicants
        if not is_others and (
            not isinstance(line, Mapping) or digest != (_digest(before, line) if is_chained else line_digest(line))
        ):
            parts = [line.get(part) for part in ("clause", "item", "year")] if isinstance(line, Mapping) else []
            event = printable(", ".join(str(part) for part in parts if part not in (None, "")))
            yield errors.ModifiedLedgerLine(path=f"$.ledger[{index}]", number=str(index + 1), event=event)
        before = digest if isinstance(digest, str) else ""


_PARTS = {"lines": "行数", "due": "应得", "carried": "结转", "by_year": "各年应得"}


def total_phrase(part: str, value: object) -> Phrase:
    """The number of lines of a ledger, or a sum of them."""
    text = printable(f"{part}: {value}")
    return literal_phrase(text, text.replace(f"{part}: ", f"{_PARTS[part]}", 1))


def _chain_start(policy: str, applicant: str | None, currency: str) -> str:
    """The start of the chain, which includes the parts of the head that apply to all lines."""
    return f"{policy}\n{applicant or ''}\n{currency}"


_ENCODER = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)


def _digest(before: str, line: Mapping[str, object]) -> str:
    has_others = not line.keys().isdisjoint(_UNSEALED_PARTS)
    content = {name: value for name, value in line.items() if name not in _UNSEALED_PARTS} if has_others else line
    return _hash(f"{before}\n{_ENCODER.encode(content)}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _sealed_sums(lines: Sequence[object], currency: str) -> dict[str, object]:
    """The totals due, due by year and carried over all lines; empty if an amount does not have ledger form."""
    zero = Decimal(minor_to_text(0, DECIMALS[currency]))
    by_year: dict[str, Decimal] = {}
    try:
        for line in lines:
            for year, sum_ in () if is_answer(line) else line["due"].items():  # type: ignore[index]
                by_year[year] = by_year.get(year, zero) + Decimal(sum_)
        carried = [Decimal(line.get("carried", "0")) for line in lines]  # type: ignore[attr-defined]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return {}
    return {
        "due": str(sum(by_year.values(), zero)),
        "carried": str(sum(carried, zero)),
        "by_year": {year: str(sum_) for year, sum_ in sorted(by_year.items())},
    }


def _is_same_sum(recorded: object, actual: object) -> bool:
    try:
        return isinstance(recorded, str) and Decimal(recorded) == Decimal(str(actual))
    except ArithmeticError:
        return False
