"""Cases: convert the `given` lines to plain facts, and check the expectations against the policy and the given facts.

A case is complete: kinds of record that it does not mention have no records, nothing was paid before, and no support
was received. Fields that it does not mention are unknown.

Values of a case as JSON values, each checked against its field.

Also the given lines about other documents and other applicants: payments, standards of older documents, ranks.

Input: the cases of a page, and the policy, which was checked without errors. Output: typed cases whose facts are plain
dicts, ready for the reader of facts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TypeAlias

import attrs

from ipdsl.base.findings.finding import Report, nearest
from ipdsl.base.findings.phrase import NOTHING, LocalizedSentence, MessageValue, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.values.written_values import SPECIAL, percentage
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.values.shared_types import plain_number
from ipdsl.schema.values.value_type import Special, Type
from ipdsl.schema.vocabulary import Field, Frequency, RecordKind, Schema, Series
from ipdsl.semantics import lookup, typed
from ipdsl.semantics.amounts import sums
from ipdsl.semantics.errors import names_and_types as n, policy as g
from ipdsl.semantics.expressions import operands
from ipdsl.semantics.lookup import Context, Vocabulary, record_words
from ipdsl.semantics.scope import records_of
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.layout import quote
from ipdsl.syntax.printing import format_expr, format_line

NO_VALUE = object()
"""The result for a value that is not stated or was reported."""

NONE: dict[str, object] = {"none": True}
CANNOT: dict[str, object] = {"cannot_be_determined": True}


def money(literal: ast.Number, ctx: Context, *, foreign: bool = False) -> object:
    """A sum in main units, with its code for a foreign currency."""
    code = literal.currency
    if code is not None and code != ctx.currency and foreign and code in DECIMALS:
        if operands.minor_units_of(code, literal, ctx) is None:
            return NO_VALUE
        return {"amount": str(plain_number(literal.value)), "currency": code}
    return NO_VALUE if operands.minor_units(literal, ctx) is None else plain_number(literal.value)


def flag(part: ast.FactPart, field: Field, ctx: Context) -> object:
    """A word without a value: yes, or no after `not`."""
    if not field.type.is_flag:
        advice = Phrase("write its value: `{field} …`", "请写出值：`{field} …`", field=field.name)
        problem = Phrase("no value", "没有值")
        expected = field.type.phrase
        ctx.add(n.BadValue(span=part.span, word=field.name, expected=expected, found=problem, advice=advice))
        return NO_VALUE
    return not part.negated


def json_value(fact_value: ast.FactValue, field: Field, ctx: Context) -> object:
    """A value as JSON."""
    match fact_value.special:
        case "none":
            return NONE
        case "cannot be determined":
            return CANNOT
        case "unknown":
            return NO_VALUE
        case _:
            return _typed_value(fact_value, field.type, field, ctx)


def _typed_value(fact_value: ast.FactValue, type_: Type, field: Field, ctx: Context) -> object:
    if type_.is_list:
        items = fact_value.items or (fact_value,)
        values = [_typed_value(i, type_.member_type, field, ctx) for i in items]
        return NO_VALUE if any(v is NO_VALUE for v in values) else values
    if fact_value.items:
        return _report_value(fact_value.span, type_, field, Phrase("several values", "多个值"), ctx)
    if fact_value.text is not None:
        return _text(fact_value.text, fact_value.span, type_, field, ctx)
    match fact_value.value:
        case ast.Number() as number:
            sign = -1 if fact_value.is_negative else 1
            return _number(attrs.evolve(number, value=sign * number.value), type_, field, ctx)
        case ast.Percent(value=share, is_fraction=True) if type_.is_rate:
            return str(share)
        case ast.Percent(value=share) if type_.is_rate:
            return percentage(share)
        case ast.Date(value=day) if type_.is_date or type_.is_text:
            return day.isoformat()
        case ast.Word(name=name):
            return _text(name.text, fact_value.span, type_, field, ctx)
        case None:
            return _report_value(fact_value.span, type_, field, Phrase("no value", "没有值"), ctx)
        case ast.Percent():
            return _report_value(fact_value.span, type_, field, Phrase("a percentage", "比例"), ctx)
        case ast.Date():
            return _report_value(fact_value.span, type_, field, Phrase("a date", "日期"), ctx)
        case _:
            return _report_value(fact_value.span, type_, field, Phrase("another value", "其他值"), ctx)


def _number(number: ast.Number, type_: Type, field: Field, ctx: Context) -> object:
    if type_.is_money:
        return money(number, ctx, foreign=True)
    plain = type_.plain_from_number(number.value)
    if plain is None or (type_.is_count and number.point_readings):
        return _report_value(number.span, type_, field, Phrase("a number", "数值"), ctx)
    return plain


def _text(text: str, span: Span, type_: Type, field: Field, ctx: Context) -> object:
    if (plain := type_.plain_from_word(text)) is not None:
        return plain
    if type_.is_poison:
        return NO_VALUE
    choice = ctx.vocabulary.choice_of(type_)
    if choice is not None:
        return text if lookup.is_member(text, span, choice, ctx) else NO_VALUE
    if text in written_values.SPECIAL:
        special_values = {"none": NONE, "cannot_be_determined": CANNOT}
        return special_values.get(written_values.SPECIAL[text], NO_VALUE)
    return _report_value(span, type_, field, f"`{text}`", ctx)


def expected_value(fact_value: ast.FactValue, field: Field, ctx: Context) -> typed.Scalar | Special | None:
    """The value that a case expects: money in minor units, `None` if it is to be unknown or after an error."""
    if fact_value.special is not None:
        return {"none": Special.NONE, "cannot be determined": Special.CANNOT}.get(fact_value.special)
    sign = -1 if fact_value.is_negative else 1
    match fact_value.value:
        case ast.Number() as number if field.type.is_money:
            sum_ = operands.minor_units(number, ctx)
            return None if sum_ is None else sign * sum_
        case _ if json_value(fact_value, field, ctx) is NO_VALUE:
            return None
        case ast.Number(value=value) | ast.Percent(value=value):
            return sign * value
        case ast.Date(value=day):
            return day
        case ast.Word(name=name):
            return name.text
        case _:
            return fact_value.text


def _report_value(span: Span, type_: Type, field: Field, written: MessageValue, ctx: Context) -> object:
    advice = type_.case_advice(field.name)
    ctx.add(n.BadValue(span=span, word=field.name, expected=type_.phrase, found=written, advice=advice))
    return NO_VALUE


Json: TypeAlias = "dict[str, object]"
Parts: TypeAlias = (
    "Callable[[Iterable[ast.FactPart], Mapping[str, Field], MessageValue, Callable[[str], Phrase]], Json]"
)
"""Reads the words of a given line by their fields."""

_MATTER_FIELD = Field(name="matter", type=TextType())
GRANTED_FIELD = Field(name="granted", type=MoneyType())
"""The amount granted before caps, in a line of the history."""


def payment(line: ast.GivenHistory, parts: Parts, ctx: Context) -> Json:
    """`given history "DOC" LABEL ITEM paid M in YEAR: kind K, level national, …`: a line of another document.

    `kind` names the kind of record that has the other words as fields; `matter` states the matter itself.
    """
    due = money(line.paid, ctx)
    entry: Json = {
        "policy": line.document, "clause": line.label, "item": line.item, "year": line.year, "due": due,
    }  # fmt: skip
    kinds = [part for part in line.parts if part.name.text == "kind"]
    fields: dict[str, Field] = {field.name: field for record in ctx.schema.records for field in record.fields}
    for part in kinds[:1]:
        word = part.value.value if part.value is not None else None
        record = lookup.record_named(word.name, ctx) if isinstance(word, ast.Word) else None
        if record is not None:
            entry["kind"], fields = record.name, dict(record.field_by_name)
    rest = [part for part in line.parts if part not in kinds]
    values = parts(
        rest,
        {**fields, "matter": _MATTER_FIELD},
        Phrase("a payment", "兑现"),
        lambda _: Phrase("name a field of its record, or `matter`", "请写其记录的字段，或`事项`"),
    )
    for name in ("matter", "level"):
        value = values.pop(name, None)
        if isinstance(value, str):
            entry[name] = value
    keys = {name: value for name, value in values.items() if isinstance(value, str | int | list)}
    return {**entry, "keys": keys} if keys else entry


def _dated_payment(line: ast.GivenHistory, paid: object) -> Json:
    return {"day": str(line.day), "amount": paid}


def rank(line: ast.GivenRank, ctx: Context) -> Json | None:
    """`given rank FIGURE N in YEAR`."""
    if not lookup.figure_named(line.figure, ctx):
        return None
    if line.rank < 1:
        written, advice = str(line.rank), Phrase("the first place is 1", "名次从1开始")
        return ctx.refuse(
            n.BadValue(
                span=line.span,
                word=Phrase("rank", "名次"),
                expected=Phrase("1 or more", "1或以上"),
                found=written,
                advice=advice,
            )
        )
    return {"figure": line.figure.text, "year": line.year, "rank": line.rank}


def older(line: ast.GivenOlder, ctx: Context) -> Json | None:
    """`given older document "DOC" ITEM M`; the kind is that of the case's record with this item."""
    amount = money(line.amount, ctx)
    return None if amount is NO_VALUE else {"document": line.document, "item": line.item, "amount": amount}


