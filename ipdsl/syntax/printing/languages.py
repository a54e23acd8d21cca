"""The printers of nodes in English and in Chinese. They print a sentence on one line, or an expression."""

from __future__ import annotations

from ipdsl.syntax.printing import expressions, sentences
from ipdsl.syntax.printing.templates import NodePrinter

ROWS = {
    **expressions.EXPRESSIONS, **sentences.HEADERS, **sentences.BLOCK_LINES, **sentences.AWARDS, **sentences.RULES,
    **sentences.VOCABULARY, **sentences.CASES,
}  # fmt: skip
"""How each class of nodes is printed. A new class needs one row."""
FORMS = {**expressions.FORMS, **sentences.FORMS}

ENGLISH = NodePrinter(0, "()", ", ", ROWS, FORMS, expressions.VALUES)
CHINESE = NodePrinter(1, "（）", "、", ROWS, FORMS, expressions.VALUES)
