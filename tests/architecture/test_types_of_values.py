"""Everything specific to a type of value is in its own module. Other modules do not test the class of a type."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.type_list import TYPES
from ipdsl.schema.values.value_type import Type
from tests.conftest import ROOT
from tests.support.modules import nodes_of
from tests.support.project_files import files_in, files_under
from tests.support.rows import each_row

HOMES = (ROOT / "ipdsl" / "schema" / "types", ROOT / "ipdsl" / "schema" / "values")
LIST = ROOT / "ipdsl" / "schema" / "type_list.py"
CLASSES = frozenset(type_.__name__ for type_ in TYPES)
LONGEST = 600


def modules() -> list[Path]:
    return sorted(path for home in HOMES for path in files_in(home, "*.py") if path.name != "__init__.py")


def uses_of_classes(text: str) -> Iterator[int]:
    """The lines that name a class of a type other than to construct it: in tests, patterns and tables by class."""
    nodes = nodes_of(text)
    made = {node.func for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name in CLASSES and node not in made:
            yield node.lineno
        if isinstance(node, ast.Constant) and node.value in CLASSES:
            yield node.lineno


@pytest.mark.broad
def test_only_modules_of_types_test_the_class_of_a_type() -> None:
    modules = [path for path in files_under(ROOT / "ipdsl", "*.py") if path != LIST and path.parent not in HOMES]
    assert len(modules) > 100
    uses = [
        (path.relative_to(ROOT).as_posix(), line)
        for path in modules
        for line in uses_of_classes(path.read_text(encoding="utf-8"))
    ]
    assert uses == []


@pytest.mark.parametrize(
    "text",
    [
        "isinstance(x, CountType)",
        "isinstance(x, MoneyType | t.CountType)",
        "match x:\n    case t.CountType():\n        pass",
        "ROWS = {CountType: 1}",
        'type(x).__name__ == "CountType"',
    ],
)
def test_a_question_for_a_class_is_found(text: str) -> None:
    assert [*uses_of_classes(text)]
    assert not [*uses_of_classes("value = CountType()")]


def test_every_type_has_a_module_and_a_line_in_the_list() -> None:
    declared = {
        member
        for path in modules()
        for member in vars(importlib.import_module(f"ipdsl.schema.{path.parent.name}.{path.stem}")).values()
        if inspect.isclass(member) and issubclass(member, Type) and not inspect.isabstract(member)
    }
    assert declared == set(TYPES)
    assert len({type_.__module__ for type_ in TYPES}) == len(TYPES)


def test_a_type_without_what_it_has_to_say_cannot_be_made() -> None:
    @attrs.frozen(eq=False, repr=False)
    class Silent(Type):
        phrase = Phrase("a thing", "事物")

    with pytest.raises(TypeError, match="value_reader"):
        Silent()  # type: ignore[abstract]  # what is lacking is the point


@each_row("path", modules())
def test_a_module_of_a_type_is_short_enough_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
