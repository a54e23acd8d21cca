"""The steps of a settlement grow with the number of records, and no faster. A step is an executed line of ipdsl."""

from __future__ import annotations

import inspect
import sys
from types import FrameType
from typing import Any

import pytest

import ipdsl
from ipdsl.kernel import allocation
from tests.support.slow import sampled

PAGE = """policy many "Many records"
  effective 2020-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award 5% of amount to enterprise when technology_contract recorded
    {line}
  {rule}
"""
RULES = [
    "cap 200 per enterprise",
    "cap 200 per enterprise per year",
    "cap 80% of amount per item",
    "cap 200 per year across applicants",
    "cap 200 per year across applicants, whole",
    "cap 200 per year across applicants, in turn",
    "cap 200 per year across applicants, in proportion",
    "limit 5 items per enterprise per year",
    "limit 3 technology_contract per enterprise",
    "no repeat per contract",
    "no repeat per contract per year",
    "pay highest per enterprise per year",
    "top up per contract",
    "cap 200 per enterprise in any 12 months",
    "limit 5 items per enterprise in any 12 months",
    "cap 200 per enterprise per 2 years",
    "cap 200 per year across applicants, in order of amount",
    "limit 1 applicant per contract across applicants, highest amount first",
    "limit 5 technology_contract per year across applicants, highest amount first",
    "nothing below 500 per enterprise per year",
    "round down to 100 per enterprise per year",
]
LINES = ["counting all other support", "at most 30", "at least 20", "nothing below 20"]
AFTER, PER_RECORD = 11, 1500
"""Ten times the records take at most eleven times the steps. A record takes at most so many steps."""

WITHOUT_OTHERS = {"limit 1 applicant per contract across applicants, highest amount first": 1800}
"""More steps for a record, if its place is open because the other applicants are not stated."""


def firm(records: int) -> dict[str, Any]:
    contracts = [
        {
            "contract": f"C{n}",
            "amount": 1000 + n % 97,
            "put_to_use": True,
            "related_party": n % 2 == 0,
            "recorded_on": f"{2020 + n % 4}-0{1 + n % 9}-1{n % 10}",
        }
        for n in range(records)
    ]
    kinds = {"id": "F", "kinds": ["enterprise"]}
    return {"applicant": kinds, "records": {"technology_contract": contracts}, "history": [], "support": []}


def steps(policy: ipdsl.Policy, records: int) -> int:
    """How many lines of ipdsl and of the page's module settle the firm and read its claims."""
    facts, count = policy.read_facts(firm(records)), 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if "ipdsl" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        claims = policy.evaluate(facts).claims
    finally:
        sys.settrace(None)
    assert len(claims) == records
    return count


def policy_of(rule: str, line: str = "uncapped") -> ipdsl.Policy:
    return ipdsl.load_text(PAGE.format(rule=rule, line=line))


@pytest.mark.parametrize("rule", sampled(sampled(RULES, 5), 15, others="broad"))
def test_steps_of_a_rule_are_linear(rule: str) -> None:
    policy = policy_of(rule)
    assert steps(policy, 1000) < min(AFTER * steps(policy, 100), WITHOUT_OTHERS.get(rule, PER_RECORD) * 1000)


def test_a_step_for_each_pair_of_records_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel looks at every claim of a step once for each claim."""
    text, loop = inspect.getsource(allocation), "            for z in range(asking):\n                row = line[z]\n"
    assert text.count(loop) == 1
    faulty = loop + "                for _ in range(asking):\n                    least = 0\n"
    names: dict[str, Any] = {"__name__": allocation.__name__}
    exec(compile(text.replace(loop, faulty), "ipdsl altered", "exec"), names)
    monkeypatch.setattr(allocation, "settle", names["settle"])
    policy = policy_of("cap 200 per enterprise per year")
    assert steps(policy, 1000) > AFTER * steps(policy, 100)


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_steps_are_linear_up_to_ten_thousand_records(rule: str) -> None:
    policy = policy_of(rule)
    assert steps(policy, 10_000) < min(AFTER * steps(policy, 1000), WITHOUT_OTHERS.get(rule, PER_RECORD) * 10_000)


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_lines_of_an_award_are_linear(line: str) -> None:
    policy = policy_of("", line)
    assert steps(policy, 10_000) < min(AFTER * steps(policy, 1000), PER_RECORD * 10_000)
