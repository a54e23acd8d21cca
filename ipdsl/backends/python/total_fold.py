"""Rules of a component by sums of years: where the order of claims decides nothing, adding up is enough.

On the list: caps, limits of equal sums and `pay highest`, all per applicant (or kind) and year, each over everything
before it in its block; `once` of an item, or of the applicant where sums are equal. The sums of each year then go
through the blocks from inside out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import Award, Function, Loop, begin
from ipdsl.backends.python.total_loops import listing_of, record_loop, set_loop, year_loop
from ipdsl.backends.python.total_states import state_loop
from ipdsl.backends.python.total_values import NotListedError
from ipdsl.backends.python.total_years import Part, Years
from ipdsl.runtime.settlement.layout import Layout, Stage
from ipdsl.runtime.terms import Block, Cap, Highest, Limit, LimitOrder, NoRepeat, Program, Rule, TopUp, TriggerKind


@attrs.define
class Fold:
    """Writes the function of one component."""

    program: Program
    layout: Layout
    function: Function
    awards: dict[int, Award]
    records: dict[str, str]  # the text for the records of a kind
    sinks: dict[int, str] = attrs.field(factory=dict)
    rooms: list[str] = attrs.field(factory=list)
    inner: list[str] = attrs.field(factory=list)

    @property
    def span(self) -> Years:
        """The years of the window."""
        return Years(self.program)

    # ------------------------------------------------------------------------------------------ the function

    def write(self) -> None:
        """The whole body."""
        function = self.function
        function.ask_beneficiary(self.awards.values())
        has_rules = any(True for award in self.awards.values() for _ in self.layout.over(award.term))
        parts = self._over_policy(self._block(self.program.root)) if has_rules else []
        head, function.lines = function.lines, []
        for index, award in self.awards.items():
            self._award(award, self.sinks[index] if has_rules else "")
        loops, function.lines = function.lines, head
        for room in self.rooms:
            function.put(room)
        if not has_rules:  # what is proposed is paid
            function.put("due = 0")
        function.lines += loops
        if has_rules:
            self._result(parts)
        else:
            function.put("return due")

    def _award(self, award: Award, sums: str) -> None:
        function = self.function
        depth = begin(function, award)
        since = "since"
        if award.term.start is not None:
            since = "since_it"
            start = function.values.shared.constants.name(award.term.start, "")
            function.put(f"since_it = max(since, {start})", depth)
        records = self._records_of(award)
        once = self._once(award)
        if once == "item" and records and not award.is_yearly:
            function.put(f"if len({records}) > 1:", depth)
            function.put(f"told_apart({records})", depth + 1)
        if once == "applicant":
            self._first(award, records, depth, sums)
        elif award.term.trigger.kind is TriggerKind.WHILE:
            if once != "item" or self._others(award):
                raise NotListedError
            loop = state_loop(function, award, records, depth, self._window_start)
            loop.unless("day < since")
            self._add(loop, sums, function.values.shared.constants.name(award.constant or 0, "money"))
            loop.finish()
        else:
            how = self.how(award.term.index)

            def add(loop: Loop, text: str) -> None:
                self._add(loop, sums, text, how)

            if award.term.trigger.kind is TriggerKind.YEAR:
                year_loop(function, award, depth, since, add)
            elif award.is_yearly:
                set_loop(function, award, records, depth, since, add)
            else:
                record_loop(function, award, records, depth, since, add)

    def _records_of(self, award: Award) -> str:
        """The text for the records of an award; empty for one of the applicant alone."""
        kind = award.term.trigger.record
        return kind and (self.records.get(kind) or listing_of(self.function.values, kind))

    def _first(self, award: Award, records: str, depth: int, sums: str) -> None:
        """One payment for the applicant, on the first day."""
        if award.constant is None or self._others(award) or award.term.start is not None or award.is_yearly:
            raise NotListedError
        function = self.function
        found = function.locals.take("first")
        function.put(f"{found} = None", depth)
        if award.term.trigger.kind is TriggerKind.WHILE:
            loop = state_loop(function, award, records, depth, self._window_start)
            self._earliest(loop, found)
            loop.finish()
        else:
            record_loop(
                function, award, records, depth, self._window_start, lambda loop, _: self._earliest(loop, found)
            )
        paid = function.values.shared.constants.name(award.constant, "money")
        function.put(f"if {found} is not None and {found} >= since:", depth)
        target = f"{sums}[{self.span.place_of(found)}]" if sums else "due"
        function.put(f"{target} += {paid}", depth + 1)

    @staticmethod
    def _earliest(loop: Loop, found: str) -> None:
        loop.put(f"if {found} is None or day < {found}:")
        loop.put(f"{found} = day", 1)

    @property
    def _window_start(self) -> str:
        start = self.program.window.start
        if start is None or self.program.is_draft:
            raise NotListedError
        return self.function.values.shared.constants.name(start, "")

    def _add(self, loop: Loop, sums: str, text: str, how: str = "sum") -> None:
        year = self.span.place_of("day")
        match how:
            case _ if not sums:
                loop.put(f"due += {text}")
            case "best":
                if not text.isidentifier():
                    loop.put(f"proposed = {text}")
                    text = "proposed"
                loop.put(f"place = {year}")
                loop.put(f"if {text} > {sums}[place]:")
                loop.put(f"{sums}[place] = {text}", 1)
            case "count":
                loop.put(f"{sums}[{year}] += 1")
            case _:
                loop.put(f"{sums}[{year}] += {text}")

    # ------------------------------------------------------------------------------------------ what a clause meets

    def _once(self, award: Award) -> str:
        """Of an item, of the applicant, or none."""
        every = {award.term.once, *(row.once for row in award.term.rows)} - {None}
        if not every:
            return ""
        if every == {()}:
            return "item"
        if len(every) == 1 and award.term.once in every and all(self._is_who(key) for key in award.term.once or ()):
            for key in award.term.once or ():
                self._must_bind(key, [award.term.index])
            return "applicant"
        raise NotListedError

    def _others(self, award: Award) -> bool:
        """Rules over the clause that are no caps: what they cut may be paid later."""
        return any(not isinstance(rule, Cap) for _, rule in self.layout.over(award.term))

    def how(self, index: int) -> str:
        """What is kept of a clause's claims of a year: their sum, the best of them, or their number."""
        stages = [stage for stage, rule in self.layout.over(self.awards[index].term) if not isinstance(rule, Cap)]
        if not stages:
            return "sum"
        stage = stages[0]
        if isinstance(stage.rules[0], Limit):
            return "count"
        return "sum" if stage.child[index] in stage.inner else "best"

    # ------------------------------------------------------------------------------------------ rules

    def _is_who(self, key: str) -> bool:
        return key == "applicant" or key in self.program.schema.who

    def _must_bind(self, key: str, clauses: list[int]) -> None:
        """The applicant is of the key's kind wherever one of the clauses pays; else `evaluate` is asked."""
        if not self._binds(key, clauses):
            self.rooms.append(f"if {literal(key)} not in facts.kinds:")
            self.rooms.append("    outside()")

    def _binds(self, key: str, clauses: Iterable[int]) -> bool:
        """Whoever the awards go to is of the key's kind."""
        wider = self.program.schema.wider
        to = [self.awards[index].term.to for index in clauses]
        return key == "applicant" or all(kinds and all(key in wider[kind] for kind in kinds) for kinds in to)

    def _room(self, rule: Cap | Limit, text: str, clauses: Iterable[int]) -> str:
        """The room of a rule; a variable without limit where it does not bind every applicant that is paid."""
        keys = [key for key in rule.keys if not self._binds(key, clauses)]
        if not keys:
            return text
        name = self.function.locals.take("places" if isinstance(rule, Limit) else "room")
        tests = " and ".join(f"{literal(key)} in facts.kinds" for key in keys)
        self.rooms.append(f"{name} = {text} if {tests} else UNLIMITED")
        return name

    def _block(self, block: Block) -> list[Part]:
        """The sums of a year that a block leaves, as texts."""
        parts: list[Part] = []
        for item in block.items:
            match item:
                case Block(kind="over"):
                    pass
                case Block():
                    inner = self._block(item)
                    if inner:
                        parts.append(attrs.evolve(self._added(inner), how="inner"))
                case int():
                    if item in self.awards:
                        how = self.how(item)
                        word = {"best": "best", "count": "counts"}.get(how, "sums")
                        self.sinks[item] = self.function.locals.take(word)
                        self.rooms.append(f"{self.sinks[item]} = {self.span.no_sums}")
                        parts.append(Part(f"{self.sinks[item]}[year]", frozenset({item}), how, is_list=True))
                case _:
                    parts = self._ruled(self._stage(item), item, parts)
        return parts

    def _over_policy(self, parts: list[Part]) -> list[Part]:
        for block in self._later(self.program.root):
            for item in block.items:
                if isinstance(item, Cap):
                    parts = self._ruled(self._stage(item), item, parts)
                elif not isinstance(item, int | Block) and self._reached(self._stage(item), item):
                    raise NotListedError
        return parts

    def _later(self, block: Block) -> Iterator[Block]:
        for item in block.items:
            if isinstance(item, Block):
                if item.kind == "over":
                    yield item
                else:
                    yield from self._later(item)

    def _stage(self, rule: Rule) -> Stage:
        return next(stage for stage, other in self.layout.rules() if other is rule)

    def _reached(self, stage: Stage, rule: Rule) -> frozenset[int]:
        return frozenset(i for i in self.awards if stage.reaches(rule, self.awards[i].term))

    def _ruled(self, stage: Stage, rule: Rule, parts: list[Part]) -> list[Part]:
        reached = self._reached(stage, rule)
        if not reached:
            return parts
        if reached != frozenset().union(*(part.clauses for part in parts)):
            raise NotListedError
        if not all(self._is_who(key) for key in rule.keys):
            raise NotListedError
        match rule:
            case Cap():
                return [self._capped(rule, self._added(parts))]
            case Limit():
                return [self._limited(rule, parts)]
            case Highest():
                if any(part.how not in ("best", "inner") for part in parts):
                    raise NotListedError
                for key in rule.keys:
                    self._must_bind(key, sorted(reached))
                texts = ", ".join(part.text for part in parts)
                if len(parts) == 1 and parts[0].how == "best":
                    return [attrs.evolve(parts[0], how="chosen")]
                return [Part(texts if len(parts) == 1 else f"max({texts})", reached, "total")]
            case NoRepeat() | TopUp():
                raise NotListedError
            case _:
                assert_never(rule)

    def _capped(self, rule: Cap, part: Part) -> Part:
        if not rule.per_year or rule.across or rule.carry:
            raise NotListedError
        if rule.function is not None:
            year = f"year + {literal(self.span.first)}" if self.span.first else "year"
            room = f"_room_{rule.function}(facts, {year})"
            name = self.function.locals.take("left")
            self.inner.append(f"{name} = {part.text}")
            for key in rule.keys:
                self._must_bind(key, sorted(part.clauses))
            return Part(f"({name} and min({name}, {room}))", part.clauses, "total")
        amount = self.function.values.shared.constants.name(rule.amount or 0, "money")
        room = self._room(rule, amount, part.clauses)
        if part.is_list and not part.unit:
            return attrs.evolve(part.cut(room), how="capped")
        return Part(f"min({part.text}, {room})", part.clauses, "total")

    def _limited(self, rule: Limit, parts: list[Part]) -> Part:
        """Equal sums: so many of them as there are places; whether items repeat matters where places run out."""
        if len(parts) != 1 or len(parts[0].clauses) != 1 or parts[0].how != "count" or not rule.per_year:
            raise NotListedError
        award = self.awards[next(iter(parts[0].clauses))]
        if award.constant is None or rule.counts is not None or award.term.trigger.kind is not TriggerKind.RECORD:
            raise NotListedError
        if rule.order not in (LimitOrder.EARLIEST, LimitOrder.BEST, LimitOrder.CHOSEN):
            raise NotListedError
        places = self._room(rule, literal(rule.number), parts[0].clauses)
        return parts[0].cut(places)

    def _added(self, parts: list[Part]) -> Part:
        texts = [self._money(part) for part in parts]
        clauses = frozenset[int]().union(*(part.clauses for part in parts))
        if len(parts) == 1 and parts[0].how != "count":
            return parts[0]
        if len(parts) == 1:
            return attrs.evolve(parts[0], text=texts[0], how="total", unit=self._unit(parts[0]))
        return Part(" + ".join(texts), clauses, "total")

    def _money(self, part: Part) -> str:
        """A number of claims as the sum of them."""
        if part.how != "count":
            return part.text
        return f"{self._unit(part)} * {part.text}"

    def _unit(self, part: Part) -> str:
        award = self.awards[next(iter(part.clauses))]
        return self.function.values.shared.constants.name(award.constant or 0, "money")

    # ------------------------------------------------------------------------------------------ the result

    def _result(self, parts: list[Part]) -> None:
        function = self.function
        for index in self.awards:
            if self.how(index) == "count":
                self._check_places(index)
        sums = list(self.sinks.values())
        stated = ", ".join(f"**{name}" for name in sums)
        years = f"range({self.span.number})" if self.span.number is not None else f"{{{stated}}}"
        whole = self._added(parts)
        if whole.is_list:
            self._one_list(whole, sums[0])
            return
        function.put("due = 0")
        function.put(f"for year in {years}:")
        for line in self.inner:
            function.put(line, 2)
        function.put(f"due += {whole.text}", 2)
        function.put("return due")

    def _one_list(self, part: Part, sums: str) -> None:
        """A single list of sums, each cut to the least room."""
        values = sums if self.span.number is not None else f"{sums}.values()"
        text = f"sum({values})"
        if len(part.rooms) == 1:
            text = f"sum([left if left < {part.rooms[0]} else {part.rooms[0]} for left in {values}])"
        elif part.rooms:
            least = self.function.locals.take("least")
            self.function.put(f"{least} = min({', '.join(part.rooms)})")
            text = f"sum([left if left < {least} else {least} for left in {values}])"
        if part.unit:
            text = f"{part.unit} * {text}"
        self.function.put(f"return {text}")

    def _check_places(self, index: int) -> None:
        """Items that repeat take one place: counted exactly only where no place is wanting."""
        award = self.awards[index]
        rules = [rule for _, rule in self.layout.over(award.term) if isinstance(rule, Limit)]
        least = min(rule.number for rule in rules)
        if self._once(award) == "item":
            return
        name = self.sinks[index]
        values = name if self.span.number is not None else f"{name}.values()"
        records = self._records_of(award)
        if self.span.number is None:
            self.function.put(f"if {name} and max({values}) > {least}:")
        else:
            self.function.put(f"if max({values}) > {least}:")
        self.function.put(f"told_apart({records})", 2)
