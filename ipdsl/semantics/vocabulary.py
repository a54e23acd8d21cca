"""From a vocabulary page, and the pages that it uses, to a `Vocabulary`.

In: the tree of a page that begins with `vocabulary NAME`, or the `use` lines of a policy. Out: a schema in which every
name is bound and inherited parts are repeated, or nothing where words are in error. Assumed: nothing; any tree gives
a report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeAlias

import attrs

from ipdsl.diagnostics.model import Report
from ipdsl.diagnostics.phrase import Phrase, join_phrases, literal_phrase
from ipdsl.semantics import errors_names as n
from ipdsl.semantics.languages import language_finding
from ipdsl.semantics.symbols import Vocabulary
from ipdsl.semantics.vocabulary_fields import build_fields
from ipdsl.semantics.vocabulary_labels import check_labels
from ipdsl.semantics.vocabulary_records import build_records
from ipdsl.semantics.vocabulary_words import Declarations, build_words, collect
from ipdsl.syntax import ast

Join: TypeAlias = Callable[[Sequence[ast.Page]], tuple[Vocabulary | None, Report]]
"""From vocabulary pages to their words together."""


class Loader(Protocol):
    """Finds the page of a `use` line."""

    def load(self, name: ast.Name, page_file: str) -> tuple[ast.Page | None, Report]:
        """The page called `name`, looked up beside the file `page_file` first; a missing one is reported by the
        loader."""

    def join(self, pages: Sequence[ast.Page], join: Join) -> tuple[Vocabulary | None, Report]:
        """What `join` makes of these pages; a loader may keep it, since several pages use the same ones."""
        return join(pages)


@attrs.define(eq=False, repr=False)
class _VocabularyCollector:
    """The pages read so far, each once, those that are used before those that use them."""

    loader: Loader
    report: Report
    pages: dict[str, ast.Page] = attrs.field(factory=dict)
    has_failed: bool = False
    is_broken: bool = False

    def use(self, line: ast.UseLine, page_file: str, chain: tuple[tuple[str, str], ...]) -> None:
        """Read the page of a `use` line and all that it uses; `chain` holds names and files on the way here."""
        page, findings = self.loader.load(line.name, page_file)
        self.report.extend(findings)
        if page is None:
            self.has_failed = True
        elif findings.has_errors:  # what its broken lines declare is not known, so nothing can be said of other words
            self.is_broken = True
        elif page.span.file in (file for _, file in chain):
            path = [*(name for name, _ in chain), line.name.text]
            names = join_phrases([literal_phrase(name, f"`{name}`") for name in path], " uses ", "使用")
            self.report.add(n.UseCycle(span=line.name.span, word=line.name.text, chain=names))
            self.has_failed = True
        elif not isinstance(page.header, ast.VocabularyLine):
            self.report.add(n.NotAVocabulary(span=line.name.span, word=line.name.text))
            self.has_failed = True
        elif page.span.file not in self.pages:
            self.add(page, page.header, chain)

    def add(self, page: ast.Page, header: ast.VocabularyLine, chain: tuple[tuple[str, str], ...]) -> None:
        """Read what a vocabulary uses, then keep it."""
        here = (*chain, (header.name.text, page.span.file))
        for line in [*header.header, *page.uses]:
            match line:
                case ast.UseLine():
                    self.use(line, page.span.file, here)
                case ast.LanguageLine() if (finding := language_finding(line)) is not None:
                    self.report.add(finding)
                case _:
                    pass
        self.pages[page.span.file] = page


def check_vocabulary(page: ast.Page, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """Check a vocabulary page by itself."""
    report = Report()
    if not isinstance(page.header, ast.VocabularyLine):
        report.add(n.NotAVocabulary(span=page.span, word=Phrase("this page", "本页")))
        return None, report
    gathering = _VocabularyCollector(loader, report)
    gathering.add(page, page.header, ())
    return _build(gathering)


def vocabulary_of(uses: Iterable[ast.UseLine], page_file: str, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """The words that the `use` lines of a page bring, joined."""
    gathering = _VocabularyCollector(loader, Report())
    for line in uses:
        gathering.use(line, page_file, ())
    return _build(gathering)


def _build(gathering: _VocabularyCollector) -> tuple[Vocabulary | None, Report]:
    report = gathering.report
    if gathering.is_broken:
        return None, report
    vocabulary, findings = gathering.loader.join(tuple(gathering.pages.values()), _join)
    report.extend(findings)
    return None if gathering.has_failed or report.has_errors else vocabulary, report


def _join(pages: Sequence[ast.Page]) -> tuple[Vocabulary | None, Report]:
    report = Report()
    words = Declarations()
    for page in pages:
        collect(page, words, report)
    schema, derived = build_records(words, build_fields(words, build_words(words, report), report), report)
    if report.has_errors:
        return None, report
    labels = check_labels(schema, derived, pages)
    report.extend(labels)
    return None if labels.has_errors else Vocabulary(schema, derived), report
