"""Labels are names: in one scope no label stands for two words.

In: a vocabulary whose words are all bound, or what a page names itself. Out: a finding for each label of two words,
with both places. The scopes are those of the names themselves, so that a page may write either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ipdsl.diagnostics.model import Diagnostic, Related, Report
from ipdsl.diagnostics.phrase import Name, Phrase
from ipdsl.schema.model import Placed, Schema
from ipdsl.semantics import errors_names as n
from ipdsl.semantics.symbols import Derived, OwnNames
from ipdsl.semantics.words import is_chinese_key, is_chinese_value
from ipdsl.source import Span
from ipdsl.syntax import ast, layout_errors
from ipdsl.syntax.keywords import is_chinese_name
from ipdsl.syntax.printer import has_chinese_word
from ipdsl.values.characters import other_script


def check_labels(schema: Schema, derived: tuple[Derived, ...], pages: Sequence[ast.Page]) -> Report:
    """Report each label that two words of one scope share, or that is the name of another; each pair once."""
    report = _check(_scopes(schema, derived), pages)
    report.extend(_of_both(schema))
    return report


def check_own_labels(own: OwnNames, page: ast.Page) -> Report:
    """The same of what a page names itself."""
    return _check((own.clauses, own.tables), (page,))


def _check(scopes: Iterable[tuple[Placed, ...]], pages: Sequence[ast.Page]) -> Report:
    """A label that no sentence can hold is reported only on a page with a Chinese word: an English one has no use for
    it.
    """
    report = Report()
    has_chinese = cache(lambda file: any(page.span.file == file and has_chinese_word(page) for page in pages))
    told: set[Span] = set()
    for words in scopes:
        names = {word.name: word for word in words}
        first: dict[str, Placed] = {}
        for word in words:
            label = word.label.zh
            if not label or word.span is None or word.span in told:
                continue
            if not is_chinese_name(label) or is_chinese_value(label) or is_chinese_key(label):
                if has_chinese(word.span.file):
                    report.add(n.LabelNoName(span=word.span, word=label, name=word.name))
                told.add(word.span)
                continue
            at = other_script(label)
            if at is not None:
                name = f"U+{ord(label[at]):04X}"
                report.add(layout_errors.MixedScripts(span=word.span, letter=label[at], name=name))
                told.add(word.span)
                continue
            other = names.get(label, first.setdefault(label, word))
            if other.name != word.name and other.span is not None:
                report.add(_of_two(word, other))
                told.add(word.span)
    return report


def _of_both(schema: Schema) -> Iterator[Diagnostic]:
    """Words of records with the label of a word about applicants: a sentence about the record may write either."""
    about = {word.label.zh: word for word in schema.about_applicants if word.label.zh}
    told: set[Span] = set()
    for word in (word for record in schema.records for word in record.words):
        other = about.get(word.label.zh)
        if other is not None and other.name != word.name and word.span is not None and word.span not in told:
            told.add(word.span)
            yield _of_two(word, other)


def _of_two(word: Placed, other: Placed) -> Diagnostic:
    assert word.span is not None
    related = () if other.span is None else (Related(other.span, Phrase("the other", "另一个")),)
    return n.LabelOfTwo(span=word.span, word=word.label.zh, one=_name(other), other=_name(word), related=related)


def _name(word: Placed) -> Name:
    """The name, also where labels are told: by its label nobody could tell it from the other."""
    return Name(word.name, word.name)


def _scopes(schema: Schema, derived: tuple[Derived, ...]) -> Iterator[tuple[Placed, ...]]:
    """The words among which a label is looked up. An inherited word stands in the scope of each record that has it."""
    yield (*schema.records, *schema.about_applicants, *derived)
    yield schema.series
    for choice in schema.choices:
        yield choice.members
    for record in schema.records:
        yield record.words
