"""The state that all parts of the facts reader share: policy, problems, JSON paths; and readers of objects and values.

A function that reads a part returns the result, or `None` if there is nothing to use: the fact is unknown, or a problem
was added. The two need no distinction, because one problem makes the reader refuse the facts as a whole.

Values and names in findings are those of the author, shortened and printable.

The Chinese labels of a vocabulary are names in facts, by scope. A label that two things of a scope share has both
names, and the reader reports it. A label that equals a name in its scope is that name.

Years, months, objects, periods and series have fast paths: from a plain value to the fact, or `NeedsFullReaderError`.
Then the general rule for the part decides and reports findings. If a fast path accepts a value, the general rule reads
it with the same result.

An object whose names are not fixed has values by name. The keys of a line, which identify its record, are one. Days,
months and years of facts are from 1900 to 2200. Unknown names of clauses and of members of levels are reported with the
nearest known words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report, nearest, with_changes
from ipdsl.base.findings.phrase import NOTHING, LocalizedName, MessageValue, Phrase, join_phrases, literal_phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.base.values.characters import mixed_script_offset
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR, Date, Period
from ipdsl.base.values.money import DECIMALS
from ipdsl.engine.operations import value_text
from ipdsl.ir.facts import DatedValue
from ipdsl.ir.terms import Program, clauses_by_label
from ipdsl.plain_data import errors
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.declarations import (
    NO_LABELS,
    CaselessLabels,
    Choice,
    LabelledDeclaration,
    Labels,
    label_index,
    labels_by_name,
    labels_of,
)
from ipdsl.schema.types.date import DAYS, check_year_range, plain_calendar_day, read_calendar_day, read_day
from ipdsl.schema.types.money import fast_path_for_sums
from ipdsl.schema.types.rate import plain_rate
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import plain_decimal, plain_text, read_text, report_unknown_member
from ipdsl.schema.values.value_type import (
    NONE,
    Fact,
    FastPath,
    NeedsFullReaderError,
    PlainWords,
    Special,
    Type,
    Value,
    ValuesByText,
    child_path,
    declared_name,
    describe,
    name_list,
    printable,
    quote_name,
    require_unhashable,
)
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.wording.labels import EnglishNames, Labels as ByLabels, label_words


@attrs.frozen(eq=False, repr=False)
class FactNames(ValueObject):
    """The words that facts use: names, or labels."""

    program: Program
    uses_labels: bool = False

    def scope_translator(self, scope: Callable[[Program], Labels]) -> Callable[[str], str]:
        """The words of a scope."""
        return self.label_translator(self.program.compute_once(scope) if self.uses_labels else NO_LABELS)

    def label_translator(self, labels: Labels) -> Callable[[str], str]:
        """The words for the names of these labels."""
        words = labels_by_name(labels) if self.uses_labels else {}
        return lambda name: words.get(name, name)


CLAIM_KEYS = frozenset({"applicant", "item", "year", "level"})
"""Keys of claims in addition to the fields of their records."""


# ---- scopes


def applicant_kind_labels(program: Program) -> Labels:
    """Kinds of applicants."""
    return labels_of(program.schema.kinds)


def applicant_labels(program: Program) -> Labels:
    """Parts of the applicant."""
    return labels_of(program.schema.applicant_fields, "id", "kinds")


def figure_labels(program: Program) -> Labels:
    """Yearly figures."""
    return labels_of(program.schema.figures)


def field_labels(kind: RecordKind) -> Labels:
    """Parts of a record."""
    return labels_of(kind.fields, "id")


def series_labels(program: Program) -> Labels:
    """Published series."""
    return labels_of(program.schema.series)


def record_labels(program: Program) -> Labels:
    """Kinds of records."""
    return labels_of(program.schema.records)


def level_labels(program: Program) -> Labels:
    """The members of all levels. Several levels may have the same name with the same label."""
    return labels_of(member for choice in program.schema.choices if choice.is_ordered for member in choice.members)


def clause_labels(program: Program) -> Labels:
    """Clauses by their labels with each part translated: `3.地理标志保护产品.新认定`.

    Some parts may be names. A clause named by `as` uses the label that the page gives next to it. The names that
    decisions and letters print are labels too, and the article of one or several clauses.

    Case is ignored, and the words of a label may follow a name that consists of them: ipdsl 0.7.0 printed
    `ip title new (ip title new)` for what is `IP title new` now.
    """
    articles = [
        (article, clause.label)
        for clause in program.clauses
        for article in ((f"article {clause.article}", f"第{clause.article}条") if clause.article else ())
    ]
    printed = [
        (name, clause)
        for clause in program.clauses
        for names in (program.compute_once(EnglishNames), program.compute_once(ByLabels))
        for name in (names.award_of_article(clause.label), names.award_with_heading(clause.label))
    ]
    former = [
        (f"{name} ({words})", clause.label)
        for name, clause in printed
        if name.endswith(words := label_words(clause.label, clause.article))
    ]
    clause_names = {clause.label for clause in program.clauses}
    page_labels = [(label, name) for name, label in program.labels if name in clause_names]
    label_pairs = (
        (".".join(words), clause.label)
        for clause in program.clauses
        for words in list(product(*_label_parts(program, clause.label)))[1:]
    )
    named = ((name, clause.label) for name, clause in printed)
    return CaselessLabels(label_index((*articles, *named, *label_pairs, *page_labels)), clause_names, former)


def row_labels(program: Program) -> Mapping[str, Labels]:
    """The rows of each clause by the labels of their members: `省级、市级` for `provincial, municipal`."""
    members = [member for choice in program.schema.choices for member in choice.members]
    return {
        clause.label: label_index(
            (between.join(words), row.name)
            for row in clause.rows
            for words in list(product(*(_name_variants(part, members) for part in row.name.split(", "))))[1:]
            for between in (", ", "、")
        )
        for clause in program.clauses
    }


_Key = TypeVar("_Key")
_Made = TypeVar("_Made")


class ProgramCache(dict[_Key, _Made]):
    """What is made from a program and a key, on first use: `program.compute_once(KeyLabels)`."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def make(self, key: _Key) -> _Made:
        """Make the value of a key."""
        raise NotImplementedError

    def __missing__(self, key: _Key) -> _Made:
        value = self[key] = self.make(key)
        return value


