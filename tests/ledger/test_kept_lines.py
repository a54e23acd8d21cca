"""A later ledger has every line that was read, as it was: by every command, for every applicant, under every page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.ledger import ledger_file, recall
from ipdsl.ledger.ledger_file import ReadLedger
from ipdsl.plain_data.errors import FactsError
from tests.support.cli import Ran, run
from tests.support.console import working_in
from tests.support.ledgers import HEAD, VOCABULARY, firm, loan

BEFORE = """article 1 "Loans"
  award 10% of sum to firm when loan drawn
  cap 20000 per firm per year
  cap 30000 per firm
"""
AFTER = BEFORE.replace('article 1 "Loans"', 'article 7 "Bank loans"')
ACROSS = "  cap 900000 per year across applicants, in proportion\n"
FIRMS = ("A", "B", "C")


def write_page(folder: Path, text: str) -> None:
    (folder / "words.ipp").write_text(VOCABULARY, encoding="utf-8")
    (folder / "aid.ipp").write_text(HEAD + text, encoding="utf-8")


def write_facts(folder: Path, year: int, *names: str) -> list[str]:
    """A file for each firm, with a loan of 300,000 of the year. Returns their names."""
    for name in names:
        stated = firm(year, name, loan=[loan(f"{name}-{year}", f"{year}-03-01", 300000, bank="X")])
        (folder / f"{name}.json").write_text(json.dumps(stated), encoding="utf-8")
    return [f"{name}.json" for name in names]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of three firms, which were paid 20,000 each in 2022, and the edited page of 2023."""
    write_page(tmp_path, BEFORE)
    files = write_facts(tmp_path, 2022, *FIRMS)
    with working_in(tmp_path):
        ran = run("eval", "aid.ipp", "--each", "--facts", *files, "--ledger-out", "ledger.json")
    assert ran.code == 0, ran.both
    write_page(tmp_path, AFTER)
    return tmp_path


def settled(folder: Path, *words: str) -> tuple[Ran, dict[str, Any], dict[str, Any]]:
    """A run that reads the ledger, that ledger, and the one after it."""
    with working_in(folder):
        ran = run(*words, "--history", "ledger.json", "--ledger-out", "next.json")
        before, after = (json.loads(Path(name).read_text(encoding="utf-8")) for name in ("ledger.json", "next.json"))
    return ran, before, after


def check_that_lines_are_kept(before: dict[str, Any], after: dict[str, Any], new: int) -> None:
    assert [line for line in after["ledger"] if line["page"] == 0] == sorted(
        before["ledger"], key=[line for line in after["ledger"] if line["page"] == 0].index
    )
    assert len(after["ledger"]) == len(before["ledger"]) + new
    assert {line["page"] for line in after["ledger"]} == {0, 1}
    assert after["pages"][:1] == before["pages"]
    assert len(after["pages"]) == 2
    assert after["ledger_head"]["previous"] == before["ledger_head"]["number"]


COMMANDS = pytest.mark.parametrize(
    ("words", "names"),
    [
        (("eval", "aid.ipp", "--facts"), "A"),
        (("eval", "aid.ipp", "--each", "--facts"), "AB"),
        (("eval", "aid.ipp", "--cohort", "--facts"), "BC"),
        (("letter", "aid.ipp", "-o", "letter.html", "--facts"), "B"),
        (("letter", "aid.ipp", "-o", "{applicant}.html", "--facts"), "AC"),
        (("letter", "aid.ipp", "--cohort", "-o", "{applicant}.html", "--facts"), "AC"),
    ],
    ids=["eval", "each", "cohort", "letter", "letters", "letters of a cohort"],
)


@COMMANDS
def test_a_command_keeps_the_lines_of_all_firms(folder: Path, words: tuple[str, ...], names: str) -> None:
    """Each firm of this year gets the 10,000 that its cap has left, and has a new line."""
    files = write_facts(folder, 2023, *names)
    ran, before, after = settled(folder, *words, *files)
    assert ran.code == 0, ran.both
    check_that_lines_are_kept(before, after, len(names))
    new = {line["applicant"]: line["due"] for line in after["ledger"] if line["page"] == 1}
    assert new == {name: {"2023": "10000.00"} for name in names}


@COMMANDS
@pytest.mark.parametrize("text", [AFTER, AFTER + ACROSS], ids=["own rules", "a rule across firms"])
@pytest.mark.parametrize("more", [(), ("--accept-modified-ledger", "Li Hua")], ids=["", "accepted"])
def test_a_ledger_is_read_once_for_all_firms(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], names: str, text: str, more: tuple[str, ...]
) -> None:
    """Its answers, its digests and the awards of its pages are read once, and so is each line of another firm."""
    write_page(folder, text)
    files, calls, lines = write_facts(folder, 2023, *names), Counter[str](), list[object]()
    for module, name in ((ledger_file, "plain_lines"), (ledger_file, "seal_breaks"), (recall, "succession")):
        monkeypatch.setattr(module, name, counted(getattr(module, name), calls, name))
    monkeypatch.setattr(ledger_file, "read_lines", noted(ledger_file.read_lines, lines))
    ran, before, _ = settled(folder, *words, *files, *more)
    assert ran.code == 0, ran.both
    assert calls == {"plain_lines": 1, "seal_breaks": 1, "succession": 1}
    assert len(lines) <= len(before["ledger"])


def counted(function: Callable[..., Any], calls: Counter[str], name: str) -> Callable[..., Any]:
    """The function, which counts its calls."""

    def call(*arguments: Any, **named: Any) -> Any:
        calls[name] += 1
        return function(*arguments, **named)

    return call


