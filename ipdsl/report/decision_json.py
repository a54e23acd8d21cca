"""A decision as plain data for JSON. Money is a decimal string in main units.

Names are the page's names in every language. Sentences are in the language of the localizer; in Chinese, labels are
added.

Ledger lines have the form that `ipdsl.ledger` reads. The schema number increases if a reader of the old form would
misread the new one; additions do not change it.

The JSON Schema of a decision. All parts except `labels` are always present.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from ipdsl.base.findings.rendering import to_objects
from ipdsl.base.source import Span
from ipdsl.base.values.money import DECIMALS, Bounds, Money
from ipdsl.base.values.written_values import percentage
from ipdsl.decision.decision import NOTICE_PHRASE, Decision
from ipdsl.decision.model import (
    Adjustment,
    Allocation,
    CarriedAmount,
    Claim,
    Instalment,
    LateClaims,
    Obligation,
    PayeeShare,
    Reading,
    Recovery,
    Reference,
    ReopenedYear,
    Reopening,
    UnstatedKind,
)
from ipdsl.facts.json_schema import to_components
from ipdsl.ir.facts import INSTALMENT_STATES, LedgerLine
from ipdsl.ir.proposal import ANYWHERE, Outcome, Passage, Reason
from ipdsl.ledger.line_reader import AnyLine, line_to_plain, seal_ledger
from ipdsl.ledger.recall import answers_about
from ipdsl.report.localizer import ENGLISH, Localizer
from ipdsl.schema.types.money import minor_to_text
from ipdsl.schema.values.shared_types import nullable, ref

if TYPE_CHECKING:  # decisions on one applicant have no budget
    from ipdsl.settlement.cohort import Budget

SCHEMA = 2

Plain = dict[str, object]


def to_json(decision: Decision, tell: Localizer = ENGLISH) -> Plain:
    """The decision as dicts, lists, texts, numbers and booleans; `None` for an amount that is unlimited or not known.

    `tell` is `Policy.teller(language)`. Reasons name other awards by label, as the keys do.
    """
    if not isinstance(cast("object", decision), Decision):
        message = f"to_json takes a decision, not {type(decision).__name__}; of a cohort, give each of its `decisions`"
        raise TypeError(message)
    tell = tell.with_labels
    return {
        "schema": SCHEMA,
        "policy": {
            "name": decision.policy, "title": tell.names.quotation(decision.title), "document": decision.document,
            "content_hash": decision.content_hash,
        },
        "version": decision.version,
        "applicant": decision.applicant,
        "facts_digest": decision.facts_digest,
        "as_of": decision.as_of.isoformat(),
        "years": list(decision.years),
        "currency": decision.currency,
        "payable_now": money_to_json(decision.payable_now),
        "payable": bounds_to_json(decision.payable),
        "recalculated": money_to_json(decision.total),
        "due_before": money_to_json(decision.due_before),
        "overpaid": money_to_json(decision.overpaid),
        "unpaid_before": money_to_json(decision.unpaid_before),
        "total": money_to_json(decision.total),
        "due": bounds_to_json(decision.due),
        "undetermined": decision.is_undetermined,
        "claims": [_claim(claim, decision.document, tell) for claim in decision.claims],
        "assumptions": [tell.phrase(taken) for taken in decision.assumed],
        "not_stated": [_not_stated(kind) for kind in decision.not_stated],
        "missing": [
            {"path": fact.path, "label": fact.label, "worth": optional_to_json(fact.worth),
             "unlimited": fact.worth is None, "clauses": list(fact.clauses)}
            for fact in decision.missing
        ],
        "without_effect": [
            {"group": line.group, "names": list(line.parts), "reason": _reason(line.reason, tell)}
            for line in decision.without_effect
        ],
        "readings": [_reading(reading, tell) for reading in decision.readings],
        "obligations": [_obligation(duty, tell) for duty in decision.obligations],
        "references": [_reference(document) for document in decision.references],
        "allocations": [_allocation(line) for line in decision.allocations],
        **ledger_of(decision),
        "still_due": money_to_json(decision.still_due),
        "balances": [
            {"clause": balance.label, "item": balance.item, "year": balance.year, "due": money_to_json(balance.due),
             "paid": money_to_json(balance.paid), "still_due": money_to_json(balance.still_due),
             "overpaid": money_to_json(balance.overpaid)}
            for balance in decision.balances
        ],
        "other_years": [
            {"year": year.year, "newly_due": money_to_json(year.newly_due), "open": optional_to_json(year.open)}
            for year in decision.other_years
        ],
        "remarks": to_objects(decision.remarks, tell.language),
        "history_of_others": decision.history_of_others,
        "reopening": None if decision.reopening is None else _reopening(decision.reopening),
        "late": None if decision.late is None else _late(decision.late),
        "notice": tell.phrase(NOTICE_PHRASE), **_labels(decision, tell), **_paid_back(decision, tell),
    }  # fmt: skip


def ledger_of(decision: Decision) -> Plain:
    """The ledger after the decision: head, pages and lines."""
    whose = decision.policy, decision.applicant, decision.currency
    lines: list[AnyLine] = [*decision.ledger, *answers_about(decision.answers, decision.applicant)]
    return seal_ledger(*whose, lines, decision.pages, decision.ledger_number)


def _labels(decision: Decision, localize: Localizer) -> Plain:
    """The Chinese labels of clauses, kinds and outcomes, by their names; empty in English."""
    if not localize.is_chinese:
        return {}
    clauses = {claim.label: localize.names.clause(claim.label) for claim in decision.claims}
    kinds = {claim.kind: localize.names.name(claim.kind) for claim in decision.claims if claim.kind}
    outcomes = {claim.outcome.value: localize.outcome(claim.outcome) for claim in decision.claims}
    return {"labels": {"clauses": clauses, "kinds": kinds, "outcomes": outcomes}}


def ledger_to_json(lines: Iterable[LedgerLine], currency: str = "CNY") -> list[Plain]:
    """Ledger lines in the form of `history` in facts."""
    return [line_to_plain(line, currency) for line in lines]


def money_to_json(sum_: Money) -> str:
    """An amount in main units, with all its decimals."""
    return minor_to_text(sum_.minor, DECIMALS[sum_.currency])


def budget_to_json(budget: Budget) -> dict[str, object]:
    """What a rule across applicants made of the claims of a group."""
    return {
        "rule": budget.rule,
        "keys": dict(budget.group),
        "year": budget.year,
        "requested": _amount_or_number(budget.requested),
        "paid": _amount_or_number(budget.paid),
        "left": None if budget.left is None else _amount_or_number(budget.left),
        "ratio": None if budget.ratio is None else str(budget.ratio),
        "refused": [{"applicant": applicant, "item": item} for applicant, item in budget.refused],
        **({"waiting": [{"applicant": each, "item": item} for each, item in budget.waiting]} if budget.waiting else {}),
    }


def _amount_or_number(value: Money | int) -> str | int:
    return money_to_json(value) if isinstance(value, Money) else value


def optional_to_json(sum_: Money | None) -> str | None:
    """An amount, or `null` for `None`."""
    return None if sum_ is None else money_to_json(sum_)


def bounds_to_json(bounds: Bounds) -> Plain:
    """Both ends of an amount; `null` if it has no upper end."""
    return {
        "low": money_to_json(bounds.low), "high": optional_to_json(bounds.high), "unlimited": bounds.high is None,
        "exact": bounds.exact,
    }  # fmt: skip


def _place(span: Span | None) -> Plain | None:
    return None if span is None else {"file": span.file, "line": span.line, "column": span.column}


def _reason(reason: Reason | None, localize: Localizer, passage: Passage = ANYWHERE) -> Plain | None:
    if reason is None:
        return None
    values = localize.values(reason, passage)
    return {
        "code": reason.code,
        "text": localize.fill_reason(reason, values),
        "values": values,
        "words": list(reason.words),
    }


def _claim(claim: Claim, document: str, localize: Localizer) -> Plain:
    carry, passage = claim.carry, claim.passage
    return {
        "clause": claim.label, "article": claim.article, "citation": localize.citation(claim, document),
        "text": localize.names.sentence(claim.text, passage),
        "place": _place(claim.place), "kind": claim.kind, "item": claim.item, "record": claim.record,
        "event_date": claim.event_date.isoformat() if claim.event_date else None,
        "year": claim.year, "row": claim.row, "outcome": claim.outcome.value,
        "proposed": money_to_json(claim.proposed), "paid": money_to_json(claim.paid),
        "bounds": bounds_to_json(claim.bounds), "ceiling": optional_to_json(claim.ceiling),
        "adjustments": [_adjustment(adjustment, localize, passage) for adjustment in claim.adjustments],
        "reason": _reason(claim.reason, localize, passage),
        "missing": list(dict.fromkeys([ref.path for ref in claim.missing])),
        "carry": None if carry is None else _carry(carry),
        "parts": [_reason(part, localize, passage) for part in claim.parts],
        "counted": list(claim.counted),
        "left_out": [
            {"item": entry.item, "record": entry.record, "reason": _reason(entry.reason, localize, passage)}
            for entry in claim.left_out
        ],
        **({"granted": money_to_json(claim.granted)} if claim.granted is not None else {}),
        **({"instalments": [_instalment(each, localize) for each in claim.instalments]} if claim.instalments else {}),
        **({"payee_shares": [_payee_share(each) for each in claim.payee_shares]} if claim.payee_shares else {}),
    }  # fmt: skip


def _payee_share(each: PayeeShare) -> Plain:
    return {
        "payee": each.payee, "share": percentage(each.rate), "at_least": each.is_at_least,
        "sum": money_to_json(each.sum),
    }  # fmt: skip


def _instalment(each: Instalment, localize: Localizer) -> Plain:
    return {
        "number": each.number, "sum": bounds_to_json(each.sum), "state": each.state,
        "day": each.day.isoformat() if each.day else None, "year": each.year, "payee": each.payee,
        "text": localize.names.sentence(each.text, Passage(line=each.line)),
        "condition": localize.names.sentence(each.condition, Passage(line=each.line)),
        "stopped_by": each.stopped_by, "missing": [ref.path for ref in each.missing], "is_new": each.is_new,
        **({"budget": localize.names.sentence(each.budget)} if each.budget else {}),
        **({} if each.until is None else {"until": each.until}),
    }  # fmt: skip


def _carry(carry: CarriedAmount) -> Plain:
    return {
        "brought_in": money_to_json(carry.brought_in),
        "paid": {str(year): money_to_json(sum_) for year, sum_ in carry.paid.items()},
        "carried": money_to_json(carry.left), "until": carry.until, "lapsed": money_to_json(carry.lapsed),
    }  # fmt: skip


def _adjustment(adjustment: Adjustment, localize: Localizer, passage: Passage) -> Plain:
    return {
        "code": adjustment.code, "rule": adjustment.rule, "article": adjustment.article,
        "cut": money_to_json(adjustment.cut), "text": localize.reason(adjustment.reason, passage),
        "place": _place(adjustment.place), "by": adjustment.by,
    }  # fmt: skip


def _not_stated(kind: UnstatedKind) -> Plain:
    return {"part": kind.part, "kind": kind.kind, "label": kind.label, "clauses": list(kind.clauses)}


def _reading(reading: Reading, localize: Localizer) -> Plain:
    text = localize.names.quotation(reading.text)
    return {"article": reading.article, "clause": reading.label, "text": text}


def _obligation(duty: Obligation, localize: Localizer) -> Plain:
    text = localize.names.quotation(duty.text)
    return {
        "article": duty.article, "who": duty.who, "text": text, "place": _place(duty.place), "op": duty.op,
        "share": None if duty.share is None else str(duty.share), "base": optional_to_json(duty.base),
        "amount": optional_to_json(duty.amount), "years": list(duty.years),
        "missing": list(dict.fromkeys(ref.path for ref in duty.missing)),
    }  # fmt: skip


def _reference(document: Reference) -> Plain:
    return {
        "article": document.article, "document": document.document, "place": _place(document.place),
        "items": list(document.items),
    }  # fmt: skip


def _reopened_year(year: ReopenedYear) -> Plain:
    return {
        "year": year.year, "anew": bounds_to_json(year.anew), "before": money_to_json(year.before),
        "newly_due": money_to_json(year.newly_due), "overpaid": money_to_json(year.overpaid),
    }  # fmt: skip


def _reopening(reopening: Reopening) -> Plain:
    moved = [
        {
            "clause": event.label, "item": event.item, "year": event.year, "before": money_to_json(event.before),
            "anew": money_to_json(event.anew), "open": event.is_open,
        }
        for event in reopening.moved
    ]  # fmt: skip
    return {"year": reopening.year, "years": [_reopened_year(year) for year in reopening.years], "moved": moved}


def _late(late: LateClaims) -> Plain:
    came = [{"clause": clause, "item": item, "year": year} for clause, item, year in late.came]
    pairs = {"waits": late.waits, "back": late.back}
    changed = {name: {"before": money_to_json(x[0]), "anew": money_to_json(x[1])} for name, x in pairs.items() if x}
    years = [_reopened_year(year) for year in late.years]
    return {"year": late.year, "came": came, "years": years, "waits": None, **changed}


def _paid_back(decision: Decision, localize: Localizer) -> dict[str, Plain | list[Plain]]:
    """What is to be paid back; nothing for a decision without a recovery."""
    if not decision.recoveries:
        return {}
    return {
        "to_pay_back": bounds_to_json(decision.to_pay_back), "net": net_to_json(decision),
        "back_now": bounds_to_json(decision.back_now),
        "recoveries": [_recovery(recovery, localize) for recovery in decision.recoveries],
    }  # fmt: skip


def net_to_json(decision: Decision) -> Plain:
    """Both ends of the net sum; `null` for an end that no sum limits."""
    endless: Plain = {"low": None, "high": optional_to_json(decision.most_net), "unlimited": True, "exact": False}
    return endless if decision.net is None else bounds_to_json(decision.net)


def _recovery(recovery: Recovery, localize: Localizer) -> Plain:
    sums = ("principal", "surcharge", "interest", "lapsed", "stopped")
    payments = [
        {"clause": part.label, "item": part.item, "year": part.year,
         "day": None if part.day is None else part.day.isoformat(), "amount": money_to_json(part.amount)}
        for part in recovery.payments
    ]  # fmt: skip
    return {
        "clause": recovery.label, "article": recovery.article, "text": recovery.text,
        "title": localize.names.quotation(recovery.title), "place": _place(recovery.place), "item": recovery.item,
        "record": recovery.record, "day": recovery.known_day and recovery.known_day.isoformat(), "year": recovery.year,
        **{name: bounds_to_json(getattr(recovery, name)) for name in ("paid_back", "withheld", "set_off")},
        **{name: money_to_json(getattr(recovery, name)) for name in sums},
        "payments": payments, "payer": recovery.payer, "payee": recovery.payee,
        "missing": list(dict.fromkeys(ref.path for ref in recovery.missing)),
    }  # fmt: skip


def _allocation(line: Allocation) -> Plain:
    return {
        "clause": line.label, "article": line.article, "text": line.text, "place": _place(line.place),
        "item": line.item, "year": line.year, "amount": optional_to_json(line.amount),
        "missing": list(dict.fromkeys(ref.path for ref in line.missing)),
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------- JSON Schema


def decision_schema(*, openapi: bool = False) -> Plain:
    """The JSON Schema (2020-12) of the result of `to_json`; `openapi` as in `Policy.facts_schema`."""
    from ipdsl.report.decision_json import schema  # rarely needed: not loaded with the runtime

    return schema(SCHEMA, openapi=openapi)


TEXT: Plain = {"type": "string"}
FLAG: Plain = {"type": "boolean"}
MONEY: Plain = {"type": "string", "pattern": r"^\d+(\.\d+)?$", "description": "main units of the currency"}
SIGNED_MONEY: Plain = {**MONEY, "pattern": r"^-?\d+(\.\d+)?$"}
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
    properties |= {
        "to_pay_back": ref("bounds"), "net": ref("signed_bounds"), "back_now": ref("bounds"),
        "recoveries": _list(ref("recovery")),
    }  # fmt: skip
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
    share = _object({"payee": TEXT, "share": TEXT, "at_least": FLAG, "sum": MONEY})
    carry = _object({"brought_in": MONEY, "paid": sums, "carried": MONEY, "until": YEAR, "lapsed": MONEY})
    return {
        "place": {"anyOf": [place, {"type": "null"}]},
        "bounds": _object({"low": MONEY, "high": MAYBE_MONEY, "unlimited": FLAG, "exact": FLAG}),
        "reason": {"anyOf": [reason, {"type": "null"}]},
        "claim": _with_more(
            {
                "clause": TEXT, "article": TEXT, "citation": TEXT, "text": TEXT, "place": ref("place"), "kind": TEXT,
                "item": TEXT, "record": TEXT, "event_date": DAY, "year": MAYBE_YEAR, "row": TEXT,
                "outcome": {"enum": [outcome.value for outcome in Outcome]}, "proposed": MONEY, "paid": MONEY,
                "bounds": ref("bounds"), "ceiling": MAYBE_MONEY, "adjustments": _list(ref("adjustment")),
                "reason": ref("reason"), "missing": _list(TEXT), "carry": ref("carry"),
                "parts": _list(reason),
                "counted": _list(TEXT), "left_out": _list(ref("left_out")),
            },
            granted=MONEY, instalments=_list(ref("instalment")), payee_shares=_list(share),
        ),
        "instalment": _with_more(
            {
                "number": _NUMBER, "sum": ref("bounds"), "state": {"enum": [*INSTALMENT_STATES]},
                "day": DAY, "year": MAYBE_YEAR, "payee": TEXT, "text": TEXT, "condition": TEXT,
                "stopped_by": TEXT, "missing": _list(TEXT), "is_new": FLAG,
            },
            budget=TEXT, until=YEAR,
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
        "signed_bounds": _object(
            {"low": {**SIGNED_MONEY, "type": ["string", "null"]}, "high": {**SIGNED_MONEY, "type": ["string", "null"]},
             "unlimited": FLAG, "exact": FLAG}
        ),
        "recovery": _object(
            {
                "clause": TEXT, "article": TEXT, "text": TEXT, "title": TEXT, "place": ref("place"), "item": TEXT,
                "record": TEXT, "day": DAY, "year": YEAR,
                **dict.fromkeys(("paid_back", "withheld", "set_off"), ref("bounds")),
                **dict.fromkeys(("principal", "surcharge", "interest", "lapsed", "stopped"), MONEY),
                "payments": _list(_object({"clause": TEXT, "item": TEXT, "year": YEAR, "day": DAY, "amount": MONEY})),
                "payer": TEXT, "payee": TEXT, "missing": _list(TEXT),
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
        "late": _with_more(
            {
                "year": YEAR, "came": _list(_object({"clause": TEXT, "item": TEXT, "year": YEAR})),
                "years": _list(ref("anew_year")), "waits": nullable(_object({"before": MONEY, "anew": MONEY})),
            },
            back=_object({"before": MONEY, "anew": MONEY}),
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


def _part_of_line() -> Plain:
    """An instalment of the grant of a ledger line."""
    parts: dict[str, Plain] = {
        "part": _NUMBER, "sum": MONEY, "state": {"enum": [*INSTALMENT_STATES]}, "day": DAY,
        "to": TEXT, "of": TEXT, "asked": YEAR, "since": YEAR,
    }  # fmt: skip
    return {**_object(parts), "required": ["part", "sum", "state"]}


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
        "recovers": _list(_object({**dict.fromkeys(("clause", "item", "payment"), TEXT), "sum": MONEY})),
        "back": sums, "repaid": MONEY, "set_off": MONEY,
        "parts": _list(_part_of_line()),
    }  # fmt: skip
    return {**_object(parts), "required": ["policy", "clause", "item", "year", "due"]}


def _with_more(parts: dict[str, Plain], **more: Plain) -> Plain:
    """An object with parts that it need not have."""
    return {**_object({**parts, **more}), "required": list(parts)}


def _object(parts: dict[str, Plain]) -> Plain:
    return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}


def _list(item: Plain) -> Plain:
    return {"type": "array", "items": item}
