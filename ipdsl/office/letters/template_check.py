"""Check an untrusted template: its code, its names and the parts of its Word file.

Its code may use `NAMES`, `if`, `for`, comparisons and five filters. Input: the text of the template, as docxtpl
extracts it from a Word file, one line per paragraph. Output: problems as plain data that can be sent to a different
process: `{"kind": …, "word": …, "text": …}`, where `text` is the paragraph.

`NAMES` are the names that a letter template may use, in both languages. The letter, its check and its documentation use
this table. A name refers to a text, a list of texts, or a list of entries with their own names. Each name may be
written in English or in Chinese: `{{ total }}` and `{{ 合计 }}` are the same.

Tables list the filters, tests, tags, fields and relations that a template may have. All others are refused.

The parts of a Word file are its tags, relations, fields and addresses. Input: a Word file as python-docx reads it, or
the XML of one of its parts. Output: problems in the same form.

Tags are checked before docxtpl reads the file. docxtpl removes a row, cell, paragraph or run together with all its
text, and `{{r total }}` puts a value where nothing is shown. Its patterns compare each `{{` with all later text, so
only braces that close within `LONGEST` characters are passed to it. Each text is searched once.

Relations, fields and addresses are compared with these tables, because a letter is sent with
everything in its template. None of these parts may fetch, run or send something when the letter is opened.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import accumulate
from typing import Any, NoReturn, TypeAlias

import attrs
from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.hidden_text import HiddenStyles, is_on
from ipdsl.base.partition import values_by_key
from ipdsl.base.values import written_values
from ipdsl.office.office_data import OFFICE_PARTS
from ipdsl.schema.details import DETAILS


@attrs.frozen
class TemplateName:
    """A name in both languages, and its meaning.

    A name refers to a text, with `is_sum` to a sum. With `is_list` it refers to a list: of texts, or of entries, which
    have `entry_names`. With `entry_names` alone it refers to one entry.
    """

    name: str
    zh: str
    meaning: Phrase
    entry_names: tuple[TemplateName, ...] = ()
    is_list: bool = False
    is_sum: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it refers to one text."""
        return not (self.is_list or self.entry_names)

    @property
    def kind(self) -> str:
        """What it refers to: a text, texts, entries, or the names of one entry."""
        return {(False, False): "text", (True, False): "texts", (True, True): "entries"}.get(
            (self.is_list, bool(self.entry_names)), "names"
        )

    @property
    def names(self) -> dict[str, TemplateName]:
        """The names of its entries in both languages."""
        return {word: name for name in self.entry_names for word in (name.name, name.zh)}


def _list_name(en: str, zh: str, meaning: Phrase, entry_names: tuple[TemplateName, ...] = ()) -> TemplateName:
    return TemplateName(en, zh, meaning, entry_names, is_list=True)


_ARTICLE = TemplateName("article", "条", Phrase("number of the article", "条号"))
_CLAUSE = TemplateName("clause", "条款", Phrase("clause of the policy", "政策的条款"))
_ITEM = TemplateName("item", "项目", Phrase("what it is for", "事项"))
_ITEMS = TemplateName("items", "事项", Phrase("what it is about", "涉及的事项"))
_DAY = TemplateName("day", "日期", Phrase("day of the event", "事件日期"))
_REASON = TemplateName("reason", "理由", Phrase("why, in a sentence", "理由"))
_SOURCE = TemplateName("source", "依据", Phrase("document and article", "文号和条"))
_DETAILS = _list_name("details", "明细", Phrase("how it was computed, what it counts", "计算过程、计入的事项"))
_SUM = TemplateName("sum", "金额", Phrase("the sum", "金额"), is_sum=True)
_PROPOSED = TemplateName("proposed", "应计", Phrase("the sum before caps and cuts", "核减前的金额"), is_sum=True)
_LEAST = TemplateName("least", "最低", Phrase("the least it can come to", "最低金额"), is_sum=True)
_MOST = TemplateName("most", "最高", Phrase("the most it can come to", "最高金额"), is_sum=True)
_LEVEL = TemplateName(
    "level", "层次", Phrase("1, or more for what belongs to the line before", "1；属于上一行的为2或更大")
)
_WHERE = TemplateName("where", "所在", Phrase("article or clause", "条或条款"))
_TEXT = TemplateName("text", "文字", Phrase("the words", "文字"))

_OPEN = (_ARTICLE, _CLAUSE, _ITEM, _DAY, _LEAST, _MOST, _REASON, _SOURCE)

_EVENT = TemplateName("event", "事由", Phrase("why it is to be paid back", "追回的事由"))

_LINES = _list_name("lines", "各行", Phrase("its lines", "各行"))
_HEADING = TemplateName("heading", "小标题", Phrase("heading; may be empty", "小标题，可能为空"))

_DETAILS_OF_APPLICANT = TemplateName(
    "details",
    "资料",
    Phrase(
        "details of the applicant, other ones by their name: `details.town`; account: last four digits",
        "申请人的资料，其他资料写其名称：`资料.镇街`；账号只有后四位",
    ),
    tuple(TemplateName(name, spellings[0], Phrase(name, spellings[0])) for name, spellings in DETAILS.items()),
)

