"""Which sentence may stand beneath which: the table that the layout of a page is checked against.

A start symbol of the grammar stands for a set of sentences; `BODIES` says which start symbol reads the lines beneath
a sentence, by the grammar's name of that sentence.
"""

from __future__ import annotations

from ipdsl.making import attrs

PAGE = "page_line"
PLACES = {
    PAGE: "at the left edge of the page",
    "header_line": "beneath `policy`",
    "vocabulary_header": "beneath `vocabulary`",
    "clause_line": "beneath `replaces`",
    "block_line": "in an article or a group",
    "award_line": "beneath an award",
    "row_line": "beneath `award by` or `table`",
    "rule_line": "beneath a rule such as `cap`",
    "choice_line": "beneath `choice`",
    "field_line": "beneath `applicant fields` or `figures per year`",
    "record_line": "beneath `record`",
    "case_line": "beneath `case`",
    "given_line": "beneath `given KIND`",
}
"""The start symbols, each with the words that say where its sentences stand."""


@attrs.frozen
class Body:
    """What stands beneath a sentence; `needs` says in words what must, where something must."""

    start: str
    needs: str = ""


_AWARD = Body("award_line")
_RULE = Body("rule_line")
_IN_BLOCK = Body("block_line")

OF_VOCABULARY = frozenset(
    f"_{keyword}"
    for keyword in (
        "APPLICANT", "CLASS", "LEVEL", "CHOICE", "SERIES", "FIGURES", "APPLICANT_FIELDS", "RECORD", "USE", "LANGUAGE",
    )
)  # fmt: skip
"""What a line at the left edge of a vocabulary begins with."""

BENEATH = {
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
"""What is likely to stand beneath a broken sentence, by the keyword it begins with."""

BODIES = {
    "policy": Body("header_line"),
    "vocabulary": Body("vocabulary_header"),
    "replaces": Body("clause_line"),
    "article": _IN_BLOCK,
    "group": Body("block_line", "the awards and rules of the group"),
    "over_policy": Body("block_line", "the rules that act over all of them"),
    "over_articles": Body("block_line", "the rules that act over all of them"),
    "award_fixed": _AWARD,
    "award_by_rows": Body("row_line", "its rows, such as `gold: 300000`"),
    "award_by_rank": Body("row_line", "its rows, such as `1: 50000`"),
    "table": Body("row_line", "its rows, such as `gold: 300000`"),
    "row": _AWARD,
    "refers_for_record": _AWARD,
    "refers_for_policy": _AWARD,
    "refers_instead": _AWARD,
    "oblige_to": _AWARD,
    "oblige_match": _AWARD,
    "allocate": _AWARD,
    "limit": _RULE,
    "no_repeat": _RULE,
    "pay_highest": _RULE,
    "top_up": _RULE,
    "cap": _RULE,
    "quota": _RULE,
    "suspend": _RULE,
    "none_when": _RULE,
    "choice": Body("choice_line"),
    "applicant_fields": Body("field_line", "the fields, one on a line"),
    "figures": Body("field_line", "the figures, one on a line"),
    "record": Body("record_line"),
    "case": Body("case_line", "lines that begin with `given` and `expect`"),
    "given_applicant": Body("given_line"),
}
"""By the grammar's name of a sentence; one that is not here takes no lines."""
