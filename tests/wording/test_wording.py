"""The catalogue of reasons: each code has values with types, and cells that name only these values."""

from __future__ import annotations

from fractions import Fraction
from string import Formatter
from typing import get_args, get_type_hints

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.ir import proposal
from ipdsl.ir.facts import FactRef, Support
from ipdsl.ir.proposal import (
    AmountAfterCaps,
    ArticlePlace,
    Contender,
    LimitNote,
    Outcome,
    Payment,
    Reason,
    ReasonValue,
    RuleKey,
    Winner,
    reason,
)
from ipdsl.report.localizer import Localizer
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.values.value_type import NONE
from ipdsl.wording import chinese, english
from ipdsl.wording.english import CATALOGUE, sentence, values_in_words
from tests.support.policies.provisions import POLICIES, decisions
from tests.support.rows import each_row

CHINESE = Localizer(Language.ZH)
CODES = {value for name, value in vars(proposal).items() if name.isupper() and isinstance(value, str)}


def told(decision: Decision) -> list[Reason]:
    """The reasons of a decision."""
    why = [claim.reason for claim in decision.claims if claim.reason is not None]
    cuts = (cut.reason for claim in decision.claims for cut in claim.adjustments)
    return [*why, *cuts, *(part for claim in decision.claims for part in claim.parts)]


def test_every_code_has_a_row() -> None:
    assert set(CATALOGUE) == CODES


@each_row("code", CATALOGUE)
def test_both_cells_name_the_same_values_of_their_code_alone(code: str) -> None:
    row = CATALOGUE[code]
    en, zh = ({name for _, name, _, _ in Formatter().parse(cell) if name is not None} for cell in (row.en, row.zh))
    assert row.zh
    assert en == zh
    assert en <= set(row.values)
    types = {part for of in row.values.values() for part in get_args(of) or (of,)}
    assert all(isinstance(part, type) for part in types)


@pytest.mark.parametrize("policy", POLICIES)
def test_reasons_hold_the_values_of_their_rows(policy: str) -> None:
    found = [why for decision in decisions(policy) for why in told(decision)]
    assert found
    for why in found:
        row = CATALOGUE[why.code].values
        assert dict(why.values).keys() == row.keys(), why
        assert all(isinstance(value, row[name]) for name, value in why.values), why
        assert values_in_words(why).keys() == row.keys()


def test_a_value_is_worded_in_the_language_of_its_sentence() -> None:
    why = reason(
        "R201", left=Money(100_000), where=ArticlePlace("7"), most=Money(5_000_000),
        per=RuleKey(("enterprise",), is_per_year=True),
        note=LimitNote(),
    )  # fmt: skip
    assert sentence(why) == "cut to 1,000.00 by the cap of article 7: 50,000.00 per enterprise per year"
    assert CHINESE.reason(why) == "受第7条每enterprise每年最高50,000.00元的限制，核减至1,000.00元"
    why = reason(
        "R204",
        item="A",
        when=Payment("A", 2022, Date(2022, 3, 1)),
        after=AmountAfterCaps(),
        order=proposal.ClaimOrder.DAY,
    )
    assert CHINESE.reason(why) == "A只奖励一次，此前已奖励（A，2022年3月1日）"


AFTER = AmountAfterCaps(None, Money(50))

