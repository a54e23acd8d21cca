"""Word documents: paragraphs, tables, tracked changes, automatic numbers, boxes, and files of other formats."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ipdsl.audit.draft.document_reader import read_document
from ipdsl.audit.draft.word import ELEMENTS, chinese
from ipdsl.audit.errors import (
    BrokenDocument,
    DocumentTooLong,
    EmptyText,
    OtherDocument,
    TrackedChanges,
    UnreadParts,
)
from ipdsl.audit.official_text import DocumentPlace, LineUnit, OfficialDocument
from ipdsl.base.errors import TooLarge
from tests.support.audit.first_pages import END, HEAD, articles_of, drafted
from tests.support.official_files import OLD_WORD, saved, word
from tests.support.rows import each_row

TABLE = "第一条 奖励。按下表奖励。\n称号 | 奖励\n国家级 | 30万元\n省级 | 10万元\n第二条 宣传。\n"


def read(data: bytes) -> OfficialDocument:
    document = read_document("town.docx", data)
    assert isinstance(document, OfficialDocument), document
    return document


def lines(data: bytes) -> list[str]:
    return [line for line in read(data).text.split("\n") if line]


def with_body(xml: str) -> bytes:
    """A document with this XML as its body."""
    document = docx.Document()
    body = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
    for at, child in enumerate(list(body)):
        document.element.body.insert(at, child)
    return saved(document)


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_a_word_document_gives_the_page_of_its_text() -> None:
    text = f"{HEAD}第一条 奖励。对甲奖励50万元。\n{END}"
    page = drafted(word(text))
    assert articles_of(page)['article 1 "奖励"'] == ["paragraph 4: 对甲奖励50万元。", "- 50万元: 500,000.00 CNY"]
    assert page.replace("paragraph 5", "line 6").replace("paragraph", "line") == drafted(text)


def test_rows_of_a_table_are_comments_in_their_order_and_place() -> None:
    found = articles_of(drafted(word(TABLE)))
    assert found['article 1 "奖励"'] == [
        "paragraph 1: 按下表奖励。",
        "- a promise without a figure",
        "table 1, row 1: 称号 | 奖励",
        "table 1, row 2: 国家级 | 30万元",
        "- 30万元: 300,000.00 CNY",
        "table 1, row 3: 省级 | 10万元",
        "- 10万元: 100,000.00 CNY",
    ]
    assert 'article 2 "宣传" informative' in found


def test_every_line_of_the_text_has_its_place() -> None:
    document = read(word(TABLE))
    places = {line: document.place(at) for at, line in enumerate(document.text.split("\n"), 1) if line}
    assert places["国家级 | 30万元"] == DocumentPlace(LineUnit.ROW, (1, 2))
    assert places["第二条 宣传。"] == DocumentPlace(LineUnit.PARAGRAPH, (2,))


def test_cells_below_one_over_several_columns_have_its_unit() -> None:
    document = docx.Document()
    document.add_paragraph("第一条 按下表奖励。")
    table = document.add_table(rows=0, cols=4)
    for words in (("等级", "名额", "奖励（万元）", ""), ("", "", "市级", "省级"), ("金奖", "3", "7", "9")):
        for cell, text in zip(table.add_row().cells, words, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    assert articles_of(drafted(saved(document)))["article 1"] == [
        "paragraph 1: 按下表奖励。",
        "- a promise without a figure",
        "table 1, row 1: 等级 | 名额 | 奖励（万元） |",
        "table 1, row 2: | | 市级 | 省级",
        "table 1, row 3: 金奖 | 3 | 7 | 9",
        "- 3; 7: 70,000.00 CNY; 9: 90,000.00 CNY",
    ]


def test_a_cell_over_several_rows_is_read_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for at, words in enumerate(["30万元", "10万元"]):
        table.cell(at, 1).text = words
    table.cell(0, 0).merge(table.cell(1, 0)).text = "每家2次"
    assert lines(saved(document)) == ["每家2次 | 30万元", " | 10万元"]


def test_insertions_are_read_and_deletions_are_not() -> None:
    document = read(word("第一条 甲。\n第二条 奖励[-50-][+30+]万元[-（暂定）-]。\n"))
    assert "第二条 奖励30万元。" in document.text
    assert document.notes == (TrackedChanges(name="town.docx", paragraph=2, inserted=1, deleted=2),)


def test_a_document_without_changes_has_no_note() -> None:
    assert read(word(TABLE)).notes == ()


CHANGES = {
    "moved words": (
        f"<w:p><w:moveFrom>{run('第一条 甲。')}</w:moveFrom></w:p><w:p><w:moveTo>{run('第二条 乙。')}</w:moveTo></w:p>",
        ["第二条 乙。"],
    ),
    "a deleted end of a paragraph": (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('第一条 奖励')}</w:p><w:p>{run('50万元。')}</w:p>",
        ["第一条 奖励50万元。"],
    ),
    "a deleted row": (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('5万元')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{run('6万元')}</w:p></w:tc></w:tr></w:tbl><w:p>{run('第一条 甲。')}</w:p>",
        ["6万元", "第一条 甲。"],
    ),
    "a whole inserted paragraph": (f"<w:ins><w:p>{run('第一条 甲。')}</w:p></w:ins>", ["第一条 甲。"]),
}


@pytest.mark.parametrize(("xml", "expected"), CHANGES.values(), ids=list(CHANGES))
def test_changes_are_read_as_accepted(xml: str, expected: list[str]) -> None:
    assert lines(with_body(xml)) == expected


PARTS = {
    "a field": (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('甲')}</w:p>", ["甲"]),
    "a link": (f"<w:p><w:hyperlink>{run('甲')}</w:hyperlink></w:p>", ["甲"]),
    "a control": (f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('甲')}</w:p></w:sdtContent></w:sdt>", ["甲"]),
    "a line break": (f"<w:p>{run('甲')}<w:r><w:br/></w:r>{run('乙')}</w:p>", ["甲", "乙"]),
    "a tab": (f"<w:p>{run('甲')}<w:r><w:tab/></w:r>{run('乙')}</w:p>", ["甲 乙"]),
    "a box": (
        f"<w:p>{run('甲')}<w:r><w:pict><w:txbxContent><w:p>{run('示例〔2023〕7号')}</w:p></w:txbxContent></w:pict></w:r></w:p>",
        ["甲", "示例〔2023〕7号"],
    ),
}


@pytest.mark.parametrize(("xml", "expected"), PARTS.values(), ids=list(PARTS))
def test_the_words_of_every_part_are_read_once(xml: str, expected: list[str]) -> None:
    assert lines(with_body(xml)) == expected


def numbered(levels: list[tuple[str, str]], paragraphs: list[tuple[int, str]], start: int | None = None) -> bytes:
    """A document with automatic numbers: the form and words of each level, and paragraphs as level and words."""
    document = docx.Document()
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for at, (form, words) in enumerate(levels)
    )
    own = "" if start is None else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    lists = document.part.numbering_part.element
    lists.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{xml}</w:abstractNum>'))
    lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/>{own}</w:num>'))
    for level, words in paragraphs:
        paragraph = document.add_paragraph(words)
        if level >= 0:
            number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(number))
    return saved(document)


def test_numbers_that_word_makes_by_itself_are_read() -> None:
    levels = [("chineseCountingThousand", "第%1条 "), ("japaneseCounting", "（%2）"), ("decimal", "%3.")]
    paragraphs = [(0, "甲。"), (1, "乙。"), (1, "丙。"), (-1, "丁。"), (0, "戊。"), (1, "己。"), (2, "庚。")]
    assert lines(numbered(levels, paragraphs)) == [
        "第一条 甲。", "（一）乙。", "（二）丙。", "丁。", "第二条 戊。", "（一）己。", "1.庚。",
    ]  # fmt: skip


def test_a_list_may_begin_with_another_number() -> None:
    assert lines(numbered([("decimal", "%1、")], [(0, "甲。"), (0, "乙。")], start=7)) == ["7、甲。", "8、乙。"]


def test_bullets_are_no_numbers() -> None:
    assert lines(numbered([("bullet", "●")], [(0, "甲。")])) == ["甲。"]


def test_articles_that_word_numbers_are_articles() -> None:
    data = numbered([("chineseCounting", "第%1条 ")], [(0, "奖励。对甲奖励50万元。"), (0, "宣传。")])
    assert list(articles_of(drafted(data))) == ['article 1 "奖励"', 'article 2 "宣传" informative']


@each_row(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (35, "三十五"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_numbers_are_written_as_officials_write_them(number: int, written: str) -> None:
    assert chinese(number) == written


def packed(*names: str, data: bytes = b"<x/>") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed("OFD.xml"), "OFD"),
        (packed("xl/workbook.xml"), "XLSX"),
        (packed("content.xml"), "OpenDocument"),
        (packed("readme.txt"), "ZIP"),
        (OLD_WORD, "DOC, WPS or XLS"),
        (b"{\\rtf1\\ansi 20}", "RTF"),
    ],
)  # fmt: skip
def test_other_documents_are_detected_by_their_content(data: bytes, kind: str) -> None:
    assert read_document("town.docx", data) == OtherDocument(name="town.docx", kind=kind)


WHOLE = word(TABLE)


@pytest.mark.parametrize("data", [WHOLE[: len(WHOLE) // 2], packed("word/document.xml"), b"PK\x03\x04", WHOLE[:-30]])
def test_a_broken_document_is_told(data: bytes) -> None:
    found = read_document("town.docx", data)
    assert isinstance(found, BrokenDocument)
    assert found.kind == "Word"


def test_a_document_without_words_is_empty() -> None:
    assert read_document("town.docx", word("")) == EmptyText(name="town.docx")


def test_a_document_that_unpacks_to_more_than_any_is_not_read() -> None:
    found = read_document("town.docx", packed("word/document.xml", data=b" " * 51_000_000))
    assert isinstance(found, TooLarge)


NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NOTE_XML = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>另奖励3万元。</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def with_part(body: str, kind: str, content_type: str, blob: bytes) -> bytes:
    """A document with this body and a related part, whose id replaces `RID`."""
    document = docx.Document()
    part = Part(PackURI(f"/word/{kind}1.bin"), content_type, blob, document.part.package)
    identifier = document.part.relate_to(part, f"{NOTES}/{kind}")
    inner = body.replace("RID", identifier)
    names = f'{nsdecls("w", "r", "a")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="{MATH}"'
    for at, child in enumerate(list(parse_xml(f"<w:body {names}>{inner}</w:body>"))):
        document.element.body.insert(at, child)
    return saved(document)


def unread(data: bytes) -> str:
    """The warnings about parts that are not read, as text."""
    notes = [note for note in read(data).notes if isinstance(note, UnreadParts)]
    return " ".join(f"{note.parts} figures {note.figures}" for note in notes)


def test_a_note_follows_its_paragraph_or_row() -> None:
    reference = '<w:r><w:{kind}Reference w:id="2"/></w:r>'
    for kind in ("footnote", "endnote"):
        mark, xml = reference.format(kind=kind), NOTE_XML.replace("footnote", kind).encode()
        body = f"<w:p>{run('奖励1万元')}{mark}{run('。')}</w:p><w:p>{run('第二条')}</w:p>"
        data = with_part(body, f"{kind}s", f"{WORD_TYPE}.{kind}s+xml", xml)
        assert lines(data) == ["奖励1万元。", "注：另奖励3万元。", "第二条"]
        table = f"<w:tbl><w:tr><w:tc><w:p>{run('奖励')}{mark}</w:p></w:tc></w:tr></w:tbl>"
        assert lines(with_part(table, f"{kind}s", f"{WORD_TYPE}.{kind}s+xml", xml)) == ["奖励", "注：另奖励3万元。"]
        assert unread(data) == ""


def test_a_merged_word_file_is_read_in_its_place_and_another_format_is_told() -> None:
    body = f"<w:p>{run('第一条')}</w:p><w:altChunk r:id='RID'/><w:p>{run('第三条')}</w:p>"
    inner = with_body(f"<w:p>{run('另奖励3万元。')}</w:p>")
    data = with_part(body, "aFChunk", f"{WORD_TYPE}.document.main+xml", inner)
    assert lines(data) == ["第一条", "另奖励3万元。", "第三条"]
    assert unread(data) == ""
    web = with_part(body, "aFChunk", "text/html", "<p>另奖励<b>3</b>万元</p>".encode())
    assert lines(web) == ["第一条", "第三条"]
    assert unread(web) == "merged files (1) figures 1"
    cell = f"<w:tbl><w:tr><w:tc><w:p>{run('奖励')}</w:p><w:altChunk r:id='RID'/></w:tc></w:tr></w:tbl>"
    assert sorted(lines(with_part(cell, "aFChunk", f"{WORD_TYPE}.document.main+xml", inner))) == [
        "另奖励3万元。",
        "奖励",
    ]


def test_a_merged_word_file_has_its_own_lists_notes_and_changes() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    inserted = f'<w:ins w:id="1" w:author="A">{run("新")}</w:ins>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>3万元</w:t></w:r>"
    body = f"<w:p>{run('第二条')}{reference}</w:p><w:p>{inserted}{hidden}</w:p>"
    inner = with_part(body, "footnotes", f"{WORD_TYPE}.footnotes+xml", NOTE_XML.encode())
    outer = f"<w:p>{run('第一条')}</w:p><w:altChunk r:id='RID'/>"
    document = read(with_part(outer, "aFChunk", f"{WORD_TYPE}.document.main+xml", inner))
    assert [line for line in document.text.split("\n") if line] == ["第一条", "第二条", "注：另奖励3万元。", "新"]
    changes, left_out = document.notes
    assert isinstance(changes, TrackedChanges)
    assert (changes.inserted, changes.paragraph) == (1, 3)
    assert isinstance(left_out, UnreadParts)
    assert (str(left_out.parts), left_out.figures) == ("hidden texts (1)", 1)


@pytest.mark.broad
def test_merged_files_share_the_largest_size() -> None:
    """Each level halves what a file may have, so that nested and repeated files do not multiply the work."""
    inner = with_body(f"<w:p>{run('3万元')}</w:p>")
    chunk = f"{WORD_TYPE}.document.main+xml"
    few = with_part("<w:altChunk r:id='RID'/>" * 3, "aFChunk", chunk, inner)
    assert lines(few) == ["3万元"] * 3
    many = with_part(f"<w:p>{run('第一条')}</w:p>" + "<w:altChunk r:id='RID'/>" * 10_000, "aFChunk", chunk, inner)
    assert unread(many) == "merged files (10000) figures 10000"


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        ('<w:r><w:rPr><w:vanish/></w:rPr><w:t>另奖励3万元</w:t></w:r>', [], "hidden texts (1) figures 1"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>奖励3万元</w:t></w:r>', ["奖励3万元"], ""),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A3"/><w:t>甲</w:t></w:r>', [" 甲"], "symbols (1) figures 0"),
        ('<w:r><w:sym w:font="Arial" w:char="0033"/><w:t>万元</w:t></w:r>', ["3万元"], ""),
        ("<m:oMath><m:r><m:t>3</m:t></m:r></m:oMath><w:r><w:t>万元</w:t></w:r>", ["3万元"], ""),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>3万元</m:t></m:r></m:num></m:f></m:oMath><w:r><w:t>甲</w:t></w:r>",
            [" 甲"],
            "formulas (1) figures 1",
        ),
        ('<w:r><w:t>投入</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t>3万元</w:t></w:r>', ["投入≥3万元"], ""),
        (
            r"<w:r><w:instrText> EQ \f(3万元,2) </w:instrText></w:r><w:r><w:t>甲</w:t></w:r>",
            [" 甲"],
            "formulas (1) figures 1",
        ),
        ("<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>甲</w:t></w:r>", ["甲"], ""),
        (
            '<w:r><w:pict><v:textpath string="另奖励3万元"/></w:pict><w:t>甲</w:t></w:r>',
            [" 甲"],
            "texts in drawings (1) figures 1",
        ),
        (
            "<w:r><w:drawing><a:p><a:r><a:t>另奖励3万元</a:t></a:r></a:p></w:drawing></w:r>",
            [],
            "texts in drawings (1) figures 1",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>奖励3万元</w:t></w:r></w:sdtContent></w:sdt>", ["奖励3万元"], ""),
        ('<w:fldSimple w:instr="REF x"><w:r><w:t>奖励3万元</w:t></w:r></w:fldSimple>', ["奖励3万元"], ""),
        (
            "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>奖励3万元</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></w:pict></w:r>",
            ["奖励3万元"],
            "",
        ),
    ],
)  # fmt: skip
def test_text_of_a_paragraph_is_read_or_told(body: str, text: list[str], told: str) -> None:
    data = with_part(f"<w:p>{body}</w:p><w:p>{run('第二条')}</w:p>", "font", "application/octet-stream", b"x")
    assert lines(data) == [*text, "第二条"]
    assert unread(data) == told


def test_comments_pictures_and_running_heads_with_figures_are_told() -> None:
    body = f"<w:p>{run('第一条')}</w:p>"
    words = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>'
    for kind, what, told in (
        ("header", "另奖励3万元", "headers (1) figures 1"), ("footer", "- 1 -", ""),
        ("comments", "另奖励3万元", "comments (1) figures 1"), ("comments", "请核", "comments (1) figures 0"),
        ("comments", "award 5000", "comments (1) figures 1"), ("footer", "第 1 页 共 3 页", ""),
    ):  # fmt: skip
        assert unread(with_part(body, kind, f"{WORD_TYPE}.{kind}+xml", words.format(what).encode())) == told
    assert unread(with_part(body, "image", "image/png", b"x")) == "pictures (1) figures 0"


def test_a_document_of_many_empty_paragraphs_is_refused_before_it_is_parsed() -> None:
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(with_body(""))) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in old.namelist():
            part = old.read(entry)
            if entry == "word/document.xml":
                part = part.replace(b"<w:sectPr", b"<w:p/>" * ELEMENTS + b"<w:sectPr", 1)
            packed.writestr(entry, part)
    assert isinstance(read_document("town.docx", data.getvalue()), DocumentTooLong)
