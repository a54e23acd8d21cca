"""What the rules over one component do with the claims of a year, as text: each rule with its own sums and keys.

A rule that takes one claim after the other acts in the loop over the claims; one that looks at all of them at once is
told its members there, and acts after the loop. Rules that no claim of the year meets cost a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_keys import OF_CLAUSE, OF_KEYS, OF_SUM, Keys, Line, variables
from ipdsl.backends.python.total_once import has_once, kept_by_rules, kept_lines, once_lines, values_of
from ipdsl.backends.python.total_passes import Caps, Pass, passes_of, reached
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.terms import Cap, Highest, Limit, NoRepeat, Rule, TopUp
from ipdsl.runtime.total_book import Placed

_MANY = 4
"""So many alternatives are asked for together first."""


@attrs.frozen
class Block:
    """The lines of a rule, for the claims of some clauses."""

    clauses: frozenset[int]
    test: str  # what must hold of the applicant besides
    lines: tuple[Line, ...]


@attrs.define
class YearText:
    """Writes two functions: what rules leave of the claims of a year, and what later years ask of an admitted claim."""

    of: Keys
    layout: Layout
    rules: tuple[Placed, ...]
    money: Callable[[int], str]  # the name of a constant
    admit: str  # the name of the second function
    head: list[str] = attrs.field(factory=list)
    tail: list[str] = attrs.field(factory=list)
    lines: list[str] = attrs.field(factory=list)
    rooms: dict[int, str] = attrs.field(factory=dict)  # what is left of rooms of the year
    rungs: list[tuple[Placed, str]] = attrs.field(factory=list)  # of rules whose claims may be displaced yet

    # ------------------------------------------------------------------------------------------ the year

    def settle(self) -> list[str]:
        """The body of the function for a year."""
        passes = passes_of(self.rules) or [Pass()]
        for number, one in enumerate(passes):
            self._pass(one, is_first=number == 0, is_last=number == len(passes) - 1)
        is_once = has_once(self.of)
        head = ["    memory = run.memory", f"    left = [{OF_SUM} for claim in claims]"]
        if any(index in self.layout.before.deducting for index in self.of.keys):
            head += ["    if memory.less:", "        run.deduct(claims, left)"]
        if any(index in older.clauses for older in self.layout.before.older for index in self.of.keys):
            head += ["    if facts.older_documents:", "        run.raise_highest(year, claims, left)"]
        head.append("    granted = left[:]")
        if is_once:
            head.append("    before, used, marks = memory.used, set(), []")
        head += [f"    {name} = {literal(kind)} in facts.kinds" for kind, name in self.of.kinds.items()]
        head += [*self.head, "    due = 0"]
        body = [*head, *self.lines, *self._remember(is_once=is_once), "    return due"]
        if any("facts" in line for line in body):
            body.insert(0, "    facts = run.facts")
        return body

    def _pass(self, one: Pass, *, is_first: bool, is_last: bool) -> None:
        for stage in one.steps:
            rule = stage[0].rule
            if isinstance(rule, Cap) and rule.carry:
                self._carried(stage[0], rule)
        blocks = [*(self._step(stage) for stage in one.steps), *(self._teller(placed) for placed in one.together)]
        inner = once_lines(self.of) if is_first else []
        inner += self._alternatives(blocks)
        ends = is_last and not one.together
        self._put(1, "for i, claim in enumerate(claims):")
        self._put(2, "rest = left[i]")
        self._put(2, "if not rest:")
        self._put(3, "continue")
        for text in variables(text for _, text in inner):
            self._put(2, text)
        for depth, text in inner:
            self._put(2 + depth, text)
        self._put(2, "due += rest" if ends else "left[i] = rest")
        self.lines += self.tail
        self.tail = []
        if is_last and not ends:
            self._put(1, "due += sum(left)")

    def _carried(self, placed: Placed, cap: Cap) -> None:
        """What a year pays of what a cap carried, before its own claims."""
        self._put(1, f"if memory.shares and (waiting := run.waiting({placed.at}, year)):")
        if self._is_of_year(cap):
            room = self._room_of_year(placed, cap)
            self._put(2, "for share in waiting:")
            self._put(3, f"kept = min(share.left, {room})")
            self._put(3, f"{room} -= kept")
        else:
            self._put(2, "for share in waiting:")
            if self.of.has_columns(cap.keys):
                self._put(3, f"keys = share.{OF_KEYS}")
            groups = self.of.line_groups(cap)
            self._put(3, f"kept = fill(share.left, memory.caps[{placed.at}], {self._room(placed, cap)}, {groups})")
        self._put(3, "share.left -= kept")
        self._put(3, "due += kept")

    def _alternatives(self, blocks: list[Block]) -> list[Line]:
        """The blocks of a pass: those that have no clause in common are alternatives."""
        groups = apart(blocks)
        if len(groups) == 1:
            return list(_in_turn(groups[0], frozenset(self.of.keys), self.of.among))
        lines: list[Line] = []
        for group in groups:
            clauses = frozenset[int]().union(*(block.clauses for block in group))
            tests = [self.of.among(clauses), group[0].test if len(group) == 1 else ""]
            inner = group[0].lines if len(group) == 1 else tuple(_in_turn(group, clauses, self.of.among))
            lines.append((0, f"{'elif' if lines else 'if'} {' and '.join(test for test in tests if test)}:"))
            lines += [(depth + 1, text) for depth, text in inner]
        every = frozenset[int]().union(*(block.clauses for block in blocks))
        if len(groups) < _MANY or every >= self.of.keys.keys():
            return lines
        return [(0, f"if {self.of.among(every)}:"), *((depth + 1, text) for depth, text in lines)]

    def _put(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    # ------------------------------------------------------------------------------------------ rules in the loop

    def _step(self, stage: Caps) -> Block:
        """The lines of rules that take one claim after the other."""
        placed = stage[0]
        test = self.of.test(placed.rule.keys, placed.clauses)
        note = (0, f"# line {placed.rule.span.line}: {_word(placed.rule)}")
        match placed.rule:
            case Cap() if len(stage) > 1:
                return Block(reached(stage), "", (note, *self._caps(stage)))
            case Cap() as cap:
                return Block(placed.clauses, test, (note, *self._cap(placed, cap)))
            case Limit() as limit:
                return Block(placed.clauses, test, (note, *self._limit(placed, limit)))
            case TopUp():
                return Block(placed.clauses, test, (note, *self._top_up(placed)))
            case NoRepeat() | Highest():
                raise AssertionError(placed.rule)
            case _:
                assert_never(placed.rule)

    def _is_of_year(self, cap: Cap) -> bool:
        """A room that the claims of a year share, whatever their keys: nobody asks for it afterwards."""
        return cap.per_year and not self.of.has_columns(cap.keys)

    def _room_of_year(self, placed: Placed, cap: Cap) -> str:
        """The variable for what is left of such a room."""
        return self._at_first(placed, cap, f"max({{}} - memory.caps[{placed.at}].get(year, 0), 0)")

    def _room(self, placed: Placed, cap: Cap) -> str:
        """The text for the sum of a cap."""
        return self.money(cap.amount or 0) if cap.function is None else self._at_first(placed, cap, "{}")

    def _at_first(self, placed: Placed, cap: Cap, text: str) -> str:
        """A variable of the whole year: where a figure is not stated, all that may hang on it is open."""
        if placed.at not in self.rooms:
            self.rooms[placed.at] = self.of.locals.take("room")
            sum_ = self.money(cap.amount or 0) if cap.function is None else f"_room_{cap.function}(facts, year)"
            test = self.of.test(cap.keys, placed.clauses)
            binding = f" if {test} else 0" if test else ""
            self.head.append(f"    {self.rooms[placed.at]} = {text.format(sum_)}{binding}")
        return self.rooms[placed.at]

    def _cap(self, placed: Placed, cap: Cap) -> list[Line]:
        carried = f"run.carried.append(({placed.at}, claim, rest - {{}}, {cap.carry}))"
        if self._is_of_year(cap) and (cap.carry or 2 * len(placed.clauses) > len(self.of.keys)):
            room = self._room_of_year(placed, cap)
            return [
                (0, f"if rest > {room}:"),
                *([(1, carried.format(room))] if cap.carry else []),
                (1, f"rest = {room}"),
                (0, f"{room} -= rest"),
            ]

        def use(found: str, _: str) -> list[Line]:
            filled = f"fill(rest, memory.caps[{placed.at}], {self._room(placed, cap)}, {found})"
            if not cap.carry:
                return [(0, f"rest = {filled}")]
            return [(0, f"kept = {filled}"), (0, "if kept < rest:"), (1, carried.format("kept")), (0, "rest = kept")]

        return self.of.told(placed, use)

    def _caps(self, stage: Caps) -> list[Line]:
        """Caps that stand next to each other: the smallest room counts."""
        bounds = []
        for placed in stage:
            assert isinstance(placed.rule, Cap)
            bound = f"(memory.caps[{placed.at}], {self._room(placed, placed.rule)}, {self.of.line_groups(placed.rule)})"
            among = self.of.among(placed.clauses) if placed.clauses != reached(stage) else ""
            condition = " and ".join(test for test in (among, self.of.test(placed.rule.keys, placed.clauses)) if test)
            bounds.append(f"*([{bound}] if {condition} else [])" if condition else bound)
        return [(0, "rest = fill_together("), (1, "rest,"), *((1, f"{bound},") for bound in bounds), (0, ")")]

    def _limit(self, placed: Placed, limit: Limit) -> list[Line]:
        taken = self.of.locals.take("taken")
        self.head.append(f"    {taken} = {{}}")
        values = values_of(self.of, placed, limit)

        def use(found: str, _: str) -> list[Line]:
            asked = f"memory.places[{placed.at}], {taken}, {found}, {values}, {limit.number}"
            lines = [(0, f"if not has_place({asked}):"), (1, "rest = 0")]
            lines += [(1, f"{name}.pop(i, None)") for earlier, name in self.rungs if earlier.clauses & placed.clauses]
            return [*lines, (0, "granted[i] = rest")]

        return self.of.told(placed, use)

    def _top_up(self, placed: Placed) -> list[Line]:
        level = f"keys[{self.of.columns.index('level')}]"
        ladders = self.of.locals.take("ladders")
        self.head.append(f"    {ladders} = memory.ladders[{placed.at}]")

        def use(_: str, group: str) -> list[Line]:
            return [
                (0, f"ladder = {ladders}.get({group})"),
                (0, "if ladder is None:"),
                (1, f"{ladders}[{group}] = {{{level}: rest}}"),
                (0, "else:"),
                (1, f"rest = promoted(ladder, {level}, rest)"),
                (0, "granted[i] = rest"),
            ]

        return self.of.told(placed, use)

    # ------------------------------------------------------------------------------------------ rules after the loop

    def _teller(self, placed: Placed) -> Block:
        """The lines that tell the members of a rule which looks at all of them, and after the loop the rule."""
        rule, at, put = placed.rule, placed.at, self._after
        test = self.of.test(rule.keys, placed.clauses)
        match rule:
            case NoRepeat():
                members = self._list("repeats")
                lines = self.of.told(placed, lambda _, group: [(0, f"{members}.append((i, {group}))")])
                put(1, f"if {members}:  # line {rule.span.line}: no repeat")
                put(2, f"not_twice(memory.paid[{at}], year, {members}, claims, left, granted)")
                for earlier, name in self.rungs:
                    if earlier.clauses & placed.clauses:
                        put(2, f"for i, _ in {members}:")
                        put(3, "if not left[i]:")
                        put(4, f"{name}.pop(i, None)")
            case TopUp():
                members, rungs = self._list("climbing"), self.of.locals.take("rungs")
                level = f"keys[{self.of.columns.index('level')}]"
                lines = self.of.told(placed, lambda found, _: [(0, f"{members}.append((i, {found}, {level}))")])
                put(1, f"# line {rule.span.line}: top up")
                put(1, f"{rungs} = promoted_together(memory.ladders[{at}], {members}, left, granted)")
                self.rungs.append((placed, rungs))
            case Limit():
                members = self._list("reaching")
                lines = [(0, f"{members}.append(i)")]
                put(1, f"for i in sorted({members}, key=lambda i: (-left[i], i)):  # line {rule.span.line}: limit")
                put(2, "claim, rest = claims[i], left[i]")
                inner = self._limit(placed, rule)
                for text in variables(text for _, text in inner):
                    put(2, text)
                for depth, text in inner:
                    put(2 + depth, text)
                put(2, "left[i] = rest")
            case Cap() | Highest():
                raise AssertionError(rule)
            case _:
                assert_never(rule)
        return Block(placed.clauses, test, tuple(lines))

    def _after(self, depth: int, text: str) -> None:
        self.tail.append("    " * depth + text)

    def _list(self, word: str) -> str:
        name = self.of.locals.take(word)
        self.head.append(f"    {name} = []")
        return name

    # ------------------------------------------------------------------------------------------ memory

    def _remember(self, *, is_once: bool) -> list[str]:
        """What later years ask of the claims of this one."""
        asked = frozenset(index for clauses, _ in kept_by_rules(self.of, self.layout, self.rules) for index in clauses)
        lines: list[str] = []
        if asked:
            test = " and ".join(
                part for part in ("granted[i]", self.of.among(asked).replace("clause", OF_CLAUSE)) if part
            )
            lines += ["        for i, claim in enumerate(claims):", f"            if {test}:"]
            lines.append(f"                {self.admit}(memory, claim, year, granted[i])")
        if is_once:
            lines.append("        before.update([mark for i, mark in marks if granted[i]])")
        lines += [f"        hold_rungs(memory.ladders[{placed.at}], {name})" for placed, name in self.rungs]
        return ["    if year < run.last:", *lines] if lines else []

    def admitted(self) -> list[str]:
        """The body of the function that keeps what later years ask of an admitted claim."""
        return kept_lines(self.of, self.layout, self.rules)


def _word(rule: Rule) -> str:
    match rule:
        case Cap():
            return "cap"
        case Limit():
            return "limit"
        case TopUp():
            return "top up"
        case NoRepeat():
            return "no repeat"
        case Highest():
            return "pay highest"
        case _:
            assert_never(rule)


def apart(blocks: list[Block]) -> list[list[Block]]:
    """The blocks in groups that have no clause in common, each in order."""
    found: list[list[Block]] = []
    for block in blocks:
        tied = [group for group in found if any(not block.clauses.isdisjoint(one.clauses) for one in group)]
        found = [group for group in found if group not in tied]
        found.append([*(one for group in tied for one in group), block])
    return found


def _in_turn(group: list[Block], clauses: frozenset[int], among: Callable[[frozenset[int]], str]) -> Iterator[Line]:
    """Blocks that a claim may meet one after the other, as long as anything is left of it."""
    for number, block in enumerate(group):
        tests = ["rest" if number else "", among(block.clauses) if block.clauses != clauses else "", block.test]
        condition = " and ".join(test for test in tests if test)
        if condition:
            yield 0, f"if {condition}:"
        yield from ((depth + bool(condition), text) for depth, text in block.lines)
