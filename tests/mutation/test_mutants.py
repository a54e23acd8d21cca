"""The mutation tool: each change has its effect, every copy of a function is replaced, and faults are found."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.mutation.forks import CAN_FORK, Order, Verdict
from tests.mutation.mutants import PROBE, Living, Mutant, apply, changes, mutants_of, probed
from tests.mutation.run_mutants import line_of, report, sample, stated
from tests.support.processes import HUNG
from tests.support.rows import each_row
from tests.support.slow import sampled

CHANGED = [
    ("a < b", "Lt becomes LtE", "a <= b"),
    ("a >= b", "GtE becomes Gt", "a > b"),
    ("a == b", "Eq becomes NotEq", "a != b"),
    ("a is None", "Is becomes IsNot", "a is not None"),
    ("a in b", "In becomes NotIn", "a not in b"),
    ("a and b", "And becomes Or", "a or b"),
    ("not a", "without not", "a"),
    ("a + b", "Add becomes Sub", "a - b"),
    ("a // b", "FloorDiv becomes Mult", "a * b"),
    ("a | b", "BitOr becomes BitAnd", "a & b"),
    ("f(True)", "True becomes False", "f(False)"),
    ("a[0]", "0 becomes 1", "a[1]"),
    ("max(a)", "max becomes min", "min(a)"),
    ("any(a)", "any becomes all", "all(a)"),
    ("sorted(a)", "sorted becomes list", "list(a)"),
    ("a if f(b) else c", "the other branch", "a if not f(b) else c"),
    ("[a for a in b if f(a)]", "without its condition", "[a for a in b]"),
]
ALONE = "isinstance(a, int | str)", "a", "f('a', b)", "a.b"

SHOP = '''
"""A shop."""
from functools import cached_property, lru_cache
import attrs

@lru_cache
def price(size: int) -> int:
    """What a size costs."""
    assert size >= 0
    if size > 10:
        return 100
    return size * 2

@attrs.frozen
class Basket:
    sizes: list[int]

    @property
    def total(self) -> int:
        return sum(price(size) for size in self.sizes if size)

    @classmethod
    def of(cls, *sizes: int) -> "Basket":
        return cls(list(sizes) + [1])

@attrs.frozen
class Shelf:
    sizes: list[int]

    @cached_property
    def highest(self) -> int:
        return max(self.sizes)
'''


def function(body: str) -> ast.FunctionDef:
    tree = ast.parse("def function():\n" + textwrap.indent(body, "    "))
    found = tree.body[0]
    assert isinstance(found, ast.FunctionDef)
    return found


@each_row(("before", "words", "after"), CHANGED)
def test_a_change_does_what_it_says(before: str, words: str, after: str) -> None:
    changed = function(f"return {before}")
    [(_, said, change)] = changes(changed)
    change()
    assert said == words
    assert ast.unparse(changed) == ast.unparse(function(f"return {after}"))


@pytest.mark.parametrize("expression", ALONE)
def test_what_is_left_alone(expression: str) -> None:
    assert not list(changes(function(f'"""1 < 2"""\nassert 1 < 2\nx: int\nif f({expression}): raise E(1)')))[1:]


def test_what_a_class_asks_of_its_base_is_left_alone() -> None:
    """Without the call a method has no cell for its class, so its code cannot be replaced."""
    assert not list(changes(function("super().__init__(a)")))
    assert [words for _, words, _ in changes(function("self.add(a)\nsuper().__init__(a)"))] == ["without the call"]


def test_statements_that_are_left_out() -> None:
    body = "for a in b:\n    n += a\n    f(a)\n    if g(a):\n        continue"
    found = {words for _, words, _ in changes(function(body))}
    assert found == {"without the statement", "without the call", "the other branch"}
    left = function(body)
    _, _, change = next(found for found in changes(left) if found[1] == "without the call")
    change()
    assert ast.unparse(left) == ast.unparse(function(body.replace("f(a)\n", "pass\n")))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a package of one module."""
    (tmp_path / "mutated_shop").mkdir()
    (tmp_path / "mutated_shop" / "__init__.py").write_text("")
    (tmp_path / "mutated_shop" / "shop.py").write_text(SHOP, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("mutated_shop")]:
        del sys.modules[name]


def shop_mutants(folder: Path) -> dict[tuple[str, str], Mutant]:
    found = mutants_of(folder / "mutated_shop" / "shop.py", folder)
    return {(mutant.function, mutant.change): mutant for mutant in found}


@pytest.mark.broad
@pytest.mark.parametrize(
    ("name", "change", "asked", "before", "after"),
    sampled(
        [
            ("price", "Mult becomes FloorDiv", "shop.price(4)", 8, 2),
            ("price", "Gt becomes GtE", "shop.price(10)", 20, 100),
            ("Basket.total", "without its condition", "shop.price.cache_info().misses", 0, 0),
            ("Basket.of", "Add becomes Sub", "shop.Basket.of", "of", "TypeError"),
            ("Basket.of", "1 becomes 2", "shop.Basket.of(2).total", 6, 8),
            ("Shelf.highest", "max becomes min", "shop.Shelf([1, 2]).highest", 2, 1),
        ],
        3,
    ),
)
def test_a_mutant_reaches_whoever_holds_the_function(
    folder: Path, name: str, change: str, asked: str, before: object, after: object
) -> None:
    living = Living(folder, folder / "mutated_shop")
    shop = sys.modules["mutated_shop.shop"]

    def answer() -> object:
        try:
            found = eval(asked, {"shop": shop})
            return found() and "of" if callable(found) else found
        except TypeError:
            return "TypeError"

    assert answer() == before
    apply(shop_mutants(folder)[name, change], folder, living)
    assert answer() == after


