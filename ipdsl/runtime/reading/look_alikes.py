"""Names of one file that look alike and are two: `ZL1` and `zl1`, `A` and `Ａ`. Rules that count by a name would take
them for different things.

In: facts that were read. Out: findings. Names of one kind of thing are held to each other: items of one root kind, in
records and in lines about them, and values of one field by which a rule counts, in records and in keys of lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ipdsl.runtime.facts import Facts, Listing
from ipdsl.runtime.reading.base import ReadContext
from ipdsl.runtime.reading.value_errors import LookAlike
from ipdsl.runtime.reading.wording import printable
from ipdsl.runtime.terms import Program
from ipdsl.schema.types import ApplicantType, ListType, RecordType, TextType
from ipdsl.values.characters import fold_name

NamedThing: TypeAlias = "tuple[str, str, str]"
"""What kind of thing a name is of ("" where any), the name, and its path."""


def check_look_alikes(context: ReadContext, facts: Facts) -> None:
    """Reports each name that looks like an earlier one of its kind of thing."""
    distinct_names = _names(context.program, facts)
    fold = str.casefold if "".join(distinct_names).isascii() else fold_name
    if len(distinct_names) < 2 or len(set(map(fold, distinct_names))) == len(distinct_names):
        return
    names = [*_record_names(context, facts.records), *_line_names(context, facts)]
    first: dict[str, dict[str, tuple[str, str]]] = {}  # by what is alike, then by kind of thing
    for category, name, path in names:
        things = first.setdefault(fold_name(name), {})
        similar_names = [things.setdefault(category, (name, path))] if category else list(things.values())
        if similar_names and all(other != name for other, _ in similar_names):
            other, place = similar_names[0]
            context.add(LookAlike(path=path, word=printable(name), other=printable(other), place=place))


def _names(program: Program, facts: Facts) -> set[str]:
    """All names, without their places: most files hold none that look alike."""
    counted = program.compute_once(_counted_name_fields)
    names: set[str] = set()
    for kind, listing in facts.records.items():
        if records := listing.records:
            names.update([record.item for record in records])
            for field in counted[kind]:
                for record in records:
                    names.update(_names_in_value(record.values.get(field)))
    for lines in (facts.history, facts.support, facts.approvals, facts.older_documents):
        if lines:
            names.update([line.item for line in lines])
    for with_keys in (facts.history, facts.support, facts.older_documents):
        for line in with_keys or ():
            names.update(*map(_names_in_value, line.keys.values()))
    return names


def _names_in_value(value: object) -> list[str]:
    """The names that a field holds."""
    if type(value) is str:
        return [value]
    return [name for name in value if isinstance(name, str)] if isinstance(value, tuple) else []


def _record_names(context: ReadContext, listings: Mapping[str, Listing]) -> Iterator[NamedThing]:
    counted = context.program.compute_once(_counted_name_fields)
    for kind, listing in listings.items():
        fields = counted[kind]
        for record in listing.records:
            yield record.root, record.item, record.path
            for field in fields:
                for name in _names_in_value(record.values.get(field)):
                    yield f".{field}", name, context.path_as_written(record.path, field)


def _line_names(context: ReadContext, facts: Facts) -> Iterator[NamedThing]:
    """Items of the history, of support, approvals and older documents."""
    roots = context.program.compute_once(_roots)
    for index, line in enumerate(facts.history or ()):
        yield roots.get(line.kind) or roots.get(line.clause, ""), line.item, f"$.history[{index}].item"
        yield from _key_names(context, line.keys, f"$.history[{index}].keys")
    for index, support in enumerate(facts.support or ()):
        yield support.root, support.item, f"$.support[{index}].item"
        yield from _key_names(context, support.keys, f"$.support[{index}].keys")
    for index, approval in enumerate(facts.approvals):
        yield roots.get(approval.clause, ""), approval.item, f"$.approvals[{index}].item"
    for index, older in enumerate(facts.older_documents or ()):
        yield older.kind, older.item, f"$.older_documents[{index}].item"
        yield from _key_names(context, older.keys, f"$.older_documents[{index}].keys")


def _key_names(context: ReadContext, keys: Mapping[str, object], path: str) -> Iterator[NamedThing]:
    for field, value in keys.items():
        for name in _names_in_value(value):
            yield f".{field}", name, context.path_as_written(path, field)


def _roots(program: Program) -> dict[str, str]:
    """The root kind of each record kind, and of what each clause is about."""
    roots = {record.name: record.root for record in program.schema.records}
    return roots | {clause.label: roots.get(clause.trigger.record, "") for clause in program.clauses}


def _counted_name_fields(program: Program) -> dict[str, tuple[str, ...]]:
    """By record kind: the fields that hold names and by which a rule counts."""
    keys = {key for step in program.settlement.steps for bound in step.rules for key in bound.keys}
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