UNSTATED_WORDS = ("known", *SPECIAL)
"""Words for missing or unknown values, which do not name anything."""


def kind_advice(word: str, kinds: list[str], ctx: Context) -> Phrase:
    """Advice for a word after `given` that is not a kind; for a class, one of its kinds."""
    members = [kind for kind in kinds if word in ctx.schema.wider_kinds[kind]]
    advice = Phrase("declare it: `applicant {name}`", "请声明：`申请人 {name}`", name=word)
    if word in ctx.schema.applicant_field_by_name:
        advice = Phrase("the kind comes first: `given KIND {name}`", "先写类别：`已知 类别：{name}`", name=word)
    elif word in UNSTATED_WORDS:
        advice = Phrase("say what the applicant is: `given KIND`", "请写明申请人是什么：`已知 类别`")
    elif word == "no":
        advice = Phrase("a case is self-contained: facts that it does not mention do not exist", "案例没有写的就是没有")
    elif members:
        advice = Phrase(
            "an applicant of a case is of a kind, such as `{members}`",
            "案例的申请人应是一个类别，例如`{members}`",
            members=members[0],
        )
    return advice


def applicant_advice(name: str, ctx: Context) -> Phrase:
    """Advice for a word about the applicant that is not a field."""
    if name in UNSTATED_WORDS:
        return Phrase(
            "write it behind a field: `{field} unknown`",
            "请写在字段之后：`{field} 未知`",
            field=next(iter(ctx.schema.applicant_field_by_name), "FIELD"),
        )
    since = ctx.vocabulary.since_by_name.get(name)
    if since is not None:
        return Phrase("give its date: `{date} 2020-01-01`", "请写出日期：`{date} 2020年1月1日`", date=since.date_field)
    if name in ctx.schema.kinds_and_classes:
        return Phrase("name the kind at the front: `given {name} …`", "类别写在前面：`已知 {name}：…`", name=name)
    if name in ctx.schema.figure_by_name:
        return Phrase(
            "it is a yearly figure: `given figures 2022: {name} …`",
            "这是年度数据：`已知 2022年 数据：{name} …`",
            name=name,
        )
    record_name = next((r.name for r in ctx.schema.records if name in r.field_by_name), None)
    if record_name is not None:
        return Phrase(
            "it is a field of `{of}`: write it on the next line, `{of} ITEM: {name} …`",
            "这是`{of}`的字段：请写在下面一行，`{of} 项目：{name} …`",
            of=record_name,
            name=name,
        )
    return member_advice(name, ctx.schema.applicant_fields, ctx) or Phrase(
        "declare the field under `applicant fields`", "请在`申请人情况`之下声明该字段"
    )


def member_advice(word: str, fields: Iterable[Field], ctx: Context) -> Phrase:
    """Advice for a value without its field."""
    if word == "no":
        return Phrase("what is not so is written `not FIELD`", "不具备的写作`非 字段`")
    for field in fields:
        choice = ctx.vocabulary.choice_of(field.type)
        if choice is not None and word in choice.names:
            return Phrase(
                "write the field before its value: `{field} {word}`",
                "值之前请写字段：`{field} {word}`",
                field=field.name,
                word=word,
            )
    return NOTHING


