"""Letters as Word files: filled-in templates, findings about templates, and the built-in template.

A separate process with limits fills in a template. Its problems become findings here, with text and advice.

The built-in template is the project's own letter as a Word file with names in double braces. It is used if no other
template is given, and it is the starting point for a bureau's template: `ipdsl letter --new-template`. The names are in
the language of the letter.
"""

from __future__ import annotations

import difflib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ipdsl.base.files import read_bytes
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase, join_names
from ipdsl.office.errors import (
    BadForm,
    DisallowedTemplateCode,
    DisallowedTemplatePart,
    InvisibleName,
    NotATemplate,
    RecalculatedTotal,
    SingularExpected,
    UnknownName,
    temporary_folder,
)
from ipdsl.office.letters.content import Content, words_of
from ipdsl.office.letters.template_check import DEEPEST, FIELDS, FILTERS, LONGEST, NAMES, TAGS, name_rows
from ipdsl.office.sheets.workbook import reply_of_process
from ipdsl.plain_data.errors import FactsError


def findings_of(name: str, wrong: Sequence[Mapping[str, str]]) -> Iterator[Diagnostic]:
    """A finding for each problem. `template_check` and `rendering_process` make the problems."""
    for problem in wrong:
        kind, word, text = problem["kind"], problem["word"], problem["text"]
        if words := _FORMS.get(kind) or _PARTS.get(kind) or _SINGULAR.get(kind):
            what, advice = (each.with_values(word=word, text=text, list=word.split(".")[0]) for each in words)
            if kind in _SINGULAR:
                yield SingularExpected(name=name, what=what, text=text, advice=advice)
            else:
                yield (BadForm if kind in _FORMS else DisallowedTemplatePart)(name=name, what=what, advice=advice)
        elif kind in _HOLDERS:
            why, advice = (phrase.with_values(holder=_HOLDERS[kind]) for phrase in _WITH_HOLDER)
            yield InvisibleName(name=name, word=word, why=why, text=text, advice=advice)
        elif kind in _UNSEEN:
            yield InvisibleName(name=name, word=word, why=_UNSEEN[kind], text=text, advice=_IN_TEXT)
        elif kind == "recalculation":
            yield RecalculatedTotal(name=name, word=word, text=text)
        elif kind == "name":
            yield UnknownName(name=name, word=word, text=text, advice=_nearest_advice(word))
        else:
            yield DisallowedTemplateCode(name=name, word=word, text=text, words=join_names(FILTERS))


def _nearest_advice(word: str) -> Phrase:
    last = word.rpartition(".")[2]
    all_names = sorted({part for _, _, entry in name_rows() for part in (entry.name, entry.zh)})
    near = difflib.get_close_matches(last, all_names, n=1)
    return Phrase("did you mean `{near}`? ", "是否为`{near}`？", near=near[0]) if near else NOTHING


_BRACES = Phrase("write a name as `{{{{ total }}}}`, a tag as `{{% if until %}}`",
                 "名称写作`{{{{ total }}}}`，标记写作`{{% if until %}}`")  # fmt: skip
_FORMS = {
    "tag": (
        Phrase("`{word}` is not a tag: `{text}`", "没有`{word}`这种标记：`{text}`"),
        Phrase(
            "tags are {tags}; of a row of a table `tr for`, of a paragraph `p if`",
            "标记有{tags}；表格的行用`tr for`，段落用`p if`", tags=join_names(TAGS),
        ),
    ),
    "unclosed": (
        Phrase("`{word}` is begun and not closed", "`{word}`没有结束"),
        Phrase("write `{{% end{word} %}}`", "请写`{{% end{word} %}}`"),
    ),
    "syntax": (Phrase("this cannot be read: `{text}`", "这一处无法读取：`{text}`"), _BRACES),
    "open": (
        Phrase("`{word}` is not closed in its paragraph: `{text}`", "`{word}`在本段内没有结束：`{text}`"), _BRACES,
    ),
    "stray": (Phrase("`{word}` closes nothing: `{text}`", "`{word}`没有对应的开头：`{text}`"), _BRACES),
    "long": (
        Phrase("what begins with `{word}` has more than {most} characters: `{text}`",
               "以`{word}`开头的内容超过{most}个字符：`{text}`", most=LONGEST),
        _BRACES,
    ),
    "deep": (
        Phrase("conditions, loops or brackets stand too deep in each other: `{text}`",
               "条件、循环或括号嵌套过深：`{text}`"),
        Phrase("at most {most} conditions and loops may be nested", "条件和循环最多嵌套{most}层", most=DEEPEST),
    ),
    "braces": (
        Phrase("`{word}` is not a tag, and would be printed unchanged: `{text}`",
               "`{word}`不是标记，会原样写进通知书：`{text}`"),
        Phrase("write two braces of ASCII: `{{{{ total }}}}`, `{{% if until %}}`",
               "请用两个半角花括号：`{{{{ total }}}}`、`{{% if until %}}`"),
    ),
    "no_table": (
        Phrase("`{word}` is outside every table: `{text}`", "`{word}`不在表格中：`{text}`"),
        Phrase("of a paragraph write `{{%p if until %}}`", "段落请写`{{%p if until %}}`"),
    ),
    "crossed": (
        Phrase("a tag begins in one row, cell or paragraph and ends in another",
               "标记的开头和结尾不在同一行、同一单元格或同一段"),
        Phrase("begin and end it in rows of their own (`{{%tr for one in paid %}}`) or paragraphs of their own"
               " (`{{%p if until %}}`)",
               "请单独占一行（`{{%tr for one in paid %}}`）或单独占一段（`{{%p if until %}}`）"),
    ),
}  # fmt: skip
"""The text and the advice for braces and tags that cannot be read."""