class KeyLabels(ProgramCache[str, Labels]):
    """The keys of lines about a record kind, by its name; "" if the kind is not known."""

    def make(self, key: str) -> Labels:
        schema = self.program.schema
        related = schema.related_records[key] if key else schema.record_by_name.keys()
        fields = [field for record in schema.records if record.name in related for field in record.fields]
        declared: list[LabelledDeclaration] = [*fields, *schema.applicant_fields, *schema.kinds, *schema.classes]
        return labels_of(declared, *CLAIM_KEYS)


class ValueLabels(ProgramCache[str, Mapping[str, Labels]]):
    """The possible values of keys in lines about a record kind, by key; "" if the kind is not known.

    They are the members of the choices of all fields with the same name.
    """

    def make(self, key: str) -> Mapping[str, Labels]:
        schema = self.program.schema
        related = schema.related_records[key] if key else schema.record_by_name.keys()
        fields = (field for record in schema.records if record.name in related for field in record.fields)
        types = {field.name: [field.type] for field in schema.applicant_fields}
        types |= values_by_key((field.name, field.type) for field in fields)
        choices = {name: [choice_of(self.program, type_) for type_ in candidates] for name, candidates in types.items()}
        return {
            name: labels_of(member for choice in candidates if choice is not None for member in choice.members)
            for name, candidates in choices.items()
            if None not in candidates
        }


def choice_of(program: Program, type_: Type) -> Choice | None:
    """The choice or level of a type, or of the members of a list."""
    name = type_.member_type.choice_name
    return program.schema.choice_by_name[name] if name else None


def _label_parts(program: Program, clause: str) -> Sequence[tuple[str, ...]]:
    """The parts of the label of a clause, each with all its variants."""
    schema = program.schema
    variants: list[tuple[str, ...]] = []
    record: RecordKind | None = None
    for part in clause.split("."):
        about: Iterable[LabelledDeclaration]
        if record is not None:
            about = (*record.events, *record.states)
        else:
            about = (*schema.records, *schema.figures, *schema.kinds, *schema.classes, *schema.since_words,
                     *schema.applicant_fields)  # fmt: skip
            record = schema.record_by_name.get(part)
        variants.append(_name_variants(part, about))
    return variants


