from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from ipdsl.base import source
from ipdsl.base.values.written_values import MAX_DIGITS
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import MOST_FINDINGS, MOST_LEVELS, loads
from tests.support.base.findings import is_harmless
from tests.support.rows import each_row


def refused(text: bytes | str) -> list[tuple[str, str]]:
    """Code and place of each finding."""
    with pytest.raises(FactsError) as error:
        loads(text, "f")
    return [(finding.code, str(finding.span).removeprefix("f:")) for finding in error.value.report]


def help_for(text: str) -> str:
    with pytest.raises(FactsError) as error:
        loads(text)
    return next(iter(error.value.report)).texts().help


# accepted texts


def test_numbers_are_exact() -> None:
    data = loads('{"a": 1, "b": 12.30, "c": -0.5, "d": 0}')
    assert data == {"a": 1, "b": Decimal("12.30"), "c": Decimal("-0.5"), "d": 0}
    assert isinstance(data, dict)
    assert not any(isinstance(value, float) for value in data.values())


@pytest.mark.parametrize(
    "text", ['{"企业": "甲"}', " [1,\r\n\t2 ] ", '"\\u4f01\\n\\ud83d\\ude00"', "true", "null", "[]"]
)
def test_json_is_read_as_the_standard_library_reads_it(text: str) -> None:
    assert loads(text) == json.loads(text)
    assert loads(text.encode()) == json.loads(text)


def test_a_byte_order_mark_is_accepted() -> None:
    assert loads(b"\xef\xbb\xbf[1]") == [1]
    assert loads("\ufeff[1]") == [1]


def test_words_inside_quotations_are_only_words() -> None:
    text = '{"NaN": "1e9, [[[[ Infinity \\" }", "a": "\\\\"}'
    assert loads(text) == json.loads(text)


def test_64_levels_and_18_digits_are_the_most() -> None:
    assert loads("[" * MOST_LEVELS + "]" * MOST_LEVELS) is not None
    assert loads("9" * MAX_DIGITS) == 10**MAX_DIGITS - 1
    assert loads("0.12345678901234567") == Decimal("0.12345678901234567")


# refused texts


@each_row(
    ("text", "found"),
    [
        ("", [("R002", "1:1")]),
        (" \n\t ", [("R002", "1:1")]),
        (b"\xff\xfe[\x001\x00", [("R001", "1:1")]),
        ("甲\n企业".encode("gbk"), [("R001", "1:1")]),
        (b'{"a":\n "\xe7\x94\xb2\xff"}', [("R001", "2:4")]),
        ('{"a": 1, "a": 2}', [("R005", "1:10")]),
        ('{"a": 1, "\\u0061": 2}', [("R005", "1:10")]),
        ('[{"a": 1}, {"a": 2}]', None),
        ('{"a": {"a": 1}}', None),
        ('{"a": NaN,\n "b": -Infinity}', [("R006", "1:7"), ("R006", "2:7")]),
        ("1e7000000", [("R007", "1:1")]),
        ("[1E5, 1.5e-3]", [("R007", "1:2"), ("R007", "1:7")]),
        ("1" * 19, [("R008", "1:1")]),
        ("0." + "1" * 18, [("R008", "1:1")]),
        ("1" * 100_000, [("R008", "1:1")]),
        ("[" * 65, [("R009", "1:65")]),
        ("[" * 10_000 + "]" * 10_000, [("R009", "1:65")]),
        ('{"a":' * 10_000, [("R009", "1:321")]),
        ('{"a": 1,}', [("R003", "1:9")]),
        ("{'a': 1}", [("R003", "1:2")]),
        ('{"a": "b\n"}', [("R003", "1:9")]),
        ('{"a": "b', [("R003", "1:7")]),
        ("[1, 2", [("R003", "1:6")]),
        ("[01]", [("R003", "1:3")]),
        ("[" + "1" * 5000 + "-0]", [("R003", "1:5002")]),
        ("[+1]", [("R003", "1:2")]),
        ("[.5]", [("R003", "1:2")]),
        ("[5.]", [("R003", "1:3")]),
        ('"\\x"', [("R003", "1:2")]),
        ('"\\ud800"', [("R003", "1:1")]),
        ("{} {}", [("R004", "1:4")]),
        ("[]\n]", [("R004", "2:1")]),
        ("[\u00a01]", [("R003", "1:2")]),
    ],
)
def test_texts_that_two_readers_could_read_differently(text: bytes | str, found: list[tuple[str, str]] | None) -> None:
    if found is None:
        loads(text)
    else:
        assert refused(text) == found


