"""The schema of facts and their reader accept the same values: each place of facts, with each value of a table.

Exceptions that a schema cannot express are in `ONLY_THE_READER` and in `docs/en/reference/facts.md`.
"""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import ipdsl
from ipdsl.base.values import written_values
from ipdsl.driver.questions.answers import replace_labels
from tests.conftest import ROOT
from tests.support.rows import each_row
from tests.support.slow import sampled

WORDS = """vocabulary words
applicant enterprise "企业"
applicant person
applicant fields
  founded date fixed
  local yes/no dated
  head applicant fixed
figures per year
  filings count
  spent money
level high "高" > low "低"
choice colour red "红" · none_of_these
series rate percent, monthly
series parity CNY per currency, daily
record thing
  key name
  flag yes/no · sum money · fee money · share percent · pieces count · score number · day date
  tint colour · rank_of level · other thing
  flags list of yes/no · sums list of money · shares list of percent · days list of date · tints list of colour
  names list of text · scores list of number · counts list of count · things list of thing
  event made on made_on
record red_thing is thing with tint red
record loud_thing is thing with flag yes
record one_thing is thing with name first
"""

PAGE = """policy agreed
  effective from 2020-01-01
  use words
article 1
  award up to 5000 when thing made
    as things
  award 10% of fee when thing made
    convert at parity on day
    as fees
    uncapped
  award 10 when red_thing made
  award 10 when loud_thing made
  award 10 when one_thing made
  cap 15000 per year across applicants
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> ipdsl.Policy:
    folder = tmp_path_factory.mktemp("agreed")
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    (folder / "agreed.ipp").write_text(PAGE, encoding="utf-8")
    return ipdsl.load(folder / "agreed.ipp")


FIRM = {"id": "F1", "kinds": ["enterprise"]}
SHORT = {"clause": "things", "item": "A", "year": 2020, "due": 1}
OTHER = {"policy": "other", "clause": "x", "item": "A", "year": 2020, "due": {"2020": 1}}
WHOLE = {
    "policy": "other",
    "clause": "y",
    "item": "A",
    "year": 2020,
    "proposed": 0,
    "admitted": 0,
    "outcome": "reduced",
}
PERIOD = {"from": "2020-01-01", "to": "2021-01-01", "value": True}
NAMED = {"item": "A", "amount": 1}

Place = tuple[dict[str, Any], str]
"""Parts of facts, and the path to a value in them: `records.subject.0.sum`."""


def at(way: str, **parts: object) -> Place:
    return parts, way


THINGS = {"thing": [{"id": "T"}]}
WHOLLY: dict[str, Place] = {
    "id": at("applicant.id"),
    "list of periods": at("applicant.local"),
    **{name: at(f"records.thing.0.{name}", records=THINGS)
       for name in ("flag", "sum", "fee", "share", "pieces", "score", "day", "tint", "name", "names", "names.0",
                    "days.0")},
    "fixed yes/no": at("records.loud_thing.0.flag", records={"loud_thing": [{}]}),
    "figures of a year": at("figures.2020", figures={}),
    "sum of a line": at("history.0.due", history=[SHORT]),
    "name of a line": at("history.0.matter", history=[OTHER]),
    "item of a line": at("support.0.item", support=[NAMED | {"level": "high", "year": 2020}]),
    "word of a line": at("history.0.row", history=[WHOLE]),
    "outcome of a line": at("history.0.outcome", history=[WHOLE]),
    "year": at("support.0.year", support=[NAMED | {"level": "high", "year": 2020}]),
    "place": at("published.0.rank", published=[{"figure": "filings", "year": 2020}]),
    "month": at("series.rate.0.month", series={"rate": [{"value": "3%"}]}),
    "price": at("series.parity.0.value", series={"parity": [{"currency": "USD", "day": "2020-01-01"}]}),
    "day of the computation": at("as_of"),
}  # fmt: skip
"""One place of each sort, tested with every value."""

_HELP = NAMED | {"level": "high", "year": 2020}
_OLDER = NAMED | {"document": "D", "kind": "thing"}
_PLACE = {"figure": "filings", "year": 2020, "rank": 1}
_ROOM = {"rule": "1 cap per year", "year": 2020, "left": 1}
_PAID = SHORT | {"payments": [{"day": "2020-03-01", "amount": 1}]}
_PARTS = SHORT | {"parts": [{"part": 1, "sum": 1, "state": "due", "day": "2020-03-01"}]}
_TAKEN = {"clause": "x", "item": "A", "payment": "2020-03-01", "sum": 1}
_BACK = OTHER | {"due": {}, "recovers": [_TAKEN], "back": {"2020": 1}}
_PARITY = {"currency": "USD", "day": "2020-01-01", "value": 6}
_BY_PART: list[tuple[str, str, dict[str, Any]]] = [
    ("applicant", "founded head kinds kinds.0", {}),
    ("applicant.local.0", "from to value", {"applicant": FIRM | {"local": [PERIOD]}}),
    ("records", "thing", {"records": {}}),
    ("records.thing", "partial", {"records": {"thing": {"items": []}}}),
    (
        "records.thing.0",
        "id other rank_of flags flags.0 sums.0 shares.0 counts.0 scores.0 tints.0 things.0",
        {"records": THINGS},
    ),
    ("records.red_thing.0", "tint", {"records": {"red_thing": [{}]}}),
    ("records.one_thing.0", "name", {"records": {"one_thing": [{}]}}),
    ("figures.2020", "filings spent", {"figures": {"2020": {}}}),
    ("history.0", "item year payments", {"history": [SHORT]}),
    ("history.0.payments.0", "day amount", {"history": [_PAID]}),
    ("history.0", "parts", {"history": [SHORT]}),
    ("history.0.parts.0", "part sum state day to of asked since", {"history": [_PARTS]}),
    ("history.0", "repaid set_off back", {"history": [_BACK]}),
    ("history.0.recovers.0", "clause item payment sum", {"history": [_BACK]}),
    ("history.0", "policy clause item applicant due.2020 by_discretion", {"history": [OTHER]}),
    ("history.0", "kind level event_date carried charged carry_until", {"history": [WHOLE]}),
    ("support.0", "level amount kind", {"support": [_HELP]}),
    ("approvals.0", "clause item amount", {"approvals": [NAMED | {"clause": "things"}]}),
    ("older_documents.0", "document item amount kind", {"older_documents": [_OLDER]}),
    ("published.0", "figure year left rule keys", {"published": [_PLACE]}),
    ("published.0", "rule left year rank", {"published": [_ROOM]}),
    ("series.rate.0", "value", {"series": {"rate": [{"month": "2020-01"}]}}),
    ("series.parity.0", "currency day", {"series": {"parity": [_PARITY]}}),
]
IN_SHORT: list[Place] = [(parts, f"{way}.{name}") for way, every, parts in _BY_PART for name in every.split()]
"""All other places, tested with values of each sort."""

FEW: list[object] = [
    None, True, 1, 2022, 0.5, {}, {"none": True}, [], "", "无", "是", "a", "a ", "x" * 1001, "1.0", "05", "-0", "3/2",
    "3.7%", "300万元", "２０２２", "100 USD", "2022-03-01", "2022年", "2022-02-30", "red", "high", "thing", "things",
    "first", "enterprise", "filings", "1 cap per year", "due", "USD", {"amount": "100", "currency": "USD"},
    {"2022年": 1}, [{"value": True}],
]  # fmt: skip
VALUES: list[object] = [
    *FEW, False, 0, -1, 3000000, 10**17, 10**18, 1.5, 100.0, 2022.0, 0.005, {"none": False},
    {"cannot_be_determined": True}, {"none": True, "cannot_be_determined": True}, {"none": True, "filings": 1}, [{}],
    [None], [True], ["a", None], ["a", "未知"], ["a", "a"], ["2022", 2022], ["2022-03-01", "未知"],
    [{"value": "是"}, {"from": "2022-01-01"}], *(word for word in written_values.SPECIAL if word != "无"), "None",
    "ｎｏｎｅ", "有", "否", "yes", "no", "Yes", "true", "y", "ｙｅｓ", "ＹＥＳ", " ", " a", "a b", "a\u00a0b",
    "\u3000a", "a\u200b", "a\u3164", "a\tb", "x" * 1000, "甲\U00020000", "a\U000e0101", "红", "高", "none_of_these",
    "reduced", "ABC", "0", "00", "0.0", "1", "-1", "1.00", "1.5", "1.50", "1.234", "1.230", ".5", "1.", "1e6",
    "1,200", "1,00", "0,100", "1234,567", "1,200.50", "999,999,999,999,999,999", "123456789012345678",
    "1234567890123456789", "123456789012345678.5", "99999999999999999万", "0.037", "1/2", "37/1000", "1/0", "0/5",
    "01/2", "1/02", "-1/2", "3.7 %", "100%", "150%", "1/2%", "5万%", "-1%", "1,000%", "05%", "300万", "0万", "0.5万",
    "0.00001万", "0.123456万", "1.23456789万", "0.5亿", "0.05百", "0.005百", "300 万", "20000元", "20000 元", "3件",
    "100USD", "100 CNY", "100 JPY", "100.5 JPY", "100.50 USD", "100 ABC", "CNY 100", "0.5万 JPY", "三百", "１２",
    "３００万元", "３％", "３．７％", "１，２００", "３件", "-５", "１００ ＵＳＤ", "１/２", "１.５", "！", "a１",
    "３ ％", "０５", "٣", "৪", "2022-3-1", "2022/3/1", "2022年3月1日", "２０２２－０３－０１", "２０２２年３月１日",
    "2022.3.1", "2022-3/1", "2022-13-01", "2022-00-01", "1899-01-01", "2200-12-31", "2201-01-01", "2022", "2022年度",
    "２０２２年", "22", "1899", "2022-01", "2022-1", "2022/1", "2022年1月", "２０２２-１", "2022-13", "2022年報",
    {"amount": 100, "currency": "CNY"}, {"amount": "1,00", "currency": "USD"}, {"amount": "100元", "currency": "CNY"},
    {"amount": "100 USD", "currency": "USD"}, {"amount": "100元", "currency": "USD"},
    {"amount": "0.5", "currency": "JPY"}, {"amount": 1}, {"amount": 1, "currency": "ABC"},
    {"amount": None, "currency": "USD"}, {"a": 1},
]  # fmt: skip


def is_whole(value: object) -> bool:
    return isinstance(value, float) and value.is_integer()


def any_value(value: object) -> bool:
    return True


ONLY_THE_READER: dict[str, Callable[[object], bool]] = {
    "R008": lambda value: isinstance(value, str) and sum(map(str.isdigit, value)) > 16,
    "R030": is_whole,
    "R032": lambda value: isinstance(value, float),
    "R035": lambda value: value in ("٣", "৪", "a\U000e0101"),
    "R036": lambda value: value == "2022-02-30",
    "R039": lambda value: isinstance(value, dict) and "currency" in value,
    "R057": lambda value: isinstance(value, str) and "/" in value,
    **dict.fromkeys(("R021", "R042", "R050", "R051", "R058", "R071", "R088"), any_value),
}
"""Rules that a schema cannot express: the codes of the findings, each with the values that may cause it."""


def facts_with(place: Place, value: object) -> str:
    """The text of facts with the value in that place."""
    parts, way = place
    found: Any = {"applicant": copy.deepcopy(FIRM), **copy.deepcopy(parts)}
    part, steps = found, way.split(".")
    for step, after in itertools.pairwise(steps):
        part = part[int(step)] if isinstance(part, list) else part.setdefault(step, [] if after == "0" else {})
    if isinstance(part, list):
        part[:] = [value]
    else:
        part[steps[-1]] = value
    return json.dumps(found)


def codes_of(policy: ipdsl.Policy, text: str) -> list[str]:
    """The codes of the reader's findings."""
    try:
        policy.read_facts(text)
    except ipdsl.FactsError as refused:
        return [finding.code for finding in refused.report]
    return []


