"""Years of one firm with loans that `batch` settles one by one, each with the ledger of the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from tests.support.batch.ledgers import lines_of, next_year, settle, write
from tests.support.ledgers import HEAD, VOCABULARY


def dues_in_batch(
    folder: Path, pages: Sequence[str], loans: Sequence[Sequence[Mapping[str, Any]]], *options: str
) -> list[dict[str, int]]:
    """The amounts due in yuan by item, in the ledger after each year from 2022 on.

    `loans` are those that the facts state from a year on.
    """
    (folder / "words.ipp").write_text(VOCABULARY, "utf-8")
    dues: list[dict[str, int]] = []
    stated: list[Mapping[str, Any]] = []
    for year, (text, more) in enumerate(zip(pages, loans, strict=True), 2022):
        (folder / "aid.ipp").write_text(HEAD + text, "utf-8")
        stated += more
        of_loans = {name: [each[name] for each in stated] for name in ("contract", "sum", "drawn_on")}
        sums = pa.array([sum_ * 100 for sum_ in of_loans["sum"]], pa.int64())
        write(folder / "facts", {
            "applicant": pa.table({"id": ["F1"], "kinds": ["firm"]}),
            "loan": pa.table({"applicant": ["F1"] * len(stated), **of_loans, "sum": sums}),
        })  # fmt: skip
        if year > 2022:
            next_year(folder / "facts", folder / f"out{year - 1}")
        done = settle(folder / "aid.ipp", folder / "facts", folder / f"out{year}", year, *options)
        assert done.code == 0, done.both
        due = Counter[str]()
        for line in lines_of(folder / f"out{year}"):
            due[line["item"]] += sum(dict(line["due"]).values()) // 100
        dues.append(dict(due))
    return dues
