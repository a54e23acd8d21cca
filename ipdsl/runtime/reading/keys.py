"""The keys of short history lines: what rules over a line's clause count by, filled in from the line and the records.

In: facts that were read without a problem. Out: the same facts with the keys of short lines complete, or findings for
the keys that follow from nothing: a rule would pass over such a line in silence.
"""

from __future__ import annotations

import datetime

from ipdsl.making import attrs
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import Facts, LedgerLine, Record
from ipdsl.runtime.reading import line_errors
from ipdsl.runtime.reading.base import Reading, at
from ipdsl.runtime.reading.line_checks import check_item
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.settlement.candidate import keys_of, level_field, matter_from, stated_keys
from ipdsl.runtime.terms import Clause, TriggerKind


def with_keys(reading: Reading, facts: Facts) -> Facts:
    """The facts with the keys of this policy's short lines filled in."""
    if not any(line.short and _needs_keys(reading, facts, line) for line in facts.history or ()):
        return facts
    clauses = {clause.label: clause for clause in reading.program.clauses}
    lines: list[LedgerLine] = []
    for index, line in enumerate(facts.history or ()):
        if _needs_keys(reading, facts, line):
            line = _completed(reading, facts, clauses[line.clause], line, at("$.history", index))
        lines.append(line)
    return attrs.evolve(facts, history=tuple(lines), digest=facts.digest)  # the digest is of what was stated


def _needs_keys(reading: Reading, facts: Facts, line: LedgerLine) -> bool:
    is_own = line.policy == reading.program.name and line.applicant in {"", facts.applicant}
    return line.short and is_own


def _completed(reading: Reading, facts: Facts, clause: Clause, line: LedgerLine, path: str) -> LedgerLine:
    record = _record_of(reading, facts, clause, line.item)
    if record is None:
        check_item(reading, clause, line, path)
    day = line.event_date or datetime.date(line.year, 12, 31)
    situation = Situation(reading.program, facts, record, day, line.year)
    settlement = reading.program.settlement
    lacking = tuple(name for name in settlement.columns[clause.index] if name not in line.keys)
    asked = lacking if record is not None else tuple(n for n in lacking if not _is_of_record(reading, clause, n))
    keys, unknown = keys_of(situation, record, line.item, asked)
    for name in lacking:
        if name in keys or (name in asked and name not in unknown) or _follows(reading, facts, clause, line, name):
            continue
        over = ((settlement.steps[place], bound) for place, bound in settlement.over[clause.index])
        rules = [bound.name for step, bound in over if step.of_block and name in step.names(bound)]
        rule = f"rule `{rules[0]}`" if rules else "`once`"
        reading.add(lacking_key(reading, clause, name, rule, path))
    return attrs.evolve(line, keys={**keys, **line.keys})


def lacking_key(reading: Reading, clause: Clause, name: str, rule: str, path: str) -> line_errors.LineLacksKey:
    """A finding for a key that follows from nothing, with where else it may be stated."""
    advice = "list the record itself"
    if not _is_of_record(reading, clause, name) and name in reading.schema.applicant_field_by_name:
        advice = f'state `{name}` of the applicant, {{"none": true}} where it has none'
    return line_errors.LineLacksKey(path=path, word=shown(name), rule=rule, advice=advice)


def _record_of(reading: Reading, facts: Facts, clause: Clause, item: str) -> Record | None:
    """The record that the line speaks of, where it is listed; a set of records is none."""
    kind = reading.schema.record_by_name.get(clause.trigger.record)
    if kind is None or clause.trigger.kind is TriggerKind.SET:
        return None
    every = (record for listing in facts.records.values() for record in listing.records)
    return next((r for r in every if r.root == kind.root and r.item == item), None)


def _is_of_record(reading: Reading, clause: Clause, name: str) -> bool:
    """Whether a key is one of the record's, or of the set's own: claims of a set have no others of their records."""
    if clause.trigger.kind is TriggerKind.SET:
        return name in clause.trigger.keys
    kind = reading.schema.record_by_name.get(clause.trigger.record)
    return kind is not None and (name in {"matter", "level"} or name in kind.field_by_name)


def _follows(reading: Reading, facts: Facts, clause: Clause, line: LedgerLine, name: str) -> bool:
    """Whether the key follows from the line itself, or is one that the claims of the clause do not have."""
    schema = reading.schema
    kind = schema.record_by_name.get(clause.trigger.record)
    if name in schema.who:
        return True  # an applicant that is not of that kind: the rule does not bind
    if clause.trigger.kind is TriggerKind.SET and name in clause.trigger.keys:
        return len(clause.trigger.keys) == 1  # its item is that key
    if kind is None:
        return name == "level" or name not in schema.applicant_field_by_name
    told = stated_keys(kind, line)
    if name == "level":
        field = level_field(kind)
        return bool(line.level) or field is None or field in told
    if name == "matter":
        return bool(line.matter) or kind.matter == kind.key or matter_from(kind, told, facts.applicant) is not None
    if name in kind.field_by_name:
        return name in told
    return name not in schema.applicant_field_by_name
