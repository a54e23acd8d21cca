"""The number formats of workbooks: what a cell with a format shows.

`shown_number` and `shown_text` apply a format. Input: a code such as `0.0"%"` and the digits of a number, or a text.
Output: the shown text with all digits of the value, so that rounding for display does not change a value. The result is
`None` if the format shows something other than the number, such as thousands (`0.00,`) or a negative number without its
sign. Formats of days are recognised here, but the reader of workbooks reads the days.

The process that opens a workbook imports this module for every file, so its classes are named tuples, without attrs.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 36: 'yyyy"年"m"月"', 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The codes of the formats that a workbook refers to by number.

Where editions of Excel differ, the Chinese one is used.
"""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general|g/通用格式)|'
    r"(?P<exponent>e[+-])|(?P<day>am/pm|a/p|上午/下午|y+|m+|d+|h+|s+|e+|g+|b+|aaa+)|(?P<digit>[0#?])|"
    r"(?P<sign>[.,%/@])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_UNREAD = re.compile(r'"[^"]*"|\[[^\]]*\]|general|g/通用格式', re.IGNORECASE)
_LETTER_OF_DAYS = re.compile(r"[ymdhsegba]", re.IGNORECASE)
_PROBES = ("0", "7", "-7", "120", "1234567", "-1234567")
"""Test numbers. A format of each kind shows its effect on at least one of them."""

_DASHES = frozenset("-–—－")
_SIGNS = ("-", "－", "−")
_MOST_PERCENTS = 3
_GROUP = 3
"""Number of digits between commas."""


class FormatSection(NamedTuple):
    """One section of a format: for positive numbers, negative numbers, zero, or numbers that meet its condition.

    `marks` are the digit places, the point and the literal texts, in their order. `is_worded`: digits are shown in
    Chinese.
    """

    marks: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None
    percents: int = 0
    thousands: int = 0
    is_grouped: bool = False
    is_general: bool = False
    is_scientific: bool = False
    is_fraction: bool = False
    is_text: bool = False
    is_filled: bool = False
    is_worded: bool = False
    days: str = ""

    @property
    def has_digits(self) -> bool:
        """Whether the number is shown at all."""
        return self.is_general or any(kind == "digit" for kind, _ in self.marks)


