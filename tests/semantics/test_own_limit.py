"""The `at most` line under an award."""

from __future__ import annotations

import pytest

import ipdsl

ROWS = """award by right to enterprise when ip_insurance bought
  invention: 50% of premium
  utility_model: 30% of premium at most 100
  at most 400
"""
PLAIN = "award 50% of premium to enterprise when ip_insurance bought\n  at most 400\n"


def page(folder, text: str) -> str:
    (folder / "words.ipp").write_text(
        'vocabulary words\napplicant enterprise "企业"\nrecord ip_insurance "保险"\n  key contract\n'
        '  premium "保费" money\n  right "类型" is one of invention, utility_model\n  event bought on bought_on\n',
        encoding="utf-8",
    )
    target = folder / "page.ipp"
    target.write_text("use words\n" + text, encoding="utf-8")
    return str(target)


@pytest.mark.parametrize(
    ("text", "right", "premium", "paid"),
    [
        (PLAIN, "invention", 799, 39950),
        (PLAIN, "invention", 801, 40000),
        (ROWS, "invention", 801, 40000),
        (ROWS, "utility_model", 801, 10000),
        (ROWS, "utility_model", 100, 3000),
    ],
)
def test_a_claim_stops_at_the_limit_beneath_its_award(tmp_path, text, right, premium, paid) -> None:
    bought = {"contract": "A", "premium": premium, "right": right, "bought_on": "2022-03-01"}
    facts = {"applicant": {"id": "a", "kinds": ["enterprise"]}, "records": {"ip_insurance": [bought]}}
    assert ipdsl.load(page(tmp_path, text)).evaluate(facts).total.minor == paid


def test_a_fixed_sum_needs_no_limit_beneath_it(tmp_path) -> None:
    report = ipdsl.check(page(tmp_path, "award 300 to enterprise when ip_insurance bought\n  at most 400\n"))
    assert [(f.code, f.span.line) for f in report] == [("P035", 3)]


def test_a_row_that_lost_its_colon_is_one_finding(tmp_path) -> None:
    text = "award by premium to enterprise when ip_insurance bought\n  at least 5000\n  otherwise: 3\n"
    report = ipdsl.check(page(tmp_path, text))
    assert [(f.code, f.span.line) for f in report] == [("S003", 3)]
