"""Ledgers on the command line: written, read again in each of their forms, refused, and checked against a policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.support.cli import run
from tests.support.console import working_in

PAGE = """policy ceiling "A ceiling that carries"
  document "T-22"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award amount to enterprise when technology_contract recorded

article 22 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      carry forward 2 years
"""
YEARS = {2021: (900, 400), 2022: (350, 300), 2023: (100, 250), 2024: (0, 200), 2025: (0, 100)}


def facts(*years: int, **more: object) -> dict[str, Any]:
    contracts = [
        {"contract": f"C{year}", "amount": YEARS[year][0], "recorded_on": f"{year}-03-01"}
        for year in years
        if YEARS[year][0]
    ]
    figures = {str(year): {"local_contribution": YEARS[year][1]} for year in years}
    firm = {"id": "F1", "kinds": ["enterprise"]}
    return {"applicant": firm, "records": {"technology_contract": contracts}, "figures": figures, **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ceiling.ipp").write_text(PAGE, encoding="utf-8")
    for year in YEARS:
        (tmp_path / f"{year}.json").write_text(json.dumps(facts(year)), encoding="utf-8")
    (tmp_path / "all.json").write_text(json.dumps(facts(*YEARS, history=[])), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("where", ["2021.json", "./2021.json", "ceiling.ipp"])
def test_a_ledger_is_not_written_over_what_is_read(folder: Path, where: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with working_in(folder):
        ran = run("eval", "ceiling.ipp", "--full", "--facts", "2021.json", "--ledger-out", where)
    assert ran.code == 2
    assert "would overwrite" in ran.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_ledger_says_whose_it_is(folder: Path) -> None:
    with working_in(folder):
        assert run("eval", "ceiling.ipp", "--full", "--facts", "2021.json", "--ledger-out", "ledger.json").code == 0
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    assert list(ledger) == ["schema", "policy", "applicant", "currency", "ledger_head", "pages", "ledger"]
    assert (ledger["schema"], ledger["policy"], ledger["applicant"], ledger["currency"]) == (3, "ceiling", "F1", "CNY")
    (line,) = ledger["ledger"]
    assert (line["due"], line["carried"], line["carry_until"]) == ({"2021": "400.00"}, "500.00", 2023)


@pytest.mark.parametrize("form", ["ledger", "decision", "lines"])
def test_years_one_by_one_through_files_are_all_at_once(folder: Path, form: str) -> None:
    totals: dict[int, str] = {}
    with working_in(folder):
        at_once = json.loads(run("eval", "ceiling.ipp", "--facts", "all.json", "--format", "json").out)
        for year in YEARS:
            before = ["--history", "before.json"] if year > 2021 else []
            Path("ledger.json").unlink(missing_ok=True)
            ran = run(
                "eval", "ceiling.ipp", "--facts", f"{year}.json", *before, "--ledger-out", "ledger.json",
                "--format", "json",
            )  # fmt: skip
            assert ran.code == 0
            decision = json.loads(ran.out)
            totals[year] = decision["total"]
            ledger = json.loads(Path("ledger.json").read_text(encoding="utf-8"))
            kept = {"ledger": ledger, "decision": decision, "lines": ledger["ledger"]}[form]
            Path("before.json").write_text(json.dumps(kept), encoding="utf-8")
    assert list(totals.values()) == ["400.00", "300.00", "250.00", "200.00", "100.00"]
    written = ledger["ledger"], at_once["ledger"]
    if form == "lines":  # without a head the pages of the lines are not known
        written = tuple([{**line, "page": 0, "digest": ""} for line in lines] for lines in written)
    assert written[0] == written[1]


def test_a_ledger_of_another_policy_is_refused_with_exit_code_1(folder: Path) -> None:
    (folder / "other.json").write_text(
        '{"schema": 1, "policy": "shaoguan_2021", "currency": "EUR", "ledger": []}', encoding="utf-8"
    )
    with working_in(folder):
        ran = run("eval", "ceiling.ipp", "--full", "--facts", "2021.json", "--history", "other.json")
    assert ran.code == 1
    assert "error[R060]" in ran.err
    assert "error[R061]" in ran.err


def test_a_file_that_is_not_a_ledger_is_wrong_use(folder: Path) -> None:
    with working_in(folder):
        ran = run("eval", "ceiling.ipp", "--full", "--facts", "2021.json", "--history", "2022.json")
    assert ran.code == 2
    assert "error[U014]" in ran.err


def test_the_labels_of_a_ledger_are_held_against_a_policy(folder: Path) -> None:
    with working_in(folder):
        run("eval", "ceiling.ipp", "--full", "--facts", "2021.json", "--ledger-out", "ledger.json")
        assert run("check", "ceiling.ipp", "--against-ledger", "ledger.json").code == 0
        renamed = PAGE.replace("recorded\n", "recorded\n    as contracts\n").replace("per enterprise per", "per")
        Path("ceiling.ipp").write_text(renamed, encoding="utf-8")
        ran = run("check", "ceiling.ipp", "--against-ledger", "ledger.json")
        assert (ran.code, "error[R068]" in ran.out) == (0, False), "the pages of the ledger find the award again"
        assert "warning[R069]" in ran.out
        lines = json.loads(Path("ledger.json").read_text(encoding="utf-8"))["ledger"]
        Path("lines.json").write_text(json.dumps(lines), encoding="utf-8")
        ran = run("check", "ceiling.ipp", "--against-ledger", "lines.json")
        assert (ran.code, "error[R068]" in ran.out) == (1, True)
        assert "warning[R069]" in ran.out
        Path("again.ipp").write_text(renamed, encoding="utf-8")
        assert run("check", "ceiling.ipp", "again.ipp", "--against-ledger", "ledger.json").code == 2


def test_a_policy_and_a_compiled_module_take_a_decision_as_history(folder: Path) -> None:
    policy = ipdsl.load(folder / "ceiling.ipp")
    first = ipdsl.to_json(policy.evaluate(facts(2021)))
    second = policy.evaluate(facts(2022), history=first)
    assert str(second.total) == "300.00 CNY"
    with working_in(folder):
        assert run("compile", "ceiling.ipp", "-o", "ceiling_module.py").code == 0
        names: dict[str, Any] = {"__name__": "ceiling_module"}
        exec(compile(Path("ceiling_module.py").read_text(encoding="utf-8"), "ceiling_module.py", "exec"), names)
    assert names["evaluate"](facts(2022), history=first) == second
    with pytest.raises(ipdsl.FactsError, match="R062"):
        policy.evaluate(facts(2022, history=[{"clause": "x", "item": "y", "year": 2020, "due": 1}]), history=first)


def test_years_are_reopened_for_one_applicant_or_many_and_never_beside_a_single_year(folder: Path) -> None:
    late = facts(2021, 2022)
    late["records"]["technology_contract"].append({"contract": "B", "amount": 100, "recorded_on": "2021-01-01"})
    (folder / "late.json").write_text(json.dumps(late), encoding="utf-8")
    (folder / "both.json").write_text(json.dumps(facts(2021, 2022)), encoding="utf-8")
    with working_in(folder):
        run("eval", "ceiling.ipp", "--full", "--facts", "both.json", "--ledger-out", "ledger.json")
        named = run("eval", "ceiling.ipp", "--cohort", "--facts", "late.json", "--history", "ledger.json")
        again = ("--facts", "late.json", "--history", "ledger.json", "--reopen", "2021")
        one = run("eval", "ceiling.ipp", *again, "--ledger-out", "new.json")
        many = run("eval", "ceiling.ipp", "--cohort", *again)
        both = run("eval", "ceiling.ipp", "--full", "--facts", "late.json", "--reopen", "2021", "--year", "2022")
        whole = run("eval", "ceiling.ipp", "--full", "--facts", "late.json", "--ledger-out", "at_once.json")
    assert (one.code, many.code, whole.code) == (0, 0, 0)
    assert "recalculated from 2021 on" in one.out
    assert "2021: 400.00 recalculated, 400.00 due before" in one.out
    new, at_once = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("new.json", "at_once.json"))
    assert (new["pages"], new["ledger"]) == (at_once["pages"], at_once["ledger"])
    assert "F1" in many.out
    assert "--reopen 2021" not in named.out
    assert (both.code, "remove --year" in both.err) == (2, True)


@pytest.mark.parametrize("is_list", [False, True])
@pytest.mark.parametrize(
    ("changed", "code", "at", "advice"),
    [
        ({"payments": [{"day": "2025-01-01", "amount": "1"}]}, "R063", ".payments", "delete the payment"),
        ({"payments": [{"day": "2022-1-32", "amount": "1"}]}, "R036", ".payments[0].day", "write a day"),
        (
            {"payments": [{"day": "2021-12-01", "amount": -1}]},
            "R033",
            ".payments[0].amount",
            "a correction is not a sum",
        ),
        ({"year": 2024, "event_date": None, "due": {}, "carry_until": 2025}, "R063", ".year", "delete the line"),
    ],
)
def test_a_fault_of_a_line_is_reported_at_the_place_of_the_line(
    folder: Path, changed: dict[str, object], code: str, at: str, advice: str, is_list: bool
) -> None:
    """The finding names the file of the ledger and the position there. Lines of other applicants precede it."""
    with working_in(folder):
        assert run("eval", "ceiling.ipp", "--full", "--facts", "2021.json", "--ledger-out", "ledger.json").code == 0
        (line,) = json.loads(Path("ledger.json").read_text(encoding="utf-8"))["ledger"]
        del line["digest"]
        lines = [line | {"applicant": "F9"}, line | changed]
        data = lines if is_list else {"policy": "ceiling", "currency": "CNY", "ledger": lines}
        Path("m.json").write_text(json.dumps(data), encoding="utf-8")
        path = f"(${'' if is_list else '.ledger'}[1]{at})"
        for verb in (["eval", "ceiling.ipp", "--full", "--facts", "2022.json"],
                     ["ask", "ceiling.ipp", "--facts", "2022.json"],
                     ["eval", "ceiling.ipp", "--cohort", "--facts", "2022.json"],
                     ["trace", "ceiling.ipp", "--facts", "2022.json", "C2022"]):  # fmt: skip
            ran = run(*verb, "--as-of", "2022-12-31", "--history", "m.json")
            assert ran.code == 1
            assert f"[{code}]" in ran.err
            (place,) = [line for line in ran.err.splitlines() if line.startswith(" --> m.json:1:")]
            assert place.endswith(path)
            assert advice in ran.err or code == "R036"


DEALS = """policy deals "Deals"
  document "D 1"
  effective 2021-01-01 to 2025-12-31
  use ip