@pytest.mark.broad
def test_a_probe_tells_which_places_are_reached(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    living = Living(folder, folder / "mutated_shop")
    shop = sys.modules["mutated_shop.shop"]
    mutants = list(shop_mutants(folder).values())
    seen: set[str] = set()
    monkeypatch.setattr("builtins." + PROBE, seen.add, raising=False)
    for (file, name), code in probed(mutants, folder).items():
        living.put(file, name, code)
    assert shop.price(4) == 8
    reached = {mutant.change for mutant in mutants if mutant.key in seen}
    assert reached == {"Gt becomes GtE", "10 becomes 11", "the other branch", "Mult becomes FloorDiv", "2 becomes 3"}


@pytest.mark.broad
def test_a_function_that_nobody_holds_is_a_fault_of_the_run(folder: Path) -> None:
    living = Living(folder, folder / "mutated_shop")
    with pytest.raises(LookupError):
        living.put("mutated_shop/shop.py", "no_such", compile("1", "x", "eval"))


def test_likely_and_quick_tests_come_first() -> None:
    order = Order({"slow": 1.0, "quick": 0.01, "best": 0.02})
    assert order.of("a.py", ["slow", "quick", "best"]) == ["quick", "best", "slow"]
    order.learn("a.py", "best", ["quick"])
    assert order.of("a.py", ["slow", "quick", "best"]) == ["best", "quick", "slow"]


@pytest.mark.slow
def test_the_sample_is_the_same_and_its_beginning_is_that_of_a_larger_one() -> None:
    assert sample(20, 1) == sample(50, 1)[:20]
    assert sample(20, 1) != sample(20, 2)


@pytest.mark.slow
def test_the_state_is_taken_up_as_long_as_a_function_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = tmp_path / "state.jsonl"
    killed, survivor, changed, waiting = sample(4, 1)
    lines = [line_of(killed, Verdict("a test", 3)), line_of(survivor, Verdict("", 9))]
    lines.append(line_of(changed, Verdict("a test", 1)) | {"source": "as it was"})
    state.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    chosen = [killed, survivor, changed, waiting]
    found = stated(state, chosen)
    assert set(found) == {killed.key, survivor.key}
    report(chosen, found)
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith(f"survived 9 tests: {survivor.key} line {survivor.line}")
    assert told[1] == "1 of 2 mutants killed: 50.0% (2 not run)"


FORKED = """
import sys
from pathlib import Path
import pytest
root = Path(sys.argv[1])
sys.path[:0] = [str(root), sys.argv[2]]
from tests.mutation.forks import Runner
from tests.mutation.mutants import mutants_of
mutants = mutants_of(root / "mutated_shop" / "shop.py", root)
tell = lambda mutant, verdict: print(mutant.function, mutant.change, verdict.by.split("::")[-1], verdict.tests, sep=",")
runner = Runner(mutants, root, root / "mutated_shop", tell, jobs=2, least=0.2, tell=print)
options = ["--rootdir", str(root), "-c", str(root / "pytest.ini"), "--assert=plain"]
plugins = ["-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist"]
pytest.main([*options, *plugins, str(root / "test_shop.py")], plugins=[runner])
"""
TESTS_OF_SHOP = """
from mutated_shop.shop import Basket, price

def test_prices():
    while price(3) != 6:
        pass
    assert price(20) == 100

def test_baskets():
    assert Basket.of(2, 0).total == 6

def test_that_fails_anyway():
    assert not price(3)
"""


def forked(folder: Path) -> dict[tuple[str, str], tuple[str, int]]:
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_shop.py").write_text(TESTS_OF_SHOP)
    command = [sys.executable, "-c", FORKED, str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=HUNG)
    assert "left out, since 1 fail without any mutant: test_shop.py::test_that_fails_anyway" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    rows = [line.split(",") for line in done.stdout.splitlines() if line.count(",") == 3]
    return {(name, change): (by, int(tests)) for name, change, by, tests in rows}


@pytest.mark.slow
@pytest.mark.skipif(not CAN_FORK, reason="mutants are run in forks: on Linux and macOS")
def test_faults_are_found_in_forks_and_what_no_test_reaches_survives(folder: Path) -> None:
    found = forked(folder)
    assert found["price", "Mult becomes FloorDiv"][0] in {"test_prices", "test_baskets"}
    assert found["price", "the other branch"][0] in {"test_prices", "test_baskets"}
    assert found["price", "Gt becomes GtE"] == ("", 2), "no test asks for ten"
    assert found["Basket.of", "1 becomes 2"][0] == "test_baskets"
    assert found["Shelf.highest", "max becomes min"] == ("", 0), "no test comes there"
    assert found["price", "2 becomes 3"][0] in {"test_prices", "test_baskets"}, "a test that never ends has noticed"
