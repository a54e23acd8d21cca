"""Values of the author in findings: short, printable, and named by their JSON type."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from ipdsl.base.findings.phrase import LocalizedName, MessageValue, Phrase, join_names
from ipdsl.base.values.characters import visible
from ipdsl.schema.declarations import LabelledDeclaration
from ipdsl.schema.labels import NO_LABELS, Labels, labels_by_name
from ipdsl.schema.values.stated_values import CANNOT, NONE

LONGEST = 60
_WORD = re.compile(r"\w+")


def printable(text: str) -> str:
    """A text for a finding: hidden characters are written out, and a long text is cut."""
    return visible(text[:LONGEST]) + ("…" if len(text) > LONGEST else "")


def describe(value: object) -> MessageValue:
    """A value in the words of JSON: `the text "no"`, `the number 1.6`, `a list`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return Phrase('the text "{text}"', "文本“{text}”", text=printable(value))
        case int() | Decimal() | Fraction() | float():
            return Phrase("the number {number}", "数字{number}", number=number_text(value))
        case datetime.date():
            return Phrase("the day {day}", "日期{day}", day=value.isoformat())
        case Mapping():
            return Phrase("an object", "对象") if value else Phrase("an empty object", "空对象")
        case list() | tuple():
            return Phrase("a list", "列表") if value else Phrase("an empty list", "空列表")
        case _ if value is NONE:
            return Phrase("none", "“没有”")
        case _ if value is CANNOT:
            return Phrase('"cannot be determined"', "“无法确定”")
        case _:
            return Phrase("something that JSON does not know", " JSON 不认识的内容")


def number_text(value: int | Decimal | Fraction | float) -> MessageValue:
    """A number as written, cut if it is extremely long."""
    if isinstance(value, int | Fraction) and max(abs(value.numerator), value.denominator).bit_length() > 400:
        return Phrase("of more than 100 digits", "（超过100位）")
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 40:
        return printable(f"{value:f}")
    return printable(str(value))


def name_list(words: Iterable[str], most: int = 12, labels: Labels = NO_LABELS) -> Phrase:
    """`a, b, c` in the order given, the rest as a number; in Chinese with their unambiguous labels."""
    all_words, by_name = list(words), labels_by_name(labels)
    first = join_names(
        LocalizedName(printable(word), word.zh if isinstance(word, LocalizedName) else printable(by_name.get(word, "")))
        for word in all_words[:most]
    )
    more = len(all_words) - most
    return Phrase("{first} and {more} more", "{first}等，另有{more}个", first=first, more=more) if more > 0 else first


def declared_name(declared: LabelledDeclaration) -> LocalizedName:
    """The name of a declaration; in Chinese its label."""
    return LocalizedName(declared.name, declared.label.zh)


def quote_name(name: str) -> Phrase:
    """A name in backticks."""
    return Phrase("`{name}`", "`{name}`", name=name)


def child_path(path: str, step: str | int) -> str:
    """The path of a child: `$.records.patent` and 0 give `$.records.patent[0]`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if len(step) <= LONGEST and step.isidentifier() and step.isascii():
        return f"{path}.{step}"
    return f"{path}.{printable(step)}" if _WORD.fullmatch(step) else f'{path}["{printable(step)}"]'
