"""Suspension, support by another level and transition as outcomes: with their reasons, and when settled again."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.ir.proposal import Outcome
from ipdsl.report.localizer import localizer_of

PAGE = """policy gates "Rules that stop claims"
  document "G-1"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Prizes"
  award 100000 to enterprise when patent_prize won

article 23 "Disqualification"
  over policy
    suspend enterprise for the year when sanction opened and level at least municipal

article 29 "Other levels"
  over policy
    none when another level supported the same matter

article 30 "Transition"
  refers to "Old measures" instead of article 1 for records of 2021
"""
POLICY = ipdsl.load_text(PAGE)


def prize(day: str) -> dict[str, object]:
    return {"patent": "ZL1", "level": "provincial", "prize": "gold", "won_on": day}


def facts(day: str, **more: Any) -> dict[str, Any]:
    records = {"patent_prize": [prize(day)], "sanction": more.pop("sanction", [])}
    return {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": records,
        "support": [],
        "history": [],
        **more,
    }


def support(**more: object) -> dict[str, object]:
    return {"kind": "patent_prize", "item": "ZL1 / provincial / gold", "level": "provincial", "year": 2020,
            "amount": 5000, **more}  # fmt: skip


SANCTION = {"dispute": "S1", "level": "municipal", "opened_on": "2022-12-30"}


@pytest.mark.parametrize(
    ("stated", "outcome", "code", "why"),
    [
        (facts("2022-03-01", sanction=[SANCTION]), Outcome.SUSPENDED, "R243",
         "article 23 suspends 2022: sanction S1"),
        (facts("2022-03-01", support=[support()]), Outcome.SUPPORTED, "R244",
         "article 29 excludes payment in addition to 5,000.00 for ZL1 / provincial / gold (provincial, 2020)"),
        (facts("2021-03-01"), Outcome.BY_REFERENCE, "R245",
         "events of 2021 are decided by Old measures (article 30)"),
        (facts("2021-03-01", sanction=[SANCTION | {"opened_on": "2021-01-01"}], support=[support()]),
         Outcome.SUSPENDED, "R243", "article 23 suspends 2021: sanction S1"),
    ],
)  # fmt: skip
def test_a_rule_that_stops_a_claim_is_named_with_the_fact(
    stated: dict[str, Any], outcome: Outcome, code: str, why: str
) -> None:
    decision = POLICY.evaluate(stated)
    (claim,) = decision.claims
    assert (claim.outcome, claim.why) == (outcome, why)
    assert claim.reason is not None
    assert claim.reason.code == code
    assert (claim.paid.minor, claim.proposed.minor) == (0, 0)
    assert not decision.is_undetermined


@pytest.mark.parametrize(
    "stated",
    [
        facts("2022-03-01", sanction=[SANCTION | {"opened_on": "2023-01-01"}]),
        facts("2022-03-01", sanction=[SANCTION | {"level": "county_level"}]),
        facts("2022-03-01", support=[support(amount=0)]),
        facts("2022-03-01", support=[support(item="ZL2 / provincial / gold")]),
    ],
)
def test_what_does_not_stop_it_leaves_it(stated: dict[str, Any]) -> None:
    assert POLICY.evaluate(stated).total.minor == 10_000_000


@pytest.mark.parametrize(
    "stopped", [facts("2022-03-01", sanction=[SANCTION]), facts("2022-03-01", support=[support()])]
)
def test_a_claim_that_a_rule_stopped_is_settled_afresh(stopped: dict[str, Any]) -> None:
    first = ipdsl.to_json(POLICY.evaluate(stopped))
    again = {k: v for k, v in facts("2022-03-01").items() if k != "history"}
    second = POLICY.evaluate(again, history=first)
    assert second.total.minor == 10_000_000
    assert len(second.ledger) == 1


def test_where_it_is_not_known_whether_a_rule_stops_it_the_claim_is_undetermined() -> None:
    decision = POLICY.evaluate(facts("2022-03-01", sanction=[{k: v for k, v in SANCTION.items() if k != "level"}]))
    (claim,) = decision.claims
    assert claim.outcome is Outcome.UNDETERMINED
    assert [ref.path for ref in claim.missing] == ["records.sanction[S1].level"]
    assert (decision.due.low.minor, decision.due.high and decision.due.high.minor) == (0, 10_000_000)


def test_support_that_is_not_stated_is_taken_as_none_and_said_so() -> None:
    stated = {k: v for k, v in facts("2022-03-01").items() if k != "support"}
    decision = POLICY.evaluate(stated)
    assert "no other support declared, so none is assumed" in decision.assumptions
    assert decision.total.minor == 10_000_000
    assert POLICY.evaluate(stated, strict=True).total.minor == 0


def test_the_document_of_a_transition_is_among_those_that_decide() -> None:
    (reference,) = POLICY.evaluate(facts("2021-03-01")).references
    assert (reference.article, reference.document, reference.items) == (
        "30",
        "Old measures",
        ("ZL1 / provincial / gold",),
    )
    assert POLICY.evaluate(facts("2022-03-01")).references == ()


def outcome(page: str, stated: dict[str, Any]) -> Outcome:
    (claim,) = ipdsl.load_text(page).evaluate(stated).claims
    return claim.outcome


def test_a_suspension_of_everybody_reaches_whoever_is_paid() -> None:
    firm = facts("2022-03-01", sanction=[SANCTION])
    person = firm | {"applicant": {"id": "F1", "kinds": ["person"]}}
    to_all = PAGE.replace(" to enterprise", "")
    assert outcome(to_all, firm) is Outcome.SUSPENDED
    assert outcome(to_all, person) is Outcome.AWARDED
    of_all = to_all.replace("suspend enterprise", "suspend applicant")
    assert outcome(of_all, firm) is Outcome.SUSPENDED
    assert outcome(of_all, person) is Outcome.SUSPENDED
    assert outcome(of_all, person | {"records": facts("2022-03-01")["records"]}) is Outcome.AWARDED


# ---- the policy's own level

OF_CITY = ipdsl.load_text(PAGE.replace("  use ip", "  level municipal\n  use ip"))


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("stated", "due"),
    [
        ([support(level="municipal")], 100_000),
        ([support(level="municipal"), support(level="county_level")], 0),
        ([support(level="national")], 0),
    ],
)
def test_support_of_the_policys_own_level_is_of_no_other(
    stated: list[dict[str, object]], due: int, *, strict: bool
) -> None:
    of_year = facts("2022-03-01", support=stated)
    assert OF_CITY.evaluate(of_year, strict=strict).total.minor == due * 100
    assert OF_CITY.total(of_year).minor == due * 100
    assert POLICY.total(of_year).minor == 0


def test_the_reason_names_the_support_of_the_other_level_alone() -> None:
    stated = facts("2022-03-01", support=[support(level="municipal", amount=300), support(level="county_level")])
    (claim,) = OF_CITY.evaluate(stated).claims
    assert claim.outcome is Outcome.SUPPORTED
    assert (
        claim.why
        == "article 29 excludes payment in addition to 5,000.00 for ZL1 / provincial / gold (county_level, 2020)"
    )


@pytest.mark.parametrize("article", ["29", ""])
def test_a_rule_none_when_is_quoted_as_the_rule_that_excludes_the_claim(article: str) -> None:
    rules = "  over policy\n    none when level at least provincial\n"
    page = PAGE.split("article 23")[0] + (f'article {article} "Levels"\n{rules}' if article else "")
    if not article:
        page = "award 100000 to enterprise when patent_prize won\nnone when level at least provincial\n"
    policy = ipdsl.load_text(page)
    (claim,) = policy.evaluate(facts("2022-03-01")).claims
    where, where_zh = (f"article {article}", f"第{article}条") if article else ("this page", "本页")
    assert claim.reason is not None
    assert (claim.outcome.value, claim.reason.code) == ("not eligible", "R281")
    assert claim.why == f"{where} excludes it: none when level at least provincial (level provincial)"
    in_chinese = localizer_of(policy.program, Language.ZH).why(claim)
    assert in_chinese == f"{where_zh}规定：凡 级别 不低于 省级 的，不予奖励（级别 省级）"


def test_a_record_that_its_own_level_supported_stays_in_its_set() -> None:
    lines = ("award 10% of total premium per year to enterprise when ip_insurance bought", "over policy",
             "  none when another level supported the same matter")  # fmt: skip
    head = PAGE.split("article 1")[0].replace("  use ip", "  level municipal\n  use ip")
    policy = ipdsl.load_text(head + 'article 1 "One"\n' + "".join(f"  {line}\n" for line in lines))
    bought = [{"contract": name, "premium": 1000, "bought_on": "2022-03-01"} for name in "AB"]
    of_set: dict[str, Any] = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"ip_insurance": bought}, "history": [],
        "support": [{"kind": "ip_insurance", "item": "A", "level": "municipal", "year": 2022, "amount": 1}],
    }  # fmt: skip
    assert policy.evaluate(of_set).total.minor == policy.total(of_set).minor == 200_00
    of_set["support"][0]["level"] = "national"
    assert policy.evaluate(of_set).total.minor == policy.total(of_set).minor == 100_00
