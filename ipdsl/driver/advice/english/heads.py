"""The heads of awards in official English: the record with its event and conditions, applicants, limits and days."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.english.conditions import conditions_in
from ipdsl.driver.advice.english.patterns import LIMIT, ONCE, OTHER_SUPPORT, ROUNDED, TO_KEY, UP_TO, WORD
from ipdsl.driver.advice.english.sums import rounding_mode
from ipdsl.driver.advice.english.text import EnglishReader
from ipdsl.driver.advice.words import UnreadError, resolve
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast


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
        if self.record is None:
            return forms.EACH_YEAR
        if self.is_first and self.conditions:
            raise UnreadError  # the first of all records, or the first that matches the conditions: it is not decided
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
        unit = parts.get("unit", "")
        if not parts.get("limit"):
            return
        limit = forms.number(parts["limit"])
        if unit in ("year", "annum") and is_total:
            head.limit = limit
            head.keys.append("year")
        elif unit in ("year", "annum"):
            head.rules.append(forms.cap(limit, [head.payees[0] if len(head.payees) == 1 else "applicant", "year"]))
        elif not unit or (head.record is not None and self.words.is_item(unit, head.record)):
            head.limit = limit
        else:
            head.rules.append(forms.cap(limit, [self.key(unit)]))

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
        return words[0] != "a" and all(self.sums(None).day(word) is None for word in words) and self._is_payee(words[0])

    def _is_payee(self, word: str) -> bool:
        try:
            self.payee(word)
        except UnreadError:
            return False
        return True

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
