"""The interface of a compiled module: one policy for any number of applicants, with facts in every form."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ipdsl.base.values.money import Money
from ipdsl.plain_data.errors import FactsError
from ipdsl.runtime.compiled_policy import EmbeddedPolicy, Undetermined
from tests.support.settlement.programs import WINDOW, award, cap, deal, firm, holds, policy

TOWN = EmbeddedPolicy(policy(award(gates={"fine": holds("fine")}), cap(100, "enterprise")))


def facts(**more: Any) -> dict[str, Any]:
    return firm(deal("A", 60, fine=True), deal("B", 70, "2023-03-01", fine=True), **more)


def test_it_says_what_it_is() -> None:
    assert (TOWN.name, TOWN.title, TOWN.document, TOWN.currency) == ("test_2021", "A test", "T〔2021〕1号", "CNY")
    assert TOWN.effective == (WINDOW.start, WINDOW.end)
    assert TOWN.content_hash == "hash"
    assert repr(TOWN) == "<EmbeddedPolicy test_2021>"
    assert TOWN.facts_schema()["type"] == "object"


def test_facts_come_as_data_as_text_or_read() -> None:
    read = TOWN.read_facts(facts())
    assert TOWN.read_facts(read) is read
    assert TOWN.read_facts(json.dumps(facts())) == TOWN.read_facts(json.dumps(facts()).encode()) == read
    for form in (facts(), json.dumps(facts()), read):
        assert TOWN.total(form) == Money(13000)
        assert TOWN.total(form, 2023) == Money(7000)
        assert TOWN.evaluate(form).total == Money(13000)
        assert TOWN.evaluate(form, year=2022).total == Money(6000)
        assert (TOWN.total_bounds(form).low, TOWN.total_bounds(form).high) == (Money(13000), Money(13000))
    assert TOWN.total_bounds(read, 2022).low == Money(6000)


def test_a_ledger_is_the_history() -> None:
    lines = [{"clause": "7.deal.made", "item": "Z", "year": 2022, "due": 90}]
    without = {name: part for name, part in facts().items() if name != "history"}
    assert TOWN.evaluate(without, history=lines).total == Money(1000 + 7000)
    assert TOWN.evaluate(json.dumps(without), history=lines).total == Money(8000)
    with pytest.raises(ValueError, match="state their history"):
        TOWN.evaluate(TOWN.read_facts(facts()), history=lines)


def test_several_applicants_are_settled_together() -> None:
    other = facts()
    other["applicant"] = {**other["applicant"], "id": "F2"}
    found = TOWN.evaluate_cohort([facts(), other]).decisions
    assert [(one.applicant, one.total) for one in found] == [("F1", Money(13000)), ("F2", Money(13000))]
    assert [one.total for one in TOWN.evaluate_cohort([facts()], year=2022).decisions] == [Money(6000)]


def test_what_is_open_or_wrong_is_told() -> None:
    with pytest.raises(Undetermined):
        TOWN.total(firm(deal("A", 60)))
    bounds = TOWN.total_bounds(firm(deal("A", 60)))
    assert (bounds.low, bounds.high) == (Money(0), Money(6000))
    for wrong in ({"applicant": 1}, "[]", b"\xff"):
        with pytest.raises(FactsError):
            TOWN.evaluate(wrong)
