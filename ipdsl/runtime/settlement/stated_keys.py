"""The keys of a claim as its record states them, where all of them are texts: worked out once for each kind of record.

In come the names of keys and a kind; out comes what reads them from its records, or nothing where a key is not simply
stated. A value that is no text (it was not stated, is none, is a list) is for `ipdsl.runtime.settlement.candidate`.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ipdsl.runtime.facts import Record
from ipdsl.runtime.settlement.candidate import field_of_key
from ipdsl.runtime.settlement.claims import KeyValue
from ipdsl.runtime.terms import Program, is_matter
from ipdsl.schema.model import MATTER_IS_APPLICANT
from ipdsl.schema.model import RecordKind as Kind

ITEM = ""
"""Stands for the item of the record in the place of a field."""


@attrs.frozen(eq=False, repr=False)
class StatedKeys:
    """Names of keys: each with what stands before its text, the field that holds it, and fields that follow it.

    Those `applicant_keys` are the applicant, with what stands before it.
    """

    parts: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    applicant_keys: tuple[tuple[str, str], ...]

    def read(self, record: Record, applicant: str, held_keys: tuple[str, ...]) -> dict[str, KeyValue] | None:
        """The keys of a record's claim, with those `held_keys` by the applicant; `None` where one of them is not a
        text."""
        keys: dict[str, KeyValue] = dict.fromkeys(held_keys, applicant)
        values = record.values
        try:
            for name, before, field, more_fields in self.parts:
                text: str = before + (values[field] if field else record.item)  # type: ignore[operator]  # raises
                for other in more_fields:
                    text += " / " + values[other]  # type: ignore[operator]  # likewise
                keys[name] = text
        except (LookupError, TypeError):
            return None
        for name, before in self.applicant_keys:
            keys[name] = before + applicant
        return keys


def stated_keys_of(program: Program, kind: Kind, names: Iterable[str]) -> StatedKeys | None:
    """What reads these keys from records of a kind; `None` where one of them is another thing than text."""
    schema = program.schema
    parts: list[tuple[str, str, str, tuple[str, ...]]] = []
    applicant_keys: list[tuple[str, str]] = []
    for name in names:
        field = field_of_key(schema, kind, name)
        fields = program.matter_fields(name, kind) if is_matter(name) else None
        if fields == MATTER_IS_APPLICANT:
            applicant_keys.append((name, f"{kind.root}: "))
        elif fields is not None:
            first, *more_fields = fields or (ITEM,)
            parts.append((name, f"{kind.root}: ", first, tuple(more_fields)))
        elif name == "item" or field:
            parts.append((name, "", field or ITEM, ()))
        elif name == "year" or name in schema.applicant_field_by_name:
            return None
    return StatedKeys(tuple(parts), tuple(applicant_keys))
