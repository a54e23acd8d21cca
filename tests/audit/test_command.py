"""`ipdsl audit`: exit codes, both forms of output, and misplaced arguments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.audit.town import PAGE, TEXT
from tests.support.cli import run
from tests.support.official_files import PICTURE


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "town.ipp").write_text(PAGE, encoding="utf-8")
    (tmp_path / "town.txt").write_text(TEXT, encoding="gb18030")
    return tmp_path


def test_nothing_left_is_exit_0(town: Path) -> None:
    ran = run("audit", town / "town.ipp", "--against", town / "town.txt")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("nothing is left\n")


def test_differences_give_exit_code_1_and_are_reported_with_their_places(town: Path) -> None:
    (town / "town.ipp").write_text(PAGE.replace("award 200000 once", "award 20000 once"), encoding="utf-8")
    ran = run("audit", town / "town.ipp", "--against", town / "town.txt")
    assert ran.code == 1
    assert "`２０ 万元` (money 200,000.00 CNY) is in the text and not in the policy" in ran.out
    assert "20,000.00 CNY (money) is in the policy and not" in ran.out
    told = json.loads(run("audit", town / "town.ipp", "--against", town / "town.txt", "--format", "json").out)
    assert [(thing["what"], thing["article"]) for thing in told["left"]] == [
        ("figure of the policy", "2"),
        ("figure of the text", "2"),
    ]
    assert all(thing["next"] and thing["message"] for thing in told["left"])


def test_the_text_or_the_page_may_be_standard_input(town: Path) -> None:
    assert run("audit", town / "town.ipp", "--against", "-", stdin=TEXT).code == 0
    assert run("audit", "-", "--against", town / "town.txt", stdin=PAGE).code == 0
    assert run("audit", "-", "--against", "-", stdin=PAGE).code == 2


def test_a_page_with_mistakes_is_not_compared(town: Path) -> None:
    (town / "town.ipp").write_text(PAGE.replace("award 200000 once", "award once"), encoding="utf-8")
    ran = run("audit", town / "town.ipp", "--against", town / "town.txt")
    assert (ran.code, ran.out) == (1, "")
    assert "error[S" in ran.err


@pytest.mark.parametrize("words", [["audit"], ["audit", "shaoguan_2021"], ["audit", "shaoguan_2021", "text.txt"]])
def test_the_text_must_be_named(words: list[str]) -> None:
    assert run(*words).code == 2


def test_cases_are_no_policy(town: Path) -> None:
    (town / "town.cases.ipp").write_text('cases for town_2022\n\ncase "x"\n  given enterprise\n', encoding="utf-8")
    ran = run("audit", town / "town.cases.ipp", "--against", town / "town.txt")
    assert ran.code == 2
    assert "U009" in ran.err


def test_a_refusal_in_json_is_a_finding(town: Path) -> None:
    (town / "scan.png").write_bytes(PICTURE)
    ran = run("audit", town / "town.ipp", "--against", town / "scan.png", "--format", "json")
    assert ran.code == 2
    assert json.loads(ran.out)["findings"][0]["code"] == "U050"
