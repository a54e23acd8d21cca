"""The form of a workbook, its sheet with the lines of a ledger, and the workbook that is written from the form.

Form: the input is the policies that the facts are for, with one vocabulary. The output is sheets with columns. A column
has the name that facts use, its words for people, and the type of its values. Workbooks are written and read by this
form, so every column of a template is read.

Ledger: a hidden sheet of a bureau's workbook has the lines of its ledger, as they were when the workbook was written.
When the workbook is read, the sheet of the history is compared with it. This detects accidents, not forgery.

Workbook: a firm or the bureau fills it in. The input is a form, and optionally facts in canonical form (names, days as
2022-03-01), as `--facts-out` writes them. The output is the bytes of an .xlsx. Columns have headings, notes, lists to
choose from, and the text format for names. Row 1 of each sheet is hidden and names the fact of each column, so sheets
may be renamed and columns moved. Row 2 has the headings. Row 3 is the example, which is not read; the sheet of
published facts has several such rows. A hidden sheet has the lists, and the policies for which the workbook was made.

`sheet_rows` turns facts into the rows of each sheet. `ipdsl.office.forms.stated_facts` reads them back as the same
facts.
"""

from __future__ import annotations

import datetime
import enum
import io
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.values.handwritten_values import name_readings, split_names
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.version import __version__
from ipdsl.batch.intake.reads import reads_of
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.details import has_details, words_of_fields
from ipdsl.facts.json_schema import mentioned_kinds
from ipdsl.facts.records import PublishedForm, approvable_clauses, published_forms
from ipdsl.ir.terms import Program
from ipdsl.ledger.line_reader import (
    DIGEST,
    HEAD as LEDGER_HEAD,
    INSTALMENTS,
    RECOVERY_PARTS,
    RUNGS,
    line_digest,
    line_to_plain,
    read_lines,
)
from ipdsl.ledger.recall import LedgerEntries, Recall
from ipdsl.office.errors import WorkbookLibraryMissing, require_libraries
from ipdsl.office.sheets.addresses import LEDGER, LISTS, column_letters
from ipdsl.office.sheets.cells import Sheet, text_of
from ipdsl.office.sheets.workbook import WRITER
from ipdsl.plain_data.context import ReadContext
from ipdsl.report.localizer import width
from ipdsl.schema.declarations import Choice, Member
from ipdsl.schema.details import DETAILS, DETAILS_PART, USUAL_DETAILS, known_detail, spelling_key
from ipdsl.schema.types.any_value import AnyType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType, minor_to_text
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Field, RecordKind, Schema, Varies
from ipdsl.wording.labels import EnglishNames, Labels

APPLICANT, FIGURES, PERIODS = "applicant", "figures", "periods"
ID = "id"
MARK = "_mark"
"""The first column of each sheet. Its text is not a fact, but a row marked as the example is not read."""

EXAMPLE = Phrase("example", "示例")
NAME_TYPE, ANY_TYPE = TextType(), AnyType()
NO_MEMBERS = "[]"
"""The cell text of an empty list."""


class Audience(enum.Enum):
    """The party that fills in a workbook: a firm that applies, or the bureau that settles."""

    FIRM = "firm"
    BUREAU = "bureau"


class Completeness(enum.Enum):
    """How many records of one kind an applicant lists."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


COMPLETENESS_WORDS: dict[Completeness, Phrase] = {
    Completeness.ALL: Phrase("all listed", "全部列出"),
    Completeness.SOME: Phrase("listed in part", "部分列出"),
    Completeness.NONE: Phrase("none", "没有"),
}


@attrs.frozen
class ColumnForm:
    """The form of one column.

    `name` is the name in facts, `path` the name in the hidden row, `label` the heading in both languages.

    `members` are the words to choose from, each with its name. `is_list`: several values separated by `;`.
    `is_of_policy`: its words and examples belong to the policies of the workbook, so that other policies do not compare
    its examples. `is_detail`: its texts are details of the applicant, which settlement does not read. `is_information`:
    it is written for people, and not read.
    """

    name: str
    path: str
    label: Phrase
    type: Type
    note: Phrase
    members: tuple[tuple[str, Phrase], ...] = ()
    is_list: bool = False
    is_key: bool = False
    is_of_policy: bool = False
    spellings: tuple[tuple[str, str], ...] = ()
    """Further spellings of members, without blanks, each with its name."""
    is_detail: bool = False
    is_information: bool = False
    further_label: Phrase | None = None
    """A heading that is read, too."""

    @property
    def words(self) -> list[tuple[str, str]]:
        """The spellings of its members, each with the member's name."""
        words = [(word, name) for name, phrase in self.members for word in (name, *map(phrase.text, Language))]
        return [*words, *self.spellings]

    @property
    def detail(self) -> str:
        """The name of the detail in the column; for another column its name."""
        return self.name.removeprefix(f"{DETAILS_PART}.")

    @property
    def line_part(self) -> str:
        """The part of a line in the column; empty for a column of another sheet."""
        return self.name if self.path.partition(".")[0] in LINES else ""

    @property
    def is_identifier(self) -> bool:
        """Whether its values identify something: a key, a reference, a list of names, or the subject of a line."""
        if self.line_part in _NO_NAMES or self.is_detail:
            return False
        is_free = self.path.count(".") == 1 and self.type.is_text and not (self.is_key or self.is_list)
        return self.type.is_name and not (is_free and not self.line_part and self.name != APPLICANT)


@attrs.frozen(eq=False)
class SheetForm:
    """One sheet: applicants, one record kind, yearly figures, periods, or lines.

    `examples` has the cells of each example row by the name of their column, empty if the type of the column gives it;
    without any, there is one row with a cell in each column.
    """

    name: str
    label: Phrase
    note: Phrase
    columns: tuple[ColumnForm, ...]
    examples: tuple[Mapping[str, Phrase], ...] = ()
    has_example: bool = True

    @cached_property
    def columns_by_path(self) -> dict[str, ColumnForm]:
        """The columns by their path in the hidden row."""
        return {column.path: column for column in self.columns}


@attrs.frozen(eq=False)
class WorkbookForm:
    """The sheets of a workbook for some policies, and the name and content hash of each policy.

    `audience` is the party that fills it in.
    """

    schema: Schema
    currency: str
    sheets: tuple[SheetForm, ...]
    policies: tuple[tuple[str, str], ...]
    audience: Audience

    @cached_property
    def sheets_by_name(self) -> dict[str, SheetForm]:
        """The sheets by name."""
        return {sheet.name: sheet for sheet in self.sheets}


