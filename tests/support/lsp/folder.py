"""A folder of pages for tests of the editor: a vocabulary, a policy in English with its cases, and one in Chinese."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = """\
vocabulary crafts "Crafts" "手工业词汇"

applicant enterprise "企业" "a company" "公司" includes workshop
applicant workshop "作坊" "a small company of one craft" "从事一种手艺的小公司"

choice craft "工艺"
  pottery "陶艺" · weaving "织造"

record prize "奖项" "a prize of the craft fair" "工艺展的奖项" plural prizes
  key number "编号"
  event won "获得" on won_on "获奖日" default
  craft "工艺类别" craft
  value "作品价值" money "the price of the work" "作品的价格"
"""

POLICY = """\
policy town_2026 "Crafts of the town"
  document "Town 2026 No. 3"
  effective 2026-01-01 to 2028-12-31
  currency CNY
  use crafts

article 1 "Prizes"
  award 20000 to enterprise when prize won and craft is pottery
    as potters
  award 10% of value to enterprise when prize won and craft is weaving
    at most 3万元
  cap 50000 per enterprise per year
"""

CASES = """\
cases for town_2026

case "a potter"
  given workshop
    prize A: won_on 2026-03-01, craft pottery, value 100
  expect A of potters 20000

case "a weaver"
  given enterprise
    prize B: won_on 2026-03-01, craft weaving, value 100000
  expect 2026 total 10000
"""

CHINESE = """\
政策 zhen_2026 "镇工艺奖励"
  文号 "镇发〔2026〕3号"
  自 2026年1月1日 起施行，有效期至 2028年12月31日
  使用词汇 crafts

第1条 "奖项"
  对 奖项 获得 且 工艺类别 为 陶艺 的 企业，奖励 2万元
    简称 陶艺奖
  每个 企业 每年 最高奖励 5万元
"""


def write_folder(folder: Path) -> dict[str, str]:
    """Write the pages, and return their paths by name: `crafts`, `town`, `cases`, `zhen`."""
    texts = {
        "crafts": ("crafts.ipp", VOCABULARY),
        "town": ("town_2026.ipp", POLICY),
        "cases": ("town_2026.cases.ipp", CASES),
        "zhen": ("zhen_2026.ipp", CHINESE),
    }
    paths = {}
    for name, (file, text) in texts.items():
        path = folder / file
        path.write_text(text, encoding="utf-8")
        paths[name] = str(path)
    return paths


def place_of(text: str, words: str, inside: str) -> tuple[int, int]:
    """The line and column, counted from 1, where `inside` begins in the first line with `words`."""
    for number, line in enumerate(text.splitlines(), start=1):
        if words in line:
            return number, line.index(inside, line.index(words)) + 1
    raise AssertionError(f"{words} is on no line")
