"""Details of an applicant: texts such as name and account for forms, letters and lists.

Settlement never reads them. `DETAILS` is the one table of the known details and of their usual spellings. Any other
name is a note, such as `镇街`. Spellings ignore case, blanks, hyphens and underscores.

>>> known_detail("单位名称"), known_detail("Account-number"), known_detail("镇街")
('name', 'account', '')
"""

from __future__ import annotations

import re
from collections.abc import Mapping

DETAILS: Mapping[str, tuple[str, ...]] = {
    "name": ("名称", "单位名称", "企业名称", "申请人名称", "全称", "姓名", "full name"),
    "code": ("统一社会信用代码", "社会信用代码", "信用代码", "registration number"),
    "bank": ("开户银行", "开户行", "bank name"),
    "branch": ("联行号", "行号", "sort code"),
    "account": ("账号", "帐号", "银行账号", "收款账号", "account number", "IBAN"),
    "contact": ("联系人", "contact person"),
    "phone": ("联系电话", "电话", "telephone"),
    "email": ("电子邮箱", "邮箱", "电子邮件"),
    "address": ("地址", "通讯地址", "联系地址", "postal address"),
    "language": ("语言", "语种"),
}
"""The known details by name, each with its usual spellings; the first is the Chinese label."""

USUAL_DETAILS = ("name", "code", "bank", "account", "contact", "phone")
"""The details that a blank form offers."""

NUMBER_DETAILS = ("code", "branch", "account", "phone")
"""The known details of digits. A spreadsheet's number would lose zeros before them, and digits after the fifteenth."""

DETAILS_PART = "details"
"""The part of the applicant that states them, unless the vocabulary has a field of this name."""

MOST_DETAILS = 50
"""The most details of one applicant."""

LONGEST_DETAIL_NAME = 100
"""The most characters of a name."""


def spelling_key(word: str) -> str:
    """A name of a detail in the form in which two spellings are compared."""
    return "".join(word.casefold().replace("-", " ").replace("_", " ").split())


_NAMES_BY_SPELLING = {
    spelling_key(spelling): name for name, spellings in DETAILS.items() for spelling in (name, *spellings)
}


def known_detail(word: str) -> str:
    """The name of the known detail with this spelling; empty for a note."""
    return _NAMES_BY_SPELLING.get(spelling_key(word), "")


_HEADING = re.compile(r"(?:(?:附|note)\s*[:：]|details\.)\s*(?P<name>.*)", re.IGNORECASE | re.DOTALL)


def detail_in_heading(heading: str) -> str | None:
    """The name of the detail in the cells under a heading: `账号`, `附：镇街`, `details.town`; `None` for any other.

    >>> detail_in_heading("Account number"), detail_in_heading("Note: town"), detail_in_heading("town")
    ('Account number', 'town', None)
    """
    words = " ".join(heading.split())
    match = _HEADING.fullmatch(words)
    return match["name"] if match else words if known_detail(words) else None


def is_whole_phone(name: str, digits: str) -> bool:
    """Whether a number is a phone that has lost no zero and no digit: a mobile phone of China.

    >>> [is_whole_phone("phone", digits) for digits in ("13800000000", "7518880001")]
    [True, False]
    """
    return name == "phone" and re.fullmatch(r"1\d{10}", digits) is not None


def last_digits(text: str) -> str:
    """The text with a star in place of each digit before the last four. The length is unchanged."""
    hidden = sum(letter.isdigit() for letter in text) - 4
    letters: list[str] = []
    for letter in text:
        is_hidden = letter.isdigit() and hidden > 0
        hidden -= is_hidden
        letters.append("*" if is_hidden else letter)
    return "".join(letters)


_LONG_NUMBER = re.compile(r"[0-9A-Z]{12,}|[0-9A-Z]{4}(?: [0-9A-Z]{4}){3,}(?: [0-9A-Z]{1,4})?")


def hide_long_numbers(text: str) -> str:
    """The text with the last four digits of each number that may be an account or a code.

    >>> hide_long_numbers("1 Danxia 91440200MA4U2B3C1T 4405 0162 3456 7890 50,000.00")
    '1 Danxia ********MA*U2B3C1T **** **** **** 7890 50,000.00'
    """
    return _LONG_NUMBER.sub(lambda number: last_digits(number[0]), text)