def form_of(
    codes: Sequence[GeneratedFunctions],
    audience: Audience = Audience.BUREAU,
    *,
    include_all: bool = False,
    extra_parts: Iterable[tuple[str, str]] = (),
) -> WorkbookForm:
    """The form for policies with one vocabulary. With `include_all`, it has all kinds and fields of the vocabulary.

    A firm's form omits the sheets in `BUREAU_SHEETS`. `extra_parts` are pairs of a sheet and a part that the form must
    have.
    """
    more: dict[str, set[str]] = {}
    extra_parts = [*extra_parts]
    for sheet, part in extra_parts:
        more.setdefault(sheet, set()).add(part)
    programs = [code.program for code in codes]
    schema, reads = programs[0].schema, [reads_of(code) for code in codes]
    kinds_in_policies = {name for program in programs for name in mentioned_kinds(program)}
    kinds = [
        kind
        for kind in schema.records
        if include_all
        or kind.name in more
        or (kind.name in kinds_in_policies and kinds_in_policies.isdisjoint(schema.lineage(kind.name)[1:]))
    ]
    fields = {name for entry in reads for name in entry.applicant} | more.get(APPLICANT, set())
    figures = {name for entry in reads for name in entry.figures} | more.get(FIGURES, set())
    applicant_fields = [entry for entry in schema.applicant_fields if include_all or entry.name in fields]
    yearly = [entry for entry in schema.figures if include_all or entry.name in figures]
    makes = _SheetFormBuilder(schema, programs[0].currency, programs)
    has_columns = not include_all and has_details(programs[0])  # any other detail is read under its heading
    details = (*USUAL_DETAILS, *(part for sheet, part in extra_parts if sheet == _DETAILS_PATH)) if has_columns else ()
    sheets = [makes.applicants(applicant_fields, kinds, details)]
    for kind in kinds:
        read = {name for entry in reads for name in entry.fields.get(kind.name, ())} | more.get(kind.name, set())
        named = [entry for entry in kind.fields if include_all or entry.name in read]
        sheets.append(makes.records(kind, named, has_ids=include_all or ID in read))
    if yearly:
        sheets.append(makes.figures(yearly, has_none=include_all or "none" in figures))
    if dated := [entry for entry in applicant_fields if entry.varies is not Varies.FIXED]:
        sheets.append(makes.periods(dated))
    sheets += [
        makes.lines(name, include_all=include_all)
        for name in LINES
        if name != PUBLISHED and (audience is Audience.BUREAU or name not in BUREAU_SHEETS)
    ]
    if include_all or audience is Audience.BUREAU:
        sheets += makes.published(include_all=include_all, is_stated=PUBLISHED in more)
    policies = tuple((program.name, program.content_hash) for program in programs)
    return WorkbookForm(schema, programs[0].currency, tuple(sheets), policies, audience)


# ---------------------------------------------------------------------------------------------- columns

_NO = Phrase("", "")
_WHO = Phrase("applicant", "申请人编号")
_WHO_NOTE = Phrase(
    "the id of the applicant; may stay empty where the workbook has one applicant",
    "申请人的编号；只有一个申请人时可以不填",
)
_YES, _NOT = Phrase("yes", "是"), Phrase("no", "否")

_OF_INSTALMENTS = Phrase("number / state / day / payee: sum", "期次 / 状态 / 日期 / 收款方: 金额")
_REPAID = Phrase("the sum paid back so far; the bureau fills it in", "至今已退回的合计金额，由主管机关填写")

_LINE: dict[str, tuple[Phrase, Type]] = {
    "policy": (Phrase("policy", "政策"), NAME_TYPE), "clause": (Phrase("clause", "条款"), NAME_TYPE),
    "row": (Phrase("row", "档次"), NAME_TYPE), "kind": (Phrase("kind of record", "记录类别"), NAME_TYPE),
    "item": (Phrase("item", "项目"), NAME_TYPE), "matter": (Phrase("matter", "事项"), NAME_TYPE),
    "level": (Phrase("level", "级别"), NAME_TYPE), "year": (Phrase("year", "年度"), CountType()),
    "event_date": (Phrase("day of the event", "事件日期"), DateType()),
    "by_discretion": (Phrase("by discretion", "由主管机关裁量"), BoolType()),
    "proposed": (Phrase("proposed", "拟发"), MoneyType()), "admitted": (Phrase("admitted", "计入"), MoneyType()),
    "granted": (Phrase("granted", "准予"), MoneyType()),
    "due": (Phrase("due", "应得"), MoneyType()), "carried": (Phrase("carried", "结转"), MoneyType()),
    "carry_until": (Phrase("carried until", "结转至"), CountType()), "lapsed": (Phrase("lapsed", "失效"), MoneyType()),
    "outcome": (Phrase("outcome", "结果"), NAME_TYPE), "amount": (Phrase("amount", "金额"), MoneyType()),
    "document": (Phrase("document", "文件"), NAME_TYPE), "figure": (Phrase("figure", "数据"), NAME_TYPE),
    "rank": (Phrase("rank", "名次"), CountType()), "payments": (Phrase("payments", "兑现"), NAME_TYPE),
    "back": (Phrase("to be paid back", "应退回"), MoneyType()),
    "repaid": (Phrase("paid back", "已退回"), MoneyType()),
    "set_off": (Phrase("withheld or set off", "已扣除或抵扣"), MoneyType()),
    "rule": (Phrase("rule", "规则"), NAME_TYPE),
    "left": (Phrase("left", "剩余金额"), MoneyType()), "ratio": (Phrase("ratio", "比例"), RateType()),
    "taken": (Phrase("taken", "已占名额"), CountType()),
    "name": (Phrase("name", "名称"), NAME_TYPE), "day": (Phrase("day", "日期"), DateType()),
    "most": (Phrase("approved at most", "最高可核定"), MoneyType()),
}  # fmt: skip
RECOVERED = "recovers"
"""The payments that the line of a recovery takes back."""

MAPS = {"keys": Phrase("keys", "归并项"), RUNGS: Phrase("rungs", "各级"), "charged": Phrase("charged", "各限额占用"),
        RECOVERED: Phrase("payments taken back", "被追回的款项"), INSTALMENTS: Phrase("instalments", "各期"),
        DIGEST: Phrase("digest", "校验值")}  # fmt: skip
"""Parts of lines that are names with values, such as `family: loom; year: 2022`, and the digest of a line."""

BY_YEAR = ("due", "back")
"""Parts of lines that are sums by year."""

_NO_NAMES = (RUNGS, "charged", "payments", RECOVERED, INSTALMENTS, DIGEST)
"""Parts of lines whose digits are not names: amounts by rule, payment, instalment or day, and the digest."""

OF_BUREAU = ("payments", "repaid")
"""The parts of a line of the history that the bureau fills in."""

HISTORY, PAID_ELSEWHERE, PUBLISHED, SUPPORT, APPROVALS = (
    "history",
    "paid_elsewhere",
    "published",
    "support",
    "approvals",
)

FORMER_LABELS = {SUPPORT: "其他支持"}  # prose: ok
"""The Chinese labels of sheets in workbooks of earlier versions."""

