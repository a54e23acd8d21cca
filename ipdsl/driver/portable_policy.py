"""A policy as one JSON text that can be sent to a different process, which settles tables with it.

Input: a compiled policy. Output: a text with the generated Python module and the column program; `unpack` turns it into
a `TablePolicy`. The text is executed when it is unpacked, in the same namespaces as all generated code. It is therefore
a program: do not unpack untrusted texts. Nothing is pickled, and no page is read or compiled. Both processes must use
the same version of ipdsl.
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
from ipdsl.codegen.python import loader
from ipdsl.codegen.python.module import emit
from ipdsl.plain_data.errors import FactsError

if TYPE_CHECKING:
    from ipdsl.batch.evaluate import TablePolicy
    from ipdsl.batch.kernel.program import ColumnCode
    from ipdsl.lower.plan import Plan

MOST_CACHED = 8
"""Number of unpacked policies that a process keeps."""


def pack(plan: Plan) -> str:
    """The policy as a text."""
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
    """The policy from its text. Raises `FactsError` if a different version of ipdsl packed it."""
    from ipdsl.batch.evaluate import TablePolicy  # packing needs no tables

    data = json.loads(text)
    if data["ipdsl"] != __version__:
        raise FactsError(Report([OtherVersion(other=data["ipdsl"], own=__version__)]))
    code = loader.load(data["module"], data["name"])
    if code.program.content_hash != data["content_hash"]:
        raise InternalError(f"the module of {data['name']} was made from other pages")
    column_codes: dict[bool, ColumnCode] = {}

    def columns(compiled: bool) -> ColumnCode:
        if compiled not in column_codes:
            column_codes[compiled] = load_parts(data["columns"], code.program, compiled=compiled)
        return column_codes[compiled]

    return TablePolicy(code, columns)
