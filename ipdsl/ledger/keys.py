"""The keys of history lines: fills in keys that rules count by, and reads keys and items by the types of their fields.

Filling in: the input is facts that were read without problems. The output is the same facts with complete keys of short
lines, or findings for keys that do not follow from anything, because a rule would silently ignore such a line. A line
of a replaced document needs the keys that the `once` of its present clause uses.

Reading: the input is the plain values of the fields under a line's `keys` and in its item. The output is the canonical
text that distinguishes claims (`key_text`), regardless of the written form, or findings. An item may be any name: a
part that is not a value of its field is unchanged.

A line that a decision printed already has these texts; in it, a bare number in an amount is in minor units.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import attrs

from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.values import written_values
from ipdsl.claims.claim import KeyValue, field_of_key, key_text, keys_of
from ipdsl.claims.external_payments import situation_of_lines
from ipdsl.claims.yearly_claims import NOTHING
from ipdsl.engine.matters import BETWEEN, records_with_item, stated_fields, values_in_text
from ipdsl.engine.operations import value_text
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Facts, LedgerLine
from ipdsl.ir.terms import MATTER, Clause, Program, TriggerKind, clauses_by_label, is_matter
from ipdsl.ledger.lines import (
    clauses_by_former_label,
    implied_key,
    is_of_record,
    item_of,
    keys_of_line,
    lines_under_clauses,
)
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import (
    CLAIM_KEYS,
    FieldReader,
    ReadContext,
    field_labels,
    field_reader,
    key_labels,
    kind_name,
    read_year,
    sorted_by_name,
    value_labels,
)
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import plain_text, read_text
from ipdsl.schema.values.value_type import Fact, ForeignAmount, Special, Type, child_path, name_list, printable
from ipdsl.schema.vocabulary import RecordKind as Kind

Keys = Mapping[str, object]
_TEXT: FieldReader[Any] = FieldReader(plain_text, read_text)
_OTHERWISE = "otherwise"


class _FieldReaders(dict[Type, "FieldReader[Any]"]):
    """Readers of values by type, each made when a line first states such a value."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def __missing__(self, type_: Type) -> FieldReader[Any]:
        reader = self[type_] = field_reader(self._program, type_)
        return reader


def kind_of(context: ReadContext, clause: str, kind: str) -> Kind | None:
    """The record kind of a line: its clause's kind, or the stated kind if the line has no known clause."""
    known_clause = clauses_by_label(context.program).get(clause)
    return context.schema.record_by_name.get(known_clause.trigger.record if known_clause is not None else kind)


# ---------------------------------------------------------------------------------------------- keys


def read_keys(
    context: ReadContext, keys: Keys, kind: Kind | None, path: str, *, is_printed: bool = False
) -> dict[str, object]:
    """The keys of a line; without a kind they are read as texts, because each kind may have a field of that name.

    A printed line may have a key that the policy used when it was printed.
    """
    texts: dict[str, object] = {}
    for name, value, key_path in _keys_by_name(context, keys, kind, path):
        if not is_printed and not _is_key(context.program, kind, name):
            _report_unknown_key(context, kind, name, key_path)
            continue
        text = _texts(context, type_of_key(context.program, kind, name), value, name, key_path, is_printed)
        if text is not None:
            texts[name] = text
    return sorted_by_name(texts)


def key_texts(context: ReadContext, keys: Keys, kind: Kind | None, path: str) -> dict[str, object]:
    """The keys of a line as texts, without types."""
    texts = {
        name: _texts(context, None, value, name, key_path, True)
        for name, value, key_path in _keys_by_name(context, keys, kind, path)
    }
    return sorted_by_name({name: text for name, text in texts.items() if text is not None})


def _keys_by_name(context: ReadContext, keys: Keys, kind: Kind | None, path: str) -> Iterator[tuple[str, object, str]]:
    """The keys of a line by name, with the names of choice members instead of labels, each with its path."""
    about, program = "" if kind is None else kind.name, context.program
    labels, members = program.compute_once(key_labels)[about], program.compute_once(value_labels)[about]
    if not labels.keys().isdisjoint(keys):
        keys = context.read_object(keys, path, "`keys`", labels=labels) or {}
    for name, value in keys.items():
        key_path, choice_labels = context.path_as_written(path, name), members.get(name)
        if choice_labels and isinstance(value, str):
            value = context.resolve_label(value, choice_labels, key_path)
        elif choice_labels and isinstance(value, list | tuple):
            each = [
                context.resolve_label(member, choice_labels, child_path(key_path, i))
                if isinstance(member, str)
                else member
                for i, member in enumerate(value)
            ]
            value = [member for member in each if member is not None]
        yield name, value, key_path


