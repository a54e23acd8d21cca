"""Check the code in an untrusted template.

It may use `template_names.NAMES`, `if`, `for`, comparisons and five filters.

Input: the text of the template, as docxtpl extracts it from a Word file, one line per paragraph. Output: problems as
plain data that can be sent to a different process: `{"kind": …, "word": …, "text": …}`, where `text` is the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, NoReturn, TypeAlias

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from ipdsl.office.letters.template_names import FILTERS, NAMES, TESTS, TemplateEntries, TemplateName, TemplateText

LOOP = ("index", "index0", "first", "last", "length")

_PLAIN = (
    nodes.Template, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not, nodes.Const, nodes.Concat, nodes.Name, nodes.Scope,
)  # fmt: skip
_TAG = re.compile(r"<[^>]+>")
_UNKNOWN_TAG = re.compile(r"unknown tag '([^']+)'")
_UNCLOSED = re.compile(r"innermost block that needs to be closed is '([^']+)'")

_UNIT = re.compile(r"<w:tr[ >].*?</w:tr>|<w:p[ >].*?</w:p>", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_RECALCULATION = re.compile(r"re-?calculat|re-?comput|re-?settle|re-?open|重新(结算|计算|核算)|重算", re.IGNORECASE)
_PAYABLE, _RECALCULATED = (
    frozenset(word for name in NAMES if name.name in names for word in (name.name, name.zh))
    for names in (("total", "total_in_words", "at_most"), ("recalculated",))
)

BEGIN, END = "\x01", "\x02"
"""Marks before and after each value while a part is checked. XML does not allow them, so no text contains them."""

_SHOWN = 200
"""Largest number of characters of a paragraph in a finding."""

Kind: TypeAlias = "TemplateText | TemplateEntry | None"
Problem: TypeAlias = "dict[str, str]"


class TemplateEntry:
    """An entry with names, or with `is_list` a list of such entries. Without names, it is a list of texts."""

    def __init__(self, names: Iterable[TemplateName] = (), *, is_list: bool = False) -> None:
        self.names = {word: name for name in names for word in (name.name, name.zh)}
        self.is_list = is_list


class RestrictedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox without functions and with five filters. Nothing can be called, and texts cannot be multiplied."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "-", "/", "//"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._mark_value)
        self.is_marking = False
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    @contextmanager
    def mark_values(self) -> Iterator[None]:
        """Put marks around each value."""
        self.is_marking = True
        try:
            yield
        finally:
            self.is_marking = False

    def _mark_value(self, value: Any) -> Any:
        if not self.is_marking:
            return value
        return Markup(f"{BEGIN}{escape(value)}{END}")

    def is_safe_callable(self, obj: Any) -> bool:
        """Always false."""
        return False

    def call(self, context: Any, obj: Any, *_: Any, **__: Any) -> NoReturn:
        """Refuse every call. Some sandboxes allow methods of texts before they check what is safe."""
        raise SecurityError("nothing is called")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse arithmetic."""
        return self.undefined(name=operator)


def paragraph_excerpt(text: str) -> str:
    """A paragraph for a finding; a long one is cut."""
    words = " ".join(text[: 2 * _SHOWN].split())
    return words if len(words) <= _SHOWN and len(text) <= 2 * _SHOWN else f"{words[:_SHOWN]}…"


def template_problems(source: str, environment: RestrictedEnvironment) -> list[Problem]:
    """The problems of a template, each with its paragraph."""
    lines = source.splitlines()

    @cache
    def paragraph_text(line: int) -> str:
        return paragraph_excerpt(_TAG.sub("", lines[line - 1])) if 0 < line <= len(lines) else ""

    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        kind, word = _syntax(error.message or "")
        return [{"kind": kind, "word": word, "text": paragraph_text(error.lineno)}]
    except RecursionError:  # of nested brackets or signs in one tag
        return [{"kind": "deep", "word": "", "text": "…"}]
    problems: dict[tuple[str, str, str], Problem] = {}
    for kind, word, line in _TemplateChecker().check(
        tree, {word: entry for entry in NAMES for word in (entry.name, entry.zh)}
    ):
        problems.setdefault(
            (kind, word, paragraph_text(line)), {"kind": kind, "word": word, "text": paragraph_text(line)}
        )
    return [*problems.values()]


def recalculation_problems(source: str) -> Iterator[Problem]:
    """The amounts to be paid now next to words of a recalculation, in one paragraph or row of a table."""
    for unit in _UNIT.finditer(source):
        text = _TAG.sub("", unit[0])
        names = {word for code in _CODE.findall(text) for word in re.findall(r"\w+", code)}
        if (
            (total := min(_PAYABLE & names, default=""))
            and not _RECALCULATED & names
            and _RECALCULATION.search(_CODE.sub("", text))
        ):
            yield {"kind": "recalculation", "word": total, "text": paragraph_excerpt(text)}


def _syntax(message: str) -> tuple[str, str]:
    """The kind of a Jinja syntax error, with the word concerned."""
    if match := _UNKNOWN_TAG.search(message):
        return "tag", match[1]
    if match := _UNCLOSED.search(message):
        return "unclosed", match[1]
    return "syntax", ""


