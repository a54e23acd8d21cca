"""The form of a workbook: which sheets there are, and which column states what.

In: the policies that the facts are for, of one vocabulary. Out: sheets with columns, each with the name that facts use,
the words for people, and the type of its values. The template is written from it, and workbooks are read by it, so what
the template asks for is what is read.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from functools import cached_property

import attrs

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.code import Code
from ipdsl.runtime.reading.history import DIGEST, RUNGS
from ipdsl.runtime.reading.json_schema import kinds_said
from ipdsl.schema.model import Choice, Field, Member, Record, Schema, Varies
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    LevelType,
    ListType,
    MoneyType,
    RecordType,
    TextType,
    Type,
)
from ipdsl.tables.reads import reads_of

APPLICANT, FIGURES, PERIODS = "applicant", "figures", "periods"
ID = "id"
MARK = "_mark"
"""The first column of each sheet: what stands in it is no fact, but a row marked as the example is not read."""

EXAMPLE = Phrase("example", "示例")
NAMES = TextType()
NO_MEMBERS = "[]"
"""What a cell holds for a list of nothing."""


class Audience(enum.Enum):
    """Who fills in a workbook: a firm that applies, or the bureau that settles."""

    FIRM = "firm"
    BUREAU = "bureau"


class Complete(enum.Enum):
    """What an applicant says of the records of one kind."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


COMPLETE: dict[Complete, Phrase] = {
    Complete.ALL: Phrase("all listed", "全部列出"),
    Complete.SOME: Phrase("listed in part", "部分列出"),
    Complete.NONE: Phrase("none", "没有"),
}


@attrs.frozen
class Column:
    """One column. `name` is what facts call it, `path` what the hidden row calls it; `said` are its words for people.

    `members` are what may be chosen, each with its words; `is_list`: several values with `;` between them. `is_name`:
    digits in it are a name, and no number.
    """

    name: str
    path: str
    said: Phrase
    type: Type | None
    note: Phrase
    members: tuple[tuple[str, Phrase], ...] = ()
    is_list: bool = False
    is_key: bool = False

    @property
    def words(self) -> list[tuple[str, str]]:
        """The ways of writing its members, each with the name."""
        return [(said, name) for name, one in self.members for said in (name, one.en, one.zh)]

    @property
    def is_identifier(self) -> bool:
        """Whether it says which thing is meant: a key, a reference, a list of names, what lines are about."""
        if self.name in _NO_NAMES:
            return False
        is_free = self.path.count(".") == 1 and isinstance(self.type, TextType) and not (self.is_key or self.is_list)
        return self.is_name and not (is_free and self.path.partition(".")[0] not in LINES and self.name != APPLICANT)

    @property
    def is_name(self) -> bool:
        """Whether digits in it are a name."""
        return isinstance(self.type, TextType | RecordType | ApplicantType)


@attrs.frozen(eq=False)
class SheetForm:
    """One sheet: of the applicants, of a kind of record, of yearly figures, of periods, or of lines."""

    name: str
    said: Phrase
    note: Phrase
    columns: tuple[Column, ...]

    @cached_property
    def by_path(self) -> dict[str, Column]:
        """The columns by what the hidden row calls them."""
        return {column.path: column for column in self.columns}


@attrs.frozen(eq=False)
class Form:
    """The sheets of a workbook for some policies, with what identifies the policies: name and content hash of each.

    `audience` is who fills it in.
    """

    schema: Schema
    currency: str
    sheets: tuple[SheetForm, ...]
    policies: tuple[tuple[str, str], ...]
    audience: Audience

    @cached_property
    def by_name(self) -> dict[str, SheetForm]:
        """The sheets by name."""
        return {sheet.name: sheet for sheet in self.sheets}


