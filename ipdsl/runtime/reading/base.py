"""What every part of the facts reader shares: the policy, the problems found, JSON paths, objects and lists.

A function that reads a part returns what it read, or `None` where there is nothing to use: the fact is unknown, or a
problem was added. The facts are refused as a whole when a problem was added, so the two need no telling apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.nearest import nearest
from ipdsl.runtime.reading import errors, form_errors
from ipdsl.runtime.reading.quick import NOT_PLAIN, Checks, Quick, Sums, Value, in_order
from ipdsl.runtime.reading.wording import LONGEST, described, listed, shown
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Schema

_WORD = re.compile(r"\w+")


def at(path: str, step: str | int) -> str:
    """One step further: `$.records.patent` and 0 give `$.records.patent[0]`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if len(step) <= LONGEST and step.isidentifier() and step.isascii():
        return f"{path}.{step}"
    return f"{path}.{shown(step)}" if _WORD.fullmatch(step) else f'{path}["{shown(step)}"]'


def names(*words: str) -> Mapping[str, None]:
    """The names of parts, to be looked up, and in their order."""
    return dict.fromkeys(words)


NO_NAMES = names()
MOST_FINDINGS = 1000


@attrs.define
class Reading:
    """One run of the reader. `count` goes on where `found` is full: a file of a million slips is refused in seconds."""

    program: Program
    found: list[Diagnostic] = attrs.field(factory=list)
    count: int = 0
    sums: Sums = attrs.field(init=False)
    """Plain sums in the policy's currency."""

    @sums.default
    def _sums(self) -> Sums:
        return self.program.kept(Sums)

    @property
    def schema(self) -> Schema:
        return self.program.schema

    def add(self, finding: Diagnostic) -> None:
        self.count += 1
        if self.count <= MOST_FINDINGS:
            self.found.append(finding)

    def mark(self) -> tuple[int, int]:
        """How many problems there are, to go back to."""
        return len(self.found), self.count

    def back_to(self, mark: tuple[int, int]) -> None:
        """Forgets the problems found since."""
        kept, self.count = mark
        del self.found[kept:]

    def near(self, word: str, declared: Iterable[str]) -> tuple[str, ...]:
        """The nearest declared words, as long as findings are kept."""
        return nearest(word, declared) if self.count < MOST_FINDINGS else ()

    def report(self) -> Report:
        """The findings, and how many more there are."""
        more = self.count - len(self.found)
        rest = [form_errors.MoreProblems(path="$", more=more, kept=MOST_FINDINGS)] if more else []
        return Report([*self.found, *rest])

    def parts(
        self, data: object, path: str, what: str, known: Mapping[str, object], advice: str = ""
    ) -> Mapping[str, object] | None:
        """The parts of an object that has no other parts than the known ones."""
        parts = self.as_object(data, path, what, advice, known)
        if parts is not None and parts is not data:
            self.check_parts(parts, path, what, known)
        return parts

    def as_object(
        self, data: object, path: str, what: str, advice: str = "", known: Mapping[Any, object] = NO_NAMES
    ) -> Mapping[str, object] | None:
        """The parts of an object; the object itself where all its names are among the known ones.

        Years as whole numbers are taken as names, any other name that is no text is not.
        """
        if type(data) is dict and data.keys() <= known.keys():
            return data
        if not isinstance(data, Mapping):
            self.wrong_form(data, path, what, "an object", advice)
            return None
        parts: dict[str, object] = {}
        for name, value in data.items():
            if isinstance(name, int) and not isinstance(name, bool) and 0 <= name <= 9999:
                name = str(name)
            if not isinstance(name, str):
                self.wrong_form(name, path, f"a name in {what}", "a text")
                continue
            if name in parts:
                self.add(errors.DuplicateName(path=at(path, name), word=shown(name)))
            parts[name] = value
        return parts

    def as_list(self, data: object, path: str, what: str, advice: str = "") -> Sequence[object] | None:
        if isinstance(data, list | tuple):
            return data
        self.wrong_form(data, path, what, "a list", advice)
        return None

    def wrong_form(self, data: object, path: str, what: str, expected: str, advice: str = "") -> None:
        self.add(form_errors.WrongForm(path=path, what=what, expected=expected, found=described(data), advice=advice))

    def check_parts(self, parts: Mapping[str, object], path: str, what: str, known: Iterable[str]) -> None:
        """Reports the names that a fixed form does not have."""
        for name in parts:
            if name not in known:
                near = self.near(name, known)
                self.add(
                    form_errors.UnknownPart(
                        path=at(path, name), what=what, word=shown(name), parts=listed(known, 30), nearest=near
                    )
                )

    def missing(self, path: str, what: str, word: str, advice: str = "") -> None:
        self.add(form_errors.Missing(path=path, what=what, word=word, advice=advice))


Rule: TypeAlias = "Callable[[Reading, object, str, str], Value | None]"
"""A general rule: for the data of a field, with the name of the field, and its path for findings."""

Part: TypeAlias = "Callable[[Reading, Mapping[str, object], str, str], Value | None]"
"""Reads a part of an object: the object, the name of the part, and the path of the object."""


def part_of(check: Quick[Value], rule: Rule[Value]) -> Part[Value]:
    """What reads a part: by the quick check, or by the general rule, which is told where the part stands."""

    def read(reading: Reading, parts: Mapping[str, object], name: str, path: str) -> Value | None:
        data = parts.get(name)
        try:
            return check(data)
        except NOT_PLAIN:
            return rule(reading, data, name, at(path, name))

    return read


def fields_of(
    reading: Reading, data: object, path: str, checks: Checks[Value], rule: Rule[Value], what: str, advice: str
) -> dict[str, Value] | None:
    """The fields of an object, in the order of the vocabulary: each by its quick check, or else by the general rule."""
    found: dict[str, Value] = {}
    if type(data) is dict:
        try:
            found = checks.take(data)
            if len(found) == len(data):
                return found
        except NOT_PLAIN:
            found = {}
    parts = reading.as_object(data, path, what, advice, checks.by_field)
    if parts is None:
        return None
    for word, stated in parts.items():
        value = None
        try:
            check = checks.by_field[word]
            if stated is not None:
                value = check(stated)
        except NOT_PLAIN:
            value = rule(reading, stated, word, at(path, word))
        if value is not None:
            found[word] = value
    return in_order(found, checks.by_field)


def by_label(word: str, labelled: Iterable[tuple[str, str]]) -> str | None:
    """The name of what carries the word as its Chinese label."""
    return next((name for name, label in labelled if label and label == word), None)
