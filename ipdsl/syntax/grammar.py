"""The two surfaces of the language, English and Chinese, their files, and which sentences may be nested in which.

Both surfaces give the same tree, and each sentence of a page is in one of them. The files of a surface are next to this
module if installed, otherwise in `grammar/`.

A start symbol of the grammar is a set of sentences. `BODIES` gives the start symbol for the lines under a sentence, by
the grammar's name of the sentence.
"""

from __future__ import annotations

import enum
from pathlib import Path

import attrs

from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.value_object import ValueObject

CHECKOUT = Path(__file__).resolve().parents[2] / "grammar"


class Surface(enum.Enum):
    """A surface, with the files of its grammar, its keywords and its tables."""

    ENGLISH = "ipdsl.lark", "keywords.toml", "tables.json"
    CHINESE = "chinese.lark", "chinese.toml", "chinese.json"

    @property
    def grammar(self) -> str:
        return self.value[0]

    @property
    def keywords(self) -> str:
        return self.value[1]

    @property
    def tables(self) -> str:
        return self.value[2]


def read_file(name: str) -> str:
    """The text of `ipdsl.lark`, `keywords.toml` or `tables.json`."""
    installed = Path(__file__).with_name(name)
    return (installed if installed.is_file() else CHECKOUT / name).read_text(encoding="utf-8")


PAGE = "page_line"
PLACES = {
    PAGE: Phrase("at the left edge of the page", "页面最左边"),
    "award_line": Phrase("under an award", "奖励之下"),
    "header_line": Phrase("under `policy`", "`政策`之下"),
    "vocabulary_header": Phrase("under `vocabulary`", "`词汇`之下"),
    "clause_line": Phrase("under `replaces`", "`同时废止`之下"),
    "block_line": Phrase("in an article or a group", "条或组之内"),
    "row_line": Phrase("under `award by` or `here`", "`分别奖励`或`分别是指`之下"),
    "condition_row_line": Phrase("under `award as follows`", "`按下列标准`之下"),
    "rule_line": Phrase("under a rule such as `cap`", "`最高奖励`之类的规则之下"),
    "choice_line": Phrase("under `choice`", "`选项`之下"),
    "field_line": Phrase("under `applicant fields` or `figures per year`", "`申请人情况`或`年度数据`之下"),
    "record_line": Phrase("under `record`", "`记录`之下"),
    "case_line": Phrase("under `case`", "`案例`之下"),
    "given_line": Phrase("under `given KIND`", "`已知 类别`之下"),
    "applicant_line": Phrase('under `given "A" as KIND`', "`已知 “甲” 为 类别`之下"),
}
"""The start symbols, each with a description of where its sentences belong; the first that fits is proposed."""


@attrs.frozen(eq=False, repr=False)
class BodySpec(ValueObject):
    """The lines under a sentence; `needs` describes them if they are required."""

    start: str
    needs: Phrase = NOTHING


_AWARD = BodySpec("award_line")
_RULE = BodySpec("rule_line")
_BLOCK = BodySpec("block_line")
_OVER = Phrase("the rules that act over all of them", "适用于其全部的规则")
_ROWS = Phrase("its rows, such as `gold: 300000`", "各档，例如`金奖：30万元`")
_RANKS = BodySpec("row_line", Phrase("its rows, such as `1: 50000`", "各档，例如`第1名：5万元`"))
_CONDITION_ROWS = BodySpec(
    "condition_row_line",
    Phrase("its rows, such as `jobs at least 50: 100000`", "各档，例如`岗位数 不低于 50：10万元`"),
)

VOCABULARY_KEYWORDS = frozenset(
    f"_{keyword}"
    for keyword in (
        "APPLICANT", "CLASS", "LEVEL", "CHOICE", "SERIES", "FIGURES", "APPLICANT_FIELDS", "RECORD", "USE", "LANGUAGE",
    )
)  # fmt: skip
"""Keywords that begin a top-level line of a vocabulary."""

