"""Tables of whole cities in the benchmarks: the measured results equal those of `total` and `evaluate`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="the extra `test` is not installed anew")
pytest.importorskip("pyarrow", reason="the extra `test` is not installed anew")

import pyarrow.parquet as pq  # noqa: E402  # after Arrow was found

from benchmarks import cities, cities_drawn, ours_cities, scalar_cities, tables  # noqa: E402
from benchmarks.handwritten import dongyang_tables  # noqa: E402
from ipdsl.batch.evaluate import CPYTHON  # noqa: E402

pytestmark = pytest.mark.slow

FIRMS, TIMES = 25, 2


@pytest.fixture(params=cities_drawn.CITIES)
def city(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a table of few firms, repeated twice. Nothing is compiled."""
    monkeypatch.setattr(cities_drawn, "HOME", tmp_path)
    monkeypatch.setattr(cities_drawn, "BASE", FIRMS)
    monkeypatch.setattr(cities_drawn, "EXPLAINED", 10)
    monkeypatch.setattr(ours_cities, "LLVM", CPYTHON)
    return cities_drawn.drawn(request.param, TIMES * FIRMS)[0]


def test_every_job_gives_what_total_says_of_each_firm_and_year(city: Path) -> None:
    due, ours, alone = np.load(city / "due.npy"), ours_cities.Engine(city, 2), scalar_cities.Engine(city, 1)
    paid = {year for year, amount in zip(alone.city.years, due.sum(0), strict=True) if amount}
    assert {*alone.city.years_of_effect} <= paid
    assert len(paid) >= 3
    assert (due[:FIRMS] == due[FIRMS:]).all()
    for answer in (ours.jobs["totals"], ours.jobs["claims"], lambda: ours.from_parquet("nested")):
        assert (answer() == due).all()
    assert (alone.sums() == due[: alone.units]).all()
    for answer in alone.jobs.values():
        assert (answer() == due[: alone.units].sum(1)).all()


def test_a_claim_that_evaluate_does_not_tell_is_found(city: Path) -> None:
    claims = json.loads((city / "claims.json").read_text())
    claims[0][cities_drawn.CLAIM.index("paid")] += "0"
    (city / "claims.json").write_text(json.dumps(claims))
    with pytest.raises(ValueError, match="not those of `evaluate`"):
        ours_cities.Engine(city, 1).jobs["claims"]()


def test_firms_have_unique_names(city: Path) -> None:
    names = pq.read_table(tables.nested_path(city))["id"].to_pylist()
    assert len(set(names)) == TIMES * FIRMS
    assert "records each" in cities.told(city, TIMES * FIRMS)


def test_a_number_that_is_not_a_multiple_of_the_base_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cities_drawn, "BASE", 20)
    with pytest.raises(ValueError, match="or a multiple"):
        cities_drawn.drawn("dongyang", 30)


@cache
def read() -> list[dongyang_tables.Facts]:
    city = cities_drawn.CITIES["dongyang"]
    return [facts for _, facts in city.read(city.policy, city.firms(30))]


def test_columns_by_hand_repeat_a_base() -> None:
    found, want = dongyang_tables.repeated(read(), 3), dongyang_tables.columns_of(read() * 3)
    for one, other in zip(found, want, strict=True):
        assert one.dtype == other.dtype
        assert (one == other).all()
