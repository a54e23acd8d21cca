"""The two settlements side by side: what the program pays in each cell and year, and where the plain one says
otherwise.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import ipdsl
from tests.differential.plain import Cell, Facts, Outcome

Settle = Callable[[Facts], Outcome]
Sums = dict[Cell, dict[int, int]]


def of_program(policy: ipdsl.Policy, facts: Facts) -> tuple[Sums, dict[Cell, int]]:
    """What each claim was paid, by year, and what waits."""
    decision: Any = ipdsl.to_json(policy.evaluate(facts))
    article = {claim["clause"]: claim["article"] for claim in decision["claims"]}
    paid: Sums = defaultdict(lambda: defaultdict(int))
    carried: dict[Cell, int] = defaultdict(int)
    for line in decision["ledger"]:
        if line.get("event_date") is None or line["policy"] != decision["policy"]["name"]:
            continue  # what the facts stated as paid before
        cell = Cell(article[line["clause"]], line["item"], line["event_date"])
        for year, sum_ in line["due"].items():
            paid[cell][int(year)] += _fen(sum_)
        carried[cell] += _fen(line["carried"])
    years = {cell: {year: sum_ for year, sum_ in by_year.items() if sum_} for cell, by_year in paid.items()}
    return {cell: by_year for cell, by_year in years.items() if by_year}, {
        cell: sum_ for cell, sum_ in carried.items() if sum_
    }


def _fen(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def differences(policy: ipdsl.Policy, settle: Settle, facts: Facts) -> list[str]:
    """One sentence for each cell in which the two do not agree."""
    plain = settle(facts)
    sums, carried = of_program(policy, facts)
    expected = plain.sums()
    found = [
        f"{_named(cell)}: plain {_shown(expected.get(cell))}, program {_shown(sums.get(cell))}"
        for cell in sorted(set(expected) | set(sums))
        if expected.get(cell) != sums.get(cell)
    ]
    waits = {cell: rest for cell, rest in plain.carried.items() if rest}
    found += [
        f"{_named(cell)}: waits, plain {waits.get(cell, 0)}, program {carried.get(cell, 0)}"
        for cell in sorted(set(waits) | set(carried))
        if waits.get(cell, 0) != carried.get(cell, 0)
    ]
    return found


def _named(cell: Cell) -> str:
    return f"{cell.article}: {cell.item} of {cell.day}"


def _shown(by_year: dict[int, int] | None) -> str:
    return (
        "nothing" if not by_year else ", ".join(f"{sum_ / 100:.2f} in {year}" for year, sum_ in sorted(by_year.items()))
    )


def smallest(policy: ipdsl.Policy, settle: Settle, facts: Facts) -> Facts:
    """The same difference with as few records and lines as possible: each is taken out in turn, as long as something
    still differs.
    """
    kept = facts
    changed = True
    while changed:
        changed = False
        for smaller in _smaller(kept):
            try:
                differs = bool(differences(policy, settle, smaller))
            except (ipdsl.FactsError, StopIteration, KeyError):
                continue
            if differs:
                kept, changed = smaller, True
                break
    return kept


def _smaller(facts: Facts) -> Iterator[Facts]:
    for kind, listed in facts["records"].items():
        for place in range(len(listed)):
            rest = listed[:place] + listed[place + 1 :]
            yield {**facts, "records": {**facts["records"], kind: rest}}
    for part in ("history", "support", "older_documents", "approvals"):
        for place in range(len(facts[part])):
            yield {**facts, part: facts[part][:place] + facts[part][place + 1 :]}


def shown(facts: Facts) -> str:
    """Facts as one line, without the lists that are empty."""
    brief: dict[str, Any] = {name: part for name, part in facts.items() if part not in ([], {})}
    brief["records"] = {kind: listed for kind, listed in facts["records"].items() if listed}
    return json.dumps(brief, ensure_ascii=False)[:1500]
