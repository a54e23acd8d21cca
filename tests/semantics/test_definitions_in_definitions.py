"""Definitions that use others, several times or in long chains: their size is known before they are expanded.

Work is measured in calls. It grows with the lines of a page, and not with the size to which they would expand. A page
that is accepted can be settled, alone and over columns.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

import ipdsl
from ipdsl.driver.compilation import Compilation
from tests.support.call_counts import calls
from tests.support.cli import Ran, run
from tests.support.slow import sampled

OF, TO = "of technology_contract", "to enterprise when technology_contract recorded"
MONEY, CONDITION = f"award LAST {TO}", f"award 100 {TO} and LAST"
HEAD = f"here NAME {OF} means TEXT"
ABOUT_ALL = "here NAME means TEXT"


@attrs.frozen
class Chain:
    """The first definition, each next one made from the one before it (`IT`), and a sentence with the last one."""

    first: str
    following: str
    sentence: str = MONEY
    head: str = HEAD

    def page(self, length: int) -> str:
        """A page with so many definitions."""
        lines = ["use ip"]
        for number in range(length):
            text = self.following.replace("IT", f"d{number - 1}") if number else self.first
            lines.append(self.head.replace("NAME", f"d{number}").replace("TEXT", text))
        return "\n".join([*lines, "", self.sentence.replace("LAST", f"d{length - 1}")]) + "\n"


BY_FLAG = f"here NAME {OF} by put_to_use\n  yes: TEXT\n  no: TEXT"
AS_FOLLOWS = f"here NAME {OF} as follows\n  put_to_use: TEXT\n  otherwise: TEXT"
OF_A_ROW = "here NAME of ip_insurance by right_kind\n  patent_right: TEXT\n  otherwise: 3"
SEVERAL_TIMES = {
    "a sum": Chain("amount", "IT plus IT"),
    "a difference": Chain("amount", "IT less IT"),
    "three times": Chain("amount", "IT plus IT plus IT"),
    "sixty times": Chain("amount", " plus ".join(["IT"] * 60)),
    "the least": Chain("amount", "min(IT, IT)"),
    "the greatest of three": Chain("amount", "max(IT, IT, IT)"),
    "a share": Chain("amount", "50% of (IT plus IT)"),
    "a part": Chain("amount", "(IT above 5) plus (IT up to 7)"),
    "rounded": Chain("amount", "(IT plus IT) rounded down to 10"),
    "numbers": Chain("2", "IT times IT", f"award 5 times LAST {TO}"),
    "bare numbers": Chain("2", "IT plus IT"),
    "a bare number in a sum": Chain("2", "(IT plus amount) less IT"),
    "a rate": Chain("5%", "IT plus IT", f"award LAST of amount {TO}"),
    "a count": Chain(
        "number of technology_contract recorded", "IT plus IT", f"award 100 {TO} and LAST more than 3", ABOUT_ALL
    ),
    "a total": Chain(
        "total amount of technology_contract recorded", "IT plus IT", f"award 100 {TO} and LAST more than 5", ABOUT_ALL
    ),
    "in a total": Chain("amount", "IT plus IT", f"award 100 {TO} and total LAST {OF} recorded more than 5"),
    "a day": Chain("recorded_on", "max(IT, IT)", f"award 100 {TO} and LAST more than 1 year ago"),
    "and": Chain("put_to_use", "IT and (related_party or IT)", CONDITION),
    "or": Chain("put_to_use", "(IT and not IT) or IT", CONDITION),
    "not": Chain("put_to_use", "not (IT and IT)", CONDITION),
    "compared": Chain("amount", "IT plus IT", f"award 100 {TO} and LAST more than 5"),
    "between": Chain("amount", "IT plus IT", f"award 100 {TO} and amount between 5 and LAST"),
    "rows of an answer": Chain("amount", "IT plus IT", head=BY_FLAG),
    "rows of numbers": Chain("1", "IT plus IT", head=BY_FLAG),
    "rows of conditions": Chain("amount", "IT plus IT", head=AS_FOLLOWS),
    "a row of another": Chain(
        "1", "(IT of patent_right) plus (IT of patent_right)",
        "award 5 times (LAST of patent_right) to enterprise when ip_insurance bought", OF_A_ROW,
    ),
    "the applicant": Chain("located_here", "IT and (operating or IT)", f"award 100 {TO}\n  if LAST", ABOUT_ALL),
    "counted records": Chain(
        "has at least 1 technology_contract recorded", "IT and (has at least 2 technology_contract recorded and IT)",
        f"award 100 {TO}\n  if LAST", ABOUT_ALL,
    ),
    "the year": Chain("local_contribution", "IT plus IT", f"award 1% of LAST {TO}", ABOUT_ALL),
    "in a cap": Chain(
        "local_contribution", "IT plus IT", f"award amount {TO}\ncap LAST per enterprise per year", ABOUT_ALL
    ),
    "in a cap by claim": Chain("amount", "IT plus IT", f"award amount {TO}\ncap LAST per contract"),
    "in rows": Chain("amount", "IT plus IT", f"award by LAST {TO}\n  at least 5: LAST\n  otherwise: 50% of LAST"),
    "in Chinese": Chain(
        "金额", "IT 加 IT", "对 专利合同 备案 的 企业，奖励 LAST", "本文件所称 专利合同 的 NAME 是指 TEXT"
    ),
}  # fmt: skip


def codes(page: Path) -> list[str]:
    return sorted(
        {finding.code for finding in Compilation.from_file(str(page)).check() if finding.severity.value == "error"}
    )


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(sampled(SEVERAL_TIMES, 9), 54, others="broad"))
def test_what_would_double_with_each_line_is_told_before_it_is_done(name: str, tmp_path: Path) -> None:
    page, work = tmp_path / "p.ipp", dict[int, int]()
    for length in (2, 31, 62):
        page.write_text(SEVERAL_TIMES[name].page(length), encoding="utf-8")
        found: list[str] = []
        work[length] = calls(lambda found=found: found.extend(codes(page)))  # type: ignore[misc]  # mypy reads no default
        assert found == ([] if length == 2 else ["N033"]), found
    assert work[62] < 3 * work[31] + 200_000
    assert work[31] < 4_000_000


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(["in Chinese", "a sum", "or"], 3))
def test_no_command_expands_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.ipp").write_text(SEVERAL_TIMES[name].page(31), encoding="utf-8")
    Path("f.json").write_text('{"applicant": {"id": "F"}, "records": {}, "history": []}', encoding="utf-8")
    refused = (
        ("check",), ("dump", "typed"), ("dump", "plan"), ("dump", "python"), ("test",), ("readings",), ("schema",),
        ("eval", "--facts", "f.json"), ("ask", "--facts", "f.json"), ("compile", "-o", "m.py"),
    )  # fmt: skip
    for command in refused:
        words = (*command[:2], "p.ipp", *command[2:]) if command[0] == "dump" else (command[0], "p.ipp", *command[1:])
        ran: list[Ran] = []
        work = calls(lambda words=words, ran=ran: ran.append(run(*words)))  # type: ignore[misc]  # as above
        assert ran[0].code == 1, command
        assert "N033" in ran[0].both, command
        assert work < 6_000_000, command
    for printed in (("fmt", "--check"), ("fmt", "--to", "zh"), ("fmt", "--to", "en")):
        assert calls(lambda printed=printed: run(*printed, "p.ipp")) < 6_000_000, printed  # type: ignore[misc]


@pytest.mark.broad
def test_each_advice_is_tried_on_a_page_of_bounded_work(tmp_path: Path) -> None:
    """A misspelled word has edits to try, and each of them checks all definitions again."""
    page = tmp_path / "p.ipp"
    page.write_text(SEVERAL_TIMES["a sum"].page(31).replace("enterprise when", "enterprize when"), encoding="utf-8")
    assert calls(lambda: codes(page)) < 8_000_000


LINES = {
    "plus": Chain("amount", "IT plus 1"),
    "the same": Chain("amount", "IT"),
    "brackets": Chain("amount", "(((IT plus 1) plus 1) plus 1) plus 1"),
    "sums of sixty": Chain("amount", "IT" + " plus 1" * 60),
    "min of min": Chain("amount", "min(" * 20 + "IT" + ", 5)" * 20),
    "parts of parts": Chain("amount", "((IT above 5 up to 7) above 1 up to 2)"),
    "products": Chain("amount", "2 times IT times 3 times 4 times 5 times 6"),
    "not": Chain("put_to_use", "not IT", CONDITION),
    "many not": Chain("put_to_use", "not " * 30 + "IT", CONDITION),
    "or": Chain("put_to_use", "(IT and related_party) or related_party", CONDITION),
    "rows": Chain("amount", "IT plus 1", head=f"here NAME {OF} by put_to_use\n  yes: TEXT\n  no: 5"),
    "last rows": Chain("amount", "IT", head=f"here NAME {OF} as follows\n  put_to_use: 5\n  otherwise: TEXT"),
    "rows in rows": Chain(
        "amount", "IT", MONEY,
        f"here NAME {OF} by put_to_use\n  yes: by related_party\n    yes: TEXT\n    no: 5\n  no: 5",
    ),
    "a row of another": Chain(
        "1", "(IT of patent_right) plus 1",
        "award 5 times (LAST of patent_right) to enterprise when ip_insurance bought", OF_A_ROW,
    ),
    "the applicant": Chain("located_here", "not (IT and operating)", f"award 100 {TO}\n  if LAST", ABOUT_ALL),
}  # fmt: skip
FACTS: dict[str, Any] = {
    "applicant": {"id": "F", "kinds": ["enterprise"], "located_here": True, "operating": True},
    "as_of": "2022-12-31",
    "history": [],
    "records": {
        "technology_contract": [
            {
                "contract": "A", "amount": 300000, "recorded_on": "2022-03-01", "put_to_use": True,
                "related_party": False,
            },
            {"contract": "B", "recorded_on": "2022-03-01"},
        ],
        "ip_insurance": [{"contract": "I", "premium": 5, "right_kind": "patent_right", "bought_on": "2022-03-01"}],
    },
}  # fmt: skip
AROUND = {"alone": "LAST", "in min": "min(" * 60 + "LAST" + ", 7)" * 60, "in sums": "LAST" + " plus 1" * 61}


@pytest.mark.broad
@pytest.mark.parametrize("around", sampled(AROUND, 2))
@pytest.mark.parametrize("name", sampled(sampled(LINES, 5), 20, others="broad"))
def test_the_longest_chain_that_is_accepted_can_be_settled(name: str, around: str, tmp_path: Path) -> None:
    """The next definition is too much, and tells so."""
    chain, page = LINES[name], tmp_path / "p.ipp"
    if chain.sentence == MONEY:
        chain = attrs.evolve(chain, sentence=MONEY.replace("LAST", AROUND[around]))

    def found(length: int) -> list[str]:
        page.write_text(chain.page(length), encoding="utf-8")
        return codes(page)

    low, high = 2, 130
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if found(middle) else (middle, high)
    assert found(low + 1) == ["N033"]
    assert found(low) == []
    policy = ipdsl.load(str(page))
    assert policy.evaluate(FACTS).due.low == policy.total_bounds(FACTS).low
    policy.column_code()


@pytest.mark.parametrize(
    "length", [300, pytest.param(1000, marks=pytest.mark.slow), pytest.param(5000, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", sampled(sampled(LINES, 4), 8, others="broad"))
def test_a_chain_of_any_length_is_told(name: str, length: int, tmp_path: Path) -> None:
    page = tmp_path / "p.ipp"
    page.write_text(LINES[name].page(length), encoding="utf-8")
    assert codes(page) == ["N033"]


def test_the_order_of_the_lines_does_not_matter(tmp_path: Path) -> None:
    page = tmp_path / "p.ipp"
    use, *lines, empty, sentence = LINES["plus"].page(400).splitlines()
    page.write_text("\n".join([use, *reversed(lines), empty, sentence]) + "\n", encoding="utf-8")
    assert codes(page) == ["N033"]


def test_the_finding_names_the_word_that_is_too_large(tmp_path: Path) -> None:
    page = tmp_path / "p.ipp"
    for chain, length, text in (
        (SEVERAL_TIMES["a sum"], 20, "`d19` and the words before it have more than 20000 parts"),
        (LINES["plus"], 80, "`d79` and the words before it have more than 128 levels of nesting"),
    ):
        page.write_text(chain.page(length), encoding="utf-8")
        [finding] = [each for each in Compilation.from_file(str(page)).check() if each.severity.value == "error"]
        assert finding.texts().title == text


def test_rows_that_use_each_other_are_told(tmp_path: Path) -> None:
    page = tmp_path / "p.ipp"
    page.write_text(
        "use ip\nhere t of ip_insurance by right_kind\n  patent_right: t of copyright\n  copyright: t of patent_right\n"
        "  otherwise: 1\n\naward 5 times (t of patent_right) to enterprise when ip_insurance bought\n",
        encoding="utf-8",
    )
    assert codes(page) == ["N033"]
