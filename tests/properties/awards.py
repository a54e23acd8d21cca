"""Generated awards: for a record, a state, a year and its ranks, or a set."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from ipdsl.schema.comparisons import Comparison
from ipdsl.semantics.expressions.rows import row_name
from ipdsl.semantics.typed import nodes, sentences
from ipdsl.syntax import ast
from tests.properties import build as b, conditions as c
from tests.properties.build import SPAN
from tests.properties.rules import Member, RuleMaker, Scope, with_ties
from tests.properties.vocabularies import RecordWords
from tests.properties.words import DEFINITIONS, LABELS, TABLES, Names

STARTS = [datetime.date(*d) for d in ((2022, 1, 1), (2022, 3, 1), (2020, 3, 1), (2019, 1, 1))]
"""First days of awards with their own start: inside the window and before it."""


def order_of_ties(field: str | None, fields: Sequence[str]) -> ast.FieldOrder | None:
    """Equal values by a field, and then often by another. It does not change any other random choices."""
    if field is None:
        return None
    is_highest_first = random.Random(f"ties of {field}").random() < 0.3
    return with_ties(ast.FieldOrder(span=SPAN, field=b.name(field), is_highest_first=is_highest_first), fields)


def limited_rows(rows: list[ast.AwardLine]) -> list[ast.AwardLine]:
    """The rows, some with a limit of their own. It does not change any other random choices."""
    names = [row_name(row) for row in sentences(rows) if isinstance(row, ast.Row)]
    r = random.Random(" ".join(names))
    made: list[ast.AwardLine] = []
    for row in rows:
        if isinstance(row, ast.Row) and not row.body and names.count(row_name(row)) == 1 and r.random() < 0.3:
            keys = b.names("applicant", "year") if r.random() < 0.6 else b.names("applicant")
            order = r.choice([None, ast.LimitOrder.EARLIEST, ast.LimitOrder.BEST])
            limit = ast.Limit(span=SPAN, number=r.choice([1, 1, 2]), what=None, per=keys, order=order)
            row = attrs.evolve(row, limit=limit)
        made.append(row)
    return made


@attrs.define
class AwardMaker(RuleMaker):
    """Makes awards, with the tables of their amounts."""

    names: Names
    tables: dict[str, str] = attrs.field(factory=dict)  # table -> choice
    ties: dict[str, ast.TiesShare] = attrs.field(factory=dict)  # figure -> the rule for equals of all its rankings
    definitions: list[ast.Definition] = attrs.field(factory=list)  # of the awards made so far in an article

    def award(self, scope: Scope, *, allow_year: bool = True) -> ast.Award:
        member = Member()
        scope.members.append(member)
        roll = self.r.random()
        if allow_year and roll < 0.1:
            return self.yearly(member)
        if roll < 0.22:
            return self.while_award(member)
        rec = self.r.choice([*self.v.records.values()])
        if roll < 0.34:
            return self.set_award(member, rec)  # a set has no fields for keys
        member.record = rec
        return self.record_award(member, rec)

    def label(self, member: Member) -> ast.LabelLine:
        member.label = self.names.new("lab", LABELS)
        return ast.LabelLine(span=SPAN, name=b.name(member.label))

    def to(self, member: Member) -> tuple[ast.Name, ...]:
        if self.chance(0.6):
            return ()
        member.to = self.r.choice([*self.v.kinds, *self.v.classes])
        return b.names(member.to)

    def record_award(self, member: Member, rec: RecordWords) -> ast.Award:
        r = self.r
        event = None if self.chance(0.2) else r.choice([*rec.events])
        tests = c.record_tests(r, self.v, rec, event)
        when = ast.WhenTrigger(
            span=SPAN, record=b.name(rec.name), the_first=self.chance(0.05), test=b.both(tests) if tests else None
        )
        body: list[ast.AwardLine] = []
        amount: ast.Amount
        roll = r.random()
        if roll < 0.08:
            amount, body = ast.AmountByConditions(span=SPAN), [*self.condition_rows(rec)]
        elif roll < 0.36:
            amount, rows = self.rows(rec)
            body += rows
        elif roll < 0.42:
            return self.ranked_record(member, rec, when)
        else:
            amount = c.fixed_or_ceiling(r, self.v, rec)
            amount = self.from_table(rec) or amount
        body += self.lines(member, rec)
        if self.v.daily and rec.of("date") and self.chance(0.3) and _has_own_words(amount, rec.of("money")):
            day = r.choice(rec.of("date"))
            body.append(ast.ConversionLine(span=SPAN, series=b.name(self.v.daily), day=b.name(day)))
            rec.foreign |= set(rec.of("money"))
        if self.chance(0.1):
            body.append(ast.SupportDeduction(span=SPAN))
        elif self.chance(0.07):
            body.append(self.less(rec))
        body += self.bounds(rec, amount, body)
        if isinstance(amount, ast.FixedAmount | ast.Ceiling) and self.chance(0.15):
            converts = any(isinstance(line, ast.ConversionLine) for line in body)
            amount = attrs.evolve(amount, value=self.defined(rec, amount.value, by_rows=not converts))
        start = self.start(0.07)
        head = ast.Head(span=SPAN, once=self.once(rec), to=self.to(member), start=start, trigger=when)
        return ast.Award(span=SPAN, amount=amount, head=head, body=tuple(body))

    def defined(self, rec: RecordWords, value: ast.Expr, *, by_rows: bool) -> ast.Expr:
        """A definition with this value, or with rows: its name, or a share of it."""
        name = self.names.new("def", DEFINITIONS)
        body: tuple[ast.Row, ...] = ()
        meaning: ast.Expr | ast.AmountByRows | ast.AmountByConditions = value
        answers = rec.of("yes/no", *self.v.choices)
        if by_rows and answers and self.chance(0.4):
            text = self.r.choice(answers)
            keys = ["yes", "no"] if rec.fields[text] == "yes/no" else self.v.choices[rec.fields[text]]
            meaning, cells = (
                ast.AmountByRows(span=SPAN, value=b.word(text)),
                [(ast.MemberKeys(span=SPAN, names=b.names(key)), c.amount_of(self.r, self.v, rec)) for key in keys],
            )
            body = tuple(ast.Row(span=SPAN, key=key, amount=b.fixed(sum_)) for key, sum_ in cells)
        elif by_rows and self.chance(0.15):
            meaning, keys_of_rows = ast.AmountByConditions(span=SPAN), list[ast.RowKey]()
            keys_of_rows += [ast.ConditionKey(span=SPAN, test=test) for test in self.row_tests(rec)[:2]]
            keys_of_rows.append(ast.OtherwiseKey(span=SPAN))
            sums = [c.amount_of(self.r, self.v, rec) for _ in keys_of_rows]
            body = tuple(
                ast.Row(span=SPAN, key=key, amount=b.fixed(sum_)) for key, sum_ in zip(keys_of_rows, sums, strict=True)
            )
        record = None if isinstance(value, ast.Number) and not body else b.name(rec.name)
        self.definitions.append(ast.Definition(span=SPAN, name=b.name(name), record=record, value=meaning, body=body))
        return b.share(self.r.choice(c.RATES), b.word(name)) if self.chance(0.3) else b.word(name)

    def bounds(self, rec: RecordWords | None, amount: ast.Amount, body: list[ast.AwardLine]) -> list[ast.AwardLine]:
        """`at least` and `nothing below` under an award whose sums are computed."""
        sums, made = _sums(amount, body), list[ast.AwardLine]()
        if any(sum_ is None for sum_ in sums) or all(map(_is_fixed, sums)):
            return made
        words = [name for name in rec.of("money") if name not in rec.foreign] if rec is not None else []
        deducts = any(isinstance(line, ast.SupportDeduction | ast.PriorPaymentDeduction) for line in body)
        limits = [sum_.at_most.value for sum_ in sums if sum_ and isinstance(sum_.at_most, ast.Number)]
        sizes = [size for size in c.YUAN if all(size <= limit for limit in limits)]
        for make, often in ((ast.AwardMinimum, 0.12), (ast.AwardThreshold, 0.4 if deducts else 0.15)):
            is_plain = make is ast.AwardThreshold or not any(isinstance(line, ast.Row) for line in body)
            if not (sizes and is_plain and self.chance(often)):
                continue
            bound: ast.Expr = b.number(self.r.choice(sizes[:6]))
            if words and self.chance(0.2):
                bound = b.share(self.r.choice(c.RATES), b.word(self.r.choice(words)))
            if deducts and make is ast.AwardThreshold and isinstance(amount, ast.FixedAmount) and self.chance(0.5):
                bound = amount.value  # any deduction makes the rest smaller
            made.append(make(span=SPAN, amount=bound))
        return made

    def start(self, often: float = 0.04) -> datetime.date | None:
        return self.r.choice(STARTS) if self.chance(often) else None

    def less(self, rec: RecordWords) -> ast.PriorPaymentDeduction:
        """A deduction of payments for the record's kind or a related kind with the same field value."""
        family = [k.name for k in self.v.records.values() if rec.fields is k.fields]
        field = self.r.choice(rec.of("text", "list", *self.v.choices, *self.v.records))
        return ast.PriorPaymentDeduction(span=SPAN, record=b.name(self.r.choice(family)), field=b.name(field))

    def once(self, rec: RecordWords | None) -> ast.OnceRule | None:
        roll = self.r.random()
        if roll < 0.55:
            return None
        if roll < 0.85 or rec is None:
            return ast.OnceRule(span=SPAN)
        fields = rec.of("text", "list", *self.v.choices)
        year = ["year"] if self.chance(0.25) else []
        per: tuple[ast.Name, ...] = b.names(self.r.choice([*fields, "applicant", "matter"]), *year)
        if not year and self.has_period() and self.chance(0.3):
            per = (*per, self.period())
        return ast.OnceRule(span=SPAN, per=per)

    def lines(self, member: Member, rec: RecordWords | None = None) -> list[ast.AwardLine]:
        """`if` lines and the label; `rec` is the record of each claim."""
        made: list[ast.AwardLine] = []
        for _ in range(self.r.choice([0, 0, 0, 0, 1, 2])):
            test = c.junction(self.r, lambda: self.line_test(rec))
            made.append(ast.ConditionLine(span=SPAN, test=self.count(rec) if self.chance(0.2) else test))
        return [*made, self.label(member)]

    def count(self, rec: RecordWords | None) -> ast.Expr:
        """A count of two or three conditions."""
        tests = [self.line_test(rec) for _ in range(self.r.randint(2, 3))]
        lines = tuple(ast.CountedCondition(span=SPAN, test=test) for test in tests)
        op, number = self.r.choice([(Comparison.AT_LEAST, 2), (Comparison.LESS_THAN, 2), (Comparison.AT_MOST, 1)])
        return ast.ConditionCount(span=SPAN, op=op, number=number, lines=lines)

    def line_test(self, rec: RecordWords | None) -> ast.Expr:
        """A test of an `if` line."""
        if rec is not None and self.chance(0.2):
            return c.any_test(self.r, self.v, rec)
        return c.applicant_test(self.r, self.v)

    def row_tests(self, rec: RecordWords) -> list[ast.Expr]:
        """Conditions of different fields, so that none covers another."""
        r = self.r
        fields = [
            f
            for f, s in rec.fields.items()
            if f not in (*rec.fixed, rec.key[0])
            and (s in ("money", "count", "percent", "yes/no", "date") or s in self.v.choices)
        ]
        return [c.field_test(r, self.v, f, rec.fields[f]) for f in r.sample(fields, min(len(fields), r.randint(1, 4)))]

    def condition_rows(self, rec: RecordWords) -> Iterator[ast.Row]:
        """Rows of `as follows`: conditions of different fields."""
        tests = self.row_tests(rec)
        first = tests.pop()
        if tests and self.chance(0.6):
            first = b.both([first, tests.pop()])
        for test in (first, *tests):
            yield self.row(rec, ast.ConditionKey(span=SPAN, test=test), depth=1)
        if self.chance(0.6):
            yield self.row(rec, ast.OtherwiseKey(span=SPAN), depth=2)

    def row(self, rec: RecordWords, key: ast.RowKey, *, depth: int) -> ast.Row:
        """A row with a sum, or with rows under it."""
        if depth < 2 and self.chance(0.2):
            amount, rows = self.rows(rec, depth + 1)
            if depth == 0 and self.chance(0.3):
                amount, rows = ast.AmountByConditions(span=SPAN), [*self.condition_rows(rec)]
            return ast.Row(span=SPAN, key=key, amount=amount, body=tuple(rows))
        once = self.once(rec) if self.chance(0.3) else None
        return ast.Row(span=SPAN, key=key, amount=c.fixed_or_ceiling(self.r, self.v, rec, ceilings=0.05), once=once)

    def rows(self, rec: RecordWords, depth: int = 0) -> tuple[ast.Amount, list[ast.AwardLine]]:
        """`by FIELD` with rows of members, answers or thresholds."""
        r = self.r
        text = r.choice(rec.of("money", "count", "percent", "yes/no", *self.v.choices))
        sort = rec.fields[text]
        keys: list[ast.RowKey] = []
        if sort == "yes/no":
            answers = r.sample(["yes", "no"], r.randint(1, 2))
            keys += [ast.MemberKeys(span=SPAN, names=b.names(answer)) for answer in answers]
        elif sort in self.v.choices:
            members = list(self.v.choices[sort])
            r.shuffle(members)
            while members and (not keys or self.chance(0.7)):
                size = 2 if len(members) > 1 and self.chance(0.3) else 1
                keys.append(ast.MemberKeys(span=SPAN, names=b.names(*members[:size])))
                members = members[size:]
        else:
            values = sorted({_threshold(r, sort) for _ in range(r.randint(1, 3))}, reverse=True)
            op = r.choice([Comparison.AT_LEAST, Comparison.MORE_THAN])
            keys += [
                ast.ThresholdKey(span=SPAN, op=op, literal=b.percent(x) if sort == "percent" else b.number(x))
                for x in values
            ]
            keys.append(ast.OtherwiseKey(span=SPAN))
        rows: list[ast.AwardLine] = [self.row(rec, key, depth=depth) for key in keys]
        rows = rows if depth else limited_rows(rows)
        return ast.AmountByRows(span=SPAN, value=b.word(text)), rows

    def table(self) -> ast.Definition:
        choice = self.r.choice([*self.v.choices])
        rec, text = next(
            (rec, f) for rec in self.v.records.values() for f in rec.fields if rec.fields[f] in self.v.choices
        )
        choice = rec.fields[text]
        name = self.names.new("tab", TABLES)
        self.tables[name] = choice
        rows = tuple(
            ast.Row(
                span=SPAN,
                key=ast.MemberKeys(span=SPAN, names=b.names(m)),
                amount=b.fixed(b.number(self.r.choice(c.YUAN))),
            )
            for m in self.v.choices[choice]
        )
        value = ast.AmountByRows(span=SPAN, value=b.word(text))
        return ast.Definition(span=SPAN, name=b.name(name), value=value, body=rows)

    def from_table(self, rec: RecordWords) -> ast.Amount | None:
        """`tab of field` or `tab of member`, if a table fits."""
        for table, choice in self.tables.items():
            if self.chance(0.4):
                fields = rec.of(choice)
                key = self.r.choice([*fields, self.r.choice(self.v.choices[choice])])
                return b.fixed(ast.TableLookup(span=SPAN, table=b.name(table), key=b.name(key)))
        return None

    def while_award(self, member: Member) -> ast.Award:
        """An award for a state that matures, of a record or of the applicant."""
        r = self.r
        with_states = [rec for rec in self.v.records.values() if rec.states]
        tests: list[ast.Expr]
        once = ast.OnceRule(span=SPAN) if self.chance(0.6) else None
        amount: ast.Amount = b.fixed(b.number(r.choice(c.YUAN)))
        if with_states and self.chance(0.7):
            rec = r.choice(with_states)
            member.record = rec
            subject, tests = rec.name, [b.word(r.choice([*rec.states])), *c.record_tests(r, self.v, rec, None)[:1]]
            if self.chance(0.3):
                amount = c.fixed_or_ceiling(r, self.v, rec)
            to = self.to(member)
        else:
            subject = r.choice(self.v.kinds)
            tests = [c.person_test(r, self.v) for _ in range(r.randint(1, 2))]
            to = b.names(subject) if self.chance(0.5) else ()
            member.to = subject if to else None
        trigger = ast.WhileTrigger(span=SPAN, subject=b.name(subject), test=b.both(tests))
        head = ast.Head(span=SPAN, once=once, to=to, start=self.start(), trigger=trigger)
        return ast.Award(span=SPAN, amount=amount, head=head, body=tuple(self.lines(member)))

    def yearly(self, member: Member) -> ast.Award:
        """An award over the figures of a year."""
        r = self.r
        count, money = [*self.v.figures]
        body: list[ast.AwardLine] = []
        if self.chance(0.25):
            return self.ranked(member, r.choice([count, money]))
        roll = r.random()
        amount: ast.Amount = b.fixed(b.share(r.choice(c.RATES), b.word(money)), b.number(r.choice(c.YUAN)))
        if 0.6 <= roll < 0.75:
            amount = b.fixed(b.share(r.choice(c.RATES), c.earlier_figure(r, money)), b.number(r.choice(c.YUAN)))
        if roll < 0.6:
            rises = ast.Increase(span=SPAN, figure=b.name(count))
            value: ast.Expr = rises if roll < 0.3 else b.word(count)
            amount = ast.AmountByRows(span=SPAN, value=value)
            if roll > 0.45:
                key = ast.ThresholdKey(
                    span=SPAN, op=Comparison.MORE_THAN, literal=b.number(r.randint(1, 5)), is_rise=True
                )
                body.append(ast.Row(span=SPAN, key=key, amount=b.fixed(b.number(r.choice(c.YUAN)))))
            for key in (
                ast.ThresholdKey(span=SPAN, op=Comparison.AT_LEAST, literal=b.number(r.randint(2, 6))),
                ast.OtherwiseKey(span=SPAN),
            ):
                body.append(ast.Row(span=SPAN, key=key, amount=b.fixed(b.number(r.choice(c.YUAN)))))
        if self.chance(0.3):
            body.append(ast.ConditionLine(span=SPAN, test=c.figure_test(r, self.v)))
        once = ast.OnceRule(span=SPAN, per=b.names("applicant")) if self.chance(0.2) else None
        head = ast.Head(
            span=SPAN, once=once, to=self.to(member), start=self.start(), trigger=ast.YearTrigger(span=SPAN)
        )
        return ast.Award(span=SPAN, amount=amount, head=head, body=(*body, *self.lines(member)))

    def ranked(self, member: Member, figure: str) -> ast.Award:
        """An award for the first ranks of the city."""
        who = sorted(self.r.sample(self.v.kinds, self.r.randint(1, 2)), key=self.v.kinds.index)
        sums = sorted(self.r.sample(c.YUAN, self.r.randint(1, 3)), reverse=True)
        rows = [
            ast.Row(span=SPAN, key=ast.RankKey(span=SPAN, rank=n + 1), amount=b.fixed(b.number(sum_)))
            for n, sum_ in enumerate(sums)
        ]
        member.to, member.among = who[0] if len(who) == 1 else None, tuple(who)
        head = ast.Head(span=SPAN, per=b.names("year"), among=b.names(*who))
        ties = self.ties.get(figure)
        if ties is None:
            days = [text for text, sort in self.v.applicant.items() if sort == "date"]
            order = order_of_ties(days[0] if self.chance(0.6) else None, days)
            ties = self.ties[figure] = ast.TiesShare(span=SPAN, order=order)
        body = (*rows, ties, *self.lines(member))
        return ast.Award(span=SPAN, amount=ast.AmountByRank(span=SPAN, figure=b.name(figure)), head=head, body=body)

    def ranked_record(self, member: Member, rec: RecordWords, when: ast.WhenTrigger) -> ast.Award:
        """An award for the first records of the city, by a number of them."""
        r = self.r
        sums = sorted(r.sample(c.YUAN, r.randint(1, 3)), reverse=True)
        last = r.choice([None, None, 3, 4])
        keys = [ast.RankKey(span=SPAN, rank=n + 1, last=last if n + 1 == len(sums) else None) for n in range(len(sums))]
        rows = [
            ast.Row(span=SPAN, key=key, amount=b.fixed(b.number(sum_))) for key, sum_ in zip(keys, sums, strict=True)
        ]
        order = r.choice(rec.of("date", "count")) if self.chance(0.7) else None
        ties = ast.TiesShare(span=SPAN, order=order_of_ties(order, rec.of("date", "count")))
        per = b.names("year") if self.chance(0.7) else ()
        head = ast.Head(
            span=SPAN, once=self.once(rec), per=per, to=self.to(member), start=self.start(0.07), trigger=when
        )
        amount = ast.AmountByRankOfRecord(span=SPAN, field=b.name(r.choice(rec.of("money", "count", "percent"))))
        return ast.Award(span=SPAN, amount=amount, head=head, body=(*rows, ties, *self.lines(member, rec)))

    def set_award(self, member: Member, rec: RecordWords) -> ast.Award:
        """One claim for the records of a year."""
        r = self.r
        tests = c.record_tests(r, self.v, rec, r.choice([*rec.events]))
        when = ast.WhenTrigger(span=SPAN, record=b.name(rec.name), the_first=False, test=b.both(tests))
        field = b.name(r.choice(rec.of("money")))
        total = ast.Aggregate(span=SPAN, kind=ast.AggregateKind.TOTAL, field=field)
        largest = ast.Aggregate(span=SPAN, kind=ast.AggregateKind.LARGEST, field=field)
        how_many = ast.Aggregate(span=SPAN, kind=ast.AggregateKind.NUMBER, field=None)
        per = ["year"]
        value: ast.Expr = r.choice([total, largest])
        if self.v.levels and self.chance(0.2):
            value = c.less_support(value)
        amount: ast.Amount = b.fixed(b.share(r.choice(c.RATES), value))
        if self.chance(0.3):
            each = ast.AmountPerRecord(span=SPAN, amount=b.number(r.choice(c.YUAN)), record=b.name(rec.name))
            amount, per = b.fixed(each), []
        elif self.chance(0.3):
            per.insert(0, r.choice(rec.of("text", *self.v.choices)))
        body = self.lines(member)
        if self.chance(0.4) and per:
            tested = r.choice([total, how_many])
            limit = b.number(r.randint(1, 3)) if tested is how_many else b.number(r.choice(c.YUAN))
            body.insert(0, ast.ConditionLine(span=SPAN, test=b.compare(tested, r.choice(c.OPS), limit)))
        if self.chance(0.2):
            body.append(ast.SupportDeduction(span=SPAN))
        body += self.bounds(None, amount, body)
        head = ast.Head(span=SPAN, per=b.names(*per), to=self.to(member), start=self.start(), trigger=when)
        return ast.Award(span=SPAN, amount=amount, head=head, body=tuple(body))


