"""Facts with very many errors are refused after the first of them. The work hardly grows with the number of errors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.plain_data.context import MOST_FINDINGS
from ipdsl.plain_data.strict_json import loads
from tests.conftest import ROOT
from tests.support.call_counts import calls
from tests.support.rows import each_row
from tests.support.slow import sampled

FIRM = '{"applicant": {"id": "F1", "kinds": ["enterprise"]}, '
ONES = "[" + ",".join(["1"] * 20_000) + "]"


def list_of(one: str) -> Callable[[int], str]:
    return lambda number: "[" + ",".join([one] * number) + "]"


@pytest.mark.parametrize(
    ("part", "values", "code"),
    sampled(
        [
            ('"x": {}', list_of("1"), "R022"),
            ('"records": {{"technology_contract": {}}}', list_of("1"), "R019"),
            ('"records": {{"technology_contract": {}}}', list_of('{"a": 1}'), "R019"),
            ('"history": {}', list_of("1"), "R019"),
            ('"support": {}', list_of('{"a": 1}'), "R019"),
            ('"figures": {}', lambda number: "{" + ",".join(f'"a{i}": 1' for i in range(number)) + "}", "R019"),
            ('"published": {}', list_of('"?"'), "R019"),
        ],
        3,
        others="broad",
    ),
)
def test_reading_ends_after_so_many_problems(part: str, values: Callable[[int], str], code: str) -> None:
    policy = ipdsl.load(ROOT / "policies" / "shaoguan_2021.ipp")

    def work(number: int) -> int:
        text = FIRM + part.format(values(number)) + "}"
        data = loads(text)

        def read() -> None:
            with pytest.raises(ipdsl.FactsError) as refused:
                policy.read_facts(data)
            codes = [finding.code for finding in refused.value.report]
            assert code in codes
            assert len(codes) <= MOST_FINDINGS + 1

        return calls(read)

    work(2 * MOST_FINDINGS)  # values computed once for a policy are cached
    assert work(20 * MOST_FINDINGS) <= 3 * work(2 * MOST_FINDINGS)


def test_plain_numbers_are_read_without_looking_at_each() -> None:
    assert calls(lambda: loads(ONES)) <= calls(lambda: loads("[1]")) + 10


@each_row(
    ("number", "code"),
    [
        ("1e5", "R007"), ("-1.5E+3", "R007"), ("12e", "R003"), ("1" * 19, "R008"), ("-" + "1" * 19, "R008"),
        ("1." + "1" * 18, "R008"), ("1" * 18, ""), ("-0." + "1" * 17, ""), ("0", ""), ("1" * 12 + "e1", "R007"),
        ("1-1", "R003"), ("0" * 19, "R003"),
    ],
)  # fmt: skip
def test_numbers_that_two_programs_read_differently_are_found_among_many(number: str, code: str) -> None:
    text = "[" + "1, 2.5, " * 50 + number + ", 3]"
    if not code:
        assert isinstance(loads(text), list)
        return
    with pytest.raises(ipdsl.FactsError) as refused:
        loads(text)
    [finding] = refused.value.report
    assert finding.code == code


def test_omitted_findings_are_reported_in_both_languages() -> None:
    policy = ipdsl.load(ROOT / "policies" / "shaoguan_2021.ipp")
    with pytest.raises(ipdsl.FactsError) as refused:
        policy.read_facts({"applicant": {"id": "F1", "kinds": ["enterprise"]}, "history": [1] * 5000})
    [more] = [finding for finding in refused.value.report if finding.code == "R019"]
    assert more.texts(Language.EN).title == "the first 1000 problems are shown; there are more"
    assert str(more.texts(Language.ZH).title) == "只列出前1000个问题；另有其他问题"
