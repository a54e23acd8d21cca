"""Labels are names: in one scope no label stands for two words.

In: a vocabulary whose words are all bound, or what a page names itself. Out: a finding for each label of two words,
with both places. The scopes are those of the names themselves, so that a page may write either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ipdsl.diagnostics.model import Diagnostic, RelatedPlace, Report
from ipdsl.diagnostics.phrase import LocalizedName, Phrase
from ipdsl.schema.model import LocatedDeclaration, Schema
from ipdsl.semantics import errors_names as n
from ipdsl.semantics.symbols import DerivedWord, PageNames
from ipdsl.semantics.words import is_chinese_key, is_chinese_value
from ipdsl.source import Span
from ipdsl.syntax import ast, layout_errors
from ipdsl.syntax.keywords import is_chinese_name
from ipdsl.syntax.printer import has_chinese_word
from ipdsl.values.characters import mixed_script_offset


def check_labels(schema: Schema, derived: tuple[DerivedWord, ...], pages: Sequence[ast.Page]) -> Report:
    """Report each label that two words of one scope share, or that is the name of another; each pair once."""
    report = _check(_scopes(schema, derived), pages)
    report.extend(_shared_labels(schema))
    return report


def check_page_labels(page_names: PageNames, page: ast.Page) -> Report:
    """The same of what a page names itself."""
    return _check((page_names.clauses, page_names.tables), (page,))


def _check(scopes: Iterable[tuple[LocatedDeclaration, ...]], pages: Sequence[ast.Page]) -> Report:
    """A label that no sentence can hold is reported only on a page with a Chinese word: an English one has no use for
    it.
    """
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
                report.add(layout_errors.MixedScripts(span=word.span, letter=label[offset], name=name))
                reported.add(word.span)
                continue
            other = names.get(label, first.setdefault(label, word))
            if other.name != word.name and other.span is not None:
                report.add(_ambiguous_label(word, other))
                reported.add(word.span)
    return report


def _shared_labels(schema: Schema) -> Iterator[Diagnostic]:
    """Words of records with the label of a word about applicants: a sentence about the record may write either."""
    about = {word.label.zh: word for word in schema.applicant_declarations if word.label.zh}
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
    """The name, also where labels are told: by its label nobody could tell it from the other."""
    return LocalizedName(word.name, word.name)


def _scopes(schema: Schema, derived: tuple[DerivedWord, ...]) -> Iterator[tuple[LocatedDeclaration, ...]]:
    """The words among which a label is looked up. An inherited word stands in the scope of each record that has it."""
    yield (*schema.records, *schema.applicant_declarations, *derived)
    yield schema.series
    for choice in schema.choices:
        yield choice.members
    for record in schema.records:
        yield record.declarations
