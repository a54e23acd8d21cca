"""The pages of an editor: open texts, which may be unsaved, and what was computed of them.

An unsaved text takes the place of the file on disk, also where another page uses it. Each version of a text is compiled
once. The words of the last version that had any are kept, so that names are known while a sentence is being written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import attrs
from pygls.uris import from_fs_path, to_fs_path

from ipdsl.base.files import read_bytes
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.pages import CASES_SUFFIX, PAGE_SUFFIX
from ipdsl.base.source import Source, Span
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.settings import PageSettings, page_settings
from ipdsl.driver.workspace import Workspace
from ipdsl.schema.declarations import LabelledDeclaration
from ipdsl.schema.vocabulary import ApplicantClass, ApplicantKind
from ipdsl.semantics import typed
from ipdsl.semantics.chinese_pages import with_records_first, words_of_vocabulary
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.semantics.occurrences import Occurrence, occurrences
from ipdsl.semantics.scope import kinds_paid, placed_rules, reached_awards
from ipdsl.syntax import ast
from ipdsl.syntax.layout import has_chinese
from ipdsl.syntax.parser import TokenizedSentence, WordList, parse, tokenize
from ipdsl.syntax.printing import is_chinese


def uri_of(path: str) -> str:
    """The URI of a file. The path of a text without a file is its URI already."""
    if _SCHEME.match(path):
        return path
    uri: str | None = from_fs_path(path)
    assert uri is not None  # only for an empty path
    return uri


_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
"""The beginning of a URI: at least two letters, because a drive of Windows has one."""


def path_of(uri: str) -> str:
    """The path of a file; a text without a file has its URI as its path."""
    path: str | None = to_fs_path(uri)
    return path or uri


@attrs.define(eq=False, repr=False, slots=False)
class OpenPage:
    """One version of a page: its compilation, and what an editor asks of it.

    `text` is `None` for a closed page. `version` is the number that the editor gave to the text, if it gave one.
    """

    path: str
    text: str | None
    version: int | None
    compilation: Compilation
    words: Vocabulary | None

    @cached_property
    def source(self) -> Source:
        """The text of the page, also of one without a sentence."""
        return self.compilation.source or Source(self.path, self.text or "")

    @cached_property
    def lines(self) -> list[str]:
        """The lines as the editor counts them."""
        return self.source.lines()

    @cached_property
    def language(self) -> Language:
        """The language of the settings, or else of the page, in which the editor shows everything about it."""
        if self.settings.language is not None:
            return self.settings.language
        is_in_chinese = is_chinese(self.page) if self.page.items else has_chinese(self.source.text)
        return Language.ZH if is_in_chinese else Language.EN

    @cached_property
    def settings(self) -> PageSettings:
        return page_settings(self.source.name)

    @cached_property
    def official_articles(self) -> Mapping[str, str]:
        """The articles of the official text in the settings by number; none if it cannot be read."""
        from ipdsl.audit.draft.document_reader import read_document  # few pages have an official text
        from ipdsl.audit.official_text import OfficialDocument, paragraphs_by_article

        path = self.settings.against
        data = None if path is None else read_bytes(path)
        document = read_document(path, data) if path is not None and isinstance(data, bytes) else None
        if not isinstance(document, OfficialDocument):
            return {}
        numbers = [item.number for item in self.page.items if isinstance(item, ast.Article)]
        return {
            number: "\n\n".join(paragraphs)
            for number, paragraphs in paragraphs_by_article(document.text, numbers).items()
        }

    @cached_property
    def report(self) -> Report:
        """The findings with untried edits; it is empty for a page without a sentence."""
        return Report([] if self.compilation.source is None else [*self.compilation.check_without_trials()])

    @cached_property
    def page(self) -> ast.Page:
        """The tree of the page, which is empty for a page without a sentence."""
        return self.compilation.page or ast.Page(span=Span(self.path, 1, 1, 1, 1), header=None)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """The names of the page; empty before its words are known."""
        return () if self.words is None else occurrences(self.page, self.words, self.source)

    def rules(self, line: int | None = None) -> Iterator[tuple[typed.Rule | typed.Condition, list[str]]]:
        """The rules of the policy, or those in a line, each with the labels of the awards to which it applies."""
        policy = self.compilation.policy
        if policy is None:
            return
        for placed in placed_rules(policy.root, policy.awards):
            span = placed.rule.span
            if line is None or (span.file == self.path and span.line <= line <= span.end_line):
                yield placed.rule, [award.label for award in reached_awards(placed, policy.schema)]

    @cached_property
    def sentences(self) -> Sequence[TokenizedSentence]:
        return self.compilation.tokens

    def sentences_around(self, line: int) -> Sequence[TokenizedSentence]:
        """The sentences of the block of a line and of the broken blocks below it. The rest of the page is not read."""
        starts = [1, *(item.span.line for item in self.page.items), len(self.lines) + 1]
        first = max(start for start in starts if start <= line)
        end = min((start for start in starts if start > line), default=first)
        blank_lines = [""] * (first - 1)  # each sentence keeps its place
        text = "\n".join([*blank_lines, *self.lines[first - 1 : end - 1]])
        return tokenize(Source(self.source.name, text), lambda used: self.names)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names and labels that the page may use."""
        return frozenset() if self.words is None else words_of_vocabulary(self.words)

    @cached_property
    def word_list(self) -> WordList:
        """The words that may make up a run of Chinese characters."""
        return WordList(self.names)

    def depends_on(self, path: str) -> bool:
        """Whether a change of another page can change this one: a named page, or its page of cases."""
        named = self.compilation.found_pages.items()
        is_named = any(path == file or name == Path(path).stem for (name, _), file in named)
        return is_named or path in (self.path, f"{self.path.removesuffix(PAGE_SUFFIX)}{CASES_SUFFIX}")

    def tokenize(self, source: Source, name: str) -> Sequence[TokenizedSentence]:
        """The sentences of another text with the words of this page and one more name."""
        return tokenize(source, lambda used: self.names | {name})

    def parse(self, source: Source, name: str) -> ast.Page:
        """The tree of another text with the words of this page and one more name."""
        page, _ = parse(source, lambda used: self.names | {name})
        return with_records_first(page, lambda: self.words)

    def shown_name(self, name: str) -> str:
        """A name as the page writes it: by its label on a Chinese page."""
        label = "" if self.words is None or self.language is Language.EN else self.words.label_scopes.label(name)
        return label or name

    def join_names(self, declared: Iterable[LabelledDeclaration]) -> str:
        """Declarations in a row as the page writes them: by their labels on a Chinese page."""
        if self.language is Language.ZH:
            return "、".join(each.label.zh or each.name for each in declared)
        return ", ".join(each.name for each in declared)

    def narrower_kinds(self, declaration: LabelledDeclaration | None) -> str:
        """The narrower kinds of a kind or class of applicants in a row; empty for other words."""
        if self.words is None or not isinstance(declaration, ApplicantKind | ApplicantClass):
            return ""
        narrower = {*kinds_paid((declaration.name,), self.words.schema)} - {declaration.name}
        return self.join_names(kind for kind in self.words.schema.kinds if kind.name in narrower)

    def occurrence_at(self, line: int, column: int) -> Occurrence | None:
        """The name at a place (both counted from 1), also directly before it, or the label of a declaration.

        Only the block of the place is searched.
        """
        if self.words is None:
            return None
        first = max((item.span.line for item in self.page.items if item.span.line <= line), default=0)
        page = attrs.evolve(self.page, items=tuple(item for item in self.page.items if item.span.line == first))
        names = occurrences(page, self.words, self.source)
        named = next((each for each in names if contains(each.span, line, column)), None)
        declared = (each for each in names if each.is_declaration and each.span.line == line)
        for each in declared if named is None else ():
            label = "" if each.declaration is None else each.declaration.label.zh
            if any(contains(span, line, column) for span in self.places_of_label(each.span, label)):
                return attrs.evolve(each, span=next(self.places_of_label(each.span, label)), text=label)
        return named

    def places_of_label(self, declared: Span, label: str) -> Iterator[Span]:
        """The quoted label in the line of a declaration of this page."""
        line = self.lines[declared.line - 1]
        for opening, closing in ('""', "“”", "＂＂"):
            start = line.find(f"{opening}{label}{closing}", declared.end_column - 1)
            if label and start >= 0:
                yield Span(declared.file, declared.line, start + 2, declared.line, start + 2 + len(label))
                return


