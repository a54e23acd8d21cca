"""An unstated event on a page without a window may be before all stated years. Expected amounts are computed by hand.

Up to 2015 the firm was in the south, then in the north.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.support.settlement import pages as hand
from tests.support.slow import sampled

TOWN = [{"to": "2015-02-02", "value": "south"}, {"from": "2015-02-03", "value": "north"}]
BY_TOWN = ("  north: 100", "  south: 300")
EVENT = ("award by town when deal made", *BY_TOWN)
SET = ("award by town per year when deal made", *BY_TOWN)
SET_BY_KEY = ("award by town per project per year when deal made", *BY_TOWN)
STATE = ("award by town while deal running", *BY_TOWN)
STATE_ONCE = ("award by town once while deal running", *BY_TOWN)
OF_FIRM = ("award 100 while firm firm", "  if town is south", "award 50 when deal made")
B = hand.deal("B", "2021-01-01", project="q", ended_on="2021-02-02")
OPEN = hand.deal("Z", None, project="r", ended_on=hand.NONE)
OF_2014 = hand.deal("Z", "2014-01-01", project="r", ended_on=hand.NONE)
OPEN_DAY, OPEN_LIST = "records.deal[Z].made_on", "records.deal"

LEASES = """vocabulary leases "Leases"

applicant firm "firm"

record deal plural deals
  key number
  event made on made_on default

record lease plural leases
  key number
  begun_on date
  ended_on date
  state running from begun_on until ended_on
"""


def facts(*deals: dict[str, Any], partial: bool = False) -> dict[str, Any]:
    stated = hand.firm(*deals, applicant={"town": TOWN}, as_of="2022-12-31")
    if partial:
        stated["records"]["deal"] = {"partial": True, "items": list(deals)}
    return stated


@pytest.mark.parametrize("partial", [False, True], ids=["a day", "a list"])
@pytest.mark.parametrize(
    ("lines", "most", "completed"),
    sampled(
        [
            (EVENT, "300.00", "400.00"),
            (SET, "300.00", "400.00"),
            (SET_BY_KEY, "300.00", "400.00"),
            (STATE_ONCE, None, "500.00"),  # once for each row: 300 in 2014, 100 in 2016, and B
            (STATE, None, "1400.00"),  # 300 in 2014 and in 2015, 100 in each of the seven years from 2016 on, and B
            (OF_FIRM, None, "300.00"),  # 100 in 2014 and in 2015, 50 for each deal
        ],
        3,
        others="broad",
    ),
)
def test_bounds_hold_an_event_before_all_stated_years(
    tmp_path: Path, lines: tuple[str, ...], most: str | None, completed: str, partial: bool
) -> None:
    """Once alone, so that no year is stated at all, and once with a deal of 2021."""
    page, event = hand.draft(tmp_path, *lines), () if partial else (OPEN,)
    alone = page.evaluate(facts(*event, partial=partial))
    assert hand.due(alone) == ("0.00", most)
    assert {ref.path for claim in alone.claims for ref in claim.missing} == {OPEN_LIST if partial else OPEN_DAY}
    assert hand.due(page.evaluate(facts(B, OF_2014))) == (completed, completed)
    assert hand.contains(page.evaluate(facts(B, *event, partial=partial)), float(completed))


@pytest.mark.parametrize(("lines", "most"), [(EVENT, "400.00"), (SET, "400.00"), (SET_BY_KEY, "400.00"), (STATE, None)])
def test_one_more_record_is_paid_once_unless_its_state_goes_on(
    tmp_path: Path, lines: tuple[str, ...], most: str | None
) -> None:
    assert hand.due(hand.draft(tmp_path, *lines).evaluate(facts(B, partial=True))) == ("100.00", most)


def test_each_record_without_a_day_may_form_a_set_of_its_own_before_all_years(tmp_path: Path) -> None:
    """Two records of one project: 300 each in two years of the south, and 100 in 2022.

    The deal of 2021 is paid in any case.
    """
    open_days = hand.deal("Y", None, project="r"), hand.deal("Z", None, project="r")
    decision = hand.draft(tmp_path, *SET_BY_KEY).evaluate(facts(B, *open_days))
    before = [(claim.item, str(claim.bounds.high)) for claim in decision.claims if claim.year is None]
    assert before == [("r", "600.00 CNY")]
    whole = hand.draft(tmp_path, *SET).evaluate(facts(B, *open_days))
    assert [(c.item, str(c.bounds.high)) for c in whole.claims if c.year is None] == [("another year", "600.00 CNY")]


def test_sets_before_all_years_have_no_limit_where_their_sum_has_none(tmp_path: Path) -> None:
    """The amount of Z is also unstated."""
    decision = hand.draft(tmp_path, "award 10% of total amount per year when deal made").evaluate(facts(OPEN))
    assert hand.told(decision) == {"another year": ("undetermined", "0.00", None)}


def test_a_state_before_all_years_keeps_its_record_and_key_where_it_would_not_be_paid_at_their_end(
    tmp_path: Path,
) -> None:
    """Only the south pays, so 2020 pays nothing. The limit counts each project separately."""
    lines = (
        "award by town to firm while deal running",
        "  south: 300",
        "award 100 when deal made",
        "limit 1 items per project",
    )
    decision = hand.draft(tmp_path, *lines).evaluate(facts(B, OPEN))
    [before] = [claim for claim in decision.claims if claim.year is None and "running" in claim.label]
    assert (before.item, before.record, before.bounds.high) == ("Z", "Z", None)
    assert [claim.outcome.value for claim in decision.claims if claim.item == "B" and "made" in claim.label] == [
        "awarded"
    ]


def test_a_state_without_an_amount_has_none_before_all_years(tmp_path: Path) -> None:
    deals = hand.deal("A", None, 0, ended_on=hand.NONE), hand.deal("B", "2022-02-02", 0, ended_on="2022-02-03")
    decision = hand.draft(tmp_path, "award 100% of amount while deal running").evaluate(facts(*deals))
    assert [claim.year for claim in decision.claims] == [2022, 2022]
    assert hand.due(decision) == ("0.00", "0.00")


def test_one_more_record_brings_no_years_where_its_kind_has_no_event(tmp_path: Path) -> None:
    """Its state may be paid in 2021, the year of a deal, and in 2022, the year of the as-of date."""
    (tmp_path / "leases.ipp").write_text(LEASES, encoding="utf-8")
    (tmp_path / "page.ipp").write_text("use leases\naward 100 while lease running\n", encoding="utf-8")
    records = {"deal": [hand.deal("B", "2021-01-01")], "lease": {"partial": True, "items": []}}
    stated = hand.firm(as_of="2022-12-31", records=records)
    decision = ipdsl.load(tmp_path / "page.ipp", cache=False).evaluate(stated)
    assert hand.due(decision) == ("0.00", "200.00")


def test_a_total_is_open_where_a_list_in_part_may_hold_the_first_event_of_all(tmp_path: Path) -> None:
    """No award uses deals, and none is listed. Only such an event would begin the years of the lease."""
    (tmp_path / "leases.ipp").write_text(LEASES, encoding="utf-8")
    (tmp_path / "page.ipp").write_text("use leases\naward 100 while lease running\n", encoding="utf-8")
    page = ipdsl.load(tmp_path / "page.ipp", cache=False)

    def stated(*deals: dict[str, Any]) -> dict[str, Any]:
        lease = {"number": "L", "begun_on": "2015-01-01", "ended_on": hand.NONE}
        return hand.firm(
            as_of="2022-12-31", records={"lease": [lease], "deal": {"partial": not deals, "items": list(deals)}}
        )

    assert hand.due(page.evaluate(stated())) == ("0.00", None)
    with pytest.raises(ipdsl.Undetermined):
        page.total(stated())
    assert page.total(stated(hand.deal("B", "2021-01-01"))).minor == 200_00


STATES_ALONE = """vocabulary leases "Leases"

