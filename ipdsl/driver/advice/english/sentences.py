"""Official wording in English, read into sentences of the language.

A sentence is split into the parts of an award or a rule: amount, limit, applicant, day, record, conditions. Each
part has a table of patterns over official wording, and its words must be declared in the vocabulary. A sentence with a
word that no pattern reads has no reading. The readings are only candidates: the driver tries them on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import Block, BlockLine
from ipdsl.driver.advice.defined_names import YEAR_IN_ENGLISH, has_own_year
from ipdsl.driver.advice.english.conditions import conditions_in
from ipdsl.driver.advice.english.heads import Head
from ipdsl.driver.advice.english.patterns import LIMIT, MONTHS, NUMBER, ONCE, OTHER_SUPPORT, SPAN, VERBS, comparisons_in
from ipdsl.driver.advice.english.rules import EnglishRules
from ipdsl.driver.advice.forms import Lines, Reading
from ipdsl.driver.advice.words import UnreadError, Words, resolve
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast


def readings(block: Block, words: Words, currency: str) -> Sequence[Reading]:
    """The readings of a block. A definition has one for each record whose words it has, other sentences at most one."""
    reader = _Reader(words, currency, block.above, has_own_year(block.head), block.paying)
    try:
        return reader.line_of_head(block.line) if block.is_in_head else reader.block(block.line)
    except UnreadError:
        return []


@attrs.define(eq=False, repr=False, slots=False)
class _Reader(EnglishRules):
    """Reads the sentences of one block."""

    def line_of_head(self, line: BlockLine) -> list[Reading]:
        """`the financial year begins on 1 April`."""
        match = YEAR_IN_ENGLISH.fullmatch(line.text.strip().rstrip("."))
        day = None if match is None else re.fullmatch(r"(\d{1,2}) ([A-Za-z]+)|([A-Za-z]+) (\d{1,2})", match["first"])
        month = None if day is None else MONTHS.get((day[2] or day[3]).lower())
        if day is None or month is None or line.below:
            raise UnreadError
        return [[Lines(forms.year_begins(month, int(day[1] or day[4])))]]

    def block(self, line: BlockLine) -> list[Reading]:
        definitions = self.definition(line)
        if definitions:
            return definitions
        text = self.plain(line.text)
        rule = (self.rule(text) or self.requirement(text)) if not line.below else None
        if rule is None and re.match("(?:cap|limit|pay highest|no repeat|top up|nothing below|round down) ", text):
            rule = [forms.with_lines(text, *(child.text for child in line.below if not child.below))]
        return [rule if rule is not None else self._award(text, line.below)]

    def _award(self, text: str, below: Sequence[BlockLine]) -> Reading:
        if re.match(rf"{VERBS} as follows\b", text, re.IGNORECASE):
            return self._award_by_conditions(text, below)
        for rows in re.finditer(r" (?=(?:to|from|when|where|if|once) )", text):
            by = re.fullmatch(rf"{VERBS} by (?P<value>.+)", text[: rows.start()], re.IGNORECASE)
            reading = None if by is None else self._award_by_rows(by["value"], text[rows.start() :].rstrip(":"), below)
            if reading is not None:
                return reading
        verb = re.match(rf"{VERBS} ", text, re.IGNORECASE)
        if verb is None:
            raise UnreadError
        for head, amounts in self.heads(text[verb.end() :]):
            reading = self._award_of([head, *self.heads_beside(head)], amounts, below)
            if reading is not None:
                return reading
        raise UnreadError

    def _award_of(self, heads: Sequence[Head], amounts: str, below: Sequence[BlockLine]) -> Reading | None:
        """The award of each head, or `None` if the text is not an amount."""
        head = heads[0]
        try:
            cases = self.cases(amounts, head.record)
            amount = forms.AS_FOLLOWS if cases else self.sums(head.record).amount(amounts)
            lines_below = [self._line_below(child, head.record) for child in below]
        except UnreadError:
            return None
        if head.limit is not None and isinstance(amount, ast.Ceiling):
            return None
        lines_below += [Lines(forms.COUNTING)] if head.is_counting else []
        lines_below += self._label(head, below)
        lines_below = [*map(Lines, cases), *lines_below]
        if cases and head.limit is not None:
            lines_below.append(Lines(forms.own_limit(head.limit)))
        return [*(forms.with_lines(each.award(amount), *lines_below) for each in heads), *map(Lines, head.rules)]

    def _label(self, head: Head, below: Sequence[BlockLine]) -> list[Lines]:
        """A label, if an award before has the same record and event: two awards need two names."""
        trigger = rf"\bwhen(?: the first)? {head.record_text}(?: {head.event})?\b"
        same = [line for line in self.above if line.text.startswith("award ") and re.search(trigger, line.text)]
        if not same or any(line.text.startswith("as ") for line in below):
            return []
        return [Lines(forms.label(f"{head.record_text}_{head.event}_{len(same) + 1}"))]

    # ---- rows

    def _award_by_rows(self, value_text: str, rest: str, below: Sequence[BlockLine]) -> Reading | None:
        for head, amount in self.heads(rest):
            value = self._value_of_rows(value_text, head.record)
            if value is None or amount:
                continue
            lines = [line for child in below for line in self._row_or_line(child, value, head)]
            lines = forms.with_rest_last(lines)
            return [forms.with_lines(head.award(forms.by_rows(value)), *lines), *map(Lines, head.rules)]
        return None

    def _value_of_rows(self, text: str, record: RecordKind | None) -> ast.Expr | None:
        """The value by which rows are chosen: a field, maybe with words of its definition, or a count of units."""
        first, *more = text.split()
        name = resolve(text, self.words.fields(record)) or resolve(first, self.words.fields(record))
        if name is None:
            return self.sums(record).or_none(text)
        declared = self.words.fields(record)[name]
        noted = set(re.findall(r"\w+", declared.label.definition))
        if name != resolve(text, (name,)) and not {w for w in more if w not in ("per", "of", "a", "in")} <= noted:
            return None
        return forms.word(name)

    def _row_or_line(self, child: BlockLine, value: ast.Expr, head: Head) -> Iterator[Lines]:
        row = self._row(child, value, head)
        yield row if row is not None else self._line_below(child, head.record)

    def _row(self, child: BlockLine, value: ast.Expr, head: Head) -> Lines | None:
        text = self.plain(child.text)
        members = self._members(value, head.record)
        key_text, amount = _split_row(text, members)
        key = self._row_key(key_text, value, members) if key_text else None
        if key is None:
            return None
        if child.below:
            inner = self._inner_rows(amount, child.below, head)
            return None if inner is None else forms.with_lines(forms.row(key, inner[0]), *inner[1])
        return Lines(self._row_of(key, amount, head.record))

    def _members(self, value: ast.Expr, record: RecordKind | None) -> tuple[str, ...]:
        field = self.words.fields(record).get(value.name.text) if isinstance(value, ast.Word) else None
        return () if field is None else self.words.members(field)

    def _inner_rows(
        self, by: str, below: Sequence[BlockLine], head: Head
    ) -> tuple[ast.AmountByRows, Sequence[Lines]] | None:
        """Rows under a row: `by FIELD`, or a yes/no fact as the key of the first of two rows."""
        named = re.fullmatch(r"by (?P<value>.+)", by)
        if named is not None:
            value = self._value_of_rows(named["value"], head.record)
            if value is None:
                return None
            return forms.by_rows(value), [line for child in below for line in self._row_or_line(child, value, head)]
        rows = [_split_row(self.plain(child.text), ()) for child in below]
        flags = [name for name, field in self.words.fields(head.record).items() if field.type.is_flag]
        flag = resolve(rows[0][0], flags) if len(rows) == 2 else None
        if by or flag is None or rows[1][0] not in (*_OTHERWISE, f"not {flag}"):
            return None
        lines = [
            Lines(self._row_of(forms.member_key([key]), amount, head.record))
            for key, (_, amount) in zip(("yes", "no"), rows, strict=True)
        ]
        return forms.by_rows(forms.word(flag)), lines

    def _row_of(self, key: ast.RowKey, amount: str, record: RecordKind | None) -> ast.Row:
        limited = re.search(rf"(?<=\w|%|\)),? {LIMIT}$", amount)
        limit = None
        if limited is not None:
            limit = forms.number(limited["limit"])
            amount = amount[: limited.start()]
        once = re.search(rf",? {ONCE}$", amount)
        if once is not None:
            amount = amount[: once.start()]
        read = self.sums(record).amount(amount)
        if limit is not None and isinstance(read, ast.FixedAmount):
            read = forms.fixed_amount(read.value, limit)
        return forms.row(key, read, once=once is not None)

    def _row_key(self, key: str, value: ast.Expr, members: Sequence[str]) -> ast.RowKey | None:
        key = key.strip().rstrip(":-").strip()
        if key in _OTHERWISE:
            return forms.OTHERWISE
        if members:
            named = [resolve(part, members) for part in re.split(r", ?| and | or ", key)]
            return None if None in named else forms.member_key([name or "" for name in named])
        field = value.name.text if isinstance(value, ast.Word) else "years"
        unit = rf"(?: (?:{field}|{SPAN}))?"
        between = re.fullmatch(rf"(?:between |from )?({NUMBER}){unit} (?:to|and|-) ({NUMBER}){unit}", key)
        if between is not None:
            return forms.between_key(forms.number(between[1]), forms.number(between[2]))
        for low, high in ((low, high) for low, high in _pairs(key) if low and high):
            bounds = [self._threshold(part, unit) for part in (low, high)]
            if bounds[0] is not None and bounds[1] is not None and bounds[0].op.end is not bounds[1].op.end:
                return forms.threshold_range(bounds[0], bounds[1])
        return self._threshold(key, unit)

    def _threshold(self, key: str, unit: str) -> ast.ThresholdKey | None:
        for before, after, op in comparisons_in(key):
            number = re.fullmatch(rf"({NUMBER}){unit}", f"{before} {after}".strip())
            if number is not None:
                return forms.threshold(op, forms.number(number[1]))
        return None

    def _award_by_conditions(self, text: str, below: Sequence[BlockLine]) -> Reading:
        rest = re.sub(rf"^{VERBS} as follows", "", text, flags=re.IGNORECASE).rstrip(":")
        for head, amount in self.heads(rest):
            if amount:
                continue
            conditions = self.conditions(head.record)
            lines = []
            for child in below:
                key, colon, amount = self.plain(child.text).partition(":")
                if not colon or child.below:
                    lines.append(self._line_below(child, head.record))
                    continue
                is_last = key.strip() in _OTHERWISE
                row_key = (
                    forms.OTHERWISE
                    if is_last
                    else forms.condition_key(forms.all_conditions(conditions.every_condition(conditions_in(key))))
                )
                lines.append(Lines(self._row_of(row_key, amount.strip(), head.record)))
            lines = forms.with_rest_last(lines)
            return [forms.with_lines(head.award(forms.AS_FOLLOWS), *lines), *map(Lines, head.rules)]
        raise UnreadError

    # ---- lines under an award

    def _line_below(self, child: BlockLine, record: RecordKind | None) -> Lines:
        text = self.plain(child.text)
        if child.below:
            raise UnreadError
        if re.fullmatch(OTHER_SUPPORT, text) is not None:
            return Lines(forms.COUNTING)
        least = re.fullmatch(
            rf"(?:an? |any )?(?:grant|award|payment|sum)s? (?:below|under|of less than|less than) (?P<least>{NUMBER})"
            r" (?:is|are|will|shall) (?:be )?not (?:be )?paid", text,
        )  # fmt: skip
        if least is not None:
            return Lines(forms.award_threshold(forms.number(least["least"])))
        condition = re.match(r"(?:if|provided that|provided|only if|on condition that) ", text)
        if condition is not None:
            tests = self.conditions(record).every_condition(conditions_in(text[condition.end() :]))
            return Lines(forms.condition_line(forms.all_conditions(tests)))
        return Lines(child.text)


_OTHERWISE = ("otherwise", "others", "all others", "in all other cases", "else", "other cases")


def _pairs(key: str) -> Iterator[tuple[str, str]]:
    """The two sides of a key with two bounds: `at least 1 but less than 2`."""
    for match in re.finditer(r",? (?:but|and) ", key):
        yield key[: match.start()], key[match.end() :]


def _split_row(text: str, members: Sequence[str]) -> tuple[str, str]:
    """The key and the amount of a row."""
    key, colon, amount = text.partition(":")
    if not colon:
        key, colon, amount = text.partition(" - ")
    if colon:
        return key.strip(), amount.strip()
    first, _, rest = text.partition(" ")
    return (first, rest) if resolve(first, members) else ("", "")