NAMES: tuple[TemplateName, ...] = (
    TemplateName("title", "标题", Phrase("title of the policy", "政策名称")),
    TemplateName("document", "文号", Phrase("number of the document", "文件的文号")),
    TemplateName("policy", "政策", Phrase("title of the policy", "政策名称")),
    TemplateName("applicant", "申请人", Phrase("the applicant, as the facts name it", "事实中的申请人编号")),
    _DETAILS_OF_APPLICANT,
    TemplateName(
        "office",
        "本单位",
        Phrase(
            "data of the office (`--office`); a gap is its name in brackets",
            "本单位资料（`--office`）；缺少的写作`[名称]`",
        ),
        tuple(
            TemplateName(name, part.label.text(Language.ZH), part.label)
            for name, part in OFFICE_PARTS.items()
            if name != "number"  # the pattern of the numbers of letters
        ),
    ),
    TemplateName(
        "number",
        "编号",
        Phrase("number of the letter (`--number`); may be empty", "通知书的编号（`--number`），可能为空"),
    ),
    TemplateName("as_of", "截至日", Phrase("nothing later is settled", "此日以后的不结算")),
    TemplateName("years", "年度", Phrase("the years that are settled", "所结算的年度")),
    TemplateName("currency", "币种", Phrase("currency of all sums", "所有金额的币种")),
    TemplateName("payable", "本次应付", Phrase("the amount to be paid now, in figures", "本次应付金额"), is_sum=True),
    TemplateName(
        "payable_in_words",
        "本次应付大写",
        Phrase("the same as Chinese banks write it; empty in an English letter", "本次应付金额的大写"),
        is_sum=True,
    ),
    TemplateName(
        "total",
        "合计",
        Phrase(
            "the amount to be paid now; “at least” is added if it is not certain",
            "本次应付金额；未全部确定时，前面写“至少”",
        ),
        is_sum=True,
    ),
    TemplateName(
        "total_in_words",
        "合计大写",
        Phrase(
            "the same as Chinese banks write it; empty in an English letter",
            "合计的大写，“至少”也写出；币种不是人民币时为空",
        ),
        is_sum=True,
    ),
    TemplateName(
        "at_most",
        "最高合计",
        Phrase("the most that is to be paid now; empty where the total is sure", "本次应付的最高金额；已确定时为空"),
        is_sum=True,
    ),
    TemplateName(
        "recalculated",
        "重新结算合计",
        Phrase(
            "the amount due as recalculated, with the earlier amount due; empty if nothing was due before",
            "重新结算后的应得合计，含原应得金额；没有原应得金额时为空",
        ),
        is_sum=True,
    ),
    TemplateName(
        "due_before",
        "原应得",
        Phrase("the earlier amount due of what is recalculated; may be empty", "重新结算事项的原应得金额，可能为空"),
        is_sum=True,
    ),
    TemplateName(
        "to_pay_back",
        "应退回",
        Phrase("what is to be paid back in all; empty without a recovery", "应退回的全部金额；没有追回时为空"),
        is_sum=True,
    ),
    TemplateName(
        "back_now",
        "本次应退回",
        Phrase("what is to be paid back now; empty without a recovery", "本次应退回的金额；没有追回时为空"),
        is_sum=True,
    ),
    TemplateName(
        "back_now_in_words",
        "本次应退回大写",
        Phrase("the same as Chinese banks write it; empty in an English letter", "本次应退回金额的大写"),
        is_sum=True,
    ),
    _list_name(
        "recoveries",
        "追回",
        Phrase("what is to be paid back, event by event", "应退回的金额，逐项"),
        (
            _ARTICLE,
            _ITEM,
            _DAY,
            _REASON,
            TemplateName("principal", "本金", Phrase("the part of the payments", "已拨付资金中应退回的"), is_sum=True),
            TemplateName("surcharge", "加收", Phrase("the surcharge", "加收的金额"), is_sum=True),
            TemplateName("interest", "利息", Phrase("the interest", "利息"), is_sum=True),
            _SUM,
            TemplateName("withheld", "扣除", Phrase("taken from what it makes due", "从本次核定中扣除的"), is_sum=True),
            TemplateName("set_off", "抵扣", Phrase("taken from other sums newly due", "以其他应得抵扣的"), is_sum=True),
            TemplateName(
                "stopped", "停止拨付", Phrase("not paid yet, and no longer paid", "尚未拨付、停止拨付的"), is_sum=True
            ),
        ),
    ),
    _list_name(
        "instalments",
        "分期",
        Phrase("grants that are paid in parts, instalment by instalment", "分期拨付的核准金额，逐期"),
        (
            _ARTICLE,
            _CLAUSE,
            _ITEM,
            TemplateName("granted", "核准金额", Phrase("what was granted in all", "核准的总额"), is_sum=True),
            TemplateName("number", "期次", Phrase("number of the instalment; 0: in none", "第几期；0：不在任何一期")),
            _SUM,
            TemplateName(
                "state", "状态", Phrase("due, open, waits, lapsed or stopped", "到期、未到期、等候预算、作废或停止拨付")
            ),
            TemplateName("day", "日期", Phrase("its day; may be empty", "到期日，可能为空")),
            TemplateName("payee", "收款方", Phrase("another payee; may be empty", "另行指定的收款方，可能为空")),
            _REASON,
        ),
    ),
    TemplateName(
        "until",
        "补正期限",
        Phrase(
            "the day until which missing facts may be stated (`--respond-by`); may be empty",
            "补正截止日（`--respond-by`）；可能为空",
        ),
    ),
    TemplateName(
        "ledger_number",
        "台账编号",
        Phrase(
            "number of the ledger, which depends on all its lines",
            "台账的编号，由其全部各行得出；没有台账行时为空",
        ),
    ),
    TemplateName(
        "ledger_lines", "台账行数", Phrase("how many lines the ledger of the decision has", "本结算台账的行数")
    ),
    TemplateName("facts_digest", "事实摘要", Phrase("digest of the facts", "所填事实的摘要")),
    TemplateName("policy_digest", "政策摘要", Phrase("digest of the policy", "政策内容的摘要")),
    TemplateName("version", "版本", Phrase("version of ipdsl", "ipdsl 的版本")),
    TemplateName("notice", "声明", Phrase("that seal and signature make the letter valid", "经盖章并签字有效")),
    _list_name("assumptions", "前提", Phrase("assumptions", "结算的前提")),
    _list_name(
        "sums",
        "总额",
        Phrase("the total and its notes, line by line", "合计及其说明，逐行"),
        (_TEXT, _SUM, _LEVEL),
    ),
    _list_name(
        "paid",
        "应得",
        Phrase("amounts due, claim by claim", "应得金额，逐项"),
        (
            _ARTICLE,
            TemplateName("article_title", "条名", Phrase("title of the article", "条的名称")),
            _CLAUSE,
            _ITEM,
            _DAY,
            TemplateName("year", "年", Phrase("year that it counts for", "所属年度")),
            TemplateName("rule", "规定", Phrase("the article with its title", "条号和条名")),
            _PROPOSED,
            _SUM,
            _REASON,
            _SOURCE,
            _list_name("cuts", "核减", Phrase("what was cut, rule by rule", "核减，逐条"), (_ARTICLE, _SUM, _REASON)),
            _DETAILS,
        ),
    ),
    _list_name(
        "not_paid",
        "不予资助",
        Phrase("claims not paid, with reasons; similar ones combined", "未予奖励的事项及理由，同类合并"),
        (_ARTICLE, _CLAUSE, _ITEMS, _REASON),
    ),
    _list_name("open", "未定", Phrase("what facts are missing for", "尚缺事实、未能确定的事项"), _OPEN),
    _list_name("left_to_bureau", "待核定", Phrase("sums that the bureau sets", "由主管机关核定的金额"), _OPEN),
    _list_name(
        "missing",
        "缺少",
        Phrase("facts that are missing", "未填写的事实"),
        (
            TemplateName("fact", "事实", Phrase("where the fact belongs", "事实的位置")),
            TemplateName("worth", "影响", Phrase("the maximum amount that it affects", "影响的最高金额")),
            TemplateName("clauses", "所涉条款", Phrase("clauses that ask for it", "需要它的条款")),
        ),
    ),
    _list_name(
        "carried",
        "结转",
        Phrase("what later years may pay", "以后年度可以兑现的金额"),
        (_CLAUSE, _ITEM, _SUM, TemplateName("until", "期限", Phrase("the last year that may pay it", "最后兑现年度"))),
    ),
    _list_name("readings", "理解", Phrase("interpretation of the text", "条款适用口径"), (_WHERE, _TEXT)),
    _list_name(
        "duties",
        "义务",
        Phrase("duties of the recipient", "获得资助应履行的义务"),
        (_ARTICLE, TemplateName("who", "义务人", Phrase("who has the duty", "义务人")), _TEXT, _SUM),
    ),
    TemplateName("letterhead", "抬头", Phrase("the office; in English with its address", "本单位名称")),
    TemplateName(
        "letter_title",
        "题目",
        Phrase("the kind of letter, such as a decision or a refusal", "文书名称，例如核定告知书、不予资助决定书"),
    ),
    TemplateName("reference", "字号", Phrase("number of the letter and its day", "通知书的编号")),
    TemplateName("addressee", "收件人", Phrase("name of the applicant, or its id", "申请人的名称或编号")),
    TemplateName("salutation", "称呼", Phrase("first line", "首行的称呼")),
    TemplateName("opening", "引言", Phrase("first sentence; may be empty", "首段")),
    _list_name("parts", "正文", Phrase("the text of the letter, part by part", "正文，逐部分"), (_HEADING, _LINES)),
    TemplateName("attachments", "附件", Phrase("the annexes; may be empty", "附件目录，可能为空")),
    TemplateName("signature", "落款", Phrase("the office, with the place of its seal", "署名和印章处")),
    TemplateName(
        "letter_day", "落款日期", Phrase("day of the letter (`--date`), or its place", "通知书日期（`--date`）或空白")
    ),
    TemplateName("closing", "附注", Phrase("contact and check code", "联系人和核验码")),
    TemplateName(
        "annex_head", "明细说明", Phrase("applicant, years and currency of the annex", "申请人、核算年度和金额单位")
    ),
    TemplateName("rows_heading", "明细标题", Phrase("heading of the annex of sums", "明细表的标题")),
    TemplateName("basis_heading", "说明标题", Phrase("heading of the annex of readings", "适用说明的标题")),
    _list_name(
        "rows",
        "明细表",
        Phrase("the amounts due, row by row", "核定明细，逐行"),
        (
            TemplateName("number", "序号", Phrase("number of the row", "序号")),
            _ARTICLE,
            _ITEM,
            _DAY,
            _PROPOSED,
            _SUM,
            TemplateName("note", "注", Phrase("number of the note; may be empty", "注号，可能为空")),
        ),
    ),
    _list_name(
        "row_totals",
        "明细合计",
        Phrase("from the sum of the rows to the amount to be paid now", "由各行合计到本次应付"),
        (_TEXT, _PROPOSED, _SUM),
    ),
    _list_name("notes", "注", Phrase("notes about the rows", "明细的注")),
    _list_name(
        "basis",
        "适用说明",
        Phrase("readings of the articles that pay or refuse", "有关条文的适用说明"),
        (_HEADING, _LINES),
    ),
    TemplateName("taken_back_heading", "追回明细标题", Phrase("heading of the annex of payments", "追回明细表的标题")),
    _list_name(
        "taken_back",
        "追回明细表",
        Phrase("the payments that are taken back, row by row", "追回明细，逐行"),
        (
            TemplateName("number", "序号", Phrase("number of the row", "序号")),
            _ARTICLE,
            _ITEM,
            TemplateName("day", "日期", Phrase("day of the payment, or its year", "拨付日期，或者年度")),
            _EVENT,
            _SUM,
        ),
    ),
    _list_name(
        "taken_back_totals",
        "追回合计",
        Phrase("from the sum of the payments to what is to be paid back now", "由各行合计到本次应退回"),
        (_TEXT, _SUM),
    ),
    _list_name(
        "sections",
        "各节",
        Phrase("everything except the amounts due, section by section", "应得金额以外的全部内容，逐节"),
        (
            TemplateName("heading", "节名", Phrase("title of the section", "节的标题")),
            _list_name("lines", "各行", Phrase("its lines", "各行"), (_TEXT, _SUM, _LEVEL)),
        ),
    ),
)