_EQUAL = Phrase(
    "compare texts with `==` or `!=`, as in `{{% if total == '0.00' %}}`; leave conditions about sums to the policy",
    "请用`==`或`!=`比较文字，如`{{% if total == '0.00' %}}`；按金额区分的条件请写在政策中",
)
_SINGULAR = {
    "order": (Phrase("sums and other values are texts, which have no order", "金额等各项都是文字，不能比较大小"),
              _EQUAL),
    "number": (Phrase("a text or a list is compared with a number", "文字或列表与数字相比较"), _EQUAL),
    "sum": (
        Phrase("a sum is used as a text", "将金额当作文字使用"),
        Phrase("print it as it is, `{{{{ total }}}}`, or compare it: `{{% if total == '0.00' %}}`",
               "请原样写出`{{{{ total }}}}`，或比较是否相等：`{{% if total == '0.00' %}}`"),
    ),
    "no_sum": (
        Phrase("a sum is compared with what is not a sum in figures", "金额与不是数字金额的内容相比较"),
        Phrase("write the sum without unit and currency: `'50,000.00'` or `'50000'`",
               "金额请写数字，不写单位和币种：`'50,000.00'`或`'50000'`"),
    ),
    "words": (
        Phrase("`{word}` is empty in this letter, and the template has no total in figures",
               "`{word}`在这份通知书中为空，而模板中没有数字的合计"),
        Phrase("add `{{{{ total }}}}`", "请加上`{{{{ 合计 }}}}`"),
    ),
    "always": (
        Phrase("`{word}` is a condition, and is never empty", "以`{word}`作为条件，而它总有内容"),
        Phrase("compare it: `{{% if {word} != '0.00' %}}`", "请加以比较：`{{% if {word} != '0.00' %}}`"),
    ),
    "list": (
        Phrase("`{word}` is a list, but a single text is required here", "`{word}`是列表，而此处需要一段文字"),
        Phrase("go through it: `{{% for one in {list} %}}`", "请逐项列出：`{{% for one in {list} %}}`"),
    ),
    "no_list": (
        Phrase("`{word}` is one text, and is gone through as if it were a list",
               "`{word}`是一段文字，却当作列表逐项列出"),
        Phrase("write `{{{{ {word} }}}}`", "请写`{{{{ {word} }}}}`"),
    ),
}  # fmt: skip
"""The text and the advice for texts and lists that are used as something else."""

_HOLDERS = {"p": Phrase("paragraph", "段落"), "tc": Phrase("cell", "单元格"), "tr": Phrase("row", "行")}
"""The part of the document that is removed together with a tag inside it."""
_WITH_HOLDER = (
    Phrase("it vanishes with the {holder} that the other tag takes away", "它会随另一个标记所在的{holder}一起消失"),
    Phrase("put that tag into a {holder} of its own", "请让该标记独占所在的{holder}"),
)