def _texts(
    context: ReadContext, type_: Type | None, value: object, name: str, path: str, is_printed: bool
) -> str | tuple[str, ...] | None:
    """A key as text; a list as a tuple of texts."""
    type_ = None if type_ is None else type_.member_type
    if not isinstance(value, list | tuple):
        return None if value is None else _text(context, type_, value, name, path, is_printed)
    read = [
        _text(context, type_, member, name, child_path(path, index), is_printed) for index, member in enumerate(value)
    ]
    return tuple([text for text in read if text is not None])


def _text(
    context: ReadContext, type_: Type | None, value: object, name: str, path: str, is_printed: bool
) -> str | None:
    if type_ is None or type_.is_name:
        return value_text(value) if isinstance(value, bool | int) else _TEXT.read(context, value, name, path)
    if isinstance(value, str):
        from ipdsl.plain_data.handwritten import TextParsers  # most keys are names

        value = context.program.compute_once(TextParsers)[type_](value)
    if is_printed and (type_.is_money or type_.is_rate) and isinstance(value, str):
        number = written_values.number(value)
        if number is not None and number.is_bare and (type_.is_rate or value.isdecimal()):
            return value
    read: Fact | None = context.program.compute_once(_FieldReaders)[type_].read(context, value, name, path)
    if isinstance(read, Special):
        return context.report_wrong_type(
            value,
            name,
            path,
            Phrase("a value", "值"),
            Phrase("delete the key if the record lacks it", "记录没有的，不写这一项"),
        )
    if read is None:
        return None
    return value_text(read) if isinstance(read, ForeignAmount) else str(key_text(read))


def type_of_key(program: Program, kind: Kind | None, name: str) -> Type | None:
    """The type of a key; `None` for matters, for words for the applicant, and without a known kind."""
    schema = program.schema
    for candidate in _related_kinds(program, kind):
        if field := field_of_key(schema, candidate, name):
            return candidate.field_by_name[field].type
    stated = schema.applicant_field_by_name.get(name)
    return stated.type if kind is not None and stated is not None else None


def _is_key(program: Program, kind: Kind | None, name: str) -> bool:
    """Whether a claim about records of the kind may have a key of that name."""
    schema = program.schema
    if (
        name in CLAIM_KEYS
        or name in schema.kinds_and_classes
        or name in schema.applicant_field_by_name
        or is_matter(name)
    ):
        return True
    return any(name in candidate.field_by_name for candidate in _related_kinds(program, kind) or schema.records)


def _related_kinds(program: Program, kind: Kind | None) -> Sequence[Kind]:
    """The kinds to which a record of the kind may belong."""
    if kind is None:
        return ()
    schema = program.schema
    return [kind, *(schema.record_by_name[name] for name in sorted(schema.related_records[kind.name] - {kind.name}))]


def _report_unknown_key(context: ReadContext, kind: Kind | None, name: str, path: str) -> None:
    fields = dict.fromkeys(
        f
        for candidate in _related_kinds(context.program, kind) or context.schema.records
        for f in candidate.field_by_name
    )
    what: MessageValue = Phrase("no kind of record", "任何记录类别")
    advice = Phrase("keys are fields of records", "归并项是记录的字段")
    if kind is not None:
        known = name_list(fields, labels=field_labels(kind))
        what, advice = kind_name(kind), Phrase("its fields are {fields}", "字段有{fields}", fields=known)
    near = context.nearest_words(name, [*fields, *context.schema.applicant_field_by_name])
    context.report_undeclared(
        path,
        name,
        errors.UnknownFactField(path=path, what=what, word=printable(name), advice=advice, nearest=near),
    )


# ---------------------------------------------------------------------------------------------- items


