"""Quick fixes of an editor: after a mistake, the preferred edit is the page without it, and no edit is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from ipdsl.lsp.findings import code_actions
from ipdsl.lsp.pages import Pages
from ipdsl.lsp.places import Places
from ipdsl.lsp.runner import try_edits
from tests.support.lsp.folder import CASES, CHINESE, POLICY, write_folder

EVERYWHERE = types.Range(types.Position(0, 0), types.Position(1_000, 0))


def fixes(
    folder: Path, page: str, right: str, wrong: str, place: types.Range = EVERYWHERE
) -> list[tuple[bool | None, str]]:
    """The quick fixes of a page with a mistake, each with whether it is preferred and the text after it."""
    path = write_folder(folder)[page]
    text = {"town": POLICY, "zhen": CHINESE, "cases": CASES}[page].replace(right, wrong, 1)
    pages = Pages()
    pages.open(path, text)
    actions = code_actions(pages.page(path), try_edits({path: text}, path), Places(), place)
    return [(action.is_preferred, text_after(text, action)) for action in actions]


def text_after(text: str, action: types.CodeAction) -> str:
    assert action.edit is not None
    assert action.edit.changes is not None
    lines = text.split("\n")
    for (edit,) in action.edit.changes.values():
        start, end = edit.range.start, edit.range.end
        new = lines[start.line][: start.character] + edit.new_text + lines[end.line][end.character :]
        lines[start.line : end.line + 1] = new.split("\n")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("page", "right", "wrong"),
    [
        ("town", "  award 20000", "  awrd 20000"),
        ("town", "  use crafts", "  use craft"),
        ("town", "when prize won and craft is weaving", "when prize won and craft is weavng"),
        ("cases", "expect A of potters", "expect A of poters"),
        ("zhen", "且 工艺类别 为", "且 工艺类型 为"),
        ("town", "10% of value", "10 of value"),
        ("town", "    as potters", "      as potters"),
        ("town", "  cap 50000", "    cap 50000"),
        ("town", "  cap 50000", "cap 50000"),
        ("town", '"Prizes"', "Prizes"),
        ("town", '"Prizes"', '"Prizes'),
        ("town", "cap 50000 per enterprise", "cap 50000 enterprise"),
        ("town", "2026-01-01 to", "2026.1.1 to"),
        ("cases", "craft pottery, value", "craft pottery value"),
        ("zhen", "，奖励 2万元", "，将励 2万元"),
        ("zhen", "最高奖励 5万元", "最高奖厉 5万元"),
        ("zhen", "起施行", "启施行"),
        ("zhen", "2026年1月1日", "2026.1.1"),
        ("zhen", '"奖项"', "奖项"),
        ("zhen", "  每个 企业", "    每个 企业"),
    ],
)
def test_the_preferred_edit_of_a_mistake_gives_the_page_without_it(
    tmp_path: Path, page: str, right: str, wrong: str
) -> None:
    text = {"town": POLICY, "zhen": CHINESE, "cases": CASES}[page]
    assert (True, text) in fixes(tmp_path, page, right, wrong)


def test_a_cursor_anywhere_on_the_line_has_the_edits(tmp_path: Path) -> None:
    number = POLICY.splitlines().index("  cap 50000 per enterprise per year")
    for line, count in ((number - 1, 0), (number, 1), (number + 1, 0)):
        place = types.Range(types.Position(line, 0), types.Position(line, 0))
        assert len(fixes(tmp_path, "town", "per enterprise", "per enterprse", place)) == count


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("每个 企业 每年", "每个 企业 每旬"),
        ("且 工艺类别 为 陶艺", "且 作品价值 不高于 100元"),
    ],
)
def test_another_word_is_no_typo_of_a_chinese_keyword(tmp_path: Path, right: str, wrong: str) -> None:
    assert fixes(tmp_path, "zhen", right, wrong) == []


def test_a_keyword_that_does_not_fit_is_no_edit(tmp_path: Path) -> None:
    """`out of window` in place of `out` would leave `of the window`."""
    assert fixes(tmp_path, "cases", "expect A of potters 20000", "expect A out of the window") == []


SAME_NAMES = """\
政策 town "某镇"
  自 2025年1月1日 起施行
  使用词汇 ip

第1条 "称号"
  对 企业称号 新认订 的 企业，一次性奖励 20万元
"""


def test_a_word_that_several_records_have_is_the_label_of_its_record(tmp_path: Path) -> None:
    path = str(tmp_path / "town.ipp")
    pages = Pages()
    pages.open(path, SAME_NAMES)
    page = pages.page(path)
    line = types.Range(types.Position(5, 0), types.Position(5, 30))
    actions = [*code_actions(page, page.report, Places(), line)]
    assert [action.title for action in actions] == ["写作`新认定`"]
