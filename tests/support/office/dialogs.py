"""Dialogs of the interview: a person with prepared answers, and the page of loans that several tests ask about."""

from __future__ import annotations

import json
from typing import Any

from ipdsl.base.findings.phrase import Language
from ipdsl.driver.library import Policy
from ipdsl.office.interview import InterviewSession, InterviewSteps
from ipdsl.report.localizer import localizer_of

NOTHING: dict[str, Any] = {"applicant": {"id": "F1"}}
WORDS = """vocabulary words "Words" "词汇"
applicant firm "企业"
record loan "贷款"
  key contract "合同号"
  sum "金额" money
  rate "利率" percent
  bank "银行" text
  event drawn on drawn_on "放款日"
record patent "专利"
  key number "专利号"
  fees "费用" money
  event granted on granted_on "授权日"
"""
PAGE = """policy demo "Demo" "示例"
  document "D 1"
  effective 2021-01-01 to 2026-12-31
  use words

article 1 "Grants" "奖励"
  award {award} to firm when loan drawn
    as lend
  award 10% of fees to firm when patent granted
    as grant
"""


class Person:
    """The person who answers, with the texts shown and the facts saved so far."""

    def __init__(self, answers: list[str]) -> None:
        self.answers, self.said, self.kept = iter(answers), list[str](), list[dict[str, Any]]()

    def read(self) -> str | None:
        return next(self.answers, None)

    def keep(self, facts: dict[str, Any]) -> bool:
        self.kept.append(json.loads(json.dumps(facts, default=str)))
        return True


def talk(answers: list[str], *policies: Policy, begun: dict[str, Any] = NOTHING, **options: Any) -> tuple[Any, Person]:
    """The final facts, and the person."""
    person = Person(answers)
    steps = InterviewSteps(policies, lambda policy, facts: policy.evaluate(facts), is_begun=bool(begun.get("records")))
    tell = localizer_of(policies[0].program, options.get("language", Language.EN))
    held = InterviewSession(steps, dict(begun), person.read, person.said.append, person.keep, tell).run()
    return held, person