LINES: dict[str, tuple[Phrase, Phrase, tuple[str, ...]]] = {
    HISTORY: (
        Phrase("history", "历史"),
        Phrase(
            "what was settled in earlier years, as the ledger says; the bureau fills in the column `payments` alone",
            "以前年度的结算，与台账一致；只有“兑现”一列由主管机关填写",
        ),
        (
            "policy", "clause", "row", "kind", "item", "matter", "level", "keys", "by_discretion", "event_date", "year",
            "proposed", "admitted", RUNGS, "charged", "due", "payments", "carried", "carry_until", "lapsed",
            "outcome", "granted", INSTALMENTS, *RECOVERY_PARTS, DIGEST,
        ),
    ),
    PAID_ELSEWHERE: (
        Phrase("payments made elsewhere", "另行兑现"),
        Phrase(
            "payments that the ledger does not have, which the bureau adds on purpose: a row for each",
            "台账中没有、由主管机关补记的兑现：每笔一行",
        ),
        ("policy", "clause", "row", "kind", "item", "level", "keys", "event_date", "year", "due", "granted"),
    ),
    SUPPORT: (
        Phrase("support by others", "其他资助"),
        Phrase("what other levels or programmes paid for an item", "其他级别或其他项目对同一事项的资助"),
        ("kind", "item", "keys", "level", "year", "amount"),
    ),
    APPROVALS: (
        Phrase("approvals", "核定金额"),
        Phrase(
            "sums that the bureau sets: fill in the last column alone; an empty cell is a sum that is not set yet",
            "主管机关核定的金额：只填写最后一列；未填的仍待核定",
        ),
        ("name", "clause", "item", "day", "most", "amount"),
    ),
    "older_documents": (
        Phrase("older documents", "旧文件"),
        Phrase("what an older document promised for an item", "旧文件对同一事项的承诺"),
        ("document", "kind", "item", "keys", "amount"),
    ),
    PUBLISHED: (
        Phrase("published", "公布的内容"),
        Phrase(
            "what the bureau published about all applicants: a row for each; fill in the columns of one example row",
            "主管机关公布的关于全体申请人的内容：每项一行，按其中一个示例行填写",
        ),
        ("figure", "clause", "rule", "keys", "item", "year", "rank", "left", "ratio", "taken"),
    ),
}  # fmt: skip
"""The sheets of lines: their label, their note, and their columns."""

BUREAU_SHEETS = (HISTORY, PAID_ELSEWHERE, "approvals", "older_documents", PUBLISHED)
"""The sheets that only the bureau may fill in. A firm states support by others itself."""

_ONLY_READ = frozenset([RUNGS])
"""Columns that are read, but no longer written. Workbooks written before 0.2.2 have them."""


def record_name_column(kind: str) -> ColumnForm:
    """The column with the names of records that have no key."""
    return ColumnForm(ID, f"{kind}.{ID}", Phrase("name of the record", "记录名称"), NAME_TYPE, _NO)


def _completeness_column(name: str, word: Phrase) -> ColumnForm:
    note = Phrase(
        "whether the sheet `{kind}` has all of them; `none` if they do not exist. If empty, rows in the sheet "
        "are all of them, and without rows they are unknown",
        "“{kind}”表是否已全部列出；没有的填“没有”。不填时，表中有行的视为全部列出，没有行的视为未知", kind=word,
    )  # fmt: skip
    former = FORMER_LABELS.get(name)
    return ColumnForm(
        name, f"{APPLICANT}.records.{name}", Phrase("{kind}: complete?", "{kind}：是否齐全", kind=word),
        ANY_TYPE, note, tuple((completeness.value, phrase) for completeness, phrase in COMPLETENESS_WORDS.items()
                              if name != SUPPORT or completeness is not Completeness.SOME),
        further_label=Phrase(name, f"{former}：是否齐全") if former else None,
    )  # fmt: skip


@attrs.frozen
class _SheetFormBuilder:
    schema: Schema
    currency: str
    programs: Sequence[Program]

    def applicants(self, fields: Sequence[Field], kinds: Sequence[RecordKind], details: Iterable[str]) -> SheetForm:
        members = tuple((kind.name, Phrase(kind.name, kind.label.zh or kind.name)) for kind in self.schema.kinds)
        columns = [
            ColumnForm("id", f"{APPLICANT}.id", Phrase("id", "编号"), NAME_TYPE,
                   Phrase("its name or number, as text", "申请人的名称或代码，按文本填写"), is_key=True),
            ColumnForm("kinds", f"{APPLICANT}.kinds", Phrase("kind of applicant", "申请人类别"), NAME_TYPE,
                   Phrase("several with ; between them", "多个类别之间用分号"), members, is_list=True, is_key=True),
            *(self._field(APPLICANT, field) for field in fields),
            *_detail_columns(self.programs[0], details),
            ColumnForm("as_of", f"{APPLICANT}.as_of", Phrase("settled up to", "结算截至日"), DateType(),
                   Phrase("nothing after this day is settled", "此日以后的事件不结算")),
            *(_completeness_column(kind.name, _word(kind.name, kind.label.zh)) for kind in kinds),
            _completeness_column(SUPPORT, LINES[SUPPORT][0]),
        ]  # fmt: skip
        note = Phrase("one row for each applicant", "每个申请人一行")
        return SheetForm(APPLICANT, Phrase("applicant", "申请人"), note, tuple(columns))

    def records(self, kind: RecordKind, fields: Sequence[Field], *, has_ids: bool) -> SheetForm:
        columns = [self._applicant_column(kind.name), *(self._field(kind.name, field, kind.key) for field in fields)]
        if has_ids and ID not in kind.field_by_name:
            columns.append(record_name_column(kind.name))
        note = Phrase(kind.label.definition or "", kind.label.chinese_definition or "")
        return SheetForm(kind.name, _word(kind.name, kind.label.zh), note, tuple(columns))

    def figures(self, fields: Sequence[Field], *, has_none: bool) -> SheetForm:
        year = ColumnForm("year", f"{FIGURES}.year", Phrase("year", "年度"), CountType(), _NO, is_key=True)
        none = "none", f"{FIGURES}.none", Phrase("no figures", "没有数据"), BoolType(), _NO, self._members(BoolType())
        columns = (
            self._applicant_column(FIGURES),
            year,
            *(self._field(FIGURES, field) for field in fields),
            *([ColumnForm(*none)] if has_none else ()),
        )
        return SheetForm(
            FIGURES, Phrase("yearly figures", "年度数据"), Phrase("one row for each year", "每年一行"), columns
        )

    def periods(self, fields: Sequence[Field]) -> SheetForm:
        members = tuple((field.name, _word(field.name, field.label.zh)) for field in fields)
        columns = (
            self._applicant_column(PERIODS),
            ColumnForm("field", f"{PERIODS}.field", Phrase("fact", "事实"), NAME_TYPE, _NO, members, is_key=True),
            ColumnForm("value", f"{PERIODS}.value", Phrase("value", "取值"), ANY_TYPE, _NO),
            ColumnForm("from", f"{PERIODS}.from", Phrase("from", "起始日"), DateType(), _NO),
            ColumnForm("to", f"{PERIODS}.to", Phrase("to", "截止日"), DateType(), Phrase("the last day", "最后一天")),
        )  # fmt: skip
        note = Phrase(
            "facts of an applicant that changed: a row for each period, in place of the cell in the sheet `applicant`",
            "申请人有变化的事实：每一期间一行，代替“申请人”表中的一格",
        )
        return SheetForm(PERIODS, Phrase("periods", "期间"), note, columns)

    def lines(self, name: str, *, include_all: bool) -> SheetForm:
        label, note, parts = LINES[name]
        columns: list[ColumnForm] = [self._applicant_column(name)]
        unused = {*_ONLY_READ}
        unused.update(() if any(program.may_owe for program in self.programs) else RECOVERY_PARTS)
        unused.update(() if any(program.schedules for program in self.programs) else (INSTALMENTS,))
        for part in parts:
            if part in unused and not include_all:
                continue
            columns.append(self._part(name, part))
        if name != APPROVALS:
            return SheetForm(name, label, note, tuple(columns))
        members = _award_members(self.programs)
        approved = self._with_unit(Phrase("approved amount", "核定金额"), MoneyType())
        changes: dict[str, dict[str, Any]] = {
            "name": {"is_information": True}, "day": {"is_information": True},
            "clause": {"members": members, "is_of_policy": True, "spellings": _award_spellings(members)},
            "item": {"label": Phrase("item", "事项"), "further_label": _LINE["item"][0]},
            "most": {"label": self._with_unit(*_LINE["most"]), "is_information": True},
            "amount": {"label": approved, "further_label": _LINE["amount"][0]},
        }  # fmt: skip
        columns = [attrs.evolve(column, **changes.get(column.name, {})) for column in columns]
        return SheetForm(name, label, note, tuple(columns), has_example=False)

    def _with_unit(self, word: Phrase, type_: Type) -> Phrase:
        """The words of a column with the currency of its amounts: `金额（元）`."""
        if unit := type_.currency_in(self.currency):
            return Phrase("{word} ({unit})", "{word}（{unit}）", word=word, unit=UNITS.get(unit, unit))
        return word

    def _part(self, sheet: str, part: str) -> ColumnForm:
        """The column of a part of a line."""
        if part in MAPS:
            note = _OF_INSTALMENTS if part == INSTALMENTS else _NO
            return ColumnForm(part, f"{sheet}.{part}", MAPS[part], NAME_TYPE, note)
        word, type_ = _LINE[part]
        currency = type_.currency_in(self.currency)
        note = Phrase("in {currency}", "币种{currency}", currency=currency) if currency else _NO
        note = _REPAID if part == "repaid" else note
        return ColumnForm(part, f"{sheet}.{part}", word, type_, note, self._members(type_))

    def published(self, *, include_all: bool, is_stated: bool) -> Iterator[SheetForm]:
        """The sheet of published facts, with the columns that the policies use and an example of each form.

        The sheet is left out if nothing can be published and the facts state nothing.
        """
        forms = [(form, program) for program in self.programs for form in published_forms(program)]
        if not (forms or include_all or is_stated):
            return
        examples: dict[frozenset[str], Mapping[str, Phrase]] = {}
        for form, program in forms:
            cells = _published_example(form, program)
            examples.setdefault(frozenset(cells), cells)
        used = frozenset[str]().union(*examples)
        label, note, parts = LINES[PUBLISHED]
        columns = [self._applicant_column(PUBLISHED)]
        for part in parts:
            if include_all or is_stated or part in used:
                words = {form.name: _subject_words(form, program) for form, program in forms if form.subject == part}
                columns.append(
                    attrs.evolve(
                        self._part(PUBLISHED, part),
                        members=(*words.items(),),
                        is_of_policy=part in ("figure", "clause", "rule", "keys"),
                    )
                )
        yield SheetForm(PUBLISHED, label, note, tuple(columns), (*examples.values(),))

    def _applicant_column(self, sheet: str) -> ColumnForm:
        return ColumnForm(APPLICANT, f"{sheet}.{APPLICANT}", _WHO, NAME_TYPE, _WHO_NOTE)

    def _field(self, sheet: str, field: Field, key: Sequence[str] = ()) -> ColumnForm:
        type_ = field.type.member_type
        word = self._with_unit(_word(field.name, field.label.zh), type_)
        note = Phrase(field.label.definition or "", field.label.chinese_definition or "")
        return ColumnForm(
            field.name, f"{sheet}.{field.name}", word, type_, note, self._members(type_),
            is_list=field.type.is_list, is_key=field.name in key,
        )  # fmt: skip

    def _members(self, type_: Type) -> tuple[tuple[str, Phrase], ...]:
        if type_.is_flag:
            return (("true", _YES), ("false", _NOT))
        if type_.is_member:
            choice = self.schema.choice_by_name[type_.choice_name]
            return tuple(_member_words(choice, member) for member in choice.members)
        return ()


