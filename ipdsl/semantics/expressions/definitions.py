"""Definitions: `here NAME of RECORD means …`, values and conditions that sentences use by name.

A definition applies in its block, before and after its line. It is typed where it is used, because bare numbers take
the type that the use expects; its findings are reported once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from ipdsl.base.findings.phrase import LocalizedSentence, Phrase, join_phrases
from ipdsl.base.source import Span
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics import typed
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as p
from ipdsl.semantics.expressions import inference
from ipdsl.semantics.expressions.rows import condition_rows, row_name, rows, rows_with_gap
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import Context, NamedValue, Scope, is_poison, poison, record_words
from ipdsl.semantics.tree_walk import extent, nodes
from ipdsl.syntax import ast
from ipdsl.syntax.printing.printer import format_line

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
            amounts = [row.amount for row in _all_rows(self.line.body) if not isinstance(row.amount, ast.AmountByRows)]
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
                scope.ctx.add(
                    n.Mismatch(
                        span=amount.span,
                        place=Phrase("a row of a definition", "定义的一档"),
                        expected=Phrase("a value", "数值"),
                        found=Phrase("an amount of an award", "奖励的金额"),
                    )
                )
                return None
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
                self.ctx.add(
                    n.Mismatch(
                        span=value.span,
                        place=Phrase("a row of `{name}`", "`{name}`的一档", name=self.name),
                        expected=type_.phrase,
                        found=value.type.phrase,
                    )
                )
                return poison(self.span)
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


def definitions_of(body: Iterable[object], outer: Definitions, ctx: Context) -> tuple[Definitions, list[Definition]]:
    """The definitions that apply in a block: those of the blocks around it, and those of its lines."""
    visible: dict[str, tuple[NamedValue, ...]] = dict(outer)
    added: list[Definition] = []
    for line in body:
        if not isinstance(line, ast.Definition) or line.name.text in ctx.schema.kinds_and_classes:
            continue
        if lookup.is_only_table(line, ctx):
            continue
        record = None
        if line.record is not None:
            record = lookup.record_named(line.record, ctx)
            if record is None:
                continue
        made = Definition(line, ctx, line.name.text, line.name.span, record, visible, extent(line)[1])
        _report_lines(line, ctx)
        other = next((x for x in visible.get(made.name, ()) if _share_records(made, x, ctx)), None)
        if other is not None:
            ctx.add(n.DuplicateDeclaration(span=made.span, word=made.name, how=Phrase("defined", "定义")))
            continue
        if {made.name, line.label or made.name} & _words_beside(record, ctx):
            ctx.add(n.DefinitionOfDeclaredWord(span=made.span, word=made.name))
            ctx.blocks_of_definitions.pop(made.name, None)  # to move it would not help
            continue
        added.append(made)
        visible[made.name] = (*visible.get(made.name, ()), made)
    return visible, added


def blocks_of_definitions(page: ast.Page) -> dict[str, Phrase]:
    """The article or group of each definition inside one."""
    blocks: dict[str, Phrase] = {}
    for block in nodes(page, ast.Node):
        if isinstance(block, ast.Article):
            where = Phrase("article {number}", "第{number}条", number=block.number)
        elif isinstance(block, ast.Group):
            where = Phrase("the group `{name}`", "组`{name}`", name=block.name.text)
        else:
            continue
        blocks |= {line.name.text: where for line in block.body if isinstance(line, ast.Definition)}
    return blocks


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
        if row.once is not None:
            ctx.add(
                p.MisplacedLine(
                    span=row.once.span,
                    word=LocalizedSentence(row_name(row)),
                    where=Phrase("under a definition", "定义之下"),
                    advice=Phrase("write `once` in the award", "`一次性`请写在奖励中"),
                )
            )


def report_other_lines(line: ast.Definition, ctx: Context) -> None:
    """Report lines under a definition that are not rows."""
    for item in line.body:
        if not isinstance(item, ast.Row | ast.ReadingLine | ast.SourceNote):
            ctx.add(
                p.MisplacedLine(
                    span=item.span,
                    word=LocalizedSentence(format_line(item)),
                    where=Phrase("under a definition", "定义之下"),
                    advice=Phrase("write it under the awards that use the definition", "请写在使用该定义的奖励之下"),
                )
            )


def _all_rows(lines: Iterable[object]) -> Iterator[ast.Row]:
    for line in lines:
        if isinstance(line, ast.Row):
            yield line
            yield from _all_rows(line.body)
