"""The comparison of a tree with itself finds nothing, and it finds every change that is made in a copy of the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.equivalence.comparison import Rule, compared, differences
from tests.equivalence.inputs import Call, Inputs
from tests.equivalence.report import report
from tests.equivalence.run import make_calls
from tests.equivalence.sides import Side, tree_package

PAGE = "award 200000 once when geo_indication_product new\n"
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2022-05-01"}]},
}
CALL = Call("pairs", "pairs/1", "command", ("eval", "page.ipp", "--full", "--facts", "facts.json"))


@pytest.mark.broad
def test_a_tree_equals_itself_and_differs_from_a_copy_with_another_word(tmp_path: Path) -> None:
    inputs = Inputs(tmp_path / "inputs", 1, 1, "pairs")
    folder = inputs.folder("one")
    page, facts = folder.write("page.ipp", PAGE), folder.write("facts.json", FACTS)
    folder.command(
        "eval", page, "--full", "--facts", facts, "--ledger-out", "lines.json", "--lang", "en", collect=["lines.json"]
    )
    folder.python("decide", page, facts)
    inputs.keep()
    copy = tree_package(ROOT, tmp_path / "copy")
    (changed,) = (one for one in copy.rglob("*.py") if "This is a computation" in one.read_text("utf-8"))
    changed.write_text(changed.read_text("utf-8").replace("This is a computation", "This was computed"), "utf-8")
    packages = {"base": ROOT, "same": ROOT, "other": copy}
    sides = [Side(name, where, tmp_path / name, number) for number, (name, where) in enumerate(packages.items())]
    make_calls(inputs, *sides)
    same, other = (compared(inputs.calls, sides[0], side) for side in sides[1:])
    assert (same.is_equal, same.tallies["pairs"].calls, same.differences) == (True, 2, [])
    (found,) = other.differences
    assert (other.is_equal, found.text, found.call.words[0]) == (False, "stdout", "eval")
    assert any(line.startswith("+") and "This was computed" in line for line in found.lines)
    assert "--- pairs/one$ ipdsl eval page.ipp --full --facts facts.json" in "\n".join(report(other, []))


def rule(pattern: str, replacement: str | None = None, calls: str = "") -> Rule:
    return Rule("a reason", re.compile(pattern, re.MULTILINE), replacement, re.compile(calls))


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], ""),
        ([rule("^as of ")], "a reason"),
        ([rule(r"^as of \d+$", "")], "a reason"),
        ([rule("^as of ", calls="ask")], ""),
        ([rule("^of ")], ""),
        ([rule("2024$")], ""),
    ],
)
def test_a_difference_is_expected_where_rules_explain_every_line_of_it(rules: list[Rule], expected: str) -> None:
    (found,) = differences(CALL, {"stdout": "total 5\nas of 2024"}, {"stdout": "total 5\nas of 2025"}, rules)
    assert found.expected == expected


def test_one_line_that_no_rule_explains_is_enough() -> None:
    old, new = {"stdout": "as of 2024\n\ntotal 5"}, {"stdout": "as of 2025\n\ntotal 6"}
    for rules in ([rule("^as of ")], [rule(r"^as of \d+$", "")]):
        (found,) = differences(CALL, old, new, rules)
        assert found.expected == ""


def test_a_text_that_only_one_side_has_and_ends_of_lines_are_differences() -> None:
    assert [one.text for one in differences(CALL, {"a": "x", "b": "y\n"}, {"b": "y"}, [])] == ["a", "b"]
