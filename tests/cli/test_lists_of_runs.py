"""`ipdsl list --from`: lists from the results of `ipdsl batch`, and runs and facts that do not fit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from ipdsl.office.lists.list_names import LISTS
from tests.support.cli import Ran, run
from tests.support.rows import each_row
from tests.support.slow import sampled

pytestmark = pytest.mark.broad

PAGE = """policy town "Licences"
  effective 2021-01-01 to 2030-12-31
  use ip

article 7 "Licences and assignments"
  award 1000 once to enterprise, person when technology_contract recorded and put_to_use
article 8 "Prizes"
  award 5000 to enterprise when patent_prize won
"""
CONTRACT = pa.struct([("contract", pa.string()), ("recorded_on", pa.string()), ("put_to_use", pa.bool_())])
PRIZE = pa.struct([("patent", pa.string()), ("won_on", pa.string())])
SANCTION = pa.struct([("id", pa.string()), ("level", pa.string()), ("opened_on", pa.string())])
RUN = ("--from", "run", "--lang", "en")


def _table(*names: str | None, details: str = "struct") -> pa.Table:
    """Firms, every fourth a person, with a contract each: used, not used, not known; every third has a prize."""
    number = len(names)
    used = [(True, False, None)[place % 3] for place in range(number)]
    columns: dict[str, Any] = {
        "id": [f"F{place}" for place in range(number)],
        "kinds": pa.array([["person" if place % 4 == 3 else "enterprise"] for place in range(number)]),
        "technology_contract": pa.array(
            [
                [{"contract": f"C{place}", "recorded_on": "2023-03-01", "put_to_use": used[place]}]
                for place in range(number)
            ],
            pa.list_(CONTRACT),
        ),
        "patent_prize": pa.array(
            [[{"patent": f"ZL{place}", "won_on": "2023-07-19"}] * (place % 3 == 0) for place in range(number)],
            pa.list_(PRIZE),
        ),
    }  # fmt: skip
    accounts = [f"{place:04}" for place in range(number)]
    if details == "struct":
        stated = [{"name": name, "账号": account} for name, account in zip(names, accounts, strict=True)]
        return pa.table({**columns, "details": pa.array(stated)})
    return pa.table({**columns, "details.名称": pa.array(names, pa.string()), "details.account": accounts})


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run over eight applicants."""
    monkeypatch.chdir(tmp_path)
    Path("town.ipp").write_text(PAGE, encoding="utf-8")
    pq.write_table(_table(*(f"Firm {number}" for number in range(8))), "firms.parquet")
    ran = _batch("run", "--claims")
    assert ran.code == 3, ran.both


def _batch(out: str, *options: str) -> Ran:
    return run(
        "batch", "town.ipp", "--facts", "firms.parquet", "-o", out, "--as-of", "2024-12-31", "--no-others", *options
    )


def _list(name: str, out: str, *options: str, facts: str = "firms.parquet") -> Ran:
    return run("list", name, "town.ipp", "--facts", facts, "-o", out, *RUN, *options)


def _plain(name: str, *options: str) -> Any:
    _list(name, "plain.json", *options)
    return json.loads(Path("plain.json").read_text("utf-8"))


def _settled(name: str, *options: str) -> Any:
    """The list of the same applicants, settled for the list."""
    ran = run("list", name, "town.ipp", "--facts", "firms.parquet", "--as-of", "2024-12-31", "--lang", "en", "-o",
              "settled.json", *options)  # fmt: skip
    assert ran.code == 3, ran.both
    return json.loads(Path("settled.json").read_text("utf-8"))


