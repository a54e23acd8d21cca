"""Correct an earlier answer of an interview. The facts of the later answers stay.

An answer is a change of plain facts, from `before` to `after`. Lists of records are compared position by position,
so a corrected name or number of a record keeps the other fields of that record.
"""

from __future__ import annotations

import re
from typing import Any

ABSENT: Any = object()
LINES_OF_ITEMS = ("approvals", "published")
"""Parts of the facts whose lines name a record. Under a new name of the record they are asked for again."""


def carry_over(before: Any, after: Any, corrected: Any) -> Any:
    """`corrected` with the changes from `before` to `after`. Where both changed a value, the corrected one stays."""
    if before == after:
        return corrected
    if corrected == before:
        return after
    old, current, new = (_records(part) for part in (before, after, corrected))
    if isinstance(current, dict) and isinstance(new, dict):
        earlier = old if isinstance(old, dict) else {}
        parts = {
            name: carry_over(*(part.get(name, ABSENT) for part in (earlier, current, new)))
            for name in {**new, **current}
        }
        return {name: part for name, part in parts.items() if part is not ABSENT}
    if not (isinstance(old, list) and isinstance(current, list) and isinstance(new, list)):
        return corrected
    items = [
        carry_over(*(part[index] if index < len(part) else ABSENT for part in (old, current, new)))
        for index in range(len(new))
    ]
    items += [item for item in current[len(old) :] if item not in items]
    return {"partial": True, "items": items} if isinstance(after, dict) or isinstance(corrected, dict) else items


def has_place(key: str, stated: Any) -> bool:
    """Whether the record of a step such as `records.loan[1].sum` is still in the facts."""
    place = re.match(r"records\.([^.\[]+)\[([0-9]+)\]\.", key)
    return place is None or int(place[2]) < len(_records(stated["records"].get(place[1])) or ())


def _records(part: Any) -> Any:
    """The records of a partial list, or the part itself."""
    return part["items"] if isinstance(part, dict) and "items" in part else part
