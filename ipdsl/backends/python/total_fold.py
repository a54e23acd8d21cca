"""Rules of a component by sums of years: where the order of claims decides nothing, adding up is enough.

On the list: caps and limits of equal sums, all per applicant (or kind) and year, each over everything
before it in its block; `once` of an item, or of the applicant where sums are equal. The sums of each year then go
through the blocks from inside out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_helpers import listed_under
from ipdsl.backends.python.total_sums import Sums
from ipdsl.backends.python.total_values import NotListedError
from ipdsl.backends.python.total_years import Part
from ipdsl.making import attrs
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.terms import Block, Cap, Highest, Limit, LimitOrder, NoRepeat, Rule, TopUp, TriggerKind


@attrs.define
class Fold(Sums):
    """Writes the function of one component."""

    inner: list[str] = attrs.field(factory=list)

    def write(self) -> None:
        """The whole body."""
        function = self.function
        function.ask_beneficiary(self.awards.values())
        has_rules = any(True for award in self.awards.values() for _ in self.layout.over(award.term))
        parts = self._over_policy(self._block(self.program.root)) if has_rules else []
        head, function.lines = function.lines, []
        for index, award in self.awards.items():
            self.add_up(award, self.sinks[index] if has_rules else "")
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

    # ------------------------------------------------------------------------------------------ rules

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
                        word = "counts" if how == "count" else "sums"
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
        if isinstance(rule, Cap) and rule.across:
            self._of_others(rule, reached)
            return parts
        if not all(self._is_who(key) for key in rule.keys):
            raise NotListedError
        match rule:
            case Cap():
                return [self._capped(rule, self._added(parts))]
            case Limit():
                return [self._limited(rule, parts)]
            case Highest() | NoRepeat() | TopUp():
                raise NotListedError
            case _:
                assert_never(rule)

    def _of_others(self, rule: Cap, reached: frozenset[int]) -> None:
        """A cap that others fill too: it leaves an applicant untouched that has none of a key."""
        schema = self.program.schema
        triggers = [self.awards[index].term.trigger for index in sorted(reached)]
        kinds = {trigger.record for trigger in triggers} - {""}
        fields = {name for kind in kinds for one in listed_under(schema, kind)
                  for name in schema.record_by_name[one].field_by_name}  # fmt: skip
        fields.update(name for trigger in triggers for name in trigger.keys)
        of_applicant = schema.applicant_field_by_name.keys() - fields
        if not rule.keys or not of_applicant.issuperset(rule.keys):
            raise NotListedError
        stated = " and ".join(f"facts.fields[{literal(key)}] not in (NONE, CANNOT)" for key in rule.keys)
        self.rooms += [f"if {stated}:", "    outside()"]

    def _capped(self, rule: Cap, part: Part) -> Part:
        if not rule.per_year or rule.carry:
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
