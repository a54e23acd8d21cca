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

from ipdsl.base.findings.finding import InternalError, Report
from ipdsl.base.version import __version__
from ipdsl.batch.errors import OtherVersion
from ipdsl.codegen.columns.loader import load_parts, parts_from_program
from ipdsl.codegen.columns.module import emit as emit_columns
from ipdsl.codegen.python.loader import load
from ipdsl.codegen.python.module import emit
from ipdsl.facts.errors.problems import FactsError

if TYPE_CHECKING:
    from ipdsl.batch.evaluate import TablePolicy
    from ipdsl.batch.program.program import ColumnCode
    from ipdsl.lower.plan import Plan

MOST_CACHED = 8
"""So many policies are kept ready in a process."""


def pack(plan: Plan) -> str:
    """The text that travels."""
    program = plan.program
    return json.dumps(
        {
            "ipdsl": __version__,
            "name": program.name,
            "content_hash": program.content_hash,
            "module": emit(plan),
            "columns": parts_from_program(emit_columns(plan)),
        }
    )


@lru_cache(maxsize=MOST_CACHED)
def unpack(text: str) -> TablePolicy:
    """The policy that travelled; `FactsError` where it was packed by another version of this program."""
    from ipdsl.batch.evaluate import TablePolicy  # who packs needs no tables

    data = json.loads(text)
    if data["ipdsl"] != __version__:
        raise FactsError(Report([OtherVersion(other=data["ipdsl"], own=__version__)]))
    code = load(data["module"], data["name"])
    if code.program.content_hash != data["content_hash"]:
        raise InternalError(f"the module of {data['name']} was made from other pages")
    column_codes: dict[bool, ColumnCode] = {}

    def columns(compiled: bool) -> ColumnCode:
        if compiled not in column_codes:
            column_codes[compiled] = load_parts(data["columns"], code.program, compiled=compiled)
        return column_codes[compiled]

    return TablePolicy(code, columns)