def read_item(context: ReadContext, item: str, clause: Clause | None, kind: Kind | None) -> str:
    """An item with each part in canonical form; a part that is not a value of its field is unchanged."""
    trial = ReadContext(context.program)  # a text that is not a value may be part of a name
    for names in _item_fields(context.program, clause, kind):
        parts = item.split(BETWEEN) if len(names) > 1 else [item]
        if len(parts) == len(names):
            return BETWEEN.join(
                _read_item_part(trial, kind, name, part) or part for name, part in zip(names, parts, strict=True)
            )
    return item


def check_item(context: ReadContext, clause: Clause, item: str, path: str) -> None:
    """Report an item with a part that is not a value of its field, because no claim would match it."""
    kind = context.schema.record_by_name.get(clause.trigger.record)
    for names in _item_fields(context.program, clause, kind)[:1]:
        parts = item.split(BETWEEN) if len(names) > 1 else [item]
        for name, part in zip(names, parts, strict=True) if len(parts) == len(names) else ():
            _read_item_part(context, kind, name, part, path)


def _item_fields(program: Program, clause: Clause | None, kind: Kind | None) -> Sequence[tuple[str, ...]]:
    """The possible fields of an item: those of a set, the key of the kind, or the fields of its matter."""
    if kind is None or (clause is not None and clause.trigger.kind is TriggerKind.SET):
        return [clause.trigger.keys or ("year",)] if kind is not None and clause is not None else []
    return [names for names in (kind.key, program.matter_fields(MATTER, kind)) if names]


def _read_item_part(context: ReadContext, kind: Kind | None, name: str, part: str, path: str = "") -> str | None:
    """A part of an item; a year is a name in many keys, and is written as a name."""
    type_ = type_of_key(context.program, kind, name)
    if name == "year" and type_ is None:
        year = read_year(context, part, "item", path)
        return None if year is None else str(year)
    if type_ is None or type_.is_list or type_.is_name:
        year = written_values.year(part)
        return part if year is None else str(year)
    return part if part == NOTHING else _text(context, type_, part, name, path, True)


def read_members(
    context: ReadContext, values: dict[str, Any], clause: Clause | None, kind: Kind | None, path: str
) -> None:  # fmt: skip
    """Read the members of choices in a line of an earlier page: those by which rules count it, and those in its item.

    `values` are the parts of the line, which get the present names. Without a `clause` the award has ended. A member
    that the vocabulary no longer has is reported: no rule would count it, and its item would be paid again.
    """
    program, settlement = context.program, context.program.settlement
    counted = settlement.names_of_keys if clause is None else settlement.columns[clause.index]
    fields = [] if clause is None else _item_fields(program, clause, kind)
    parts = values_in_text(fields[0] if fields else (), values["item"])
    stated = {**parts, **(values["fields"] or {}), **values["keys"]}
    of_choices = {
        name: stated[name]
        for name in (*counted, *parts)
        if stated.get(name) not in (None, NOTHING)
        and (type_ := type_of_key(program, kind, name)) is not None
        and type_.member_type.is_member
    }
    members = read_keys(context, of_choices, kind, child_path(path, "keys"), is_printed=True) if of_choices else {}
    renamed = {name: member for name, member in members.items() if member != stated[name]}
    values["keys"] = {**values["keys"], **renamed}
    if not renamed.keys().isdisjoint(parts):
        values["item"] = BETWEEN.join(str(renamed.get(name, part)) for name, part in parts.items())


def fill_in_keys(context: ReadContext, facts: Facts) -> Facts:
    """The facts with the keys of this policy's lines filled in, for short lines and lines of earlier pages."""
    if not any(_clauses_of(context, facts, line) for line in facts.history or ()):
        return facts
    situation = situation_of_lines(context.program, facts)
    lines = [
        fill_in_line(context, situation, line, child_path("$.history", index))
        for index, line in enumerate(facts.history or ())
    ]
    is_same = all(line is before for line, before in zip(lines, facts.history or (), strict=True))
    # the digest is that of the stated facts, and takes long
    return facts if is_same else attrs.evolve(facts, history=tuple(lines), digest=facts.digest)


def fill_in_line(context: ReadContext, line_situation: Situation, line: LedgerLine, path: str) -> LedgerLine:
    """A line with its keys filled in; reports keys that follow from nothing."""
    for clause in _clauses_of(context, line_situation.facts, line):
        line = _complete_line(context, line_situation, clause, line, path)
    return line


