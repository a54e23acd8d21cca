"""Days of a record are checked against each other. Counts that follow from two days are checked or filled in."""

from __future__ import annotations

import pytest

from tests.support.facts.reading import one_record, read, said
from tests.support.rows import each_row

DAYS = [
    ({"filed_on": "2020-01-01", "granted_on": "2020-01-01", "lapsed_on": "2021-01-01"}, []),
    ({"filed_on": "2020-01-02", "granted_on": "2020-01-01"}, ["granted_on"]),
    ({"filed_on": "2020-01-02", "lapsed_on": "2020-01-01"}, ["lapsed_on"]),  # the day between is not stated
    ({"filed_on": "2020-01-02", "granted_on": {"none": True}, "lapsed_on": "2020-01-01"}, ["lapsed_on"]),
    ({"filed_on": "2020-01-02", "granted_on": {"cannot_be_determined": True}, "lapsed_on": "2020-02-01"}, []),
    ({"filed_on": "2021-01-01", "granted_on": "2020-01-01", "lapsed_on": "2020-06-01"}, ["granted_on", "lapsed_on"]),
    ({"filed_on": "2020-01-01", "granted_on": "2021-01-01", "lapsed_on": {"none": True}}, []),
    ({"fees_paid_on": "2019-01-01", "filed_on": "2020-01-01"}, []),  # this pair has no order
]


@each_row("kind", ["patent", "invention_patent"])
@each_row(("days", "wrong"), DAYS)
def test_no_day_is_before_a_day_that_it_cannot_precede(kind: str, days: dict[str, object], wrong: list[str]) -> None:
    records = {kind: [{"number": "ZL1", **days}]}
    if not wrong:
        read(records=records)
        return
    assert said(records=records) == [("R049", f"$.records.{kind}[0].{word}") for word in wrong]


GRANTED = {"number": "ZL1", "granted_on": "2018-06-01"}
COUNTS = [
    ([GRANTED], {"fee_year": "2018"}, 0),
    ([GRANTED], {"fee_year": "2020", "years_after_grant": 2}, 2),
    ([GRANTED], {"fee_year": "2020"}, 2),
    ([], {"fee_year": "2020", "years_after_grant": 1}, 1),  # the patent is not listed, so the stated value counts
    ([], {"fee_year": "2020"}, None),
    ([{"number": "ZL1"}], {"fee_year": "2020"}, None),
    ([GRANTED], {"fee_year": "third"}, None),
    ([{**GRANTED, "filed_on": "2016-01-01"}, {"number": "ZL1", "filed_on": "2017-01-01", "granted_on": "2019-06-01"}],
     {"fee_year": "2020"}, None),  # listed twice, with two days
]  # fmt: skip


@each_row("kind", ["patent", "invention_patent"])
@each_row(("patents", "fee", "count"), COUNTS)
def test_a_count_follows_from_its_two_days(
    kind: str, patents: list[object], fee: dict[str, object], count: int | None
) -> None:
    facts = read(records={kind: patents, "annual_fee": [{"patent": "ZL1", **fee}]})
    (record,) = facts.records["annual_fee"].records
    assert record.values.get("years_after_grant") == count


@pytest.mark.parametrize(
    ("fee", "field"),
    [
        ({"fee_year": "2020", "years_after_grant": 1}, "years_after_grant"),
        ({"fee_year": "2020", "years_after_grant": {"none": True}}, "years_after_grant"),
        ({"fee_year": "2017", "years_after_grant": 0}, "years_after_grant"),
        ({"fee_year": "2017"}, "fee_year"),
    ],
)
def test_a_count_that_contradicts_its_days_is_refused(fee: dict[str, object], field: str) -> None:
    records = {"patent": [GRANTED], "annual_fee": [{"patent": "ZL1", **fee}]}
    assert said(records=records) == [("R073", f"$.records.annual_fee[0].{field}")]


def test_what_is_filled_in_is_as_good_as_stated() -> None:
    fee = {"patent": "ZL1", "fee_year": "2020"}
    listed = {"patent": [GRANTED]}
    assert read(records={**listed, "annual_fee": [fee]}) == read(
        records={**listed, "annual_fee": [{**fee, "years_after_grant": 2}]}
    )
    assert "years_after_grant" not in one_record("annual_fee", **fee).values
