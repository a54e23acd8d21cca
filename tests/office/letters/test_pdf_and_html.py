"""Letters in PDF and HTML. The tests make their own font, so no font needs to be installed."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters import pages as formats, word
from ipdsl.office.letters.content import words_of
from ipdsl.plain_data.errors import FactsError
from tests.support.fonts import font
from tests.support.office.letters import content
from tests.support.slow import sampled

BOTH = [Language.EN, Language.ZH]
EVERY = {chr(code) for code in range(32, 127)}


def _characters(*names: str) -> set[str]:
    said = json.dumps([content(name, language) for name in names for language in BOTH], ensure_ascii=False)
    return set(said) | EVERY | {sign for language in BOTH for word in words_of(language).values() for sign in word}


@pytest.fixture(scope="module")
def own_font(tmp_path_factory: pytest.TempPathFactory) -> str:
    return font(tmp_path_factory.mktemp("fonts") / "own.ttf", _characters("firm", "firm_unknown") | set("：；〔〕“”　"))


@pytest.mark.slow
@pytest.mark.parametrize("language", BOTH)
def test_the_last_line_is_on_the_page_of_the_signature(language: Language, own_font: str) -> None:
    told = content("firm", language)
    line = told["parts"][0]["lines"][0]
    for number in range(24):  # the end of the text passes over the end of a page
        told["parts"][0]["lines"] = [line] * (number + 1)
        pages = [
            page.extract_text()
            for page in PdfReader(io.BytesIO(formats.render_pdf([told], language, own_font)[0])).pages
        ]
        signed = [place for place, text in enumerate(pages) if told["signature"] in text]
        closed = [place for place, text in enumerate(pages) if told["ledger_number"] in text]
        assert signed == closed[-1:], (number, signed, closed)


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
def test_a_pdf_is_the_same_twice_and_has_its_font(language: Language, own_font: str) -> None:
    told = content("firm_unknown", language)
    first, second = formats.render_pdf([told, told], language, own_font)
    assert first == second
    reader = PdfReader(io.BytesIO(first))
    text = "".join(page.extract_text() for page in reader.pages).replace("\u200b", "")
    assert told["ledger_number"] in text
    font_names = {str(one["/BaseFont"]) for page in reader.pages for one in _fonts_of(page)}
    assert font_names
    assert all("TestSerifSC" in name for name in font_names)


@pytest.mark.broad
@pytest.mark.parametrize("language", sampled(BOTH, 2, others="broad"))
def test_each_form_says_that_a_sum_known_in_part_is_the_least(
    language: Language, own_font: str, tmp_path: Path
) -> None:
    told = content("firm_unknown", language)
    bureau = docx.Document()
    bureau.add_paragraph("{{ 合计 }} | {{ total_in_words }}")
    bureau.save(str(tmp_path / "bureau.docx"))
    (made,) = formats.render_pdf([told], language, own_font)
    (own,) = word.render_word([told], language)
    (of_bureau,) = word.render_word([told], language, str(tmp_path / "bureau.docx"))
    of_pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).replace("\u200b", "")
    of_words = [line for one in (own, of_bureau) for line in docx_text(one)]
    of_page = formats.render_html([told], language)[0].decode("utf-8")
    more = {Language.EN: "more may follow; it is not part of this sum", Language.ZH: "待补正，不在本次应付之内"}[
        language
    ]
    for text in (of_pdf.replace("\n", ""), "\n".join(of_words), of_page):
        assert more.replace(" ", "") in text.replace(" ", "").replace("\n", "")
        assert told["payable_in_words"] in text
    assert f"{told['total']} | {told['total_in_words']}" in of_words


def docx_text(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in document.paragraphs), *cells]


def _fonts_of(page: object) -> list[dict[str, object]]:
    return [one.get_object() for one in page["/Resources"]["/Font"].values()]  # type: ignore[index]


def test_what_a_letter_says_is_never_read_as_typst(own_font: str) -> None:
    told = {**content("firm_unknown"), "salutation": '#import "@preview/x:1.0.0" $x$ *b* _i_ `c` [d] \\ @a <b>'}
    (made,) = formats.render_pdf([told], Language.ZH, own_font)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).replace("\u200b", "")
    assert '#import "@preview/x:1.0.0" $x$ *b* _i_ `c` [d] \\ @a <b>' in text.replace("\n", "")


def test_a_character_that_no_font_has_is_named_before(tmp_path: Path) -> None:
    poor = font(tmp_path / "poor.ttf", _characters("firm_unknown") - {"专"} | set("：；“”"))
    with pytest.raises(FactsError) as caught:
        formats.render_pdf([content("firm_unknown")], Language.ZH, poor)
    (found,) = caught.value.report
    assert found.code == "U137"
    assert "专 (U+4E13)" in found.texts(Language.ZH).title


@pytest.mark.parametrize("named", ["No Such Family", "missing.ttf", "broken.ttf"])
def test_a_font_that_is_not_there(named: str, tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(FactsError) as caught:
        formats.render_pdf([content()], Language.ZH, str(tmp_path / named) if named.endswith(".ttf") else named)
    assert [one.code for one in caught.value.report] == ["U136"]


def test_a_machine_without_chinese_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_installed_fonts", lambda: (("DejaVu Sans", "/nowhere.ttf", 0),))
    with pytest.raises(FactsError) as caught:
        formats.render_pdf([content()], Language.ZH)
    (found,) = caught.value.report
    assert found.code == "U136"
    assert "fonts-noto-cjk" in (found.texts(Language.EN).help or "")


def test_what_one_font_lacks_is_taken_from_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = _characters("firm_unknown") | set("：；“”")
    first = font(tmp_path / "first.ttf", every - {"专"})
    second = font(tmp_path / "second.ttf", {"专"})
    monkeypatch.setattr(formats, "_installed_fonts", lambda: (("SimSun", first, 0), ("Noto Sans CJK SC", second, 0)))
    found = formats.fonts_for([("F1", "专利")], None)
    assert found.families == ("SimSun", "Noto Sans CJK SC")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.outside += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", ["firm", "firm_unknown"])
def test_a_page_says_all_and_fetches_nothing(name: str, language: Language) -> None:
    told = {**content(name, language), "addressee": "<script>alert(1)</script> & {{ total }}"}
    (page,) = formats.render_html([told], language)
    reader = _Reader()
    reader.feed(page.decode("utf-8"))
    assert not reader.open
    assert not reader.outside
    text = "".join(reader.text)
    assert "<script>alert(1)</script> & {{ total }}" in text
    assert b"<script" not in page
    for part in (*told["parts"], *told["basis"]):
        assert all(line in text for line in part["lines"])
    for row in told["rows"]:
        assert row["item"] in text
        assert row["sum"] in text
