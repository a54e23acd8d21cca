"""Names: separate namespaces, similar words, and the places where a word is allowed."""

from __future__ import annotations

import re

import pytest

from ipdsl.base.findings.finding import Severity
from tests.support.semantics.findings import article, checked


@pytest.mark.parametrize(
    ("page", "code", "nearest"),
    [
        ("award 1 when technology_contract recorded and put_to_us", "N001", "put_to_use"),
        ("award by increase of filing over last year to enterprise each year\n  at least 1: 5", "N020", "filings"),
        ("award total amont per year to enterprise when technology_contract recorded\n  uncapped", "N020", "amount"),
    ],
)
def test_an_unknown_word_is_told_with_the_nearest_of_its_namespace(page: str, code: str, nearest: str) -> None:
    found = checked(page + "\n")
    assert found.codes == [code]
    assert nearest in found.of(code)[0].nearest


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("award 1 when technology_contract recorded and account is A1", ["N045"]),
        ("award 10% of bank when technology_contract recorded", ["N045"]),
        ("award 1 when technology_contract recorded\ncap 5 per account per year", ["N045"]),
        ("award 1 when technology_contract recorded and 单位名称 is A1", ["N045"]),
        ("award 1 when technology_contract recorded and town_of_applicant is A1", ["N001"]),
    ],
)
def test_a_detail_of_the_applicant_is_told(page: str, codes: list[str]) -> None:
    assert checked(page + "\n").codes == codes


def test_a_definition_with_the_name_of_a_detail_may_be_used() -> None:
    page = (
        "here code of technology_contract means amount\naward 1% of code at most 5 when technology_contract recorded\n"
    )
    assert checked(page).codes == []


def test_words_labels_articles_groups_and_series_have_namespaces_of_their_own() -> None:
    found = article(
        """
        group enterprise
          award 1 to enterprise when soft_topic selected
            as enterprise
          cap 5 per enterprise per year
            except patent
          award 2 to enterprise when technology_contract recorded
            as lpr_1y
        """.replace("\n        ", "\n")
    )
    assert found.codes == ["P004", "N006"]


def test_one_mistake_gives_one_finding() -> None:
    found = checked(
        "award (30% of amuont) plus 5 at most 100 when technology_contract recorded and amount at least amuont\n"
    )
    assert set(found.codes) <= {"N001"}
    assert len(found.codes) == 2


def test_an_award_in_error_makes_no_rule_over_it_wrong() -> None:
    for award in ("award 1 to enterprise when patent domestik", "award 1 to enterprise when patnt granted"):
        for line in (
            "cap 5 per enterprise per year",
            "limit 3 country per family",
            "limit 3 patents per enterprise per year",
            "oblige enterprise to match at least 50% of award",
        ):
            assert len(article(f"{award}\n{line}").codes) == 1, article(f"{award}\n{line}").shown()


def test_an_exception_may_name_an_award_in_error() -> None:
    award = "award 1 to enterprise when soft_topic selected\naward 1 to enterprise when patnt granted\n"
    assert article(f"{award}cap 5 per enterprise\n  except 1.patnt.granted").codes == ["N002"]


def test_a_misspelt_event_is_no_missing_event() -> None:
    assert checked("award 1 when certification pased\n").codes == ["N001"]


def test_every_mistake_of_a_page_is_told_in_one_run() -> None:
    found = checked(
        "award 1 when technology_contrat recorded\n"
        "award 0.001 when soft_topic selected\n"
        "award by prize when patent_prize won\n  golden: 5\n"
    )
    assert found.codes == ["N002", "T005", "N004"]


def test_a_condition_may_name_the_record_the_applicant_and_the_year() -> None:
    for test in ("domestic", "located_here", "filings at least 5", "has at least 1 soft_topic selected"):
        assert checked(f"award 1 to enterprise when patent granted and {test}\n").codes == []
        assert checked(f"award 1 to enterprise when patent granted\n  if {test}\n").codes == []
    assert checked("award 1 when patent granted and filed_on at least established_on\n").codes == []
    assert checked("award 1 when patent granted and put_to_use\n").codes == ["N014"]
    assert checked("award 1 when patent granted\n  if put_to_use\n").codes == ["N014"]


def test_a_word_of_a_record_needs_a_record() -> None:
    award = "award 1 to enterprise when patent granted\n"
    assert checked(f"if domestic\n{award}").codes == ["N013"]
    assert checked(f"group g\n  if domestic\n  {award}").codes == ["N013"]
    assert checked("award 1 to enterprise each year\n  if domestic and filings at least 1\n").codes == ["N013"]


def test_amounts_may_name_the_record_the_applicant_and_the_year() -> None:
    found = checked(
        "language 4\naward (1% of official_fees) plus (1% of local_contribution) at most 100 to enterprise"
        " when patent granted\n"
    )
    assert found.codes == []


def test_a_word_that_stands_for_a_test_is_read_where_it_is_used() -> None:
    page = checked("award 1 to agency while agency branded\n")
    assert page.policy is not None
    gate = page.policy.awards[0].gates[0]
    assert gate.text == "branded"
    assert gate.words == ("service_brand", "new", "branded")


def test_a_key_is_a_field_a_kind_or_known_by_itself() -> None:
    for key in ("contract", "enterprise", "unit", "applicant", "matter", "item"):
        assert checked(f"award 1 once per {key} to enterprise when technology_contract recorded\n").codes == []
    assert checked("award 1 once per family to enterprise when technology_contract recorded\n").codes == ["N019"]
    assert checked("award 1 once per level to enterprise when technology_contract recorded\n").codes == ["N019"]


def test_tables_are_found_wherever_they_stand_and_once() -> None:
    table = "table sums by prize\n  gold: 5\n  silver: 3\n"
    assert checked(f"award sums of prize when patent_prize won\n{table}").codes == []
    assert checked(f"award sums of gold when patent_prize won\n{table}{table}").codes == ["N010"]
    assert checked(f"award sums of bronze when patent_prize won\n{table}").codes == ["N004"]
    assert checked(f"award sums of gold when patent_prize won\n{table}  if located_here\n").codes == ["P025"]
    assert checked(f"award sums of level when patent_prize won\n{table}").codes == ["T001"]


def test_a_sum_in_chinese_characters_is_to_be_written_in_figures() -> None:
    page = checked("award 三万元 when patent granted\n")
    assert "in figures" in page.of("N001")[0].texts().help


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("award 1 when 专利 granted", "patent"),
        ("award 1 when patent 授权", "granted"),
        ("award 1 when patent granted and 授权国 is a", "country"),
        ("award 1 to 企业 when patent granted", "enterprise"),
        ("award 1 when patent_prize won and prize is 金奖", "gold"),
        ("award by prize when patent_prize won\n  金奖: 5", "gold"),
        ("award 1 when patent granted\n  if has at least 1 专利 granted", "patent"),
        ('award 1 when patent granted\ncase "a"\n  given 企业\n  expect total 0', "enterprise"),
        (
            'award 1 when patent granted\ncase "a"\n  given enterprise\n    patent P: 授权国 A\n  expect total 0',
            "country",
        ),
    ],
)
def test_a_label_is_a_name_wherever_its_name_is(text: str, name: str) -> None:
    labels = checked(f"{text}\n")
    label = next(word for word in re.findall(r"[\u4e00-\u9fff]+", text))
    names = checked(text.replace(label, name) + "\n")
    assert labels.codes == names.codes
    assert not [f for f in labels.report if f.severity is Severity.ERROR]
    assert labels.policy is not None
    assert names.policy is not None
    assert [award.label for award in labels.policy.awards] == [award.label for award in names.policy.awards]
