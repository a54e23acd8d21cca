"""The invariant of picked records: a kind may be listed as narrower kinds."""

from __future__ import annotations

import copy
from collections import Counter

from ipdsl.schema.vocabulary import RecordKind
from tests.properties.trial import Facts, Trial, awards_only, expect


def kinds_may_be_split(trial: Trial) -> None:
    """A record that is listed under the narrower kind whose values it has gives the same proposals."""
    split = _split(trial)
    if split is None:
        return
    wanted, found = (
        Counter(
            (claim.label, claim.item, claim.event_date, claim.proposed.minor)
            for claim in awards_only(decision, trial.compiled.policy)
        )
        for decision in (trial.decision, trial.compiled.evaluate(split))
    )
    expect(wanted == found, "records of narrower kinds give other proposals", *(wanted - found), *(found - wanted))


def _split(trial: Trial) -> Facts | None:
    """The facts with some records under narrower kinds; `None` if no record fits one."""
    facts, r = copy.deepcopy(trial.facts), trial.make_random()
    lists, schema = facts["records"], trial.compiled.program.schema
    is_split = False
    items = Counter(_item(schema.record_by_name[kind], x) for kind in lists for x in lists[kind])
    for kind in [name for name in lists if name in schema.record_by_name]:
        narrower = [record for record in schema.records if record.base == kind]
        for record in [*lists[kind]]:
            is_alone = items[_item(schema.record_by_name[kind], record)] == 1  # two kinds cannot list one item
            fitting = [each for each in narrower if is_alone and _fits(each, record)]
            if fitting and r.random() < 0.7:
                target = fitting[0]
                lists[kind].remove(record)
                fixed = {name for name, _ in target.fixed}
                lists.setdefault(target.name, []).append({k: v for k, v in record.items() if k not in fixed})
                is_split = True
    return facts if is_split else None


def _item(kind: RecordKind, record: Facts) -> tuple[str, ...]:
    return kind.root, *(str(record.get(name)) for name in kind.key)


def _fits(kind: RecordKind, record: Facts) -> bool:
    return all(record.get(name) == value for name, value in kind.fixed)
