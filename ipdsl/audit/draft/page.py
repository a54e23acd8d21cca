"""Write a first page: the head of a document and its articles, with figures, promises and rules as comments.

Input: a document. Output: the page as text, in the canonical form and without errors, with counts; or the finding that
explains why no page can be written. No award is guessed. Comments quote sentences of the document.

Find the number, the title, the day of issue and the window of a document in its text.

Input: an official text. Output: each of these, with the sentence for the window, or `None` if the text does not state
it. Nothing is guessed. The number must be alone on a line, or in a column of a line, before the articles. The same is
true of the day of issue, which may also follow the articles.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

import attrs

from ipdsl.audit.draft.sentences import (
    MoneyRule,
    MoneyRuleKind,
    ProposalPlace,
    SearchableText,
    SentenceKind,
    TextSentence,
    checked_line,
    one_line,
    title_of,
)
from ipdsl.audit.errors import NoArticlesInText
from ipdsl.audit.figures import CURRENCY, MONTHS_OF_A_YEAR, AuditFigure, Kind, day_value, scan
from ipdsl.audit.official_text import (
    DocumentPlace,
    LineUnit,
    OfficialDocument,
    Outline,
    TextRange,
    heads,
    outline,
    propose_numbers,
)
from ipdsl.audit.text_forms import narrow
from ipdsl.base.findings.finding import Diagnostic, InternalError, with_changes
from ipdsl.base.findings.phrase import Language, MessageValue, Phrase, localize_value
from ipdsl.base.pages import PACKAGED, PAGE_SUFFIX
from ipdsl.base.values.characters import hidden_pattern
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15} *[〔\[(【] *\d{4} *[〕\])】] *(?:第 *)?\d{1,6} *号")
_NUMBER_LABEL = re.compile(r"号$")
_ISSUE_DAY_LABEL = re.compile(r"(?:成文|发文|印发|签发)(?:日期|时间)$")
_OTHER_DAY_LABEL = re.compile(r"(?:日期|时间)$")
_NAMED = re.compile(r"^(?:名 ?称|标 ?题) ?[:：] ?")
_COLUMNS = re.compile(r"[ \u00a0]{2,}|[\t\u3000]+| [|] ")
_LONGEST_DAY = 24
_LONGEST_WINDOW = 600
"""In months. A longer window is probably a mistake or not a window."""
_KINDS = "意见|办法|措施|方案|规定|细则|政策|计划|条例|通知|通告|公告|决定|规则|指引|若干条|指南|标准"
_REMARK = r"(?: *[(][^()\n]{2,12}[)])?"
_ISSUES = re.compile(
    r"关于(?:印发|发布|公布|下发)(?: *《(?P<quoted>[^《》]{4,90})》|(?P<plain>[^《》。,;:]{4,90}?)) *的 *"
    r"(?:通知|公告|通告)"
)
_TITLE = re.compile(rf"[^。;:!?]{{4,90}}(?:{_KINDS}){_REMARK}$")
_LINES_OF_TITLE = 4
_COMMENT_SOUGHT = re.compile(r"征求意见|意见征[求集]|公开征求|征集意见")
_FORCE = r"(?:施行|实施|执行|生效|试行|有效)"
_BEGINS = re.compile(
    rf"(?:自|从)?(?P<day>[^,。;自从]{{2,24}}?) ?(?:之日)?起(?! *\d+ *[个天日])[^,。;\d]{{0,6}}{_FORCE}"
)
_LATER = re.compile(rf"(?:之日|日)起? *(?:满 *)?[\d一二三四五六七八九十]+ *[个天日][^,。;]{{0,6}}{_FORCE}")
_LASTS = re.compile(r"(?:有效期限?|试行期|执行期限?|实施期限?)(?:为|是|:)? *(?P<span>[^,。;至到]{1,8}?(?:年|个月))")
_ENDS = re.compile(
    r"(?:有效期限?|试行期|执行期限?|实施期限?|执行|实施|施行)[^,。;]{0,3}[至到] *(?P<day>[^,。;]{6,16}?日)"
)
_N = r"[\d〇零一二三四五六七八九十]"
_DATE = rf"{_N}{{4}}年{_N}{{1,2}}月{_N}{{1,3}}日"
_FROM_TO = re.compile(
    rf"(?:自|从|有效期|试行期|执行期|实施期)[^,。;]{{0,6}}?(?P<first>{_DATE}) ?(?:起 ?)?[-至到] *(?P<last>{_DATE})"
)
_THIS_DOCUMENT = re.compile(r"本[\u4e00-\u9fff“”《》]{2,14}?(?:自|从|有效|实施|执行|试行|施行)|有效期")
_WINDOW = re.compile(rf"有效期|试行期|执行期|实施期|起[^,。;]{{0,24}}{_FORCE}")


@attrs.frozen
class Window:
    """The days between which the document is in force, and the sentence that states them.

    `start` is `None` if the text gives no date for it.
    """

    sentence: TextSentence
    start: datetime.date | None = None
    is_of_issue: bool = False
    end: datetime.date | None = None
    months: int | None = None


@attrs.frozen
class DocumentHead:
    """The head of a document. `lines` are the lines with its number and its day of issue."""

    number: str | None
    title: str | None
    issued: datetime.date | None
    window: Window | None
    is_for_comment: bool
    lines: frozenset[int]

    @property
    def first_day(self) -> datetime.date | None:
        """The first day in force, if it is known."""
        if self.window is None:
            return None
        return self.issued if self.window.is_of_issue else self.window.start

    def has_figure(self, figure: AuditFigure) -> bool:
        """Whether a figure is the number or the day of issue, on a line in `lines`."""
        number = figure.value.kind is Kind.DOCUMENT and figure.value.unit in (self.number or "")
        is_issue = self.issued is not None and figure.value == day_value(self.issued)
        return figure.line in self.lines and (number or is_issue)


def read_head(text: SearchableText, before: TextRange, sentences: Iterable[TextSentence]) -> DocumentHead:
    """The head of a text.

    The range `before` ends where the articles begin; `sentences` are all sentences of the text.
    """
    after = TextRange(before.end, len(text.text))
    pieces, closing = list(_pieces(text, before)), list(_pieces(text, after))
    numbers = [piece for piece in pieces if _NUMBER.fullmatch(narrow(piece.words))]
    number = _find_labelled(numbers, _NUMBER_LABEL) or next(iter(numbers), None)
    days = [*filter(_is_day, pieces)]
    issue = _find_labelled(days, _ISSUE_DAY_LABEL) or next(
        (candidate for candidate in days if not _OTHER_DAY_LABEL.search(candidate.label)), None
    )
    issue = issue or next((candidate for candidate in reversed(closing) if _is_day(candidate)), None)
    opening = text.text[before.start : before.end]
    return DocumentHead(
        number=None
        if number is None
        else re.sub(r"[〔\[(【](\d{4})[〕\])】]", r"〔\1〕", re.sub(r"\s", "", narrow(number.words))),
        title=_title(opening),
        issued=None if issue is None else _day(issue.words),
        window=_window(sentences),
        is_for_comment=_COMMENT_SOUGHT.search(narrow(opening)) is not None,
        lines=frozenset(piece.line for piece in (number, issue) if piece is not None),
    )


@attrs.frozen
class _Piece:
    """A line, or a column of a line. `label` is the text before it: `成文日期：`."""

    line: int
    label: str
    words: str


def _pieces(text: SearchableText, within: TextRange) -> Iterator[_Piece]:
    """The columns of every line, each with its label."""
    first, _ = text.places.position_of(within.start)
    for line, words in enumerate(text.text[within.start : within.end].split("\n"), first):
        label = ""
        for column in filter(None, map(str.strip, _COLUMNS.split(words))):
            name, colon, _ = narrow(column).partition(":")
            value = column[len(name) + 1 :].strip() if colon else column
            if value:
                yield _Piece(line, name if colon else label, value)
            label = name


def _find_labelled(pieces: Iterable[_Piece], label: re.Pattern[str]) -> _Piece | None:
    return next((piece for piece in pieces if label.search(piece.label)), None)


def _is_day(piece: _Piece) -> bool:
    """Whether a piece is a full date and nothing else."""
    return (
        len(piece.words) <= _LONGEST_DAY
        and any(figure.written == piece.words for figure in scan(piece.words))
        and (_day(piece.words) is not None)
    )


def _title(opening: str) -> str | None:
    """The title of the document that this text issues, or a title on the first lines."""
    lines = [_NAMED.sub("", one_line(line)) for line in opening.split("\n")]
    lines = [line for line in lines if line]
    joined = "".join(takewhile(lambda line: "。" not in line and not line.endswith(("：", ":")), lines))
    issued = _ISSUES.search(narrow(joined))
    if issued is not None:
        name = "quoted" if issued["quoted"] else "plain"
        return _remove_gaps(joined[issued.start(name) : issued.end(name)])
    for first in range(len(lines)):
        for last in range(first, min(first + _LINES_OF_TITLE, len(lines))):
            words = "".join(lines[first : last + 1])
            if _TITLE.fullmatch(narrow(words)) and not _NUMBER.search(narrow(words)):
                return _remove_gaps(words)
    return None


def _remove_gaps(title: str) -> str:
    """A title without blanks that result from line breaks."""
    return re.sub(r"(?<=[\u4e00-\u9fff“”]) (?=[\u4e00-\u9fff“”])", "", title).strip()


def _window(sentences: Iterable[TextSentence]) -> Window | None:
    """The window from the last sentence that states one. Sentences with `this document` take precedence."""
    candidates = [sentence for sentence in sentences if _WINDOW.search(narrow(sentence.words))]
    candidates = [sentence for sentence in candidates if _THIS_DOCUMENT.search(narrow(sentence.words))] or candidates
    windows = [window for sentence in candidates if (window := _window_of_sentence(sentence)) is not None]
    return next(reversed(windows), None)


def _window_of_sentence(sentence: TextSentence) -> Window | None:
    """The window that a sentence states, or `None`."""
    words = narrow(sentence.words)
    both = _FROM_TO.search(words)
    if both is not None:
        first, last = _day(both["first"]), _day(both["last"])
        if first is not None and last is not None and first <= last:
            return Window(sentence, start=first, end=last)
    begins, ends, lasts = _BEGINS.search(words), _ENDS.search(words), _LASTS.search(words)
    is_later = _LATER.search(words) is not None
    start = None if begins is None or is_later else _day(begins["day"])
    end = None if ends is None else _day(ends["day"])
    months = None if lasts is None else _months(lasts["span"])
    is_of_issue = begins is not None and not is_later and start is None and _IS_ISSUE.search(begins["day"]) is not None
    if begins is None and end is None and months is None and not is_later:
        return None
    return Window(sentence, start, is_of_issue, end, None if end is not None else months)


def _day(words: str) -> datetime.date | None:
    """The last full date in a text."""
    for figure in reversed(scan(words)):
        with contextlib.suppress(ValueError):  # a day of every year, or a day that no month has
            if figure.value.kind is Kind.DAY:
                return datetime.date.fromisoformat(figure.value.unit)
    return None


def _months(words: str) -> int | None:
    spans = [f.value.number for f in scan(words) if f.value.kind is Kind.DURATION and f.value.unit == "month"]
    return int(spans[-1]) if spans and spans[-1].denominator == 1 and 0 < spans[-1] <= _LONGEST_WINDOW else None


_IS_ISSUE = re.compile(r"(?:印发|发布|公布|颁布|签发|发文|下发|公告)(?:之日)?\s*$")
_PLACES = {
    LineUnit.LINE: ("line {0}", "第{0}行"),
    LineUnit.PARAGRAPH: ("paragraph {0}", "第{0}段"),
    LineUnit.ROW: ("table {0}, row {1}", "表{0}第{1}行"),
    LineUnit.PAGE: ("page {0}, line {1}", "第{0}页第{1}行"),
}
_KINDS_OF_SENTENCES = {
    SentenceKind.PROMISE: Phrase("a promise without a figure", "没有数字的承诺"),
    SentenceKind.RULE: Phrase("a rule", "规则"),
    SentenceKind.REFERENCE: Phrase("a reference to another document", "参照其他文件"),
    SentenceKind.FUNDS: Phrase("about funds or payment", "涉及资金或发放"),
}
_MONEY_RULES = {
    MoneyRuleKind.LIMIT: Phrase("a limit", "限额"),
    MoneyRuleKind.ROUNDING: Phrase("a rounding", "取整规则"),
    MoneyRuleKind.RELEASE: Phrase("a rule of release", "资金兑现规则"),
    MoneyRuleKind.RECOVERY: Phrase("a recovery", "追回"),
}
_PROPOSAL_PLACES = {
    ProposalPlace.BLOCK: Phrase("below its award", "写在所属奖励之后"),
    ProposalPlace.AWARD: Phrase("as a line under its award", "写在所属奖励之下"),
    ProposalPlace.CAP: Phrase("as a line under its cap", "写在所属限额之下"),
    ProposalPlace.POLICY: Phrase("under `over policy`", "写在`适用于 全文：`之下"),
    ProposalPlace.HEAD: Phrase("as a line of the head", "写在文首"),
}


def place_of(place: DocumentPlace, language: Language) -> str:
    """`page 3, line 7`."""
    en, zh = _PLACES[place.unit]
    return (zh if language is Language.ZH else en).format(*place.numbers)


_WINDOW_KINDS = (Kind.DAY, Kind.ISSUE, Kind.DURATION)
_QUOTES = str.maketrans({'"': "”", "＂": "”"})
_FOLD = re.compile(r".{1,500}(?:[,;，；、。 ]|$)|.{1,500}")
_CHECKED = f"{PACKAGED}/first_page{PAGE_SUFFIX}"
"""The name of a page while it is checked, in the folder of packaged pages."""
VOCABULARY = "ip"
"""The vocabulary of a first page, which is part of the package."""
INFORMATIVE, HEADER_MARK = " informative", " in header"
_SURFACES = {Language.EN: Surface.ENGLISH, Language.ZH: Surface.CHINESE}


@attrs.frozen
class FirstPage:
    """The page, and the numbers of its articles and comments. `other_sentences` counts sentences without a figure."""

    text: str
    articles: int
    figures: int
    other_sentences: int


@attrs.frozen
class _Article:
    number: str
    title: str | None
    sentences: tuple[TextSentence, ...]


def first_page(document: OfficialDocument, name: str, page: str, language: Language) -> FirstPage | Diagnostic:
    """The first page of a document, with sentences and comments in one language.

    `name` is the name of the document's file, `page` the name of the page's file.
    """
    numbers = propose_numbers(document.text)
    if not numbers:
        return NoArticlesInText(name=name)
    writer = _PageWriter(document, language, SearchableText(document.text), outline(document.text, numbers))
    for policy in _names(page):
        body = "\n".join(writer.lines(policy, name, page)) + "\n"
        compilation = Compilation.from_text(
            body, _CHECKED
        )  # a vocabulary in the same folder may be broken or have other words
        if compilation.page is not None and compilation.source is not None and not list(_errors(compilation)):
            canonical = format_page(compilation.page, to=_SURFACES[language])
            return FirstPage(canonical, len(writer.articles), writer.figures, writer.other_sentences)
    raise InternalError("; ".join(finding.texts().title for finding in _errors(compilation)))


def _errors(made: Compilation) -> Iterator[Diagnostic]:
    return (finding for finding in made.check() if finding.severity.value == "error")


def _names(page: str) -> Iterator[str]:
    """Possible names of the policy, the name of its page first."""
    stem = re.sub(r"\W+", "_", _file_name(page).split(".")[0]).strip("_")
    if stem and not stem[0].isdecimal():
        yield stem
    yield f"policy_{stem}" if stem.isascii() and stem else "first_page"
    yield "first_page"


def _file_name(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]


class _PageWriter:
    """Collects the content of the page, and counts the figures and sentences in its comments."""

    def __init__(self, document: OfficialDocument, language: Language, text: SearchableText, cut: Outline) -> None:
        self.document = document
        self.language = language
        self.articles = [_article(text, article.number, article.body, article.tail) for article in cut.articles]
        self.outside = [sentence for stretch in cut.outside for sentence in text.sentences(stretch)]
        of_articles = (sentence for article in self.articles for sentence in article.sentences)
        everything = sorted((*self.outside, *of_articles), key=lambda sentence: sentence.start)
        self.head = read_head(text, TextRange(0, heads(text.text)[0].start), everything)
        self.currencies = {f.value.unit for s in everything for f in s.figures if f.value.kind is Kind.MONEY}
        self.figures = 0
        self.other_sentences = 0

    def lines(self, policy: str, name: str, page: str) -> Iterator[str]:
        """The lines of the page."""
        self.figures = self.other_sentences = 0
        about = self._text(
            "A first page of {name}. No award is guessed: each figure, promise and rule of the text is a comment\n"
            "under its article, and waits for its sentence. Marks of `informative` and `in header` are proposals.\n"
            "Then run: ipdsl audit {page} --against {name}",
            "{name} 的初稿。没有推测任何奖励：文件中的每个数字、承诺和规则都作为注释，列在所属条款之下，"
            "由起草人逐句写出。\n"
            "`不涉及资金`和`见文首`只是建议。\n"
            "写完后运行：ipdsl audit {page} --against {name}", name=_clean(name), page=_clean(_file_name(page)),
        )  # fmt: skip
        for line in about.split("\n"):
            yield f"# {line}"
        if self.document.omitted_lines:
            yield self._remark(
                "lines left out as page numbers and running heads: {count}", "已略去页边的页码和页眉页脚共 {count} 行",
                count=self.document.omitted_lines,
            )  # fmt: skip
        for note in self.document.notes:
            yield f"# {_clean(with_changes(note, name=name).texts(self.language).title)}"
        yield ""
        title = self.head.title
        yield f"policy {policy}" + ("" if title is None else f" {_quote(title)}")
        for line in (*self._head(), f"use {VOCABULARY}"):
            yield f"  {line}"
        was_bare = False
        for article in self.articles:
            comments, mark = list(self._comments(self._commented_sentences(article))), self._mark(article)
            if comments or not was_bare:
                yield ""
            was_bare = not comments
            yield f"article {article.number}" + ("" if article.title is None else f" {_quote(article.title)}") + mark
            yield from comments

    # ------------------------------------------------------------------------------------- the head

    def _head(self) -> Iterator[str]:
        """The lines under `policy`."""
        head = self.head
        if head.number is None and head.title is None:
            yield self._remark(
                "document: no line of the text is its number; cite it as it is cited, as in “示例〔2021〕1号”",
                "文号：文件中没有单独成行的文号，请按引用形式填写，例如“示例〔2021〕1号”",
            )
        else:
            yield f"document {_quote(head.number or head.title or '')}"
        if head.number is None and head.title is not None:
            yield self._remark("no line of the text is its number: the title stands for it",
                               "文件中没有单独成行的文号，暂以标题代替")  # fmt: skip
        if head.is_for_comment:
            yield "status draft"
        yield (
            f"issued {head.issued}"
            if head.issued is not None
            else self._remark(
                "issued: no line of the text is its day of issue; write `issued D`",
                "印发日期：文件中没有单独成行的成文日期，请填写 `日期 印发`",
            )
        )
        yield from self._effective(head)
        if len(self.currencies) == 1 and CURRENCY not in self.currencies:
            yield f"currency {min(self.currencies)}"
        outside = [
            remaining for sentence in self.outside if (remaining := self._strip_head_figures(sentence)) is not None
        ]
        comments = list(self._comments(outside))
        if comments:
            yield self._remark("outside the articles:", "条款以外：")
            yield from comments

    def _effective(self, head: DocumentHead) -> Iterator[str]:
        if head.window is None:
            yield self._remark(
                "effective: the text does not say when it is in force; write `effective D to D` or `effective from D`",
                "施行：文件没有写明施行日期和有效期，请填写 `自 日期 起施行，有效期至 日期` 或 `自 日期 起施行`",
            )
            return
        sentence = head.window.sentence
        other_figures = [figure for figure in sentence.figures if figure.value.kind not in _WINDOW_KINDS]
        yield from self._comment(attrs.evolve(sentence, figures=tuple(other_figures)))
        window = _window_line(head.first_day, head.window)
        if window is None:
            yield self._remark(
                "effective: the first day has to be worked out; write `effective D to D` or `effective from D`",
                "施行：施行日期需要推算，请填写 `自 日期 起施行，有效期至 日期` 或 `自 日期 起施行`",
            )
            return
        if head.window.end is None and head.window.months is None:
            yield self._remark("the text names no last day", "文件没有写明截止日期")
        yield window

    def _strip_head_figures(self, sentence: TextSentence) -> TextSentence | None:
        """A sentence without the figures that are in the head of the page; `None` if nothing remains."""
        figures = [figure for figure in sentence.figures if not self.head.has_figure(figure)]
        is_said = self.head.window is not None and sentence == self.head.window.sentence
        if is_said or (sentence.figures and not figures):
            return None
        return attrs.evolve(sentence, figures=tuple(figures))

    # ------------------------------------------------------------------------------------- articles

    def _commented_sentences(self, article: _Article) -> list[TextSentence]:
        """The sentences of an article that may become comments."""
        candidates = [sentence for sentence in article.sentences if sentence.words.rstrip("。：:*") != article.title]
        return [remaining for sentence in candidates if (remaining := self._strip_head_figures(sentence)) is not None]

    def _mark(self, article: _Article) -> str:
        """`in header` for an article that the head already covers, `informative` for an article without money."""
        remaining = [sentence for sentence in self._commented_sentences(article) if sentence.is_worth_quoting]
        if not remaining and self.head.window is not None and self.head.window.sentence in article.sentences:
            return HEADER_MARK
        is_plain = not any(s.has_money or s.kind is not None or s.money_rules for s in remaining)
        return INFORMATIVE if is_plain else ""

    def _comments(self, sentences: Iterable[TextSentence]) -> Iterator[str]:
        for sentence in sentences:
            is_row = sentence.is_row or self.document.place(sentence.line).unit is LineUnit.ROW
            if sentence.is_worth_quoting or is_row:  # a row without figures is the heading of other rows
                yield from self._comment(sentence)

    def _comment(self, sentence: TextSentence) -> Iterator[str]:
        """A sentence with its place, then its figures with their values and its limits and rules, or its kind."""
        place = place_of(self.document.place(sentence.line), self.language)
        words = _clean(sentence.words)
        yield from _fold_comment(self._text("{place}: {words}", "{place}：{words}", place=place, words=words))
        self.figures += len(sentence.figures)
        if sentence.figures:
            yield from _fold_comment("- " + self._text("; ", "；").join(map(self._figure, sentence.figures)))
        elif sentence.is_worth_quoting:
            self.other_sentences += 1
        is_rule = sentence.kind is SentenceKind.RULE and not sentence.figures
        is_named = any(rule.line or rule.kind is MoneyRuleKind.RECOVERY for rule in sentence.money_rules)
        if sentence.money_rules and not (is_rule and not is_named):
            yield from self._money_rules(sentence.money_rules)
        elif sentence.kind is not None and not sentence.figures:
            yield f"# - {_KINDS_OF_SENTENCES[sentence.kind].text(self.language)}"

    def _money_rules(self, rules: Iterable[MoneyRule]) -> Iterator[str]:
        """Each limit and rule of release, with its proposed line if a page with it has no errors."""
        for rule in rules:
            name = _MONEY_RULES[rule.kind]
            line = checked_line(rule.line, rule.place, self.language) if rule.line else None
            if line is None and rule.kind is MoneyRuleKind.RECOVERY:
                yield self._remark(
                    "- {rule}, below its awards: `recover 100% of what was paid when RECORD EVENT`",
                    "- {rule}，写在所属奖励之后：`对 记录 事件 的，追回 已拨付资金`", rule=name,
                )  # fmt: skip
            elif line is None:
                yield self._remark("- {rule}", "- {rule}", rule=name)
            elif rule.place is ProposalPlace.AMOUNT:
                yield self._remark(
                    "- {rule}: the amount of its award is `{line}`", "- {rule}：所属奖励的金额写为`{line}`",
                    rule=name, line=line,
                )  # fmt: skip
            else:
                place = _PROPOSAL_PLACES[rule.place]
                yield self._remark("- {rule}, proposed {place}:", "- {rule}，建议{place}：", rule=name, place=place)
                yield f"# {line}"

    def _figure(self, figure: AuditFigure) -> str:
        """A figure as written, with its value if that adds information."""
        written, value = _clean(figure.written), str(localize_value(figure.value.phrase, self.language))
        says_all = _bare(narrow(written)).startswith(_bare(value))
        return written + ("" if says_all else self._text(": {value}", "：{value}", value=value))

    def _text(self, en: str, zh: str, **values: MessageValue) -> str:
        return Phrase(en, zh, **values).text(self.language)

    def _remark(self, en: str, zh: str, **values: MessageValue) -> str:
        return f"# {self._text(en, zh, **values)}"


def _article(text: SearchableText, number: str, body: TextRange, tail: TextRange | None) -> _Article:
    whole = TextRange(body.start, body.end if tail is None else tail.end)
    return _Article(number, title_of(text.text[whole.start : whole.end]), tuple(text.sentences(whole)))


def _window_line(begins: date | None, window: Window) -> str | None:
    """The `effective` line; `None` if its first day is unknown."""
    if begins is None or (window.end is not None and window.end < begins):
        return None
    if window.end is not None:
        return f"effective {begins} to {window.end}"
    if window.months is None:
        return f"effective from {begins}"
    years, months = divmod(window.months, MONTHS_OF_A_YEAR)
    return f"effective from {begins} for " + (f"{window.months} months" if months else f"{years} years")


def _quote(words: str) -> str:
    return f'"{_clean(words).translate(_QUOTES)}"'


def _fold_comment(words: str) -> Iterator[str]:
    """A comment. A very long one is split, because the length of lines on a page is limited."""
    for match in _FOLD.finditer(words):
        yield f"# {match[0].strip()}"


def _bare(words: str) -> str:
    return re.sub(r"[\s,]", "", words)


def _clean(words: str) -> str:
    """Words for a page: on one line, without invisible characters."""
    return " ".join(hidden_pattern().sub(" ", words).split())
