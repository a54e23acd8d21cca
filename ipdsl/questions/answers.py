"""Answers that people type, put into plain facts where they belong. The reader of facts decides whether one is allowed.

An answer is read as people write it by hand (`ipdsl.runtime.reading.handwritten`), without quotation marks. It is put
into the facts in the one form in which values are written. The facts that came in are never changed: each answer gives
new ones, with names in the place of labels.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping

from ipdsl.library import Policy
from ipdsl.questions.ask import Question
from ipdsl.questions.in_names import replace_labels
from ipdsl.runtime.clauses.unstated import type_of
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.handwritten import WrittenWords, applicant_kind_words, text_parser_for, type_words
from ipdsl.runtime.reading.rest import shared_caps
from ipdsl.runtime.reading.strict_json import loads
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema.types import CountType, DateType, ListType, MoneyType, TextType, Type
from ipdsl.values import written
from ipdsl.values.days import Date

Stated = dict[str, object]

_LISTS = frozenset({"records", "history", "support", "older_documents"})


def add_answer(policy: Policy, stated: Mapping[str, object], question: Question, text: str) -> Stated:
    """The facts with the answer in its place; `FactsError` where the reader of facts refuses it."""
    ref = question.ref
    stated = replace_labels(policy.program, stated)
    facts = policy.read_facts(stated)
    value = _value(policy, ref, text.strip())
    answered = copy.deepcopy(dict(stated))
    _store(policy, facts, answered, ref, value)
    policy.read_facts(answered)
    return answered


def _value(policy: Policy, ref: FactRef, text: str) -> object:
    """The answer as a value of JSON."""
    if _is_list(ref):
        return [] if written.SPECIAL.get(text.lower()) == "none" else _json(text)
    if ref.group == "applicant" and ref.field == "kinds":
        return parse_value(ListType(TextType()), text, policy.currency, applicant_kind_words(policy.program.schema))
    match ref.group:
        case "approval" | "left":
            type_: Type | None = MoneyType()
        case "rank":
            type_ = CountType()
        case _:
            type_ = type_of(policy.program.schema, ref)
    return parse_value(type_, text, policy.currency, type_words(policy.program.schema, type_), ref.group)


def parse_value(
    type_: Type | None, text: str, policy_currency: str, words: WrittenWords = (), part: str = ""
) -> object:
    """The answer in the form in which JSON has values of the type; as it is where it is no such value."""
    value = text_parser_for(type_, words, part)(text)
    if isinstance(value, list):
        item = type_.item if isinstance(type_, ListType) else type_
        return [
            _canonical_value(item, member, policy_currency) if isinstance(member, str) else member for member in value
        ]
    return _canonical_value(type_, value, policy_currency) if isinstance(value, str) else value


def _canonical_value(type_: Type | None, text: str, policy_currency: str) -> object:
    """A value in the form in which facts are written."""
    special = written.SPECIAL.get(text.lower())
    if special is not None:
        return None if special == "unknown" else {special: True}
    number = written.number(text)
    if number is not None and not number.is_sound:
        return text
    match type_:
        case DateType() if day := written.day(text):
            return "{:04}-{:02}-{:02}".format(*day)
        case CountType() if number is not None and not number.currency and number.value.denominator == 1:
            return int(number.value)
        case MoneyType() if number is not None:
            amount = written.decimal(number.value)
            return (
                amount if number.currency in ("", policy_currency) else {"amount": amount, "currency": number.currency}
            )
        case _:
            return text


def _is_list(ref: FactRef) -> bool:
    """A whole list was not stated, and not a key of one of its lines."""
    return ref.group in _LISTS and not ref.field


def _json(text: str) -> object:
    """A list in JSON; what is no JSON is handed on as it is, for the reader to refuse."""
    try:
        return loads(text)
    except FactsError:
        return text


def _store(policy: Policy, facts: Facts, answered: Stated, ref: FactRef, value: object) -> None:
    match ref.group:
        case "applicant":
            _part(answered, "applicant")[ref.field] = value
        case "record":
            _fields(facts, answered, ref)[ref.field] = value
        case "records":
            _part(answered, "records")[ref.kind] = _complete_list(answered, ref.kind, value)
        case "figure":
            _part(_part(answered, "figures"), str(ref.year))[ref.field] = value
        case "series":
            _list(_part(answered, "series"), ref.kind).append(_series_entry(ref, value))
        case "approval":
            _list(answered, "approvals").append({"clause": ref.kind, "item": ref.item, "amount": value})
        case "rank":
            _list(answered, "published").append({"figure": ref.field, "year": ref.year, "rank": value})
        case "left":
            _list(answered, "published").append({**_published_headroom(policy, ref), "left": value})
        case group if ref.field:
            for read, line in zip(getattr(facts, group) or (), _list(answered, group), strict=False):
                if read.item == ref.item and isinstance(line, dict):
                    _part(line, "keys")[ref.field] = value
        case group:
            answered[group] = value


def _published_headroom(policy: Policy, ref: FactRef) -> Stated:
    """The room of a cap across applicants, as `published` names it."""
    names = policy.program.compute_once(shared_caps)[ref.kind].keys
    values = ref.item.split(" / ", len(names) - 1) if names else ()
    headroom: Stated = {"rule": ref.kind, "keys": dict(zip(names, values, strict=False))}
    return {**headroom, "year": ref.year} if ref.year else headroom


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


def _complete_list(answered: Stated, kind: str, value: object) -> object:
    """A complete list: of a partial one, what was stated and what is added."""
    earlier = _part(answered, "records").get(kind)
    known = earlier.get("items") if isinstance(earlier, dict) else earlier
    return [*known, *value] if isinstance(known, list) and isinstance(value, list) else value


def _fields(facts: Facts, answered: Stated, ref: FactRef) -> Stated:
    """The record of the plain facts that a reference names."""
    record = next(record for record in _records(facts) if record.kind == ref.kind and record.id == ref.item)
    node: object = answered
    for part in re.findall(r"[^.\[\]$]+", record.path):
        node = node[int(part)] if isinstance(node, list) else node[part] if isinstance(node, dict) else node
    return node if isinstance(node, dict) else {}


def _records(facts: Facts) -> list[Record]:
    return [record for listing in facts.records.values() for record in listing.records]


def _series_entry(ref: FactRef, value: object) -> Stated:
    currency, _, when = ref.item.rpartition(" ")
    part = "month" if len(when) == len("2022-01") else "day"
    return {**({"currency": currency} if currency else {}), part: when, "value": value}


def to_text(stated: Mapping[str, object]) -> str:
    """Facts as the text of a file."""
    return json.dumps(stated, ensure_ascii=False, indent=2, default=_json_default) + "\n"


def _json_default(value: object) -> str:
    """What a strict reading leaves beside the types of JSON: exact decimals, and days."""
    return value.isoformat() if isinstance(value, Date) else str(value)
