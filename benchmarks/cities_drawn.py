"""Generate firms of a whole city as a table, with the amount due to each firm in each year according to `total`.

A base of 20,000 firms is generated, settled one by one, and kept under `build/cities`. Larger tables repeat the base
under other names. All facts are stated, so that handwritten code can settle the firms. The folder of a table also has
the facts of a sample of firms and the claims of a few firms from `evaluate`. For Dongyang it has the columns of
`handwritten/dongyang_tables.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import ipdsl
from benchmarks import firms, firms_dongyang, firms_foshan, firms_qingyuan, firms_quanzhou
from benchmarks.handwritten import dongyang, dongyang_tables, shaoguan
from benchmarks.ours import ROOT
from benchmarks.records import becoming
from benchmarks.tables import ROW_GROUP, Array, nested_path
from ipdsl.batch.intake.form import LINES
from ipdsl.decision.decision import Decision
from ipdsl.facts.published_series import PublishedSeries, read_series_file
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from tests.support.in_tables import nested_table
from tests.support.project_files import files_in

HOME = ROOT / "build" / "cities"
BASE = 20_000
SAMPLE, EXPLAINED = 1_000, 200
"""Number of firms that are settled one by one next to the columns, and number of firms with compared claims."""

YEARS = tuple(range(2021, 2028))
Row = dict[str, Any]
Claim = tuple[Any, ...]
"""Applicant, clause, item, day, year, row, proposed, paid over all years, outcome, and the last rule that cut it."""

CLAIM = ("applicant", "clause", "item", "day", "year", "row", "proposed", "paid", "outcome", "cut_by")


@attrs.frozen
class City:
    """A policy, the module that generates its firms and series, its handwritten code, and the years of its totals."""

    page: str
    drawing: ModuleType
    by_hand: Callable[[Facts], int] | None = None
    years: tuple[int, ...] = YEARS

    @property
    def policy(self) -> ipdsl.Policy:
        return ipdsl.load(ROOT / "policies" / f"{self.page}.ipp")

    @property
    def years_of_effect(self) -> tuple[int, ...]:
        """The years of the totals in which the policy has effect."""
        first, last = self.policy.effective
        start, end = first.year if first else self.years[0], last.year if last else self.years[-1]
        return tuple(year for year in self.years if start <= year <= end)

    def firms(self, number: int) -> Iterator[Row]:
        """Facts of firms, without the series, which are the same for all firms."""
        for one in self.drawing.firms(number):
            yield {part: stated for part, stated in one.items() if part != "series"}

    @property
    def published(self) -> Row | None:
        """The published series of the firms, in the form of a file of series."""
        return self.drawing.series() if hasattr(self.drawing, "series") else None

    def series(self, policy: ipdsl.Policy) -> tuple[PublishedSeries, ...]:
        """The published series, read for a policy."""
        published = self.published
        return () if published is None else (read_series_file(published, policy.code.program),)

    def read(self, policy: ipdsl.Policy, every: Iterable[Row]) -> Iterator[tuple[Row, Facts]]:
        """The firms whose facts have no findings. Firms with a duplicate audit, which are rare, are skipped."""
        program, given = policy.code.program, self.series(policy)
        for one in every:
            with suppress(FactsError):
                yield one, read_facts_with_series(one, program, given)


CITIES = {
    "shaoguan": City("shaoguan_2021", firms, shaoguan.total),
    "dongyang": City("dongyang_2021", firms_dongyang, dongyang.total),
    "foshan": City("foshan_2020", firms_foshan, years=tuple(range(2019, 2026))),
    "qingyuan": City("qingyuan_2018", firms_qingyuan, years=tuple(range(2017, 2024))),
    "quanzhou": City("quanzhou_2021", firms_quanzhou),
}


def drawn(name: str, number: int) -> tuple[Path, Array]:
    """The folder of a table of this many firms, generated if missing, and the amounts due to each firm in each year."""
    size = min(number, BASE)
    if number % size:
        raise ValueError(f"give {BASE:,} firms, fewer, or a multiple")
    folder = HOME / _digest(name) / f"{name}-{number}"
    if not folder.exists():
        with becoming(folder) as new:
            _draw(CITIES[name], size, number // size, new)
    return folder, np.load(folder / "due.npy")


def _digest(name: str) -> str:
    page = CITIES[name].page
    made_by = [*files_in(ROOT / "benchmarks", "firms*.py"), ROOT / "policies" / f"{page}.ipp", Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()[:12]


def _draw(city: City, size: int, times: int, folder: Path) -> None:
    policy = city.policy
    wanted = size + size // 20 + 10  # some firms are skipped
    stated: list[Row] = []
    typed: list[Facts] = []
    sums: list[list[int]] = []
    for one, facts in city.read(policy, city.firms(wanted)):
        with suppress(ipdsl.Undetermined):  # an unstated fact affects the amount
            sums.append([policy.total(facts, year=year).minor for year in city.years])
            stated.append(one)
            typed.append(facts)
        if len(typed) == size:
            break
    base = for_parquet(nested_table(policy.code.program, stated))
    with pq.ParquetWriter(nested_path(folder), base.schema) as writer:
        writer.write_table(pa.concat_tables([renamed(base, time) for time in range(times)]), row_group_size=ROW_GROUP)
    np.save(folder / "due.npy", np.tile(np.array(sums, np.int64).reshape(-1, len(city.years)), (times, 1)))
    (folder / "sample.json").write_text(json.dumps(stated[:SAMPLE]), encoding="utf-8")
    explained = [claims_of(policy.evaluate(facts)) for facts in typed[:EXPLAINED]]
    (folder / "claims.json").write_text(json.dumps([[str(part) for part in one] for each in explained for one in each]))
    if city.page.startswith("dongyang"):
        columns = dongyang_tables.repeated(typed, times)
        np.savez(folder / "by_hand.npz", **columns._asdict())


def for_parquet(table: pa.Table) -> pa.Table:
    """The table in a form that Parquet can store: a member of a list that is always empty gets fields."""
    for at, field in enumerate(table.schema):
        if pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type) and not field.type.value_type:
            parts = [part for part, sort in LINES.get(field.name, {"id": None}).items() if not isinstance(sort, str)]
            members = pa.array([], pa.struct([(part, pa.string()) for part in parts]))
            offsets = np.zeros(table.num_rows + 1, np.int32)
            table = table.set_column(at, field.name, pa.ListArray.from_arrays(offsets, members))
    return table


def renamed(base: pa.Table, time: int) -> pa.Table:
    """The same firms under other names; the first copy keeps its names."""
    if not time:
        return base
    at = base.column_names.index("id")
    return base.set_column(at, "id", pc.binary_join_element_wise(base["id"], str(time), "-"))


def claims_of(decision: Decision) -> list[Claim]:
    """The claims of one firm with a proposed amount above zero, in the decision of `evaluate`."""
    found = []
    for one in decision.claims:
        if one.proposed.minor > 0:
            cut = next((each.rule for each in reversed(one.adjustments) if each.cut.minor), None)
            paid = sum(each.minor for each in one.paid_by_year.values())
            about = decision.applicant, one.label, one.item, one.event_date, one.year, one.row or None
            found.append((*about, one.proposed.minor, paid, one.outcome.value, cut))
    return found


def told(claims: pa.Table, names: Sequence[str]) -> list[list[str]]:
    """The claims of these firms from a table of claims, in the form of `claims.json`."""
    wanted = pa.array(names, claims.schema.field("applicant").type)
    mine = claims.filter(pc.is_in(claims["applicant"], value_set=wanted))
    return [[str(row[part]) for part in CLAIM] for row in mine.to_pylist()]