class LetterSum(str):
    """A sum of a letter. It equals each spelling of its number: `5,000.00` equals `5000`."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return _number_or_text(self) == _number_or_text(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


def _number_or_text(value: object) -> object:
    number = written_values.number(str(value))
    return number.value if number is not None and number.is_sound and number.is_bare else str(value)


def bilingual_content(content: Mapping[str, Any], names: Sequence[TemplateName] = NAMES) -> dict[str, Any]:
    """The content under its names in both languages."""
    result: dict[str, Any] = {}
    for name in names:
        value = content[name.name]
        if name.is_sum:
            value = LetterSum(value)
        elif name.entry_names and name.is_list:
            value = [bilingual_content(entry, name.entry_names) for entry in value]
        elif name.entry_names:
            value = {**value, **bilingual_content(value, name.entry_names)}
        result[name.name] = result[name.zh] = value
    return result


def name_rows(names: Sequence[TemplateName] = NAMES, within: str = "") -> Iterator[tuple[str, str, TemplateName]]:
    """Each name in English and in Chinese with its path, and its entry of the table: `paid[].sum`, `应得[].金额`."""
    en, _, zh = within.partition("|")
    for name in names:
        full_names = (f"{en}{name.name}", f"{zh}{name.zh}")
        yield *full_names, name
        mark = "[]." if name.is_list else "."
        yield from name_rows(name.entry_names, f"{full_names[0]}{mark}|{full_names[1]}{mark}")


_LIST_FILTERS = ("first", "join", "last", "length")
FILTERS = ("default", *_LIST_FILTERS)
TESTS = ("defined",)
TAGS = ("if", "elif", "else", "endif", "for", "endfor")
STATEMENTS = (
    "include", "import", "from", "extends", "macro", "endmacro", "call", "endcall", "set", "endset", "block",
    "endblock", "filter", "endfilter", "with", "endwith",
)  # fmt: skip
"""Jinja tags that letter templates must not use."""

LONGEST = 500
"""Largest number of characters in a tag."""

DEEPEST = 15
"""Largest nesting depth of conditions and loops."""

FIELDS = (
    "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "EQ", "HYPERLINK", "NOTEREF", "NUMPAGES", "PAGE", "PAGEREF", "REF",
    "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "SYMBOL", "TOC",
)  # fmt: skip
"""Codes of fields that read only the letter. A date that changes when the letter is opened is not allowed."""

STEADY_FIELDS = ("FORMTEXT", "HYPERLINK")
"""Fields whose text Word does not change."""

RELATIONS = frozenset({
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
    "classificationlabels", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "font", "theme",
    "themeOverride", "numbering",
    "header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds", "commentsExtensible",
    "people", "image", "customXml", "customXmlProps", "glossaryDocument", "bibliography",
    "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "hdphoto", "intelligence",
    "documenttasks",
})  # fmt: skip
"""Relations to parts inside the file, by the last word of their type."""

LINK = "hyperlink"
"""The only relation that may point outside the file, to a web page or a mail address.

