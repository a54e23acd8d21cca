"""An award pays each of its rows once, and the page rewrites the rows between two years."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pytest

import ipdsl
from ipdsl.ledger.recall import Recall, RecalledAward
from ipdsl.plain_data.errors import FactsError
from tests.support.ledgers import VOCABULARY, firm, loan, page, years, yuan
from tests.support.slow import sampled

MEMBERS = ("tiny", "small", "big", "huge")
CHOICES = VOCABULARY.replace("applicant fields", f"choice size {' · '.join(MEMBERS)}\n\napplicant fields").replace(
    "  bank text\n", "  bank text\n  kind_of size\n"
)
OTHERWISE = "otherwise"
Rows = Sequence[tuple[str, ...]]
"""The members of each row."""


def award(rows: Sequence[str], by: str = "kind_of", once: str = " once") -> str:
    """An article of one award with these rows, which pay 1,000, 2,000 and so on."""
    lines = "".join(f"    {row}: {place * 1000}\n" for place, row in enumerate(rows, 1))
    return f'article 1 "Loans"\n  award by {by}{once} to firm when loan drawn\n{lines}'


def year(number: int, *loans: tuple[str, str] | tuple[str, str, int]) -> dict[str, Any]:
    """The facts of a year: the contract of each loan, its member and its sum."""
    drawn = [
        loan(contract, f"{number}-03-{day:02}", *(sum_ or (100,)), kind_of=member)
        for day, (contract, member, *sum_) in enumerate(loans, 1)
    ]
    return firm(number, loan=drawn)


def by_decisions(pages: Sequence[ipdsl.Policy], facts: Sequence[dict[str, Any]]) -> list[str]:
    return [yuan(decision) for decision in years(pages, facts)]


def by_columns(pages: Sequence[ipdsl.Policy], facts: Sequence[dict[str, Any]]) -> list[str]:
    """What is due in each year, or the code of the error; the firm is in a table."""
    dues, ledger = list[str](), None
    for policy, stated in zip(pages, facts, strict=True):
        loans = [{"applicant": "F1", **each, "sum": each["sum"] * 100} for each in stated["records"]["loan"]]
        tables: Any = {"applicant": pa.table({"id": ["F1"], "kinds": ["firm"]}), "loan": pa.Table.from_pylist(loans)}
        tables |= {} if ledger is None else {"history": ledger}
        result = policy.evaluate_table(tables, as_of=stated["as_of"], ledger=True)
        [due], codes = result.applicants["due"].to_pylist(), result.errors["code"].to_pylist()
        dues.append(codes[0] if codes else f"{due / 100:,.2f}")
        ledger = result.ledger
    return dues


def sums(folder: Path, texts: Sequence[str], facts: Sequence[dict[str, Any]], vocabularies: Sequence[str] = ()) -> Any:
    """The totals of the years, by decisions and by a table, which are equal; an error has its code."""
    words = vocabularies or [CHOICES] * len(texts)
    pages = [page(folder, text, vocabulary) for text, vocabulary in zip(texts, words, strict=True)]
    try:
        totals = by_decisions(pages, facts)
    except FactsError as error:
        totals = [*by_decisions(pages[:-1], facts[:-1]), *(finding.code for finding in error.report)]
    assert by_columns(pages, facts) == totals
    return totals


# ---------------------------------------------------------------------------------------------- rows of members

BIG, AGAIN = year(2022, ("A", "big")), year(2023, ("A", "big"))
EDITS = {
    "the rows stay": (["big", "small"], ["big", "small"]),
    "a row takes a member more": (["big", "small"], ["huge, big", "small"]),
    "two rows become one": (["big", "small"], ["small, big"]),
    "a row is split": (["big, huge", "small"], ["huge", "big", "small"]),
    "rows and members change places": (["big, huge", "small"], ["small", "huge, big"]),
    "the row becomes otherwise": (["big", "small"], ["small", OTHERWISE]),
    "the row was otherwise": (["small", OTHERWISE], ["big", "small"]),
    "otherwise loses the member": (["small", OTHERWISE], ["big", OTHERWISE]),
}


@pytest.mark.parametrize("name", sampled(EDITS, 3, others="broad"))
def test_a_loan_is_not_paid_again_if_the_row_of_its_member_has_other_words(name: str, tmp_path: Path) -> None:
    texts = [award(rows) for rows in EDITS[name]]
    assert sums(tmp_path, texts, [BIG, AGAIN])[1] == "0.00"


@pytest.mark.parametrize("name", sampled(EDITS, 3, others="broad"))
def test_a_loan_is_paid_under_a_row_that_has_not_paid_it(name: str, tmp_path: Path) -> None:
    before, after = EDITS[name]
    together = any({"big", "small"} <= {*row.split(", ")} for row in after) or (
        OTHERWISE in after and "small" not in after
    )
    [_, due] = sums(tmp_path, [award(before), award(after)], [BIG, year(2023, ("A", "small"))])
    assert (due == "0.00") is (name == "two rows become one") or together


def draw_rows(draw: random.Random) -> Rows:
    """The members in rows; the last row may be `otherwise`."""
    members = draw.sample(MEMBERS, len(MEMBERS))
    ends = sorted(draw.sample(range(1, len(members)), draw.choice([1, 2, 3])))
    return [tuple(members[start:end]) for start, end in zip([0, *ends], [*ends, len(members)], strict=True)]


def words_of(rows: Rows, has_otherwise: bool) -> list[str]:
    words = [", ".join(row) for row in rows]
    return [*words[:-1], OTHERWISE] if has_otherwise else words


def broken_rows(seed: int, folder: Path) -> bool:
    """Whether drawn loans under drawn rows, which are drawn again for the second year, are paid other sums than those
    of their rows, each of which pays a loan once.
    """
    draw = random.Random(seed)
    before, after = draw_rows(draw), draw_rows(draw)
    texts = [award(words_of(rows, draw.random() < 0.5)) for rows in (before, after)]
    loans = [[(contract, draw.choice(MEMBERS)) for contract in "ABCDE"] for _ in range(2)]
    place = {member: number for number, row in enumerate(after, 1) for member in row}
    due = sum(1000 * place[now] for (_, then), (_, now) in zip(*loans, strict=True) if place[then] != place[now])
    return bool(sums(folder, texts, [year(2022, *loans[0]), year(2023, *loans[1])])[1] != f"{due:,.2f}")


@pytest.mark.broad
def test_a_row_that_was_rewritten_pays_each_loan_once(tmp_path: Path) -> None:
    assert not [seed for seed in range(12) if broken_rows(seed, tmp_path)]


@pytest.mark.broad
def test_the_law_notices_rows_that_are_found_by_their_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.ledger.lines._with_present_row", lambda context, situation, clause, line, path: line)
    assert [seed for seed in range(12) if broken_rows(seed, tmp_path)]


def test_columns_leave_lines_of_awards_with_other_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [award(rows) for rows in EDITS["otherwise loses the member"]]
    real = Recall._follow

    def with_rows_as_before(self: Recall, number: int, place: int) -> RecalledAward:
        return attrs.evolve(real(self, number, place), has_other_sum=False)

    monkeypatch.setattr(Recall, "_follow", with_rows_as_before)
    with pytest.raises(AssertionError):
        sums(tmp_path, texts, [BIG, AGAIN])


# ---------------------------------------------------------------------------------------------- rows of conditions

HIGH, HIGH_AGAIN = year(2022, ("A", "big", 6000)), year(2023, ("A", "big", 6000))
FROM_5000, FROM_4000 = (["at least " + low, "at least 1000"] for low in ("5000", "4000"))


@pytest.mark.parametrize("once", ["award", "row"])
def test_a_row_whose_threshold_changed_is_refused_if_the_loan_may_be_claimed_again(once: str, tmp_path: Path) -> None:
    texts = [award(rows, "sum") for rows in (FROM_5000, FROM_4000)]
    if once == "row":
        texts = [text.replace(" once", "").replace(": 1000\n", ": 1000 once\n") for text in texts]
    assert sums(tmp_path, [texts[0]] * 2, [HIGH, HIGH_AGAIN]) == ["1,000.00", "0.00"]
    assert sums(tmp_path, texts, [HIGH, HIGH_AGAIN]) == ["1,000.00", "R028"]
    assert sums(tmp_path, texts, [HIGH, year(2023, ("B", "big", 6000))]) == ["1,000.00", "1,000.00"]
    both = year(2023)
    both["records"]["loan"] = [*HIGH["records"]["loan"], loan("B", "2023-03-01", 6000, kind_of="big")]
    assert sums(tmp_path, texts, [HIGH, both]) == ["1,000.00", "1,000.00"], "its own event is not a claim again"


def test_the_finding_names_the_award_and_what_to_write(tmp_path: Path) -> None:
    texts = [award(rows, "sum") for rows in (FROM_5000, FROM_4000)]
    with pytest.raises(FactsError) as error:
        by_decisions([page(tmp_path, text, CHOICES) for text in texts], [HIGH, HIGH_AGAIN])
    [finding] = error.value.report
    assert (finding.code, finding.path, finding.word) == ("R028", "$.history[0].row", "at least 5000")
    assert "keep the words of the row, or write `once per item`" in str(error.value)
    kept = award([*FROM_5000[:1], *FROM_4000], "sum")
    per_item = texts[1].replace("once", "once per item")
    ended = f"  ended 1.loan.drawn\n\n{texts[1]}    as fresh\n"
    for text, due in ((kept, "0.00"), (per_item, "0.00"), (ended, "1,000.00")):
        assert sums(tmp_path, [texts[0], text], [HIGH, HIGH_AGAIN]) == ["1,000.00", due]


def test_a_page_without_the_row_for_a_year_stops_nothing_afterwards(tmp_path: Path) -> None:
    texts = [award(rows, "sum") for rows in (FROM_5000, FROM_4000, FROM_5000)]
    facts = [HIGH, year(2023, ("B", "big", 1000)), year(2024, ("A", "big", 6000))]
    assert sums(tmp_path, texts, facts) == ["1,000.00", "2,000.00", "0.00"]


def test_an_award_that_loses_or_gets_rows_pays_a_loan_once(tmp_path: Path) -> None:
    plain = 'article 1 "Loans"\n  award 1000 once to firm when loan drawn\n'
    for rows, by in ((["big", "small"], "kind_of"), (FROM_5000, "sum")):
        for texts in ([plain, award(rows, by)], [award(rows, by), plain]):
            assert sums(tmp_path, texts, [HIGH, HIGH_AGAIN]) == ["1,000.00", "0.00"]


def test_a_renamed_member_is_refused_if_the_loan_may_be_claimed_again(tmp_path: Path) -> None:
    texts, words = [award(["big", "small"]), award(["large", "small"])], [CHOICES, CHOICES.replace("big", "large")]
    assert sums(tmp_path, texts, [BIG, year(2023, ("A", "large"))], words) == ["1,000.00", "R028"]
    assert sums(tmp_path, texts, [BIG, year(2023, ("B", "large"))], words) == ["1,000.00", "1,000.00"]
