"""The parts of a comparison by name."""

from __future__ import annotations

from tests.equivalence import schemas, settlements
from tests.equivalence.inputs import Part

PARTS: dict[str, Part] = {
    "cases": settlements.cases,
    "pairs": settlements.generated_pairs,
    "unknown": settlements.unknown_facts,
    "findings": settlements.findings,
    "schemas": schemas.schemas,
}
"""The functions that write inputs, in the order in which the calls of their parts are made."""
