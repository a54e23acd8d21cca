"""The slice as one lazy query of Polars, over tables in memory or directly over Parquet, flat or nested.

Money is Int64, and so is every literal, because an Int32 would wrap around. Polars does not report overflow of 64 bits;
the amounts of the generated tables are far below that.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from benchmarks.tables import (
    DAY,
    FLAG,
    KINDS,
    MONEY,
    PERSON,
    READ,
    TEXT,
    TITLE,
    UNIT,
    YEARS,
    Array,
    all_columns,
    csv_path,
    flat_path,
    forms_of,
    nested_path,
    numbered,
)

START, END = date(2021, 12, 21), date(2024, 12, 31)
COLUMNS = [f"y{year}" for year in YEARS]
OF_TITLE = {"national_demonstration": 200_000, "national_advantage": 100_000, "provincial_demonstration": 80_000}
MUNICIPAL = "municipal_demonstration"
col, Frames = pl.col, dict[str, pl.LazyFrame]


def yuan(sum_: int) -> pl.Expr:
    return pl.lit(sum_ * 100, pl.Int64)


def whole(value: int) -> pl.Expr:
    return pl.lit(value, pl.Int64)


def within(tables: Frames, frame: pl.LazyFrame, day: str) -> pl.LazyFrame:
    """The records in the window, up to the applicant's as-of date, which is rarely within the window."""
    early = tables["applicant"].filter(col("as_of") < END).select("who", "as_of")
    found = frame.filter(col(day).is_between(START, END)).join(early, on="who", how="left")
    return found.filter(col("as_of").is_null() | (col(day) <= col("as_of"))).with_columns(
        place=(col(day).dt.year() - YEARS[0])
    )


def yearly(frame: pl.LazyFrame, *made: tuple[pl.Expr, str]) -> pl.LazyFrame:
    """A column for each year. `made` has values and the aggregation of a year's values."""
    found = []
    for index, name in enumerate(COLUMNS):
        parts = [getattr(value.filter(col("place") == index), how)().fill_null(whole(0)) for value, how in made]
        found.append(sum(parts[1:], parts[0]).cast(pl.Int64).alias(name))
    return frame.group_by("who").agg(*found)


def fixed(tables: Frames, kind: str, day: str, sum_: int) -> pl.LazyFrame:
    return times(counted(within(tables, tables[kind], day)), sum_)


def counted(frame: pl.LazyFrame) -> pl.LazyFrame:
    return yearly(frame, (col("place"), "len"))


def times(frame: pl.LazyFrame, sum_: int) -> pl.LazyFrame:
    return frame.with_columns(col(name) * yuan(sum_) for name in COLUMNS)


def capped(frame: pl.LazyFrame, most: int) -> pl.LazyFrame:
    return frame.with_columns(pl.min_horizontal(name, yuan(most)) for name in COLUMNS)


def thirty(name: str) -> pl.Expr:
    return (col(name) * whole(3) + whole(5)) // whole(10)


def works(tables: Frames) -> pl.LazyFrame:
    found = counted(within(tables, tables["copyright_work"], "certified_on"))
    most = pl.when("person").then(whole(50)).when("unit").then(whole(100)).otherwise(whole(0))
    found = found.join(tables["applicant"].select("who", most=most), on="who")
    return times(found.with_columns(pl.min_horizontal(name, "most") for name in COLUMNS).drop("most"), 200)


def patents(tables: Frames) -> pl.LazyFrame:
    ripe = pl.max_horizontal(col("filed_on").dt.offset_by("10y"), col("granted_on"), pl.lit(START))
    frame = tables["invention_patent"].filter(col("filed_on") <= date(END.year - 10, 12, 31)).with_columns(ripe=ripe)
    frame = frame.filter(col("lapsed_on").is_null() | (col("ripe") < col("lapsed_on")))
    return times(counted(within(tables, frame, "ripe")), 10_000)