def _name_variants(name: str, declared: Iterable[LabelledDeclaration]) -> tuple[str, ...]:
    """A name and its labels."""
    return tuple(
        dict.fromkeys((name, *(entry.label.zh for entry in declared if entry.name == name and entry.label.zh)))
    )


def value_in_words(value: object) -> MessageValue:
    """A stated value in the form that decisions use: yes, none, a day, a name."""
    if isinstance(value, bool):
        return Phrase("yes", "是") if value else Phrase("no", "否")
    if isinstance(value, Special):
        return literal_phrase(value_text(value), "无" if value is NONE else "无法确定")
    return value_text(value)  # type: ignore[arg-type]  # a fact


def kind_name(kind: RecordKind) -> Phrase:
    """A kind of record in backticks."""
    return quote_name(declared_name(kind))


def _list_cache(_: Program) -> dict[tuple[object, tuple[str, ...]], Phrase]:
    """Cached lists of declared names in findings: every row of a table may show the same list."""
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
"""Chinese names for parts of facts, which have no labels."""


def ordered_names(*words: str) -> Mapping[str, None]:
    """An ordered set of part names."""
    return dict.fromkeys(words)


NO_NAMES = ordered_names()
MOST_FINDINGS = 1000


class TooManyFindingsError(Exception):
    """The maximum number of problems was reached."""


