"""The data of the office that decides: its name and address, where to appeal, its account, the numbers of its letters.

Letters and lists print them. They are in a file of the office (`--office`): JSON, or the sheet `本单位` (`Office`) of a
workbook, with a name and a text in each row. No settlement reads them.

`OFFICE_PARTS` is the one table of the parts. A part without a text and without a usual text is a gap: it is printed as
its label in brackets, such as `[复议机关]`, and the command shows a warning (U155).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from ipdsl.base.files import WORKBOOK_SUFFIXES, read_bytes, shown_name
from ipdsl.base.findings.finding import Diagnostic, Report, nearest
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase, join_phrases
from ipdsl.base.source import Source, Sources
from ipdsl.facts.cohort import with_applicant_path
from ipdsl.office.errors import (
    OfficeGap,
    OfficePartProblem,
    OfficePartRequired,
    UnknownOfficePart,
    WorkbookLibraryMissing,
    require_libraries,
)
from ipdsl.office.sheets import workbook
from ipdsl.office.sheets.cells import FormattedValue, Sheet, is_blank, text_of
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.json_places import with_places
from ipdsl.plain_data.strict_json import read_unless_blank, text_of as source_of
from ipdsl.schema.details import DETAILS, last_digits, spelling_key
from ipdsl.schema.values.shared_types import name_problem
from ipdsl.schema.values.value_type import child_path, printable


class OfficePart(NamedTuple):
    """A part of the data: its label, what it is for, and its usual text."""

    label: Phrase
    note: Phrase
    usual: Phrase = NOTHING


OFFICE_PARTS: Mapping[str, OfficePart] = {
    "name": OfficePart(
        Phrase("office", "单位名称"), Phrase("decides on the applications, and signs", "作出决定并盖章的单位")
    ),
    "contact": OfficePart(Phrase("contact", "联系人"), Phrase("answers questions", "负责答复询问的人员")),
    "phone": OfficePart(Phrase("phone", "联系电话"), NOTHING),
    "email": OfficePart(Phrase("email", "电子邮箱"), NOTHING),
    "address": OfficePart(Phrase("address", "地址"), NOTHING),
    "postcode": OfficePart(Phrase("postcode", "邮编"), NOTHING),
    "appeal_authority": OfficePart(
        Phrase("appeal authority", "复议机关"),
        Phrase("reconsiders the decisions of the office", "受理行政复议申请的机关全称"),
    ),
    "appeal_period": OfficePart(
        Phrase("appeal period", "复议期限"), Phrase("from receipt of the letter", "自收到决定之日起计算"),
        Phrase("60 days", "六十日"),
    ),
    "court": OfficePart(
        Phrase("court", "法院"), Phrase("hears actions against the decisions", "受理行政诉讼的法院"),
        Phrase("court", "人民法院"),
    ),
    "court_period": OfficePart(
        Phrase("court period", "起诉期限"), Phrase("from receipt of the letter", "自收到决定之日起计算"),
        Phrase("six months", "六个月"),
    ),
    "publication_period": OfficePart(
        Phrase("publication period", "公示期"),
        Phrase("during which objections are received, such as 5 working days", "接受异议的期间，例如5个工作日"),
    ),
    "payer_bank": OfficePart(Phrase("payer's bank", "付款银行"), NOTHING),
    "payer_account": OfficePart(
        Phrase("payer's account", "付款账号"), Phrase("an IBAN for payments in euro", "以欧元付款的，填国际银行账号")
    ),
    "repayment_account": OfficePart(
        Phrase("repayment account", "退款账户"),
        Phrase("holder, number and bank, for money that is paid back", "收取退回资金的户名、账号和开户银行"),
    ),
    "repayment_period": OfficePart(
        Phrase("repayment period", "退款期限"),
        Phrase("from receipt of the letter, such as 30 days", "自收到决定之日起计算，例如十五日"),
    ),
    "number": OfficePart(
        Phrase("letter number", "文号"),
        Phrase(
            "with {mark} for the running number, such as IP-2025-{mark}",
            "流水号写作{mark}，例如韶市监知〔2025〕{mark}号", mark="{n}",
        ),
    ),
    "town": OfficePart(
        Phrase("town", "城市"),
        Phrase(
            "of the office, for payments in euro outside the European Economic Area",
            "本单位所在城市，有欧洲经济区以外的账号时填写",
        ),
    ),
    "country": OfficePart(
        Phrase("country", "国家代码"),
        Phrase("with the town, two letters such as {mark}", "与城市同时填写，例如{mark}", mark="GB"),
    ),
    "organisation_id": OfficePart(
        Phrase("organisation id", "机构标识"),
        Phrase(
            "by org-id.guide, such as {mark}; for open data", "开放数据使用的机构标识，例如{mark}", mark="GB-LAE-WHV"
        ),
    ),
    "publisher_prefix": OfficePart(
        Phrase("publisher prefix", "发布方前缀"),
        Phrase(
            "registered for open data of grants, such as {mark}", "为开放数据登记的前缀，例如{mark}",
            mark="360G-westerhaven",
        ),
    ),
}  # fmt: skip
"""The parts by name, in the order in which an office file lists them.

