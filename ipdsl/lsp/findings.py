"""Findings of a page as diagnostics, and their tried edits as code actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs
from lsprotocol import types

from ipdsl.base.findings.finding import Diagnostic, Edit, Severity, is_misspelt
from ipdsl.base.findings.phrase import Phrase, localize_value
from ipdsl.base.source import Source, Span
from ipdsl.driver import catalogue
from ipdsl.lsp.pages import OpenPage, Pages, uri_of
from ipdsl.lsp.places import Places

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
SOURCE = "ipdsl"


def diagnostics(
    source: Source, page: OpenPage, findings: Iterable[Diagnostic], pages: Pages, places: Places
) -> list[types.Diagnostic]:
    """Findings of a page or its settings, in the language of the page. Others are shown at the first line."""
    lines = page.lines if source is page.source else source.lines()
    return [_diagnostic(each, source.name, lines, page, pages, places) for each in findings if not each.is_detail]


def _diagnostic(
    finding: Diagnostic, path: str, lines: list[str], page: OpenPage, pages: Pages, places: Places
) -> types.Diagnostic:  # fmt: skip
    texts = finding.texts(page.language)
    span = finding.span
    title = texts.title
    if span is None or span.file != path:
        title = title if span is None else f"{span}: {title}"
        span = Span(path, 1, 1, 1, 1 + len(lines[0]))
    message = "\n".join(filter(None, [title, texts.label, texts.help]))
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(uri_of(each.span.file), places.range_of(each.span, pages.lines(each.span.file))),
            each.text.text(page.language),
        )
        for each in finding.related
    ]
    return types.Diagnostic(
        range=places.range_of(span, lines),
        message=message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(
            f"{catalogue.document_of(finding.code[0], page.language).as_uri()}#{finding.code.lower()}"
        ),
        source=SOURCE,
        related_information=related or None,
    )


def code_actions(
    page: OpenPage, findings: Iterable[Diagnostic], places: Places, wanted: types.Range
) -> Iterator[types.CodeAction]:
    """The tried edits of the findings on the lines of a range, and near names.

    Each of two meanings is an action, and neither is preferred.
    """
    for finding in findings:
        span = finding.span
        if span is None or span.file != page.path or not _is_on_line_of(places.range_of(span, page.lines), wanted):
            continue
        code = [
            types.Diagnostic(places.range_of(span, page.lines), finding.texts(page.language).title, code=finding.code)
        ]
        if finding.edits:
            yield _action(page, places, finding.edits, code, is_preferred=True)
        for alternative in finding.alternatives:
            yield _action(page, places, (alternative,), code, is_preferred=False)
        is_tried = finding.edits or finding.code.startswith("S")  # a keyword that fits would be a right edit
        for word in () if is_tried else finding.nearest:
            text = page.shown_name(str(localize_value(word, page.language)))
            place = _place_of_typo(span, page.lines, text)
            if place is not None:
                yield _action(page, places, (Edit(place, text),), code, is_preferred=len(finding.nearest) == 1)


def _place_of_typo(span: Span, lines: Sequence[str], word: str) -> Span | None:
    """The part of a place that a near word replaces: the whole word, or the only typo of it in a sentence."""
    text = lines[span.line - 1][span.column - 1 : span.end_column - 1]
    if span.line == span.end_line and " " not in text:
        return span
    typos = [typo.span() for typo in re.finditer(r"[\w.]+", text) if is_misspelt(typo.group(), word)]
    if span.line != span.end_line or len(typos) != 1:
        return None
    ((start, end),) = typos
    return attrs.evolve(span, column=span.column + start, end_column=span.column + end)


def _action(
    page: OpenPage,
    places: Places,
    edits: tuple[Edit, ...],
    about: list[types.Diagnostic],
    *,
    is_preferred: bool,
) -> types.CodeAction:
    text = " ⏎ ".join(line.strip() for edit in edits for line in (edit.lines or edit.replacement).splitlines())
    title = Phrase("write `{text}`", "写作`{text}`", text=text)
    for span in (edit.span for edit in edits if edit.span.column == 1 and not edit.replacement.strip()):
        if not page.lines[span.line - 1][: span.end_column - 1].strip():
            depth = str(len(edits[0].replacement))
            title = Phrase("indent the line by {depth}", "本行缩进{depth}格", depth=depth)
    changes = [types.TextEdit(places.range_of(edit.span, page.lines), edit.replacement) for edit in edits]
    return types.CodeAction(
        title=title.text(page.language),
        kind=types.CodeActionKind.QuickFix,
        diagnostics=about,
        is_preferred=is_preferred,
        edit=types.WorkspaceEdit(changes={uri_of(page.path): changes}),
    )


def _is_on_line_of(first: types.Range, other: types.Range) -> bool:
    """Whether two ranges have a line in common: a cursor anywhere on the line of a finding has its edits."""
    return first.start.line <= other.end.line and other.start.line <= first.end.line
