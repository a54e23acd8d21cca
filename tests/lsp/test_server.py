"""The server over standard input and output, as an editor talks to it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from pathlib import Path
from typing import TypeVar

import pytest
from lsprotocol import types

from ipdsl.driver.compilation import Compilation
from ipdsl.lsp.server import Server, build_server
from tests.support.lsp.client import EditorClient, editor
from tests.support.lsp.folder import CHINESE, POLICY, place_of, write_folder
from tests.support.processes import HUNG

T = TypeVar("T")


def in_editor(work: Callable[[EditorClient], Awaitable[T]], encoding: types.PositionEncodingKind | None = None) -> T:
    """The result of some work in a session of an editor."""

    async def session() -> T:
        async with editor(encoding) as client:
            return await work(client)

    return asyncio.run(asyncio.wait_for(session(), HUNG))


def codes(found: list[types.Diagnostic]) -> list[object]:
    return [each.code for each in found]


def test_a_page_has_the_findings_of_check_at_each_key(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    uri = Path(paths["town"]).as_uri()

    async def work(client: EditorClient) -> None:
        client.open(uri, POLICY)
        assert codes(await client.diagnostics(uri, 1)) == []
        line, column = place_of(POLICY, "award 20000", "prize")
        version = client.edit(uri, line - 1, column - 1, column + 4, "price")
        (found,) = await client.diagnostics(uri, version)
        text = POLICY.replace("when prize won and craft is pottery", "when price won and craft is pottery")
        Path(paths["town"]).write_text(text, encoding="utf-8")
        (expected,) = [
            finding for finding in Compilation.from_file(paths["town"]).check_without_trials() if not finding.is_detail
        ]
        assert found.code == expected.code
        assert found.message.startswith(expected.texts().title)
        assert expected.span is not None
        assert found.range == types.Range(
            types.Position(expected.span.line - 1, expected.span.column - 1),
            types.Position(expected.span.end_line - 1, expected.span.end_column - 1),
        )
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), found.range, types.CodeActionContext([]))
        (action, *_) = await client.text_document_code_action_async(params) or ()
        assert isinstance(action, types.CodeAction)
        assert action.edit is not None
        assert action.edit.changes is not None
        assert [edit.new_text for edit in action.edit.changes[uri]] == ["prize"]
        version = client.edit(uri, line - 1, column - 1, column + 4, "prize")
        assert codes(await client.diagnostics(uri, version)) == []

    in_editor(work)


def test_columns_are_counted_as_the_client_counts_them(tmp_path: Path) -> None:
    """𠮷 is one character of a page, two units of UTF-16, and four bytes of UTF-8."""
    paths = write_folder(tmp_path)
    uri = Path(paths["zhen"]).as_uri()
    text = CHINESE.replace("简称 陶艺奖", '标题 "𠮷陶艺" 错字')
    number, column = place_of(text, "错字", "错字")
    for encoding, units in (
        (None, 1),
        (types.PositionEncodingKind.Utf16, 1),
        (types.PositionEncodingKind.Utf8, 3 + 2 * 4),
        (types.PositionEncodingKind.Utf32, 0),
    ):

        async def work(client: EditorClient) -> list[types.Diagnostic]:
            client.open(uri, text)
            return await client.diagnostics(uri, 1)

        found = [each for each in in_editor(work, encoding) if each.range.start.line == number - 1]
        starts = {each.range.start.character for each in found}
        assert column - 1 + units in starts, (encoding, starts)


def test_only_the_last_of_many_versions_is_published_last(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    uri = Path(paths["town"]).as_uri()
    line, column = place_of(POLICY, "award 20000", "20000")

    async def work(client: EditorClient) -> None:
        client.open(uri, POLICY)
        await client.diagnostics(uri, 1)
        for _ in range(50):
            client.edit(uri, line - 1, column - 1, column - 1, "1")
            last = client.edit(uri, line - 1, column - 1, column, "")
        assert codes(await client.diagnostics(uri, last)) == []
        versions = [each.version for each in client.published if each.uri == uri]
        assert versions == sorted(versions, key=lambda version: version or 0)
        assert len(versions) < 50

    in_editor(work)


def test_an_unsaved_vocabulary_counts_for_the_pages_that_use_it(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    town, crafts = (Path(paths[name]).as_uri() for name in ("town", "crafts"))
    vocabulary = Path(paths["crafts"]).read_text(encoding="utf-8")
    line, column = place_of(vocabulary, "record prize", "prize")

    async def work(client: EditorClient) -> None:
        client.open(town, POLICY)
        client.open(crafts, vocabulary)
        assert codes(await client.diagnostics(town, 1)) == []
        client.edit(crafts, line - 1, column - 1, column + 4, "trophy")
        await client.finding(town, "N002")
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(crafts)))
        client.edit(town, 0, 0, 0, "")
        assert codes(await client.diagnostics(town, 2)) == []

    in_editor(work)


def test_cases_are_run_when_no_key_comes_and_a_failing_one_is_shown_at_its_line(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    town, cases = (Path(paths[name]).as_uri() for name in ("town", "cases"))
    text = Path(paths["cases"]).read_text(encoding="utf-8")
    changed = text.replace("expect A of potters 20000", "expect A of potters 30000")

    async def work(client: EditorClient) -> None:
        client.open(cases, changed)
        lenses = await client.lenses(cases)
        titles = [lens.command.title for lens in lenses if lens.command is not None]
        assert titles == ["cases failed: 1/2", "fails: pays 20,000.00", "trace A", "pays 10,000.00", "trace B"]
        found = [each for each in client.published if each.uri == cases][-1].diagnostics
        (failure,) = [each for each in found if each.severity is types.DiagnosticSeverity.Error]
        assert failure.range.start.line == place_of(text, "expect A", "expect")[0] - 1
        client.lenses_are_ready = False
        line, column = place_of(POLICY, "award 20000", "20000")
        client.open(town, POLICY)
        client.edit(town, line - 1, column - 1, column, "3")
        shown = [lens.command.title for lens in await client.lenses(town) if lens.command is not None]
        assert "cases: 20,000.00 → 30,000.00" in shown

    in_editor(work)


FACTS = """{"applicant": {"id": "F1", "kinds": ["workshop"]}, "as_of": "2026-12-31", "records": {"prize": [
  {"number": "A", "won_on": "2026-03-01", "craft": "pottery", "value": 100},
  {"number": "B", "won_on": "2026-03-02", "craft": CRAFT, "value": 100000}]}}
