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
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ipdsl.base.errors import CannotWrite
from ipdsl.base.files import read_bytes, refusal
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase, join_names
from ipdsl.office.errors import (
    BadForm,
    DisallowedTemplateCode,
    DisallowedTemplatePart,
    InvisibleName,
    LetterLibraryMissing,
    NotATemplate,
    RecalculatedTotal,
    SingularExpected,
    UnknownName,
    require_libraries,
)
from ipdsl.office.letters.content import Content, words_of
from ipdsl.office.letters.template_check import DEEPEST, FIELDS, FILTERS, LONGEST, NAMES, TAGS, TemplateName, name_rows
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
    warn: Callable[[Iterable[Diagnostic]], object] = tuple,
) -> list[bytes]:  # fmt: skip
    """A Word file for each content. `template` is the path of the bureau's template.

    Raises `FactsError` with the problems of the template. `warn` gets the warnings about it.
    """
    require_libraries(LetterLibraryMissing, "docxtpl", "jinja2")
    if template is not None and isinstance(template_bytes := read_bytes(template), Diagnostic):
        raise FactsError(Report([template_bytes]))
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = template or _default_template(folder, language)
            warn(_fill_in_process(path, path, folder, letters))
            return [(Path(folder) / f"{index}.docx").read_bytes() for index in range(len(letters))]
    except OSError as error:  # the disk is full, or the temporary folder is missing
        reason = refusal(error, (error.strerror or str(error)).lower())
        raise FactsError(Report([CannotWrite(name=tempfile.gettempdir(), reason=reason)])) from None


def _default_template(folder: str, language: Language) -> str:
    """Write the project's own template to a file."""
    path = Path(folder) / "template.docx"
    path.write_bytes(built_in_template(language))
    return str(path)


def _fill_in_process(path: str, name: str, folder: str, letters: Sequence[Content]) -> list[Diagnostic]:
    """Fill in the template, and return the warnings about it."""
    input_lines = "".join(f"{json.dumps(content)}\n" for content in letters)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "ipdsl.office.letters.rendering_process", path, folder], input=input_lines.encode(),
            capture_output=True, timeout=_START + 8 * len(letters), check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _template_error(name, "time") from None
    lines = ran.stdout.splitlines()
    if not lines:
        raise _template_error(name, "time" if ran.returncode < 0 else "memory")
    reply = json.loads(lines[-1])
    if "refused" in reply:
        raise _template_error(name, reply["refused"])
    if "wrong" in reply:
        raise FactsError(Report([*findings_of(name, reply["wrong"])]))
    return [*findings_of(name, reply["doubtful"])]


def _template_error(name: str, kind: str) -> FactsError:
    return FactsError(Report([NotATemplate(name=name, reason=_REASONS[kind], advice=_ADVICE.get(kind, _SAVE))]))


# ---------------------------------------------------------------------------------------------- built-in template


_LATIN, _HAN = "Times New Roman", "宋体"
_GREY = RGBColor(0x59, 0x59, 0x59)
_PAID_WIDTHS = (Cm(1.1), Cm(4.2), Cm(3.0), Cm(5.5), Cm(2.5))
_SUM_WIDTHS = (Cm(11.8), Cm(4.5))
_HEAD_WIDTHS = (Cm(3.2), Cm(13.1))


def built_in_template(language: Language) -> bytes:
    """The Word file as bytes."""
    return _LetterTemplate(language).build()


