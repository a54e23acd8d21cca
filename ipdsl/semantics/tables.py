"""Tables: definitions by a field, whose fixed amounts several awards use by member, anywhere on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.declarations import Choice
from ipdsl.schema.vocabulary import Field
from ipdsl.semantics import amounts, typed
from ipdsl.semantics.errors import policy as p
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.expressions.definitions import report_other_lines
from ipdsl.semantics.expressions.rows import row_name
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import CheckedTable, Context, Scope
from ipdsl.semantics.tree_walk import is_constant
from ipdsl.semantics.vocabulary.words import Spans, declare_word
from ipdsl.syntax import ast


def all_tables(items: Iterable[object], ctx: Context) -> Iterator[ast.Definition]:
    """All definitions of a page, at any depth, whose rows sentences use by member."""
    for item in items:
        match item:
            case ast.Definition() if _names_rows(item, ctx):
                yield item
            case ast.Article(body=body) | ast.Group(body=body):
                yield from all_tables(body, ctx)
            case _:
                pass


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
        amount = amounts.amount_without_rows(row.amount, Scope(ctx))
        if amount is None:
            continue
        if not isinstance(row.key, ast.MemberKeys):
            misfits.append(row)
            continue
        if not isinstance(amount, typed.FixedAmount) or amount.at_most is not None or not is_constant(amount.value):
            ctx.add(
                e.AmountNotMoney(
                    span=row.amount.span,
                    found=Phrase("no fixed sum", "不是固定金额"),
                    advice=Phrase("rows that sentences use by member have fixed sums", "按取值引用的各档只写固定金额"),
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
        ctx.add(e.RowMismatch(span=misfits[0].key.span, rows=shown, value=value, key=key, advice=advice))
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
        ctx.add(
            e.Mismatch(
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
        return None
    known = [f.name for r in ctx.schema.records for f in r.fields]
    lookup.report_unknown_field(by, known, Phrase("any record", "任何记录"), ctx)
    return None
