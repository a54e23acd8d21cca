"""The words of the comments on a first page, in both languages; `{name}` stands for what a comment holds."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ipdsl.diagnostics.phrase import Language
from ipdsl.draft.documents import DocumentPlace, LineUnit
from ipdsl.draft.natures import SentenceKind


@attrs.frozen
class CommentWords:
    """The words in one language."""

    about: tuple[str, ...]
    places: Mapping[LineUnit, str]
    quotation: str
    figure: str
    parts: str
    kinds: Mapping[SentenceKind, str]
    outside: str
    no_number: str
    no_issue: str
    no_window: str
    says_later: str
    no_end: str
    number_of_title: str
    left_out: str
    wrote: str
    next: str


_EN = CommentWords(
    about=(
        "A first page of {name}. No award is guessed: each figure, promise and rule of the text stands as a comment",
        "under its article, and waits for its sentence. Marks of `informative` and `in header` are proposals.",
        "Then run: ipdsl audit {page} --against {name}",
    ),
    places={
        LineUnit.LINE: "line {0}",
        LineUnit.PARAGRAPH: "paragraph {0}",
        LineUnit.ROW: "table {0}, row {1}",
        LineUnit.PAGE: "page {0}, line {1}",
    },
    quotation="{place}: {words}",
    figure="{written}: {value}",
    parts="; ",
    kinds={
        SentenceKind.PROMISE: "a promise without a figure",
        SentenceKind.RULE: "a rule",
        SentenceKind.REFERENCE: "a reference to another document",
    },
    outside="outside the articles:",
    no_number="document: no line of the text is its number; cite it as it is cited, as in “示例〔2021〕1号”",
    no_issue="issued: no line of the text is its day of issue; write `issued D`",
    no_window="effective: the text does not say when it is in force; write `effective D to D` or `effective from D`",
    says_later="effective: the first day has to be worked out; write `effective D to D` or `effective from D`",
    no_end="the text names no last day",
    number_of_title="no line of the text is its number: the title stands for it",
    left_out="lines left out as page numbers and running heads: {count}",
    wrote="wrote {page}: articles {articles}; as comments, figures {figures}, sentences without one {others}",
    next="next: ipdsl check {page}; ipdsl audit {page} --against {name}",
)
_ZH = CommentWords(
    about=(
        "{name} 的初稿。没有推测任何奖励：文件中的每个数字、承诺和规则都作为注释，列在所属条款之下，由起草人逐句写出。",
        "`不涉及资金`和`见文首`只是建议。",
        "写完后运行：ipdsl audit {page} --against {name}",
    ),
    places={
        LineUnit.LINE: "第{0}行",
        LineUnit.PARAGRAPH: "第{0}段",
        LineUnit.ROW: "表{0}第{1}行",
        LineUnit.PAGE: "第{0}页第{1}行",
    },
    quotation="{place}：{words}",
    figure="{written}：{value}",
    parts="；",
    kinds={SentenceKind.PROMISE: "没有数字的承诺", SentenceKind.RULE: "规则", SentenceKind.REFERENCE: "参照其他文件"},
    outside="条款以外：",
    no_number="文号：文件中没有单独成行的文号，请按引用形式填写，例如“示例〔2021〕1号”",
    no_issue="印发日期：文件中没有单独成行的成文日期，请填写 `日期 印发`",
    no_window="施行：文件没有写明施行日期和有效期，请填写 `自 日期 起施行，有效期至 日期` 或 `自 日期 起施行`",
    says_later="施行：施行日期需要推算，请填写 `自 日期 起施行，有效期至 日期` 或 `自 日期 起施行`",
    no_end="文件没有写明截止日期",
    number_of_title="文件中没有单独成行的文号，暂以标题代替",
    left_out="已略去页边的页码和页眉页脚共 {count} 行",
    wrote="已写出 {page}：条款 {articles} 个；注释中列出数字 {figures} 个、没有数字的承诺、规则等 {others} 项",
    next="下一步：ipdsl check {page}；ipdsl audit {page} --against {name}",
)


def words_of(language: Language) -> CommentWords:
    """The words of a language."""
    return _ZH if language is Language.ZH else _EN


def place_of(words: CommentWords, place: DocumentPlace) -> str:
    """`page 3, line 7`."""
    return words.places[place.unit].format(*place.numbers)