"""


def test_a_lens_runs_its_command_in_the_folder_of_the_page(tmp_path: Path) -> None:
    """The command line of each lens prints in a terminal what the editor shows."""
    paths = write_folder(tmp_path)
    (tmp_path / "firm.json").write_text(FACTS.replace("CRAFT", '"weaving"'), encoding="utf-8")
    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nfacts = "firm.json"\n', encoding="utf-8")
    cases = Path(paths["cases"])
    text = cases.read_text(encoding="utf-8")

    async def work(client: EditorClient) -> None:
        client.open(cases.as_uri(), text)
        commands = [lens.command for lens in await client.lenses(cases.as_uri()) if lens.command is not None]
        shown = {}
        for command in commands:
            params = types.ExecuteCommandParams(command.command, command.arguments)
            shown[command.title] = await client.workspace_execute_command_async(params)
            assert client.messages.pop() == shown[command.title]
        assert "2 cases, 2 passed" in shown["cases passed: 2"]
        assert "2 cases, 2 passed" in shown["pays 20,000.00"]
        assert "potters, A, 2026-03-01" in shown["trace A"]
        assert "at most 3万元" in shown["trace B"]
        assert "Total due" in shown["firm.json: 30,000.00"]
        assert "30,000.00" in shown["firm.json: 30,000.00"].split("Total due")[1]

    in_editor(work)


def test_lenses_show_what_the_facts_of_the_settings_are_paid_before_and_now(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    uri, firm = Path(paths["town"]).as_uri(), tmp_path / "firm.json"
    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nfacts = "firm.json"\n', encoding="utf-8")
    line, column = place_of(POLICY, "10% of value", "10%")

    async def lenses(client: EditorClient) -> list[tuple[int, str]]:
        client.lenses_are_ready = False
        client.edit(uri, line - 1, column - 1, column, "2")
        shown = await client.lenses(uri)
        client.edit(uri, line - 1, column - 1, column, "1")
        return [(lens.range.start.line + 1, lens.command.title) for lens in shown if lens.command is not None]

    async def work(client: EditorClient) -> None:
        client.open(uri, POLICY)
        firm.write_text(FACTS.replace("CRAFT", '"weaving"'), encoding="utf-8")
        assert {
            (1, "firm.json: 30,000.00 → 40,000.00"),
            (line, "firm.json: 10,000.00 → 20,000.00"),
            (line + 2, "firm.json: 30,000.00 → 40,000.00"),
            (line, "cases: 10,000.00 → 20,000.00"),
        } <= {*await lenses(client)}
        firm.write_text(FACTS.replace("CRAFT", "null"), encoding="utf-8")
        assert (1, "firm.json: 20,000.00 – 40,000.00 → 20,000.00 – 40,000.00") not in await lenses(client)
        firm.write_text(FACTS.replace("CRAFT", '"wood"'), encoding="utf-8")
        (problem,) = [title for row, title in await lenses(client) if row == 1 and title.startswith("firm.json")]
        assert "wood" in problem
        firm.unlink()
        assert [title for _, title in await lenses(client) if title.startswith("firm.json")] == []
        settings = [each for each in client.published if each.uri.endswith("ipdsl.toml")][-1]
        assert codes([*settings.diagnostics]) == ["U153"]

    in_editor(work)


async def endless_work(server: Server) -> asyncio.Task[None]:
    """Work of the other process that has begun."""
    task = asyncio.create_task(server.run_in_process(time.sleep, 100 * HUNG))
    while server.work is None or not server.work.running():
        await asyncio.sleep(0)
    return task


def test_the_end_of_a_session_ends_the_work_of_the_other_process() -> None:
    async def session() -> None:
        server = build_server()
        task = await endless_work(server)
        server.stop()
        with pytest.raises((BrokenProcessPool, asyncio.CancelledError)):
            await task

    asyncio.run(asyncio.wait_for(session(), HUNG))
    assert active_children() == []


def test_work_for_an_earlier_version_ends_when_newer_work_is_due() -> None:
    async def session() -> None:
        server = build_server()
        task = await endless_work(server)
        task.cancel()
        process = await server.run_in_process(os.getpid)
        assert await server.run_in_process(os.getpid) == process, "finished work keeps its process"
        server.stop()

    asyncio.run(asyncio.wait_for(session(), HUNG))
    assert active_children() == []


def test_an_outline_has_articles_with_awards_and_rules(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    uri = Path(paths["town"]).as_uri()

    async def work(client: EditorClient) -> None:
        client.open(uri, POLICY)
        document = types.TextDocumentIdentifier(uri)
        answer = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document)) or ()
        names = [each.name for each in answer]
        assert names == ['policy town_2026 "Crafts of the town"', "1 Prizes"]
        article = answer[1]
        assert isinstance(article, types.DocumentSymbol)
        assert [child.name.split()[0] for child in article.children or ()] == ["award", "award", "cap"]
        folds = await client.text_document_folding_range_async(types.FoldingRangeParams(document)) or ()
        assert (0, 4) in {(fold.start_line, fold.end_line) for fold in folds}

    in_editor(work)


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "git:/a/b.ipp?x", "vscode-vfs://github/a/b.ipp"])
def test_a_text_without_a_file_has_findings_at_its_own_address(uri: str) -> None:
    async def work(client: EditorClient) -> None:
        client.open(uri, "award 500 onec when geo_indication_product new\n")
        assert codes(await client.diagnostics(uri, 1)) != []

    in_editor(work)
