"""The head of a policy, articles, and the corresponding parts of a draft."""

from __future__ import annotations

import datetime

import pytest

from ipdsl.base.values.days import Period
from ipdsl.base.values.money import Mode, Rounding
from tests.support.semantics.findings import HEAD, checked
from tests.support.slow import sampled

PRODUCT = 'article 1 "One"\n  award 1 once when geo_indication_product new\n'


def policy(lines: str, body: str = PRODUCT) -> str:
    return f'policy p "P"\n{lines}  use ip\n\n{body}'


@pytest.mark.parametrize(
    ("line", "window", "discretion"),
    [
        ("effective 2022-01-01 to 2024-12-31", (datetime.date(2022, 1, 1), datetime.date(2024, 12, 31)), None),
        ("effective from 2022-01-01", (datetime.date(2022, 1, 1), None), None),
        ("effective from 2022-01-01 for 3 years", (datetime.date(2022, 1, 1), datetime.date(2024, 12, 31)), None),
        ("effective from 2022-02-15 for 6 months", (datetime.date(2022, 2, 15), datetime.date(2022, 8, 14)), None),
        (
            "effective 2022-07-04 to 2024-12-31 by discretion from 2022-01-01",
            (datetime.date(2022, 7, 4), datetime.date(2024, 12, 31)),
            datetime.date(2022, 1, 1),
        ),
    ],
)
def test_windows(
    line: str, window: tuple[datetime.date, datetime.date | None], discretion: datetime.date | None
) -> None:
    page = checked(policy(f"  {line}\n"))
    assert page.policy is not None, page.shown()
    assert page.policy.window == Period(*window)
    assert page.policy.discretion_from == discretion


@pytest.mark.parametrize(
    ("lines", "codes"),
    sampled(
        [
            ("  effective 2022-01-01 to 2022-01-01\n", []),
            ("  effective from 2022-01-01 by discretion from 2023-01-01\n", ["P016"]),
            ("  effective from 2022-01-01 for 3000 years\n", ["T021"]),
            ("  effective from 2022-01-01\n  effective from 2023-01-01\n", ["P024"]),
            ("  effective from 2022-01-01\n  round half up to 0\n", ["P023"]),
            ("  effective from 2022-01-01\n  round half up to 0.015\n", ["P023"]),
            ("  effective from 2022-01-01\n  round down to 100\n", []),
            ("  effective from 2022-01-01\n  level municipal\n", []),
            ("  effective from 2022-01-01\n  same matter is item\n  same matter of patent is number\n", []),
            ("  effective from 2022-01-01\n  same matter is item\n  same matter is applicant\n", ["P024"]),
            ("  effective from 2022-01-01\n  same matter of patnt is item\n", ["N002"]),
            ("  effective from 2022-01-01\n  same matter of patent is nmber\n", ["N020"]),
            ("  effective from 2022-01-01\n  level municipl\n", ["N004"]),
            ("  effective from 2022-01-01\n  level gold\n", ["N004"]),
            ("  effective from 2022-01-01\n  level municipal\n  level municipal\n", ["P024"]),
            ("  effective from 2022-01-01\n  language 2\n", []),
            ("  effective from 2022-01-01\n  language 3\n", []),
            ('  effective from 2022-01-01\n  replaces "x"\n    clause a was b\n', ["N006"]),
        ],
        3,
        others="broad",
    ),
)
def test_heads(lines: str, codes: list[str]) -> None:
    found = checked(policy(lines))
    assert found.codes == codes, found.shown()


def test_rounding() -> None:
    page = checked(policy("  effective from 2022-01-01\n  round half even to 10\n"))
    assert page.policy is not None
    assert page.policy.rounding == Rounding(Mode.HALF_EVEN, 1000)


def test_a_draft_has_no_window_no_article_and_one_note() -> None:
    page = checked("award 200000 once when geo_indication_product new\n")
    assert page.policy is not None
    assert page.policy.is_draft
    assert (page.policy.window, page.policy.currency, page.policy.articles) == (Period(), "CNY", ())
    assert [f.code for f in page.report] == ["P032"]


def test_the_seal_of_the_language_stands_alone() -> None:
    page = checked("award 200000 once when geo_indication_product new")
    assert page.policy is not None
    assert page.policy.awards[0].label == "geo_indication_product.new"


def test_an_empty_page_is_a_draft_without_awards() -> None:
    page = checked("")
    assert page.report.has_errors or page.policy is not None


def test_articles_that_promise_nothing() -> None:
    assert checked(policy("  effective from 2022-01-01\n", 'article 1 "One" informative\n')).codes == []
    text = 'article 1 "One" in header\n  award 1 once when geo_indication_product new\n'
    assert checked(policy("  effective from 2022-01-01\n", text)).codes == ["P018"]
    text = 'article 1 "One" informative\n  oblige city to "do it"\n  reading "x"\n'
    assert checked(policy("  effective from 2022-01-01\n", text)).codes == []


def test_readings_stay_with_what_they_are_about() -> None:
    page = checked(
        HEAD.replace("  use ip\n", '  use ip\n  reading "policy"\n') + 'article 1 "One"\n  reading "article"\n'
        "  group g\n"
        '    award 1 to enterprise when patent granted\n      reading "award"\n'
        '    cap 5 per enterprise per year\n      reading "rule"\n'
        '    reading "group"\n'
    )
    assert page.policy is not None, page.shown()
    assert page.policy.readings == ("policy",)
    assert page.policy.articles[0].readings == ("article", "rule", "group")
    assert page.policy.awards[0].readings == ("award",)


def test_a_policy_needs_its_articles() -> None:
    body = "award 1 once when geo_indication_product new\ngroup g\n  award 2 when patent granted\ncap 5 per applicant\n"
    assert checked(policy("  effective from 2022-01-01\n", body)).codes == ["P029", "P029", "P029"]


def test_conditions_of_a_draft_hold_for_its_groups() -> None:
    page = checked("if located_here\ngroup g\n  award 1 when patent granted\n")
    assert page.policy is not None, page.shown()
    assert [g.text for g in page.policy.awards[0].gates] == ["located_here"]


def test_a_page_of_language_2_may_use_the_sentences_of_language_3() -> None:
    page = checked(
        policy("  effective from 2022-01-01\n  language 2\n")
        + "  award official_fees divided by 3 at most 5000 to enterprise when invention_patent granted\n"
    )
    assert page.codes == [], page.shown()
