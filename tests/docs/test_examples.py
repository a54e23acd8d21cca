"""Every example of the documents runs. tests/README.md explains the words after a fence."""

from __future__ import annotations

import ast
import importlib
import io
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import pytest

import ipdsl
from ipdsl.base.pages import PAGE_SUFFIX, policies_folder
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.library import load
from ipdsl.syntax.printing import format_page
from tests.conftest import ROOT
from tests.support.console import commands, replay, working_in
from tests.support.documents import Block, blocks, replace_block
from tests.support.error_pages import CHINESE, ENGLISH, ErrorPage, blocks_by_code, document_of, pages
from tests.support.project_files import copy_files, files_under

pytestmark = pytest.mark.broad

IN_CHINESE = ROOT / "docs" / "zh"
"""Except for README, these documents repeat the examples of the English ones (test_chinese_documents.py)."""


COSTLY = re.compile(r"^```python$|\.(?:xlsx|docx|pdf)\b", re.MULTILINE)
"""Scripts, and files of offices, which are read in a process of their own."""


def is_slow(path: Path) -> bool:
    """Whether a Chinese document repeats costly examples of the English page."""
    is_twin = path.is_relative_to(IN_CHINESE) and path != IN_CHINESE / "README.md"
    return is_twin and COSTLY.search(path.read_text(encoding="utf-8")) is not None