def _clauses_of(context: ReadContext, facts: Facts, line: LedgerLine) -> tuple[Clause, ...]:
    """The present clauses of a line whose keys may be missing: its clause in this policy, or those that replaced it."""
    if not _may_lack_keys(line) or line.is_ended or not line.is_about(facts.applicant):
        return ()
    program = context.program
    if line.is_of(program.name):
        return (clauses_by_label(program)[line.clause],)
    return program.compute_once(clauses_by_former_label).get((line.policy, line.clause), ())


def _may_lack_keys(line: LedgerLine) -> bool:
    """Whether the rules of the present page may count by keys that a line does not state."""
    if line.short or not line.admitted:
        return line.short
    return line.is_recalled or not line.has_page


def _complete_line(
    context: ReadContext, line_situation: Situation, clause: Clause, line: LedgerLine, path: str
) -> LedgerLine:
    kind = context.schema.record_by_name.get(clause.trigger.record)
    line = _with_present_row(context, line_situation, clause, line, path)
    is_own, item = line.is_of(context.program.name), item_of(clause, context.schema, line)
    if is_own and line.short and (kind is None or not records_with_item(line_situation, kind.root, item)):
        check_item(context, clause, item, child_path(path, "item"))
    situation = line_situation.with_record(None, line.day_in(context.program.fiscal_year), line.year)
    settlement = context.program.settlement
    names: Iterable[str] = settlement.columns[clause.index]
    if not is_own:  # only `once` counts replaced documents
        names = dict.fromkeys(name for keys in clause.once_key_sets for name in keys)
    keys: dict[str, KeyValue] = {}
    lacking: dict[str, Phrase] = {}
    for name in names:
        if name in line.keys:
            continue
        if (value := implied_key(situation, clause, line, name)) is not None:
            keys[name] = value
        elif _needs_key(context, situation, clause, line, name):
            over = ((settlement.steps[place], bound) for place, bound in settlement.rules_by_clause[clause.index])
            rules = [bound.name for step, bound in over if is_own and step.is_block_rule and name in step.names(bound)]
            rules += [
                quota.name
                for quota in context.program.quotas
                if clause.index in quota.clauses and is_own and name in quota.keys
            ]
            lacking.setdefault(
                _missing_fact_name(situation, kind, line, name),
                Phrase("rule `{rules}`", "规则`{rules}`", rules=rules[0]) if rules else Phrase("`once`", "`一次性`"),
            )
    for name, rule in lacking.items():
        context.add(missing_key_finding(context, clause, name, rule, path))
    return attrs.evolve(line, keys={**keys, **line.keys}) if is_own and line.short else line


def _with_present_row(
    context: ReadContext, situation: Situation, clause: Clause, line: LedgerLine, path: str
) -> LedgerLine:
    """A line of an earlier page with the row of today by which `once` counts it.

    It is the row of the same words, or the row that has the member of the record, or all members of the former row. If
    no row surely is, and the item may be claimed again, the row is reported. A line without a row counts for each row.
    """
    if not line.row or not line.is_recalled or () not in clause.once_key_sets:
        return line
    kind, names = context.schema.record_by_name.get(clause.trigger.record), [row.name for row in clause.rows]
    if line.row in names and line.row != _OTHERWISE:
        return line
    member = _selecting_member(context, situation, clause, kind, line)
    members = {member} if member else {*line.row.split(", ")}
    rows = [name for name in names if members.issubset(name.split(", "))] or [
        name for name in names if name == _OTHERWISE and (member or line.row == _OTHERWISE)
    ]
    if names and not rows and not member and _may_be_claimed_again(situation, clause, kind, line):
        context.report_unknown(
            value_errors.UnknownFactMember, child_path(path, "row"), line.row, names, field="row",
            advice=Phrase(
                "an earlier page wrote it, and no row of `{label}` surely continues it: keep the words of the row, or "
                "write `once per item`",
                "由以前的政策页写入，无法确定由`{label}`的哪一档延续：请保留该档原来的写法，或写`每个 单项 一次性`",
                label=clause.label,
            ),
        )  # fmt: skip
    return attrs.evolve(line, row=rows[0] if rows else line.row if names else "")


