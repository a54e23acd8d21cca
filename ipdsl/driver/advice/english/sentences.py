"""Official wording in English, read into sentences of the language, with definitions and rules.

Official wording in English, read into sentences of the language.

A sentence is split into the parts of an award or a rule: amount, limit, applicant, day, record, conditions. Each
part has a table of patterns over official wording, and its words must be declared in the vocabulary. A sentence with a
word that no pattern reads has no reading. The readings are only candidates: the driver tries them on the page.

Rules over awards in official English: caps, numbers of records, the highest only, suspensions.

Definitions and requirements in official English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import ENGLISH, YEAR_IN_ENGLISH, Block, BlockLine, has_own_year, name_of
from ipdsl.driver.advice.english.heads import EnglishHeads, EnglishReader, Head, conditions_in
from ipdsl.driver.advice.english.phrases import plain_text
from ipdsl.driver.advice.english.sums import (
    A_YEAR,
    HIGHER,
    LIMIT,
    MONTHS,
    NUMBER,
    ONCE,
    OTHER_SUPPORT,
    RATE,
    SPAN,
    TO_KEY,
    UP_TO,
    VERBS,
    WORD,
    comparisons_in,
    count_of,
    rate_of,
)
from ipdsl.driver.advice.forms import (
    Lines,
    Reading,
    UnreadError,
    Words,
    attempt,
    present,
    resolve,
    resolve_payee,
)
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


_ANY_SPAN = r"(?:in|within|over|during) any [\w ]+?"
_MAY_NOT = (
    r"(?:(?:may|must|shall|can|will|does|is|are) ?(?:not|never) (?:exceed|be more than|to exceed)"
    r"|(?:is|are) limited to)"
)
_RECEIVES = (
    rf"(?:(?:each|every|any) (?P<each>{WORD}) (?:is limited to|(?:may|can) receive (?:at most|no more than"
    r"|not more than|up to)|(?:may|can|must|shall) not receive more than)"
    rf"|no (?P<none>{WORD}) (?:may|can|shall) receive more than)"
)
_PAID = r"(?:is|are|may be|can be|shall be|will be|may|can|shall|will)"
_GRANTS = r"(?:grants?|awards?|payments?|subsid(?:y|ies)|support|rebates?|aid|funding|amounts?)"
_DOCUMENT = "(?:scheme|policy|programme|program|regulation|order|notice|measure)"
_ARTICLES = r"articles? \d[\w.]*(?:(?:, | and | or |, and |, or )(?:article )?\d[\w.]*)+"
_OTHER_HELP = (
    r"(?:and |with |including |together with )+(?:all |any )?(?:other )?(?:public |state |government )*"
    r"(?:incentives?|support|aid|grants?|subsid(?:y|ies)|funding|rebates?)(?: received)?"
)


@attrs.define(eq=False, repr=False, slots=False)
class EnglishRules(EnglishDefinitions, EnglishHeads):
    """Reads a sentence that is a rule about the awards before it."""

    def rule(self, text: str) -> Reading | None:
        """The rule that a sentence states, or `None` if it states none."""
        for pattern, make in (
            (rf"(?:only|just) (?:highest|largest|best)(?: amount| award| one)? of (?:all |any )?{_GRANTS}"
             rf" (?:of|under|in) (?:this |whole |entire )?{_DOCUMENT} {_PAID} (?:paid|granted|awarded)(?P<keys>.*)",
             self._highest_of_all),
            (rf"(?:pay|award|grant)?(?: only)? ?{HIGHER} (?:amount )?of (?P<articles>{_ARTICLES})(?: only)?"
             rf"(?: {_PAID} paid)?(?P<keys>(?: {TO_KEY} [\w ]+?| {A_YEAR})+)", self._highest_of),
            (rf"(?:an? |any |each )?(?P<who>{WORD}) (?:who|that|which) (?:qualifies|is eligible) under (?:both )?"
             rf"(?P<articles>{_ARTICLES}) (?:is paid|receives|may receive) only {HIGHER}(?: amount| of two)?"
             rf"(?P<keys>(?: {A_YEAR})?)", self._highest_of),
            (rf"no (?P<key>{WORD}) {_PAID} (?:paid|supported|funded|granted|awarded)"
             r"(?: \w+)?? (?:in|for) more than (?P<count>\w+) (?:calendar )?years", self._years_limit),
            (rf"suspend (?P<key>{WORD}) (?:for|in) (?:any|a|each|every) (?:calendar )?year (?:in which|when) (?:an? )?"
             rf"(?P<event>.+)", self._suspension),
            (rf"{_RECEIVES} (?P<sum>{NUMBER})(?P<more>(?: {A_YEAR}| {_ANY_SPAN})?)"
             rf"(?:,? or (?:to )?(?P<other>{NUMBER}) (?:if|where|when) (?P<condition>.+))?", self._cap_by_condition),
            (rf"(?:an? )?(?:top-up|top up|additional (?:grant|award|payment)) of (?P<sum>{NUMBER})"
             rf"(?: (?:is|are) (?:paid|due|available))?(?: to (?P<key>{WORD}))? (?:where|when|if) (?P<condition>.+)",
             self._addition),
            (rf"(?P<what>{_GRANTS}) {_OTHER_HELP}(?: together| combined| in total)? {_MAY_NOT} (?P<sum>.+)",
             self._cap_with_others),
            (rf"cap (?P<sum>.+?) (?:per|for each|for any one) (?P<key>{WORD}),? counting (?P<levels>[\w, ]+?)"
             r" (?:support|aid|grants?|funding)", self._cap_counting_levels),
        ):  # fmt: skip
            match = re.fullmatch(pattern, text, re.IGNORECASE)
            if match is not None:
                return [forms.with_lines(line) if not isinstance(line, forms.Lines) else line for line in make(match)]
        return None

    def _highest_of(self, match: re.Match[str]) -> list[forms.Lines]:
        """`an owner who qualifies under articles 4 and 6 receives only the higher each year`."""
        articles = re.findall(r"\d[\w.]*", match["articles"])
        who = match.groupdict().get("who")
        keys = [*([self.payee(who)] if who else []), *self.keys(match["keys"])]
        if len(set(articles)) < 2 or not keys:
            raise UnreadError
        return [forms.highest_of_articles(keys, articles)]

    def _highest_of_all(self, match: re.Match[str]) -> list[forms.Lines]:
        """`only the highest of the grants under this scheme is paid per enterprise per year`."""
        if len(self.paying) < 2 or not match["keys"].strip():
            raise UnreadError
        return [forms.highest_of_articles(self.keys(match["keys"]), self.paying)]

    def _years_limit(self, match: re.Match[str]) -> list[ast.Sentence]:
        return [forms.limit(count_of(match["count"]), "years", [self.key(match["key"])])]

    def _suspension(self, match: re.Match[str]) -> list[ast.Sentence]:
        trigger = self.trigger(match["event"])
        if trigger.conditions:
            raise UnreadError
        return [
            ast.Suspension(
                span=forms.NOWHERE,
                who=forms.name(self.payee(match["key"])),
                when=forms.record_trigger(trigger.record_text, trigger.event),
            )
        ]

    def _cap_by_condition(self, match: re.Match[str]) -> list[ast.Sentence | forms.Lines]:
        """`each firm may receive at most 500, or 900 if new`."""
        who = self.payee(match["each"] or match["none"])
        keys = [who, *self.keys(match["more"] or "")]
        if match["other"] is None:
            return [forms.cap(forms.number(match["sum"]), keys)]
        test = self.conditions(None).condition(match["condition"])
        name = f"limit_of_{who}"
        rows = [
            forms.row(forms.condition_key(test), forms.fixed_amount(forms.number(match["other"]))),
            forms.row(forms.OTHERWISE, forms.fixed_amount(forms.number(match["sum"]))),
        ]
        defined = forms.with_lines(forms.definition(name, forms.AS_FOLLOWS, None), *rows)
        return [defined, forms.cap(forms.word(name), keys)]

    def _cap_with_others(self, match: re.Match[str]) -> list[forms.Lines]:
        """`the grant together with other aid must not exceed 90% of price`."""
        record = self._only_record()
        amount = self.sums(record).sum(match["sum"])
        return [forms.with_lines(forms.cap(amount, ["item"]), forms.COUNTING)]

    def _cap_counting_levels(self, match: re.Match[str]) -> list[forms.Lines]:
        """`cap price per boat, counting local support`."""
        record = self._only_record()
        key = "item" if self.words.is_item(match["key"], record) else self.key(match["key"])
        levels = [self._level(word) for word in re.split(r", ?(?:and )?| and ", match["levels"])]
        return [forms.with_lines(forms.cap(self.sums(record).sum(match["sum"]), [key]), forms.support_counted(levels))]

    def _level(self, word: str) -> str:
        return present(resolve(word.strip(), self.words.levels))

    def _only_record(self) -> RecordKind:
        record = self.record_above
        if record is None or len(record.key) != 1:
            raise UnreadError
        return record

    def _addition(self, match: re.Match[str]) -> list[forms.Lines]:
        """An award in addition to the one before it, for the same record, with one more condition."""
        before = present(self.award_above)
        head = self.trigger(match["condition"])
        earlier = self.trigger(re.split(r"\bwhen\b", before.text, maxsplit=1)[-1])
        if head.record is earlier.record:
            head.event = earlier.event
        if match["key"]:
            head.payees = [self.payee(match["key"])]
        amount = forms.fixed_amount(forms.number(match["sum"]))
        return [forms.with_lines(head.award(amount), forms.LABEL_OF_ADDITION)]


def readings(block: Block, words: Words, currency: str) -> Sequence[Reading]:
    """The readings of a block. A definition has one for each record whose words it has, other sentences at most one."""
    reader = _Reader(words, currency, block.above, has_own_year(block.head), block.paying)
    return attempt(reader.line_of_head if block.is_in_head else reader.block, block.line) or []


def sentence_and_record(block: Block, words: Words, currency: str) -> tuple[str, RecordKind | None]:
    """The sentence of a block in plain form, and the record of the awards before it. A block of one line only."""
    reader = _Reader(words, currency, block.above, has_own_year(block.head), block.paying)
    text = block.line.text if not block.line.below and not block.is_in_head else present(None)
    return plain_text(reader, text), reader.record_above


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
        rule = None
        if not line.below:
            rule = attempt(self.rule, text) or attempt(self.requirement, text)
        if rule is None and re.match("(?:cap|limit|pay highest|no repeat|top up|nothing below|round down) ", text):
            rule = [forms.with_lines(text, *(child.text for child in line.below if not child.below))]
        if rule is None:
            rule = self._award(text, line.below)
        return [rule]

    def _award(self, text: str, below: Sequence[BlockLine]) -> Reading:
        if re.match(rf"{VERBS} as follows\b", text, re.IGNORECASE):
            return self._award_by_conditions(text, below)
        for rows in re.finditer(r" (?=(?:to|from|when|where|if|once) )", text):
            by = re.fullmatch(rf"{VERBS} by (?P<value>.+)", text[: rows.start()], re.IGNORECASE)
            reading = None if by is None else self._award_by_rows(by["value"], text[rows.start() :].rstrip(":"), below)
            if reading is not None:
                return reading
        verb = present(re.match(rf"{VERBS} ", text, re.IGNORECASE))
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
