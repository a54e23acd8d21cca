"""Generated modules: goldens, equal text on every run, no text of a page as code, and the results of the functions."""

from __future__ import annotations

import ast
import datetime
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import ipdsl
from ipdsl.base.findings.finding import InternalError
from ipdsl.codegen.python.loader import load
from ipdsl.codegen.python.module import emit, given_its_data
from ipdsl.driver.compilation import Compilation
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Facts, Listing, Record
from ipdsl.ir.proposal import NO_ROW, Proposal
from ipdsl.lower.lowering import lower
from ipdsl.runtime import api
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.declarations import Member
from ipdsl.schema.values.value_type import NONE, KnownValues
from ipdsl.schema.vocabulary import Field
from ipdsl.semantics import typed
from tests.support import made
from tests.support.codegen import loaded
from tests.support.golden import check_golden
from tests.support.slow import sampled

POLICIES = made.all_policies()
ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "python"
D = datetime.date


@pytest.mark.parametrize("name", POLICIES)
def test_the_module_of(name: str, update_golden: bool) -> None:
    text = emit(lower(POLICIES[name], "hash")).replace(ipdsl.__version__, "(version)")
    check_golden(GOLDEN / f"{name}.gen", text, update_golden)


@pytest.mark.parametrize("name", POLICIES)
def test_a_module_makes_its_program_again(name: str) -> None:
    plan = lower(POLICIES[name], "hash")
    assert load(emit(plan), name).program == plan.program


@pytest.mark.parametrize(
    "name",
    sampled(["shaoguan_2021", "dongyang_2021", "foshan_2020", "qingyuan_2018", "quanzhou_2021"], 3, others="broad"),
)
def test_a_module_of_this_process_differs_from_the_delivered_one_only_in_the_place_of_its_data(name: str) -> None:
    made = Compilation.from_file(name)
    assert made.code is not None
    assert made.python is not None
    assert made.functions is not None
    other = load(made.python, name)
    assert other.program == made.code.program
    assert other.evaluator.formulas == made.code.evaluator.formulas
    assert made.python.startswith(given_its_data(made.functions).partition("# ---- the functions of the policy")[0])


@pytest.mark.broad
def test_the_text_is_the_same_in_another_process_with_another_hash_seed() -> None:
    script = (
        "from tests.support import made\n"
        "from ipdsl.lower.lowering import lower\n"
        "from ipdsl.codegen.python.module import emit\n"
        "import sys\n"
        "for policy in made.all_policies().values(): sys.stdout.write(emit(lower(policy, 'hash')))\n"
    )
    here = "".join(emit(lower(policy, "hash")) for policy in POLICIES.values())
    for seed in ("1", "77"):
        ran = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        assert ran.stdout == here


def test_a_module_imports_the_export_list_alone() -> None:
    tree = ast.parse(emit(lower(made.sums(), "hash")))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node.module for node in imports if isinstance(node, ast.ImportFrom)] == ["__future__", "ipdsl.runtime.api"]
    assert len(imports) == 2
    assert {alias.name for alias in imports[1].names} <= set(api.__all__)


@pytest.mark.parametrize(
    "text",
    ["import os", "from ipdsl.runtime.api import Path", "from ipdsl import load", "open('x')", "CODE = 3", "x = 1"],
)
def test_a_text_that_is_no_module_of_ours_does_not_load(text: str) -> None:
    with pytest.raises((InternalError, ImportError, NameError)):
        load(text, "strange")


def test_a_module_of_other_pages_does_not_load() -> None:
    text = emit(lower(made.sums(), "hash"))
    with pytest.raises(InternalError, match="other pages"):
        load(text, "made", lower(made.sums(), "another hash"))


def test_a_traceback_shows_the_generated_line() -> None:
    import linecache

    text = emit(lower(made.contracts(), "hash"))
    code = load(text, "made_2021")
    file = code.clauses[0].__code__.co_filename
    assert file == "<ipdsl made_2021>"
    assert linecache.getline(file, code.clauses[0].__code__.co_firstlineno).startswith(
        "def article_7_contract_recorded"
    )


# ---------------------------------------------------------------------------------------------- hostile pages

HOSTILE = (
    "'''\"\"\"\\",
    "\n\nimport os\nos.system('true')\n#",
    "'); __import__('os'); ('",
    "{c.field}{0}{__class__}",
    "\u202eright to left\u2066\u0000\x1b[31m",
    "#\r\nraise SystemExit",
    "韶府办发函〔2021〕188号",
    "\\N{BULLET} %s %(x)s $x",
    "c", "g", "Gates", "PROGRAM", "CODE", "K1", "def", "None", "__builtins__", "_picked_1_brand",
)  # fmt: skip


