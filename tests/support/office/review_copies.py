"""Review copies for tests: a small policy with its official text and a firm, and the packaged policies."""

from __future__ import annotations

import functools

from ipdsl.audit.official_text import paragraphs_by_article
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.library import Policy
from ipdsl.office.review.builder import review_copy
from ipdsl.office.review.review_copy import ReviewCopy

PAGE = """policy town_2025 "Town: contracts and titles" "镇：合同与称号"
  document "Town Order 7"
  issued 2024-12-20
  effective 2025-01-01 to 2027-12-31
  use ip
  reading "the event itself must lie in the window" "事项本身须发生在有效期内"

article 1 "Contracts" "合同"
  if located_here
  award by amount to enterprise when technology_contract recorded and put_to_use
    at least 5000000: 50000 once
    at least 1000000: 20000 once
    otherwise: 1% of amount
    source "5000000, 1000000: where a tier ends" "5000000、1000000为各档的分界"
    reading "`at least` includes the bound" "`不低于`包含本数" by "Bureau" "市局" on 2026-03-01
  cap 50000 per enterprise per year

article 2 "Titles" "称号"
  award by title once to enterprise when ip_title new
    national_demonstration: 200000
    national_advantage: 100000
  oblige enterprise to "report the use of the money within a year" "在一年内报告资金使用情况"

article 4 "Fund" "资金" informative

case "a contract of 850,000 is paid 1%" "合同金额85万元的，按1%奖励"
  given enterprise located_here
    technology_contract A: amount 850000, recorded_on 2025-03-01, put_to_use
  expect A 8500
  expect total 8500

case "the cap cuts the second contract" "第二份合同受最高金额限制"
  given enterprise located_here
    technology_contract A: amount 2000000, recorded_on 2025-03-01, put_to_use
    technology_contract B: amount 5000000, recorded_on 2025-09-01, put_to_use
  expect B 30000
  expect total 50000

case "a national title" "国家级称号"
  given enterprise
    ip_title: title national_advantage, recognised_on 2025-05-01
  expect total 100000
"""

TEXT = """Town Order 7

Article 1. Enterprises of the town that record a technology contract and put it to use receive 50,000 yuan for a
contract of at least 5,000,000 yuan, 20,000 yuan for one of at least 1,000,000 yuan, and otherwise 1% of the contract.
An enterprise receives at most 50,000 yuan in a year.

Article 2. An enterprise with a new title receives 200,000 yuan once as a national demonstration enterprise.

Article 3. The order is in force from 1 January 2025 to 31 December 2027.
"""

FIRM = {
    "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True},
    "as_of": "2025-12-31",
    "history": [],
    "support": [],
    "records": {
        "technology_contract": [
            {"contract": "A", "amount": 2000000, "recorded_on": "2025-03-01", "put_to_use": True},
            {"contract": "<B>", "amount": 5000000, "recorded_on": "2025-09-01", "put_to_use": True},
        ],
        "ip_title": [],
    },
}


@functools.cache
def small_copy(language: Language, *, is_full: bool = True) -> ReviewCopy:
    """The small policy; `is_full`: with its official text and the decision of a firm."""
    page = Compilation.from_text(PAGE)
    if not is_full:
        return review_copy(page, language)
    decision = Policy(page).evaluate(FIRM)
    return review_copy(page, language, paragraphs_by_article(TEXT, ["1", "2", "4"]), decision)


@functools.cache
def packaged_copy(name: str, language: Language) -> ReviewCopy:
    """A packaged policy."""
    return review_copy(Compilation.from_file(name), language)
