"""Amounts, tables of fixed amounts, and definitions: values and conditions that sentences use by name.

Amounts: a sum that the policy sets, a ceiling for a sum that the authority sets, or rows that select one.

Tables: definitions by a field, whose fixed amounts several awards use by member, anywhere on the page.

A definition applies in its block, before and after its line. It is typed where it is used, because bare numbers take
the type that the use expects; its findings are reported once.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.base.findings.finding import InternalError
from ipdsl.base.findings.phrase import NOTHING, LocalizedSentence, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.values.money import DECIMALS
from ipdsl.schema.declarations import Choice
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Field, RecordKind
from ipdsl.semantics import lookup, typed
from ipdsl.semantics.errors import names_and_types as n, policy as p
from ipdsl.semantics.expressions import inference
from ipdsl.semantics.expressions.rows import condition_rows, row_name, rows, rows_of, rows_with_gap
from ipdsl.semantics.lookup import CheckedTable, Context, NamedValue, Scope, is_poison, poison, record_words
from ipdsl.semantics.typed import extent, is_constant, nodes, sentences
from ipdsl.semantics.vocabulary import Spans, declare_word
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing import format_expr, format_line

Definitions = Mapping[str, tuple[NamedValue, ...]]


@attrs.define(eq=False, repr=False)
class Definition(NamedValue):
    """One definition of a page. `is_broken`: a finding about it was reported.

    `of_block` are the definitions that apply in its block, itself included; `depth` is its nesting. Its values are kept
    by what they depend on, with their size, so that each use after the first costs nothing; so are its kinds.
    """

    line: ast.Definition
    ctx: Context
    name: str
    span: Span
    record: RecordKind | None
    of_block: Definitions
    depth: int
    is_broken: bool = False
    is_used: bool = False
    _values: dict[object, tuple[typed.Expr, tuple[int, int]]] = attrs.field(factory=dict)
    _kinds: dict[object, bool] = attrs.field(factory=dict)

    @property
    def is_bare(self) -> bool:
        """Whether its values are numbers without a type of their own."""
        return self._is_each(inference.is_bare)

    @property
    def has_bare(self) -> bool:
        """Whether a value has a term or factor without a type of its own."""
        return self._is_each(inference.has_bare)

    def _is_each(self, is_of_kind: Callable[[ast.Expr, Context], bool]) -> bool:
        """Whether its value, or the value of each row, is of a kind."""
        if is_of_kind in self._kinds or self.ctx.depth > lookup.MAX_DEPTH:
            return self._kinds.get(is_of_kind, False)
        self._kinds[is_of_kind] = False  # if it is defined by itself
        self.ctx.defining.append(self)
        value = self.line.value
        if isinstance(value, ast.AmountByRows | ast.AmountByConditions):
            amounts = [
                row.amount
                for row in _all_rows(self.line.body)
                if not isinstance(row.amount, ast.AmountByRows | ast.AmountByConditions)
            ]
            holds = all(isinstance(x, ast.FixedAmount) and is_of_kind(x.value, self.ctx) for x in amounts)
        else:
            holds = is_of_kind(value, self.ctx)
        self.ctx.defining.pop()
        self._kinds[is_of_kind] = holds
        return holds

    @property
    def members(self) -> tuple[str, ...]:
        """The members that its rows name."""
        keys = (row.key for row in self._rows() if isinstance(row.key, ast.MemberKeys))
        return tuple(dict.fromkeys(name.text for key in keys for name in key.names))

    def value(self, span: Span, scope: Scope, hint: Type | None) -> typed.Expr:
        """The value at a place where it is used."""
        if self in self.ctx.defining and not self.is_broken:
            self._report_cycle(span)
        return self._with_name(self._value_where_used("", self.line.value, span, scope, hint), span)

    def row(self, key: ast.Name, scope: Scope, hint: Type | None) -> typed.Expr | None:
        """`NAME of MEMBER` and `NAME of FIELD`; `None` if it has no rows for members."""
        by = self.line.value
        if not isinstance(by, ast.AmountByRows):
            return None
        self.is_used = True
        for row in self._rows():
            if isinstance(row.key, ast.MemberKeys) and key.text in (name.text for name in row.key.names):
                if not isinstance(row.amount, ast.FixedAmount):
                    return None
                return self._value_where_used(key.text, row.amount.value, key.span, scope, hint)
        record = scope.record.field_by_name if scope.record is not None else {}
        otherwise = next((row.amount for row in self._rows() if isinstance(row.key, ast.OtherwiseKey)), None)
        if isinstance(otherwise, ast.FixedAmount) and self._is_member(key.text) and key.text not in record:
            return self._value_where_used(key.text, otherwise.value, key.span, scope, hint)
        field = record.get(key.text) or self.ctx.schema.applicant_field_by_name.get(key.text)
        if not self.members or field is None or self.ctx.vocabulary.choice_of(field.type) is None:
            return None
        other = attrs.evolve(by, value=ast.Word(span=key.span, name=key))
        return self._with_name(self._value_where_used(key.text, other, key.span, scope, hint), key.span)

    def _is_member(self, name: str) -> bool:
        """Whether a name is a member of the choice whose members its rows name."""
        named = {*self.members}
        return any(name in choice.names and named <= {*choice.names} for choice in self.ctx.schema.choices) and bool(
            named
        )

    def _value_where_used(
        self,
        row: str,
        by: ast.Expr | ast.AmountByRows | ast.AmountByConditions,
        span: Span,
        scope: Scope,
        hint: Type | None,
    ) -> typed.Expr:
        """The value, or that of a row, where it is used. It is typed once for each scope and each expected type."""
        self.is_used = True
        inner = self._scope(scope)
        record = inner.record and inner.record.name
        place = row, record, inner.is_record_first, inner.conversion, inner.nested_picks, hint
        self.ctx.defining.append(self)
        is_known = self.is_broken or place in self._values
        if not is_known and lookup.has_room(self.name, span, self.ctx, 0, self.ctx.depth):
            value = self._value(by, inner, hint)
            self._values[place] = value, extent(value)
        self.ctx.defining.pop()
        value, size = self._values.get(place, (poison(span), (0, 0)))
        if self.is_broken or is_poison(value) or not lookup.has_room(self.name, span, self.ctx, *size):
            self.is_broken = True
            return poison(span)
        return value

    def _with_name(self, value: typed.Expr, span: Span) -> typed.Expr:
        if value.type.is_flag or isinstance(value, typed.Const):
            return attrs.evolve(value, span=span)
        return typed.DefinedValue(span=span, name=self.name, value=value, type=value.type)

    def _scope(self, scope: Scope) -> Scope:
        """The words of the definition: of its record, the applicant and the year."""
        record = None if self.record is None else scope.record
        return Scope(
            self.ctx,
            record=record,
            has_applicant=True,
            has_figures=True,
            is_record_first=scope.is_record_first,
            conversion=scope.conversion,
            nested_picks=scope.nested_picks,
        )

    def _rows(self) -> tuple[ast.Row, ...]:
        return tuple(line for line in self.line.body if isinstance(line, ast.Row))

    def _value(
        self, by: ast.Expr | ast.AmountByRows | ast.AmountByConditions, scope: Scope, hint: Type | None
    ) -> typed.Expr:
        if isinstance(by, ast.AmountByRows | ast.AmountByConditions):
            return self._by_rows(by, scope, hint)
        return inference.infer(by, scope, hint)

    def _by_rows(self, by: ast.AmountByRows | ast.AmountByConditions, scope: Scope, hint: Type | None) -> typed.Expr:
        values: list[typed.Expr] = []
        bare: list[tuple[ast.Expr, Scope, typed.Expr]] = []

        def make(amount: ast.Amount, scope: Scope) -> typed.FixedAmount | None:
            if not isinstance(amount, ast.FixedAmount) or amount.at_most is not None:
                return scope.ctx.refuse(
                    n.Mismatch(
                        span=amount.span,
                        place=Phrase("a row of a definition", "定义的一档"),
                        expected=Phrase("a value", "数值"),
                        found=Phrase("an amount of an award", "奖励的金额"),
                    )
                )
            # a count in one row does not decide the type of the others: `2` and `2.5` are numbers
            expected = hint or next((v.type for v in values if not (is_poison(v) or v.type.is_count)), None)
            value = inference.infer(amount.value, scope, expected)
            if is_poison(value):
                return None
            values.append(value)
            if expected is None and inference.is_bare(amount.value, scope.ctx):
                bare.append((amount.value, scope, value))
            return typed.FixedAmount(span=amount.span, value=value)

        lines = self._rows()
        made = (
            rows(by, lines, scope, make) if isinstance(by, ast.AmountByRows) else condition_rows(by, lines, scope, make)
        )
        if made is None:
            return poison(self.span)
        # the numbers of first rows take the type that a later row has
        stated = next((v.type for v in values if not (is_poison(v) or v.type.is_count)), None)
        retyped = {} if stated is None else {id(v): inference.infer(x, scope, stated) for x, scope, v in bare}
        values = [retyped.get(id(value), value) for value in values]
        type_ = values[0].type
        for value in values[1:]:
            shared = inference.common_type(type_, value.type)
            if shared is None:
                return self.ctx.poison(
                    self.span,
                    n.Mismatch(
                        span=value.span,
                        place=Phrase("a row of `{name}`", "`{name}`的一档", name=self.name),
                        expected=type_.phrase,
                        found=value.type.phrase,
                    ),
                )
            type_ = shared
        gap = rows_with_gap(made)
        if gap is not None:
            if gap == made.span:
                self.ctx.add(p.DefinitionWithoutValue(span=self.span, word=self.name))
            else:
                self.ctx.add(p.DefinitionWithoutValue(span=gap, word=self.name, advice=p.END_OF_INNER_ROWS))
            return poison(self.span)
        always = typed.Const(span=self.span, value=True, type=typed.BOOL)
        cases = tuple(
            (row.test or always, retyped.get(id(row.amount.value), row.amount.value))
            for row in made.rows
            if isinstance(row.amount, typed.FixedAmount)
        )
        return typed.SelectedValue(span=self.span, cases=cases, type=type_)

    def _report_cycle(self, span: Span) -> None:
        around = self.ctx.defining[self.ctx.defining.index(self) :]
        chain = join_phrases([f"`{each.name}`" for each in (*around, self)], " means ", "是指")
        for each in around:
            each.is_broken = True
        self.ctx.add(n.CyclicDefinition(span=self.line.name.span, word=self.name, chain=chain))


def definitions_of(
    body: Iterable[object], outer: Definitions, ctx: Context
) -> tuple[dict[str, tuple[NamedValue, ...]], list[Definition]]:
    """The definitions that apply in a block: those of the blocks around it, and those of its lines."""
    visible: dict[str, tuple[NamedValue, ...]] = dict(outer)
    added: list[Definition] = []
    for line in body:
        if (
            not isinstance(line, ast.Definition)
            or line.name.text in ctx.schema.kinds_and_classes
            or lookup.is_only_table(line, ctx)
        ):
            continue
        record = None
        if line.record is not None:
            record = lookup.record_named(line.record, ctx)
            if record is None:
                ctx.refused_names.add(line.name.text)
                continue
        made = Definition(line, ctx, line.name.text, line.name.span, record, visible, extent(line)[1])
        _report_lines(line, ctx)
        other = next((x for x in visible.get(made.name, ()) if _share_records(made, x, ctx)), None)
        if other is not None:
            ctx.add(n.DuplicateDeclaration(span=made.span, word=made.name, how=Phrase("defined", "定义")))
            continue
        if {made.name, line.label or made.name} & _words_beside(record, ctx):
            ctx.add(n.DefinitionOfDeclaredWord(span=made.span, word=made.name))
            ctx.refused_names.add(made.name)
            continue
        added.append(made)
        visible[made.name] = (*visible.get(made.name, ()), made)
    return visible, added


def blocks_of_definitions(page: ast.Page) -> dict[str, Phrase]:
    """The article or group of each definition inside one."""
    blocks: dict[str, list[Phrase]] = {}
    for block in sentences(page.items):
        if isinstance(block, ast.Article):
            where = Phrase("article {number}", "第{number}条", number=block.number)
        elif isinstance(block, ast.Group):
            where = Phrase("the group `{name}`", "组`{name}`", name=block.name.text)
        else:
            continue
        for name in dict.fromkeys(line.name.text for line in block.body if isinstance(line, ast.Definition)):
            blocks.setdefault(name, []).append(where)
    return {name: join_phrases(places, last=(" and ", "和")) for name, places in blocks.items()}


def share_unique_definitions(
    page: dict[str, tuple[NamedValue, ...]],
    blocks: Iterable[tuple[dict[str, tuple[NamedValue, ...]], Sequence[Definition]]],
) -> None:
    """Make each definition that one block alone has under its name visible on the whole page."""
    all_blocks = list(blocks)
    added = values_by_key((each.name, (place, each)) for place, (_, made) in enumerate(all_blocks) for each in made)
    for name, named in added.items():
        if name not in page and len({place for place, _ in named}) == 1:
            for visible in (page, *(visible for visible, _ in all_blocks)):
                visible.setdefault(name, tuple(each for _, each in named))


def check_unused(added: Iterable[Definition], ctx: Context) -> None:
    """Type the definitions that no sentence uses, in their blocks. A near miss of a kind of applicant is reported."""
    for each in added:
        if each.is_used or each.name in ctx.tables:
            continue
        near = lookup.nearest_words(each.name, sorted(ctx.schema.kinds_and_classes), ctx)
        if each.record is None and near:
            lookup.report_applicant_word(each.line.name, ctx)
            continue
        with ctx.with_definitions(each.of_block):
            each.value(each.span, Scope(ctx, record=each.record), None)


def _share_records(made: Definition, other: NamedValue, ctx: Context) -> bool:
    """Whether a sentence can use both definitions."""
    if made.record is None or other.record is None:
        return True
    lineage = ctx.schema.lineage
    return made.record.name in lineage(other.record.name) or other.record.name in lineage(made.record.name)


def _words_beside(record: RecordKind | None, ctx: Context) -> set[str]:
    """The words that sentences with the definition may also have."""
    kinds = ctx.schema.records if record is None else (record,)
    declared = (*ctx.vocabulary.applicant_declarations, *(word for kind in kinds for word in kind.declarations))
    words = {*ctx.vocabulary.applicant_words(), *(word for kind in kinds for word in record_words(kind))}
    return words | {word.label.zh for word in declared if word.label.zh}


def _report_lines(line: ast.Definition, ctx: Context) -> None:
    """Report what a definition cannot have: lines that are not rows, and `once` in a row."""
    report_other_lines(line, ctx)
    for row in _all_rows(line.body):
        for part, word in ((row.once, keywords.phrase("once")), (row.limit, keywords.phrase("limit"))):
            if part is not None:
                ctx.refuse_misplaced(
                    part.span,
                    LocalizedSentence(row_name(row)),
                    Phrase("under a definition", "定义之下"),
                    Phrase("write `{word}` in the award", "`{word}`请写在奖励中", word=word),
                )


def report_other_lines(line: ast.Definition, ctx: Context) -> None:
    """Report lines under a definition that are not rows."""
    for item in line.body:
        if not isinstance(item, ast.Row | ast.ReadingLine | ast.SourceNote):
            ctx.refuse_misplaced(
                item.span,
                LocalizedSentence(format_line(item)),
                Phrase("under a definition", "定义之下"),
                Phrase("write it under the awards that use the definition", "请写在使用该定义的奖励之下"),
            )


def _all_rows(lines: Iterable[object]) -> Iterator[ast.Row]:
    for line in lines:
        if isinstance(line, ast.Row):
            yield line
            yield from _all_rows(line.body)


def money(expr: ast.Expr, scope: Scope) -> typed.Expr:
    """An expression that must be a sum of money."""
    sum_ = inference.infer(expr, scope, MoneyType())
    if sum_.type.is_money or sum_.type.is_poison:
        return sum_
    advice = _quotient_advice(expr) or sum_.type.amount_advice
    return scope.ctx.poison(expr.span, n.AmountNotMoney(span=expr.span, found=sum_.type.phrase, advice=advice))


def _quotient_advice(expr: ast.Expr) -> Phrase:
    """Advice for `2000/12`, which is a share above 1."""
    fraction = next((x for x in nodes(expr, ast.Percent) if x.is_fraction and x.value > 1), None)
    if fraction is None:
        return NOTHING
    number, divisor = fraction.value.as_integer_ratio()
    return Phrase(
        "a quotient of money is written `{number} divided by {divisor}`",
        "金额的商写作`{number} 除以 {divisor}`",
        number=number,
        divisor=divisor,
    )


def step_in_minor_units(step: Fraction, span: Span, ctx: Context) -> int | None:
    """A step of rounding in minor units; `None` after an error."""
    decimals = DECIMALS[ctx.currency]
    minor: Fraction = step * 10**decimals
    if minor > 0 and minor.denominator == 1:
        return minor.numerator
    unit = "1" if decimals == 0 else f"0.{'0' * (decimals - 1)}1"
    return ctx.refuse(p.RoundingStep(span=span, unit=unit, currency=ctx.currency))


def amount_without_rows(amount: ast.Amount, scope: Scope) -> typed.FixedAmount | typed.Ceiling | None:
    """An amount without rows; `None` after an error."""
    match amount:
        case ast.FixedAmount(value=value, at_most=at_most) | ast.Ceiling(value=value, at_most=at_most):
            return _bounded_amount(amount, value, at_most, scope)
        case ast.DiscretionaryAmount():
            return typed.Ceiling(span=amount.span, value=None)
        case ast.AmountByRows():
            return scope.ctx.refuse_misplaced(
                amount.span,
                keywords.phrase("by"),
                Phrase("within a row", "档次之内"),
                Phrase("write two awards", "请写成两项奖励"),
            )
        case ast.AmountByConditions():
            raise InternalError("the grammar allows `as follows` only in an award")
        case ast.AmountByRank() | ast.AmountByRankOfRecord():
            return scope.ctx.refuse_misplaced(
                amount.span,
                keywords.phrase("by rank of"),
                Phrase("here", "此处"),
                Phrase("write an award of its own", "请单独写一项奖励"),
            )


def _bounded_amount(
    amount: ast.FixedAmount | ast.Ceiling, value: ast.Expr, at_most: ast.Expr | None, scope: Scope
) -> typed.FixedAmount | typed.Ceiling | None:
    sum_ = money(value, scope)
    limit = money(at_most, scope) if at_most is not None else None
    if is_poison(sum_) or (limit is not None and is_poison(limit)):
        return None
    if at_most is not None and limit is not None and is_constant(sum_) and is_constant(limit):
        shown, most = LocalizedSentence(format_expr(value)), LocalizedSentence(format_expr(at_most))
        return scope.ctx.refuse(p.FixedSumWithLimit(span=amount.span, value=shown, limit=most))
    if isinstance(amount, ast.Ceiling):
        return typed.Ceiling(span=amount.span, value=sum_, at_most=limit)
    fixed = typed.FixedAmount(span=amount.span, value=sum_)
    return fixed if limit is None else _limited_sum(fixed, limit)


def amount(written: ast.Amount, lines: tuple[ast.Row, ...], scope: Scope) -> typed.Amount | None:
    """The amount of an award, with the rows under it."""
    if isinstance(written, ast.AmountByRows):
        return rows(written, lines, scope, amount_without_rows)
    if isinstance(written, ast.AmountByConditions):
        return condition_rows(written, lines, scope, amount_without_rows)
    if lines:
        scope.ctx.refuse_misplaced(
            lines[0].span,
            LocalizedSentence(row_name(lines[0])),
            Phrase("under an amount without `by`", "没有`分别奖励`的奖励之下"),
            Phrase("write `award by FIELD` above them", "请在其上写`按 字段 分别奖励：`"),
        )
    return amount_without_rows(written, scope)


def amount_by_rank(
    place: typed.ApplicantRank | typed.RecordRank, lines: tuple[ast.Row, ...], scope: Scope
) -> typed.AmountByRows | None:
    """The amount of an award by rank, with a row for each rank."""
    word = place.figure if isinstance(place, typed.ApplicantRank) else place.field
    return rows_of(place, f"rank of {word}", place.span, lines, scope, amount_without_rows)


def amount_with_limit(written: typed.Amount, line: ast.AwardLimit, scope: Scope) -> typed.Amount | None:
    """An amount with the `at most` line of its award as the limit of each claim, for all rows."""
    limit = money(line.amount, scope)
    if is_poison(limit):
        return None
    values = [s.value for s in sums(written) if s.value is not None]
    if values and is_constant(limit) and all(is_constant(value) for value in values):
        shown = Phrase("fixed sums", "固定金额") if len(values) > 1 else Phrase("a fixed sum", "固定金额")
        return scope.ctx.refuse(
            p.FixedSumWithLimit(span=line.span, value=shown, limit=LocalizedSentence(format_expr(line.amount)))
        )
    return _each_sum(written, lambda sum_: _limited_sum(sum_, limit))


def amount_with_minimum(written: typed.Amount, line: ast.AwardMinimum, scope: Scope) -> typed.Amount | None:
    """An amount with the `at least` line of its award as the least amount of each claim, for all rows."""
    return _with_line(
        written, line, Phrase("at least", "单项不低于"), scope,
        lambda sum_, least: attrs.evolve(sum_, value=_before_deduction(sum_.value, typed.Maximum, least)),
    )  # fmt: skip


def amount_with_threshold(written: typed.Amount, line: ast.AwardThreshold, scope: Scope) -> typed.Amount | None:
    """An amount with the `nothing below` line of its award, for all rows: a smaller sum is not paid."""
    return _with_line(
        written, line, Phrase("nothing below", "单项不足"), scope,
        lambda sum_, threshold: attrs.evolve(sum_, threshold=threshold),
    )  # fmt: skip


def _with_line(
    written: typed.Amount,
    line: ast.AwardMinimum | ast.AwardThreshold,
    word: Phrase,
    scope: Scope,
    changed: Callable[[typed.FixedAmount, typed.Expr], typed.FixedAmount],
) -> typed.Amount | None:
    """An amount whose sums are changed by a line under its award, after checks of both."""
    bound, text = money(line.amount, scope), LocalizedSentence(format_expr(line.amount))
    single = sums(written)
    if is_poison(bound):
        return None
    if any(isinstance(sum_, typed.Ceiling) for sum_ in single):
        return scope.ctx.refuse(n.MinimumOfCeiling(span=line.span, word=word))
    if is_constant(bound) and all(
        is_constant(part) for sum_ in single for part in (sum_.value, sum_.at_most) if part is not None
    ):
        return scope.ctx.refuse(p.FixedSumWithMinimum(span=line.span, word=word, text=text))
    least, most = constant_sum(bound), [constant_sum(sum_.at_most) for sum_ in single if sum_.at_most is not None]
    if least is not None and any(limit is not None and limit < least for limit in most):
        return scope.ctx.refuse(p.MinimumAboveLimit(span=line.span, word=word, text=text))

    def change(sum_: typed.FixedAmount | typed.Ceiling) -> typed.FixedAmount | typed.Ceiling:
        return changed(sum_, bound) if isinstance(sum_, typed.FixedAmount) else sum_

    return _each_sum(written, change)


def _each_sum(
    written: typed.Amount,
    change: Callable[[typed.FixedAmount | typed.Ceiling], typed.FixedAmount | typed.Ceiling],
) -> typed.Amount:
    """An amount whose single sums are changed: the amount itself, or that of each row."""
    if isinstance(written, typed.AmountByRows):
        return attrs.evolve(written, rows=tuple(attrs.evolve(row, amount=change(row.amount)) for row in written.rows))
    return change(written)


def fixed_rate(expr: typed.Expr | None) -> Fraction | None:
    """A rate that is the same for all claims."""
    return None if expr is None or not expr.type.is_rate else fixed_number(expr)


def fixed_number(expr: typed.Expr) -> Fraction | None:
    """A number that is the same for all claims."""
    match expr:
        case typed.Const(value=int() | Fraction() as value):
            return Fraction(value)
        case typed.DefinedValue(value=value):
            return fixed_number(value)
        case (
            typed.Add(left=left, right=right)
            | typed.Subtract(left=left, right=right)
            | typed.Divide(left=left, right=right)
        ):
            parts: tuple[typed.Expr, ...] = (left, right)
        case typed.Scale(factor=factor, value=value):
            parts = (factor, value)
        case typed.Minimum(values=parts) | typed.Maximum(values=parts):
            pass
        case _:
            return None
    known = [number for part in parts if (number := fixed_number(part)) is not None]
    return _CALCULATIONS[type(expr)](*known) if len(known) == len(parts) else None


_CALCULATIONS: Mapping[type, Callable[..., Fraction | None]] = {
    typed.Add: operator.add,
    typed.Subtract: operator.sub,
    typed.Scale: operator.mul,
    typed.Divide: lambda left, right: left / right if right else None,
    typed.Minimum: min,
    typed.Maximum: max,
}


def constant_sum(expr: typed.Expr | None) -> int | None:
    """A sum that is the same for all claims, in minor units."""
    while isinstance(expr, typed.DefinedValue):
        expr = expr.value
    value = expr.value if isinstance(expr, typed.Const) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _deducts_awards(value: typed.Expr) -> bool:
    """Whether the last part of a sum deducts what other awards came to."""
    return isinstance(value, typed.Subtract) and next(nodes(value.right, typed.AwardSum), None) is not None


def _before_deduction(
    value: typed.Expr, compare: type[typed.Minimum | typed.Maximum], bound: typed.Expr
) -> typed.Expr:  # fmt: skip
    """A sum with a bound. What other awards came to is deducted afterwards."""
    if isinstance(value, typed.Subtract) and _deducts_awards(value):
        return attrs.evolve(value, left=_before_deduction(value.left, compare, bound))
    return compare(span=bound.span, values=(value, bound), type=bound.type)


def _limited_sum(amount: typed.FixedAmount | typed.Ceiling, limit: typed.Expr) -> typed.FixedAmount | typed.Ceiling:
    if amount.at_most is not None:
        limit = typed.Minimum(span=limit.span, values=(amount.at_most, limit), type=limit.type)
    if isinstance(amount, typed.FixedAmount) and _deducts_awards(amount.value):
        return attrs.evolve(amount, at_most=None, value=_before_deduction(amount.value, typed.Minimum, limit))
    return attrs.evolve(amount, at_most=limit)


def sums(written: typed.Amount) -> tuple[typed.FixedAmount | typed.Ceiling, ...]:
    """The single amounts: the amount itself, or those of its rows."""
    if isinstance(written, typed.AmountByRows):
        return tuple(row.amount for row in written.rows)
    return (written,)


def all_tables(items: Iterable[object], ctx: Context) -> Iterator[ast.Definition]:
    """All definitions of a page, at any depth, whose rows sentences use by member."""
    for item in items:
        match item:
            case ast.Definition() if _names_rows(item, ctx):
                yield item
            case ast.Article(body=body) | ast.Group(body=body):
                yield from all_tables(body, ctx)


def _names_rows(line: ast.Definition, ctx: Context) -> bool:
    """Whether the rows are fixed amounts by member; those of a yes/no field of the applicant give a value only."""
    by = lookup.field_of_table(line)
    return lookup.is_only_table(line, ctx) or (
        by is not None
        and any(ctx.vocabulary.choice_of(field.type) is not None for field in _fields(by, ctx))
        and all(
            isinstance(row, ast.Row)
            and isinstance(row.key, ast.MemberKeys)
            and isinstance(row.amount, ast.FixedAmount)
            and isinstance(row.amount.value, ast.Number)
            and row.amount.at_most is None
            for row in line.body
        )
    )


def build_tables(items: Iterable[object], ctx: Context) -> None:
    """Check all tables and add them to the context."""
    spans: Spans = {}
    for line in all_tables(items, ctx):
        if not declare_word(spans, line.name, ctx.report):
            continue
        table = _table(line, ctx)
        if table is not None:
            ctx.tables[table.name] = table
        elif lookup.is_only_table(line, ctx):
            ctx.refused_names.add(line.name.text)


def _table(line: ast.Definition, ctx: Context) -> CheckedTable | None:
    report_other_lines(line, ctx)
    written = tuple(x for x in line.body if isinstance(x, ast.Row))
    by = lookup.field_of_table(line)
    choice = None if by is None else _choice(line.name.text, by, written, ctx)
    if choice is None:
        return None
    rows: dict[str, typed.Expr] = {}
    misfits: list[ast.Row] = []
    for row in written:
        value = getattr(row.amount, "value", None)
        if isinstance(value, ast.Number) and value.is_count:
            count = inference.infer(value, Scope(ctx))
            amount: typed.Amount | None = typed.FixedAmount(span=row.amount.span, value=count)
        else:
            amount = amount_without_rows(row.amount, Scope(ctx))
        if amount is None:
            continue
        if not isinstance(row.key, ast.MemberKeys):
            misfits.append(row)
            continue
        if not isinstance(amount, typed.FixedAmount) or amount.at_most is not None or not is_constant(amount.value):
            ctx.add(
                n.AmountNotMoney(
                    span=row.amount.span,
                    found=Phrase("no fixed sum", "不是固定金额"),
                    advice=Phrase("rows that sentences use by member have fixed sums", "按取值引用的各档只写固定金额"),
                )
            )
            continue
        first = next(iter(rows.values()), amount.value)
        if first.type != amount.value.type:
            place = Phrase("a row of `{name}`", "`{name}`的一档", name=line.name.text)
            ctx.add(
                n.Mismatch(
                    span=row.amount.span, place=place, expected=first.type.phrase, found=amount.value.type.phrase
                )
            )
            continue
        for name in row.key.names:
            if lookup.is_member(name.text, name.span, choice, ctx) and name.text in rows:
                ctx.add(p.DuplicateMemberRow(span=name.span, word=name.text))
            rows[name.text] = amount.value
    if misfits:
        shown = (
            Phrase("this row does", "这一档")
            if len(misfits) == 1
            else Phrase("{count} rows do", "{count}档", count=len(misfits))
        )
        value, key, advice = (
            f"`{choice.name}`",
            row_name(misfits[0]),
            Phrase("write a member: `KEY: AMOUNT`", "请写取值：`取值：数额`"),
        )
        ctx.add(n.RowMismatch(span=misfits[0].key.span, rows=shown, value=value, key=key, advice=advice))
    return CheckedTable(line.name.text, choice.name, tuple(rows.items()), line.span)


def _fields(by: ast.Name, ctx: Context) -> list[Field]:
    """The fields of records and of the applicant with this name."""
    fields = [field for record in ctx.schema.records for field in record.fields]
    return [field for field in (*fields, *ctx.schema.applicant_fields) if field.name == by.text]


def _choice(name: str, by: ast.Name, rows: tuple[ast.Row, ...], ctx: Context) -> Choice | None:
    """The choice of `by FIELD`: of the fields with that name, the choice that has most members of the rows."""
    keys = [name.text for row in rows if isinstance(row.key, ast.MemberKeys) for name in row.key.names]
    fields = _fields(by, ctx)
    choices = [c for f in fields if (c := ctx.vocabulary.choice_of(f.type)) is not None]
    if choices:
        return max(choices, key=lambda c: sum(k in c.names for k in keys))
    if fields:
        found_type = fields[0].type.phrase
        record = next(record.name for record in ctx.schema.records if by.text in record.field_by_name)
        return ctx.refuse(
            n.Mismatch(
                span=by.span,
                place=Phrase("`by` of a definition", "定义的`按`"),
                expected=Phrase("a choice or level", "选项或级别"),
                found=found_type,
                advice=Phrase(
                    "name its record: `here {name} of {record} by {field}`",
                    "请写明记录：`本文件所称 {record} 的 {name} 按 {field} 分别是指：`",
                    name=name,
                    record=record,
                    field=by.text,
                ),
            )
        )
    known = [f.name for r in ctx.schema.records for f in r.fields]
    lookup.report_unknown_field(by, known, Phrase("any record", "任何记录"), ctx)
    return None
