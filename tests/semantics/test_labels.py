"""Labels are names: unique in their scope, and usable wherever their name is."""

from __future__ import annotations

import attrs
import pytest
from lark.exceptions import UnexpectedInput

from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import NAME_ROLES, SCOPES, SCOPES_BY_ROLE, replace_labels, replace_names
from ipdsl.syntax import keywords, layout, parser
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser_tables import sentence_parser
from ipdsl.syntax.printing import format_page
from tests.conftest import ROOT
from tests.support.rows import each_row

TOP = 'vocabulary words "Words"\n\n'
RECORD = 'record contract "合同"\n  key number "号"\n  event signed "签订" on signed_on "签订日"\n'


def codes(text: str) -> list[str]:
    return [finding.code for finding in Compilation.from_text(TOP + text, "words.ipp").check()]


@each_row(
    "text",
    [
        'applicant firm "企业"\napplicant unit "企业"\n',
        'applicant firm "企业"\nclass unit "企业" is firm\n',
        'applicant firm "企业"\napplicant fields\n  here "企业" yes/no\n',
        'applicant firm "企业"\nfigures per year\n  filings "企业" count\n',
        'applicant firm "合同"\n' + RECORD,
        'level national "高" > provincial "高"\n',
        'choice right "权" invention "发明" · utility "发明"\n',
        'series a "率" percent, monthly\nseries b "率" percent, daily\n',
        RECORD + '  fee "号" money\n',
        RECORD + '  fee "签订" money\n',
        RECORD + '  fee "签订日" money\n',
        RECORD + '  fee "number" money\n',
        RECORD + 'record lease "租赁" is contract\n  rent "号" money\n',
        'figures per year\n  contracts "签订日" count\n' + RECORD,
        'applicant fields\n  paid "签订" yes/no\n' + RECORD,
        'applicant firm "企业"\napplicant fields\n  paid "付费" yes/no\n  good "签订" means paid\n' + RECORD,
    ],
)
def test_a_label_of_two_words_is_one_finding(text: str) -> None:
    assert codes(text) == ["N034"]


@pytest.mark.parametrize(
    "text",
    [
        RECORD + RECORD.replace("contract", "lease").replace("合同", "租赁"),
        'choice a invention "发明"\nchoice b invention "发明"\n',
        RECORD + 'record lease "租赁" is contract\nrecord rent "出租" is contract\n',
        'applicant firm "firm"\n',
        'choice right "合同" invention\n' + RECORD,
        'series a "合同" percent, monthly\n' + RECORD,
    ],
)
def test_a_label_may_stand_for_one_word_in_each_scope(text: str) -> None:
    assert codes(text) == []


def test_a_label_in_mixed_scripts_is_told() -> None:
    assert codes('applicant firm "LРR"\n') == ["S064"]


# ---------------------------------------------------------------------------------------------- labels in sentences

SENTENCES = (
    ("对 甲 乙 且 {} 的 丙，奖励 5元", ["甲", "乙", "{}", "丙"]),
    ("对 甲 乙 的 丙，按 {} 的 50% 奖励", ["甲", "乙", "丙", "{}"]),
    ("须 非 {}", ["{}"]),
    ("须 {} 不低于 5", ["{}"]),
    ("须 没有 {} 乙", ["{}", "乙"]),
    ("对 {} 乙 的 丙，奖励 5元", ["{}", "乙", "丙"]),
    ("对 甲 {} 的 丙，奖励 5元", ["甲", "{}", "丙"]),
    ("对 甲 乙 的 {}，奖励 5元", ["甲", "乙", "{}"]),
    ("每个 {} 每年 最高 5元", ["{}"]),
)
"""The places where a label may be used, with the names in each sentence."""


def _reads(label: str) -> bool:
    """Whether each sentence reads the label as a name, and as the intended one."""
    for text, expected in SENTENCES:
        lines = layout.read_layout(Source("page.ipp", text.format(label)))[0].lines
        parser.segment(lines[0], parser.WordList(("甲", "乙", "丙", label)))
        try:
            tree = sentence_parser(Surface.CHINESE).parse(lines[0].text, start="page_line")
        except UnexpectedInput:
            return False
        names = [str(leaf) for leaf in tree.scan_values(lambda leaf: getattr(leaf, "type", "") == "NAME")]
        if names != [name.format(label) for name in expected]:
            return False
    return True


@pytest.mark.broad
def test_what_breaks_reading_is_refused_as_a_label_and_nothing_else() -> None:
    """Every keyword as a label: exactly the keywords that would be read as keywords are refused as labels."""
    words = {word for keyword in keywords.chinese().values() for word in keyword.phrases}
    assert {word for word in words if not _reads(word)} == {w for w in words if not keywords.is_chinese_name(w)}


@each_row("label", ["发明 专利", "专利的", "2022年费", "官费-1", "费用（元）", "a b", "5", "“甲”"])
def test_a_label_that_is_no_word_cannot_be_read(label: str) -> None:
    assert not keywords.is_chinese_name(label)
    assert not _reads(label)


def test_a_word_without_a_label_that_can_be_written_keeps_its_name() -> None:
    vocabulary = Compilation.from_file(str(ROOT / "tests/golden/semantics/n035_a_label_that_is_no_name.ipp")).words
    assert vocabulary is not None
    page = Compilation.from_text(
        "award fee to enterprise when patent granted and paid and rate at least 5%\n", "draft.ipp"
    ).page
    assert page is not None
    chinese = format_page(replace_names(page, vocabulary), to=Surface.CHINESE)
    assert chinese == "对 patent 授权 且 paid 且 奖励 不低于 5% 的 enterprise，按 fee 奖励\n"
    again = Compilation.from_text(chinese, "draft.ipp").page
    assert again is not None
    assert format_page(replace_labels(again, vocabulary), to=Surface.ENGLISH) == format_page(page)


@pytest.mark.parametrize(("kind", "found"), [("count", ["N011"]), ("money", ["N011"]), ("text", [])])
def test_a_figure_called_number_is_refused_where_the_word_counts_a_set(kind: str, found: list[str]) -> None:
    assert codes(RECORD.replace("number", "contract_number") + f'  number "件数合计" {kind}\n') == found


def test_each_role_of_a_name_has_label_scopes() -> None:
    roles = {role for names in NAME_ROLES.values() for role in names.values()}
    assert roles <= SCOPES_BY_ROLE.keys()
    assert {scope for scopes in SCOPES_BY_ROLE.values() for scope in scopes} == SCOPES.keys()
    for kind, names in NAME_ROLES.items():
        assert names.keys() <= attrs.fields_dict(kind).keys()
