"""How decisions tell their as-of date, and that it was assumed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Self

from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.runtime.decision.days import written_day

if TYPE_CHECKING:
    from ipdsl.runtime.decision.light import Decision

ANOTHER = Phrase("`--as-of DAY`, or `as_of` in the facts, sets another", "可以用`--as-of DAY`或事实中的`as_of`另行指定")


class AssumedAsOf(Phrase):
    """That the facts state no as-of date. It stands at the head of every page about the decision."""

    __slots__ = ()

    @classmethod
    def from_facts(cls, day: datetime.date) -> Self:
        """The sentence about a day that was assumed."""
        return cls("no as-of date stated: {day} is assumed; {another}", "没有填写截至日：按{day}计算；{another}",
                   day=written_day(day), another=ANOTHER)  # fmt: skip


def assumed_as_of(decision: Decision) -> Iterator[Phrase]:
    """The sentence of a decision about its as-of date, where it was assumed."""
    return (facts for facts in decision.assumed if isinstance(facts, AssumedAsOf))


def span_of_days(decisions: Sequence[Decision]) -> MessageValue:
    """`, as of 2022-12-31`, or from the first day to the last where decisions have several."""
    days = sorted({decision.as_of for decision in decisions})
    if not days:
        return ""
    first, last = written_day(days[0]), written_day(days[-1])
    if len(days) == 1:
        return Phrase(", as of {day}", "，截至{day}", day=first)
    return Phrase(", as of {first} to {last}", "，截至日{first}至{last}", first=first, last=last)


def assumed_as_of_phrases(decisions: Sequence[Decision]) -> Iterator[Phrase]:
    """That some of many applicants state no as-of date: each has the end of the last year that it states."""
    number = sum(any(assumed_as_of(decision)) for decision in decisions)
    if number:
        yield Phrase("no as-of date stated by {number} of {all}: the end of each one's last year is assumed; {another}",
                     "{all}个申请人中有{number}个没有填写截至日：各按其最后一年年末计算；{another}",
                     number=number, all=len(decisions), another=ANOTHER)  # fmt: skip
