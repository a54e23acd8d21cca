"""Names that the language keeps for itself, and the check that a declaration does not take one."""

from __future__ import annotations

from ipdsl.diagnostics.model import Report
from ipdsl.semantics import errors_names as n
from ipdsl.syntax import ast

KEYS = ("applicant", "matter", "item", "items", "year", "years", "policy")
"""Words that `per`, `matter`, `limit` and `refers to` understand by themselves."""

TYPES = ("yes", "no", "money", "percent", "count", "number", "date", "text", "applicant", "level", "list")
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
    why = ""
    if text in CONNECTIVES:
        why = "joins the parts of a sentence"
    elif as_type and text in TYPES:
        why = "is the name of a type"
    elif as_value and text in VALUES:
        why = "is a value of its own"
    elif not as_value and text in KEYS:
        why = "has a meaning of its own after `per`"
    elif not as_value and text in FACTS:
        why = "has a meaning of its own in facts"
    if why:
        report.add(n.ReservedName(span=name.span, word=name.text, why=why))
    return not why