@attrs.define(eq=False, repr=False)
class ReadContext:
    """One run of the reader.

    If `findings` is full, it raises `TooManyFindingsError` if `stops_when_full`; otherwise only `finding_count`
    increases. `labelled_objects` has, by path, the objects with labels instead of names, as they were written.
    """

    program: Program
    findings: list[Diagnostic] = attrs.field(factory=list)
    finding_count: int = 0
    stops_when_full: bool = False
    labelled_objects: dict[str, tuple[Mapping[object, object], Labels]] = attrs.field(factory=dict)
    bare_rates: list[value_errors.BareRate] = attrs.field(factory=list)
    """The rates without a percent sign."""

    @property
    def schema(self) -> Schema:
        """The vocabulary of the policy."""
        return self.program.schema

    @property
    def currency(self) -> str:
        """The currency of the policy."""
        return self.program.currency

    def add(self, finding: Diagnostic) -> None:
        """Count a problem, and keep it if the maximum is not reached."""
        self.finding_count += 1
        if self.finding_count <= MOST_FINDINGS:
            self.findings.append(finding)
        elif self.stops_when_full:
            raise TooManyFindingsError

    def refuse(self, finding: Diagnostic) -> Any | None:
        """Add a problem and return `None` for the unreadable part."""
        self.add(finding)
        return None

    def bare_rate_findings(self) -> tuple[Diagnostic, ...]:
        """The first rate without a percent sign of each column, with their number."""
        rates = ((_PLACE_IN_COLUMN.sub("", str(rate.path)), rate) for rate in dict.fromkeys(self.bare_rates))
        return tuple(with_changes(column[0], number=len(column)) for column in values_by_key(rates).values())

    def name_list(self, words: Iterable[str], scope: Callable[[Program], Labels]) -> Phrase:
        """Names of a scope as text; in Chinese by their labels."""
        cache, word_tuple = self.program.compute_once(_list_cache), tuple(words)
        if (scope, word_tuple) not in cache:
            cache[scope, word_tuple] = name_list(word_tuple, labels=self.program.compute_once(scope))
        return cache[scope, word_tuple]

    def nearest_words(self, word: str, declared: Iterable[str]) -> tuple[str, ...]:
        """The nearest declared words; empty if no more findings are kept."""
        return nearest(word, declared) if self.finding_count < MOST_FINDINGS else ()

    def report(self) -> Report:
        """The findings, and a note if there are more."""
        rest = [errors.MoreProblems(path="$", kept=MOST_FINDINGS)] if self.finding_count > len(self.findings) else []
        return Report([*self.findings, *rest])

    def raise_findings(self) -> None:
        """Raise `FactsError` with the findings, if there are any."""
        if self.finding_count:
            raise FactsError(self.report())

    def read_parts(
        self, data: object, path: str, what: MessageValue, known: Mapping[str, object], advice: Phrase = NOTHING
    ) -> Mapping[str, object] | None:
        """The parts of an object; unknown parts are reported."""
        parts = self.read_object(data, path, what, advice, known)
        if parts is not None and parts is not data:
            self.check_parts(parts, path, what, known)
        return parts

    def read_object(
        self, data: object, path: str, what: MessageValue, advice: Phrase = NOTHING,
        known: Mapping[Any, object] = NO_NAMES,
        labels: Labels = NO_LABELS,
    ) -> Mapping[str, object] | None:  # fmt: skip
        """The parts of an object by name; the object itself if all its names are known.

        Labels are replaced by names. Years as integers become names; other names that are not text are reported.
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
        """Report a part that occurs twice in an object: a year in two forms, or a part by its name and by its label."""
        other = next(key for key in data if key == name or labels.get(str(key)) == (name,))
        if labels and other != word:
            self.add(
                errors.DuplicatePart(path=child_path(path, word), word=printable(word), other=printable(str(other)))
            )
        else:
            self.add(errors.DuplicateName(path=child_path(path, word), word=printable(word)))

    def resolve_label(self, word: str, labels: Labels, path: str) -> str | None:
        """The name for a label, or the word itself if it is not a label.

        `None` if it is the label of several names, which is reported.
        """
        names = labels.get(word, (word,))
        if len(names) == 1:
            return names[0]
        return self.refuse(errors.SharedLabel(path=path, word=printable(word), names=name_list(names, labels=labels)))

    def labels_at(self, path: str) -> Mapping[str, str]:
        """The labels that an object uses for its parts, by name."""
        if path not in self.labelled_objects:
            return {}
        data, labels = self.labelled_objects[path]
        return {labels[word][0]: word for word in data if isinstance(word, str) and len(labels.get(word, ())) == 1}

    def path_as_written(self, path: str, name: str) -> str:
        """The path of a part of an object, in the words of its author."""
        return child_path(path, self.labels_at(path).get(name, name))

    def read_list(
        self, data: object, path: str, what: MessageValue, advice: Phrase = NOTHING
    ) -> Sequence[object] | None:
        """The members of a list; other data is reported."""
        if isinstance(data, list | tuple):
            return data
        return self.report_wrong_form(data, path, what, Phrase("a list", "列表"), advice)

    def report_wrong_form(
        self, data: object, path: str, what: MessageValue, expected: MessageValue, advice: Phrase = NOTHING
    ) -> Any | None:
        """Report data of a different form than expected."""
        description = describe(data)
        return self.refuse(errors.WrongForm(path=path, what=what, expected=expected, found=description, advice=advice))

    def report_wrong_type(
        self, data: object, field: str, path: str, expected: MessageValue, advice: Phrase = NOTHING
    ) -> Any | None:
        """Report a value that does not have the declared type of its field."""
        return self.refuse(
            value_errors.WrongType(path=path, field=field, expected=expected, found=describe(data), advice=advice)
        )

    def report_ambiguous(self, data: str, readings: Sequence[str], field: str, path: str) -> Any | None:
        """Report a text with several meanings."""
        finding = value_errors.AmbiguousForm(
            path=path,
            field=field,
            found=printable(data),
            readings=join_phrases([f"`{reading}`" for reading in readings], " or ", "或"),
        )
        return self.refuse(finding)

    def check_parts(self, parts: Mapping[str, object], path: str, what: MessageValue, known: Iterable[str]) -> None:
        """Report names that are not parts of a fixed form."""
        for name in parts:
            if name not in known:
                intended = tuple(part for part in PARTS_BY_CHINESE_NAME.get(name, ()) if part in known)
                self.report_unknown(
                    errors.UnknownPart,
                    child_path(path, name),
                    name,
                    known,
                    intended,
                    what=what,
                    parts=name_list(known, 30),
                )

    def report_missing(self, path: str, what: MessageValue, word: str, advice: Phrase = NOTHING) -> Any | None:
        """Report a missing required part."""
        return self.refuse(errors.MissingPart(path=path, what=what, word=word, advice=advice))

    def report_unknown(
        self, finding: Callable[..., Diagnostic], path: str, word: str, known: Iterable[str],
        meant: tuple[str, ...] = (), **details: MessageValue,
    ) -> Any | None:  # fmt: skip
        """Report an unknown word, with the intended words, or the nearest known ones."""
        near = meant or self.nearest_words(word, known)
        return self.report_undeclared(path, word, finding(path=path, word=printable(word), nearest=near, **details))

    def report_undeclared(self, path: str, word: str, finding: Diagnostic) -> Any | None:
        """Report an unknown word by the finding, or by its letter of a different script if it has one."""
        position = mixed_script_offset(word)
        if position is None:
            return self.refuse(finding)
        name = f"U+{ord(word[position]):04X}"
        return self.refuse(
            value_errors.MixedScriptsInFacts(path=path, word=printable(word), letter=word[position], name=name)
        )


_PLACE_IN_COLUMN = re.compile(r"\[\d+\]|\.\d{4}\b")


Rule: TypeAlias = "Callable[[ReadContext, object, str, str], Value | None]"
"""A general rule: reads data, with the name of the field and its path for findings."""


@attrs.frozen(eq=False, repr=False)
class FieldReader(Generic[Value]):
    """Reads a part of an object: a fast path for plain data, and a general rule for the rest."""

    fast_path: FastPath[Value]
    general_rule: Rule[Value]

    def read(self, context: ReadContext, data: object, field: str, path: str) -> Value | None:
        """The value; `None` if it is unknown or a problem was added."""
        try:
            return self.fast_path(data)
        except (NeedsFullReaderError, TypeError) as error:
            require_unhashable(error)
            return self.general_rule(context, data, field, path)


@attrs.frozen(eq=False, repr=False, slots=False)
class ObjectReader(Generic[Value]):
    """Reads an object: the readers of its parts, and its name in findings."""

    parts: Mapping[str, FieldReader[Value]]
    what: MessageValue
    advice: Phrase = NOTHING
    report_other: Callable[[ReadContext, str, str], None] | None = None
    """Reports an unknown name and its path; if it is `None`, unknown names are reported as unknown parts."""
    required: Mapping[str, None] = NO_NAMES
    """The required parts."""
    labels: Labels = NO_LABELS
    """The labels of the parts' names."""

    @cached_property
    def fast_paths(self) -> Mapping[object, FastPath[Value]]:
        """The fast paths by part, in a plain dict, because CPython looks names up faster there."""
        return {name: part.fast_path for name, part in self.parts.items()}

    def read(self, context: ReadContext, data: object, path: str) -> dict[str, Value] | None:
        """The stated parts in input order; `None` if the data is not such an object."""
        try:
            values = read_fast(data, self.fast_paths, {})
        except (NeedsFullReaderError, TypeError) as error:
            require_unhashable(error)
            return self.read_by_rules(context, data, path)
        if self.required and not self.required.keys() <= values.keys():
            return self.read_by_rules(context, data, path)
        return values

    def read_by_rules(self, context: ReadContext, data: object, path: str) -> dict[str, Value] | None:
        """Like `read`, for an object with a part that is not plain: the general rule reads that part."""
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
    """Read an object into `values`; raises `NeedsFullReaderError` unless fast paths accept all its parts."""
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


