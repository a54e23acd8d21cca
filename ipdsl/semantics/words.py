"""Names that the language keeps for itself, and the check that a declaration does not take one."""

from __future__ import annotations

from ipdsl.diagnostics.model import Report
from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.semantics import errors_names as n
from ipdsl.syntax import ast, keywords

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

_ITEM = "单项"
"""What Chinese sentences call an item as a key, beside their keywords."""

_CHINESE_TYPES = (
    "YES_NO", "MONEY", "PERCENT_TYPE", "COUNT", "NUMBER_TYPE", "DATE_TYPE", "TEXT", "APPLICANT", "LEVEL", "LIST_OF",
)  # fmt: skip
_CHINESE_VALUES = ("NONE", "UNKNOWN", "CANNOT_BE_DETERMINED")
"""The same words of Chinese sentences: types and values."""


def is_chinese_key(text: str) -> bool:
    """A word that Chinese sentences understand by themselves where a name may stand."""
    return text == _ITEM or text in keywords.chinese_non_names()


def is_chinese_value(text: str) -> bool:
    """A word that stands for a value in a Chinese case."""
    return _is_keyword(text, _CHINESE_VALUES)


def _is_keyword(text: str, terminals: tuple[str, ...]) -> bool:
    return any(text in keywords.chinese()[terminal].phrases for terminal in terminals)


def check_name_allowed(name: ast.Name, report: Report, *, as_type: bool = False, as_value: bool = False) -> bool:
    """Report a name that the language needs for itself; `as_type` for choices and records, `as_value` for members."""
    text = name.text.lower()
    why = NOTHING
    if text in CONNECTIVES:
        why = Phrase("joins the parts of a sentence", "是连接句子各部分的词")
    elif as_type and (text in TYPES or _is_keyword(text, _CHINESE_TYPES)):
        why = Phrase("is the name of a type", "是类型的名称")
    elif as_value and (text in VALUES or is_chinese_value(text)):
        why = Phrase("is a value of its own", "本身是一个取值")
    elif not as_value and text in KEYS:
        why = Phrase("has a meaning of its own after `per`", "用作归并项时另有含义")
    elif not as_value and text in FACTS:
        why = Phrase("has a meaning of its own in facts", "在事实中另有含义")
    elif not as_value and is_chinese_key(text):
        why = Phrase("has a meaning of its own where names stand", "在写名称的地方另有含义")
    if why:
        other = f"{name.text}_name" if name.text.isascii() else f"{name.text}名"
        report.add(n.ReservedName(span=name.span, word=name.text, why=why, other=other))
    return not why
