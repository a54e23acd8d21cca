"""Conditions in official English: facts, members, ranges, comparisons of sums, deadlines and spans."""

from __future__ import annotations

import re

import attrs

from ipdsl.base.source import Source
from ipdsl.driver.advice import forms
from ipdsl.driver.advice.english.patterns import (
    ANY_COMPARISON,
    COUNT,
    NUMBER,
    SPAN,
    WORD,
    comparison_of,
    comparisons_in,
    span_of,
)
from ipdsl.driver.advice.english.sums import EnglishSums
from ipdsl.driver.advice.splitting import mask_brackets
from ipdsl.driver.advice.words import UnreadError, Words, resolve
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse

_BETWEEN = rf"between {NUMBER} and {NUMBER}"


@attrs.frozen
class EnglishConditions:
    """Reads the conditions of sentences about one kind of record, or about the applicant."""

    sums: EnglishSums

    @property
    def _words(self) -> Words:
        return self.sums.words

    @property
    def _record(self) -> RecordKind | None:
        return self.sums.record

    def every_condition(self, pieces: list[str]) -> list[ast.Expr]:
        """Conditions, each in its own text."""
        return [self.condition(piece) for piece in pieces]

    def condition(self, text: str) -> ast.Expr:
        """One condition."""
        text = re.sub(r"^(?:an? |it is |is |it has |has |with |if |were |was )+", "", text.strip())
        if text.startswith("("):
            return _as_written(text)
        negated = re.match(r"(?:not |is not |no )(?!more|less|later|earlier|longer)", text)
        if negated is not None:
            with self._words.part():
                return forms.negation(self.condition(text[negated.end() :]))
        fields = self._words.fields(self._record)
        flag = resolve(text, [name for name, field in fields.items() if field.type.is_flag])
        if flag is not None:
            return forms.word(flag)
        for read in (self._membership, self._range, self._deadline, self._time_since, self._comparison):
            condition = read(text)
            if condition is not None:
                return condition
        raise UnreadError

    def _membership(self, text: str) -> ast.Expr | None:
        fields = self._words.fields(self._record)
        match = re.match(rf"({WORD})(?: is| are| =| was)? (?P<members>{WORD}(?:(?:, ?| or |/){WORD})*)$", text)
        name = None if match is None else resolve(match[1], [n for n, f in fields.items() if self._words.members(f)])
        if match is not None and name is not None:
            members = [resolve(m, self._words.members(fields[name])) for m in re.split(r", ?| or |/", match["members"])]
            return None if None in members else forms.is_one_of(name, [m or "" for m in members])
        owners = self._words.fields_of_member(text, self._record)
        return forms.is_one_of(owners[0], [text]) if len(owners) == 1 else None

    def _range(self, text: str) -> ast.Expr | None:
        pair = rf"between ({NUMBER}) and ({NUMBER})"
        for pattern, is_after in (
            (rf"{pair} (?P<field>.+)", True),
            (rf"(?P<field>.+?)(?: is)? {pair}(?P<unit> .+)?", False),
        ):
            match = re.fullmatch(pattern, text)
            if match is not None:
                low, high = match.groups()[:2] if is_after else match.groups()[1:3]
                return forms.range_test(
                    forms.word(self._quantity(match["field"])), forms.number(low), forms.number(high)
                )
        return None

    def _deadline(self, text: str) -> ast.Expr | None:
        """`paid_on not later than 3 weeks after due_on`, `opened within 90 days of built_on`."""
        match = re.fullmatch(
            rf"(?P<day>\w+)(?: is| was| falls)? (?:(?P<within>within)|(?P<comparison>{ANY_COMPARISON}))"
            rf" (?P<count>{COUNT}) (?P<unit>{SPAN}) (?P<side>of|after|from|following|before) (?P<anchor>[\w ]+)", text,
        )  # fmt: skip
        if match is None:
            return None
        day, anchor = self.sums.day(match["day"]), self.sums.day(match["anchor"])
        op = Comparison.AT_MOST if match["within"] else comparison_of(match["comparison"])
        if day is None or anchor is None or op is None:
            return None
        span = span_of(match["count"], match["unit"])
        return forms.deadline(day, op, span, anchor, is_before=match["side"] == "before")

    def _time_since(self, text: str) -> ast.Expr | None:
        """How long something has lasted: `insured for at least 3 years`."""
        match = re.fullmatch(
            rf"(?P<word>[\w ]+?)(?: for)? (?P<comparison>{ANY_COMPARISON}) (?P<number>\d+) (?P<unit>{SPAN})(?: ago)?",
            text,
        )
        op = None if match is None else comparison_of(match["comparison"])
        if match is None or op is None or match["unit"].startswith("week"):
            return None
        span = span_of(match["number"], match["unit"])
        since = resolve(match["word"], self._words.since_words)
        if since is not None:
            return forms.compare(forms.word(since), op, span)
        fields = self._words.fields(self._record)
        dates = [name for name, field in fields.items() if field.type.is_date]
        word = match["word"].replace(" ", "_")
        date = resolve(word, dates) or resolve(f"{word}_since", dates)
        return None if date is None else forms.time_since(date, op, span)

    def _comparison(self, text: str) -> ast.Expr | None:
        bounds = re.fullmatch(
            rf"(?P<field>[\w ]+?)(?: is| are| of)? (?P<low>{ANY_COMPARISON}) (?P<from>{NUMBER})"
            rf" (?:and |but )?(?P<high>{ANY_COMPARISON}) (?P<to>{NUMBER})", text,
        )  # fmt: skip
        if bounds is not None:
            field = forms.word(self._quantity(bounds["field"]))
            low, high = comparison_of(bounds["low"]), comparison_of(bounds["high"])
            if low is None or high is None or low.end is high.end:
                return None
            first = forms.compare(field, low, forms.number(bounds["from"]))
            return forms.all_conditions([first, forms.compare(field, high, forms.number(bounds["to"]))])
        for before, after, op in comparisons_in(text):
            words = f"{before} {after}".strip()
            number = re.search(NUMBER, words)
            if number is None:
                continue
            rest = f"{words[: number.start()]} {words[number.end() :]}".strip()
            field_or_none = self._quantity_or_none(rest)
            if field_or_none is not None:
                return forms.compare(forms.word(field_or_none), op, forms.number(number[0]))
        for before, after, op in comparisons_in(text):
            left = self.sums.or_none(re.sub(r" (?:is|are|was|were|of)$", "", before))
            right = self.sums.or_none(after)
            if left is not None and right is not None:
                return forms.compare(left, op, right)
        return None

    def _quantity_or_none(self, text: str) -> str | None:
        try:
            return self._quantity(text)
        except UnreadError:
            return None

    def _quantity(self, text: str) -> str:
        """The field that words around a number name: `members`, `income of`."""
        fields = self.sums.numeric
        whole = resolve(re.sub(r"^(?:is|of|an?) |(?: is| of| an?)$", "", text.strip()).strip(), fields)
        if whole is not None:
            return whole
        left = [word for word in re.findall(r"\w+", text) if word not in ("is", "are", "of", "a", "an", "with")]
        left = [word for word in left if word not in ("years", "year", "old", "aged")] + (
            ["age"] if {"old", "aged"} & set(left) else []
        )
        named = {resolve(word, fields) for word in left}
        if len(named) == 1 and None not in named:
            return named.pop() or ""
        raise UnreadError


def _as_written(text: str) -> ast.Expr:
    """A condition that is written in the language already."""
    page, report = parse(Source("", f"if {text}"))
    line = page.items[0] if page is not None and page.items and not report.has_errors else None
    if not isinstance(line, ast.ConditionLine):
        raise UnreadError
    return line.test


def conditions_in(text: str) -> list[str]:
    """The conditions between `and` or a second `if`, except inside brackets and in `between … and …`."""
    text_masked = re.sub(_BETWEEN, lambda m: "\0" * len(m[0]), mask_brackets(text))
    parts, start = [], 0
    link = r",? and (?:also )?|, (?=not |is )|,? (?:if|provided that|provided|so long as) "
    for match in re.finditer(link, text_masked):
        parts.append(text[start : match.start()].strip())
        start = match.end()
    return [*parts, text[start:].strip()]
