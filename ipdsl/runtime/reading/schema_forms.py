"""The forms of the facts schema that no vocabulary changes: values, listings, history, support, approvals, series."""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.runtime.reading.history import PARTS
from ipdsl.runtime.reading.named import members_of_levels
from ipdsl.runtime.reading.rest import approved
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Frequency, Series
from ipdsl.values.money import DECIMALS

Json = dict[str, object]

_DAY = "^((19|20|21)[0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_MONTH = "^((19|20|21)[0-9]{2}|2200)-(0[1-9]|1[0-2])$"
_NAME = r"^\S(.*\S)?$"
_LARGEST = 10**18

SPECIAL: Json = {"$ref": "#/$defs/special"}


def ref(name: str) -> Json:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def text(description: str = "", *, optional: bool = False) -> Json:
    """A name: not empty, no blanks around it."""
    said: Json = {"description": description} if description else {}
    return said | {"type": ["string", "null"] if optional else "string", "pattern": _NAME}


def _or_special(*forms: Json) -> Json:
    return {"anyOf": [*forms, SPECIAL]}


_DECIMAL: Json = {"type": "string", "pattern": r"^-?[0-9]{1,18}(\.[0-9]{1,18})?$|^-?[0-9]{1,18}/[0-9]{1,18}$"}
_NUMBER: Json = {"type": "number", "exclusiveMaximum": _LARGEST, "exclusiveMinimum": -_LARGEST}

FORMS: Json = {
    "special": {
        "description": "null: unknown; none: known not to be; cannot_be_determined: looked into, without an answer",
        "enum": [None, {"none": True}, {"cannot_be_determined": True}],
    },
    "yes_no": _or_special({"type": "boolean"}),
    "count": _or_special({"type": "integer", "minimum": 0, "exclusiveMaximum": _LARGEST}),
    "number": _or_special(_NUMBER, _DECIMAL),
    "rate": {
        "description": 'a percentage such as "3.7%", or the share itself, at most 1',
        **_or_special(
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "string", "pattern": r"^[0-9]{1,18}(\.[0-9]{1,18})? *%$"},
            {"type": "string", "pattern": r"^(0(\.[0-9]{1,18})?|1(\.0{1,17})?|[0-9]{1,18}/[0-9]{1,18})$"},
        ),
    },
    "day": {"type": ["string", "null"], "format": "date", "pattern": _DAY},
    "day_or_none": _or_special({"type": "string", "format": "date", "pattern": _DAY}),
    "year": {"type": "integer", "minimum": 1900, "maximum": 2200},
    "name": _or_special({"type": "string", "pattern": _NAME}),
}


def money_forms(currency: str) -> Json:
    """Sums: plain ones in the policy's currency, and sums that state theirs."""
    decimals = DECIMALS[currency]
    fraction = rf"(\.[0-9]{{1,{decimals}}}0*)?" if decimals else ""
    plain: Json = {
        "anyOf": [
            {"type": "number", "minimum": 0, "exclusiveMaximum": _LARGEST},
            {"type": "string", "pattern": f"^[0-9]{{1,18}}{fraction}$"},
        ]
    }
    said = f"{currency} in main units, a number or a decimal text with at most {decimals} decimals"
    loose: Json = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"}]}
    own = _stated(plain, [currency])
    foreign = _stated(loose, sorted(DECIMALS))
    return {
        "sum": {"description": said, **plain},
        "money": {"description": said, **_or_special(ref("sum"), own)},
        "money_of_any_currency": {
            "description": f"{said}; or in another currency, as on the receipt",
            **_or_special(ref("sum"), foreign),
        },
    }


def _stated(amount: Json, currencies: list[str]) -> Json:
    return _form({"amount": amount, "currency": {"enum": currencies}})


def _form(needed: Json, optional: Json | None = None) -> Json:
    return {
        "type": "object",
        "required": list(needed),
        "additionalProperties": False,
        "properties": {**needed, **(optional or {})},
    }


def listing(definition: str) -> Json:
    """A complete list of records, or a partial one, or null."""
    items: Json = {"type": "array", "items": ref(definition)}
    partial = _form({"items": items}, {"partial": {"type": "boolean"}})
    return {"anyOf": [items, partial, {"type": "null"}]}


def lists(program: Program) -> Json:
    """The schemas of `history`, `support`, `approvals`, `older_documents` and `ranks`."""
    members, kinds = list(members_of_levels(program)), [None, *program.schema.record_by_name]
    level: Json = {"enum": members} if members else text()
    figures: Json = {"enum": sorted(program.schema.figure_by_name)}
    return {
        "history": _entries(
            "Lines of earlier decisions as they were printed, or short ones; left out: assumed that nothing "
            "was paid before.",
            _line(),
        ),
        "support": _entries(
            "What other levels and programmes paid for an item.",
            _form(
                {"item": text(), "level": level, "year": ref("year"), "amount": ref("sum")}, {"kind": {"enum": kinds}}
            ),
        ),
        "approvals": _entries(
            "What the bureau set where the policy leaves the sum to it.",
            _form({"clause": {"enum": list(approved(program))}, "item": text(), "amount": ref("sum")}),
        ),
        "older_documents": _entries(
            "Standards of older documents.", _form({"document": text(), "item": text(), "amount": ref("sum")})
        ),
        "ranks": _entries(
            "Published places by yearly figures, 1 for the most.",
            _form({"figure": figures, "year": ref("year"), "rank": {"type": "integer", "minimum": 1}}),
        ),
    }


def _entries(description: str, items: Json) -> Json:
    return {"description": description, "type": ["array", "null"], "items": items}


def _line() -> Json:
    sums: Json = {"type": ["object", "null"], "additionalProperties": ref("sum")}
    known: Json = {
        "clause": text(),
        "keys": {"type": ["object", "null"]},
        "by_discretion": {"type": ["boolean", "null"]},
        "event_date": ref("day"),
        "year": {"anyOf": [ref("year"), {"type": "null"}]},
        "rungs": sums,
        "charged": sums,
        "paid": {"anyOf": [ref("sum"), sums]},
        "carry_until": {"anyOf": [ref("year"), {"type": "null"}]},
    }
    amount: Json = {"anyOf": [ref("sum"), {"type": "null"}]}
    known |= dict.fromkeys(("proposed", "admitted", "carried", "lapsed"), amount)
    parts = {name: known.get(name, {"type": ["string", "null"]}) for name in PARTS}
    return {"type": "object", "required": ["clause"], "additionalProperties": False, "properties": parts}


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
    needed[when] = {"type": "string", "pattern": _MONTH if when == "month" else _DAY}
    needed["value"] = ref("rate") if series.currency is None else {"anyOf": [_NUMBER, _DECIMAL]}
    said: Json = {"title": series.label.zh} if series.label.zh else {}
    return said | {"type": ["array", "null"], "items": _form(needed)}
