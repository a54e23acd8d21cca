"""Conditions name words of the record, of the applicant and of its year; each word is asked on its own day.

Expected amounts are computed by hand. Every case is also checked against the invariants: the reference, the emitted
functions, the bounds and the columns agree on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ipdsl import Policy
from ipdsl.syntax.keywords import Surface
from tests.properties.laws import check_every_law
from tests.properties.pipeline import compile_texts
from tests.support.slow import sampled
from tests.support.written_pages import load_page, paid_by_item_and_year, with_lines

WORDS = """\
vocabulary words "Words" "词汇"

applicant firm "企业"

choice extent "大小" big "大" · small "小"

applicant fields
  founded_on "成立日" date fixed
  located_here "本地" yes/no dated
  size "规模" extent dated
  in_business "经营年限" since founded_on
  settled "落户" means located_here and in_business at least 1 year

figures per year
  staff "职工数" count

record deal "合同" plural deals
  key number "合同号"
  size "规模" extent
  amount "金额" money
  is_local "本地合同" yes/no
  ended_on "终止日" date
  event made "签订" on made_on "签订日"
  state running "履行" from made_on until ended_on

record fine "处罚" plural fines
  key fine_number "处罚号"
  event opened "立案" on opened_on "立案日"
"""

HEAD = """\
policy town "Town" "城镇"
  document "Town 1"
  effective 2020-01-01 to 2023-12-31
  use words

