"""What "the same matter" is, and what a line says of it.

The matter of a record is the root of its kind with the values of the fields that the policy names for it (or with the
applicant), as one text; a claim without a record is about the applicant. Lines of the history, of support and of older
documents say of which record they speak by their item and their keys; all are read by `stated_fields`, in one way:

- a field that stands under the keys of the line;
- the fields of the listed records that carry the line's item, where all of them say the same;
- the item's text as the key of the kind, its parts joined by ` / `;
- the text as the values of the matter's fields, where it is no key, or the key holds none of these fields. (A line of
  the policy itself carries the item of a claim, which is the key.)

Two sides that state all parts and agree are one matter, and two that differ in a part are not. Where a part is stated
on one side alone, they may be one if they agree in another. A line that states no part speaks of nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from ipdsl.runtime.clauses.operations import Answer, facts_of, open_truth
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import value_text
from ipdsl.runtime.facts import LedgerLine, OlderDocument, Record, Support
from ipdsl.runtime.terms import MATTER, Program
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open, Truth
from ipdsl.schema.model import MATTER_IS_APPLICANT
from ipdsl.schema.model import RecordKind as Kind

Line = LedgerLine | Support | OlderDocument
"""What speaks of a record by its item and its keys."""

BETWEEN = " / "
"""What stands between the parts of an item, and of a matter."""


def matter(situation: Situation, record: Record | None, name: str = MATTER) -> Answer:
    """The matter of a record as text; open where one of its fields was not stated."""
    plain = plain_matter(situation, record, name)
    if plain is not None or record is None:
        return plain or ""
    kind = situation.schema.record_by_name[record.kind]
    here = situation.with_record(record, situation.day, situation.year)
    parts = [here.field(field) for field in situation.program.matter_fields(name, kind)]
    for part in parts:
        if isinstance(part, Open):
            return part
    return _join_matter(kind, parts, record.item)


def plain_matter(situation: Situation, record: Record | None, name: str = MATTER) -> str | None:
    """The matter where it follows from the applicant, or from one text of the record, whatever the day; else `None`."""
    applicant = situation.facts.applicant
    if record is None:
        return applicant
    kind = situation.schema.record_by_name[record.kind]
    fields = situation.program.matter_fields(name, kind)
    if fields == MATTER_IS_APPLICANT:
        return f"{kind.root}: {applicant}"
    if len(fields) == 1 and type(stated := record.values.get(fields[0])) is str:
        return f"{kind.root}: {stated}"
    return None


def _join_matter(kind: Kind, parts: Sequence[Answer], item: str) -> str:
    """A matter of which all parts are stated; the item where a part is none, or there are no parts."""
    if not parts or any(part is NONE or part is CANNOT for part in parts):
        return f"{kind.root}: {item}"
    return f"{kind.root}: " + BETWEEN.join(map(value_text, parts))


# ---------------------------------------------------------------------------------------------- what a line says


def stated_fields(c: Situation, kind: Kind, line: Line, wanted: Sequence[str], name: str = MATTER) -> dict[str, Answer]:
    """What a line says of these fields of its record; a field of which it says nothing is left out.

    It is open where a record that carries the line's item does not state the field (of several the line itself may have
    to say of which it speaks); and where such a record may be missing from a list, since its fields would say more than
    the item's text, unless the field is of the key.
    """
    answers: dict[str, Answer] = {}
    item = item_of_line(kind, line)
    listed = records_with_item(c, kind.root, item)
    by_text = fields_in_text(c.program, kind, line, "" if listed else item, name)
    missing = frozenset[FactRef]() if listed or not item else c.records(_kind_of(c, line, kind)).unlisted
    for field in wanted:
        if (stated := line.keys.get(field)) is not None:
            answers[field] = stated if isinstance(stated, tuple) else value_text(stated)  # type: ignore[arg-type]  # a key
            continue
        values = {c.with_record(record, c.day, c.year).field(field) for record in listed}
        open_ = [value for value in values if isinstance(value, Open)]
        if len(values) == 1:
            answers[field] = values.pop()
        elif open_ and len(values) - len(open_) <= 1:  # what one of them lacks may be what the others have
            which = {FactRef(GROUPS[type(line)], kind.root, line.item, field)} if len(listed) > 1 else ()
            answers[field] = Open(facts_of(*open_).union(which))
        elif missing and field not in kind.key:
            answers[field] = Open(missing)
        elif field in by_text:
            answers[field] = by_text[field]
    return answers


def item_of_line(kind: Kind, line: Line) -> str:
    """The item of which a line speaks: what its `keys` say, where they hold the whole key; else its own."""
    parts = [line.keys.get(field) for field in kind.key]
    is_whole = parts and all(part is not None and not isinstance(part, tuple) for part in parts)
    return BETWEEN.join(map(value_text, parts)) if is_whole else line.item  # type: ignore[arg-type]  # none is missing


def _kind_of(c: Situation, line: Line, kind: Kind) -> str:
    """The kind of which a line speaks: its own where it states one."""
    return line.kind if line.kind in c.schema.record_by_name else kind.name


def records_with_item(c: Situation, root: str, item: str) -> list[Record]:
    """The listed records that carry an item."""
    by_item = c.cache.get("by item")
    if by_item is None:
        by_item = c.cache["by item"] = dict[tuple[str, str], list[Record]]()
        for listing in c.facts.records.values():
            for record in listing.records:
                by_item.setdefault((record.root, record.item), []).append(record)
    assert isinstance(by_item, dict)
    records: list[Record] = by_item.get((root, item), [])
    return records


def fields_in_text(program: Program, kind: Kind, line: Line, item: str, name: str) -> dict[str, str]:
    """What the texts of a line say: an item that is not listed as the key of the kind, else as the matter; and the
    matter that the line states.
    """
    fields = program.matter_fields(name, kind)
    stated: dict[str, str] = {}
    if item:
        stated = dict(keys_in_item(kind, item))
        is_own = isinstance(line, LedgerLine) and line.is_of(program.name)
        if not (stated and (is_own or set(fields) & set(kind.key))):
            stated |= _values(fields, item)
    if isinstance(line, LedgerLine):
        for key, matter in {name: line.keys.get(name), MATTER: line.matter or line.keys.get(MATTER)}.items():
            if isinstance(matter, str) and matter:
                stated = {**_values(program.matter_fields(key, kind), matter.removeprefix(f"{kind.root}: ")), **stated}
    return stated


def keys_in_item(kind: Kind, item: str) -> Mapping[str, str]:
    """The key fields of a kind as an item's text holds them; none where it does not tell them apart."""
    return _values(kind.key, item)


