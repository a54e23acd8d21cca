"""Write the files of a release with its command line, and the release's own results for them.

    python tests/upgrade/write.py 0.8.0

The files are facts, ledgers, workbooks, tables, generated pages and a compiled module, in the folder
`tests/upgrade/0.8`. The pages written by hand (`town.ipp`, `town_edited.ipp`, and the vocabulary `words.ipp`) are
those of the release before, whose folder is reduced to its differences. Run this once for a release in its checkout,
before work on the next one begins: later releases read the files of this folder, and nothing writes them again. A
correction of a release (0.8.1) has no folder. The program is the `ipdsl` next to this Python, or the second argument.
"""

from __future__ import annotations

import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.properties.pipeline import compile_generated  # noqa: E402  # the project's folder comes first
from tests.properties.trials import generated, trial_of  # noqa: E402
from tests.support.releases import RELEASES, UPGRADE, begin_release, keep_differences, seed_of  # noqa: E402
from tests.upgrade.pages import sums_of  # noqa: E402
from tests.upgrade.results import EVALUATIONS, result_of  # noqa: E402

Facts = Mapping[str, Any]

FIRM: Facts = {
    "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": [{"value": True, "from": "2020-05-01"}]},
    "records": {
        "deal": [
            {"contract": "D1", "amount": 2600000, "related_party": False, "paid_on": "2021-04-02"},
            {"contract": "D2", "amount": "1234567.89", "related_party": False, "paid_on": "2022-06-30"},
            {"contract": "D3", "amount": 900000, "related_party": True, "paid_on": "2022-08-01"},
            {"contract": "D4", "amount": 3000000, "related_party": False, "paid_on": "2023-02-03"},
            {"contract": "D5", "amount": 777777.77, "related_party": False, "paid_on": "2024-11-11"},
        ],
        "patent": [
            {"number": "P1", "domestic": True, "official_fees": 3050,
             "filed_on": "2011-09-10", "granted_on": "2014-02-01", "lapsed_on": {"none": True}},
            {"number": "P2", "domestic": True, "official_fees": "4200.50",
             "filed_on": "2019-01-15", "granted_on": "2022-03-08", "lapsed_on": {"none": True}},
            {"number": "P3", "domestic": False, "official_fees": {"amount": 900, "currency": "CNY"},
             "filed_on": "2012-12-31", "granted_on": "2015-06-01", "lapsed_on": "2022-10-01"},
        ],
        "award_won": [
            {"number": "P1", "level": "provincial", "prize": "silver", "won_on": "2021-10-01"},
            {"number": "P1", "level": "national", "prize": "silver", "won_on": "2023-07-20"},
        ],
        "title": [
            {"name": "T1", "level": "town_level", "recognised_on": "2022-05-05"},
            {"name": "T2", "level": "provincial", "recognised_on": "2022-09-09"},
            {"name": "T3", "level": "national", "recognised_on": "2024-03-03"},
        ],
        "loan": [{"contract": "L1", "principal": 2000000, "drawn_on": "2021-02-10", "repaid_on": "2022-02-10"}],
        "case": [],
    },
    "figures": {
        "2021": {"local_contribution": 25000, "works": 2},
        "2022": {"local_contribution": 12000, "works": 0},
        "2023": {"local_contribution": 40000, "works": 5},
        "2024": {"local_contribution": 0, "works": 1},
    },
    "series": {"lpr": [{"month": "2021-02", "value": "3.85%"}]},
    "support": [{"kind": "patent", "item": "P2", "level": "provincial", "year": 2022, "amount": 1000}],
    "approvals": [{"clause": "1.patent.granted", "item": "P2", "amount": "2000.25"}],
    "as_of": "2024-12-31",
}  # fmt: skip

AFTER_EDIT: Facts = {**FIRM, "approvals": [{"clause": "2.patent.granted", "item": "P2", "amount": "2000.25"}]}
"""The facts with the label that the award of the approval has after the edit."""