def _selecting_member(
    context: ReadContext, situation: Situation, clause: Clause, kind: Kind | None, line: LedgerLine
) -> str:
    """The member of a choice that selects the row of a line, if its record states one; "" if it does not."""
    field = None if kind is None or len(clause.row_words) != 1 else kind.field_by_name.get(clause.row_words[0])
    if kind is None or field is None or not field.type.is_member:
        return ""
    stated = stated_fields(situation, kind, line, [field.name])
    texts = {name: value for name, value in stated.items() if isinstance(value, str)}
    return str(read_keys(ReadContext(context.program), texts, kind, "", is_printed=True).get(field.name, ""))


def _may_be_claimed_again(situation: Situation, clause: Clause, kind: Kind | None, line: LedgerLine) -> bool:
    """Whether a claim for another event may have the item of a line."""
    return bool(clause.trigger.keys) or (
        kind is not None
        and clause.trigger.kind is not TriggerKind.SET
        and any(
            record.values.get(clause.trigger.date_field) != line.event_date
            for record in records_with_item(situation, kind.root, item_of(clause, situation.schema, line))
        )
    )


def _missing_fact_name(situation: Situation, kind: Kind | None, line: LedgerLine, name: str) -> str:
    """The fact to ask for if a key is missing; for a matter, its first field without a value in the line."""
    if kind is None or not is_matter(name):
        return name
    fields = situation.program.matter_fields(name, kind)
    known_fields = stated_fields(situation, kind, line, fields, name)
    return next((field for field in fields if field not in known_fields), name)


def missing_key_finding(
    context: ReadContext, clause: Clause, name: str, rule: Phrase, path: str
) -> errors.LineLacksKey:
    """The finding for a key that does not follow from anything, with other places to state it."""
    advice = Phrase("list the record itself", "列出该记录")
    if not is_of_record(context.schema, clause, name) and name in context.schema.applicant_field_by_name:
        advice = Phrase(
            'state `{name}` of the applicant, {{"none": true}} if it does not exist',
            '填写申请人的`{name}`，没有的写`{{"none": true}}`',
            name=name,
        )
    return errors.LineLacksKey(path=path, word=printable(name), rule=rule, advice=advice)


def lines_without_key(
    program: Program, names: Sequence[str], reached: Container[int], outsiders: Iterable[LedgerLine]
) -> Iterator[tuple[LedgerLine, str]]:
    """The lines of applicants outside a cohort that lack a key of a rule across applicants, with its name.

    `names` are the keys of the rule, `reached` the clauses that it reaches.
    """
    context, checked = ReadContext(program), (line for line in outsiders if _may_lack_keys(line))
    for situation, clause, line in lines_under_clauses(program, checked, reached):
        keys = keys_of_line(situation, clause, line, names)
        missing = (name for name in names if name not in keys)
        lacking = (name for name in missing if _needs_key(context, situation, clause, line, name))
        yield from ((line, name) for name in islice(lacking, 1))


def outsider_lacks_key(rule: str, line: LedgerLine, name: str) -> errors.LineLacksKey:
    """The finding for such a line."""
    return errors.LineLacksKey(
        path=f"{line.applicant}: {line.clause} {line.item} {line.year}", word=printable(name),
        rule=Phrase("rule `{bound}`", "规则`{bound}`", bound=rule),
        advice=Phrase(
            "settle {applicant} together with the others", "把{applicant}与其他申请人一并结算",
            applicant=printable(line.applicant),
        ),
    )  # fmt: skip


def _needs_key(context: ReadContext, situation: Situation, clause: Clause, line: LedgerLine, name: str) -> bool:
    """Whether a claim of the clause may have the key, so that it must be stated."""
    if is_of_record(context.schema, clause, name):
        kind = context.schema.record_by_name.get(clause.trigger.record)
        if kind is None or clause.trigger.kind is TriggerKind.SET:
            return len(clause.trigger.keys) > 1
        if is_matter(name):
            return True
        field = field_of_key(context.schema, kind, name)
        return bool(field) and not isinstance(stated_fields(situation, kind, line, (field,)).get(field), Special)
    return (
        name not in context.schema.kinds_and_classes
        and keys_of(situation, None, line.item, (name,))[1].get(name) is not None
    )
