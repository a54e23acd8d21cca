"""The parts of a comparison by name."""

from __future__ import annotations

from tests.equivalence import interviews, ledgers, office_files, pages, schemas, settlements, tables
from tests.equivalence.inputs import Part

PARTS: dict[str, Part] = {
    "cases": settlements.cases,
    "pairs": settlements.generated_pairs,
    "unknown": settlements.unknown_facts,
    "findings": settlements.findings,
    "compare": settlements.comparisons,
    "years": ledgers.years,
    "cohorts": ledgers.cohorts,
    "schemas": schemas.schemas,
    "modules": schemas.modules,
    "interviews": interviews.interviews,
    "batch": tables.batches,
    "workbooks": office_files.workbooks,
    "letters": office_files.letters,
    "formats": pages.formats,
    "dumps": pages.dumps,
    "texts": pages.texts,
}
"""The functions that write inputs, in the order of the calls of their parts."""