def record_word_advice(word: str, record: RecordKind, ctx: Context) -> Phrase:
    """Advice for a word about a record that is not a field."""
    if word in UNSTATED_WORDS:
        return Phrase(
            "behind a field write `{field} unknown`; {else_}",
            "字段之后写`{field} 未知`；{else_}",
            field=record.fields[0].name,
            else_=kind_listing_advice(record.name),
        )
    if word in record.event_by_name:
        day = record.event_by_name[word].date_field
        return Phrase(
            "give the day of the event: `{day} 2022-05-01`", "请写出事件的日期：`{day} 2022年5月1日`", day=day
        )
    if word in record.state_by_name:
        day = record.state_by_name[word].from_field
        return Phrase(
            "give the first day of the state: `{day} 2022-05-01`",
            "请写出状态的起始日：`{day} 2022年5月1日`",
            day=day,
        )
    return member_advice(word, record.fields, ctx) or Phrase(
        "declare the field in `{record}`", "请在`{record}`中声明该字段", record=record.name
    )


def kind_listing_advice(name: MessageValue) -> Phrase:
    """How to say that a kind has no records, or that its records are unknown."""
    return Phrase(
        "write `no {name}` if it does not exist, and `{name} unknown` if it is not known",
        "没有的写作`无 {name}`，不知道有没有的写作`{name} 未知`",
        name=name,
    )


def figure_advice(word: str) -> Phrase:
    """Advice for a word about a year that is not a figure."""
    return (
        Phrase("name the figure before it: `FIGURE unknown`", "请先写年度数据：`年度数据 未知`")
        if word in UNSTATED_WORDS
        else Phrase("declare it under `figures per year`", "请在`年度数据`之下声明")
    )


APPLICANT = "applicant"


@attrs.define(eq=False, repr=False)
class GivenFacts:
    """The facts of a case, and the items that its expectations may name."""

    applicant: Json = attrs.field(factory=lambda: {"id": APPLICANT, "kinds": []})
    records: dict[str, list[Json]] = attrs.field(factory=dict)
    partly_listed: dict[str, None] = attrs.field(factory=dict)
    unknown_kinds: dict[str, None] = attrs.field(factory=dict)
    figures: dict[str, Json] = attrs.field(factory=dict)
    history: list[Json] = attrs.field(factory=list)
    support: list[Json] = attrs.field(factory=list)
    approvals: list[Json] = attrs.field(factory=list)
    series: dict[str, list[Json]] = attrs.field(factory=dict)
    ranks: list[Json] = attrs.field(factory=list)
    older: list[Json] = attrs.field(factory=list)
    as_of: str | None = None
    kind_by_item: dict[str, str] = attrs.field(factory=dict)  # item or id to record kind
    item_by_line: dict[tuple[str, str], str] = attrs.field(factory=dict)  # root kind and name of a line to item
    has_applicant: bool = False
    paid_by_line: dict[tuple[str, str, int], Fraction] = attrs.field(factory=dict)  # of lines that state payments alone

    @property
    def items(self) -> list[str]:
        """The names of items that lines of the case may use."""
        return [*self.kind_by_item, APPLICANT]

    def has_item(self, item: str) -> bool:
        """Whether a line may name the item: a record, the applicant, or the year of a yearly award."""
        return item in self.items or item.isdigit()

    def facts(self, ctx: Context) -> Json:
        """The facts as a dict."""
        optional: Json = {
            "series": self.series, "published": self.ranks, "older_documents": self.older, "as_of": self.as_of
        }  # fmt: skip
        return {
            "applicant": self.applicant,
            "records": self._listings(ctx),
            "figures": self.figures,
            "history": self.history,
            "support": self.support,
            "approvals": self.approvals,
            **{name: part for name, part in optional.items() if part},
        }

    def _listings(self, ctx: Context) -> Json:
        """The records by kind. Kinds that are not given are empty, unless a related kind is unknown or partial."""
        open_ = {*self.partly_listed, *self.unknown_kinds}
        listings: Json = {}
        for record in ctx.schema.records:
            name = record.name
            bases = ctx.schema.lineage(name)[1:]
            family = ctx.schema.narrower_records[record.root]
            if name in self.partly_listed:
                listings[name] = {"partial": True, "items": self.records.get(name, [])}
            elif name in self.records:
                listings[name] = self.records[name]
            elif open_.intersection(bases) or open_.intersection(ctx.schema.narrower_records[name]):
                continue  # as unknown as the kind above or below it
            elif record.base is None or open_.intersection(family):
                listings[name] = []
        return listings


