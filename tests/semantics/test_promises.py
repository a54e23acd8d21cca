"""Triggers, gates and amounts: the date of a claim, the order of conditions, rows with gaps or overlaps."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.semantics import typed
from tests.support.semantics.findings import HEAD, article, checked
from tests.support.slow import sampled


def only_award(text: str) -> typed.Award:
    page = checked(text)
    assert page.policy is not None, page.shown()
    (award,) = page.policy.awards
    return award


def test_the_event_word_dates_the_claim_wherever_it_stands() -> None:
    award = only_award("award 1 when patent domestic and filed and valid\n")
    assert award.trigger == typed.EventTrigger(span=award.span, record="patent", event="filed")
    assert [g.text for g in award.gates] == ["domestic", "valid"]


def test_the_default_event_dates_a_claim_that_names_none() -> None:
    award = only_award("award 1 when patent domestic\n")
    assert isinstance(award.trigger, typed.EventTrigger)
    assert award.trigger.event == "granted"
    assert award.label == "patent.granted"


def test_an_event_is_missing_where_none_is_default() -> None:
    assert checked("award 1 when certification\n").codes == ["P001"]
    assert checked("award 1 when certification stage is initial\n").codes == ["P001"]


def test_gates_stand_from_the_beneficiary_over_the_record_to_the_policy_and_inwards() -> None:
    page = checked(
        HEAD.replace("  use ip\n", "  use ip\n  if not person\n") + 'article 1 "One"\n'
        "  here enterprise means located_here and in_business at least 1 year\n"
        "  if filings at least 1\n"
        "  group inner\n"
        "    if filings at least 2\n"
        "    award 1 to enterprise when patent granted and domestic and valid\n"
        "      if filings at least 3 and located_here\n"
    )
    assert page.policy is not None, page.shown()
    assert [g.text for g in page.policy.awards[0].gates] == [
        "located_here",
        "in_business at least 1 year",
        "domestic",
        "valid",
        "not person",
        "filings at least 1",
        "filings at least 2",
        "filings at least 3",
        "located_here",
    ]


def test_who_is_meant_narrows_only_those_who_are_named() -> None:
    page = article(
        """
