"""The printers of nodes in English and in Chinese. They print a sentence on one line, or an expression."""

from __future__ import annotations

from ipdsl.syntax.printing import cases, expressions, policy, vocabulary
from ipdsl.syntax.printing.templates import NodePrinter

ROWS = {
    **expressions.EXPRESSIONS, **policy.HEADERS, **policy.BLOCK_LINES, **policy.AWARDS, **policy.RULES,
    **vocabulary.VOCABULARY, **cases.CASES,
}  # fmt: skip
"""How each class of nodes is printed. A new class needs one row."""
FORMS = {**expressions.FORMS, **policy.FORMS, **vocabulary.FORMS, **cases.FORMS}

ENGLISH = NodePrinter(0, "()", ", ", ROWS, FORMS, expressions.VALUES)
CHINESE = NodePrinter(1, "（）", "、", ROWS, FORMS, expressions.VALUES)
