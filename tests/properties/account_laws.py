"""The law that every stated line of the facts is accounted for: what is named as without effect has none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import attrs

from ipdsl.runtime.decision.export import to_json
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.model import WithoutEffect
from ipdsl.runtime.evaluate import settled
from ipdsl.runtime.facts import Facts, Listing
from ipdsl.runtime.reading.reader import read_facts
from tests.properties.trial import Trial, expect


def without_effect_is_without_effect(trial: Trial) -> None:
    """Left out, all together, they change no claim, sum, bound, question or line of the ledger; gaps or not."""
    compiled = trial.compiled
    for facts in (trial.read, read_facts(trial.open_facts, compiled.program)):
        decision = settled(compiled.program, compiled.code, facts)
        named = decision.without_effect
        less = without(facts, named)
        again = settled(compiled.program, compiled.code, less)
        one, other = told(decision, facts), told(again, facts)
        differing = [name for name in one if one[name] != other[name]]
        expect(not differing, "a line without effect has one", differing, [(line.group, *line.parts) for line in named])
        expect(not again.without_effect, "a line is without effect once others are left out", *again.without_effect)


def told(decision: Decision, facts: Facts) -> dict[str, Any]:
    """What a decision says, but for what it says of its facts; of the ledger how many lines are new."""
    said = to_json(decision)
    for name in ("facts_digest", "assumptions", "without_effect"):
        del said[name]
    said["ledger"] = sum(line not in (facts.history or ()) for line in decision.ledger)
    return json.loads(json.dumps(said))  # type: ignore[no-any-return]


def without(facts: Facts, lines: Iterable[WithoutEffect]) -> Facts:
    """The facts less these lines; of lines that are told alike so many as there are."""
    named = Counter((line.group, line.parts) for line in lines)

    def stays(*line: Any) -> bool:
        group, *parts = line
        key = group, tuple(parts)
        named[key] -= 1
        return named[key] < 0

    return attrs.evolve(
        facts,
        fields={name: value for name, value in facts.fields.items() if stays("applicant", name)},
        records={
            kind: Listing(tuple(r for r in listing.records if stays("records", kind, r.item)), listing.partial)
            for kind, listing in facts.records.items()
        },
        figures={
            year: {name: value for name, value in figures.items() if stays("figures", str(year), name)}
            for year, figures in facts.figures.items()
        },
        ranks=tuple(r for r in facts.ranks if stays("ranks", str(r.year), r.figure)),
        history=_kept(facts.history, lambda x: stays("history", x.clause, x.item, str(x.year))),
        support=_kept(facts.support, lambda x: stays("support", x.kind, x.item, x.level, str(x.year))),
        approvals=tuple(x for x in facts.approvals if stays("approvals", x.clause, x.item)),
        older_documents=_kept(facts.older_documents, lambda x: stays("older_documents", x.document, x.item)),
        digest=None,
    )


def _kept(lines: tuple[Any, ...] | None, stays: Any) -> tuple[Any, ...] | None:
    return None if lines is None else tuple(line for line in lines if stays(line))
