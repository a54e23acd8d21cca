"""The names that a letter template may use, in both languages.

The letter, its check and its documentation use this table.

A name refers to a text, a list of texts, or a list of entries with their own names. Each name may be written in English
or in Chinese: `{{ total }}` and `{{ 合计 }}` are the same.

The module also lists the filters, tests, tags, fields and relations that a template may have. All others are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.phrase import Phrase


@attrs.frozen
class TemplateText:
    """A name for a text."""

    name: str
    zh: str
    meaning: Phrase


@attrs.frozen
class TemplateTexts:
    """A name for a list of texts."""

    name: str
    zh: str
    meaning: Phrase


@attrs.frozen
class TemplateEntries:
    """A name for a list of entries with their own names."""

    name: str
    zh: str
    meaning: Phrase
    entry_names: tuple[TemplateName, ...]


TemplateName: TypeAlias = "TemplateText | TemplateTexts | TemplateEntries"

_ARTICLE = TemplateText("article", "条", Phrase("number of the article", "条号"))
_CLAUSE = TemplateText("clause", "条款", Phrase("clause of the policy", "政策的条款"))
_ITEM = TemplateText("item", "项目", Phrase("what it is for", "事项"))
_ITEMS = TemplateText("items", "事项", Phrase("what it is about", "涉及的事项"))
_DAY = TemplateText("day", "日期", Phrase("day of the event", "事件日期"))
_REASON = TemplateText("reason", "理由", Phrase("why, in a sentence", "理由"))
_SOURCE = TemplateText("source", "依据", Phrase("document and article", "文号和条"))
_DETAILS = TemplateTexts("details", "明细", Phrase("how it was computed, what it counts", "计算过程、计入的事项"))
_SUM = TemplateText("sum", "金额", Phrase("the sum", "金额"))
_LEAST = TemplateText("least", "最低", Phrase("the least it can come to", "最低金额"))
_MOST = TemplateText("most", "最高", Phrase("the most it can come to", "最高金额"))
_LEVEL = TemplateText(
    "level", "层次", Phrase("1, or more for what belongs to the line before", "1；属于上一行的为2或更大")
)
_WHERE = TemplateText("where", "所在", Phrase("article or clause", "条或条款"))
_TEXT = TemplateText("text", "文字", Phrase("the words", "文字"))

_OPEN = (_ARTICLE, _CLAUSE, _ITEM, _DAY, _LEAST, _MOST, _REASON, _SOURCE)

NAMES: tuple[TemplateName, ...] = (
    TemplateText("title", "标题", Phrase("title of the policy", "政策名称")),
    TemplateText("document", "文号", Phrase("number of the document", "文件的文号")),
    TemplateText("policy", "政策", Phrase("name of the policy", "政策在程序中的名称")),
    TemplateText("applicant", "申请人", Phrase("the applicant, as the facts name it", "事实中的申请人编号")),
    TemplateText("as_of", "截至日", Phrase("nothing later is settled", "此日以后的不结算")),
    TemplateText("years", "年度", Phrase("the years that are settled", "所结算的年度")),
    TemplateText("currency", "币种", Phrase("currency of all sums", "所有金额的币种")),
    TemplateText(
        "total",
        "合计",
        Phrase(
            "the amount to be paid now; “at least” is added if it is not certain",
            "本次应付金额；未全部确定时，前面写“至少”",
        ),
    ),
    TemplateText(
        "total_in_words",
        "合计大写",
        Phrase(
            "the same as Chinese banks write it; empty in an English letter",
            "合计的大写，“至少”也写出；币种不是人民币时为空",
        ),
    ),
    TemplateText(
        "at_most",
        "最高合计",
        Phrase("the most that is to be paid now; empty where the total is sure", "本次应付的最高金额；已确定时为空"),
    ),
    TemplateText(
        "recalculated",
        "重新结算合计",
        Phrase(
            "the amount due as recalculated, with the earlier amount due; empty if nothing was due before",
            "重新结算后的应得合计，含原应得金额；没有原应得金额时为空",
        ),
    ),
    TemplateText(
        "until",
        "补正期限",
        Phrase(
            "the day until which missing facts may be stated (`--respond-by`); may be empty",
            "补正截止日（`--respond-by`）；可能为空",
        ),
    ),
    TemplateText(
        "ledger_number",
        "台账编号",
        Phrase(
            "number of the ledger, which depends on all its lines",
            "台账的编号，由其全部各行得出；没有台账行时为空",
        ),
    ),
    TemplateText(
        "ledger_lines", "台账行数", Phrase("how many lines the ledger of the decision has", "本结算台账的行数")
    ),
    TemplateText("facts_digest", "事实摘要", Phrase("digest of the facts", "所填事实的摘要")),
    TemplateText("policy_digest", "政策摘要", Phrase("digest of the policy", "政策内容的摘要")),
    TemplateText("version", "版本", Phrase("version of ipdsl", "ipdsl 的版本")),
    TemplateText("notice", "声明", Phrase("that seal and signature make the letter valid", "经盖章并签字有效")),
    TemplateTexts("assumptions", "前提", Phrase("assumptions", "结算的前提")),
    TemplateEntries(
        "sums",
        "总额",
        Phrase("the total and its notes, line by line", "合计及其说明，逐行"),
        (_TEXT, _SUM, _LEVEL),
    ),
    TemplateEntries(
        "paid",
        "应得",
        Phrase("amounts due, claim by claim", "应得金额，逐项"),
        (
            _ARTICLE,
            TemplateText("article_title", "条名", Phrase("title of the article", "条的名称")),
            _CLAUSE,
            _ITEM,
            _DAY,
            TemplateText("year", "年", Phrase("year that it counts for", "所属年度")),
            TemplateText("rule", "规定", Phrase("the article with its title", "条号和条名")),
            TemplateText("proposed", "应计", Phrase("the sum before caps and cuts", "核减前的金额")),
            _SUM,
            _REASON,
            _SOURCE,
            TemplateEntries(
                "cuts", "核减", Phrase("what was cut, rule by rule", "核减，逐条"), (_ARTICLE, _SUM, _REASON)
            ),
            _DETAILS,
        ),
    ),
    TemplateEntries(
        "not_paid",
        "不予资助",
        Phrase("claims not paid, with reasons; similar ones combined", "未予奖励的事项及理由，同类合并"),
        (_ARTICLE, _CLAUSE, _ITEMS, _REASON),
    ),
    TemplateEntries("open", "未定", Phrase("what facts are missing for", "尚缺事实、未能确定的事项"), _OPEN),
    TemplateEntries("left_to_bureau", "待核定", Phrase("sums that the bureau sets", "由主管机关核定的金额"), _OPEN),
    TemplateEntries(
        "missing",
        "缺少",
        Phrase("facts that are missing", "未填写的事实"),
        (
            TemplateText("fact", "事实", Phrase("where the fact belongs", "事实的位置")),
            TemplateText("worth", "影响", Phrase("the maximum amount that it affects", "影响的最高金额")),
            TemplateText("clauses", "所涉条款", Phrase("clauses that ask for it", "需要它的条款")),
        ),
    ),
    TemplateEntries(
        "carried",
        "结转",
        Phrase("what later years may pay", "以后年度可以兑现的金额"),
        (_CLAUSE, _ITEM, _SUM, TemplateText("until", "期限", Phrase("the last year that may pay it", "最后兑现年度"))),
    ),
    TemplateEntries("readings", "理解", Phrase("interpretation of the text", "条款适用口径"), (_WHERE, _TEXT)),
    TemplateEntries(
        "duties",
        "义务",
        Phrase("duties of the recipient", "获得资助应履行的义务"),
        (_ARTICLE, TemplateText("who", "义务人", Phrase("who has the duty", "义务人")), _TEXT, _SUM),
    ),
    TemplateEntries(
        "sections",
        "各节",
        Phrase("everything except the amounts due, section by section", "应得金额以外的全部内容，逐节"),
        (
            TemplateText("heading", "节名", Phrase("title of the section", "节的标题")),
            TemplateEntries("lines", "各行", Phrase("its lines", "各行"), (_TEXT, _SUM, _LEVEL)),
        ),
    ),
)


def bilingual_content(content: Mapping[str, Any], names: Sequence[TemplateName] = NAMES) -> dict[str, Any]:
    """The content under its names in both languages."""
    result: dict[str, Any] = {}
    for name in names:
        value = content[name.name]
        if isinstance(name, TemplateEntries):
            value = [bilingual_content(entry, name.entry_names) for entry in value]
        result[name.name] = result[name.zh] = value
    return result


def name_rows(names: Sequence[TemplateName] = NAMES, within: str = "") -> Iterator[tuple[str, str, TemplateName]]:
    """Each name in English and in Chinese with its path, and its entry of the table: `paid[].sum`, `应得[].金额`."""
    en, _, zh = within.partition("|")
    for name in names:
        full_names = (f"{en}{name.name}", f"{zh}{name.zh}")
        yield *full_names, name
        if isinstance(name, TemplateEntries):
            yield from name_rows(name.entry_names, f"{full_names[0]}[].|{full_names[1]}[].")


FILTERS = ("default", "first", "join", "last", "length")
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
