"""What to write where a known word stands in a place for words of another sort.

In: a word, and what is declared. Out: the next step in words. A word that nothing declares gets the step of its place.
"""

from __future__ import annotations

from ipdsl.diagnostics.phrase import MessageValue, Phrase, join_phrases
from ipdsl.schema import types as t
from ipdsl.schema.model import RecordKind
from ipdsl.semantics.symbols import Context, Scope, record_words
from ipdsl.syntax.said import FRACTIONS, SHARES

MAX_OWNERS = 3


def owners(word: str, ctx: Context) -> list[RecordKind]:
    """The kinds of record that have this word of their own, not from a wider kind."""
    kinds = [r for r in ctx.schema.records if word in record_words(r)]
    names = {r.name for r in kinds}
    return [r for r in kinds if r.base not in names]


def record_list(records: list[RecordKind]) -> Phrase:
    """Kinds of record for a message: some, and how many more."""
    shown = join_phrases([f"`{r.name}`" for r in records[:MAX_OWNERS]])
    more = len(records) - MAX_OWNERS
    return Phrase("{shown} and {more} more", "{shown}等，另有{more}种", shown=shown, more=more) if more > 0 else shown


def record_advice(word: str, ctx: Context) -> Phrase:
    """For a word where a kind of record must stand."""
    schema = ctx.schema
    if word in schema.kinds_and_classes:
        return Phrase(
            "it is a kind of applicant: who is paid is written `to {word}`; after `when` a kind of record is named",
            "这是申请人类别：奖励对象写作`… 的 {word}`；`对`之后写记录类别",
            word=word,
        )
    if word in schema.figure_by_name:
        return Phrase(
            "it is a yearly figure: write `each year` in place of `when`, and `if {word} at least …` beneath",
            "这是年度数据：请改写为`每年对 …`，并在其下写`须 {word} 不低于 …`",
            word=word,
        )
    if word in set(ctx.vocabulary.applicant_words()):
        return Phrase(
            "it is a word about the applicant: write `if {word}` on a line beneath the award, or `while WHO {word}` "
            "if it alone makes the claim",
            "这是说申请人的词：请在奖励之下写一行`须 {word}`；如果只凭它就能申请，请写`对 对象 {word} 期间 的`",
            word=word,
        )
    having = owners(word, ctx)
    if having:
        record = having[0].name
        return Phrase(
            "it is a word of {having}, and the kind of record stands before it: `when {record} {word}`",
            "这是{having}的词，前面应写记录类别：`对 {record} {word} 的`",
            having=record_list(having),
            record=record,
            word=word,
        )
    return Phrase("declare it in the vocabulary: `record {word}`", "请在词汇中声明：`记录 {word}`", word=word)


def applicant_word_advice(word: str, ctx: Context) -> Phrase | None:
    """For a word about the applicant after `has` or `has no`; nothing for any other."""
    if word not in set(ctx.vocabulary.applicant_words()) or word in ctx.schema.figure_by_name:
        return None
    return Phrase(
        "it is a word about the applicant, not a kind of record: write `{word}`, or `not {word}`",
        "这是说申请人的词，不是记录类别：请写`{word}`，或`非 {word}`",
        word=word,
    )


def series_advice(word: str, ctx: Context) -> Phrase:
    """For a word where a series must stand, as in `lpr_1y on paid_on`."""
    if word in set(ctx.vocabulary.applicant_words()):
        return Phrase(
            "`{word}` is asked on the day of the claim and on no other: write it alone, on an `if` line; what it "
            "was on another day is a field of the record",
            "`{word}`只看申请之日：请单独写在`须`一行；其他日期的情况应是记录的字段",
            word=word,
        )
    if owners(word, ctx):
        return Phrase(
            "`{word}` is a word of a record and has one value: write it alone; only a series has one for each day",
            "`{word}`是记录的词，只有一个值：请单独写；只有行情才逐日有值",
            word=word,
        )
    return Phrase(
        "declare it in the vocabulary: `series {word} percent, monthly`",
        "请在词汇中声明：`行情 {word} 比例，每月`",
        word=word,
    )


def share_advice(word: str, base: str) -> Phrase:
    """For `half of premium`."""
    percent = FRACTIONS.get(word.lower())
    share = (
        Phrase("`{percent}% of {base}`", "`{base} 的 {percent}%`", percent=percent, base=base)
        if percent is not None
        else Phrase("a percentage, such as `30% of {base}`", "比例，例如`{base} 的 30%`", base=base)
    )
    return Phrase(
        "write {share}; only a row of a table is written without one, and there is no table `{word}`",
        "请写{share}；只有标准表的一档可以不写比例，而没有标准表`{word}`",
        share=share,
        word=word,
    )


def is_share_word(word: str) -> bool:
    """The word is one for a share, as people write it."""
    return word.lower() in SHARES


def is_measurable(word: str, scope: Scope) -> bool:
    """The word is a field or a figure of which a share can be taken."""
    fields = scope.record.field_by_name if scope.record is not None else {}
    declared = fields.get(word) or (scope.ctx.schema.figure_by_name.get(word) if scope.has_figures else None)
    return declared is not None and isinstance(declared.type, t.MoneyType | t.CountType | t.NumberType)


def owner_and_advice(word: str, having: list[RecordKind], scope: Scope) -> tuple[MessageValue, Phrase]:
    """For a word of a record where the applicant is spoken of: whose word it is, and what to write."""
    counted = next((r for r in scope.counted if word in record_words(r)), None)
    if counted is not None:
        record = counted.name
        field = counted.field_by_name.get(word)
        if field is None or isinstance(field.type, t.BoolType):
            return (
                f"`{record}`",
                Phrase(
                    "write it behind the record that is counted, without `and`: `{record} … {word}`",
                    "请写在所统计的记录之后，不写`且`：`{record} … {word}`",
                    record=record,
                    word=word,
                ),
            )
        return f"`{record}`", (
            Phrase(
                "`has` counts records by words alone: declare `record NAME is {record} with {word} VALUE` and count "
                "it; a rule `suspend WHO for the year when {record} …` takes such a test",
                "`拥有`只按词统计记录：请声明`记录 名称 属于 {record} 与 {word} 值`再统计；这种条件也可以写在规则`对 "
                "{record} … 的 对象，当年不予奖励`中",
                record=record,
                word=word,
            )
        )
    of_award = next((r for r in scope.spoken_records if word in record_words(r)), None)
    if of_award is not None:
        return f"`{of_award.name}`", Phrase(
            "write it in the sentence itself: `when {of_award} … and {word} …`",
            "请写在句子中：`对 {of_award} … 且 {word} … 的`",
            of_award=of_award.name,
            word=word,
        )
    record = having[0].name
    return record_list(having), Phrase(
        "write it after `when {record}`, or count records with `has at least 1 {record} …`",
        "请写在`对 {record}`之后，或统计记录：`拥有 1件以上 {record} …`",
        record=record,
    )