class _TemplateChecker:
    """Walks through a template and keeps the meaning of each name."""

    def check(
        self, tree: nodes.Node, names: Mapping[str, TemplateName | TemplateEntry]
    ) -> Iterator[tuple[str, str, int]]:
        """The problems below a node."""
        match tree:
            case nodes.For():
                yield from self._check_loop(tree, names)
            case nodes.Getattr() | nodes.Getitem():
                yield from self._check_access(tree, names)
            case nodes.Output():
                for child in tree.nodes:
                    yield from self.check(child, names)
                    if isinstance(self._expression_kind(child, names), TemplateEntry):
                        yield "list", _source_text(child), child.lineno
            case nodes.Name() if tree.name not in names:
                yield "name", tree.name, tree.lineno
            case nodes.Filter() if tree.name not in FILTERS:
                yield "filter", tree.name, tree.lineno
            case nodes.Test() if tree.name not in TESTS:
                yield "not_taken", f"is {tree.name}", tree.lineno
            case nodes.Filter() | nodes.Test():
                yield from self._check_children(tree, names)
            case _ if isinstance(tree, _PLAIN):
                yield from self._check_children(tree, names)
            case nodes.Call():
                yield "call", _source_text(tree.node), tree.lineno
            case _:
                yield "not_taken", _NODE_NAMES.get(type(tree), type(tree).__name__.lower()), tree.lineno

    def _check_children(
        self, tree: nodes.Node, names: Mapping[str, TemplateName | TemplateEntry]
    ) -> Iterator[tuple[str, str, int]]:
        for child in tree.iter_child_nodes():
            yield from self.check(child, names)

    def _check_loop(
        self, tree: nodes.For, names: Mapping[str, TemplateName | TemplateEntry]
    ) -> Iterator[tuple[str, str, int]]:
        yield from self.check(tree.iter, names)
        if not isinstance(tree.target, nodes.Name) or tree.recursive:
            yield "not_taken", "for", tree.lineno
            return
        many = self._expression_kind(tree.iter, names)
        if isinstance(many, TemplateText):
            yield "no_list", _source_text(tree.iter), tree.lineno
            return
        member: TemplateName | TemplateEntry = (
            TemplateEntry(many.names.values()) if isinstance(many, TemplateEntry) and many.names else _TEXT
        )
        inner = {**names, tree.target.name: member, "loop": _LOOP}
        for child in (*tree.body, *([tree.test] if tree.test is not None else ())):
            yield from self.check(child, inner)
        for child in tree.else_:
            yield from self.check(child, names)

    def _check_access(
        self, tree: nodes.Getattr | nodes.Getitem, names: Mapping[str, TemplateName | TemplateEntry]
    ) -> Iterator[tuple[str, str, int]]:  # fmt: skip
        if wrong := [*self.check(tree.node, names)]:
            yield from wrong
            return
        whole, word = self._expression_kind(tree.node, names), _word(tree)
        if isinstance(whole, TemplateEntry) and whole.is_list and isinstance(word, int):
            return
        if not isinstance(word, str) or whole is None:
            yield "not_taken", _source_text(tree), tree.lineno
        elif isinstance(whole, TemplateEntry) and whole.is_list:
            yield "list", _source_text(tree), tree.lineno
        elif isinstance(whole, TemplateText) or (isinstance(whole, TemplateEntry) and word not in whole.names):
            yield "name", _source_text(tree), tree.lineno

    def _expression_kind(self, tree: nodes.Node, names: Mapping[str, TemplateName | TemplateEntry]) -> Kind:
        """The kind of an expression; `None` if it is unknown, or wrong and already reported."""
        match tree:
            case nodes.Name():
                return _kind_of_name(names.get(tree.name))
            case nodes.Getattr() | nodes.Getitem():
                whole, word = self._expression_kind(tree.node, names), _word(tree)
                if isinstance(whole, TemplateEntry) and whole.is_list and isinstance(word, int):
                    return TemplateEntry(whole.names.values()) if whole.names else _TEXT
                return (
                    _kind_of_name(whole.names.get(word))
                    if isinstance(whole, TemplateEntry) and isinstance(word, str)
                    else None
                )
            case nodes.Filter(name="first" | "last") if tree.node is not None:
                whole = self._expression_kind(tree.node, names)
                return TemplateEntry(whole.names.values()) if isinstance(whole, TemplateEntry) and whole.names else None
            case _:
                return None


def _kind_of_name(name: TemplateName | TemplateEntry | None) -> Kind:
    if name is None or isinstance(name, (TemplateEntry, TemplateText)):
        return name
    return TemplateEntry(name.entry_names if isinstance(name, TemplateEntries) else (), is_list=True)


def _word(tree: nodes.Getattr | nodes.Getitem) -> object:
    if isinstance(tree, nodes.Getattr):
        return tree.attr
    return tree.arg.value if isinstance(tree.arg, nodes.Const) else None


def _source_text(tree: nodes.Node) -> str:
    match tree:
        case nodes.Name():
            return tree.name
        case nodes.Getattr():
            return f"{_source_text(tree.node)}.{tree.attr}"
        case nodes.Getitem():
            inner = repr(tree.arg.value) if isinstance(tree.arg, nodes.Const) else "…"
            return f"{_source_text(tree.node)}[{inner}]"
        case nodes.Const():
            return repr(tree.value)
    return "…"


_NODE_NAMES: dict[type[nodes.Node], str] = {
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "from … import", nodes.Extends: "extends",
    nodes.Macro: "macro", nodes.CallBlock: "call", nodes.Assign: "set", nodes.AssignBlock: "set",
    nodes.Mul: "*", nodes.Pow: "**", nodes.Mod: "%", nodes.Add: "+", nodes.Sub: "-", nodes.Div: "/",
    nodes.FloorDiv: "//", nodes.Neg: "-", nodes.Pos: "+", nodes.FilterBlock: "filter", nodes.Block: "block",
    nodes.With: "with", nodes.Tuple: "(…, …)", nodes.List: "[…]", nodes.Dict: "{…}",
}  # fmt: skip
_TEXT = TemplateText("", "", NAMES[0].meaning)
_LOOP = TemplateEntry(TemplateText(name, name, NAMES[0].meaning) for name in LOOP)
