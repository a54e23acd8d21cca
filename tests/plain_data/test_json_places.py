"""Problems of facts show the place in their text: the value of the path, the name, or the value around a gap."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import NOTHING
from ipdsl.base.source import Span
from ipdsl.facts.cohort import at_places_of_members, read_members
from ipdsl.plain_data import json_places
from ipdsl.plain_data.errors import FactsError, UnknownPart
from ipdsl.plain_data.json_places import _TOKEN, facts_error
from ipdsl.plain_data.strict_json import JsonFile, JsonList, JsonObject, read_text
from ipdsl.schema.values.value_errors import NotADay
from ipdsl.schema.values.value_type import child_path
from tests.support.cli import run

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
BLANKS = st.text(" \t\r\n", max_size=3)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["applicant", "专利", "a.b", "a[0]", '"', "\\", "$", " $", "ａ", "]", "{", "\ufeff"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | NAMES,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(NAMES, parts, max_size=4),
    max_leaves=12,
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, Json]:
    """A text of an object or list with blanks anywhere, and its value."""
    value = draw(st.lists(VALUES, max_size=3) | st.dictionaries(NAMES, VALUES, max_size=4))

    def written(part: Json) -> str:
        before, after = draw(BLANKS), draw(BLANKS)
        if isinstance(part, dict):
            names = (json.dumps(name, ensure_ascii=draw(st.booleans())) for name in part)
            inner = ",".join(
                f"{draw(BLANKS)}{name}{draw(BLANKS)}:{written(value)}"
                for name, value in zip(names, part.values(), strict=True)
            )
            return f"{before}{{{inner}}}{after}"
        if isinstance(part, list):
            return f"{before}[{','.join(map(written, part))}]{after}"
        return f"{before}{json.dumps(part, ensure_ascii=draw(st.booleans()))}{after}"

    return written(value), value


def paths_of(value: Json, path: str = "$") -> list[tuple[str, Json, str | None]]:
    """Each path with its value and its name in the object around it."""
    parts: list[tuple[str, Json, str | None]] = []
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in steps:
        inner = child_path(path, step)
        parts += [(inner, part, step if isinstance(step, str) else None), *paths_of(part, inner)]
    return parts


def text_at(text: str, span: Span) -> str:
    """The characters of a span."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def not_a_day(path: str) -> NotADay:
    """A finding about the value of a path."""
    return NotADay(path=path, field="", found="", advice=NOTHING)


def place(data: object, path: str, *, of_name: bool = False) -> Span:
    """The place of a path in the text of the data."""
    finding = (
        UnknownPart(path=path, what="", word="", parts="")
        if of_name
        else NotADay(path=path, field="", found="", advice=NOTHING)
    )
    (located,) = facts_error(Report([finding]), data).report
    assert located.span is not None
    return located.span


@given(texts())
def test_the_text_at_the_place_of_a_path_is_its_value(written: tuple[str, Json]) -> None:
    text, value = written
    data = read_text(text.encode())
    assert isinstance(data, JsonObject | JsonList)
    assert json.loads(text_at(text, place(data, "$"))) == value
    paths = paths_of(value)
    ambiguous = {path for path, _, _ in paths if [other for other, _, _ in paths].count(path) > 1}
    for path, part, name in paths:
        if not any(path.startswith(other) for other in ambiguous):  # paths of long or hidden names may be equal
            assert json.loads(text_at(text, place(data, path))) == part
            if name is not None:
                assert json.loads(text_at(text, place(data, path, of_name=True))) == name


@given(texts(), st.data())
def test_a_path_that_is_not_in_the_text_has_the_place_of_the_value_around_it(
    written: tuple[str, Json], data: st.DataObject
) -> None:
    text, value = written
    path, around, _ = data.draw(st.sampled_from([("$", value, None), *paths_of(value)]))
    for missing in (f"{path}.no_such_name.number", f"{path}[99].number"):
        found = json.loads(text_at(text, place(read_text(text), missing)))
        assert found == around or isinstance(found, dict | list), "the value around it"


