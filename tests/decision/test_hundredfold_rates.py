"""A rate of the size of a rate for 100 units gets a remark, in `eval` and before `batch`."""

from __future__ import annotations

from typing import Any

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.report.decision_json import to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.golden import check_golden
from tests.support.project_files import ROOT
from tests.support.rows import each_row

POLICY = ipdsl.load_text("""policy rates "Rates"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Fees"
  award 50% of official_fees when invention_patent granted
    convert at central_parity on fees_paid_on
""")


def decided(*rates: tuple[str, str, str]) -> Any:
    points = [{"currency": currency, "day": day, "value": rate} for currency, day, rate in rates]
    patent = {"number": "JP1", "granted_on": "2022-07-04", "fees_paid_on": "2022-07-04",
              "official_fees": {"amount": 100_000, "currency": "JPY"}}  # fmt: skip
    return POLICY.evaluate(
        {
            "applicant": {"id": "F1", "kinds": ["enterprise"]},
            "records": {"invention_patent": [patent]},
            "series": {"central_parity": points},
            "history": [],
        }
    )


@each_row(
    ("currency", "rate", "single"),
    [
        ("JPY", "5.4772", "0.054772"), ("KRW", "0.5321", "0.005321"), ("VND", "0.0287", "0.000287"),
        ("IDR", "0.0443", "0.000443"), ("HUF", "1.87", "0.0187"), ("USD", "671.14", "6.7114"),
        ("JPY", "0.054772", ""), ("JPY", "0.085", ""), ("KRW", "0.0053", ""), ("VND", "0.000287", ""),
        ("USD", "6.3", ""),
        ("EUR", "9.9", ""), ("RUB", "0.22", ""), ("KWD", "2180", ""), ("JPY", "2000", ""),
    ],
)  # fmt: skip
def test_a_rate_for_a_hundred_is_named_with_the_rate_of_one(currency: str, rate: str, single: str) -> None:
    remarks = decided((currency, "2022-07-04", rate)).remarks
    assert [remark.code for remark in remarks] == (["R139"] if single else [])
    assert all(f"{single} " in remark.texts(Language.EN).help for remark in remarks)


def test_each_currency_is_named_once_by_its_first_day() -> None:
    remarks = decided(("JPY", "2022-07-05", "5.5"), ("JPY", "2022-07-04", "5.4"), ("KRW", "2022-07-04", "0.53")).remarks
    assert [(remark.currency, remark.rate) for remark in remarks] == [("JPY", "5.4"), ("KRW", "0.53")]


def test_the_page_of_a_decision_shows_the_rate(update_golden: bool) -> None:
    decision = decided(("JPY", "2022-07-04", "5.4772"))
    shown = "".join(f"{render(decision, localize=localizer_of(POLICY.program, language))}\n" for language in Language)
    check_golden(ROOT / "tests" / "golden" / "render" / "facts" / "R139.txt", shown, update_golden)


def test_the_sum_follows_the_stated_rate() -> None:
    decision = decided(("JPY", "2022-07-04", "5.4772"))
    assert str(decision.total) == "273,860.00 CNY"
    assert [remark["code"] for remark in to_json(decision, localizer_of(POLICY.program, Language.ZH))["remarks"]] == [
        "R139"
    ]
