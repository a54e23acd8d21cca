"""Answers about two ids of a register: lines of a ledger beyond its payments.

`{"renamed": {"from": "A", "to": "B", "day": "2024-03-01", "by": "Li Hua"}}`: the lines of A keep their id, and are read
as lines of B. `{"apart": {"from": "A", "to": "B"}}`: A and B are two applicants. Every later ledger keeps these lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

KINDS = ("renamed", "apart")


def is_answer(line: object) -> bool:
    """Whether a line of a ledger is an answer."""
    return isinstance(line, Mapping) and not line.keys().isdisjoint(KINDS)


def read_answers(lines: Iterable[object]) -> list[tuple[str, str, str]]:
    """The kind of each answer among these lines, the id of the ledger, and the new one; a lacking id is empty."""
    return [
        (kind, str(stated.get("from", "")), str(stated.get("to", "")))
        for line in lines
        if isinstance(line, Mapping)
        for kind in KINDS
        if kind in line
        for stated in [line[kind] if isinstance(line[kind], Mapping) else {}]
    ]


def current_ids(lines: Iterable[object]) -> dict[str, str]:
    """The ids by former ids, of each the first that was stated. In a circle an id leads to a former one."""
    ids = {old: new for kind, old, new in reversed(read_answers(lines)) if kind == "renamed"}
    for _ in ids:
        ids = {old: ids.get(new, new) for old, new in ids.items()}
    return ids


def answers_about(lines: Iterable[Mapping[str, object]], applicant: str) -> list[Mapping[str, object]]:
    """The answers that name an applicant or a former id of it."""
    ids = current_ids(lines := [*lines])
    return [line for line in lines for _, *names in read_answers([line]) if applicant in {*names, *map(ids.get, names)}]