@attrs.frozen(eq=False, repr=False)
class GivenReader(ValueObject):
    """Reads the given lines of one case."""

    ctx: Context
    policy: typed.Policy
    given: GivenFacts = attrs.field(factory=GivenFacts)
    older: list[tuple[ast.GivenOlder, Json]] = attrs.field(factory=list)

    def read_givens(self, lines: Iterable[ast.Given]) -> GivenFacts:
        """Read all given lines in order; those under a named applicant follow its line."""
        supports = list[ast.GivenSupport]()
        for line in sorted(lines, key=_place_of_history):  # a payment is of a line or a record of the case
            match line:
                case ast.GivenApplicant():
                    self._applicant(line)
                case ast.GivenFigures():
                    self._figures(line)
                case ast.GivenHistory():
                    self._history(line)
                case ast.GivenSupport():
                    if self._support(line):
                        supports.append(line)
                case ast.GivenApproval():
                    self._approval(line)
                case ast.GivenSeries():
                    self._series(line)
                case ast.GivenRank():
                    self.given.ranks += filter(None, [rank(line, self.ctx)])
                case ast.GivenOlder():
                    entry = older(line, self.ctx)
                    if entry is not None:
                        self.older.append((line, entry))
                case ast.GivenAsOfDate(day=day):
                    self.given.as_of = day.isoformat()
        for support in supports:
            self._check_item(support)
        self._name_items()
        self.given.older = [entry for _, entry in self.older]
        return self.given

    def _name_items(self) -> None:
        """Replace the names of items that are names of record lines in the case."""
        for entry in (*self.given.approvals, *self.given.history):
            for record in self._clause_records(str(entry.get("clause"))):
                name = str(entry["item"])
                entry["item"] = self.given.item_by_line.get((record.root, name), name)
        for entry in self.given.support:
            kind = self.ctx.schema.record_by_name.get(str(entry.get("kind")))
            if kind is not None:
                name = str(entry["item"])
                entry["item"] = self.given.item_by_line.get((kind.root, name), name)
        roots = sorted({root for root, _ in self.given.item_by_line})
        for line, entry in self.older:
            self._name_matter(line, entry, roots)

    def _name_matter(self, line: ast.GivenOlder, entry: Json, roots: Iterable[str]) -> None:
        """Set kind and item of an older standard: those of the record with that name in the case, or as written."""
        name = line.item
        kind, entry["item"] = next(
            ((root, self.given.item_by_line[root, name]) for root in roots if (root, name) in self.given.item_by_line),
            (self.given.kind_by_item.get(name) or name.partition(": ")[0], name),
        )
        if kind in self.ctx.schema.record_by_name:
            entry["kind"] = kind
        elif name != APPLICANT:
            text, advice = (
                name,
                Phrase(
                    "name a record of the case, or write the kind before the item: `KIND: ITEM`",
                    "请写案例中的记录，或在项目之前写类别：`类别：项目`",
                ),
            )
            expected = Phrase("an item of a kind of record", "某类记录的项目")
            self.ctx.add(
                n.BadValue(
                    span=line.span,
                    word=Phrase("older document", "以前的文件"),
                    expected=expected,
                    found=text,
                    advice=advice,
                )
            )

    # --------------------------------------------------------------------------------------- the applicant

    def _applicant(self, line: ast.GivenApplicant) -> None:
        self.given.has_applicant = True
        if line.name is not None:
            self.given.applicant["id"] = line.name
        kinds = [k.name for k in self.ctx.schema.kinds]
        for name in line.kinds:
            if name.text not in kinds:
                self._report_kind(name, kinds)
        self.given.applicant["kinds"] = [x.text for x in line.kinds]
        fields = self.ctx.schema.applicant_field_by_name
        self.given.applicant.update(
            self._parts(
                line.parts,
                fields,
                Phrase("the applicant", "申请人"),
                partial(applicant_advice, ctx=self.ctx),
            )
        )
        for record in line.lines:
            if isinstance(record, ast.GivenRecord):
                self._record(record)

    def _report_kind(self, name: ast.Name, kinds: list[str]) -> None:
        """Report a word after `given` that is not a kind; for a class, list its kinds."""
        advice = kind_advice(name.text, kinds, self.ctx)
        near_kinds = lookup.nearest_words(name.text, kinds, self.ctx)
        self.ctx.add(n.UnknownApplicantWord(span=name.span, word=name.text, advice=advice, nearest=near_kinds))

    def _report_duplicate(self, span: Span, word: str) -> None:
        self.ctx.add(
            n.DuplicateDeclaration(
                span=span, word=word, how=Phrase("given", "给出"), second=Phrase("the second", "第二个")
            )
        )

    def _parts(
        self,
        parts: Iterable[ast.FactPart],
        fields: Mapping[str, Field],
        owner: MessageValue,
        advice: Callable[[str], Phrase],
    ) -> Json:
        values: Json = {}
        for part in parts:
            field = fields.get(part.name.text)
            if field is None:
                text = part.name.text
                near = lookup.nearest_words(text, fields, self.ctx)
                help_ = advice(text)
                self.ctx.add(n.UnknownField(span=part.name.span, word=text, owner=owner, advice=help_, nearest=near))
                continue
            if field.name in values:
                self._report_duplicate(part.span, field.name)
            value = flag(part, field, self.ctx) if part.value is None else json_value(part.value, field, self.ctx)
            if value is not NO_VALUE:
                values[field.name] = value
        return values

    # --------------------------------------------------------------------------------------- records

    def _record(self, line: ast.GivenRecord) -> None:
        if (word := line.kind.text) in (*UNSTATED_WORDS, "no") or word in self.ctx.schema.applicant_field_by_name:
            advice = Phrase(
                "a word of the applicant follows its kinds: `given KIND {word}`",
                "申请人的词写在类别之后：`已知 类别：{word}`",
                word=word,
            )
            if word in (*UNSTATED_WORDS, "no"):
                advice = kind_listing_advice(Phrase("RECORD", "记录"))
            self.ctx.add(n.UnknownRecord(span=line.kind.span, word=word, advice=advice))
            return
        record = lookup.record_named(line.kind, self.ctx)
        if record is None:
            self.given.kind_by_item.setdefault(line.item or "", "")
            return
        name = record.name
        if line.unknown:
            self.given.unknown_kinds[name] = None
        elif line.partial:
            self.given.partly_listed[name] = None
        elif line.none:
            self.given.records.setdefault(name, [])
        else:
            self.given.records.setdefault(name, []).append(self._record_values(line, record))

    def _record_values(self, line: ast.GivenRecord, record: RecordKind) -> Json:
        values = self._parts(
            line.parts,
            record.field_by_name,
            f"`{record.name}`",
            partial(record_word_advice, record=record, ctx=self.ctx),
        )
        if line.item is None:
            return values
        self._take_item(line, record)
        named = [part.name.text for part in line.parts]
        if len(record.key) == 1 and record.key[0] not in named:
            only = record.field_by_name[record.key[0]]
            if only.type.is_local_name:
                values = {only.name: line.item, **values}
        for value in values.values():
            if isinstance(value, str):
                self.given.kind_by_item.setdefault(value, record.name)
        key = [values.get(k) for k in record.key]
        if all(isinstance(k, str) for k in key):
            item = " / ".join(str(k) for k in key)
            self.given.kind_by_item.setdefault(item, record.name)
            self.given.item_by_line[record.root, line.item] = item
        return {"id": line.item, **values}

    def _take_item(self, line: ast.GivenRecord, record: RecordKind) -> None:
        item = line.item or ""
        if item in UNSTATED_WORDS:
            expected, problem, help_ = (
                Phrase("followed by the name of an item", "应后接项目的名称"),
                Phrase("`{item}` names nothing", "`{item}`没有所指", item=item),
                kind_listing_advice(record.name),
            )
            self.ctx.add(n.BadValue(span=line.span, word=record.name, expected=expected, found=problem, advice=help_))
        same = [r for r in self.given.records.get(record.name, []) if r.get("id") == item]
        if same:
            self._report_duplicate(line.span, item)
        self.given.kind_by_item[item] = record.name

    # --------------------------------------------------------------------------------------- the rest

    def _figures(self, line: ast.GivenFigures) -> None:
        fields = self.ctx.schema.figure_by_name
        figures = self._parts(line.parts, fields, Phrase("the yearly figures", "年度数据"), figure_advice)
        known = self.given.figures.setdefault(str(line.year), {})
        for part in line.parts:
            if part.name.text in known:
                self._report_duplicate(part.span, part.name.text)
        known.update(figures)
        self.given.kind_by_item.setdefault(str(line.year), "")

    def _label(self, text: str, span: Span) -> bool:
        return _is_label(text, span, [a.label for a in self.policy.awards], self.policy, self.ctx)

    def _history(self, line: ast.GivenHistory) -> None:
        self.given.kind_by_item.setdefault(line.item, "")
        if line.document is not None:
            self.given.history.append(payment(line, self._parts, self.ctx))
            return
        due = money(line.paid, self.ctx)
        if not self._label(line.label, line.span) or due is NO_VALUE:
            return
        if line.day is not None and self._payment_of_line(line, due):
            return
        years = self._years_of_events(line)
        if line.day is None and years and line.year > max(years):
            self.ctx.add(g.PaidForLaterYear(span=line.span, item=line.item, year=line.year, of_event=max(years)))
        entry: Json = {"clause": line.label, "item": line.item, "year": line.year, "due": due}
        if line.day is not None:
            entry |= {"year": self._year_of_payment(line), "payments": [_dated_payment(line, due)]}
        record = next(iter(self._clause_records(line.label)), None)
        fields = {**(record.field_by_name if record is not None else {}), "granted": GRANTED_FIELD}
        keys = self._parts(
            line.parts, fields, f"`{line.label}`", lambda _: Phrase("name a field of its record", "请写其记录的字段")
        )
        if "granted" in keys:
            entry["granted"] = keys.pop("granted")
        if keys:
            entry["keys"] = {k: v for k, v in keys.items() if isinstance(v, str | int | list)}
        if any(award.is_debt for award in self.policy.awards if award.label == line.label):  # it was asked for and paid
            entry |= {"due": {}, "recovers": [], "back": {str(entry["year"]): due}, "repaid": due}
        self.given.history.append(entry)

    def _payment_of_line(self, line: ast.GivenHistory, paid: object) -> bool:
        """Add a payment to the line of its award, item and year, if there is one.

        A line that states the year alone says what is due; otherwise all payments of a line were due.
        """
        assert line.day is not None
        event = line.label, line.item, self._year_of_payment(line)
        for entry in self.given.history:
            if (entry.get("clause"), entry.get("item"), entry.get("year")) == event and not entry.get("policy"):
                if event in self.given.paid_by_line:
                    self.given.paid_by_line[event] += line.paid.value
                    entry["due"] = plain_number(self.given.paid_by_line[event])
                entry.setdefault("payments", []).append(_dated_payment(line, paid))  # type: ignore[attr-defined]
                return True
        self.given.paid_by_line[event] = line.paid.value
        return False

    def _year_of_payment(self, line: ast.GivenHistory) -> int:
        """The year of the award that a payment is of: the last one up to the payment that the case has, or its own."""
        assert line.day is not None
        stated = {(each.get("clause"), each.get("item"), each.get("year")) for each in self.given.history}
        paid = self.policy.fiscal_year.year_of(line.day)
        years = self._years_of_events(line)
        years |= {
            int(str(year))
            for *event, year in stated - self.given.paid_by_line.keys()
            if event == [line.label, line.item]
        }
        return max((year for year in years if year <= paid), default=paid)

    def _years_of_events(self, line: ast.GivenHistory) -> set[int]:
        """The years of the days on which records of the case give the item of a line its award."""
        years = set[int]()
        trigger = next(award.trigger for award in self.policy.awards if award.label == line.label)
        if isinstance(trigger, typed.EventTrigger):
            kind = self.ctx.schema.record_by_name[trigger.record]
            field = kind.event_by_name[trigger.event].date_field
            for name in self.ctx.schema.narrower_records[kind.root]:
                for record in self.given.records.get(name, ()):
                    names = record.get("id"), self.given.item_by_line.get((kind.root, str(record.get("id"))))
                    if line.item in names and isinstance(day := record.get(field), str):
                        years.add(self.policy.fiscal_year.year_of(datetime.date.fromisoformat(day)))
        return years

    def _clause_records(self, label: str) -> Iterable[RecordKind]:
        return records_of((award for award in self.policy.awards if award.label == label), self.ctx)

    def _support(self, line: ast.GivenSupport) -> bool:
        """Read a line of support; whether its item should be one of the case, because it names no kind of record."""
        schema = self.ctx.schema
        kind = line.kind.text if line.kind is not None else self.given.kind_by_item.get(line.item, "")
        if line.kind is not None and kind not in schema.record_by_name:
            near_kinds = lookup.nearest_words(kind, schema.record_by_name, self.ctx)
            advice = Phrase("declare it in the vocabulary: `record {kind}`", "请在词汇中声明：`记录 {kind}`", kind=kind)
            self.ctx.add(n.UnknownRecord(span=line.kind.span, word=kind, advice=advice, nearest=near_kinds))
        is_of_level = lookup.is_level_member(line.level, self.ctx)
        amount = money(line.amount, self.ctx)
        entry: Json = {"item": line.item, "level": line.level.text, "year": line.year, "amount": amount}
        self.given.support.append({"kind": kind, **entry} if kind else entry)
        return is_of_level and line.kind is None

    def _check_item(self, line: ast.GivenSupport) -> None:
        """Report support for an item that no line of the case names: it would have no effect."""
        given = self.given
        is_open = bool(given.partly_listed or given.unknown_kinds) or not given.has_applicant
        if not is_open and not given.has_item(line.item):
            self.ctx.add(n.UnknownItem(span=line.span, word=line.item, nearest=nearest(line.item, given.items)))

    def _approval(self, line: ast.GivenApproval) -> None:
        amount = money(line.amount, self.ctx)
        self.given.kind_by_item.setdefault(line.item, "")
        if self._label(line.label, line.span) and self._is_discretionary(line):
            self.given.approvals.append({"clause": line.label, "item": line.item, "amount": amount})

    def _is_discretionary(self, line: ast.GivenApproval) -> bool:
        """Whether the award has a sum that the authority sets; an approval of any other award is reported as unused."""
        if self.policy.discretion_from is not None:
            return True
        award = next(a for a in self.policy.awards if a.label == line.label)
        if any(isinstance(sum_, typed.Ceiling) for sum_ in sums(award.amount)):
            return True
        self.ctx.refuse_misplaced(
            line.span,
            keywords.phrase("given approval"),
            Phrase("of `{label}`, whose sum the rule sets", "`{label}`（金额由规则确定）中", label=line.label),
            Phrase(
                "an approval is for an award `up to` a ceiling or `at discretion`",
                "只有`最高奖励`或`一事一议奖励`才需核定",
            ),
        )
        return False

    def _series(self, line: ast.GivenSeries) -> None:
        series = lookup.series_named(line.series, self.ctx)
        if series is None:
            return
        value = self._series_value(line.value, series)
        if not self._has_good_currency(line, series):
            return
        day = line.day.isoformat()
        when: Json = {"month": day[:7]} if series.frequency is Frequency.MONTHLY else {"day": day}
        currency: Json = {"currency": line.currency} if series.currency is not None else {}
        self.given.series.setdefault(series.name, []).append({**currency, **when, "value": value})

    def _has_good_currency(self, line: ast.GivenSeries, series: Series) -> bool:
        """Whether the line names a currency if the series is an exchange rate, and none otherwise."""
        if line.currency is not None and line.currency not in DECIMALS:
            self.ctx.add(operands.unknown_currency(line.span, line.currency))
            return False
        if (line.currency is None) is (series.currency is None):
            return True
        day = line.day.isoformat()
        expected = (
            Phrase("a percentage", "比例")
            if series.currency is None
            else Phrase("{currency} per currency", "每种货币折合的{currency}", currency=series.currency)
        )
        written = Phrase("no currency", "没有币种") if line.currency is None else f"`{line.currency}`"
        advice = Phrase(
            "write `given series {series} {currency}{day}: …`",
            "请写`已知 行情 {series} {currency}{day}：…`",
            series=series.name,
            currency="" if series.currency is None else "USD ",
            day=day,
        )
        self.ctx.add(n.BadValue(span=line.span, word=series.name, expected=expected, found=written, advice=advice))
        return False

    def _series_value(self, value: ast.Expr, series: Series) -> str:
        match value:
            case ast.Number(value=number) if series.currency is not None:
                return str(plain_number(number))
            case ast.Percent(value=share) if series.currency is None:
                return percentage(share)
            case _:
                expected = (
                    Phrase("a percentage", "比例")
                    if series.currency is None
                    else Phrase("{currency} per currency", "每种货币折合的{currency}", currency=series.currency)
                )
                written = {ast.Number: Phrase("a number", "数值"), ast.Percent: Phrase("a percentage", "比例")}.get(
                    type(value), Phrase("another value", "其他值")
                )
                advice = (
                    Phrase("write it as 3.7%", "请写成`3.7%`这样")
                    if series.currency is None
                    else Phrase("write it as 6.3014", "请写成`6.3014`这样")
                )
                self.ctx.add(
                    n.BadValue(span=value.span, word=series.name, expected=expected, found=written, advice=advice)
                )
                return "0"