ONE_OF_EACH: tuple[tuple[ReasonValue, str, str], ...] = (
    (Date(2021, 12, 21), "2021-12-21", "2021年12月21日"),
    (Money(20_000_000), "200,000.00", "200,000.00元"),
    (Money(100, "USD"), "1.00", "1.00 USD"),
    (Period(Date(2021, 1, 1), None), "2021-01-01 to …", "2021年1月1日起"),
    (Period(Date(2021, 1, 1), Date(2022, 1, 1)), "2021-01-01 to 2022-01-01", "2021年1月1日至2022年1月1日"),
    (ArticlePlace(""), "this page", "本页"),
    (RuleKey(("matter", "level")), " per matter per level", "每matter每level"),
    (proposal.OutcomeValue("not eligible"), "not eligible", "不符合条件"),
    (proposal.NameList(("a", "b")), "a, b", "a、b"),
    (proposal.RowKeys(("gold", "silver")), "; there are rows for gold, silver", "；现有档次：gold、silver"),
    (proposal.NearestNames(("ZL1",)), "; nearest: ZL1", "；最接近的是ZL1"),
    (proposal.Payments((Payment("A", 2022, None, "D"),)), "A, 2022, under D", "A，2022年，依据D"),
    (proposal.PaidStatus(True), "paid", "已兑现"),
    (LimitNote(Money(100)), ", of which 1.00 was published to be left", "（其中公布的余额为1.00元）"),
    (LimitNote(is_least=True), ", the least of the sums that the claims state", "（各项所写金额中最低的）"),
    (LimitNote(support=Money(100)), ", after 1.00 of other support", "（已减去其他资助1.00元）"),
    (
        LimitNote(manner="in proportion", rest=Money(100), total=Money(200)),
        "; all claims ask for 2.00 and share 1.00 in proportion",
        "（各项申请合计2.00元，同比例核减至1.00元）",
    ),
    (
        LimitNote(manner="in turn", rest=Money(100), total=Money(200)),
        "; claims are paid in whole and in turn until one does not fit, and 1.00 was left",
        "（按序全额拨付，至余额不足为止，余额1.00元）",
    ),
    (
        LimitNote(manner="whole", rest=Money(100), total=Money(200)),
        "; claims are paid only in whole, and 1.00 was left",
        "（不予拆分，余额1.00元）",
    ),
    (Payment("A", 2022, None, "", "big"), "A of big, 2022", "big的A，2022年"),
    (proposal.PaidStatus(True, is_granted=True), "granted", "准予"),
    (proposal.PaidStatus(False), "due", "应得"),
    (
        proposal.Winner((Contender("A", "x"), Contender("B", "x")), Money(100)),
        "A with B of x (1.00)",
        "x的A、B（1.00元）",
    ),
    (
        proposal.Winner((Contender("A", "x"), Contender("B", "y")), Money(100), AFTER),
        "A of x with B of y (1.00; 0.50 paid)",
        "x的A、y的B（1.00元；已兑现0.50元）",
    ),
    (
        proposal.Winner((Contender("A", "", "", Date(2022, 3, 1), "r1"),), Money(100)),
        "A, 2022-03-01, r1 (1.00)",
        "A，2022年3月1日，r1（1.00元）",
    ),
    (proposal.Loser("x"), ", not x", "，不取x"),
    (proposal.Loser(""), "", ""),
    (AmountAfterCaps(), "", ""),
    (
        AmountAfterCaps(None, Money(50), True, (ArticlePlace("1"), ArticlePlace("2"))),
        "; 0.50 paid after the cap of article 1 and the cap of article 2",
        "；受第1条、第2条最高金额的限制，已兑现0.50元",
    ),
    (
        AmountAfterCaps(None, Money(50), False, (ArticlePlace(""),)),
        "; 0.50 due after the cap of this page",
        "；受本页最高金额的限制，应得0.50元",
    ),
    (
        AmountAfterCaps(Money(100), Money(0), True, (ArticlePlace("1"),)),
        "; 1.00 granted, and cut to 0.00 by the cap of article 1",
        "；准予1.00元，受第1条最高金额的限制，核减至0.00元",
    ),
    (AmountAfterCaps(Money(100), Money(50)), "; 1.00 granted, 0.50 of it paid", "；准予1.00元，已兑现0.50元"),
    (proposal.TakenPlaces((Payment("A", 2022),), 2), ", taken by A, 2022 and 2 more", "（A，2022年，等3项）"),
    (proposal.TakenPlaces(()), "", ""),
    (proposal.ClaimOrder.DAY, "", ""),
    (
        proposal.ClaimOrder.ITEM,
        "; both are of one day, so the order of their numbers decides",
        "；两项为同一天，按编号的先后决定",
    ),
    (proposal.ClaimOrder.AMOUNT, "; the greater amount is first", "；金额高者优先"),
    (proposal.Terms((Money(100), Money(50))), "1.00 plus 0.50", "1.00元加0.50元"),
    (
        proposal.Terms((Money(50), Money(100)), is_less=True, is_floored=True),
        "0.50 less 1.00, and not below 0",
        "0.50元减1.00元，不低于0",
    ),
    (proposal.Amounts((Money(100), Money(50))), "1.00 and 0.50", "1.00元、0.50元"),
    (proposal.YearAmounts(((2021, Money(100)),)), "1.00 in 2021", "应得2021年1.00元"),
    (proposal.YearAmounts(((2021, Money(0)),)), "0 in 2021", "2021年没有应得的金额"),
    (proposal.YearAmounts(()), "no further amount", "没有再应得的金额"),
    (proposal.StatedValues((("new", True), ("size", NONE)), "CNY"), " (new yes, size none)", "（new 是，size 无）"),
    (proposal.Score(("marks", 80), "CNY"), "marks 80", "marks 80"),
    (proposal.Score(("fees", 1234500, "money"), "CNY"), "fees 12,345.00", "fees 12,345.00"),
    (
        proposal.StatedValues((("fees", (100, 250), "money"), ("paid", (Date(2022, 3, 1),))), "CNY"),
        " (fees 1.00, 2.50, paid 2022-03-01)",
        "（fees 1.00、2.50，paid 2022年3月1日）",
    ),
    (proposal.DecidingRecords((("case", "C1"),)), "case C1", "case C1"),
    (
        proposal.Supports((Support("", "", "A", "national", 2021, 100),), "CNY"),
        "1.00 for A (national, 2021)",
        "national对A资助的1.00元（2021年）",
    ),
    (
        proposal.OpenFactsReason((FactRef("figure", field="sales", year=2021),), frozenset()),
        "figures.2021.sales",
        "figures.2021.sales",
    ),
    (
        proposal.CohortFacts((FactRef("rank", field="sales", year=2021),)),
        "the rank by sales in 2021",
        "2021年sales的名次",
    ),
    (proposal.ShownNumber(Fraction(1, 20), RateType()), "5%", "5%"),
    (proposal.InterestYears(Fraction(395, 365)), "1 year and 30 days", "1年30天"),
)


@each_row(("value", "en", "zh"), ONE_OF_EACH)
def test_a_value_in_the_words_of_both_languages(value: ReasonValue, en: str, zh: str) -> None:
    assert (english.text(value), chinese.text(value)) == (en, zh)


def test_every_class_of_values_has_a_text_in_both_languages() -> None:
    classes = {*get_args(get_type_hints(reason)["values"])}
    assert Winner in classes
    assert english.TEXTS.keys() == chinese.TEXTS.keys() == classes


def test_every_outcome_has_a_word() -> None:
    assert set(chinese.OUTCOMES) == set(Outcome)
