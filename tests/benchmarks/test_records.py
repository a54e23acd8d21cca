"""The record tables of the benchmarks contain the values of the facts.

Handwritten code over columns gives the same results as ipdsl.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from benchmarks.handwritten.slice import years_after
from benchmarks.ours import SLICE, Ours
from ipdsl.ir.facts import Facts

np = pytest.importorskip("numpy", reason="the extra `test` is not installed anew")
pa = pytest.importorskip("pyarrow", reason="the extra `test` is not installed anew")

from benchmarks import records, tables  # noqa: E402  # both need NumPy and Arrow
from benchmarks.handwritten import slice_c, slice_numpy  # noqa: E402
from tests.support.slow import sampled  # noqa: E402

NUMBER = 300
DAYS = ("2021-12-20", "2021-12-21", "2021-12-31", "2022-01-01", "2023-12-31", "2024-12-31", "2025-01-01")
FEN = ("0.00", "0.01", "0.05", "0.49", "0.50", "0.51", "999999.99", "1000000.00", "4999999.99", "5000000.00")

Engine = Callable[[tables.Columns], tables.Array]


def by_c(threads: int) -> Engine:
    return lambda columns: slice_c.sums(columns, threads)


NO_COMPILER = "there is no C compiler here: install one, or name it in CC"
needs_compiler = pytest.mark.skipif(slice_c.compiler() is None, reason=NO_COMPILER)
ENGINES = [
    pytest.param(slice_numpy.sums, id="numpy"),
    pytest.param(by_c(1), id="c", marks=needs_compiler),
    pytest.param(by_c(2), id="c-two-threads", marks=needs_compiler),
    pytest.param(by_c(5), id="c-five-threads", marks=needs_compiler),
]


@cache
def ours() -> Ours:
    return Ours.of(SLICE)


@cache
def drawn() -> tuple[pa.Table, tables.Array]:
    every = list(records.stated(NUMBER))
    return records.nested_of(every), records.due(ours(), every)


def columns_of(table: pa.Table) -> tables.Columns:
    (batch,) = table.combine_chunks().to_batches()
    return tables.columns_of(batch)


def fact(
    index: int, *, kind: str = "enterprise", as_of: str = "2025-12-31", **of_kinds: Iterable[object]
) -> records.Stated:
    who = {"id": f"edge-{index}", "kinds": [kind], "located_here": True}
    stated = {**dict.fromkeys(tables.KINDS, ()), **of_kinds}
    return {"applicant": who, "records": {name: list(of) for name, of in stated.items()}, "history": [], "as_of": as_of}


def keyed(kind: str, **columns: tuple[object, ...]) -> list[dict[str, object]]:
    """Records of a kind. The key is the position."""
    key = next(iter(tables.KINDS[kind]))
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [{key: f"K{index}", **row} for index, row in enumerate(rows)]


def edges() -> list[records.Stated]:
    """Applicants at the edges of the window, of tiers, of rounding, of limits, and of the rights held on a day."""
    found = [fact(0), fact(1, as_of="2021-12-20", geo_indication_product=keyed("geo_indication_product",
                                                                                recognised_on=DAYS))]  # fmt: skip
    plain = {"geo_indication_product": "recognised_on", "geo_indication_trademark": "registered_on",
             "collective_trademark": "registered_on", "copyright_work": "certified_on"}  # fmt: skip
    every = {kind: keyed(kind, **{on: DAYS}) for kind, on in plain.items()}
    found += [fact(len(found) + index, as_of=day, **every) for index, day in enumerate(DAYS)]
    for kind, many in (("enterprise", 99), ("enterprise", 101), ("person", 49), ("person", 51), ("county", 10)):
        works = keyed("copyright_work", certified_on=("2023-05-01",) * many + ("2024-05-01",) * 3)
        found.append(fact(len(found), kind=kind, copyright_work=works))
    for day in ("2022-12-31", "2023-01-01"):
        for put_to_use, related in ((True, False), (False, False), (True, True)):
            contracts = keyed("technology_contract", amount=FEN, recorded_on=(day,) * len(FEN),
                              put_to_use=(put_to_use,) * len(FEN), related_party=(related,) * len(FEN))  # fmt: skip
            found += [fact(len(found) + index, technology_contract=[one]) for index, one in enumerate(contracts)]
            found.append(fact(len(found), technology_contract=contracts))
        found.append(fact(len(found), loan_interest=keyed(
            "loan_interest", interest_paid=FEN, on_schedule=(True, False) * 5, paid_on=(day,) * len(FEN)),
            ip_insurance=keyed("ip_insurance", premium=FEN, bought_on=(day,) * len(FEN))))  # fmt: skip
    for name in tables.TITLES:
        found.append(fact(len(found), ip_title=[{"title": name, "recognised_on": "2022-01-01"}]))
    titles = [{"title": name, "recognised_on": day} for name, day in zip(tables.TITLES, DAYS[2:], strict=False)]
    found.append(fact(len(found), ip_title=titles))
    found += patents(len(found))
    found += audits(len(found))
    return found


def patents(first: int) -> list[records.Stated]:
    """Filed about ten years before the ends of the window, also on leap days; granted and lapsed about that day."""
    found = []
    for filed in ("2000-02-29", "2011-12-20", "2012-02-28", "2012-02-29", "2012-03-01", "2014-12-31", "2015-01-01"):
        ripe = max(years_after(date.fromisoformat(filed), 10), date(2021, 12, 21))
        for granted in (date.fromisoformat(filed), ripe, ripe + timedelta(1)):
            for lapsed in (None, ripe, ripe + timedelta(1), ripe + timedelta(2)):
                if lapsed is None or lapsed >= granted:
                    ended = {"none": True} if lapsed is None else str(lapsed)
                    one = {"number": "P", "filed_on": filed, "granted_on": str(granted), "lapsed_on": ended}
                    found.append(fact(first + len(found), invention_patent=[one]))
    return found


def audits(first: int) -> list[records.Stated]:
    """Three audits, the last one stated first. Enough rights are held before them, between them, or never."""
    passed = [{"standard": "gbt29490", "passed_on": day} for day in ("2022-06-01", "2023-06-01")]
    passed.insert(0, {"standard": "gbt29490", "passed_on": "2024-06-01"})
    found = []
    for since in ("2022-06-01", "2022-06-02", "2023-06-01", "2023-06-02"):
        for lapsed in ("2023-01-01", "2024-01-01"):
            patent = {"number": "P", "filed_on": "2020-01-01", "granted_on": since,
                      "lapsed_on": max(since, lapsed)}  # fmt: skip
            found.append(fact(first + len(found), certification=passed, invention_patent=[patent]))
        for kind, on, least in (("utility_patent", "granted_on", 5), ("software_copyright", "certified_on", 8)):
            for many in (least - 1, least):
                held = {kind: keyed(kind, **{on: (since,) * many})}
                found.append(fact(first + len(found), certification=passed, **held))
    return found


@pytest.mark.parametrize("sums", sampled(ENGINES, 2, others="broad"))
def test_totals_of_drawn_tables_are_those_of_ipdsl_in_each_year(sums: Engine) -> None:
    table, due = drawn()
    assert (due.sum(0) > 0).all()
    assert (sums(columns_of(table)) == due).all()


@pytest.mark.parametrize("sums", ENGINES)
def test_totals_at_the_edges_are_those_of_ipdsl_in_each_year(sums: Engine) -> None:
    every = edges()
    wrong = sums(columns_of(records.nested_of(every))) != records.due(ours(), every)
    assert not [every[index] for index in np.flatnonzero(wrong.any(1))]


def test_rows_of_the_nested_table_are_the_facts() -> None:
    every = [*records.stated(60), *edges()]
    rows = records.nested_of(every).to_pylist()
    for data, row in zip(every, rows, strict=True):
        told = ours().facts(records.facts_of(row))
        read = ours().facts(data)
        assert (told.kinds, told.fields, told.as_of) == (read.kinds, read.fields, read.as_of)
        for kind, fields in tables.KINDS.items():
            assert values(told, kind, fields) == values(read, kind, fields)


def values(read: Facts, kind: str, fields: dict[str, str]) -> list[tuple[object, ...]]:
    found = read.records[kind].records
    return [(record.item, *(record.values[name] for name in fields)) for record in found]


def test_flat_tables_are_the_nested_one_in_any_order_of_records() -> None:
    table, _ = drawn()
    flat = records.flat_of(table)
    draw = np.random.default_rng(1)
    order = {kind: flat[kind].take(draw.permutation(len(flat[kind]))) for kind in tables.KINDS}
    want = slice_numpy.sums(columns_of(table))
    for records_of in (flat, order):
        found = tables.columns_of_flat(flat["applicant"], {kind: records_of[kind] for kind in tables.KINDS})
        assert (slice_numpy.sums(found) == want).all()


def test_a_record_of_somebody_else_is_refused() -> None:
    table, _ = drawn()
    flat = records.flat_of(table)
    with pytest.raises(ValueError, match="not in the table of applicants"):
        tables.columns_of_flat(flat["applicant"].slice(10), flat)


def test_the_base_is_repeated_under_other_names_and_other_keys() -> None:
    table, due = drawn()
    many = pa.concat_tables(records.pieces(table, 2 * NUMBER + 50))
    assert many.num_rows == len(set(many["id"].to_pylist())) == 2 * NUMBER + 50
    for kind, (key, *_) in {kind: tuple(fields) for kind, fields in tables.KINDS.items()}.items():
        keys = many[kind].combine_chunks().flatten().field(key).to_pylist()
        assert kind in {"ip_title", "certification"} or len(keys) == len(set(keys))
    assert (slice_numpy.sums(columns_of(many)) == np.concatenate([due, due, due[:50]])).all()


def test_tables_are_read_from_parquet_as_they_were_written(tmp_path: Path) -> None:
    table, due = drawn()
    records.write(table, 2 * NUMBER, tmp_path)
    nested = tables.all_columns(tmp_path)
    flat = tables.columns_of_flat(*tables.flat_tables(tmp_path))
    for columns in (nested, flat):
        assert (slice_numpy.sums(columns) == np.concatenate([due, due])).all()


def test_tables_are_read_from_csv_as_they_were_written(tmp_path: Path) -> None:
    table, due = drawn()
    records.write(table, NUMBER, tmp_path)
    assert tables.forms_of(tmp_path) == ("nested", "flat", "csv")
    assert (slice_numpy.sums(tables.columns_of_flat(*tables.csv_tables(tmp_path))) == due).all()
    flat = records.flat_of(next(records.pieces(table, NUMBER)))
    applicants, of_kinds = tables.csv_tables(tmp_path, keys=True)
    for kind, found in {"applicant": applicants, **of_kinds}.items():
        assert found.select(flat[kind].column_names).to_pylist() == flat[kind].to_pylist(), kind


def test_too_many_applicants_are_not_written_as_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "CSV_MOST", NUMBER - 1)
    records.write(drawn()[0], NUMBER, tmp_path)
    assert tables.forms_of(tmp_path) == ("nested", "flat")


def test_the_nested_table_is_written_alone_where_it_is_asked_for(tmp_path: Path) -> None:
    records.write(drawn()[0], NUMBER, tmp_path, nested_alone=True)
    assert [path.name for path in tmp_path.iterdir()] == ["nested.parquet"]


def test_an_applicant_of_several_kinds_has_no_place_in_csv() -> None:
    with pytest.raises(ValueError, match="several kinds"):
        records.as_lines(pa.table({"id": ["F1"], "kinds": [["enterprise", "person"]]}))


def test_a_batch_that_begins_within_a_table_is_read_by_itself() -> None:
    table, due = drawn()
    assert (slice_numpy.sums(columns_of(table.slice(100, 50))) == due[100:150]).all()


def test_ten_years_after_each_day_of_many_years() -> None:
    days = [date(1996, 1, 1) + timedelta(index) for index in range(8_000)]
    found = slice_numpy.ten_years_after(np.array([(day - date(1970, 1, 1)).days for day in days], np.int32))
    assert [date(1970, 1, 1) + timedelta(int(day)) for day in found] == [years_after(day, 10) for day in days]


@pytest.mark.parametrize("sums", ENGINES)
def test_a_sum_that_leaves_64_bits_is_refused(sums: Engine) -> None:
    loan = keyed("loan_interest", interest_paid=("1.00",), on_schedule=(True,), paid_on=("2022-05-01",))
    columns = columns_of(records.nested_of([fact(0, loan_interest=loan)]))
    huge = columns.fields["loan_interest"] | {"interest_paid": np.array([2**62], np.int64)}
    with pytest.raises(OverflowError, match="64 bits"):
        sums(replace(columns, fields={**columns.fields, "loan_interest": huge}))