article 1 "Deals" "合同"
"""


def here(*spans: tuple[str, str, bool]) -> list[dict[str, Any]]:
    return [{"from": start, "to": end, "value": value} for start, end, value in spans]


MOVED = here(("1990-01-01", "2021-06-30", False), ("2021-07-01", "2200-12-31", True))
GREW = [
    {"from": "1990-01-01", "to": "2021-06-30", "value": "small"},
    {"from": "2021-07-01", "to": "2200-12-31", "value": "big"},
]


def deal(number: str, made_on: str, **values: Any) -> dict[str, Any]:
    stated = {"number": number, "size": "small", "amount": 100, "is_local": True, "ended_on": {"none": True}}
    return {"id": number, **stated, "made_on": made_on, **values}


def firm(*deals: dict[str, Any], fines: tuple[dict[str, Any], ...] = (), **applicant: Any) -> dict[str, Any]:
    of_applicant = {"founded_on": "2010-01-01", "located_here": MOVED, "size": GREW}
    return {
        "applicant": {"id": "F1", "kinds": ["firm"], **of_applicant, **applicant},
        "records": {"deal": [*deals], "fine": [*fines]},
        "figures": {str(year): {"staff": staff} for year, staff in ((2020, 5), (2021, 20), (2022, 3), (2023, 20))},
        "support": [],
        "as_of": "2023-12-31",
    }


def loaded(folder: Path, *lines: str, surface: Surface = Surface.ENGLISH) -> Policy:
    return load_page(folder, with_lines(HEAD, lines), WORDS, surface)


def check_laws(lines: tuple[str, ...], facts: dict[str, Any]) -> None:
    compiled = compile_texts(with_lines(HEAD, lines), WORDS, "words")
    check_every_law(compiled, facts)


EARLY, LATE = deal("A", "2021-03-01"), deal("B", "2021-09-01")
CASES: dict[str, tuple[tuple[str, ...], dict[str, Any], dict[str, str]]] = {
    "a dated field in the condition of an event is asked on its day": (
        ("award 5 to firm when deal made and located_here",),
        firm(EARLY, LATE),
        {"B 2021": "5"},
    ),
    "so is a definition": (
        ("award 5 to firm when deal made and settled",),
        firm(EARLY, LATE),
        {"B 2021": "5"},
    ),
    "the record has the word that both have": (
        ("award 5 to firm when deal made and size is big",),
        firm(deal("A", "2021-03-01", size="big"), LATE),
        {"A 2021": "5"},
    ),
    "the owner of a word is named": (
        ("award 5 to firm when deal made and size of applicant is big",),
        firm(deal("A", "2021-03-01", size="big"), LATE),
        {"B 2021": "5"},
    ),
    "the owner of a word is named on an if line": (
        ("award 5 to firm when deal made", "  if size of deal is big or size of applicant is big"),
        firm(deal("A", "2021-03-01", size="big"), LATE, deal("C", "2021-03-02")),
        {"A 2021": "5", "B 2021": "5"},
    ),
    "each record of a set is asked on its own day": (
        ("award total amount at most 1000 to firm per year when deal made and located_here",),
        firm(EARLY, deal("B", "2021-09-01", amount=30), deal("C", "2022-01-01", amount=7)),
        {"2021 2021": "30", "2022 2022": "7"},
    ),
    "the figures of the year": (
        ("award 5 to firm when deal made and staff at least 10",),
        firm(EARLY, LATE, deal("C", "2022-03-01"), deal("D", "2023-03-01")),
        {"A 2021": "5", "B 2021": "5", "D 2023": "5"},
    ),
    "the figures of the year in a set": (
        ("award 5 for each deal to firm each year", "  if staff at least 10"),
        firm(EARLY, LATE, deal("C", "2022-03-01"), deal("D", "2023-03-01")),
        {"2021 2021": "10", "2023 2023": "5"},
    ),
    "the figures of the year in the condition of a set": (
        ("award 5 for each deal to firm per year when deal made and staff at least 10",),
        firm(EARLY, LATE, deal("C", "2022-03-01"), deal("D", "2023-03-01")),
        {"2021 2021": "10", "2023 2023": "5"},
    ),
    "a state of a record while a field of the applicant is true": (
        ("award 5 once to firm while deal running and located_here",),
        firm(deal("A", "2020-03-01"), deal("B", "2020-03-01", ended_on="2021-06-01"), deal("C", "2022-02-01")),
        {"A 2021": "5", "C 2022": "5"},
    ),
    "a state of a record while a figure is high": (
        ("award 5 to firm while deal running and staff at least 10",),
        firm(deal("A", "2020-03-01")),
        {"A 2021": "5", "A 2023": "5"},
    ),
    "a field of the record on an if line": (
        ("award 5 to firm when deal made", "  if is_local and amount at least 100"),
        firm(EARLY, deal("B", "2021-09-01", is_local=False), deal("C", "2021-09-02", amount=99)),
        {"A 2021": "5"},
    ),
    "an event and a state of the record on an if line": (
        ("award 5 to firm while deal made", "  if not running"),
        firm(deal("A", "2020-03-01", ended_on="2021-06-01")),
        {"A 2021": "5", "A 2022": "5", "A 2023": "5"},
    ),
    "a day of the record and a day of the applicant": (
        ("award 5 to firm when deal made and made_on at least founded_on",),
        firm(EARLY, LATE, founded_on="2021-06-01"),
        {"B 2021": "5"},
    ),
    "a day of the applicant and a day of the record on an if line": (
        ("award 5 to firm when deal made", "  if founded_on at most made_on"),
        firm(EARLY, LATE, founded_on="2021-03-01"),
        {"A 2021": "5", "B 2021": "5"},
    ),
    "counts of records in the condition of an event": (
        ("award 5 to firm when deal made and has at least 2 deals made",),
        firm(EARLY, LATE),
        {"B 2021": "5"},
    ),
    "counts of records in the condition of a set": (
        ("award 5 for each deal to firm per year when deal made and has at least 2 deals made",),
        firm(EARLY, LATE, deal("C", "2021-10-01")),
        {"2021 2021": "10"},
    ),
    "a suspension by a field of the applicant on the day of the record": (
        ("award 5 to firm when deal made", "suspend firm for the year when fine opened and located_here"),
        firm(
            EARLY,
            deal("C", "2022-03-01"),
            fines=(
                {"id": "X", "fine_number": "X", "opened_on": "2021-02-01"},
                {"id": "Y", "fine_number": "Y", "opened_on": "2022-02-01"},
            ),
        ),
        {"A 2021": "5"},
    ),
    "a suspension by a figure": (
        ("award 5 to firm when deal made", "suspend firm for the year when fine opened and staff at least 10"),
        firm(
            EARLY,
            deal("C", "2022-03-01"),
            fines=(
                {"id": "X", "fine_number": "X", "opened_on": "2021-02-01"},
                {"id": "Y", "fine_number": "Y", "opened_on": "2022-02-01"},
            ),
        ),
        {"C 2022": "5"},
    ),
    "none when by the owner of a word": (
        ("award 5 to firm when deal made", "none when size of applicant is big"),
        firm(EARLY, LATE),
        {"A 2021": "5"},
    ),
    "rows by the owner of a word": (
        ("award by size of applicant to firm when deal made", "  big: 7", "  small: 3"),
        firm(EARLY, LATE),
        {"A 2021": "3", "B 2021": "7"},
    ),
}


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("name", sampled(CASES, 3, others="broad"))
def test_a_condition_is_asked_on_its_day(tmp_path: Path, name: str, surface: Surface) -> None:
    lines, facts, expected = CASES[name]
    assert paid_by_item_and_year(loaded(tmp_path, *lines, surface=surface), facts) == expected


@pytest.mark.parametrize("name", sampled(sampled(CASES, 6), 12, others="broad"))
def test_all_forms_of_the_policy_agree(name: str) -> None:
    lines, facts, _ = CASES[name]
    check_laws(lines, facts)


def test_a_reference_is_asked_of_the_applicant_too(tmp_path: Path) -> None:
    policy = loaded(
        tmp_path,
        "award 5 to firm when deal made",
        'refers to "Other 1" for deal made and located_here',
        "  if is_local",
    )
    decision = policy.evaluate(firm(EARLY, LATE))
    assert [reference.items for reference in decision.references] == [("B",)]


def test_a_word_of_the_applicant_is_not_a_word_of_the_record_with_the_same_name(tmp_path: Path) -> None:
    """Outside the window only the record's own words are a reason; the applicant's are not asked."""
    facts = firm(deal("A", "2019-03-01"))
    for owner, told in (("deal", "not eligible"), ("applicant", "out of window")):
        policy = loaded(tmp_path, f"award 5 to firm when deal made and size of {owner} is big")
        assert [claim.outcome.value for claim in policy.evaluate(facts).claims] == [told]
        rows = loaded(tmp_path, f"award by size of {owner} to firm when deal made", "  big: 5")
        assert [claim.outcome.value for claim in rows.evaluate(facts).claims] == [told]