It needs a click of the reader.
"""


LOOP = ("index", "index0", "first", "last", "length")

_PLAIN = (
    nodes.Template, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not, nodes.Const, nodes.Concat, nodes.Name, nodes.Scope, nodes.Filter, nodes.Test,
)  # fmt: skip
XML_TAG = re.compile(r"<[^>]+>")
_UNKNOWN_TAG = re.compile(r"unknown tag '([^']+)'")
_UNCLOSED = re.compile(r"innermost block that needs to be closed is '([^']+)'")

_UNIT = re.compile(r"<w:tr[ >].*?</w:tr>|<w:p[ >].*?</w:p>", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_RECALCULATION = re.compile(r"re-?calculat|re-?comput|re-?settle|re-?open|重新(结算|计算|核算)|重算", re.IGNORECASE)
_CONDITION = re.compile(r"\{%\w*\s*(?:el)?if\b")
_PAYABLE, _RECALCULATED, _IN_WORDS, _IN_FIGURES = (
    frozenset(word for name in NAMES if name.name in names for word in (name.name, name.zh))
    for names in (
        ("payable", "payable_in_words", "total", "total_in_words", "at_most"),
        ("recalculated", "due_before"),
        ("total_in_words", "payable_in_words"),
        ("payable", "total", "sums", "parts"),
    )
)

BEGIN, END = "\x01", "\x02"
"""Marks before and after each value while a part is checked. XML does not allow them, so no text contains them."""

_SHOWN = 200
"""Largest number of characters of a paragraph in a finding."""

Problem: TypeAlias = "dict[str, str]"


class RestrictedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox without functions and with five filters. Nothing can be called, and texts cannot be multiplied."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "-", "/", "//"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._mark_value)
        self.is_marking = False
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    @contextmanager
    def mark_values(self) -> Iterator[None]:
        """Put marks around each value."""
        self.is_marking = True
        try:
            yield
        finally:
            self.is_marking = False

    def _mark_value(self, value: Any) -> Any:
        return value if not self.is_marking else Markup(f"{BEGIN}{escape(value)}{END}")

    def is_safe_callable(self, obj: Any) -> bool:
        """Always false."""
        return False

    def call(self, context: Any, obj: Any, *_: Any, **__: Any) -> NoReturn:
        """Refuse every call. Some sandboxes allow methods of texts before they check what is safe."""
        raise SecurityError("nothing is called")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse arithmetic."""
        return self.undefined(name=operator)


def paragraph_excerpt(text: str) -> str:
    """A paragraph for a finding; a long one is cut."""
    words = " ".join(text[: 2 * _SHOWN].split())
    return words if len(words) <= _SHOWN and len(text) <= 2 * _SHOWN else f"{words[:_SHOWN]}…"


def template_problems(source: str, environment: RestrictedEnvironment, notes: Iterable[str] = ()) -> list[Problem]:
    """The problems of a template, each with its paragraph. `notes` are further details that it may use."""
    lines = source.splitlines()

    @cache
    def paragraph_text(line: int) -> str:
        return paragraph_excerpt(XML_TAG.sub("", lines[line - 1])) if 0 < line <= len(lines) else ""

    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        kind, word = _syntax(error.message or "")
        return [{"kind": kind, "word": word, "text": paragraph_text(error.lineno)}]
    except RecursionError:  # of nested brackets or signs in one tag
        return [{"kind": "deep", "word": "", "text": "…"}]
    further = (*_DETAILS_OF_APPLICANT.entry_names, *(TemplateName(note, note, Phrase("", "")) for note in notes))
    extended = attrs.evolve(_DETAILS_OF_APPLICANT, entry_names=further)
    names = (extended if entry is _DETAILS_OF_APPLICANT else entry for entry in NAMES)
    known = {word: entry for entry in names for word in (entry.name, entry.zh)}
    problems = ((kind, word, paragraph_text(line)) for kind, word, line in _TemplateChecker().check(tree, known))
    return [{"kind": kind, "word": word, "text": text} for kind, word, text in dict.fromkeys(problems)]


def recalculation_problems(source: str) -> Iterator[Problem]:
    """The amounts to be paid now next to words of a recalculation, in one paragraph or row of a table."""
    for unit in _UNIT.finditer(source):
        text = XML_TAG.sub("", unit[0])
        names = {word for code in _CODE.findall(text) for word in re.findall(r"\w+", code)}
        if (
            (total := min(_PAYABLE & names, default=""))
            and not _RECALCULATED & names
            and _RECALCULATION.search(_CODE.sub("", text))
        ):
            yield {"kind": "recalculation", "word": total, "text": paragraph_excerpt(text)}


def words_without_figures(sources: Iterable[str]) -> list[Problem]:
    """The totals in words of a template that has no total in figures. In some letters they are empty."""
    code_by_word = {
        word: code for source in sources for code in _CODE.findall(source) if not _CONDITION.match(code)
        for word in re.findall(r"\w+", code)
    }  # fmt: skip
    return [
        {"kind": "words", "word": word, "text": code_by_word[word]}
        for word in sorted(_IN_WORDS & code_by_word.keys()) if not _IN_FIGURES & code_by_word.keys()
    ]  # fmt: skip


def property_problems(texts: Iterable[str]) -> list[Problem]:
    """The totals in document properties, which are not printed."""
    return [
        {"kind": "unseen", "word": code, "text": paragraph_excerpt(text)}
        for text in texts for code in _CODE.findall(text) if _PAYABLE & {*re.findall(r"\w+", code)}
    ]  # fmt: skip


