"""The JSON Schema of a decision. All parts except `labels` are always present."""

from __future__ import annotations

from ipdsl.facts.json_schema import to_components
from ipdsl.ir.proposal import Outcome
from ipdsl.schema.values.shared_types import nullable, ref

Plain = dict[str, object]

TEXT: Plain = {"type": "string"}
FLAG: Plain = {"type": "boolean"}
MONEY: Plain = {"type": "string", "pattern": r"^\d+(\.\d+)?$", "description": "main units of the currency"}
DAY: Plain = {"type": ["string", "null"], "format": "date"}
PART: Plain = {"enum": ["records", "figures"]}
YEAR: Plain = {"type": "integer", "minimum": 1900, "maximum": 2200}
MAYBE_YEAR: Plain = {**YEAR, "type": ["integer", "null"]}
MAYBE_MONEY: Plain = {**MONEY, "type": ["string", "null"]}


def schema(number: int, *, openapi: bool = False) -> Plain:
    """The schema of one decision; for OpenAPI as several schemas, `Decision` first."""
    whole: Plain = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ipdsl:decision:{number}",
        "title": "decision",
        "description": "The amounts due to one applicant under one policy: a computation, not the authority's decision",
        **_object(
            {
                "schema": {"const": number},
                "policy": _object({"name": TEXT, "title": TEXT, "document": TEXT, "content_hash": TEXT}),
                "version": TEXT, "applicant": TEXT, "facts_digest": TEXT, "as_of": DAY, "years": _list(YEAR),
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}, "payable_now": MONEY,
                "payable": ref("bounds"), "recalculated": MONEY, "due_before": MONEY, "overpaid": MONEY,
                "unpaid_before": MONEY, "total": MONEY, "due": ref("bounds"),
                "undetermined": FLAG, "claims": _list(ref("claim")), "assumptions": _list(TEXT),
                "not_stated": _list(_object({"part": PART, "kind": TEXT, "label": TEXT, "clauses": _list(TEXT)})),
                "missing": _list(ref("missing")),
                "without_effect": _list(_object({"group": TEXT, "names": _list(TEXT), "reason": ref("reason")})),
                "readings": _list(_object({"article": TEXT, "clause": TEXT, "text": TEXT})),
                "obligations": _list(ref("obligation")), "references": _list(ref("reference")),
                "allocations": _list(ref("allocation")), "ledger": _list(ref("line")),
                "ledger_head": ref("ledger_head"), "pages": _list(ref("page")),
                "still_due": MONEY, "balances": _list(ref("balance")),
                "other_years": _list(ref("other_year")), "remarks": _list(ref("remark")),
                "history_of_others": {"type": "integer"},
                "reopening": nullable(ref("reopening")), "late": nullable(ref("late")), "notice": TEXT,
            }
        ),
        "$defs": _definitions(),
    }  # fmt: skip
    properties = whole["properties"]
    assert isinstance(properties, dict)
    names: Plain = {"type": "object", "additionalProperties": TEXT}
    properties["labels"] = {
        **_object({"clauses": names, "kinds": names, "outcomes": names}),
        "description": "what they are called in Chinese, where that was asked for",
    }
    return to_components(whole, "Decision") if openapi else whole


