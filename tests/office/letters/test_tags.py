"""Every name that a template uses is printed. Otherwise the template is refused, and no letter lacks its amount."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render
from ipdsl.base.hidden_text import HiddenStyles
from ipdsl.base.source import Sources
from ipdsl.office.letters import rendering_process, word
from ipdsl.office.letters.rendering_process import MarkedTemplate
from ipdsl.office.letters.template_check import (
    NAMES,
    RestrictedEnvironment,
    Tag,
    TemplateName,
    bilingual_content,
    tag_problems,
    tags_of_paragraph,
    template_problems,
)
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.golden import check_golden
from tests.support.office.letters import content
from tests.support.rows import each_row
from tests.support.slow import sampled
from tests.support.word_files import body, field, of_body, paragraph, saved, table, with_part

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _kinds(data: bytes) -> list[str]:
    """The kinds of problems of a template."""
    return [one["kind"] for one in rendering_process.problems_of_template(data, RestrictedEnvironment())]


def _of_tags(*blocks: str) -> list[str]:
    """The kinds of problems with the tags of a body."""
    return [one["kind"] for one in tag_problems(body(*blocks))]


FORMS = [
    ("{{r total }}", "form"), ("{{p total }}", "form"), ("{{tr total }}", "form"), ("{{tc total }}", "form"),
    ("{{r 合计 }}", "form"), ("{{p applicant }}", "form"), ("{{r\u00a0total }}", "form"),
    ("{{ r total }}", "form"),
    ("{%r total %}", "tag"), ("{%p total %}", "tag"), ("{%p 合计 %}", "tag"),
    ("{%cellbg total %}", "tag"), ("{% colspan total %}", "tag"), ("{% vm %}", "tag"), ("{% hm %}", "tag"),
    ("{% raw %}{{ total }}{% endraw %}", "tag"), ("{%tr if total %}", "no_table"),
    ("{#tc total #}", "no_table"),
    ("{%p if total %}due {{ total }}", "p"), ("{%p if total %}{%p endif %}", "p"),
    ("{#p now #}{{ total }}", "p"),
    ("{#p {{ total }} #}", "open"), ("{{ total }", "open"), ("{ total }}", "stray"),
    ("{% if total }", "open"),
    ("50%} of it", "stray"), ("{ total }", "braces"), ("{合计}", "braces"), ("｛｛合计｝｝", "braces"),
    ("｛｛ total ｝｝", "braces"), ("｛% if 合计 %｝", "braces"), ("{％ if 合计 ％}", "braces"),
    ("{one.sum}", "braces"),
    ("{{ " + "total " * 90 + "}}", "long"), ("{% if total %}" * 20, "deep"), ("{% for a in paid %}" * 600, "deep"),
]  # fmt: skip


@each_row(("said", "kind"), FORMS)
def test_a_form_that_prints_nothing_is_refused_with_its_paragraph(said: str, kind: str) -> None:
    wrong = tag_problems(body(paragraph(said)))
    assert kind in [one["kind"] for one in wrong]
    assert all(one["text"] for one in wrong)
    for language in Language:
        told = [one.texts(language) for one in word.findings_of("t.docx", wrong)]
        assert all(one.title and one.help for one in told)
        assert {one.code for one in word.findings_of("t.docx", wrong)} <= {"U135", "U139"}


@each_row("said", ["{{ total }}", "{{合计}}", "a } b { c", "{# note #}{{ total }}", "{0}",
                                  "{%r if total %}x{%r endif %}",
                                  "{{ total == '0' }}", "{% if missing %}a{% else %}b{% endif %}"])  # fmt: skip
def test_what_prints_is_taken(said: str) -> None:
    assert _of_tags(paragraph(said)) == []


def test_a_name_split_over_runs_is_one_name() -> None:
    assert _of_tags(paragraph("{", "{ to", "tal }", "}")) == []
    assert _of_tags(paragraph("{", "{r", " total", "}}")) == ["form"]


TABLES = [
    ((("{%tr for one in paid %}", "{{ total }}"), ("{{ one.sum }}", ""), ("{%tr endfor %}", "")), ["tr"]),
    ((("{%tr for one in paid %}", ""), ("{{ one.sum }}", "{{r one.reason }}"),
    ("{%tr endfor %}", "")), ["form"]),
    ((("{%tr for one in paid %}", ""), ("{{ one.sum }}", "{{ total }}"), ("{%tr endfor %}", "")), []),
    ((("{%tc for one in paid %}", "{{ one.sum }}", "{%tc endfor %}"),), []),
    ((("{%tc for one in paid %}{{ total }}", "{{ one.sum }}", "{%tc endfor %}"),), ["tc"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "kinds"), TABLES)
def test_rows_and_cells_that_vanish_take_no_name_along(rows: tuple[tuple[str, ...], ...], kinds: list[str]) -> None:
    assert _of_tags(table(*rows)) == kinds


_RUN = "<w:r>{}<w:t>{{{{ total }}}}</w:t></w:r>".format
_BOX = "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>".format
UNSEEN = [
    (paragraph(_RUN("<w:rPr><w:vanish/></w:rPr>")), "hidden"),
    (paragraph(f'<w:moveFrom w:id="1">{_RUN("")}</w:moveFrom>'), "hidden"),
    (paragraph('<w:del w:id="1"><w:r><w:delText>{{ total }}</w:delText></w:r></w:del>'), "place"),
    (f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="x"/></w:sdtPr><w:sdtContent>'
     f"{paragraph('{{ total }}')}</w:sdtContent></w:sdt>", "hidden"),
    (paragraph(field(" PAGE ", shown="{{ total }}")), "hidden"),
    (paragraph(field("PAGE", shown="{{ total }}", simple=True)), "hidden"),
    (paragraph(field('HYPERLINK "https://a.b/{{ total }}"', shown="x")), "place"),
    (paragraph('<w:r><w:pict><v:shape alt="{{ total }}"/></w:pict></w:r>'), "place"),
]  # fmt: skip


@each_row(("block", "kind"), UNSEEN)
def test_a_name_that_no_reader_sees_is_refused(block: str, kind: str) -> None:
    assert kind in _of_tags(block)


@pytest.mark.parametrize(
    "block",
    [
        paragraph(_RUN('<w:rPr><w:vanish w:val="0"/></w:rPr>')),
        paragraph(field('HYPERLINK "https://a.b"', shown="{{ total }}")),
        paragraph(_BOX(paragraph("{{ total }}"))),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('{{ total }}')}</w:sdtContent></w:sdt>",
    ],
)  # fmt: skip
def test_a_name_that_readers_see_is_taken(block: str) -> None:
    assert _of_tags(block) == []


@pytest.mark.parametrize(
    ("kind", "root", "wrong"),
    sampled([("header", "hdr", []), ("footer", "ftr", []), ("footnotes", "footnotes", []),
    ("comments", "comments", ["part"]),
     ("endnotes", "endnotes", ["part"])], 2, others="broad"),
)  # fmt: skip
def test_names_stand_in_parts_that_are_filled_in(kind: str, root: str, wrong: list[str]) -> None:
    plain = of_body(paragraph("{{ total }}"))
    good = with_part(plain, f"word/{kind}9.xml", f"<w:{root} {WORD}>{paragraph('{{ total }}')}</w:{root}>", kind)
    assert _kinds(good) == wrong
    bad = with_part(plain, f"word/{kind}9.xml", f"<w:{root} {WORD}>{paragraph('{{r total }}')}</w:{root}>", kind)
    assert _kinds(bad) == (wrong or ["form"])


@pytest.mark.broad
def test_all_forms_are_told_in_one_run_with_names_that_are_not_there() -> None:
    blocks = [paragraph(said) for said in ("{{r total }}", "{{p applicant }}", "{{ totl }}", "{ 合计 }")]
    assert sorted(_kinds(of_body(*blocks))) == ["braces", "form", "form", "name"]
    assert _kinds(of_body(paragraph("{{-r total }}"))) == ["syntax"]
    assert _kinds(of_body(paragraph("{{tr total }}"))) == ["form"]
    assert _kinds(of_body(paragraph("{{ " + "(" * 240 + "total" + ")" * 240 + " }}"))) == ["deep"]


@pytest.mark.parametrize(
    "said",
    sampled(
        ["{" * 50_000, "{{p " * 20_000, "{%p " * 20_000, "-%}" * 20_000, "{{r " * 20_000, "{% colspan " * 10_000,
         "{" * 50_000 + "}}"], 3, others="broad",
    ),
)  # fmt: skip
def test_braces_that_do_not_close_are_told_before_any_pattern_tries_them(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docxtpl compares each brace with all text after it. Here each is checked once, up to the first unclosed one."""
    tried: list[str] = []
    patch = MarkedTemplate.patch_xml

    def patch_xml(self: MarkedTemplate, xml: str) -> Any:
        tried.append(xml)
        return patch(self, xml)

    monkeypatch.setattr(MarkedTemplate, "patch_xml", patch_xml)
    wrong = rendering_process.problems_of_template(of_body(paragraph(said)), RestrictedEnvironment())
    assert tried == []
    assert len(wrong) <= 1
    assert len([*tags_of_paragraph(said)]) <= 1


