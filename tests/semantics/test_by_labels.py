"""Findings about a Chinese page: labels for names, rules as sentences, amounts in official notation."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language, LocalizedName, LocalizedSentence, Phrase, localize_value
from ipdsl.base.findings.rendering import to_objects
from ipdsl.base.source import Source, Sources
from ipdsl.driver import cached_policy
from ipdsl.driver.compilation import Compilation
from tests.conftest import ROOT
from tests.support.error_pages import ENGLISH, pages
from tests.support.project_files import files_under
from tests.support.semantics.findings import GOLDEN
from tests.support.semantics.in_chinese import assert_told_by_labels, in_chinese

HEAD = """政策 town "办法"
  自 2022年1月1日 起施行，有效期至 2024年12月31日
  使用词汇 ip

第1条 "一"
"""
TOLD = [
    ("对 专利合同 备案 且 官方费用 不低于 5元 的 企业，奖励 1元", "N014",
     "`官方费用`是`专利`的词，不是`专利合同`的词"),
    ("对 patent 授权 且 备案日 距今 超过 3年 的 企业，奖励 1元", "N014", "`备案日`是`专利合同`的词，不是`patent`的词"),
    ("对 专利合同 备案 的 个人，奖励 1元\n每个 企业 每年 最高奖励 5元", "P005", "它之前的奖励给`个人`"),
    ("对 专利 授权 的 企业，奖励 1元\n每个 总机构 各申请人合计 最多 2件 专利，按 官方费用 从高到低", "P005",
     "而`总机构`是申请人的字段"),
    ("对 专利合同 备案 的，奖励 1元\n每个 企业 每年 最高奖励 5元", "P006", "也可以按`1.专利合同.备案`获得奖励"),
    ("对 专利合同 备案 的 企业，奖励 1元\n每个 企业 每年 最高奖励 5元\n每个 企业 每年 最高奖励 6元", "N026",
     "已经有规则`每个 企业 每年 最高奖励 5元`"),
    ("对 专利合同 备案 的 企业，奖励 1元\n每个企业每年最高奖励5元", "P031",
     "`每个 企业 每年 最高奖励 5元`适用于第1条的1项奖励：`1.专利合同.备案`"),
    ("对 专利合同 备案 的 企业，奖励 1元\n  简称 patent\n每个 企业 每年 最高奖励 5元", "P031", "1项奖励：`patent`"),
    ("对 专利合同 备案 的 企业，奖励 30万元，最高不超过 20万元", "P035", "30万元 最高不超过 20万元"),
    ("对 专利合同 备案 的 企业，按 金额 分别奖励：\n  1亿元 至 3亿元：1元\n  3亿元 至 5亿元：2元", "P010",
     "两档都包含3亿元"),
    ("对 专利合同 备案 的 企业，奖励 1元\n须 没有 服务机构", "N002", "请写`服务机构`，或`非 服务机构`"),
    ("自 2030年1月1日 起，对 专利合同 备案 的 企业，奖励 1元", "P037", "自2030年1月1日起不会再有奖励"),
]  # fmt: skip
NEAREST = [
    ("对 专利 授予 的 企业，奖励 1元", "N001", ("授权",)),
    ("对 专利合约 备案 的 企业，奖励 1元", "N002", ("专利合同",)),
    ("对 合同 备案 的 企业，奖励 1元", "N002", ("专利合同",)),
    ("对 专利 授权 的 企页，奖励 1元", "N003", ("企业",)),
    ("对 专利奖 获奖 且 奖级 为 金奬 的 企业，奖励 1元", "N004", ("金奖",)),
    ("对 专利 授权 的 企业，奖励 1元\n每个 服务机够 每年 最高奖励 5元", "N019", ("服务机构",)),
    ("对 专利合同 备案 的 企业，按 amuont 的 5% 奖励，最高不超过 5元", "N001", ("金额",)),
    ("对 专利合同 备案 的 企业，奖励 1元\n同一 事顶 不重复奖励", "N019", ("事项",)),
]


def findings(lines: str, name: Path = GOLDEN / "page.ipp") -> list[Diagnostic]:
    body = "\n".join(f"  {line}" for line in lines.splitlines())
    return list(Compilation(Source(str(name), f"{HEAD}{body}\n")).check())


def of(code: str, lines: str) -> Diagnostic:
    found = [finding for finding in findings(lines) if finding.code == code]
    assert len(found) == 1, [in_chinese(finding) for finding in findings(lines)]
    return found[0]


@pytest.mark.parametrize(("lines", "code", "said"), TOLD, ids=[code for _, code, _ in TOLD])
def test_what_a_finding_names_is_told_as_the_reader_writes_it(lines: str, code: str, said: str) -> None:
    assert said in in_chinese(of(code, lines))


@pytest.mark.parametrize(("lines", "code", "labels"), NEAREST, ids=[label for *_, (label, *_) in NEAREST])
def test_the_nearest_words_are_labels_and_found_by_what_was_written(
    lines: str, code: str, labels: tuple[str, ...]
) -> None:
    finding = of(code, lines)
    nearest = tuple(localize_value(word, Language.ZH) for word in finding.nearest)
    assert nearest[: len(labels)] == labels
    assert to_objects([finding], Language.ZH)[0]["nearest"] == list(nearest)
    assert all(word.isascii() for word in finding.nearest)


@pytest.mark.slow
def test_the_pages_of_the_goldens_and_of_the_catalogue_are_told_by_labels() -> None:
    paths = [
        path for folder in ("semantics", "syntax") for path in files_under(ROOT / "tests/golden" / folder, "*.ipp")
    ]
    sources = [Source(str(path), path.read_text(encoding="utf-8")) for path in paths]
    examples = [
        block.text
        for page in pages(ENGLISH)
        for block in page.blocks
        if page.code[0] in "NTP" and block.words.startswith("ipdsl page") and page.code in block.words
    ]
    sources += [Source("page.ipp", f"{text}\n") for text in examples]
    assert sum(map(assert_told_by_labels, sources)) > 200


def test_a_finding_of_an_english_page_keeps_its_names() -> None:
    page = Compilation(Source(str(GOLDEN / "page.ipp"), "award 1 to enterprise when patent granted and amount\n"))
    assert [in_chinese(f).split(" | ")[0] for f in page.check()] == [
        "`amount`是`technology_contract`的词，不是`patent`的词"
    ]


def test_a_name_of_two_records_has_the_label_of_the_one_that_is_spoken_of(tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text(
        'vocabulary words "Words"\n\napplicant firm "企业"\n\n'
        'record plant "植物"\n  key number "编号"\n  event granted "授予" on granted_on "授予日" default\n\n'
        'record patent "专利"\n  key number "专利号"\n  event granted "授权" on granted_on "授权日" default\n',
        encoding="utf-8",
    )
    lines = "对 专利 的 企业，奖励 1元\n每个 企业 每年 最高奖励 5元\n"
    text = HEAD.replace("使用词汇 ip", "使用词汇 words") + "".join(f"  {line}\n" for line in lines.splitlines())
    (cover,) = (f for f in Compilation(Source(str(tmp_path / "page.ipp"), text)).check() if f.code == "P031")
    assert "1.专利.授权" in in_chinese(cover)
    text = text.replace("对 专利 的", "对 专利 且 授予人 的")
    (unknown,) = Compilation(Source(str(tmp_path / "page.ipp"), text)).check()
    assert [localize_value(word, Language.ZH) for word in unknown.nearest] == []


def test_findings_that_were_put_away_are_told_alike(tmp_path: Path) -> None:
    page = tmp_path / "page.ipp"
    body = "  对 专利合同 备案 的，奖励 1元\n  每个 企业 每年 最高奖励 5元\n"
    (tmp_path / "ip.ipp").write_text((GOLDEN / "ip.ipp").read_text(encoding="utf-8"), encoding="utf-8")
    page.write_text(HEAD + body, encoding="utf-8")
    first, again = ([in_chinese(f) for f in cached_policy.findings(str(page), Sources())] for _ in range(2))
    assert first == again
    assert any("1.专利合同.备案" in said for said in again)


def test_a_name_says_its_label_in_chinese_alone() -> None:
    name = LocalizedName("patent", "专利")
    assert (name, f"{name}", localize_value(name, Language.EN), localize_value(name, Language.ZH)) == (
        "patent",
        "patent",
        "patent",
        "专利",
    )
    assert localize_value(LocalizedName("patent"), Language.ZH) == "patent"
    for one in (name, LocalizedSentence("cap 5", "最高 5元"), Phrase("a {x}", "{x}", x=name)):
        again = pickle.loads(pickle.dumps(one))
        assert (type(again), again, localize_value(again, Language.ZH)) == (
            type(one),
            one,
            localize_value(one, Language.ZH),
        )