here enterprise means located_here
award 1 to enterprise, person when patent granted
award 2 to agency when soft_topic selected
award 3 when technology_contract recorded
"""
    )
    assert page.policy is not None
    first, second, third = page.policy.awards
    assert isinstance(first.gates[0].test, typed.Or)
    assert second.gates == third.gates == ()


def test_the_first_is_a_gate_before_the_others() -> None:
    award = only_award("award 1 once per enterprise to enterprise when the first patent filed and domestic\n")
    assert isinstance(award.gates[0].test, typed.FirstEventTest)
    assert award.gates[0].text == "the first patent filed"


def test_a_state_of_the_applicant_is_a_claim_of_the_applicant() -> None:
    award = only_award("award 1 once to unit while agency branded\n")
    assert award.trigger == typed.StateTrigger(span=award.span, record=None)
    assert isinstance(award.gates[0].test, typed.ApplicantKindTest)


def test_a_set_has_its_picks_apart_from_its_gates() -> None:
    award = only_award(
        "award 10% of total amount at most 9 per year to enterprise when technology_contract recorded and put_to_use\n"
        "  if number at least 2 and located_here\n"
    )
    assert isinstance(award.trigger, typed.SetTrigger)
    assert [g.text for g in award.trigger.picks] == ["put_to_use"]
    assert [g.text for g in award.gates] == ["number at least 2", "located_here"]


def test_each_of_a_record_makes_a_set_without_per_year() -> None:
    award = only_award("award 300 for each soft_topic to enterprise when soft_topic selected\n")
    assert isinstance(award.trigger, typed.SetTrigger)
    assert award.trigger.keys == ()


def test_a_set_may_be_parted_by_a_field() -> None:
    award = only_award("award 5 per contract per year to enterprise when technology_contract recorded\n")
    assert isinstance(award.trigger, typed.SetTrigger)
    assert award.trigger.keys == ("contract",)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("award 1 when patent granted", "1.patent.granted"),
        ("award 1 once while invention_patent valid", "1.invention_patent.valid"),
        ("award 1 once to agency while agency branded", "1.agency"),
        ("award by filings to enterprise each year\n    at least 1: 5", "1.filings"),
        ("award 5 to enterprise each year\n    if local_contribution at least 5", "1.local_contribution"),
        ("award 1 when patent granted\n    as mine", "mine"),
    ],
)
def test_labels(line: str, label: str) -> None:
    page = checked(f'{HEAD}article 1 "One"\n  {line}\n')
    assert page.policy is not None, page.shown()
    assert page.policy.awards[0].label == label


@pytest.mark.parametrize(
    ("rows", "codes"),
    sampled(
        [
            ("at least 5: 1\n  at least 3: 1\n  otherwise: 1", []),
            ("at most 3: 1\n  at most 5: 1", []),
            ("at least 5: 1\n  at most 4: 1", []),
            ("between 1 and 3: 1\n  between 4 and 6: 1", []),
            ("between 1 and 3: 1\n  between 4 and 6: 1\n  at least 7: 1", []),
            ("between 4 and 6: 1\n  between 1 and 2: 1", ["P009"]),
            ("at least 6: 1\n  less than 5: 1", ["P009"]),
            ("at least 6: 1\n  less than 5: 1\n  otherwise: 1", ["P009"]),
            ("between 1 and 3: 1\n  between 4 and 6: 1\n  otherwise: 1", []),
            ("between 1 and 3: 1\n  between 3 and 6: 1", ["P010"]),
            ("at least 5: 1\n  at most 5: 1", ["P010"]),
            ("at least 3: 1\n  at least 5: 1", ["P011"]),
            ("between 1 and 9: 1\n  between 3 and 4: 1", ["P011"]),
            ("at least 3: 1\n  at most 2: 1\n  between 1 and 5: 1", ["P011"]),
            ("more than 3: 1\n  at least 4: 1", ["P011"]),
            ("between 5 and 3: 1", ["P016"]),
            ("at least 3 and less than 6: 1\n  at least 6: 1\n  less than 3: 1", []),
            ("at least 3 and at most 5: 1\n  more than 5 and less than 9: 1", []),
            ("at least 3 and less than 5: 1\n  at least 6: 1", ["P009"]),
            ("at least 3 and less than 6: 1\n  at least 5 and less than 9: 1", ["P010"]),
            ("at least 3 and less than 9: 1\n  more than 3 and less than 5: 1", ["P011"]),
            ("at least 3 and less than 3: 1", ["P016"]),
            ("more than 3 and less than 4: 1", ["P016"]),
            ("at least 3 and more than 5: 1", ["T012"]),
            ("less than 5 and at least 3: 1", ["T012"]),
            ("at least 3 and less than 50%: 1", ["T012"]),
            ("otherwise: 1\n  at least 3: 1", ["P014"]),
            ("gold: 1", ["T012"]),
        ],
        3,
        others="broad",
    ),
)
def test_rows_of_a_count(rows: str, codes: list[str]) -> None:
    found = checked(f"award by filings to enterprise each year\n  {rows}\n")
    assert found.codes == codes, found.shown()


@pytest.mark.parametrize(
    ("rows", "hole"),
    [
        ("between 0 and 100: 1\n  between 101 and 200: 1", "100.01 to 100.99"),
        ("at least 100: 1\n  less than 99.99: 1", "99.99"),
        ("at least 100: 1\n  less than 100: 1", ""),
        ("more than 100: 1\n  at most 100: 1", ""),
    ],
)
def test_a_hole_that_otherwise_pays_is_a_warning(rows: str, hole: str) -> None:
    """Without `otherwise` the same hole is an error."""
    award = f"award by amount to enterprise when technology_contract recorded\n  {rows}\n"
    for last, severity, covers in (
        ("  otherwise: 1\n", Severity.WARNING, "no row but `otherwise`"),
        ("", Severity.ERROR, "no row"),
    ):
        found = checked(award + last).of("P009")
        assert [(one.severity, one.texts().title) for one in found] == [(severity, f"{covers} covers {hole}")] * bool(
            hole
        )


def test_a_row_from_more_to_less_is_told_in_its_own_figures() -> None:
    page = checked("award by invention_filings each year\n  between 9 and 5: 1\n")
    assert page.of("P016")[0].texts().label == "9 is more than 5"


@pytest.mark.parametrize(
    ("row", "label", "advice"),
    [
        ("at least 9 and less than 5", "9 is not below 5", "exchange the two"),
        ("at least 5 and less than 5", "5 is not below 5", "include what the row is for"),
        ("more than 3 and less than 4", "3 is next to 4", "include what the row is for"),
    ],
)
def test_a_row_that_holds_nothing_is_told_how_its_ends_stand(row: str, label: str, advice: str) -> None:
    found = checked(f"award by invention_filings each year\n  {row}: 1\n").of("P016")[0].texts()
    assert found.label == label
    assert found.help.startswith(advice)


@pytest.mark.parametrize("rows", ["gold: 1\n  silvr: 2", "gold: 1\n  gold: 2"])
def test_a_row_in_error_leaves_no_member_without_a_row(rows: str) -> None:
    page = checked(f"award by prize when patent_prize won\n  {rows}\n")
    assert len(page.report) == 1, page.shown()


def test_rows_of_a_span_of_time() -> None:
    award = "award by in_business to enterprise each year\n  if filings at least 1\n"
    assert checked(f"{award}  at least 3 years: 5\n  at least 6 months: 2\n").codes == []
    assert checked(f"{award}  at least 3 months: 5\n  at least 1 year: 2\n").codes == ["P011"]
    assert checked(f"{award}  at least 3 years: 5\n  at most 3 years: 2\n").codes == ["P010"]
    assert checked(f"{award}  at least 6 months and less than 3 years: 5\n  at least 3 years: 2\n").codes == []
    assert checked(f"{award}  at least 90 days and less than 3 years: 5\n").codes == []
    found = checked(f"{award}  at least 3 years: 5\n  less than 1 year: 2\n")
    assert [f.texts().title for f in found.of("P009")] == ["no row covers values from 1 years to below 3 years"]


def test_a_computed_sum_may_lie_between_two_whole_numbers() -> None:
    rows = "\n  at least 6: 1\n  at most 5.99: 1\n"
    assert checked(f"award by amount when technology_contract recorded{rows}").codes == []
    assert checked(f"award by 30% of amount when technology_contract recorded{rows}").codes == ["P009"]


def test_a_rate_is_bounded_by_a_limit_a_cap_or_the_word() -> None:
    rate = "award 3% of amount{} to enterprise when technology_contract recorded\n"
    assert article(rate.format("")).codes == ["P008"]
    assert article(rate.format(" at most 5")).codes == []
    assert article(rate.format("") + "cap 5 per enterprise per year").codes == []
    assert article(rate.format("") + "cap 5 per contract").codes == []
    assert article(rate.format("") + "  uncapped").codes == []
    assert article("uncapped\n" + rate.format("")).codes == []
    assert article("award min(3% of amount, 5) to enterprise when technology_contract recorded").codes == []
    assert article("award up to 3% of amount to enterprise when technology_contract recorded").codes == []


def test_a_conversion_needs_an_exchange_rate_a_date_and_a_sum() -> None:
    award = "award up to 50% of official_fees when patent granted\n  convert at {} on {}\n"
    assert checked(award.format("central_parity", "fees_paid_on")).codes == []
    assert checked(award.format("central_party", "fees_paid_on")).codes == ["N005"]
    assert checked(award.format("lpr_1y", "fees_paid_on")).codes == ["T019"]
    assert checked(award.format("central_parity", "country")).codes == ["T009"]
    total = "award 1% of total official_fees at most 5 per year when patent granted\n"
    assert checked(f"{total}  convert at central_parity on filed_on\n").codes == ["P021"]


def test_support_may_be_deducted_from_a_sum_that_the_rule_sets() -> None:
    assert only_award("award 500 when patent granted\n  counting all other support\n").counts_support


def test_references_are_followed_by_event_or_state() -> None:
    page = checked(
        'refers to "x" for city_cultivation\nrefers to "y" for patent filed and domestic\nrefers to "z" for policy\n'
    )
    assert page.policy is not None, page.shown()
    state, event, whole = page.policy.references
    assert isinstance(state.trigger, typed.StateTrigger)
    assert [g.text for g in state.gates] == ["in_progress"]
    assert event.trigger == typed.EventTrigger(span=event.span, record="patent", event="filed")
    assert [g.text for g in event.gates] == ["domestic"]
    assert whole.trigger is None
