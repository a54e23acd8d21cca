"""Wordings of official documents that this language reads otherwise than officials mean them.

In: the typed policy. Out: warnings, each silent where a `reading` says that the page means what it says.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.diagnostics.model import Report
from ipdsl.schema.model import Schema
from ipdsl.schema.types import LevelType
from ipdsl.semantics import errors_lints as w
from ipdsl.semantics import reach, typed
from ipdsl.semantics.keys import LEVEL
from ipdsl.semantics.placed import PlacedRule, blocks_of
from ipdsl.semantics.walk import nodes
from ipdsl.syntax import keywords


def report_official_senses(policy: typed.Policy, placed: Iterable[PlacedRule], findings: Report) -> None:
    """What stands on the page as in a document and is settled otherwise."""
    explained = {rule for block in blocks_of(policy.root) for rule in block.explained_rules}
    for item in placed:
        rule = item.rule
        if isinstance(rule, typed.NoRepeat) and rule.span not in explained and _is_level_only_key(item, policy.schema):
            findings.add(w.LevelAsOnlyKey(span=rule.span))
    for award in policy.awards:
        if not award.readings and _pays_one_rung(award, policy.schema):
            assert award.once is not None
            findings.add(w.OnceOverRungs(span=award.once.span, key=keywords.per_phrase(award.once.keys[0])))


def _is_level_only_key(item: PlacedRule, schema: Schema) -> bool:
    """「同一级别不重复奖励」: documents speak of one matter, the rule of all awards that it covers."""
    assert isinstance(item.rule, typed.NoRepeat)
    return bool(item.rule.keys) and all(
        any(_is_level(key, award, schema) for award in item.awards) for key in item.rule.keys
    )


def _is_level(key: str, award: typed.Award, schema: Schema) -> bool:
    record = reach.record_of(award)
    field = None if record is None else schema.record_by_name[record].field_by_name.get(key)
    return key == LEVEL or (field is not None and isinstance(field.type, LevelType))


def _pays_one_rung(award: typed.Award, schema: Schema) -> bool:
    """「每家分别给予一次性奖励」: documents mean each firm that has won; the sentence pays a firm one rung for ever."""
    once, amount = award.once, award.amount
    if once is None or once.per_year or not isinstance(amount, typed.AmountByRows):
        return False
    if not once.keys or not all(key == reach.ANYBODY or key in schema.kinds_and_classes for key in once.keys):
        return False
    tests = [node for gate in award.gates for node in nodes(gate.test, typed.FirstEventTest)]
    is_first = any(not test.is_per_item for test in tests)
    rungs = [row for row in amount.rows if isinstance(row.test, typed.Membership)]
    return len(rungs) > 1 and not is_first
