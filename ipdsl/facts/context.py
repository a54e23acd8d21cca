"""What every part of the facts reader shares: the policy, the problems found, JSON paths, objects and lists.

A function that reads a part returns what it read, or `None` where there is nothing to use: the fact is unknown, or a
problem was added. The facts are refused as a whole when a problem was added, so the two need no telling apart.

The author's words in findings about facts: short, printable, and named by what they are in JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.nearest_words import nearest
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase, join_phrases, literal_phrase
from ipdsl.base.values.characters import mixed_script_offset
from ipdsl.engine.value_words import value_text
from ipdsl.facts.errors import form, problems
from ipdsl.ir.terms import Program
from ipdsl.schema.labels import NO_LABELS, Labels
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.reading import FastPath, NeedsFullReaderError, Value, require_unhashable
from ipdsl.schema.values.stated_values import NONE, Special
from ipdsl.schema.values.wording import child_path, declared_name, describe, name_list, printable, quote_name
from ipdsl.schema.vocabulary import RecordKind, Schema


def value_in_words(value: object) -> MessageValue:
    """A value that facts state, as a decision writes it: yes, none, a day, a name."""
    if isinstance(value, bool):
        return Phrase("yes", "是") if value else Phrase("no", "否")
    if isinstance(value, Special):
        return literal_phrase(value_text(value), "无" if value is NONE else "无法确定")
    return value_text(value)  # type: ignore[arg-type]  # a fact


def kind_name(kind: RecordKind) -> Phrase:
    """A kind of record in backticks."""
    return quote_name(declared_name(kind))


def _list_cache(_: Program) -> dict[tuple[object, tuple[str, ...]], Phrase]:
    """Lists of declared names that findings have shown: every row of a table may show the same one."""
    return {}


PARTS_BY_CHINESE_NAME: Mapping[str, tuple[str, ...]] = {
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


def ordered_names(*words: str) -> Mapping[str, None]:
    """The names of parts, to be looked up, and in their order."""
    return dict.fromkeys(words)


NO_NAMES = ordered_names()
MOST_FINDINGS = 1000


class TooManyFindingsError(Exception):
    """As many problems were found as are shown."""


@attrs.define(eq=False, repr=False)
class ReadContext:
    """One run of the reader. Where `findings` is full, it ends with `TooManyFindingsError` if it `stops_when_full`;
    else `finding_count` goes on.

    `labelled_objects` holds, by their paths, the objects whose parts stand under labels, as they are written.
    """

    program: Program
    findings: list[Diagnostic] = attrs.field(factory=list)
    finding_count: int = 0
    stops_when_full: bool = False
    labelled_objects: dict[str, tuple[Mapping[object, object], Labels]] = attrs.field(factory=dict)

    @property
    def schema(self) -> Schema:
        """The vocabulary of the policy."""
        return self.program.schema

    @property
    def currency(self) -> str:
        """The currency of the policy."""
        return self.program.currency

    def add(self, finding: Diagnostic) -> None:
        """Counts a problem, and keeps it while there is room."""
        self.finding_count += 1
        if self.finding_count <= MOST_FINDINGS:
            self.findings.append(finding)
        elif self.stops_when_full:
            raise TooManyFindingsError

    def refuse(self, finding: Diagnostic) -> Any | None:
        """Counts a problem of a part of which nothing can be used: `None` stands for what was not read."""
        self.add(finding)
        return None

    def name_list(self, words: Iterable[str], scope: Callable[[Program], Labels]) -> Phrase:
        """Names of a scope, in Chinese by the labels that lead to them."""
        cache, word_tuple = self.program.compute_once(_list_cache), tuple(words)
        if (scope, word_tuple) not in cache:
            cache[scope, word_tuple] = name_list(word_tuple, labels=self.program.compute_once(scope))
        return cache[scope, word_tuple]

    def nearest_words(self, word: str, declared: Iterable[str]) -> tuple[str, ...]:
        """The nearest declared words, as long as findings are kept."""
        return nearest(word, declared) if self.finding_count < MOST_FINDINGS else ()

    def report(self) -> Report:
        """The findings, and whether there are more."""
        rest = [form.MoreProblems(path="$", kept=MOST_FINDINGS)] if self.finding_count > len(self.findings) else []
        return Report([*self.findings, *rest])

    def read_parts(
        self, data: object, path: str, what: MessageValue, known: Mapping[str, object], advice: Phrase = NOTHING
    ) -> Mapping[str, object] | None:
        """The parts of an object that has no other parts than the known ones."""
        parts = self.read_object(data, path, what, advice, known)
        if parts is not None and parts is not data:
            self.check_parts(parts, path, what, known)
        return parts

    def read_object(
        self, data: object, path: str, what: MessageValue, advice: Phrase = NOTHING,
        known: Mapping[Any, object] = NO_NAMES,
        labels: Labels = NO_LABELS,
    ) -> Mapping[str, object] | None:  # fmt: skip
        """The parts of an object by their names; the object itself where all of these are among the known ones.

        A label stands for its name. Years as whole numbers are taken as names, any other name that is no text is not.
        """
        if type(data) is dict and data.keys() <= known.keys():
            return data
        if not isinstance(data, Mapping):
            return self.report_wrong_form(data, path, what, Phrase("an object", "对象"), advice)
        parts: dict[str, object] = {}
        for name, value in data.items():
            if isinstance(name, int) and not isinstance(name, bool) and 0 <= name <= 9999:
                name = str(name)
            if not isinstance(name, str):
                self.report_wrong_form(
                    name, path, Phrase("a name in {what}", "{what}中的名称", what=what), Phrase("a text", "文本")
                )
                continue
            word, part_name = name, self.resolve_label(name, labels, child_path(path, name))
            if part_name is None:
                continue
            if part_name != word:
                self.labelled_objects[path] = data, labels
            if part_name in parts:
                self._report_duplicate_part(data, part_name, word, path, labels)
            parts[part_name] = value
        return parts

    def _report_duplicate_part(
        self, data: Mapping[object, object], name: str, word: str, path: str, labels: Labels
    ) -> None:
        """Reports a part that stands twice in an object: in two forms of a year, or by its name and by its label."""
        other = next(key for key in data if key == name or labels.get(str(key)) == (name,))
        if labels and other != word:
            self.add(form.DuplicatePart(path=child_path(path, word), word=printable(word), other=printable(str(other))))
        else:
            self.add(problems.DuplicateName(path=child_path(path, word), word=printable(word)))

    def resolve_label(self, word: str, labels: Labels, path: str) -> str | None:
        """The name to which a word leads as a label, else the word itself.

        `None` where it is the label of several, which is reported.
        """
        names = labels.get(word, (word,))
        if len(names) == 1:
            return names[0]
        return self.refuse(form.SharedLabel(path=path, word=printable(word), names=name_list(names)))

    def labels_at(self, path: str) -> Mapping[str, str]:
        """By name, the labels under which the parts of an object are written."""
        if path not in self.labelled_objects:
            return {}
        data, labels = self.labelled_objects[path]
        return {labels[word][0]: word for word in data if isinstance(word, str) and len(labels.get(word, ())) == 1}

    def path_as_written(self, path: str, name: str) -> str:
        """Where a part of an object stands, as its author wrote it."""
        return child_path(path, self.labels_at(path).get(name, name))

    def read_list(
        self, data: object, path: str, what: MessageValue, advice: Phrase = NOTHING
    ) -> Sequence[object] | None:
        """The members of a list; any other form is reported."""
        if isinstance(data, list | tuple):
            return data
        return self.report_wrong_form(data, path, what, Phrase("a list", "列表"), advice)

    def report_wrong_form(
        self, data: object, path: str, what: MessageValue, expected: MessageValue, advice: Phrase = NOTHING
    ) -> Any | None:
        """Reports data of another form than the one that was expected."""
        description = describe(data)
        return self.refuse(form.WrongForm(path=path, what=what, expected=expected, found=description, advice=advice))

    def report_wrong_type(
        self, data: object, field: str, path: str, expected: MessageValue, advice: Phrase = NOTHING
    ) -> Any | None:
        """Reports the value of a field that is of another type than the declared one."""
        description = describe(data)
        return self.refuse(
            value_errors.WrongType(path=path, field=field, expected=expected, found=description, advice=advice)
        )

    def report_ambiguous(self, data: str, readings: Sequence[str], field: str, path: str) -> Any | None:
        """Reports a text that has several readings."""
        finding = value_errors.AmbiguousForm(
            path=path,
            field=field,
            found=printable(data),
            readings=join_phrases([f"`{reading}`" for reading in readings], " or ", "或"),
        )
        return self.refuse(finding)

    def check_parts(self, parts: Mapping[str, object], path: str, what: MessageValue, known: Iterable[str]) -> None:
        """Reports the names that a fixed form does not have."""
        for name in parts:
            if name not in known:
                part_list = name_list(known, 30)
                intended = tuple(part for part in PARTS_BY_CHINESE_NAME.get(name, ()) if part in known)
                self.report_unknown(
                    form.UnknownPart, child_path(path, name), name, known, intended, what=what, parts=part_list
                )

    def report_missing(self, path: str, what: MessageValue, word: str, advice: Phrase = NOTHING) -> Any | None:
        """Reports a part that an object needs and lacks."""
        return self.refuse(form.MissingPart(path=path, what=what, word=word, advice=advice))

    def report_unknown(
        self, finding: Callable[..., Diagnostic], path: str, word: str, known: Iterable[str],
        meant: tuple[str, ...] = (), **details: MessageValue,
    ) -> Any | None:  # fmt: skip
        """Reports a word that is none of the known ones, with those that are meant, else the nearest of them."""
        near = meant or self.nearest_words(word, known)
        return self.report_undeclared(path, word, finding(path=path, word=printable(word), nearest=near, **details))

    def report_undeclared(self, path: str, word: str, finding: Diagnostic) -> Any | None:
        """Reports a word that nothing is called: by the finding, or that a letter of another script stands in it."""
        position = mixed_script_offset(word)
        if position is None:
            return self.refuse(finding)
        name = f"U+{ord(word[position]):04X}"
        return self.refuse(
            value_errors.MixedScriptsInFacts(path=path, word=printable(word), letter=word[position], name=name)
        )


Rule: TypeAlias = "Callable[[ReadContext, object, str, str], Value | None]"
"""A general rule: for the data of a field, with the name of the field, and its path for findings."""


@attrs.frozen(eq=False, repr=False)
class FieldReader(Generic[Value]):
    """What reads a part of an object: the quick check takes what is plainly good, the general rule decides the rest."""

    fast_path: FastPath[Value]
    general_rule: Rule[Value]

    def read(self, context: ReadContext, data: object, field: str, path: str) -> Value | None:
        """What the data says, `None` where that is nothing."""
        try:
            return self.fast_path(data)
        except (NeedsFullReaderError, TypeError) as error:
            require_unhashable(error)
            return self.general_rule(context, data, field, path)


@attrs.frozen(eq=False, repr=False, slots=False)
class ObjectReader(Generic[Value]):
    """An object: what reads its parts, and what findings call it."""

    parts: Mapping[str, FieldReader[Value]]
    what: MessageValue
    advice: Phrase = NOTHING
    report_other: Callable[[ReadContext, str, str], None] | None = None
    """What reports a name that there is not, with its path; without it the form has these parts and no others."""
    required: Mapping[str, None] = NO_NAMES
    """The parts without which the rest says nothing."""
    labels: Labels = NO_LABELS
    """What stands for the names of its parts."""

    @cached_property
    def fast_paths(self) -> Mapping[object, FastPath[Value]]:
        """The quick checks by part, in a dict of no other class: CPython looks a name up faster there."""
        return {name: part.fast_path for name, part in self.parts.items()}

    def read(self, context: ReadContext, data: object, path: str) -> dict[str, Value] | None:
        """The parts that are stated, in the order in which they are; `None` where the data is no such object."""
        try:
            values = read_fast(data, self.fast_paths, {})
        except (NeedsFullReaderError, TypeError) as error:
            require_unhashable(error)
            return self.read_by_rules(context, data, path)
        if self.required and not self.required.keys() <= values.keys():
            return self.read_by_rules(context, data, path)
        return values

    def read_by_rules(self, context: ReadContext, data: object, path: str) -> dict[str, Value] | None:
        """As `read`, for an object of which some part is not plain: that part goes to the general rule."""
        parts = context.read_object(data, path, self.what, self.advice, self.parts, self.labels)
        if parts is None:
            return None
        if self.report_other is None:
            context.check_parts(parts, path, self.what, self.parts)
        lacking = [word for word in self.required if parts.get(word) is None]
        for word in lacking:
            context.report_missing(
                path, self.what, word, Phrase("it needs {needed}", "须有{needed}", needed=name_list(self.required))
            )
        if lacking:
            return None
        values: dict[str, Value] = {}
        words = context.labels_at(path)
        for name, stated in parts.items():
            word = words.get(name, name)
            if name not in self.parts:
                if self.report_other is not None:
                    self.report_other(context, word, child_path(path, word))
            elif stated is not None:
                value = self.parts[name].read(context, stated, word, child_path(path, word))
                if value is not None:
                    values[name] = value
        return values if self.required.keys() <= values.keys() else None


def read_fast(data: object, checks: Mapping[object, FastPath[Value]], values: dict[str, Value]) -> dict[str, Value]:
    """Puts the parts of an object into `values`, where quick checks take all that it states."""
    if type(data) is not dict:
        raise NeedsFullReaderError
    for word, stated in data.items():
        try:
            check = checks[word]
        except KeyError:
            raise NeedsFullReaderError from None
        if stated is not None:
            values[word] = check(stated)
    return values