_DETAILS_PATH = f"{APPLICANT}.{DETAILS_PART}"
_DETAIL_NOTE = Phrase(
    "for forms, letters and lists; settlement does not read it", "供表格、告知书和清单使用，不参与结算"
)


def detail_column(word: str, fields: Container[str] = ()) -> ColumnForm:
    """The column of the detail with this name. It has its usual heading unless that is the word of a field."""
    name = known_detail(word)
    if not name:
        label = Phrase("note: {word}", "附：{word}", word=word)
    elif spelling_key(name) in fields or spelling_key(DETAILS[name][0]) in fields:
        label = Phrase("{word}", "{word}", word=word)
    else:
        word, label = name, Phrase(name, DETAILS[name][0])
    return ColumnForm(
        f"{DETAILS_PART}.{word}", f"{_DETAILS_PATH}.{word}", label, NAME_TYPE, _DETAIL_NOTE, is_detail=True
    )


def _detail_key(word: str) -> str:
    return spelling_key(known_detail(word) or word)


def _detail_columns(program: Program, words: Iterable[str]) -> Iterable[ColumnForm]:
    """The columns of details. A detail with the word of a field is left out."""
    fields = program.compute_once(words_of_fields)
    columns = {_detail_key(word): detail_column(word, fields) for word in words if spelling_key(word) not in fields}
    return columns.values()


def _award_members(programs: Sequence[Program]) -> tuple[tuple[str, Phrase], ...]:
    """The awards whose sums the bureau sets, each with its article; by their labels if two have the same words."""
    names = [(label, program) for program in programs for label in approvable_clauses(program)]
    words = [[program.compute_once(kind).award_of_article(label) for kind in (EnglishNames, Labels)]
             for label, program in names]  # fmt: skip
    return tuple((label, _verbatim(*(each if words.count(each) == 1 else (label, label))))
                 for (label, _), each in zip(names, words, strict=True))  # fmt: skip


_ARTICLE = re.compile(r"第[^条]+条|article [^,]+")


def _award_spellings(members: Iterable[tuple[str, Phrase]]) -> tuple[tuple[str, str], ...]:
    """Spellings of awards: without blanks, and the article alone if it has only one of them."""
    spellings: dict[str, set[str]] = {}
    for label, phrase in members:
        for words in map(phrase.text, Language):
            article = _ARTICLE.match(words)
            for spelling in (words, *([article[0]] if article else [])):
                spellings.setdefault(without_blanks(spelling), set()).add(label)
    return tuple((spelling, labels.pop()) for spelling, labels in spellings.items() if len(labels) == 1)


def without_blanks(words: str) -> str:
    """Words in the form in which spellings of awards are compared."""
    return "".join(words.split()).casefold()


def _subject_words(form: PublishedForm, program: Program) -> Phrase:
    """The words for what a published line is about: a figure, an award or a rule."""
    words = []
    for names in (program.compute_once(EnglishNames), program.compute_once(Labels)):
        match form.subject:
            case "figure":
                words.append(names.name(form.name))
            case "clause":
                words.append(names.award_of_article(form.name))
            case _:
                words.append(names.rule(form.name))
    return _verbatim(*words)


def _verbatim(en: str, zh: str) -> Phrase:
    """A phrase of words of the page, in which braces are braces."""
    return Phrase(*[text.replace("{", "{{").replace("}", "}}") for text in (en, zh)])


def _published_example(form: PublishedForm, program: Program) -> Mapping[str, Phrase]:
    """The cells of an example row by the name of their column."""
    labels = program.compute_once(Labels)
    cells = {form.subject: _subject_words(form, program)}
    if form.keys:
        pairs = [(key, labels.name(key)) for key in form.keys]
        cells["keys"] = _verbatim(
            "; ".join([f"{name}: A-1" for name, _ in pairs]), "; ".join([f"{name}: 甲-1" for _, name in pairs])
        )
    return cells | dict.fromkeys(form.parts, _NO)