def contracts(tables: Frames) -> pl.LazyFrame:
    frame = tables["technology_contract"].filter(col("put_to_use") & ~col("related_party"))
    amount = col("amount")
    tiers = pl.when(amount >= yuan(5_000_000)).then(yuan(50_000)).when(amount >= yuan(1_000_000)).then(yuan(20_000))
    sum_ = tiers.otherwise((amount + whole(50)) // whole(100))
    return capped(yearly(within(tables, frame, "recorded_on"), (sum_, "sum")), 50_000)


def titles(tables: Frames) -> pl.LazyFrame:
    frame = within(tables, tables["ip_title"], "recognised_on")
    sum_ = whole(0)
    for title, of in OF_TITLE.items():
        sum_ = pl.when(col("title") == title).then(yuan(of)).otherwise(sum_)
    municipal = pl.when(col("title") == MUNICIPAL).then(yuan(50_000)).otherwise(whole(0))
    return yearly(frame, (sum_, "max"), (municipal, "sum"))


def certified(tables: Frames) -> pl.LazyFrame:
    audits = within(tables, tables["certification"], "passed_on").select("who", day="passed_on")
    patent = tables["invention_patent"].select("who", "granted_on", "lapsed_on")
    valid = (col("granted_on") <= col("day")) & (col("lapsed_on").is_null() | (col("day") < col("lapsed_on")))
    found = [audits.join(patent, on="who").filter(valid).select("who", "day")]
    for kind, on, least in (("utility_patent", "granted_on", 5), ("software_copyright", "certified_on", 8)):
        held = audits.unique().join(tables[kind], on="who").filter(col(on) <= col("day"))
        found.append(held.group_by("who", "day").len().filter(col("len") >= least).select("who", "day"))
    first = pl.concat(found).group_by("who").agg(col("day").min())
    return times(counted(first.with_columns(place=col("day").dt.year() - YEARS[0])), 20_000)


def query(tables: Frames) -> pl.LazyFrame:
    """The amounts due to each applicant in each year, in the order of the table of applicants."""
    loans = tables["loan_interest"].filter("on_schedule")
    parts = [
        fixed(tables, "geo_indication_product", "recognised_on", 200_000),
        fixed(tables, "geo_indication_trademark", "registered_on", 100_000),
        fixed(tables, "collective_trademark", "registered_on", 10_000),
        works(tables),
        patents(tables),
        contracts(tables),
        capped(yearly(within(tables, loans, "paid_on"), (thirty("interest_paid"), "sum")), 100_000),
        capped(yearly(within(tables, tables["ip_insurance"], "bought_on"), (thirty("premium"), "sum")), 50_000),
        titles(tables),
        certified(tables),
    ]
    sums = pl.concat([part.select("who", *COLUMNS) for part in parts]).group_by("who").agg(col(*COLUMNS).sum())
    found = tables["applicant"].join(sums, on="who", how="left", maintain_order="left")
    here = pl.when("located_here")
    return found.select(here.then(col(name).fill_null(whole(0))).otherwise(whole(0)).alias(name) for name in COLUMNS)


OWN = {
    "unit": col("kinds").list.eval(pl.element().is_in(UNIT)).list.any(),
    "person": col("kinds").list.eval(pl.element().is_in(PERSON)).list.any(),
}


POLARS = {TEXT: pl.String, DAY: pl.Date, MONEY: pl.Int64, FLAG: pl.Boolean, TITLE: pl.String}
"""The types of fields for reading CSV."""


def scan_csv(path: Path, fields: dict[str, str]) -> pl.LazyFrame:
    return pl.scan_csv(path, schema={name: POLARS[is_] for name, is_ in fields.items()})


class Engine:
    """The tables of a folder, and the queries over them. The number of threads is fixed when Polars is imported."""

    def __init__(self, folder: Path, threads: int) -> None:
        assert pl.thread_pool_size() == threads
        self.folder, self.forms = folder, forms_of(folder)

    def load(self) -> None:
        """Load all tables into memory, with the applicant as a number."""
        self.memory = {kind: pl.from_arrow(table) for kind, table in numbered(all_columns(self.folder)).items()}
        self.memory["applicant"] = self.memory["applicant"].rename({"here": "located_here"})

    def sums(self) -> Array:
        return self.asked({kind: frame.lazy() for kind, frame in self.memory.items()})

    def asked(self, tables: Frames) -> Array:
        return query(tables).collect().to_numpy()

    def scans(self, form: str) -> Frames:
        if form == "flat":
            found = {
                kind: pl.scan_parquet(flat_path(self.folder, kind)).select(col("applicant").alias("who"), *read)
                for kind, read in READ.items()
            }
            applicant = pl.scan_parquet(flat_path(self.folder, "applicant")).rename({"id": "who"})
        elif form == "csv":
            found = {
                kind: scan_csv(csv_path(self.folder, kind), {"applicant": TEXT, **fields})
                .select(col("applicant").alias("who"), *READ[kind])
                for kind, fields in KINDS.items()
            }  # fmt: skip
            own = {"id": TEXT, "kinds": TEXT, "located_here": FLAG, "as_of": DAY}
            rows = scan_csv(csv_path(self.folder, "applicant"), own).rename({"id": "who"})
            applicant = rows.with_columns(kinds=pl.concat_list("kinds"))
        else:
            rows = pl.scan_parquet(nested_path(self.folder)).with_row_index("who")
            found = {
                kind: rows.select("who", kind).filter(col(kind).list.len() > 0).explode(kind)
                .select("who", *(col(kind).struct.field(name) for name in read))
                for kind, read in READ.items()
            }  # fmt: skip
            applicant = rows
        return {**found, "applicant": applicant.select("who", "located_here", "as_of", **OWN)}

    def from_parquet(self, form: str) -> Array:
        return self.asked(self.scans(form))

    def read(self, form: str) -> int:
        """Read only: the columns of the scans, in memory."""
        return sum(frame.collect().height for frame in self.scans(form).values())
