"""The folder of a ledger of `ipdsl batch`: its head is written last, and a folder that is not whole is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ipdsl
from ipdsl.batch import parts
from ipdsl.batch.result import LedgerRows
from ipdsl.plain_data.errors import FactsError
from tests.support.batch import ledgers
from tests.support.batch.ledgers import LOANS, loans
from tests.support.cli import Ran, run
from tests.support.slow import sampled

FIRMS = 40
HELD = 4_000_00
"""What 40 firms are due: 100 each."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page, the facts of two years, and the results of the first."""
    folder = tmp_path_factory.mktemp("first")
    page = ledgers.page(folder, LOANS)
    for year in (2022, 2023):
        ledgers.write(folder / str(year), loans(year, FIRMS))
    ran = ledgers.settle(page, folder / "2022", folder / "out", 2022, "--chunk", "7")
    assert ran.code == 0, ran.both
    return folder


@pytest.fixture
def copied(first: Path, tmp_path: Path) -> Path:
    """A copy, in which the ledger is the history of the second year."""
    folder = Path(shutil.copytree(first, tmp_path / "copied"))
    ledgers.next_year(folder / "2023", folder / "out")
    return folder


def second(folder: Path, *more: str, page: str = "t.ipp") -> Ran:
    """The run of the second year."""
    return ledgers.settle(folder / page, folder / "2023", folder / "later", 2023, *more)


def each(folder: Path, *more: str, page: str = "t.ipp") -> Ran:
    """The same year by `eval`, applicant by applicant."""
    return run("eval", folder / page, "--each", "--facts", folder / "2023", "--as-of", "2023-12-31", *more)


# ---------------------------------------------------------------------------------------------- a whole ledger


def test_a_whole_ledger_is_read_and_nobody_is_paid_twice(copied: Path) -> None:
    ran = second(copied)
    assert ran.code == 0, ran.both
    assert ledgers.total_of(copied / "later") == 0
    before, after = (ledgers.head_of(copied / name)["ledger_head"] for name in ("out", "later"))
    assert (before["lines"], before["due"], before["by_year"]) == (FIRMS, "4000.00", {"2022": "4000.00"})
    assert before["files"] == [
        {"name": f"part-{chunk:05}.parquet", "lines": 7 if chunk < 5 else 5} for chunk in range(6)
    ]
    assert (after["lines"], after["previous"]) == (2 * FIRMS, before["number"])
    assert each(copied).code == 0


def test_the_head_has_every_part_of_its_schema(first: Path) -> None:
    head = ledgers.head_of(first / "out")
    assert [*head] == ["schema", "policy", "currency", "ledger_head", "pages"]
    assert (head["schema"], head["policy"], head["currency"]) == (3, "t", "CNY")
    [page] = head["pages"]
    assert [award["label"] for award in page["awards"]] == ["lend"]
    assert [*head["ledger_head"]] == ["lines", "due", "carried", "by_year", "digest", "files", "number", "previous",
                                      "kept_applicants"]  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize(
    "more", sampled([["--chunk", "1"], ["--chunk", "11", "--processes", "2"], []], 3, others="broad")
)
def test_chunks_and_processes_do_not_change_the_ledger(more: list[str], copied: Path, tmp_path: Path) -> None:
    facts = copied / "2023"
    odd = pa.table({"applicant": ["nobody", "F001", "F001"], "clause": ["lend"] * 3, "item": ["x", "y", "z"],
                    "year": ["2022"] * 3, "due": ["5", "6", "7"], "policy": [None, "t", "other"]})  # fmt: skip
    history = pa.concat_tables([pq.read_table(part) for part in sorted((facts / "history").glob("*.parquet"))])
    shutil.rmtree(facts / "history")
    pq.write_table(pa.concat_tables([odd.slice(0, 1), odd.slice(1)]), facts / "history.parquet")
    assert history.num_rows == FIRMS
    outs = []
    for name, options in (("some", more), ("seven", ["--chunk", "7"])):
        out = tmp_path / name
        assert ledgers.settle(copied / "t.ipp", facts, out, 2023, *options).code == 1
        outs.append((ledgers.lines_of(out), ledgers.head_of(out)))
    (lines, head), (other_lines, other_head) = outs
    assert lines == other_lines
    for each_head in (head, other_head):
        del each_head["ledger_head"]["files"]
    assert head == other_head
    assert head["ledger_head"]["kept_applicants"] == 1


