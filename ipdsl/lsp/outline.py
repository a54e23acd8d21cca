"""The outline of a page by article, and the lines that can be folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from ipdsl.base.findings.phrase import Language
from ipdsl.lsp.pages import OpenPage
from ipdsl.lsp.places import Places
from ipdsl.syntax import ast
from ipdsl.syntax.layout import line_and_below, read_layout
from ipdsl.syntax.printing import body_of

_SYMBOLS: dict[type, types.SymbolKind] = {
    ast.PolicyLine: types.SymbolKind.Namespace,
    ast.VocabularyLine: types.SymbolKind.Namespace,
    ast.CasesLine: types.SymbolKind.Namespace,
    ast.Article: types.SymbolKind.Module,
    ast.Group: types.SymbolKind.Package,
    ast.OverBlock: types.SymbolKind.Package,
    ast.Award: types.SymbolKind.Function,
    ast.Definition: types.SymbolKind.Variable,
    ast.Case: types.SymbolKind.Event,
    ast.RecordDecl: types.SymbolKind.Class,
    ast.ChoiceDecl: types.SymbolKind.Enum,
    ast.LevelDecl: types.SymbolKind.Enum,
    ast.KindDecl: types.SymbolKind.Interface,
    ast.ClassDecl: types.SymbolKind.Interface,
    ast.SeriesDecl: types.SymbolKind.Variable,
    ast.ApplicantFields: types.SymbolKind.Struct,
    ast.Figures: types.SymbolKind.Struct,
    ast.Cap: types.SymbolKind.Operator,
    ast.Limit: types.SymbolKind.Operator,
    ast.NoRepeat: types.SymbolKind.Operator,
    ast.HighestRule: types.SymbolKind.Operator,
    ast.TopUp: types.SymbolKind.Operator,
    ast.MinimumTotal: types.SymbolKind.Operator,
    ast.RoundedTotal: types.SymbolKind.Operator,
    ast.Quota: types.SymbolKind.Operator,
    ast.Suspension: types.SymbolKind.Operator,
    ast.Recovery: types.SymbolKind.Operator,
}
"""The sentences of an outline, each with the closest kind of the protocol."""


def symbols(page: OpenPage, places: Places) -> list[types.DocumentSymbol]:
    """The outline: articles with their awards and rules, declarations, cases."""
    head = () if page.page.header is None else (page.page.header,)
    return [*_symbols((*head, *page.page.items), page, places)]


def _symbols(sentences: Iterable[ast.Sentence], page: OpenPage, places: Places) -> Iterator[types.DocumentSymbol]:
    for sentence in sentences:
        kind = _SYMBOLS.get(type(sentence))
        if kind is None:
            continue
        line_range = places.range_of(sentence.span, page.lines)
        below = [] if isinstance(sentence, ast.Case) else [*_symbols(body_of(sentence), page, places)]
        last = max((each.range.end.line, each.range.end.character) for each in below) if below else None
        end = line_range.end if last is None else types.Position(*last)
        yield types.DocumentSymbol(
            name=_title(sentence, page) or "–",
            kind=kind,
            range=types.Range(line_range.start, end),
            selection_range=line_range,
            children=below or None,
        )


def _title(sentence: ast.Sentence, page: OpenPage) -> str:
    """The title of a sentence in the language of the page, or else its line."""
    if isinstance(sentence, ast.Article | ast.Case):
        title = sentence.title_zh if page.language is Language.ZH and sentence.title_zh else sentence.title
        number = sentence.number if isinstance(sentence, ast.Article) else ""
        return " ".join(filter(None, [number, title]))
    line = page.lines[sentence.span.line - 1].strip()
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


_LONGEST = 80


def folds(page: OpenPage) -> list[types.FoldingRange]:
    """Each sentence with lines under it."""
    layout, _ = read_layout(page.source)
    blocks = [[*line_and_below(line)] for line in layout.all_lines() if line.children]
    region = types.FoldingRangeKind.Region
    return [types.FoldingRange(block[0].place.line - 1, block[-1].place.end_line - 1, kind=region) for block in blocks]
