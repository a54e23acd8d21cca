"""Short lines of the history without `granted`: `batch` reports their number and the rule that counts payments."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.batch.result import PaidAsGranted, remarks
from tests.support.cli import run
from tests.support.parquet import rows, run_of
from tests.support.settlement.granted_pages import HEAD, MARKS
from tests.support.slow import sampled

TOWN = MARKS.replace("CAP", "50000")
OAK = {"mark": "Oak", "recognised_on": "2024-02-01"}
LINE: dict[str, Any] = {"clause": "court", "item": "Oak", "year": 2023, "due": 5_000_000}
_LINE = pa.struct([("policy", pa.string()), ("clause", pa.string()), ("item", pa.string()), ("year", pa.int32()),
                   ("due", pa.int64()), ("granted", pa.int64()), ("level", pa.string())])  # fmt: skip
_MARKS = pa.list_(pa.struct([("mark", pa.string()), ("recognised_on", pa.string())]))


def firms(*histories: list[dict[str, Any]]) -> pa.Table:
    many = len(histories)
    return pa.table({
        "id": [f"F{at}" for at in range(many)], "kinds": [["enterprise"]] * many,
        "well_known_mark": pa.array([[OAK]] * many, _MARKS),
        "judicial_well_known_mark": pa.array([[]] * many, _MARKS), "history": pa.array(histories, pa.list_(_LINE)),
    })  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "town.ipp").write_text(TOWN, encoding="utf-8")
    return tmp_path / "town.ipp"


@pytest.mark.parametrize("chunk", sampled([1, 2, 100], 3, others="broad"))
@pytest.mark.parametrize("cohort", [False, True], ids=["each", "cohort"])
def test_the_lines_of_all_chunks_and_ways_are_counted_together(
    page: Path, tmp_path: Path, chunk: int, *, cohort: bool
) -> None:
    """The lines of all chunks and paths are counted together.

    F0 and F1, which states `granted` in one of its lines, are settled over columns. F4 is settled separately, because
    it names its clause by its label. The row of F3 fails.
    """
    other = LINE | {"item": "Elm"}
    stated = LINE | {"granted": 30_000_000}
    every = firms(
        [LINE], [stated, other], [], [LINE, LINE | {"item": "Ash", "year": 0}], [LINE | {"clause": "司法"}, other]
    )
    pq.write_table(every, tmp_path / "firms.parquet")
    words = [
        "batch",
        page,
        "--facts",
        tmp_path / "firms.parquet",
        "-o",
        tmp_path / "out",
        "--no-others",
        "--chunk",
        chunk,
    ]
    ran = run(*words, *["--cohort"] * cohort)
    assert ran.code == 1, ran.err
    (note,) = run_of(tmp_path / "out")["notes"]
    assert note.startswith("without `granted` in the history of court: 4 lines (3 applicants);")
    assert note.endswith("and `less already paid` of office counts it")
    assert f"Note: {note}" in " ".join(ran.out.split())
    found = {one["applicant"]: (one["way"] == "columns", one["due"]) for one in rows(tmp_path / "out", "applicants")}
    assert found["F0"] == (True, 35_000_000)
    assert found["F1"] == (True, 10_000_000)
    assert found["F4"] == (False, 35_000_000)


@pytest.mark.parametrize(
    ("rule", "en", "zh"),
    [
        ("no repeat per item", "`no repeat` of article 1 counts it", "第1条“不重复奖励”要计入"),
        ("top up per item", "`top up` of article 1 counts it", "第1条“晋级补足差额”要计入"),
        ("pay highest per item per year", "", ""),
        ("limit 3 items per enterprise", "", ""),
    ],
)
def test_the_rule_that_counts_what_was_granted_is_named(rule: str, en: str, zh: str) -> None:
    award = """  award by level when patent_prize won
    as post "工作站"
    provincial: 5000
    national: 7000
"""
    policy = ipdsl.load_text(f"{HEAD}{award}  {rule}\n  cap 100 per enterprise per year\n")
    line = LINE | {"clause": "post", "level": "provincial"}
    found = policy.evaluate_table(firms([line], []), as_of="2024-12-31", ignore=["well_known_mark"])
    assert found.paid_as_granted == ((PaidAsGranted("post", 1, 1),) if en else ())
    for language, said in ((Language.EN, en), (Language.ZH, zh)):
        notes = [*remarks(found.paid_as_granted, policy.program, language)]
        assert len(notes) == bool(said)
        assert all(note.endswith(said) for note in notes)
    assert found.notes == (*remarks(found.paid_as_granted, policy.program, Language.EN),)


# granted amounts in every form of facts


def plain(*, granted: bool) -> dict[str, Any]:
    line = {"clause": "court", "item": "Oak", "year": 2023, "due": "50000"} | ({"granted": "300000"} if granted else {})
    return {"applicant": {"id": "F0", "kinds": ["enterprise"]}, "history": [line], "support": [],
            "records": {"well_known_mark": [OAK], "judicial_well_known_mark": []}}  # fmt: skip


LETTERS = (
    ("en", "does not state granted, so the paid sum is assumed to be granted", "300,000.00 already granted"),
    ("zh", "历史未填写granted，以已兑现的金额作为准予的金额", "准予的300,000.00元"),
)


@pytest.mark.parametrize("form", ["json", "parquet", "xlsx"])
@pytest.mark.parametrize("granted", sampled([True, False], 2, others="broad"))
def test_what_was_granted_is_read_from_every_form_and_told_in_the_letter(
    page: Path, tmp_path: Path, form: str, *, granted: bool
) -> None:
    facts = tmp_path / f"facts.{form}"
    if form == "parquet":
        pq.write_table(firms([LINE | {"granted": 30_000_000}] if granted else [LINE]), facts)
    elif form == "json":
        facts.write_text(json.dumps(plain(granted=granted)), "utf-8")
    else:
        stated = plain(granted=False)
        lines = stated.pop("history")
        (tmp_path / "facts.json").write_text(json.dumps(stated), "utf-8")
        (tmp_path / "paid.json").write_text(json.dumps(lines), "utf-8")
        words = ["--facts", tmp_path / "facts.json", "--history", tmp_path / "paid.json", "--lang", "en"]
        ran = run("template", page, "--for", "bureau", "-o", facts, *words)
        assert ran.code == 0, ran.err
        if granted:
            state(facts, "history", "granted", "300,000")
    answered = ["--accept-modified-ledger", "Wang Li"] if form == "xlsx" else []
    ran = run("eval", page, "--facts", facts, "--format", "json", "--as-of", "2024-12-31", *answered)
    assert ran.code in (0, 3), ran.err
    assert json.loads(ran.out)["total"] == ("100000.00" if granted else "350000.00")
    for language, assumed, known in LETTERS:
        letter = tmp_path / f"{language}.html"
        ran = run(
            "letter", page, "--facts", facts, "-o", letter, "--lang", language, "--as-of", "2024-12-31", *answered
        )
        assert ran.code in (0, 3), ran.err
        said = letter.read_text("utf-8")
        assert (assumed in said, known in said) == (not granted, granted)


def state(path: Path, sheet: str, name: str, value: object) -> None:
    """Write into the first line of a sheet, in the column with this name in the hidden row."""
    book = openpyxl.load_workbook(path)
    (column,) = [cell.column for cell in book[sheet][1] if str(cell.value).partition(".")[2] == name]
    first = next(row[0].row for row in book[sheet].iter_rows() if any(cell.value == "Oak" for cell in row))
    book[sheet].cell(first, column).value = value
    book.save(path)
