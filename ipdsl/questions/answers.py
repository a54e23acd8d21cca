"""Answers that people type, put into plain facts where they belong. The reader of facts decides whether one is allowed.

An answer is `yes`, `no`, a number, a day, a name, `none` or `cannot be determined`; a list is written as JSON. The
facts that came in are never changed: each answer gives new ones.
"""

from __future__ import annotations

import copy
import json
import re
import unicodedata
from collections.abc import Mapping

from ipdsl.library import Policy
from ipdsl.questions.ask import Question
from ipdsl.runtime.clauses.unstated import type_of
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.strict_json import loads
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema.types import BoolType, CountType, ListType
from ipdsl.values.days import Date

Stated = dict[str, object]

NONE = {"none": True}
CANNOT = {"cannot_be_determined": True}

_YES = frozenset({"yes", "y", "true", "是"})
_NO = frozenset({"no", "n", "false", "否"})
_NONE = frozenset({"none", "无", "没有"})
_CANNOT = frozenset({"cannot be determined", "cannot", "无法确定"})
_LISTS = frozenset({"records", "history", "support", "older_documents"})


def with_answer(policy: Policy, stated: Mapping[str, object], question: Question, text: str) -> Stated:
    """The facts with the answer in its place; `FactsError` where the reader of facts refuses it."""
    ref = question.ref
    facts = policy.read_facts(stated)
    value = _value(policy, ref, text.strip())
    answered = copy.deepcopy(dict(stated))
    _put(policy, facts, answered, ref, value)
    policy.read_facts(answered)
    return answered


def _value(policy: Policy, ref: FactRef, text: str) -> object:
    """The answer as a value of JSON; digits may be typed as full-width ones."""
    word, narrow = text.lower(), unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"[0-9][0-9.,%-]*", narrow):
        text = narrow
    if word in _NONE:
        return [] if ref.group in _LISTS else NONE
    if word in _CANNOT:
        return CANNOT
    if ref.group in _LISTS:
        return _json(text)
    match type_of(policy.program.schema, ref):
        case BoolType() if word in _YES:
            return True
        case BoolType() if word in _NO:
            return False
        case CountType() if re.fullmatch(r"[0-9]{1,18}", text):
            return int(text)
        case ListType():
            return _json(text) if text.startswith("[") else [part.strip() for part in re.split(r"[,，、]", text)]
    if ref.group == "rank" and re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text) if re.fullmatch(r"[0-9,]+(\.[0-9]+)?", text) else text


def _json(text: str) -> object:
    """A list in JSON; what is no JSON is handed on as it is, for the reader to refuse."""
    try:
        return loads(text)
    except FactsError:
        return text


def _put(policy: Policy, facts: Facts, answered: Stated, ref: FactRef, value: object) -> None:
    match ref.group:
        case "applicant":
            _part(answered, "applicant")[ref.field] = value
        case "record":
            _fields(facts, answered, ref)[ref.field] = value
        case "records":
            _part(answered, "records")[ref.kind] = _all_of(answered, ref.kind, value)
        case "figure":
            _part(_part(answered, "figures"), str(ref.year))[ref.field] = value
        case "series":
            _list(_part(answered, "series"), ref.kind).append(_of_series(ref, value))
        case "approval":
            _list(answered, "approvals").append({"clause": ref.kind, "item": ref.item, "amount": value})
        case "rank":
            _list(answered, "ranks").append({"figure": ref.field, "year": ref.year, "rank": value})
        case group:
            answered[group] = value


def _part(stated: Stated, name: str) -> Stated:
    part = stated.get(name)
    if not isinstance(part, dict):
        part = stated[name] = {}
    return part


def _list(stated: Stated, name: str) -> list[object]:
    members = stated.get(name)
    if not isinstance(members, list):
        members = stated[name] = []
    return members


def _all_of(answered: Stated, kind: str, value: object) -> object:
    """A complete list: of a partial one, what was stated and what is added."""
    earlier = _part(answered, "records").get(kind)
    known = earlier.get("items") if isinstance(earlier, dict) else earlier
    return [*known, *value] if isinstance(known, list) and isinstance(value, list) else value


def _fields(facts: Facts, answered: Stated, ref: FactRef) -> Stated:
    """The record of the plain facts that a reference names."""
    record = next(record for record in _records(facts) if record.kind == ref.kind and record.id == ref.item)
    at: object = answered
    for part in re.findall(r"[^.\[\]$]+", record.path):
        at = at[int(part)] if isinstance(at, list) else at[part] if isinstance(at, dict) else at
    return at if isinstance(at, dict) else {}


def _records(facts: Facts) -> list[Record]:
    return [record for listing in facts.records.values() for record in listing.records]


def _of_series(ref: FactRef, value: object) -> Stated:
    currency, _, when = ref.item.rpartition(" ")
    part = "month" if len(when) == len("2022-01") else "day"
    return {**({"currency": currency} if currency else {}), part: when, "value": value}


def as_text(stated: Mapping[str, object]) -> str:
    """Facts as the text of a file."""
    return json.dumps(stated, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: object) -> str:
    """What a strict reading leaves beside the types of JSON: exact decimals, and days."""
    return value.isoformat() if isinstance(value, Date) else str(value)