UNITS = {"CNY": Phrase("CNY", "元")}
"""The name of each currency in headings."""


def _member_words(choice: Choice, member: Member) -> tuple[str, Phrase]:
    """A member with its Chinese label, or with its name if another member has the same label."""
    labels = [other.label.zh for other in choice.members]
    zh = member.label.zh if labels.count(member.label.zh) == 1 else ""
    return member.name, Phrase(member.name, zh or member.name)


def _word(name: str, zh: str) -> Phrase:
    """The words for a name: the name without underscores, and its Chinese label."""
    return Phrase(name.replace("_", " ").strip() or name, zh or name)


LEDGER_SHEET_HEAD = "ipdsl ledger"
"""The first cell of the sheet; the cells to its right have the number of the ledger and its pages, as JSON.

Each later row has a line: its applicant, and the line as JSON. A row with only an applicant names one whose ledger
lines were left out of the workbook.
"""

_LONGEST = 32_000
"""Largest number of characters of a line in one cell. Excel accepts 32,767."""


@attrs.frozen
class WrittenLine:
    """A line of the history as it was written: its digest, its applicant, and the parts that the ledger states."""

    digest: str
    applicant: str
    parts: Mapping[str, Any]


@attrs.frozen
class WrittenLedger:
    """A ledger as it was when a workbook was written: the written lines, the applicants left out, and its head."""

    lines: Sequence[WrittenLine] = ()
    left_out: Sequence[str] = ()
    head: Mapping[str, Any] = {}


def line_parts(
    line: Mapping[str, Any], programs: Sequence[Program], recall: Recall | None = None
) -> dict[str, Any] | None:
    """The parts of a line in canonical form, in the words of the present page, or `None` if it cannot be read.

    `recall` knows the pages of its ledger.
    """
    program = next((candidate for candidate in programs if candidate.has_name(line.get("policy"))), programs[0])
    context = ReadContext(program)
    lines = read_lines(context, [_without_parts(line, DIGEST)], ["$"], recall.recall_for(program) if recall else None)
    if context.finding_count or not lines:
        return None
    return _without_parts(line_to_plain(lines[0], program.currency), "applicant", *OF_BUREAU)


def _without_parts(line: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in names}


def add_digests(
    applicants: Sequence[Mapping[str, Any]], programs: Sequence[Program], *, is_ledger: bool
) -> tuple[list[Mapping[str, Any]], list[WrittenLine]]:
    """Add a digest to each line of the history, as a bureau's workbook has it. Returns the facts and these lines.

    Existing digests are kept. If the history is not from a ledger, its short lines become payments made elsewhere.
    """
    facts: list[Mapping[str, Any]] = []
    written: list[WrittenLine] = []
    elsewhere_parts = {*LINES[PAID_ELSEWHERE][2], "applicant"}
    for applicant_facts in applicants:
        lines: list[Mapping[str, Any]] = []
        elsewhere: list[Mapping[str, Any]] = []
        for line in applicant_facts.get(HISTORY) or ():
            (elsewhere if not is_ledger and elsewhere_parts.issuperset(line) else lines).append(line)
        applicant = str((applicant_facts.get("applicant") or {}).get("id", ""))
        all_parts = [
            _without_parts(line, DIGEST, *OF_BUREAU) if DIGEST in line else line_parts(line, programs) or {}
            for line in lines
        ]
        digests = [line_digest({**parts, "applicant": applicant}) for parts in all_parts]
        lines = [{DIGEST: digest, **line} for line, digest in zip(lines, digests, strict=True)]
        facts.append({**applicant_facts, HISTORY: lines, PAID_ELSEWHERE: elsewhere})
        written += [WrittenLine(line[DIGEST], applicant, parts) for line, parts in zip(lines, all_parts, strict=True)]
    return facts, written


