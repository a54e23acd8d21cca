"""Which clauses may ask for a line of the facts, and of which kinds of records a policy speaks: by its formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.noting import Line
from ipdsl.runtime.formulas import Body, Formula


def readers_of(code: Code) -> Mapping[Line, Set[int]]:
    """The clauses that may ask for each field of the applicant, figure and kind of record."""
    program, formulas = code.program, code.evaluator.formulas
    found: dict[Line, set[int]] = {}
    for clause, body, names in zip(program.clauses, formulas.clauses, program.settlement.columns, strict=True):
        asked = {named(line) for formula in _parts(body) for line in _lines_of(formula)}
        asked |= {("applicant", name) for name in names}
        asked |= {("records", kind) for kind in program.schema.related_records.get(clause.trigger.record, ())}
        for line in asked:
            found.setdefault(line, set()).add(clause.index)
    every = set(range(len(program.clauses)))
    for _, formula in (*formulas.caps, *formulas.suspensions):
        for line in _lines_of(formula):
            found[named(line)] = every
    return found


def kinds_spoken_of(code: Code) -> tuple[str, ...]:
    """The kinds of records of which awards, references, duties, budget lines and rules speak, in order."""
    program, formulas = code.program, code.evaluator.formulas
    bodies = [*formulas.clauses, *formulas.allocations, *(body for _, body in formulas.references)]
    asked = [formula for body in (*bodies, *(body for _, body in formulas.obligations)) for formula in _parts(body)]
    asked += [formula for _, formula in (*formulas.caps, *formulas.suspensions)]
    found = {line[1] for formula in asked for line in _lines_of(formula) if line[0] == "records"}
    triggers = (*(one.trigger for one in program.clauses), *(one.trigger for one in program.references),
                *(one.trigger for one in program.allocations))  # fmt: skip
    found |= {trigger.record for trigger in triggers if trigger is not None}
    return tuple(sorted(found & program.schema.record_by_name.keys()))


def named(line: Line) -> Line:
    """What a line is of: the field of the applicant, the figure (or place by it), the kind of record."""
    group, *parts = line
    return (group, parts[0]) if group == "records" else ("figures" if group == "published" else group, parts[-1])


def _parts(body: Body) -> Iterator[Formula]:
    """The formulas of an award."""
    yield from (test.holds for test in (*body.gates, *body.fitting, *body.picks))
    yield from (part for row in body.rows or () for part in (row[0], row[2]))


def _lines_of(formula: Formula) -> Iterator[Line]:
    """The fields of the applicant, figures and kinds of records of which a formula speaks."""
    if not isinstance(formula, tuple):
        return
    match formula:
        case ("applicant", str(name), *_):
            yield "applicant", name
        case ("figure" | "rank", str(name), *_):
            yield "figures", name
        case ("count" | "first" | "in_year", str(kind), *_):  # whether it is new is asked of records of these alone
            yield "records", kind, ""
        case _:
            pass
    for part in formula:
        yield from _lines_of(part)
