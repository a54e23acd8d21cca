"""A first page: the head of a document, its articles, and beneath each its figures, promises and rules as comments.

In: a document. Out: the page as text, in the canonical form and without errors, and how much stands on it; or why there
is none. No award is guessed. What a comment quotes are sentences of the user's own document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from ipdsl.audit.figures import MONTHS_OF_A_YEAR, Figure, Kind
from ipdsl.audit.narrow import narrow
from ipdsl.audit.numbering import propose
from ipdsl.audit.outline import Outline, Stretch, heads, outline
from ipdsl.diagnostics.declared import changed
from ipdsl.diagnostics.model import Diagnostic, InternalError
from ipdsl.diagnostics.phrase import Language, told
from ipdsl.draft.documents import Document, Unit
from ipdsl.draft.head import Head, Window, read_head
from ipdsl.draft.sentences import Sentence, Text
from ipdsl.draft.titles import title_of
from ipdsl.draft.words import place_of, words_of
from ipdsl.driver import Compilation
from ipdsl.errors_audit import NoArticlesInText
from ipdsl.packaged import PACKAGED, PAGE_SUFFIX
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.printer import format_page
from ipdsl.values.characters import hidden

_OF_WINDOW = (Kind.DAY, Kind.ISSUE, Kind.DURATION)
_QUOTES = str.maketrans({'"': "”", "＂": "”"})
_FOLD = re.compile(r".{1,500}(?:[,;，；、。 ]|$)|.{1,500}")
_CHECKED = f"{PACKAGED}/first_page{PAGE_SUFFIX}"
"""What a page is called while it is checked: it stands among the packaged ones."""
VOCABULARY = "ip"
"""The words of a first page: those that come with the program."""
INFORMATIVE, IN_HEADER = " informative", " in header"
_SURFACES = {Language.EN: Surface.ENGLISH, Language.ZH: Surface.CHINESE}


@attrs.frozen
class FirstPage:
    """The page, and what stands on it as comments; `others` are sentences without a figure."""

    text: str
    articles: int
    figures: int
    others: int


@attrs.frozen
class _Article:
    number: str
    title: str | None
    sentences: tuple[Sentence, ...]


def first_page(document: Document, name: str, page: str, language: Language) -> FirstPage | Diagnostic:
    """The first page of a document, its sentences and comments in one language; `name` and `page` are how the files of
    both are called.
    """
    numbers = propose(document.text)
    if not numbers:
        return NoArticlesInText(name=name)
    text = Text(document.text)
    cut = outline(document.text, numbers)
    writer = _Writer(document, language, text, cut)
    for policy in _names(page):
        body = "\n".join(writer.lines(policy, name, page)) + "\n"
        made = Compilation.of_text(body, _CHECKED)  # a vocabulary beside the page may be broken, or of other words
        if made.page is not None and made.source is not None and not list(_errors(made)):
            canonical = format_page(made.page, to=_SURFACES[language])
            return FirstPage(canonical, len(writer.articles), writer.figures, writer.others)
    raise InternalError("; ".join(finding.texts().title for finding in _errors(made)))


def _errors(made: Compilation) -> Iterator[Diagnostic]:
    return (finding for finding in made.check() if finding.severity.value == "error")


def _names(page: str) -> Iterator[str]:
    """What the policy may be called: as its page, where that is a name."""
    stem = re.sub(r"\W+", "_", _file_name(page).split(".")[0]).strip("_")
    if stem and not stem[0].isdecimal():
        yield stem
    yield f"policy_{stem}" if stem.isascii() and stem else "first_page"
    yield "first_page"


def _file_name(where: str) -> str:
    return re.split(r"[/\\]", where)[-1]


class _Writer:
    """Gathers what stands on the page; counts what it writes as comments."""

    def __init__(self, document: Document, language: Language, text: Text, cut: Outline) -> None:
        self.document = document
        self.language = language
        self.words = words_of(language)
        self.articles = [_article(text, article.number, article.body, article.tail) for article in cut.articles]
        self.outside = [sentence for stretch in cut.outside for sentence in text.sentences(stretch)]
        of_articles = (sentence for article in self.articles for sentence in article.sentences)
        everything = sorted((*self.outside, *of_articles), key=lambda sentence: sentence.start)
        self.head = read_head(text, Stretch(0, heads(text.text)[0].start), everything)
        self.figures = 0
        self.others = 0

    def lines(self, policy: str, name: str, page: str) -> Iterator[str]:
        """The page, line by line."""
        self.figures = self.others = 0
        for about in self.words.about:
            yield f"# {_clean(about.format(name=name, page=_file_name(page)))}"
        if self.document.left_out:
            yield f"# {self.words.left_out.format(count=self.document.left_out)}"
        for note in self.document.notes:
            yield f"# {_clean(changed(note, name=name).texts(self.language).title)}"
        yield ""
        title = self.head.title
        yield f"policy {policy}" + ("" if title is None else f" {_quoted(title)}")
        for line in (*self._head(), f"use {VOCABULARY}"):
            yield f"  {line}"
        was_bare = False
        for article in self.articles:
            comments, mark = list(self._comments(self._of_article(article))), self._mark(article)
            if comments or not was_bare:
                yield ""
            was_bare = not comments
            yield f"article {article.number}" + ("" if article.title is None else f" {_quoted(article.title)}") + mark
            yield from comments

    # ------------------------------------------------------------------------------------- the head

    def _head(self) -> Iterator[str]:
        """The lines beneath `policy`."""
        head, words = self.head, self.words
        if head.number is None and head.title is None:
            yield f"# {words.no_number}"
        else:
            yield f"document {_quoted(head.number or head.title or '')}"
        if head.number is None and head.title is not None:
            yield f"# {words.number_of_title}"
        if head.is_for_comment:
            yield "status draft"
        yield f"# {words.no_issue}" if head.issued is None else f"issued {head.issued}"
        yield from self._effective(head)
        outside = [kept for sentence in self.outside if (kept := self._without_head(sentence)) is not None]
        comments = list(self._comments(outside))
        if comments:
            yield f"# {words.outside}"
            yield from comments

    def _effective(self, head: Head) -> Iterator[str]:
        if head.window is None:
            yield f"# {self.words.no_window}"
            return
        said = head.window.said
        others = [figure for figure in said.figures if figure.value.kind not in _OF_WINDOW]
        yield from self._comment(attrs.evolve(said, figures=tuple(others)))
        window = _window(head.begins, head.window)
        if window is None:
            yield f"# {self.words.says_later}"
            return
        if head.window.end is None and head.window.months is None:
            yield f"# {self.words.no_end}"
        yield window

    def _without_head(self, sentence: Sentence) -> Sentence | None:
        """A sentence without the figures that the head of the page has; `None` where nothing is left of it."""
        figures = [figure for figure in sentence.figures if not self.head.has(figure)]
        is_said = self.head.window is not None and sentence == self.head.window.said
        if is_said or (sentence.figures and not figures):
            return None
        return attrs.evolve(sentence, figures=tuple(figures))

    # ------------------------------------------------------------------------------------- articles

    def _of_article(self, article: _Article) -> list[Sentence]:
        """The sentences of an article that are worth a comment there."""
        said = [sentence for sentence in article.sentences if sentence.words.rstrip("。：:*") != article.title]
        return [kept for sentence in said if (kept := self._without_head(sentence)) is not None]

    def _mark(self, article: _Article) -> str:
        """`in header` for what the head says already, `informative` for an article that promises no money."""
        left = [sentence for sentence in self._of_article(article) if sentence.is_worth_quoting]
        if not left and self.head.window is not None and self.head.window.said in article.sentences:
            return IN_HEADER
        is_plain = not any(sentence.has_money or sentence.nature is not None for sentence in left)
        return INFORMATIVE if is_plain else ""

    def _comments(self, sentences: Iterable[Sentence]) -> Iterator[str]:
        for sentence in sentences:
            is_row = sentence.is_row or self.document.place(sentence.line).unit is Unit.ROW
            if sentence.is_worth_quoting or is_row:  # a row without figures is the heading of others
                yield from self._comment(sentence)

    def _comment(self, sentence: Sentence) -> Iterator[str]:
        """A sentence with its place; beneath it its figures as they are read, or what it is without any."""
        place = place_of(self.words, self.document.place(sentence.line))
        yield from _folded(self.words.said.format(place=place, words=_clean(sentence.words)))
        self.figures += len(sentence.figures)
        if sentence.figures:
            yield from _folded("- " + self.words.parts.join(self._figure(figure) for figure in sentence.figures))
        elif sentence.nature is not None:
            self.others += 1
            yield f"# - {self.words.natures[sentence.nature]}"

    def _figure(self, figure: Figure) -> str:
        """A figure as it is written, with its value where that says more."""
        written, value = _clean(figure.written), str(told(figure.value.said, self.language))
        says_all = _bare(narrow(written)).startswith(_bare(value))
        return written if says_all else self.words.figure.format(written=written, value=value)


def _article(text: Text, number: str, body: Stretch, tail: Stretch | None) -> _Article:
    whole = Stretch(body.start, body.end if tail is None else tail.end)
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


def _quoted(words: str) -> str:
    return f'"{_clean(words).translate(_QUOTES)}"'


def _folded(words: str) -> Iterator[str]:
    """A comment, on several lines where it is very long: a page has no line of any length."""
    for match in _FOLD.finditer(words):
        yield f"# {match[0].strip()}"


def _bare(words: str) -> str:
    return re.sub(r"[\s,]", "", words)


def _clean(words: str) -> str:
    """Words as a page may hold them: on one line, without characters that nobody sees."""
    return " ".join(hidden().sub(" ", words).split())