def head_of(applicants: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The number, pages and answers of the ledger whose lines are the history of applicants; empty without pages."""
    for facts in applicants:
        history = facts.get(HISTORY)
        if isinstance(history, LedgerEntries) and (recall := history.recall) is not None:
            pages = [page.to_plain() for page in recall.pages]
            return {LEDGER_HEAD: {"number": recall.number}, "pages": pages, "answers": [*recall.answers]}
    return {}


def ledger_rows(ledger: WrittenLedger) -> Iterator[list[str]]:
    """The rows of the sheet."""
    yield [LEDGER_SHEET_HEAD, *_pieces(ledger.head)]
    yield from ([applicant] for applicant in ledger.left_out)
    yield from ([line.applicant, *_pieces({DIGEST: line.digest, **line.parts})] for line in ledger.lines)


def _pieces(data: Mapping[str, Any]) -> Iterator[str]:
    """Data as JSON, in pieces that fit into cells."""
    text = json.dumps(data)
    return (text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST))


def _data(cells: Mapping[int, Any]) -> Any:
    """The data of the cells to the right of the first."""
    return json.loads("".join(str(cells[position]) for position in sorted(cells) if position > 0))


def read_ledger_sheet(sheet: Sheet) -> WrittenLedger | None:
    """The ledger in a sheet, or `None` if the sheet was changed."""
    lines: list[WrittenLine] = []
    left_out: list[str] = []
    head: Mapping[str, Any] = {}
    try:
        if len(sheet.row(0)) > 1:  # releases before 0.7 wrote no head
            head = _data(sheet.row(0))
        for index in range(1, len(sheet.numbers)):
            cells = sheet.row(index)
            applicant = text_of(cells.get(0, ""))
            if applicant and len(cells) == 1:
                left_out.append(applicant)
                continue
            parts = _data(cells)
            lines.append(WrittenLine(parts.pop(DIGEST), applicant, parts))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return WrittenLedger(lines, left_out, head)


# ---------------------------------------------------------------------------------------------- written workbooks


CellContent: TypeAlias = "str | int | Decimal | datetime.date"
SheetRow: TypeAlias = "dict[str, CellContent]"
_LARGEST = 10**15
_NONE, _CANNOT = Phrase("none", "无"), Phrase("cannot be determined", "无法确定")


def sheet_rows(
    form: WorkbookForm, applicants: Sequence[Mapping[str, Any]], language: Language
) -> Mapping[str, Sequence[SheetRow]]:
    """The rows of each sheet for these applicants, in their order."""
    filling = _RowBuilder(form, language, is_one=len(applicants) == 1)
    for facts in applicants:
        filling.fill(facts)
    return filling.rows


@attrs.define(eq=False)
class _RowBuilder:
    form: WorkbookForm
    language: Language
    is_one: bool
    rows: dict[str, list[SheetRow]] = attrs.field(factory=dict)

    def fill(self, facts: Mapping[str, Any]) -> None:
        """Add the rows of one applicant."""
        applicant = facts.get(APPLICANT) or {}
        key = str(applicant.get("id", ""))
        whole: SheetRow = {}
        sheet = self.form.sheets_by_name[APPLICANT]
        for name, value in applicant.items():
            if name == DETAILS_PART and _DETAILS_PATH not in sheet.columns_by_path:
                self._details(whole, sheet, value or {})
            elif isinstance(value, list) and value and isinstance(value[0], Mapping) and "value" in value[0]:
                for period in value:
                    self._add_row(PERIODS, key, self._period(name, period))
            else:
                self._cell(whole, sheet, name, value)
        if facts.get("as_of"):
            self._cell(whole, sheet, "as_of", facts["as_of"])
        for kind, listing in (facts.get("records") or {}).items():
            self._records(whole, key, kind, listing)
        if (support := facts.get(SUPPORT)) is not None:
            completeness = Completeness.ALL if support else Completeness.NONE
            whole[f"{APPLICANT}.records.{SUPPORT}"] = COMPLETENESS_WORDS[completeness].text(self.language)
        self.rows.setdefault(APPLICANT, []).append(whole)
        for year, figures in (facts.get("figures") or {}).items():
            self._parts(FIGURES, key, {"year": int(year), **(figures or {})})
        for name in LINES:
            for line in (facts.get(name) or ()) if name in self.form.sheets_by_name else ():
                self._parts(name, key, line)

    def _details(self, row: SheetRow, sheet: SheetForm, details: Mapping[str, str | None]) -> None:
        columns = {_detail_key(column.detail): column for column in sheet.columns if column.is_detail}
        for word, text in details.items():
            column = columns.get(_detail_key(word))
            if column is not None and text is not None:
                row[column.path] = text

    def _records(self, whole: SheetRow, key: str, kind: str, listing: Any) -> None:
        if listing is None:
            return
        is_partial = isinstance(listing, Mapping) and listing.get("partial") is True
        records = listing.get("items") or [] if isinstance(listing, Mapping) else listing
        completeness = Completeness.SOME if is_partial else Completeness.ALL if records else Completeness.NONE
        whole[f"{APPLICANT}.records.{kind}"] = COMPLETENESS_WORDS[completeness].text(self.language)
        for record in records:
            self._parts(kind, key, record)

    def _parts(self, name: str, key: str, parts: Mapping[str, Any]) -> None:
        row: SheetRow = {}
        for part, value in parts.items():
            self._cell(row, self.form.sheets_by_name[name], part, value)
        self._add_row(name, key, row)

    def _add_row(self, name: str, key: str, row: SheetRow) -> None:
        """Add a row. It names its applicant if there are several, or if it would otherwise be empty."""
        whose: SheetRow = {} if self.is_one and row and name != APPROVALS else {f"{name}.{APPLICANT}": key}
        self.rows.setdefault(name, []).append(whose | row)

    def _period(self, name: str, period: Mapping[str, Any]) -> SheetRow:
        column = self.form.sheets_by_name[APPLICANT].columns_by_path[f"{APPLICANT}.{name}"]
        words = dict(self.form.sheets_by_name[PERIODS].columns_by_path[f"{PERIODS}.field"].members)
        row: SheetRow = {f"{PERIODS}.field": words[name].text(self.language)}
        for part in ("value", "from", "to"):
            if period.get(part) is not None:
                part_column = (
                    column
                    if part == "value"
                    else self.form.sheets_by_name[PERIODS].columns_by_path[f"{PERIODS}.{part}"]
                )
                row[f"{PERIODS}.{part}"] = self._cell_content(part_column, period[part])
        return row

    def _cell(self, row: SheetRow, sheet: SheetForm, name: str, value: Any) -> None:
        path = f"{sheet.name}.{name}"
        if value is not None and path != f"{sheet.name}.{APPLICANT}" and path in sheet.columns_by_path:
            row[path] = self._cell_content(sheet.columns_by_path[path], value)

    def _cell_content(self, column: ColumnForm, value: Any) -> CellContent:
        """The content of a value's cell."""
        if column.line_part in (RECOVERED, INSTALMENTS) and isinstance(value, list):
            return to_pairs(sums_by_name(value)) or NO_MEMBERS  # a debt takes no payments back
        if column.line_part in MAPS or (column.line_part in BY_YEAR and isinstance(value, Mapping)):
            return to_pairs(value)
        if column.line_part == "payments":
            return "; ".join(f"{member['day']}: {member['amount']}" for member in value) or NO_MEMBERS
        if isinstance(value, Mapping):
            if value.get("none") is True:
                is_other = column.type.is_flag or _NONE.zh in dict(column.words)
                return "none" if is_other else _NONE.text(self.language)
            if value.get("cannot_be_determined") is True:
                return _CANNOT.text(self.language)
            return f"{value.get('amount')} {value.get('currency')}"
        if isinstance(value, list):
            texts = [str(self._cell_content(column, member)) for member in value]
            return (
                json.dumps(texts, ensure_ascii=False)
                if any(map(_is_ambiguous_name, texts))
                else "; ".join(texts) or NO_MEMBERS
            )
        words = dict(column.members)
        if isinstance(value, bool):
            return words["true" if value else "false"].text(self.language)
        if isinstance(value, str) and value in words:
            return words[value].text(self.language)
        if isinstance(value, str) and column.type.is_date:
            return _day(value)
        is_number = isinstance(value, Decimal) or (isinstance(value, int) and abs(value) < _LARGEST)
        return value if is_number else str(value)


_BETWEEN = " / "
"""Between the award, the item and the day of a payment that is taken back, and between the words of an instalment."""
_NO_DAY = "none"


def sums_by_name(parts: Sequence[Mapping[str, Any]]) -> object:
    """The payments that a recovery takes: `{"aid / P1 / 2022-06-30": "10000.00"}`; or the instalments of a grant:
    `{"1 / due / 2022-06-30": "6000.00", "2 / open / none / Acme": "4000.00"}`. The same list if names repeat, or if an
    instalment waits for a record of its own, or for a budget: a name states neither its item nor the year.
    """
    by_name = {_BETWEEN.join(_words_of_part(part)): part["sum"] for part in parts}
    is_stated_by_names = len(by_name) == len(parts) and not any(part.get("of") or part.get("asked") for part in parts)
    return by_name if is_stated_by_names else list(parts)


def _words_of_part(part: Mapping[str, Any]) -> Iterator[str]:
    if "payment" in part:
        yield from (part[name] for name in ("clause", "item", "payment"))
        return
    day, payee = part.get("day"), part.get("to")
    yield from (str(part["part"]), part["state"])
    if day or payee:
        yield day or _NO_DAY
    if payee:
        yield payee


def payments_of_names(stated: object) -> object:
    """The payments of `sums_by_name`; anything else as it is, for the reader of facts to judge."""
    names = [name.split(_BETWEEN) for name in stated] if isinstance(stated, Mapping) else [[]]
    if not isinstance(stated, Mapping) or min(map(len, names), default=0) < len(("clause", "item", "payment")):
        return stated
    return [
        {"clause": name[0], "item": _BETWEEN.join(name[1:-1]), "payment": name[-1], "sum": sum_}
        for name, sum_ in zip(names, stated.values(), strict=True)
    ]


def instalments_of_names(stated: object) -> object:
    """The instalments of `sums_by_name`; anything else as it is, for the reader of facts to judge."""
    names = [name.split(_BETWEEN, 3) for name in stated] if isinstance(stated, Mapping) else [[]]
    if not isinstance(stated, Mapping) or not all(name[0].isdecimal() and len(name) > 1 for name in names):
        return stated
    return [
        {"part": int(name[0]), "state": name[1], "sum": sum_}
        | ({"day": name[2]} if name[2:] and name[2] != _NO_DAY else {})
        | ({"to": name[3]} if name[3:] else {})
        for name, sum_ in zip(names, stated.values(), strict=True)
    ]


def _day(text: str) -> CellContent:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _is_ambiguous_name(name: str) -> bool:
    """Whether a name in a list would be read as several names or as a special word."""
    return split_names(name) != [name] or bool(name_readings(name))


def to_pairs(value: Any) -> str:
    """Write a mapping as `2022: 100; 2023: 50`, or as JSON if a part is not plain text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and all(_is_plain(name) and _is_plain(part) for name, part in value.items()):
        return "; ".join(f"{name}: {part}" for name, part in value.items())
    return json.dumps(value, ensure_ascii=False)


def _is_plain(text: object) -> bool:
    if not isinstance(text, str) or not text or text != text.strip():
        return False
    return not any(sign in text for sign in ":：;；\n{[")


def stated_parts(applicants: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The sheets and parts that the facts use: of the applicant, record kinds, yearly figures, and published lines."""
    for facts in applicants:
        applicant = facts.get(APPLICANT) or {}
        yield from ((APPLICANT, name) for name in applicant)
        if isinstance(details := applicant.get(DETAILS_PART), Mapping):
            yield from ((_DETAILS_PATH, word) for word in details)
        for kind, listing in (facts.get("records") or {}).items():
            yield kind, ""
            records = (listing.get("items") or []) if isinstance(listing, Mapping) else listing or []
            yield from ((kind, name) for record in records for name in record)
        for figures in (facts.get("figures") or {}).values():
            yield from ((FIGURES, name) for name in figures or ())
        yield from ((PUBLISHED, name) for line in facts.get(PUBLISHED) or () for name in line)


LISTS_HEAD = "ipdsl"
"""The first cell of the sheet `LISTS`."""

NAMES_ROW, HEADINGS_ROW, EXAMPLE_ROW = 0, 1, 2
"""The rows of a sheet, counted from 0."""

ROWS = 1000
"""Number of rows below the headings with the formats and lists of their columns."""

_SHEET = 31
"""The longest sheet name that Excel accepts."""

_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NO_LEDGER = WrittenLedger()
_MARK = Phrase("mark", "标记")
_MARK_NOTE = Phrase(
    "nothing in this column is read; a row marked `{example}` is left out",
    "本列内容不读入；标为“{example}”的行不计", example=EXAMPLE,
)  # fmt: skip
_CHOOSE = Phrase("one of the list", "请从列表中选择")
_NOT_IN_LIST = Phrase("choose one of the list", "请从列表中选择一项")
_ABOVE = Phrase("write an amount, at most the one to the left", "请填写金额，不高于左侧的最高可核定")


def filled_workbook(
    codes: Sequence[GeneratedFunctions], audience: Audience, applicants: Sequence[Mapping[str, Any]],
    language: Language, *,
    is_ledger: bool = False, left_out: Sequence[str] = (),
) -> tuple[bytes, int]:  # fmt: skip
    """A workbook with the known facts of applicants in canonical form (`to_canonical_form`).

    Returns the number of visible sheets, too.

    `is_ledger`: their history is from a ledger, so each line of it becomes a row of the history. `left_out` are other
    applicants with lines in the ledger.
    """
    ledger = _NO_LEDGER
    if audience is Audience.BUREAU:
        programs = [code.program for code in codes]
        head = head_of(applicants)
        applicants, lines = add_digests(applicants, programs, is_ledger=is_ledger)
        ledger = WrittenLedger(lines, left_out, head)
    form = form_of(codes, audience, extra_parts=stated_parts(applicants))
    return write(form, language, sheet_rows(form, applicants, language), ledger), len(form.sheets)


def write(
    form: WorkbookForm,
    language: Language,
    rows: Mapping[str, Sequence[SheetRow]] = MappingProxyType({}),
    ledger: WrittenLedger = _NO_LEDGER,
) -> bytes:
    """The workbook as bytes, with these rows in its sheets. A bureau's workbook also has the lines of `ledger`.

    Raises `FactsError` (U090) if the library that writes it is not installed.
    """
    require_libraries(WorkbookLibraryMissing, WRITER)
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "constant_memory": False})
    _WorkbookWriter(book, form, language, rows, ledger).write()
    book.close()
    return buffer.getvalue()