def _place_of_history(line: ast.Given) -> int:
    """The place of a line: payments on a day follow lines with a year, and these all other lines."""
    return 0 if not isinstance(line, ast.GivenHistory) else 1 if line.day is None or line.document is not None else 2


def _is_label(text: str, span: Span, labels: Sequence[str], policy: typed.Policy, ctx: Context) -> bool:
    """Whether a label is one of these labels of the policy; others are reported."""
    if text not in labels:
        where, near = (
            Phrase("of `{policy}`", "`{policy}`中", policy=policy.name),
            lookup.nearest_words(text, labels, ctx),
        )
        ctx.add(n.UnknownLabel(span=span, word=text, where=where, nearest=near))
    return text in labels


_SET_WORDS = {
    phrase: keywords.table()[terminal].preferred_phrase
    for terminal in ("TOTAL", "COUNTED", "LARGEST", "EARLIEST")
    for phrase in (*keywords.table()[terminal].phrases, *keywords.chinese()[terminal].phrases)
}
"""The aggregates in conditions of a set, as pages and reasons write them."""


def cases(lines: Iterable[ast.Case], policy: typed.Policy, report: Report) -> tuple[typed.Case, ...]:
    """Check cases; cases with errors are left out."""
    checked: list[typed.Case] = []
    known = frozenset(_all_words(policy))
    for line in lines:
        case_report = Report()
        case = _case(line, policy, Context(Vocabulary(policy.schema), case_report, policy.currency), known)
        report.extend(case_report)
        if not case_report.has_errors:
            checked.append(case)
    return tuple(checked)