def noted(function: Callable[..., Any], lines: list[object]) -> Callable[..., Any]:
    """The function that reads lines, which notes them."""

    def call(context: object, entries: Sequence[object], *arguments: Any) -> Any:
        lines.extend(entries)
        return function(context, entries, *arguments)

    return call


def test_lines_of_a_firm_with_an_error_are_kept(folder: Path) -> None:
    files = write_facts(folder, 2023, "A", "B")
    stated = json.loads((folder / "B.json").read_text(encoding="utf-8"))
    stated["records"]["loan"][0]["drawn_on"] = "2023-13-05"
    (folder / "B.json").write_text(json.dumps(stated), encoding="utf-8")
    ran, before, after = settled(folder, "eval", "aid.ipp", "--each", "--facts", *files)
    assert ran.code == 1
    check_that_lines_are_kept(before, after, 1)


def test_lines_of_a_firm_that_is_open_are_kept(folder: Path) -> None:
    """The day of the loan is not known: its line has no year."""
    files = write_facts(folder, 2023, "A")
    stated = json.loads((folder / "A.json").read_text(encoding="utf-8"))
    stated["records"]["loan"] = {"partial": True, "items": [loan("A-2023", "2023-03-01", 300000)]}
    del stated["records"]["loan"]["items"][0]["sum"]
    (folder / "A.json").write_text(json.dumps(stated), encoding="utf-8")
    ran, before, after = settled(folder, "eval", "aid.ipp", "--facts", *files)
    assert ran.code == 3, ran.both
    check_that_lines_are_kept(before, after, 1)


def test_facts_that_touch_no_line_leave_an_equal_ledger(folder: Path) -> None:
    (folder / "A.json").write_text(json.dumps(firm(2023, "A")), encoding="utf-8")
    ran, before, after = settled(folder, "eval", "aid.ipp", "--each", "--facts", "A.json")
    assert ran.code == 0, ran.both
    assert sorted(map(str, after["ledger"])) == sorted(map(str, before["ledger"]))
    totals = ("lines", "due", "by_year", "carried")
    assert [after["ledger_head"][part] for part in totals] == [before["ledger_head"][part] for part in totals]


def test_a_ledger_of_an_earlier_page_goes_through_a_workbook(folder: Path) -> None:
    """The workbook was made before the page was edited; it has the lines, the pages and the number of the ledger."""
    [file] = write_facts(folder, 2023, "A")
    book = ("template", "aid.ipp", "--for", "bureau", "--history", "ledger.json", "-o", "book.xlsx", "--facts", file)
    with working_in(folder):
        write_page(folder, BEFORE)
        assert run(*book).code == 0
        write_page(folder, AFTER)
        ran = run("eval", "aid.ipp", "--facts", "book.xlsx", "--ledger-out", "next.json")
        before, after = (json.loads(Path(name).read_text(encoding="utf-8")) for name in ("ledger.json", "next.json"))
        assert ran.code == 0, ran.both
        again = run(*book[:4], "--facts", "book.xlsx", "-o", "again.xlsx")
        assert again.code == 0, again.both
        third = run("eval", "aid.ipp", "--facts", "again.xlsx", "--ledger-out", "third.json")
        assert third.code == 0, third.both
        assert json.loads(Path("third.json").read_text(encoding="utf-8")) == after, "and through another workbook"
    own = {**before, "ledger": [line for line in before["ledger"] if line["applicant"] == "A"]}
    check_that_lines_are_kept(own, after, 1)
    assert [line["due"] for line in after["ledger"]] == [{"2022": "20000.00"}, {"2023": "10000.00"}]


@pytest.mark.parametrize(
    "words",
    [("eval", "aid.ipp"), ("ask", "aid.ipp"), ("trace", "aid.ipp", "A-2023"), ("letter", "aid.ipp", "-o", "a.html")],
    ids=lambda words: words[0],
)
def test_every_command_knows_what_the_earlier_page_charged(folder: Path, words: tuple[str, ...]) -> None:
    [file] = write_facts(folder, 2023, "A")
    with working_in(folder):
        ran = run(*words, "--facts", file, "--history", "ledger.json")
    assert ran.code == 0, ran.both
    assert "10,000.00" in ran.out
    assert "20,000.00 " not in ran.out.replace("20,000.00 per", "")


def test_a_cohort_is_refused_for_a_modified_line_of_an_absent_firm(folder: Path) -> None:
    """As `eval --cohort` does: the lines of C count under rules across firms, and are kept."""
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    policy = ipdsl.load(folder / "aid.ipp")
    stated = [firm(2023, name) for name in "AB"]
    assert policy.evaluate_cohort(stated, history=ledger).total.minor == 0
    next(line for line in ledger["ledger"] if line["applicant"] == "C")["due"] = {"2022": "19999.00"}
    with pytest.raises(FactsError, match="R074"):
        policy.evaluate_cohort(stated, history=ledger)
    assert policy.evaluate_cohort(stated, history=ledger, accept_edited="Li Hua").total.minor == 0


def test_a_ledger_that_was_read_for_one_page_is_read_again_for_another(folder: Path) -> None:
    """Its lines are in the words of the page that reads them."""
    plain = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    after = ipdsl.load(folder / "aid.ipp")
    write_page(folder, BEFORE)
    before = ipdsl.load(folder / "aid.ipp")
    ledger = ReadLedger(plain, before.program)
    for policy, label in ((before, "1.loan.drawn"), (after, "7.loan.drawn")):
        decision = policy.evaluate(firm(2023, "A"), history=ledger)
        assert [line.clause for line in decision.ledger] == [label]