CHINESE: Facts = {
    "applicant": {"id": "甲公司", "kinds": ["企业"], "在本地": "是"},
    "records": {
        "成交": [{"合同": "甲-1", "金额": "100万", "关联方": "否", "支付日": "2022年3月1日"}],
        "称号": [{"名称": "示范", "级别": "省级", "认定日": "2022-09-15"}],
    },
    "figures": {"2022年": {"地方贡献额": "9千元", "作品量": 3}},
    "history": [{"clause": "4.title.new", "item": "旧称号", "year": 2021, "due": "2万元"}],
    "as_of": "2023年12月31日",
}  # fmt: skip

CHINESE_LATER: Facts = {name: value for name, value in CHINESE.items() if name != "history"}

UNKNOWN: Facts = {
    "applicant": {"id": "F2", "kinds": ["enterprise"]},
    "records": {
        "deal": [
            {"contract": "D1", "amount": 2600000, "paid_on": "2022-04-02"},
            {"id": "second", "related_party": False},
        ],
        "award_won": {"partial": True, "items": [{"number": "P9", "level": "national", "won_on": "2022-01-01"}]},
        "title": [{"name": "T1", "level": {"cannot_be_determined": True}, "recognised_on": "2022-05-05"}],
    },
    "figures": {"2022": {"local_contribution": 12000}},
    "history": [],
    "as_of": "2022-12-31",
}  # fmt: skip

UNDATED: Facts = {name: value for name, value in FIRM.items() if name != "as_of"}
UNDATED_UNKNOWN: Facts = {name: value for name, value in UNKNOWN.items() if name != "as_of"}


def _agency(name: str, number: int, kind: str = "agency") -> Facts:
    cases = [{"number": f"{name}-{case}", "granted_on": f"2022-0{case}-01"} for case in range(1, number + 1)]
    return {
        "applicant": {"id": name, "kinds": [kind], "located_here": True, "head_office": "A1"},
        "records": {
            "case": cases,
            "title": [{"name": f"{name} T", "level": "town_level", "recognised_on": "2022-01-09"}],
        },
        "figures": {"2022": {"works": 10 * number, "local_contribution": 1000}},
        "history": [{"clause": "6.case.granted", "item": "of another year", "year": 2021, "due": 500}],
        "as_of": "2022-12-31",
    }  # fmt: skip


FIRMS: Sequence[Facts] = (_agency("A1", 4), _agency("A2", 2), _agency("A3", 1), _agency("E1", 0, "enterprise"))


class Release:
    """A release of ipdsl that writes into a folder."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = Path(program).resolve(), folder

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder."""
        return subprocess.run(
            [str(self.program), *words, "--no-cache"], cwd=self.folder, capture_output=True, encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False,
        )  # fmt: skip

    def printed(self, words: Sequence[str]) -> tuple[int, str]:
        """The exit code and the output of a command."""
        done = self.run(*words)
        return done.returncode, done.stdout

    def write(self, name: str, *words: str) -> None:
        """Run a command that must succeed. Its output becomes a file, unless `name` is empty."""
        done = self.run(*words)
        if done.returncode not in (0, 3):
            sys.exit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
        if name:
            (self.folder / name).write_text(done.stdout, encoding="utf-8", newline="\n")


