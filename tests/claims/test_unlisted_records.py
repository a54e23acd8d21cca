"""The amount that one more record could receive if its kind is listed in part, computed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.support.settlement import pages as hand

WINDOW = "effective 2021-01-01 to 2023-12-31"
STATE = ("award by town to firm while deal running", "  north: 100", "  south: 300")
IN_PART = {"partial": True, "items": []}

BOXES = """vocabulary boxes "Boxes"
applicant firm "firm"
choice colour red · blue
choice size big · small
choice shape round · square
record box plural boxes
  key number
  colour colour
  size size
  shape shape
  event made on made_on default
record red_box is box with colour red
record big_red_box is red_box with size big
record round_big_red_box is big_red_box with shape round
"""


def deals_in_part(*deals: dict[str, Any], **more: Any) -> dict[str, Any]:
    stated = hand.firm(**{"as_of": "2023-12-31", **more})
    stated["records"]["deal"] = {"partial": True, "items": list(deals)}
    return stated


@pytest.mark.parametrize(
    ("line", "high"),
    [
        ("award 100 when deal made", "100.00"),
        ("award 100 per year when deal made", "100.00"),  # it has a single year
        ("award 100 per project per year when deal made", "100.00"),  # and a single project
        ("award 100 while deal running", "300.00"),  # its state may last three years
        ("award 100 once while deal running", "100.00"),
        ("award 100 from 2022-03-01 while deal running", "200.00"),  # in two of the years
        ("award up to 100 when deal made", "100.00"),
        ("award at discretion when deal made", None),
        ("award 100 to branch when deal made", "0.00"),
    ],
)
def test_at_the_most_one_more_record_is_paid_in_full(tmp_path: Path, line: str, high: str | None) -> None:
    decision = hand.page(tmp_path, line, window=WINDOW).evaluate(deals_in_part())
    assert hand.due(decision) == ("0.00", high)
    assert [(claim.event_date, claim.year, claim.ceiling) for claim in decision.claims] == (
        [] if high == "0.00" else [(None, None, None)]
    )


@pytest.mark.parametrize(
    ("as_of", "high"), [("2020-12-31", "0.00"), ("2021-06-30", "300.00"), ("2022-06-30", "600.00")]
)
def test_a_state_of_one_more_record_is_paid_from_the_window_to_the_as_of_date(
    tmp_path: Path, as_of: str, high: str
) -> None:
    """The bureau may accept earlier events from 2019 on, but not earlier states."""
    page = hand.page(tmp_path, *STATE, window=f"{WINDOW} by discretion from 2019-01-01")
    assert hand.due(page.evaluate(deals_in_part(as_of=as_of))) == ("0.00", high)


def test_a_record_may_lack_in_each_list_of_its_kind_and_of_wider_ones(tmp_path: Path) -> None:
    """One claim for each list, in the order of their names."""
    (tmp_path / "boxes.ipp").write_text(BOXES, encoding="utf-8")
    (tmp_path / "page.ipp").write_text("use boxes\naward 100 when round_big_red_box made\n", encoding="utf-8")
    kinds = ["big_red_box", "box", "red_box", "round_big_red_box"]
    facts = {**hand.firm(as_of="2023-12-31"), "records": dict.fromkeys(kinds, IN_PART)}
    decision = ipdsl.load(tmp_path / "page.ipp", cache=False).evaluate(facts)
    assert [[ref.path for ref in claim.missing] for claim in decision.claims] == [[f"records.{kind}"] for kind in kinds]
    assert hand.due(decision) == ("0.00", "400.00")
