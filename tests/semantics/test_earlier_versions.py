"""`formerly` and `ended`: what awards and policies were called on earlier versions of a page."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from ipdsl.ir.terms import Program
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.support.rows import each_row
from tests.support.semantics.findings import checked

PAGE = """\
policy town_2023 "Town"
  effective 2021-01-01 to 2025-12-31
  use ip
{head}
article 1 "Loans"
  award 5 when pledge_loan repaid
{first}
  award by amount to enterprise when technology_contract recorded
    at least 1000000: 5
    otherwise: 1
    as deals
{second}
article 2 "Repeated"
  award 7 to person when pledge_loan repaid
{third}
"""
LINES = {
    "head": "  formerly town_2022, stadt\n  formerly old_town\n  ended 3.pledge_loan.repaid, w7, 9.gone.new\n",
    "first": "    formerly 2.pledge_loan.repaid\n    formerly 2.1.5.ip_title.new, 4.filings\n",
    "second": "    formerly old_deals, technology_contract.recorded\n",
    "third": "    formerly 1.pledge_loan.repaid\n",
}
CHINESE = {
    "head": "  原 town_2022、stadt\n  原 old_town\n  已废止 3.质押贷款.还清、w7、9.gone.new\n",
    "first": "    原 2.质押贷款.还清\n    原 2.1.5.企业称号.新认定、4.专利申请量\n",
    "second": "    原 old_deals、专利合同.备案\n",
    "third": "    原 1.质押贷款.还清\n",
}


def page(**lines: str) -> str:
    return PAGE.format(**{**dict.fromkeys(LINES, ""), **lines})


def program_of(text: str) -> Program:
    made = Compilation.from_text(text, "town_2023.ipp")
    assert not [finding.texts() for finding in made.check() if finding.severity.value == "error"]
    return made.plan.program


def assert_listed(program: Program) -> None:
    assert program.former_names == ("town_2022", "stadt", "old_town")
    assert program.ended == ("3.pledge_loan.repaid", "w7", "9.gone.new")
    assert [clause.formerly for clause in program.clauses] == [
        ("2.pledge_loan.repaid", "2.1.5.ip_title.new", "4.filings"),
        ("old_deals", "technology_contract.recorded"),
        ("1.pledge_loan.repaid",),
    ]


def test_a_program_has_the_labels_and_names_in_the_order_of_the_page() -> None:
    assert_listed(program_of(page(**LINES)))


def test_a_page_without_the_words_lists_nothing() -> None:
    program = program_of(page())
    assert (program.former_names, program.ended) == ((), ())
    assert {clause.formerly for clause in program.clauses} == {()}


def test_a_chinese_page_lists_the_english_labels() -> None:
    made = Compilation.from_text(page(**LINES), "town_2023.ipp")
    assert made.page is not None
    assert made.words is not None
    chinese = format_page(replace_names(made.page, made.words), to=Surface.CHINESE)
    for lines in CHINESE.values():
        assert lines.strip("\n") in chinese
    assert_listed(program_of(chinese))
    in_english, in_chinese = (
        Compilation.from_text(text, "town_2023.ipp") for text in (format_page(made.page), chinese)
    )
    in_english.check()
    in_chinese.check()
    assert in_english.content_hash == in_chinese.content_hash


def test_labels_of_a_chinese_page_are_parted_without_blanks() -> None:
    made = Compilation.from_text(page(**LINES), "town_2023.ipp")
    assert made.page is not None
    assert made.words is not None
    chinese = format_page(replace_names(made.page, made.words), to=Surface.CHINESE)
    squeezed = chinese.replace("原 ", "原").replace("已废止 ", "已废止")
    assert squeezed != chinese
    assert_listed(program_of(squeezed))


def test_a_compiled_module_has_the_labels_and_names(tmp_path: Path) -> None:
    made = Compilation.from_text(page(**LINES), "town_2023.ipp")
    made.check()
    path = tmp_path / "town.py"
    path.write_text(made.python, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("town", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert_listed(module.PROGRAM)


@pytest.mark.parametrize("name", LINES)
def test_each_line_changes_the_content_hash(name: str) -> None:
    plain, other = (Compilation.from_text(text, "town_2023.ipp") for text in (page(), page(**{name: LINES[name]})))
    plain.check()
    other.check()
    assert plain.content_hash != other.content_hash


ACCEPTED = {
    "a label that another award has now": {"third": "    formerly 1.pledge_loan.repaid\n"},
    "the present label of the award, which the program made": {"first": "    formerly 1.pledge_loan.repaid\n"},
    "an ended award whose label another one has now": {"head": "  ended 1.pledge_loan.repaid\n"},
    "words that the vocabulary no longer has": {"head": "  ended 8.bygone.closed\n", "first": "    formerly 12a.x.y\n"},
    "a policy and an award of one name": {"head": "  formerly w3\n  ended w3\n"},
}


@each_row("name", ACCEPTED)
def test_accepted(name: str) -> None:
    assert checked(page(**ACCEPTED[name])).codes == []


REFUSED = {
    "a label under two awards": ({"first": "    formerly w3\n", "third": "    formerly w3\n"}, ["N043"]),
    "a label that ended and continues": ({"head": "  ended w3\n", "third": "    formerly w3\n"}, ["N043"]),
    "a former name twice": ({"head": "  formerly a\n  formerly b, a\n"}, ["N043"]),
    "a label with a wrong sign": ({"head": "  ended 3.pledge-loan.repaid\n"}, ["N044"]),
    "a label of four words": ({"third": "    formerly a.b.c.d\n"}, ["N044"]),
    "the label of an award as the name of a policy": ({"head": "  formerly 1.pledge_loan.repaid\n"}, ["N044"]),
    "the name of the policy": ({"head": "  formerly town_2023\n"}, ["P114"]),
    "the label that its author wrote": ({"second": "    formerly deals\n"}, ["P114"]),
    "the label that the author of another award wrote": ({"third": "    formerly deals\n"}, ["P114"]),
    "an award that stands on the page by its author's label": ({"head": "  ended deals\n"}, ["P114"]),
}


@each_row("name", REFUSED)
def test_refused(name: str) -> None:
    lines, codes = REFUSED[name]
    assert checked(page(**lines)).codes == codes


@pytest.mark.parametrize(
    "sentence",
    ['refers to "D" for ip_title new', 'oblige city to "x"', "allocate 500 per year to city each year"],
)
def test_only_an_award_has_former_labels(sentence: str) -> None:
    text = page(third="") + f"  {sentence}\n    formerly 9.ip_title.new\n"
    assert checked(text).codes == ["P025"]


def test_a_row_has_no_former_labels() -> None:
    text = page().replace("    otherwise: 1\n", "    otherwise: 1\n      formerly w3\n")
    assert checked(text).codes == ["P025"]


HELP = {
    "former": ("award", "former 2.loan.drawn", "write `formerly 2.loan.drawn`"),
    "previously": ("award", "previously 2.loan.drawn", "write `formerly 2.loan.drawn`"),
    "previously among rows": ("row", "previously 2.loan.drawn", "write `formerly 2.loan.drawn`"),
    "a typo among rows": ("row", "formrly 2.loan.drawn", "write `formerly 2.loan.drawn`"),
    "a renamed policy": ("head", "renamed from town_2022", "write `formerly town_2022`"),
    "repealed": ("head", "repealed 1.loan.drawn", "write `ended 1.loan.drawn`"),
    "deleted": ("head", "deleted w3", "write `ended w3`"),
    "a repealed article": ("block", "the second award is hereby repealed", "`ended 1.RECORD.EVENT`"),
    "two joined by `and`": ("award", "formerly w3 and w4", "`formerly 2.RECORD.EVENT, LABEL`"),
    "an article": ("award", "formerly article 2", "`formerly 2.RECORD.EVENT, LABEL`"),
    "a line of the head under an award": ("award", "ended w3", "it belongs under `policy`"),
    "a line of an award in an article": ("block", "formerly w3", "    formerly w3"),
    "原为": ("奖励", "原为 2.质押贷款.还清", "写法：`原 2.记录.事件、条款名`"),
    "曾用名": ("分档", "曾用名 2.质押贷款.还清", "写法：`原 2.记录.事件、条款名`"),
    "a policy 原名": ("文首", "原为 旧镇", "写法：`原 旧名称`"),
    "废止": ("文首", "废止 1.质押贷款.还清", "写作`已废止 1.质押贷款.还清`"),
    "已失效": ("条", "已失效 1.质押贷款.还清", "写法：`已废止 1.记录.事件、条款名`"),
    "第1条 已废止": ("文首", "第1条 已废止", "写法：`已废止 1.记录.事件、条款名`"),
    "a line of the head under an award in Chinese": ("奖励", "已废止 w3", "应写在`政策`之下"),
    "a line of an award in an article in Chinese": ("条", "原 w3", "    原 w3"),
}
IN_CHINESE = """\
政策 town_2023 “Town”
  自 2021年1月1日 起施行，有效期至 2025年12月31日
  使用词汇 ip
{文首}
第1条 “Loans”
  对 质押贷款 还清 的，奖励 5元
{奖励}
  对 专利合同 备案 的 企业，按 金额 分别奖励：
    其余：1元
{分档}
{条}
"""


@pytest.mark.broad
@each_row("name", HELP)
def test_words_that_mean_these(name: str) -> None:
    place, line, advice = HELP[name]
    if place in ("head", "award", "row", "block"):
        where = {"head": "head", "award": "first", "row": "second", "block": "third"}[place]
        indent = "  " if place in ("head", "block") else "    "
        text = page(**{where: f"{indent}{line}\n"})
    else:
        indent = "  " if place in ("文首", "条") else "    "
        text = IN_CHINESE.format(**{**dict.fromkeys(("文首", "奖励", "分档", "条"), ""), place: f"{indent}{line}"})
    made = Compilation.from_text(text, "town_2023.ipp")
    language = Language.EN if line.isascii() else Language.ZH
    shown = "\n".join(str(finding.texts(language)) for finding in made.check())
    assert advice in shown, shown


def test_the_printer_keeps_one_line_a_sentence() -> None:
    text = page(**LINES)
    read, report = parse(Source("town_2023.ipp", text))
    assert read is not None
    assert not list(report)
    for lines in LINES.values():
        assert lines.strip("\n") in format_page(read)
