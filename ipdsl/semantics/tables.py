"""Tables: named sums by member, which several awards can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.base.findings.phrase import LocalizedSentence, Phrase
from ipdsl.schema.declarations import Choice
from ipdsl.semantics import amounts, typed
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.errors import policy as p
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.expressions.rows import row_name
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import CheckedTable, Context, Scope
from ipdsl.semantics.tree_walk import is_constant
from ipdsl.semantics.vocabulary.words import Spans, declare_word
from ipdsl.syntax import ast
from ipdsl.syntax.printing.printer import format_line


def all_tables(items: Iterable[object]) -> Iterator[ast.Table]:
    """All tables of a page, at any depth."""
    for item in items:
        match item:
            case ast.Table():
                yield item
            case ast.Article(body=body) | ast.Group(body=body):
                yield from all_tables(body)
            case _:
                pass


def build_tables(items: Iterable[object], ctx: Context) -> None:
    """Check all tables and add them to the context."""
    spans: Spans = {}
    for line in all_tables(items):
        if not declare_word(spans, line.name, ctx.report):
            continue
        table = _table(line, ctx)
        if table is not None:
            ctx.tables[table.name] = table


def _table(line: ast.Table, ctx: Context) -> CheckedTable | None:
    written = _rows(line, ctx)
    choice = _choice(line, written, ctx)
    rows: dict[str, typed.Expr] = {}
    misfits: list[ast.Row] = []
    for row in written:
        amount = amounts.amount_without_rows(row.amount, Scope(ctx))
        if choice is None or amount is None:
            continue
        if not isinstance(row.key, ast.MemberKeys):
            misfits.append(row)
            continue
        if not isinstance(amount, typed.FixedAmount) or amount.at_most is not None or not is_constant(amount.value):
            ctx.add(
                e.AmountNotMoney(
                    span=row.amount.span,
                    found=Phrase("no fixed sum", "不是固定金额"),
                    advice=Phrase("a table holds fixed sums", "标准表只写固定金额"),
                )
            )
            continue
        for name in row.key.names:
            if lookup.is_member(name.text, name.span, choice, ctx) and name.text in rows:
                ctx.add(p.DuplicateMemberRow(span=name.span, word=name.text))
            rows[name.text] = amount.value
    if choice is None:
        return None
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
        ctx.add(e.RowMismatch(span=misfits[0].key.span, rows=shown, value=value, key=key, advice=advice))
    return CheckedTable(line.name.text, choice.name, tuple(rows.items()), line.span)


def _rows(line: ast.Table, ctx: Context) -> tuple[ast.Row, ...]:
    """The rows of a table; other lines under it are reported."""
    body: tuple[ast.Sentence, ...] = line.rows
    for item in body:
        if not isinstance(item, ast.Row):
            advice = Phrase("write it under the awards that use the table", "请写在引用标准表的奖励之下")
            ctx.add(
                g.MisplacedLine(
                    span=item.span,
                    word=LocalizedSentence(format_line(item)),
                    where=Phrase("under a table", "标准表之下"),
                    advice=advice,
                )
            )
    return tuple(x for x in body if isinstance(x, ast.Row))


def _choice(line: ast.Table, rows: tuple[ast.Row, ...], ctx: Context) -> Choice | None:
    """The choice of `by FIELD`: of the fields with that name, the choice that has most members of the rows."""
    keys = [name.text for row in rows if isinstance(row.key, ast.MemberKeys) for name in row.key.names]
    fields = [f for r in ctx.schema.records for f in r.fields if f.name == line.by.text]
    fields += [f for f in ctx.schema.applicant_fields if f.name == line.by.text]
    choices = [c for f in fields if (c := ctx.vocabulary.choice_of(f.type)) is not None]
    if choices:
        return max(choices, key=lambda c: sum(k in c.names for k in keys))
    if fields:
        found_type = fields[0].type.phrase
        ctx.add(
            e.Mismatch(
                span=line.by.span,
                place=Phrase("`by` of a table", "标准表的`按`"),
                expected=Phrase("a choice or level", "选项或级别"),
                found=found_type,
            )
        )
        return None
    known = [f.name for r in ctx.schema.records for f in r.fields]
    ctx.add(
        n.UnknownField(
            span=line.by.span,
            word=line.by.text,
            owner=Phrase("any record", "任何记录"),
            nearest=lookup.nearest_words(line.by.text, known, ctx),
        )
    )
    return None