@pytest.mark.parametrize(
    ("text", "path", "underlined"),
    [
        ('{"a": {"b": 1}}', "$.a.c", '{"b": 1}'),
        ('{"a": {"b": 1}}', "$.x.y[2].z", '{"a": {"b": 1}}'),
        ('{"a": [1, {"b": 2}]}', "$.a[1].b", "2"),
        ('{"a": [1, {"b": 2}]}', "$.a[7]", '[1, {"b": 2}]'),
        ('{"专利": {"号": "ＡＢ"}}', "$.专利.号", '"ＡＢ"'),
        ('\ufeff{"a":\t-1.5}', "$.a", "-1.5"),
        ('{"a.b": {"c": 1}, "a": {"b": 2}}', '$["a.b"].c', "1"),
        ('{"x": "\\"}{[", "a": "]"}', "$.a", '"]"'),
        ('{"\\u4e13": 1}', "$.专", "1"),
        (f'{{"{"n" * 70}": 1}}', child_path("$", "n" * 70), "1"),
    ],
)
def test_places(text: str, path: str, underlined: str) -> None:
    assert text_at(text.removeprefix("\ufeff"), place(read_text(text), path)) == underlined


def test_a_text_without_problems_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JsonFile, "source", property(lambda _: pytest.fail("the text is decoded again")))
    facts = '{"applicant": {"id": "F1", "kinds": ["enterprise"]}}'
    ipdsl.load("shaoguan_2021").evaluate(facts, year=2022)


@pytest.mark.parametrize("form", ["lines", "list"])
def test_members_have_their_places_in_the_file(form: str) -> None:
    facts = [f'{{"applicant": {{"id": "F{n}", "kinds": ["enterprise"]}}}}' for n in range(3)]
    text = "\n".join(facts) if form == "lines" else f"[{','.join(facts)}]"
    members = read_members(text.encode(), "firms.json")
    error = FactsError(
        Report(
            [NotADay(path=f"{member.place} $.applicant.id", field="", found="", advice=NOTHING) for member in members]
        )
    )
    findings = [*at_places_of_members(error, members).report]
    assert [text_at(text, finding.span) for finding in findings if finding.span] == ['"F0"', '"F1"', '"F2"']
    shown = ["$.applicant.id"] * 3 if form == "lines" else [f"$[{n}].applicant.id" for n in range(3)]
    assert [finding.path for finding in findings] == shown


@given(texts().filter(lambda written: isinstance(written[1], list)))
def test_the_items_of_a_list_are_its_values(written: tuple[str, Json]) -> None:
    text, value = written
    assert [json.loads(text[start:end]) for start, end in JsonFile("firms.json", text).items] == value


def test_each_member_with_a_problem_searches_only_its_own_part(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Counted:
        @staticmethod
        def finditer(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
            read.append(end - begin)
            return _TOKEN.finditer(text, begin, end)

    monkeypatch.setattr(json_places, "_TOKEN", Counted)
    text = json.dumps([{"applicant": {"id": 5}}] * 50)
    for member in read_members(text.encode(), "firms.json"):
        facts_error(Report([NotADay(path="$.applicant.id", field="", found="", advice=NOTHING)]), member.data)
    assert len(read) == 50
    assert sum(read) < len(text)


def test_replaced_parts_have_no_place_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "firm.json"
    path.write_text('{"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2022-12-31"}', encoding="utf-8")
    policy = ipdsl.load("shaoguan_2021")
    with pytest.raises(FactsError) as error:
        policy.evaluate(path, as_of="2022-13-31")
    assert [(finding.path, finding.span) for finding in error.value.report] == [("$.as_of", None)]


def test_the_approvals_of_each_policy_have_their_own_lines(tmp_path: Path) -> None:
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}}
    lines = [
        {"clause": "2.1.4.ip_alliance.recorded", "item": "A", "amount": 1},
        {"clause": "7.technology_contract.recorded", "item": "A", "amount": "x"},
    ]
    path = tmp_path / "firm.json"
    path.write_text(json.dumps({**facts, "approvals": lines}, indent=1), encoding="utf-8")
    ran = run("compare", "shaoguan_2021", "foshan_2020", "--facts", str(path))
    assert f"{path}:17:14 ($.approvals[1].amount)" in ran.err