@pytest.mark.broad
def test_an_order_of_chunks_breaks_the_law(copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = LedgerRows.table

    def last_first(rows: LedgerRows) -> Any:
        lines, of_rows, is_claim = table(rows)
        return lines.take(list(range(len(lines)))[::-1]), of_rows[::-1], is_claim[::-1]

    monkeypatch.setattr(LedgerRows, "table", last_first)
    with pytest.raises(AssertionError):
        test_chunks_and_processes_do_not_change_the_ledger(["--chunk", "11"], copied, tmp_path)


# ---------------------------------------------------------------------------------------------- a killed run


def _stopping(at: int, write: Callable[[Path, Any], None]) -> Callable[[Path, Any], None]:
    """A write that is stopped, the `at`-th time."""
    numbers = iter(range(1, 10_000))

    def replace(target: Path, data: Any) -> None:
        if next(numbers) == at:
            raise KeyboardInterrupt
        write(target, data)

    return replace


def heads_of_stopped_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, chunk: int = 7) -> list[bool]:
    """For runs that are stopped at each write: whether the ledger is whole. A ledger with a head has to be."""
    out, write, found = folder / "stopped", parts._replace, list[bool]()
    for at in range(1, 200):
        with monkeypatch.context() as patch:
            patch.setattr(parts, "_replace", _stopping(at, write))
            ran = ledgers.settle(folder / "t.ipp", folder / "2022", out, 2022, "--chunk", str(chunk), "--restart")
        lines = len(ledgers.lines_of(out)) if (out / "ledger").exists() else 0
        if (out / "ledger" / "head.json").exists():
            assert ledgers.head_of(out)["ledger_head"]["lines"] == lines == FIRMS, at
        found.append(lines == FIRMS)
        if ran.code == 0:
            return found
        assert ran.code == 130
    raise AssertionError("the run did not end")


