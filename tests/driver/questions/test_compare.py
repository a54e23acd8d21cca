"""`ipdsl compare`: the same applicant under several policies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.console import working_in

NORTH = """
policy north "Measures of the north"
  document "North 1"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Titles"
  award by title once to enterprise when ip_title new
    national_demonstration: 200000
    provincial_demonstration: 80000
  pay each

article 2 "Topics"
  award up to 150000 when soft_topic selected
"""
SOUTH = """
policy south "Measures of the south"
  document "South 2"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Titles"
  if located_here
  award by title once to enterprise when ip_title new
    national_demonstration: 500000
"""
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {
        "ip_title": [
            {"title": "national_demonstration", "recognised_on": "2022-03-01"},
            {"title": "provincial_demonstration", "recognised_on": "2021-03-01"},
            {"title": "municipal_demonstration", "recognised_on": "2021-04-01"},
        ],
        "soft_topic": [{"project": "T", "selected_on": "2022-06-01"}],
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "north.ipp").write_text(NORTH, encoding="utf-8")
    (tmp_path / "south.ipp").write_text(SOUTH, encoding="utf-8")
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    return tmp_path


def rows(text: str) -> dict[str, list[str]]:
    """The cells of each line of the table that has cells for both policies, by its first cell."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("  ") if cell.strip()]
        if len(cells) == 3:
            found[cells[0]] = cells[1:]
    return found


def compare(folder: Path, *options: str, facts: object = None) -> tuple[int, str]:
    if facts is not None:
        (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    with working_in(folder):
        ran = run("compare", "north.ipp", "south.ipp", "--facts", "facts.json", *options)
    return ran.code, ran.both


def test_each_item_has_one_line_with_its_result_under_each_policy(folder: Path) -> None:
    code, text = compare(folder)
    assert code == 3, "the south waits for a fact"
    assert rows(text)["national_demonstration"] == ["200,000.00", "up to 500,000.00"]
    assert rows(text)["provincial_demonstration"] == ["80,000.00", "not eligible"]
    assert rows(text)["Total due"] == ["280,000.00 to 430,000.00", "up to 500,000.00"]
    assert rows(text)["T"] == ["up to 150,000.00", "-"]


@pytest.mark.parametrize(("language", "beside"), [("en", "in addition, in other years: "), ("zh", "此外，其他年度：")])
def test_of_one_year_each_policy_names_the_others_in_which_something_is_due(
    language: str, beside: str, folder: Path
) -> None:
    for year, policies in (("2021", ["north", "south"]), ("2022", ["north"])):
        told = [line for line in compare(folder, "--year", year, "--lang", language)[1].splitlines() if beside in line]
        assert [line[:5] for line in told] == policies
    assert beside not in compare(folder, "--lang", language)[1]


def test_items_that_no_policy_pays_are_counted_and_listed_on_demand(folder: Path) -> None:
    _, short = compare(folder)
    _, full = compare(folder, "--show-unrelated")
    assert "municipal_demonstration" not in rows(short)
    assert "one item pays nothing" in short
    assert rows(full)["municipal_demonstration"] == ["not eligible", "not eligible"]


def test_json_holds_the_decisions_and_points_from_cells_to_their_claims(folder: Path) -> None:
    code, text = compare(folder, "--format", "json")
    assert code == 3
    plain = json.loads(text)
    assert [decision["policy"]["name"] for decision in plain["decisions"]] == ["north", "south"]
    row = next(row for row in plain["rows"] if row["item"] == "national_demonstration")
    claim = plain["decisions"][0]["claims"][row["cells"][0]["claims"][0]]
    assert (claim["item"], claim["paid"], row["cells"][0]["paid"]) == (
        "national_demonstration",
        "200000.00",
        "200000.00",
    )
    assert row["cells"][1]["due"] == {"low": "0.00", "high": "500000.00", "unlimited": False, "exact": True}


def test_approvals_and_history_count_for_the_policy_that_knows_their_clause(folder: Path) -> None:
    facts = FACTS | {
        "approvals": [{"clause": "2.soft_topic.selected", "item": "T", "amount": 90000}],
        "history": [
            {
                "policy": "north",
                "clause": "1.ip_title.new",
                "item": "national_demonstration",
                "year": 2022,
                "due": 200000,
            }
        ],
        "applicant": FACTS["applicant"] | {"located_here": True},  # type: ignore[operator]
    }
    code, text = compare(folder, facts=facts)
    assert code == 0, text
    assert rows(text)["T"] == ["90,000.00", "-"]
    assert rows(text)["national_demonstration"] == ["already paid", "500,000.00"]
    assert rows(text)["Total due"] == ["170,000.00", "500,000.00"]


def test_a_mistake_in_the_facts_is_told_once(folder: Path) -> None:
    code, text = compare(folder, facts={"applicant": {"id": "F1", "kinds": ["enterprize"]}})
    assert code == 1
    assert text.count("is not an applicant kind") == 1, text


def test_a_broken_policy_and_a_missing_one_are_both_told(folder: Path) -> None:
    (folder / "broken.ipp").write_text("award 5 when nothing_known new\n", encoding="utf-8")
    with working_in(folder):
        ran = run("compare", "north.ipp", "broken.ipp", "absent.ipp", "--facts", "facts.json")
    assert ran.code == 2
    assert "nothing_known" in ran.err
    assert "absent.ipp" in ran.err


def test_facts_that_are_no_object_are_refused_by_the_reader(folder: Path) -> None:
    code, text = compare(folder, facts=[1])
    assert code == 1
    assert "error[R0" in text
