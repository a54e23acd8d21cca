"""The meaning of "the same matter" for a kind that identifies its matter by several fields, and support for it."""

from __future__ import annotations

import datetime

import attrs
import pytest

from ipdsl.engine.matters import is_matter_supported, matter
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Facts, Listing, Open, Record, Support
from ipdsl.schema.values.value_type import CANNOT, NONE, Fact, KnownValues
from tests.support.settlement.programs import DEAL, FIND, PRIZE, SCHEMA, policy

DAY = datetime.date(2022, 6, 1)


def situation(
    *records: Record, fields: tuple[str, ...] = ("project", "country"), support: tuple[Support, ...] | None = None,
    on: Record | None = None,
) -> Situation:  # fmt: skip
    schema = attrs.evolve(SCHEMA, records=(attrs.evolve(DEAL, matter=fields), PRIZE, FIND))
    program = attrs.evolve(policy().program, schema=schema)
    listings: dict[str, Listing] = {}
    for one in records:
        listings[one.kind] = Listing((*(listings[one.kind].records if one.kind in listings else ()), one))
    facts = Facts("F1", frozenset(), {}, listings, {}, None, support, (), None, {}, datetime.date.max)
    return Situation(program, facts, on, DAY, DAY.year)


def record(item: str, kind: str = "deal", **values: Fact) -> Record:
    return Record(kind, kind, item, item, KnownValues({"number": item, **values}), "$")


@pytest.mark.parametrize(
    ("values", "fields", "text"),
    [
        ({"project": "P", "country": "X"}, ("project", "country"), "deal: P / X"),
        ({"project": "P", "country": NONE}, ("project", "country"), "deal: A"),
        ({"project": CANNOT, "country": "X"}, ("project", "country"), "deal: A"),
        ({"project": "P"}, ("project",), "deal: P"),
        ({"project": NONE}, ("project",), "deal: A"),
        ({}, (), "deal: A"),
        ({}, ("applicant",), "deal: F1"),
    ],
)
def test_the_matter_of_a_record(values: dict[str, Fact], fields: tuple[str, ...], text: str) -> None:
    assert matter(situation(fields=fields), record("A", **values)) == text


def test_a_matter_with_an_unstated_field_is_open() -> None:
    found = matter(situation(), record("A", project="P"))
    assert isinstance(found, Open)
    assert found.facts == {FactRef("record", "deal", "A", "country")}


def paid(item: str, kind: str = "deal", amount: int = 5) -> Support:
    return Support(kind, kind, item, "national", 2020, amount)


def test_support_of_one_record_reaches_others_of_its_matter() -> None:
    a, b, c = (record(name, project=p, country="X") for name, p in (("A", "P"), ("B", "P"), ("C", "Q")))
    for kind in ("deal", ""):
        stated = situation(a, b, c, support=(paid("A", kind),))
        asked = [is_matter_supported(stated.with_record(one, DAY)) for one in (a, b, c)]
        assert asked == [True, True, False]
    prize = record("A", "prize")
    both = situation(a, prize, support=(paid("A"),))
    assert [is_matter_supported(both.with_record(one, DAY)) for one in (a, prize)] == [True, False]
    of_any_kind = situation(a, prize, support=(paid("A", ""),))
    assert [is_matter_supported(of_any_kind.with_record(one, DAY)) for one in (a, prize)] == [True, True]
    assert is_matter_supported(situation(a, support=(paid("A", amount=0),)).with_record(a, DAY)) is False


def test_support_for_an_unlisted_item_is_for_a_matter_of_that_name() -> None:
    a = record("A", "prize")
    assert is_matter_supported(situation(support=(paid("A", "prize"),)).with_record(a, DAY)) is True
    assert is_matter_supported(situation(support=(paid("A", ""),)).with_record(a, DAY)) is True
    assert is_matter_supported(situation(support=(paid("B", ""),)).with_record(a, DAY)) is False
    assert is_matter_supported(situation(support=(paid("A", "deal"),)).with_record(a, DAY)) is False
    assert is_matter_supported(situation(support=(paid("F1", ""),)).with_record(None, DAY)) is True
    assert is_matter_supported(situation(support=(paid("A", ""),)).with_record(None, DAY)) is False


def test_one_fen_of_support_is_support() -> None:
    a = record("A", project="P", country="X")
    assert is_matter_supported(situation(a, support=(paid("A", amount=1),)).with_record(a, DAY)) is True


def test_support_of_a_listed_record_is_not_of_a_matter_that_has_the_name_of_its_item() -> None:
    a, b = record("A", project="P"), record("B", project="A")
    stated = situation(a, b, fields=("project",), support=(paid("A"),))
    assert [is_matter_supported(stated.with_record(one, DAY)) for one in (a, b)] == [True, False]


def test_a_matter_of_days_or_flags_is_told_in_words() -> None:
    day = datetime.date(2022, 3, 1)
    found = matter(situation(), record("A", project=day, country=True))
    assert found == "deal: 2022-03-01 / yes"
