"""The law of edits: after each edit the published findings are those that a fresh check of the text has."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.workspace import Workspace
from ipdsl.lsp.findings import diagnostics
from ipdsl.lsp.pages import OpenPage, Pages
from ipdsl.lsp.places import Places
from tests.support.lsp.client import editor
from tests.support.lsp.folder import CASES, CHINESE, POLICY, VOCABULARY, write_folder
from tests.support.processes import HUNG

TEXTS = {"town": POLICY, "zhen": CHINESE, "cases": CASES, "crafts": VOCABULARY}
PIECES = (
    "", "", "x", "1", " ", "\n", "\r\n", "\"", "(", "#", "𠮷", "奖", "的", "，", "award ", "企业", " when prize won",
    "  cap 1 per year\n",
)  # fmt: skip


def drawn_edit(draw: random.Random, text: str) -> tuple[int, int, str]:
    """The start and the end of a replaced part, and its new text."""
    start = draw.randrange(len(text) + 1)
    return start, min(len(text), start + draw.choice((0, 0, 1, 1, 2, 8))), draw.choice(PIECES)


def position_of(text: str, offset: int) -> tuple[int, int]:
    """The place of an offset by the numbers of the protocol, in UTF-16."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.rpartition("\n")[2]
    return before.count("\n"), len(line.encode("utf-16-le")) // 2


async def edited(folder: dict[str, str], name: str, number: int, seed: int) -> None:
    draw = random.Random(seed)
    path, text = folder[name], TEXTS[name]
    uri = Path(path).as_uri()
    async with editor() as client:
        client.open(uri, text)
        await client.diagnostics(uri, 1)
        for _ in range(number):
            start, end, new = drawn_edit(draw, text)
            if "\r" in text[max(start - 1, 0) : end + 1]:
                continue  # no client replaces half of a line end
            version = client.change(uri, position_of(text, start), position_of(text, end), new)
            text = text[:start] + new + text[end:]
            found = await client.diagnostics(uri, version)
            page = OpenPage(path, text, None, Compilation(Source(path, text)), None)
            expected = diagnostics(page.source, page, page.report, Pages(), Places())
            assert [(each.code, each.range) for each in found] == [(each.code, each.range) for each in expected], text


@pytest.mark.parametrize("name", TEXTS)
def test_published_findings_are_those_of_a_fresh_check(tmp_path: Path, name: str) -> None:
    asyncio.run(asyncio.wait_for(edited(write_folder(tmp_path), name, 10, seed=1), HUNG))


def first_stale_page(folder: Path, seed: int, number: int) -> str | None:
    """The first open page that, after an edit of any page, has other findings than a fresh check of all texts."""
    draw, paths = random.Random(seed), write_folder(folder)
    pages, texts = Pages(), {paths[name]: text for name, text in TEXTS.items()}
    for path, text in texts.items():
        pages.open(path, text)
    written = dict(texts)
    for _ in range(number):
        path = draw.choice([*texts])
        start, end, new = drawn_edit(draw, texts[path])
        is_undone = texts[path] != written[path] and draw.random() < 0.5
        texts[path] = written[path] if is_undone else texts[path][:start] + new + texts[path][end:]
        if draw.random() < 0.1:
            texts[path] = written[path]
            pages.close(path)
        else:
            pages.open(path, texts[path])
        for other in paths.values():
            fresh = Compilation.from_workspace(other, Workspace(texts))
            expected = [] if fresh.source is None else [*fresh.check_without_trials()]
            if [*pages.page(other).report] != expected:
                return f"{other} after an edit of {path}"
    return None


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
def test_pages_that_depend_on_an_edited_page_are_compiled_again(seed: int, tmp_path: Path) -> None:
    assert first_stale_page(tmp_path, seed, 40) is None


def test_a_planted_page_that_depends_on_itself_alone_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpenPage, "depends_on", lambda page, path: path == page.path)
    assert first_stale_page(tmp_path, 1, 40) is not None


def test_a_page_that_does_not_depend_on_an_edited_page_is_kept(tmp_path: Path) -> None:
    paths, pages = write_folder(tmp_path), Pages()
    for name in ("town", "zhen", "cases", "crafts"):
        pages.open(paths[name], TEXTS[name])
    before = {name: pages.page(path) for name, path in paths.items()}
    for name, changed in (
        ("town", {"town", "cases"}),
        ("cases", {"cases", "town"}),
        ("crafts", {*paths}),
        ("zhen", {"zhen"}),
    ):
        pages.open(paths[name], TEXTS[name])
        assert {*pages.changed_paths} == {paths[each] for each in changed}, name
        kept = {each for each, page in before.items() if pages.page(paths[each]) is page}
        assert kept == paths.keys() - changed
        before = {each: pages.page(path) for each, path in paths.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_published_findings_are_those_of_a_fresh_check_over_500_edits(tmp_path: Path, name: str) -> None:
    asyncio.run(asyncio.wait_for(edited(write_folder(tmp_path), name, 125, seed=2), HUNG))
