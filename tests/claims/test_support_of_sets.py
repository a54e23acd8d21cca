"""Payments by others for the records of a set, computed by hand: 10% of two deals of 2023, 50,000 and 70,000."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.support.rows import each_row

HEAD = 'policy sets "Sets"\n  document "Doc 1"\n  effective 2022-01-01 to 2024-12-31\n  level municipal\n  use ip\n\n'
SET = "article 1\n  award 10% of total amount {per}per year to enterprise when technology_contract recorded{words}\n"
DEDUCTED = SET.format(per="", words=" and put_to_use") + "    counting all other support\n"
BY_CONTRACT = (
    "article 1\n  award 10% of total amount per contract per year to enterprise when patent_deal paid\n"
    "    counting all other support\n"
)
LEFT_OUT = SET.format(per="", words="") + (
    "    if total amount at least 100000\n\narticle 29\n  over policy\n"
    "    none when another level supported the same matter\n"
    '      reading "what another level paid for is left out before the threshold"\n'
)

A: dict[str, Any] = {"contract": "A", "amount": 50000, "recorded_on": "2023-03-01", "put_to_use": True}
B: dict[str, Any] = {"contract": "B", "amount": 70000, "recorded_on": "2023-06-01", "put_to_use": True}
EARLIER = {"contract": "Z", "amount": 10000, "recorded_on": "2022-06-01", "put_to_use": True}


def paid(
    item: str, amount: int = 1000, *, year: int = 2023, level: str = "county_level", **more: Any
) -> dict[str, Any]:
    return {"kind": "technology_contract", "item": item, "level": level, "year": year, "amount": amount, **more}


DUE = {
    "nothing": ([], 12000),
    "one record": ([paid("A")], 11000),
    "both records, and one twice": ([paid("A"), paid("B", 2000), paid("A", 500, year=2022)], 8500),
    "a record of another year": ([paid("Z")], 12000),
    "a record that nobody listed": ([paid("X")], 12000),
    "the year, of the kind": ([paid("2023")], 11000),
    "the year, of any kind": ([{**paid("2023"), "kind": None}], 11000),
    "the year, of another kind": ([{**paid("2023"), "kind": "patent_deal"}], 12000),
    "another year": ([paid("2022")], 12000),
    "the year and a record": ([paid("2023"), paid("A")], 10000),
    "by the key": ([paid("some", keys={"contract": "A"})], 11000),
    "the own level too": ([paid("A", level="municipal")], 11000),
    "more than all": ([paid("A", 99999)], 0),
}


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> ipdsl.Policy:
    return load(tmp_path_factory.mktemp("pages") / "sets.ipp", DEDUCTED)


def load(page: Path, text: str) -> ipdsl.Policy:
    page.write_text(HEAD + text, encoding="utf-8")
    return ipdsl.load(str(page))


def facts(support: list[dict[str, Any]], *records: dict[str, Any], **more: Any) -> dict[str, Any]:
    applicant = {"id": "F1", "kinds": ["enterprise"]}
    support = [{name: value for name, value in line.items() if value is not None} for line in support]
    listed = {"technology_contract": list(records)}
    return {"applicant": applicant, "records": listed, "support": support, "history": [], "as_of": "2024-12-31", **more}


@each_row("case", DUE)
def test_what_others_paid_for_records_of_a_set_is_deducted(policy: ipdsl.Policy, case: str) -> None:
    support, due = DUE[case]
    stated = facts(support, A, B, EARLIER)
    decision = policy.evaluate(stated)
    assert decision.total_of(2023).minor == due * 100
    assert policy.total(stated, year=2023).minor == due * 100
    deducts_nothing = due == 12000 and case not in ("nothing", "a record of another year", "another year")
    assert bool([one for one in decision.without_effect if one.group == "support"]) == deducts_nothing


def test_what_others_paid_for_a_record_that_the_set_leaves_out_is_not_deducted(policy: ipdsl.Policy) -> None:
    assert policy.evaluate(facts([paid("A")], {**A, "put_to_use": False}, B)).total.minor == 7000_00


def test_a_payment_under_another_document_is_deducted_too(policy: ipdsl.Policy) -> None:
    line = {"policy": "old", "clause": "1", "kind": "technology_contract", "item": "A", "year": 2022, "due": 300}
    assert policy.evaluate(facts([], A, B, history=[line])).total.minor == 11700_00


def test_whether_a_record_counts_is_open_and_so_is_what_is_deducted(policy: ipdsl.Policy) -> None:
    decision = policy.evaluate(facts([paid("A")], {**A, "put_to_use": None}, B))
    assert decision.due.low.minor <= 7000_00
    assert decision.due.high.minor >= 11000_00
    assert "records.technology_contract[A].put_to_use" in {str(one.path) for one in decision.missing}


@pytest.mark.parametrize(("year", "due"), [(2023, 11000), (2022, 12000)])
def test_a_key_of_a_set_is_its_item_in_every_year(tmp_path: Path, year: int, due: int) -> None:
    policy = load(tmp_path / "keyed.ipp", BY_CONTRACT)
    deals = [{"contract": "C", "deal_year": of, "amount": 60000, "paid_on": "2023-05-05"} for of in ("2022", "2023")]
    stated = facts([{**paid("C", year=year), "kind": "patent_deal"}])
    assert policy.evaluate({**stated, "records": {"patent_deal": deals}}).total.minor == due * 100


def test_a_supported_record_is_left_out_before_the_threshold_and_the_reading_is_told(tmp_path: Path) -> None:
    policy = load(tmp_path / "left_out.ipp", LEFT_OUT)
    decision = policy.evaluate(facts([paid("A")], A, B))
    assert decision.total.minor == 0
    assert [one.text for one in decision.readings] == ["what another level paid for is left out before the threshold"]
    [claim] = decision.claims
    assert (claim.counted, [one.item for one in claim.left_out]) == (("B",), ["A"])
    assert not policy.evaluate(facts([], A, B)).readings


def test_support_may_be_for_a_record_of_which_a_part_of_the_key_is_not_stated(tmp_path: Path) -> None:
    page = tmp_path / "page.ipp"
    page.write_text("use ip\naward 500 when foreign_mark registered\n  counting all other support\n", encoding="utf-8")
    policy = ipdsl.load(page, cache=False)

    def decided(**stated: str) -> tuple[str, str]:
        mark = {"mark": "M", "registered_on": "2023-03-01", **stated}
        support = {"kind": "foreign_mark", "item": "M / US", "level": "provincial", "year": 2023, "amount": 400}
        facts = {
            "applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2024-12-31", "history": [],
            "records": {"foreign_mark": [mark]}, "support": [support],
        }  # fmt: skip
        due = policy.evaluate(facts).due
        return str(due.low.minor), str(due.high.minor if due.high is not None else None)

    assert decided() == ("0", "50000")
    assert decided(territory="US") == ("10000", "10000")
    assert decided(territory="JP") == ("50000", "50000")
