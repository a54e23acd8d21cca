"""Laws of signed sums: the order of terms is free, and `less` is `above` where the difference is not negative."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import ipdsl
from tests.support.semantics.signed_pages import ACCEPTED, VOCABULARY, page, total

DEALS = st.lists(
    st.fixed_dictionaries({name: st.integers(0, 3000) for name in ("price", "rebate", "extra")}), min_size=3, max_size=3
)
TERMS = (("plus", "price"), ("less", "rebate"), ("plus", "extra"), ("less", "700"))
RELAXED = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(terms: tuple[tuple[str, str], ...]) -> str:
    """The terms as a sum; the first one is added."""
    return " ".join([terms[0][1], *(f"{sign} {name}" for sign, name in terms[1:])])


ORDERS = sorted({written(order) for order in itertools.permutations(TERMS) if order[0][0] == "plus"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.ipp").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


def sums(folder: Path, amount: str, deals: list[dict[str, int]]) -> list[int]:
    source = page(folder, f"award {amount} to firm when deal done\nuncapped", language=ACCEPTED)
    return [total(source, deal) for deal in deals]


@pytest.mark.broad
@RELAXED
@given(deals=DEALS)
def test_the_order_of_terms_is_free(folder: Path, deals: list[dict[str, int]]) -> None:
    assert len({tuple(sums(folder, order, deals)) for order in ORDERS[::3]}) == 1


@pytest.mark.broad
def test_an_inner_cut_depends_on_the_order(folder: Path) -> None:
    """The planted fault: the first difference is cut at 0."""
    deals = [{"price": 100, "rebate": 900, "extra": 2000}]
    assert sums(folder, "(price above rebate) plus extra less 700", deals) != sums(folder, ORDERS[0], deals)


@pytest.mark.broad
@RELAXED
@given(deals=DEALS)
def test_less_is_above_where_it_is_not_negative(folder: Path, deals: list[dict[str, int]]) -> None:
    plain = [deal for deal in deals if deal["price"] >= deal["rebate"]]
    less, above = (sums(folder, f"(price {word} rebate) plus extra", plain) for word in ("less", "above"))
    assert less == above


@pytest.mark.broad
def test_less_is_not_above_where_it_is_negative(folder: Path) -> None:
    """The planted fault: the law would fail without its condition."""
    deals = [{"price": 100, "rebate": 900, "extra": 2000}]
    less, above = (sums(folder, f"(price {word} rebate) plus extra", deals) for word in ("less", "above"))
    assert less != above


def loss(source: object) -> dict[str, object]:
    return {"contract": "1", "done_on": "2022-05-01", "price": 500, "rebate": source, "extra": 0}


def test_a_field_takes_losses_only_if_it_may_be_below_0(folder: Path) -> None:
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "as_of": "2022-12-31", "records": {"deal": [loss(-300)]}}
    source = page(folder, "award price less rebate to firm when deal done\nuncapped", language=ACCEPTED)
    with pytest.raises(ipdsl.FactsError, match="R033"):
        ipdsl.load_text(source.text, source.name).evaluate(facts)
    signed = VOCABULARY.replace('rebate "返利" money', 'rebate "返利" money, may be below 0')
    (folder / "words.ipp").write_text(signed, encoding="utf-8")
    decision = ipdsl.load_text(source.text, source.name).evaluate(facts)
    assert decision.total.minor == 80_000
