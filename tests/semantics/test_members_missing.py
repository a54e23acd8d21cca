"""P013 names exactly the members without a row that the conditions of the award still allow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.semantics.findings import article
from tests.support.slow import sampled

ROWS = "\n  national: 300000\n  provincial: 100000"
"""`municipal` and `county_level` do not have a row."""

HEADS = {
    "": "municipal county_level",
    "and patent is x": "municipal county_level",
    # one condition
    "and level is national, provincial": "",
    "and level is national": "",
    "and level is national, provincial, municipal": "municipal",
    "and level at least provincial": "",
    "and level more than municipal": "",
    "and level at least municipal": "municipal",
    "and level at most municipal": "municipal county_level",
    "and level less than provincial": "municipal county_level",
    "and not (level is municipal)": "county_level",
    "and not (level is municipal, county_level)": "",
    "and not (level at most municipal)": "",
    "and not (not (level at least provincial))": "",
    # several conditions
    "and level at least municipal and not (level is municipal)": "",
    "and (level is national or level is provincial)": "",
    "and (level is national or level is municipal)": "municipal",
    "and not (level is municipal or level is county_level)": "",
    "and not (level is municipal and prize is gold)": "municipal county_level",
    "and (level is national or prize is gold)": "municipal county_level",
    "and (level is national or prize is gold) and not (prize is gold)": "",
    "and (level is national or prize is gold) and prize is silver": "",
    "and (level at least provincial or (level is municipal and prize is gold))": "municipal",
    # conditions on another field
    "and prize is gold": "municipal county_level",
}


def missing(found: str) -> str:
    """The members named in the findings of a page."""
    rows = re.findall(r"note\[P013\]: no row for (.*), so nothing is paid for (?:it|them)", found)
    return " | ".join(row.replace("`", "").replace(",", "") for row in rows)


@pytest.mark.parametrize(("words", "expected"), sampled(HEADS.items(), 3, others="broad"), ids=list(HEADS))
def test_members_that_the_condition_excludes_are_not_named(words: str, expected: str) -> None:
    found = article(f"award by level when patent_prize won {words}{ROWS}\n")
    assert not found.codes, found.shown()
    assert missing(found.shown()) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (f"award by level when patent_prize won{ROWS}\nnone when level is municipal\n", "county_level"),
        (f"award by level when patent_prize won{ROWS}\nnone when level at most municipal\n", ""),
        (f"award by level when patent_prize won{ROWS}\nnone when level at most municipal and prize is gold\n",
         "municipal county_level"),
        (f"group g\n  award by level when patent_prize won{ROWS.replace(chr(10), chr(10) + '  ')}\n"
         "none when level is municipal, county_level\n", ""),
        (f"award by level when patent_prize won{ROWS}\n  otherwise: 5\n", ""),
        (f"award by level when patent_prize won{ROWS}\n  municipal, county_level: 5\n", ""),
        ("award by level when patent_prize won and level at least provincial\n  national: 5\n", "provincial"),
        ("award by right when patent granted\n  invention: 5\n", "utility_model design"),
        ("award by right when invention_patent granted\n  invention: 5\n", ""),
        ("award by prize when patent_prize won and level is national\n  gold: 5\n", "silver excellence"),
    ],
)  # fmt: skip
def test_rules_of_the_block_and_the_kind_of_the_record_exclude_members_too(lines: str, expected: str) -> None:
    found = article(lines)
    assert not found.codes, found.shown()
    assert missing(found.shown()) == expected


WORDS = """vocabulary words "Words" "词汇"

applicant shop "店铺"

applicant fields
  size is one of small "小", middle "中", large "大"
  located_here "在本地" yes/no

record badge "牌"
  key number "号"
  event given "颁发" on given_on "颁发日"
"""
PAGE = """policy town "Town" "某镇"
  effective 2021-01-01 to 2022-12-31
  use words
{policy}
article 1 "One"
{article}  group g
{group}    award by size when badge given
{award}      large: 5
"""
PLACES = {"policy": "  ", "article": "  ", "group": "    ", "award": "      "}


@pytest.mark.parametrize("place", sampled(PLACES, 2, others="broad"))
@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("not (size is small)", "middle"),
        ("size is large", ""),
        ("size is large or located_here", "small middle"),
        ("located_here", "small middle"),
    ],
)
def test_conditions_around_the_award_exclude_members(place: str, test: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")
    lines = {one: f"{indent}if {test}\n" if one == place else "" for one, indent in PLACES.items()}
    (tmp_path / "town.ipp").write_text(PAGE.format(**lines), encoding="utf-8")
    shown = run("check", tmp_path / "town.ipp", "--lang", "en").out
    assert "error" not in shown, shown
    assert missing(shown) == expected
    chinese = run("fmt", tmp_path / "town.ipp", "--to", "zh").out
    (tmp_path / "town.ipp").write_text(chinese, encoding="utf-8")
    assert missing(run("check", tmp_path / "town.ipp", "--lang", "en").out) == expected
