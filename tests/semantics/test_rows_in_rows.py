"""Rows in rows and rows of conditions give the sums of plain rows and of several awards."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

import pytest

from ipdsl import load
from ipdsl.driver.compilation import Compilation

HEAD = "award {how} to enterprise when technology_contract recorded\n"
NESTED = (
    HEAD.format(how="by amount")
    + """\
  at least 5000: by put_to_use
    yes: by related_party
      no: 1000
      yes: 300
    no: 200
  at least 1000: by related_party
    no: 50
  otherwise: 10
  as label
"""
)
AS_FOLLOWS = (
    HEAD.format(how="as follows")
    + """\
  amount at least 5000 and put_to_use and not related_party: 1000
  amount at least 5000 and put_to_use and related_party: 300
  amount at least 5000 and not put_to_use: 200
  not amount at least 5000 and amount at least 1000 and not related_party: 50
  not amount at least 5000 and not amount at least 1000: 10
  as label
"""
)
MIXED = (
    HEAD.format(how="as follows")
    + """\
  amount at least 5000: by put_to_use
    yes: by related_party
      no: 1000
      yes: 300
    no: 200
  amount at least 1000: by related_party
    no: 50
  otherwise: 10
  as label
"""
)
CHINESE = """\
对 专利合同 备案 的 企业，按下列标准 奖励：
  金额 不低于 5000 且 已实施：1000元
  其余：10元
  简称 label
"""
ENGLISH = (
    HEAD.format(how="as follows")
    + """\
  amount at least 5000 and put_to_use: 1000
  otherwise: 10
  as label
"""
)


def _codes(text: str) -> list[str]:
    page = Compilation.from_text(text)
    assert page.policy is not None or page.has_errors
    return [finding.code for finding in page.report]


def _page(folder: Path, text: str) -> Path:
    path = folder / f"page_{abs(hash(text))}.ipp"
    path.write_text(text, encoding="utf-8")
    return path


def _facts(values: Mapping[str, object]) -> dict[str, object]:
    record = {"contract": "A", "recorded_on": "2022-03-01", **values}
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"technology_contract": [record]}}
    return {**facts, "history": []}


STATED = [
    {"amount": amount} | {name: answer for name, answer in answers.items() if answer is not None}
    for amount in (6000, 5000, 3000, 10)
    for answers in (
        {"put_to_use": used, "related_party": related}
        for used, related in itertools.product((True, False, None), repeat=2)
    )
]


@pytest.mark.parametrize("text", [AS_FOLLOWS, MIXED])
def test_rows_in_rows_are_rows_of_all_their_conditions(text: str, tmp_path: Path) -> None:
    nested, other = load(_page(tmp_path, NESTED)), load(_page(tmp_path, text))
    for values in STATED:
        first = nested.evaluate(nested.read_facts(_facts(values)))
        second = other.evaluate(other.read_facts(_facts(values)))
        assert (first.total, first.due) == (second.total, second.due), values
        assert [claim.outcome for claim in first.claims] == [claim.outcome for claim in second.claims], values


def test_a_row_shows_the_rows_above_it(tmp_path: Path) -> None:
    policy = load(_page(tmp_path, NESTED))
    [claim] = policy.evaluate(policy.read_facts(_facts(STATED[0]))).claims
    assert claim.row == "at least 5000: yes: yes"


def test_both_languages_have_rows_of_conditions() -> None:
    chinese, english = (Compilation.from_text(text) for text in (CHINESE, ENGLISH))
    assert chinese.policy is not None
    assert english.policy is not None
    assert [award.amount for award in chinese.policy.awards] == [award.amount for award in english.policy.awards]


def test_a_row_is_unreachable_if_its_condition_implies_an_earlier_one() -> None:
    text = HEAD.format(how="as follows") + "  amount at least 1000: 10\n  amount at least 2000 and put_to_use: 20\n"
    assert "P011" in _codes(text)


def test_one_answer_without_a_row_is_noted() -> None:
    text = HEAD.format(how="by put_to_use") + "  yes: 10\n"
    assert "P013" in _codes(text)
