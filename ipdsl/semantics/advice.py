"""What to write where a known word stands in a place for words of another sort.

In: a word, and what is declared. Out: the next step in words. A word that nothing declares gets the step of its place.
"""

from __future__ import annotations

from ipdsl.schema import types as t
from ipdsl.schema.model import Record
from ipdsl.semantics.symbols import Context, Scope, record_words
from ipdsl.syntax.said import FRACTIONS, SHARES

MOST_OWNERS = 3


def owners(word: str, ctx: Context) -> list[Record]:
    """The kinds of record that have this word of their own, not from a wider kind."""
    found = [r for r in ctx.schema.records if word in record_words(r)]
    names = {r.name for r in found}
    return [r for r in found if r.base not in names]


def listed(records: list[Record]) -> str:
    """Kinds of record for a message: some, and how many more."""
    shown = ", ".join(f"`{r.name}`" for r in records[:MOST_OWNERS])
    more = len(records) - MOST_OWNERS
    return f"{shown} and {more} more" if more > 0 else shown


def for_a_record(word: str, ctx: Context) -> str:
    """For a word where a kind of record must stand."""
    schema = ctx.schema
    if word in schema.who:
        return f"it is a kind of applicant: who is paid is written `to {word}`; after `when` a kind of record is named"
    if word in schema.figure_by_name:
        return f"it is a yearly figure: write `each year` in place of `when`, and `if {word} at least …` beneath"
    if word in set(ctx.vocabulary.applicant_words()):
        return (
            f"it is a word about the applicant: write `if {word}` on a line beneath the award, "
            f"or `while WHO {word}` if it alone makes the claim"
        )
    having = owners(word, ctx)
    if having:
        record = having[0].name
        return f"it is a word of {listed(having)}, and the kind of record stands before it: `when {record} {word}`"
    return f"declare it in the vocabulary: `record {word}`"


def for_a_series(word: str, ctx: Context) -> str:
    """For a word where a series must stand, as in `lpr_1y on paid_on`."""
    if word in set(ctx.vocabulary.applicant_words()):
        return (
            f"`{word}` is asked on the day of the claim and on no other: write it alone, on an `if` line; "
            "what it was on another day is a field of the record"
        )
    if owners(word, ctx):
        return f"`{word}` is a word of a record and has one value: write it alone; only a series has one for each day"
    return f"declare it in the vocabulary: `series {word} percent, monthly`"


def for_a_share(word: str, base: str) -> str:
    """For `half of premium`."""
    percent = FRACTIONS.get(word.lower())
    share = f"`{percent}% of {base}`" if percent is not None else f"a percentage, such as `30% of {base}`"
    return f"write {share}; only a row of a table is written without one, and there is no table `{word}`"


def is_share(word: str) -> bool:
    """The word is one for a share, as people write it."""
    return word.lower() in SHARES


def is_measured(word: str, scope: Scope) -> bool:
    """The word is a field or a figure of which a share can be taken."""
    fields = scope.record.field_by_name if scope.record is not None else {}
    declared = fields.get(word) or (scope.ctx.schema.figure_by_name.get(word) if scope.figures else None)
    return declared is not None and isinstance(declared.type, t.MoneyType | t.CountType | t.NumberType)


def about_a_record(word: str, having: list[Record], scope: Scope) -> tuple[str, str]:
    """For a word of a record where the applicant is spoken of: whose word it is, and what to write."""
    counted = next((r for r in scope.counted if word in record_words(r)), None)
    if counted is not None:
        record = counted.name
        field = counted.field_by_name.get(word)
        if field is None or isinstance(field.type, t.BoolType):
            return (
                f"`{record}`",
                f"write it behind the record that is counted, without `and`: `{record} … {word}`",
            )
        return f"`{record}`", (
            f"`has` counts records by words alone: declare `record NAME is {record} with {word} VALUE` and count it; "
            f"a rule `suspend WHO for the year when {record} …` takes such a test"
        )
    of_award = next((r for r in scope.about if word in record_words(r)), None)
    if of_award is not None:
        return f"`{of_award.name}`", f"write it in the sentence itself: `when {of_award.name} … and {word} …`"
    record = having[0].name
    return listed(having), f"write it after `when {record}`, or count records with `has at least 1 {record} …`"