def main(version: str, program: str = "") -> None:
    """Write the folder of a release, and reduce the folder of the release before."""
    older = UPGRADE / RELEASES[-1]
    folder = begin_release(version, older, UPGRADE)
    release = Release(program or str(Path(sys.executable).with_name("ipdsl")), folder)
    facts = {
        "firm": FIRM,
        "firm_after_edit": AFTER_EDIT,
        "firm_zh": CHINESE,
        "firm_zh_later": CHINESE_LATER,
        "unknown": UNKNOWN,
        "undated": UNDATED,
        "undated_unknown": UNDATED_UNKNOWN,
    }
    for name, one in facts.items():
        _write_json(folder / f"{name}.json", one)
    _write_lines(folder / "firms.jsonl", FIRMS)
    without_history = [{name: value for name, value in one.items() if name != "history"} for one in FIRMS]
    _write_lines(folder / "firms_without_history.jsonl", without_history)
    release.write("town_zh.ipp", "fmt", "--to", "zh", "town.ipp")
    release.write("", "compile", "town.ipp", "-o", "town_module.py")
    (folder / "town_module.py").rename(folder / "town_module.gen")
    _write_ledgers(release)
    _write_workbooks(release)
    _write_tables(release)
    _write_pages(folder / "pages.json", seed_of(folder))
    (folder / "results.json").write_text(_results(release), encoding="utf-8", newline="\n")
    keep_differences(older, folder)


def _write_json(path: Path, value: object) -> None:
    path.write_text(f"{json.dumps(value, ensure_ascii=False, indent=1)}\n", encoding="utf-8", newline="\n")


def _write_lines(path: Path, values: Sequence[object]) -> None:
    text = "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_ledgers(release: Release) -> None:
    """Three years, each with the ledger of the previous year; an edited ledger; the ledger of many applicants."""
    before: list[str] = []
    for year in ("2021", "2022", "2023"):
        words = [*before, "--year", year, "--ledger-out", f"ledger_{year}.json"]
        release.write("", "eval", "town.ipp", "--full", "--facts", "firm.json", *words, "--as-of", f"{year}-12-31")
        before = ["--history", f"ledger_{year}.json"]
    release.write(
        "decision_2022.json", "eval", "town.ipp", "--facts", "firm_zh.json", "--year", "2022", "--format", "json"
    )
    ledger = json.loads((release.folder / "ledger_2022.json").read_text(encoding="utf-8"))
    reduced = next(line for line in ledger["ledger"] if line["outcome"] == "reduced")
    reduced["due"] = dict.fromkeys(reduced["due"], "100.25")
    _write_json(release.folder / "ledger_edited.json", ledger)
    release.write("", "eval", "town.ipp", "--cohort", "--facts", "firms.jsonl", "--ledger-out", "ledger_of_firms.json")


def _write_workbooks(release: Release) -> None:
    """A form and a workbook of a firm, the authority's workbook of a firm with its ledger, and one of many firms."""
    release.write("", "template", "town.ipp", "--facts", "firm.json", "-o", "form.xlsx")
    release.write("", "template", "town.ipp", "--for", "table", "-o", "firm.xlsx")
    book = openpyxl.load_workbook(release.folder / "firm.xlsx")
    _append(book["applicant"], id="F3", kinds="enterprise", located_here="yes", as_of="2023-12-31")
    _append(book["deal"], contract="W1", amount="300万", related_party="no", paid_on="2022-06-01")
    _append(book["deal"], contract="W2", amount=456789.12, related_party="no", paid_on="2023-06-01")
    _append(book["patent"], number="ZL1", domestic="yes", official_fees=1000, filed_on="2010-01-31",
            granted_on="2013-03-03", lapsed_on="none")  # fmt: skip
    _append(book["title"], name="T", level="provincial", recognised_on="2022-09-09")
    for year, sum_ in ((2021, 5000), (2022, 45000), (2023, 100)):
        _append(book["yearly figures"], year=year, local_contribution=sum_, works=year - 2021)
    book.save(release.folder / "firm.xlsx")
    words = ("--for", "bureau", "--facts", "firm.json", "--history", "ledger_2022.json")
    release.write("", "template", "town.ipp", "-o", "bureau.xlsx", *words)
    release.write("", "template", "town.ipp", "--for", "table", "-o", "firms.xlsx")
    book = openpyxl.load_workbook(release.folder / "firms.xlsx")
    for firm in FIRMS:
        who = {"applicant": firm["applicant"]["id"]}
        row = {**firm["applicant"], "kinds": firm["applicant"]["kinds"][0], "located_here": "yes"}
        _append(book["applicant"], **row, as_of=firm["as_of"])
        for kind in ("case", "title"):
            for record in firm["records"][kind]:
                _append(book[kind], **who, **record)
        for year, figures in firm["figures"].items():
            _append(book["yearly figures"], **who, year=year, **figures)
    book.save(release.folder / "firms.xlsx")