def _month(value: object) -> Date:
    if type(value) is not str or len(value) != 7:
        raise NeedsFullReaderError
    return plain_calendar_day(f"{value}-01")


MONTHS: Mapping[object, Date] = ValuesByText(_month)
"""The first day of each month by its text."""

YEARS: Mapping[object, int] = PlainWords((str(year), year) for year in range(FIRST_YEAR, LAST_YEAR + 1))
"""Years by their names as keys of amounts and figures."""


def plain_year(value: object) -> int:
    """A year within the range of facts."""
    if type(value) is int and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    raise NeedsFullReaderError


def plain_object(value: object) -> dict[object, object]:
    """A JSON object."""
    if type(value) is dict:
        return value
    raise NeedsFullReaderError


def plain_exchange(value: object) -> Fraction:
    """The price of one unit of a currency, more than 0."""
    if type(value) is str and (price := plain_decimal(value)):
        return price
    raise NeedsFullReaderError


def plain_periods(read: FastPath[Fact], value: list[object]) -> DatedValue:
    """A value that changes: periods without overlap, sorted by day."""
    periods: list[tuple[Period, Fact]] = []
    for entry in value:
        if type(entry) is not dict or "value" not in entry or not entry.keys() <= _PERIOD.keys():
            raise NeedsFullReaderError
        start, end = entry.get("from"), entry.get("to")
        period = Period(None if start is None else DAYS[start], None if end is None else DAYS[end])
        if first_day(period) > last_day(period):
            raise NeedsFullReaderError
        periods.append((period, read(entry["value"])))
    periods.sort(key=lambda stated: first_day(stated[0]))
    if any(last_day(entry) >= first_day(later_period) for (entry, _), (later_period, _) in pairwise(periods)):
        raise NeedsFullReaderError
    return DatedValue(tuple(periods))


