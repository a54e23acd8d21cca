"""Each class of nodes has a row of texts in both languages, and the templates name what exists."""

from __future__ import annotations

import inspect
import re

import attrs
import pytest

from ipdsl.base.source import Source
from ipdsl.syntax import ast, printing
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import CHINESE, ENGLISH, FORMS, ROWS, VALUES, NodePrinter, TextRow, format_line
from tests.support.rows import each_row
from tests.support.syntax.templates import template_problems

NODES = {kind for kind in vars(ast).values() if inspect.isclass(kind) and issubclass(kind, ast.Node)}
ABSTRACT = {ast.Node, ast.Sentence, ast.Operation, ast.Expectation}
TEMPLATES = [(kind, cell) for kind, row in ROWS.items() for cell in row[:2] if isinstance(cell, str)]


def test_every_class_of_nodes_has_one_row() -> None:
    assert ROWS.keys() | (VALUES.keys() & NODES) == NODES - ABSTRACT - {ast.Page}
    assert not ROWS.keys() & VALUES.keys()


def test_each_template_names_attributes_forms_and_levels_that_exist() -> None:
    assert [problem for kind, template in TEMPLATES for problem in template_problems(kind, template, FORMS)] == []


@each_row(
    ("template", "problem"),
    [
        ("{vale:factor} rounded", "RoundedValue has no attribute vale"),
        ("{value:factr} rounded", "no level factr"),
        ("{mode!mode_cn}", "no form mode_cn"),
        ("rounded[ up|{value} to {stap}]", "RoundedValue has no attribute stap"),
        ("{value.values*}", ""),
        ("{value} {step!only_one* · }[ to {step.value}]", ""),
        ("rounded [{mode}", "brackets do not match"),
        ("rounded {mode", "brackets do not match"),
    ],
)
def test_a_mistake_in_a_template_is_found(template: str, problem: str) -> None:
    assert "; ".join(template_problems(ast.RoundedValue, template, FORMS)) == problem


def test_each_form_is_used() -> None:
    text = inspect.getsource(printing)
    assert [name for name in FORMS if not re.search(rf"!{name}\b", text)] == []


@pytest.mark.parametrize(("printer", "text"), [(ENGLISH, "at most 2"), (CHINESE, "单项不超过 2")])
def test_a_class_without_a_row_is_not_printed(printer: NodePrinter, text: str) -> None:
    page, _ = parse(Source("x", "award 5\n  at most 2\n"))
    assert isinstance(page.items[0], ast.Award)
    assert printer.text(page.items[0].body[0]) == text
    with pytest.raises(KeyError, match="Page"):
        printer.text(page)


def test_a_new_node_needs_one_row() -> None:
    """The parts of a template on a node that no page has."""
    rows = {
        Toll: TextRow('toll "{bridge}"[ for {cars*}|{is_free?} is free| unknown]', "[{cars* · }|{is_free?}免|未知]")
    }
    english, chinese = (NodePrinter(column, "()", ", ", rows, {}, VALUES) for column in (0, 1))
    for toll, texts in {
        Toll("a", ("b", "c")): ('toll "a" for b, c', "b · c"),
        Toll("a", is_free=True): ('toll "a" is free', "免"),
        Toll("100%"): ('toll "100%" unknown', "未知"),
    }.items():
        assert (english.text(toll), chinese.text(toll)) == texts


@attrs.frozen
class Toll:
    """A node with a text, a list and a property."""

    bridge: str
    cars: tuple[str, ...] = ()
    is_free: bool = False


def test_format_line_is_the_english_text() -> None:
    page, _ = parse(Source("x", "对 专利 授权 的，奖励 5万元\n"))
    assert format_line(page.items[0]) == "award 50000元 when 专利 授权"
