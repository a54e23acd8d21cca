"""The keys of short history lines: what rules over a line's clause count by, filled in from the line and the records.

In: facts that were read without a problem. Out: the same facts with the keys of short lines complete, or findings for
the keys that follow from nothing: a rule would pass over such a line in silence. A line of a replaced document needs
the keys by which the `once` of what is its clause now counts.
"""

from __future__ import annotations

import datetime

import attrs

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.clauses.matters import records_with_item, stated_fields
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.reading import line_errors
from ipdsl.runtime.reading.base import ReadContext, child_path
from ipdsl.runtime.reading.spoken import check_item
from ipdsl.runtime.reading.wording import printable
from ipdsl.runtime.settlement.candidate import field_of_key, keys_of
from ipdsl.runtime.settlement.claims import KeyValue
from ipdsl.runtime.settlement.ledger import clauses_by_former_label, clauses_by_label, implied_key, item_of
from ipdsl.runtime.settlement.outside import situation_of_lines
from ipdsl.runtime.terms import Clause, TriggerKind, is_matter
from ipdsl.runtime.unknown import Special
from ipdsl.schema.model import RecordKind as Kind


def fill_in_keys(context: ReadContext, facts: Facts) -> Facts:
    """The facts with the keys of this policy's short lines filled in."""
    if not any(_clauses_of(context, facts, line) for line in facts.history or ()):
        return facts
    line_situation = situation_of_lines(context.program, facts)
    lines: list[LedgerLine] = []
    for index, line in enumerate(facts.history or ()):
        for clause in _clauses_of(context, facts, line):
            line = _complete_line(context, line_situation, clause, line, child_path("$.history", index))
        lines.append(line)
    return attrs.evolve(facts, history=tuple(lines), digest=facts.digest)  # the digest is of what was stated


def _clauses_of(context: ReadContext, facts: Facts, line: LedgerLine) -> tuple[Clause, ...]:
    """The clauses of which a short line tells: of this policy its own, of a replaced document those that it was."""
    if not line.short or not line.is_about(facts.applicant):
        return ()
    program = context.program
    if line.is_of(program.name):
        return (clauses_by_label(program)[line.clause],)
    return program.compute_once(clauses_by_former_label).get((line.policy, line.clause), ())


def _complete_line(
    context: ReadContext, line_situation: Situation, clause: Clause, line: LedgerLine, path: str
) -> LedgerLine:
    kind = context.schema.record_by_name.get(clause.trigger.record)
    is_own, item = line.is_of(context.program.name), item_of(clause, context.schema, line)
    if is_own and (kind is None or not records_with_item(line_situation, kind.root, item)):
        check_item(context, clause, item, child_path(path, "item"))
    day = line.event_date or datetime.date(line.year, 12, 31)
    situation = line_situation.with_record(None, day, line.year)
    settlement = context.program.settlement
    once = dict.fromkeys(name for keys in clause.once_key_sets for name in keys)
    names = settlement.columns[clause.index] if is_own else tuple(once)  # of another document `once` alone counts it
    keys: dict[str, KeyValue] = {}
    lacking: dict[str, Phrase] = {}
    for name in names:
        if name in line.keys:
            continue
        value = implied_key(situation, clause, line, name)
        if value is None and not _is_of_record(context, clause, name):
            value = keys_of(situation, None, line.item, (name,))[0].get(name)
        if value is not None:
            keys[name] = value
        elif not _needs_key(context, situation, clause, line, name):
            continue
        else:
            over = ((settlement.steps[place], bound) for place, bound in settlement.rules_by_clause[clause.index])
            rules = [bound.name for step, bound in over if is_own and step.is_block_rule and name in step.names(bound)]
            lacking.setdefault(
                _missing_fact_name(situation, kind, line, name),
                Phrase("rule `{rules}`", "规则`{rules}`", rules=rules[0]) if rules else Phrase("`once`", "`一次性`"),
            )
    for name, rule in lacking.items():
        context.add(missing_key_finding(context, clause, name, rule, path))
    return attrs.evolve(line, keys={**keys, **line.keys}) if is_own else line


def _missing_fact_name(situation: Situation, kind: Kind | None, line: LedgerLine, name: str) -> str:
    """What may be stated to tell a key: of a matter the first of its fields of which the line says nothing."""
    if kind is None or not is_matter(name):
        return name
    fields = situation.program.matter_fields(name, kind)
    known_fields = stated_fields(situation, kind, line, fields, name)
    return next((field for field in fields if field not in known_fields), name)


def missing_key_finding(
    context: ReadContext, clause: Clause, name: str, rule: Phrase, path: str
) -> line_errors.LineLacksKey:
    """A finding for a key that follows from nothing, with where else it may be stated."""
    advice = Phrase("list the record itself", "列出该记录")
    if not _is_of_record(context, clause, name) and name in context.schema.applicant_field_by_name:
        advice = Phrase(
            'state `{name}` of the applicant, {{"none": true}} where it has none',
            '填写申请人的`{name}`，没有的写`{{"none": true}}`',
            name=name,
        )
    return line_errors.LineLacksKey(path=path, word=printable(name), rule=rule, advice=advice)


def _is_of_record(context: ReadContext, clause: Clause, name: str) -> bool:
    """Whether a key is one of the record's, or of the set's own: claims of a set have no others of their records."""
    if clause.trigger.kind is TriggerKind.SET:
        return name in clause.trigger.keys
    kind = context.schema.record_by_name.get(clause.trigger.record)
    return kind is not None and (is_matter(name) or name == "level" or name in kind.field_by_name)


def _needs_key(context: ReadContext, situation: Situation, clause: Clause, line: LedgerLine, name: str) -> bool:
    """Whether a claim of the clause may have the key: it then has to be stated."""
    if _is_of_record(context, clause, name):
        kind = context.schema.record_by_name.get(clause.trigger.record)
        if kind is None or clause.trigger.kind is TriggerKind.SET:
            return len(clause.trigger.keys) > 1
        if is_matter(name):
            return True
        field = field_of_key(context.schema, kind, name)
        return bool(field) and not isinstance(stated_fields(situation, kind, line, (field,)).get(field), Special)
    return (
        name not in context.schema.kinds_and_classes
        and keys_of(situation, None, line.item, (name,))[1].get(name) is not None
    )