def form_of(
    codes: Sequence[Code],
    audience: Audience = Audience.BUREAU,
    *,
    every: bool = False,
    beside: Iterable[tuple[str, str]] = (),
) -> Form:
    """The form for some policies of one vocabulary; with `every` of all kinds and fields of it, as facts may have.

    A firm's form has no sheets `OF_BUREAU`. `beside` are sheets and parts that have to be there too.
    """
    more: dict[str, set[str]] = {}
    for sheet, part in beside:
        more.setdefault(sheet, set()).add(part)
    programs = [code.program for code in codes]
    schema, reads = programs[0].schema, [reads_of(code) for code in codes]
    said = {name for program in programs for name in kinds_said(program)}
    kinds = [kind for kind in schema.records if every or kind.name in more or _is_widest(schema, kind, said)]
    fields = {name for one in reads for name in one.applicant} | more.get(APPLICANT, set())
    figures = {name for one in reads for name in one.figures} | more.get(FIGURES, set())
    own = [one for one in schema.applicant_fields if every or one.name in fields]
    yearly = [one for one in schema.figures if every or one.name in figures]
    makes = _Columns(schema, programs[0].currency)
    sheets = [makes.applicants(own, kinds)]
    for kind in kinds:
        read = {name for one in reads for name in one.fields.get(kind.name, ())} | more.get(kind.name, set())
        named = [one for one in kind.fields if every or one.name in read]
        sheets.append(makes.records(kind, named, has_ids=every or ID in read))
    if yearly:
        sheets.append(makes.figures(yearly))
    if dated := [one for one in own if one.varies is not Varies.FIXED]:
        sheets.append(makes.periods(dated))
    sheets += [makes.lines(name, every=every) for name in LINES if audience is Audience.BUREAU or name not in OF_BUREAU]
    policies = tuple((program.name, program.content_hash) for program in programs)
    return Form(schema, programs[0].currency, tuple(sheets), policies, audience)


def _is_widest(schema: Schema, kind: Record, said: set[str]) -> bool:
    """Whether a kind is asked for, and no wider one that takes its records."""
    return kind.name in said and said.isdisjoint(schema.lineage(kind.name)[1:])


# ---------------------------------------------------------------------------------------------- columns

_NO = Phrase("", "")
_WHO = Phrase("applicant", "申请人编号")
_WHO_NOTE = Phrase(
    "the id of the applicant; may stay empty where the workbook has one applicant",
    "申请人的编号；只有一个申请人时可以不填",
)
_YES, _NOT = Phrase("yes", "是"), Phrase("no", "否")

_LINE: dict[str, tuple[Phrase, Type]] = {
    "policy": (Phrase("policy", "政策"), NAMES), "clause": (Phrase("clause", "条款"), NAMES),
    "row": (Phrase("row", "档次"), NAMES), "kind": (Phrase("kind of record", "记录类别"), NAMES),
    "item": (Phrase("item", "项目"), NAMES), "matter": (Phrase("matter", "事项"), NAMES),
    "level": (Phrase("level", "级别"), NAMES), "year": (Phrase("year", "年度"), CountType()),
    "event_date": (Phrase("day of the event", "事件日期"), DateType()),
    "by_discretion": (Phrase("by discretion", "由主管部门裁量"), BoolType()),
    "proposed": (Phrase("proposed", "拟发"), MoneyType()), "admitted": (Phrase("admitted", "计入"), MoneyType()),
    "granted": (Phrase("granted", "准予"), MoneyType()),
    "due": (Phrase("due", "应得"), MoneyType()), "carried": (Phrase("carried", "结转"), MoneyType()),
    "carry_until": (Phrase("carried until", "结转至"), CountType()), "lapsed": (Phrase("lapsed", "失效"), MoneyType()),
    "outcome": (Phrase("outcome", "结果"), NAMES), "amount": (Phrase("amount", "金额"), MoneyType()),
    "document": (Phrase("document", "文件"), NAMES), "figure": (Phrase("figure", "数据"), NAMES),
    "rank": (Phrase("rank", "名次"), CountType()), "payments": (Phrase("payments", "兑现"), NAMES),
    "rule": (Phrase("rule", "规则"), NAMES),
    "left": (Phrase("left", "剩余金额"), MoneyType()),
}  # fmt: skip
MAPS = {"keys": Phrase("keys", "归并项"), RUNGS: Phrase("rungs", "各级"), "charged": Phrase("charged", "各限额占用"),
        DIGEST: Phrase("digest", "校验值")}  # fmt: skip
"""Parts of lines that are names with values: `family: loom; year: 2022`; and the digest of a line."""

_NO_NAMES = (RUNGS, "charged", "payments", DIGEST)
"""Parts of lines in which sums stand behind rules and days, and the digest, whose digits may look like a number."""

HISTORY, PAID_ELSEWHERE = "history", "paid_elsewhere"