def test_a_run_has_payment_files_and_open_data() -> None:
    Path("town.ipp").write_text(PAGE.replace("  use ip", "  currency EUR\n  use ip"), encoding="utf-8")
    accounts = [{"name": f"Firm {place}", "account": "DE89 3704 0044 0532 0130 00"} for place in range(8)]
    table = _table(*[None] * 8)
    pq.write_table(
        table.set_column(table.column_names.index("details"), "details", pa.array(accounts)), "firms.parquet"
    )
    _batch("run", "--claims", "--restart")
    office = {"name": "Council", "payer_account": "DE89370400440532013000", "organisation_id": "GB-LAE-WHV",
              "publisher_prefix": "360G-whv", "number": "IP-{n}"}  # fmt: skip
    Path("office.json").write_text(json.dumps(office), encoding="utf-8")
    options = ("--office", "office.json", "--date", "2025-03-10")
    assert _list("payments", "run.xml", *options).code == 3
    text = Path("run.xml").read_text("utf-8")
    assert (text.count("<InstdAmt"), text.count("<CtrlSum>13000.00<")) == (3, 2)
    assert "<Ustrd>Licences, article 7, article 8</Ustrd>" in text
    assert _list("publication", "run.json", *options, "--as", "360giving").code == 3
    grants = json.loads(Path("run.json").read_text("utf-8"))["grants"]
    assert [grant["amountAwarded"] for grant in grants] == [6000, 6000, 1000]
    assert (
        grants[2]["recipientIndividual"]["id"]
        == f"{grants[2]['id']}-recipient"
        == "360G-whv-town-2025-03-10-3-recipient"
    )


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("recoveries", "instalments")])
def test_a_list_of_a_run_is_that_of_settled_applicants(name: str) -> None:
    listed, settled = _plain(name), _settled(name)
    assert listed["rows"]
    assert listed["stamps"][0]["payable"] == settled["stamps"][0]["payable"] == 1_300_000
    assert {**listed, "stamps": ()} == {**settled, "stamps": ()}
    [by_year, settled_by_year] = _plain(name, "--by", "year"), _settled(name, "--by", "year")
    assert by_year["rows"] == settled_by_year["rows"]


def test_a_list_of_money_back_of_a_run_is_that_of_settled_applicants() -> None:
    Path("town.ipp").write_text(f"{PAGE}  recover 40% of what was paid when sanction opened\n", encoding="utf-8")
    sanctions = [
        [{"id": "S1", "level": "provincial", "opened_on": "2024-02-01"}] * (place % 2 == 0) for place in range(8)
    ]
    table = _table(*(f"Firm {number}" for number in range(8)))
    pq.write_table(table.append_column("sanction", pa.array(sanctions, pa.list_(SANCTION))), "firms.parquet")
    _batch("run", "--claims", "--restart")
    listed, settled = _plain("recoveries"), _settled("recoveries")
    assert {row["applicant"]: row["back"] for row in listed["rows"]} == {"F0": "2000.00", "F6": "2000.00"}
    assert {**listed, "stamps": ()} == {**settled, "stamps": ()}


def test_lists_of_instalments_of_a_run_are_those_of_settled_applicants() -> None:
    schedule = '  pay in parts\n    60% at once for "Broker"\n    the rest 18 months later\n'
    Path("town.ipp").write_text(f"{PAGE}{schedule}", encoding="utf-8")
    _batch("run", "--claims", "--restart")
    for name, rows in (
        ("instalments", [("Firm 0", "2000.00", "2025-01-19"), ("Firm 6", "2000.00", "2025-01-19")]),
        ("payments", [("Firm 0", "1000.00"), ("Broker", "3000.00"), ("Firm 3", "1000.00"), ("Firm 6", "1000.00"),
                      ("Broker", "3000.00")]),
        ("articles", []),
    ):  # fmt: skip
        listed, settled = _plain(name), _settled(name)
        assert {**listed, "stamps": ()} == {**settled, "stamps": ()}
        cells = ("name", "waiting", "day") if name == "instalments" else ("name", "payable")
        assert name == "articles" or [tuple(row[cell] for cell in cells) for row in listed["rows"]] == rows


def test_details_are_joined_row_by_row() -> None:
    rows = _plain("payments")["rows"]
    assert [(row["name"], row["account"]) for row in rows] == [
        ("Firm 0", "0000"), ("Firm 3", "0003"), ("Firm 6", "0006"),
    ]  # fmt: skip
    pq.write_table(_table(*(f"New {number}" for number in range(8)), details="columns"), "other.parquet")
    _list("payments", "x.xlsx", facts="other.parquet")
    cells = CalamineWorkbook.from_path("x.xlsx").get_sheet_by_name("Payments").to_python()
    assert [row[1] for row in cells[3:6]] == ["New 0", "New 3", "New 6"]
    assert cells[3][4] == "0000"


@pytest.mark.parametrize("suffix", sampled(["xlsx", "json"], 2))
def test_a_list_of_a_run_is_verified(suffix: str) -> None:
    _list("payments", f"p.{suffix}")
    ran = run("verify", f"p.{suffix}", "town.ipp", "--facts", "firms.parquet", "--lang", "en")
    assert ran.code == 0, ran.both
    assert "13,000.00 CNY" in ran.out
    pq.write_table(_table(*(f"Company {number}" for number in range(8))), "firms.parquet")
    ran = run("verify", f"p.{suffix}", "town.ipp", "--facts", "firms.parquet", "--lang", "en")
    assert ran.code == 1
    assert "facts: stated" in ran.out
    assert "Company 3" in ran.out


