"""Types: every operator and every place requires its types, and a bare number gets the type of the other side."""

from __future__ import annotations

from fractions import Fraction

import pytest

import ipdsl
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.money import MoneyType
from ipdsl.semantics import typed
from tests.support.semantics.findings import article, checked
from tests.support.slow import sampled


def test_a_bare_number_beside_money_is_money_in_minor_units() -> None:
    page = checked("award 1 when technology_contract recorded and amount at least 5000000\n")
    assert page.policy is not None
    test = page.policy.awards[0].gates[0].test
    assert isinstance(test, typed.Compare)
    assert isinstance(test.right, typed.Const)
    assert (test.right.value, test.right.type) == (500_000_000, MoneyType())


def test_a_bare_number_beside_a_count_is_a_count() -> None:
    page = checked("award 1 to enterprise when technology_contract recorded\n  if filings at least 5\n")
    assert page.policy is not None
    test = page.policy.awards[0].gates[0].test
    assert isinstance(test, typed.Compare)
    assert isinstance(test.right, typed.Const)
    assert (test.right.value, test.right.type) == (5, CountType())


@pytest.mark.parametrize(
    ("amount", "due"),
    [
        ("100 plus (official_fees less 200)", 0),
        ("100 plus (official_fees above 200)", 100),
        ("100 plus official_fees less 200", 0),
        ("170 plus (official_fees less 200)", 20),
        ("(official_fees less 200) plus 170", 20),
        ("official_fees less 200 plus 170", 20),
        ("100 plus (official_fees plus 200)", 350),
        ("500 less (official_fees less 200)", 650),
        ("500 less official_fees less 200", 250),
    ],
)
def test_a_difference_in_a_sum_is_signed(amount: str, due: int) -> None:
    policy = ipdsl.load_text(f"language 4\naward {amount} when patent granted\n")
    patent = {"number": "1", "granted_on": "2022-01-01", "official_fees": 50}
    decision = policy.evaluate({
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2022-12-31", "records": {"patent": [patent]},
    })  # fmt: skip
    assert decision.total.minor == 100 * due


@pytest.mark.parametrize(
    ("definitions", "amount", "due"),
    [
        (("rate of patent means 5.20 times months",), "rate times 2", 10400),
        (("rate of patent means 5.20 times months",), "2 times rate", 10400),
        (("rate of patent means 0.125 times months",), "rate times 200", 25000),
        (("rate of patent means 5.20 times months",), "rate times months", 52000),
        (("rate of patent means 5.20 times months",), "months times (rate plus 3)", 55000),
        (("rate of patent means 5 plus 2 times months",), "rate times months", 25000),
        (("rate of patent means 5 times months", "both of patent means rate times months"), "both less 100", 40000),
        (("rate of patent means 480.5 divided by months",), "rate times 3", 14415),
        (("rate of patent means 5 times months",), "480.5 divided by rate", 961),
        (("basis means 180", "part means 80%"), "(part of basis) less 10% of official_fees", 13900),
        (("basis of patent means 20 times months", "part means 80%"), "(part of basis) less official_fees", 11000),
        (
            ("sums of patent by right", "  invention: 180", "  otherwise: 20"),
            "2 times (sums of invention less official_fees)",
            26000,
        ),
        (
            (
                "rate of patent means 5 times months",
                "low of patent as follows",
                "  rate more than official_fees: 3",
                "  otherwise: 7",
            ),
            "rate times low",
            35000,
        ),
        (("rate of patent means 5 times months",), "total rate of patent granted", 5000),
        (("rate of patent means 5 times months",), "total rate of patent granted less official_fees", 0),
    ],
)
def test_a_product_of_a_number_and_a_count_takes_the_type_of_its_place(
    definitions: tuple[str, ...], amount: str, due: int
) -> None:
    lines = "".join(line + "\n" if line.startswith(" ") else f"here {line}\n" for line in definitions)
    months = "here months of patent means full months from filed_on to granted_on\n"
    policy = ipdsl.load_text(
        f"language 4\n{months}{lines}here net of patent means {amount}\n"
        "award net when patent granted\n  if net more than 0\n  uncapped\n"
    )
    patent = {
        "number": "1", "filed_on": "2021-03-01", "granted_on": "2022-01-01", "official_fees": 50, "right": "design"
    }  # fmt: skip
    decision = policy.evaluate({
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2022-12-31", "records": {"patent": [patent]},
    })  # fmt: skip
    assert decision.total.minor == due


def test_the_number_may_stand_on_the_left() -> None:
    page = checked("award 1 when technology_contract recorded and 5000000 at most amount\n")
    assert page.policy is not None
    test = page.policy.awards[0].gates[0].test
    assert isinstance(test, typed.Compare)
    assert isinstance(test.left, typed.Const)
    assert test.left.value == 500_000_000


def test_rates_are_fractions() -> None:
    page = checked("award 30% of amount at most 5 when technology_contract recorded\n")
    assert page.policy is not None
    amount = page.policy.awards[0].amount
    assert isinstance(amount, typed.FixedAmount)
    assert isinstance(amount.value, typed.Scale)
    assert isinstance(amount.value.factor, typed.Const)
    assert amount.value.factor.value == Fraction(3, 10)


