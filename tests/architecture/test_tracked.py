"""Checks of the tree read the files that git knows, and `.gitignore` excludes none of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.modules import tree_of
from tests.support.project_files import copy_files, files_in, files_under, git

LISTINGS = {"glob", "rglob", "iterdir", "walk", "listdir", "scandir", "copytree"}
"""Functions and methods that find whatever is in a folder: byte code, caches and drafts too."""


def test_no_source_is_ignored() -> None:
    folders = ("ipdsl", "grammar", "policies", "docs")
    listed = git("ls-files", "--others", "--ignored", "--exclude-standard", "--", *folders).decode().splitlines()
    assert not [name for name in listed if not name.endswith(".pyc")]


@pytest.mark.broad
def test_no_check_lists_a_folder_of_the_project_itself() -> None:
    paths = [*files_under(ROOT / "tests", "*.py"), *files_under(ROOT / "benchmarks", "*.py")]
    listings = [(path, line) for path in paths for line in listings_of_the_project(path.read_text(encoding="utf-8"))]
    assert [f"{path.relative_to(ROOT)}:{line}" for path, line in listings] == [], "use tests/support/project_files.py"


@pytest.mark.parametrize(
    "text",
    [
        'PAGES = sorted((ROOT / "docs").rglob("*.md"))',
        'PAGES = [*Path(__file__).parent.glob("*.ipp")]',
        "PAGES = [page for folder in (DOCS, GOLDEN) for page in folder.iterdir()]",
        "def test() -> None:\n    folder = ROOT / name\n    for path in sorted(folder.glob('*')): pass",
        "def test(tmp_path: Path) -> None:\n    shutil.copytree(ROOT / 'policies', tmp_path)",
        "def test() -> None:\n    for _, _, names in os.walk(ROOT): pass",
    ],
)
def test_a_listing_of_the_project_is_found(text: str) -> None:
    assert len([*listings_of_the_project(text)]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "def test(tmp_path: Path) -> None:\n    assert [*tmp_path.iterdir()] == [tmp_path / NAME]",
        "def test() -> None:\n    nodes = ast.walk(TREE.body)\n    assert [*(tmp_path / NAME).glob('*')]",
    ],
)
def test_a_listing_of_another_folder_is_not_found(text: str) -> None:
    assert not [*listings_of_the_project(text)]


def listings_of_the_project(text: str) -> Iterator[int]:
    """The lines that list a folder whose path begins with a constant or with the place of the module."""
    for part in tree_of(text).body:
        nodes = [*ast.walk(part)]
        names: set[str] = set()
        for node in nodes:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_in_project(value, names):
                    names.add(name)
                case ast.For(target=ast.Name(id=name), iter=value) if _is_in_project(value, names):
                    names.add(name)
                case ast.comprehension(target=ast.Name(id=name), iter=value) if _is_in_project(value, names):
                    names.add(name)
        for node in nodes:
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="os" | "shutil"), attr=attr), args=[folder, *_]):
                    pass
                case ast.Call(func=ast.Attribute(value=folder, attr=attr)):
                    pass
                case _:
                    continue
            if attr in LISTINGS and _is_in_project(folder, names):
                yield node.lineno


def _is_in_project(path: ast.expr, names: set[str]) -> bool:
    match path:
        case ast.Name(id=name):
            return name.isupper() or name == "__file__" or name in names
        case ast.BinOp(left=left):
            return _is_in_project(left, names)
        case ast.Attribute(value=value) | ast.Subscript(value=value):
            return _is_in_project(value, names)
        case ast.Call(func=ast.Attribute() as method):
            return _is_in_project(method, names)
        case ast.Call(func=ast.Name(id="Path" | "sorted"), args=[first, *_]):
            return _is_in_project(first, names)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return any(_is_in_project(part, names) for part in parts)
        case _:
            return False


# ---------------------------------------------------------------------------------------------- the list of files


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")


def test_new_files_are_listed_and_deleted_and_ignored_ones_are_not(tmp_path: Path) -> None:
    git("init", "--quiet", folder=tmp_path)
    write(tmp_path, "a/deleted.py", "a/tracked.py", "a/b/汉字 1.py", "c.py", "a/__pycache__/tracked.pyc")
    (tmp_path / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
    git("add", ".", folder=tmp_path)
    write(tmp_path, "a/b/new.py", "a/b/notes.md")
    (tmp_path / "a" / "deleted.py").unlink()
    names = [path.relative_to(tmp_path).as_posix() for path in files_under(tmp_path / "a", checkout=tmp_path)]
    assert names == ["a/b/new.py", "a/b/notes.md", "a/b/汉字 1.py", "a/tracked.py"]
    assert files_under(tmp_path / "a", "n*.py", tmp_path) == [tmp_path / "a" / "b" / "new.py"]
    assert files_in(tmp_path / "a", checkout=tmp_path) == [tmp_path / "a" / "tracked.py"]
    assert files_in(tmp_path, "*.py", tmp_path) == [tmp_path / "c.py"]
    with pytest.raises(FileNotFoundError, match="__pycache__"):
        files_under(tmp_path / "a" / "__pycache__", checkout=tmp_path)
    copy_files(tmp_path / "a", tmp_path / "copy", tmp_path)
    assert (tmp_path / "copy" / "b" / "汉字 1.py").is_file()
    assert not (tmp_path / "copy" / "__pycache__").exists()
