"""The paths, links and commands in documents exist, and the package has the declared files."""

from __future__ import annotations

import re
from pathlib import Path

from ipdsl.cli.main import VERBS
from tests.conftest import ROOT
from tests.support.documents import FENCED, anchors
from tests.support.project_files import files_under
from tests.support.rows import each_row

WRITTEN = ("README.md", "tests/README.md", "CHANGELOG.md")
DOCUMENTS = [*map(ROOT.joinpath, WRITTEN), *files_under(ROOT / "docs", "*.md")]
FOLDERS = r"ipdsl|docs|tests|policies|examples|grammar|benchmarks|\.ci"
PATH = re.compile(rf"`((?:{FOLDERS})(?:/[\w.*{{}},-]+)*/?)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
TO_ANCHOR = re.compile(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)")


@each_row("document", DOCUMENTS)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [name for name in PATH.findall(text) if "/" in name and not _exists(name)]
    missing += [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert not missing


@each_row("document", DOCUMENTS)
def test_every_anchor_that_a_document_links_to_exists(document: Path) -> None:
    links = TO_ANCHOR.findall(FENCED.sub("", document.read_text(encoding="utf-8")))
    targets = [(document.parent / path if path else document, anchor) for path, anchor in links]
    missing = [(path.name, anchor) for path, anchor in targets if path.suffix == ".md" and anchor not in anchors(path)]
    assert not missing


def test_a_missing_anchor_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    lines = [
        "# One, *two*: `three` 四、五",
        "```sh",
        "# no heading",
        "```",
        '## <a id="p1"></a>P1: x',
        "## Twice",
        "## Twice",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert anchors(path) == {"one-two-three-四五", "p1", "p1-x", "twice", "twice-1"}


def _exists(name: str) -> bool:
    """Whether a path exists, or some file matches a pattern with `*` or `{a,b}`."""
    braces = re.fullmatch(r"(.*)\{(.*)\}(.*)", name)
    if braces:
        return all(_exists(f"{braces[1]}{part}{braces[3]}") for part in braces[2].split(","))
    if "*" in name:
        return any(path.relative_to(ROOT).match(name) for path in files_under(ROOT))
    return (ROOT / name).exists()


def test_the_two_commands_of_the_readme_are_one_line_each() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = dict(re.findall(r"^<!-- (main|test) command -->\n```sh\n(.*)\n```$", text, re.MULTILINE))
    assert commands["main"].endswith("ipdsl eval policies/shaoguan_2021.ipp --facts examples/firm.json")
    assert commands["test"].endswith("-m pytest -n 2 --dist worksteal")
    for command in commands.values():
        assert command.startswith(
            "python3 -m venv --without-pip .venv && python3 -m pip --python .venv/bin/python install "
        )
        assert " -e " not in command, "the wheel, not an editable install"


def test_the_readme_names_every_verb() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [verb for verb in VERBS if f"ipdsl {verb}" not in text and f"`{verb}`" not in text]
