"""The slice in SQL for DuckDB, over tables in memory or directly over Parquet, flat or nested.

Money is BIGINT, `//` divides integers, and sums are HUGEINT; nothing is a DOUBLE. Views give each kind of record the
column `who` and the columns that the slice reads, in every form of the tables. The query uses only these views.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from benchmarks.tables import (
    DAY,
    FLAG,
    KINDS,
    MONEY,
    PERSON,
    READ,
    ROW_GROUP,
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

SQL = {TEXT: "VARCHAR", DAY: "DATE", MONEY: "BIGINT", FLAG: "BOOLEAN", TITLE: "VARCHAR"}
"""The types of fields for reading CSV."""

START, END = "DATE '2021-12-21'", "DATE '2024-12-31'"


def within(kind: str, day: str, fields: str = "") -> str:
    """The records of a kind in the window, up to the applicant's as-of date, which is rarely within the window."""
    return (
        f"(SELECT r.who, {day} AS day{fields} FROM {kind} r LEFT JOIN early e ON r.who = e.who"
        f" WHERE {day} BETWEEN {START} AND {END} AND (e.who IS NULL OR {day} <= e.as_of))"
    )


def yearly(made: str) -> str:
    """A column for each year. `made` has a placeholder for the filter of the year."""
    return ", ".join(made.replace("{in}", f"FILTER (year(day) = {year})") + f" AS y{year}" for year in YEARS)


def capped(source: str, sum_: str, most: int, condition: str = "TRUE") -> str:
    made = yearly(f"least(coalesce(sum({sum_}) {{in}}, 0), {most})")
    return f"SELECT who, {made} FROM {source} WHERE {condition} GROUP BY who"


def fixed(source: str, sum_: int) -> str:
    return f"SELECT who, {yearly(f'count(*) {{in}} * {sum_}::BIGINT')} FROM {source} GROUP BY who"


PATENT = (
    f"(SELECT who, greatest((filed_on + INTERVAL 10 YEAR)::DATE, granted_on, {START}) AS ripe, lapsed_on"
    " FROM invention_patent WHERE lapsed_on IS NULL OR ripe < lapsed_on)"
)
LEAST = {"utility_patent": ("granted_on", 5), "software_copyright": ("certified_on", 8)}
HOLDERS = [
    "SELECT a.who, a.day FROM audits a JOIN invention_patent r ON r.who = a.who"
    " WHERE r.granted_on <= a.day AND (r.lapsed_on IS NULL OR a.day < r.lapsed_on)",
    *(
        f"SELECT a.who, a.day FROM audits a JOIN {kind} r ON r.who = a.who WHERE r.{on} <= a.day"
        f" GROUP BY a.who, a.day HAVING count(*) >= {least}"
        for kind, (on, least) in LEAST.items()
    ),
]
OF_TITLE = (
    "CASE title WHEN 'national_demonstration' THEN 20000000 WHEN 'national_advantage' THEN 10000000"
    " WHEN 'provincial_demonstration' THEN 8000000 ELSE 0 END"
)
TIERS = "CASE WHEN amount >= 500000000 THEN 5000000 WHEN amount >= 100000000 THEN 2000000 ELSE (amount + 50) // 100 END"

MUNICIPAL = "CASE WHEN title = 'municipal_demonstration' THEN 1 END"
MOST = "CASE WHEN person THEN 50 WHEN unit THEN 100 ELSE 0 END"
WORKS = f"SELECT who, {yearly('count(*) {in}')} FROM {within('copyright_work', 'certified_on')} GROUP BY who"
CONTRACTS = within("technology_contract", "recorded_on", ", amount, put_to_use, related_party")
LOANS = within("loan_interest", "paid_on", ", interest_paid, on_schedule")

PARTS = [
    fixed(within("geo_indication_product", "recognised_on"), 20_000_000),
    fixed(within("geo_indication_trademark", "registered_on"), 10_000_000),
    fixed(within("collective_trademark", "registered_on"), 1_000_000),
    f"SELECT w.who, {', '.join(f'least(w.y{year}, {MOST}) * 20000::BIGINT' for year in YEARS)}"
    f" FROM ({WORKS}) w JOIN applicant USING (who)",
    fixed(within(PATENT, "ripe"), 1_000_000),
    capped(CONTRACTS, TIERS, 5_000_000, "put_to_use AND NOT related_party"),
    capped(LOANS, "(interest_paid * 3 + 5) // 10", 10_000_000, "on_schedule"),
    capped(within("ip_insurance", "bought_on", ", premium"), "(premium * 3 + 5) // 10", 5_000_000),
    f"SELECT who, {yearly(f'coalesce(max({OF_TITLE}) {{in}}, 0) + 5000000 * count({MUNICIPAL}) {{in}}')}"
    f" FROM {within('ip_title', 'recognised_on', ', title')} GROUP BY who",
    f"SELECT who, {yearly('count(*) {in} * 2000000::BIGINT')}"
    f" FROM (SELECT who, min(day) AS day FROM ({' UNION ALL '.join(HOLDERS)}) GROUP BY who) GROUP BY who",
]
SUMS = ", ".join(f"coalesce(sum(y{year}), 0)::BIGINT AS y{year}" for year in YEARS)
DUE = ", ".join(f"CASE WHEN located_here THEN coalesce(y{year}, 0) ELSE 0 END::BIGINT AS y{year}" for year in YEARS)
QUERY = f"""
WITH early AS MATERIALIZED (SELECT who, as_of FROM applicant WHERE as_of < {END}),
     audits AS MATERIALIZED (SELECT who, day FROM {within("certification", "passed_on")}),
     parts AS ({" UNION ALL ".join(f"({part})" for part in PARTS)}),
     of_who AS (SELECT who, {SUMS} FROM parts GROUP BY who)
SELECT place, {DUE} FROM applicant LEFT JOIN of_who USING (who)
"""


