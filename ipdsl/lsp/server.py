"""The server: which request is answered by which module, and when diagnostics are published.

A change of a text is checked at once, with untried edits. If no further change comes, the edits are tried, or the cases
run in a process of their own. Then diagnostics and lenses are published again. A result for an earlier version is
dropped. If the process still works on one when the next work is due, it ends, and another is started.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams, PyglsError
from pygls.lsp.server import LanguageServer

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.source import Sources, Span
from ipdsl.base.version import __version__
from ipdsl.driver.settings import settings_file, settings_findings
from ipdsl.lsp import names, runner
from ipdsl.lsp.completion import completions, initials_of
from ipdsl.lsp.findings import code_actions, diagnostics
from ipdsl.lsp.lenses import SHOW, PageLenses, failures
from ipdsl.lsp.outline import folds, symbols
from ipdsl.lsp.pages import OpenPage, Pages, path_of, uri_of
from ipdsl.lsp.places import Places
from ipdsl.lsp.tokens import DECLARATION, TOKEN_TYPES, inlays, semantic_tokens
from ipdsl.syntax.printing import format_page

T = TypeVar("T")

PlaceParams: TypeAlias = (
    types.HoverParams | types.CompletionParams | types.DefinitionParams | types.ReferenceParams
    | types.PrepareRenameParams | types.RenameParams
)  # fmt: skip
"""The requests about a place on a page."""
ChangeParams: TypeAlias = types.DidOpenTextDocumentParams | types.DidChangeTextDocumentParams
"""The notices of a text that may have changed."""

IDLE = 0.3
"""Seconds without a key after which edits are tried and cases run."""
COALESCING = 0.004
"""Seconds to wait for further changes that have already arrived."""


class Server(LanguageServer):
    """The state of a session."""

    def __init__(self) -> None:
        super().__init__("ipdsl", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
        self.pages = Pages()
        self.places = Places()
        self.has_output = False  # whether the editor has a place for what commands print
        self.tested: dict[str, tuple[runner.TestedPage, runner.TestedPage | None] | None] = {}
        self._tried: dict[str, list[Diagnostic]] = {}
        self._checks: dict[str, asyncio.Task[None]] = {}
        self.work: Future[Any] | None = None  # of the other process, the latest
        self._runner: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()  # one work at a time, so that only work whose task was cancelled is ended

    def page_at(self, document: types.TextDocumentIdentifier) -> OpenPage:
        """The current version of a page."""
        return self.pages.page(path_of(document.uri))

    def place_at(self, params: PlaceParams) -> tuple[OpenPage, int, int]:
        """The page, the line and the column of a request about a place."""
        page = self.page_at(params.text_document)
        return page, *self.places.line_and_column(params.position, page.lines)

    # -------------------------------------------------------------------------------------- checking

    def change(self, uri: str) -> None:
        """Take the new text of a page, and check it and the open pages that depend on it."""
        path = path_of(uri)
        document = self.workspace.get_text_document(uri)
        self.pages.open(path, document.source, document.version)
        self.check(path)

    def check(self, *first: str) -> None:
        """Check the open pages that have to be compiled again, some of them first.

        Results for their earlier versions are dropped.
        """
        for other in dict.fromkeys([*first, *self.pages.changed_paths]):
            self.tested.pop(other, None)
            self._tried.pop(other, None)
            previous = self._checks.get(other)
            if previous is not None:
                previous.cancel()
            self._checks[other] = asyncio.create_task(self._check(other))
            self._checks[other].add_done_callback(self._report_fault)

    def _report_fault(self, task: asyncio.Task[None]) -> None:
        """Tell the editor of an error of this program."""
        fault = None if task.cancelled() else task.exception()
        if isinstance(fault, Exception):
            self.report_server_error(fault, PyglsError)

    def close(self, uri: str) -> None:
        path = path_of(uri)
        self.pages.close(path)
        task = self._checks.pop(path, None)
        if task is not None:
            task.cancel()
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(path), []))
        self.check()

    async def _check(self, path: str) -> None:
        await asyncio.sleep(COALESCING)
        page = self.pages.page(path)
        self._publish(page, page.report)
        await asyncio.sleep(IDLE)
        await asyncio.to_thread(initials_of, "字")
        self._publish_settings(page)
        if page.report.has_errors:
            self._publish(page, await self.tried_findings(path))
        else:
            texts = self.pages.unsaved_texts()
            self.tested[path] = await self.run_in_process(runner.run_cases, texts, path, page.language)
            self._publish(page, page.report)
            self.workspace_code_lens_refresh(None)

    async def tried_findings(self, path: str) -> list[Diagnostic]:
        """The findings of a page with the edits that were tried on it."""
        if path not in self._tried and self.pages.page(path).report.has_errors:
            self._tried[path] = await self.run_in_process(runner.try_edits, self.pages.unsaved_texts(), path)
        return self._tried.get(path, [*self.pages.page(path).report])

    async def run_in_process(self, work: Callable[..., T], *arguments: object) -> T:
        """The result of some work in the other process, which ends if it still works for an earlier version."""
        async with self._turn:
            if self.work is not None and not self.work.done():
                self._stop_process()
            if self._runner is None:
                self._runner = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            future = self.work = self._runner.submit(work, *arguments)
            return await asyncio.wrap_future(future)

    def _stop_process(self) -> None:
        """End the other process: its work may take minutes for a long page."""
        if self._runner is not None:
            for process in active_children():
                process.terminate()
            self._runner.shutdown(cancel_futures=True)
            self._runner = None

    def _publish(self, page: OpenPage, findings: Iterable[Diagnostic]) -> None:
        """Publish findings with the number of their version: the editor may have a later one that has not arrived."""
        published = diagnostics(page.source, page, findings, self.pages, self.places)
        tested = self.tested.get(page.path)
        published += [] if tested is None else failures(tested[0], page, self.places)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri_of(page.path), published, page.version)
        )

    def _publish_settings(self, page: OpenPage) -> None:
        """Publish the findings about the file with the settings of a page."""
        sources = Sources()
        file = os.path.abspath(settings_file(page.path))  # a text without a file has a relative one
        findings = settings_findings(Path(file), sources)
        source = sources.get(file)
        if source is not None:
            published = diagnostics(source, page, findings, self.pages, self.places)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(file), published))

    def range_of(self, span: Span) -> types.Range:
        """The range of a place on any page."""
        return self.places.range_of(span, self.pages.lines(span.file))

    def location(self, span: Span) -> types.Location:
        """A place on any page."""
        return types.Location(uri_of(span.file), self.range_of(span))

    def stop(self) -> None:
        """End what is going on, and the other process."""
        for task in self._checks.values():
            task.cancel()
        self._stop_process()


def build_server() -> Server:
    """A server with all its features, not yet started."""
    server = Server()
    feature = server.feature

    @feature(types.INITIALIZE)
    def _take_options(params: types.InitializeParams) -> None:
        server.has_output = isinstance(params.initialization_options, dict) and "showsOutput" in (
            params.initialization_options
        )

    @feature(types.INITIALIZED)
    def _initialize(_: types.InitializedParams) -> None:
        server.places = Places(server.workspace.position_encoding)

    @feature(types.SHUTDOWN)
    async def _shutdown(_: None) -> None:
        server.stop()

    async def _change(params: ChangeParams) -> None:
        server.change(params.text_document.uri)

    for notice in (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE):
        feature(notice)(_change)

    @feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def _close(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    async def _refresh(_: types.DidChangeWatchedFilesParams | types.DidSaveTextDocumentParams) -> None:
        server.pages.refresh()
        server.check()

    for changed in (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, types.TEXT_DOCUMENT_DID_SAVE):
        feature(changed)(_refresh)

    @feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    async def _actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        page = server.page_at(params.text_document)
        findings = await server.tried_findings(page.path)
        return [*code_actions(page, findings, server.places, params.range)]

    @feature(types.TEXT_DOCUMENT_HOVER)
    def _hover(params: types.HoverParams) -> types.Hover | None:
        page, line, column = server.place_at(params)
        answer = names.hover_text(page, line, column)
        if answer is None:
            return None
        text, span = answer
        content = types.MarkupContent(types.MarkupKind.Markdown, text)
        return types.Hover(content, server.places.range_of(span, page.lines))

    @feature(types.TEXT_DOCUMENT_COMPLETION)
    def _complete(params: types.CompletionParams) -> types.CompletionList:
        page, line, column = server.place_at(params)
        return completions(page, line, column, server.places)

    @feature(types.TEXT_DOCUMENT_DEFINITION)
    def _definition(params: types.DefinitionParams) -> types.Location | None:
        page, line, column = server.place_at(params)
        span = names.definition(server.pages, page.path, line, column)
        return None if span is None else server.location(span)

    @feature(types.TEXT_DOCUMENT_REFERENCES)
    def _references(params: types.ReferenceParams) -> list[types.Location]:
        page, line, column = server.place_at(params)
        by_page = names.places_of(server.pages, page.path, line, column)
        with_declaration = params.context.include_declaration
        return [
            server.location(each.span)
            for same in by_page.values()
            for each in same
            if with_declaration or not each.is_declaration
        ]

    @feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def _prepare_rename(params: types.PrepareRenameParams) -> types.Range | None:
        page, line, column = server.place_at(params)
        name = page.occurrence_at(line, column)
        return None if name is None or name.declaration is None else server.places.range_of(name.span, page.lines)

    @feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def _rename(params: types.RenameParams) -> types.WorkspaceEdit:
        page, line, column = server.place_at(params)
        renaming = names.rename(server.pages, page.path, line, column, params.new_name)
        if renaming.refusal is not None:
            raise JsonRpcInvalidParams(renaming.refusal.text(page.language))
        changes = {
            uri_of(other): [types.TextEdit(server.range_of(span), params.new_name) for span in spans]
            for other, spans in renaming.places.items()
        }
        return types.WorkspaceEdit(changes=changes)

    @feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def _symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        return symbols(server.page_at(params.text_document), server.places)

    @feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def _folds(params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        return folds(server.page_at(params.text_document))

    @feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, types.SemanticTokensLegend(TOKEN_TYPES, DECLARATION))
    def _tokens(params: types.SemanticTokensParams) -> types.SemanticTokens:
        return types.SemanticTokens(semantic_tokens(server.page_at(params.text_document), server.places))

    @feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def _inlays(params: types.InlayHintParams) -> list[types.InlayHint]:
        page = server.page_at(params.text_document)
        return [*inlays(page, server.places, params.range.start.line + 1, params.range.end.line + 1)]

    @feature(types.TEXT_DOCUMENT_FORMATTING)
    def _format(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        page = server.page_at(params.text_document)
        if page.report.has_errors:
            return []  # a broken line is not in the tree, and would be lost
        text = format_page(page.page)
        if text == page.source.text:
            return []
        whole = types.Range(types.Position(0, 0), types.Position(len(page.lines), 0))
        return [types.TextEdit(whole, text)]

    @feature(types.TEXT_DOCUMENT_CODE_LENS)
    def _lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        page = server.page_at(params.text_document)
        tested = server.tested.get(page.path)
        return [] if tested is None else [*PageLenses(page, *tested, server.places).lenses()]

    @server.command(SHOW)
    async def _show(command_line: str, folder: str) -> str:
        """Run the command line of a lens in the folder of its page. Some editors show only a message."""
        arguments = shlex.split(command_line)[1:]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "ipdsl", *arguments, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        printed, _ = await process.communicate()
        shown = f"$ {command_line}\n{printed.decode('utf-8', 'replace')}"
        if not server.has_output:
            server.window_show_message(types.ShowMessageParams(types.MessageType.Info, shown))
        return shown

    return server
