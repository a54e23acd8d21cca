"""The catalogue of reasons: each code has its values, of their types, and cells that name them alone."""

from __future__ import annotations

from string import Formatter
from typing import get_args

import pytest

from ipdsl.diagnostics.model import Language
from ipdsl.runtime import reasons
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.reasons import Key, Payment, Place, Published, Reason, reason
from ipdsl.runtime.wording import CATALOGUE, sentence, values_in_words
from ipdsl.values.days import Date
from ipdsl.values.money import Money
from tests.policies.encoded import POLICIES, decisions

CODES = {value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)}


def told(decision: Decision) -> list[Reason]:
    """The reasons of a decision."""
    why = [claim.reason for claim in decision.claims if claim.reason is not None]
    cuts = (cut.reason for claim in decision.claims for cut in claim.adjustments)
    return [*why, *cuts, *(part for claim in decision.claims for part in claim.parts)]


def test_every_code_has_a_row() -> None:
    assert set(CATALOGUE) == CODES


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_cell_names_values_of_its_code_alone(code: str) -> None:
    row = CATALOGUE[code]
    for cell in (row.en, row.zh):
        assert {name for _, name, _, _ in Formatter().parse(cell) if name is not None} <= set(row.values)
    types = {part for of in row.values.values() for part in get_args(of) or (of,)}
    assert all(isinstance(part, type) for part in types)


@pytest.mark.parametrize("policy", POLICIES)
def test_reasons_hold_the_values_of_their_rows(policy: str) -> None:
    found = [why for decision in decisions(policy) for why in told(decision)]
    assert found
    for why in found:
        row = CATALOGUE[why.code].values
        assert dict(why.values).keys() == row.keys(), why
        assert all(isinstance(value, row[name]) for name, value in why.values), why
        assert values_in_words(why).keys() == row.keys()


def test_a_value_is_worded_in_the_language_of_its_sentence() -> None:
    why = reason(
        "R201", left=Money(100_000), where=Place("7"), most=Money(5_000_000), per=Key(("enterprise",), by_year=True),
        published=Published(None),
    )  # fmt: skip
    assert sentence(why) == "cut to 1,000.00 by the cap of article 7: 50,000.00 per enterprise per year"
    assert sentence(why, Language.ZH) == "受第7条每enterprise每年限额50,000.00约束，减至1,000.00"


def test_a_sentence_without_a_cell_of_the_language_is_english() -> None:
    why = reason("R204", item="A", when=Payment("A", 2022, Date(2022, 3, 1)))
    assert sentence(why, Language.ZH) == "paid once only for A, and that was used up before (A, 2022-03-01)"
