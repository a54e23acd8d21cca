"""Records, listings and situations of a small vocabulary, made by hand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction

from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import DatedValue, FactRef, Facts, Listing, Rank, Record, Support
from ipdsl.lower.lowering import lower
from ipdsl.schema.values.value_type import Fact, KnownValues
from tests.support import made

PROGRAM = lower(made.contracts(), "hash").program

DAY = datetime.date(2022, 6, 1)

D = datetime.date


def record(kind: str, id_: str, **values: Fact) -> Record:
    fixed = dict(PROGRAM.schema.record_by_name[kind].fixed)
    root = PROGRAM.schema.record_by_name[kind].root
    return Record(kind, root, id_, id_, KnownValues({**fixed, **values}), f"$.records.{kind}[0]")  # type: ignore[dict-item]


def situation(
    records: Mapping[str, Listing] | None = None, *, fields: Mapping[str, Fact | DatedValue] | None = None,
    figures: Mapping[int, Mapping[str, Fact]] | None = None,
    series: Mapping[str, Mapping[tuple[str, D], Fraction]] | None = None,
    assume: Mapping[FactRef, Fact] | None = None, on: Record | None = None, ranks: tuple[Rank, ...] = (),
    support: tuple[Support, ...] | None = None, strict: bool = False,
) -> Situation:  # fmt: skip
    facts = Facts(
        "F1", frozenset({"enterprise", "unit"}), fields or {}, records or {},
        figures or {}, None, support, (), None,
        series or {}, datetime.date.max, "digest", ranks,
    )  # fmt: skip
    return Situation(PROGRAM, facts, on, DAY, DAY.year, assumptions=assume or {}, is_strict=strict)


def listing(*records: Record, partial: bool = False) -> Listing:
    return Listing(records, partial)
