"""Names that the language keeps for itself, and the check that a declaration does not take one."""

from __future__ import annotations

from ipdsl.diagnostics.model import Report
from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.semantics import errors_names as n
from ipdsl.syntax import ast

KEYS = ("applicant", "matter", "item", "items", "year", "years", "policy")
"""Words that `per`, `matter`, `limit` and `refers to` understand by themselves."""

TYPES = ("yes", "no", "money", "percent", "count", "number", "date", "text", "applicant", "level", "级别", "list")
"""Words that stand for a type; no choice or record may take one."""

CONNECTIVES = (
    "and", "or", "not", "when", "while", "by", "of", "per", "is", "if", "plus", "less", "once", "otherwise", "to",
    "as", "from", "has",
)  # fmt: skip
"""Words that join the parts of a sentence."""

FACTS = ("id", "kinds")
"""Words by which facts name an applicant or a record, beside its fields."""

VALUES = ("yes", "no", "none", "unknown")
"""Words that stand for a value in a case."""


def allow(name: ast.Name, report: Report, *, as_type: bool = False, as_value: bool = False) -> bool:
    """Report a name that the language needs for itself; `as_type` for choices and records, `as_value` for members."""
    text = name.text.lower()
    why = NOTHING
    if text in CONNECTIVES:
        why = Phrase("joins the parts of a sentence", "是连接句子各部分的词")
    elif as_type and text in TYPES:
        why = Phrase("is the name of a type", "是类型的名称")
    elif as_value and text in VALUES:
        why = Phrase("is a value of its own", "本身是一个取值")
    elif not as_value and text in KEYS:
        why = Phrase("has a meaning of its own after `per`", "用作归并项时另有含义")
    elif not as_value and text in FACTS:
        why = Phrase("has a meaning of its own in facts", "在事实中另有含义")
    if why:
        report.add(n.ReservedName(span=name.span, word=name.text, why=why))
    return not why