def _sums(amount: ast.Amount, lines: Iterable[object]) -> list[ast.FixedAmount | None]:
    """The sums of an award, those of its rows if it has rows; `None` for a sum that the bureau sets."""
    if not isinstance(amount, ast.AmountByRows | ast.AmountByConditions):
        return [amount if isinstance(amount, ast.FixedAmount) else None]
    rows = [line for line in lines if isinstance(line, ast.Row)]
    return [sum_ for row in rows for sum_ in _sums(row.amount, row.body)]


def _is_fixed(sum_: ast.FixedAmount | None) -> bool:
    """Whether a sum may be the same for all claims."""
    return sum_ is None or not isinstance(sum_.value, ast.Share | ast.Sum | ast.Product | ast.Word | ast.RoundedValue)


def _threshold(r: random.Random, sort: str) -> Fraction:
    if sort == "percent":
        return r.choice(c.RATES)
    return Fraction(r.randint(1, 8)) if sort == "count" else Fraction(r.choice(c.YUAN))


def _has_own_words(amount: ast.Amount, words: list[str]) -> bool:
    """Whether an amount has words of the record, and none of other records."""
    return _has_words(amount, words) and next(nodes(amount, ast.Pick), None) is None


def _has_words(node: object, words: list[str]) -> bool:
    text = repr(node)
    return any(f"text='{w}'" in text for w in words)
