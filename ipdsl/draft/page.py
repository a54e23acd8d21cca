"""A first page: the head of a document, its articles, and beneath each its figures, promises and rules as comments.

In: a document. Out: the page as text, in the canonical form and without errors, and how much stands on it; or why there
is none. No award is guessed. What a comment quotes are sentences of the user's own document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from ipdsl.audit.figures import MONTHS_OF_A_YEAR, AuditFigure, Kind
from ipdsl.audit.narrow import narrow
from ipdsl.audit.numbering import propose_numbers
from ipdsl.audit.outline import Outline, TextRange, heads, outline
from ipdsl.diagnostics.declared import with_changes
from ipdsl.diagnostics.model import Diagnostic, InternalError
from ipdsl.diagnostics.phrase import Language, localize_value
from ipdsl.draft.documents import LineUnit, OfficialDocument
from ipdsl.draft.head import DocumentHead, Window, read_head
from ipdsl.draft.sentences import SearchableText, TextSentence
from ipdsl.draft.titles import title_of
from ipdsl.draft.words import place_of, words_of
from ipdsl.driver import Compilation
from ipdsl.errors_audit import NoArticlesInText
from ipdsl.packaged import PACKAGED, PAGE_SUFFIX
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.printer import format_page
from ipdsl.values.characters import hidden_pattern

_WINDOW_KINDS = (Kind.DAY, Kind.ISSUE, Kind.DURATION)
_QUOTES = str.maketrans({'"': "”", "＂": "”"})
_FOLD = re.compile(r".{1,500}(?:[,;，；、。 ]|$)|.{1,500}")
_CHECKED = f"{PACKAGED}/first_page{PAGE_SUFFIX}"
"""What a page is called while it is checked: it stands among the packaged ones."""
VOCABULARY = "ip"
"""The words of a first page: those that come with the program."""
INFORMATIVE, HEADER_MARK = " informative", " in header"
_SURFACES = {Language.EN: Surface.ENGLISH, Language.ZH: Surface.CHINESE}


@attrs.frozen
class FirstPage:
    """The page, and what stands on it as comments; `other_sentences` are sentences without a figure."""

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
    """The first page of a document, its sentences and comments in one language; `name` and `page` are how the files of
    both are called.
    """
    numbers = propose_numbers(document.text)
    if not numbers:
        return NoArticlesInText(name=name)
    text = SearchableText(document.text)
    cut = outline(document.text, numbers)
    writer = _PageWriter(document, language, text, cut)
    for policy in _names(page):
        body = "\n".join(writer.lines(policy, name, page)) + "\n"
        compilation = Compilation.from_text(
            body, _CHECKED
        )  # a vocabulary beside the page may be broken, or of other words
        if compilation.page is not None and compilation.source is not None and not list(_errors(compilation)):
            canonical = format_page(compilation.page, to=_SURFACES[language])
            return FirstPage(canonical, len(writer.articles), writer.figures, writer.other_sentences)
    raise InternalError("; ".join(finding.texts().title for finding in _errors(compilation)))


def _errors(made: Compilation) -> Iterator[Diagnostic]:
    return (finding for finding in made.check() if finding.severity.value == "error")


def _names(page: str) -> Iterator[str]:
    """What the policy may be called: as its page, where that is a name."""
    stem = re.sub(r"\W+", "_", _file_name(page).split(".")[0]).strip("_")
    if stem and not stem[0].isdecimal():
        yield stem
    yield f"policy_{stem}" if stem.isascii() and stem else "first_page"
    yield "first_page"


def _file_name(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]


class _PageWriter:
    """Gathers what stands on the page; counts what it writes as comments."""

    def __init__(self, document: OfficialDocument, language: Language, text: SearchableText, cut: Outline) -> None:
        self.document = document
        self.language = language
        self.words = words_of(language)
        self.articles = [_article(text, article.number, article.body, article.tail) for article in cut.articles]
        self.outside = [sentence for stretch in cut.outside for sentence in text.sentences(stretch)]
        of_articles = (sentence for article in self.articles for sentence in article.sentences)
        everything = sorted((*self.outside, *of_articles), key=lambda sentence: sentence.start)
        self.head = read_head(text, TextRange(0, heads(text.text)[0].start), everything)
        self.figures = 0
        self.other_sentences = 0

    def lines(self, policy: str, name: str, page: str) -> Iterator[str]:
        """The page, line by line."""
        self.figures = self.other_sentences = 0
        for about in self.words.about:
            yield f"# {_clean(about.format(name=name, page=_file_name(page)))}"
        if self.document.omitted_lines:
            yield f"# {self.words.left_out.format(count=self.document.omitted_lines)}"
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
        """The lines beneath `policy`."""
        head, words = self.head, self.words
        if head.number is None and head.title is None:
            yield f"# {words.no_number}"
        else:
            yield f"document {_quote(head.number or head.title or '')}"
        if head.number is None and head.title is not None:
            yield f"# {words.number_of_title}"
        if head.is_for_comment:
            yield "status draft"
        yield f"# {words.no_issue}" if head.issued is None else f"issued {head.issued}"
        yield from self._effective(head)
        outside = [
            remaining for sentence in self.outside if (remaining := self._strip_head_figures(sentence)) is not None
        ]
        comments = list(self._comments(outside))
        if comments:
            yield f"# {words.outside}"
            yield from comments

    def _effective(self, head: DocumentHead) -> Iterator[str]:
        if head.window is None:
            yield f"# {self.words.no_window}"
            return
        sentence = head.window.sentence
        other_figures = [figure for figure in sentence.figures if figure.value.kind not in _WINDOW_KINDS]
        yield from self._comment(attrs.evolve(sentence, figures=tuple(other_figures)))
        window = _window(head.first_day, head.window)
        if window is None:
            yield f"# {self.words.says_later}"
            return
        if head.window.end is None and head.window.months is None:
            yield f"# {self.words.no_end}"
        yield window

    def _strip_head_figures(self, sentence: TextSentence) -> TextSentence | None:
        """A sentence without the figures that the head of the page has; `None` where nothing is left of it."""
        figures = [figure for figure in sentence.figures if not self.head.has_figure(figure)]
        is_said = self.head.window is not None and sentence == self.head.window.sentence
        if is_said or (sentence.figures and not figures):
            return None
        return attrs.evolve(sentence, figures=tuple(figures))

    # ------------------------------------------------------------------------------------- articles

    def _commented_sentences(self, article: _Article) -> list[TextSentence]:
        """The sentences of an article that are worth a comment there."""
        candidates = [sentence for sentence in article.sentences if sentence.words.rstrip("。：:*") != article.title]
        return [remaining for sentence in candidates if (remaining := self._strip_head_figures(sentence)) is not None]

    def _mark(self, article: _Article) -> str:
        """`in header` for what the head says already, `informative` for an article that promises no money."""
        remaining = [sentence for sentence in self._commented_sentences(article) if sentence.is_worth_quoting]
        if not remaining and self.head.window is not None and self.head.window.sentence in article.sentences:
            return HEADER_MARK
        is_plain = not any(sentence.has_money or sentence.kind is not None for sentence in remaining)
        return INFORMATIVE if is_plain else ""

    def _comments(self, sentences: Iterable[TextSentence]) -> Iterator[str]:
        for sentence in sentences:
            is_row = sentence.is_row or self.document.place(sentence.line).unit is LineUnit.ROW
            if sentence.is_worth_quoting or is_row:  # a row without figures is the heading of others
                yield from self._comment(sentence)

    def _comment(self, sentence: TextSentence) -> Iterator[str]:
        """A sentence with its place; beneath it its figures as they are read, or what it is without any."""
        place = place_of(self.words, self.document.place(sentence.line))
        yield from _fold_comment(self.words.quotation.format(place=place, words=_clean(sentence.words)))
        self.figures += len(sentence.figures)
        if sentence.figures:
            yield from _fold_comment("- " + self.words.parts.join(self._figure(figure) for figure in sentence.figures))
        elif sentence.kind is not None:
            self.other_sentences += 1
            yield f"# - {self.words.kinds[sentence.kind]}"

    def _figure(self, figure: AuditFigure) -> str:
        """A figure as it is written, with its value where that says more."""
        written, value = _clean(figure.written), str(localize_value(figure.value.phrase, self.language))
        says_all = _bare(narrow(written)).startswith(_bare(value))
        return written if says_all else self.words.figure.format(written=written, value=value)


def _article(text: SearchableText, number: str, body: TextRange, tail: TextRange | None) -> _Article:
    whole = TextRange(body.start, body.end if tail is None else tail.end)
    return _Article(number, title_of(text.text[whole.start : whole.end]), tuple(text.sentences(whole)))


def _window(begins: date | None, window: Window) -> str | None:
    """The `effective` line; `None` where its first day is not known."""
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
    """A comment, on several lines where it is very long: a page has no line of any length."""
    for match in _FOLD.finditer(words):
        yield f"# {match[0].strip()}"


def _bare(words: str) -> str:
    return re.sub(r"[\s,]", "", words)


def _clean(words: str) -> str:
    """Words as a page may hold them: on one line, without characters that nobody sees."""
    return " ".join(hidden_pattern().sub(" ", words).split())
