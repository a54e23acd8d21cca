"""Which clauses may ask for a line of the facts, and of which kinds of records a policy speaks: by its formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from ipdsl.runtime.code import GeneratedFunctions
from ipdsl.runtime.decision.noting import FactLine
from ipdsl.runtime.formulas import BodyFormulas, Formula


def readers_of(code: GeneratedFunctions) -> Mapping[FactLine, Set[int]]:
    """The clauses that may ask for each field of the applicant, figure and kind of record."""
    program, formulas = code.program, code.evaluator.formulas
    readers: dict[FactLine, set[int]] = {}
    for clause, body, names in zip(program.clauses, formulas.clauses, program.settlement.columns, strict=True):
        lines = {subject_of_line(line) for formula in _parts(body) for line in _lines_of(formula)}
        lines |= {("applicant", name) for name in names}
        lines |= {("records", kind) for kind in program.schema.related_records.get(clause.trigger.record, ())}
        for line in lines:
            readers.setdefault(line, set()).add(clause.index)
    all_clauses = set(range(len(program.clauses)))
    for _, formula in (*formulas.caps, *formulas.suspensions):
        for line in _lines_of(formula):
            readers[subject_of_line(line)] = all_clauses
    return readers


def kinds_mentioned(code: GeneratedFunctions) -> tuple[str, ...]:
    """The kinds of records of which awards, references, duties, budget lines and rules speak, in order."""
    program, formulas = code.program, code.evaluator.formulas
    bodies = [*formulas.clauses, *formulas.allocations, *(body for _, body in formulas.references)]
    all_formulas = [
        formula for body in (*bodies, *(body for _, body in formulas.obligations)) for formula in _parts(body)
    ]
    all_formulas += [formula for _, formula in (*formulas.caps, *formulas.suspensions)]
    kinds = {line[1] for formula in all_formulas for line in _lines_of(formula) if line[0] == "records"}
    triggers = (*(entry.trigger for entry in program.clauses), *(entry.trigger for entry in program.references),
                *(entry.trigger for entry in program.allocations))  # fmt: skip
    kinds |= {trigger.record for trigger in triggers if trigger is not None}
    return tuple(sorted(kinds & program.schema.record_by_name.keys()))


def subject_of_line(line: FactLine) -> FactLine:
    """What a line is of: the field of the applicant, the figure (or place by it), the kind of record."""
    group, *parts = line
    return (group, parts[0]) if group == "records" else ("figures" if group == "published" else group, parts[-1])


def _parts(body: BodyFormulas) -> Iterator[Formula]:
    """The formulas of an award."""
    yield from (test.holds for test in (*body.gates, *body.fitting, *body.picks))
    yield from (part for row in body.rows or () for part in (row[0], row[2]))


def _lines_of(formula: Formula) -> Iterator[FactLine]:
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