_UNSEEN = {
    "form": Phrase("this form puts text where nothing is shown", "这种写法会把文字放在不显示的位置"),
    "hidden": Phrase("it is hidden, or Word writes over it", "它是隐藏的，或会被`Word`覆盖"),
    "place": Phrase("it stands outside of text: in an attribute, a field or deleted text",
                    "它不在正文中，而在属性、域或已删除的文字中"),
    "part": Phrase("names are not put in place in this part: a comment, an endnote, a chart",
                   "这一部分不会填写：批注、尾注或图表"),
    "unseen": Phrase("its place is not shown", "它的位置不显示文字"),
}  # fmt: skip
"""Reasons why a name would not be printed."""

_IN_TEXT = Phrase("write `{{{{ total }}}}` in a text that is shown: in the body, a head, a foot or a footnote",
                  "请在显示的文字中写`{{{{ total }}}}`：正文、页眉、页脚或脚注")  # fmt: skip

_PARTS = {
    "field": (
        Phrase("the field `{text}`", "域`{text}`"),
        Phrase(
            "take it out; the fields that are taken are {fields}, none inside the code of another, and `HYPERLINK`"
            " to http, https or mailto",
            "请删除；可以使用的域有{fields}，不得嵌套在另一个域的代码中，`HYPERLINK`只可指向`http`、`https`或`mailto`",
            fields=join_names(FIELDS),
        ),
    ),
    "relation": (
        Phrase("a relation `{word}` to `{text}`", "指向`{text}`的关系`{word}`"),
        Phrase(
            "delete it; only hyperlinks to http, https or mailto may lead out of the file, and pictures, styles and"
            " the like must be inside it",
            "请删除；指向文件以外的只能是`http`、`https`或`mailto`的超链接，图片、样式等须在文件之内",
        ),
    ),
    "address": (
        Phrase("an address in `{word}`: `{text}`", "`{word}`中的地址：`{text}`"),
        Phrase("put the picture into the file", "请将图片插入文件之内"),
    ),
    "merge": (
        Phrase("a mail merge with a data source", "带有数据源的邮件合并"),
        Phrase(
            "make it an ordinary document: Mailings, Start Mail Merge, Normal Word Document",
            "请改为普通文档：“邮件”—“开始邮件合并”—“普通`Word`文档”",
        ),
    ),
}
"""The text and the advice for parts that a template must not have."""


_START = 20.0
"""Time limit of the process in seconds, in addition to 8 seconds for each letter."""

_REASONS = {
    "old": Phrase("it is a document of the old form (.doc)", "它是旧格式（`.doc`）的文件"),
    "no word": Phrase("it is no .docx", "它不是`.docx`"),
    "broken": Phrase("it is broken", "它已损坏"),
    "password": Phrase("it is guarded by a password", "它有密码保护"),
    "memory": Phrase("filling it in needs too much memory", "填写时所需的内存过多"),
    "size": Phrase("it unpacks to far more than a letter", "解压后远大于一份通知书"),
    "time": Phrase("filling it in takes too long", "填写的时间过长"),
    "macros": Phrase("it has macros, which would go out with each letter", "它带有宏，会随每份通知书发出"),
    "embedded": Phrase("other files are embedded in it", "它嵌入了其他文件"),
    "unwritten": Phrase("it cannot be filled in", "没有填写所需的空间"),
}
_SAVE = Phrase(
    "open it in Word, WPS or LibreOffice and save it as .docx", "请用`Word`、`WPS`或`LibreOffice`打开，另存为`.docx`"
)
_LESS = Phrase("take loops inside loops out of it, or begin with `ipdsl letter --new-template FILE.docx`",
               "请去掉循环中的循环，或用`ipdsl letter --new-template 文件.docx`重新制作")  # fmt: skip
_WITHOUT = Phrase("take that out, and save it as .docx", "请去掉后另存为`.docx`")
_ADVICE = {
    "memory": _LESS, "time": _LESS, "size": _LESS, "macros": _WITHOUT, "embedded": _WITHOUT,
    "password": Phrase("save it without a password", "请另存为没有密码的文件"),
}  # fmt: skip


def render_word(
    letters: Sequence[Content], language: Language, template: str | None = None,
    warn: Callable[[Iterable[Diagnostic]], object] = tuple, notes: Sequence[str] = (),
) -> list[bytes]:  # fmt: skip
    """A Word file for each content. `template` is the path of the bureau's template.

    `notes` are the names of all details that a template may use, in addition to the known ones.

    Raises `FactsError` with the problems of the template. `warn` gets the warnings about it.
    """
    if template is not None and isinstance(template_bytes := read_bytes(template), Diagnostic):
        raise FactsError(Report([template_bytes]))
    with temporary_folder() as folder:
        path = template or _default_template(folder, language)
        warn(_fill_in_process(path, folder, letters, notes))
        return [(Path(folder) / f"{index}.docx").read_bytes() for index in range(len(letters))]


