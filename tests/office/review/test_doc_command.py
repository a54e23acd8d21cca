"""The command `ipdsl doc`: files and folders, the official text, the facts of a firm, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.support.cli import run
from tests.support.office.review_copies import FIRM, PAGE, TEXT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small policy, its text and the facts of a firm."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "town.ipp").write_text(PAGE, "utf-8")
    (tmp_path / "order.txt").write_text(TEXT, "utf-8")
    (tmp_path / "firm.json").write_text(json.dumps(FIRM), "utf-8")
    return tmp_path


def test_one_page_with_its_text_and_a_firm(folder: Path) -> None:
    ran = run("doc", "town.ipp", "--against", "order.txt", "--facts", "firm.json", "-o", "town.html")
    assert (ran.code, ran.both) == (0, "wrote town.html: policies 1, articles 3, examples 3\n")
    text = (folder / "town.html").read_text("utf-8")
    assert "An enterprise receives at most 50,000 yuan in a year." in text
    assert "Decision for F1" in text


def test_a_page_as_a_word_file_in_chinese(folder: Path) -> None:
    ran = run("doc", "town.ipp", "-o", "town.docx", "--lang", "zh")
    assert (ran.code, ran.both) == (0, "已写出town.docx：政策1份，条款3条，举例3个\n")
    assert docx.Document(str(folder / "town.docx")).core_properties.title == "镇：合同与称号"


def test_a_folder_has_a_page_for_each_policy_and_an_index(folder: Path) -> None:
    (folder / "fairs.ipp").write_text("award 500 once when geo_indication_product new\n", "utf-8")
    (folder / "fairs.cases.ipp").write_text(
        'cases for draft\n\ncase "none"\n  given person\n  expect total 0\n', "utf-8"
    )
    ran = run("doc", str(folder), "-o", "documents")
    assert ran.code == 0, ran.both
    assert sorted(path.name for path in (folder / "documents").iterdir()) == ["fairs.html", "index.html", "town.html"]


def test_documents_of_inner_folders_keep_their_folders(folder: Path) -> None:
    (folder / "zh").mkdir()
    (folder / "zh" / "town.ipp").write_text(PAGE, "utf-8")
    assert run("doc", ".", "-o", "documents").code == 0
    assert 'href="zh/town.html"' in (folder / "documents" / "index.html").read_text("utf-8")
    assert 'href="../index.html"' in (folder / "documents" / "zh" / "town.html").read_text("utf-8")


def test_a_folder_without_policies_is_refused(folder: Path) -> None:
    (folder / "words").mkdir()
    (folder / "words" / "words.ipp").write_text('vocabulary words "Words"\n\napplicant firm "企业"\n', "utf-8")
    ran = run("doc", "words", "-o", "documents")
    assert (ran.code, "has no policies" in ran.err) == (2, True), ran.both


def test_an_unexpected_result_of_an_example_is_reported(folder: Path) -> None:
    (folder / "town.ipp").write_text(PAGE.replace("expect A 8500", "expect A 9000"), "utf-8")
    ran = run("doc", "town.ipp", "-o", "town.html")
    assert ran.code == 1
    assert ran.err == "town: 1 of 3 examples differ from the expected result\n"
    assert "differs from the expected result" in (folder / "town.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["town.ipp", "town.ipp", "-o", "x.html"], 0, "wrote x.html"),
        (["town.ipp", "shaoguan_2021", "-o", "x.html"], 2, "several pages need a folder"),
        (["town.ipp", "-o", "x.pdf"], 2, "a document is .html or .docx: `x.html`"),
        (["town.ipp", "shaoguan_2021", "--against", "order.txt", "-o", "x"], 2, "is the text of one policy"),
        (["town.ipp", "--against", "order.txt", "-o", "order.txt"], 2, "a document is .html or .docx"),
        (["town.ipp", "--against", "firm.json", "-o", "x.html"], 2, "no articles"),
        (["town.ipp", "--facts", "missing.json", "-o", "x.html"], 2, "missing.json"),
        (["broken.ipp", "-o", "x.html"], 1, "S0"),
        (["ip", "-o", "x.html"], 2, "vocabulary"),
        (["town.ipp", "./town.ipp", "-o", "x"], 2, "two files of the folder would be `town.html`"),
    ],
)  # fmt: skip
def test_calls_and_their_answers(arguments: list[str], code: int, message: str, folder: Path) -> None:
    (folder / "broken.ipp").write_text("award 500 onec when geo_indication_product new\n", "utf-8")
    ran = run("doc", *arguments)
    assert (ran.code, message in ran.both) == (code, True), ran.both
    assert code == 0 or not (folder / "x.html").exists()


@pytest.mark.parametrize("out", ["x.docx", "x.html"])
def test_long_titles_and_control_characters_of_a_text(out: str, folder: Path) -> None:
    (folder / "town.ipp").write_text(PAGE.replace("Town: contracts and titles", "long " * 100), "utf-8")
    (folder / "order.txt").write_text(TEXT.replace("An enterprise", "An\x01\ufffe\uffff enterprise"), "utf-8")
    ran = run("doc", "town.ipp", "--against", "order.txt", "-o", out)
    assert (ran.code, "wrote" in ran.both) == (0, True), ran.both


@pytest.mark.parametrize("mark", ["\ufffe", "\uffff"])
def test_characters_that_no_word_file_has_are_findings(mark: str, folder: Path) -> None:
    (folder / "marked.ipp").write_text(PAGE.replace("a national title", f"a national{mark} title"), "utf-8")
    ran = run("doc", "marked.ipp", "-o", "x.docx")
    assert (ran.code, "S028" in ran.err) == (1, True), ran.both
    (folder / "firm.json").write_text(json.dumps(FIRM).replace('"F1"', f'"F{mark}1"'), "utf-8")
    ran = run("doc", "town.ipp", "--facts", "firm.json", "-o", "x.docx")
    assert (ran.code, "R035" in ran.err) == (1, True), ran.both
