"""Answers about two ids of a register: lines of a ledger beyond its payments.

`{"renamed": {"from": "A", "to": "B", "day": "2024-03-01", "by": "Li Hua"}}`: the lines of A keep their id, and are read
as lines of B. `{"apart": {"from": "A", "to": "B"}}`: A and B are two applicants. Every later ledger keeps these lines.

Two ids that look the same are an error without such an answer (`SimilarIds`). A and B may then be ids of one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.characters import fold_name
from ipdsl.schema.values.value_errors import LookAlike
from ipdsl.schema.values.value_type import printable

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


def answered_pairs(lines: Iterable[object]) -> set[frozenset[str]]:
    """The pairs of present ids that these lines are about."""
    ids = current_ids(lines := [*lines])
    return {frozenset(ids.get(name, name) for name in names) for _, *names in read_answers(lines)}


def concerns_settlement(answer: Mapping[str, object]) -> bool:
    """Whether the applicants of an answer are settled in another way without it."""
    return any(kind == "renamed" or fold_name(old) == fold_name(new) for kind, old, new in read_answers([answer]))


class SimilarIds:
    """Ids with their places, to find ids that look like one of them and are not stated to be another applicant."""

    def __init__(self, answers: Iterable[object] = ()) -> None:
        self._distinct, self._places = answered_pairs(answers), dict[str, dict[str, str]]()

    def add(self, name: str, place: str) -> str:
        """Add an id. Returns its first place."""
        return self._places.setdefault(fold_name(name), {}).setdefault(name, place)

    def finding(self, name: str, path: str) -> LookAlike | None:
        """The finding that an id looks like a different id."""
        for other, place in self._places.get(fold_name(name), {}).items():
            if other != name and frozenset((name, other)) not in self._distinct:
                advice = Phrase(
                    "; if these are two applicants, add `--apart '{other}={word}'`",
                    "；确为两个申请人的，请加上`--apart '{other}={word}'`",
                    other=printable(other), word=printable(name),
                )  # fmt: skip
                return LookAlike(path=path, word=printable(name), other=printable(other), place=place, advice=advice)
        return None


def answers_about(lines: Iterable[Mapping[str, object]], applicant: str) -> list[Mapping[str, object]]:
    """The answers that name an applicant or a former id of it."""
    ids = current_ids(lines := [*lines])
    return [line for line in lines for _, *names in read_answers([line]) if applicant in {*names, *map(ids.get, names)}]