def contains(span: Span, line: int, column: int) -> bool:
    """Whether a place is in a range or directly behind it."""
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)


class Pages:
    """The pages of a session: open ones, and those of their folders."""

    def __init__(self) -> None:
        self._workspace = Workspace()
        self._texts: dict[str, str] = {}
        self._versions: dict[str, int | None] = {}
        self._pages: dict[str, OpenPage] = {}
        self._words: dict[str, Vocabulary] = {}

    def open(self, path: str, text: str, version: int | None = None) -> None:
        """Set the text of a page that an editor has opened or edited."""
        self._texts[path], self._versions[path] = text, version
        self._workspace.open(path, text)
        self._forget(path)

    def close(self, path: str) -> None:
        """Forget the text of a page; its file counts again."""
        self._texts.pop(path, None)
        self._versions.pop(path, None)
        self._words.pop(path, None)
        self._workspace.close(path)
        self._forget(path)

    def refresh(self) -> None:
        """Compile pages again when they are asked for: a file has changed, which any page may use."""
        self._pages.clear()

    def _forget(self, path: str) -> None:
        """Compile a page again when it is asked for, and those that depend on it or may have been changed on disk."""
        pages = ((other, self._pages.get(other)) for other in self._texts)
        self._pages = {other: page for other, page in pages if page is not None and not page.depends_on(path)}

    @property
    def changed_paths(self) -> tuple[str, ...]:
        """The open pages that have to be compiled again."""
        return tuple(path for path in self._texts if path not in self._pages)

    def page(self, path: str) -> OpenPage:
        """The current version of a page."""
        if path not in self._pages:
            compilation = Compilation.from_workspace(path, self._workspace)
            words = compilation.words or self._words.get(path)
            if words is not None:
                self._words[path] = words
            self._pages[path] = OpenPage(path, self._texts.get(path), self._versions.get(path), compilation, words)
        return self._pages[path]

    def lines(self, path: str) -> list[str]:
        """The lines of a page, also of one that is not open."""
        return self.page(path).lines

    def with_texts(self, texts: Mapping[str, str]) -> Pages:
        """The open pages, some with other texts."""
        pages = Pages()
        for path, text in {**self._texts, **texts}.items():
            pages.open(path, text)
        return pages

    def unsaved_texts(self) -> dict[str, str]:
        """The open texts that differ from their files."""
        return {path: text for path, text in self._texts.items() if text != _saved_text(path)}

    def paths_beside(self, path: str) -> Iterator[str]:
        """The pages of the folder of a page, itself first, then other open pages."""
        files = (str(file) for file in sorted(Path(path).parent.glob(f"*{PAGE_SUFFIX}")))
        yield from dict.fromkeys([path, *files, *self._texts])


def _saved_text(path: str) -> str | None:
    file = Path(path)
    return file.read_bytes().decode("utf-8", "replace") if os.path.isfile(file) else None
