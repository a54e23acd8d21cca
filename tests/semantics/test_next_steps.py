"""Common mistakes with the findings they get: what is wrong, and the next step."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import Diagnostic, with_changes
from ipdsl.driver.compilation import Compilation
from tests.conftest import ROOT
from tests.support.golden import check_golden
from tests.support.slow import sampled

DRAFT = "P032"
"""The note that a page is a draft. Most of these pages get it."""

PAGES = {
    "fees_capped": ("award 30% of official_fees capped at 1000 to enterprise when patent granted",),
    "premium_times": ("award premium times 3 to enterprise when ip_insurance bought",),
    "up_to": ("award 30% of official_fees up to 1000 to enterprise when patent granted",),
    "a_most_in_chinese": ("对 专利 授权 的，按 律师费 的 30% 奖励 最高 100万元",),
    "cap_across": (
        "award 5 to enterprise when patent granted",
        "cap 2600 across applicants",
    ),
    "fiscal": (
        "award 5 to enterprise when patent granted",
        "cap 100 per enterprise per fiscal year",
    ),
    "per_5_years": (
        "award 5 to enterprise when patent granted",
        "cap 100 per enterprise per 5 years",
    ),
    "cap_in_a_year": (
        "award 5 to enterprise when patent granted",
        "cap 100 per enterprise in 2022",
    ),
    "limit_without_items": (
        "award 5 to enterprise when patent granted",
        "limit 3 per enterprise",
    ),
    "an_order_of_a_limit": (
        "award 5 to enterprise when patent granted",
        "limit 2 patents per year by highest official_fees",
    ),
    "an_order_as_a_key": (
        "award 5 to enterprise when patent granted",
        "limit 2 patents per year per highest official_fees",
    ),
    "a_manner_of_a_cap": (
        "award 5 to enterprise when patent granted",
        "cap 100 per enterprise per year, in proportion",
    ),
    "a_condition_of_a_page_on_a_record": (
        "require that official_fees at least 100",
        "award 5 to enterprise when patent granted",
    ),
    "each_record_of_a_state": ("award 100 for each city_cultivation to city while city_cultivation in_progress",),
    "each_record_in_another_state": ("award 100 for each city_cultivation to enterprise while patent valid",),
    "limit_of_a_set": (
        "award 5 for each patent to enterprise when patent granted",
        "limit 2 family per enterprise",
    ),
    "an_end_of_an_award": ("award 5 from 2022-01-01 to 2022-12-31 to enterprise when patent granted",),
    "within_years": ("award 5 to enterprise when patent granted and filed_on within 2 years",),
    "for_every": ("award 5 for every mediation to person when mediation settled",),
    "share_of_fees": ("award share of official_fees to enterprise when patent granted",),
    "share_of_an_unknown_word": ("award share of fees to enterprise when patent granted",),
    "when_located": ("award 5 to enterprise when located_here",),
    "has_no_located": ("award 5 to enterprise when patent granted", "  if has no located_here"),
    "sanction": (
        "award 5 to enterprise when patent granted",
        "  if has no sanction opened and level is provincial",
    ),
    "at_most_first": ("award at most 500 of premium to enterprise when ip_insurance bought",),
    "comma": ("award 30% of official_fees, at most 500 to enterprise when patent granted",),
    "on_day": (
        "award 5 to enterprise when patent granted",
        "  if located_here on filed_on",
    ),
    "on_day_when": ("award 5 to enterprise when patent granted and located_here on filed_on",),
    "by_bool": (
        "award by domestic to enterprise when patent granted",
        "  yes: 500",
        "  foreign: 100",
    ),
    "is_not": ("award 5 to enterprise when technology_contract recorded and right_kind is not patent_right",),
    "key_item": (
        'vocabulary v "V"',
        "",
        'record foo "Foo"',
        "  key item",
        '  event new on new_on "n"',
    ),
    "half": ("award half of premium to enterprise when ip_insurance bought",),
    "rows_that_do_not_fit": (
        "award by amount to enterprise when technology_contract recorded",
        "  gold: 1",
        "  silver: 2",
        "  bronze: 3",
    ),
    "a_least_bounds": ("award min(30% of amount, 500) to enterprise when technology_contract recorded",),
    "a_condition_bounds": (
        "award 30% of amount to enterprise when technology_contract recorded and amount at most 5000",
    ),
    "a_bare_field": ("award premium to enterprise when ip_insurance bought",),
    "ladders_that_exclude_each_other": (
        "award by level when patent_prize won and prize is gold",
        "  national: 3",
        "  otherwise: 2",
        "  as a",
        "award by level when patent_prize won and prize is silver",
        "  national: 3",
        "  otherwise: 2",
        "  as b",
    ),
    "0_less": ("award 0 less premium to enterprise when ip_insurance bought",),
    "a_literal_below_a_fen": (
        "award min(0.3 for each full 0.01 of premium, 500) to enterprise when ip_insurance bought",
    ),
    "expect_paid": (
        "award 5 to enterprise when patent granted",
        'case "paid"',
        "  given enterprise",
        "    patent A: granted_on 2022-01-01",
        "  expect A paid",
    ),
    "steps_of_a_quotient": (
        "award 1 for each full 5% of (premium divided by insured_sum) to enterprise when ip_insurance bought",
    ),
    "steps_of_a_field": ("award 1 for each full 5 % of premium to enterprise when ip_insurance bought",),
    "a_state_without_its_record": ("award 5 to enterprise while valid",),
    "a_fraction_as_a_quotient": ("award 2000/12 times full months of valid in the year to person while patent valid",),
    "each_record_of_the_state_itself": ("award 2000 for each patent to person while patent valid",),
    "each_of_no_record": ("award 2000 for each apprentice to person while patent valid",),
    "per_month_of_a_state": ("award 100 per month to person while patent valid",),
    "for_each_month_of_a_state": ("award 100 for each month to person while patent valid",),
    "best_of_each_by_a_field": (
        "award 5 to enterprise when patent granted",
        "limit 1 patents per enterprise per year, highest official_fees first",
    ),
    "best_of_each_of_a_family": (
        "award 5 to enterprise when patent granted",
        "limit 1 patents per enterprise per family, highest official_fees first",
    ),
    "best_of_each_across": (
        "award 5 to enterprise when patent granted",
        "limit 1 patents per enterprise per year across applicants, highest official_fees first",
    ),
    "best_two_of_each": (
        "award 5 to enterprise when patent granted",
        "limit 2 patents per enterprise per year, highest official_fees first",
    ),
    "other_support_in_a_span": (
        "award 5 to enterprise when patent granted",
        "cap 300 per enterprise in any 36 months",
        "  counting all other support",
    ),
    "other_support_in_blocks_of_years": (
        "award 5 to enterprise when patent granted",
        "cap 300 per enterprise per 3 years",
        "  counting all other support",
    ),
    "per_36_months": ("award 5 to enterprise when patent granted", "cap 300 per enterprise per 36 months"),
    "per_12_months": ("award 5 to enterprise when patent granted", "cap 300 per enterprise per 12 months"),
    "per_90_days": ("award 5 to enterprise when patent granted", "cap 300 per enterprise per 90 days"),
    "total_of_the_same": (
        "award 5 to enterprise when patent granted",
        "  if total official_fees of the same family at least 300000",
    ),
    "interest_to_the_earlier_day": (
        "award interest on principal at 2% from drawn_on to min(repaid_on, 5 years after drawn_on) to enterprise"
        " when pledge_loan repaid",
    ),
    "interest_from_a_date": (
        "award interest on principal at 2% from 2026-01-01 to repaid_on to enterprise when pledge_loan repaid",
    ),
    "carry_forward_on_the_line_of_a_cap": (
        "award 5 to enterprise when patent granted",
        "cap 300 per enterprise per year, carry forward 2 years",
    ),
    "counting_on_the_line_of_a_cap": (
        "award 5 to enterprise when patent granted",
        "cap 300 per item, counting all other support",
    ),
    "counting_at_the_left": (
        "award 5 to enterprise when patent granted",
        "counting all other support",
    ),
    "limits_in_one_line": (
        "award official_fees to enterprise when patent granted",
        "  between 500 and 10000",
    ),
    "a_limit_with_a_condition": (
        "award 10% of official_fees to enterprise when patent granted",
        "  at most 7500 if domestic",
    ),
    "a_cap_earliest_first": (
        "award 5 to enterprise when patent granted",
        "cap 300 per year across applicants, earliest first",
    ),
    "a_cap_best_first": (
        "award 5 to enterprise when patent granted",
        "cap 300 per year across applicants, best first",
    ),
    "a_cap_of_two_sums": (
        "award official_fees to enterprise when patent granted",
        "cap 40% of official_fees at most 1000 per item",
    ),
    "a_cap_over_all_years": (
        "award 5 to enterprise when patent granted",
        "cap 300 per enterprise over all years",
    ),
    "a_limit_a_year": (
        "award 5 to enterprise when patent granted",
        "limit 3 patents a year per enterprise",
    ),
    "single_counts_as_rows": (
        "award by filings to enterprise each year",
        "  1: 180",
        "  2: 260",
        "  otherwise: 300",
    ),
    "a_record_without_colon": (
        "award 5 to enterprise when patent granted",
        'case "colon"',
        "  given enterprise",
        "    patent A granted_on 2022-01-01",
        "  expect A 5",
    ),
    "a_day_with_dots": (
        "award 5 to enterprise when patent granted",
        'case "day"',
        "  given enterprise",
        "    patent A: granted_on 01.02.2022",
        "  expect A 5",
    ),
    "a_day_that_is_sure": (
        "award 5 to enterprise when patent granted",
        'case "day"',
        "  given enterprise",
        "    patent A: granted_on 21.02.2022",
        "  expect A 5",
    ),
    "a_day_in_words": (
        "award 5 to enterprise when patent granted",
        'case "day"',
        "  given enterprise",
        "    patent A: granted_on 1 February 2022",
        "  expect A 5",
    ),
    "within_years_of_a_day": (
        "award 5 to enterprise when patent granted",
        "  if within 3 years of filed_on",
    ),
    "before_another_day": ("award 5 to enterprise when patent granted and filed_on before granted_on",),
    "percentage_points": ("award 3 percentage points of official_fees to enterprise when patent granted",),
    "limits_in_the_head": ("award official_fees between 500 and 10000 to enterprise when patent granted",),
    "two_caps_of_an_item": (
        "award official_fees to enterprise when patent granted",
        "cap 300 per item",
        "cap 40% of official_fees per item",
    ),
    "a_factor_on_a_line": ("award 10 to person while patent valid", "  times full months of valid in the year"),
    "a_state_that_is_unknown": ("award 10 to person while patent helt",),
    "an_article_in_chinese": (
        '第三节 "x"',
        "对 专利 授权 的，奖励 5元",
    ),
    "twice": ("award twice premium to enterprise when ip_insurance bought",),
    "a_third": ("award a third of premium to enterprise when ip_insurance bought",),
    "a_third_in_digits": ("award 1/3 of premium to enterprise when ip_insurance bought",),
    "an_eighth": ("award 3/8 of premium to enterprise when ip_insurance bought",),
    "divided": ("award premium / 4 to enterprise when ip_insurance bought",),
    "a_decimal": ("award 0.3 of premium to enterprise when ip_insurance bought",),
    "but": ("award 30% of official_fees but at most 1000 to enterprise when patent granted",),
    "a_cap_in_the_sentence": ("对 专利 授权 的，按 官费 的 30% 奖励 每家 企业 最高 100万元",),
    "a_value_without_is": ("award 5 to enterprise when patent granted and not right invention",),
    "has_a_record": (
        "award 5 to enterprise when patent granted",
        "  if has sanction",
    ),
    "no_record": (
        "award 5 to enterprise when patent granted",
        "  if no sanction opened",
    ),
    "a_figure_for_a_record": ("award 5 when filings at least 3",),
    "when_is_missing": ("award 100 once to enterprise geo_indication_product new",),
    "the_is_missing": ("award 100 to enterprise when first patent granted",),
    "first_with_a_slip": ("award 100 to enterprise when the frist patent granted",),
    "first_alone_with_a_slip": ("award 100 to enterprise when frist patent granted",),
    "total_with_a_slip": ("award 10% of totla amount per year to enterprise when technology_contract recorded",),
    "not_with_a_slip": ("award 5 to enterprise when patent granted and nto domestic",),
    "each_with_a_slip": ("award 300 for eahc mediation per year to agency when mediation settled",),
    "each_is_missing": ("award 300 for mediation per year to agency when mediation settled",),
    "each_year_in_part": ("award filings to enterprise each",),
    "most_alone": ("award 30% of official_fees most 1000 to enterprise when patent granted",),
    "to_is_missing": ("award 100 enterprise when patent granted",),
    "and_is_missing": ("award 5 to enterprise when patent granted right is invention",),
    "per_matter_in_part": ("award 5 once matter to enterprise when patent granted",),
    "per_year_in_part": ("award 10% of total amount at most 300000 year when technology_contract recorded",),
    "year_with_a_slip": ("award 10% of total amount per yaer to enterprise when technology_contract recorded",),
    "from_is_missing": ("award 5 to enterprise 2023-01-01 when patent granted",),
    "rank_with_a_slip": ("award by rakn of filings per year among enterprise", "  1: 500", "  ties share the rank"),
    "among_is_missing": ("award by rank of filings per year enterprise", "  1: 500", "  ties share the rank"),
    "year_of_a_ranking_with_a_slip": (
        "award by rank of filings per yaer among enterprise",
        "  1: 500",
        "  ties share the rank",
    ),
    "figure_of_a_ranking_with_a_slip": (
        "award by rank of flings per year among enterprise",
        "  1: 500",
        "  ties share the rank",
    ),
    "first_in_chinese": ("对 第一次 专利 授权 的 企业，奖励 100元",),
    "expectations_in_chinese": ("对 企业 的 专利 授权，奖励 5元",),
}


def shown(finding: Diagnostic) -> str:
    """The finding with its next step: similar words or an instruction."""
    meant = " or ".join(f"`{word}`" for word in finding.nearest)
    texts = with_changes(finding, edits=()).texts()
    edited = finding.texts().help if finding.edits else ""
    near = f"did you mean {meant}?" if meant else ""
    lines = (f"{finding.code} {texts.title}", texts.label, near, texts.help, edited)
    return "\n  ".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("name", sampled(PAGES, 6, others="broad"))
def test_a_mistake_leads_to_the_next_step(name: str, update_golden: bool) -> None:
    page = Compilation.from_text("".join(f"{line}\n" for line in PAGES[name]), f"{name}.ipp")
    told = [finding for finding in page.check() if finding.code != DRAFT]
    text = "".join(shown(finding) for finding in told)
    check_golden(ROOT / "tests/golden/next_steps" / f"{name}.txt", text or "no finding\n", update_golden)