def first_day(period: Period) -> Date:
    """The first day of a period."""
    return period.start or Date.min


def last_day(period: Period) -> Date:
    """The last day of a period."""
    return period.end or Date.max


def plain_series(when: str, currency: str | None, value: object) -> dict[tuple[str, Date], Fraction]:
    """The values of a series by currency of the price (or "") and day."""
    if type(value) is not list:
        raise NeedsFullReaderError
    days, read, number = MONTHS if when == "month" else DAYS, plain_rate, 2
    if currency is not None:
        read, number = plain_exchange, 3
    points: dict[tuple[str, Date], Fraction] = {}
    for entry in value:
        if type(entry) is not dict or len(entry) != number:
            raise NeedsFullReaderError
        try:
            day, stated, price_currency = entry[when], entry["value"], "" if currency is None else entry["currency"]
        except KeyError:
            raise NeedsFullReaderError from None
        if currency is not None and price_currency not in DECIMALS:
            raise NeedsFullReaderError
        points[price_currency, days[day]] = read(stated)
    if len(points) < len(value):  # a value occurs twice
        raise NeedsFullReaderError
    return points


def plain_sums(program: Program) -> ValuesByText[int]:
    """Plain amounts in the policy's currency by their text."""
    return ValuesByText(fast_path_for_sums(program.currency))


def field_reader(program: Program, type_: Type, is_converted: bool = False) -> FieldReader[Any]:
    """The reader of values of a type; `is_converted`: an amount may be in a foreign currency."""
    reader = type_.value_reader(program.schema, program.currency, is_converted)
    return FieldReader(reader.quick_check, reader.field_rule())


_Name = TypeVar("_Name", str, int)
_Value = TypeVar("_Value")


def _plain_keys(value: object) -> dict[str, object]:
    return sorted_by_name({plain_text(name): _plain_key(key) for name, key in plain_object(value).items()})


def _plain_key(value: object) -> object:
    return tuple(map(plain_text, value)) if type(value) is list else plain_text(value)


_KEYS_EXAMPLE = Phrase(
    'as in {{"family": "F1"}}, in a cell `family: F1`', '例如`{{"family": "F1"}}`，单元格中写`family: F1`'
)


def _read_keys(context: ReadContext, data: object, field: str, path: str) -> dict[str, object]:
    """Keys by field name, as written; `ipdsl.ledger.lines` reads them by their types."""

    def read(name: str, value: object, value_path: str) -> tuple[str | None, object]:
        return read_text(context, name, field, value_path), value

    return read_named_values(context, data, path, field, _KEYS_EXAMPLE, read)


def read_named_values(
    context: ReadContext,
    data: object,
    path: str,
    field: str,
    advice: Phrase,
    read: Callable[[str, object, str], tuple[_Name | None, _Value | None]],
) -> dict[_Name, _Value]:
    """An object of values by name, sorted by name; pairs without a readable name or value are omitted."""
    parts = context.read_object(data, path, f"`{field}`", advice) or {}
    values: dict[_Name, _Value] = {}
    for word, stated in parts.items():
        value_path = child_path(path, word)
        name, value = read(word, stated, value_path)
        if name is not None and name in values:
            context.add(errors.DuplicateName(path=value_path, word=printable(word)))  # a year in two forms
        elif name is not None and value is not None:
            values[name] = value
    return sorted_by_name(values)


