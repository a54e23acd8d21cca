"""A walk over a tree finds every node of a class, although it skips fields whose types are plain."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from ipdsl.driver.compilation import Compilation
from ipdsl.semantics import typed
from ipdsl.syntax import ast

KINDS = (
    ast.Node, ast.Sentence, ast.Award, ast.Name, ast.Number, ast.TitleLine, typed.Node, typed.Award, typed.Compare,
    typed.Const,
)  # fmt: skip


def all_objects(root: object) -> Iterator[object]:
    """Everything in a tree, in the order of its fields."""
    yield root
    if isinstance(root, tuple):
        for part in root:
            yield from all_objects(part)
    elif isinstance(root, ast.Node | typed.Node):
        for field in attrs.fields(type(root)):
            yield from all_objects(getattr(root, field.name))


def missed(root: object) -> list[type]:
    """The classes of which a walk does not find every node, in order."""
    objects = list(all_objects(root))
    wrong = []
    for kind in KINDS:
        found = [id(node) for node in typed.nodes(root, kind)]
        if found != [id(node) for node in objects if isinstance(node, kind)]:
            wrong.append(kind)
    return wrong


@pytest.mark.parametrize("name", ["ip", "shaoguan_2021"])
def test_walk_finds_each_node_of_a_class_in_order(name: str) -> None:
    compilation = Compilation.from_file(name)
    assert compilation.page is not None
    assert missed(compilation.page) == []
    assert missed(compilation.policy) == []


def test_walk_leaves_out_nodes_with_everything_in_them() -> None:
    page = Compilation.from_file("shaoguan_2021").page
    assert page is not None
    awards = [*typed.nodes(page, ast.Award)]
    inside = {id(node) for award in awards for node in typed.nodes(award, ast.Node)}
    outside = [id(node) for node in typed.nodes(page, ast.Node) if id(node) not in inside]
    assert [id(node) for node in typed.nodes(page, ast.Node, without=(ast.Award,))] == outside


def test_type_of_nodes_among_the_plain_ones_loses_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Compilation.from_file("shaoguan_2021").page
    monkeypatch.setattr(typed, "_PLAIN_TYPES", typed._PLAIN_TYPES | {"Name"})
    cached = (typed.child_fields, typed._visits_of, typed._reversed_parts)
    for function in cached:
        function.cache_clear()
    try:
        assert ast.Name in missed(page)
    finally:
        for function in cached:
            function.cache_clear()