def _steps(data: bytes) -> int:
    """The number of function calls that checking a template takes."""
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        rendering_process.problems_of_template(data, RestrictedEnvironment())
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "of",
    sampled([
        lambda n: paragraph(*(f"{{{{r a{at} }}}}" for at in range(n))), lambda n: paragraph("{{ total }} " * n),
        lambda n: paragraph(*(f"{{{{ a{at} }}}}" for at in range(n))), lambda n: paragraph("{total}" * n),
        lambda n: "".join(paragraph(f"{{%p if a{at} %}}{{%p endif %}}") for at in range(n)),
        lambda n: paragraph(*(['<w:r><w:fldChar w:fldCharType="begin"/></w:r>'] * n), *(["x"] * n)),
        lambda n: table(*[("{%tr if total %}", "x"), ("{{ total }}", "x"), ("{%tr endif %}", "x")] * (n // 3)),
    ], 7, others="broad"),
)  # fmt: skip
def test_steps_grow_with_the_length_of_a_template(of: Callable[[int], str]) -> None:
    short, long = (_steps(of_body(f"<w:sdt><w:sdtContent>{of(n)}</w:sdtContent></w:sdt>")) for n in (60, 600))
    assert long < 10 * short + 2_000


_PIECES = st.sampled_from([
    "{{ total }}", "{{ 申请人 }}", "{{r total }}", "{{p total }}", "{{tr total }}", "{%p if total %}",
    "{%p endif %}",
    "{% if total %}", "{% endif %}", "{%r if total %}", "{%r endif %}", "{%- if total -%}", "{#p x #}",
    "{# x #}", "{",
    "}", "due ", "{%tr if total %}", "{%tr endif %}", "{% if until %}", "{% else %}", "%}", "{{ document }}",
])  # fmt: skip
_VALUES = {"total": "1st sum", "申请人": "2nd name", "document": "3rd & last"}


@pytest.mark.broad
@settings(max_examples=min(15, settings.default.max_examples))
@given(st.lists(st.lists(_PIECES, min_size=1, max_size=3), min_size=1, max_size=4), st.booleans())
def test_every_name_of_a_template_that_is_taken_is_printed(blocks: list[list[str]], in_table: bool) -> None:
    """For any combination of tags, the letter has each value that no condition removes, or no letter is written."""
    paragraphs = [paragraph(*pieces) for pieces in blocks]
    cells = [table(("".join(pieces), "x")) for pieces in blocks]
    data = of_body(*(cells if in_table else paragraphs))
    if rendering_process.problems_of_template(data, RestrictedEnvironment()):
        return
    told = {**content(), "total": "1st sum", "applicant": "2nd name", "document": "3rd & last", "until": "soon"}
    template = MarkedTemplate(io.BytesIO(data))
    template.render(bilingual_content(told), RestrictedEnvironment(), autoescape=True)
    if template.problems:
        return
    letter = template.docx
    shown = [*letter.paragraphs, *(one for table in letter.tables for row in table.rows for cell in row.cells
                                   for one in cell.paragraphs)]  # fmt: skip
    text = "\n".join(one.text for one in shown)
    assert not any(mark in text for mark in ("{{", "{%", "\x01", "\x02"))
    said = "".join(piece for pieces in blocks for piece in pieces)
    if "else" not in said:  # all conditions hold
        names = [tag.content.strip() for tag in tags_of_paragraph(said) if isinstance(tag, Tag) and tag.mark == "{{"]
        for name, value in _VALUES.items():
            assert text.count(value) == names.count(name)


def test_what_is_put_outside_of_text_is_seen_after_filling() -> None:
    """The second check. No template is known that passes the first one and fails here."""
    template = MarkedTemplate(io.BytesIO(of_body(paragraph("x"))))
    template.get_docx()
    source = (
        f"<w:body {WORD}><w:p><w:r><w:t>a</w:t></w:r>{{{{ total }}}}</w:p>"
        "<w:p><w:r><w:t>{{ total }}</w:t></w:r></w:p></w:body>"
    )
    made = template.render_xml_part(source, None, {"total": "5 & 6"}, RestrictedEnvironment())
    assert made.count("5 &amp; 6") == 2
    assert template.problems == [{"kind": "unseen", "word": "5 &amp; 6", "text": "a5 &amp; 6"}]
    template.render_xml_part(f"<w:body {WORD}><w:p></w:body>", None, {}, RestrictedEnvironment())
    assert [one["kind"] for one in template.problems] == ["unseen", "crossed"]
    (last,) = [*word.findings_of("t.docx", template.problems[1:])]
    assert last.code == "U135"


@pytest.mark.broad
def test_a_letter_without_its_sum_is_not_written(tmp_path: Any) -> None:
    path = tmp_path / "bureau.docx"
    path.write_bytes(of_body(paragraph("应付合计：{{r total }} 元"), paragraph("{{p applicant }}")))
    with pytest.raises(FactsError) as caught:
        word.render_word([content()], Language.ZH, str(path))
    told = [one.texts(Language.ZH) for one in caught.value.report]
    assert {one.code for one in caught.value.report} == {"U139"}
    assert any("应付合计：{{r total }} 元" in one.title for one in told)
    assert all("{{ total }}" in (one.help or "") for one in told)


def test_wrong_in_knows_what_the_tags_know() -> None:
    assert [one["kind"] for one in template_problems("<w:p>{% include 'x' %}</w:p>", RestrictedEnvironment())] == [
        "not_taken"
    ]
    assert _kinds(of_body(paragraph('{% include "x" %}'))) == ["not_taken"]


def test_each_kind_in_words(update_golden: bool) -> None:
    kinds = ("tag", "unclosed", "syntax", "open", "stray", "long", "deep", "braces", "no_table", "crossed", "form",
             "recalculation", "hidden", "place", "part", "unseen", "p", "tc", "tr", "field", "relation", "address",
             "merge", "list", "no_list", "order", "number", "sum", "no_sum", "words", "always", "name",
             "call")  # fmt: skip
    wrong = [{"kind": kind, "word": "WORD", "text": "TEXT"} for kind in kinds]
    report = Report([*word.findings_of("bureau.docx", wrong)])
    told = "\n\n".join(render(report, Sources(), language=language) for language in Language)
    check_golden(ROOT / "tests" / "golden" / "tables" / "template_findings.txt", f"{told}\n", update_golden)


COMPARISONS = [
    ("total > '3,000.00'", ["order"]), ("'3,000.00' <= total", ["order"]), ("total > 5000", ["number"]),
    ("total == 5000", ["number"]), ("合计 < 5000.5", ["number"]), ("5000 > total", ["number"]),
    ("paid[0].sum >= at_most", ["order"]), ("total | default('0') > '1'", ["order"]),
    ("total == '20,000.00'", []), ("'至少' in total", []), ("paid | length > 1", []), ("2 <= paid | length", []),
    ("paid > 3", ["number"]), ("paid[0].level == 1", ["number", "name"]), ("ledger_lines != 3", ["number"]),
    ("total", ["always"]), ("not 合计", ["always"]), ("until and total", ["always"]), ("at_most", []), ("paid", []),
    ("'50' in total", ["sum"]), ("total in '50,000.00'", ["sum"]), ("',' in 合计", ["sum"]),
    ("'伍' not in total_in_words", ["sum"]), ("total in at_most", ["sum"]), ("'至少' in (total | default('0'))", []),
    ("total ~ '' == '50,000.00'", ["sum"]), ("total | length > 8", ["no_list"]), ("total | first == '5'", ["no_list"]),
    ("paid[0].sum | last == '0'", ["no_list"]), ("(total if paid else at_most) | length", ["no_list"]),
    ("title | length > 3", ["no_list"]), ("assumptions[0] | first == 'a'", ["no_list"]),
    ("total == '5万'", ["no_sum"]), ("total == '五万'", ["no_sum"]), ("'50000元' != total", ["no_sum"]),
    ("total == '50.000,00'", ["no_sum"]), ("total == '5,00'", ["no_sum"]), ("合计 == '￥5'", ["no_sum"]),
    ("total == title", ["no_sum"]), ("(at_most or until) == '5 0'", ["no_sum"]),
    ("paid[0].sum == '1e3'", ["no_sum"]), ("total == 'x'", ["no_sum"]), ("'无' != 合计", ["no_sum"]),
    ("total == 'at least'", ["no_sum"]), ("(total | default('0')) == 'x'", ["no_sum"]), ("'x' in total", ["sum"]),
    ("'nothing' not in at_most", ["sum"]), ("'' in total", ["sum"]), ("'or more' in paid[0].sum", []),
    ("total == none", ["no_sum"]), ("total == true", ["no_sum"]), ("at_most != 'without limit'", []),
    ("'不设上限' == at_most", []), ("(total if paid else at_most) == 'none'", ["no_sum"]),
    ("total == recalculated", []), ("at_most == ''", []), ("at_most == 'without limit'", []),
    ("most == '不设上限'", ["name"]), ("recalculated == '５００００'", []), ("'A' in title", []),
    ("title == '5万'", []), ("(assumptions | first) == '5万'", []), ("(assumptions | last | default('')) == ''", []),
]  # fmt: skip


@pytest.mark.slow
@each_row(("said", "kinds"), COMPARISONS, every=4)
def test_sums_are_not_compared_as_texts_and_not_with_numbers(said: str, kinds: list[str]) -> None:
    data = of_body(paragraph(f"{{% if {escape(said)} %}}BIG{{% else %}}small{{% endif %}}"))
    assert _kinds(data) == kinds
    told = word.findings_of("t.docx", rendering_process.problems_of_template(data, RestrictedEnvironment()))
    assert [one.code for one in told] == ["U132" if kind == "name" else "U134" for kind in kinds]


SPELLINGS = [("20000", True), ("20,000", True), ("20000.00", True), ("20,000.01", False), ("2000", False), ("", False)]


@each_row(("written", "is_equal"), SPELLINGS)
def test_a_sum_equals_each_spelling_of_its_number(written: str, is_equal: bool) -> None:
    texts = {**_blank(NAMES), "total": "20,000.00"}
    environment = RestrictedEnvironment()
    for comparison in (f"total == '{written}'", f"'{written}' == 合计", f"not total != '{written}'"):
        source = f"{{% if {comparison} %}}yes{{% else %}}no{{% endif %}}"
        assert environment.from_string(source).render(bilingual_content(texts)) == ("yes" if is_equal else "no")
    assert environment.from_string("{{ total }}").render(bilingual_content(texts)) == "20,000.00"


@pytest.mark.parametrize(
    ("output", "kind"),
    sampled([
        ("total | first", "no_list"), ("合计 | join('-')", "no_list"), ("total | length", "no_list"),
        ("paid[0].sum | last", "no_list"), ("total ~ '0'", "sum"), ("title ~ (at_most or '')", "sum"),
        ("assumptions or title", "list"), ("paid if until else missing", "list"),
        ("total", ""), ("at_most | default('0.00')", ""), ("title ~ policy", ""), ("paid | length", ""),
        ("assumptions | join('; ')", ""), ("(paid | first).sum", ""), ("recalculated or at_most", ""),
    ], 4, others="broad"),
)  # fmt: skip
def test_a_sum_is_printed_as_it_is(output: str, kind: str) -> None:
    assert _kinds(of_body(paragraph(f"{{{{ {output} }}}}"))) == [kind] * bool(kind)


def test_only_a_sum_equals_another_spelling_of_its_number() -> None:
    texts = bilingual_content({**_blank(NAMES), "total": "5,000.00", "applicant": "0001"})
    environment = RestrictedEnvironment()
    source = "{{ 'yes' if applicant == '1' }}{{ 'no' if total == '05000' }}{{ 'sum' if total == '5000' }}"
    assert environment.from_string(source).render(texts) == "sum"


def _blank(names: Sequence[TemplateName]) -> dict[str, Any]:
    return {name.name: "" if name.is_text else [] if name.is_list else _blank(name.entry_names) for name in names}


def test_the_count_of_a_loop_is_compared_with_a_number() -> None:
    text = "{% for one in paid %}{% if loop.index > 1 and loop.index0 != loop.length %}; {% endif %}{% endfor %}"
    assert _kinds(of_body(paragraph(text))) == []


MERGE_FIELDS = [("«total»", ["braces"]), ("« 合计 »", ["braces"]), ("《合计》", ["braces"]),
                ("MERGEFIELD total", ["braces"]), ('{ MERGEFIELD "total" \\* MERGEFORMAT }', ["braces"]),
                ("<total>", ["braces"]), ("＜＜合计＞＞", ["braces"]), ("${total}", ["braces"]),
                ("«firm»", []), ("《韶关市办法》", [])]  # fmt: skip


@each_row(("said", "kinds"), MERGE_FIELDS)
def test_a_name_typed_as_a_merge_field_is_told(said: str, kinds: list[str]) -> None:
    assert _of_tags(paragraph(escape(said))) == kinds


STYLE = '<w:style w:type="{kind}" w:styleId="S">{based}<w:rPr>{hide}</w:rPr></w:style>'
HIDE = "<w:vanish/>"


def _styled(
    properties: str, kind: str, based: str = "", hide: str = HIDE, run: str = "", default: str = ""
) -> list[str]:
    """The problems of a total in a table, in a paragraph and a run with these properties and styles."""
    base = f'<w:style w:type="{kind}" w:styleId="B"><w:rPr>{HIDE}</w:rPr></w:style>'
    styles = etree.fromstring(
        f"<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>{default}</w:rPr></w:rPrDefault></w:docDefaults>"
        f"{base}{STYLE.format(kind=kind, based=based, hide=hide)}</w:styles>"
    )
    root = etree.fromstring(
        f"<w:body {WORD}><w:tbl><w:tblPr>{properties if kind == 'table' else ''}</w:tblPr><w:tr><w:tc>"
        f"<w:p><w:pPr>{properties if kind == 'paragraph' else ''}</w:pPr>"
        f"<w:r><w:rPr>{properties if kind == 'character' else ''}{run}</w:rPr><w:t>{{{{ total }}}}</w:t></w:r>"
        "</w:p></w:tc></w:tr></w:tbl></w:body>"
    )
    return [one["kind"] for one in tag_problems(root, HiddenStyles(styles, with_struck_text=True))]


@each_row(("name", "kind"), [("w:rStyle", "character"), ("w:pStyle", "paragraph"), ("w:tblStyle", "table")])
def test_a_total_that_a_style_hides_is_refused(name: str, kind: str) -> None:
    uses, shows = f'<{name} w:val="S"/>', '<w:vanish w:val="0"/>'
    assert _styled(uses, kind) == ["hidden"]
    assert _styled(uses, kind, based='<w:basedOn w:val="B"/>', hide="") == ["hidden"]
    assert _styled(uses, kind, based='<w:basedOn w:val="B"/>', hide=shows) == []
    assert _styled(uses, kind, run=shows) == []
    assert _styled(uses, kind, hide="") == _styled("", kind) == []
    assert _styled("", kind, default=HIDE) == ["hidden"]
    assert _styled(uses, kind, hide="<w:strike/>") == _styled(uses, kind, hide="<w:dstrike/>") == ["hidden"]
    assert _styled(uses, kind, hide="<w:strike/>", run='<w:strike w:val="0"/>') == []


def test_a_total_in_a_part_of_a_table_that_its_style_hides_is_refused() -> None:
    styles = etree.fromstring(
        f'<w:styles {WORD}><w:style w:type="table" w:styleId="S"><w:tblStylePr w:type="firstRow">'
        f"<w:rPr>{HIDE}</w:rPr></w:tblStylePr></w:style></w:styles>"
    )
    root = etree.fromstring(
        f'<w:body {WORD}><w:tbl><w:tblPr><w:tblStyle w:val="S"/></w:tblPr><w:tr><w:tc>'
        "<w:p><w:r><w:t>{{ total }}</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>"
    )
    assert [one["kind"] for one in tag_problems(root, HiddenStyles(styles))] == ["hidden"]


@pytest.mark.parametrize(("mark", "kinds"), [("<w:hidden/>", ["hidden"]), ('<w:hidden w:val="0"/>', []), ("", [])])
def test_a_total_in_a_hidden_row_is_refused(mark: str, kinds: list[str]) -> None:
    shown = table(("{{ total }}",)).replace("<w:tr>", f"<w:tr><w:trPr>{mark}</w:trPr>")
    assert _of_tags(shown) == kinds


@pytest.mark.parametrize("area", ["header", "footer"])
@pytest.mark.parametrize("kind", ["first_page", "even_page"])
def test_a_total_in_a_header_that_no_page_has_is_refused(area: str, kind: str) -> None:
    document = docx.Document()
    section = document.sections[0]
    getattr(section, f"{kind}_{area}").paragraphs[0].text = "{{ total }}"
    assert _kinds(saved(document)) == ["hidden"]
    section.different_first_page_header_footer = kind == "first_page"
    document.settings.odd_and_even_pages_header_footer = kind == "even_page"
    assert _kinds(saved(document)) == []


@pytest.mark.parametrize(("title", "kinds"), [("{{ total }}", ["unseen"]), ("{{ 合计 }}", ["unseen"]),
                                              ("Letter {{ applicant }}", []), ("total", [])])  # fmt: skip
def test_a_total_in_the_properties_of_a_file_is_refused(title: str, kinds: list[str]) -> None:
    document = docx.Document()
    document.core_properties.title = title
    assert _kinds(saved(document)) == kinds


@pytest.mark.broad
@pytest.mark.parametrize(
    ("said", "is_refused"),
    sampled([
        ("{{ total_in_words }}", True), ("{% if total != '0.00' %}{{ 合计大写 }}{% endif %}", True),
        ("{{ total_in_words }} {{ 合计 }}", False), ("{{ recalculated }}", False),
        ("{{ total_in_words }}{% for one in sums %}{{ one.sum }}{% endfor %}", False),
    ], 3, others="broad"),
)  # fmt: skip
def test_a_total_in_words_that_is_empty_is_not_the_only_total(tmp_path: Path, said: str, is_refused: bool) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(of_body(paragraph(said)))
    assert word.render_word([content(language=Language.ZH)], Language.ZH, str(path))
    if not is_refused:
        assert word.render_word([content(language=Language.EN)], Language.EN, str(path))
        return
    with pytest.raises(FactsError) as error:
        word.render_word([content(language=Language.EN)], Language.EN, str(path))
    assert [one.code for one in error.value.report] == ["U134"]