def _default_template(folder: str, language: Language) -> str:
    """Write the project's own template to a file."""
    path = Path(folder) / "template.docx"
    path.write_bytes(built_in_template(language))
    return str(path)


def _fill_in_process(path: str, folder: str, letters: Sequence[Content], notes: Sequence[str]) -> list[Diagnostic]:
    """Fill in the template, and return the warnings about it."""
    input_lines = "".join(f"{json.dumps(line)}\n" for line in (notes, *letters))
    reply = reply_of_process(
        "ipdsl.office.letters.rendering_process", [path, folder], input_lines, _START + 8 * len(letters)
    )
    if (kind := reply.get("refused")) is not None:
        advice = _ADVICE.get(kind, _SAVE)
        raise FactsError(Report([NotATemplate(name=path, reason=_REASONS[kind], advice=advice)]))
    if "wrong" in reply:
        raise FactsError(Report([*findings_of(path, reply["wrong"])]))
    return [*findings_of(path, reply["doubtful"])]


# ---------------------------------------------------------------------------------------------- built-in template


_LATIN, _HAN, _HAN_LETTER = "Times New Roman", "宋体", "仿宋"
_ROW_WIDTHS = (Cm(1.1), Cm(1.9), Cm(4.2), Cm(2.2), Cm(2.5), Cm(2.5), Cm(1.2))
_TAKEN_BACK_WIDTHS = (Cm(1.1), Cm(1.9), Cm(4.2), Cm(2.3), Cm(3.6), Cm(2.5))
_HEAD_WIDTHS = (Cm(8.3), Cm(8.0))
_CELL = "Letter table"
FAREWELL = "Yours faithfully,"
"""The last words of an English letter. A Chinese one has none."""
_LETTER_SIZES = {False: (Pt(11), Pt(15)), True: (Pt(16), Pt(28))}
"""The size of the text and the height of its lines; in Chinese those of official documents (GB/T 9704-2012)."""


def built_in_template(language: Language) -> bytes:
    """The Word file as bytes."""
    return _LetterTemplate(language).build()


