"""JSON Schema forms of single values: patterns of texts, limits of numbers, names.

Patterns describe the forms of `ipdsl.base.values.written_values`, and accept the same texts as the reader. They have no
look-ahead and no Unicode classes, so all schema readers agree on them.
"""

from __future__ import annotations

import re

from ipdsl.base.values import written_values
from ipdsl.base.values.characters import RANGES_IN_NAMES
from ipdsl.schema.values.value_type import Json

# ---- patterns

_WIDE = {narrow: wide for wide, narrow in written_values.FULL_WIDTH.items()}
_PARTS = re.compile(r"\[([^]]*)\]|\{[0-9,]+\}|\(\?:|(\\\.|[0-9A-Za-z/,%-])|.")


def pattern(form: str) -> str:
    """The pattern with full-width variants of all digits, letters and signs. Its classes may contain digits only."""

    def with_full_width(part: re.Match[str]) -> str:
        if part[1]:
            return f"[{part[1]}{part[1].translate({**_WIDE, ord('-'): '-'})}]" if part[1].isascii() else part[0]
        return f"[{part[2]}{part[2][-1].translate(_WIDE)}]" if part[2] else part[0]

    return f"^(?:{_PARTS.sub(with_full_width, form)})$"


KNOWN_YEAR = "((19|20|21)[0-9]{2}|2200)"
MONTH_PART, _DAY_PART = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_ISO_DAY = f"^{KNOWN_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_DAY = f"{KNOWN_YEAR}(-{MONTH_PART}-{_DAY_PART}|/{MONTH_PART}/{_DAY_PART}|年{MONTH_PART}月{_DAY_PART}日)"
YEAR = pattern(f"{KNOWN_YEAR}(年度?)?")
_PLAIN = "[1-9][0-9]{0,17}"
_WHOLE = f"(0|{_PLAIN}|[1-9][0-9]{{0,2}}(,[0-9]{{3}}){{1,5}})"
NUMERAL = rf"{_WHOLE}(\.[0-9]{{1,18}})?"
QUOTIENT = f"(0|{_PLAIN})/{_PLAIN}"
_NOUGHT = r"0(\.0*)?[百千万亿]?|0/[0-9]*"
_HIDDEN = "".join(
    f"\\u{first:04x}-\\u{last:04x}" for first, last in RANGES_IN_NAMES if last < 0x10000 and first != 0xD800
)
"""Characters that are not allowed in names. Characters beyond U+FFFF are left out: not all schema readers support them.
"""

LARGEST = 10**18


def amount_pattern(decimals: int) -> str:
    """A number, optionally with a unit such as 万.

    It has at most `decimals` decimals when written out, not counting trailing zeros.
    """
    places = {unit: decimals + power for unit, power in written_values.UNITS.items()}
    parts = {unit: rf"\.[0-9]{{1,{most}}}0*" if most else r"\.0+" for unit, most in places.items()}
    return "|".join(f"{_WHOLE}({part})?{unit}" for unit, part in parts.items())


# ---- forms

SPECIAL: Json = {"$ref": "#/$defs/special"}


def ref(name: str) -> Json:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def nullable(form: Json) -> Json:
    """The form, or null."""
    return {"anyOf": [form, {"type": "null"}]}


def or_special(form: Json) -> Json:
    """The form, or a special value."""
    return {"anyOf": [form, SPECIAL]}


def text_schema(form: str, *, is_nothing: bool = True) -> Json:
    """A text of the form; without `is_nothing` it must not be 0."""
    more: Json = {} if is_nothing else {"not": {"pattern": pattern(_NOUGHT)}}
    return {"type": "string", "pattern": pattern(form), **more}


def yes_or_no(*values: bool) -> Json:
    """A schema of these yes/no values."""
    return {
        "anyOf": [
            {"enum": [*values]},
            text_schema("|".join(word for word, v in written_values.FLAGS.items() if v in values)),
        ]
    }


def name_schema(**limits: int) -> Json:
    """A text without invisible characters; a contract number may be a number in JSON."""
    not_so: Json = {"anyOf": [{"pattern": f"[{_HIDDEN}]"}, {"enum": [*written_values.SPECIAL]}]}
    text: Json = {"type": "string", "pattern": "^[^ ](.*[^ ])?$", **limits, "not": not_so}
    return {"anyOf": [text, {"type": "integer", "minimum": 0, "exclusiveMaximum": LARGEST}]}


def object_schema(needed: Json, optional: Json | None = None) -> Json:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "required": list(needed),
        "additionalProperties": False,
        "properties": {**needed, **(optional or {})},
    }


def number_schema(**ends: int) -> Json:
    """A number of at most 18 digits."""
    return {"type": "number", "exclusiveMaximum": LARGEST, **ends}


def whole_number_schema(least: int) -> Json:
    """A whole number, from 0 or from 1."""
    number: Json = {"type": "integer", "minimum": least, "exclusiveMaximum": LARGEST}
    return {"anyOf": [number, text_schema(amount_pattern(0), is_nothing=least == 0)]}


def day_schema() -> Json:
    """A day."""
    return {"anyOf": [{"type": "string", "format": "date", "pattern": _ISO_DAY}, text_schema(_DAY)]}