class _LetterTemplate:
    def __init__(self, language: Language) -> None:
        self.words = words_of(language)
        self.is_chinese = language is Language.ZH
        self.document = Document()

    def build(self) -> bytes:
        self._page()
        self._head()
        self._total()
        self._paid_table()
        self._sections()
        self._foot()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    # ---------------------------------------------------------------------------------------------- names

    def _name(self, name: str, within: str = "") -> str:
        """The name in the language of the letter. `within` is the list that has the name in its entries."""
        names: Sequence[TemplateName] = NAMES
        for part in filter(None, within.split(".")):
            names = next(entry for entry in names if entry.name == part).entry_names
        template_name = next(entry for entry in names if entry.name == name)
        return template_name.zh if self.is_chinese else template_name.name

    def _value_tag(self, name: str) -> str:
        return f"{{{{ {self._name(name)} }}}}"

    def _if_tag(self, name: str) -> str:
        return f"{{%p if {self._name(name)} %}}"

    # ---------------------------------------------------------------------------------------------- parts

    def _page(self) -> None:
        format_pages(self.document, self.words, f"{self.words['letter']} {self._value_tag('applicant')}")

    def _head(self) -> None:
        title = self.document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._add_run(title, self.words["letter"], size=18, bold=True)
        rows = (("policy", "title"), ("document", "document"), ("applicant", "applicant"), ("years", "years"),
                ("as_of", "as_of"), ("currency", "currency"), ("ledger", "ledger_number"))  # fmt: skip
        table = self._table(_HEAD_WIDTHS, len(rows))
        for row, (word, name) in zip(table.rows, rows, strict=True):
            self._add_run(row.cells[0].paragraphs[0], self.words[word], colour=_GREY)
            self._add_run(row.cells[1].paragraphs[0], self._value_tag(name))

    def _total(self) -> None:
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)  # Word merges two adjacent tables
        self._sum_lines(self._name("sums"), "sums", in_words=self._name("total_in_words"))
        self._conditional_paragraph(
            self._if_tag("assumptions"), f"{self.words['assumptions']}{self._colon}{self._joined_tag('assumptions')}"
        )

    def _paid_table(self) -> None:
        self._heading(self.words["paid"])
        list_name = self._name("paid")
        why = [self._entry_tag("paid", "rule"), self._optional_entry_tag("paid", "reason"),
               "{% for DETAIL in ONE.DETAILS %}\n{{ DETAIL }}{% endfor %}",
               "{% for CUT in ONE.CUTS %}\n{{ CUT.REASON }}{% endfor %}"]  # fmt: skip
        reason_text = "".join(why)
        for mark, name in (
            ("DETAILS", self._name("details", "paid")), ("CUTS", self._name("cuts", "paid")),
            ("REASON", self._name("reason", "paid.cuts")), ("DETAIL", "one_detail"), ("CUT", "one_cut"),
            ("ONE", _entry_name(list_name)),
        ):  # fmt: skip
            reason_text = reason_text.replace(mark, name)
        cells = (
            self._entry_tag("paid", "article"),
            f"{self._entry_tag('paid', 'clause')}\n{self._entry_tag('paid', 'item')}",
            self._entry_tag("paid", "day"),
            reason_text,
            self._entry_tag("paid", "sum"),
        )
        heads = tuple(self.words[word] for word in ("article", "item", "day", "reason", "sum"))
        self.document.add_paragraph(f"{{%p if {list_name} %}}")
        self._loop_table(_PAID_WIDTHS, list_name, cells, heads=heads, right=(4,))
        self.document.add_paragraph("{%p else %}")
        self._add_run(self.document.add_paragraph(), self.words["nothing_paid"])
        self.document.add_paragraph("{%p endif %}")

    def _sections(self) -> None:
        list_name = self._name("sections")
        self.document.add_paragraph(f"{{%p for {_entry_name(list_name)} in {list_name} %}}")
        self._heading(self._entry_tag("sections", "heading"))
        self._sum_lines(f"{_entry_name(list_name)}.{self._name('lines', 'sections')}", "sections.lines")
        self.document.add_paragraph("{%p endfor %}")
        self._conditional_paragraph(
            self._if_tag("until"), f"{self.words['until']}{self._colon}{self._value_tag('until')}"
        )

    def _foot(self) -> None:
        self._add_run(self.document.add_paragraph(), self._value_tag("notice"))
        for word, name in (("facts", "facts_digest"), ("content", "policy_digest"), ("version", "version")):
            text = f"{self.words[word]}{self._colon}{self._value_tag(name)}"
            self._add_run(self.document.add_paragraph(), text, size=8, colour=_GREY)
        for word in ("seal", "signature", "date"):
            line = self.document.add_paragraph()
            line.paragraph_format.left_indent = Cm(9.5)
            line.paragraph_format.space_before = Pt(18)
            line.paragraph_format.keep_with_next = word != "date"
            self._add_run(line, self.words[word])

    # ---------------------------------------------------------------------------------------------- pieces

    @property
    def _colon(self) -> str:
        return "：" if self.is_chinese else ": "

    def _entry_tag(self, list_name: str, name: str) -> str:
        return f"{{{{ {_entry_name(self._name(list_name))}.{self._name(name, list_name)} }}}}"

    def _optional_entry_tag(self, list_name: str, name: str) -> str:
        word = f"{_entry_name(self._name(list_name))}.{self._name(name, list_name)}"
        return f"{{% if {word} %}}\n{{{{ {word} }}}}{{% endif %}}"

    def _joined_tag(self, name: str) -> str:
        return f"{{{{ {self._name(name)} | join('{'；' if self.is_chinese else '; '}') }}}}"

    def _conditional_paragraph(self, begin: str, text: str) -> None:
        self.document.add_paragraph(begin)
        self._add_run(self.document.add_paragraph(), text)
        self.document.add_paragraph("{%p endif %}")

    def _heading(self, text: str) -> None:
        line = self.document.add_paragraph()
        line.paragraph_format.space_before = Pt(10)
        line.paragraph_format.keep_with_next = True
        self._add_run(line, text, size=12, bold=True)

    def _table(self, widths: Sequence[Cm], rows: int, *, grid: bool = False) -> Any:
        table = self.document.add_table(rows, len(widths))
        table.autofit = False
        if grid:
            table.style = "Table Grid"
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            mark_row(row, "w:cantSplit")
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        return table

    def _loop_table(
        self, widths: Sequence[Cm], list_name: str, cells: Sequence[str], *, heads: Sequence[str] = (),
        right: Sequence[int] = (),
    ) -> None:  # fmt: skip
        """A table with a row for each entry of a list. The loop is in extra rows, which docxtpl removes."""
        head, begin, row, end = list(self._table(widths, 4, grid=True).rows)
        mark_row(head, "w:tblHeader")
        begin.cells[0].text = f"{{%tr for {_entry_name(list_name)} in {list_name} %}}"
        end.cells[0].text = "{%tr endfor %}"
        for texts, shown_row in ((heads, head), (cells, row)):
            is_head = shown_row is head
            for index, text in enumerate(texts):
                paragraph = shown_row.cells[index].paragraphs[0]
                if index in right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._add_run(paragraph, text, bold=is_head, size=10.5 if is_head or index in right else 9)

    def _sum_lines(self, list_name: str, within: str, in_words: str = "") -> None:
        """Lines with their amounts at the right.

        A line without an amount spans both columns; lines of higher levels are indented. Lines of totals are bold, and
        `in_words` is the name of the text below the first one.
        """
        text, sum_, level = (f"one_line.{self._name(name, within)}" for name in ("text", "sum", "level"))
        kinds = ((f"{sum_} and {level} == '1'", 0, True), (sum_, 0.7, True), (f"{level} == '1'", 0, False),
                 ("", 0.7, False))  # fmt: skip
        rows = iter(self._table(_SUM_WIDTHS, 2 * len(kinds) + (6 if in_words else 3)).rows)
        next(rows).cells[0].text = f"{{%tr for one_line in {list_name} %}}"
        for index, (condition, inset, has_sum) in enumerate(kinds):
            tag = f"elif {condition}" if index else f"if {condition}"
            next(rows).cells[0].text = f"{{%tr {tag if condition else 'else'} %}}"
            left, right = next(rows).cells
            if not has_sum:
                left = left.merge(right)
            left.paragraphs[0].paragraph_format.left_indent = Cm(inset)
            self._add_run(left.paragraphs[0], f"{{{{ {text} }}}}", bold=bool(in_words) and has_sum)
            if has_sum:
                right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._add_run(right.paragraphs[0], f"{{{{ {sum_} }}}}", bold=bool(in_words))
        next(rows).cells[0].text = "{%tr endif %}"
        if in_words:
            next(rows).cells[0].text = f"{{%tr if loop.first and {in_words} %}}"
            left, right = next(rows).cells
            self._add_run(left.merge(right).paragraphs[0], f"{{{{ {in_words} }}}}")
            next(rows).cells[0].text = "{%tr endif %}"
        next(rows).cells[0].text = "{%tr endfor %}"

    def _add_run(
        self, paragraph: Any, text: str, *, size: float = 10.5, bold: bool = False, colour: RGBColor | None = None
    ) -> None:
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
        if colour is not None:
            run.font.color.rgb = colour


def _entry_name(list_name: str) -> str:
    """The loop variable for the entries of a list."""
    return f"each_{list_name}"


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
