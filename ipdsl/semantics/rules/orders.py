"""The order of claims by a field of their record: `in order of received_on`, `highest score first`."""

from __future__ import annotations

from collections.abc import Sequence

from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.semantics import typed
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import Context
from ipdsl.semantics.rules import scope
from ipdsl.syntax import ast, keywords

_WRITE_AWARD_EXCEPTION = Phrase("except that award", "请把该项奖励除外")


_ORDER_NEEDS_FIELD = Phrase(
    "a definition does not order claims: state its value in a field of the record, and write that field",
    "定义不能排先后：请在记录中声明一个字段填写该数值，此处写该字段",
)
ORDER_BY_AMOUNT = Phrase(
    "{field}; for an order by the amount of the awards, write `best first` without a field",
    "{field}；按奖励金额排先后的，只写`从高到低`，不写字段",
    field=_ORDER_NEEDS_FIELD,
)
"""The advice for a definition in a limit that can also be ordered by amount."""


def field_order(
    line: ast.FieldOrder,
    awards: Sequence[typed.Award],
    ctx: Context,
    *,
    for_definition: Phrase = _ORDER_NEEDS_FIELD,
) -> typed.FieldOrder | None:
    """Check that each claim of the awards is about one record with this field, and that its values have an order."""
    name, word = line.field, line.field.text
    types = []
    for award in awards:
        record = scope.record_of_claim(award)
        if record is None:
            why = Phrase(
                "a claim of `{award}` has no single record", "`{award}`的申请不针对单个记录", award=award.label
            )
            ctx.add(g.OrderNotOfClaims(span=name.span, word=word, why=why, advice=_WRITE_AWARD_EXCEPTION))
            return None
        kind = ctx.schema.record_by_name[record]
        field = kind.field_by_name.get(word)
        if field is not None:
            types.append(field.type)
        elif any(word in scope.fields_of(other, ctx.schema) for other in awards):
            why = Phrase("a `{record}` has no such field", "`{record}`没有这个字段", record=record)
            ctx.add(g.OrderNotOfClaims(span=name.span, word=word, why=why, advice=_WRITE_AWARD_EXCEPTION))
            return None
        else:
            lookup.report_unknown_field(name, kind.field_by_name, f"`{record}`", ctx, for_definition=for_definition)
            return None
    if any(type_.is_poison for type_ in types) or not types:
        return None
    other = next((type_ for type_ in types if not (type_.is_date or type_.is_summable)), None)
    if other is not None:
        expected = Phrase("a day or a number", "日期或数值")
        place = keywords.phrase("`highest … first`" if line.is_highest_first else "`in order of`")
        ctx.add(e.Mismatch(span=name.span, place=place, expected=expected, found=other.phrase))
        return None
    if len({type(type_) for type_ in types}) > 1:
        why = Phrase("its values are of different types in these records", "这些记录中它的数值类型不同")
        advice = Phrase("write a rule for each kind of record", "请按记录类别分别写规则")
        ctx.add(g.OrderNotOfClaims(span=name.span, word=word, why=why, advice=advice))
        return None
    return typed.FieldOrder(span=line.span, field=word, is_highest_first=line.is_highest_first)


def best_of_each_advice(line: ast.Limit, order: ast.FieldOrder, ctx: Context) -> Phrase:
    """How each applicant's best record by a field is chosen, which a limit cannot do."""
    field, word = order.field.text, "" if line.what is None else line.what.text
    record = ctx.vocabulary.plural_by_name.get(word) or ctx.schema.record_by_name.get(word)
    keys = [key.text for key in line.per if not scope.is_key_of_applicants(key.text, ctx)]
    fields_among_keys = [key for key in keys if key != "year"]
    fields = {} if record is None else record.field_by_name
    if (
        record is None
        or line.number != 1
        or len(fields_among_keys) > 1
        or not fields.keys() >= {field, *fields_among_keys}
    ):
        return Phrase(
            "a limit keeps the earliest awards of each applicant, or with `best first` the largest; state another"
            " choice as a yes/no field of the record, and test it in the award",
            "每个申请人的，只能先到先得，或写`从高到低`先取金额高的奖励；按其他标准选定的，请声明记录的是否字段，"
            "并在奖励中写作条件",
        )
    same = (
        NOTHING if not fields_among_keys else Phrase(" of the same {key}", "同一 {key} 的 ", key=fields_among_keys[0])
    )
    year = Phrase(" in the year", "当年 ") if "year" in keys else NOTHING
    bound, extreme = Phrase("at most", "不超过"), Phrase("smallest", "最小")
    if order.is_highest_first:
        bound, extreme = Phrase("at least", "不低于"), Phrase("largest", "最大")
    return Phrase(
        "for the best record of each applicant write `if {field} {bound} {extreme} {field} of {record}{same}{year}`"
        " under the award, and end the limit after its keys",
        "每个申请人取最优一项的，请在奖励之下写`须 {field} {bound} 全部 {year}{same}{record} 的 {extreme} {field}`，"
        "件数限制只写归并项和件数",
        field=field,
        bound=bound,
        record=record.name,
        same=same,
        year=year,
        extreme=extreme,
    )