DOCUMENTS = [
    pytest.param(path, marks=[pytest.mark.slow] if is_slow(path) else [])
    for path in (ROOT / "README.md", *files_under(ROOT / "docs", "*.md"))
    if path.parent.name != "errors"
]
ERROR_PAGES = [
    *(pytest.param(page) for page in pages(ENGLISH)),
    *(pytest.param(page, marks=[] if page.code[-1] in "05" else [pytest.mark.slow]) for page in pages(CHINESE)),
]
"""Most pages in Chinese are slow, because they repeat the examples of the English ones."""
NAMED = re.compile(r"\S+\.(?:ipp|json)")
RUN = {"ipdsl", "json", "console", "python"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The policies and examples of the project in one folder for all documents, so that a page is compiled once."""
    folder = tmp_path_factory.mktemp("documents")
    for name in ("policies", "examples"):
        copy_files(ROOT / name, folder / name)
    return folder


@pytest.fixture
def folder(checkout: Path) -> Iterator[Path]:
    """That folder. A document may write new files in it."""
    before = {path: path.stat().st_mtime_ns for path in checkout.rglob("*")}
    yield checkout
    for path in sorted(checkout.rglob("*"), reverse=True):
        if path not in before:
            path.rmdir() if path.is_dir() else path.unlink()
    kept = {path: path.stat().st_mtime_ns for path in before if path.is_file()}
    assert kept == {path: before[path] for path in kept}, "an example has changed a file of the project"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_examples(document: Path, folder: Path, update_golden: bool) -> None:
    run_blocks(lambda: [*blocks(document)], folder, update_golden)


@pytest.mark.parametrize("page", ERROR_PAGES, ids=lambda page: f"errors-{page.code}-{page.words.language}")
def test_examples_of_error_pages(page: ErrorPage, folder: Path, update_golden: bool) -> None:
    document = document_of(page.words, page.code[0])
    run_blocks(lambda: blocks_by_code(document)[page.code], folder, update_golden)


def run_blocks(read: Callable[[], list[Block]], folder: Path, update: bool) -> None:
    for number, block in enumerate(read()):
        # an update may have moved the following blocks
        run_block(read()[number] if update else block, folder, update)


def run_block(block: Block, folder: Path, update: bool) -> None:
    words = block.words.split()
    match words[:2]:
        case ["ipdsl", "page"]:
            run_page(block, words[2:], folder)
        case ["ipdsl", "fragment"]:
            run_fragment(block, words, folder)
        case ["ipdsl", "frame" | "lines"]:
            return  # tests/docs/test_cookbook.py
        case ["json", "facts"]:
            run_facts(block, words[2:], folder)
        case ["json", "refused"]:
            return  # tests/facts/test_pages.py
        case ["json" | "text", "file"]:
            (folder / words[2]).parent.mkdir(exist_ok=True)
            (folder / words[2]).write_text(f"{block.text}\n", encoding="utf-8")
        case ["console"]:
            run_console(block, folder, update)
        case ["python", "spark" | "frames" | "fastapi"]:
            return  # tests/spark/run_spark.py, tests/batch/run_frames.py, tests/facts/run_fastapi.py
        case ["python"]:
            run_python(block, folder)
        case [language, *_] if language in RUN:
            pytest.fail(f"{block.id}: a fence `{block.words}` is not one of those in tests/README.md")
        case _:
            return


def run_page(block: Block, words: list[str], folder: Path) -> None:
    """A page has exactly the errors named after `with`. Without errors it is in the canonical form."""
    text = f"{block.text}\n"
    for name in words[:1]:
        if NAMED.fullmatch(name):
            (folder / name).write_text(text, encoding="utf-8")
    expected = set(" ".join(words).partition("with ")[2].replace(",", " ").split())
    with working_in(folder):
        page = Compilation.from_text(text, block.id)
        findings = list(page.check_without_trials())
        shown = "; ".join(f"{finding.code} {finding.texts().title}" for finding in findings)
        assert {f.code for f in findings if f.severity.value == "error" or f.code in expected} == expected, shown
        if not page.has_errors and page.page is not None:
            assert format_page(page.page) == text, f"{block.id}: not in the canonical form"


def run_fragment(block: Block, words: list[str], folder: Path) -> None:
    """Every line of a fragment is in the page of that name, in this order."""
    name = words[3]
    path = folder / name if name.endswith(PAGE_SUFFIX) else policies_folder() / f"{name}{PAGE_SUFFIX}"
    there = iter([_plain(line) for line in path.read_text(encoding="utf-8").splitlines()])
    for line in block.text.splitlines():
        assert not _plain(line) or _plain(line) in there, f"{block.id}: not in {name}, or not there: {line.strip()}"


def _plain(line: str) -> str:
    """A line without its indentation, its comment and doubled blanks."""
    return " ".join(line.split("  #")[0].split("#")[0].split())


def run_facts(block: Block, names: list[str], folder: Path) -> None:
    """Facts are accepted by the packaged policy."""
    for name in names:
        (folder / name).write_text(f"{block.text}\n", encoding="utf-8")
    load("shaoguan_2021").evaluate(block.text)


def run_console(block: Block, folder: Path, update: bool) -> None:
    """Command lines print the text below them."""
    printed = replay(commands(block.text), folder)
    if update and printed != block.text:
        replace_block(block, printed)
    else:
        assert printed == block.text, block.id


def run_python(block: Block, folder: Path) -> None:
    """A script ends without an exception. It runs in this process, because a new one would import the program again.

    The names that it takes from `ipdsl` are public, so that it does not depend on modules that others have imported.
    """
    tree = ast.parse(block.text, block.id)
    taken = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_program(node.value)}
    assert taken <= {*ipdsl.__all__, "__version__"}, block.id
    with working_in(folder), modules_of(folder), redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the default of Python
        try:
            exec(compile(tree, block.id, "exec"), {"__name__": "__main__"})
        except Exception as error:
            raise AssertionError(f"{block.id}: {type(error).__name__}: {error}") from error


@contextmanager
def modules_of(folder: Path) -> Iterator[None]:
    """The modules that an example writes in the folder can be imported, and are forgotten afterwards."""
    before = {*sys.modules}
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in {*sys.modules} - before:
            if Path(getattr(sys.modules[name], "__file__", None) or ROOT).is_relative_to(folder):
                del sys.modules[name]


def _is_program(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Name) and expression.id == "ipdsl"
