"""The quick way of reading JSON and the scan give the same data or the same findings for every text."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given, strategies as st

from ipdsl.plain_data import strict_json
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import MOST_LEVELS, NEEDS_SCAN, loads, quick_value
from tests.support.rows import each_row

FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True, "name": "韶关某公司"},
    "records": {
        "ip_title": [{"title": "national_pilot", "recognised_on": "2022-03-01"}],
        "technology_contract": [
            {"contract": "A", "amount": 850.5, "recorded_on": "2022-03-01", "put_to_use": None},
            {"contract": 'B \\ "\n', "amount": 2_000_000, "recorded_on": {"none": True}, "put_to_use": False},
        ],
        "sanction": [],
    },
    "as_of": "2022-12-31",
}
"""Facts with every kind of value of JSON."""


def answer(text: bytes | str) -> str:
    """The data of a text, or its findings with their places."""
    try:
        return repr(loads(text))  # it separates 1, 1.0, -0.0, true and the order of members
    except FactsError as refused:
        return str(refused)


def differs(text: bytes | str) -> bool:
    """Whether the scan alone reads other data, or reports other findings."""
    with pytest.MonkeyPatch.context() as scan_alone:
        scan_alone.setattr(strict_json, "quick_value", lambda text: NEEDS_SCAN)
        scanned = answer(text)
    return answer(text) != scanned


# texts from a seed

WORDS = ('"a"', '"b"', '"\\u0061"', '"甲"', '""', '"\\ud83d\\ude00"', '"\\ud800"', '"[{"', '"NaN 1e5"', '"\\\\"')
VALUES = (
    "0", "-0", "-0.0", "12.30", "1e5", "1E-400", "-1.5e3", "NaN", "-Infinity", "Infinity", "true", "null", "9" * 18,
    "-" + "9" * 18, "9" * 19, "0." + "1" * 17, "0." + "1" * 18, "1" * 5000, *WORDS,
)  # fmt: skip
SPACES = ("", "", "", " ", "\r\n\t", " ")
BROKEN = (
    "\u00a0", "\ufeff", "\ud800", "01", ".5", "5.", "+1", "True", "'a'", "，", "\\", "\x00", "٣", ",", "]", '"', "//",
)  # fmt: skip


def value_text(draw: random.Random, levels: int) -> str:
    """The text of a random value. Names occur twice now and then."""
    kind = draw.random()
    if levels == 0 or kind < 0.3:
        return draw.choice(VALUES)
    parts = [value_text(draw, levels - 1) for _ in range(draw.randrange(4))]
    if kind < 0.5:
        return f"[{','.join(parts)}]"
    members = [f"{draw.choice(WORDS)}{draw.choice(SPACES)}:{draw.choice(SPACES)}{part}" for part in parts]
    return "{" + ",".join(members) + "}"


def broken_text(draw: random.Random, text: str) -> str:
    """The text with a sign or a value put in, replaced or cut out."""
    begin = draw.randrange(len(text) + 1)
    end = min(len(text), begin + draw.choice((0, 0, 1, 7)))
    return text[:begin] + draw.choice((*BROKEN, *VALUES, "", "", "a", "2", "[[", "{}")) + text[end:]


def drawn_texts(seed: int, number: int) -> Iterator[str]:
    """Random texts of values, of facts and of deep nesting. Each second one is broken."""
    draw = random.Random(seed)
    facts = [
        json.dumps(FACTS, ensure_ascii=escaped, indent=indent) for escaped in (True, False) for indent in (None, 1)
    ]
    for index in range(number):
        deep = draw.randrange(MOST_LEVELS - 3, MOST_LEVELS + 3)
        text = draw.choice((
            value_text(draw, 3), value_text(draw, 3), draw.choice(facts), "[" * deep + "]" * deep,
            '{"a":' * deep + draw.choice(VALUES) + "}" * deep,
        ))  # fmt: skip
        yield broken_text(draw, text) if index % 2 else draw.choice(SPACES) + text


@pytest.mark.parametrize("seed", range(4))
def test_drawn_texts_have_the_same_data_or_the_same_findings(seed: int) -> None:
    assert not [text for text in drawn_texts(seed, 1_000) if differs(text)]


@given(st.text(alphabet='{}[]",:\\/ue1.+-EN aInfinty\n\ud800\u4f01', max_size=60))
def test_any_text_that_looks_like_json_has_the_same_data_or_the_same_findings(text: str) -> None:
    assert not differs(text)


@given(st.text(max_size=40))
def test_any_text_has_the_same_data_or_the_same_findings(text: str) -> None:
    assert not differs(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_bytes_have_the_same_data_or_the_same_findings(encoding: str) -> None:
    assert not [text for text in drawn_texts(4, 500) if differs(text.encode(encoding, "replace"))]


# planted faults

CHECKED = strict_json._TOKENS_WITHOUT_FINDINGS.pattern


def without(part: str, instead: str = "") -> re.Pattern[str]:
    """The check of the text without one part of its pattern."""
    assert CHECKED.count(part) >= 1
    return re.compile(CHECKED.replace(part, instead), re.VERBOSE | re.DOTALL)


@each_row(
    ("name", "fault"),
    [
        ("_TOKENS_WITHOUT_FINDINGS", without("NI")),
        ("_TOKENS_WITHOUT_FINDINGS", without("(?!u[dD][89a-fA-F])")),
        ("_TOKENS_WITHOUT_FINDINGS", without("(?![0-9.eE])")),
        ("_TOKENS_WITHOUT_FINDINGS", without("(?![0-9.eE])", "(?![0-9.])")),
        ("_TOKENS_WITHOUT_FINDINGS", without("{1,18}", "{1,19}")),
        ("_DECODER", json.JSONDecoder(parse_float=Decimal)),
        ("_levels", lambda value: 0),
    ],
)
def test_a_quick_way_without_one_of_its_checks_differs(name: str, fault: object) -> None:
    with pytest.MonkeyPatch.context() as planted:
        planted.setattr(strict_json, name, fault)
        assert any(differs(text) for text in drawn_texts(0, 1_000))


# what the quick way reads


@each_row(
    "write",
    [
        json.dumps,
        partial(json.dumps, ensure_ascii=False),
        partial(json.dumps, indent=2),
        lambda facts: json.dumps([facts] * 100),
    ],
)
def test_facts_are_read_without_a_scan(write: Callable[[object], str]) -> None:
    text = write(FACTS)
    assert quick_value(text) is not NEEDS_SCAN
    assert loads(text) == json.loads(text, parse_float=Decimal)


@each_row("text", ["", " ", "[1", "[1e5]", "[NaN]", '{"a": 1, "a": 1}', "9" * 19, "[" * 65 + "]" * 65, "[" * 100_000])
def test_a_text_with_a_finding_is_scanned(text: str) -> None:
    assert quick_value(text) is NEEDS_SCAN
