"""What every part of the facts reader shares: the policy, the problems found, JSON paths, objects and lists.

A function that reads a part returns what it read, or `None` where there is nothing to use: the fact is unknown, or a
problem was added. The facts are refused as a whole when a problem was added, so the two need no telling apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeAlias

import attrs

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import NOTHING, Phrase, Said, joined
from ipdsl.runtime.reading import errors, form_errors, value_errors
from ipdsl.runtime.reading.labels import NO_LABELS, Labels
from ipdsl.runtime.reading.quick import NOT_PLAIN, NotPlainError, Quick, Value
from ipdsl.runtime.reading.wording import LONGEST, described, listed, shown
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Schema
from ipdsl.values.characters import other_script

_WORD = re.compile(r"\w+")


def _lists(_: Program) -> dict[tuple[object, tuple[str, ...]], Phrase]:
    """Lists of declared names that findings have shown: every row of a table may show the same one."""
    return {}


def at(path: str, step: str | int) -> str:
    """One step further: `$.records.patent` and 0 give `$.records.patent[0]`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if len(step) <= LONGEST and step.isidentifier() and step.isascii():
        return f"{path}.{step}"
    return f"{path}.{shown(step)}" if _WORD.fullmatch(step) else f'{path}["{shown(step)}"]'


IN_CHINESE: Mapping[str, tuple[str, ...]] = {
    "申请人": ("applicant",), "类别": ("kinds", "kind"), "编号": ("id",), "名称": ("name",),
    "记录": ("records",), "部分": ("partial",), "部分列出": ("partial",), "清单": ("items",), "列表": ("items",),
    "年度数据": ("figures",), "数据": ("figures",), "历史": ("history",), "已兑现": ("history",), "台账": ("history",),
    "资助": ("support",), "已资助": ("support",), "其他资助": ("support",), "核定": ("approvals",),
    "以往文件": ("older_documents",), "文件": ("document",), "公布": ("published",), "行情": ("series",),
    "截至": ("as_of",), "截至日": ("as_of",), "条款": ("clause",), "奖励": ("clause",),
    "项目": ("item",), "事项": ("matter",),
    "年度": ("year",), "年份": ("year",), "金额": ("amount",), "币种": ("currency",), "级别": ("level",),
    "指标": ("figure",), "名次": ("rank", "published"), "规则": ("rule",), "日期": ("date", "day"), "值": ("value",),
    "自": ("from",), "起": ("from",), "至": ("to",), "止": ("to",), "政策": ("policy",),
}  # fmt: skip
"""What people who read Chinese call the parts of facts, which have names and no labels."""


def names(*words: str) -> Mapping[str, None]:
    """The names of parts, to be looked up, and in their order."""
    return dict.fromkeys(words)


NO_NAMES = names()
MOST_FINDINGS = 1000


class FullError(Exception):
    """As many problems were found as are shown."""


