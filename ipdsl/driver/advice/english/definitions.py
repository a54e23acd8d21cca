"""Definitions and requirements in official English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import BlockLine
from ipdsl.driver.advice.defined_names import ENGLISH, name_of
from ipdsl.driver.advice.english.patterns import RATE, UP_TO, WORD, rate_of
from ipdsl.driver.advice.english.text import EnglishReader
from ipdsl.driver.advice.forms import Reading
from ipdsl.driver.advice.words import UnreadError, resolve, resolve_payee
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast

_MUST = r"(?:must|shall|should|has to|have to|needs? to|(?:is|are) required to)"


@attrs.define(eq=False, repr=False, slots=False)
class EnglishDefinitions(EnglishReader):
    """Reads sentences that define a word or require something of all records or applicants."""

    def definition(self, line: BlockLine) -> list[Reading]:
        """`"net price" means price less rebate`: a reading for each record that has its words."""
        match = ENGLISH.fullmatch(line.text.strip().rstrip(".;"))
        if match is None or line.below or line.text.startswith("here "):
            return []
        meaning = self.plain(match["meaning"].replace('"', ""))
        text = match["name"].lower()
        readings: list[Reading] = []
        for record in (None, *self.words.records.values()):
            try:
                value, rows = self._meaning(meaning, record)
            except UnreadError:
                continue
            label = text if name_of(text) != text else None
            owner = None if record is None else self.words.text(record)
            readings.append([forms.with_lines(forms.definition(name_of(text), value, owner, label), *rows)])
            if record is None:
                break
        return readings

    def _meaning(
        self, text: str, record: RecordKind | None
    ) -> tuple[ast.Expr | ast.AmountByConditions, Sequence[ast.Row]]:
        additions = self._additions(text, record)
        if additions:
            return forms.AS_FOLLOWS, additions
        cases = self.cases(text, record)
        return (forms.AS_FOLLOWS, cases) if cases else (self.sums(record).sum(text), ())

    def _additions(self, text: str, record: RecordKind | None) -> Sequence[ast.Row]:
        """`30%, plus 20% where A, plus 30% where B, but 70% at most`."""
        most: Fraction | None = None
        most_words = rf",? (?:but|and|subject to)(?: (?:a )?{UP_TO}(?: of)?)? (?P<rate>{RATE})(?: at most)?$"
        limit = re.search(most_words, text)
        if limit is not None:
            most = rate_of(limit["rate"]).value
            text = text[: limit.start()]
        first, *more = re.split(r",? (?:plus|and) (?:an? (?:additional|further) )?(?=\d)", text)
        parts = []
        for other in more:
            match = re.fullmatch(rf"(?P<rate>{RATE}) (?:where|if|when|for) (?P<condition>.+)", other)
            if match is None:
                return ()
            test = self.conditions(record).condition(match["condition"])
            parts.append((rate_of(match["rate"]).value, test))
        if not parts or len(parts) > MOST_ADDITIONS or re.fullmatch(RATE, first) is None:
            return ()
        return forms.additions(rate_of(first).value, parts, most)

    def cases(self, text: str, record: RecordKind | None) -> list[ast.Row]:
        """`40% of X for A, 35% of X for B, otherwise 30% of X`."""
        parts = re.split(r",? (?:and |or )?(?=otherwise |else )|, (?:and )?(?=\d)", text)
        last = re.match(r"(?:otherwise|else) (?P<amount>.+)", parts[-1])
        if len(parts) < 2 or last is None:
            return []
        rows = []
        for part in parts[:-1]:
            match = re.fullmatch(r"(?P<amount>.+?) (?:for|where|if|when|in case of) (?:an? )?(?P<condition>.+)", part)
            if match is None:
                return []
            test = self.conditions(record).condition(match["condition"])
            rows.append(forms.row(forms.condition_key(test), self.sums(record).amount(match["amount"])))
        return [*rows, forms.row(forms.OTHERWISE, self.sums(record).amount(last["amount"]))]

    def requirement(self, text: str) -> Reading | None:
        """`each boat must be insured`, `applicants must be resident`."""
        match = re.fullmatch(
            rf"(?:an? |every |each |any |all )?(?P<who>{WORD}) {_MUST} (?:be |have )?(?P<condition>.+)",
            text,
            re.IGNORECASE,
        )
        if match is None:
            return None
        who = match["who"].lower()
        if who in ("applicant", "applicants"):
            return [forms.with_lines(forms.condition_line(self.conditions(None).condition(match["condition"])))]
        name = resolve(who, {**self.words.records, **self.words.plurals})
        if name is not None:
            record = self.record(who)
            test = self.conditions(record).condition(match["condition"])
            return [forms.with_lines(forms.requirement(self.words.text(record), test))]
        payee = resolve_payee(who, self.words)
        if payee is None:
            return None
        return [forms.with_lines(forms.definition(payee, self.conditions(None).condition(match["condition"]), None))]


MOST_ADDITIONS = 3
"""The most conditions of a rate whose combinations become rows."""
