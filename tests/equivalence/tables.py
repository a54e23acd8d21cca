"""The part about tables of applicants: batches from Parquet and CSV, and tables in the library."""

from __future__ import annotations

import csv
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import ipdsl
from ipdsl.ir.terms import Program
from tests.equivalence.drawn import PAGES, POLICIES, Facts, firms, write_cities
from tests.equivalence.inputs import LANGUAGES, Folder, Inputs
from tests.support.batch.drawn_cohorts import drawn_cohort, drawn_policy
from tests.support.batch.law import generated_case
from tests.support.in_tables import nested_table

COMPILED = ("shaoguan_2021",)
"""The pages that LLVM compiles, which takes seconds."""


def batches(inputs: Inputs) -> None:
    """Firms of the cities, generated pages with applicants, and generated cohorts, each as a batch or as a table."""
    folder = inputs.folder("cities")
    write_cities(folder)
    for page in PAGES:
        every = _plain_firms(page, 10 + inputs.pairs // 10, inputs.seed)
        _write_table(folder, f"{page}.parquet", ipdsl.load(POLICIES / f"{page}.ipp").program, every)
        for language in LANGUAGES:
            _batch(folder, f"{page}.ipp", f"{page}.parquet", "--claims", "--ledger", "--lang", language)
        _batch(folder, f"{page}.ipp", f"{page}.parquet", "--year", "2022", "--chunk", "7", "--engine", "cpython")
        _batch(folder, f"{page}.ipp", f"{page}.parquet", "--cohort", "--claims")
        if page in COMPILED:
            _batch(folder, f"{page}.ipp", f"{page}.parquet", "--engine", "llvm", "--claims", "--ledger")
        _write_csv(folder, page, every[:12])
        _batch(folder, f"{page}.ipp", page, "--claims", "--as-of", "2023-12-31", "--lang", "en")
        _write_csv(folder, f"{page}_one", every[:1])
        folder.commands("eval", f"{page}.ipp", "--full", "--facts", f"{page}_one")
    _generated(inputs)


def _generated(inputs: Inputs) -> None:
    for number in range(3 + inputs.pairs // 10):
        made, every = generated_case(inputs.seed, number, 6)
        inner = inputs.folder(f"generated_{number}")
        name = next(line.split()[1] for line in made.vocabulary_text.splitlines() if line.startswith("vocabulary "))
        inner.write("page.ipp", made.text)
        inner.write(f"{name}.ipp", made.vocabulary_text)
        if every:
            _write_table(inner, "firms.parquet", made.program, every)
            options = {"as_of": None, "claims": True, "ledger": True, "engine": "cpython", "cohort": number % 3 == 0}
            inner.python("table", "page.ipp", "firms.parquet", options)
    for number in range(2 + inputs.pairs // 50):
        r = inputs.random
        r.seed(f"{inputs.seed}:{number}")
        policy = drawn_policy(r)
        inner = inputs.folder(f"shared_{number}")
        inner.write("page.ipp", policy.text)
        inner.write("shares.ipp", policy.vocabulary_text)
        _write_table(inner, "firms.parquet", policy.program, drawn_cohort(r, policy, 12, odd=0.2))
        _batch(inner, "page.ipp", "firms.parquet", "--cohort", "--claims", "--ledger", "--engine", "cpython")


def _batch(folder: Folder, page: str, file: str, *options: str) -> None:
    out = f"out_{len(folder.inputs.calls)}"
    folder.command("batch", page, "--facts", file, "-o", out, *options, collect=[out])


def _plain_firms(page: str, number: int, seed: int) -> list[Facts]:
    """Random firms with unique ids."""
    return [
        {**firm, "applicant": {**firm["applicant"], "id": f"F{place}"}}
        for place, firm in enumerate(firms(page, number, seed))
    ]


def _write_table(folder: Folder, name: str, program: Program, every: list[Facts]) -> None:
    """Facts as a table in the nested form, in Parquet."""
    out = io.BytesIO()
    table: pa.Table = nested_table(program, every)
    table = table.drop_columns([field.name for field in table.schema if _is_bare(field.type)])
    pq.write_table(table, out, row_group_size=10)
    folder.write(name, out.getvalue())


def _is_bare(type_: pa.DataType) -> bool:
    """Whether it lists members without fields, which Parquet does not support."""
    return pa.types.is_list(type_) and pa.types.is_struct(type_.value_type) and not type_.value_type.num_fields


def _write_csv(folder: Folder, name: str, every: list[Facts]) -> None:
    """Facts as a folder of flat tables: one file of the applicants, and one for each kind of record."""
    rows: dict[str, list[dict[str, Any]]] = {"applicant": []}
    for firm in every:
        rows["applicant"].append({word: _cell(value) for word, value in firm["applicant"].items()})
        for kind, records in firm["records"].items():
            listed = records if isinstance(records, list) else []
            own = [{"applicant": firm["applicant"]["id"]} | {w: _cell(v) for w, v in one.items()} for one in listed]
            rows.setdefault(kind, []).extend(own)
    for kind, lines in rows.items():
        heads = list(dict.fromkeys(word for line in lines for word in line))
        if heads:
            text = io.StringIO()
            writer = csv.DictWriter(text, heads, restval="")
            writer.writeheader()
            writer.writerows(lines)
            folder.write(f"{name}/{kind}.csv", text.getvalue())


def _cell(value: Any) -> str:
    """A value as a cell. Values that a cell cannot express are left out."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list() if all(isinstance(one, str) for one in value):
            return ";".join(value)
        case str() | int():
            return str(value)
        case {"none": True}:
            return "none"
        case _:
            return ""