def _syntax(message: str) -> tuple[str, str]:
    """The kind of a Jinja syntax error, with the word concerned."""
    if match := _UNKNOWN_TAG.search(message):
        return "tag", match[1]
    if match := _UNCLOSED.search(message):
        return "unclosed", match[1]
    return "syntax", ""


class _TemplateChecker:
    """Walks through a template and keeps the meaning of each name."""

    def check(self, tree: nodes.Node, names: Mapping[str, TemplateName]) -> Iterator[tuple[str, str, int]]:
        """The problems below a node."""
        if isinstance(tree, nodes.If | nodes.CondExpr | nodes.Not | nodes.And | nodes.Or):
            yield from (
                ("always", name.name, tree.lineno)
                for name in (getattr(tree, part, None) for part in ("test", "node", "left", "right"))
                if isinstance(name, nodes.Name) and name.name in _NEVER_EMPTY
            )
        elif isinstance(tree, nodes.Compare) and (kind := self._wrong_comparison(tree, names)) is not None:
            yield kind, _source_text(tree.expr), tree.lineno
        elif isinstance(tree, nodes.Concat) and any(self._is_sum(part, names) for part in tree.nodes):
            yield "sum", "~", tree.lineno
        elif (
            isinstance(tree, nodes.Filter) and tree.name in _LIST_FILTERS
            and (whole := self._expression_kind(tree.node, names)) is not None and whole.is_text
        ):  # fmt: skip
            yield "no_list", _source_text(tree.node), tree.lineno
        match tree:
            case nodes.For():
                yield from self._check_loop(tree, names)
            case nodes.Getattr() | nodes.Getitem():
                yield from self._check_access(tree, names)
            case nodes.Output():
                for child in tree.nodes:
                    yield from self.check(child, names)
                    if (kind_of_child := self._expression_kind(child, names)) is not None and not kind_of_child.is_text:
                        yield "list", _source_text(child), child.lineno
            case nodes.Name() if tree.name not in names:
                yield "name", tree.name, tree.lineno
            case nodes.Filter() if tree.name not in FILTERS:
                yield "filter", tree.name, tree.lineno
            case nodes.Test() if tree.name not in TESTS:
                yield "not_taken", f"is {tree.name}", tree.lineno
            case _ if isinstance(tree, _PLAIN):
                for part in tree.iter_child_nodes():
                    yield from self.check(part, names)
            case nodes.Call():
                yield "call", _source_text(tree.node), tree.lineno
            case _:
                yield "not_taken", _NODE_NAMES.get(type(tree), type(tree).__name__.lower()), tree.lineno

    def _check_loop(self, tree: nodes.For, names: Mapping[str, TemplateName]) -> Iterator[tuple[str, str, int]]:
        yield from self.check(tree.iter, names)
        if not isinstance(tree.target, nodes.Name) or tree.recursive:
            yield "not_taken", "for", tree.lineno
            return
        many = self._expression_kind(tree.iter, names)
        if many is not None and many.is_text:
            yield "no_list", _source_text(tree.iter), tree.lineno
            return
        inner = {**names, tree.target.name: _PLAIN_TEXT if many is None else _member_of(many), "loop": _LOOP}
        for child in (*tree.body, *([tree.test] if tree.test is not None else ())):
            yield from self.check(child, inner)
        for child in tree.else_:
            yield from self.check(child, names)

    def _check_access(
        self, tree: nodes.Getattr | nodes.Getitem, names: Mapping[str, TemplateName]
    ) -> Iterator[tuple[str, str, int]]:  # fmt: skip
        if wrong := [*self.check(tree.node, names)]:
            yield from wrong
            return
        whole, word = self._expression_kind(tree.node, names), _word(tree)
        if whole is not None and whole.is_list and isinstance(word, int):
            return
        if not isinstance(word, str) or whole is None:
            yield "not_taken", _source_text(tree), tree.lineno
        elif whole.is_list:
            yield "list", _source_text(tree), tree.lineno
        elif word not in whole.names:
            yield "name", _source_text(tree), tree.lineno

    def _expression_kind(self, tree: nodes.Node | None, names: Mapping[str, TemplateName]) -> TemplateName | None:
        """The kind of an expression; `None` if it is unknown, or wrong and already reported."""
        match tree:
            case nodes.Name():
                return names.get(tree.name)
            case nodes.Getattr() | nodes.Getitem():
                whole, word = self._expression_kind(tree.node, names), _word(tree)
                if whole is not None and whole.is_list and isinstance(word, int):
                    return _member_of(whole)
                return whole.names.get(word) if whole is not None and isinstance(word, str) else None
            case nodes.Filter(name="first" | "last") if tree.node is not None:
                whole = self._expression_kind(tree.node, names)
                return None if whole is None or whole.is_text else _member_of(whole)
            case nodes.CondExpr() | nodes.And() | nodes.Or() | nodes.Filter(name="default"):
                parts = (getattr(tree, part, None) for part in ("expr1", "expr2", "left", "right", "node"))
                kinds = [kind for part in parts if (kind := self._expression_kind(part, names)) is not None]
                return max(kinds, key=_is_kind_of_sum) if kinds else None
            case _:
                return None

    def _is_sum(self, tree: nodes.Node, names: Mapping[str, TemplateName]) -> bool:
        return _is_kind_of_sum(self._expression_kind(tree, names))

    def _wrong_comparison(self, tree: nodes.Compare, names: Mapping[str, TemplateName]) -> str | None:
        """Why a comparison has no meaning: text with number, an order of texts, a sum with a text that is not a sum."""
        sides, operators = (tree.expr, *(each.expr for each in tree.ops)), {each.op for each in tree.ops}
        are_numbers = {_is_number(side) for side in sides}
        if len(are_numbers) > 1:
            return "number"
        if not any(are_numbers) and not operators <= {"eq", "ne", "in", "notin"}:
            return "order"
        texts = [side for side in sides if not self._is_sum(side, names)]
        if len(texts) == len(sides):
            return None
        values = [text.value if isinstance(text, nodes.Const) else None for text in texts]
        if operators <= {"eq", "ne"}:
            return None if all(value in _TEXTS_OF_SUMS or _is_sum_text(value) for value in values) else "no_sum"
        are_words = all(value and any(str(value) in words for words in _WORDS_OF_SUMS) for value in values)
        return None if values and are_words else "sum"


