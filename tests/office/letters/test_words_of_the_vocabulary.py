"""Chinese texts name clauses, records and fields by their labels, and letters address persons as persons."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from ipdsl.driver.library import load
from ipdsl.office.lists.rows import person_words
from tests.support.cli import run

WORDS = """词汇 zz_words "词汇"
申请人 zz_firm "企业"
申请人 zz_graduate "毕业生"
申请人 zz_founder "合伙人"
统称 zz_persons "自然人" 包括 zz_founder
申请人情况
  zz_town "在本市" 是否
记录 zz_project "项目"
  识别项 zz_number "编号"
  zz_number "编号" 文本
  事件 zz_approved "立项" 于 zz_approved_on "立项日"
  事件 zz_moved "迁出" 于 zz_moved_on "迁出日"
记录 zz_misuse "违规"
  识别项 zz_case "案号"
  zz_number "编号" 文本
  事件 zz_found "查实" 于 zz_found_on "查实日"
"""
PAGE = """政策 zz_page "办法"
  语言版本 4
  自 2024年1月1日 起施行，有效期至 2028年12月31日
  使用词汇 zz_words
第1条 "项目"
  对 项目 立项 的 企业、毕业生，奖励 1万元
    简称 zz_grant "奖励款"
  分期拨付：
    核准时 拨付 50%
    1年 后 拨付 余款，须 在本市
  对 违规 查实 的，追回 同一 编号 的 已拨付资金
    简称 zz_back "违规追回"
    未拨付部分停止拨付
  对 项目 迁出 的，追回 已拨付资金
    未拨付部分停止拨付
"""


@pytest.mark.broad
@pytest.mark.parametrize(
    ("kind", "event", "label"),
    [
        ("企业", {"违规": [{"案号": "W", "编号": "甲", "查实日": "2024-08-01"}]}, "第1条违规追回"),
        ("毕业生", {}, "第1条项目迁出"),
    ],
)
def test_no_internal_name_is_in_a_chinese_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, event: dict[str, object], label: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("zz_words.ipp").write_text(WORDS, "utf-8")
    Path("zz_page.ipp").write_text(PAGE, "utf-8")
    moved = {"none": True} if event else "2024-09-01"
    project = {"编号": "甲", "立项日": "2024-07-01", "迁出日": moved}
    facts = {
        "applicant": {"id": "F1", "kinds": [kind], "在本市": True},
        "as_of": "2025-12-31", "history": [], "records": {"违规": [], "项目": [project], **event},
    }  # fmt: skip
    Path("facts.json").write_text(json.dumps(facts), "utf-8")
    given = ("zz_page.ipp", "--facts", "facts.json", "--lang", "zh")
    page, full, trace = (run(*words, *given[1:]).out for words in (
        ("eval", given[0]), ("eval", given[0], "--full"), ("trace", given[0], "甲")
    ))  # fmt: skip
    assert run("letter", *given, "-o", "letter.html").code == 0
    assert run("letter", *given, "-o", "back.html", "--recovery").code == 0
    letters = [
        html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", Path(name).read_text("utf-8"), flags=re.DOTALL))
        for name in ("letter.html", "back.html")
    ]
    said = "\n".join([page, full, re.sub(r"(?m)^ +\d+ \| .*$", "", trace), *letters])
    assert not re.findall("zz_[a-z]+", said)
    assert f"停止拨付（{label}）" in full.replace("\n", "")
    assert f"停止拨付（{label}）" in letters[0]
    assert "；扣除后，本次应付0.00元" in letters[0]
    assert ("您" in letters[0]) == (kind == "毕业生")
    assert ("贵单位" in letters[1]) == (kind == "企业")
    assert "尚未拨付的5,000.00元停止拨付" in letters[1]
    assert "2024年7月1日应付，退回5,000.00" in full


def test_the_words_of_a_kind_or_its_class_make_it_a_person(tmp_path: Path) -> None:
    (tmp_path / "zz_words.ipp").write_text(WORDS, "utf-8")
    (tmp_path / "zz_page.ipp").write_text(PAGE, "utf-8")
    program = load(str(tmp_path / "zz_page.ipp"), cache=False).program
    assert person_words(program) == {"zz_graduate", "毕业生", "zz_founder", "合伙人"}