WORD_DECLARATIONS = frozenset(
    ("kind", "class", "level", "choice", "series", "applicant_fields", "figures", "record", "key", "events", "state")
)
"""Sentences that declare words, by the grammar's name; only a vocabulary has them."""
NAMELIKE_KINDS = (None, "choices", "fields", "bare_record", "condition_row", "condition_row_by")
"""None, and the kinds of sentence that accept nearly any words."""
DECLARATION_PLACES = frozenset(("vocabulary_header", "choice_line", "field_line", "record_line"))
"""Start symbols of declarations."""

LIKELY_BODIES = {
    "POLICY": "header_line",
    "VOCABULARY": "vocabulary_header",
    "REPLACES": "clause_line",
    "ARTICLE": "block_line",
    "GROUP": "block_line",
    "OVER_POLICY": "block_line",
    "OVER_ARTICLES": "block_line",
    "AWARD": "row_line",
    "TABLE": "row_line",
    "REFERS_TO": "award_line",
    "OBLIGE": "award_line",
    "ALLOCATE": "award_line",
    "LIMIT": "rule_line",
    "NO_REPEAT": "rule_line",
    "PAY_HIGHEST": "rule_line",
    "TOP_UP": "rule_line",
    "CAP": "rule_line",
    "NOTHING_BELOW": "rule_line",
    "QUOTA": "rule_line",
    "SUSPEND": "rule_line",
    "NONE_WHEN": "rule_line",
    "CHOICE": "choice_line",
    "APPLICANT_FIELDS": "field_line",
    "FIGURES": "field_line",
    "RECORD": "record_line",
    "CASE": "case_line",
    "GIVEN": "given_line",
}
"""The likely start symbol for the lines under a broken sentence, by its first keyword."""

BODIES = {
    "policy": BodySpec("header_line"),
    "vocabulary": BodySpec("vocabulary_header"),
    "replaces": BodySpec("clause_line"),
    "article": _BLOCK,
    "group": BodySpec("block_line", Phrase("the awards and rules of the group", "该组的奖励和规则")),
    "over_policy": BodySpec("block_line", _OVER),
    "over_articles": BodySpec("block_line", _OVER),
    "award_fixed": _AWARD,
    "award_by_rows": BodySpec("row_line", _ROWS),
    "award_by_rank": _RANKS,
    "award_by_rank_of_record": _RANKS,
    "table": BodySpec("row_line", _ROWS),
    "award_as_follows": _CONDITION_ROWS,
    "here_by_rows": BodySpec("row_line", _ROWS),
    "here_as_follows": _CONDITION_ROWS,
    "row": _AWARD,
    "row_by": BodySpec("row_line", _ROWS),
    "condition_row": _AWARD,
    "condition_row_by": BodySpec("row_line", _ROWS),
    "refers_for_record": _AWARD,
    "refers_for_policy": _AWARD,
    "refers_instead": _AWARD,
    "oblige_to": _AWARD,
    "oblige_match": _AWARD,
    "allocate": _AWARD,
    "limit": _RULE,
    "no_repeat": _RULE,
    "pay_highest": _RULE,
    "pay_highest_of": _RULE,
    "top_up": _RULE,
    "cap": _RULE,
    "minimum_total": _RULE,
    "rounded_total": _RULE,
    "quota": _RULE,
    "suspend": _RULE,
    "none_when": _RULE,
    "choice": BodySpec("choice_line"),
    "applicant_fields": BodySpec("field_line", Phrase("the fields, one on a line", "各字段，每行一个")),
    "figures": BodySpec("field_line", Phrase("the figures, one on a line", "各项年度数据，每行一项")),
    "record": BodySpec("record_line"),
    "case": BodySpec("case_line", Phrase("lines that begin with `given` and `expect`", "以`已知`和`应得`开头的各行")),
    "given_applicant": BodySpec("given_line"),
    "given_named_applicant": BodySpec("applicant_line"),
}
"""The lines under each sentence, by the grammar's name. Sentences that are not listed have no lines."""
