"""After the plan, only the kernel and the writers of reasons name rules and states.

All other modules read the flags of steps.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from ipdsl.ir.terms import GroupState
from ipdsl.semantics.typed import Rule
from tests.conftest import ROOT
from tests.support.modules import nodes_of
from tests.support.project_files import files_under
from tests.support.rows import each_row

BELOW = tuple(
    f"ipdsl/{package}"
    for package in (
        "batch/kernel", "claims", "codegen", "decision", "engine", "facts", "ir", "kernel",
        "ledger", "plain_data", "report", "runtime", "settlement", "wording",
    )
)  # fmt: skip

RULES = frozenset({rule.__name__ for rule in get_args(Rule)} | {"Order", "Older", "Rule", "KeyedRule", "SumRule"})
"""The rules, as classes of the typed policy."""

STATES = frozenset(state.name for state in GroupState)

WORDS = frozenset(
    {"cap", "carry forward", "less already paid", "limit", "no repeat", "once", "pay highest", "top up"}
    | {name.lower() for name in STATES - {"FIRST", "LESS", "RAISE"}}  # these are also words for other things
)
"""The words for a rule or a state in a text that distinguishes them."""

ALLOWED = (
    "ipdsl/ir/terms.py",  # defines the states
    "ipdsl/kernel/",
    "ipdsl/batch/kernel/",
    "ipdsl/settlement/journal.py",  # writes reasons
    "ipdsl/ledger/lines.py",  # the verb of a rule in the head of a ledger
    "ipdsl/codegen/python/total.py",  # the sum-first form
    "ipdsl/codegen/columns/loader.py",  # rules that a loop applies by the text of the kernel
)


def named(source: str) -> Iterator[str]:
    """The rules and states that a module names.

    These are classes of the typed policy, states, and words that distinguish rules.
    """
    nodes = nodes_of(source)
    modules: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            yield from _imported(node)
            if node.module in ("ipdsl.semantics", "ipdsl.ir", "ipdsl.kernel"):
                modules |= {
                    one.asname or one.name for one in node.names if one.name in ("allocation", "typed", "terms")
                }
        elif isinstance(node, ast.Attribute):
            is_module = isinstance(node.value, ast.Name) and node.value.id in modules
            of_rule = node.attr == "state" and ast.unparse(node.value).endswith(("rule", "step"))
            if (is_module and node.attr in RULES | STATES | {"GroupState"}) or of_rule or node.attr == "is_once":
                yield ast.unparse(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in WORDS:
            yield repr(node.value)


def _imported(node: ast.ImportFrom) -> Iterator[str]:
    told = {
        "ipdsl.semantics.typed": RULES,
        "ipdsl.ir.terms": {"GroupState"},
        "ipdsl.kernel.allocation": STATES,
        "ipdsl.kernel.grouping": STATES,
    }
    yield from (one.name for one in node.names if one.name in told.get(node.module or "", ()))


def test_rules_and_states_are_named_in_few_places() -> None:
    modules = sorted(path for folder in BELOW for path in files_under(ROOT / folder, "*.py"))
    found = {_name(path): list(named(path.read_text("utf-8"))) for path in modules}
    assert {name: names for name, names in found.items() if names and not name.startswith(ALLOWED)} == {}


def test_every_place_that_may_name_rules_does() -> None:
    modules = [path for folder in BELOW for path in files_under(ROOT / folder, "*.py")]
    naming = {_name(path) for path in modules if path.name == "terms.py" or any(named(path.read_text()))}
    assert [place for place in ALLOWED if not any(name.startswith(place) for name in naming)] == []


@each_row(
    ("planted", "told"),
    [
        ("from ipdsl.semantics.typed import Cap\nis_cap = isinstance(rule, Cap)", ["Cap"]),
        ("from ipdsl.semantics.typed import Block, NoRepeat as One", ["NoRepeat"]),
        ("from ipdsl.semantics import typed\nwhole = typed.TopUp", ["typed.TopUp"]),
        ("from ipdsl.ir.terms import GroupState, Step", ["GroupState"]),
        ("from ipdsl.kernel.allocation import TOP_UP", ["TOP_UP"]),
        ("from ipdsl.kernel import allocation\nis_room = kind == allocation.LIMIT", ["allocation.LIMIT"]),
        ("if rule.state == 5:\n    pass", ["rule.state"]),
        ("if step.kind == 'pay highest':\n    pass", ["'pay highest'"]),
    ],
)
def test_a_place_more_is_found(planted: str, told: list[str]) -> None:
    assert list(named(planted)) == told


def test_flags_may_be_read_anywhere() -> None:
    assert not list(named('"""Caps fill together."""\nfrom ipdsl.ir.terms import Step\nis_open = step.traits.fills'))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