def texts(names: tuple[str, ...]) -> str:
    return "[" + ", ".join(f"'{name}'" for name in names) + "]"


OWN = f"list_has_any(kinds, {texts(UNIT)}) AS unit, list_has_any(kinds, {texts(PERSON)}) AS person, located_here, as_of"


class Engine:
    """The tables of a folder, and the queries over them."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.folder, self.threads = folder, threads
        self.forms = forms_of(folder)

    def connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(config={"threads": self.threads})

    def load(self) -> None:
        """Load all tables into memory, with the applicant as a number."""
        self.memory = self.connect()
        for kind, table in numbered(all_columns(self.folder)).items():
            told = "*" if kind != "applicant" else "who, who AS place, unit, person, here AS located_here, as_of"
            self.memory.register("told", table)
            self.memory.execute(f"CREATE TABLE {kind} AS SELECT {told} FROM told")
            self.memory.unregister("told")

    def sums(self) -> Array:
        return self.asked(self.memory)

    def asked(self, connection: duckdb.DuckDBPyConnection) -> Array:
        found = connection.execute(QUERY).fetchnumpy()
        out = np.empty((len(found["place"]), len(YEARS)), np.int64)
        for index, year in enumerate(YEARS):
            out[found["place"], index] = found[f"y{year}"]
        return out

    def views(self, form: str) -> duckdb.DuckDBPyConnection:
        connection = self.connect()
        if form == "flat":
            path = flat_path(self.folder, "applicant")
            connection.execute(
                f"CREATE VIEW applicant AS SELECT id AS who, file_row_number AS place, {OWN}"
                f" FROM read_parquet('{path}', file_row_number = true)"
            )
            for kind, read in READ.items():
                path = flat_path(self.folder, kind)
                connection.execute(
                    f"CREATE VIEW {kind} AS SELECT applicant AS who, {', '.join(read)} FROM read_parquet('{path}')"
                )
            return connection
        if form == "csv":
            path, own = csv_path(self.folder, "applicant"), OWN.replace("kinds", "[kinds]")
            types = "{'id': 'VARCHAR', 'kinds': 'VARCHAR', 'located_here': 'BOOLEAN', 'as_of': 'DATE'}"
            connection.execute(
                f"CREATE VIEW applicant AS SELECT id AS who, row_number() OVER () - 1 AS place, {own}"
                f" FROM read_csv('{path}', header = true, columns = {types})"
            )
            for kind, read in READ.items():
                path, types = csv_path(self.folder, kind), {"applicant": "VARCHAR"}
                types |= {name: SQL[is_] for name, is_ in KINDS[kind].items()}
                connection.execute(
                    f"CREATE VIEW {kind} AS SELECT applicant AS who, {', '.join(read)}"
                    f" FROM read_csv('{path}', header = true, columns = {types})"
                )
            return connection
        rows = f"read_parquet('{nested_path(self.folder)}', file_row_number = true)"
        connection.execute(
            f"CREATE VIEW applicant AS SELECT file_row_number AS who, file_row_number AS place, {OWN} FROM {rows}"
        )
        for kind, read in READ.items():
            fields = ", ".join(f"r.{name}" for name in read)
            unnested = f"SELECT file_row_number AS who, unnest({kind}) AS r FROM {rows}"
            connection.execute(f"CREATE VIEW {kind} AS SELECT who, {fields} FROM ({unnested})")
        return connection

    def from_parquet(self, form: str) -> Array:
        return self.asked(self.views(form))

    def read(self, form: str) -> int:
        """Read only: the columns of the views, batch by batch, into Arrow."""
        connection, rows = self.views(form), 0
        for kind in ("applicant", *READ):
            found = connection.sql(f"SELECT * FROM {kind}").to_arrow_reader(ROW_GROUP)
            rows += sum(batch.num_rows for batch in found)
        return rows