def _values(fields: Sequence[str], text: str) -> Mapping[str, str]:
    """The values of fields as a text holds them; none where it does not tell them apart."""
    parts = text.split(BETWEEN) if len(fields) > 1 else [text]
    return dict(zip(fields, parts, strict=True)) if len(parts) == len(fields) else {}


def stated_matter(c: Situation, kind: Kind, line: Line, name: str = MATTER) -> str | None:
    """The matter of which a line speaks; `None` where it does not state all of it."""
    fields = c.program.matter_fields(name, kind)
    if fields == MATTER_IS_APPLICANT:
        return f"{kind.root}: {c.facts.applicant}"
    stated = stated_fields(c, kind, line, fields, name)
    parts = [stated.get(field) for field in fields]
    if any(part is NONE or part is CANNOT for part in parts):
        return _join_matter(kind, [NONE], item_of_line(kind, line))
    if not all(isinstance(part, str | tuple) or _is_plain(part) for part in parts):
        return None
    return _join_matter(kind, [part for part in parts if part is not None], line.item)


def _is_plain(value: Answer | None) -> bool:
    return value is not None and not isinstance(value, Open)


# ---------------------------------------------------------------------------------------------- two sides


GROUPS: Mapping[type, str] = {LedgerLine: "history", Support: "support", OlderDocument: "older_documents"}
"""The parts of the facts in which lines stand."""


def is_same_matter(c: Situation, record: Record, line: Line, name: str = MATTER) -> Truth:
    """Whether a line is about the matter of a record."""
    kind = c.schema.record_by_name[record.kind]
    stated = c.schema.record_by_name.get(line.kind)
    if stated is not None and stated.root != kind.root:
        return False
    fields = c.program.matter_fields(name, kind)
    if fields == MATTER_IS_APPLICANT:
        return is_of_applicant(c, kind, line)
    here, line_values = c.with_record(record, c.day, c.year), stated_fields(c, kind, line, fields, name)
    record_values = {field: here.field(field) for field in fields}
    item = item_of_line(kind, line)
    if any(value is NONE or value is CANNOT for value in (*record_values.values(), *line_values.values())):
        return record.item == item
    truth = is_match(record_values, line_values, partial(FactRef, GROUPS[type(line)], kind.root, line.item))
    is_of_item = record.item == item and (
        truth is not False or not line_values
    )  # of two events it may say nothing more
    return True if is_of_item else truth


def is_of_applicant(c: Situation, kind: Kind, line: Line) -> bool:
    """Whether a line speaks of a kind of which all that the applicant has is one matter."""
    has_kind = line.kind in c.schema.record_by_name
    return has_kind or line.item == c.facts.applicant or bool(records_with_item(c, kind.root, item_of_line(kind, line)))


def is_match(
    record_values: Mapping[str, Answer], line_values: Mapping[str, Answer], missing_fact: Callable[[str], FactRef]
) -> Truth:
    """Whether what a line says fits what a record states, part by part; open where both may be one."""
    facts: frozenset[FactRef] = frozenset()
    is_met = False
    for name, value in record_values.items():
        other = line_values.get(name)
        if other is None:
            facts |= {missing_fact(name)}
            facts |= value.facts if isinstance(value, Open) else frozenset()
        elif isinstance(value, Open) or isinstance(other, Open):
            facts = facts.union(*[side.facts for side in (value, other) if isinstance(side, Open)])
            is_met = True
        elif value_text(value) != value_text(other):
            return False
        else:
            is_met = True
    if not is_met:
        return False
    return open_truth(facts) if facts else True
