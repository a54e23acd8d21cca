"""Classes that are made at start have only `__init__` from attrs. `docs/dev/decisions/classes.md` gives the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.conftest import ROOT
from tests.support.project_files import files_under

OF_A_START = (
    "base", "claims", "codegen", "decision", "engine", "facts", "ir", "kernel", "ledger", "lower", "plain_data",
    "report", "runtime", "schema", "semantics", "settlement", "syntax", "wording",
)  # fmt: skip
ALLOWED = {"Money", "Span", "Report"}
"""Two have an order, which attrs makes only with `__eq__`; one is mutable and compared by content."""


def _classes(text: str) -> Iterator[tuple[str, str]]:
    """The classes that attrs makes in a module, each with its decorator."""
    for found in re.finditer(r"^@attrs\.(?:frozen|define)(.*)\n(?:@.*\n)*class (\w+)", text, re.MULTILINE):
        yield found[2], found[1]


def test_a_class_of_a_start_has_neither_comparison_nor_repr_of_its_own() -> None:
    files = [file for part in OF_A_START for file in files_under(ROOT / "ipdsl" / part, "*.py")]
    made = [one for file in files for one in _classes(file.read_text(encoding="utf-8"))]
    assert len(made) > 400
    dear = {name for name, options in made if "eq=False" not in options or "repr=False" not in options}
    assert dear == ALLOWED