class ShownValue(NamedTuple):
    """The content that a cell shows.

    `text` has all digits of the number. `is_number`: the cell shows only the number, perhaps grouped or rounded.
    `is_cut`: the cell shows fewer digits than its value has. `is_exact`: the integer digits are shown exactly.
    """

    text: str
    is_number: bool
    is_cut: bool = False
    is_exact: bool = True


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[FormatSection, ...]:
    """The sections of a format."""
    parts, rest = [], code
    pattern = re.compile(r'(?:"[^"]*"|\\.|[!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
    while True:
        match = pattern.match(rest)
        part = match[0] if match else ""
        parts.append(_section(part))
        if len(part) >= len(rest):
            return tuple(parts)
        rest = rest[len(part) + 1 :]


def day_letters(code: str) -> str:
    """The letters of a format of days or times, such as `ymd`; empty for a format of numbers."""
    return sections(code)[0].days


def is_plain(code: str) -> bool:
    """Whether a format shows every number unchanged, except for grouping, rounding and the form of negative numbers."""
    if _LETTER_OF_DAYS.search(_UNREAD.sub("", code)):
        return False  # the reader of workbooks may take it as a format of days
    if changes_text(code) or any(section.is_fraction for section in sections(code)):
        return False
    probes = [(digits, shown_number(code, digits)) for digits in _PROBES]
    return all(
        shown is not None and shown.is_number and not shown.is_cut
        and Decimal(shown.text) == Decimal(digits)
        for digits, shown in probes
    )  # fmt: skip


def decimals(code: str) -> int:
    """Number of decimals of a plain format, or `-1` for all."""
    first = sections(code)[0]
    if first.is_general or first.is_text:
        return -1
    kinds = [kind for kind, _ in first.marks]
    return kinds[kinds.index("point") :].count("digit") if "point" in kinds else 0


def is_grouped(code: str) -> bool:
    """Whether a format writes commas between thousands."""
    return sections(code)[0].is_grouped


def shown_number(code: str, digits: str) -> ShownValue | None:
    """What a number looks like in a format; `None` if the format shows something else."""
    value = Decimal(digits)
    chosen = _choose_section([candidate for candidate in sections(code) if not candidate.is_text], value)
    if chosen is None:
        return ShownValue(digits, is_number=True) if all(candidate.is_text for candidate in sections(code)) else None
    section, is_for_negative = chosen
    if section.days or section.is_filled or (section.thousands and value):
        return None
    if section.is_fraction:
        return ShownValue(digits, is_number=True) if value == value.to_integral_value() else None
    if not section.has_digits:
        return _words_only(section, value)
    return _shown_digits(section, value, is_for_negative)


def shown_text(code: str, text: str) -> str:
    """What a text looks like in a format."""
    for section in sections(code):
        if section.is_text:
            return "".join(text if kind == "text" else mark_text for kind, mark_text in section.marks)
    return text


def changes_text(code: str) -> bool:
    """Whether a format adds anything to a text."""
    return shown_text(code, "x").strip(" ") != "x"


# ---------------------------------------------------------------------------------------------- parts of a code


def _section(code: str) -> FormatSection:
    marks: list[tuple[str, str]] = []
    attributes: dict[str, object] = {}
    days = ""
    for match in _TOKEN.finditer(code):
        kind, token = match.lastgroup, match[0]
        if kind in ("quoted", "escaped", "plain"):
            marks.append(("word", match[kind]))
        elif kind == "digit":
            marks.append(("digit", token))
        elif kind == "general":
            attributes["is_general"] = True
            marks.append(("digit", "#"))
        elif kind == "exponent":
            attributes["is_scientific"] = True
            marks.append(("exponent", token))
        elif kind == "day":
            days += token[:1].lower()
        elif kind == "fill" and match["fill"].isalnum():
            attributes["is_filled"] = True
        elif kind == "sign":
            marks.append(({".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "text"}[token], token))
        elif kind == "bracket":
            days += _bracket(match["bracket"], marks, attributes)
    return _build_section(marks, attributes, days)


def _bracket(content: str, marks: list[tuple[str, str]], attributes: dict[str, object]) -> str:
    """Handle the content of brackets: a condition, a currency, elapsed hours, or a colour, which is ignored."""
    if match := _CONDITION.fullmatch(content.strip(" ")):
        attributes["condition"] = match[1], Decimal(match[2])
    elif content.startswith("$"):
        marks.append(("word", content[1:].partition("-")[0]))
    elif _ELAPSED.fullmatch(content):
        return content[:1].lower()
    elif content.lower().startswith(("dbnum", "natnum")):
        attributes["is_worded"] = True
    return ""


def _build_section(marks: list[tuple[str, str]], attributes: dict[str, object], days: str) -> FormatSection:
    """Build the section. The neighbours of a comma or a slash decide its meaning."""
    kinds = [kind for kind, _ in marks]
    digits = [index for index, kind in enumerate(kinds) if kind == "digit"]
    if days or not digits:
        words = [(("word", text) if kind in ("point", "comma", "percent", "slash") else (kind, text))
                 for kind, text in marks]  # fmt: skip
        return FormatSection(tuple(words), is_text="text" in kinds, days=days, **attributes)  # type: ignore[arg-type]
    first, last = digits[0], digits[-1]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    whole = [index for index in digits if index < point]
    commas = [index for index, kind in enumerate(kinds) if kind == "comma"]
    after = {index for index in commas if (whole and whole[-1] < index < point) or index > last}
    grouped = {index for index in commas if first < index < (whole[-1] if whole else first)}
    is_fraction = any(kind == "slash" and first < index < last for index, kind in enumerate(kinds))
    remaining_marks = [
        ("word", text) if kind == "slash" and not is_fraction else (kind, text)
        for index, (kind, text) in enumerate(marks) if index not in after | grouped
    ]  # fmt: skip
    return FormatSection(
        tuple(("word", text) if kind == "comma" else (kind, text) for kind, text in remaining_marks),
        percents=kinds.count("percent"), thousands=len(after), is_grouped=bool(grouped), is_fraction=is_fraction,
        is_text=False, days="", **attributes,  # type: ignore[arg-type]
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------- shown values


def _choose_section(candidates: list[FormatSection], value: Decimal) -> tuple[FormatSection, bool] | None:
    """The section for a number, and whether it is the section for negative numbers, which writes the sign itself."""
    if not candidates:
        return None
    if any(section.condition for section in candidates):
        return _section_by_condition(candidates, value)
    if value < 0 and len(candidates) > 1:
        return candidates[1], True
    if value == 0 and len(candidates) > 2:
        return candidates[2], False
    return candidates[0], False


def _section_by_condition(candidates: list[FormatSection], value: Decimal) -> tuple[FormatSection, bool] | None:
    """The first section whose condition is met. The last section may have no condition."""
    if value < 0 or any(section.condition is None for section in candidates[:-1]):
        return None
    for section in candidates:
        if section.condition is None or _holds(section.condition, value):
            return section, False
    return None


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return {"<": value < bound, ">": value > bound, "=": value == bound, "<=": value <= bound, ">=": value >= bound,
            "<>": value != bound}[sign]  # fmt: skip


def _words_only(section: FormatSection, value: Decimal) -> ShownValue | None:
    """The text shown in place of a number. A dash is the accounting form of zero."""
    text = "".join(word for kind, word in section.marks if kind not in ("digit", "point", "exponent")).strip(" ")
    if value == 0 and text in _DASHES:
        return ShownValue("0", is_number=True)
    return ShownValue(text, is_number=False) if text else None


def _shown_digits(section: FormatSection, value: Decimal, is_for_negative: bool) -> ShownValue | None:
    """The shown form of a number in a section with digit places."""
    if (
        value == 0
        and not section.is_general
        and not any(mark == "0" for kind, mark in section.marks if kind == "digit")
    ):
        return _words_only(section, value)  # such places are left empty
    number = abs(value) * 100 ** min(section.percents, _MOST_PERCENTS)
    whole, _, part = f"{number:f}".partition(".")
    whole, part = whole.lstrip("0"), part.rstrip("0")
    before, whole_marks, part_marks, after = _layout(section)
    if any(kind == "word" for kind, _ in part_marks):
        return None
    shown = _fill_places(whole_marks, whole)
    is_cut = not section.is_general and (section.is_scientific or len(part) > len(part_marks))
    zeros = max((index for index, (_, mark) in enumerate(part_marks, 1) if mark == "0"), default=0)
    part = part.ljust(zeros, "0")
    digits = f"{shown or '0'}.{part}" if part else shown or "0"
    signed = _sign(value, before, after, is_for_negative)
    if signed is None:
        return None
    sign, before, after = signed
    is_number = not before and not after and shown in (whole, whole or "0")
    is_exact = not section.is_scientific and not section.is_worded and not (section.is_grouped and len(whole) > _GROUP)
    return ShownValue(f"{sign}{before}{digits}{after}", is_number, is_cut, is_exact)


@lru_cache(maxsize=1024)
def _layout(section: FormatSection) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]], str]:
    """The words before the digits, the marks of integer digits and of decimals, and the words after the digits."""
    marks = [("word", mark) if kind in ("percent", "text") else (kind, mark) for kind, mark in section.marks]
    places = [index for index, (kind, _) in enumerate(marks) if kind != "word"]
    first, last = places[0], places[-1]
    body = marks[first : last + 1]
    kinds = [kind for kind, _ in body]
    if "exponent" in kinds:
        body = body[: kinds.index("exponent")]
    point = kinds.index("point") if "point" in kinds else len(body)
    before, after = ("".join(mark for _, mark in part).strip(" ") for part in (marks[:first], marks[last + 1 :]))
    return before, body[:point], body[point + 1 :], after


def _fill_places(marks: list[tuple[str, str]], whole: str) -> str:
    """Put the integer digits into their places from the right. The first place takes all remaining digits."""
    places = sum(kind == "digit" for kind, _ in marks)
    shown = ""
    for kind, mark in reversed(marks):
        if kind == "digit":
            places -= 1
            take = whole if places == 0 else whole[-1:]
            whole = whole[: len(whole) - len(take)]
            shown = (take or ("0" if mark == "0" else "")) + shown
        else:
            shown = mark + shown
    return shown


def _sign(value: Decimal, before: str, after: str, is_for_negative: bool) -> tuple[str, str, str] | None:
    """The sign, and the words without it; `None` if a negative number is shown without a sign."""
    if not is_for_negative:
        return ("-" if value < 0 else "", before.removeprefix("+") if value > 0 else before, after)
    if before.startswith("(") and after.endswith(")"):
        return "-", before[1:].strip(" "), after[:-1].strip(" ")
    for sign in _SIGNS:
        if sign in before:
            return "-", before.replace(sign, "", 1).strip(" "), after
        if sign in after:
            return "-", before, after.replace(sign, "", 1).strip(" ")
    return None
