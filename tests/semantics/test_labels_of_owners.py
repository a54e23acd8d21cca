"""Chinese pages use labels where a word names its owner or its day, and print them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page

WORDS = """\
vocabulary words "Words" "词汇"

applicant firm "企业"

applicant fields
  size "规模" dated is one of small "小微", large "大型"

figures per year
  income "收入" money
  earners "就业人数" count

record place "托位"
  key child "儿童"
  fee "费用" money
  income "补贴" money
  event enrolled "入托" on enrolled_on "入托日"
"""
HEAD = """\
policy care "Care" "托育"
  effective 2024-01-01 to 2026-12-31
  use words
  language 4

article 1 "Places" "托位"
"""


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            """\
  award as follows to firm when place enrolled
    income of applicant divided by earners at most 30000: 300
    otherwise: 1
""",
            "    申请人 之 收入 除以 就业人数 不超过 3万：300元",
        ),
        (
            """\
  award 100 to firm when place enrolled and size on enrolled_on is small
""",
            "  对 托位 入托 且 入托日 当日 规模 为 小微 的 企业，奖励 100元",
        ),
    ],
)
def test_a_word_with_its_owner_or_its_day_is_printed_by_its_label(english: str, chinese: str, tmp_path: Path) -> None:
    made = _made(HEAD + english, tmp_path)
    assert made.page is not None
    assert made.words is not None
    printed = format_page(replace_names(made.page, made.words), to=Surface.CHINESE)
    assert chinese in printed.splitlines()
    again = _made(printed, tmp_path)
    assert not list(again.check())
    assert again.content_hash == made.content_hash


@pytest.mark.parametrize("row", ["申请人之收入不超过3万", "申请人 之 收入 不超过 3万", "托位 之 补贴 不超过 3万"])
def test_a_row_begins_with_an_owner(row: str, tmp_path: Path) -> None:
    page = f"{HEAD}  对 托位 入托 的 企业，按下列标准 奖励：\n    {row}：300元\n    其余：1元\n"
    assert not list(_made(page, tmp_path).check())


def _made(text: str, folder: Path) -> Compilation:
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    path = folder / "care.ipp"
    path.write_text(text, encoding="utf-8")
    return Compilation.from_file(str(path))


OWNERS = """\
  对 托位 入托 且 收入 超过 100 的 企业，奖励 1元
    简称 one
  对 托位 入托 且 补贴 超过 100 的 企业，奖励 10元
    简称 two
  对 托位 入托 的 企业，奖励 100元
    简称 three
    须 收入 超过 100
"""


def test_a_label_of_the_applicant_is_not_the_word_of_the_record_with_the_same_name(tmp_path: Path) -> None:
    made = _made(HEAD + OWNERS, tmp_path)
    assert not list(made.check())
    assert made.page is not None
    assert made.words is not None
    printed = format_page(replace_labels(made.page, made.words), to=Surface.ENGLISH)
    english = {line.strip() for line in printed.splitlines()}
    assert english >= {
        "award 1 to firm when place enrolled and income of applicant more than 100",
        "award 10 to firm when place enrolled and income more than 100",
        "if income of applicant more than 100",
    }


def test_a_label_of_another_record_is_not_the_word_of_this_one(tmp_path: Path) -> None:
    course = 'record course "培训"\n  key certificate "证书号"\n  fee "培训费" money\n'
    words = WORDS + course + '  event done "结业" on done_on "结业日"\n'
    (tmp_path / "words.ipp").write_text(words, encoding="utf-8")
    page = tmp_path / "care.ipp"
    page.write_text(HEAD + "  对 培训 结业 的 企业，按 费用 的 50% 补助，最高不超过 1000元\n", encoding="utf-8")
    report = Compilation.from_file(str(page)).check()
    assert [finding.code for finding in report] == ["N001"]
