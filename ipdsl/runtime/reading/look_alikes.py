"""Names of one file that look alike and are two: `ZL1` and `zl1`, `A` and `Ａ`. Rules that count by a name would take
them for different things.

In: facts that were read. Out: findings. Names of one kind of thing are held to each other: items of one root kind, in
records and in lines about them, and values of one field by which a rule counts, in records and in keys of lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ipdsl.runtime.facts import Facts, Listing
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.value_errors import LookAlike
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.terms import Program
from ipdsl.schema.types import ApplicantType, ListType, RecordType, TextType
from ipdsl.values.characters import folded

Named: TypeAlias = "tuple[str, str, str]"
"""What kind of thing a name is of ("" where any), the name, and its path."""


def check_look_alikes(reading: Reading, facts: Facts) -> None:
    """Reports each name that looks like an earlier one of its kind of thing."""
    apart = _names(reading.program, facts)
    fold = str.casefold if "".join(apart).isascii() else folded
    if len(apart) < 2 or len(set(map(fold, apart))) == len(apart):
        return
    names = [*_of_records(reading, facts.records), *_of_lines(reading, facts)]
    first: dict[str, dict[str, tuple[str, str]]] = {}  # by what is alike, then by kind of thing
    for of, name, path in names:
        things = first.setdefault(folded(name), {})
        others = [things.setdefault(of, (name, path))] if of else list(things.values())
        if others and all(other != name for other, _ in others):
            other, place = others[0]
            reading.add(LookAlike(path=path, word=shown(name), other=shown(other), place=place))


def _names(program: Program, facts: Facts) -> set[str]:
    """All names, without their places: most files hold none that look alike."""
    counted = program.kept(_counted)
    names: set[str] = set()
    for kind, listing in facts.records.items():
        if records := listing.records:
            names.update([record.item for record in records])
            for field in counted[kind]:
                for record in records:
                    names.update(_said(record.values.get(field)))
    for lines in (facts.history, facts.support, facts.approvals, facts.older_documents):
        if lines:
            names.update([line.item for line in lines])
    for with_keys in (facts.history, facts.support, facts.older_documents):
        for line in with_keys or ():
            names.update(*map(_said, line.keys.values()))
    return names


def _said(value: object) -> list[str]:
    """The names that a field holds."""
    if type(value) is str:
        return [value]
    return [name for name in value if isinstance(name, str)] if isinstance(value, tuple) else []


def _of_records(reading: Reading, listings: Mapping[str, Listing]) -> Iterator[Named]:
    counted = reading.program.kept(_counted)
    for kind, listing in listings.items():
        fields = counted[kind]
        for record in listing.records:
            yield record.root, record.item, record.path
            for field in fields:
                for name in _said(record.values.get(field)):
                    yield f".{field}", name, reading.place(record.path, field)


def _of_lines(reading: Reading, facts: Facts) -> Iterator[Named]:
    """Items of the history, of support, approvals and older documents."""
    roots = reading.program.kept(_roots)
    for index, line in enumerate(facts.history or ()):
        yield roots.get(line.kind) or roots.get(line.clause, ""), line.item, f"$.history[{index}].item"
        yield from _of_keys(reading, line.keys, f"$.history[{index}].keys")
    for index, support in enumerate(facts.support or ()):
        yield support.root, support.item, f"$.support[{index}].item"
        yield from _of_keys(reading, support.keys, f"$.support[{index}].keys")
    for index, approval in enumerate(facts.approvals):
        yield roots.get(approval.clause, ""), approval.item, f"$.approvals[{index}].item"
    for index, older in enumerate(facts.older_documents or ()):
        yield older.kind, older.item, f"$.older_documents[{index}].item"
        yield from _of_keys(reading, older.keys, f"$.older_documents[{index}].keys")


def _of_keys(reading: Reading, keys: Mapping[str, object], path: str) -> Iterator[Named]:
    for field, value in keys.items():
        for name in _said(value):
            yield f".{field}", name, reading.place(path, field)


def _roots(program: Program) -> dict[str, str]:
    """The root kind of each record kind, and of what each clause is about."""
    of = {record.name: record.root for record in program.schema.records}
    return of | {clause.label: of.get(clause.trigger.record, "") for clause in program.clauses}


def _counted(program: Program) -> dict[str, tuple[str, ...]]:
    """By record kind: the fields that hold names and by which a rule counts."""
    keys = {key for step in program.settlement.steps for bound in step.bounds for key in bound.keys}
    return {
        record.name: tuple(
            field.name
            for field in record.fields
            if field.name in keys
            and isinstance(
                field.type.item if isinstance(field.type, ListType) else field.type,
                TextType | RecordType | ApplicantType,
            )
        )
        for record in program.schema.records
    }
