"""The forms of the facts schema that no vocabulary changes: values, listings, history, support, approvals, series.

Patterns stand for the forms of `ipdsl.values.written`, a little wider: the reader is the judge.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ipdsl.runtime.reading.history import DIGEST, OLDER_NAME, PARTS
from ipdsl.runtime.reading.named import members_of_levels
from ipdsl.runtime.reading.rest import approved, shared_caps
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Frequency, Series
from ipdsl.values import written
from ipdsl.values.money import DECIMALS

Json = dict[str, object]

_FULL_WIDTH = "[！-～]"


def _pattern(form: str) -> str:
    """The form in narrow characters; with a full-width one in it, the reader decides."""
    return f"^(?:{form}|.*{_FULL_WIDTH}.*)$"


_KNOWN_YEAR = "((19|20|21)[0-9]{2}|2200)"
_MONTH_PART, _DAY_PART = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_ISO_DAY = f"^{_KNOWN_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_DAY = _pattern(f"{_KNOWN_YEAR}(-{_MONTH_PART}-{_DAY_PART}|/{_MONTH_PART}/{_DAY_PART}|年{_MONTH_PART}月{_DAY_PART}日)")
_MONTH = _pattern(f"{_KNOWN_YEAR}([-/]{_MONTH_PART}|年{_MONTH_PART}月)")
YEAR = _pattern(f"{_KNOWN_YEAR}(年度?)?")
_WHOLE = "([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,18})"
_NUMERAL = rf"{_WHOLE}(\.[0-9]{{1,18}})?"
_QUOTIENT = "[0-9]{1,18}/[0-9]{1,18}"
_NAME = r"^\S(.*\S)?$"
_LARGEST = 10**18

SPECIAL: Json = {"$ref": "#/$defs/special"}


def ref(name: str) -> Json:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def as_components(schema: Json, name: str) -> Json:
    """The schema and its definitions as the schemas of an OpenAPI document, each under a name that begins with `name`.

    A pointer such as `#/$defs/day` leads from the root of a document, so it leads nowhere where a schema is put into
    another; in OpenAPI it is `#/components/schemas/Facts_day`.
    """

    def placed(part: Any) -> Any:
        if isinstance(part, list):
            return [placed(one) for one in part]
        if not isinstance(part, dict):
            return part
        found = {word: placed(one) for word, one in part.items()}
        if "$ref" in found:
            found["$ref"] = f"#/components/schemas/{name}_{found['$ref'].rpartition('/')[2]}"
        return found

    definitions: Any = schema["$defs"]
    whole = {word: part for word, part in schema.items() if word not in ("$schema", "$id", "$defs")}
    found: Json = placed({name: whole, **{f"{name}_{word}": part for word, part in definitions.items()}})
    return found


def text(description: str = "", *, optional: bool = False) -> Json:
    """A name: not empty, no blanks around it; a number of a contract may stand without quotation marks."""
    said: Json = {"description": description} if description else {}
    types = ["string", "integer", "null"] if optional else ["string", "integer"]
    return said | {"type": types, "pattern": _NAME, "minimum": 0}


def a_name(description: str = "", *, optional: bool = False) -> Json:
    """A name that facts give to something."""
    return text(description, optional=optional) | {"maxLength": written.MOST_LETTERS}


def _or_special(*forms: Json) -> Json:
    return {"anyOf": [*forms, SPECIAL]}


def _text(form: str) -> Json:
    return {"type": "string", "pattern": _pattern(form)}


def listing(definition: str) -> Json:
    """A complete list of records, or a partial one, or null."""
    return _listed(ref(definition))


def _listed(record: Json) -> Json:
    items: Json = {"type": "array", "items": record}
    return {"anyOf": [items, _form({"items": items}, {"partial": ref("flag")}), {"type": "null"}]}


def _form(needed: Json, optional: Json | None = None) -> Json:
    return {
        "type": "object",
        "required": list(needed),
        "additionalProperties": False,
        "properties": {**needed, **(optional or {})},
    }


_DECIMAL = _text(f"-?({_NUMERAL}|{_QUOTIENT})")
_NUMBER: Json = {"type": "number", "exclusiveMaximum": _LARGEST, "exclusiveMinimum": -_LARGEST}
_WHOLE_TEXT = _text(f"{_WHOLE}[百千万亿]?")
_WORDS = [word for word in written.SPECIAL if word == "none" or not word.isascii()]

FORMS: Json = {
    "special": {
        "description": "null: unknown; none: known not to be; cannot_be_determined: looked into, without an answer",
        "anyOf": [
            {"type": "null"},
            {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
                "properties": {word: {"const": True} for word in ("none", "cannot_be_determined")},
            },
            {"enum": _WORDS},
        ],
    },
    "flag": {"anyOf": [{"type": "boolean"}, _text("|".join(written.FLAGS))]},
    "yes_no": _or_special({"type": "boolean"}, _text("|".join(written.FLAGS))),
    "count": _or_special({"type": "integer", "minimum": 0, "exclusiveMaximum": _LARGEST}, _WHOLE_TEXT),
    "number": _or_special(_NUMBER, _DECIMAL),
    "rate": {
        "description": 'a percentage such as "3.7%", or the share itself, at most 1',
        **_or_special(
            {"type": "number", "minimum": 0, "maximum": 1},
            _text(rf"{_NUMERAL} *%|0(\.[0-9]{{1,18}})?|1(\.0{{1,17}})?|{_QUOTIENT}"),
        ),
    },
    "day": {
        "anyOf": [
            {"type": "string", "format": "date", "pattern": _ISO_DAY},
            {"type": "string", "pattern": _DAY},
            {"type": "null"},
        ]
    },
    "day_or_none": _or_special(ref("day")),
    "year": {"anyOf": [{"type": "integer", "minimum": 1900, "maximum": 2200}, {"type": "string", "pattern": YEAR}]},
    "name": _or_special(a_name()),
    "other_listing": {"description": "records that this policy does not ask for", **_listed({"type": "object"})},
}


def money_forms(currency: str) -> Json:
    """Sums: plain ones in the policy's currency, and sums that state theirs."""
    decimals = DECIMALS[currency]
    part = rf"(\.[0-9]{{1,{decimals}}}0*)?" if decimals else ""
    after = f"(元| {currency})?" if currency == written.YUAN else f"( {currency})?"
    plain: Json = {
        "anyOf": [
            {"type": "number", "minimum": 0, "exclusiveMaximum": _LARGEST},
            _text(f"({_WHOLE}{part}|{_NUMERAL}[百千万亿]){after}"),
        ]
    }
    said = f"{currency} in main units, a number or a text such as {written.SUM_FORM}, with at most {decimals} decimals"
    loose: Json = {"anyOf": [{"type": "number", "minimum": 0}, _text(f"{_NUMERAL}[百千万亿]?(元| [A-Z]{{3}})?")]}
    return {
        "sum": {"description": said, **plain},
        "money": {"description": said, **_or_special(ref("sum"), _stated(ref("sum"), [currency]))},
        "money_of_any_currency": {
            "description": f"{said}; or in another currency, as on the receipt",
            **_or_special(loose, _stated(loose, sorted(DECIMALS))),
        },
    }


