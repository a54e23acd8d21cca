"""What every part of the facts reader shares: the policy, the problems found, JSON paths, and the plain forms.

A function that reads a part returns what it read, or `None` where there is nothing to use: the fact is unknown, or a
problem was added. The facts are refused as a whole when a problem was added, so the two need no telling apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.nearest import nearest
from ipdsl.runtime.reading import errors, form_errors
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


MOST_FINDINGS = 1000


@attrs.define
class Reading:
    """One run of the reader. `count` goes on where `found` is full: a file of a million slips is refused in seconds."""

    program: Program
    found: list[Diagnostic] = attrs.field(factory=list)
    count: int = 0
    foreign: dict[str, frozenset[str]] = attrs.field(factory=dict)
    """By kind of record, once it was asked for: the fields that may hold a sum in another currency."""

    @property
    def schema(self) -> Schema:
        return self.program.schema

    def add(self, finding: Diagnostic) -> None:
        self.count += 1
        if self.count <= MOST_FINDINGS:
            self.found.append(finding)

    def near(self, word: str, declared: Iterable[str]) -> tuple[str, ...]:
        """The nearest declared words, as long as findings are kept."""
        return nearest(word, declared) if self.count < MOST_FINDINGS else ()

    def report(self) -> Report:
        """The findings, and how many more there are."""
        more = self.count - len(self.found)
        rest = [form_errors.MoreProblems(path="$", more=more, kept=MOST_FINDINGS)] if more else []
        return Report([*self.found, *rest])

    def as_object(self, data: object, path: str, what: str, advice: str = "") -> dict[str, object] | None:
        """The parts of an object; years as whole numbers are taken as names, any other name that is no text is not."""
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

    def check_parts(self, parts: Mapping[str, object], path: str, what: str, known: Sequence[str]) -> None:
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


def by_label(word: str, labelled: Iterable[tuple[str, str]]) -> str | None:
    """The name of what carries the word as its Chinese label."""
    return next((name for name, label in labelled if label and label == word), None)
