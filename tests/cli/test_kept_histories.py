"""`--ledger-out` keeps the lines of applicants that are not settled, if the facts themselves have the history."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from ipdsl.batch import stated
from ipdsl.batch.parts import WorkbookFacts
from ipdsl.cli import settlements
from tests.support.cli import Ran, run
from tests.support.slow import sampled

PAGE = """policy t "T"
  effective 2021-01-01 to 2029-12-31
  use ip

article 1 "Patents"
  award 2000 once to enterprise when invention_patent granted
"""
EDITED = PAGE.replace(
    'article 1 "Patents"',
    'article 1 "Domestic"\n  award 500 once to enterprise when invention_patent granted\n\narticle 2 "Patents"',
)
HELD = {f"F{n}": f"ZL{n}00{n}" for n in (1, 2, 3)}
"""The patent of 2022 of each applicant."""


def firm(name: str, item: str, day: str, **parts: Any) -> dict[str, Any]:
    records = {"invention_patent": [{"number": item, "granted_on": day}]}
    return {
        "applicant": {"id": name, "kinds": ["enterprise"]},
        "records": records,
        "as_of": f"{day[:4]}-12-31",
        **parts,
    }


FIRST = [firm(name, item, "2022-03-01") for name, item in HELD.items()]


def write(path: Path, facts: object) -> Path:
    path.write_text(json.dumps(facts), "utf-8")
    return path


def tables(folder: Path, firms: list[dict[str, Any]]) -> Path:
    folder.mkdir()
    (folder / "applicant.csv").write_text("id,kinds\n" + "".join(f"{f['applicant']['id']},enterprise\n" for f in firms))
    rows = ((f["applicant"]["id"], one) for f in firms for one in f["records"]["invention_patent"])
    (folder / "invention_patent.csv").write_text(
        "applicant,number,granted_on\n" + "".join(f"{name},{one['number']},{one['granted_on']}\n" for name, one in rows)
    )
    return folder


@pytest.fixture(scope="module")
def first_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page, and the ledger of 2022: in JSON, and as a table in the facts of 2023, where F3 is absent and F2 wrong."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "t.ipp").write_text(PAGE, "utf-8")
    (folder / "edited.ipp").write_text(EDITED, "utf-8")
    first = write(folder / "y1.json", FIRST)
    assert run("eval", folder / "t.ipp", "--each", "--facts", first, "--ledger-out", folder / "a.json").code == 0
    facts = tables(folder / "1", FIRST)
    out = ("-o", folder / "out", "--as-of", "2022-12-31", "--ledger", "--no-others")
    assert run("batch", folder / "t.ipp", "--facts", facts, *out).code == 0
    second = tables(folder / "2", [firm("F1", "ZL1005", "2023-03-01"), firm("F2", "ZL2006", "2023-13-01")])
    shutil.copytree(folder / "out" / "ledger", second / "history")
    return folder


@pytest.fixture
def folder(first_year: Path, tmp_path: Path) -> Path:
    """A copy of this folder."""
    return shutil.copytree(first_year, tmp_path, dirs_exist_ok=True)


def lines(ledger: Path) -> dict[str, list[str]]:
    read = json.loads(ledger.read_text("utf-8"))
    assert read["ledger_head"]["complete"] is True
    return {name: sorted(line["item"] for line in read["ledger"] if line["applicant"] == name) for name in HELD}


def paid_again(folder: Path, page: str = "t.ipp") -> str:
    """What the third year pays for the patents of the first."""
    third = write(folder / "y3.json", [{**one, "as_of": "2024-12-31"} for one in FIRST])
    call = ("eval", folder / page, "--each", "--facts", third, "--history", folder / "b.json", "--format", "json")
    ran = run(*call)
    assert ran.code == 0, ran.both
    return str(json.loads(ran.out)["payable_now"])


def settle(folder: Path, facts: Path, page: str = "t.ipp", verb: str = "eval") -> Ran:
    how = ("--each",) if verb == "eval" else ("-o", folder / "{applicant}.html")
    return run(verb, folder / page, *how, "--facts", facts, "--as-of", "2023-12-31", "--ledger-out", folder / "b.json")


@pytest.mark.parametrize("verb", sampled(["eval", "letter"], 2, others="broad"))
@pytest.mark.parametrize("page", ["t.ipp", "edited.ipp"])
def test_a_folder_keeps_the_lines_of_absent_and_failed_applicants(page: str, verb: str, folder: Path) -> None:
    ran = settle(folder, folder / "2", page, verb)
    assert (ran.code, "do not delete a line" in " ".join(ran.both.split())) == (1, True)
    assert lines(folder / "b.json") == {"F1": ["ZL1001", "ZL1005"] + ["ZL1005"] * (page != "t.ipp"),
                                        "F2": ["ZL2002"], "F3": ["ZL3003"]}  # fmt: skip
    assert paid_again(folder, page) == ("0.00" if page == "t.ipp" else "1500.00")


def lines_of_2022(ledger: Path) -> list[dict[str, Any]]:
    read = json.loads(ledger.read_text("utf-8"))["ledger"]
    return sorted((line for line in read if line["year"] == 2022), key=lambda line: str(line["item"]))


@pytest.mark.parametrize("verb", sampled(["eval", "letter", "eval --cohort"], 3, others="broad"))
def test_lines_of_a_folder_stay_in_the_words_of_the_page_that_wrote_them(verb: str, folder: Path) -> None:
    facts = tables(folder / "all", [firm(name, "ZL9", "2023-05-01") for name in HELD])
    shutil.copytree(folder / "out" / "ledger", facts / "history")
    if verb == "eval --cohort":
        ran = run("eval", folder / "edited.ipp", "--cohort", "--facts", facts, "--ledger-out", folder / "b.json",
                  "--as-of", "2023-12-31")  # fmt: skip
    else:
        ran = settle(folder, facts, "edited.ipp", verb)
    assert ran.code == 0, ran.both
    assert lines_of_2022(folder / "b.json") == lines_of_2022(folder / "a.json")


def test_lines_that_the_present_page_rewrites_break_the_law(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "_with_written_lines", lambda facts, _: facts)
    with pytest.raises(AssertionError):
        test_lines_of_a_folder_stay_in_the_words_of_the_page_that_wrote_them("eval", folder)


def test_kept_lines_have_the_digests_of_a_ledger_that_settles_them(folder: Path) -> None:
    assert settle(folder, folder / "2").code == 1
    kept = {line["item"]: line for line in json.loads((folder / "b.json").read_text("utf-8"))["ledger"]}
    shutil.rmtree(folder / "2" / "history")
    facts = tables(folder / "all", [firm(name, "ZL9", "2023-05-01") for name in HELD])
    shutil.copytree(folder / "out" / "ledger", facts / "history")
    (folder / "b.json").unlink()
    assert settle(folder, facts).code == 0
    settled = {line["item"]: line for line in json.loads((folder / "b.json").read_text("utf-8"))["ledger"]}
    for item in HELD.values():
        assert kept[item] == settled[item]


def test_a_ledger_without_these_lines_breaks_the_law(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settlements, "kept_lines_of_facts", lambda *_: [])
    assert settle(folder, folder / "2").code == 1
    assert paid_again(folder) == "4000.00"


def test_applicants_that_a_table_states_twice_keep_their_lines(folder: Path) -> None:
    with (folder / "2" / "applicant.csv").open("a") as file:
        file.write("F2,enterprise\n")
    assert settle(folder, folder / "2").code == 1
    assert lines(folder / "b.json") == {"F1": ["ZL1001", "ZL1005"], "F2": ["ZL2002"], "F3": ["ZL3003"]}


def test_the_only_settled_applicant_may_be_new(folder: Path) -> None:
    held = json.loads((folder / "a.json").read_text("utf-8"))
    failed = [firm(name, "ZL9", "2023-13-01", history=[line for line in held["ledger"] if line["applicant"] == name])
              for name in HELD]  # fmt: skip
    facts = write(folder / "y2.json", [firm("F9", "ZL9009", "2023-03-01", history=[]), *failed])
    assert settle(folder, facts).code == 1
    assert lines(folder / "b.json") == {name: [item] for name, item in HELD.items()}
    assert paid_again(folder) == "0.00"


def test_lines_for_which_no_table_has_an_applicant_stay_in_csv_too(folder: Path) -> None:
    facts = tables(folder / "csv", [firm("F1", "ZL1005", "2023-03-01")])
    (facts / "history.csv").write_text(
        "applicant,clause,item,year,due\n"
        + "".join(f"{name},1.invention_patent.granted,{item},2022,2000\n" for name, item in HELD.items())
    )
    assert settle(folder, facts).code == 1
    assert lines(folder / "b.json") == {"F1": ["ZL1001", "ZL1005"], "F2": ["ZL2002"], "F3": ["ZL3003"]}


@pytest.mark.parametrize(
    "wrong",
    sampled(
        [
            [firm("F2", "ZL2002", "2022-13-01", history=[{"clause": "1.invention_patent.granted", "due": "much"}])],
            [firm("F2", "ZL2002", "2022-13-01", history="paid")],
            [firm("F2", "ZL2002", "2022-13-01", history=["paid"])],
            [
                firm(
                    "",
                    "ZL2002",
                    "2022-03-01",
                    history=[{"clause": "1.invention_patent.granted", "year": 2022, "due": "1"}],
                )
            ],
            ["F2"],
        ],
        2,
        others="broad",
    ),
    ids=["sum", "text", "line", "nobody", "no facts"],
)
@pytest.mark.parametrize("verb", ["eval", "letter"])
def test_no_ledger_is_written_without_lines_that_cannot_be_kept(wrong: list[Any], verb: str, folder: Path) -> None:
    facts = write(folder / "y2.json", [firm("F1", "ZL1005", "2023-03-01"), *wrong])
    ran = settle(folder, facts, verb=verb)
    assert (ran.code, "give the ledger by `--history`" in ran.err, (folder / "b.json").exists()) == (2, True, False)
    assert "请改正事实，或用`--history`给出台账" in run(
        "eval", folder / "t.ipp", "--each", "--facts", facts, "--ledger-out", folder / "b.json", "--lang", "zh"
    ).err  # fmt: skip


def test_a_history_beside_a_ledger_is_not_dropped(folder: Path) -> None:
    line = {"clause": "1.invention_patent.granted", "item": "ZL7", "year": 2022, "due": "2000.00"}
    facts = write(
        folder / "y2.json", [firm("F1", "ZL1005", "2023-03-01"), firm("F7", "ZL7", "2022-05-01", history=[line])]
    )
    more = ("--history", folder / "a.json", "--ledger-out", folder / "b.json")
    ran = run("eval", folder / "t.ipp", "--each", "--facts", facts, *more)
    assert (ran.code, "F7" in ran.err, (folder / "b.json").exists()) == (2, True, False)


def bureau_workbook(folder: Path, patents: list[tuple[str, str, str]], page: str = "t.ipp") -> Path:
    """The bureau's workbook with the ledger of 2022 in its sheets, filled in for 2023."""
    path = folder / "b.xlsx"
    made = run("template", folder / page, "--for", "bureau", "--history", folder / "a.json", "-o", path, "--lang", "en")
    assert made.code == 0, made.both
    book = openpyxl.load_workbook(path)
    sheet = book["applicant"]
    stated = {"applicant.kinds": "enterprise", "applicant.as_of": "2023-12-31"}
    for column, heading in enumerate([str(cell.value) for cell in sheet[1]], 1):
        said = "all listed" if heading.endswith("records.invention_patent") else stated.get(heading)
        for row in range(4, 7) if said else ():
            sheet.cell(row, column).value = said
    sheet = book["invention patent"]
    for column, heading in enumerate([str(cell.value).rpartition(".")[2] for cell in sheet[1]], 1):
        for row, patent in enumerate(patents, 4):
            if heading in ("applicant", "number", "granted_on"):
                sheet.cell(row, column).value = patent[("applicant", "number", "granted_on").index(heading)]
    book.save(path)
    return path