article 7 "Contracts"
  award 20000 once to enterprise when technology_contract recorded
"""


def _deals(name: str, **more: object) -> dict[str, Any]:
    contract = {"contract": "K", "recorded_on": "2022-03-01"}
    firm = {"id": name, "kinds": ["enterprise"]}
    return {"applicant": firm, "records": {"technology_contract": [contract]}, "as_of": "2024-12-31", **more}


@pytest.mark.parametrize("verb", [("eval", "--each"), ("eval", "--cohort"), ("letter", "-o", "{applicant}.html")])
def test_a_line_without_an_applicant_is_written_with_its_applicant(tmp_path: Path, verb: tuple[str, ...]) -> None:
    """Two firms have contracts with the same number. A short line of one firm's history does not pay the other firm."""
    (tmp_path / "deals.ipp").write_text(DEALS, encoding="utf-8")
    paid = [{"clause": "7.technology_contract.recorded", "item": "K", "year": 2022, "due": 20000}]
    other = {"contract": "Z", "recorded_on": "2022-03-01"}
    first = [_deals("F1", history=paid), _deals("F2", records={"technology_contract": [other]})]
    (tmp_path / "first.json").write_text(json.dumps(first), encoding="utf-8")
    (tmp_path / "then.json").write_text(json.dumps([_deals("F1"), _deals("F2")]), encoding="utf-8")
    (tmp_path / "one.json").write_text(json.dumps(_deals("F1")), encoding="utf-8")
    (tmp_path / "other.json").write_text(json.dumps(_deals("F2")), encoding="utf-8")
    with working_in(tmp_path):
        name, *how = verb
        assert run(name, "deals.ipp", "--facts", "first.json", *how, "--ledger-out", "ledger.json").code == 0
        ledger = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))["ledger"]
        assert [line["applicant"] for line in ledger if line["item"] == "K"] == ["F1"]
        ran = run("eval", "deals.ipp", "--facts", "then.json", "--each", "--history", "ledger.json", "--format", "json")
        assert [one["total"] for one in json.loads(ran.out)["decisions"]] == ["0.00", "20000.00"]
        # the same for one applicant, whose ledger also has lines of others
        ledger_out = ("--history", "ledger.json", "--ledger-out", "next.json")
        assert run("eval", "deals.ipp", "--full", "--facts", "one.json", *ledger_out).code == 0
        assert "20,000.00" in run("eval", "deals.ipp", "--full", "--facts", "other.json", "--history", "next.json").out
