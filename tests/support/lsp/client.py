"""A client of the language server over standard input and output, for tests and benchmarks."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from lsprotocol import types
from pygls.lsp.client import LanguageClient


class EditorClient(LanguageClient):
    """A client that keeps what the server publishes."""

    def __init__(self) -> None:
        super().__init__("test", "1")
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.versions: dict[str, int] = {}
        self._arrived = asyncio.Condition()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def _published(params: types.PublishDiagnosticsParams) -> None:
            async with self._arrived:
                self.published.append(params)
                self._arrived.notify_all()

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        async def _message(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @self.feature(types.WORKSPACE_CODE_LENS_REFRESH)
        async def _refresh(_: None) -> None:
            async with self._arrived:
                self.lenses_are_ready = True
                self._arrived.notify_all()

        self.lenses_are_ready = False

    @property
    def server_pid(self) -> int:
        """The process of the server."""
        assert self._server is not None  # it was started
        return self._server.pid

    def open(self, uri: str, text: str) -> None:
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, "ipdsl", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def edit(self, uri: str, line: int, start: int, end: int, text: str) -> int:
        """Replace characters of a line, by the numbers of the protocol; the new version."""
        return self.change(uri, (line, start), (line, end), text)

    def change(self, uri: str, start: tuple[int, int], end: tuple[int, int], text: str) -> int:
        """Replace the text between two positions; the new version."""
        self.versions[uri] += 1
        where = types.Range(types.Position(*start), types.Position(*end))
        change = types.TextDocumentContentChangePartial(range=where, text=text)
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        return self.versions[uri]

    async def diagnostics(self, uri: str, version: int) -> list[types.Diagnostic]:
        """The first findings published for a version."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: self._of(uri, version) is not None)
            answer = self._of(uri, version)
            assert answer is not None
            return [*answer.diagnostics]

    async def finding(self, uri: str, code: str) -> types.Diagnostic:
        """The first finding with a code that is published for a page."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: self._with(uri, code))
            return self._with(uri, code)[0]

    async def lenses(self, uri: str) -> list[types.CodeLens]:
        """The lenses after the cases were run."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: self.lenses_are_ready)
        document = types.TextDocumentIdentifier(uri)
        return [*(await self.text_document_code_lens_async(types.CodeLensParams(document)) or ())]

    def _with(self, uri: str, code: str) -> list[types.Diagnostic]:
        found = (each for answer in self.published if answer.uri == uri for each in answer.diagnostics)
        return [each for each in found if each.code == code]

    def _of(self, uri: str, version: int) -> types.PublishDiagnosticsParams | None:
        return next((each for each in self.published if each.uri == uri and each.version == version), None)


@asynccontextmanager
async def editor(encoding: types.PositionEncodingKind | None = None) -> AsyncIterator[EditorClient]:
    """A started server with its client; both have ended afterwards."""
    client = EditorClient()
    await client.start_io(sys.executable, "-m", "ipdsl", "lsp")
    general = types.GeneralClientCapabilities(position_encodings=None if encoding is None else [encoding])
    await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities(general=general)))
    client.initialized(types.InitializedParams())
    try:
        yield client
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
    assert client.messages == [], client.messages
