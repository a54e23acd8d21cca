"""Of which record a line speaks: the fields under its `keys` and in its item, each read by the type of the field.

In: texts and values as plain data has them. Out: the one text by which claims are told apart (`key_text`), whatever
form of the value was written; or findings. An item may be any name: what its parts do not say stays as it stands.

A line that a decision printed has these texts already; there a bare number of a sum counts minor units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ipdsl.diagnostics.phrase import Phrase, Said
from ipdsl.runtime.clauses.matters import BETWEEN
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Fact, Foreign
from ipdsl.runtime.reading import form_errors
from ipdsl.runtime.reading.base import Part, Reading, at
from ipdsl.runtime.reading.by_name import in_order
from ipdsl.runtime.reading.days import read_year
from ipdsl.runtime.reading.labels import OF_CLAIMS, of_fields, of_keys, of_values
from ipdsl.runtime.reading.quick import plain_text
from ipdsl.runtime.reading.values import part_of, read_text
from ipdsl.runtime.reading.wording import kind_named, listed, shown
from ipdsl.runtime.settlement.candidate import field_of_key
from ipdsl.runtime.settlement.claims import key_text
from ipdsl.runtime.settlement.ledger import clauses_by_label
from ipdsl.runtime.settlement.sets import NOTHING
from ipdsl.runtime.terms import MATTER, Clause, Program, TriggerKind, is_matter
from ipdsl.runtime.unknown import Special
from ipdsl.schema.model import Record as Kind
from ipdsl.schema.types import ApplicantType, ListType, MoneyType, RateType, RecordType, TextType, Type
from ipdsl.values import written

Keys = Mapping[str, object]
_TEXT: Part[Any] = Part(plain_text, read_text)


class _Parts(dict[Type, "Part[Any]"]):
    """What reads a value of a type, made when a line first states one."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def __missing__(self, of: Type) -> Part[Any]:
        found = self[of] = part_of(self._program, of)
        return found


def kind_of(reading: Reading, clause: str, kind: str) -> Kind | None:
    """The kind of record of which a line speaks: that of its clause, else the one that it states."""
    found = clauses_by_label(reading.program).get(clause)
    return reading.schema.record_by_name.get(found.trigger.record if found is not None else kind)


# ---------------------------------------------------------------------------------------------- keys


def read_keys(
    reading: Reading, keys: Keys, kind: Kind | None, path: str, *, is_printed: bool = False
) -> dict[str, object]:
    """The keys of a line; of one without a kind as texts, since each kind may have a field of that name.

    A printed line may have a key that the policy asked for then.
    """
    found: dict[str, object] = {}
    for name, value, here in _by_name(reading, keys, kind, path):
        if not is_printed and not _is_key(reading.program, kind, name):
            _report(reading, kind, name, here)
            continue
        text = _texts(reading, type_of_key(reading.program, kind, name), value, name, here, is_printed)
        if text is not None:
            found[name] = text
    return in_order(found)


def texts_of(reading: Reading, keys: Keys, kind: Kind | None, path: str) -> dict[str, object]:
    """The keys of a line as it has them, as texts."""
    found = {
        name: _texts(reading, None, value, name, here, True)
        for name, value, here in _by_name(reading, keys, kind, path)
    }
    return in_order({name: text for name, text in found.items() if text is not None})


def _by_name(reading: Reading, keys: Keys, kind: Kind | None, path: str) -> Iterator[tuple[str, object, str]]:
    """The keys of a line under their names, members of choices too, each with its path."""
    about, program = "" if kind is None else kind.name, reading.program
    labels, members = program.kept(of_keys)[about], program.kept(of_values)[about]
    if not labels.keys().isdisjoint(keys):
        keys = reading.as_object(keys, path, "`keys`", labels=labels) or {}
    for name, value in keys.items():
        here, of = reading.place(path, name), members.get(name)
        if of and isinstance(value, str):
            value = reading.name_of(value, of, here)
        elif of and isinstance(value, list | tuple):
            each = [
                reading.name_of(one, of, at(here, i)) if isinstance(one, str) else one for i, one in enumerate(value)
            ]
            value = [one for one in each if one is not None]
        yield name, value, here


def _texts(
    reading: Reading, of: Type | None, value: object, name: str, path: str, is_printed: bool
) -> str | tuple[str, ...] | None:
    """A key as text, or several of a list."""
    of = of.item if isinstance(of, ListType) else of
    if not isinstance(value, list | tuple):
        return None if value is None else _text(reading, of, value, name, path, is_printed)
    read = [_text(reading, of, member, name, at(path, index), is_printed) for index, member in enumerate(value)]
    return tuple([text for text in read if text is not None])