def _case(line: ast.Case, policy: typed.Policy, ctx: Context, known: frozenset[str]) -> typed.Case:
    applicants = [g for g in line.given if isinstance(g, ast.GivenApplicant)]
    if not applicants:
        advice = Phrase("write `given KIND` with record lines under it", "请写`已知 类别`，并在其下写记录行")
        ctx.add(g.IncompleteCase(span=line.span, lacks=Phrase("has no applicant", "没有申请人"), advice=advice))
    if not line.expect:
        advice = Phrase("write the expected result: `expect total …`", "请写应得的结果：`应得 合计 …`")
        ctx.add(g.IncompleteCase(span=line.span, lacks=Phrase("expects nothing", "没有写应得的结果"), advice=advice))
    is_joint = len(applicants) > 1 or any(applicant.name is not None for applicant in applicants)
    if is_joint:
        given_by_applicant = _given_by_applicant(line, applicants, policy, ctx)
    else:
        given_by_applicant = {None: GivenReader(ctx, policy).read_givens(line.given)}
    expect = []
    for expected in line.expect:
        given = _given_of_expectation(expected, given_by_applicant, applicants, ctx)
        expect.append(_Expectations(ctx, policy, given, known).expectation(expected))
    return typed.Case(
        span=line.span,
        title=line.title,
        title_zh=line.title_zh,
        facts=tuple(given.facts(ctx) for given in given_by_applicant.values()),
        expect=tuple(expect),
        is_joint=is_joint,
        lines=_lines_of_applicants(applicants, line.expect),
    )


def _given_by_applicant(
    line: ast.Case, applicants: Sequence[ast.GivenApplicant], policy: typed.Policy, ctx: Context
) -> dict[str | None, GivenFacts]:
    """The given facts of each applicant of a joint case. The series and the as-of date are the same for all."""
    shared_lines = [g for g in line.given if isinstance(g, ast.GivenSeries | ast.GivenAsOfDate)]
    shared = GivenReader(ctx, policy).read_givens(shared_lines)
    for given in line.given:
        if not isinstance(given, ast.GivenApplicant | ast.GivenSeries | ast.GivenAsOfDate):
            _report_shared_fact(given, applicants, ctx)
    unnamed = [applicant for applicant in applicants if not (applicant.name or "").strip()]
    if unnamed:
        ctx.add(g.UnnamedApplicant(span=unnamed[-1].span, kind=unnamed[-1].kinds[0].text))
    given_by_applicant: dict[str | None, GivenFacts] = {}
    for applicant in applicants:
        if applicant.name is not None and applicant.name in given_by_applicant:
            given_twice = n.DuplicateDeclaration(
                span=applicant.span,
                word=applicant.name,
                how=Phrase("given", "给出"),
                second=Phrase("the second", "第二个"),
            )
            ctx.add(given_twice)
        facts = [fact for fact in applicant.lines if not isinstance(fact, ast.GivenRecord)]
        given_facts = GivenFacts(series=shared.series, as_of=shared.as_of)
        read = GivenReader(ctx, policy, given_facts).read_givens([applicant, *facts])
        given_by_applicant.setdefault(applicant.name, read)
    return given_by_applicant