LINES: dict[str, tuple[Phrase, Phrase, tuple[str, ...]]] = {
    HISTORY: (
        Phrase("history", "历史"),
        Phrase(
            "what was settled in earlier years, as the ledger says; the bureau fills in the column `payments` alone",
            "以前年度的结算，与台账一致；只有“兑现”一列由主管部门填写",
        ),
        (
            "policy", "clause", "row", "kind", "item", "matter", "level", "keys", "by_discretion", "event_date", "year",
            "proposed", "admitted", RUNGS, "charged", "due", "payments", "carried", "carry_until", "lapsed",
            "outcome", "granted", DIGEST,
        ),
    ),
    PAID_ELSEWHERE: (
        Phrase("payments made elsewhere", "另行兑现"),
        Phrase(
            "payments that the ledger does not have, which the bureau adds on purpose: a row for each",
            "台账中没有、由主管部门补记的兑现：每笔一行",
        ),
        ("policy", "clause", "row", "kind", "item", "level", "keys", "event_date", "year", "due", "granted"),
    ),
    "support": (
        Phrase("support by others", "其他支持"),
        Phrase("what other levels or programmes paid for an item", "其他级别或其他项目对同一事项的支持"),
        ("kind", "item", "level", "year", "amount"),
    ),
    "approvals": (
        Phrase("approvals", "核定金额"),
        Phrase("sums that the bureau set", "主管部门核定的金额"),
        ("clause", "item", "amount"),
    ),
    "older_documents": (
        Phrase("older documents", "旧文件"),
        Phrase("what an older document promised for an item", "旧文件对同一事项的承诺"),
        ("document", "kind", "item", "amount"),
    ),
    "published": (
        Phrase("published", "公布的名次"),
        Phrase("ranks that were published", "已公布的名次"),
        ("figure", "year", "rank"),
    ),
}  # fmt: skip
"""The sheets of lines: their words, what they are for, and their columns."""

OF_BUREAU = (HISTORY, PAID_ELSEWHERE, "approvals", "older_documents", "published")
"""The sheets whose lines the bureau alone may state. Support by others is the firm's to tell."""

_ONLY_READ = frozenset([RUNGS])
"""Columns that workbooks of before 0.2.2 have."""