def _text(reading: Reading, of: Type | None, value: object, name: str, path: str, is_printed: bool) -> str | None:
    if of is None or isinstance(of, TextType | RecordType | ApplicantType):
        return in_words(value) if isinstance(value, bool | int) else _TEXT.read(reading, value, name, path)
    if isinstance(value, str):
        from ipdsl.runtime.reading.handwritten import Readers  # most keys are names

        value = reading.program.kept(Readers)[of](value)
    if is_printed and isinstance(of, MoneyType | RateType) and isinstance(value, str):
        number = written.number(value)
        if number is not None and number.is_bare and (isinstance(of, RateType) or value.isdecimal()):
            return value
    read: Fact | None = reading.program.kept(_Parts)[of].read(reading, value, name, path)
    if isinstance(read, Special):
        return reading.wrong_type(
            value,
            name,
            path,
            Phrase("a value", "值"),
            Phrase("leave the key out where the record has none", "记录没有的，不写这一项"),
        )
    if read is None:
        return None
    return in_words(read) if isinstance(read, Foreign) else str(key_text(read))


def type_of_key(program: Program, kind: Kind | None, name: str) -> Type | None:
    """The type of a key; of matters, of words for the applicant and where no kind is known, none."""
    schema = program.schema
    for one in _related(program, kind):
        if field := field_of_key(schema, one, name):
            return one.field_by_name[field].type
    stated = schema.applicant_field_by_name.get(name)
    return stated.type if kind is not None and stated is not None else None


def _is_key(program: Program, kind: Kind | None, name: str) -> bool:
    """Whether a claim about records of the kind may have a key of that name."""
    schema = program.schema
    if name in OF_CLAIMS or name in schema.who or name in schema.applicant_field_by_name or is_matter(name):
        return True
    return any(name in one.field_by_name for one in _related(program, kind) or schema.records)


def _related(program: Program, kind: Kind | None) -> Sequence[Kind]:
    """The kinds to which a record of the kind may belong."""
    if kind is None:
        return ()
    schema = program.schema
    return [kind, *(schema.record_by_name[name] for name in sorted(schema.related_records[kind.name] - {kind.name}))]


def _report(reading: Reading, kind: Kind | None, name: str, path: str) -> None:
    fields = dict.fromkeys(
        f for one in _related(reading.program, kind) or reading.schema.records for f in one.field_by_name
    )
    what: Said = Phrase("no kind of record", "任何记录类别")
    advice = Phrase("keys are fields of records", "归并项是记录的字段")
    if kind is not None:
        known = listed(fields, labels=of_fields(kind))
        what, advice = kind_named(kind), Phrase("its fields are {fields}", "字段有{fields}", fields=known)
    near = reading.near(name, [*fields, *reading.schema.applicant_field_by_name])
    reading.no_such(
        path, name, form_errors.UnknownField(path=path, what=what, word=shown(name), advice=advice, nearest=near)
    )


# ---------------------------------------------------------------------------------------------- items


def read_item(reading: Reading, item: str, clause: Clause | None, kind: Kind | None) -> str:
    """An item whose parts are values of fields, with each as claims have it; a part that says none stays."""
    trial = Reading(reading.program)  # what is no value may be part of a name
    for names in _parts_of(reading.program, clause, kind):
        parts = item.split(BETWEEN) if len(names) > 1 else [item]
        if len(parts) == len(names):
            return BETWEEN.join(_part(trial, kind, name, part) or part for name, part in zip(names, parts, strict=True))
    return item


def check_item(reading: Reading, clause: Clause, item: str, path: str) -> None:
    """Reports an item of which a part is no value of its field: no claim would ever meet it."""
    kind = reading.schema.record_by_name.get(clause.trigger.record)
    for names in _parts_of(reading.program, clause, kind)[:1]:
        parts = item.split(BETWEEN) if len(names) > 1 else [item]
        for name, part in zip(names, parts, strict=True) if len(parts) == len(names) else ():
            _part(reading, kind, name, part, path)


def _parts_of(program: Program, clause: Clause | None, kind: Kind | None) -> Sequence[tuple[str, ...]]:
    """The fields that an item may hold: those of a set, else the key of the kind, or what its matter is made of."""
    if kind is None or (clause is not None and clause.trigger.kind is TriggerKind.SET):
        return [clause.trigger.keys or ("year",)] if kind is not None and clause is not None else []
    return [names for names in (kind.key, program.matter_fields(MATTER, kind)) if names]


def _part(reading: Reading, kind: Kind | None, name: str, part: str, path: str = "") -> str | None:
    """A part of an item; a year is a name in many keys, and is written as one."""
    of = type_of_key(reading.program, kind, name)
    if name == "year" and of is None:
        year = read_year(reading, part, "item", path)
        return None if year is None else str(year)
    if of is None or isinstance(of, ListType | TextType | RecordType | ApplicantType):
        year = written.year(part)
        return part if year is None else str(year)
    return part if part == NOTHING else _text(reading, of, part, name, path, True)