def _stated(amount: Json, currencies: list[str]) -> Json:
    return _form({"amount": amount, "currency": {"enum": currencies}})


def lists(program: Program) -> Json:
    """The schemas of `history`, `support`, `approvals`, `older_documents` and `published`."""
    members = list(members_of_levels(program))
    level: Json = {"enum": members} if members else text()
    about: Json = {"kind": {"type": ["string", "null"]}, "keys": {"type": ["object", "null"]}}
    figures: Json = {"enum": sorted(program.schema.figure_by_name)}
    rank: Json = {"anyOf": [{"type": "integer", "minimum": 1}, _WHOLE_TEXT, _form({"none": {"const": True}})]}
    left: Json = {"rule": {"enum": sorted(program.kept(shared_caps))}, "left": ref("sum")}
    by: Json = {"keys": about["keys"], "year": {"anyOf": [ref("year"), {"type": "null"}]}}
    return {
        "history": _entries(
            "Lines of earlier decisions as they were printed, or short ones; left out: assumed that nothing "
            "was paid before.",
            _line(),
        ),
        "support": _entries(
            "What other levels and programmes paid for an item.",
            _form({"item": text(), "level": level, "year": ref("year"), "amount": ref("sum")}, about),
        ),
        "approvals": _entries(
            "What the bureau set where the policy leaves the sum to it.",
            _form({"clause": {"enum": list(approved(program))}, "item": text(), "amount": ref("sum")}),
        ),
        "older_documents": _entries(
            "Standards of older documents.", _form({"document": text(), "item": text(), "amount": ref("sum")}, about)
        ),
        "published": _entries(
            "What the bureau published: places by yearly figures, 1 for the most, and what is left of caps across "
            "applicants.",
            {"anyOf": [_form({"figure": figures, "year": ref("year"), "rank": rank}), _form(left, by)]},
        ),
    }


def _entries(description: str, items: Json) -> Json:
    return {"description": description, "type": ["array", "null"], "items": items}


def _line() -> Json:
    sums: Json = {"type": ["object", "null"], "additionalProperties": ref("sum")}
    known: dict[str, Json] = {
        "clause": text(),
        "keys": {"type": ["object", "null"]},
        "by_discretion": {"anyOf": [ref("flag"), {"type": "null"}]},
        "event_date": ref("day"),
        "year": {"anyOf": [ref("year"), {"type": "null"}]},
        "rungs": sums,
        "charged": sums,
        "due": {"anyOf": [ref("sum"), sums]},
        "payments": _payments(),
        "carry_until": {"anyOf": [ref("year"), {"type": "null"}]},
    }
    amount: Json = {"anyOf": [ref("sum"), {"type": "null"}]}
    known |= dict.fromkeys(("proposed", "admitted", "carried", "lapsed"), amount)
    parts = {name: known.get(name, {"type": ["string", "integer", "null"]}) for name in PARTS}
    older: Json = {"description": "`due`, as lines of schema 1 call it", "deprecated": True}
    parts[OLDER_NAME] = older | known["due"]
    parts[DIGEST] = {"type": ["string", "null"], "description": "that of the ledger, which facts need not state"}
    return {"type": "object", "required": ["clause"], "additionalProperties": False, "properties": parts}


def _payments() -> Json:
    return _entries(
        "What was paid of it and when; left out: it counts as paid as due.",
        _form({"day": {"type": "string", "pattern": _DAY}, "amount": ref("sum")}),
    )


def series_forms(series: Iterable[Series]) -> Json:
    """Values of each series by month or day (and currency)."""
    return {
        "description": "Values of published series.",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {one.name: _series(one) for one in series},
    }


def _series(series: Series) -> Json:
    when = "month" if series.frequency is Frequency.MONTHLY else "day"
    needed: Json = {} if series.currency is None else {"currency": {"enum": sorted(DECIMALS)}}
    needed[when] = {"type": "string", "pattern": _MONTH} if when == "month" else ref("day")
    needed["value"] = ref("rate") if series.currency is None else {"anyOf": [_NUMBER, _DECIMAL]}
    said: Json = {"title": series.label.zh} if series.label.zh else {}
    return said | {"type": ["array", "null"], "items": _form(needed)}