@attrs.define(eq=False)
class _WorkbookWriter:
    book: Any
    form: WorkbookForm
    language: Language
    rows: Mapping[str, Sequence[SheetRow]]
    ledger: WrittenLedger
    formats: dict[str, Any] = attrs.field(factory=dict)
    lists: dict[tuple[str, ...], str] = attrs.field(factory=dict)
    titles: dict[str, str] = attrs.field(factory=dict)

    def write(self) -> None:
        self.book.set_properties({"title": ", ".join(name for name, _ in self.form.policies), "comments": __version__})
        self._formats()
        self.titles = sheet_titles(self.form, self.language)
        sheets = {form.name: self.book.add_worksheet(self.titles[form.name]) for form in self.form.sheets}
        lists = self.book.add_worksheet(LISTS)
        self._lists(lists)
        for form in self.form.sheets:
            self._sheet(sheets[form.name], form)
        lists.hide()
        if self.form.audience is Audience.BUREAU:
            self._ledger(self.book.add_worksheet(LEDGER))
        sheets[APPROVALS if self.rows.get(APPROVALS) else self.form.sheets[0].name].activate()

    def _formats(self) -> None:
        add = self.book.add_format
        frame = {"border": 1, "border_color": "#D0D0D0"}
        filled = {**frame, "bg_color": "#EDEDED"}
        sum_ = {"num_format": f"#,##{minor_to_text(0, DECIMALS[self.form.currency])}"}
        self.formats = {
            "names": add({"font_color": "#808080", "font_size": 8}),
            "heading": add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", **frame}),
            "key": add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#B8CCE4", **frame}),
            "example": add({"font_color": "#969696", "italic": True, "num_format": "@"}),
            "text": add({"num_format": "@"}), "day": add({"num_format": "yyyy-mm-dd"}), "sum": add(sum_),
            "whole": add({"num_format": "0"}), "any": add({}),
            "filled text": add({"num_format": "@", "text_wrap": True, **filled}),
            "filled day": add({"num_format": "yyyy-mm-dd", **filled}),
            "filled sum": add(sum_ | filled), "open sum": add(sum_ | filled | {"bg_color": "#FFF9D6"}),
        }  # fmt: skip

    def _lists(self, sheet: Any) -> None:
        """Write the lists, each in a named column. The first columns have the audience and the policies."""
        sheet.write_string(0, 0, LISTS_HEAD)
        sheet.write_string(0, 1, self.form.audience.value)
        for row, (name, content) in enumerate(self.form.policies, 1):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, content)
        position = 3
        for form in self.form.sheets:
            for column in form.columns:
                words = choice_words(column, self.language)
                if not words or words in self.lists:
                    continue
                name = self.lists[words] = f"list_{position}"
                for row, word in enumerate(words):
                    sheet.write_string(row, position, word)
                check_answer(self.book.define_name(name, f"={LISTS}!{_absolute(position, len(words))}"))
                position += 1

    def _ledger(self, sheet: Any) -> None:
        """Write the lines of the ledger as they are now."""
        for row, cells in enumerate(ledger_rows(self.ledger)):
            for position, text in enumerate(cells):
                check_answer(sheet.write_string(row, position, text))
        sheet.hide()

    def _sheet(self, sheet: Any, form: SheetForm) -> None:
        sheet.set_row(NAMES_ROW, None, None, {"hidden": True})
        sheet.set_row(HEADINGS_ROW, 45)
        sheet.freeze_panes(HEADINGS_ROW + 1, 2 if len(form.columns) > 1 else 1)
        sheet.write_string(NAMES_ROW, 0, f"{form.name}.{MARK}", self.formats["names"])
        self._heading(sheet, 0, _MARK, _MARK_NOTE, is_key=False)
        sheet.set_column(0, 0, 8, self.formats["text"])
        for position, column in enumerate(form.columns, 1):
            sheet.write_string(NAMES_ROW, position, column.path, self.formats["names"])
            note = column.note if position > 1 or not form.note else form.note
            self._heading(sheet, position, column.label, note, is_key=column.is_key)
            sheet.set_column(position, position, _width(column, self.language), self.formats[cell_format(column)])
            self._validation(sheet, form, position, column)
        if form.name == APPROVALS and self.rows.get(APPROVALS):
            self._approval_page(sheet, form)
        for row, cells in enumerate(form.examples or [{}] * form.has_example, EXAMPLE_ROW):
            self._example(sheet, form, row, cells)
        self._write_rows(sheet, form)

    def _approval_page(self, sheet: Any, form: SheetForm) -> None:
        """Set widths by the contents, print on pages of this width, and warn of amounts above the most."""
        rows, names = self.rows[APPROVALS], [column.name for column in form.columns]
        for position, column in enumerate(form.columns, 1):
            longest = max(width(str(row.get(column.path, ""))) for row in rows)
            widest = max(_width(column, self.language), min(longest + 2, 34))
            sheet.set_column(position, position, widest, self.formats[cell_format(column)])
        amount, most = (column_letters(names.index(name) + 1) for name in ("amount", "most"))
        first = EXAMPLE_ROW + 1
        check_answer(sheet.data_validation(f"{amount}{first}:{amount}{first + len(rows) - 1}", {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": f"={most}{first}",
            "error_title": "ipdsl", "error_message": _ABOVE.text(self.language), "error_type": "warning",
        }))  # fmt: skip
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADINGS_ROW)

    def _example(self, sheet: Any, form: SheetForm, row: int, cells: Mapping[str, Phrase]) -> None:
        """An example row with these cells, or with a cell in each column."""
        sheet.write_string(row, 0, EXAMPLE.text(self.language), self.formats["example"])
        for position, column in enumerate(form.columns, 1):
            if not cells or column.name in cells or column.name == APPLICANT:
                words = cells[column.name].text(self.language) if column.name in cells else ""
                text = words or example_of(column, self.language)
                sheet.write_string(row, position, text, self.formats["example"])

    def _write_rows(self, sheet: Any, form: SheetForm) -> None:
        places = {column.path: (position, cell_format(column)) for position, column in enumerate(form.columns, 1)}
        if form.name == APPROVALS:  # the amount is visibly the only cell to fill in
            places = {path: (position, f"{'open' if path.endswith('.amount') else 'filled'} {kind}")
                      for path, (position, kind) in places.items()}  # fmt: skip
        for row, cells in enumerate(
            self.rows.get(form.name, ()), EXAMPLE_ROW + max(form.has_example, len(form.examples))
        ):
            for path, value in cells.items():
                position, kind = places[path]
                if value == "":
                    sheet.write_blank(row, position, None, self.formats[kind])
                elif isinstance(value, str):
                    sheet.write_string(row, position, value, self.formats[kind])
                elif isinstance(value, int | Decimal):
                    sheet.write_number(row, position, value, self.formats["any" if kind == "text" else kind])
                else:
                    sheet.write_datetime(row, position, value, self.formats[kind])

    def _heading(self, sheet: Any, position: int, label: Phrase, note: Phrase, *, is_key: bool) -> None:
        sheet.write_string(
            HEADINGS_ROW, position, label.text(self.language), self.formats["key" if is_key else "heading"]
        )
        if text := note.text(self.language):
            sheet.write_comment(HEADINGS_ROW, position, text, {"x_scale": 2})

    def _validation(self, sheet: Any, form: SheetForm, position: int, column: ColumnForm) -> None:
        words = choice_words(column, self.language)
        if not words:
            return
        options = {
            "validate": "list", "source": f"={self.lists[words]}", "error_title": "ipdsl",
            "error_message": _NOT_IN_LIST.text(self.language),
            "error_type": "warning" if column.is_list or column.spellings else "stop",
            "input_message": _CHOOSE.text(self.language),
        }  # fmt: skip
        check_answer(
            sheet.data_validation(
                HEADINGS_ROW + 1, position, HEADINGS_ROW + ROWS + len(self.rows.get(form.name, ())), position, options
            )
        )


