"""A policy in the form in which it travels: one text of JSON, from which another process settles tables.

In: a policy that was compiled. Out: a text that holds the generated Python module and the column program, both as the
back ends wrote them, and there again a `TablePolicy`. The text is executed where it is unpacked, in the namespaces in
which generated code always runs: who takes one from a stranger takes a program. Nothing is pickled, no page is read and
none is compiled anew. Both sides must be of one version.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from ipdsl.backends.columns.load import load_parts, parts_of
from ipdsl.backends.columns.module import emit as emit_columns
from ipdsl.backends.python.load import load
from ipdsl.backends.python.module import emit
from ipdsl.diagnostics.model import InternalError, Report
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.tables.spark_errors import OtherVersion
from ipdsl.version import __version__

if TYPE_CHECKING:
    from ipdsl.plan.ir import Plan
    from ipdsl.runtime.columns.program import ColumnCode
    from ipdsl.tables.evaluate import TablePolicy

MOST_KEPT = 8
"""So many policies are kept ready in a process."""


def packed(plan: Plan) -> str:
    """The text that travels."""
    program = plan.program
    return json.dumps(
        {
            "ipdsl": __version__,
            "name": program.name,
            "content_hash": program.content_hash,
            "module": emit(plan),
            "columns": parts_of(emit_columns(plan)),
        }
    )


@lru_cache(maxsize=MOST_KEPT)
def unpacked(text: str) -> TablePolicy:
    """The policy that travelled; `FactsError` where it was packed by another version of this program."""
    from ipdsl.tables.evaluate import TablePolicy  # who packs needs no tables

    found = json.loads(text)
    if found["ipdsl"] != __version__:
        raise FactsError(Report([OtherVersion(other=found["ipdsl"], own=__version__)]))
    code = load(found["module"], found["name"])
    if code.program.content_hash != found["content_hash"]:
        raise InternalError(f"the module of {found['name']} was made from other pages")
    made: dict[bool, ColumnCode] = {}

    def columns(compiled: bool) -> ColumnCode:
        if compiled not in made:
            made[compiled] = load_parts(found["columns"], code.program, compiled=compiled)
        return made[compiled]

    return TablePolicy(code, columns)
