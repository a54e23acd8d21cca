"""What is known of the word at a place: hover, its definition, everywhere it occurs, and a new name for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report, Severity
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.lsp.pages import OpenPage, Pages, contains
from ipdsl.schema.declarations import Choice, LocatedDeclaration
from ipdsl.schema.vocabulary import ApplicantClass, ApplicantKind, Event, Field, RecordKind, Series, SinceWord, State
from ipdsl.semantics.lookup import DerivedWord, PageName
from ipdsl.semantics.occurrences import PAGE, Occurrence
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.keywords import Surface

_KINDS: dict[type, Phrase] = {
    RecordKind: Phrase("kind of record", "记录类别"),
    Field: Phrase("field", "字段"),
    Event: Phrase("event", "事件"),
    State: Phrase("state", "状态"),
    ApplicantKind: Phrase("kind of applicant", "申请人类别"),
    ApplicantClass: Phrase("class of applicants", "申请人统称"),
    SinceWord: Phrase("length of time since a day", "自某日起的时长"),
    DerivedWord: Phrase("word about the applicant", "说申请人的词"),
    Series: Phrase("series", "行情"),
    Choice: Phrase("choice", "选项"),
}


def hover_text(page: OpenPage, line: int, column: int) -> tuple[str, Span] | None:
    """What the word at a place means, in Markdown, and the place of the word; `None` where no word is."""
    occurrence = page.occurrence_at(line, column)
    if occurrence is not None and occurrence.declaration is not None:
        return "\n\n".join(_description(occurrence.declaration, page)), occurrence.span
    return _article_text(page, line) or _keyword_text(page, line, column)


def _article_text(page: OpenPage, line: int) -> tuple[str, Span] | None:
    """The official text of the article that begins in a line, if the settings name a text."""
    articles = (item for item in page.page.items if isinstance(item, ast.Article))
    article = next((each for each in articles if each.span.line == line), None)
    text = None if article is None else page.official_articles.get(article.number)
    return None if article is None or text is None else (text, article.span)


def _keyword_text(page: OpenPage, line: int, column: int) -> tuple[str, Span] | None:
    for sentence in page.sentences_around(line):
        pieces = sentence.line.pieces
        for terminal, span in sentence.placed_tokens() if pieces[0].line <= line <= pieces[-1].line else ():
            keyword = keywords.table(sentence.surface).get(terminal)
            if keyword is None or not contains(span, line, column):
                continue
            other = keywords.table(Surface.ENGLISH if sentence.surface is Surface.CHINESE else Surface.CHINESE)
            named = f"**{keyword.preferred_phrase}**"
            if terminal in other:
                named += f" · {other[terminal].preferred_phrase}"
            parts = [named, keywords.meanings(sentence.surface)[terminal].text(page.language)]
            if keyword.begins_sentence:
                parts += _reach(page, line)
            return "\n\n".join(parts), span
    return None


def _description(declaration: LocatedDeclaration, page: OpenPage) -> Iterator[str]:
    """The name with its label, what it is, its definition, and its type or members."""
    language = page.language
    label = declaration.label
    yield f"**{declaration.name}**" + (f" {label.zh}" if label.zh and label.zh != declaration.name else "")
    kind = _KINDS.get(type(declaration))
    if isinstance(declaration, Field):
        type_phrase = Phrase("{kind}: {type}", "{kind}：{type}", kind=_KINDS[Field], type=declaration.type.phrase)
        yield type_phrase.text(language)
    elif kind is not None:
        yield kind.text(language)
    definition = label.chinese_definition if language is Language.ZH else label.definition
    if definition:
        yield definition
    yield from _parts(declaration, page)


def _parts(declaration: LocatedDeclaration, page: OpenPage) -> Iterator[str]:
    """What belongs to a declaration: its members, narrower kinds or days, or the line of the page."""
    assert page.words is not None  # there is an occurrence
    match declaration:
        case Field(type=type_):
            choice = page.words.choice_of(type_)
            if choice is not None:
                yield page.join_names(choice.members)
        case Choice(members=members):
            yield page.join_names(members)
        case ApplicantKind() | ApplicantClass():
            kinds = page.narrower_kinds(declaration)
            if kinds:
                yield Phrase("includes {kinds}", "包括{kinds}", kinds=kinds).text(page.language)
        case Event(date_field=day):
            yield Phrase("on the day `{day}`", "以`{day}`为准", day=page.shown_name(day)).text(page.language)
        case State(from_field=start, until_field=until):
            days = [page.shown_name(day) for day in (start, until) if day is not None]
            yield " – ".join(f"`{day}`" for day in days)
        case PageName(span=span):
            text = page.compilation.sources.line(span.file, span.line)
            if text is not None:
                yield f"```ipdsl\n{text.strip()}\n```"


def _reach(page: OpenPage, line: int) -> Iterator[str]:
    """The awards to which the rule of a line applies."""
    for _, labels in page.rules(line):
        yield Phrase("applies to {awards}", "适用于{awards}", awards=", ".join(labels)).text(page.language)


# ------------------------------------------------------------------------------------------------- places of a name


def definition(pages: Pages, path: str, line: int, column: int) -> Span | None:
    """Where the word at a place is declared; for the name of a page, its first line."""
    page = pages.page(path)
    occurrence = page.occurrence_at(line, column)
    if occurrence is None:
        return None
    if occurrence.role == PAGE:
        named = page.compilation.path_of_page(occurrence.text)
        return None if named is None else Span(named, 1, 1, 1, 1)
    return None if occurrence.declaration is None else occurrence.declaration.span


def places_of(pages: Pages, path: str, line: int, column: int) -> dict[str, list[Occurrence]]:
    """Everywhere in the folder that has the word at a place, by page."""
    occurrence = pages.page(path).occurrence_at(line, column)
    declaration = None if occurrence is None else occurrence.declaration
    if declaration is None or declaration.span is None:
        return {}
    by_page: dict[str, list[Occurrence]] = {}
    for other in dict.fromkeys([declaration.span.file, *pages.paths_beside(path)]):
        same = [
            each
            for each in pages.page(other).occurrences
            if each.declaration is not None and each.declaration.span == declaration.span
        ]
        if same:
            by_page[other] = same
    return by_page


# ------------------------------------------------------------------------------------------------- a new name


@attrs.frozen(eq=False, repr=False)
class Renaming(ValueObject):
    """The places to change by page, or the reason why the new name is refused."""

    places: dict[str, list[Span]] = attrs.field(factory=dict)
    refusal: Phrase | None = None


def rename(pages: Pages, path: str, line: int, column: int, new: str) -> Renaming:
    """Give a word another name, or another label where its label is written.

    The changed pages are checked first. A name is refused if it gives any page another error, or if a word would then
    mean another declaration: a field with the name of a key would state the type of the key.
    """
    written = pages.page(path).occurrence_at(line, column)
    declaration = None if written is None else written.declaration
    if written is None or declaration is None or declaration.span is None:
        return Renaming(refusal=Phrase("this word is not declared on a page", "这个词不是在页面中声明的"))
    declaring = declaration.span.file
    if declaring not in pages.paths_beside(path):
        return Renaming(
            refusal=Phrase(
                "`{word}` is declared elsewhere: {file}",
                "`{word}`在别处声明：{file}",
                word=written.text,
                file=declaring,
            )
        )
    if not new.isidentifier():
        return Renaming(refusal=Phrase("`{new}` is not a name", "`{new}`不能作为名称", new=new))
    spans = {
        other: [each.span for each in same if each.text == written.text]
        for other, same in places_of(pages, path, line, column).items()
    }
    if written.text != declaration.name:
        spans.setdefault(declaring, []).extend(pages.page(declaring).places_of_label(declaration.span, written.text))
    spans = {other: sorted(same) for other, same in spans.items() if same}
    texts = {other: replace_spans(pages.page(other).source.text, same, new) for other, same in spans.items()}
    changed = pages.with_texts(texts)
    for other in pages.paths_beside(path):
        before = _errors(pages.page(other).report)
        after = _errors(changed.page(other).report)
        if finding := next((each for code, each in after.items() if code not in before), None):
            title = finding.texts(pages.page(path).language).title
            file = Path(other).name
            return Renaming(refusal=Phrase("{page}: {title}", "{page}：{title}", page=file, title=title))
    for other in pages.paths_beside(path):
        if _meanings(pages.page(other), spans, len(new)) != _meanings(changed.page(other), {}, 0):
            return Renaming(
                refusal=Phrase(
                    "{page}: with the name `{new}`, words would mean something else",
                    "{page}：改为`{new}`后，有的词含义会改变",
                    page=Path(other).name,
                    new=new,
                )
            )
    return Renaming(spans)


def _meanings(page: OpenPage, renamed: Mapping[str, Sequence[Span]], length: int) -> list[tuple[Span, Span | None]]:
    """The place of each name and of its declaration, as they are with names of a length at the renamed places."""

    def moved(span: Span) -> Span:
        before = [each for each in renamed.get(span.file, ()) if each.line == span.line and each.column < span.column]
        shift = sum(length - (each.end_column - each.column) for each in before)
        return Span(span.file, span.line, span.column + shift, span.line, 0)

    declared = [None if each.declaration is None else each.declaration.span for each in page.occurrences]
    return [
        (moved(each.span), None if span is None else moved(span))
        for each, span in zip(page.occurrences, declared, strict=True)
    ]


def _errors(report: Report) -> dict[str, Diagnostic]:
    """The errors of a page by code, the first of each."""
    by_code: dict[str, Diagnostic] = {}
    for finding in report:
        if finding.severity is Severity.ERROR:
            by_code.setdefault(finding.code, finding)
    return by_code


def replace_spans(text: str, spans: list[Span], new: str) -> str:
    """A text with a word in place of those at some places, each in one line; line ends stay."""
    lines = _LINE_END.split(text)  # every second part is a line end
    for span in sorted(spans, reverse=True):
        index = 2 * (span.line - 1)
        lines[index] = lines[index][: span.column - 1] + new + lines[index][span.end_column - 1 :]
    return "".join(lines)


_LINE_END = re.compile("(\r\n|\r|\n)")
