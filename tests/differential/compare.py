"""Compare the two settlements: payments of the program by cell and year, and differences from the plain settlement."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import ipdsl
from tests.differential.plain import Cell, Facts, Outcome

Settle = Callable[[Facts], Outcome]
Sums = dict[Cell, dict[int, int]]
Waiting = dict[Cell, int]


def of_program(policy: ipdsl.Policy, facts: Facts) -> tuple[Sums, Waiting]:
    """The payments of each claim by year, and the carried amounts."""
    return _sums(_lines(policy, facts, None)[0])


def of_two_runs(policy: ipdsl.Policy, facts: Facts, year: int) -> tuple[Sums, Waiting]:
    """The same with two runs: the first settles the years up to `year`, the second has its ledger."""
    until = {
        **{name: part for name, part in facts.items() if name != "history"},
        "figures": {name: figures for name, figures in facts["figures"].items() if int(name) <= year},
        "as_of": f"{year}-12-31",
    }
    first, ledger = _lines(policy, until, None)
    second, _ = _lines(policy, {name: part for name, part in facts.items() if name != "history"}, ledger)
    return _sums(first | second)


Lines = dict[tuple[str, str, str], tuple[Cell, dict[str, Any]]]


def _lines(policy: ipdsl.Policy, facts: Facts, history: Any) -> tuple[Lines, Any]:
    """The lines of the ledger by their events, without those that the facts state as paid before."""
    decision: Any = ipdsl.to_json(policy.evaluate(facts, history=history))
    article = {claim["clause"]: claim["article"] for claim in decision["claims"]}
    lines: Lines = {}
    for line in decision["ledger"]:
        if line.get("event_date") is not None and line["policy"] == decision["policy"]["name"]:
            label, item, when = line["clause"], line["item"], line["event_date"]
            lines[label, item, when] = Cell(article.get(label, label), item, when), line
    return lines, decision


def _sums(lines: Lines) -> tuple[Sums, Waiting]:
    paid: Sums = defaultdict(lambda: defaultdict(int))
    waits: Waiting = defaultdict(int)
    for cell, line in lines.values():
        for year, sum_ in line["due"].items():
            paid[cell][int(year)] += fen_of(sum_)
        waits[cell] += fen_of(line["carried"])
    years = {cell: {year: sum_ for year, sum_ in by_year.items() if sum_} for cell, by_year in paid.items()}
    return {cell: by_year for cell, by_year in years.items() if by_year}, {
        cell: rest for cell, rest in waits.items() if rest
    }


def fen_of(text: str) -> int:
    """An amount of a decision, in fen."""
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def differences(policy: ipdsl.Policy, settle: Settle, facts: Facts, first: int | None = None) -> list[str]:
    """One sentence for each cell in which the two differ. `first` is the last year of a separate first run."""
    plain = settle(facts)
    sums, carried = of_program(policy, facts) if first is None else of_two_runs(policy, facts, first)
    expected = plain.sums()
    found = [
        f"{_named(cell)}: plain {_shown(expected.get(cell))}, program {_shown(sums.get(cell))}"
        for cell in sorted(set(expected) | set(sums))
        if expected.get(cell) != sums.get(cell)
    ]
    waits = {cell: rest for cell, rest in plain.carried.items() if rest}
    return found + [
        f"{_named(cell)}: waits, plain {waits.get(cell, 0)}, program {carried.get(cell, 0)}"
        for cell in sorted(set(waits) | set(carried))
        if waits.get(cell, 0) != carried.get(cell, 0)
    ]


def first_run(facts: Facts, number: int) -> int | None:
    """The year up to which a first run settles this firm. `None` if the facts themselves state a history."""
    begin = int(min(facts["figures"], default="2020"))
    years = range(begin, int(facts["as_of"][:4]))
    return None if facts["history"] or not years else years[number % len(years)]


def _named(cell: Cell) -> str:
    return f"{cell.article}: {cell.item} of {cell.day}"


def _shown(by_year: dict[int, int] | None) -> str:
    return (
        "nothing" if not by_year else ", ".join(f"{sum_ / 100:.2f} in {year}" for year, sum_ in sorted(by_year.items()))
    )


def smallest(policy: ipdsl.Policy, settle: Settle, facts: Facts, first: int | None = None) -> Facts:
    """The same difference with as few records and lines as possible: each is removed if a difference remains."""
    kept = facts
    changed = True
    while changed:
        changed = False
        for smaller in _smaller(kept):
            try:
                differs = bool(differences(policy, settle, smaller, first))
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
    """Facts as one line, without empty lists."""
    brief: dict[str, Any] = {name: part for name, part in facts.items() if part not in ([], {})}
    brief["records"] = {kind: listed for kind, listed in facts["records"].items() if listed}
    return json.dumps(brief, ensure_ascii=False)[:1500]