@pytest.mark.broad
@pytest.mark.parametrize(("chunk", "chunks"), sampled([(20, 2), (7, 6)], 2))
def test_a_run_that_is_stopped_at_any_write_has_no_head_or_is_whole(
    chunk: int, chunks: int, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = heads_of_stopped_runs(copied, monkeypatch, chunk)
    assert len(found) > 6 * chunks, "each part of each table was a place to stop at"
    assert (found[0], found[-1]) == (False, True)


def test_a_head_written_first_breaks_the_law(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = parts.ResultFolder.write

    def early(self: parts.ResultFolder, tables: Any, line: Any) -> None:
        (self.path / "ledger" / "head.json").write_text(json.dumps({"ledger_head": {"lines": FIRMS}}))
        write(self, tables, line)

    monkeypatch.setattr(parts.ResultFolder, "write", early)
    with pytest.raises(AssertionError):
        heads_of_stopped_runs(copied, monkeypatch)


def test_the_ledger_of_a_killed_run_is_refused(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # B1
    out = copied / "killed"
    with monkeypatch.context() as patch:
        patch.setattr(parts, "_replace", _stopping(14, parts._replace))
        assert ledgers.settle(copied / "t.ipp", copied / "2022", out, 2022, "--chunk", "7").code == 130
    assert 0 < len(ledgers.lines_of(out)) < FIRMS
    ledgers.next_year(copied / "2023", out)
    for ran in (second(copied), each(copied)):
        assert ran.code in (1, 2)
        assert "error[R075]" in ran.both
        assert "its run did not end" in ran.both


def test_a_new_run_in_the_folder_removes_the_head_first(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(parts, "_replace", _stopping(1, parts._replace))
        again = ledgers.settle(copied / "t.ipp", copied / "2022", copied / "out", 2022, "--chunk", "7")
    assert again.code == 130
    assert not (copied / "out" / "ledger" / "head.json").exists()
    assert ledgers.settle(copied / "t.ipp", copied / "2022", copied / "out", 2022, "--chunk", "7").code == 0
    assert ledgers.head_of(copied / "out") == ledgers.head_of(copied / "2023" / ".." / "out")


# ---------------------------------------------------------------------------------------------- a changed ledger


def _drop(folder: Path) -> None:
    (folder / "part-00003.parquet").unlink()


def _double(folder: Path) -> None:
    shutil.copy(folder / "part-00003.parquet", folder / "part-00009.parquet")


def _rewrite(folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    part = folder / "part-00003.parquet"
    table = pq.read_table(part)
    rows = table.to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, table.schema), part)


def _pay_less(rows: list[dict[str, Any]]) -> None:
    rows[0]["due"] = [("2022", 1)]


def _rename(rows: list[dict[str, Any]]) -> None:
    rows[0]["applicant"] = "F999"


def _exchange(rows: list[dict[str, Any]]) -> None:
    rows[0]["item"], rows[1]["item"] = rows[1]["item"], rows[0]["item"]


def _state_nothing(rows: list[dict[str, Any]]) -> None:
    rows[0]["keys"] = None


def _edit_head(folder: Path, part: str, value: object) -> None:
    head = json.loads((folder / "head.json").read_text(encoding="utf-8"))
    if part in head and value is None:
        del head[part]
    else:
        head[part] = value
    (folder / "head.json").write_text(json.dumps(head), encoding="utf-8")


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a part is missing": (_drop, "R075"),
    "a part is there twice": (_double, "R075"),
    "the head is missing": (lambda folder: (folder / "head.json").unlink(), "R075"),
    "the head is no JSON": (lambda folder: (folder / "head.json").write_text("{"), "R075"),
    "the head has no sums": (lambda folder: _edit_head(folder, "ledger_head", None), "R075"),
    "the head has no policy": (lambda folder: _edit_head(folder, "policy", None), "R076"),
    "a sum is less": (lambda folder: _rewrite(folder, _pay_less), "R075"),
    "a line is of another applicant": (lambda folder: _rewrite(folder, _rename), "R074"),
    "two items are exchanged": (lambda folder: _rewrite(folder, _exchange), "R074"),
    "keys are gone": (lambda folder: _rewrite(folder, _state_nothing), "R074"),
    "parts are exchanged": (
        lambda folder: [shutil.move(folder / one, folder / other) for one, other in (  # type: ignore[func-returns-value]
            ("part-00000.parquet", "x"), ("part-00001.parquet", "part-00000.parquet"), ("x", "part-00001.parquet"))]
        and None,
        "R074",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sampled(CHANGES, len(CHANGES), others="broad"))
def test_a_ledger_that_is_not_as_it_was_written_is_refused_or_answered_for(name: str, copied: Path) -> None:
    change, code = CHANGES[name]
    change(copied / "2023" / "history")
    for ran in (second(copied), each(copied)):
        assert ran.code in (1, 2)
        assert f"error[{code}]" in ran.both, ran.both
        assert "--accept-modified-ledger NAME" in " ".join(ran.both.split())
    accepted = second(copied, "--accept-modified-ledger", "Li")
    assert "error[" not in accepted.err, accepted.both
    assert "Li answers for it" in " ".join(accepted.out.split())
    assert "Li answers for it" in " ".join(each(copied, "--accept-modified-ledger", "Li").both.split())


@pytest.mark.parametrize(
    ("part", "value", "code"),
    sampled([("policy", "other", "R060"), ("currency", "EUR", "R061"), ("schema", 4, "R066")], 3, others="broad"),
)
def test_nobody_can_answer_for_a_ledger_of_something_else(part: str, value: object, code: str, copied: Path) -> None:
    _edit_head(copied / "2023" / "history", part, value)
    for ran in (second(copied, "--accept-modified-ledger", "Li"), each(copied, "--accept-modified-ledger", "Li")):
        assert ran.code in (1, 2)
        assert f"error[{code}]" in ran.both


def test_payments_may_be_added(copied: Path) -> None:
    day = pq.read_table(copied / "2023" / "history" / "part-00003.parquet")["event_date"][0].as_py()
    _rewrite(copied / "2023" / "history", lambda rows: rows[0].update(payments=[{"day": day, "amount": 1}]))
    assert second(copied).code == 0


@pytest.mark.broad
@pytest.mark.parametrize("fault", ["no digest", "no comparison"])
def test_a_change_that_nobody_finds_breaks_the_law(fault: str, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if fault == "no digest":
        monkeypatch.setattr(parts, "_add_to_digest", lambda *_: None)
        head = parts.folder_head  # the same fault in the writer
        assert head is not None
        assert ledgers.settle(copied / "t.ipp", copied / "2022", copied / "o", 2022, "--chunk", "7").code == 0
        ledgers.next_year(copied / "2023", copied / "o")
    else:
        monkeypatch.setattr(parts, "_breaks", lambda *_: iter(()))
    with pytest.raises(AssertionError):
        test_a_ledger_that_is_not_as_it_was_written_is_refused_or_answered_for("two items are exchanged", copied)


# ---------------------------------------------------------------------------------------------- another policy


def test_the_ledger_of_a_renamed_page_is_refused(copied: Path) -> None:  # B2
    ledgers.page(copied, LOANS, name="t2")
    for ran in (second(copied, page="t2.ipp"), each(copied, page="t2.ipp")):
        assert ran.code in (1, 2)
        assert "error[R060]: this ledger belongs to `t`, but the policy is `t2`" in ran.both


WHOLE = ("applicant", "policy", "clause", "item", "event_date", "year", "proposed", "admitted", "charged", "due",
         "outcome")  # fmt: skip


def _old_ledger(copied: Path) -> Path:
    """The ledger as a table without a head, in the columns of a release before 0.7."""
    history = copied / "2023" / "history"
    table = pa.concat_tables([pq.read_table(part) for part in sorted(history.glob("*.parquet"))])
    shutil.rmtree(history)
    pq.write_table(table.select(WHOLE), copied / "2023" / "history.parquet")
    return copied


def test_a_ledger_without_a_head_is_read_and_refused_for_another_policy(copied: Path) -> None:
    _old_ledger(copied)
    assert second(copied).code == 0
    assert ledgers.total_of(copied / "later") == 0
    ledgers.page(copied, LOANS, name="t2")
    for ran in (second(copied, "--restart", page="t2.ipp"), each(copied, page="t2.ipp")):
        assert ran.code in (1, 2)
        assert "error[R060]" in ran.both
    policy = ipdsl.load(copied / "t2.ipp")
    with pytest.raises(FactsError, match="R060"):
        policy.evaluate_table(loans(2023, FIRMS, pq.read_table(copied / "2023" / "history.parquet")), as_of=None)


@pytest.mark.parametrize(
    "why", sampled(["short lines", "a former document", "a line of this policy"], 3, others="broad")
)
def test_lines_of_other_documents_are_payments_under_them(why: str, copied: Path) -> None:
    history = _old_ledger(copied) / "2023" / "history.parquet"
    table, body = pq.read_table(history), LOANS
    if why == "short lines":
        table = table.select(["applicant", "policy", "clause", "item", "year", "due"])
    elif why == "a line of this policy":
        own = table.slice(0, 1).set_column(1, "policy", pa.array(["t2"]))
        table = pa.concat_tables([own, table.slice(1)])
    else:
        body = f'  replaces "t"\n    clause lend was lend\n\n{LOANS}'
    pq.write_table(table, history)
    page = ledgers.page(copied, body, name="t2")
    page.write_text(page.read_text(encoding="utf-8").replace("\n\n  replaces", "\n  replaces"), encoding="utf-8")
    ran = second(copied, page="t2.ipp")
    assert ran.code == 0, ran.both


def test_a_ledger_folder_is_no_history_in_json(copied: Path) -> None:
    facts = copied / "facts.json"
    facts.write_text(json.dumps({"applicant": {"id": "F001", "kinds": ["firm"]}}), encoding="utf-8")
    ran = run("eval", copied / "t.ipp", "--facts", facts, "--history", copied / "out" / "ledger")
    assert ran.code == 2
    assert "error[U014]" in ran.both
    assert "are the table `history` of the next `ipdsl batch`" in " ".join(ran.both.split())
