"""A page with broken lines: what can be said of the sentences that are whole.

Only findings that one sentence and the vocabulary decide are given. What depends on other sentences (rules and what
they cover, labels, articles, tables, cases) waits until every line can be read: it might be the fault of a broken one.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.diagnostics.model import Report
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_types as e
from ipdsl.semantics.check import check
from ipdsl.semantics.vocabulary import Loader
from ipdsl.source import Span
from ipdsl.syntax import ast

_SENTENCE_FINDINGS = (
    n.UnknownWord, n.UnknownRecord, n.UnknownApplicantWord, n.UnknownMember, n.UnknownSeries, n.MisplacedApplicantWord,
    n.MisplacedRecordWord,
    n.WordOfOtherRecord, n.UnknownKey, n.UnknownCurrency, n.AmbiguousWord, e.Mismatch, e.OperandMismatch, e.NotATest,
    e.AmountNotMoney, e.TooManyDecimals, e.NotWhole, e.NoOrder, e.IsNeedsMembers, e.NotADate, e.DurationMisplaced,
    e.ForeignSum, e.RowMismatch, e.NotASet, e.FieldOfSet, e.AggregateMismatch, e.SeriesPointMismatch,
    e.ExchangeRateAsRate, e.CannotConvert, e.DurationTooLong, e.LevelComparedWithNonMember,
)  # fmt: skip


def check_intact(page: ast.Page, loader: Loader, broken: Iterable[Span]) -> Report:
    """The findings about words and types of a policy page or a draft, beside and not around the `broken` places."""
    if isinstance(page.header, ast.VocabularyLine | ast.CasesLine):
        return Report()
    _, findings = check(page, loader)
    # a vocabulary that is not there is the loader's finding, and the reason why no word is known
    relevant = [f for f in findings if isinstance(f, _SENTENCE_FINDINGS) or f.code.startswith("U")]
    relevant = [
        f for f in relevant if not (isinstance(f, e.RowMismatch) and f.key == e.NO_ROWS)
    ]  # the rows are what is broken
    places = tuple(broken)
    return Report([f for f in relevant if f.span is None or not any(_contains(f.span, place) for place in places)])


def _contains(span: Span, inner: Span) -> bool:
    """Whether the one place lies in the other."""
    starts = (span.line, span.column) <= (inner.line, inner.column)
    return span.file == inner.file and starts and (inner.end_line, inner.end_column) <= (span.end_line, span.end_column)