def hostile(text: str) -> typed.Policy:
    """A policy whose free texts and names are all `text`."""
    schema = attrs.evolve(
        made.SCHEMA,
        applicant_fields=(*made.SCHEMA.applicant_fields, Field(text, made.YES_NO)),
        choices=(*made.SCHEMA.choices[1:], attrs.evolve(made.SCHEMA.choices[0], members=(Member(text),))),
    )
    word = typed.ApplicantField(span=made.at(1), field=text, type=made.YES_NO)
    amount = made.field("contract", "amount")
    rows = made.rows(
        amount, made.row(text, made.one_of(made.field("prize_won", "prize"), text), made.plain(made.money(1))),
        made.row("otherwise", None, made.plain(made.scale(made.rate(1), amount), made.money(7))), words=(text,),
    )  # fmt: skip
    counted = made.compare(made.count("brand", word), Comparison.AT_LEAST, made.whole(1))
    paying = made.award(
        text, made.when("contract", "recorded"), rows, made.gate(text, word, text), made.gate(text, counted, text),
        article=text, text=text, to=(text,),
    )  # fmt: skip
    reference = typed.Reference(
        span=made.at(3), article=text, document=text, trigger=made.when("brand", "new"),
        gates=(made.gate(text, made.negated(word), text),), readings=(text,),
    )  # fmt: skip
    return made.policy(
        made.block("article", text, paying, made.cap(made.money(1), text, name=text), article=text), title=text,
        name=text, schema=schema, references=(reference,),
    )  # fmt: skip


def shape(text: str) -> list[str]:
    """The syntax of a module without its strings and names."""
    return [type(node).__name__ for node in ast.walk(ast.parse(text))]


@pytest.mark.parametrize("text", sampled(HOSTILE, 3, others="broad"))
def test_no_text_of_a_page_becomes_code(text: str) -> None:
    plan = lower(hostile(text), text)
    module = emit(plan)
    assert all(line.isprintable() for line in module.split("\n"))
    assert shape(module) == shape(emit(lower(hostile("harmless"), "harmless")))
    comments = [line.split("  # ", 1)[1] for line in module.split("\n") if line.startswith("K") and "  # " in line]
    assert set("".join(comments)) <= set("0123456789,.%/ CNY")
    assert load(module, text, plan).program == plan.program


# --------------------------------------------------------------------------------------------- results of the functions


def situation(code: GeneratedFunctions, *records: Record, on: int | None = 0, **facts: object) -> Situation:
    day = D(2022, 6, 1)
    listings: dict[str, Listing] = {}
    for record in records:
        held = listings.get(record.kind, Listing(()))
        listings[record.kind] = Listing((*held.records, record))
    stated = Facts(
        "F1", frozenset({"enterprise"}), facts, listings, {}, None, None, (), None, {},  # type: ignore[arg-type]
        datetime.date.max, "digest",
    )  # fmt: skip
    return Situation(code.program, stated, records[on] if on is not None else None, day, day.year)


def record(kind: str, id_: str = "A", **values: object) -> Record:
    stated = KnownValues({name: value for name, value in values.items() if value is not None})
    return Record(kind, kind, id_, id_, stated, "$")  # type: ignore[arg-type]


def contract(yuan: int, **values: object) -> Record:
    return record("contract", amount=yuan * 100, **{"put_to_use": True, "related_party": False, **values})


@pytest.mark.parametrize(
    ("yuan", "fen", "row"),
    [
        (999_999, 999_999, "otherwise"),
        (1_000_000, 2_000_000, "at least 1000000"),
        (5_000_000, 5_000_000, "at least 5000000"),
    ],
)
def test_tiers_have_their_borders(yuan: int, fen: int, row: str) -> None:
    code = loaded(made.contracts())
    assert code.propose(0, situation(code, contract(yuan), located_here=True)) == Proposal(low=fen, high=fen, row=row)


def test_the_first_gate_that_fails_is_the_reason() -> None:
    code = loaded(made.contracts())
    found = code.propose(0, situation(code, contract(1, related_party=True), located_here=True))
    assert found == Proposal(stopped_at=2, evidence=(("related_party", True),))
    # An earlier gate is open, a later one is false: false takes precedence over open.
    assert code.propose(0, situation(code, contract(1, related_party=True))).stopped_at == 2


def test_an_open_fact_is_named() -> None:
    code = loaded(made.contracts())
    found = code.propose(0, situation(code, contract(1_000_000, put_to_use=None), located_here=True))
    assert found.open_facts == {FactRef("record", "contract", "A", "put_to_use")}
    assert (found.has_open_gates, found.low, found.high) == (True, 2_000_000, 2_000_000)


def test_an_open_amount_may_reach_every_tier() -> None:
    code = loaded(made.contracts())
    found = code.propose(
        0, situation(code, record("contract", put_to_use=True, related_party=False), located_here=True)
    )
    assert (found.low, found.high, found.row, found.has_open_gates) == (0, None, "", False)