def sorted_by_name(parts: dict[_Name, _Value]) -> dict[_Name, _Value]:
    """Sorted by name, or by year."""
    return parts if len(parts) < 2 else dict(sorted(parts.items()))


KEYS_READER = FieldReader(_plain_keys, _read_keys)
"""The reader of the keys of a line."""


def split_kind_prefix(program: Program, item: str, kind: str) -> tuple[str, str]:
    """An item and its kind; the kind may be a prefix of the item: `patent_prize: ZL1`."""
    before, between, rest = item.partition(": ")
    known = program.schema.record_by_name
    kind_names = program.compute_once(record_labels).get(before, (before,)) if between and rest else ()
    about = known.get(kind_names[0]) if len(kind_names) == 1 else None
    if about is None or (kind and (kind not in known or known[kind].root != about.root)):
        return item, kind
    return rest, kind or about.name


MOST_CLAUSES = 5
"""The most clauses that a finding lists."""


def is_clause(context: ReadContext, label: str, path: str) -> bool:
    """Whether a clause of this policy has that label; an unknown label is reported."""
    labels = clauses_by_label(context.program)
    if label in labels:
        return True
    known = [*labels, *context.program.compute_once(clause_labels)]
    near = _clauses_under(label, labels) or _clauses_under(label, known) or context.nearest_words(label, known)
    advice = Phrase(
        "a clause is `article.record.event`, or the word after `as`", "条款名是`条.记录.事件`，或`简称`之后的词"
    )
    if labels and not near:
        some = name_list(tuple(labels), MOST_CLAUSES, context.program.compute_once(clause_labels))
        advice = Phrase("its clauses are {labels}; {form}", "条款有{labels}；{form}", labels=some, form=advice)
    context.report_unknown(
        errors.UnknownClause, path, label, known, near, policy=printable(context.program.name), advice=advice
    )
    return False


