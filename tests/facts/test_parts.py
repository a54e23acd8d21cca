"""Quick checks read histories and the smaller parts of facts with the same result as the general rules."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.ledger.line_reader import _line_reader
from ipdsl.plain_data.context import MONTHS, read_fast
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import ledger_to_json
from ipdsl.schema.values.value_type import NeedsFullReaderError
from tests.conftest import ROOT
from tests.support.facts.odd_values import odd, places, slow
from tests.support.rows import each_row

Plain = dict[str, Any]

POLICY = ipdsl.load("dongyang_2021")
PROGRAM = POLICY.program


def _stated() -> Plain:
    """A firm with a ledger of whole lines, short lines, payments under another document, and every smaller part."""
    text = (ROOT / "examples" / "firm_of_cities.json").read_text(encoding="utf-8")
    firm: Plain = json.loads(text, parse_float=Decimal)
    lines = ledger_to_json(POLICY.evaluate(firm).ledger)
    assert isinstance(lines, list)
    elsewhere = {
        "policy": "Document 1",
        "clause": "x",
        "item": "old",
        "year": 2020,
        "due": {"2020": "7.50", "2021": 1},
    }
    short: list[Plain] = [
        {"clause": "2.navigation_project.accepted", "item": "old", "year": 2021, "due": "5.00", "level": "provincial"},
        {"policy": PROGRAM.name, "clause": "6.pledge_loan.repaid", "item": "of old", "year": 2021, "due": 3,
         "event_date": "2021-05-01", "by_discretion": False, "level": "provincial", "row": None,
         "keys": {"right_kind": "patent_right", "pledged_right": ["a", "b"]}},
        elsewhere,
        elsewhere | {"item": "older", "keys": {"domestic": True, "family": 3}, "level": "national", "kind": "patent"},
    ]  # fmt: skip
    months = [
        {"month": f"{year}-{month:02}", "value": f"3.{month:02}%"} for year in (2021, 2022) for month in (1, 7, 12)
    ]
    return firm | {
        "history": [*lines, *short],
        "figures": {"2022": {f.name: 100 for f in PROGRAM.schema.figures}, "2021": {}},
        "support": [{"item": "A", "level": "provincial", "year": 2021, "amount": "7.50", "kind": "patent"}],
        "older_documents": [{"document": "Document 1", "kind": "patent", "item": "A", "amount": 5}],
        "approvals": [], "published": [], "series": {"lpr_1y": months},
    }  # fmt: skip


STATED = _stated()
PARTS = ("figures", "history", "support", "older_documents", "approvals", "published", "series")


def outcome(read: Any, data: object) -> Facts | str:
    """The facts, or every problem with its path and its text."""
    try:
        found: Facts = read(data)
    except FactsError as error:
        return str(error)
    return found


def same(data: object) -> Facts | str:
    """The result of quick checks, which must equal that of the general rules."""
    found = outcome(lambda stated: read_facts(stated, PROGRAM), data)
    expected = outcome(lambda stated: read_facts(slow(stated), PROGRAM), data)
    assert found == expected
    if isinstance(found, Facts) and isinstance(expected, Facts):
        assert repr(found) == repr(expected)  # the order and the types of equal values
        assert found.digest == expected.digest
    return found


@st.composite
def marred(draw: st.DrawFn) -> Plain:
    """The facts with a value inserted, removed or duplicated in one of the smaller parts."""
    data = {"applicant": STATED["applicant"]} | {name: STATED[name] for name in PARTS}
    name = draw(st.sampled_from([part for part in PARTS if data[part]]))
    part = {"of": copy.deepcopy(data[name])}
    if name == "history":
        part["of"] = draw(st.lists(st.sampled_from(part["of"]), min_size=1, max_size=4).map(copy.deepcopy))
    for _ in range(draw(st.integers(0, 2))):
        if not (all_places := list(places(part))):
            break
        *way, last = draw(st.sampled_from(all_places))
        inner: Any = part
        for step in way:
            inner = inner[step]
        how = draw(st.sampled_from(["put", "put", "other", "take", "more"]))
        if how == "put":
            inner[last] = draw(odd)
        elif how == "other":  # a value from elsewhere
            other: Any = part
            for step in draw(st.sampled_from(all_places)):
                other = other[step]
            inner[last] = copy.deepcopy(other)
        elif how == "take":
            del inner[last]
        elif isinstance(inner, list):
            inner.append(copy.deepcopy(inner[last]))
        else:
            inner[draw(st.sampled_from(["zzz", 5, "2021", "kind", "policy", "item", "event_date"]))] = draw(odd)
    return data | ({name: part["of"]} if "of" in part else {})


@given(marred())
def test_whatever_the_parts_state_is_read_as_by_the_general_rules(data: Plain) -> None:
    same(data)


def test_all_parts_together_are_read_as_by_the_general_rules() -> None:
    assert isinstance(same(STATED), Facts)


def test_lines_that_a_decision_prints_need_no_general_rule() -> None:
    lines = [line for line in STATED["history"] if line.get("outcome")]
    stated = [read_fast(line, PROGRAM.compute_once(_line_reader).fast_paths, {}) for line in lines]
    assert len(stated) > 5
    for one, line in zip(stated, lines, strict=True):
        assert one.keys() == {name for name, part in line.items() if part is not None}


WHOLE = next(line for line in STATED["history"] if line.get("outcome") == "awarded")


@each_row(
    "marred_line",
    [WHOLE | {"admitted": "99999999.00"}, WHOLE | {"due": {"2020": "1.00"}}, WHOLE | {"event_date": "2001-01-01"},
     WHOLE | {"carried": "1.00"}, WHOLE | {"carry_until": 1990}, WHOLE | {"outcome": "no such"},
     WHOLE | {"outcome": "not eligible"}, WHOLE | {"clause": "no such"}, WHOLE | {"kind": "no_such"},
     WHOLE | {"level": "no_such"}, WHOLE | {"year": None}, WHOLE | {"more": 1},
     WHOLE | {"proposed": True}, WHOLE | {"item": "a\nb"}, WHOLE | {"policy": []}, WHOLE | {"keys": {"a": [None]}}],
)  # fmt: skip
def test_lines_that_are_refused(marred_line: Plain) -> None:
    found = same({"applicant": STATED["applicant"], "history": [marred_line]})
    assert isinstance(found, str)


def test_two_lines_of_one_event_are_refused() -> None:
    undated = {"clause": WHOLE["clause"], "item": WHOLE["item"], "year": WHOLE["year"], "due": "0.00"}
    for lines in ([WHOLE, WHOLE], [WHOLE, undated], [undated, WHOLE]):
        assert isinstance(same({"applicant": STATED["applicant"], "history": lines}), str)
    other_day = WHOLE | {"event_date": f"{WHOLE['year']}-12-30"}
    assert isinstance(same({"applicant": STATED["applicant"], "history": [WHOLE, other_day]}), Facts)


@each_row("text", ["2022-00", "2022-13", "2022-1-", "1899-12", "2201-01", "২022-01", "", "2022-011"])
def test_months_that_are_not_plain(text: str) -> None:
    with pytest.raises(NeedsFullReaderError):
        MONTHS[text]
    data = {"applicant": STATED["applicant"], "series": {"lpr_1y": [{"month": text, "value": "3%"}]}}
    assert isinstance(same(data), str)


@each_row(
    ("value", "is_good"),
    [("3.70%", True), ("3%", True), ("0%", True), ("3.%", False), (".5%", False), ("%", False), ("-3%", False),
     ("3,7%", False), ("３%", True), ("৩%", False), ("0.037", True), ("37", False),
     ("1234567890123456789%", False), (True, False),
     ("3.7 %", True), (Decimal("0.037"), True), ("", False), ("3.7%%", False)],
)  # fmt: skip
def test_rates_of_a_series(value: object, is_good: bool) -> None:
    data = {"applicant": STATED["applicant"], "series": {"lpr_1y": [{"month": "2022-01", "value": value}]}}
    assert isinstance(same(data), Facts) is is_good


OPEN = WHOLE | {
    "event_date": None, "year": None, "due": {}, "proposed": "0.00", "admitted": "0.00", "charged": {},
    "outcome": "undetermined",
}  # fmt: skip


def test_a_line_without_a_day_keeps_its_year() -> None:
    found = same({"applicant": STATED["applicant"], "history": [WHOLE | {"event_date": None}]})
    assert isinstance(found, Facts)
    assert [line.year for line in found.history or ()] == [WHOLE["year"]]
    found = same({"applicant": STATED["applicant"], "history": [OPEN | {"year": 2021, "due": {"2021": "0.00"}}]})
    assert isinstance(found, Facts)
    assert [line.year for line in found.history or ()] == [2021]
    for year, day in ((None, WHOLE["event_date"]), (None, None)):
        assert isinstance(
            same({"applicant": STATED["applicant"], "history": [WHOLE | {"event_date": day, "year": year}]}), str
        ), "it was paid in some year"


def test_a_line_of_a_claim_without_a_day_stays_without_a_year() -> None:
    found = same({"applicant": STATED["applicant"], "history": [OPEN]})
    assert isinstance(found, Facts)
    decision = POLICY.evaluate({"applicant": STATED["applicant"], "history": [OPEN]})
    assert ledger_to_json(decision.ledger) == [OPEN]


def test_the_order_of_figures_says_nothing() -> None:
    first, second = (figure.name for figure in PROGRAM.schema.figures[:2])
    either = [{first: 1, second: 2}, {second: 2, first: 1}]
    found = [same({"applicant": STATED["applicant"], "figures": {"2022": figures}}) for figures in either]
    assert isinstance(found[0], Facts)
    assert isinstance(found[1], Facts)
    assert found[0] == found[1]
    assert found[0].digest == found[1].digest