def test_another_currency_has_other_minor_units() -> None:
    text = (
        'policy yen "Yen"\n  effective from 2022-01-01\n  currency JPY\n  round half up to 1\n  use ip\n\n'
        'article 1 "One"\n  award 200 once when geo_indication_product new\n'
    )
    page = checked(text)
    assert page.policy is not None
    amount = page.policy.awards[0].amount
    assert isinstance(amount, typed.FixedAmount)
    assert isinstance(amount.value, typed.Const)
    assert amount.value.value == 200
    assert checked(text.replace("award 200", "award 200.5")).codes == ["T005"]


@pytest.mark.parametrize(
    ("line", "code"),
    sampled(
        [
            ("award 1 when technology_contract recorded and amount at least 3%", "T002"),
            ("award 1 when technology_contract recorded and amount at least recorded_on", "T002"),
            ("award 1 when technology_contract recorded and recorded_on at least 5", "T002"),
            ("award 1 when technology_contract recorded and contract at least 5", "T002"),
            ("award 1 when technology_contract recorded and put_to_use at least 5", "T002"),
            ("award 1 when pledge_loan repaid and actual_rate at least 3", "T002"),
            ("award 1 when technology_contract recorded and (amount plus recorded_on) at least 5", "T002"),
            ("award 1 when technology_contract recorded and amount at least 2 years", "T010"),
            ("award 1 when technology_contract recorded and amount more than 2 years ago", "T001"),
            ("award 1 when technology_contract recorded and amount between 1% and 2%", "T002"),
            ("award 1 when technology_contract recorded and not amount", "T003"),
            ("award 1 when technology_contract recorded and (put_to_use or amount)", "T003"),
            ("award 1 when technology_contract recorded and put_to_use is yes", "T008"),
            ("award 1 when technology_contract recorded and recorded_on is today", "T008"),
            ("award 1 when patent_prize won and level at least prize", "N004"),
            ("award 1 when patent_prize won and level more than national and prize less than gold", "T007"),
            ("award put_to_use when technology_contract recorded", "T004"),
            ("award prize when patent_prize won", "T004"),
            ("award 3% plus 5 when technology_contract recorded", "T002"),
            ("award 2 years when technology_contract recorded", "T010"),
            ("award 1% of recorded_on when technology_contract recorded", "T001"),
            ("award 5 for each full 3 of recorded_on when technology_contract recorded", "T002"),
            ("award 5 for each full 0 of amount at most 9 when technology_contract recorded", "T001"),
            ("award min(amount, 3%) when technology_contract recorded", "T002"),
            ("award 30% of interest on loan at actual_rate from drawn_on to repaid_on when pledge_loan repaid", "T001"),
            (
                "award 30% of interest on principal at principal from drawn_on to repaid_on when pledge_loan repaid",
                "T001",
            ),
            ("award 30% of interest on principal at 3 from drawn_on to repaid_on when pledge_loan repaid", "T001"),
            ("award 30% of amount at most 3% when technology_contract recorded", "T004"),
            ("award up to filings to enterprise when technology_contract recorded", "T004"),
            ("award 1 to enterprise when technology_contract recorded\n  if filings", "T003"),
            ("award 1 to enterprise when technology_contract recorded\n  if in_business", "T010"),
            ("award 1 to enterprise when technology_contract recorded\n  if in_business at least 3", "T010"),
            ("award 1 to enterprise when technology_contract recorded\n  if has at least 1 patent country", "T003"),
            ("award by put_to_use to enterprise when technology_contract recorded\n  at least 1: 5", "T012"),
            ("award by prize when patent_prize won\n  at least 5: 5", "T012"),
            ("award by amount when technology_contract recorded\n  at least 3%: 5", "T012"),
            ("award by in_business to enterprise each year\n  at least 3: 5\n  if filings at least 1", "T012"),
            (
                "award 1 per year to enterprise when technology_contract recorded\n  if earliest amount at least 1",
                "T016",
            ),
            ("award 1 to enterprise when technology_contract recorded\n  if largest amount at least 1", "T014"),
        ],
        3,
        others="broad",
    ),
)
def test_a_value_of_the_wrong_type_is_found(line: str, code: str) -> None:
    found = checked(f"{line}\n")
    assert [c for c in found.codes if c != "P008"] == [code], found.shown()


@pytest.mark.parametrize(
    "line",
    [
        "award 1 when technology_contract recorded and recorded_on at least 2022-05-01",
        "award 1 when technology_contract recorded and contract is a1, b2",
        "award 1 when pledge_loan repaid and actual_rate at most 3.7%",
        "award 1 when patent granted and filed_on at most 3 years ago and valid",
        "award 1 when patent granted and claims is first",
        "award 1 when patent_prize won and level between municipal and national",
        "award 1 when patent_prize won and not (prize is gold or level is national)",
        "award min(1% of amount, 5000) when technology_contract recorded",
        "award max(100, 50) when technology_contract recorded",
        "award by in_business to enterprise each year\n  at least 3 years: 5\n  if filings at least 1",
        "award by level when patent_prize won\n  national, provincial: 5",
        "award by actual_rate when pledge_loan repaid\n  at least 3%: 5\n  otherwise: 3",
        "award by repaid_on when pledge_loan repaid\n  at least 2022-07-01: 5\n  otherwise: 3",
        "award by country when patent granted\n  us, jp: 5",
        "award by number per year to enterprise when technology_contract recorded\n  at least 3: 5",
        "award by total amount per year to enterprise when technology_contract recorded\n  at least 3: 5",
    ],
)
def test_what_fits_is_accepted(line: str) -> None:
    found = checked(f"{line}\n")
    assert found.codes == [], found.shown()