_TEXTS_OF_SUMS = ("", "without limit", "不设上限")
"""The sums of letters without a figure."""
_WORDS_OF_SUMS = (
    "at least", "at most", "above", "below", "less than", "or more", "without limit",
    "至少", "不低于", "不高于", "高于", "低于", "以上", "不设上限",
)  # fmt: skip
"""The words of sums of letters."""


def _is_sum_text(value: object) -> bool:
    """Whether a text is a sum as letters write it, in some spelling."""
    return value is not None and not isinstance(_number_or_text(value), str)


def _is_kind_of_sum(kind: TemplateName | None) -> bool:
    return kind is not None and kind.is_sum


def _member_of(listing: TemplateName) -> TemplateName:
    """A member of a list: an entry, or a text."""
    return attrs.evolve(listing, is_list=False)


def _is_number(tree: nodes.Node) -> bool:
    """Whether an expression is a number: a literal, a length, or the count of a loop."""
    match tree:
        case nodes.Const(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case nodes.Neg(node=inner):
            return _is_number(inner)
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=word):
            return word in ("index", "index0", "length")
        case _:
            return isinstance(tree, nodes.Filter) and tree.name == "length"


def _word(tree: nodes.Getattr | nodes.Getitem) -> object:
    if isinstance(tree, nodes.Getattr):
        return tree.attr
    return tree.arg.value if isinstance(tree.arg, nodes.Const) else None


def _source_text(tree: nodes.Node | None) -> str:
    match tree:
        case nodes.Name():
            return tree.name
        case nodes.Getattr():
            return f"{_source_text(tree.node)}.{tree.attr}"
        case nodes.Getitem():
            inner = repr(tree.arg.value) if isinstance(tree.arg, nodes.Const) else "…"
            return f"{_source_text(tree.node)}[{inner}]"
        case nodes.Const():
            return repr(tree.value)
    return "…"


_NODE_NAMES: dict[type[nodes.Node], str] = {
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "from … import", nodes.Extends: "extends",
    nodes.Macro: "macro", nodes.CallBlock: "call", nodes.Assign: "set", nodes.AssignBlock: "set",
    nodes.Mul: "*", nodes.Pow: "**", nodes.Mod: "%", nodes.Add: "+", nodes.Sub: "-", nodes.Div: "/",
    nodes.FloorDiv: "//", nodes.Neg: "-", nodes.Pos: "+", nodes.FilterBlock: "filter", nodes.Block: "block",
    nodes.With: "with", nodes.Tuple: "(…, …)", nodes.List: "[…]", nodes.Dict: "{…}",
}  # fmt: skip
_NEVER_EMPTY = ("total", "合计", "payable", "本次应付")
_PLAIN_TEXT = TemplateName("", "", NAMES[0].meaning)
_LOOP = attrs.evolve(_PLAIN_TEXT, entry_names=tuple(attrs.evolve(_PLAIN_TEXT, name=name, zh=name) for name in LOOP))


_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\"\\]+", re.IGNORECASE)
_ADDRESSES = etree.XPath("//@*[local-name()='src' or local-name()='href' or local-name()='althref']")
_FIELD_CODE = re.compile(r'[\s"]*([^\s"\\]*)')
_TO = re.compile(
    r'\s*HYPERLINK(?:\s+"(?:https?://|mailto:)[^"\\]*")?(?:\s+\\[a-z](?:\s+"[^"\\]*")?)*(?:\s+\\\*\s+\w+)?\s*',
    re.IGNORECASE,
)


@attrs.frozen
class TemplateField:
    """A field: its code, and whether it is inside the code of a different field."""

    code: str
    is_nested: bool

    @property
    def word(self) -> str:
        """`HYPERLINK`; empty if the code has no word."""
        match = _FIELD_CODE.match(self.code)
        return match[1].upper() if match else ""

    @property
    def is_allowed(self) -> bool:
        """Whether a letter may contain it."""
        return (
            False
            if self.is_nested or self.word not in FIELDS
            else self.word != LINK.upper() or _TO.fullmatch(self.code) is not None
        )


def roots_of(document: Any) -> dict[Any, Any]:
    """The XML of each part of a Word file, by part.

    `customXml` is left out, because it has only data that is not shown.
    """
    return {
        part: _root_of(part)
        for part in document.part.package.iter_parts()
        if part.content_type.endswith("xml") and not str(part.partname).startswith("/customXml/")
    }


def part_problems(document: Any, roots: Mapping[Any, Any]) -> Iterator[Problem]:
    """The problems of relations, fields, addresses and mail merge in all parts of a Word file."""
    package = document.part.package
    for source in (package, *package.iter_parts()):
        for relation in source.rels.values():
            yield from _relation_problems(relation)
    for root in roots.values():
        yield from field_problems(root)
        yield from _address_problems(root)
        if next(root.iter(qn("w:mailMerge")), None) is not None:
            yield {"kind": "merge", "word": "mailMerge", "text": ""}


def _root_of(part: Any) -> Any:
    """A part as XML.

    Raises `ValueError` if it declares entities, which may expand without limit. Pictures may declare them.
    """
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in (root, getattr(part, "element", root)):
        if element.getroottree().docinfo.internalDTD is not None and not part.content_type.startswith("image/"):
            raise ValueError("a part declares entities")
    return root


def field_problems(root: Any) -> Iterator[Problem]:
    """Fields that a letter must not have."""
    for field in TemplateFields(root).fields:
        if not field.is_allowed:
            yield {"kind": "field", "word": field.word or "?", "text": " ".join(field.code.split())[:80]}


def _relation_problems(relation: Any) -> Iterator[Problem]:
    kind = relation.reltype.rpartition("/")[2]
    if not relation.is_external:
        if kind not in RELATIONS:
            yield {"kind": "relation", "word": kind, "text": str(relation.target_part.partname)[:80]}
    elif kind != LINK or not _ADDRESS.fullmatch(relation.target_ref):
        yield {"kind": "relation", "word": kind, "text": relation.target_ref[:80]}


def _address_problems(root: Any) -> Iterator[Problem]:
    """Addresses that drawings in the old format load."""
    for value in _ADDRESSES(root):
        space, _, word = value.attrname.rpartition("}")
        if space.endswith("/relationships") or not value.strip() or value.startswith("#"):
            continue
        if space or word != "href" or not _ADDRESS.fullmatch(value):
            yield {"kind": "address", "word": word, "text": value[:80]}


# ---------------------------------------------------------------------------------------------- fields


_FIELD_TAGS = tuple(map(qn, ("w:fldSimple", "w:fldChar", "w:instrText", "w:delInstrText", "w:t")))