@attrs.define(eq=False, repr=False)
class Reading:
    """One run of the reader. Where `found` is full, it ends with `FullError` if it `stops`; else `count` goes on.

    `labelled` holds, by their paths, the objects whose parts stand under labels, as they are written.
    """

    program: Program
    found: list[Diagnostic] = attrs.field(factory=list)
    count: int = 0
    stops: bool = False
    labelled: dict[str, tuple[Mapping[object, object], Labels]] = attrs.field(factory=dict)

    @property
    def schema(self) -> Schema:
        """The vocabulary of the policy."""
        return self.program.schema

    def add(self, finding: Diagnostic) -> None:
        """Counts a problem, and keeps it while there is room."""
        self.count += 1
        if self.count <= MOST_FINDINGS:
            self.found.append(finding)
        elif self.stops:
            raise FullError

    def refuse(self, finding: Diagnostic) -> Any | None:
        """Counts a problem of a part of which nothing can be used: `None` stands for what was not read."""
        self.add(finding)
        return None

    def listed(self, words: Iterable[str], scope: Callable[[Program], Labels]) -> Phrase:
        """Names of a scope, in Chinese by the labels that lead to them."""
        kept, every = self.program.kept(_lists), tuple(words)
        if (scope, every) not in kept:
            kept[scope, every] = listed(every, labels=self.program.kept(scope))
        return kept[scope, every]

    def near(self, word: str, declared: Iterable[str]) -> tuple[str, ...]:
        """The nearest declared words, as long as findings are kept."""
        return nearest(word, declared) if self.count < MOST_FINDINGS else ()

    def report(self) -> Report:
        """The findings, and whether there are more."""
        rest = [form_errors.MoreProblems(path="$", kept=MOST_FINDINGS)] if self.count > len(self.found) else []
        return Report([*self.found, *rest])

    def parts(
        self, data: object, path: str, what: Said, known: Mapping[str, object], advice: Phrase = NOTHING
    ) -> Mapping[str, object] | None:
        """The parts of an object that has no other parts than the known ones."""
        parts = self.as_object(data, path, what, advice, known)
        if parts is not None and parts is not data:
            self.check_parts(parts, path, what, known)
        return parts

    def as_object(
        self, data: object, path: str, what: Said, advice: Phrase = NOTHING, known: Mapping[Any, object] = NO_NAMES,
        labels: Labels = NO_LABELS,
    ) -> Mapping[str, object] | None:  # fmt: skip
        """The parts of an object by their names; the object itself where all of these are among the known ones.

        A label stands for its name. Years as whole numbers are taken as names, any other name that is no text is not.
        """
        if type(data) is dict and data.keys() <= known.keys():
            return data
        if not isinstance(data, Mapping):
            return self.wrong_form(data, path, what, Phrase("an object", "对象"), advice)
        parts: dict[str, object] = {}
        for name, value in data.items():
            if isinstance(name, int) and not isinstance(name, bool) and 0 <= name <= 9999:
                name = str(name)
            if not isinstance(name, str):
                self.wrong_form(
                    name, path, Phrase("a name in {what}", "{what}中的名称", what=what), Phrase("a text", "文本")
                )
                continue
            word, named = name, self.name_of(name, labels, at(path, name))
            if named is None:
                continue
            if named != word:
                self.labelled[path] = data, labels
            if named in parts:
                self._report_twice(data, named, word, path, labels)
            parts[named] = value
        return parts

    def _report_twice(self, data: Mapping[object, object], name: str, word: str, path: str, labels: Labels) -> None:
        """Reports a part that stands twice in an object: in two forms of a year, or by its name and by its label."""
        other = next(one for one in data if one == name or labels.get(str(one)) == (name,))
        if labels and other != word:
            self.add(form_errors.NamedTwice(path=at(path, word), word=shown(word), other=shown(str(other))))
        else:
            self.add(errors.DuplicateName(path=at(path, word), word=shown(word)))

    def name_of(self, word: str, labels: Labels, path: str) -> str | None:
        """The name to which a word leads as a label, else the word itself.

        `None` where it is the label of several, which is reported.
        """
        found = labels.get(word, (word,))
        if len(found) == 1:
            return found[0]
        return self.refuse(form_errors.SharedLabel(path=path, word=shown(word), names=listed(found)))

    def words_at(self, path: str) -> Mapping[str, str]:
        """By name, the labels under which the parts of an object are written."""
        if path not in self.labelled:
            return {}
        data, labels = self.labelled[path]
        return {labels[word][0]: word for word in data if isinstance(word, str) and len(labels.get(word, ())) == 1}

    def place(self, path: str, name: str) -> str:
        """Where a part of an object stands, as its author wrote it."""
        return at(path, self.words_at(path).get(name, name))

    def as_list(self, data: object, path: str, what: Said, advice: Phrase = NOTHING) -> Sequence[object] | None:
        """The members of a list; any other form is reported."""
        if isinstance(data, list | tuple):
            return data
        return self.wrong_form(data, path, what, Phrase("a list", "列表"), advice)

    def wrong_form(self, data: object, path: str, what: Said, expected: Said, advice: Phrase = NOTHING) -> Any | None:
        """Reports data of another form than the one that was expected."""
        found = described(data)
        return self.refuse(form_errors.WrongForm(path=path, what=what, expected=expected, found=found, advice=advice))

    def wrong_type(self, data: object, field: str, path: str, expected: Said, advice: Phrase = NOTHING) -> Any | None:
        """Reports the value of a field that is of another type than the declared one."""
        found = described(data)
        return self.refuse(
            value_errors.WrongType(path=path, field=field, expected=expected, found=found, advice=advice)
        )

    def ambiguous(self, data: str, readings: Sequence[str], field: str, path: str) -> Any | None:
        """Reports a text that has several readings."""
        found = value_errors.AmbiguousForm(
            path=path, field=field, found=shown(data), readings=joined([f"`{one}`" for one in readings], " or ", "或")
        )
        return self.refuse(found)

    def check_parts(self, parts: Mapping[str, object], path: str, what: Said, known: Iterable[str]) -> None:
        """Reports the names that a fixed form does not have."""
        for name in parts:
            if name not in known:
                every = listed(known, 30)
                meant = tuple(part for part in IN_CHINESE.get(name, ()) if part in known)
                self.unknown(form_errors.UnknownPart, at(path, name), name, known, meant, what=what, parts=every)

    def missing(self, path: str, what: Said, word: str, advice: Phrase = NOTHING) -> Any | None:
        """Reports a part that an object needs and lacks."""
        return self.refuse(form_errors.Missing(path=path, what=what, word=word, advice=advice))

    def unknown(
        self, finding: Callable[..., Diagnostic], path: str, word: str, known: Iterable[str],
        meant: tuple[str, ...] = (), **said: Said,
    ) -> Any | None:  # fmt: skip
        """Reports a word that is none of the known ones, with those that are meant, else the nearest of them."""
        near = meant or self.near(word, known)
        return self.no_such(path, word, finding(path=path, word=shown(word), nearest=near, **said))

    def no_such(self, path: str, word: str, finding: Diagnostic) -> Any | None:
        """Reports a word that nothing is called: by the finding, or that a letter of another script stands in it."""
        at = other_script(word)
        if at is None:
            return self.refuse(finding)
        name = f"U+{ord(word[at]):04X}"
        return self.refuse(value_errors.MixedScripts(path=path, word=shown(word), letter=word[at], name=name))


