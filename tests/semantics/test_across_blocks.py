"""Sentences of one article about another: definitions, requirements and `pay each`; and values of definitions."""

from __future__ import annotations

import ipdsl
from ipdsl.driver.compilation import Compilation
from tests.support.rows import each_row

HEAD = """\
policy p "P"
  effective from 2020-01-01
  use ip

"""
AWARD = "  award 5000 to enterprise when technology_contract recorded\n"
FACTS: dict[str, object] = {
    "applicant": {"id": "F", "kinds": ["enterprise"]},
    "records": {
        "technology_contract": [{"contract": "A", "amount": 3000, "recorded_on": "2022-03-01", "put_to_use": True}]
    },
}


def findings(page: str) -> list[tuple[str, str]]:
    """The codes and the help of the errors."""
    found = [x for x in Compilation.from_text(HEAD + page, "p.ipp").check() if x.severity.value == "error"]
    return [(x.code, x.texts().help or "") for x in found]


def due(page: str) -> str:
    """The total of one contract."""
    return str(ipdsl.load_text(HEAD + page).evaluate(FACTS).total)


def test_a_requirement_over_other_articles_uses_the_definitions_of_its_own_article() -> None:
    requirement = """\
article 2
  here least of technology_contract by put_to_use
    yes: {least}
    no: 100
  over article 1
    require of technology_contract that amount at least least
"""
    for least, total in ((3000, "5,000.00 CNY"), (3001, "0.00 CNY")):
        page = f"article 1\n{AWARD}{requirement.format(least=least)}"
        assert findings(page) == []
        assert due(page) == total


def test_an_if_over_other_articles_in_a_group_uses_the_definitions_of_the_group() -> None:
    page = f"""\
article 1
{AWARD}article 2
  here large means filings at least 3
  over article 1
    if large
"""
    assert findings(page) == []


def test_a_definition_of_one_block_applies_on_the_whole_page() -> None:
    in_group = (
        "article 1\n  group g\n    here most of technology_contract means amount less kept\n"
        f"{AWARD}article 2\n  here kept means 1000\n  award most to enterprise when technology_contract recorded\n"
        "    as b\n  pay each\n"
    )
    assert findings(in_group) == []
    assert due(in_group) == "7,000.00 CNY"


def test_a_word_that_two_blocks_define_is_reported_with_both() -> None:
    defined = "  here most means {}\n"
    page = f"article 1\n{defined.format(100)}article 2\n  group g\n  {defined.format(200)}"
    page += "    award most to enterprise when ip_title new\n"
    last = "article 3\n  award most to enterprise when patent_prize won\n"
    advice = (
        "it is defined in article 1 and the group `g`, and has no single meaning here: give the definitions different"
        " names, or write one at the left edge of the page"
    )
    assert findings(page) == []
    assert findings(page + last) == [("N001", advice)]


def test_a_share_by_a_definition_with_an_error_is_reported_once() -> None:
    page = """\
article 1
  here rate of technology_contract means 5% plus nothing_such
  award rate of amount at most 50 to enterprise when technology_contract recorded
"""
    assert [code for code, _ in findings(page)] == ["N001"]


def test_a_row_that_a_definition_lacks_is_reported_with_its_rows() -> None:
    page = """\
article 1
  here sums by title
    national_demonstration: 100
    otherwise: 50
  award sums of national_demonstratio to enterprise when ip_title new
"""
    page = page.replace("here sums by", "here sums of ip_title by")
    assert [code for code, _ in findings(page)] == ["N004"]


@each_row(
    ("definitions", "total"),
    [
        (
            "here most of technology_contract means 20 plus 1000 times YEARS\n"
            "here paid of technology_contract means min(amount, most)\n",
            "1,020.00 CNY",
        ),
        ("here paid of technology_contract means min(amount, 2000 times YEARS)\n", "2,000.00 CNY"),
        (
            "here most of technology_contract means 3000 times YEARS\n"
            "here paid of technology_contract as follows\n  amount at most most: 2020\n  otherwise: 1\n",
            "2,020.00 CNY",
        ),
    ],
)
def test_a_number_times_a_count_is_money_beside_money(definitions: str, total: str) -> None:
    written = definitions.replace("YEARS", "full years from recorded_on to 2023-03-01")
    page = f"{written}article 1\n  award paid to enterprise when technology_contract recorded\n    uncapped\n"
    assert findings(page) == []
    assert due(page) == total