@pytest.mark.parametrize("body", ["", '\n  reading "none"'])
@pytest.mark.parametrize(
    "line",
    [
        "award by amount when technology_contract recorded",
        "award by amount when technology_contract recorded\n  otherwise: by put_to_use",
        "award as follows when technology_contract recorded",
        "here prize_money of technology_contract by amount",
        "here prize_money of technology_contract as follows",
    ],
)
def test_rows_are_never_left_out(line: str, body: str) -> None:
    found = checked(f"{line}{body}\n")
    assert {"S020", "T012"} & {*found.codes}, found.shown()


def test_levels_compare_in_declared_order() -> None:
    page = checked("award 1 when patent_prize won and level at least provincial\n")
    assert page.policy is not None
    test = page.policy.awards[0].gates[0].test
    assert isinstance(test, typed.CompareLevel)
    assert dict(test.ranks) == {"national": 3, "provincial": 2, "municipal": 1, "county_level": 0}


def test_a_list_may_be_a_key_of_limits_and_caps_only() -> None:
    award = "award 1 to enterprise when patent granted\n"
    assert article(award + "limit 1 items per claims").codes == []
    assert article(award + "cap 5 per claims").codes == []
    assert article(award + "pay highest per claims per year").codes == ["T013"]


ROWS_OF_MONEY = [
    ("award {use} at most 5000 to enterprise when technology_contract recorded", "800", "amount less 20"),
    ("award {use} at most 5000 to enterprise when technology_contract recorded", "amount less 20", "800"),
    ("award {use} at most 5000 to enterprise when technology_contract recorded", "800 less 20", "amount"),
]
USES = ["1% of amount", "standard", "standard times 2", "120% of standard", "standard plus 100"]
ROWS_OF_MONEY_ZH = [("800元", "800元 减 20元"), ("800元 减 20元", "800元"), ("800元", "金额 的 2%")]
USES_ZH = ["（100元 与 金额 孰低）", "标准", "标准 乘以 2", "标准 加 100元", "（标准 与 200元 孰高）"]


@pytest.mark.parametrize("use", sampled(USES, 3, others="broad"))
@pytest.mark.parametrize(("award", "first", "other"), ROWS_OF_MONEY)
def test_a_number_in_a_row_of_a_definition_is_what_another_row_is(
    tmp_path, award: str, first: str, other: str, use: str
) -> None:
    text = f"here standard of technology_contract as follows\n  amount at most 30000: {first}\n  otherwise: {other}\n"
    page = tmp_path / "page.ipp"
    for more in ("", " and standard more than 0"):
        page.write_text(f"language 4\n{text}{award.format(use=use)}{more}\n", encoding="utf-8")
        assert not [f.texts().title for f in ipdsl.check(page) if f.severity.value == "error"]


@pytest.mark.parametrize("use", sampled(USES_ZH, 3, others="broad"))
@pytest.mark.parametrize(("first", "other"), ROWS_OF_MONEY_ZH)
def test_money_in_a_row_of_a_chinese_definition_is_money(tmp_path, first: str, other: str, use: str) -> None:
    text = f"本文件所称 专利合同 的 标准 按下列标准 是指：\n  金额 不超过 3万元：{first}\n  其余：{other}\n"
    page = tmp_path / "page.ipp"
    for more in ("", " 且 标准 超过 0元"):
        award = f"对 专利合同 备案{more} 的 企业，补助 {use}，最高不超过 1万元\n"
        page.write_text(text + award, encoding="utf-8")
        assert not [f.texts().title for f in ipdsl.check(page) if f.severity.value == "error"]


@pytest.mark.parametrize(
    ("definition", "uses"),
    [
        ("net means official_fes", "award 100 to enterprise each year\n  if net more than 0"),
        (
            "net means local_contribution less 3%",
            "award net to enterprise each year\naward 1 each year\n  if net more than 0",
        ),
        ("net of patent means official_fees less 3%", "award net to enterprise when patent granted\ncap net per item"),
        (
            "rates of patent by rigth\n  otherwise: 1%",
            "award rates of official_fees when patent granted\ncap rates of official_fees per item",
        ),
        (
            "early of patent means total official_fees of earlier patent with (filed_on less than filed_on of patent)",
            "award early when patent granted\ncap min(early, 5) per item",
        ),
    ],
)
def test_a_definition_with_an_error_is_not_reported_at_its_uses(definition: str, uses: str) -> None:
    assert len(article(f"here {definition}\n{uses}\n").codes) == 1