Rule: TypeAlias = "Callable[[Reading, object, str, str], Value | None]"
"""A general rule: for the data of a field, with the name of the field, and its path for findings."""


@attrs.frozen(eq=False, repr=False)
class Part(Generic[Value]):
    """What reads a part of an object: the quick check takes what is plainly good, the general rule decides the rest."""

    check: Quick[Value]
    rule: Rule[Value]

    def read(self, reading: Reading, data: object, field: str, path: str) -> Value | None:
        """What the data says, `None` where that is nothing."""
        try:
            return self.check(data)
        except NOT_PLAIN:
            return self.rule(reading, data, field, path)


@attrs.frozen(eq=False, repr=False, slots=False)
class Form(Generic[Value]):
    """An object: what reads its parts, and what findings call it."""

    parts: Mapping[str, Part[Value]]
    what: Said
    advice: Phrase = NOTHING
    other: Callable[[Reading, str, str], None] | None = None
    """What reports a name that there is not, with its path; without it the form has these parts and no others."""
    needed: Mapping[str, None] = NO_NAMES
    """The parts without which the rest says nothing."""
    labels: Labels = NO_LABELS
    """What stands for the names of its parts."""

    @cached_property
    def checks(self) -> Mapping[str, Quick[Value]]:
        return {name: part.check for name, part in self.parts.items()}

    def read(self, reading: Reading, data: object, path: str) -> dict[str, Value] | None:
        """The parts that are stated, in the order in which they are; `None` where the data is no such object."""
        try:
            found = taken(data, self.checks, {})
        except NOT_PLAIN:
            return self.by_rules(reading, data, path)
        if self.needed and not self.needed.keys() <= found.keys():
            return self.by_rules(reading, data, path)
        return found

    def by_rules(self, reading: Reading, data: object, path: str) -> dict[str, Value] | None:
        """As `read`, for an object of which some part is not plain: that part goes to the general rule."""
        parts = reading.as_object(data, path, self.what, self.advice, self.parts, self.labels)
        if parts is None:
            return None
        if self.other is None:
            reading.check_parts(parts, path, self.what, self.parts)
        lacking = [word for word in self.needed if parts.get(word) is None]
        for word in lacking:
            reading.missing(
                path, self.what, word, Phrase("it needs {needed}", "须有{needed}", needed=listed(self.needed))
            )
        if lacking:
            return None
        found: dict[str, Value] = {}
        words = reading.words_at(path)
        for name, stated in parts.items():
            word = words.get(name, name)
            if name not in self.parts:
                if self.other is not None:
                    self.other(reading, word, at(path, word))
            elif stated is not None:
                value = self.parts[name].read(reading, stated, word, at(path, word))
                if value is not None:
                    found[name] = value
        return found if self.needed.keys() <= found.keys() else None


def taken(data: object, checks: Mapping[str, Quick[Value]], found: dict[str, Value]) -> dict[str, Value]:
    """Puts the parts of an object into `found`, where quick checks take all that it states."""
    if type(data) is not dict:
        raise NotPlainError
    for word, stated in data.items():
        check = checks[word]
        if stated is not None:
            found[word] = check(stated)
    return found