def test_a_value_by_conditions_shows_what_decided() -> None:
    page = """\
here rate of technology_contract as follows
  recorded_on at least 2023-01-01: 5%
  put_to_use and amount at least 1000: 10%
  related_party: 0%
  otherwise: 1%
article 1
  award rate of amount at most 1000 to enterprise when technology_contract recorded
"""
    (claim,) = ipdsl.to_json(ipdsl.load_text(HEAD + page).evaluate(FACTS))["claims"]
    shown = "rate is 10% (recorded_on 2022-03-01, put_to_use yes, amount 3,000.00)"
    assert shown in [part["text"] for part in claim["parts"]]


def test_pay_each_over_articles_answers_for_awards_of_several_articles() -> None:
    page = """\
article 1
  award by amount to enterprise when technology_contract recorded
    at least 100: 5
    otherwise: 1
article 2
  award by put_to_use to enterprise when technology_contract recorded
    yes: 5
    no: 1
article 3
  over REACH
    cap 100 per enterprise per year
    EACH
"""

    def codes(reach: str, each: str) -> list[str]:
        text = HEAD + page.replace("REACH", reach).replace("EACH", each)
        return [x.code for x in Compilation.from_text(text, "p.ipp").check() if x.code == "P033"]

    assert codes("policy", "pay each") == codes("articles 1 to 2", "pay each") == []
    assert codes("policy", 'reading "none"') == ["P033"]


def test_a_definition_that_no_sentence_uses_has_the_words_of_its_block() -> None:
    page = """\
article 1
  here rest of technology_contract means amount less 10
  here net of technology_contract means {value}
  group g
    here half of technology_contract means 50% of rest
    award 5000 to enterprise when technology_contract recorded
article 2
  award 5000 to enterprise when technology_contract recorded
"""
    for value in ("rest less 5", "total rest of technology_contract with (put_to_use)", "half less 5"):
        assert findings(page.format(value=value)) == []
    assert [code for code, _ in findings(page.format(value="third less 5"))] == ["N001"]


COMPLETE_ROWS = ("at least 300", "less than 300"), ("more than 500", "between 300 and 500", "less than 300")
INCOMPLETE_ROWS = ("at least 300", "at least 100"), ("less than 100", "less than 300"), ("between 0 and 300",)
AWARD_OF_RATE = "  award rate of amount at most 5000 to enterprise when technology_contract recorded\n"


@each_row("keys", [*COMPLETE_ROWS, *INCOMPLETE_ROWS])
def test_the_rows_of_a_definition_are_complete_with_thresholds_for_every_number(keys: tuple[str, ...]) -> None:
    rows = [f"    {key}: {number}%" for number, key in enumerate(keys, 1)]
    plain = ["article 1", "  here rate of technology_contract by amount", *rows, AWARD_OF_RATE]
    inner = ["article 1", "  here rate of technology_contract by put_to_use", "    no: 9%", "    yes: by amount"]
    for lines, line in ((plain, 6), ([*inner, *(f"  {row}" for row in rows), AWARD_OF_RATE], 8)):
        page = "\n".join(lines)
        found = [x for x in Compilation.from_text(HEAD + page, "p.ipp").check() if x.severity.value == "error"]
        if keys in COMPLETE_ROWS:
            assert found == []
            assert due(page) == "30.00 CNY"  # the first row: 1% of 3,000
        else:
            assert [(x.code, x.span and x.span.line) for x in found] == [("P087", line)]


def test_rows_under_conditions_need_otherwise_among_the_conditions_too() -> None:
    page = """\
article 1
  here rate of technology_contract as follows
    put_to_use: by amount
      at least 300: 1%
      otherwise: 2%
{otherwise}
"""
    assert [code for code, _ in findings(page.format(otherwise="") + AWARD_OF_RATE)] == ["P087"]
    assert findings(page.format(otherwise="    otherwise: 3%") + AWARD_OF_RATE) == []
