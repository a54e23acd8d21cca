"""The text of the one function that runs a column program for one applicant after another.

It calls the loops of all awards for an applicant, orders its claims, calculates its rooms and suspensions by year, and
settles it. It returns the first applicant for which the arrays were too short, or the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ipdsl.batch.program.program import YEARLY_TRIGGERS
from ipdsl.codegen.columns import direct_awards
from ipdsl.ir.terms import Program

NAME = "settle_applicants"
PARAMETERS = (
    "first", "stop", "left", "last", "first_year", "years", "policy", "chunk", "work", "out",
)  # fmt: skip
"""The parameters before the arrays."""

_HEAD = """
    written = work.written
    span = work.sizes[OUT_YEARS]
    for i in range(first, stop):
        for k in range(i * span, i * span + span):
            out.due[k] = 0
        if left[i] != SETTLED:
            continue
        n = 0
        work.counts[LARGE] = 0
        is_direct = out.what == TOTALS and is_plain(i, chunk)
        if is_direct:
            for k in range({slots} * span):
                out.groups.a[k], out.groups.stamp[k] = 0, 0
"""
_LOOP = """
        m = {name}({before}i, i + 1, left, last, first_year, years, written.who, written.day, written.record,
                   written.total, written.before, written.row, written.key, {width}, n, {arrays})
        if m == FULL:
            work.needs[CLAIMS] = 2 * len(written.who)
            return i
        for c in range(n, m):
            {item}
            written.clause[c], written.year[c] = {clause}, year_of(written.day[c])
            for k in range({keys}, {width}):
                written.key[c * {width} + k] = -1
        n = m
"""
_ORDER = """
        if left[i] == SETTLED and work.counts[LARGE] > 1 << SMALL:
            left[i] = TOO_LARGE
        if left[i] != SETTLED or n + chunk.prior.begin[i + 1] - chunk.prior.begin[i] == 0:
            continue
        if out.what == WRITTEN_ONLY:
            if not write_unsettled(n, policy, work, out):
                return i
            continue
        n = order_claims(i, n, left, policy, chunk, work)
        if n == 0:
            continue
        if n == NO_ROOM:
            return i
        if not begin_years(n, policy, work):
            return i
"""
_GRID = "        {name}(i, first_year, years, work.counts[FIRST_YEAR], work.counts[YEARS], {base}, {out}, {arrays})\n"
_FIXED = """
        for k in range({base}, {base} + work.counts[YEARS]):
            work.room[k] = {amount}
"""
_END = """
        if not settle_ordered(i, n, left, policy, chunk, work, out):
            return i
    return stop
"""

Part = Mapping[str, Any]
Grid = tuple[str, str, Sequence[str]]


def loop_arrays(loops: Sequence[Part], grids: Sequence[Grid]) -> tuple[str, ...]:
    """The names of the arrays that the function is given, after what every such function is given."""
    names = [name for part in loops for name in (*part["arrays"], part["item"]) if name]
    return tuple(dict.fromkeys([*names, *(name for _, _, arrays in grids for name in arrays)]))


def applicant_loop_text(
    program: Program, loops: Sequence[Part], width: int, rooms: Sequence[Grid], suspensions: Sequence[Grid],
    fixed_rooms: Sequence[int], direct: Collection[int], slots: int,
) -> str:  # fmt: skip
    """The text of the function over these loops.

    `fixed_rooms` are the rooms that are the same in each year, after the others. The loops of the clauses `direct` may
    add up amounts due without claims. `slots` is the number of their groups.
    """
    arrays = loop_arrays(loops, (*rooms, *suspensions))
    parts = [f"def {NAME}({', '.join((*PARAMETERS, *arrays))}):", _HEAD.format(slots=slots)]
    parts += [_loop_text(program, part, width, part["clause"] in direct) for part in loops]
    parts += [_ORDER, *_grid_texts(rooms, "work.room"), *_grid_texts(suspensions, "work.suspended")]
    for place, amount in enumerate(fixed_rooms):
        parts.append(_FIXED.format(base=_base(len(rooms) + place), amount=amount))
    return "\n".join(line for part in (*parts, _END) for line in part.splitlines() if line) + "\n"


def _loop_text(program: Program, part: Part, width: int, is_direct: bool) -> str:
    trigger, item = program.clauses[part["clause"]].trigger, part["item"]
    text = "written.item[c] = 0"
    if trigger.keys:  # for a set, which does not have a record
        text = f"written.item[c], written.record[c] = {item}[written.record[c]], -1"
    elif item:
        text = f"written.item[c] = {item}[written.record[c]]"
    elif trigger.kind in YEARLY_TRIGGERS:
        text = "written.item[c] = year_of(written.day[c])"
    return _LOOP.format(
        name=part["name"], arrays=", ".join(part["arrays"]), width=width, clause=part["clause"], item=text,
        keys=len(part["keys"]), before="".join(f"{name}, " for name in direct_awards.PARAMETERS) if is_direct else "",
    )  # fmt: skip


def _base(place: int) -> str:
    return f"{place} * work.counts[YEARS]" if place else "0"


def _grid_texts(grids: Sequence[Grid], out: str) -> Iterator[str]:
    for place, (_, name, arrays) in enumerate(grids):
        yield _GRID.format(name=name, base=_base(place), out=out, arrays=", ".join(arrays))
