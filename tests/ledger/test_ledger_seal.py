"""Edited, truncated and re-sorted ledgers: each break is reported at its line, with the person who accepts it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.ledger.ledger_file import ledger_to_plain
from ipdsl.plain_data.errors import FactsError
from tests.support.cli import run
from tests.support.console import working_in

PAGE = """policy deals "Deals"
  document "D"
  effective 2021-01-01 to 2025-12-31
  use ip

article 8 "Deals"
  award amount to enterprise when technology_contract recorded
"""
POLICY = ipdsl.load_text(PAGE)
FIRM = {"id": "F1", "kinds": ["enterprise"]}
ROWS = [{"contract": f"C{n}", "amount": 100 * n, "recorded_on": f"2022-0{n}-01"} for n in (1, 2, 3, 4)]
FACTS: dict[str, Any] = {"applicant": FIRM, "records": {"technology_contract": ROWS}}


def written() -> dict[str, Any]:
    first = POLICY.evaluate(FACTS)
    return ledger_to_plain(POLICY.program, first.ledger, first.applicant)


def decision() -> dict[str, Any]:
    return ipdsl.to_json(POLICY.evaluate(FACTS))


def edit(at: int, **parts: object) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["ledger"][at].update(parts)


def drop(*of: int) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.update(ledger=[line for at, line in enumerate(data["ledger"]) if at not in of])


def swap(data: dict[str, Any]) -> None:
    data["ledger"][0], data["ledger"][1] = data["ledger"][1], data["ledger"][0]


def head(**parts: object) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["ledger_head"].update(parts)


HEAD, LINE, PART = "R075 $.ledger_head", "R074 $.ledger[{}]", "R076 $"
CUT: list[tuple[str, Callable[[dict[str, Any]], Any], list[str]]] = [
    ("a sum", edit(1, due={"2022": "150.00"}), [HEAD, LINE.format(1)]),
    ("a sum to nothing", edit(1, due={"2022": "0.00"}, admitted="0.00"), [HEAD, LINE.format(1)]),
    ("keys", edit(2, keys={"a": "b"}), [LINE.format(2)]),
    ("an item", edit(0, item="C9"), [LINE.format(0)]),
    ("a digest", edit(0, digest="0" * 16), [LINE.format(0)]),
    ("no digest", lambda data: data["ledger"][3].pop("digest"), [LINE.format(3)]),
    ("a part of a line taken out", lambda data: data["ledger"][3].pop("matter"), [LINE.format(3)]),
    ("the first line gone", drop(0), [HEAD]),
    ("three lines gone", drop(0, 1, 2), [HEAD]),
    ("the last line gone", drop(3), [HEAD]),
    ("the last line gone, the count mended", lambda data: (drop(3)(data), head(lines=3)(data)), [HEAD]),
    ("a line twice", lambda data: data["ledger"].append(data["ledger"][3]), [HEAD]),
    ("a line instead of another", lambda data: data["ledger"].__setitem__(0, data["ledger"][1]), [HEAD]),
    ("two lines changed about", swap, [HEAD]),
    ("another applicant of the head", lambda data: data.pop("applicant"), [HEAD]),
    ("the head of an earlier ledger", head(previous="0" * 16), [HEAD]),
    ("another number", head(number="0" * 16), [HEAD]),
    ("another digest of the head", head(digest="0" * 16), [HEAD]),
    ("not complete", head(complete=False), [HEAD]),
    ("other sums by year", head(by_year={"2021": "1000.00"}), [HEAD]),
    ("no pages", lambda data: data.pop("pages"), [LINE.format(at) for at in range(4)]),
    ("a page taken out", lambda data: data["pages"].pop(), [HEAD]),
    ("a rule of a page", lambda data: data["pages"][0]["rules"].append({}), [HEAD]),
    ("an award of a page", lambda data: data["pages"][0]["awards"][0].update(label="x"), [HEAD]),
    ("no head", lambda data: data.pop("ledger_head"), [HEAD]),
    ("no head and no schema", lambda data: (data.pop("ledger_head"), data.pop("schema")), [HEAD, PART]),
    *((f"no {part}", lambda data, part=part: data.pop(part), [PART]) for part in ("schema", "policy", "currency")),
    ("an empty policy", lambda data: data.update(policy=""), [PART]),
    ("neither policy nor currency", lambda data: (data.pop("policy"), data.pop("currency")), [PART, PART]),
    ("a head of another form", lambda data: data.update(ledger_head=4), [HEAD]),
    ("a line that is none", lambda data: data["ledger"].__setitem__(3, "x"), [LINE.format(3)]),
]  # fmt: skip


def told(history: Any) -> list[str]:
    with pytest.raises(FactsError) as refused:
        POLICY.evaluate(FACTS, history=history)
    return [f"{finding.code} {finding.path}" for finding in refused.value.report]


@pytest.mark.parametrize("form", [written, decision])
@pytest.mark.parametrize(("change", "found"), [pytest.param(*case[1:], id=case[0]) for case in CUT])
def test_a_changed_ledger_is_reported(
    form: Callable[[], dict[str, Any]], change: Callable[[dict[str, Any]], Any], found: list[str]
) -> None:
    data = json.loads(json.dumps(form()))
    assert POLICY.evaluate(FACTS, history=copy.deepcopy(data)).total.minor == 0
    change(data)
    assert sorted(told(data)) == sorted(found)


@pytest.mark.parametrize("form", [written, decision])
def test_payments_may_be_added_and_lines_written_in_another_way(form: Callable[[], dict[str, Any]]) -> None:
    data = json.loads(json.dumps(form(), indent=4, sort_keys=True))
    data["ledger"][1]["payments"] = [{"day": "2022-12-01", "amount": "50.00"}]
    assert str(POLICY.evaluate(FACTS, history=data).still_due) == "150.00 CNY"


def test_what_has_no_head_is_not_checked() -> None:
    data = written()
    data["ledger"][1]["due"] = {"2022": "150.00"}
    assert POLICY.evaluate({**FACTS, "history": data["ledger"]}).total.minor == 0
    assert POLICY.evaluate(FACTS, history=data["ledger"]).total.minor == 0
    by_hand = {
        "policy": "deals",
        "ledger": [{"clause": "8.technology_contract.recorded", "item": "C1", "year": 2022, "due": 5}],
    }
    assert POLICY.evaluate(FACTS, history=by_hand).total.minor == 90000


def test_the_decision_names_the_person_accepting_an_edited_ledger() -> None:
    data = written()
    data["ledger"].pop()
    decision = POLICY.evaluate(FACTS, history=data, accept_edited="Li Ming")
    assert str(decision.total) == "400.00 CNY"
    assert "the ledger was modified ($.ledger_head): Li Ming answers for it" in decision.assumptions
    whole = POLICY.evaluate(FACTS, history=written(), accept_edited="Li Ming")
    assert not any("Li Ming" in one for one in whole.assumptions)


def test_the_option_for_one_applicant_and_for_many(tmp_path: Path) -> None:
    (tmp_path / "deals.ipp").write_text(PAGE, encoding="utf-8")
    (tmp_path / "firm.json").write_text(json.dumps(FACTS), encoding="utf-8")
    with working_in(tmp_path):
        run("eval", "deals.ipp", "--full", "--facts", "firm.json", "--ledger-out", "ledger.json")
        data = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
        data["ledger"].pop()
        (tmp_path / "ledger.json").write_text(json.dumps(data), encoding="utf-8")
        refused = run("eval", "deals.ipp", "--full", "--facts", "firm.json", "--history", "ledger.json")
        accepted = run(
            "eval",
            "deals.ipp",
            "--full",
            "--facts",
            "firm.json",
            "--history",
            "ledger.json",
            "--accept-modified-ledger",
            "Li Ming",
        )
        own = ("--history", "ledger.json", "--accept-modified-ledger", "Li Ming", "--format", "json")
        many = run("eval", "deals.ipp", "--cohort", "--facts", "firm.json", *own)
    assert (refused.code, "R075" in refused.err) == (1, True)
    assert (accepted.code, "Li Ming answers for it" in accepted.out) == (0, True)
    assert (many.code, "Li Ming answers for it" in many.out) == (0, True)
