"""Names of awards for readers: the title, or the words of the record; the label for those who address a clause."""

from __future__ import annotations

import ipdsl
from ipdsl.report.decision_page import render
from tests.support.rows import each_row

PAGE = """
policy town_2023 "Town: measures" "某市办法"
  use ip
  currency CNY
  effective from 2022-01-01

article 1 "Patents" "专利"
  award 5000 when invention_patent granted
    title "Invention patents" "发明专利奖励"
  award 600 when utility_patent granted
  award 700 while invention_patent valid
    as old "老专利"
  award 800 while invention_patent valid and filed_on at least 10 years ago
    as older
  allocate 600 to county per year each year
    as old
    title "Offices" "机构经费"
"""

POLICY = ipdsl.load_text(PAGE.lstrip())
NAMES = (
    ("1.invention_patent.granted", "Article 1, Invention patents", "第1条　发明专利奖励"),
    ("1.utility_patent.granted", "Article 1 (Patents), utility patent granted", "第1条（专利）实用新型专利授权"),
    ("old", "Article 1 (Patents), invention patent (old)", "第1条（专利）老专利"),
    ("older", "Article 1 (Patents), invention patent (older)", "第1条（专利）发明专利"),
    ("9.of_another_policy", "9.of_another_policy", "9.of_another_policy"),
)


@each_row(("label", "en", "zh"), NAMES)
def test_an_award_is_named_by_its_title_or_by_the_words_of_its_record(label: str, en: str, zh: str) -> None:
    assert POLICY.teller("en").names.award_with_heading(label) == en
    assert POLICY.teller("zh").names.award_with_heading(label) == zh
    for language in ("en", "zh"):
        names = POLICY.teller(language).with_labels.names
        assert names.award_with_heading(label) == names.clause(label)


def test_a_budget_line_has_a_title_of_its_own() -> None:
    assert POLICY.teller("en").names.budget_line("old") == "Article 1, Offices"
    assert POLICY.teller("zh").names.budget_line("old") == "第1条　机构经费"


def test_json_keeps_labels_and_the_page_shows_titles() -> None:
    patents = [{"number": name, "filed_on": "2020-01-01", "granted_on": "2022-03-01"} for name in ("A", "B")]
    facts = {
        "applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"invention_patent": patents}, "history": [],
    }  # fmt: skip
    decision = POLICY.evaluate(facts)
    page = render(decision, localize=POLICY.teller("en"))
    assert page.count("1.invention_patent.granted") == 1, "the label is given once, next to the title"
    assert "Invention patents [1.invention_patent.granted]" in page
    plain = ipdsl.to_json(decision, POLICY.teller("en"))
    assert {claim["clause"] for claim in plain["claims"]} >= {"1.invention_patent.granted"}
    assert "Invention patents" not in str(plain)