def _report_shared_fact(given: ast.ApplicantFact, applicants: Sequence[ast.GivenApplicant], ctx: Context) -> None:
    """Report a fact of one applicant that a joint case does not state under the line of an applicant."""
    first = next((applicant.name for applicant in applicants if applicant.name), "A")
    ctx.refuse_misplaced(
        given.span,
        keywords.phrase(_KEYWORD_OF_FACT[type(given)]),
        Phrase("directly under a case of several applicants", "有几个申请人的案例之下"),
        Phrase(
            'write it under the line of its applicant, such as `given "{name}" as …`',
            "请写在该申请人的那一行之下，例如`已知 “{name}” 为 …`",
            name=first,
        ),
    )


_KEYWORD_OF_FACT: dict[type, str] = {
    ast.GivenFigures: "given figures",
    ast.GivenHistory: "given history",
    ast.GivenSupport: "given support",
    ast.GivenApproval: "given approval",
    ast.GivenRank: "given rank",
    ast.GivenOlder: "given older document",
}


def _given_of_expectation(
    expected: ast.Expect, given_by_applicant: Mapping[str | None, GivenFacts],
    applicants: Sequence[ast.GivenApplicant], ctx: Context,
) -> GivenFacts:  # fmt: skip
    """The facts of the applicant of an expectation. Facts without an applicant if the case does not give it."""
    names = [applicant.name for applicant in applicants if applicant.name]
    if expected.applicant is None and names:
        if len(names) == len(applicants):
            listed = join_phrases(quote(name) for name in names)
            ctx.add(g.ExpectationWithoutApplicant(span=expected.span, applicants=listed, first=names[0]))
        return GivenFacts()
    given = given_by_applicant.get(expected.applicant)
    if given is not None:
        return given
    if expected.applicant is not None:
        _report_applicant(expected.applicant, expected.span, names, applicants, ctx)
    return GivenFacts()


def _report_applicant(
    name: str, span: Span, names: Sequence[str], applicants: Sequence[ast.GivenApplicant], ctx: Context
) -> None:
    """Report an applicant that the case does not give; one without a name may be meant."""
    kind = next((kind.text for applicant in applicants for kind in applicant.kinds), "KIND")
    advice = Phrase(
        'add a line that gives it: `given "{name}" as {kind}`',
        "请加一行给出该申请人：`已知 “{name}” 为 {kind}`",
        name=name,
        kind=kind,
    )
    if not names:
        advice = Phrase(
            'name the applicant of the case: `given "{name}" as {kind}`',
            "请给案例的申请人名称：`已知 “{name}” 为 {kind}`",
            name=name,
            kind=kind,
        )
    ctx.add(n.UnknownCaseApplicant(span=span, word=name, advice=advice, nearest=nearest(name, names)))


def _lines_of_applicants(
    applicants: Iterable[ast.GivenApplicant], expect: Iterable[ast.Expect]
) -> tuple[tuple[int, str], ...]:
    """The lines about one applicant of a joint case, in order: what it is given, and what is expected for it."""
    named = [(applicant.span.line, applicant.name) for applicant in applicants]
    named += [(expected.span.line, expected.applicant) for expected in expect]
    return tuple(sorted((line, name) for line, name in named if name is not None))


