"""Official prose in English: the parts of an award or of a rule, in any order.

A part is taken out of the sentence when a reader of that part knows it. A sentence is read only if nothing is left of
it but the words of its frame, such as `a grant of` or `is paid to`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import BlockLine
from ipdsl.driver.advice.english.heads import EnglishHeads, Head, conditions_in
from ipdsl.driver.advice.english.sums import (
    ANY_KEY,
    COUNT,
    HIGHER,
    LAST_YEAR,
    NUMBER,
    ONCE,
    RATE,
    UP_TO,
    VERBS,
    count_of,
    rate_of,
)
from ipdsl.driver.advice.forms import ITEM_WORDS, Lines, Reading, UnreadError, attempt, present
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast

_GRANT = (
    r"(?:grants?|awards?|payments?|subsid(?:y|ies)|support|rebates?|aid|funding|assistance|bonus(?:es)?|incentives?)"
)
_PAID = (
    r"(?:paid|payable|granted|given|awarded|made|due|available|allowed|provided|refunded|reimbursed|supported|funded"
    r"|covered|eligible)"
)
_FRAME = re.compile(
    rf"^(?:{VERBS}|(?:(?:an? )?{_GRANT}|is|are|will|shall|may|can|be|{_PAID}|receives?|gets?|claims?|entitled|to|of|an?"
    r"|with|for|it|amounts?|equal|sum|one|at|and|but|in|total|applicants?|then|who|which|that|each|every|(?=\|))"
    r"(?= |$))+$",
    re.IGNORECASE,
)
"""The words around the parts of an award."""
_AT_ENDS = r"(?:an? |of |for |at |is |are |be |will be |may |and |but |only )+"
_UNLESS = r"(?:unless|except (?:where|if|when|for))"
_IF = (
    r"(?:but )?(?:only )?(?:if|where|when|provided that|provided|so long as|on condition that|with|whose|having|who"
    rf"|in which|which|that(?! of)|{_UNLESS})"
)
_EXTRA = (
    rf"(?P<how>plus|increased by|or|rising to|increased to|(?:and|with)(?= an? (?:further|additional|extra)))?"
    rf"(?: ?an? (?:further|additional|extra))? ?(?P<value>{RATE}|{NUMBER})(?: of \w+)?(?: more| extra)?"
)
_BREAK = re.compile(
    rf",(?!\d{{3}}) | \| |(?<=\|) | (?=\|)| (?<!but )(?<!only )(?=(?:{_IF}) )| (?=\()|(?<=\()| (?=for \|)"
    r"| (?=(?:or|plus) (?:an? \w+ )?\d)| (?<!up )(?=to a maximum )"
    r"| (?=(?:receives?|gets?|(?:is|are|will be) paid|may claim|but|up to|subject to|capped at|limited to"
    r"|not exceeding) )"
)
"""The places between the parts of an award."""
_MOST = rf"(?:(?:subject to|but|with|and|to) )*(?:an? )?(?:{UP_TO})(?: {_GRANT})?(?: (?:a|of|maximum|max|the|is))*"
_LEAST = (
    rf"(?:(?:subject to|but|with|and) )*(?:an? )?(?:minimum|at least|not less than|no less than)(?: {_GRANT})?(?: of)?"
)
_IRREGULAR = {
    "bought": "buys?|buying|purchased?|purchases|purchasing", "held": "holds?|holding", "sold": "sells?|selling",
    "built": "builds?|building", "made": "makes?|making", "paid": "pays?|paying", "left": "leaves?|leaving",
    "won": "wins?|winning",
}  # fmt: skip


_AFTER_SUBJECT = r"(?:who|that|which|whose|with|receives?|is|are|may|can|gets?|shall|will|must|claims?)\b"
_EVENT_AFTER = r"(?:when|where|if|for|upon|after|on|who|that|which|in respect of|each time|and|per)"
_DETERMINER = "(?:an?|each|every|any|such|one|their|its|his|her)"
_DAYS = r"(?:between \d{4}-|before|after|on or|within|not? later|by \d|until|from \d{4})"
_IS_PAID = rf"(?:(?:is|are|will|shall|may|can|be|{_PAID})(?: |$))*(?:{_PAID})"
_BEST = (
    rf"(?:only |for )?(?P<count>{COUNT}) (?P<what>\w+) (?:with|having|of) (?P<end>highest|largest|lowest|smallest)"
    rf" (?P<field>\w+)(?: {_IS_PAID})?(?P<keys>(?: {ANY_KEY})*)"
)
_GRANT_NOUN = r"(?:grant|award|payment|subsidy|rebate|sum|amount)"
_IN_ORDER = (
    r",? (?:(?:they|all|grants|all grants|each) (?:is|are|being) (?:reduced|cut)"
    r" (?P<proportion>in proportion|proportionately|pro rata)|in order of (?:application|receipt|submission)"
    r"|(?:on a )?first[- ]come,? first[- ]served(?: basis)?(?: by (?P<order>[a-z]\w*))?)"
)
_RULE_WORDS = (
    r"(?:an?|total|sum|fund|budget|amount|of|is|are|be|been|has|have|may|can|must|shall|will|not?|cannot|never|for|if"
    r"|in|each|every|any|that|which|limited(?: to)?|limit|cap|only|ceiling|claims?|all(?: applicants)?|altogether"
    r"|overall|until|spent|year|within|one|more than|exceeds?|up to|at most|(?:a )?maximum|capped at|receives?|in total"
    rf"|used up|subject to|together|combined|annual|yearly|cumulative|aggregate|come to|{_PAID}|{_GRANT})"
)
"""The words around a number that make it a limit."""
_FOR_ALL = (
    r"\b(?:all (?:applicants|grants|awards)|fund|budget|until(?= \d)"
    rf"|(?:{_GRANT}|{_PAID}).*\b(?:in total|overall|altogether)|(?:in total|overall|altogether),? (?:no|{_GRANT}))\b"
)
"""The words of a limit that all applicants share. `at most 900 in total` does not say whose total it is."""


def _inflections(event: str) -> str:
    """A pattern for the verb of an event: `replaced`, `replaces`, `replacing`."""
    stem = re.sub("e?d$", "", event)
    return f"{event}|{_IRREGULAR.get(event) or f'{stem}(?:e|s|es|ing|ed)?'}"


@attrs.define(eq=False, repr=False)
class _AwardParts:
    """The parts of an award. An extra is an amount that is added or replaces the amount under a condition."""

    head: Head
    amounts: list[str] = attrs.field(factory=list)
    extras: list[tuple[bool, str, ast.Expr]] = attrs.field(factory=list)
    limits: list[tuple[ast.Expr, list[str | ast.Name]]] = attrs.field(factory=list)
    lines: list[Lines] = attrs.field(factory=list)
    rules: list[ast.Sentence] = attrs.field(factory=list)


def _extra_rows(amount: ast.Expr, extras: Sequence[tuple[bool, str, ast.Expr]]) -> Sequence[ast.Row]:
    """The rows of an amount with one amount for a condition: `20% of cost, or 30% if new`."""
    ((is_added, text, test),) = extras if len(extras) == 1 else present(None)
    other: ast.Expr
    if isinstance(amount, ast.Share) and re.fullmatch(RATE, text):
        rate = rate_of(text)
        percent = attrs.evolve(rate, value=rate.value + amount.percent.value) if is_added else rate
        other = attrs.evolve(amount, percent=percent)
    elif isinstance(amount, ast.Number) and re.fullmatch(NUMBER, text):
        number = forms.number(text)
        other = attrs.evolve(number, value=number.value + amount.value) if is_added else number
    else:
        raise UnreadError
    rows = ((forms.condition_key(test), other), (forms.OTHERWISE, amount))
    return [forms.row(key, forms.fixed_amount(each)) for key, each in rows]


@attrs.define(eq=False, repr=False, slots=False)
class EnglishProse(EnglishHeads):
    """Reads sentences of official prose by their parts."""

    # ---- awards

    def prose_award(self, text: str, below: Sequence[BlockLine]) -> Reading:
        """`an owner who replaces a boiler is paid 50% of cost, but no more than 1,000`."""
        best = re.search(rf",? {_BEST}", text)
        if best is not None:
            text = text[: best.start()] + text[best.end() :]
        text, payees = self._take_payees(f" {text} ")
        head, text = self._take_event(text)
        head.payees = payees
        parts = _AwardParts(head)
        if best is not None:
            parts.rules += self._best(best[0].strip(" ,"), present(head.record))
        segments = [part for part in (part.strip(" ,()|") for part in _BREAK.split(text)) if part]
        for index, segment in enumerate(segments):
            following = segments[index + 1] if index + 1 < len(segments) else ""
            extra = re.fullmatch(_EXTRA, segment) if parts.amounts and following else None
            test = None if extra is None else self._condition_in(re.sub("^for ", "with ", following), head)
            if extra is not None and test is not None:
                is_added = re.search("or|to", extra["how"] or "or") is None
                parts.extras.append((is_added, extra["value"], forms.all_conditions(test)))
                segments[index + 1] = ""
            elif segment:
                self._place(segment, parts)
        if below:
            raise UnreadError
        return self._prose_reading(parts)

    def _place(self, segment: str, parts: _AwardParts) -> None:
        """Add one part of an award to its parts."""
        head, record = parts.head, parts.head.record
        least = re.fullmatch(rf"{_LEAST} (?P<least>{NUMBER})(?:,? (?:and )?(?P<rest>{_MOST} .+))?", segment)
        start = re.fullmatch(r"(?:from|as of|since|starting) (?P<day>\d{4}-\d\d-\d\d)", segment)
        units = re.fullmatch(rf"{_MOST} (?P<count>{NUMBER}|{COUNT}) (?P<unit>\w+(?: \w+)?)", segment)
        if _FRAME.match(segment):
            return
        if least is not None:
            parts.lines.append(Lines(forms.own_least(forms.number(least["least"]))))
            parts.limits += self._limits(least["rest"], record) if least["rest"] else []
        elif start is not None:
            head.start = start["day"]
        elif re.fullmatch(f"(?:and )?{ONCE}", segment):
            head.is_once = True
        elif units is not None and self.sums(record).is_unit_of(units["unit"], " ".join(parts.amounts)):
            parts.amounts.append(f", up to {units['count']} {units['unit']}")
        elif re.match(rf"{_MOST} ", segment):
            limits = attempt(self._limits, segment, record)
            parts.limits += limits or []
            parts.rules += [] if limits else self._limit(segment, present(record))
        elif (condition := self._condition_in(segment, head)) is not None:
            head.conditions += condition
        elif record is not None and (
            rule := attempt(self._best, segment, record) or attempt(self._limit, segment, record)
        ):
            parts.rules += rule
        else:
            parts.amounts.append(segment)

    def _prose_reading(self, parts: _AwardParts) -> Reading:
        head, lines = parts.head, parts.lines
        text = re.sub(
            rf"^(?:{VERBS} |{_AT_ENDS}|{_GRANT} |{_PAID} |receives? |gets? )+|(?: is| are| {_PAID})+$",
            "",
            re.sub(" (?=,)", "", " ".join(parts.amounts)),
        )
        value = self.sums(head.record).sum(text)
        if isinstance(value, ast.RoundedValue) and parts.limits:
            raise UnreadError
        for limit, keys in parts.limits:
            if keys in ([], ["item"]):
                head.limit = limit if head.limit is None else present(None)
            else:
                who = head.payees[0] if len(head.payees) == 1 else "applicant"
                parts.rules.append(forms.cap(limit, [who, *keys] if keys == ["year"] else keys))
        rows = _extra_rows(value, parts.extras) if parts.extras else ()
        lines = [*map(Lines, rows), *lines]
        if head.record is None and head.conditions:
            lines = [Lines(forms.condition_line(forms.all_conditions(head.conditions))), *lines]
            head.conditions = []
        if lines and head.limit is not None:
            lines.append(Lines(forms.own_limit(head.limit)))
            head.limit = None
        amount = forms.AS_FOLLOWS if rows else forms.fixed_amount(value)
        return [forms.with_lines(head.award(amount), *lines), *map(Lines, parts.rules)]

    def _take_payees(self, text: str) -> tuple[str, list[str]]:
        """The sentence with a bar in place of the applicants that it names, and these."""
        names: dict[str, str] = {}
        for payee in self.words.payees:
            plural = f"{payee[:-1]}ies" if payee.endswith("y") else f"{payee}s"
            names |= {form.replace("_", " "): payee for form in (payee, plural)}
        each = rf"(?:(?:an?|each|every|any|all|eligible) )*(?:{'|'.join(sorted(names, key=len, reverse=True))})"
        some = rf"{each}(?:(?:, | and | or ){each})*"
        pattern = rf" (?:to (?P<to>{some})|(?P<subject>{some}))(?=[ ,])(?(to)|(?= {_AFTER_SUBJECT}))"
        match = re.search(pattern, text)
        if match is None:
            return text, []
        words = re.findall(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b", match[0])
        return f"{text[: match.start()]} | {text[match.end() :]}", [names[word] for word in words]

    def _take_event(self, text: str) -> tuple[Head, str]:
        """The head of the event that a sentence names, and the sentence with a bar in its place.

        Without an event it is about each year.
        """
        for record in self.words.records.values():
            name = self.words.text(record)
            items = "|".join(form.replace("_", "[_ ]") for form in (record.plural or f"{name}s", name))
            for event in self.words.events(record):
                verb = _inflections(event)
                noun = f"{re.sub('e?d$', '', event)}(?:e?ment|al|ation|ion)"
                match = re.search(
                    rf"(?: {_EVENT_AFTER})* (?:(?:{_DETERMINER}|(?P<first>first)) )*(?:(?:{items})"
                    rf"(?: (?:that|which))?(?: (?:is|are|was|were|has been|have been|being|newly))? {event}"
                    rf"|(?:{verb}) (?:{_DETERMINER} )*(?:{items})|{noun} of (?:an? )?(?:{items}))(?=[ ,])",
                    text,
                )
                if match is not None:
                    head = Head(record, name, event, is_first=match["first"] is not None)
                    return head, f"{text[: match.start()]} | {text[match.end() :]}"
        if re.search(LAST_YEAR, text) is None and " each year" not in text:
            raise UnreadError
        return Head(None), re.sub(",? (?:each|every) year(?=[ ,])", " | ", text)

    def _condition_in(self, segment: str, head: Head) -> list[ast.Expr] | None:
        """The conditions of a part; `None` for a part that is none."""
        subjects = "|".join(
            (
                "it",
                "they",
                "there",
                "its",
                "their",
                *self.words.payees,
                *((head.record_text,) if head.record_text else ()),
            )
        )
        text = re.sub(
            rf"^(?:and |but )*(?:(?:{_IF}) )*(?:(?:an? )?(?:{subjects}) (?=\w))?(?:(?:has|have|is|are|was|were) )?",
            "",
            segment,
        )
        reader = self.conditions(head.record)
        subject = f"{head.event} " if head.record is not None and re.match(_DAYS, text) else ""
        conditions = attempt(reader.every_condition, conditions_in(f"{subject}{text}"))
        if (
            conditions is None
            and re.match(rf"(?:{_IF}) ", segment)
            and not re.match(rf"(?:{_MOST}|{_LEAST}) ", segment)
        ):
            raise UnreadError
        if conditions and re.match(f"(?:but )?{_UNLESS} ", segment):
            (refused,) = conditions if len(conditions) == 1 else present(None)
            return [forms.negation(refused)]
        return conditions

    def _limits(self, text: str, record: RecordKind | None) -> list[tuple[ast.Expr, list[str | ast.Name]]]:
        """The sums of a limit with what each is for: `up to 300 for a boiler and 900 for an owner`."""
        limits = []
        for part in re.split(rf",? (?:and|or)(?: {_MOST})?(?: to)? (?=\d)", re.sub(rf"^(?:{_MOST}) ", "", text)):
            keys = re.search(rf"(?: {ANY_KEY})+$", part)
            value = part if keys is None else part[: keys.start()]
            if re.fullmatch(f"{NUMBER}|{COUNT}", value) and not self.is_sum(value):
                raise UnreadError
            limits.append((self.sums(record).sum(value), self._keys_of(keys[0] if keys else "", record)))
        return limits

    def _keys_of(self, text: str, record: RecordKind | None) -> list[str | ast.Name]:
        """The keys of a rule that occur in a text with other words."""
        return self.keys(" ".join(match[0] for match in re.finditer(ANY_KEY, text)), record)

    # ---- rules

    def prose_rule(self, text: str) -> Reading | None:
        """A rule about the awards above: a limit of money or of records, a fund, the highest only, a refusal."""
        record = self.record_above
        if record is None:
            return None
        for read in (self._refusal, self._best, self._deadline_of_claims, self._limit):
            rule = attempt(read, text, record)
            if rule is not None:
                return [*map(Lines, rule)]
        return None

    def _refusal(self, text: str, record: RecordKind) -> list[ast.Sentence]:
        """`no grant is paid for a boiler with a cost above 6,000`."""
        match = re.fullmatch(
            rf"(?:no {_GRANT}(?: {_IS_PAID})?|nothing {_IS_PAID})"
            r" (?:for|in respect of|to|if|where|when|on) (?P<what>.+)",
            text,
        )
        items = "|".join(filter(None, (self.words.text(record), record.plural)))
        what = re.sub(
            rf"^(?:(?:an?|any|each) )*(?:{items})\b(?: (?:is|was|that|which|has|{_IF}))* ", "", present(match)["what"]
        )
        written = re.search(rf"\bwhen(?: the first)? {self.words.text(record)} (\w+)", present(self.award_above).text)
        tests = self._condition_in(what, Head(record, event=present(written)[1]))
        return [ast.NoneWhenRule(span=forms.NOWHERE, test=forms.all_conditions(present(tests)))]

    def _best(self, text: str, record: RecordKind) -> list[ast.Sentence]:
        """`10 projects with highest score are supported each year`, `only largest grant of a company is paid`."""
        only = re.fullmatch(
            rf"only {HIGHER}(?: (?:{_GRANT}|amount|of (?:two|them|these)))?(?P<keys>(?: {ANY_KEY})*)"
            rf" {_IS_PAID}(?P<more>(?: {ANY_KEY})*)",
            text,
        )
        if only is not None:
            return [forms.highest_rule(self._keys_of(only["keys"] + only["more"], record) or present(None))]
        best = present(re.fullmatch(_BEST, text))
        what = self.record(best["what"])
        order = ast.FieldOrder(
            span=forms.NOWHERE,
            field=forms.name(present(forms.resolve(best["field"], self.words.fields(record)))),
            is_highest_first=best["end"] in ("highest", "largest"),
        )
        if what is not record or record.plural is None:
            raise UnreadError
        rule = forms.limit(count_of(best["count"]), record.plural, self._keys_of(best["keys"], record), across=True)
        return [attrs.evolve(rule, order=order)]

    def _deadline_of_claims(self, text: str, record: RecordKind) -> list[ast.Sentence]:
        """`claims must be made within 6 months of the purchase`."""
        match = re.fullmatch(
            r"(?:an? )?(?:claims?|applications?) (?:must|shall|has to|have to) be (?:made|submitted|received|filed)"
            r" (?P<when>.+)",
            text,
        )
        day = present(self.words.order_of_arrival(record))
        test = self.conditions(record).condition(f"{day} {present(match)['when']}")
        return [forms.requirement(self.words.text(record), test)]

    def _limit(self, text: str, record: RecordKind) -> list[ast.Sentence]:
        """A limit by its parts: the number, what is counted, for whom, in which time, among whom."""
        rest, keys = self._take_subject(f" {text} ", record)
        order = re.search(_IN_ORDER, rest)
        rest = re.sub(_IN_ORDER, " ", rest)
        start = present(
            re.search(rf"(?<= )(?:{RATE}|{NUMBER}|{COUNT})(?= )", re.sub("(?<= )one (?=year|month)", "1ne ", rest))
        )
        before = rest[: start.start()]
        keys += self._keys_of(before, record)
        keys += ["year"] if re.search("annual|yearly", before) and "year" not in keys else []
        is_across = re.search(_FOR_ALL, rest) is not None
        rules: list[ast.Sentence] = []
        for part in re.split(rf",? and (?:{_MOST} )?(?=\d)", rest[start.start() :].strip()):
            each = [*keys, *self._keys_of(part, record)]
            before, part = (re.sub(rf" {ANY_KEY}", "", text) for text in (before, part))
            number = present(re.fullmatch(rf"(?P<what>.+?)(?P<frame>(?:,? {_RULE_WORDS})*)", part.strip()))
            has_proportion = order is not None and bool(order["proportion"])
            self._check_frame(f"{before} {number['frame'].replace(',', '')}", has_proportion=has_proportion)
            rules.append(self._rule(number["what"], each, record, rest, order, is_across=is_across))
        return rules

    def _take_subject(self, text: str, record: RecordKind) -> tuple[str, list[str | ast.Name]]:
        """The sentence without its subject, if that is an applicant, and the applicant as a key."""
        match = re.match(rf" (?P<no>no )?(?:(?:an?|each|every|any|one) )*(?P<who>[a-z]\w*) (?={_AFTER_SUBJECT})", text)
        who = None if match is None else attempt(self.payee, match["who"])
        if match is None or who is None or forms.resolve(match["who"], ITEM_WORDS) is not None:
            return text, []
        return f" {match['no'] or ''}{text[match.end() :]}", [who]

    def _check_frame(self, text: str, *, has_proportion: bool) -> None:
        """Whether the words around a number are those of an upper limit."""
        over = re.search(r"\b(?:more than|exceeds?|exceeding)\b", text) is not None
        most = (
            re.search(r"\b(?:up to|at most|maximum|limited|limit|cap|only|capped|ceiling|fund|budget|until)\b", text)
            is not None
        )
        negations = len(re.findall(r"\b(?:no|not|cannot|never)\b", text))
        is_limit = (over and not most and negations == (not has_proportion)) or (most and not over and not negations)
        if not is_limit or re.fullmatch(rf"(?: *\b{_RULE_WORDS}\b)* *", text.replace(",", "")) is None:
            raise UnreadError

    def _rule(
        self,
        what: str,
        keys: list[str | ast.Name],
        record: RecordKind,
        text: str,
        order: re.Match[str] | None,
        *,
        is_across: bool,
    ) -> ast.Sentence:
        number, _, noun = what.partition(" ")
        is_count = (
            re.fullmatch(COUNT, number) is not None
            and re.fullmatch(r"\w*", noun) is not None
            and not self.is_sum(number)
        )
        payee = attempt(self.payee, noun) if is_count and noun else None
        if payee is not None and count_of(number) == 1 and keys and not set(keys) & {payee, "item", "year"}:
            return forms.limit(1, "applicant", keys, across=True)
        if not is_across and not set(keys) - {"year"}:
            if is_count or keys or re.search(rf"(?:^ |no |each |any |an? ){_GRANT_NOUN} ", text) is None:
                raise UnreadError
            keys = ["item"]
        keys = sorted(keys, key=lambda key: key == "year")
        if is_across and set(keys) - {"year"}:
            raise UnreadError
        if is_count:
            plural = forms.resolve(noun, (record.plural or "", self.words.text(record)))
            if (
                noun and plural is None and re.fullmatch(rf"{_GRANT}|{'|'.join(ITEM_WORDS)}", noun) is None
            ) or order is not None:
                raise UnreadError
            if is_across:
                return ast.Quota(
                    span=forms.NOWHERE,
                    low=None,
                    number=count_of(number),
                    what=forms.name(present(plural and record.plural)),
                    per=forms.names(keys),
                )
            return forms.limit(count_of(number), plural and record.plural, keys)
        manner, arrival = None, None
        if order is not None and order["proportion"]:
            manner = ast.CapManner.IN_PROPORTION
        elif order is not None and order["order"]:
            arrival = present(forms.resolve(order["order"], self.words.fields(record)))
        elif order is not None:
            arrival = self.words.order_of_arrival(record)
        return forms.cap(self.sums(record).sum(what), keys, across=is_across, manner=manner, order=arrival)
