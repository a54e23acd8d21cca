"""What may be written at a place: keywords that the grammar accepts, and declared words with a meaning there.

A word is found by its name, by its Chinese label, and by the initials of the label in pinyin. Which names have a
meaning is found by writing a name at the place. Its role in the sentence then says where its meaning is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import attrs
from lsprotocol import types

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.base.value_object import ValueObject
from ipdsl.lsp.pages import OpenPage
from ipdsl.lsp.places import Places
from ipdsl.schema.declarations import LabelledDeclaration
from ipdsl.semantics.occurrences import declarations_at
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import TokenizedSentence
from ipdsl.syntax.parser_tables import accepted_terminals

NAMES = {Language.EN: "zzzz", Language.ZH: "〇〇〇〇"}
"""A name that no page has, in place of the word that is being written, by the language of the page."""

_NAME_TERMINALS = {"NAME", "REFERENCE", "YEAR_NAME"}
_MOST_WORDS = 3
"""The words of a keyword that may be there already: `not el` for `not eligible`."""
_PARTIAL = re.compile(r"\w*$")
_ENDINGS = {
    Surface.ENGLISH: ("", ": 1", " 1", " at least 1", " to {name}", " recorded", " of {name}"),
    Surface.CHINESE: (
        "",
        "：1元",
        " 的，奖励1元",
        " {name} 的，奖励1元",
        "，奖励1元",
        " 不低于1",
        " 的 {name}，奖励1元",
        " 的 1%",
        " 的 1% 奖励",
        " 分别奖励：",
        " 1元",
        " 最高奖励1元",
        " 就高不重复",
    ),
}
"""What may complete a sentence that ends with a name, the shortest first; `{name}` is another name."""


@attrs.frozen(eq=False, repr=False)
class CompletionWord(ValueObject):
    """A word for the place: its text, the detail next to it, and the texts by which it is found."""

    text: str
    detail: str
    kind: types.CompletionItemKind
    keys: tuple[str, ...]


def completions(page: OpenPage, line: int, column: int, places: Places) -> types.CompletionList:
    """The words for a place, which the editor asks for again after each key."""
    before = page.lines[line - 1][: column - 1] if line <= len(page.lines) else ""
    items: dict[str, types.CompletionItem] = {}
    if before.count('"') % 2 == 0 and "#" not in before and "＃" not in before:
        above = _block_above(page, line)
        end = types.Position(line - 1, places.width(before))
        for stem, partial in _stems(before, page):
            start = types.Position(line - 1, places.width(stem))
            for proposal in _proposals(above, stem, page, line):
                key = _matching_key(proposal, partial)
                if key is not None:
                    where = types.Range(start, end)
                    items.setdefault(proposal.text, _item(proposal, key, where, len(items)))
        for stem, partial in _stems_of_phrases(before):
            where = types.Range(types.Position(line - 1, places.width(stem)), end)
            for proposal in _keywords(_accepted_terminals(_last_sentence(above, stem, page), page), page):
                if proposal.text.casefold().startswith(partial):
                    items.setdefault(proposal.text, _item(proposal, partial, where, len(items)))
    return types.CompletionList(is_incomplete=True, items=list(items.values()))


def _block_above(page: OpenPage, line: int) -> list[str]:
    """The lines of the block of a line above it: from the last line at the left edge."""
    lines = page.lines[: line - 1]
    here = page.lines[line - 1] if line <= len(page.lines) else ""
    if here[:1].strip():
        return []
    first = next((index for index in reversed(range(len(lines))) if lines[index][:1].strip()), 0)
    return lines[first:]


def _stems(before: str, page: OpenPage) -> Iterator[tuple[str, str]]:
    """The text before the word that is being written, and the part of it that is there.

    Chinese words have no blanks between them. The word is then the part of the last run that no known words make up,
    or else its last word, or nothing yet.
    """
    partial = _PARTIAL.search(before)
    run = partial.group() if partial else ""
    latin = _LATIN.search(run)
    if latin is not None and latin.group() != run:
        yield before[: len(before) - len(latin.group())], latin.group()
        return
    if _NUMBER.fullmatch(run):
        yield before, ""  # a measure follows a number without a blank
        return
    if run.isascii():
        yield before[: len(before) - len(run)], run
        return
    words = page.word_list.leading_words(run)
    rest = run[sum(map(len, words)) :]
    if rest or not words:
        yield before[: len(before) - len(rest)], rest
        return
    yield before, ""
    yield before[: len(before) - len(words[-1])], words[-1]


def _stems_of_phrases(before: str) -> Iterator[tuple[str, str]]:
    """The text before a keyword of several words, and the part of it that is there, with a blank."""
    starts = [match.start() for match in re.finditer(r"[A-Za-z]+", before)]
    phrases = {phrase for keyword in keywords.table(Surface.ENGLISH).values() for phrase in keyword.phrases}
    for start in starts[-_MOST_WORDS:]:
        partial = before[start:].casefold()
        if " " in partial and any(phrase.casefold().startswith(partial) for phrase in phrases):
            yield before[:start], partial


_LATIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$")
_NUMBER = re.compile(r"[0-9]+")


def _proposals(above: Sequence[str], stem: str, page: OpenPage, line: int) -> Iterator[CompletionWord]:
    """The words that may follow a text, names first. A name that is declared here is not offered."""
    sentence = _last_sentence(above, stem, page)
    by_surface = _accepted_terminals(sentence, page)
    if sentence is not None and any(accepted & _NAME_TERMINALS for accepted in by_surface.values()):
        yield from _names(above, stem, sentence, page, line)
    yield from _keywords(by_surface, page)


def _keywords(by_surface: Mapping[Surface, set[str]], page: OpenPage) -> Iterator[CompletionWord]:
    """The keywords of accepted terminals, those of the language of the page first."""
    is_first = Surface.CHINESE if page.language is Language.ZH else Surface.ENGLISH
    for surface in sorted(by_surface, key=lambda each: each is not is_first):
        for terminal, keyword in keywords.table(surface).items():
            if terminal in by_surface[surface]:
                text = keyword.preferred_phrase
                meaning = keywords.meanings(surface)[terminal].text(page.language)
                yield CompletionWord(text, meaning, types.CompletionItemKind.Keyword, (text, *initials_of(text)))


def _accepted_terminals(sentence: TokenizedSentence | None, page: OpenPage) -> dict[Surface, set[str]]:
    """The terminals that the grammar accepts in place of the word that is being written; none without a sentence."""
    if sentence is None:
        return {}
    stem = sentence.line.text[: sentence.line.text.find(NAMES[page.language])]
    accepted = {surface: accepted_terminals(stem, sentence.start, surface) for surface in sentence.line.surfaces}
    value = stem.rstrip().removesuffix(",")
    if value != stem.rstrip():  # the comma is part of `, otherwise 0`
        for surface, terminals in accepted.items():
            accepted[surface] = terminals | accepted_terminals(value, sentence.start, surface) & {"_IF_NONE"}
    return {surface: {name.lstrip("_") for name in terminals} for surface, terminals in accepted.items()}


def _text(above: Sequence[str], stem: str, page: OpenPage, ending: str = "") -> Source:
    """The block with a name in place of the word that is being written, and an ending."""
    name = NAMES[page.language]
    line = f"{stem} {name}" if stem.strip() else f"{stem}{name}"
    return Source(page.source.name, "\n".join([*above, line + ending.format(name=name)]))


def _last_sentence(above: Sequence[str], stem: str, page: OpenPage, ending: str = "") -> TokenizedSentence | None:
    """The sentence with the name, at the end of its block."""
    sentences = page.tokenize(_text(above, stem, page, ending), NAMES[page.language])
    return next((each for each in reversed(sentences) if NAMES[page.language] in each.line.text), None)


def _names(
    above: Sequence[str], stem: str, sentence: TokenizedSentence, page: OpenPage, line: int
) -> Iterator[CompletionWord]:
    """The names with a meaning at the place: items of the case, declared words, pages."""
    name = NAMES[page.language]
    for ending in _ENDINGS[sentence.line.surfaces[0]]:
        ended = _last_sentence(above, stem, page, ending)
        if ended is not None and ended.kind:
            source = _text(above, stem, page, ending)
            tree = page.parse(source, name)
            texts = [*_items_of_case(tree, name), *_names_of_pages(tree, name, page)]
            yield from (CompletionWord(each, "", types.CompletionItemKind.Reference, (each,)) for each in texts)
            if page.words is not None:
                place = (page.source.name, line, len(stem) + 1)
                for each in declarations_at(tree, page.words, name, source.lines()):
                    span = each.span
                    if span is None or (span.file, span.line, span.column) != place:  # it is declared here
                        yield _proposal_of(each, page.language)
            return


def _items_of_case(tree: ast.Page, name: str) -> Iterator[str]:
    """The items of the records of a case, if a name in an expectation is one."""
    for case in nodes(tree, ast.Case):
        outcomes = [each for each in case.expect if isinstance(each, ast.ExpectOutcome)]
        items = [each.item for each in outcomes] + [each.item for each in nodes(case, ast.ExpectPaid)]
        items += [word for each in outcomes if each.outcome == "displaced" for word in each.words]
        if name in items:
            yield from dict.fromkeys(each.item for each in nodes(case, ast.GivenRecord) if each.item is not None)


def _names_of_pages(tree: ast.Page, name: str, page: OpenPage) -> Iterator[str]:
    """The pages that a `use` line, or the first line of a page of cases, may name."""
    if any(use.name.text == name for use in nodes(tree, ast.UseLine)):
        yield from page.compilation.pages_in_reach(_VOCABULARY)
    if isinstance(tree.header, ast.CasesLine) and tree.header.policy.text == name:
        yield from page.compilation.pages_in_reach(_POLICY)


_VOCABULARY = re.compile("^(?:vocabulary|词汇) ", re.MULTILINE)
_POLICY = re.compile("^(?:policy|政策) ", re.MULTILINE)


def _proposal_of(declaration: LabelledDeclaration, language: Language) -> CompletionWord:
    label = declaration.label.zh
    text = label if language is Language.ZH and label else declaration.name
    other = declaration.name if text == label else label
    return CompletionWord(
        text, other, types.CompletionItemKind.Variable, tuple(filter(None, (text, other, *initials_of(label))))
    )


@lru_cache(maxsize=4_096)
def initials_of(text: str) -> tuple[str, ...]:
    """The initials of a Chinese text in pinyin; none for a text without Chinese characters.

    The first call loads a library, which takes a while.
    """
    if text.isascii():
        return ()
    from pypinyin import Style, lazy_pinyin  # takes half a second to import

    return ("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)),)


def _matching_key(proposal: CompletionWord, partial: str) -> str | None:
    """The text by which the word is found; every word is found by nothing."""
    wanted = partial.casefold()
    return next((key for key in proposal.keys if key.casefold().startswith(wanted)), None)


def _item(proposal: CompletionWord, key: str, where: types.Range, position: int) -> types.CompletionItem:
    return types.CompletionItem(
        label=proposal.text,
        kind=proposal.kind,
        detail=proposal.detail or None,
        filter_text=key,
        sort_text=f"{position:04}",
        text_edit=types.TextEdit(where, proposal.text),
    )
