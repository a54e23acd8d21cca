"""A fault in emitted code is reported: any exception ends the call as an internal error that names its place.

Each function of a city's module gets a first line that records the call and raises on demand. A call that does not run
the function returns the same result as before. Any other call ends in an `InternalError`.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import FunctionType

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import ipdsl
from ipdsl.base.findings.finding import InternalError
from ipdsl.cli.main import cli
from ipdsl.codegen.columns import loader as column_loader
from ipdsl.codegen.python import loader, module, total
from ipdsl.codegen.python.writer import compact
from ipdsl.driver.cached_policy import column_parts
from ipdsl.driver.questions.answers import questions
from ipdsl.driver.questions.trace import trace
from ipdsl.ir.facts import Facts
from ipdsl.report.decision_json import to_json
from ipdsl.schema.values.value_type import NeedsGeneralPathError
from tests.conftest import ROOT
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

CITY = "shaoguan_2021"
FACTS = {
    name: json.loads((ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("firm_rich", "firm_unknown")
}
EXCEPTIONS = (
    ArithmeticError, AssertionError, AttributeError, IndexError, KeyError, LookupError, NameError, OverflowError,
    RuntimeError, TypeError, ValueError, ZeroDivisionError,
)  # fmt: skip


OF_DECISIONS = {"", "_number_"}
KINDS = {
    "evaluate": OF_DECISIONS,
    "total": {"_claims_", "_sum_", "_applies", *OF_DECISIONS},
    "ask": OF_DECISIONS,
    "trace": OF_DECISIONS,
    "batch": OF_DECISIONS,
}
"""The kinds of functions that each call runs, by the prefix of their names; functions of clauses have no prefix."""


class Plants:
    """The functions that ran, and the exceptions that functions should raise."""

    def __init__(self) -> None:
        self.ran: set[str] = set()
        self.exceptions: Mapping[str, type[Exception]] = {}

    def plant(self, name: str) -> None:
        """The call that is the first line of each function."""
        self.ran.add(name)
        if name in self.exceptions:
            raise self.exceptions[name]("planted")


def with_first_line(lines: list[str], line: str) -> list[str]:
    """The lines of a function, with one more after its head."""
    return [lines[0], f"    {line.format(lines[0][4 : lines[0].index('(')])}", *lines[1:]]


@pytest.fixture
def plants(monkeypatch: pytest.MonkeyPatch) -> Plants:
    made = Plants()
    monkeypatch.setitem(loader._BUILTINS, "plant", made.plant)
    plant_line(monkeypatch, "plant({!r})")
    return made


def plant_line(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    for writer in (module, total):
        monkeypatch.setattr(writer, "compact", lambda lines: compact(with_first_line(list(lines), line)))


def evaluated(policy: ipdsl.Policy, facts: Facts) -> object:
    return to_json(policy.evaluate(facts))


def asked(policy: ipdsl.Policy, facts: Facts) -> object:
    return questions(policy, policy.evaluate(facts))


def traced(policy: ipdsl.Policy, facts: Facts) -> object:
    return [trace(policy, facts, claim) for claim in policy.evaluate(facts).claims[:5]]


def as_table(policy: ipdsl.Policy, facts: Facts) -> object:
    table = nested_table(policy.program, [FACTS["firm_unknown"]])
    result = policy.evaluate_table(table, as_of=None, engine="cpython", claims=True)
    return result.applicants.to_pylist()


CALLS: Mapping[str, Callable[[ipdsl.Policy, Facts], object]] = {
    "evaluate": evaluated, "total": lambda policy, facts: policy.total_bounds(facts), "ask": asked, "trace": traced,
    "batch": as_table,
}  # fmt: skip


def call_with_plants(
    policy: ipdsl.Policy, plants: Plants, call: str, facts: Facts, **exceptions: type[Exception]
) -> object:
    """The result of a call or its internal error, while these functions raise these exceptions."""
    plants.ran.clear()
    plants.exceptions = exceptions
    try:
        return CALLS[call](policy, facts)
    except InternalError as error:
        return error


def functions_of(policy: ipdsl.Policy) -> set[str]:
    """The names of all functions that are emitted for a policy."""
    names: dict[str, object] = policy._code.clauses[0].__globals__
    return {name for name, value in names.items() if isinstance(value, FunctionType) and value.__globals__ is names}


def kind_of(function: str) -> str:
    return re.sub(r"article.*|\d.*", "", function)


@pytest.mark.parametrize("call", sampled(CALLS, 5, others="broad"))
def test_a_fault_of_each_function_that_a_call_runs_is_an_internal_error(call: str, plants: Plants) -> None:
    policy = ipdsl.load(CITY, cache=False)
    functions, seen = functions_of(policy), set[str]()
    exceptions = itertools.cycle(EXCEPTIONS)
    for data in FACTS.values():
        facts = policy.read_facts(data)
        healthy = call_with_plants(policy, plants, call, facts)
        functions_run = sorted(plants.ran)
        for name in functions_run:
            exception = next(exceptions)
            error = call_with_plants(policy, plants, call, facts, **{name: exception})
            assert isinstance(error, InternalError), f"{call} hides {exception.__name__} in {name}"
            for part in (CITY, name, f"{exception.__name__}: ", f"`plant('{name}')`"):
                assert part in str(error)
            assert isinstance(error.__cause__, exception)
        for name in sorted(functions.difference(functions_run))[:3]:
            assert call_with_plants(policy, plants, call, facts, **{name: KeyError}) == healthy
        seen.update(functions_run)
    assert len(seen) > 3
    assert {kind_of(name) for name in seen} == KINDS[call]


def test_the_exception_on_purpose_leads_to_the_general_path(plants: Plants) -> None:
    policy = ipdsl.load(CITY, cache=False)
    exceptions = dict.fromkeys(functions_of(policy), NeedsGeneralPathError)
    for data in FACTS.values():
        facts = policy.read_facts(data)
        for call in CALLS:
            healthy = call_with_plants(policy, plants, call, facts)
            assert call_with_plants(policy, plants, call, facts, **exceptions) == healthy
            assert plants.ran


@pytest.mark.broad
def test_a_fault_of_each_loop_over_columns_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Plants()
    monkeypatch.setitem(column_loader._BUILTINS, "plant", made.plant)
    policy = ipdsl.load(CITY, cache=False)
    parts = column_parts(policy._made)
    text = re.sub(r"(?m)^(def (\w+)\([^:]*\):\n)", r"\1    plant('\2')\n", parts["text"])
    policy._column_codes[False] = column_loader.load_parts({**parts, "text": text}, policy.program)
    table = nested_table(policy.program, list(FACTS.values()))
    settle = partial(policy.evaluate_table, table, as_of=None, engine="cpython")
    settle()
    functions = sorted(made.ran)
    for name, exception in zip(functions[:: len(functions) // 10], itertools.cycle(EXCEPTIONS), strict=False):
        made.exceptions = {name: exception}
        with pytest.raises(exception, match="planted"):
            settle()


@pytest.mark.parametrize(
    ("verb", "statement", "exception"),
    sampled(
        [
            ("eval", "().planted", "AttributeError"),
            ("eval", "{{}}['planted']", "KeyError"),
            ("ask", "1 + ''", "TypeError"),
            ("trace", "1 // 0", "ZeroDivisionError"),
            ("batch", "int('planted')", "ValueError"),
        ],
        5,
        others="broad",
    ),
)
def test_the_command_line_reports_a_fault_and_no_finding(
    verb: str, statement: str, exception: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = ipdsl.load(CITY).program  # before the fault, because the code of this call is kept for other tests
    plant_line(monkeypatch, statement)
    facts = ROOT / "examples" / "firm_unknown.json"
    rest: tuple[object, ...] = ("2023-002",) if verb == "trace" else ()
    if verb == "batch":
        facts, rest = tmp_path / "firms.parquet", ("--out", tmp_path / "out", "--engine", "cpython")
        records = {kind: listing for kind, listing in FACTS["firm_unknown"]["records"].items() if listing}
        pq.write_table(nested_table(program, [FACTS["firm_unknown"] | {"records": records}]), facts)
    arguments = [str(part) for part in (verb, "--no-cache", CITY, facts, *rest)]
    result = CliRunner().invoke(cli, arguments, prog_name="ipdsl", env={"IPDSL_DEBUG": None})
    assert result.exit_code == 2
    assert f"internal error: InternalError: {CITY}: " in result.stderr
    assert exception in result.stderr
    assert f"`{statement.format()}`" in result.stderr
    assert "this is a fault of ipdsl" in result.stderr
    assert "error[" not in result.output
