"""A vocabulary page, and the pages that it uses, to a `Vocabulary`.

Input: the tree of a page that begins with `vocabulary NAME`, or the `use` lines of a policy. Output: a schema with all
names resolved and inherited parts repeated, or `None` if words have errors. Any tree gives a report.

Labels are names too, so no label may have two meanings in one scope. `check_labels` and `check_page_labels` report each
label of two words, with both places. Their scopes are those of names, because a page may use either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Report
from ipdsl.base.findings.phrase import LocalizedName, Phrase, join_phrases, literal_phrase
from ipdsl.base.source import Span
from ipdsl.base.values.characters import mixed_script_offset
from ipdsl.schema.declarations import LocatedDeclaration
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.language_versions import language_finding
from ipdsl.semantics.names.symbols import DerivedWord, PageNames, Vocabulary
from ipdsl.semantics.vocabulary.fields import build_fields
from ipdsl.semantics.vocabulary.records import build_records
from ipdsl.semantics.vocabulary.words import Declarations, build_words, collect, is_chinese_key, is_chinese_value
from ipdsl.syntax import ast, errors
from ipdsl.syntax.keywords import is_chinese_name
from ipdsl.syntax.printing.printer import has_chinese_word


def check_labels(schema: Schema, derived: tuple[DerivedWord, ...], pages: Sequence[ast.Page]) -> Report:
    """Report each label of two words in one scope, or that is the name of another word; each pair once."""
    report = _check(_scopes(schema, derived), pages)
    report.extend(_shared_labels(schema, derived))
    return report


def check_page_labels(page_names: PageNames, page: ast.Page) -> Report:
    """As `check_labels`, for the names that a page declares."""
    return _check((page_names.clauses, page_names.definitions), (page,))


def _check(scopes: Iterable[tuple[LocatedDeclaration, ...]], pages: Sequence[ast.Page]) -> Report:
    """Labels that cannot be used in sentences are reported only on pages with a Chinese word."""
    report = Report()
    has_chinese = cache(lambda file: any(page.span.file == file and has_chinese_word(page) for page in pages))
    reported: set[Span] = set()
    for words in scopes:
        names = {word.name: word for word in words}
        first: dict[str, LocatedDeclaration] = {}
        for word in words:
            label = word.label.zh
            if not label or word.span is None or word.span in reported:
                continue
            if not is_chinese_name(label) or is_chinese_value(label) or is_chinese_key(label):
                if has_chinese(word.span.file):
                    report.add(n.UnusableLabel(span=word.span, word=label, name=word.name))
                reported.add(word.span)
                continue
            offset = mixed_script_offset(label)
            if offset is not None:
                name = f"U+{ord(label[offset]):04X}"
                report.add(errors.MixedScripts(span=word.span, letter=label[offset], name=name))
                reported.add(word.span)
                continue
            other = names.get(label, first.setdefault(label, word))
            if other.name != word.name and other.span is not None:
                report.add(_ambiguous_label(word, other))
                reported.add(word.span)
    return report


def _shared_labels(schema: Schema, derived: tuple[DerivedWord, ...]) -> Iterator[Diagnostic]:
    """Words of records with the label of a word about applicants: a sentence about the record may use either."""
    of_applicant: tuple[LocatedDeclaration, ...] = (*schema.applicant_declarations, *derived)
    about = {word.label.zh: word for word in of_applicant if word.label.zh}
    reported: set[Span] = set()
    for word in (word for record in schema.records for word in record.declarations):
        other = about.get(word.label.zh)
        if other is not None and other.name != word.name and word.span is not None and word.span not in reported:
            reported.add(word.span)
            yield _ambiguous_label(word, other)


def _ambiguous_label(word: LocatedDeclaration, other_word: LocatedDeclaration) -> Diagnostic:
    assert word.span is not None
    related = () if other_word.span is None else (RelatedPlace(other_word.span, Phrase("the other", "另一个")),)
    return n.AmbiguousLabel(
        span=word.span, word=word.label.zh, one=_name(other_word), other=_name(word), related=related
    )


def _name(word: LocatedDeclaration) -> LocalizedName:
    """The name without its label, because both words have the same label."""
    return LocalizedName(word.name, word.name)


def _scopes(schema: Schema, derived: tuple[DerivedWord, ...]) -> Iterator[tuple[LocatedDeclaration, ...]]:
    """The scopes in which labels are looked up. An inherited word is in the scope of each record that has it."""
    yield (*schema.records, *schema.applicant_declarations, *derived)
    yield schema.series
    for choice in schema.choices:
        yield choice.members
    for record in schema.records:
        yield record.declarations


Join: TypeAlias = Callable[[Sequence[ast.Page]], tuple[Vocabulary | None, Report]]
"""Joins the words of vocabulary pages."""


class Loader(Protocol):
    """Finds the page of a `use` line."""

    def load(self, name: ast.Name, page_file: str) -> tuple[ast.Page | None, Report]:
        """The page called `name`, first from the folder of `page_file`; a missing one is reported by the loader."""

    def join(self, pages: Sequence[ast.Page], join: Join) -> tuple[Vocabulary | None, Report]:
        """The joined vocabulary of these pages; a loader may cache it, since several pages use the same ones."""
        return join(pages)


@attrs.define(eq=False, repr=False)
class _VocabularyCollector:
    """The pages read so far, each once; pages come after those that they use."""

    loader: Loader
    report: Report
    pages: dict[str, ast.Page] = attrs.field(factory=dict)
    has_failed: bool = False
    is_broken: bool = False

    def use(self, line: ast.UseLine, page_file: str, chain: tuple[tuple[str, str], ...]) -> None:
        """Read the page of a `use` line and all that it uses; `chain` contains names and files up to here."""
        page, findings = self.loader.load(line.name, page_file)
        self.report.extend(findings)
        if page is None:
            self.has_failed = True
        elif findings.has_errors:  # the declarations in its broken lines are unknown, so other words cannot be reported
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
        """Read the pages that a vocabulary uses, then add it."""
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
    """Check a vocabulary page."""
    report = Report()
    if not isinstance(page.header, ast.VocabularyLine):
        report.add(n.NotAVocabulary(span=page.span, word=Phrase("this page", "本页")))
        return None, report
    gathering = _VocabularyCollector(loader, report)
    gathering.add(page, page.header, ())
    return _build(gathering)


def vocabulary_of(uses: Iterable[ast.UseLine], page_file: str, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """The joined vocabulary of the `use` lines of a page."""
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