class _LetterTemplate:
    def __init__(self, language: Language) -> None:
        self.words = words_of(language)
        self.is_chinese = language is Language.ZH
        self.size, self.line_height = _LETTER_SIZES[self.is_chinese]
        self.document = Document()

    def build(self) -> bytes:
        self._page()
        self._head()
        self._text()
        self._annexes()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    # ---------------------------------------------------------------------------------------------- names

    def _name(self, name: str, within: str = "") -> str:
        """The name in the language of the letter. `within` is the list that has the name in its entries."""
        names = next(entry for entry in NAMES if entry.name == within).entry_names if within else NAMES
        template_name = next(entry for entry in names if entry.name == name)
        return template_name.zh if self.is_chinese else template_name.name

    def _value_tag(self, name: str, within: str = "") -> str:
        """`{{ total }}`, or within a list `{{ each_paid.sum }}`."""
        entry = f"{_entry_name(self._name(within))}." if within else ""
        return f"{{{{ {entry}{self._name(name, within)} }}}}"

    # ---------------------------------------------------------------------------------------------- parts

    def _page(self) -> None:
        format_pages(self.document, self.words, f"{self._value_tag('letter_title')} {self._value_tag('addressee')}")
        section, style = self.document.sections[0], cast("Any", self.document.styles["Normal"])
        if self.is_chinese:
            section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
            section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        self.document.styles["Footer"].font.size = Pt(9)
        cell = self.document.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style, cell.font.size = style, Pt(9)
        cell.paragraph_format.line_spacing, cell.paragraph_format.space_after = 1.0, Pt(0)
        style.font.size = self.size
        style.paragraph_format.line_spacing = self.line_height
        set_fonts(style, _LATIN, _HAN_LETTER if self.is_chinese else _HAN)

    def _head(self) -> None:
        if self.is_chinese:
            for name in ("letterhead", "letter_title"):
                self._add(self._value_tag(name), size=Pt(22), bold=True, centred=True).line_spacing = Pt(34)
            self._if("reference", lambda: self._add(self._value_tag("reference"), centred=True))
        else:
            self._add(self._value_tag("letterhead"), size=Pt(9)).space_after = Pt(18)
            cells = self._table(_HEAD_WIDTHS, 1).rows[0].cells
            for cell, name in zip(cells, ("addressee", "reference"), strict=True):
                cell.paragraphs[0].add_run(self._value_tag(name))
            cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._add(self._value_tag("letter_title"), size=Pt(13), bold=True).space_before = Pt(14)
        self._add(self._value_tag("salutation"))
        self._if("opening", lambda: self._add(self._value_tag("opening"), is_text=True))

    def _text(self) -> None:
        part = _entry_name(self._name("parts"))
        heading, lines = self._name("heading", "parts"), self._name("lines", "parts")
        self._add(f"{{%p for {part} in {self._name('parts')} %}}")
        self._add(f"{{%p if {part}.{heading} %}}")
        self._add(f"{{{{ {part}.{heading} }}}}", bold=True, is_text=self.is_chinese).keep_with_next = True
        self._add("{%p endif %}")
        for condition, is_last in (("if loop.last", True), ("else", False)):  # no page has the signature alone
            self._add(f"{{%p {condition} %}}")
            self._loop(f"{part}.{lines}", lambda tag: self._add(tag, is_text=True), is_kept=is_last)
        self._add("{%p endif %}")
        self._add("{%p endfor %}")
        self._add(f"{{%p if {self._name('attachments')} %}}")
        self._add(self._value_tag("attachments"), is_text=True).keep_with_next = True
        self._add("{%p endif %}")
        names = ("signature", "letter_day") if self.is_chinese else ("signature",)
        if not self.is_chinese:
            self._add(FAREWELL).keep_with_next = True
        for name in names:
            form = self._add(self._value_tag(name))
            form.alignment = WD_ALIGN_PARAGRAPH.RIGHT if self.is_chinese else WD_ALIGN_PARAGRAPH.LEFT
            form.space_before, form.keep_with_next = Pt(32 if name == "signature" else 0), True
        self._add(self._value_tag("closing"), size=Pt(10)).space_before = Pt(18)

    def _annexes(self) -> None:
        self._if("rows", self._rows)
        self._if("taken_back", self._taken_back)
        self._if("basis", self._basis)

    def _rows(self) -> None:
        columns = {name: self.words[name] for name in ("number", "article", "item", "day", "proposed", "sum", "note")}
        self._sums("rows", "row_totals", _ROW_WIDTHS, columns, ("proposed", "sum"))
        self._loop("notes", lambda tag: self._add(tag, size=Pt(9)))

    def _taken_back(self) -> None:
        words = {"item": "payment", "day": "payment_day", "sum": "back"}
        names = ("number", "article", "item", "day", "event", "sum")
        columns = {name: self.words[words.get(name, name)] for name in names}
        self._sums("taken_back", "taken_back_totals", _TAKEN_BACK_WIDTHS, columns, ("sum",))

    def _sums(
        self, list_name: str, totals_name: str, widths: Sequence[Cm], columns: Mapping[str, str], sums: Sequence[str]
    ) -> None:
        """An annex with the rows of a list and the rows of its totals; `columns` are the headings by name."""
        self._annex_heading(f"{list_name}_heading")
        self._add(self._value_tag("annex_head"), size=Pt(9))
        rows, totals = self._name(list_name), self._name(totals_name)
        head, begin, row, end, begin_totals, total, end_totals = list(self._table(widths, 7, grid=True).rows)
        mark_row(head, "w:tblHeader")
        begin.cells[0].text, end.cells[0].text = f"{{%tr for {_entry_name(rows)} in {rows} %}}", "{%tr endfor %}"
        begin_totals.cells[0].text = f"{{%tr for {_entry_name(totals)} in {totals} %}}"
        end_totals.cells[0].text = "{%tr endfor %}"
        for index, (name, heading) in enumerate(columns.items()):
            is_sum = name in sums
            self._fill(head.cells[index], heading, is_sum=is_sum, bold=True)
            self._fill(row.cells[index], self._value_tag(name, list_name), is_sum=is_sum)
            if is_sum:
                self._fill(total.cells[index], self._value_tag(name, totals_name), is_sum=True, bold=True)
        last = [*columns].index(sums[0]) - 1
        self._fill(total.cells[0].merge(total.cells[last]), self._value_tag("text", totals_name), bold=True)

    def _basis(self) -> None:
        article, lines = _entry_name(self._name("basis")), self._name("lines", "basis")
        self._annex_heading("basis_heading")
        self._add(f"{{%p for {article} in {self._name('basis')} %}}")
        self._add(self._value_tag("heading", "basis"), size=Pt(10.5), bold=True).keep_with_next = True
        self._loop(f"{article}.{lines}", lambda tag: self._add(tag, size=Pt(10.5)))
        self._add("{%p endfor %}")

    # ---------------------------------------------------------------------------------------------- pieces

    def _if(self, name: str, add: Callable[[], object]) -> None:
        self._add(f"{{%p if {self._name(name)} %}}")
        add()
        self._add("{%p endif %}")

    def _loop(self, texts: str, add: Callable[[str], Any], *, is_kept: bool = False) -> None:
        """A paragraph for each text of a list, given by its name or, with a period, by its path."""
        self._add(f"{{%p for one_line in {texts if '.' in texts else self._name(texts)} %}}")
        add("{{ one_line }}").keep_with_next = is_kept
        self._add("{%p endfor %}")

    def _add(
        self, text: str, *, size: Pt | None = None, bold: bool = False, centred: bool = False, is_text: bool = False
    ) -> Any:
        """Add a paragraph, and return its format. `is_text` indents the first line of a Chinese paragraph."""
        paragraph = self.document.add_paragraph()
        run, form = paragraph.add_run(text), paragraph.paragraph_format
        run.font.size, run.bold = size, bold
        if size is not None and size < self.size:
            form.line_spacing = 1.15
        if centred:
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if is_text and self.is_chinese:
            form.first_line_indent = 2 * self.size
        return form

    def _annex_heading(self, name: str) -> None:
        form = self._add(self._value_tag(name), size=Pt(12), bold=True)
        form.page_break_before = form.keep_with_next = True

    def _fill(self, cell: Any, text: str, *, is_sum: bool = False, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        if is_sum:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(text).bold = bold

    def _table(self, widths: Sequence[Cm], rows: int, *, grid: bool = False) -> Any:
        table = add_table(self.document, widths, rows, "Table Grid" if grid else None)
        for paragraph in (cell.paragraphs[0] for row in table.rows for cell in row.cells):
            paragraph.paragraph_format.space_after = Pt(0)
            if grid:
                paragraph.style = _CELL
        return table


def _entry_name(list_name: str) -> str:
    """The loop variable for the entries of a list."""
    return f"each_{list_name}"


_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of each part of a file."""


def document_bytes(document: Any) -> bytes:
    """A Word document as bytes. Equal documents give equal bytes."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, _DATE), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


_MOST_OF_PROPERTY = 255
"""The characters that a property of a Word file may have."""


def format_pages(document: Any, words: Mapping[str, str], title: str) -> None:
    """Set the paper, the fonts, the title, and the numbers of pages of a document. `words` are those of letters."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.35)
    section.top_margin = section.bottom_margin = Cm(2.2)
    style: Any = document.styles["Normal"]
    style.font.size = Pt(10.5)
    set_fonts(style, _LATIN, _HAN)
    style.paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.title = title[:_MOST_OF_PROPERTY]
    properties.author = properties.comments = ""
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("page", "PAGE"), ("of_pages", "NUMPAGES"), ("last_page", "")):
        run = foot.add_run(f"{' ' if text != 'page' else ''}{words[text]}{' ' if field else ''}")
        run.font.size, run.bold = Pt(9), False
        if field:
            add_field(foot, "begin", field, "end")


def set_fonts(style: Any, latin: str, han: str) -> None:
    """Set the fonts of a style for Latin and for Chinese characters."""
    style.font.name = latin
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), han)


def add_table(document: Any, widths: Sequence[Cm], rows: int, style: str | None = None) -> Any:
    """Add a table with columns of these widths, whose rows are not divided between pages."""
    table = document.add_table(rows, len(widths), style=style)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        mark_row(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return table


def mark_row(row: Any, name: str) -> None:
    """Set a property of a row of a table, such as `w:tblHeader`."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def add_field(paragraph: Any, *parts: str) -> None:
    """Add parts of a field, which Word computes: `begin`, an instruction, `separate` before its present text, `end`."""
    run = paragraph.add_run()
    run.font.size = Pt(9)
    for part in parts:
        if part in ("begin", "separate", "end"):
            run._r.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): part}))
        else:
            run._r.append(OxmlElement("w:instrText"))
            run._r[-1].text = part
