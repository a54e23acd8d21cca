"""No word of a page hides a name of Python or of the generated module, whatever the word names on the page."""

from __future__ import annotations

import builtins
import keyword
import symtable
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ipdsl
from ipdsl.driver.compilation import Compilation
from ipdsl.lower.lowering import RESERVED, UniqueNames
from ipdsl.runtime import api
from ipdsl.semantics.vocabulary import CONNECTIVES, FACTS, KEYS, TYPES, VALUES
from ipdsl.syntax.keywords import reserved_words
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

POLICIES = files_in(Path(__file__).resolve().parents[2] / "policies", "*_20??.ipp")
DUNDERS = ("__class__", "__name__", "__file__", "__builtins__", "__import__", "__debug__", "_", "__")
OF_THE_MODULE = ("PROGRAM", "CODE", "FORMULAS", "TOTAL", "POLICY", "K1", "SUMS_1", "applies", "claims_award")
WORDS = sorted({*RESERVED, *keyword.kwlist, *keyword.softkwlist, *DUNDERS, *OF_THE_MODULE} - reserved_words())
WORDS = [word for word in WORDS if word.lower() not in {*KEYS, *TYPES, *CONNECTIVES, *VALUES, *FACTS}]
"""Words that the language does not reserve itself."""

VOCABULARY = """vocabulary words "Words"

applicant enterprise "enterprise" "a company"

applicant fields
  {flag} "{flag}" yes/no dated

figures per year
  {figure} "{figure}" money

record {kind} "{kind}"
  key number "number"
  {fees} "{fees}" money
  {shape} "{shape}" is one of {one} "{one}", {two} "{two}"
  event {event} "{event}" on {day} "{day}" default
  state {state} "{state}" from {day} until {until} "{until}"
"""
DRAFT = """use words

group {group}
  award 10% of {fees} at most 500000 when {kind} {event} and {fees} more than 100 and {shape} is {one}
    if {flag}
    as {label}
  cap {figure} per enterprise per year

award by {shape} when {kind} {event} and ({fees} more than 100 or {fees} less than 50)
  {one}: 5% of {fees}
  {two}: {fees}
  if has at least 1 {kind} {state}
"""
"""Functions of a draft are named only after the words of the page; those of a policy also after their article."""

ROLES = ("flag", "figure", "kind", "fees", "shape", "one", "event", "day", "state", "until", "group", "label")
NEUTRAL = {role: f"the_{role}" for role in (*ROLES, "two")}


def facts(names: dict[str, str]) -> dict[str, object]:
    records = [
        {
            "number": str(place),
            names["fees"]: 1000 * place,
            names["shape"]: names["one"],
            names["day"]: "2022-05-01",
            names["until"]: "2022-06-01",
        }
        for place in range(1, 4)
    ]
    return {
        "applicant": {"id": "F", "kinds": ["enterprise"], names["flag"]: True},
        "figures": {"2022": {names["figure"]: 550}},
        "records": {names["kind"]: records},
        "history": [],
    }


def settled(names: dict[str, str], folder: Path) -> tuple[str, ...]:
    """The result of a page with these names, by each way of computing it."""
    (folder / "words.ipp").write_text(VOCABULARY.format_map(names), encoding="utf-8")
    page = folder / "draft.ipp"
    page.write_text(DRAFT.format_map(names), encoding="utf-8")
    compiled = Compilation.from_file(str(page))
    assert compiled.python is not None, [str(finding) for finding in compiled.report]
    assert not list(hidden(compiled.python))
    policy, stated = ipdsl.load(str(page)), facts(names)
    module: dict[str, object] = {"__name__": "words"}
    exec(compile(compiled.python, "words", "exec"), module)
    assert module["evaluate"](stated).total == policy.evaluate(stated).total  # type: ignore[operator]
    return str(policy.evaluate(stated).total), str(policy.total(stated)), str(policy.total_bounds(stated))


def hidden(module: str) -> Iterator[tuple[str, str]]:
    """Names of Python, or of the module if a function reads them, that also have a different meaning."""
    whole = symtable.symtable(module, "module", "exec")
    of_python = {*dir(builtins), *api.__all__} - {"__name__"}
    functions = whole.get_children()
    read = {symbol.get_name() for function in functions for symbol in function.get_symbols() if symbol.is_global()}
    own = {symbol.get_name() for symbol in whole.get_symbols() if symbol.is_assigned()}
    yield from ((name, "the module") for name in own & of_python)
    for function in functions:
        names = {symbol.get_name() for symbol in function.get_symbols() if symbol.is_local()}
        yield from ((name, function.get_name()) for name in names & (of_python | read))


@pytest.fixture(scope="module")
def neutral(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    found = settled(NEUTRAL, tmp_path_factory.mktemp("neutral"))
    assert found[0] == "850.00 CNY"
    return found


@pytest.mark.parametrize("place", sampled(sampled(range(len(WORDS)), 26), 52, others="broad"))
def test_a_word_that_python_reserves_settles_like_any_other(
    place: int, neutral: tuple[str, ...], tmp_path: Path
) -> None:
    """A page has one word in each of its roles. Over all pages, every word appears in every role."""
    words = {role: WORDS[(place + ahead) % len(WORDS)] for ahead, role in enumerate(ROLES)}
    assert settled({**NEUTRAL, **words}, tmp_path) == neutral


@pytest.mark.parametrize("page", sampled(POLICIES, 3, others="broad"), ids=lambda page: page.stem)
def test_the_module_of_a_packaged_policy_hides_no_name(page: Path) -> None:
    text = Compilation.from_file(str(page)).python
    assert text is not None
    assert list(hidden(text)) == []


def test_a_name_that_is_hidden_is_found() -> None:
    module = "from ipdsl.runtime.api import propose_payment\nK1 = 1\ndef max(c):\n    return c\n"
    module += "def f(c):\n    propose_payment = K1 = 2\n"
    module += "def g(c):\n    return K1\n"
    assert sorted(hidden(module)) == [("K1", "f"), ("max", "the module"), ("propose_payment", "f")]


def test_what_this_python_reserves_is_reserved() -> None:
    """Names are lower case, so only such words matter. Names that interactive sessions add are not checked."""
    of_python = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins)}
    assert {word for word in of_python if word.islower() and word[0].isalpha()} <= RESERVED, sys.version


@each_row("word", ["class", "__class__", "Import", "match", "type", "evaluate", "facts", "program_of"])
def test_a_reserved_word_gets_a_counter(word: str) -> None:
    assert UniqueNames("value").take(word) == f"{word.strip('_').lower()}_2"