class _OpenField:
    """A field that has begun. Its code ends where its result begins."""

    def __init__(self, *, is_nested: bool) -> None:
        self.code, self.is_nested, self.is_code = "", is_nested, True

    @property
    def field(self) -> TemplateField:
        return TemplateField(self.code, self.is_nested)

    @property
    def is_invisible(self) -> bool:
        """Whether a text in it is hidden or gets overwritten."""
        return self.is_code or self.field.word not in STEADY_FIELDS


class TemplateFields:
    """The fields of a part in all their forms, and the texts in them that are hidden or get overwritten.

    A code outside any field counts as a field.
    """

    def __init__(self, root: Any) -> None:
        self.fields: list[TemplateField] = []
        self.invisible_texts: set[Any] = set()
        self._open_fields: list[_OpenField] = []
        self._depth = 0
        """Number of open fields that hide their texts."""
        for element in root.iter(*_FIELD_TAGS):
            self._take(element)
        self.fields += [open_field.field for open_field in self._open_fields]

    def _take(self, element: Any) -> None:
        match element.tag.rpartition("}")[2]:
            case "fldSimple":
                field = TemplateField(element.get(qn("w:instr"), ""), self._is_in_code)
                self.fields.append(field)
                if field.word not in STEADY_FIELDS:
                    self.invisible_texts.update(element.iter(qn("w:t")))
            case "fldChar":
                self._mark(element.get(qn("w:fldCharType")))
            case "t":
                if self._depth:
                    self.invisible_texts.add(element)
            case _ if self._is_in_code:
                self._open_fields[-1].code += element.text or ""
            case _:
                self.fields.append(TemplateField(element.text or "", is_nested=False))

    @property
    def _is_in_code(self) -> bool:
        return bool(self._open_fields) and self._open_fields[-1].is_code

    def _mark(self, kind: str | None) -> None:
        """Handle the start, the separator or the end of a field."""
        if kind == "begin":
            self._open_fields.append(_OpenField(is_nested=self._is_in_code))
            self._depth += 1
        elif self._open_fields:
            last = self._open_fields[-1]
            self._depth -= last.is_invisible
            if kind == "separate":
                last.is_code = False
                self._depth += last.is_invisible
            else:
                self.fields.append(self._open_fields.pop().field)


_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_VALUE_FORM = re.compile(r"\s*(?:r|p|tr|tc)\s")
_HOLDER = re.compile(r"(p|tr|tc)\s")
_TAG_WORD = re.compile(r"(?:(?:r|p|tr|tc)\s)?[-+]?\s*(\w*)")
_LIKE_A_NAME = re.compile(
    r"[{｛]\s*([\w.]+)\s*[}｝]|[{｛][%％]|[%％][}｝]|[«《<＜〈]\s*([\w.]+)\s*[»》>＞〉]|MERGEFIELD\s+\"?([\w.]+)\"?",
    re.IGNORECASE,
)
"""Names in braces that are not tags, in the marks of merge fields, or after the code of a merge field."""


@attrs.frozen
class Tag:
    """A tag such as `{{ total }}`: its mark, its content, and its start and end in the text of its paragraph."""

    mark: str
    content: str
    begin: int
    end: int

    @property
    def whole(self) -> str:
        """The tag as written."""
        return f"{self.mark}{self.content}{_CLOSES[self.mark]}"


def tag_problems(root: Any, styles: HiddenStyles | None = None, *, is_shown: bool = True) -> list[Problem]:
    """The problems of the tags in a part that is filled in. `styles` are the styles of the file, if it has any.

    `is_shown` is false for a part that no page shows.
    """
    return [*_outside_text(root), *_PartTags(root, styles or HiddenStyles(root), is_shown).problems()]


def unshown_parts(document: Any) -> frozenset[Any]:
    """The headers and footers of first and even pages that no section uses."""
    sections = [*document.element.iter(qn("w:sectPr"))]
    is_used = {
        "even": is_on(document.settings.element.find(qn("w:evenAndOddHeaders"))),
        "first": any(is_on(section.find(qn("w:titlePg"))) for section in sections),
    }
    return frozenset(
        document.part.related_parts.get(reference.get(qn("r:id")))
        for section in sections for reference in section.iter(qn("w:headerReference"), qn("w:footerReference"))
        if not is_used.get(reference.get(qn("w:type")), True)
    )  # fmt: skip


def unfilled_tags(root: Any) -> list[Problem]:
    """Paragraphs with tags in a part that is not filled in. The tags would be sent unchanged."""
    return [
        {"kind": "part", "word": match[0], "text": paragraph_excerpt(text)}
        for _, text in _texts(root, (qn("w:t"), qn("a:t")))
        if (match := _MARK.search(text)) and match[0] in ("{{", "{%")
    ]


def is_readable(wrong: Iterable[Problem]) -> bool:
    """Whether no tag is unclosed, too long or nested too deep, and no relation is wrong."""
    return not any(problem["kind"] in ("open", "stray", "long", "deep", "relation") for problem in wrong)


def tags_of_paragraph(text: str) -> Iterator[Tag | Problem]:
    """The tags of a paragraph in their order. If a brace does not close, a problem is the last item."""
    begin: re.Match[str] | None = None
    for match in _MARK.finditer(text):
        mark = match[0]
        if begin is None:
            if mark not in _CLOSES:
                yield {"kind": "stray", "word": mark, "text": paragraph_excerpt(text)}
                return
            begin = match
        elif mark != _CLOSES[begin[0]]:
            break
        elif match.start() - begin.end() > LONGEST:
            yield {"kind": "long", "word": begin[0], "text": paragraph_excerpt(text[begin.start() :])}
            return
        else:
            yield Tag(begin[0], text[begin.end() : match.start()], begin.start(), match.end())
            begin = None
    if begin is not None:
        yield {"kind": "open", "word": begin[0], "text": paragraph_excerpt(text[max(0, begin.start() - 40) :])}


# ---------------------------------------------------------------------------------------------- outside of text


def _outside_text(root: Any) -> Iterator[Problem]:
    """Tags in attributes, in codes of fields or in deleted text. A value there would be invisible."""
    shown_text = qn("w:t")
    for element in root.iter(etree.Element):
        texts = () if element.tag == shown_text else (element.text or "",)
        for value in (*element.attrib.values(), *texts):
            if match := _MARK.search(value):
                yield {
                    "kind": "place",
                    "word": match[0],
                    "text": paragraph_excerpt(value[max(0, match.start() - 40) :]),
                }