def _clauses_under(start: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The first labels that begin with a part of a label: those of an article or of a kind of record."""
    return tuple(label for label in labels if label.startswith(f"{start}."))[:3]


def level_members(program: Program) -> dict[str, None]:
    """An ordered set of the members of all levels of the vocabulary."""
    return dict.fromkeys(name for choice in program.schema.choices if choice.is_ordered for name in choice.names)


def check_level(context: ReadContext, path: str, field: str, word: str) -> None:
    """Report a word that is not a member of any level; without levels in the vocabulary any text is allowed."""
    members = context.program.compute_once(level_members)
    if members and word not in members:
        report_unknown_member(context, path, field, word, members, labels=context.program.compute_once(level_labels))


def known_figures_advice(context: ReadContext) -> Phrase:
    """The advice about an unknown figure."""
    known = context.schema.figure_by_name
    if not known:
        return Phrase("the vocabulary declares no figures", "没有年度数据")
    return Phrase("the figures are {known}", "年度数据有{known}", known=context.name_list(known, figure_labels))


def rule_name(program: Program, name: str) -> LocalizedName:
    """The sentence of a rule with its article, in both languages."""
    return LocalizedName(program.compute_once(EnglishNames).rule(name), program.compute_once(ByLabels).rule(name))


def clause_name(program: Program, label: str) -> LocalizedName:
    """The name of a clause; in Chinese its label."""
    return LocalizedName(printable(label), program.compute_once(ByLabels).clause(label))


_MONTH_FORM = Phrase(
    "write a month as {form}",
    "月份请写成{form}这样",
    form=literal_phrase(written_values.MONTH_FORM, written_values.MONTH_FORM.replace(" or ", "或")),
)
_YEAR_FORM = Phrase("write it as in 2022", "请写成2022这样")


def read_month(context: ReadContext, data: object, field: str, path: str) -> Date | None:
    """The first day of a month that is stated as text."""
    parts = written_values.month(data) if isinstance(data, str) else None
    if parts is None or not 1 <= parts[1] <= 12:
        return context.refuse(
            value_errors.NotADay(
                path=path, field=field, what=Phrase("month", "月份"), found=describe(data), advice=_MONTH_FORM
            )
        )
    return read_calendar_day(context, (*parts, 1), field, path)


def read_year(context: ReadContext, data: object, field: str, path: str) -> int | None:
    """A year, stated as an integer or as text."""
    year = written_values.year(data) if isinstance(data, str) else data
    if not isinstance(year, int) or isinstance(year, bool):
        return context.report_wrong_type(data, field, path, Phrase("a year", "年份"), _YEAR_FORM)
    return year if written_values.is_known_year(year) else check_year_range(context, year, describe(data), field, path)


def read_year_name(context: ReadContext, name: str, path: str) -> int | None:
    """A year as the name of a part: `"2022": …`."""
    if name in YEARS:
        return YEARS[name]
    year = written_values.year(name)
    if year is None:
        return context.refuse(
            errors.WrongForm(
                path=path,
                what=Phrase("a name here", "此处的名称"),
                expected=Phrase("a year", "年份"),
                found=Phrase('the name "{name}"', "名称“{name}”", name=printable(name)),
                advice=Phrase('the names are years: {{"2022": …}}', '名称应为年份：`{{"2022": …}}`'),
            )
        )
    return year if written_values.is_known_year(year) else check_year_range(context, year, describe(year), "year", path)


def read_periods(
    context: ReadContext, data: object, field: str, path: str, part: FieldReader[Fact]
) -> DatedValue | None:
    """`[{"from": …, "to": …, "value": …}]`, sorted by day; both days belong to the period."""
    entries = context.read_list(data, path, f"`{field}`")
    if entries is None:
        return None
    what = Phrase("a period of `{field}`", "`{field}`的时段", field=field)
    periods: list[tuple[Period, Fact]] = []
    stated: list[Period] = []
    for index, entry in enumerate(entries):
        period_path = child_path(path, index)
        parts = context.read_parts(entry, period_path, what, _PERIOD, _PERIOD_FORM)
        if parts is None:
            continue
        if "value" not in parts:
            context.report_missing(period_path, what, "value", _PERIOD_FORM)
            continue
        period = _period(context, parts, period_path)
        value = (
            None
            if parts["value"] is None
            else part.read(context, parts["value"], field, child_path(period_path, "value"))
        )
        if period is None:
            continue
        stated.append(period)
        if value is not None:
            periods.append((period, value))
    stated.sort(key=lambda p: (first_day(p), last_day(p)))
    for earlier_period, later_period in itertools.pairwise(stated):
        if last_day(earlier_period) >= first_day(later_period):
            context.add(
                value_errors.PeriodsOverlap(
                    path=path, field=field, first=_period_phrase(earlier_period), second=_period_phrase(later_period)
                )
            )
    return DatedValue(tuple(sorted(periods, key=lambda p: first_day(p[0]))))


DAY_READER = FieldReader(DAYS.__getitem__, read_day)
"""The reader of a day."""

_PERIOD = ordered_names("from", "to", "value")
_PERIOD_FORM = Phrase(
    'as in {{"from": "2021-01-01", "to": "2021-12-31", "value": true}}',
    '例如`{{"from": "2021-01-01", "to": "2021-12-31", "value": true}}`',
)


def _period(context: ReadContext, parts: Mapping[str, object], path: str) -> Period | None:
    days: list[Date | None] = []
    for side in ("from", "to"):
        data = parts.get(side)
        days.append(None if data is None else DAY_READER.read(context, data, side, child_path(path, side)))
        if data is not None and days[-1] is None:
            return None
    period = Period(*days)
    if last_day(period) < first_day(period):
        return context.refuse(value_errors.PeriodReversed(path=path, start=str(period.start), end=str(period.end)))
    return period


def _period_phrase(period: Period) -> Phrase:
    match period.start, period.end:
        case None, None:
            return Phrase("always", "始终")
        case None, end:
            return Phrase("until {end}", "至{end}止", end=str(end))
        case start, None:
            return Phrase("from {start} on", "自{start}起", start=str(start))
        case start, end:
            return Phrase("{start} to {end}", "{start}至{end}", start=str(start), end=str(end))
