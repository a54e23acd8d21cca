"""What an editor offers at a place: keywords of the grammar, and words that have a meaning there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.lsp.completion import completions
from ipdsl.lsp.pages import Pages
from ipdsl.lsp.places import Places
from tests.support.lsp.folder import CASES, CHINESE, POLICY, VOCABULARY, write_folder


def offered(folder: Path, page: str, line: int, before: str, *, after: str = "") -> list[str]:
    """The words for the end of a line of a page that is written again."""
    paths = write_folder(folder)
    lines = [*{"town": POLICY, "zhen": CHINESE, "cases": CASES, "crafts": VOCABULARY}[page].splitlines(), ""]
    lines[line - 1] = before + after
    pages = Pages()
    pages.page(paths[page])  # the words of the page before the edit
    pages.open(paths[page], "\n".join([*lines, ""]))
    answer = completions(pages.page(paths[page]), line, len(before) + 1, Places())
    return [item.label for item in answer.items]


@pytest.mark.parametrize(
    ("page", "line", "before", "expected"),
    [
        ("town", 8, "  award 20000 to ", ["enterprise", "workshop"]),
        ("town", 8, "  award 20000 to w", ["workshop"]),
        ("town", 8, "  award 20000 when prize won and craft is ", ["pottery", "weaving"]),
        ("town", 8, "  award 20000 when prize won and craft is we", ["weaving"]),
        ("town", 8, "  aw", ["award"]),
        ("zhen", 7, "  对 奖", ["奖项"]),
        ("zhen", 7, "  对奖项获", ["获奖日", "获得"]),
        ("zhen", 7, "  对奖项获得且gylb", ["工艺类别"]),
        ("zhen", 7, "  对奖项获得且 gylb", ["工艺类别"]),
        ("zhen", 7, "  对奖项获得且craft", ["工艺类别"]),
        ("zhen", 7, "  对奖项获得且工艺类别为ty", ["陶艺"]),
        ("zhen", 7, "  对 奖项 获得 的 企业，按 zp", ["作品价值"]),
        ("zhen", 9, "  每个 qy", ["企业"]),
        ("town", 5, "  use ", ["crafts", "ip"]),
        ("town", 10, "  pay h", ["pay highest"]),
        ("cases", 10, "    prize B: won_on 2026-03-01, craft we", ["weaving"]),
        ("cases", 11, "  expect B", ["B"]),
        ("cases", 11, "  expect B not el", ["not eligible"]),
        ("cases", 11, "  expect B not eligible because cra", ["craft"]),
        ("cases", 11, "  expect B out ", ["out of window"]),
        ("crafts", 13, "  event wo", []),  # not `wo` itself, which is declared here
        ("crafts", 3, "applicant ente", []),
    ],
)
def test_only_words_with_a_meaning_at_the_place_are_offered(
    tmp_path: Path, page: str, line: int, before: str, expected: list[str]
) -> None:
    assert offered(tmp_path, page, line, before) == expected


@pytest.mark.parametrize(
    ("page", "line", "before", "included", "left_out"),
    [
        ("town", 8, "  award 20000 when ", ["prize", "the first"], ["craft", "award", "pottery"]),
        ("town", 8, "  award 20000 when prize ", ["won", "craft"], ["award", "pottery", "prize"]),
        ("town", 9, "    ", ["if", "as", "at most"], ["award", "article"]),
        ("town", 12, "  ", ["award", "cap", "group"], ["expect", "record"]),
        ("town", 13, "", ["article", "case"], ["expect", "at most"]),
        ("town", 12, "  cap 50000 per ", ["enterprise", "year"], ["pottery"]),
        ("zhen", 7, "  对", ["奖项", "首次"], ["陶艺", "作品价值"]),
        ("cases", 1, "cases for ", ["town_2026", "zhen_2026"], ["crafts", "ip"]),
        ("cases", 11, "  expect B displaced by ", ["B"], ["A", "pottery"]),
        ("zhen", 10, "", ["政策", "案例"], []),
        ("zhen", 9, "  每个", ["年", "申请人"], ["陶艺"]),
    ],
)
def test_names_and_keywords_are_those_that_the_grammar_accepts(
    tmp_path: Path, page: str, line: int, before: str, included: list[str], left_out: list[str]
) -> None:
    words = offered(tmp_path, page, line, before)
    assert set(included) <= set(words)
    assert not set(left_out) & set(words)


@pytest.mark.parametrize("before", ['article 1 "Pri', "  cap 50000 # per ", "  award 20000 nonsense nonsense "])
def test_nothing_is_offered_in_quotations_comments_and_behind_a_mistake(tmp_path: Path, before: str) -> None:
    assert offered(tmp_path, "town", 8, before) == []


def test_the_offer_replaces_the_word_that_is_there(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    pages = Pages()
    pages.page(paths["zhen"])
    lines = CHINESE.splitlines()
    lines[6] = "  对奖项获得且gylb"
    pages.open(paths["zhen"], "\n".join(lines))
    (item,) = completions(pages.page(paths["zhen"]), 7, len(lines[6]) + 1, Places()).items
    edit = item.text_edit
    assert edit is not None
    assert (edit.range.start.character, edit.range.end.character) == (8, 12)  # type: ignore[union-attr]
    assert edit.new_text == "工艺类别"