def test_several_problems_at_once_but_none_after_a_break() -> None:
    text = '{"a": 1, "a": 1e5,\n "b": NaN, "c" 12, "d": NaN}'
    assert refused(text) == [("R005", "1:10"), ("R007", "1:15"), ("R006", "2:7"), ("R003", "2:16")]


def test_the_first_hundred_problems_are_enough() -> None:
    assert len(refused("[" + ",".join(["NaN"] * 5000) + "]")) == MOST_FINDINGS
    assert len(refused("[" + "NaN," * MOST_FINDINGS + "[" * 100_000)) == MOST_FINDINGS


@each_row(
    ("text", "words"),
    [
        ("{'a': 1}", "straight double quotes"),
        ('{"a": 1,}', "comma"),
        ("[1 // x\n]", "no comments"),
        ("[True]", "small"),
        ("[007]", "superfluous 0"),
        ('{"a"："b"}', "half-width"),
        ('["a', "close the quotation"),
        ("facts", "the path of a file is not its text"),
    ],
)
def test_the_finding_says_the_next_step(text: str, words: str) -> None:
    assert words in help_for(text)


def test_carriage_returns_end_lines_too() -> None:
    assert refused("[1,\r\n2,\rNaN]") == [("R006", "3:1")]


def test_the_lines_of_a_text_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before, they were counted again for each finding: a hundred findings took a minute in a text of 50 MB."""
    looked = 0
    ends = source._END_OF_LINE

    class Counting:
        def finditer(self, text: str) -> Iterator[re.Match[str]]:
            nonlocal looked
            looked += len(text)
            return ends.finditer(text)

    monkeypatch.setattr(source, "_END_OF_LINE", Counting())
    text = "\n".join(["[", *['{"b": 1, "b": 2},'] * MOST_FINDINGS, "0]"])
    assert refused(text) == [("R005", f"{2 + n}:10") for n in range(MOST_FINDINGS)]
    assert looked == len(text)


def test_more_than_fifty_megabytes_are_not_read() -> None:
    assert refused(b" " * 50_000_001) == [("R010", "1:1")]
    assert refused(" " * 50_000_001) == [("R010", "1:1")]


@pytest.mark.slow
def test_large_facts_take_seconds_at_most() -> None:
    text = "[" + ",".join(f'{{"id": "A{i}", "amount": 123.45}}' for i in range(50_000)) + "]"
    start = time.process_time()
    loads(text)
    loads('"' + "\\\\" * 1_000_000 + '"')
    assert refused("[" + "1 " * 300_000) == [("R003", "1:4")]
    assert time.process_time() - start < 20


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refuse(data)


@given(st.text(alphabet='{}[]",:\\/ue1.+-EN aInfinty\n\ud800\u4f01', max_size=60))
def test_any_text_that_looks_like_json_is_read_or_refused(text: str) -> None:
    value = _read_or_refuse(text)
    if value is not REFUSED:
        assert value == json.loads(text.removeprefix("\ufeff"), parse_float=Decimal)


REFUSED = object()


def _read_or_refuse(data: bytes | str) -> object:
    try:
        return loads(data)
    except FactsError as refused:
        error = refused
    assert len(error.report) >= 1
    assert is_harmless(str(error))
    return REFUSED


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_what_the_standard_library_writes_is_read_back(value: object) -> None:
    assert loads(json.dumps(value)) == value