@attrs.frozen
class _Columns:
    schema: Schema
    currency: str

    def applicants(self, fields: Sequence[Field], kinds: Sequence[Record]) -> SheetForm:
        members = tuple((kind.name, Phrase(kind.name, kind.label.zh or kind.name)) for kind in self.schema.kinds)
        columns = [
            Column("id", f"{APPLICANT}.id", Phrase("id", "编号"), NAMES,
                   Phrase("its name or number, as text", "申请人的名称或代码，按文本填写"), is_key=True),
            Column("kinds", f"{APPLICANT}.kinds", Phrase("kind of applicant", "申请人类别"), NAMES,
                   Phrase("several with ; between them", "多个类别之间用分号"), members, is_list=True, is_key=True),
            *(self._field(APPLICANT, one) for one in fields),
            Column("as_of", f"{APPLICANT}.as_of", Phrase("settled up to", "结算截至日"), DateType(),
                   Phrase("nothing after this day is settled", "此日以后的事件不结算")),
            *(self._complete(kind) for kind in kinds),
        ]  # fmt: skip
        note = Phrase("one row for each applicant", "每个申请人一行")
        return SheetForm(APPLICANT, Phrase("applicant", "申请人"), note, tuple(columns))

    def _complete(self, kind: Record) -> Column:
        word = _word(kind.name, kind.label.zh)
        note = Phrase(
            "whether the sheet `{kind}` has all of them; `none` where there are none. Left empty, rows in the sheet "
            "are all of them, and without rows nothing is known",
            "“{kind}”表是否已全部列出；没有的填“没有”。不填时，表中有行的视为全部列出，没有行的视为未知", kind=word,
        )  # fmt: skip
        return Column(
            kind.name, f"{APPLICANT}.records.{kind.name}", Phrase("{kind}: complete?", "{kind}：是否齐全", kind=word),
            None, note, tuple((one.value, said) for one, said in COMPLETE.items()),
        )  # fmt: skip

    def records(self, kind: Record, fields: Sequence[Field], *, has_ids: bool) -> SheetForm:
        columns = [self._who(kind.name), *(self._field(kind.name, one, kind.key) for one in fields)]
        if has_ids and ID not in kind.field_by_name:
            columns.append(Column(ID, f"{kind.name}.{ID}", Phrase("name of the record", "记录名称"), NAMES, _NO))
        note = Phrase(kind.label.definition or "", kind.label.in_chinese or "")
        return SheetForm(kind.name, _word(kind.name, kind.label.zh), note, tuple(columns))

    def figures(self, fields: Sequence[Field]) -> SheetForm:
        year = Column("year", f"{FIGURES}.year", Phrase("year", "年度"), CountType(), _NO, is_key=True)
        columns = (self._who(FIGURES), year, *(self._field(FIGURES, one) for one in fields))
        return SheetForm(
            FIGURES, Phrase("yearly figures", "年度数据"), Phrase("one row for each year", "每年一行"), columns
        )

    def periods(self, fields: Sequence[Field]) -> SheetForm:
        members = tuple((one.name, _word(one.name, one.label.zh)) for one in fields)
        columns = (
            self._who(PERIODS),
            Column("field", f"{PERIODS}.field", Phrase("fact", "事实"), NAMES, _NO, members, is_key=True),
            Column("value", f"{PERIODS}.value", Phrase("value", "取值"), None, _NO),
            Column("from", f"{PERIODS}.from", Phrase("from", "起始日"), DateType(), _NO),
            Column("to", f"{PERIODS}.to", Phrase("to", "截止日"), DateType(), Phrase("the last day", "最后一天")),
        )  # fmt: skip
        note = Phrase(
            "facts of an applicant that changed: a row for each period, in place of the cell in the sheet `applicant`",
            "申请人有变化的事实：每一期间一行，代替“申请人”表中的一格",
        )
        return SheetForm(PERIODS, Phrase("periods", "期间"), note, columns)

    def lines(self, name: str, *, every: bool) -> SheetForm:
        said, note, parts = LINES[name]
        columns: list[Column] = [self._who(name)]
        for part in parts:
            if part in _ONLY_READ and not every:
                continue
            if part in MAPS:
                columns.append(Column(part, f"{name}.{part}", MAPS[part], NAMES, _NO))
                continue
            word, type_ = _LINE[part]
            members = ((("true", _YES), ("false", _NOT))) if isinstance(type_, BoolType) else ()
            note_ = Phrase("in {currency}", "币种{currency}", currency=self.currency)
            of = note_ if isinstance(type_, MoneyType) else _NO
            columns.append(Column(part, f"{name}.{part}", word, type_, of, members))
        return SheetForm(name, said, note, tuple(columns))

    def _who(self, sheet: str) -> Column:
        return Column(APPLICANT, f"{sheet}.{APPLICANT}", _WHO, NAMES, _WHO_NOTE)

    def _field(self, sheet: str, field: Field, key: Sequence[str] = ()) -> Column:
        type_ = field.type.item if isinstance(field.type, ListType) else field.type
        word = _word(field.name, field.label.zh)
        if isinstance(type_, MoneyType) and type_.currency != "*":
            unit = type_.currency or self.currency
            word = Phrase("{word} ({unit})", "{word}（{unit}）", word=word, unit=UNITS.get(unit, unit))
        note = Phrase(field.label.definition or "", field.label.in_chinese or "")
        return Column(
            field.name, f"{sheet}.{field.name}", word, type_, note, self._members(type_),
            is_list=isinstance(field.type, ListType), is_key=field.name in key,
        )  # fmt: skip

    def _members(self, type_: Type) -> tuple[tuple[str, Phrase], ...]:
        match type_:
            case BoolType():
                return (("true", _YES), ("false", _NOT))
            case ChoiceType(choice=name) | LevelType(level=name):
                return tuple(_of_member(self.schema.choice_by_name[name], one)
                             for one in self.schema.choice_by_name[name].members)  # fmt: skip
            case _:
                return ()


UNITS = {"CNY": Phrase("CNY", "元")}
"""How headings call currencies."""


def _of_member(choice: Choice, member: Member) -> tuple[str, Phrase]:
    """A member with its words; its name where another has the same label."""
    labels = [one.label.zh for one in choice.members]
    zh = member.label.zh if labels.count(member.label.zh) == 1 else ""
    return member.name, Phrase(member.name, zh or member.name)


def _word(name: str, zh: str) -> Phrase:
    """The words for a name: as it is, without its lines, and its label."""
    return Phrase(name.replace("_", " "), zh or name)