def test_a_while_award_lists_the_days_on_which_something_changes() -> None:
    code = loaded(made.agencies())
    brands = (record("brand", "1", recognised_on=D(2023, 4, 1)), record("brand", "2", recognised_on=D(2022, 4, 1)))
    c = situation(code, *brands, on=None, business_started_on=D(2021, 7, 1), located_here=True)
    assert code.days(1, c) == (D(2022, 4, 1), D(2022, 7, 1), D(2022, 7, 2), D(2023, 4, 1))
    assert code.propose(1, c).stopped_at == 2
    assert code.propose(1, c.with_record(None, D(2022, 7, 1))) == Proposal(low=10_000_000, high=10_000_000)
    assert code.propose(1, c.with_record(None, D(2022, 3, 31))).evidence == (("brand", 0),)


def test_a_record_that_matures_turns_the_day_after_ten_years() -> None:
    code = loaded(made.agencies())
    patent = record("invention", granted_on=D(2014, 1, 1), filed_on=D(2012, 2, 29), lapsed_on=NONE)
    c = situation(code, patent)
    assert code.days(0, c) == (D(2014, 1, 1), D(2022, 2, 28), D(2022, 3, 1))
    assert code.propose(0, c.with_record(patent, D(2022, 2, 28))).stopped_at == 1
    assert code.propose(0, c.with_record(patent, D(2022, 3, 1))).low == 1_000_000


def test_a_record_of_a_wider_kind_that_may_belong_is_an_open_gate() -> None:
    code = loaded(made.agencies())
    patent = record("patent", granted_on=D(2014, 1, 1), filed_on=D(2010, 1, 1), lapsed_on=NONE)
    found = code.propose(0, situation(code, patent))
    assert found.open_facts == {FactRef("record", "patent", "A", "right")}
    assert found.has_open_gates


def test_a_table_without_a_row_for_the_member_stops_because_of_it() -> None:
    code = loaded(made.prizes())
    found = code.propose(1, situation(code, record("prize_won", prize="excellence", level="national")))
    assert found == Proposal(stopped_at=NO_ROW, evidence=(("prize", "excellence"),))
    assert code.propose(1, situation(code, record("prize_won", prize="gold"))).low == 15_000


def test_a_row_may_be_a_ceiling() -> None:
    code = loaded(made.prizes())
    found = code.propose(0, situation(code, record("prize_won", prize="silver", level="national")))
    assert (found.is_ceiling, found.high, found.row) == (True, 10_000_000, "silver, excellence")
    assert code.propose(2, situation(code, record("prize_won"))).high is None


def test_a_set_award_sums_what_it_picks() -> None:
    code = loaded(made.sums())
    deals = (
        contract(120_000, recorded_on=D(2022, 3, 1)),
        attrs.evolve(contract(80_000, recorded_on=D(2022, 9, 1)), id="B", item="B"),
        attrs.evolve(contract(900_000, recorded_on=D(2022, 9, 1), put_to_use=False), id="C", item="C"),
        attrs.evolve(contract(900_000, recorded_on=D(2021, 9, 1)), id="D", item="D"),
    )
    c = situation(code, *deals, on=None)
    members, rest = code.members(0, c, D(2022, 1, 1), D(2022, 12, 31), lambda _: ())
    assert [member.id for member, _ in members] == ["A", "B"]
    assert not rest
    assert code.propose(0, c.with_record(None, D(2022, 12, 31), 2022, members, rest)) == Proposal(
        low=2_000_000, high=2_000_000
    )


def test_a_computed_cap_gives_its_room() -> None:
    code = loaded(made.sums())
    c = situation(code, contract(1))
    unknown = code.cap("article_22_cap", c)
    assert (unknown.low, unknown.high, unknown.facts) == (0, None, {FactRef("figure", field="contribution", year=2022)})
    known = attrs.evolve(c, facts=attrs.evolve(c.facts, figures={2022: {"contribution": 2001}}))
    assert (code.cap("article_22_cap", known).low, code.cap("article_22_cap", known).high) == (1000, 1000)


def test_a_module_on_disk_needs_nothing_of_the_compiler(tmp_path: Path) -> None:
    (tmp_path / "compiled.py").write_text(emit(lower(made.sums(), "hash")), encoding="utf-8")
    script = (
        "import sys, compiled\n"
        "assert compiled.CODE.program is compiled.PROGRAM\n"
        "parts = ('lark', 'click', 'ipdsl.syntax', 'ipdsl.semantics', 'ipdsl.lower', 'ipdsl.codegen', 'ipdsl.driver')\n"
        "print([name for name in parts if name in sys.modules])\n"
    )
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout == "[]\n"