def says_labels(policy: ipdsl.Policy, text: str) -> bool:
    """Whether facts use labels, which the Chinese schema allows."""
    stated = json.loads(text)
    return replace_labels(policy.program, stated) != stated


def differing(policy: ipdsl.Policy, place: Place, values: list[object]) -> list[tuple[object, str]]:
    """The values on which reader and schema differ, although a schema could express the rule."""
    validator, found = Draft202012Validator(policy.facts_schema()), list[tuple[object, str]]()
    for value in values:
        text = facts_with(place, value)
        codes = codes_of(policy, text)
        if validator.is_valid(json.loads(text)):
            found += [(value, code) for code in codes if not ONLY_THE_READER.get(code, lambda _: False)(value)]
        elif not codes and not says_labels(policy, text):
            found.append((value, "refused by the schema alone"))
    return found


@pytest.mark.parametrize(
    "place", sampled(sampled(map(pytest.param, WHOLLY.values()), 8), 16, others="broad"), ids=WHOLLY
)
def test_reader_and_schema_take_the_same_values(policy: ipdsl.Policy, place: Place) -> None:
    assert differing(policy, place, VALUES) == []


@pytest.mark.parametrize("place", sampled(map(pytest.param, IN_SHORT), 8), ids=[way for _, way in IN_SHORT])
def test_wherever_a_value_stands(policy: ipdsl.Policy, place: Place) -> None:
    assert differing(policy, place, FEW) == []


@cache
def of_the_schema() -> str:
    """The part of the page about rules that the schema cannot express."""
    page = (ROOT / "docs/en/reference/facts.md").read_text(encoding="utf-8")
    return page.partition("\n## The schema\n")[2].partition("\n## ")[0]


@each_row("code", ONLY_THE_READER)
def test_the_page_of_facts_names_what_no_schema_can_say(code: str) -> None:
    assert f"[{code}](../../errors/{code[0]}.md#{code.lower()})" in of_the_schema()


@pytest.mark.broad
def test_each_place_takes_something_and_refuses_something(policy: ipdsl.Policy) -> None:
    """Each place of the tables accepts some value and refuses some value."""
    for place in (*WHOLLY.values(), *IN_SHORT):
        values = (*FEW, "reduced", "2022-01", ["enterprise"])
        answers = {not codes_of(policy, facts_with(place, value)) for value in values}
        assert answers == {True, False}, place[1]
