"""The mechanism that prints the nodes of a page in one language, by a table with a row for each class of nodes.

A cell of a row is a template, or a function if no template is enough. A template is the text of a node, with these
parts:

- `{record}`: an attribute of the node, printed by its own row; `{head.once}`: an attribute of an attribute
- `{value:factor}`: an operand, in brackets if it binds more loosely than a factor (`LEVELS`)
- `"{label}"`: a text as a quotation
- `{names*}`: a list with commas; `{events* · }`: a list with another text between its values
- `{op!age}`: a value, or each value of a list, by a form of this name; `{!count}`: the node itself by a form
- `[ of {record}]`: left out if a value in it is not given, that is, `None`, `False` or an empty list
- `[in {article}|in {group}|anywhere]`: the first alternative whose values are given
- `[{across?} across applicants]`: `{across?}` prints nothing, and must be given like other values
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from ipdsl.syntax import ast
from ipdsl.syntax.characters import quote

OR, AND, NOT, TEST, SUM, TERM, FACTOR, POSTFIX, PRIMARY, BRACKETED = range(10)
"""How tightly an expression binds; an operand that binds more loosely than its place requires is bracketed."""
LEVELS = {"not": NOT, "sum": SUM, "term": TERM, "factor": FACTOR, "postfix": POSTFIX, "primary": PRIMARY}
"""The places of operands in templates."""

PART = re.compile(
    r"\[(?P<alternatives>[^]]*)\]"
    r'|(?P<quotation>"?)\{(?P<name>[\w.]*)(?P<is_test>\??)(?::(?P<level>\w+))?(?:!(?P<form>\w+))?'
    r'(?P<is_list>\*?)(?P<separator>[^}]*)\}"?'
)
_keeps_brackets = ContextVar("ipdsl_keeps_brackets", default=False)


@contextmanager
def keeping_brackets() -> Iterator[None]:
    """Keep the brackets of operands within this context, as the formatter does. Names of rules omit them."""
    before = _keeps_brackets.set(True)
    try:
        yield
    finally:
        _keeps_brackets.reset(before)


def is_bracketed(expr: ast.Expr) -> bool:
    """Whether the original brackets of an operand are kept."""
    return isinstance(expr, ast.Operation) and expr.is_bracketed and _keeps_brackets.get()


Form: TypeAlias = "Mapping[Any, str] | Callable[[NodePrinter, Any], str | None]"
"""The words of values, or a function that prints a value. A value without a text counts as not given."""
Cell: TypeAlias = "str | Callable[[NodePrinter, Any], str]"
_PrintFunction: TypeAlias = Callable[[Any], Any]


class TextRow(NamedTuple):
    """How the nodes of a class are printed in English and in Chinese, and how tightly their texts bind."""

    english: Cell
    chinese: Cell
    level: int = PRIMARY
    chinese_level: int | None = None  # if it differs


class _PrintFunctions(dict[type | str, _PrintFunction]):
    """The printers of classes and of templates, each made when it is first used."""

    def __init__(
        self, make: Callable[[type | str], _PrintFunction], printers: Mapping[type | str, _PrintFunction]
    ) -> None:
        super().__init__(printers)
        self._make = make

    def __missing__(self, kind: type | str) -> _PrintFunction:
        self[kind] = self._make(kind)
        return self[kind]


class NodePrinter:
    """Prints nodes in one language: `column` is that of its cells, `brackets` and `comma` are its signs."""

    def __init__(
        self,
        column: int,
        brackets: str,
        comma: str,
        rows: Mapping[type, TextRow],
        forms: Mapping[str, Form],
        values: Mapping[type, Sequence[Callable[[Any], str]]],
    ) -> None:
        self._brackets, self._comma, self._forms = brackets, comma, forms
        self._cells = {kind: row.chinese if column else row.english for kind, row in rows.items()}
        self._levels = {
            kind: row.chinese_level if column and row.chinese_level else row.level for kind, row in rows.items()
        }
        self._printers = _PrintFunctions(self._printer, {kind: cells[column] for kind, cells in values.items()})

    def text(self, node: Any) -> str:
        """The text of a node or of a value in it."""
        text: str = self._printers[type(node)](node)
        return text

    def fill(self, template: str, node: Any) -> str:
        """A template with the values of a node, for a function that chooses the template."""
        text: str = self._printers[template](node)
        return text

    def operand(self, expr: ast.Expr, wanted: int) -> str:
        """An operand, in brackets if it is an operation that binds more loosely than `wanted`."""
        text: str = self._printers[type(expr)](expr)
        if isinstance(expr, ast.Operation) and (self.level(expr) < wanted or is_bracketed(expr)):
            return f"{self._brackets[0]}{text}{self._brackets[1]}"
        return text

    def level(self, expr: ast.Expr) -> int:
        """How tightly an expression binds. A word as a rate binds tightly, because its base is in brackets."""
        level = self._levels.get(type(expr), PRIMARY)
        has_word = level < PRIMARY and isinstance(expr, ast.RateOf) and isinstance(expr.rate, ast.Word)
        return PRIMARY if has_word else level

    def _printer(self, kind: type | str) -> _PrintFunction:
        """The printer of a class, or of a template."""
        cell = kind if isinstance(kind, str) else self._cells[kind]
        return self._template(cell) if isinstance(cell, str) else partial(cell, self)

    def _template(self, template: str, otherwise: _PrintFunction | None = None) -> _PrintFunction:
        """The printer of a template, with another one for nodes without one of its values."""
        parts = [self._part(match, otherwise is not None) for match in PART.finditer(template)]
        text = PART.sub("%s", template.replace("%", "%%"))
        if otherwise is None:
            return parts[0] if text == "%s" else lambda node: text % tuple([part(node) for part in parts])
        if len(parts) == 1:
            return _optional_text(text, parts[0], otherwise)

        def text_of(node: Any) -> Any:
            texts = []
            for part in parts:
                shown = part(node)
                if shown is None:
                    return otherwise(node)
                texts.append(shown)
            return text % tuple(texts)

        return text_of

    def _part(self, match: re.Match[str], is_optional: bool) -> _PrintFunction:
        if match["alternatives"] is not None:
            printer: _PrintFunction = _no_text
            for template in reversed(match["alternatives"].split("|")):
                printer = self._template(template, printer)
            return printer
        value_of = attrgetter(match["name"]) if match["name"] else _same_node
        shown = self._value_printer(match, is_optional)

        def shown_if_given(node: Any) -> Any:
            value = value_of(node)
            is_given = value is not None and value is not False and (value or value.__class__ is not tuple)
            return shown(value) if is_given else None

        return shown_if_given if is_optional else lambda node: shown(value_of(node))

    def _value_printer(self, match: re.Match[str], is_optional: bool) -> _PrintFunction:
        """The function that prints the value of an attribute."""
        shown: _PrintFunction = self.text
        if match["is_test"]:
            shown = _no_text
        elif match["level"]:
            wanted = LEVELS[match["level"]]
            return lambda expr: self.operand(expr, wanted)
        elif match["form"]:
            form = self._forms[match["form"]]
            shown = partial(form, self) if callable(form) else form.get if is_optional else form.__getitem__
        elif match["quotation"]:
            shown = quote
        separator = match["separator"] or self._comma
        return (lambda values: separator.join([shown(value) for value in values])) if match["is_list"] else shown


def _same_node(node: Any) -> Any:
    return node


def _optional_text(text: str, part: _PrintFunction, otherwise: _PrintFunction) -> _PrintFunction:
    """The printer of a template with one part, which most optional templates have: it is faster than a loop."""

    def text_of(node: Any) -> Any:
        shown = part(node)
        return otherwise(node) if shown is None else text % shown

    return text_of


def _no_text(_value: object) -> str:
    return ""