@each_row(
    ("part", "code"), [({"as_of": "2024-13-01"}, "R036"), ({"document": {"run": "{}"}}, "U158"),
                       ({"document": {"run": "[1"}}, "U158")],
)  # fmt: skip
def test_a_stamp_with_other_options_of_a_run_is_broken(part: dict[str, Any], code: str) -> None:
    plain = _plain("payments")
    [stamp] = plain["stamps"]
    document = {**stamp["document"], **part.get("document", {})}
    text = json.dumps({**plain, "stamps": [{**stamp, **part, "document": document}]})
    Path("plain.json").write_text(text, encoding="utf-8")
    ran = run("verify", "plain.json", "town.ipp", "--facts", "firms.parquet", "--lang", "en")
    assert code in ran.err


def _changed_contract() -> None:
    pq.write_table(_table(*(f"Firm {number}" for number in range(8))).slice(0, 8).set_column(
        2, "technology_contract", pa.array([[]] * 8, pa.list_(CONTRACT))), "firms.parquet")  # fmt: skip


def test_failed_rows_are_listed() -> None:
    table = _table(*(f"Firm {number}" for number in range(8)))
    pq.write_table(table.set_column(1, "kinds", pa.array([["enterprize"], *[["enterprise"]] * 7])), "firms.parquet")
    assert _batch("run", "--claims", "--restart").code == 1
    ran = _list("payments", "x.xlsx")
    assert ran.code == 1
    assert "1 failed" in ran.out


def _other_policy() -> None:
    Path("town.ipp").write_text(PAGE.replace("1000", "2000"), encoding="utf-8")


def _other_version() -> None:
    plain = json.loads(Path("run/run.json").read_text("utf-8"))
    Path("run/run.json").write_text(json.dumps({**plain, "ipdsl": "0.6.1"}), encoding="utf-8")


def _unfinished() -> None:
    plain = json.loads(Path("run/run.json").read_text("utf-8"))
    Path("run/run.json").write_text(json.dumps({**plain, "finished": False}), encoding="utf-8")


def _other_facts() -> None:
    pq.write_table(_table(*(f"Firm {number}" for number in range(8))).slice(1), "firms.parquet")


def _fewer_facts() -> None:
    pq.write_table(_table(*(f"Firm {number}" for number in range(7))), "firms.parquet")


def _no_run() -> None:
    shutil.rmtree("run")


WRONG = {
    "another policy": (_other_policy, "the policy is different"),
    "another version": (_other_version, "another version of ipdsl"),
    "unfinished": (_unfinished, "not finished"),
    "other applicants": (_other_facts, "other applicants"),
    "fewer applicants": (_fewer_facts, "other applicants"),
    "changed facts": (_changed_contract, "the facts have changed"),
    "no run": (_no_run, "no `run.json`"),
}


@pytest.mark.parametrize(("change", "said"), WRONG.values(), ids=[*WRONG])
def test_a_run_that_does_not_fit_is_refused(change: Any, said: str) -> None:
    change()
    ran = _list("payments", "x.xlsx")
    assert ran.code == 2, ran.both
    assert "U160" in ran.err
    assert said in ran.err
    assert not Path("x.xlsx").exists()


@each_row("option", [["--year", "2023"], ["--as-of", "2023-12-31"], ["--cohort"], ["--number", "{n}"]])
def test_options_of_the_run_are_refused(option: list[str]) -> None:
    ran = _list("payments", "x.xlsx", *option)
    assert ran.code == 2
    assert option[0] in ran.err


def test_sums_by_article_need_claims() -> None:
    assert _batch("other", "--ledger").code == 3
    shutil.rmtree("run")
    Path("other").rename("run")
    ran = _list("articles", "x.xlsx")
    assert ran.code == 2
    assert "--claims" in ran.err
    ran = _list("payments", "plain.json")
    assert "the articles are missing" in ran.err
    plain = json.loads(Path("plain.json").read_text("utf-8"))
    assert plain["sums"]["payable"] == "13000.00"
    assert plain["stamps"][0]["ledger"]