The usual periods are those of China's Administrative Reconsideration Law (article 20) and Administrative Litigation
Law (article 46).
"""

SHEET = Phrase("Office", "本单位")
"""The title of the sheet in a workbook."""

_HEADINGS = (Phrase("Item", "项目"), Phrase("Text", "内容"), Phrase("Note", "说明"))
_MOST_LETTERS = 500

_LABELS = [part.label.text(language) for part in OFFICE_PARTS.values() for language in Language]
_NAMES_BY_SPELLING = {
    spelling_key(spelling): name
    for name, part in OFFICE_PARTS.items()
    for spelling in (name, *(part.label.text(language) for language in Language), *DETAILS.get(name, ()))
}


@attrs.frozen
class OfficeData:
    """The stated texts by name of the part. `file` is the file that states them, empty without one."""

    texts: Mapping[str, str] = attrs.field(factory=dict)
    file: str = ""

    def stated_text(self, name: str) -> str:
        """The stated text of a part; empty without one."""
        return self.texts.get(name, "")

    def printed_text(self, name: str, language: Language) -> str:
        """The text of a part: as stated, the usual one, or its label in brackets."""
        part = OFFICE_PARTS[name]
        return self.stated_text(name) or part.usual.text(language) or f"[{part.label.text(language)}]"

    def gaps(self, names: Iterable[str]) -> list[Diagnostic]:
        """A warning about the parts among `names` that are printed as gaps; empty without gaps."""
        labels = [
            OFFICE_PARTS[name].label for name in names if not (self.stated_text(name) or OFFICE_PARTS[name].usual)
        ]
        if not labels:
            return []
        shown = join_phrases(Phrase("`[{label}]`", "`[{label}]`", label=label) for label in labels)
        return [OfficeGap(parts=shown, advice=_COMPLETE_FILE if self.file else _GIVE_FILE)]

    def required_parts(self, forms: Mapping[str, str]) -> list[Diagnostic]:
        """An error about the parts whose texts do not have these forms, patterns by name; empty if all have."""
        parts = [OFFICE_PARTS[name] for name, form in forms.items() if not re.fullmatch(form, self.stated_text(name))]
        if not parts:
            return []
        shown = join_phrases(
            Phrase("{label} ({note})", "“{label}”（{note}）", label=part.label, note=part.note) for part in parts
        )
        return [OfficePartRequired(parts=shown, advice=_COMPLETE_FILE if self.file else _GIVE_FILE)]


_COMPLETE_FILE = Phrase("complete the file of the office", "请在本单位资料文件中补充")
_GIVE_FILE = Phrase(
    "`--new-office office.xlsx` writes a file to fill in; give it by `--office`",
    "请用`--new-office 本单位.xlsx`写出空表，填好后用`--office`给出",
)


class _Entry(NamedTuple):
    """A part as a file states it."""

    word: str
    value: object
    place: str


def read_office(path: str) -> OfficeData:
    """The data in a file of the office.

    Raises `FactsError` with every problem of the file: an unknown or repeated part, or a value that is not a text.
    A number in place of an account is refused, because it loses zeros and digits.
    """
    if path.lower().endswith(WORKBOOK_SUFFIXES):
        return OfficeData(_texts(_sheet_entries(path)), path)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        raise FactsError(Report([content]))
    try:
        data = read_unless_blank(content, shown_name(path))
        try:
            return OfficeData(_texts(_json_entries(data)), path)
        except FactsError as error:
            moved = FactsError(Report(with_applicant_path(error.report, path)), error.sources)
            raise with_places(moved, {path: source_of(data)}) from None
    except FactsError as error:
        raise FactsError(error.report, _without_accounts(error.sources)) from None


_TEXT_OR_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,:{}\[\]"]+')


def _without_accounts(sources: Sources) -> Sources:
    """The texts with the last four digits of each value, because any may be the account of the office."""
    hidden = Sources()
    for source in sources:
        text = _TEXT_OR_NUMBER.sub(lambda value: last_digits(value[0]), source.text)
        hidden.add(Source(source.name, text))
    return hidden


def _json_entries(data: object) -> Iterator[_Entry]:
    if not isinstance(data, Mapping):
        example = Phrase('as in {{"office": "…", "phone": "…"}}', '例如`{{"单位名称": "…", "联系电话": "…"}}`')
        what = Phrase("a file of the office is an object of texts", "本单位资料文件应为由文本组成的对象")
        raise FactsError(Report([OfficePartProblem(path="$", what=what, advice=example)]))
    for word, value in data.items():
        yield _Entry(str(word), "" if value is None else value, child_path("$", str(word)))


def _sheet_entries(path: str) -> Iterator[_Entry]:
    sheet = _office_sheet(path)
    headings = {spelling_key(_HEADINGS[0].text(language)) for language in Language}
    for index, number in enumerate(sheet.numbers):
        cells = sheet.row(index)
        word, value = text_of(cells.get(0, "")), cells.get(1, "")
        if spelling_key(word) in headings or not (word or not is_blank(value)):
            continue
        is_text = isinstance(value.value if isinstance(value, FormattedValue) else value, str)
        yield _Entry(word, text_of(value) if is_text else value, sheet.place(number, 1))


def _office_sheet(path: str) -> Sheet:
    sheets = [sheet for sheet in workbook.read(path).sheets if not sheet.is_hidden]
    titles = {spelling_key(SHEET.text(language)) for language in Language}
    for sheet in sheets:
        if spelling_key(sheet.title) in titles or len(sheets) == 1:
            return sheet
    what = Phrase("the workbook has no sheet `{title}`", "工作簿中没有工作表“{title}”", title=SHEET)
    raise FactsError(Report([OfficePartProblem(path=shown_name(path), what=what, advice=_GIVE_FILE)]))


def _texts(entries: Iterable[_Entry]) -> dict[str, str]:
    """The stated texts by part. Raises `FactsError` with every problem."""
    texts: dict[str, str] = {}
    places: dict[str, str] = {}
    report = Report()
    for word, value, place in entries:
        name = _NAMES_BY_SPELLING.get(spelling_key(word), "")
        if not name:
            report.add(UnknownOfficePart(path=place, word=printable(word), nearest=nearest(word, _LABELS)))
            continue
        what, advice = _problem(word, name, value, places)
        if what:
            report.add(OfficePartProblem(path=place, what=what, advice=advice))
            continue
        places[name] = place
        if text := str(value).strip():
            texts[name] = text
    if len(report):
        raise FactsError(report)
    return texts


def _problem(word: str, name: str, value: object, places: Mapping[str, str]) -> tuple[Phrase, Phrase]:
    """What is wrong with a part, and the next step; nothing if it can be used."""
    shown = printable(word)
    if name in places:
        what = Phrase(
            "`{word}` is here and at {other}", "“{word}”在此处和{other}各有一个", word=shown, other=places[name]
        )
        return what, Phrase("remove one", "请去掉其中一个")
    if not isinstance(value, str):
        what = Phrase("`{word}` is not a text", "“{word}”不是文本", word=shown)
        return what, Phrase(
            "write it as text, such as `60 days`; a number loses zeros and digits",
            "请以文本形式填写，例如`六十日`；数字会丢失零和末尾的数位",
        )
    if not value.strip():
        return NOTHING, NOTHING
    problem, advice = name_problem(value.strip())
    if not problem and len(value) > _MOST_LETTERS:
        problem = Phrase("has {count} characters", "有{count}个字符", count=len(value))
        advice = Phrase("a text has at most {most}", "一项最多{most}个字符", most=_MOST_LETTERS)
    what = Phrase("`{word}` {problem}", "“{word}”{problem}", word=shown, problem=problem)
    return (what, advice) if problem else (NOTHING, NOTHING)


def new_office_file(path: str, language: Language) -> bytes:
    """An empty file of the office, as JSON or as a workbook by the suffix of `path`.

    Raises `FactsError` (U090) if the library that writes workbooks is not installed.
    """
    labels = [(part.label.text(language), part.note.text(language)) for part in OFFICE_PARTS.values()]
    if not path.lower().endswith(WORKBOOK_SUFFIXES):
        return f"{json.dumps({label: '' for label, _ in labels}, ensure_ascii=False, indent=2)}\n".encode()
    require_libraries(WorkbookLibraryMissing, workbook.WRITER)
    import xlsxwriter

    buffer = io.BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(SHEET.text(language))
    text, bold = (
        book.add_format({"num_format": "@", "bg_color": "#FFF9DB", "border": 1}),
        book.add_format({"bold": True}),
    )
    grey = book.add_format({"font_color": "#808080"})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 46)
    sheet.set_column(2, 2, 52)
    sheet.write_row(0, 0, [heading.text(language) for heading in _HEADINGS], bold)
    for row, (label, note) in enumerate(labels, 1):
        sheet.write_string(row, 0, label)
        sheet.write_blank(row, 1, None, text)
        sheet.write_string(row, 2, note, grey)
    book.close()
    return buffer.getvalue()