@attrs.frozen(eq=False, repr=False)
class _Expectations(ValueObject):
    """Checks the expectations of one case; `known` are the words that a reason may contain."""

    ctx: Context
    policy: typed.Policy
    given: GivenFacts
    known: frozenset[str]

    def expectation(self, line: ast.Expect) -> typed.Expectation:
        """Check a single line."""
        base = typed.Expectation(
            span=line.span, kind="total", text=format_line(line).removeprefix("expect "), applicant=line.applicant
        )
        match line:
            case ast.ExpectTotal(year=year, amount=amount):
                total = self._money(amount)
                if total == 0 and year is not None:
                    self._check_year(year, line.span)
                return attrs.evolve(base, year=year, amount=total)
            case ast.ExpectPaid():
                self._item(line.item, line.span)
                self._label(line.label, line.span)
                kind = "granted" if line.is_granted else "paid"
                return attrs.evolve(
                    base, kind=kind, year=line.year, item=line.item, label=line.label, amount=self._money(line.amount)
                )
            case ast.ExpectOutcome():
                return self._outcome(line, base)
            case ast.ExpectDue(low=low, high=high):
                most = self._money(high) if high is not None else None
                least = self._money(low)
                if most is not None and least is not None and most < least:
                    shown = [LocalizedSentence(format_expr(x)) for x in (low, high) if x is not None]
                    twisted = g.ReversedRange(
                        span=line.span,
                        what=Phrase("the range", "范围"),
                        start=shown[0],
                        end=shown[1],
                        order=Phrase("more than", "大于"),
                    )
                    self.ctx.add(twisted)
                return attrs.evolve(base, kind="due", amount=least, high=most)
            case ast.ExpectObligation(article=article, amount=amount):
                self._article(article, line.span)
                owed = self._money(amount) if amount is not None else None
                return attrs.evolve(base, kind="obligation", article=article, amount=owed)
            case ast.ExpectNoObligation(article=article):
                self._article(article, line.span)
                return attrs.evolve(base, kind="no obligation", article=article)
            case ast.ExpectValue():
                self._item(line.item or APPLICANT, line.span)
                return self._value(line, base) if self.given.has_item(line.item or APPLICANT) else base
            case ast.ExpectCarried(amount=amount, to_year=year):
                return attrs.evolve(base, kind="carried", year=year, amount=self._money(amount))
            case ast.ExpectBack(year=year, low=low, high=high):
                most = self._money(high) if high is not None else None
                return attrs.evolve(base, kind="back", year=year, amount=self._money(low), high=most)
            case ast.ExpectNet(amount=amount, is_negative=is_negative):
                net = self._money(amount)
                return attrs.evolve(base, kind="net", amount=net if net is None or not is_negative else -net)
            case ast.ExpectPayable(amount=amount):
                return attrs.evolve(base, kind="payable", amount=self._money(amount))
            case ast.ExpectLapsed(amount=amount):
                return attrs.evolve(base, kind="lapsed", amount=self._money(amount))

    def _outcome(self, line: ast.ExpectOutcome, base: typed.Expectation) -> typed.Expectation:
        self._item(line.item, line.span)
        self._label(line.label, line.span)
        if line.article is not None:
            self._article(line.article, line.span)
        words, definitions = line.words, tuple[str, ...]()
        if line.outcome == "displaced":
            for word in words:
                self._item(word, line.span)
        else:
            if line.outcome == "not eligible":
                defined = {name for award in self.policy.awards for gate in award.gates for name in gate.definitions}
                definitions = tuple(word for word in words if word in defined)
            words = tuple(_SET_WORDS.get(word, word) for word in words if word not in definitions)
            self._words(words, line.span)
        return attrs.evolve(
            base,
            kind="outcome",
            year=line.year,
            item=line.item,
            label=line.label,
            outcome=line.outcome,
            rule=line.rule,
            article=line.article,
            words=words,
            definitions=definitions,
        )

    def _value(self, line: ast.ExpectValue, base: typed.Expectation) -> typed.Expectation:
        """The value of a definition, as a sentence uses it for records like the item."""
        schema, name, kind = self.ctx.schema, line.name.text, self.given.kind_by_item.get(line.item or "")
        by_name = values_by_key((each.name, each) for each in typed.nodes(self.policy, typed.DefinedValue))
        lineage = () if kind is None else schema.lineage(kind)
        defined = next((each for each in by_name.get(name, ()) if typed.records_of_expr(each) <= {*lineage}), None)
        if defined is None:
            self._report_value(line, kind, by_name)
            return base
        value = expected_value(line.value, Field(name=name, type=defined.type), self.ctx)
        return attrs.evolve(base, kind="value", year=line.year, item=line.item, definition=defined, value=value)

    def _report_value(
        self, line: ast.ExpectValue, kind: str | None, by_name: Mapping[str, Sequence[typed.DefinedValue]]
    ) -> None:
        """Report a name without a value for the item."""
        name, for_item = line.name.text, NOTHING
        advice = Phrase(
            "name a definition with a number, a sum or a day that a sentence uses; a condition is expected by its"
            " reason: `expect ITEM not eligible because {name}`",
            "请写句子用到的、值为数值、金额或日期的定义；条件用理由写：`应得 项目 不符合条件，因 {name}`",
            name=name,
        )
        if name in by_name:
            record = min(typed.records_of_expr(by_name[name][0]))
            for_item = NOTHING if kind is None else Phrase(" for records of `{kind}`", "`{kind}`的", kind=kind)
            advice = Phrase(
                "name a record of `{record}`: `value of {name} for ITEM`",
                "请写明`{record}`的一项：`应算得 {name}（项目）`",
                record=record,
                name=name,
            )
        near = nearest(name, [other for other in by_name if other != name])
        self.ctx.add(n.NotComputedValue(span=line.name.span, word=name, item=for_item, advice=advice, nearest=near))

    def _check_year(self, year: int, span: Span) -> None:
        """Report a year of a total of 0 in which neither the policy applies nor the case has a day."""
        given, window, years = self.given, self.policy.window, self.policy.fiscal_year
        carries = any(cap.carry for cap in typed.nodes(self.policy.root, typed.Cap))
        days = str([given.records, given.figures, given.history, given.support, given.approvals, given.ranks])
        is_stated = any(str(calendar_year) in days for calendar_year in (year, years.last_day(year).year))
        if years.part_in_year(window, year) is None and not carries and not is_stated:
            first, last = (_OPEN if day is None else day.isoformat() for day in (window.start, window.end))
            self.ctx.add(g.TotalOfIdleYear(span=span, year=year, first=first, last=last))

    def _money(self, literal: ast.Number) -> int | None:
        return operands.minor_units(literal, self.ctx)

    def _item(self, item: str, span: Span) -> None:
        if self.given.has_applicant and not self.given.has_item(item):
            self.ctx.add(n.UnknownItem(span=span, word=item, nearest=nearest(item, self.given.items)))

    def _label(self, label: str | None, span: Span) -> None:
        if label is not None:
            paid = (award.label for award in self.policy.awards if not award.is_debt)
            labels = [*paid, *_labels_of_references(self.policy)]
            _is_label(label, span, labels, self.policy, self.ctx)

    def _article(self, number: str, span: Span) -> None:
        numbers = [a.number for a in self.policy.articles]
        if number not in numbers:
            number_list = join_phrases(numbers)
            listed = Phrase("{every}", "有第{every}条", every=number_list) if numbers else Phrase("none", "没有条")
            self.ctx.add(n.UnknownArticle(span=span, number=number, articles=listed, nearest=nearest(number, numbers)))

    def _words(self, words: tuple[str, ...], span: Span) -> None:
        for word in words:
            if word not in self.known and word.rpartition(".")[2] not in self.known:
                near = lookup.nearest_words(word, sorted(self.known), self.ctx)
                self.ctx.add(n.UnknownReason(span=span, word=word, nearest=near))


_OPEN = Phrase("no stated day", "未写明的日期")


def _labels_of_references(policy: typed.Policy) -> list[str]:
    """The labels of claims by reference: the article and the kind of record."""
    whole = typed.YearTrigger | None
    return [f"{r.article}.{r.trigger.record}" for r in policy.references if not isinstance(r.trigger, whole)]


def _all_words(policy: typed.Policy) -> Iterator[str]:
    """All words that a reason may contain."""
    yield from _schema_words(policy.schema)
    for award in policy.awards:
        yield award.label
        for gate in award.gates:
            yield from gate.words
    yield from _SET_WORDS.values()
    yield from ("history", "support", "approval", "approvals", "records", "applicant", "to")


def _schema_words(schema: Schema) -> Iterator[str]:
    yield from schema.kinds_and_classes
    yield from schema.applicant_field_by_name
    yield from schema.figure_by_name
    yield from schema.series_by_name
    yield from (s.name for s in schema.since_words)
    for record in schema.records:
        yield record.name
        yield from record_words(record)
