"""Awards that add up amounts in their loops give the same result as with claims, for few records and for many."""

from __future__ import annotations

import datetime
import re
import symtable
from typing import Any

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.evaluate import CPYTHON, LLVM, Options, TablePolicy
from ipdsl.batch.kernel import compiled
from ipdsl.batch.kernel.program import Settler
from ipdsl.batch.kernel.tables import Settled
from ipdsl.batch.result import TableResult
from ipdsl.codegen.columns import loader
from ipdsl.codegen.columns.module import emit
from tests.conftest import ROOT
from tests.support.slow import sampled

PAGE = """
policy covers "Covers"
  document "Doc 3"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  round down to 0.01
  use ip

article 1 "Insurance"
  award 50% of premium to enterprise when ip_insurance bought
  cap 900 per applicant per year
"""
WITHOUT_CAP = PAGE.replace("  cap 900 per applicant per year\n", "")
MANY = 5_000


def bought(contract: str, day: str, premium: int) -> dict[str, Any]:
    """A policy of insurance; the premium is in fen."""
    return {"contract": contract, "bought_on": datetime.date.fromisoformat(day), "premium": premium}


FIRMS = {
    "nothing": [],
    "one": [bought("C1", "2022-03-01", 10_000)],
    "above the cap": [bought(f"C{n}", f"202{n % 3 + 1}-03-01", 70_000) for n in range(9)],
    "one event twice": [bought("C1", "2022-03-01", 10_000), bought("C1", "2022-03-01", 10_000)],
    "outside the window": [bought("C1", "2020-12-31", 10_000), bought("C2", "2025-01-01", 10_000)],
    "many": [bought(f"C{n}", f"2022-{n % 12 + 1:02}-{n % 28 + 1:02}", 100 * (n % 5 + 1)) for n in range(MANY)],
    "near the most": [bought(f"C{n}", "2022-03-01", 10**15 // 2) for n in range(4_000)],
    "beyond it": [bought(f"C{n}", "2022-03-01", 10**15) for n in range(MANY)],
}  # fmt: skip


FEW = {name: records for name, records in FIRMS.items() if len(records) < 10}


def table(firms: dict[str, list[dict[str, Any]]]) -> pa.Table:
    record = pa.struct([("contract", pa.string()), ("bought_on", pa.date32()), ("premium", pa.int64())])
    return pa.table(
        {
            "id": list(firms), "kinds": [["enterprise"]] * len(firms),
            "ip_insurance": pa.array([*firms.values()], pa.list_(record)),
        }
    )  # fmt: skip


def settled(
    policy: ipdsl.Policy, engine: str, *, claims: bool, firms: dict[str, list[dict[str, Any]]] = FEW
) -> TableResult:
    return TablePolicy(policy.code, policy.column_code).settle(
        table(firms), Options(as_of=None, claims=claims, engine=engine)
    )


KERNEL = ("settle", "sort_by_size", "choose_teams", "find_least_limits")
"""Functions of the settlement that a page with one cap does not reach; they are compiled all the same."""


class LoweredError(Exception):
    """Raised in place of the time that LLVM needs for the code of a page with rules."""


def test_every_function_of_the_settlement_is_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop_before_llvm(text: str) -> bytes:
        if set(KERNEL).issubset(re.findall(r'define .*@"(\w+)_\d+"', text)):
            raise LoweredError
        return emit_object(text)

    emit_object = compiled._object
    monkeypatch.setattr(compiled, "_object", stop_before_llvm)
    monkeypatch.setattr(compiled.store, "get", lambda *_: None)
    with pytest.raises(LoweredError):
        settled(ipdsl.load_text(PAGE), LLVM, claims=True)


@pytest.mark.parametrize(
    ("page", "engine"),
    sampled(
        [
            pytest.param(PAGE, LLVM, id="capped, llvm", marks=pytest.mark.slow),
            pytest.param(WITHOUT_CAP, LLVM, id="without a cap, llvm"),
            pytest.param(WITHOUT_CAP, CPYTHON, id="without a cap, cpython"),
            pytest.param(PAGE, CPYTHON, id="capped, cpython"),
        ],
        2,
    ),
)
def test_totals_are_those_of_claims_and_of_each_applicant(page: str, engine: str) -> None:
    policy = ipdsl.load_text(page)
    assert "if is_direct:" in direct_text_of(policy)
    by_claims, direct = (settled(policy, engine, claims=claims, firms=FIRMS) for claims in (True, False))
    for part in ("applicants", "totals", "later"):
        assert getattr(direct, part).equals(getattr(by_claims, part))
    ways = dict(zip(FIRMS, direct.applicants["way"].to_pylist(), strict=True))
    assert (ways.pop("beyond it"), ways.pop("one event twice")) == ("large", "alike")
    assert {*ways.values()} == {"columns"}
    due = dict(zip(FIRMS, direct.applicants["due"].to_pylist(), strict=True))
    assert (due["nothing"], due["one"], due["one event twice"], due["outside the window"]) == (0, 5_000, None, 0)
    assert due["above the cap"] == (3 * 90_000 if page == PAGE else 9 * 35_000)
    assert due["many"] == min(sum(n % 5 + 1 for n in range(MANY)) * 50, 90_000 if page == PAGE else 10**9)


PATENTS = """
policy kept "What is kept of an item or a year"
  document "Doc 4"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  round down to 0.01
  use ip

article 1 "Old patents"
  award 10000 once while invention_patent valid and filed_on at least 10 years ago

article 2 "Utility patents"
  group grants
    award 200 to enterprise when utility_patent granted
    limit 2 patents per enterprise per year
"""


@pytest.mark.parametrize("engine", sampled([CPYTHON, LLVM], 2))
def test_what_is_paid_once_for_an_item_and_places_of_a_year_come_to_what_claims_come_to(engine: str) -> None:
    policy = ipdsl.load_text(PATENTS)
    assert direct_text_of(policy).count("if is_direct:") == 2
    day = datetime.date.fromisoformat
    old = [("A", "2008-05-01", "2011-05-01"), ("B", "2012-05-01", "2015-05-01"), ("C", "2020-05-01", "2022-05-01")]
    new = [(f"U{n}", "2019-05-01", f"202{n // 3 + 1}-0{n % 3 + 1}-01") for n in range(7)]
    record = pa.struct([("number", pa.string()), ("filed_on", pa.date32()), ("granted_on", pa.date32()),
                        ("lapsed_on", pa.date32())])  # fmt: skip
    patents = [[{"number": name, "filed_on": day(filed), "granted_on": day(granted), "lapsed_on": day("2030-01-01")}
                for name, filed, granted in listed] for listed in (old, new)]  # fmt: skip
    firms = pa.table({
        "id": ["both", "neither"], "kinds": [["enterprise"]] * 2,
        "invention_patent": pa.array([patents[0], []], pa.list_(record)),
        "utility_patent": pa.array([patents[1], []], pa.list_(record)),
    })  # fmt: skip
    by_claims, direct = (
        TablePolicy(policy.code, policy.column_code).settle(firms, Options(as_of=None, claims=claims, engine=engine))
        for claims in (True, False)
    )
    assert direct.ways == {"columns": 2}
    assert direct.totals.equals(by_claims.totals)
    assert direct.applicants["due"].to_pylist() == [2 * 1_000_000 + 5 * 20_000, 0]


@pytest.mark.parametrize("page", sampled(["shaoguan_2021", "qingyuan_2018", "quanzhou_2021"], 3, others="broad"))
def test_what_is_cut_from_the_kernel_names_nothing_that_a_loop_does_not_know(page: str) -> None:
    text = direct_text_of(ipdsl.load(ROOT / "policies" / f"{page}.ipp"))
    known = {*loader._CONSTANTS, *loader._BUILTINS, *(function.__name__ for function in loader._FUNCTIONS), "FULL"}
    for function in symtable.symtable(text, page, "exec").get_children():
        asked = {symbol.get_name() for symbol in function.get_symbols() if symbol.is_global()}
        assert not {name for name in asked - known if not name.startswith("counted_")}


def direct_text_of(policy: ipdsl.Policy) -> str:
    """The loops of a policy that add up directly, as text."""
    found: list[str] = []
    write = loader.direct_text

    def kept(*given: Any) -> Any:
        found.append(write(*given)[0])
        return write(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ipdsl.codegen.columns.loader.direct_text", kept)
        loader.load_parts(loader.parts_from_program(emit(policy.plan)), policy.plan.program)
    return found[0]


def test_a_cap_that_is_not_the_kernels_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(loader.STATES, "LIMIT", 77)
    policy = ipdsl.load_text(PAGE)
    by_claims, direct = (settled(policy, CPYTHON, claims=claims) for claims in (True, False))
    assert not direct.totals.equals(by_claims.totals)


@pytest.mark.parametrize("claims", [False, True])
def test_a_window_without_an_end_makes_no_room_for_years_in_which_nothing_can_be_due(
    claims: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[int] = []
    settle = Settler.settle

    def watched(settler: Settler, *given: Any) -> Settled:
        done = settle(settler, *given)
        widths.append(done.totals.shape[1])
        return done

    monkeypatch.setattr(Settler, "settle", watched)
    policy = ipdsl.load_text(PAGE.replace("effective 2021-01-01 to 2024-12-31", "effective from 2021-01-01"))
    found = settled(policy, CPYTHON, claims=claims)
    assert dict(zip(FEW, found.applicants["due"].to_pylist(), strict=True))["one"] == 5_000
    assert widths
    assert max(widths) <= LAST_YEAR - FIRST_YEAR + 1
