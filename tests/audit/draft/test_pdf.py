"""PDFs: lines with their pages, running heads and page numbers, scans, passwords, and files that are not PDFs."""

from __future__ import annotations

import pytest

from ipdsl.audit.draft.document_reader import read_document
from ipdsl.audit.errors import BrokenDocument, EncryptedDocument, PagesWithoutText, ScannedPdf
from ipdsl.audit.official_text import DocumentPlace, LineUnit, OfficialDocument
from tests.support.audit.first_pages import END, HEAD, articles_of, drafted
from tests.support.official_files import pdf

PAGE = "<page>\n"
TEXT = f"{HEAD}第一条 奖励。对新获称号的单位，\n奖励50万元。\n{END}"


def read(text: str) -> OfficialDocument:
    document = read_document("town.pdf", pdf(text))
    assert isinstance(document, OfficialDocument), document
    return document


def lines(text: str) -> list[str]:
    return read(text).text.split("\n")[:-1]


def test_a_pdf_gives_the_page_of_its_text() -> None:
    found = articles_of(drafted(pdf(TEXT)))
    assert found['article 1 "奖励"'] == ["page 1, line 4: 对新获称号的单位，奖励50万元。", "- 50万元: 500,000.00 CNY"]


def test_an_article_may_go_on_on_the_next_page() -> None:
    found = articles_of(drafted(pdf(TEXT.replace("奖励50", f"{PAGE}奖励50"))))
    assert found['article 1 "奖励"'][0] == "page 1, line 4: 对新获称号的单位，奖励50万元。"


def test_every_line_has_its_place() -> None:
    assert read(f"第一条 甲。\n{PAGE}第二条 乙。\n第三条 丙。\n").place(3) == DocumentPlace(LineUnit.PAGE, (2, 2))


NUMBERS = ["- {0} -", "— {0} —", "第 {0} 页", "第{0}页 共3页", "{0}/3", "{0}", "Page {0} of 3"]


@pytest.mark.parametrize("number", NUMBERS)
def test_page_numbers_are_no_text(number: str) -> None:
    text = PAGE.join(f"第{at}条 甲。\n{'乙' * at}。\n{'丙' * at}。\n{number.format(at)}\n" for at in (1, 2, 3))
    document = read(text)
    assert document.text.split("\n")[2::3] == ["丙。", "丙丙。", "丙丙丙。"]
    assert document.omitted_lines == 3


def test_page_numbers_may_begin_elsewhere() -> None:
    assert lines(PAGE.join(f"{at + 6}\n第{at}条 甲{at}。\n" for at in (1, 2, 3))) == [
        "第1条 甲1。",
        "第2条 甲2。",
        "第3条 甲3。",
    ]


def test_a_bare_number_that_no_other_page_shares_stays() -> None:
    assert lines(f"第1条 奖励\n20\n{PAGE}万元。\n乙。\n丙。\n") == ["第1条 奖励", "20", "万元。", "乙。", "丙。"]


def test_running_heads_are_no_text_but_for_the_first() -> None:
    text = PAGE.join(f"示例市文件 第{at}页\n第{at}条 甲{at}。\n乙{'丙' * at}。\n内部资料\n" for at in (1, 2, 3, 4))
    document = read(text)
    assert document.text.count("示例市文件") == 1
    assert "内部资料" not in document.text
    assert document.omitted_lines == 7


def test_a_sum_that_many_pages_repeat_stays() -> None:
    text = PAGE.join(f"第{at}条 甲{at}。\n乙{'丙' * at}。\n奖励20万元。\n" for at in (1, 2, 3, 4))
    assert lines(text).count("奖励20万元。") == 4


def test_text_at_the_border_of_two_pages_is_kept() -> None:
    assert lines(f"第1条 甲。\n责任单位：乙。\n{PAGE}第2条 丙。\n责任单位：乙。\n").count("责任单位：乙。") == 2


def test_the_page_says_how_many_lines_were_left_out() -> None:
    page = drafted(pdf(PAGE.join(f"第{at}条 甲{at}。\n- {at} -\n" for at in (1, 2, 3))))
    assert "# lines left out as page numbers and running heads: 3\n" in page


def test_the_gaps_of_justified_lines_are_closed() -> None:
    spaced = "\n".join(" ".join(line) for line in TEXT.split("\n"))
    assert articles_of(drafted(pdf(spaced))) == articles_of(drafted(pdf(TEXT)))


def test_a_scan_has_no_text() -> None:
    assert read_document("town.pdf", pdf(PAGE)) == ScannedPdf(name="town.pdf", pages=2)


def test_a_scan_with_stamped_page_numbers_has_no_text() -> None:
    assert read_document("town.pdf", pdf(f"- 1 -\n{PAGE}- 2 -\n")) == ScannedPdf(name="town.pdf", pages=2)


@pytest.mark.parametrize("words", ["\ue001\ue002\ue003\ue004", "y:O\x8b0\x14\x002\x000", "zJ_wSgh 2023 Rkl"])
def test_characters_that_spell_nothing_are_no_text(words: str) -> None:
    assert read_document("town.pdf", pdf(f"{words}\n")) == ScannedPdf(name="town.pdf", pages=1)


def test_pages_without_text_are_named() -> None:
    document = read(f"第一条 甲。\n{PAGE}{PAGE}第二条 乙。\n{PAGE}")
    assert document.notes == (PagesWithoutText(name="town.pdf", pages="2, 4"),)
    assert "# no text can be read on some pages of" in drafted(pdf(f"第一条 甲。\n{PAGE}{PAGE}第二条 乙。\n"))


def test_a_pdf_with_a_password_is_told() -> None:
    assert read_document("town.pdf", pdf(TEXT, "secret")) == EncryptedDocument(name="town.pdf")


def test_a_pdf_that_opens_without_its_password_is_read() -> None:
    document = read_document("town.pdf", pdf(TEXT, "", owner="secret"))
    assert isinstance(document, OfficialDocument)
    assert "奖励50万元" in document.text


WHOLE = pdf(TEXT)


@pytest.mark.parametrize(
    "data", [WHOLE[:400], b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n", WHOLE[:9]]
)
def test_a_broken_pdf_is_told(data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    found = read_document("town.pdf", data)
    assert isinstance(found, BrokenDocument)
    assert capsys.readouterr().err == ""