# ---------------------------------------------------------------------------------------------- in paragraphs


class _PartTags:
    """The paragraphs of a part, and its texts that are not shown."""

    def __init__(self, root: Any, styles: HiddenStyles, is_shown: bool) -> None:
        self.styles, self.is_shown = styles, is_shown
        all_texts = _texts(root, (qn("w:t"),))
        self.paragraphs = [(runs, text) for runs, text in all_texts if _MARK.search(text)]
        self.other = [text for _, text in all_texts if not _MARK.search(text)]
        self.unseen = TemplateFields(root).invisible_texts if self.paragraphs else set()

    def problems(self) -> Iterator[Problem]:
        """The problems by paragraph, then the problems of rows and cells."""
        for text in self.other:
            yield from _brace_problems(text, ())
        tags_by_holder: dict[Any, list[tuple[Tag, str]]] = {}
        depth = 0
        for runs, text in self.paragraphs:
            tags: list[Tag] = []
            for entry in tags_of_paragraph(text):
                if isinstance(entry, Tag):
                    tags.append(entry)
                    yield from self._tag_problems(entry, runs, text)
                else:
                    yield entry
                    break
            else:
                yield from _brace_problems(text, tags)
            holders = {_kind(entry): entry for entry in _holders(runs.pieces[0])}
            for holder in holders.values():
                tags_by_holder.setdefault(holder, []).extend((tag, text) for tag in tags)
            for tag in tags:
                depth += _depth_change(tag)
                if depth > DEEPEST:
                    yield {"kind": "deep", "word": tag.whole, "text": paragraph_excerpt(text)}
                    return
                if (kind := _removed_holder(tag)) is not None and kind not in holders:
                    yield {"kind": "no_table", "word": tag.whole, "text": paragraph_excerpt(text)}
        for holder, held_tags in tags_by_holder.items():
            yield from _crowded_tags(holder, held_tags)

    def _tag_problems(self, tag: Tag, runs: _ParagraphTexts, text: str) -> Iterator[Problem]:
        if tag.mark == "{%":
            word = _TAG_WORD.match(tag.content)
            if word is not None and word[1] not in TAGS:
                kind = "not_taken" if word[1] in STATEMENTS else "tag"
                yield {"kind": kind, "word": word[1] or tag.whole, "text": paragraph_excerpt(text)}
        elif tag.mark == "{{" and _VALUE_FORM.match(tag.content):
            yield {"kind": "form", "word": tag.whole, "text": paragraph_excerpt(text)}
        elif tag.mark == "{{":
            piece = runs.text_at(tag.begin)
            if not self.is_shown or piece in self.unseen or _is_hidden(piece, self.styles):
                yield {"kind": "hidden", "word": tag.whole, "text": paragraph_excerpt(text)}


@attrs.frozen
class _ParagraphTexts:
    """The texts of a paragraph, and the offset of each in the joined text."""

    pieces: tuple[Any, ...]
    begins: tuple[int, ...]

    def text_at(self, place: int) -> Any:
        """The text that contains the character at `place`."""
        return self.pieces[bisect_right(self.begins, place) - 1]


def _texts(root: Any, kinds: tuple[str, ...]) -> list[tuple[_ParagraphTexts, str]]:
    """Each paragraph as separate texts and as one joined text."""
    pieces = values_by_key(
        (next((each for each in piece.iterancestors() if each.tag in (qn("w:p"), qn("a:p"))), root), piece)
        for piece in root.iter(*kinds)
    )
    paragraphs = []
    for piece_list in pieces.values():
        texts = [piece.text or "" for piece in piece_list]
        begins = (0, *accumulate(map(len, texts)))
        paragraphs.append((_ParagraphTexts(tuple(piece_list), begins[:-1]), "".join(texts)))
    return paragraphs


def _holders(piece: Any) -> Iterator[Any]:
    """The paragraph, the cell and the row that contain a text."""
    wanted = [qn("w:p"), qn("w:tc"), qn("w:tr")]
    for ancestor in piece.iterancestors():
        if ancestor.tag in wanted:
            wanted.remove(ancestor.tag)
            yield ancestor


def _depth_change(tag: Tag) -> int:
    """1 for the start of a condition or loop, -1 for its end, otherwise 0."""
    word = _TAG_WORD.match(tag.content) if tag.mark == "{%" else None
    return 0 if word is None else _DEPTHS.get(word[1], 0)


_DEPTHS = {"if": 1, "for": 1, "endif": -1, "endfor": -1}


def _kind(holder: Any) -> str:
    return str(holder.tag.rpartition("}")[2])


def _removed_holder(tag: Tag) -> str | None:
    """The part that is removed together with a tag: `p`, `tc` or `tr`."""
    match = None if tag.mark == "{{" else _HOLDER.match(tag.content)
    return None if match is None else match[1]


def _crowded_tags(holder: Any, tags: list[tuple[Tag, str]]) -> Iterator[Problem]:
    """Tags next to a tag that removes its row, cell or paragraph. They would be removed with it."""
    kind = _kind(holder)
    takes = [tag for tag, _ in tags if _removed_holder(tag) == kind]
    yield from (
        {"kind": kind, "word": tag.whole, "text": paragraph_excerpt(text)}
        for tag, text in (tags if takes else ())
        if tag is not takes[0]
    )


def _is_hidden(piece: Any, styles: HiddenStyles) -> bool:
    """Whether a text is hidden, moved away, deleted, or overwritten by the data binding of its content control."""
    return styles.hides(piece.getparent()) or any(
        ancestor.tag in (qn("w:moveFrom"), qn("w:del"))
        or (ancestor.tag == qn("w:sdt") and ancestor.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None)
        for ancestor in piece.iterancestors()
    )


# ---------------------------------------------------------------------------------------------- almost tags


def _brace_problems(text: str, tags: Iterable[Tag]) -> Iterator[Problem]:
    """Names in braces that are not tags, such as single or Chinese braces, and names as merge fields show them."""
    ends = [0, *(offset for tag in tags for offset in (tag.begin, tag.end)), len(text)]
    for begin, end in zip(ends[::2], ends[1::2], strict=True):
        for match in _LIKE_A_NAME.finditer(text, begin, end):
            word = match[1] or match[2] or match[3]
            if word is None or word.rpartition(".")[2] in _EVERY_NAME:
                yield {"kind": "braces", "word": match[0], "text": paragraph_excerpt(text)}


_EVERY_NAME = frozenset(part for _, _, one in name_rows() for part in (one.name, one.zh))
