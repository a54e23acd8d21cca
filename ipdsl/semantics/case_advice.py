"""What to write in a case where a given cannot stand as it is written."""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.diagnostics.phrase import NOTHING, MessageValue, Phrase
from ipdsl.schema.model import Field, RecordKind
from ipdsl.semantics.symbols import Context
from ipdsl.values.written import SPECIAL

UNSTATED_WORDS = ("known", *SPECIAL)
"""Words for what is not there or not known, which name nothing by themselves."""


def kind_advice(word: str, kinds: list[str], ctx: Context) -> Phrase:
    """For a word after `given` that is no kind; of a class, one of its kinds."""
    members = [kind for kind in kinds if word in ctx.schema.wider_kinds[kind]]
    advice = Phrase("declare it: `applicant {name}`", "请声明：`申请人 {name}`", name=word)
    if word in ctx.schema.applicant_field_by_name:
        advice = Phrase("the kind comes first: `given KIND {name}`", "先写类别：`已知 类别：{name}`", name=word)
    elif word in UNSTATED_WORDS:
        advice = Phrase("say what the applicant is: `given KIND`", "请写明申请人是什么：`已知 类别`")
    elif word == "no":
        advice = Phrase("a case is a closed world: what it does not mention is none", "案例没有写的就是没有")
    elif members:
        advice = Phrase(
            "an applicant of a case is of a kind, such as `{members}`",
            "案例的申请人应是一个类别，例如`{members}`",
            members=members[0],
        )
    return advice


def applicant_advice(name: str, ctx: Context) -> Phrase:
    """What to write in place of a word about the applicant that is no field."""
    if name in UNSTATED_WORDS:
        return Phrase(
            "write it behind a field: `{field} unknown`",
            "请写在字段之后：`{field} 未知`",
            field=next(iter(ctx.schema.applicant_field_by_name), "FIELD"),
        )
    since = ctx.vocabulary.since_by_name.get(name)
    if since is not None:
        return Phrase("give its date: `{date} 2020-01-01`", "请写出日期：`{date} 2020年1月1日`", date=since.date_field)
    if name in ctx.schema.kinds_and_classes:
        return Phrase("name the kind at the front: `given {name} …`", "类别写在前面：`已知 {name}：…`", name=name)
    if name in ctx.schema.figure_by_name:
        return Phrase(
            "it is a yearly figure: `given figures 2022: {name} …`",
            "这是年度数据：`已知 2022年 数据：{name} …`",
            name=name,
        )
    record_name = next((r.name for r in ctx.schema.records if name in r.field_by_name), None)
    if record_name is not None:
        return Phrase(
            "it is a field of `{of}`: write it on a line beneath, `{of} ITEM: {name} …`",
            "这是`{of}`的字段：请写在下面一行，`{of} 项目：{name} …`",
            of=record_name,
            name=name,
        )
    return member_advice(name, ctx.schema.applicant_fields, ctx) or Phrase(
        "declare the field under `applicant fields`", "请在`申请人情况`之下声明该字段"
    )


def member_advice(word: str, fields: Iterable[Field], ctx: Context) -> Phrase:
    """What to write in place of a value that stands without its field."""
    if word == "no":
        return Phrase("what is not so is written `not FIELD`", "不具备的写作`非 字段`")
    for field in fields:
        choice = ctx.vocabulary.choice_of(field.type)
        if choice is not None and word in choice.names:
            return Phrase(
                "write the field before its value: `{field} {word}`",
                "值之前请写字段：`{field} {word}`",
                field=field.name,
                word=word,
            )
    return NOTHING


def record_word_advice(word: str, record: RecordKind, ctx: Context) -> Phrase:
    """What to write in place of a word about a record that is no field."""
    if word in UNSTATED_WORDS:
        return Phrase(
            "behind a field write `{field} unknown`; {else_}",
            "字段之后写`{field} 未知`；{else_}",
            field=record.fields[0].name,
            else_=kind_listing_advice(record.name),
        )
    if word in record.event_by_name:
        day = record.event_by_name[word].date_field
        return Phrase(
            "give the day of the event: `{day} 2022-05-01`", "请写出事件的日期：`{day} 2022年5月1日`", day=day
        )
    if word in record.state_by_name:
        day = record.state_by_name[word].from_field
        return Phrase(
            "give the first day of the state: `{day} 2022-05-01`",
            "请写出状态的起始日：`{day} 2022年5月1日`",
            day=day,
        )
    return member_advice(word, record.fields, ctx) or Phrase(
        "declare the field in `{record}`", "请在`{record}`中声明该字段", record=record.name
    )


def kind_listing_advice(name: MessageValue) -> Phrase:
    """How to say that there are no records of a kind, or that nothing is known of them."""
    return Phrase(
        "write `no {name}` where there is none, and `{name} unknown` where nothing is known of it",
        "没有的写作`无 {name}`，不知道有没有的写作`{name} 未知`",
        name=name,
    )


def figure_advice(word: str) -> Phrase:
    """What to write in place of a word about a year that is no figure."""
    return (
        Phrase("name the figure before it: `FIGURE unknown`", "请先写年度数据：`年度数据 未知`")
        if word in UNSTATED_WORDS
        else Phrase("declare it under `figures per year`", "请在`年度数据`之下声明")
    )