applicant firm "firm"

figures per year
  staff count

record lease plural leases
  key number
  begun_on date
  ended_on date
  state running from begun_on until ended_on
"""


@pytest.mark.parametrize(
    ("begun", "more", "due"),
    [
        (("2020-05-01",), {}, ("300.00", "300.00")),  # 2020, 2021 and 2022
        (("2020-05-01", "2022-07-01"), {}, ("400.00", "400.00")),
        (("2023-05-01",), {}, ("0.00", "0.00")),
        (("2021-05-01",), {"figures": {"2019": {"staff": 5}}}, ("200.00", "200.00")),
        ((), {}, ("0.00", "0.00")),
        (("2022-05-01", None), {}, ("100.00", None)),
    ],
    ids=["from its first year", "two", "later", "figures", "none", "an unstated day"],
)
def test_states_begin_the_years_of_a_vocabulary_without_events(
    begun: tuple[str | None, ...], more: dict[str, Any], due: tuple[str, str | None], tmp_path: Path
) -> None:
    (tmp_path / "leases.ipp").write_text(STATES_ALONE, encoding="utf-8")
    (tmp_path / "page.ipp").write_text("use leases\naward 100 while lease running\n", encoding="utf-8")
    leases = [{"number": f"L{n}", "begun_on": day, "ended_on": hand.NONE} for n, day in enumerate(begun)]
    stated = {
        "applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"lease": leases}, "history": [], "support": [],
        "as_of": "2022-12-31", **more,
    }  # fmt: skip
    page = ipdsl.load(tmp_path / "page.ipp", cache=False)
    assert hand.due(page.evaluate(stated)) == due
    if None in begun:
        with pytest.raises(ipdsl.Undetermined):
            page.total(stated)
        stated["records"]["lease"][1]["begun_on"] = "2010-01-01"
        assert hand.due(page.evaluate(stated)) == ("1400.00", "1400.00")
    else:
        assert f"{page.total(stated).minor / 100:.2f}" == due[0]
