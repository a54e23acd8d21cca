"""Pages about deals and machines with signed differences and picks of nothing, and what they pay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipdsl
from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page

VOCABULARY = """vocabulary words "Words" "词汇"

applicant firm "企业"

figures per year
  filings "申请量" count
  older "旧申请量" count, 0 before established_on
  turnover "营业额" money

applicant fields
  established_on "成立日" date fixed

record deal "交易"
  key contract "合同"
  price "价款" money
  rebate "返利" money
  extra "加项" money
  score "评分" number
  share "份额" percent
  serial "机号" text
  event done "完成" on done_on "完成日" default

record machine "设备"
  key serial "编号"
  cost "设备价" money
  wear "磨损" number
  rate "费率" percent
  fine "良好" yes/no
  serial "机号" text
  event delivered "交付" on delivered_on "交付日"
"""
HEAD = """policy aid "Aid" "补助"
  effective 2022-01-01 to 2025-12-31
  use words
{language}
article 1 "One" "一"
"""
ACCEPTED = "  language 4\n"


def page(folder: Path, lines: str, *, in_chinese: bool = False, language: str = "") -> Source:
    text = "".join(f"  {line}\n" for line in lines.strip().splitlines())
    source = Source(str(folder / "aid.ipp"), HEAD.format(language=language) + text)
    if not in_chinese:
        return source
    english = Compilation(source)
    assert english.page is not None
    assert english.words is not None
    return Source(source.name, format_page(replace_names(english.page, english.words), to=Surface.CHINESE))


def total(source: Source, *deals: dict[str, Any], machines: tuple[int, ...] = ()) -> int:
    """The sum due in minor units."""
    every = [{"contract": str(i), "done_on": "2022-05-01", **deal} for i, deal in enumerate(deals)]
    stated = [{"serial": str(i), "cost": cost, "delivered_on": "2022-01-03"} for i, cost in enumerate(machines)]
    facts = {
        "applicant": {"id": "F1", "kinds": ["firm"]},
        "as_of": "2025-12-31",
        "records": {"deal": every, "machine": stated},
    }
    bounds = ipdsl.load_text(source.text, source.name).evaluate(facts).due
    assert bounds.high is not None
    assert bounds.low == bounds.high
    return bounds.low.minor