def test_a_workbook_keeps_the_lines_of_failed_applicants(folder: Path) -> None:
    facts = bureau_workbook(folder, [("F1", "ZL1005", "2023-03-01"), ("F2", "ZL2006", "2023-13-01")])
    assert settle(folder, facts).code == 1
    assert lines(folder / "b.json") == {"F1": ["ZL1001", "ZL1005"], "F2": ["ZL2002"], "F3": ["ZL3003"]}
    assert paid_again(folder) == "0.00"
    before, after = (json.loads((folder / name).read_text("utf-8"))["ledger"] for name in ("a.json", "b.json"))
    assert [line["digest"] for line in before if line["applicant"] == "F2"] == [
        line["digest"] for line in after if line["applicant"] == "F2"
    ]


def settled_by_batch(folder: Path, facts: Path, page: str) -> tuple[Ran, Path]:
    ran = run("batch", folder / page, "--facts", facts, "-o", folder / "later", "--ledger", "--no-others")
    return ran, folder / "later" / "ledger"


def rows_of(ledger: Path) -> list[dict[str, Any]]:
    return [row for path in sorted(ledger.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def test_a_workbook_is_read_with_its_pages_by_batch(folder: Path) -> None:
    facts = bureau_workbook(folder, [(name, item, "2022-03-01") for name, item in HELD.items()], "edited.ipp")
    ran, ledger = settled_by_batch(folder, facts, "edited.ipp")
    assert ran.code == 0
    assert (" 1,500.00" in ran.out, "not whole" in ran.both, "without its pages" in ran.both) == (True, False, False)
    rows = rows_of(ledger)
    assert sorted((row["applicant"], row["page"], sum(dict(row["due"]).values())) for row in rows) == [
        (name, page, due) for name in HELD for page, due in ((0, 2000_00), (1, 500_00))
    ]
    head = json.loads((ledger / "head.json").read_text("utf-8"))
    before = json.loads((folder / "a.json").read_text("utf-8"))["ledger_head"]
    assert (len(head["pages"]), head["ledger_head"]["previous"]) == (2, before["number"])


def test_a_workbook_read_by_batch_keeps_the_lines_of_all_applicants(folder: Path) -> None:
    facts = bureau_workbook(folder, [("F1", "ZL1005", "2023-03-01"), ("F2", "ZL2006", "2023-13-01")])
    ran, ledger = settled_by_batch(folder, facts, "t.ipp")
    assert (ran.code, "not whole" in ran.both) == (1, False)
    assert sorted((row["applicant"], row["item"]) for row in rows_of(ledger)) == [
        ("F1", "ZL1001"), ("F1", "ZL1005"), ("F2", "ZL2002"), ("F3", "ZL3003"),
    ]  # fmt: skip


@pytest.mark.broad
def test_a_workbook_read_without_its_pages_breaks_the_law(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(WorkbookFacts, "stated_ledger")
    facts = bureau_workbook(folder, [(name, item, "2022-03-01") for name, item in HELD.items()], "edited.ipp")
    assert " 6,000.00" in settled_by_batch(folder, facts, "edited.ipp")[0].out


@pytest.mark.broad
def test_a_modified_workbook_is_accepted_by_batch_as_by_eval(folder: Path) -> None:
    facts = bureau_workbook(folder, [("F1", "ZL1005", "2023-03-01")])
    book = openpyxl.load_workbook(facts)
    sheet = book["history"]
    headings = [str(cell.value).rpartition(".")[2] for cell in sheet[1]]
    sheet.cell(4, headings.index("due") + 1).value = 1500
    book.save(facts)
    accepted = ("--accept-modified-ledger", "Li Hua")
    each = ("eval", folder / "t.ipp", "--each", "--facts", facts)
    batch = ("batch", folder / "t.ipp", "--facts", facts, "-o", folder / "later", "--ledger", "--no-others")
    for call in (each, batch):
        refused = run(*call)
        assert (refused.code, "R137" in refused.both) == (1, True), refused.both
        ran = run(*call, *accepted, *(["--restart"] if call is batch else []))
        assert "Li Hua answers for it" in " ".join(ran.both.split()), ran.both
        assert "R137" not in ran.both
