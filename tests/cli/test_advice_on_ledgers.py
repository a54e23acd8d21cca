"""The advice of errors about lines of a sealed ledger: each step is taken, and the run succeeds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import Ran, run

HEAD = 'policy t "T"\n  effective {first}-01-01 to 2029-12-31\n  use ip\n\n'
ARTICLE = 'article 1 "Patents"\n  award 2000 to enterprise when invention_patent granted\n'
CARRYING = f"{ARTICLE}  cap 3000 per enterprise per year\n    carry forward 2 years\n"
ACCEPTED = ("--accept-modified-ledger", "Li Hua")
Line = dict[str, Any]


def facts(folder: Path, *days: str, **more: Any) -> Path:
    patents = [{"number": f"ZL{day}", "granted_on": day} for day in days]
    plain = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"invention_patent": patents}, **more}
    (folder / "facts.json").write_text(json.dumps({"as_of": f"{days[-1][:4]}-12-31", **plain}), "utf-8")
    return folder / "facts.json"


def settle(folder: Path, page: str, first: int, stated: Path, *more: str | Path) -> Ran:
    (folder / "t.ipp").write_text(HEAD.format(first=first) + page, "utf-8")
    return run("eval", folder / "t.ipp", "--facts", stated, *more)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The ledger of 2022: of two patents 3,000 are due, and 1,000 waits."""
    path = tmp_path / "ledger.json"
    ran = settle(tmp_path, CARRYING, 2021, facts(tmp_path, "2022-03-01", "2022-04-01"), "--ledger-out", path)
    assert ran.code == 0, ran.both
    return path


def change(ledger: Path, edit: Callable[[list[Line]], None]) -> None:
    """Edit the lines by hand."""
    plain = json.loads(ledger.read_text("utf-8"))
    edit(plain["ledger"])
    ledger.write_text(json.dumps(plain), "utf-8")


def accepted(folder: Path, ledger: Path, page: str, first: int, stated: Path) -> Ran:
    """The run stops at the seal and names the option. With it, it writes a sealed ledger, which needs it no more."""
    stopped = settle(folder, page, first, stated, "--history", ledger)
    assert (stopped.code, "--accept-modified-ledger NAME" in stopped.err) == (1, True), stopped.both
    new = folder / "new.json"
    ran = settle(folder, page, first, stated, "--history", ledger, *ACCEPTED, "--ledger-out", new)
    assert ran.code == 0, ran.both
    assert settle(folder, page, first, stated, "--history", new).code == 0
    return ran


def test_waiting_money_of_a_cap_that_carries_no_more_waits_under_the_cap_or_lapses(ledger: Path) -> None:
    folder, stated = ledger.parent, facts(ledger.parent, "2023-03-01")
    refused = settle(folder, ARTICLE, 2021, stated, "--history", ledger)
    assert (refused.code, "error[R065]" in refused.err, "--accept-modified-ledger NAME" in refused.err) == (
        1,
        True,
        True,
    )
    kept = settle(folder, CARRYING, 2021, stated, "--history", ledger)
    assert (kept.code, "3,000.00" in kept.out) == (0, True), kept.both

    def lapse(lines: list[Line]) -> None:
        (line,) = (line for line in lines if line["carried"] != "0.00")
        line["lapsed"], line["carried"] = line["carried"], 0

    change(ledger, lapse)
    assert "2,000.00" in accepted(folder, ledger, ARTICLE, 2021, stated).out


def test_lines_of_facts_are_added_to_a_ledger(ledger: Path) -> None:
    folder = ledger.parent
    other = {"policy": "old", "clause": "1", "kind": "invention_patent", "item": "ZL9", "year": 2020, "due": 500}
    stated = facts(folder, "2023-03-01", history=[other])
    refused = settle(folder, CARRYING, 2021, stated, "--history", ledger)
    assert (refused.code, "error[R062]" in refused.err, "--accept-modified-ledger NAME" in refused.err) == (
        1,
        True,
        True,
    )
    change(ledger, lambda lines: lines.append({**other, "applicant": "F1"}))
    ran = accepted(folder, ledger, CARRYING, 2021, facts(folder, "2023-03-01"))
    assert "3,000.00" in ran.out
    kept = json.loads((folder / "new.json").read_text("utf-8"))["ledger"]
    assert [line["item"] for line in kept if line["policy"] == "old"] == ["ZL9"]


def test_a_line_before_the_first_year_of_an_edited_page_counts_if_the_page_keeps_its_first_day(ledger: Path) -> None:
    folder, stated = ledger.parent, facts(ledger.parent, "2023-03-01")
    refused = settle(folder, CARRYING, 2023, stated, "--history", ledger)
    assert (refused.code, "error[R070]" in refused.err, "--accept-modified-ledger NAME" in refused.err) == (
        1,
        True,
        True,
    )
    assert settle(folder, CARRYING, 2021, stated, "--history", ledger).code == 0
    change(ledger, lambda lines: [line.update(policy="old") for line in lines] and None)
    accepted(folder, ledger, CARRYING, 2023, stated)


def test_a_line_that_contradicts_itself_is_replaced_by_a_short_one(ledger: Path) -> None:
    folder, stated = ledger.parent, facts(ledger.parent, "2023-03-01")
    change(ledger, lambda lines: lines[0].update(due={"2022": "9000.00"}))
    refused = settle(folder, CARRYING, 2021, stated, "--history", ledger, *ACCEPTED)
    assert (refused.code, "error[R051]" in refused.err) == (1, True), refused.both

    def shorten(lines: list[Line]) -> None:
        lines[0] = {part: lines[0][part] for part in ("clause", "item", "year", "applicant")} | {"due": "2000.00"}

    change(ledger, shorten)
    assert "3,000.00" in accepted(folder, ledger, CARRYING, 2021, stated).out
