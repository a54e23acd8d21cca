"""Rules over years, levels and applicants: their types, the claims they reach, and their findings."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import Report, Severity
from ipdsl.base.source import Source
from ipdsl.semantics import typed, vocabulary
from ipdsl.semantics.check import check
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse
from tests.support.semantics.findings import GOLDEN, HEAD, Checked, article, checked

CONTRACT = "award 1 to enterprise when technology_contract recorded\n"
PATENT = "award 2 to enterprise when patent granted\n"
PRIZE = "award 3 when patent_prize won\n"
RANKS = "award by rank of filings per year among enterprise, person\n  1: 50000\n  2: 30000\n"


def conditions_of(page: Checked) -> list[typed.Rule | typed.Condition]:
    assert page.policy is not None, page.shown()
    found: list[typed.Rule | typed.Condition] = []

    def walk(block: typed.Block) -> None:
        for item in block.items:
            if isinstance(item, typed.Block):
                walk(item)
            elif not isinstance(item, typed.Award):
                found.append(item)

    walk(page.policy.root)
    return found


def only(page: Checked) -> typed.Rule | typed.Condition:
    (rule,) = conditions_of(page)
    return rule


# ------------------------------------------------------------------------------------------------- ladders


def test_no_repeat_and_top_up_keep_their_keys() -> None:
    rule = only(article(PRIZE + "no repeat per matter per level"))
    assert isinstance(rule, typed.NoRepeat)
    assert (rule.name, rule.keys, rule.per_year) == ("1 no repeat per matter per level", ("matter", "level"), False)
    rule = only(article(PRIZE + "top up per matter"))
    assert isinstance(rule, typed.TopUp)
    assert rule.keys == ("matter",)


@pytest.mark.parametrize("verb", ["no repeat", "top up"])
def test_what_is_the_same_must_be_said(verb: str) -> None:
    page = article(PRIZE + verb)
    assert page.codes == ["P064"]
    assert f"`{verb} per matter`" in page.of("P064")[0].texts().help
    assert article(PRIZE + f"{verb} per levle").codes == ["N019"]
    assert article(PATENT + f"{verb} per claims").codes == ["T013"]


def test_a_top_up_goes_over_years_and_levels() -> None:
    assert article(PRIZE + "top up per matter per year").codes == ["P040"]
    assert article(PRIZE + "top up per matter per level").codes == ["P040"]


def test_older_documents_raise_and_do_not_compete() -> None:
    rule = only(article(PRIZE + "pay highest with older documents per matter"))
    assert isinstance(rule, typed.OlderStandardRule)
    assert rule.keys == ("matter",)
    assert only(article(PRIZE + "pay highest with older documents per matter per year")).exempt == ()


# ------------------------------------------------------------------------------------------------- caps


def test_a_carrying_cap_needs_a_year_and_stands_last() -> None:
    carry = "\n  carry forward 2 years\n"
    rule = only(article(CONTRACT + "cap local_contribution per enterprise per year" + carry))
    assert isinstance(rule, typed.Cap)
    assert rule.carry == 2
    assert article(CONTRACT + "cap 5 per enterprise" + carry).codes == ["P060"]
    assert article(CONTRACT + "cap 5 per enterprise per year" + carry + "limit 1 items per enterprise").codes == [
        "P061"
    ]
    assert article(CONTRACT + "cap 9 per enterprise per year\ncap 5 per enterprise per year" + carry).codes == [
        "N026",
        "P061",
    ]
    assert article(CONTRACT + "cap 9 per enterprise\ncap 5 per enterprise per year" + carry).codes == ["P061"]
    group = f"group a\n  {CONTRACT}  cap 9 per enterprise per year\n"
    assert article(group + "over policy\n  cap 5 per enterprise per year\n    carry forward 1 year\n").codes == []


def test_no_claim_meets_two_carrying_caps() -> None:
    over = "over policy\n  cap 5 per enterprise per year\n    carry forward 1 year\n"
    group = f"group a\n  {CONTRACT}  cap 9 per enterprise per year\n    carry forward 1 year\n"
    assert article(group + over).codes == ["P061"]
    assert "`except`" in article(group + over).of("P061")[0].texts().help
    spared = f"{over}    except a\n"
    other = f"group b\n  {PATENT}"
    assert article(group + other + spared).codes == []
    persons = "over policy\n  cap 5 per person per year\n    carry forward 1 year\n"
    both = "group a\n  award 1 to enterprise, person when technology_contract recorded\n"
    inner = "  cap 9 per enterprise per year\n    carry forward 1 year\n"
    assert article(both + inner + persons).codes == []  # a claim belongs to an enterprise or a person


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("no repeat per matter\n  same matter is item", []),
        ("none when another level supported the same matter\n  same matter is item", []),
        ("no repeat per matter\n  same matter is item\n  same matter is applicant", ["P024"]),
        ("no repeat per matter\n  same matter of technology_contract is item\n  same matter is applicant", []),
        ("no repeat per matter\n  same matter is nothing_there", ["N020"]),
        ("no repeat per matter\n  same matter of nothing_there is item", ["N002"]),
        ("no repeat per item\n  same matter is item", ["P025"]),
        ("none when amount more than 5\n  same matter is item", ["P025"]),
        ("suspend enterprise for the year when technology_contract recorded\n  same matter is item", ["P025"]),
        ("same matter is item\nno repeat per matter", []),
        ("same matter is item\nsame matter is applicant\nno repeat per matter", ["P024"]),
        ("over policy\n  same matter is item\n  no repeat per matter", []),
        ("over policy\n  same matter is item\n  same matter is applicant\n  no repeat per matter", ["P024"]),
    ],
)
def test_what_the_same_matter_is_stands_in_a_block_or_beneath_a_rule_that_asks(lines: str, codes: list[str]) -> None:
    assert article(CONTRACT + lines).codes == codes


def test_what_the_same_matter_is_stands_outside_articles_in_a_draft_alone() -> None:
    policy = 'policy demo "Demo"\n  effective from 2022-01-01\n  use ip\n'
    assert checked(f"{policy}same matter is item\narticle 1\n  award 5 when patent granted\n").codes == ["P025"]
    assert checked("same matter is item\naward 5 when patent granted\nno repeat per matter\n").codes == []


def test_carry_forward_stands_once_beneath_a_cap() -> None:
    assert article(CONTRACT + "limit 1 items per enterprise per year\n  carry forward 1 year").codes == ["P025"]
    twice = "  carry forward 1 year\n  carry forward 2 years\n"
    assert article(CONTRACT + "cap 5 per enterprise per year\n" + twice).codes == ["P024"]
    assert article(CONTRACT + "cap 5 per enterprise per year\n  carry forward 0 years").codes == ["T001"]


def test_a_cap_across_applicants_leaves_the_applicant_out() -> None:
    rule = only(article(CONTRACT + "cap 5 per head_office per year across applicants"))
    assert isinstance(rule, typed.Cap)
    assert (rule.is_across_applicants, rule.keys, rule.per_year) == (True, ("head_office",), True)
    assert article(CONTRACT + "cap 5 per head_office per year").codes == ["P005"]
    assert article(CONTRACT + "cap 5 per enterprise per year across applicants").codes == ["P062"]
    assert article(CONTRACT + "cap local_contribution per year across applicants").codes == ["P063"]
    carry = "cap 5 per year across applicants\n  carry forward 1 year"
    assert article(CONTRACT + carry).codes == []
    carry = "cap 5 per year across applicants, in proportion\n  carry forward 1 year"
    assert article(CONTRACT + carry).codes == ["P063"]


# ------------------------------------------------------------------------------------------------- limits, once


def test_a_limit_may_count_years() -> None:
    rule = only(article(PATENT + "limit 1 year per family"))
    assert isinstance(rule, typed.Limit)
    assert (rule.counts, rule.name) == ("year", "1 limit year per family")
    assert article(PATENT + "limit 1 year per family per year").codes == ["P040"]


def test_once_may_hold_within_a_year() -> None:
    page = article("award 1 once per enterprise per year to enterprise when patent granted")
    assert page.policy is not None, page.shown()
    once = page.policy.awards[0].once
    assert once is not None
    assert (once.keys, once.per_year) == (("enterprise",), True)


def test_what_was_paid_for_another_record_is_told_by_a_field_of_both() -> None:
    page = article("award 9 when patent_prize won\n  less already paid for ip_title of the same level")
    assert page.codes == ["N020"]
    page = article("award 9 when ip_title new\n  less already paid for city_cultivation of the same title")
    assert page.policy is not None, page.shown()
    less = page.policy.awards[0].less
    assert less is not None
    assert (less.record, less.field) == ("city_cultivation", "title")
    assert article("award 9 when patent_prize won\n  less already paid for nothing of the same level").codes == ["N002"]
    yearly = "award by filings to enterprise each year\n  at least 3: 10\n"
    assert article(yearly + "  less already paid for patent of the same number").codes == ["P025"]


# ------------------------------------------------------------------------------------------------- quotas


def test_a_quota_counts_records_of_one_kind() -> None:
    rule = only(article(PATENT + CONTRACT + "quota 2 to 5 contracts per year by amount"))
    assert isinstance(rule, typed.Quota)
    assert (rule.low, rule.number, rule.record, rule.score, rule.per_year) == (
        2,
        5,
        "technology_contract",
        "amount",
        True,
    )
    assert rule.exempt == ("1.patent.granted",)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("quota 5 contratcs per year", ["N002"]),
        ("quota 5 patents per year", ["P041"]),
        ("quota 5 to 2 contracts per year", ["P016"]),
        ("quota 5 contracts per enterprise per year", ["P062"]),
        ("quota 5 contracts per year by amuont", ["N020"]),
        ("quota 5 contracts per year by contract", ["T001"]),
    ],
)
def test_quotas_with_faults(line: str, codes: list[str]) -> None:
    page = article(CONTRACT + line)
    assert page.codes == codes, page.shown()


# ------------------------------------------------------------------------------------------------- suspend, none when


def test_a_suspension_names_who_and_the_event() -> None:
    text = "over policy\n  suspend enterprise for the year when patent granted and not domestic\n"
    text += "    except 1.patent_prize.won\n"
    page = article(CONTRACT + PRIZE + "award 4 to person when soft_topic selected\n" + text)
    rule = only(page)
    assert isinstance(rule, typed.Suspension)
    assert (rule.who, rule.event, rule.pick.record) == ("enterprise", "granted", "patent")
    assert len(rule.pick.tests) == 1
    assert rule.exempt == ("1.patent_prize.won",)
    (note,) = page.of("P031")
    assert "covers 1 award of article 1: `1.technology_contract.recorded`" in note.texts().title
    assert "paid to no enterprise: `1.soft_topic.selected`" in note.texts().title


def test_a_suspension_of_nobody() -> None:
    assert article(CONTRACT + "over policy\n  suspend person for the year when patent granted").codes == ["P067"]
    assert article(CONTRACT + "over policy\n  suspend enterprize for the year when patent granted").codes == ["N003"]
    assert article(CONTRACT + "over policy\n  suspend enterprise for the year when patent").codes == []  # granted
    assert article(CONTRACT + "over policy\n  suspend enterprise for the year when certification").codes == ["P001"]


def test_a_suspension_of_everybody_reaches_every_award() -> None:
    page = article(CONTRACT + PRIZE + "over policy\n  suspend applicant for the year when patent granted\n")
    rule = only(page)
    assert isinstance(rule, typed.Suspension)
    assert rule.who == "applicant"
    (note,) = page.of("P031")
    assert "covers 2 awards of article 1" in note.texts().title
    assert page.codes == []


def test_two_suspensions_are_told_apart_by_their_event() -> None:
    text = (
        "over policy\n  suspend enterprise for the year when patent granted\n"
        "  suspend enterprise for the year when soft_topic selected\n"
    )
    assert article(CONTRACT + text).codes == []


def test_none_when_another_level_supported_the_same_matter() -> None:
    rule = only(article(PRIZE + "none when another level supported the same matter"))
    assert isinstance(rule, typed.NoneWhenRule)
    assert rule.test is None


def test_none_when_a_condition_reaches_the_records_that_have_its_words() -> None:
    page = article(CONTRACT + PATENT + "none when amount cannot be determined")
    rule = only(page)
    assert isinstance(rule, typed.NoneWhenRule)
    assert isinstance(rule.test, typed.CannotBeDetermined)
    assert rule.exempt == ("1.patent.granted",)
    rule = only(article(CONTRACT + PATENT + "none when located_here cannot be determined"))
    assert rule.exempt == ()
    assert article(CONTRACT + "none when amuont cannot be determined").codes == ["N001"]
    assert (
        article(
            CONTRACT + "award 5 to enterprise when pledge_loan repaid\nnone when principal cannot be determined"
        ).codes
        == []
    )


# ------------------------------------------------------------------------------------------------- ranks


def test_a_ranking_is_an_award_for_each_year_to_those_who_are_ranked() -> None:
    page = article(RANKS + "  ties share the rank\n")
    assert page.policy is not None, page.shown()
    (award,) = page.policy.awards
    assert isinstance(award.trigger, typed.YearTrigger)
    assert award.to == ("enterprise", "person")
    assert award.label == "1.filings"
    assert isinstance(award.amount, typed.AmountByRows)
    assert isinstance(award.amount.value, typed.ApplicantRank)
    assert [row.name for row in award.amount.rows] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (RANKS.replace("per year", "per year per enterprise") + "  ties share the rank\n", ["P040"]),
        (RANKS.replace("among", "to person among") + "  ties share the rank\n", ["P040"]),
        (RANKS.replace("filings", "fillings") + "  ties share the rank\n", ["N020"]),
        (RANKS.replace("person", "persn") + "  ties share the rank\n", ["N003"]),
        (RANKS + "  2: 1\n  ties share the rank\n", ["P011"]),
        (RANKS + "  4: 1\n  ties share the rank\n", ["P009"]),
        (RANKS + "  between 3 and 5: 1\n  otherwise: 2\n  ties share the rank\n", []),
        (RANKS + "  ties share the rank\n  ties share the rank\n", ["P024"]),
        (CONTRACT + "  ties share the rank\n", ["S021"]),
        (CONTRACT.replace("1", "by amount") + "  otherwise: 5\n  ties share the rank\n", ["P025"]),
    ],
)
def test_rankings_with_faults(text: str, codes: list[str]) -> None:
    page = article(text)
    assert page.codes == codes, page.shown()


def test_a_rank_as_a_key_belongs_to_a_ranking() -> None:
    assert article("award by amount when technology_contract recorded\n  1: 5").codes == ["T012"]


# ------------------------------------------------------------------------------------------------- documents


def test_a_transition_takes_over_articles_for_a_year() -> None:
    text = f'{HEAD}article 1 "One"\n  {CONTRACT}article 2 "Two"\n'
    text += '  refers to "old" instead of article {} for records of 2022\n'
    page = checked(text.format("1"))
    assert page.policy is not None, page.shown()
    (moved,) = page.policy.transitions
    assert (moved.document, moved.year, moved.awards) == ("old", 2022, ("1.technology_contract.recorded",))
    assert checked(text.format("3")).codes == ["N007"]
    assert checked(text.format("2")).codes == ["P069"]
    assert checked(text.format("1") + "    if located_here\n").codes == ["P025"]


@pytest.mark.parametrize(
    ("head", "start", "year", "codes"),
    [
        ("", "", 2021, ["P069"]),
        ("", "", 2024, []),
        ("", "", 2025, ["P069"]),
        (" by discretion from 2021-06-01", "", 2021, []),
        (" by discretion from 2021-06-01", "", 2020, ["P069"]),
        ("", "from 2020-03-01 ", 2020, []),
        ("", "from 2020-03-01 ", 2019, ["P069"]),
    ],
)
def test_a_transition_is_for_a_year_in_which_something_is_paid(
    head: str, start: str, year: int, codes: list[str]
) -> None:
    contract = CONTRACT.replace("when", f"{start}when")
    text = f'{HEAD}article 1 "One"\n  {contract}article 2 "Two"\n'.replace("2024-12-31", f"2024-12-31{head}")
    text += f'  refers to "old" instead of article 1 for records of {year}\n'
    assert checked(text).codes == codes


def test_a_claim_is_left_to_one_older_document() -> None:
    text = f'{HEAD}article 1 "One"\n  {CONTRACT}article 2 "Two"\n'
    text += '  refers to "old" instead of article 1 for records of 2022\n'
    assert checked(text + '  refers to "older" instead of articles 1 to 2 for records of 2022\n').codes == ["P024"]
    assert checked(text + '  refers to "older" instead of article 1 for records of 2023\n').codes == []


def test_clauses_of_a_replaced_document_have_labels_of_this_one() -> None:
    head = 'policy p "P"\n  effective 2022-01-01 to 2024-12-31\n  use ip\n'
    head += '  replaces "old"\n    clause {} was 3.contract\n\n'
    body = f'article 1 "One"\n  {CONTRACT}'
    page = checked(head.format("1.technology_contract.recorded") + body)
    assert page.policy is not None, page.shown()
    (replaced,) = page.policy.replaced
    assert replaced.clauses == (("1.technology_contract.recorded", "3.contract"),)
    wrong = checked(head.format("1.technology_contract.recoded") + body)
    assert wrong.codes == ["N006"]
    assert wrong.of("N006")[0].nearest == ("1.technology_contract.recorded",)


def test_a_duty_keeps_the_conditions_around_it() -> None:
    page = article('if located_here\noblige enterprise to "report"\n  if filings more than 3\n')
    assert page.policy is not None, page.shown()
    (duty,) = page.policy.obligations
    assert [gate.text for gate in duty.gates] == ["located_here", "filings more than 3"]


@pytest.mark.parametrize("trigger", ["each year", "when patent granted", "while enterprise located_here"])
def test_a_ranking_is_made_once_a_year_whatever_happens(trigger: str) -> None:
    first, rest = RANKS.split("\n", 1)
    page = article(f"{first} {trigger}\n{rest}  ties share the rank\n")
    assert page.codes == ["P040"]


def test_a_condition_over_two_kinds_of_record_that_share_a_word() -> None:
    text = "award 9 when ip_title new\naward 8 when geo_indication_product new\naward 7 when service_brand new\n"
    rule = only(article(text + "none when recognised_on cannot be determined"))
    assert rule.exempt == ()
    rule = only(article(text + "none when recognised_on cannot be determined or brand cannot be determined"))
    assert rule.exempt == ("1.ip_title.new", "1.geo_indication_product.new")
    rule = only(article(text + "none when new"))  # an event of the same name and day
    assert rule.exempt == ()


def test_ranks_and_older_documents_of_a_case() -> None:
    text = RANKS + "  ties share the rank\n"
    case = 'case "c"\n  given enterprise\n  {}\n  expect total 1\n'

    def codes(line: str) -> list[str]:
        lines = "\n".join(f"  {x}" for x in text.splitlines())
        return checked(f'{HEAD}article 1 "One"\n{lines}\n{case.format(line)}').codes

    assert codes("given rank filings 2 in 2022") == []
    assert codes("given rank filings 0 in 2022") == ["T020"]
    assert codes("given rank fillings 2 in 2022") == ["N020"]
    assert codes('given older document "old" x 5 EUR') == ["T011"]
    assert codes('given history "old" 1.x y paid 5 in 2020: kind nothing') == ["N002"]
    assert codes('given history "old" 1.x y paid 5 in 2020: kind patent, countri "x"') == ["N020"]
    assert codes('given history "old" 1.x y paid 5 in 2020: kind patent, country "x", matter "patent: y"') == []


def test_the_level_is_a_key_whatever_its_field_is_called() -> None:
    words = (GOLDEN / "ip.ipp").read_text(encoding="utf-8").replace("vocabulary ip", "vocabulary renamed")
    words = words.replace("  key patent, level, prize\n", "  key patent, grade, prize\n")
    words = words.replace("  level level\n  prize", "  grade level\n  prize")
    pages = {"renamed": words}

    class Loader(vocabulary.Loader):
        def load(self, name: ast.Name, page_file: str) -> tuple[ast.Page | None, Report]:
            return parse(Source(f"{name.text}.ipp", pages[name.text]))

    text = f"use renamed\n{PRIZE}no repeat per matter per level\ntop up per matter\nlimit 1 level per matter\n"
    page, _ = parse(Source("page.ipp", text))
    policy, report = check(page, Loader())
    assert policy is not None, [f.code for f in report]
    text = f"use renamed\n{CONTRACT}no repeat per matter per level\n"
    _, report = check(parse(Source("page.ipp", text))[0], Loader())
    assert [f.code for f in report if f.severity is Severity.ERROR] == ["N019"]


@pytest.mark.parametrize("word", ["1.technology_contract", "technology_contract.recorded"])
def test_a_part_of_a_label_is_told_the_whole(word: str) -> None:
    page = article(CONTRACT + PRIZE + f"cap 5 per applicant per year\n  except {word}")
    (finding,) = page.of("N006")
    assert finding.nearest == ("1.technology_contract.recorded",)
