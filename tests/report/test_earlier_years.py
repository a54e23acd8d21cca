"""Earlier years in Chinese decisions: items by the labels of their parts, and the years of the head."""

from __future__ import annotations

import re
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.report.decision_json import ledger_to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.conftest import ROOT

CITY = ipdsl.load(ROOT / "policies" / "shaoguan_2021.ipp")
MUNICIPAL = {"title": "municipal_demonstration", "recognised_on": "2022-03-01"}
NATIONAL = {"title": "national_advantage", "recognised_on": "2022-04-01"}


def firm(*titles: dict[str, str], **parts: Any) -> dict[str, Any]:
    return {"applicant": {"id": "F", "kinds": ["enterprise"]}, "as_of": "2023-12-31",
            "records": {"ip_title": [*titles]}, **parts}  # fmt: skip


@pytest.mark.parametrize("reopen", [None, 2022])
def test_a_chinese_page_about_earlier_years_has_no_name_of_the_vocabulary(reopen: int | None) -> None:
    first = CITY.evaluate(firm(MUNICIPAL, history=[]))
    plain: Any = ledger_to_json(first.ledger)
    history = [{**line, "payments": [{"day": "2022-06-01", "amount": "10.00"}]} for line in plain]
    decision = CITY.evaluate(firm(NATIONAL, history=history), reopen=reopen)
    text = render(decision, localize=localizer_of(CITY.program, Language.ZH))
    assert text.count("市级示范（2022年）") == (3 if reopen else 2)
    assert set(re.findall(r"[a-z]+_[a-z_]+", text)) == set()


def test_the_head_leaves_out_years_before_the_window_whatever_else_refuses_their_claims() -> None:
    before = {**MUNICIPAL, "recognised_on": "2014-03-01"}
    decision = CITY.evaluate(firm(before, NATIONAL, history=[]))
    head = render(decision, localize=localizer_of(CITY.program, Language.ZH)).splitlines()[2]
    assert "，2022年至2023年；" in head