def _definitions() -> Plain:
    words: Plain = {"type": "object", "additionalProperties": {"type": "string"}}
    code: Plain = {"type": "string", "pattern": "^R2[0-9]{2}$"}
    place = _object({"file": TEXT, "line": {"type": "integer"}, "column": {"type": "integer"}})
    reason = _object({"code": code, "text": TEXT, "values": words, "words": _list(TEXT)})
    sums: Plain = {"type": "object", "additionalProperties": MONEY}
    carry = _object({"brought_in": MONEY, "paid": sums, "carried": MONEY, "until": YEAR, "lapsed": MONEY})
    return {
        "place": {"anyOf": [place, {"type": "null"}]},
        "bounds": _object({"low": MONEY, "high": MAYBE_MONEY, "unlimited": FLAG, "exact": FLAG}),
        "reason": {"anyOf": [reason, {"type": "null"}]},
        "claim": _object(
            {
                "clause": TEXT, "article": TEXT, "citation": TEXT, "text": TEXT, "place": ref("place"), "kind": TEXT,
                "item": TEXT, "record": TEXT, "event_date": DAY, "year": MAYBE_YEAR, "row": TEXT,
                "outcome": {"enum": [outcome.value for outcome in Outcome]}, "proposed": MONEY, "paid": MONEY,
                "bounds": ref("bounds"), "ceiling": MAYBE_MONEY, "adjustments": _list(ref("adjustment")),
                "reason": ref("reason"), "missing": _list(TEXT), "carry": ref("carry"),
                "parts": _list(reason),
                "counted": _list(TEXT), "left_out": _list(ref("left_out")),
            }
        ),
        "left_out": _object({"item": TEXT, "record": TEXT, "reason": ref("reason")}),
        "carry": {"anyOf": [carry, {"type": "null"}]},
        "adjustment": _object(
            {
                "code": code, "rule": TEXT, "article": TEXT, "cut": MONEY, "text": TEXT, "place": ref("place"),
                "by": TEXT,
            }
        ),
        "missing": _object(
            {"path": TEXT, "label": TEXT, "worth": MAYBE_MONEY, "unlimited": FLAG, "clauses": _list(TEXT)}
        ),
        "obligation": _object(
            {
                "article": TEXT, "who": TEXT, "text": TEXT, "place": ref("place"), "op": {"type": ["string", "null"]},
                "share": {"type": ["string", "null"]}, "base": MAYBE_MONEY, "amount": MAYBE_MONEY,
                "years": _list(YEAR), "missing": _list(TEXT),
            }
        ),
        "reference": _object({"article": TEXT, "document": TEXT, "place": ref("place"), "items": _list(TEXT)}),
        "allocation": _object(
            {
                "clause": TEXT, "article": TEXT, "text": TEXT, "place": ref("place"), "item": TEXT, "year": YEAR,
                "amount": MAYBE_MONEY, "missing": _list(TEXT),
            }
        ),
        "ledger_head": _ledger_head(),
        "page": _page(),
        "balance": _object(
            {
                "clause": TEXT, "item": TEXT, "year": YEAR, "due": MONEY, "paid": MONEY, "still_due": MONEY,
                "overpaid": MONEY,
            }
        ),
        "other_year": _object({"year": YEAR, "newly_due": MONEY, "open": MAYBE_MONEY}),
        "remark": _object(
            {"code": TEXT, "severity": {"enum": ["warning", "note"]}, "title": TEXT, "label": TEXT, "help": TEXT,
             "nearest": _list(TEXT), "path": TEXT, "related": _list({"type": "object"})}
        ),
        "anew_year": _object(
            {"year": YEAR, "anew": ref("bounds"), "before": MONEY, "newly_due": MONEY, "overpaid": MONEY}
        ),
        "reopening": _object(
            {
                "year": YEAR, "years": _list(ref("anew_year")),
                "moved": _list(
                    _object(
                        {"clause": TEXT, "item": TEXT, "year": YEAR, "before": MONEY, "anew": MONEY, "open": FLAG}
                    )
                ),
            }
        ),
        "late": _object(
            {
                "year": YEAR, "came": _list(_object({"clause": TEXT, "item": TEXT, "year": YEAR})),
                "years": _list(ref("anew_year")), "waits": nullable(_object({"before": MONEY, "anew": MONEY})),
            }
        ),
        "line": _line(),
    }  # fmt: skip


_NUMBER: Plain = {"type": "integer", "minimum": 0}
_FIELD_TEXTS: Plain = {"anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}]}
_FIELDS: Plain = {"type": "object", "additionalProperties": _FIELD_TEXTS}


def _ledger_head() -> Plain:
    sums: Plain = {"type": "object", "additionalProperties": MONEY}
    return _object(
        {"lines": _NUMBER, "due": MONEY, "by_year": sums, "carried": MONEY, "digest": TEXT, "number": TEXT,
         "previous": nullable(TEXT), "complete": FLAG}
    )  # fmt: skip


def _page() -> Plain:
    """A page that wrote lines of the ledger; `after` is missing for the first."""
    texts, numbers = _list(TEXT), _list(_NUMBER)
    award = _object(dict.fromkeys(("label", "title", "record", "event", "conditions", "sum", "key"), TEXT))
    rule = _object(
        {**dict.fromkeys(("name", "verb", "period", "begins"), TEXT), "keys": texts,
         "amount": nullable(_NUMBER), "covers": numbers}
    )  # fmt: skip
    pairs, absent = _list(_list({"anyOf": [_NUMBER, numbers]})), _list(_list({"type": ["integer", "null"]}))
    parts: dict[str, Plain] = {
        "policy": TEXT, "hash": TEXT, "awards": _list(award), "rules": _list(rule),
        "answers": {"type": "object", "additionalProperties": nullable(_NUMBER)},
        "after": {**_object({"awards": pairs, "ended": numbers, "rules": pairs, "absent": absent}),
                  "required": ["awards", "ended", "rules"]},
    }  # fmt: skip
    return {**_object(parts), "required": [name for name in parts if name != "after"]}


def _line() -> Plain:
    """A ledger line; a short line has only the first parts."""
    sums: Plain = {"type": "object", "additionalProperties": MONEY}
    keys: Plain = {"type": "object", "additionalProperties": {"anyOf": [TEXT, _list(TEXT)]}}
    payments = _list(_object({"day": DAY, "amount": MONEY}))
    parts: dict[str, Plain] = {
        "policy": TEXT, "clause": TEXT, "item": TEXT, "year": YEAR, "due": sums, "row": TEXT, "applicant": TEXT,
        "kind": TEXT, "matter": TEXT, "level": TEXT, "keys": keys, "by_discretion": FLAG, "event_date": DAY,
        "proposed": MONEY, "admitted": MONEY, "charged": sums, "carried": MONEY,
        "carry_until": MAYBE_YEAR, "lapsed": MONEY, "outcome": TEXT, "payments": payments, "digest": TEXT,
        "fields": _FIELDS, "page": _NUMBER,
    }  # fmt: skip
    return {**_object(parts), "required": ["policy", "clause", "item", "year", "due"]}


def _object(parts: dict[str, Plain]) -> Plain:
    return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}


def _list(item: Plain) -> Plain:
    return {"type": "array", "items": item}
