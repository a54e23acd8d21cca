"""The kinds of letters by the state of a decision, and their numbers.

A letter is a decision, a request for what is missing if nothing can be paid before, a notice of instalments that are
no longer paid, or a refusal if nothing is due. A recovery has a letter of its own. Letters and lists give the same
number to the same applicant.
"""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Iterable

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.decision.decision import Decision
from ipdsl.office.letters.instalment_text import has_new_instalments, only_ends_instalments
from ipdsl.office.letters.recovery_text import owed_recoveries


class LetterKind(enum.Enum):
    """What a letter is about, by its title."""

    DECISION = Phrase("Decision on your application", "资助核定告知书")
    REQUEST = Phrase("Request for information", "补正通知书")
    REFUSAL = Phrase("Refusal of your application", "不予资助决定书")
    LAPSE = Phrase("Notice of lapsed or stopped instalments", "分期款项不再拨付告知书")
    RECOVERY = Phrase("Recovery of payments", "资金追回决定书")
    COLLECTION = Phrase("Demand for payment", "缴款决定书")

    @classmethod
    def of(cls, decision: Decision) -> LetterKind:
        """The kind of the letter about an award. A sum that is withheld or set off is awarded, and so is a
        grant whose instalments are not due yet.
        """
        has_sum = decision.difference.payable.low.minor or decision.overpaid.minor
        if not has_sum and only_ends_instalments(decision):
            return cls.LAPSE
        has_sum = has_sum or has_new_instalments(decision)
        if not has_sum and decision.payable.is_point:
            return cls.REFUSAL
        return cls.REQUEST if decision.missing and not has_sum else cls.DECISION


_NUMBER = re.compile(r"\{n(?::0(\d))?\}")


@attrs.frozen
class LetterNumbers:
    """The numbers of letters: a pattern with `{n}`, or `{n:04}` with zeros before the number, and the first number."""

    pattern: str
    first: int = 1

    @staticmethod
    def is_pattern(text: str) -> bool:
        """Whether a text has the place of the number."""
        return _NUMBER.search(text) is not None

    def numbers_of(self, decisions: Iterable[Decision], *, with_zero: bool = False) -> list[str]:
        """The number of each decision, in their order. A refusal has no number, unless `with_zero` is set.

        Refusals come after all others, so that the numbers of a list do not depend on `with_zero`.
        """
        refused = [LetterKind.of(entry) is LetterKind.REFUSAL for entry in decisions]
        places = sorted(range(len(refused)), key=refused.__getitem__)
        numbers = dict(zip(places, itertools.count(self.first), strict=False))
        return [
            self._number(numbers[place]) if self.pattern and (with_zero or not is_refusal) else ""
            for place, is_refusal in enumerate(refused)
        ]

    def numbers_of_recoveries(self, decisions: Iterable[Decision]) -> list[str]:
        """The number of the letter of recovery to the applicant of each decision; empty without a letter."""
        numbers = itertools.count(self.first)
        return [
            self._number(next(numbers)) if self.pattern and owed_recoveries(entry) else "" for entry in decisions
        ]  # fmt: skip

    def _number(self, number: int) -> str:
        return _NUMBER.sub(lambda match: f"{number:0{match[1] or 1}}", self.pattern)
