"""The tables of lists: columns with headings in both languages, rows, sums, and lines below the sums.

`policy_list` makes the tables of one list under one policy, `summary_table` the table of several policies.
`parse_columns` reads columns that a user chooses.
"""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import Money
from ipdsl.ir.terms import Program
from ipdsl.office.letters.amount_words import YUAN, amount_in_words
from ipdsl.office.lists.list_names import ARTICLES, INSTALMENTS, LISTS, OPEN, PAYMENTS, PUBLICATION, RECOVERIES
from ipdsl.office.lists.rows import (
    ListedApplicant,
    ListRow,
    payment_rows,
    publication_rows,
    sort_applicants,
    sum_text,
    total_open,
    total_worth,
)
from ipdsl.office.stamp import Stamp
from ipdsl.report.localizer import Localizer, amount, clean, counted_phrase
from ipdsl.schema.details import known_detail
from ipdsl.wording.labels import written_day

PERSONS, OVERPAID, UNPAID, NOTHING_DUE, FAILED, SUMMARY, OWED = (
    "persons", "overpaid", "unpaid", "nothing_due", "failed", "summary", "owed",
)  # fmt: skip
"""The names of further tables: the persons of a publication, and what a list leaves out."""

TABLES: Mapping[str, tuple[str, ...]] = {
    PAYMENTS: (PAYMENTS, OVERPAID, UNPAID), PUBLICATION: (PUBLICATION, PERSONS), OPEN: (OPEN, NOTHING_DUE, FAILED),
    ARTICLES: (ARTICLES,), RECOVERIES: (RECOVERIES, OWED), INSTALMENTS: (INSTALMENTS,),
}  # fmt: skip
"""The tables of each list. A table after the first that has no rows is left out."""


_DETAIL = "details."
_ABSENT: Any = object()
"""The value in place of an attribute that rows do not have: of a detail, or of a constant text."""


