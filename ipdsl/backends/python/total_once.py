"""What the rules over a component ask of claims of other years, as text: the awards' own `once`, and what is kept."""

from __future__ import annotations

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_keys import OF_ITEM, OF_ROW, Keys, Line, variables
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.settlement.ledger import root_of
from ipdsl.runtime.terms import Limit, NoRepeat
from ipdsl.runtime.total_book import Placed

_STOPPED: tuple[Line, ...] = ((1, "left[i] = granted[i] = 0"), (1, "continue"))


def once_lines(of: Keys) -> list[Line]:
    """The `once` of each award, before all rules: of its items, or of the values of keys."""
    items = _of_items(of)
    lines: list[Line] = []
    if items:
        mark = f"(clause, {OF_ROW}, {OF_ITEM})"
        earlier = f"(before and (mark in before or (clause, None, {OF_ITEM}) in before))"
        lines += _for(of, items, lines, _marked(mark, f"mark in used or {earlier}"))
    for index in sorted(of.keys.keys() - items):
        kinds = of.program.clauses[index].once_kinds
        if kinds:
            lines += _for(of, frozenset({index}), lines, _once_of(of, index, kinds))
    return lines


def has_once(of: Keys) -> bool:
    """Whether any of the awards is paid once."""
    return any(of.program.clauses[index].once_kinds for index in of.keys)


def _for(of: Keys, clauses: frozenset[int], before: list[Line], lines: list[Line]) -> list[Line]:
    among = of.among(clauses)
    if not among:
        return [(0, "# once"), *lines]
    return [(0, f"{'elif' if before else 'if'} {among}:  # once"), *((1 + depth, text) for depth, text in lines)]


def _marked(mark: str, test: str) -> list[Line]:
    """A claim that uses up one thing, whatever its row."""
    head: list[Line] = [(0, f"mark = {mark}"), (0, f"if {test}:")]
    return [*head, *_STOPPED, (0, "used.add(mark)"), (0, "marks.append((i, mark))")]


def _once_of(of: Keys, index: int, kinds: tuple[tuple[str, ...], ...]) -> list[Line]:
    """The `once` of one award. A row with a `once` of its own is counted by those of the others too."""
    only = frozenset({index})
    if len(kinds) == 1 and kinds[0] and _rows_of(of, index, kinds[0]) is None and not of.test(kinds[0], only):
        group = of.group(kinds[0], only, per_year=False)
        if group and not of.has(kinds[0], only):
            return _marked(f"({index}, {_words(kinds[0])}, {group})", "mark in used or mark in before")
    tests: list[str] = []
    made: list[Line] = []
    names: list[str] = []
    for keys in kinds:
        rows, name, binding = _rows_of(of, index, keys), of.locals.take("own"), of.test(keys, only)
        marks = _marks(of, index, keys)
        made.append((0, f"{name} = {marks} if {binding} else []" if binding else f"{name} = {marks}"))
        names.append(name)
        asked = name if keys else f"[*{name}, ({index}, None, {OF_ITEM})]"
        asking = f"any([mark in used or mark in before for mark in {asked}])"
        if rows is None:
            tests.append(asking)
        elif rows:
            tests.append(f"({OF_ROW} in ({', '.join(map(literal, rows))},) and {asking})")
    stopped = [(0, f"if {' or '.join(tests)}:"), *_STOPPED] if tests else []
    own = " + ".join(names)
    return [*made, *stopped, (0, f"used.update({own})"), (0, f"marks += [(i, mark) for mark in {own}]")]


def _marks(of: Keys, index: int, keys: tuple[str, ...]) -> str:
    """What a claim or line uses up: row and item, or the values of the keys, whatever they are."""
    if not keys:
        return f"[({index}, {OF_ROW}, {OF_ITEM})]"
    if not of.has_columns(keys):
        return f"[({index}, {_words(keys)}, '')]"
    return f"[({index}, {_words(keys)}, one) for one in groups({', '.join(of.parts(keys, per_year=False))})]"


def _words(keys: tuple[str, ...]) -> str:
    return f"({', '.join(map(literal, keys))},)"


def _of_items(of: Keys) -> frozenset[int]:
    """The awards of which each item is paid once, under every row."""
    clauses = of.program.clauses
    return frozenset(i for i in of.keys if clauses[i].once_kinds == ((),) and _rows_of(of, i, ()) is None)


def _rows_of(of: Keys, index: int, keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """The rows under which these keys count; `None`: all."""
    term = of.program.clauses[index]
    if not term.rows:
        return None if term.once == keys else ()
    rows = tuple(row.name for row in term.rows if (term.once if row.once is None else row.once) == keys)
    return None if len(rows) == len(term.rows) else rows


# ---------------------------------------------------------------------------------------------- what is kept

Kept = tuple[frozenset[int], str]
"""The clauses, and the line that keeps what later years ask of an admitted claim or line of theirs."""


def kept_by_rules(of: Keys, layout: Layout, rules: tuple[Placed, ...]) -> list[Kept]:
    """What rules ask later; sums that caps charge and rungs are kept elsewhere."""
    found: list[Kept] = []
    for placed in rules:
        rule, groups = placed.rule, of.line_groups(placed.rule)
        if isinstance(rule, NoRepeat):
            found.append((placed.clauses, f"hold_paid(memory.paid[{placed.at}], {groups}, year, sum_)"))
        elif isinstance(rule, Limit):
            values = values_of(of, placed, rule)
            found.append((placed.clauses, f"hold_places(memory.places[{placed.at}], {groups}, {values})"))
    terms = of.program.clauses
    for less in dict.fromkeys(less for i in sorted(of.keys) if (less := terms[i].less) is not None):
        paying = layout.before.paid_for[less[0]] & of.keys.keys()
        if paying:
            words = f"({literal(less[0])}, {literal(less[1])})"
            found.append((frozenset(paying), f"memory.deduct({words}, keys[{of.columns.index(less[1])}], sum_)"))
    return found


def kept_lines(of: Keys, layout: Layout, rules: tuple[Placed, ...]) -> list[str]:
    """The body of the function that keeps what later years ask of an admitted claim or line."""
    items = _of_items(of)
    every: list[Kept] = [(items, f"memory.used.add((clause, {OF_ROW}, {OF_ITEM}))")] if items else []
    for index in sorted(of.keys.keys() - items):
        for keys in of.program.clauses[index].once_kinds:
            every.append((frozenset({index}), f"memory.used.update({_marks(of, index, keys)})"))
    lines: list[str] = []
    for clauses, text in [*every, *kept_by_rules(of, layout, rules)]:
        among = of.among(clauses)
        lines += [f"    if {among}:", f"        {text}"] if among else [f"    {text}"]
    if not lines:
        return ["    return"]
    return [*(f"    {one}" for one in variables(lines)), *lines]


def values_of(of: Keys, placed: Placed, limit: Limit) -> str:
    """What takes a place: the values that are counted, or the item among those of its kind."""
    if limit.counts is not None:
        return f"groups(keys[{of.columns.index(limit.counts)}])"
    roots = {index: root_of(of.program, of.program.clauses[index]) for index in sorted(placed.clauses)}
    root = literal(roots[min(roots)])
    if len(set(roots.values())) > 1:
        root = f"{{{', '.join(f'{index}: {literal(name)}' for index, name in roots.items())}}}[clause]"
    return f"(({root}, {OF_ITEM}),)"
