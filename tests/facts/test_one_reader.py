"""Quick checks accept only values that the general rules accept, with the same result."""

from __future__ import annotations

import copy
import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.facts.reader import read_facts
from ipdsl.facts.records import _RecordReaders
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.context import ReadContext, field_reader, read_fast
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.types.count import CountType, plain_count
from ipdsl.schema.types.date import DAYS, DateType, plain_day
from ipdsl.schema.types.lists import ListType, plain_list
from ipdsl.schema.types.money import MoneyType, plain_cents, plain_sum
from ipdsl.schema.types.rate import RateType, plain_rate
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType, plain_flag
from ipdsl.schema.values.shared_types import plain_text
from ipdsl.schema.values.value_type import NeedsFullReaderError, Type, require_unhashable
from tests.support.facts.odd_values import ODD, odd, places, slow
from tests.support.facts.strategies import facts
from tests.support.project_files import files_in
from tests.support.rows import each_row

ROOT = Path(__file__).parents[2]
POLICY = ipdsl.load(ROOT / "policies" / "shaoguan_2021.ipp")
PROGRAM = POLICY.program
EXAMPLES = [
    json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal) for path in files_in(ROOT / "examples", "*.json")
]


def read(data: object) -> Facts | str:
    """The facts, or every problem with its path and its text."""
    try:
        return read_facts(data, PROGRAM)
    except FactsError as error:
        return str(error)


def same(data: object) -> None:
    found, expected = read(data), read(slow(data))
    assert found == expected
    if isinstance(found, Facts) and isinstance(expected, Facts):
        assert found.digest == expected.digest
        assert list(found.records) == list(expected.records)
        for kind, listing in found.records.items():
            for one, other in zip(listing.records, expected.records[kind].records, strict=True):
                assert list(one.values.items()) == list(other.values.items())
                assert repr(one.values) == repr(other.values)
                assert one.path == other.path


@st.composite
def marred(draw: st.DrawFn) -> object:
    """An example with a value inserted, removed or duplicated."""
    data = copy.deepcopy(draw(st.sampled_from(EXAMPLES)))
    for _ in range(draw(st.integers(0, 2))):
        *way, last = draw(st.sampled_from(list(places(data))))
        inner: Any = data
        for step in way:
            inner = inner[step]
        how = draw(st.sampled_from(["put", "put", "put", "take", "more"]))
        if how == "put":
            inner[last] = draw(odd)
        elif how == "take":
            del inner[last]
        elif isinstance(inner, list):
            inner.append(copy.deepcopy(inner[last]))
        else:
            inner[draw(st.sampled_from(["id", "zzz", "number", 5, "level"]))] = draw(odd)
    return data


@given(marred())
def test_whatever_is_stated_is_read_as_by_the_general_rules(data: object) -> None:
    same(data)


@pytest.mark.slow
@given(facts(PROGRAM.schema))
def test_facts_of_every_form_are_read_as_by_the_general_rules(data: object) -> None:
    same(data)


@each_row("data", EXAMPLES)
def test_the_examples_are_read_as_by_the_general_rules(data: object) -> None:
    same(data)


PLAIN: list[tuple[Any, Type]] = [
    (plain_text, TextType()),
    (plain_flag, BoolType()),
    (plain_count, CountType()),
    (plain_cents, MoneyType()),
    (DAYS.__getitem__, DateType()),
    (plain_day, DateType()),
    (plain_rate, RateType()),
    (lambda data: plain_sum("CNY", data), MoneyType("*")),
    (lambda data: plain_list(plain_text, data), ListType(TextType())),
    (lambda data: plain_list(plain_day, data), ListType(DateType())),
]


def read_alike(plain: tuple[Any, Type], data: object) -> None:
    """An accepted value equals that of the general rule, without a finding."""
    accept, type_ = plain
    try:
        found = accept(data)
    except (NeedsFullReaderError, TypeError) as error:
        require_unhashable(error)
        return
    reading = ReadContext(PROGRAM)
    expected = field_reader(PROGRAM, type_).general_rule(reading, data, "field", "$")
    assert not reading.finding_count
    assert (found, type(found)) == (expected, type(expected))


NUMBERS = st.integers(-(10**30), 10**30) | st.decimals(-(10**30), 10**30)


@pytest.mark.slow
@given(st.sampled_from(PLAIN), st.sampled_from(ODD) | st.text(max_size=12) | NUMBERS)
def test_a_plain_value_that_is_accepted_is_the_one_that_the_general_rule_reads(
    plain: tuple[Any, Type], data: object
) -> None:
    read_alike(plain, data)


@each_row("plain", PLAIN)
def test_no_odd_value_is_accepted_that_the_general_rule_refuses(plain: tuple[Any, Type]) -> None:
    for data in ODD:
        read_alike(plain, data)


def test_a_list_is_plain_where_no_member_stands_twice() -> None:
    assert [plain_list(plain_text, data) for data in ([], ["a"], ["b", "a"])] == [(), ("a",), ("b", "a")]
    for twice in (["a", "a"], ["a", "b", "a"]):
        with pytest.raises(NeedsFullReaderError):
            plain_list(plain_text, twice)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)), st.integers(0, 10**15))
def test_days_and_sums_in_their_usual_form_are_plain(day: datetime.date, fen: int) -> None:
    assert DAYS[day.isoformat()] == day
    assert plain_cents(f"{fen // 100}.{fen % 100:02}") == fen
    assert plain_cents(fen) == 100 * fen


def test_records_of_the_policy_in_their_usual_form_need_no_general_rule() -> None:
    stated = {"number": "ZL1", "filed_on": "2010-04-02", "granted_on": "2015-04-02", "lapsed_on": {"none": True}}
    _, form = PROGRAM.compute_once(_RecordReaders)["invention_patent"]
    assert list(read_fast(stated, form.fast_paths, {})) == ["number", "filed_on", "granted_on", "lapsed_on"]


def test_records_of_one_item_on_several_days_are_still_distinguished() -> None:
    days = ["2022-03-01", "2023-03-01"]
    stated = [{"title": "national_advantage", "recognised_on": day} for day in days]
    same({"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"ip_title": stated}})
    same({"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"ip_title": [stated[0], stated[0]]}})


def test_a_record_under_two_kinds_is_found_as_ever() -> None:
    records = {"patent": [{"number": "ZL1"}], "invention_patent": [{"number": "ZL1"}]}
    same({"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": records})


def test_the_digest_is_of_what_was_stated_also_where_keys_of_short_lines_are_filled_in() -> None:
    line = {"clause": "11.ip_title.new", "item": "national_advantage", "year": 2022, "due": 80000}
    data = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "history": [line], "records": {"ip_title": []}}
    same(data)
    found = read(data)
    assert isinstance(found, Facts)
    assert found.digest == attrs.evolve(found, digest=found.digest, as_of=datetime.date(2023, 1, 1)).digest
