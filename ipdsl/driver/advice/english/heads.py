"""The heads of awards in official English, their conditions, and the plain text of a sentence.

Conditions in official English: facts, members, ranges, comparisons of sums, deadlines and spans.

Sentences in official English without what only official wording has, and what the sentences before them name.

The heads of awards in official English: the record with its event and conditions, applicants, limits and days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import attrs

from ipdsl.base.source import Source
from ipdsl.base.values.handwritten_values import without_currency
from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import BlockLine, defined_names
from ipdsl.driver.advice.english.sums import (
    ANY_COMPARISON,
    ANY_KEY,
    COUNT,
    KEY,
    LAST_YEAR,
    LIMIT,
    NUMBER,
    ONCE,
    OTHER_SUPPORT,
    OVER_LAST_YEAR,
    RATE,
    ROUNDED,
    SPAN,
    TO_KEY,
    UP_TO,
    WORD,
    EnglishSums,
    comparison_of,
    comparisons_in,
    day_of,
    rate_of,
    rounding_mode,
    span_of,
)
from ipdsl.driver.advice.forms import UnreadError, Words, attempt, mask_brackets, present, resolve, resolve_payee
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse

LEAST_SUM = 100
"""The least number that is taken for a sum of money in a sentence that names no currency."""
_SIDES = {
    "on or after": Comparison.AT_LEAST, "not before": Comparison.AT_LEAST, "from": Comparison.AT_LEAST,
    "on or before": Comparison.AT_MOST, "no later than": Comparison.AT_MOST, "not later than": Comparison.AT_MOST,
    "by": Comparison.AT_MOST, "before": Comparison.LESS_THAN, "earlier than": Comparison.LESS_THAN,
    "after": Comparison.MORE_THAN, "later than": Comparison.MORE_THAN,
}  # fmt: skip
"""Words between two days."""
_BETWEEN = rf"between {NUMBER}\S* and {NUMBER}"


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
        for read in (
            self._membership, self._range, self._deadline, self._days, self._time_since, self._growth, self._comparison,
        ):  # fmt: skip
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

    def _days(self, text: str) -> ast.Expr | None:
        """`bought before 2025-01-01`, `replaced between 2023-07-01 and 2024-06-30`, `started before approved`."""
        match = re.fullmatch(
            rf"(?P<day>[\w ]+?)(?: is| was| are| were| falls)? (?:(?P<side>{'|'.join(_SIDES)}) (?P<other>[\w -]+?)"
            r"|(?:between|from) (?P<low>\d{4}-\d\d-\d\d) (?:and|to|until) (?P<high>\d{4}-\d\d-\d\d))", text,
        )  # fmt: skip
        day = None if match is None else self.sums.day(match["day"])
        if match is None or day is None:
            return None
        if match["side"] is None:
            return forms.range_test(forms.word(day), *map(forms.date, (match["low"], match["high"])))
        name = self.sums.day(match["other"])
        other = attempt(forms.date, match["other"]) if name is None else forms.word(name)
        return None if other is None else forms.compare(forms.word(day), _SIDES[match["side"]], other)

    def _growth(self, text: str) -> ast.Expr | None:
        """`turnover is at least 15% higher than last year`, `staff has increased by 5 or more over last year`."""
        text = re.sub(rf" exceeds that of ({LAST_YEAR}) by (.+)", r" has grown by \2 over \1", text)
        match = re.fullmatch(
            rf"(?P<figure>[\w ]+?) (?:(?:has|have|is|are|was|were) )?(?:(?P<verb>grown|grew|increased|risen|up"
            r"|fallen|fell|decreased|declined|dropped|down) (?:by )?)?"
            rf"(?:(?P<comparison>{ANY_COMPARISON}) )?(?P<size>{RATE}|{NUMBER})(?P<more> or more)?"
            r"(?: (?P<side>higher|more|greater|above|lower|less|below))?"
            rf"(?: (?P<last>{OVER_LAST_YEAR}|{LAST_YEAR}))?", text,
        )  # fmt: skip
        figure = None if match is None else resolve(match["figure"], self._words.figures)
        if match is None or figure is None or not (match["verb"] or (match["side"] and match["last"])):
            return None
        op = Comparison.AT_LEAST if match["more"] else comparison_of(match["comparison"] or "")
        falls = (match["side"] or match["verb"]) in (
            "lower",
            "less",
            "below",
            "fallen",
            "fell",
            "decreased",
            "declined",
            "dropped",
            "down",
        )
        if op not in (Comparison.AT_LEAST, Comparison.MORE_THAN):
            raise UnreadError
        last = forms.earlier_figure(figure)
        if re.fullmatch(NUMBER, match["size"]):
            rise = ast.Increase(span=forms.NOWHERE, figure=forms.name(figure))
            fall = forms.signed_sum([(last, True), (forms.word(figure), False)])
            return forms.compare(fall if falls else rise, op, forms.number(match["size"]))
        change = rate_of(match["size"]).value
        turned = Comparison.AT_MOST if op is Comparison.AT_LEAST else Comparison.LESS_THAN
        share = forms.share(forms.rate(1 - change if falls else 1 + change), last)
        return forms.compare(forms.word(figure), turned if falls else op, share)

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
            field_or_none = attempt(self._quantity, rest)
            if field_or_none is not None:
                return forms.compare(forms.word(field_or_none), op, forms.number(number[0]))
        for before, after, op in comparisons_in(text):
            left = self.sums.or_none(re.sub(r" (?:is|are|was|were|of)$", "", before))
            right = self.sums.or_none(after)
            if left is not None and right is not None:
                return forms.compare(left, op, right)
        return None

    def _quantity(self, text: str) -> str:
        """The field that words around a number name: `members`, `income of`."""
        fields = self.sums.numeric
        whole = resolve(re.sub(r"^(?:is|of|an?) |(?: is| of| an?)$", "", text.strip()).strip(), fields)
        if whole is not None:
            return whole
        left = [word for word in re.findall(r"\w+", text) if word not in ("is", "are", "of", "a", "an", "with")]
        left = [re.sub("ing$", "", word) for word in left if word not in ("years", "year", "old", "aged")] + (
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


@attrs.define(eq=False, repr=False, slots=False)
class EnglishReader:
    """What every reader of a block in English knows: the words, the currency and the sentences before."""

    words: Words
    currency: str
    above: tuple[BlockLine, ...]
    has_own_year: bool = False
    """Whether the head of the page says when its years begin: then a year of the page is the financial year."""
    paying: tuple[str, ...] = ()
    """The articles of the page that have awards."""
    has_currency: bool = attrs.field(default=False, init=False)
    """Whether the line read last names the currency."""
    written: str = attrs.field(default="", init=False)
    """The line read last."""

    def plain(self, text: str) -> str:
        """A sentence without currency, articles and forms of numbers and days that only official wording has."""
        plain = without_currency(text, self.currency)
        self.has_currency, self.written = plain != text, text
        if plain is None or '"' in text or "#" in text:
            raise UnreadError
        if self.has_own_year and "calendar year" in plain:
            raise UnreadError
        if self.has_own_year:
            plain = re.sub(r"\b(?:financial|fiscal|budget|grant) year\b", "year", plain)
        plain = re.sub(rf"({NUMBER}) ?(?:percent|per cent)\b", r"\1%", plain)
        plain = re.sub(r"\b(\d{1,2}) ([A-Z][a-z]+),? (\d{4})\b", lambda m: day_of(m[3], m[2], m[1]) or m[0], plain)
        plain = re.sub(r"\b([A-Z][a-z]+) (\d{1,2}),? (\d{4})\b", lambda m: day_of(m[3], m[1], m[2]) or m[0], plain)
        plain = re.sub(r"\bthe (?!first (?:[a-z]|\d+ of ))", "", plain, flags=re.IGNORECASE)
        plain = plain[:1].lower() + plain[1:]
        return re.sub(r"\s+", " ", plain).strip().rstrip(".;")

    def is_sum(self, number: str) -> bool:
        """Whether a number is written with the currency; in a sentence without the currency, a large number."""
        if not self.has_currency:
            return re.fullmatch(NUMBER, number) is not None and forms.number(number).value >= LEAST_SUM
        written = re.search(
            rf"(?:[A-Za-z]{{2,3}} |[^\w\s,.(] ?){re.escape(number)}|{re.escape(number)} ?[A-Za-z€£$¥]+", self.written
        )
        return written is not None and without_currency(written[0], self.currency) != written[0]

    def sums(self, record: RecordKind | None) -> EnglishSums:
        """The reader of sums about a record."""
        return EnglishSums(self.words, record, self.currency, self.defined_words)

    def conditions(self, record: RecordKind | None) -> EnglishConditions:
        """The reader of conditions about a record."""
        return EnglishConditions(self.sums(record))

    @cached_property
    def defined_words(self) -> dict[str, str]:
        """The names that sentences before define, by the text that sentences use."""
        return defined_names(self.above)

    def payee(self, word: str) -> str:
        """The kind of applicant that a word means."""
        return present(resolve_payee(word.strip(), self.words))

    def record(self, word: str) -> RecordKind:
        """The record that a word means."""
        name = present(resolve(word, {**self.words.records, **self.words.plurals}))
        return self.words.records.get(name) or self.words.plurals[name]

    # ---- keys of rules

    def keys(self, text: str, record: RecordKind | None = None) -> list[str | ast.Name]:
        """The keys that words after a sum or a number name: `per unit`, `in any one year`, `in any 24 months`."""
        if re.fullmatch(rf" *(?:{ANY_KEY} *)*", text, re.IGNORECASE) is None:
            raise UnreadError
        keys: list[str | ast.Name] = []
        for match in re.finditer(KEY, text, re.IGNORECASE):
            if match["count"]:
                keys.append(forms.span_key(span_of(match["count"], match["unit"])))
            else:
                keys.append("year" if match["word"] is None else self.key(match["word"], record))
        return keys

    def key(self, word: str, record: RecordKind | None = None) -> str:
        """A key: the record itself, the applicant, a kind, or a field of the record, which is that before."""
        record = record or self.record_above
        if record is not None and self.words.is_item(word, record):
            return "item"
        fields = () if record is None else [f.name for f in record.fields]
        payees = self.words.payees
        return word if word == "applicant" else resolve(word, (*payees, *fields)) or self.payee(word)

    # ---- the sentences before

    @property
    def award_above(self) -> BlockLine | None:
        """The nearest award before."""
        return next((line for line in reversed(self.above) if line.text.startswith("award ")), None)

    @cached_property
    def record_above(self) -> RecordKind | None:
        """The record of the awards before, if all have the same."""
        records = set()
        for line in self.above:
            match = re.search(rf"\b(?:when|where|if|for)(?: the first)? ({WORD})", line.text)
            name = None if match is None else resolve(match[1], self.words.records)
            records |= {name} if name else set()
        return self.words.records[records.pop()] if len(records) == 1 else None


@attrs.define(eq=False, repr=False)
class Head:
    """The parts of an award while they are taken out of its text. Without a record it is about yearly figures."""

    record: RecordKind | None
    record_text: str = ""
    event: str = ""
    conditions: list[ast.Expr] = attrs.field(factory=list)
    is_first: bool = False
    limit: ast.Expr | None = None
    rounding: tuple[str, ast.Number] | None = None
    keys: list[str] = attrs.field(factory=list)
    is_once: bool = False
    payees: list[str] = attrs.field(factory=list)
    start: str = ""
    is_counting: bool = False
    rules: list[ast.Sentence] = attrs.field(factory=list)

    def award(self, amount: ast.Amount) -> ast.Award:
        """The award of an amount."""
        if self.rounding is not None and isinstance(amount, ast.FixedAmount):
            if not forms.is_multiple(self.limit, self.rounding[1]):
                raise UnreadError  # the order of both matters, and the sentence leaves it open
            amount = forms.fixed_amount(forms.rounded_value(amount.value, *self.rounding), amount.at_most)
        if self.limit is not None and isinstance(amount, ast.FixedAmount):
            amount = forms.fixed_amount(amount.value, self.limit)
        keys = forms.names(self.keys)
        return forms.award(
            amount,
            ast.Head(
                span=forms.NOWHERE,
                once=ast.OnceRule(span=forms.NOWHERE, per=keys) if self.is_once else None,
                per=() if self.is_once else keys,
                to=forms.names(self.payees),
                start=forms.day_of(self.start) if self.start else None,
                trigger=self._trigger(),
            ),
        )

    def _trigger(self) -> ast.Trigger:
        if self.record is None and not self.conditions:
            return forms.EACH_YEAR
        if self.record is None or (self.is_first and self.conditions):
            raise UnreadError  # a year has no conditions; the first of all records or of those that match is open
        return forms.record_trigger(self.record_text, self.event, self.conditions, the_first=self.is_first)


@attrs.define(eq=False, repr=False, slots=False)
class EnglishHeads(EnglishReader):
    """Reads the heads of awards."""

    other_heads: list[Head] = attrs.field(factory=list, init=False)
    """Heads of the same award with another record: `when bicycle bought or rack installed`."""

    def heads(self, text: str) -> Iterator[tuple[Head, str]]:
        """The heads that the text of an award may have, each with the rest of the text, which is the amount."""
        records = self.words.records
        yearly = re.fullmatch(r"(?P<before>.+?),? (?:each|every) year(?:,? if (?P<condition>.+))?", text)
        if yearly is not None:
            condition = yearly["condition"]
            conditions = self.conditions(None).every_condition(conditions_in(condition)) if condition else []
            yield self._with_parts(Head(None), yearly["before"], "", conditions)
        for match in re.finditer(
            r",? ?\b(?:when|where|if|upon|provided that|for(?= (?:the first|(?P<each>each|every)) (?P<record>\w+))) ",
            text,
        ):
            if match["each"] and resolve(match["record"], records) is None:
                continue
            try:
                yield self._with_parts(None, text[: match.start()], text[match.end() :], [])
            except UnreadError:
                continue

    def heads_beside(self, head: Head) -> list[Head]:
        """The same head with each further record that the sentence names."""
        changes = ("record", "record_text", "event", "conditions")
        return [attrs.evolve(head, **{name: getattr(each, name) for name in changes}) for each in self.other_heads]

    def _with_parts(self, head: Head | None, before: str, after: str, below: list[ast.Expr]) -> tuple[Head, str]:
        parts: dict[str, str] = {}
        keys: list[str] = []
        payees: list[str] = []
        self.other_heads = []
        if head is None:
            after = self._take_endings(after, parts, keys, payees)
            try:
                head = self.trigger(after)
            except UnreadError:
                limit = re.search(rf"(?<=\w) {LIMIT}$", after)
                if limit is None or "limit" in parts:
                    raise
                parts |= {"limit": limit["limit"], "unit": limit["unit"] or ""}
                head = self.trigger(after[: limit.start()])
        before = self._take_parts(f" {before} ", parts, keys, payees)
        head.payees = payees
        head.start = parts.get("start", "")
        head.is_once = "once" in parts
        head.is_counting = "support" in parts
        head.keys = [self._own_key(key, head) for key in keys]
        if "rounding" in parts:
            match = re.fullmatch(ROUNDED, parts["rounding"])
            assert match is not None
            head.rounding = rounding_mode(match["mode"]), forms.number(match["step"])
        self._place_limit(head, parts, is_total=re.search(r"\btotal ", before) is not None)
        head.conditions += below
        return head, before.strip().strip(",").strip()

    def _place_limit(self, head: Head, parts: dict[str, str], *, is_total: bool) -> None:
        """The limit of one claim, or a cap of the applicant per year."""
        if "limit_sum" in parts and not parts.get("limit"):
            head.limit = self.sums(head.record).sum(parts["limit_sum"])
            return
        if not parts.get("limit"):
            return
        unit = parts.get("unit", "")
        if unit in ("year", "annum") and is_total:
            head.keys.append("year")
        elif unit and not (head.record is not None and self.words.is_item(unit, head.record)):
            raise UnreadError  # a cap of something else: prose reads it
        if unit and not self.is_sum(parts["limit"]):
            raise UnreadError
        head.limit = forms.number(parts["limit"])

    def _own_key(self, word: str, head: Head) -> str:
        fields = () if head.record is None else [f.name for f in head.record.fields]
        words_read = resolve(word, fields) or resolve(word, self.words.payees)
        if words_read is None:
            if word == "year":
                return word
            raise UnreadError
        return words_read

    def _take_endings(self, text: str, parts: dict[str, str], keys: list[str], payees: list[str]) -> str:
        """The text without a limit, rounding, `once` and applicants at its end, after a comma."""
        while True:
            for name, pattern in (
                ("limit", rf",? ?(?:(?<=,) |(?<=\w) (?=\()|(?<=\w) (?=but )){LIMIT}$"),
                ("limit", rf", ?{LIMIT}$"),
                ("rounding", rf",? (?P<rounding>{ROUNDED})$"),
                ("limit_sum", rf", (?:but |subject to )?(?:a )?{UP_TO}(?: of)? (?P<limit_sum>[^,]*[a-z][^,]*)$"),
                ("once", rf", ?{ONCE}(?: {TO_KEY} (?P<key>{WORD}))?$"),
                ("payee", rf",? to (?P<payee>{WORD}(?:, {WORD})*)$"),
                ("support", rf",? {OTHER_SUPPORT}$"),
                ("only", r" only$"),
            ):
                match = re.search(pattern, text)
                if match is not None and name not in parts:
                    words_read = match.groupdict()
                    parts[name] = words_read.get(name) or "yes"
                    if words_read.get("unit"):
                        parts["unit"] = words_read["unit"] or ""
                    if words_read.get("key"):
                        keys.append(words_read["key"] or "")
                    if words_read.get("payee"):
                        payees += [self.payee(word) for word in re.split(r", ?", words_read["payee"] or "")]
                    text = text[: match.start()]
                    break
            else:
                return text

    def _take_parts(self, text: str, parts: dict[str, str], keys: list[str], payees: list[str]) -> str:
        """The text before the trigger without limit, `once`, applicants and day."""
        written = re.finditer(rf",? to (?P<payee>{WORD}(?:(?:, ?| and | or ){WORD})*)(?= |,)", text)
        payee = next((match for match in written if self._are_payees(match["payee"])), None)
        if payee is not None:
            payees += [self.payee(word) for word in re.split(r", ?| and | or ", payee["payee"])]
            text = _remove(text, payee)
        day = re.search(r" (?:from|as of|as from|starting|since|on or after) (?P<day>\d{4}-\d\d-\d\d)(?= |,)", text)
        if day is not None:
            parts["start"] = day["day"]
            text = _remove(text, day)
        end = r"(?= *,? *$| (?:to|from|once|when)\b|, (?!for |per |each |every |times ))"
        limit = re.search(rf"(?<=\w|%|\)),? {LIMIT}{end}", text)
        if limit is not None and "limit" not in parts:
            parts["limit"] = limit["limit"]
            parts["unit"] = limit["unit"] or ""
            text = _remove(text, limit)
        once = re.search(rf",? {ONCE}(?: {TO_KEY} (?P<key>{WORD}))?(?= |,|$)", text)
        if once is not None:
            parts["once"] = "yes"
            keys += [once["key"]] if once["key"] else []
            text = _remove(text, once)
        return text

    def _are_payees(self, text: str) -> bool:
        """Whether words after `to` name applicants: not the end of a span, nor `a` of another phrase."""
        words = re.split(r", ?| and | or ", text)
        is_no_day = words[0] != "a" and all(self.sums(None).day(word) is None for word in words)
        return is_no_day and attempt(self.payee, words[0]) is not None

    # ---- records

    def trigger(self, text: str) -> Head:
        """The record, its event and the conditions of an award."""
        pieces = conditions_in(text)
        first = pieces[0].strip()
        is_first = first.startswith(("the first ", "first "))
        first = re.sub(r"^(?:the )?first ", "", first)
        first = re.sub(r"^(?:an? |any |each |every |such )", "", first)
        either = re.fullmatch(rf"({WORD}) or ({WORD})(?: (?:is|was|has been))? ({WORD})", first)
        if either is not None:
            record, other = self.record(either[1]), self.record(either[2])
            event = resolve(either[3], self.words.events(record))
            if event is None or event not in self.words.events(other):
                raise UnreadError
            conditions = self.conditions(record).every_condition(pieces[1:])
            self.other_heads = [Head(other, self.words.text(other), event, conditions)]
            return Head(record, self.words.text(record), event, conditions, is_first)
        two = re.fullmatch(rf"({WORD} {WORD}) or ({WORD} {WORD})", first)
        if two is not None and len(pieces) == 1:
            head, second = self.trigger(two[1]), self.trigger(two[2])
            if head.conditions or second.conditions or head.record is second.record:
                raise UnreadError
            self.other_heads = [second]
            return head
        match = re.match(rf"({WORD})(?: (.*))?$", first)
        name = None if match is None else resolve(match[1], self.words.records)
        if match is None or name is None:
            raise UnreadError
        record = self.words.records[name]
        rest = re.sub(r"^(?:is|was|has been|have been|are|being|gets) ", "", match[2] or "")
        word, _, more = rest.partition(" ")
        event = resolve(word, self.words.events(record)) if word else None
        conditions_read = pieces[1:]
        if event is None:
            event = self.words.default_event(record)
            conditions_read = [rest, *conditions_read] if rest else conditions_read
        elif more:
            conditions_read = [f"{event} {more}" if self._is_about_day(more) else more, *conditions_read]
        if event is None:
            raise UnreadError
        return Head(record, name, event, self.conditions(record).every_condition(conditions_read), is_first)

    def _is_about_day(self, text: str) -> bool:
        """Whether words after an event are about its day: `completed not later than 12 months after …`."""
        return re.search(r"\d+ \w+ (?:of|after|from|following|before) ", text) is not None


def _remove(text: str, match: re.Match[str]) -> str:
    """The text without a part of it."""
    return re.sub(r" +", " ", f"{text[: match.start()]} {text[match.end() :].lstrip(',')}")