def check_answer(answer: int | None) -> None:
    """Raise `ValueError` for a negative answer.

    XlsxWriter gives it for content that Excel would reject, and continues.
    """
    if answer is not None and answer < 0:
        raise ValueError(f"the workbook could not be written: XlsxWriter answered {answer}")


def sheet_titles(form: WorkbookForm, language: Language) -> dict[str, str]:
    """The title of each sheet: its words if they are unique, otherwise its name, if necessary with a number."""
    words_by_sheet = {
        sheet.name: sheet.label.text(language).translate(_NOT_IN_TITLES).strip()[:_SHEET] or "_"
        for sheet in form.sheets
    }
    folded = [title.lower() for title in words_by_sheet.values()]
    titles: dict[str, str] = {}
    for name, words in words_by_sheet.items():
        numbered = (f"{name[: _SHEET - 4]}_{number}" for number in range(2, 1000))
        choices = chain([words] * (folded.count(words.lower()) == 1), [name[:_SHEET]], numbered)
        taken = {title.lower() for title in titles.values()}
        titles[name] = next(title for title in choices if title.lower() not in taken)
    return titles


def choice_words(column: ColumnForm, language: Language) -> tuple[str, ...]:
    """The words to choose from."""
    return tuple(phrase.text(language) for _, phrase in column.members)


def example_of(column: ColumnForm, language: Language) -> str:
    """The content of the example row in a column."""
    if column.is_detail:
        return ""
    if column.members:
        return choice_words(column, language)[0]
    if column.path == f"{PUBLISHED}.ratio":
        return "5/6"
    if column.type.is_count and column.name in ("year", "carry_until"):
        return "2022"
    return column.type.cell_example or {
        "applicant": "F1",
        "id": "F1",
        "payments": "2023-05-04: 10000.00",
        INSTALMENTS: "1 / due / 2023-05-04: 6000.00; 2 / open: 4000.00",
    }.get(column.name, Phrase("A-1", "甲-1").text(language))


def _absolute(column: int, rows: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(0, column, rows - 1, column))


def cell_format(column: ColumnForm) -> str:
    """The name of the format of the cells of a column."""
    if column.members or column.path == f"{PUBLISHED}.ratio":  # a program makes a day of 5/6
        return "text"
    return column.type.cell_format.value


def _width(column: ColumnForm, language: Language) -> int:
    """The width in digits. A Chinese character is two digits wide."""
    words = (column.label.text(language), *choice_words(column, language))
    return max(12, min(28, max(map(width, words)) + 2))
