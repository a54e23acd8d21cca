"""The packages that tables need in addition to the base install; checked before their import."""

from __future__ import annotations

from importlib.util import find_spec

from ipdsl.base.findings.finding import Report
from ipdsl.batch.errors import BatchLibraryMissing
from ipdsl.plain_data.errors.problems import FactsError

NEEDED = ("numpy", "pyarrow")
COMPILER = "llvmlite"
LLVM = "llvm"


def refuse_without_libraries(engine: str | None = None) -> None:
    """`FactsError` (U070) where a library that tables need, or that this engine needs, is not installed."""
    for library in (*NEEDED, COMPILER) if engine == LLVM else NEEDED:
        if find_spec(library) is None:
            raise FactsError(Report([BatchLibraryMissing(library=library)]))