def _append(sheet: Any, **cells: object) -> None:
    """A row under the headings. The hidden first row names the cells."""
    names = [str(cell.value).partition(".")[2] for cell in sheet[1]]
    sheet.append([cells.get(name) for name in names])


def _write_tables(release: Release) -> None:
    """Flat tables of many firms in CSV, and the ledger of the previous year as written by a run over tables."""
    folder = release.folder / "tables"
    folder.mkdir(exist_ok=True)
    rows = [{"id": "甲", "kinds": "enterprise", "located_here": "是", "as_of": "2022-12-31"},
            {"id": "0002", "kinds": "agency", "located_here": "yes", "as_of": "2022-12-31"}]  # fmt: skip
    _write_csv(folder / "applicant.csv", rows)
    _write_csv(folder / "deal.csv", [
        {"applicant": "甲", "contract": "C1", "amount": "1,200,000.00", "related_party": "no", "paid_on": "2021-03-01"},
        {"applicant": "甲", "contract": "C2", "amount": "250万", "related_party": "no", "paid_on": "2022-03-01"},
        {"applicant": "0002", "contract": "C3", "amount": "100", "related_party": "", "paid_on": "2022-03-01"},
    ])  # fmt: skip
    figures = [{"applicant": one, "year": year, "local_contribution": "20000", "works": "1"}
               for one in ("甲", "0002") for year in ("2021", "2022")]  # fmt: skip
    _write_csv(folder / "figures.csv", figures)
    for kind in ("patent", "award_won", "title", "loan", "case"):
        _write_csv(
            folder / f"{kind}.csv",
            [],
            [
                "applicant",
                "number" if kind in ("patent", "award_won", "case") else "name" if kind == "title" else "contract",
            ],
        )
    out = release.folder / "out"
    release.write("", "batch", "town.ipp", "--facts", "tables", "-o", "out", "--as-of", "2021-12-31", "--ledger")
    shutil.copytree(out / "ledger", folder / "history")
    shutil.rmtree(out)


def _write_csv(path: Path, rows: Sequence[Mapping[str, str]], names: Sequence[str] = ()) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names or [*rows[0]])
        writer.writeheader()
        writer.writerows(rows)


PAGES = 30
"""The number of generated pages."""


def _write_pages(path: Path, seed: int) -> None:
    """Generated pages other than drafts, each with open and with complete facts, and what this release decides."""
    made = ((f"{seed}:{number}", generated(seed, number)) for number in itertools.count())
    pages: list[Facts] = []
    while len(pages) < PAGES:
        name, page = next(made)
        compiled = compile_generated(page)
        if not compiled.text.startswith("policy "):
            continue
        trial = trial_of(compiled, compiled.edges, name, 0)
        pages.append({
            "name": name, "vocabulary_name": page.vocabulary_name, "vocabulary": compiled.vocabulary_text.splitlines(),
            "page": compiled.text.splitlines(), "decisions": [
                {"facts": facts, **sums_of(compiled.evaluate(facts))} for facts in (trial.open_facts, trial.facts)],
        })  # fmt: skip
    text = ",\n".join(json.dumps(page, ensure_ascii=False) for page in pages)
    path.write_text(f"[\n{text}\n]\n", encoding="utf-8", newline="\n")


def _results(release: Release) -> str:
    """The results of the release for its files, with one line per evaluation."""
    found = []
    for evaluation in EVALUATIONS:
        result = result_of(evaluation, release.folder, release.printed)
        found.append(json.dumps({"name": evaluation.name, **result}, ensure_ascii=False, sort_keys=True))
    return "[\n" + ",\n".join(found) + "\n]\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
