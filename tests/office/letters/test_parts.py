"""Parts of a template other than its text: an opened letter fetches, runs and sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters import rendering_process, word
from ipdsl.office.letters.template_check import FIELDS, RELATIONS, RestrictedEnvironment, field_problems
from ipdsl.office.letters.word import findings_of
from ipdsl.plain_data.errors import FactsError
from tests.support.office.letters import content
from tests.support.rows import each_row
from tests.support.slow import sampled
from tests.support.word_files import SPACES, body, field, of_body, paragraph, with_part, with_relation, with_settings

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLAIN = of_body(paragraph("{{ total }}"))
_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
_CODE = "<w:r><w:instrText>{}</w:instrText></w:r>".format


def _wrong(data: bytes) -> list[tuple[str, str]]:
    return [(one["kind"], one["word"]) for one in rendering_process.problems_of_template(data, RestrictedEnvironment())]


REFUSED = [
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"", "ddeauto excel x", "DDE excel x",
    'INCLUDEPICTURE "http://example.org/a.png" \\d', 'INCLUDETEXT "file:///etc/passwd"', "IMPORT a.doc",
    "INCLUDE a.doc", "LINK Excel.Sheet.8 a.xls",
    "EMBED Package", 'RD "http://example.org/a.docx"', "AUTOTEXT x",
    "AUTOTEXTLIST x", "MACROBUTTON x y", "GOTOBUTTON x", "MERGEFIELD name", "DATABASE \\d x", "NEXT",
    "MERGEREC",
    "IF 1 = 1 a b", "QUOTE 68 68 69", "ASK x y", "FILLIN x", "SET x y", "DOCPROPERTY x", "DOCVARIABLE x",
    "FILENAME",
    "USERNAME", "TEMPLATE", "PRINT x", "ADDIN", "CONTROL x", "HTMLACTIVEX x", "BARCODE x", "DATE", "TIME",
    "SAVEDATE",
    "= 1 + 1", "", '"DDEAUTO" x', "\\* DDEAUTO", 'HYPERLINK "file://server/a"', 'HYPERLINK "javascript:x"',
    'HYPERLINK "\\\\\\\\server\\\\a"', "HYPERLINK file:///a", 'HYPERLINK "ms-word:ofe|u|http://a"', "HYPERLINK ftp://a",
    "PAGEX",
]  # fmt: skip
TAKEN = [
    "PAGE", " page ", " NUMPAGES \\* MERGEFORMAT ", "SECTION",
    "SECTIONPAGES", 'TOC \\o "1-3" \\h \\z', "PAGEREF _Toc1 \\h",
    "REF a \\h", "NOTEREF a",
    "SEQ table", 'STYLEREF "Heading 1"', 'SYMBOL 254 \\f "Wingdings"', "EQ \\f(1,2)", "FORMTEXT",
    "FORMCHECKBOX", "FORMDROPDOWN", 'HYPERLINK "https://example.org/a"', 'HYPERLINK "mailto:a@example.org"',
    'HYPERLINK \\l "part" \\o "go there"', 'HYPERLINK "http://example.org" \\l "part" \\t "_blank"',
]  # fmt: skip


@each_row("simple", [False, True])
@each_row("code", REFUSED)
def test_a_field_that_is_not_listed_is_refused(code: str, simple: bool) -> None:
    wrong = [*field_problems(body(paragraph(field(code, shown="x", simple=simple))))]
    assert [one["kind"] for one in wrong] == ["field"]
    for language in Language:
        (told,) = [one.texts(language) for one in findings_of("t.docx", wrong)]
        assert all(name in (told.help or "") for name in FIELDS)
    assert [one.code for one in findings_of("t.docx", wrong)] == ["U150"]


@each_row("simple", [False, True])
@each_row("code", TAKEN)
def test_a_field_that_is_listed_is_taken(code: str, simple: bool) -> None:
    assert [*field_problems(body(paragraph(field(code, shown="x", simple=simple))))] == []


@each_row(
    "block",
    [
        paragraph(field("DD", "EAU", "TO x")), paragraph(field("D", "DEAUTO x")),
        paragraph(_MARK("begin"), _CODE("PAGE"), field("DDEAUTO x"), _MARK("end")),
        paragraph(_MARK("begin"), field("PAGE"), _CODE("NUMPAGES"), _MARK("end")),
        paragraph(_MARK("begin"), field("REF a", simple=True), _CODE("PAGE"), _MARK("end")),
        paragraph(_MARK("begin"), _CODE("DDEAUTO x")), paragraph(_CODE("DDEAUTO x")),
        paragraph(_MARK("begin"), _CODE("PAGE"), _MARK("separate"), _CODE("DDEAUTO x"), _MARK("end")),
        paragraph(_MARK("begin")) + "", paragraph(_MARK("begin"), _MARK("separate"), _MARK("end")),
        paragraph('<w:del w:id="1"><w:r><w:fldChar w:fldCharType="begin"/><w:delInstrText>DDEAUTO x</w:delInstrText>'
                  '<w:fldChar w:fldCharType="end"/></w:r></w:del>'),
        paragraph(_MARK("begin"), _CODE("{% if total %}DDEAUTO x{% else %}PAGE{% endif %}"), _MARK("end")),
        paragraph(f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(field('DDEAUTO x'))}</w:txbxContent></v:textbox>"
                  "</w:pict></w:r>"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(field('DDEAUTO x'))}</w:sdtContent></w:sdt>",
    ],
)  # fmt: skip
def test_a_field_is_found_in_pieces_nested_and_unfinished(block: str) -> None:
    assert "field" in [one["kind"] for one in field_problems(body(block))]


def test_a_table_of_contents_shows_links_and_pages() -> None:
    inner = field('HYPERLINK \\l "_Toc1"', shown="One") + field("PAGEREF _Toc1 \\h", shown="1")
    whole = paragraph(_MARK("begin"), _CODE('TOC \\o "1-3"'), _MARK("separate"), inner, _MARK("end"))
    assert [*field_problems(body(whole))] == []


def test_a_field_that_filling_in_would_make_is_refused(tmp_path: Path) -> None:
    """A condition removes the first of two codes in a field, so the remaining code is checked again in the letter."""
    drops = paragraph(
        _MARK("begin"), "{%r if until == 'x' %}", _CODE("PAGE "), "{%r endif %}", _CODE("DDEAUTO x"), _MARK("end")
    )
    assert _wrong(of_body(drops)) == []
    path = tmp_path / "bureau.docx"
    path.write_bytes(of_body(drops))
    with pytest.raises(FactsError) as caught:
        word.render_word([content()], Language.ZH, str(path))
    assert [one.code for one in caught.value.report] == ["U150"]


@pytest.mark.parametrize(
    ("kind", "root"),
    sampled([("header", "hdr"), ("footer", "ftr"), ("footnotes", "footnotes"), ("endnotes", "endnotes"),
    ("comments", "comments")], 3, others="broad"),
)  # fmt: skip
def test_a_field_is_found_in_every_part(kind: str, root: str) -> None:
    xml = f"<w:{root} {WORD}>{paragraph(field('DDE', 'AUTO x'))}</w:{root}>"
    assert _wrong(with_part(PLAIN, f"word/{kind}9.xml", xml, kind)) == [("field", "DDEAUTO")]


@pytest.mark.parametrize(
    ("kind", "target", "inside"),
    sampled([
        ("attachedTemplate", "http://example.org/a.dotm", "word/settings.xml"),
        ("image", "http://example.org/a.png", ""),
        ("mailMergeSource", "file:///a.xlsx", "word/settings.xml"),
        ("aFChunk", "http://example.org/a.htm", ""),
        ("subDocument", "a.docx", ""), ("oleObject", "file:///a.xls", ""),
        ("frame", "http://example.org/", ""),
        ("video", "http://example.org/a", ""), ("transform", "http://example.org/a.xsl", "word/settings.xml"),
        ("hyperlink", "file://server/a", ""), ("hyperlink", "\\\\server\\a", ""),
        ("hyperlink", "javascript:x", ""),
        ("hyperlink", "ftp://example.org", ""), ("hyperlink", "other.docx", ""),
        ("customXml", "http://example.org", ""),
        ("header", "http://example.org/h.xml", ""), ("styles", "http://example.org/s.xml", ""),
        ("font", "http://a/f", "word/fontTable.xml"),
    ], 4, others="broad"),
)  # fmt: skip
def test_a_relation_that_leads_out_of_the_file_is_refused(kind: str, target: str, inside: str) -> None:
    assert ("relation", kind) in _wrong(with_relation(PLAIN, kind, target, inside=inside or "word/document.xml"))


@pytest.mark.parametrize("target", ["https://example.org/a?b=c#d", "HTTP://example.org", "mailto:a@example.org"])
def test_a_link_to_a_page_or_to_mail_is_taken(target: str) -> None:
    assert _wrong(with_relation(PLAIN, "hyperlink", target)) == []


@pytest.mark.parametrize(
    "kind", sampled(["aFChunk", "subDocument", "control", "package", "chart", "vbaProject", "x"], 3, others="broad")
)
def test_a_part_that_is_not_listed_is_refused(kind: str) -> None:
    assert kind not in RELATIONS
    found = _wrong(with_part(PLAIN, "word/other.xml", f"<w:p {WORD}/>", kind))
    assert found == [("relation", kind)]


@pytest.mark.parametrize(
    ("shape", "word"),
    sampled([
        ('<v:shape><v:imagedata src="http://example.org/a.png"/></v:shape>', "src"),
        ('<v:shape><v:imagedata o:href="http://example.org/a.png"/></v:shape>', "href"),
        ('<v:shape><v:fill src="file://server/a.png"/></v:shape>', "src"),
        ('<v:shape href="file://server/a"/>', "href"),
        ('<v:shape><v:stroke o:althref="http://a"/></v:shape>', "althref"),
    ], 2, others="broad"),
)  # fmt: skip
def test_an_address_that_a_drawing_fetches_is_refused(shape: str, word: str) -> None:
    assert _wrong(of_body(paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"))) == [("address", word)]
    settings = f"<w:hdrShapeDefaults {SPACES}>{shape}</w:hdrShapeDefaults>"
    assert _wrong(with_settings(PLAIN, settings)) == [("address", word)]


def test_a_drawing_may_link_to_a_page_and_hold_its_picture() -> None:
    shape = '<v:shape href="https://example.org"><v:imagedata src="" o:title="seal"/></v:shape>'
    assert _wrong(of_body(paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"))) == []


def test_a_picture_of_lines_may_use_its_own_parts_and_no_others() -> None:
    head = (
        '<!DOCTYPE svg PUBLIC "a" "b"><svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'
    )
    for picture, wrong in (('<use x:href="#a"/>', []), ('<image x:href="http://a/b.png"/>', [("address", "href")])):
        data = with_part(PLAIN, "word/media/a.svg", f"{head}{picture}</svg>", "image", content="image/svg+xml")
        assert _wrong(data) == wrong


def test_a_mail_merge_is_refused() -> None:
    merge = '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:connectString w:val="DSN=x"/></w:mailMerge>'
    assert _wrong(with_settings(PLAIN, merge)) == [("merge", "mailMerge")]


def test_all_that_is_wrong_is_told_at_once_in_both_languages(tmp_path: Path) -> None:
    data = with_relation(of_body(paragraph(field("DDEAUTO x")), paragraph("{{r total }}")), "image", "http://a/b.png")
    path = tmp_path / "bureau.docx"
    path.write_bytes(data)
    with pytest.raises(FactsError) as caught:
        word.render_word([content()], Language.ZH, str(path))
    assert sorted(one.code for one in caught.value.report) == ["U139", "U150", "U150"]
    said = [one.texts(Language.ZH).title for one in caught.value.report]
    assert any("域`DDEAUTO x`" in one for one in said)
    assert any("`http://a/b.png`" in one for one in said)


@pytest.mark.parametrize("language", [*Language])
def test_our_own_template_has_nothing_of_it(language: Language) -> None:
    assert rendering_process.problems_of_template(word.built_in_template(language), RestrictedEnvironment()) == []


def test_a_part_that_declares_entities_is_broken() -> None:
    xml: Any = f'<!DOCTYPE w:comments [<!ENTITY a "b">]><w:comments {WORD}/>'
    with pytest.raises(ValueError, match="entities"):
        _wrong(with_part(PLAIN, "word/comments9.xml", xml, "comments"))
