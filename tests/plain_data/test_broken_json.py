"""Findings about a text that is not JSON: the problem, the advice, and the place, at the edges of each rule."""

from __future__ import annotations

import pytest

from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import MOST_LEVELS, loads
from tests.support.rows import each_row


def told(text: str) -> list[tuple[str, str, int, int]]:
    """Problem, advice, line and column of each finding."""
    with pytest.raises(FactsError) as caught:
        loads(text)
    found = []
    for finding in caught.value.report:
        assert finding.span is not None
        problem, advice = (str(getattr(finding, name, "")) for name in ("problem", "advice"))
        found.append((problem, advice, finding.span.line, finding.span.column))
    return found


HALF, NUMBER = "use the half-width sign", "a number begins with a digit or a minus sign, without a superfluous 0"
STRAIGHT, COMMENT = 'JSON takes straight double quotes: "…"', "JSON has no comments; take them out"
QUOTED = 'write values other than plain numbers in quotation marks: "300万元", "2022-03-01", "3.7%", "是"'
SMALL, COMMA = "JSON writes true, false and null in small letters", "take the comma before it away"


@each_row(
    ("text", "advice", "column"),
    [("{'a': 1}", STRAIGHT, 2), ("[“a”]", STRAIGHT, 2), ("[‘a’]", STRAIGHT, 2), ("[# x\n]", COMMENT, 2),
     ("[#]", COMMENT, 2),
     ("[1 // x\n]", COMMENT, 4), ("[1 /* x */]", COMMENT, 4), ("[1, ]", COMMA, 5), ('{"a": 1,}', COMMA, 9),
     ("[True]", SMALL, 2), ("[1, None]", SMALL, 5), ("[False]", SMALL, 2), ("[1，2]", HALF, 3), ('{"a"：1}', HALF, 5),
     ("[｛]", HALF, 2), ("[.5]", NUMBER, 2), ("[+5]", NUMBER, 2), ("[01]", NUMBER, 3), ("[1 2]", "", 4),
     ("[/x]", "", 2), ("[T]", SMALL, 2), ("[300万元]", QUOTED, 5), ("[2022-3-1]", QUOTED, 6), ("[3.7%]", QUOTED, 5),
     ("[是]", QUOTED, 2), ("[３]", QUOTED, 2), ("[2022/3/1]", QUOTED, 6), ("[x-1]", "", 2)],
)  # fmt: skip
def test_advice(text: str, advice: str, column: int) -> None:
    assert [(said, at) for _, said, _, at in told(text)] == [(advice, column)]


@pytest.mark.parametrize(
    ("text", "problem", "place"),
    [
        ("[1, 2", "the text ends too early", (1, 6)),
        ("[1, 2\n\n", "the text ends too early", (1, 6)),
        ('{"a" 1}', "expected a colon between a name and its value", (1, 6)),
        ("{1: 1}", "expected a name in double quotes", (1, 2)),
        ('["a\tb"]', "a line break, tab or control character inside a quotation", (1, 4)),
        ('["a\\qb"]', "a backslash that JSON does not know", (1, 4)),
        ("[\n1 2]", "expected a comma or a closing bracket", (2, 3)),
    ],
)
def test_problems(text: str, problem: str, place: tuple[int, int]) -> None:
    assert [(said, (line, column)) for said, _, line, column in told(text)] == [(problem, place)]


def test_faults_before_a_break_are_reported_and_those_after_it_are_not() -> None:
    assert len(told('{"a": 1, "a": 2, "b": [1 2]}')) == 2
    assert len(told('{"b": [1 2], "a": 1, "a": 2}')) == 1
    assert [column for *_, column in told('{"a": 1e5 x}')] == [7, 11]
    assert len(told('{"a": NaN}')) == 1


def test_the_deepest_text_that_is_read() -> None:
    assert loads("[" * MOST_LEVELS + "]" * MOST_LEVELS)
    assert len(told("[" * (MOST_LEVELS + 1) + "]" * (MOST_LEVELS + 1))) == 1
    assert loads("[" + "[]," * 100 + "[]]")


@pytest.mark.parametrize(
    ("text", "columns"), [("[1, 2", (6, 6)), ("[1, 2\n", (6, 6)), ("[.5]", (2, 3)), ("[1 2]", (4, 5))]
)
def test_one_sign_is_marked_and_none_where_the_text_ends(text: str, columns: tuple[int, int]) -> None:
    with pytest.raises(FactsError) as caught:
        loads(text)
    (finding,) = caught.value.report
    assert finding.span is not None
    assert (finding.span.column, finding.span.end_column) == columns