class CellKind(enum.Enum):
    """The content of the cells of a column. A text stays a text in every file: digits, zeros and `=1+1` too."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"


@attrs.frozen
class ListColumn:
    """A column: its key is an attribute of rows, `number`, `details.NAME`, or a text in quotes for every row.

    `width` is in characters. An amount of a column that is not `is_summed` has no sum; an empty cell of one that
    `is_required` is red.
    """

    key: str
    heading: Phrase
    width: float = 12
    kind: CellKind = CellKind.TEXT
    is_summed: bool = False
    is_required: bool = False

    def cell(self, row: ListRow, number: int) -> str | int | Money:
        """The value in a row with a number; an amount without limit is an empty text."""
        value: str | int | Money | None = number if self.key == _NUMBER.key else getattr(row, self.key, _ABSENT)
        if value is _ABSENT:
            return self.key[1:-1] if self.key[0] == '"' else row.details.get(self.key.removeprefix(_DETAIL), "")
        return "" if value is None else value


def _money(key: str, en: str, zh: str, width: float = 16, *, is_summed: bool = True) -> ListColumn:
    return ListColumn(key, Phrase(f"{en} ({{unit}})", f"{zh}（{{unit}}）"), width, CellKind.MONEY, is_summed)


def _count(key: str, en: str, zh: str, width: float = 6) -> ListColumn:
    return ListColumn(key, Phrase(en, zh), width, CellKind.NUMBER)


def _text(key: str, en: str, zh: str, width: float = 12, *, is_required: bool = False) -> ListColumn:
    return ListColumn(key, Phrase(en, zh), width, is_required=is_required)


_NUMBER = _count("number", "No.", "序号", 8)
_ID, _YEAR = _text("applicant", "Id", "申请人编号", 24), _text("year", "Year", "年度", 7)
_NAME, _REMARK = _text("name", "Applicant", "申请人", 24), _text("remark", "Remarks", "备注", 26)
_EVENT = (_NUMBER, _NAME, _text("article", "Article", "条款"), _text("item", "Item", "事项", 24), _YEAR)
_PURPOSE = (_text("title", "Purpose (article)", "资助项目（条款）", 50), _money("payable", "Amount", "拟资助金额"))

COLUMNS: Mapping[str, tuple[ListColumn, ...]] = {
    PAYMENTS: (
        _NUMBER, _text("name", "Payee", "收款单位", 26), _text("code", "Code", "统一社会信用代码", 21),
        _text("bank", "Bank", "开户银行", 20), _text("account", "Account", "账号", 22, is_required=True),
        _text("article", "Articles", "依据", 16), _money("payable", "Payable now", "本次应付"),
        _text("decision", "Decision", "决定编号", 20), _REMARK,
    ),
    PUBLICATION: (_NUMBER, _text("name", "Recipient", "单位名称", 38), *_PURPOSE),
    PERSONS: (_NUMBER, _text("name", "Name", "姓名", 38), *_PURPOSE),
    OPEN: (
        _NUMBER, _NAME, _text("article", "Article", "条款", 14), _text("item", "Item", "事项", 22),
        _text("missing", "Missing", "缺少的内容", 44),
        _money("worth", "Worth at most", "影响金额最高", is_summed=False), _text("by_whom", "By whom", "补正单位"),
        _text("deadline", "By", "期限", 15),
    ),
    ARTICLES: (
        _text("article", "Article", "条", 10), _text("title", "Title", "条名", 28), _YEAR,
        _count("recipients", "Recipients", "家数", 10), _count("claims", "Claims", "件数", 7),
        _money("proposed", "Before cuts", "应计"), _money("cut", "Cut", "核减"), _money("due", "Due", "应得"),
        _money("payable", "Payable now", "本次应付"), _money("open", "Open at most", "待定最多"),
    ),
    OVERPAID: (
        *_EVENT, _money("due", "Due", "应得"), _money("paid", "Paid or due before", "已付或原核定"),
        _money("difference", "To be returned", "应退"), _text("remark", "Reason", "原因", 22),
    ),
    UNPAID: (
        *_EVENT, _money("due", "Due", "应得"), _money("paid", "Paid", "已付"),
        _money("difference", "Not paid", "未付"),
    ),
    NOTHING_DUE: (_NUMBER, _NAME, _text("remark", "Main reason", "主要原因", 90)),
    FAILED: (
        _NUMBER, _ID, _text("place", "Place", "位置", 34), _text("code", "Code", "编号", 8),
        _text("remark", "Finding", "问题", 70),
    ),
    RECOVERIES: (
        _NUMBER, _text("name", "Owed by", "退款单位", 20), _text("article", "Article", "条款", 9),
        _text("item", "Reason", "事由", 22), _money("principal", "Principal", "本金", 13),
        _money("surcharge", "Surcharge", "加收", 12), _money("interest", "Interest", "利息", 12),
        _money("back", "To be paid back", "应退回", 13), _money("withheld", "Withheld", "本次扣除", 13),
        _money("set_off", "Set off", "本次抵扣", 13), _money("lapsed", "Lapsed", "不再追回", 12),
        _money("back_now", "To be paid back now", "本次应退回", 13), _text("decision", "Decision", "决定编号", 14),
        _text("remark", "Remarks", "备注", 20),
    ),
    OWED: (
        _NUMBER, _text("name", "Owed by", "退款单位", 24), _text("article", "Article", "条款", 11),
        _text("item", "Reason", "事由", 26), _YEAR, _money("back", "To be paid back", "应退回"),
        _money("set_off", "Withheld or set off", "已扣除或抵扣"), _money("lapsed", "Lapsed", "不再追回"),
        _money("repaid", "Paid back", "已退回"), _money("difference", "Not paid back", "未退回"),
    ),
    INSTALMENTS: (
        _NUMBER, _text("name", "Applicant", "申请人", 22), _text("article", "Article", "条款", 11),
        _text("item", "Item", "事项", 22), _money("granted", "Granted", "核准", 14, is_summed=False),
        _text("instalment", "Instalment", "期次", 10), _money("waiting", "Not due yet", "未到期", 14),
        _text("day", "Due on", "到期日", 15), _text("waits_for", "Terms", "拨付条件", 40),
        _text("payee", "For", "收款方", 20), _REMARK,
    ),
    SUMMARY: (
        _NUMBER, _text("name", "Policy", "政策", 60), _count("recipients", "Recipients", "家数", 10),
        _money("payable", "Payable now", "本次应付"), _text("code", "Currency", "币种", 9),
    ),
}  # fmt: skip
"""The columns of each table, in order."""

_SUMMARY_OF_OPEN = (
    _NUMBER, _text("name", "Policy", "政策", 60), _count("recipients", "Applicants", "家数", 10),
    _money("worth", "Worth at most", "影响金额最高"), _text("code", "Currency", "币种", 9),
)  # fmt: skip
"""The columns of the summary of open facts."""

_SUMMARY_OF_RECOVERIES = (
    _NUMBER, _text("name", "Policy", "政策", 60), _count("recipients", "Applicants", "家数", 10),
    _money("back", "To be paid back", "应退回"), _money("back_now", "To be paid back now", "本次应退回"),
    _text("code", "Currency", "币种", 9),
)  # fmt: skip
"""The columns of the summary of recoveries."""

_SUMMARY_OF_INSTALMENTS = (
    _NUMBER, _text("name", "Policy", "政策", 60), _count("recipients", "Applicants", "家数", 10),
    _money("waiting", "Not due yet", "未到期"), _text("code", "Currency", "币种", 9),
)  # fmt: skip
"""The columns of the summary of open instalments."""

TITLES: Mapping[str, Phrase] = {
    PAYMENTS: Phrase("Payments", "拨付清单"), PUBLICATION: Phrase("Proposed awards", "拟资助名单"),
    OPEN: Phrase("Open facts", "待补正清单"), ARTICLES: Phrase("Sums by article", "分条汇总"),
    PERSONS: Phrase("Proposed awards, persons", "拟资助名单（个人）"), OVERPAID: Phrase("Overpaid", "多付"),
    UNPAID: Phrase("Not paid before", "以往未付"), NOTHING_DUE: Phrase("Nothing due", "无应付"),
    FAILED: Phrase("Failed", "出错"), SUMMARY: Phrase("Summary", "汇总"),
    RECOVERIES: Phrase("Recoveries", "追回清单"), OWED: Phrase("Not paid back before", "以往应退未退"),
    INSTALMENTS: Phrase("Open instalments", "未到期分期清单"),
}  # fmt: skip

_NUMBERS = {OPEN: ("{n} fact{s}", "{n}项"), ARTICLES: ("{n} row{s}", "{n}行"), PERSONS: ("{n}", "{n}名"),
            SUMMARY: ("{n}", "{n}项政策")}  # fmt: skip
"""The words for the number of rows of a table; elsewhere, the number of applicants."""

_BY_APPLICANT = (PAYMENTS, FAILED, OVERPAID, UNPAID, RECOVERIES, OWED, INSTALMENTS)
"""The tables with several rows of one applicant, who counts once."""

_SIGNATURE = Phrase(
    "Prepared by:                         Checked by:                         Approved by:",
    "制表：　　　　　　　　　　复核：　　　　　　　　　　审批：",
)


@attrs.frozen
class ListTable:
    """A table: its name, its sheet, its title, a line about its origin, its columns and rows, and lines below the sums.

    `totals` are the sums by column. The sum of a column that is not summed is not that of its cells. `count` are the
    words for the number of rows, `signature` is the line for those who sign.
    """

    name: str
    sheet: str
    title: str
    origin: str
    columns: tuple[ListColumn, ...]
    rows: Sequence[ListRow]
    currency: str
    totals: Mapping[str, Money]
    count: str
    notes: tuple[str, ...] = ()
    signature: str = ""

    def headings(self, localize: Localizer) -> list[str]:
        """The headings in a language."""
        unit = Phrase("{code}", "元" if self.currency == YUAN else "{code}", code=self.currency)
        return [localize.phrase(column.heading.with_values(unit=unit)) for column in self.columns]

    def cells(self) -> Iterable[list[str | int | Money]]:
        """The cells of each row."""
        for number, row in enumerate(self.rows, 1):
            yield [column.cell(row, number) for column in self.columns]

    def sum_cells(self, localize: Localizer) -> list[str | Money]:
        """The cells of the row of the sums, the first two with its words."""
        totals = (self.totals.get(column.key, "") for column in self.columns[2:])
        return [localize("Total", "合计"), self.count, *totals]


def printed_cell(cell: str | int | Money) -> str:
    """A cell as a document prints it: an amount with groups of thousands."""
    return amount(cell) if isinstance(cell, Money) else str(cell)


@attrs.frozen
class LeftOut:
    """The applicants without a row: with nothing due, with missing facts alone, and those that failed.

    `failures` has the findings of each applicant that was not settled.
    """

    nothing_due: tuple[str, ...]
    open: tuple[str, ...]
    most_open: Money | None
    failures: tuple[Sequence[ListRow], ...]

    def text(self, localize: Localizer, list_name: str = PAYMENTS) -> str:
        """`4 with nothing due, 2 open (at most 14,300.00), 1 failed (firms.xlsx Records!D14)`; empty if none.

        If only what is to be paid back is open, no sum is stated.

        The list of open facts has those with missing facts, and the sums by article have both.
        """
        most = localize("without limit", "金额不设上限")
        if self.most_open is not None:
            most = localize("at most {sum}", "最多{sum}", sum=sum_text(self.most_open, localize))
        is_nothing = self.most_open is not None and not self.most_open.minor  # more may have to be paid back
        open_texts = ("{n} open", "待补正{n}家") if is_nothing else ("{n} open ({most})", "待补正{n}家（{most}）")
        places = [*dict.fromkeys(failure.place for rows in self.failures for failure in rows)]
        shown = localize.row(places[:_MOST_NAMES])
        if len(places) > _MOST_NAMES:
            shown = localize("{places} and more", "{places}等", places=shown)
        zeros = () if list_name == ARTICLES else self.nothing_due
        waiting = () if list_name in (ARTICLES, OPEN) else self.open
        parts = (
            (len(zeros), "{n} with nothing due", "无应付{n}家"),
            (len(waiting), *open_texts),
            (len(self.failures), "{n} failed ({shown})", "出错{n}家（{shown}）"),
        )
        texts = [localize(en, zh, n=number, most=most, shown=shown) for number, en, zh in parts if number]
        return localize(", ", "，").join(texts)


_MOST_NAMES = 3
"""The most names or places in a line."""

OtherRows: TypeAlias = Callable[[str, Sequence[ListedApplicant]], list[ListRow]]
"""Makes the rows of a table that is not about amounts to be paid now, by the name of the table."""


@attrs.frozen
class ListOptions:
    """What a user chooses for a list.

    `numbers` are those of the decisions by applicant. `sort` is `amount`, `name` or a detail; empty: the order of the
    facts.
    """

    numbers: Mapping[str, str] = attrs.field(factory=dict)
    by_year: bool = False
    columns: tuple[ListColumn, ...] = ()
    sort: str = ""


@attrs.frozen
class PolicyList:
    """One list under one policy. `main` are its tables, `outside` those of applicants and events outside it."""

    list_name: str
    policy: str
    title: str
    document: str
    stamp: Stamp
    main: tuple[ListTable, ...]
    outside: tuple[ListTable, ...]
    left_out: LeftOut
    recipients: int
    payable: Money
    without_account: tuple[str, ...]

    @property
    def overpaid(self) -> ListTable | None:
        """The table of overpaid amounts; `None` without any."""
        return next((table for table in self.outside if table.name == OVERPAID), None)

    def summary_lines(self, localize: Localizer) -> list[str]:
        """The sums of the list, what it leaves out, what is to be returned, and who has no account."""
        table, money = self.main[0], sum_text if localize.is_chinese else lambda sum_, _: str(sum_)
        lines = [
            localize(
                "{who}, {sum} payable now", "{who}，本次应付合计{sum}", sum=money(self.payable, localize),
                who=counted_phrase(self.recipients, "{n} recipient{s}", "{n}家"),
            )
        ]  # fmt: skip
        if self.list_name == RECOVERIES:
            back, now = (money(table.totals.get(name, Money(0, table.currency)), localize)
                         for name in ("back", "back_now"))  # fmt: skip
            lines = [
                localize(
                    "{who}, {back} to be paid back, {now} of it now", "{who}，应退回{back}，本次应退回{now}",
                    who=counted_phrase(self.recipients, "{n} applicant{s}", "{n}家"), back=back, now=now,
                )
            ]  # fmt: skip
        elif self.list_name == INSTALMENTS:
            waiting = table.totals.get("waiting", Money(0, table.currency))
            lines = [
                localize(
                    "{who}, {sum} not due yet", "{who}，未到期{sum}", sum=money(waiting, localize),
                    who=counted_phrase(self.recipients, "{n} applicant{s}", "{n}家"),
                )
            ]  # fmt: skip
        elif self.list_name == OPEN:
            most = table.totals.get("worth")
            sum_ = "" if most is None else money(most, localize)
            lines = [
                localize("{count}, at most {sum}", "{count}，最多{sum}", count=table.count, sum=sum_)
                if sum_
                else localize("{count}, without limit", "{count}，金额不设上限", count=table.count)
            ]
        if left_out := self.left_out.text(localize, self.list_name):
            lines.append(localize("left out: {who}", "未列入：{who}", who=left_out))
        for table in self.outside:
            if table.name == OWED:
                lines.append(
                    localize(
                        "not paid back before: {sum} by {who}; see the sheet {sheet}",
                        "以往应退未退：{who}，共{sum}，见工作表“{sheet}”", sheet=table.sheet,
                        who=counted_phrase(len({row.applicant for row in table.rows}), "{n} applicant{s}", "{n}家"),
                        sum=sum_text(table.totals["difference"], localize),
                    )
                )  # fmt: skip
        if self.overpaid is not None:
            lines.append(_overpaid_note(self.overpaid, localize))
        if self.list_name == PAYMENTS and self.without_account:
            names = localize.row(self.without_account[:_MOST_NAMES])
            if (n := len(self.without_account)) > _MOST_NAMES:
                names = localize("{names} and {more} more", "{names}等", names=names, more=n - _MOST_NAMES)
            lines.append(localize("without an account: {names}", "没有账号{n}家：{names}", names=names, n=n))
        return lines


def _overpaid_note(table: ListTable, localize: Localizer) -> str:
    """What was overpaid, which the sum to be paid does not deduct."""
    return localize(
        "overpaid: {sum} to {who}, not deducted; see the sheet {sheet}",
        "多付：{who}，共{sum}，未从本次应付中扣除，见工作表“{sheet}”",
        who=counted_phrase(len({row.applicant for row in table.rows}), "{n} recipient{s}", "{n}家"), sheet=table.sheet,
        sum=sum_text(table.totals["difference"], localize),
    )  # fmt: skip


def policy_list(
    list_name: str, program: Program, applicants: Sequence[ListedApplicant], other_rows: OtherRows,
    failures: Iterable[Sequence[ListRow]], stamp: Stamp, options: ListOptions, localize: Localizer, *, is_single: bool,
) -> PolicyList:  # fmt: skip
    """The list of one policy. `applicants` are those that were settled, in the order of the facts."""
    if options.sort:
        applicants = sort_applicants(applicants, options.sort)
    payees = [applicant for applicant in applicants if applicant.is_payee]
    waiting = [applicant for applicant in applicants if applicant.is_open and not applicant.is_payee]
    zeros = tuple(a.applicant for a in applicants if not (a.is_open or a.is_payee))
    is_by_rows = list_name in (RECOVERIES, INSTALMENTS)  # they are not about what is payable now
    if is_by_rows:
        waiting, zeros = [], ()
    most = total_open(waiting, stamp.currency)
    left_out = LeftOut(zeros, tuple(applicant.applicant for applicant in waiting), most, tuple(failures))
    title = localize.names.quotation(program.title) or program.name
    maker = _TableMaker(
        applicants, other_rows, left_out, stamp.currency, options, localize,
        _origin(list_name, program, title, stamp, localize), "" if is_single else program.name,
    )  # fmt: skip
    first, *more = (maker.table(name) for name in TABLES[list_name])
    filled = [table for table in more if table.rows]
    if over := [_overpaid_note(table, localize) for table in filled if table.name == OVERPAID]:
        first = attrs.evolve(first, notes=(*first.notes, *over))
    main, outside = ((first,), tuple(filled)) if list_name != PUBLICATION else (
        tuple(table for table in (first, *filled) if table.rows) or (first,), ()
    )  # fmt: skip
    number = len({row.applicant for row in first.rows}) if is_by_rows else len(payees)
    return PolicyList(
        list_name, program.name, title, program.document, stamp, main, outside, left_out, number,
        Money(sum(payee.payable.low.minor for payee in payees), stamp.currency),
        (*(payee.name for payee in payees if not payee.details.get("account")),
         *dict.fromkeys(part.payee for payee in payees for part in payee.parts if part.payee)),
    )  # fmt: skip


def _origin(list_name: str, program: Program, title: str, stamp: Stamp, localize: Localizer) -> str:
    """The line below the titles. A publication does not name the ledger."""
    document = localize(" ({name})", "（{name}）", name=program.document) if program.document else ""
    number = localize(", ledger {number}", "　台账编号{number}", number=stamp.history)
    as_of: str | Phrase = ""
    if stamp.day:
        day = written_day(datetime.date.fromisoformat(stamp.day))
        as_of = Phrase(", as of {day}", "　截至{day}", day=day)
    return clean(
        localize(
            "{title}{document}{as_of}, sums in {currency}{number}",
            "《{title}》{document}{as_of}　币种：{currency}{number}", title=title, document=document, as_of=as_of,
            currency=Phrase("{code}", "人民币元" if stamp.currency == YUAN else "{code}", code=stamp.currency),
            number=number if stamp.history and list_name != PUBLICATION else "",
        )
    )  # fmt: skip


@attrs.frozen
class _TableMaker:
    """Makes the tables of one policy. `origin` is the line below each title, `policy` a part of names of sheets."""

    applicants: Sequence[ListedApplicant]
    other_rows: OtherRows
    left_out: LeftOut
    currency: str
    options: ListOptions
    localize: Localizer
    origin: str
    policy: str

    def table(self, name: str) -> ListTable:
        rows, localize, options = self._rows(name), self.localize, self.options
        columns = (options.columns if name in (*LISTS, PERSONS) else ()) or COLUMNS[name]
        if name == PAYMENTS and options.by_year and not options.columns:
            columns = (*columns[:6], _YEAR, *columns[6:])
        totals = totals_of(columns, rows, self.currency)
        notes: list[str] = []
        if name == OPEN:
            most = total_worth(self.applicants, self.currency)
            totals |= {} if most is None else {"worth": most}
            notes = [localize("The total counts each applicant once; several facts may affect the same amount.",
                              "合计按每个申请人计算一次；同一金额可能取决于多项内容。")]  # fmt: skip
        elif name in (PAYMENTS, PUBLICATION, PERSONS, RECOVERIES):
            column = "back_now" if name == RECOVERIES else "payable"
            words = amount_in_words(totals[column]) if localize.is_chinese and column in totals else ""
            left_out = self.left_out.text(localize) if name == PAYMENTS else ""
            notes += [f"合计（大写）：{words}"] if words else []
            notes += [localize("Left out: {who}", "未列入：{who}", who=left_out)] if left_out else []
        number = len({row.applicant for row in rows}) if name in _BY_APPLICANT else len(rows)
        title = TITLES[name].text(localize.language)
        return ListTable(
            name, f"{title} {self.policy}".strip(), title, self.origin, columns, rows, self.currency, totals,
            localize.phrase(counted_phrase(number, *_NUMBERS.get(name, ("{n}", "{n}家")))), tuple(notes),
            _SIGNATURE.text(localize.language) if name in (PAYMENTS, RECOVERIES) else "",
        )  # fmt: skip

    def _rows(self, name: str) -> list[ListRow]:
        if name == PAYMENTS:
            return payment_rows(self.applicants, self.localize, self.options.numbers, by_year=self.options.by_year)
        if name in (PUBLICATION, PERSONS):
            return publication_rows(self.applicants, self.localize, self.options.numbers, persons=name == PERSONS)
        if name == RECOVERIES:
            return [
                attrs.evolve(row, decision=self.options.numbers.get(row.applicant, ""))
                for row in self.other_rows(name, self.applicants)
            ]
        if name == FAILED:
            return [failure for rows in self.left_out.failures for failure in rows]
        return self.other_rows(name, self.applicants)


def totals_of(columns: Iterable[ListColumn], rows: Sequence[ListRow], currency: str) -> dict[str, Money]:
    """The sums of the columns of amounts. An amount without limit has no sum."""
    totals: dict[str, Money] = {}
    for column in columns:
        cells = [column.cell(row, 0) for row in rows] if column.is_summed else [""]
        amounts = [cell.minor for cell in cells if isinstance(cell, Money)]
        if len(amounts) == len(cells):
            totals[column.key] = Money(sum(amounts), currency)
    return totals


def summary_table(lists: Sequence[PolicyList], localize: Localizer) -> ListTable:
    """The sums of several policies. Amounts of two currencies are not added."""
    is_open = lists[0].list_name == OPEN
    rows = [
        ListRow(
            name=entry.title, payable=entry.payable, code=entry.payable.currency,
            worth=entry.main[0].totals.get("worth"), back=entry.main[0].totals.get("back"),
            back_now=entry.main[0].totals.get("back_now"), waiting=entry.main[0].totals.get("waiting"),
            recipients=len({row.applicant for row in entry.main[0].rows}) if is_open else entry.recipients,
        )
        for entry in lists
    ]  # fmt: skip
    by_list = {OPEN: _SUMMARY_OF_OPEN, RECOVERIES: _SUMMARY_OF_RECOVERIES, INSTALMENTS: _SUMMARY_OF_INSTALMENTS}
    columns, currency = by_list.get(lists[0].list_name, COLUMNS[SUMMARY]), rows[0].code
    title = TITLES[SUMMARY].text(localize.language)
    if len({row.code for row in rows}) > 1:
        columns = tuple(
            attrs.evolve(c, heading=Phrase(c.heading.en.split(" (")[0], c.heading.zh.split("（")[0]), is_summed=False)
            if c.is_summed
            else c
            for c in columns
        )
    count = localize.phrase(counted_phrase(len(rows), *_NUMBERS[SUMMARY]))
    return ListTable(SUMMARY, title, title, "", columns, rows, currency, totals_of(columns, rows, currency), count)


# ---------------------------------------------------------------------------------------------- chosen columns

_PART = re.compile(r'(?:[^,，"]|"[^"]*")+')
_COLUMN = re.compile(r'\s*(?:(?P<heading>[^="]+?)\s*=\s*)?(?P<source>"[^"]*"|[^="]+?)\s*')


class UnknownColumnError(ValueError):
    """A word that names neither a column of a list nor a detail."""


def parse_columns(text: str, list_name: str, details: Collection[str]) -> tuple[ListColumn, ...]:
    """The columns of `account, 户名=name, 用途="资助"`. Raises `UnknownColumnError` for a word that is not a column."""
    columns = []
    for part in _PART.findall(text):
        match = _COLUMN.fullmatch(part)
        if match is None:
            raise UnknownColumnError(part.strip())
        source, heading = match["source"], match["heading"]
        if source.startswith('"'):
            column = ListColumn(source, Phrase("{word}", "{word}", word=source.strip('"')))
        else:
            column = column_by_name(source, list_name, details)
        columns.append(attrs.evolve(column, heading=Phrase("{word}", "{word}", word=heading)) if heading else column)
    if not columns:
        raise UnknownColumnError(text.strip())
    return tuple(columns)


def column_by_name(word: str, list_name: str, details: Collection[str]) -> ListColumn:
    """The column with this key or heading, or of a detail that an applicant states.

    Raises `UnknownColumnError` without one. A publication has no details.
    """
    is_public = list_name == PUBLICATION
    for column in COLUMNS[list_name] if is_public else (*COLUMNS[list_name], _ID, _YEAR):
        heading = column.heading.en.split(" (")[0].casefold()
        if word.casefold() in (column.key, heading, column.heading.zh.split("（")[0]):
            return column
    key = known_detail(word) or word
    if is_public or not (known_detail(word) or key in details):
        raise UnknownColumnError(word)
    return ListColumn(f"{_DETAIL}{key}", Phrase("{word}", "{word}", word=word), 16)
