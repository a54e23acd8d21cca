"""Official wording in English, read into sentences of the language.

A sentence is split into the parts of an award or a rule: amount, limit, applicant, day, record, conditions. Each
part has a table of patterns over official wording, and its words must be declared in the vocabulary. A sentence with a
word that no pattern reads has no reading. The readings are only candidates: the driver tries them on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from ipdsl.base.values.currency_words import without_currency
from ipdsl.driver.advice.blocks import Block, BlockLine
from ipdsl.driver.advice.words import UnreadError, Words, resolve, resolve_payee
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax.mistakes.synonyms import FRACTIONS

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_SHARE = r"\d+(?:\.\d+)?%"
_WORD = r"[a-z]\w*"
_VERBS = (
    r"(?:award|grant|pay|give|provide|reimburse|refund|subsidi[sz]e|fund|contribute|offer)(?:s|ed)?"
    r"(?: a| an)?(?: (?:grant|subsidy|award|payment|bonus|contribution|sum|rebate) of)?"
)
_UP_TO = (
    r"(?:up to|not exceeding|not to exceed|no more than|not more than|no greater than|at most|capped at|limited to"
    r"|(?:to )?(?:a )?(?:maximum|max\.?|cap|limit|ceiling)(?: amount)?)"
)
_LIMIT = (
    rf"\(?(?:(?:subject to|but|with|and|to) )*(?:a )?{_UP_TO}(?: (?:a|of|maximum|max|the))* (?P<limit>{_NUMBER})"
    rf"(?: (?:per|for each|for every|a|each|for any one) (?P<unit>{_WORD}))?\)?"
)
_ONCE = r"(?:(?:only )?once(?: only)?|in (?:a|one) lump sum|as a lump sum|as a one-off(?: payment)?|one-off)"
_NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBERS = {"single": "1"} | {word: str(number) for number, word in enumerate(_NUMBER_WORDS, 1)}
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTHS = {form: number for number, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3])}
_AT_LEAST = (
    r"(?:at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum(?: of)?|reaching)"
)
_AT_MOST = r"(?:at most|up to|no more than|not more than|not exceeding|a maximum of|maximum(?: of)?)"
_LESS_THAN = r"(?:less than|fewer than|under|below|lower than)"
_MORE_THAN = r"(?:more than|over|above|exceeding|greater than|higher than|in excess of)"
_COMPARISONS = (
    (_AT_LEAST, "at least"), (_AT_MOST, "at most"), (_LESS_THAN, "less than"), (_MORE_THAN, "more than"),
)  # fmt: skip
_AFTER_NUMBER = (
    (r"(?:or|and) (?:more|over|above|older|longer|upwards)", "at least"),
    (r"(?:or|and) (?:less|under|fewer|below|younger)", "at most"),
)
_OTHER_SUPPORT = (
    r"(?:less|net of|after deduct(?:ing|ion of)|taking into account|deducting|minus) (?:any |all )?(?:other )?"
    r"(?:public |state |government |national |local )*(?:support|aid|grants?|subsid(?:y|ies)|funding)"
    r"(?: (?:for|from|received|towards) .*)?"
)
_SPAN = r"(?:years?|months?|days?)"
_TO_KEY = r"(?:per|for each|for every|each|every|to a|to any|to each|to one|to the same)"
_A_YEAR = (
    r"(?:per year|a year|each year|every year|annually|per annum"
    r"|(?:in|within) (?:any |one |a |each )?(?:one )?(?:calendar )?year)"
)


def readings(block: Block, words: Words, currency: str) -> Sequence[Sequence[str]]:
    """The readings of a block, at most one: the wording of a sentence leaves nothing open, or it is not read."""
    reader = _Reader(words, currency, block.above)
    lines = reader.block(block.line)
    return [] if lines is None else [lines]


@attrs.define(eq=False, repr=False)
class _Head:
    """The parts of an award while they are taken out of its text."""

    record: RecordKind
    record_text: str
    event: str
    conditions: list[str]
    is_first: bool = False
    limit: str = ""
    keys: list[str] = attrs.field(factory=list)
    is_once: bool = False
    payees: list[str] = attrs.field(factory=list)
    start: str = ""
    is_counting: bool = False
    rules: list[str] = attrs.field(factory=list)

    def sentence(self, amount: str, *, is_by: bool = False) -> str:
        parts = ["award", *(["by"] if is_by else []), amount]
        parts += [f"at most {self.limit}"] if self.limit and not is_by else []
        parts += ["once"] if self.is_once else []
        parts += [f"per {key}" for key in self.keys]
        parts += [f"to {', '.join(self.payees)}"] if self.payees else []
        parts += [f"from {self.start}"] if self.start else []
        first = "the first " if self.is_first else ""
        trigger = [f"{first}{self.record_text} {self.event}", *self.conditions]
        return " ".join([*parts, "when", " and ".join(trigger)])


@attrs.define(eq=False, repr=False)
class _Reader:
    """Reads the sentences of one block."""

    words: Words
    currency: str
    above: tuple[BlockLine, ...]
    has_currency: bool = attrs.field(default=False, init=False)
    """Whether the line read last names the currency."""

    def block(self, line: BlockLine) -> list[str] | None:
        try:
            text = self.plain(line.text)
            rule = self._rule(text) if not line.below else None
            return rule if rule is not None else self._award(text, line.below)
        except UnreadError:
            return None

    def plain(self, text: str) -> str:
        """A sentence without currency, articles and forms of numbers and days that only official wording has."""
        plain = without_currency(text, self.currency)
        self.has_currency = plain != text
        if plain is None or '"' in text or "#" in text:
            raise UnreadError
        plain = re.sub(rf"({_NUMBER}) ?(?:percent|per cent)\b", r"\1%", plain)
        plain = re.sub(
            r"\b(?:(?:a|one)[ -])?(half|quarter|fifth|tenth)(?= of )", lambda m: f"{FRACTIONS[m[1]]}%", plain
        )
        plain = re.sub(r"\b(\d{1,2}) ([A-Z][a-z]+),? (\d{4})\b", lambda m: _day(m[3], m[2], m[1]) or m[0], plain)
        plain = re.sub(r"\b([A-Z][a-z]+) (\d{1,2}),? (\d{4})\b", lambda m: _day(m[3], m[1], m[2]) or m[0], plain)
        plain = re.sub(r"\bthe (?!first\b)", "", plain, flags=re.IGNORECASE)
        plain = plain[:1].lower() + plain[1:]
        return re.sub(r"\s+", " ", plain).strip().rstrip(".;")

    # ---- rules and lines of an award

    def _rule(self, text: str) -> list[str] | None:
        for pattern, make in (
            (rf"{_UP_TO}(?: (?:of|a|maximum))* (?P<count>\w+) (?P<what>{_WORD})"
             rf"(?P<keys>(?: {_TO_KEY} [\w ]+?)+)", self._count_limit),
            (r"(?:only|just) (?:higher|highest|larger|largest|best)(?: amount| award| one)?(?: of [\w ]+?)?"
             r" (?:is|are|will be|shall be) (?:paid|granted|awarded)(?P<keys>.*)", self._highest),
            (rf"no (?P<key>{_WORD}) (?:is|may be|can be|shall be|will be) (?:paid|supported|funded|granted|awarded)"
             r"(?: \w+)?? (?:in|for) more than (?P<count>\w+) (?:calendar )?years", self._years_limit),
            (rf"suspend (?P<key>{_WORD}) (?:for|in) (?:any|a|each|every) (?:calendar )?year (?:in which|when) (?:an? )?"
             rf"(?P<event>.+)", self._suspension),
            (r"no (?:grants?|awards?|payments?|subsid(?:y|ies)|support)(?: (?:is|are) (?:paid|given|made|due))?"
             r" (?:where|when|if|while) (?P<condition>.+)", self._exclusion),
            (rf"(?:an? )?(?P<annual>(?:cumulative |total |overall |aggregate |combined |annual |yearly )*)"
             rf"(?P<noun>limit|cap|ceiling|maximum)(?: of)?"
             rf" (?P<sum>{_NUMBER})(?P<keys>(?: {_TO_KEY} [\w ]+?| {_A_YEAR})+)", self._cap),
            (rf"(?P<annual>(?:cumulative |combined |annual |yearly )*)(?:total|sum|amount|support|aid)s?"
             rf"(?: of all awards)?(?P<keys>(?: {_TO_KEY} [\w ]+?)+)"
             rf" (?:may|must|shall|can|will|does|is) ?(?:not|never) (?:exceed|be more than|to exceed)"
             rf" (?P<sum>{_NUMBER})(?P<more> {_A_YEAR})?", self._cap),
            (rf"(?:an? )?(?:top-up|top up|additional (?:grant|award|payment)) of (?P<sum>{_NUMBER})"
             rf"(?: (?:is|are) (?:paid|due|available))?(?: to (?P<key>{_WORD}))? (?:where|when|if) (?P<condition>.+)",
             self._addition),
        ):  # fmt: skip
            match = re.fullmatch(pattern, text, re.IGNORECASE)
            if match is not None:
                return make(match)
        return None

    def _count_limit(self, match: re.Match[str]) -> list[str]:
        count = _NUMBERS.get(match["count"].lower(), match["count"])
        if not count.isdigit():
            raise UnreadError
        what = resolve(match["what"], self.words.plurals) or self._items(match["what"])
        return [f"limit {count} {what} {self._keys(match['keys'])}"]

    def _items(self, word: str) -> str:
        """`items`, if a word is the record of all awards before, or a general word such as `projects`."""
        record = self._record_above()
        if record is None or not (_is_item_word(word) or resolve(word, (record.name,)) or self._defines(record, word)):
            raise UnreadError
        return "items"

    def _highest(self, match: re.Match[str]) -> list[str]:
        if not match["keys"].strip():
            raise UnreadError
        return [f"pay highest {self._keys(match['keys'])}"]

    def _years_limit(self, match: re.Match[str]) -> list[str]:
        count = _NUMBERS.get(match["count"].lower(), match["count"])
        return [f"limit {count} years per {self._key(match['key'])}"]

    def _suspension(self, match: re.Match[str]) -> list[str]:
        head = self._trigger(match["event"])
        if head.conditions:
            raise UnreadError
        return [f"suspend {self._payee(match['key'])} for the year when {head.record_text} {head.event}"]

    def _exclusion(self, match: re.Match[str]) -> list[str]:
        record = self._record_above()
        if record is None or sum(line.text.startswith("award ") for line in self.above) != 1:
            raise UnreadError
        return [f"  if not {self._condition(match['condition'], record)}"]

    def _cap(self, match: re.Match[str]) -> list[str]:
        more = match.groupdict().get("more") or ""
        if match.groupdict().get("noun") == "limit" and not (self.has_currency or match["annual"]):
            raise UnreadError  # a limit may be one of records
        keys = self._keys(match["keys"] + more)
        is_annual = re.search("annual|yearly", match["annual"]) is not None and "per year" not in keys
        return [f"cap {match['sum']} {keys}{' per year' if is_annual else ''}"]

    def _addition(self, match: re.Match[str]) -> list[str]:
        """An award in addition to the one before it, for the same record, with one more condition."""
        before = self._award_above()
        if before is None:
            raise UnreadError
        head = self._trigger(match["condition"])
        earlier = self._trigger(re.split(r"\bwhen\b", before.text, maxsplit=1)[-1])
        if head.record is earlier.record:
            head.event = earlier.event
        if match["key"]:
            head.payees = [self._payee(match["key"])]
        return [head.sentence(match["sum"]), "  as top_up"]

    def _keys(self, text: str) -> str:
        """`per unit per year` for the words after a sum or a number."""
        keys = []
        rest = text.strip()
        while rest:
            match = re.match(rf"{_A_YEAR}(?: |$)", rest, re.IGNORECASE)
            if match is not None:
                keys.append("year")
                rest = rest[match.end() :].strip()
                continue
            match = re.match(rf"{_TO_KEY} (?P<words>[\w ]+?)(?= (?:{_TO_KEY}|in|within|a year|annually)\b|$)", rest)
            if match is None:
                raise UnreadError
            keys.append(self._key(match["words"]))
            rest = rest[match.end() :].strip()
        return " ".join(f"per {key}" for key in keys)

    def _key(self, text: str) -> str:
        """A key: the year, the applicant, a kind, or a field of the record before."""
        for word in (text, text.split()[-1]):
            if word in ("year", "applicant"):
                return word
            record = self._record_above()
            fields = () if record is None else [f.name for f in record.fields]
            words_read = resolve(word, self.words.payees) or resolve(word, fields) or resolve_payee(word, self.words)
            if words_read is not None and (
                word == text or text.split()[0] in ("new", "single", "individual", "same", "any")
            ):
                return words_read
        raise UnreadError

    def _award_above(self) -> BlockLine | None:
        return next((line for line in reversed(self.above) if line.text.startswith("award ")), None)

    def _record_above(self) -> RecordKind | None:
        """The record of the awards before, if all have the same."""
        records = set()
        for line in self.above:
            match = re.search(rf"\b(?:when|where|if|for)(?: the first)? ({_WORD})", line.text)
            name = None if match is None else resolve(match[1], self.words.records)
            records |= {name} if name else set()
        return self.words.records[records.pop()] if len(records) == 1 else None

    # ---- awards

    def _award(self, text: str, below: Sequence[BlockLine]) -> list[str] | None:
        rows = re.fullmatch(rf"{_VERBS} by (?P<field>[\w ]+?)(?P<rest> (?:to|from|when|where|if|once)\b.*):?", text)
        if rows is not None:
            return self._award_by_rows(rows["field"], rows["rest"], below)
        verb = re.match(rf"{_VERBS} ", text, re.IGNORECASE)
        if verb is None:
            return None
        head, amounts = self._head(text[verb.end() :])
        amount = self._amount(amounts, head)
        if head.limit and amount.startswith("up to"):
            raise UnreadError
        lines_below = [f"  {self._line_below(child, head.record)}" for child in below]
        lines_below += ["  counting all other support"] if head.is_counting else []
        lines = [line for sentence in self._sentences(head, amount) for line in (sentence, *lines_below)]
        return [*lines, *head.rules]

    def _sentences(self, head: _Head, amount: str) -> list[str]:
        sentences = [head.sentence(amount)]
        for other in self._other_heads:
            changes = {name: getattr(other, name) for name in ("record", "record_text", "event", "conditions")}
            sentences.append(attrs.evolve(head, **changes).sentence(amount))
        return sentences

    _other_heads: list[_Head] = attrs.field(factory=list, init=False)

    def _award_by_rows(self, field_text: str, rest: str, below: Sequence[BlockLine]) -> list[str] | None:
        head, amount = self._head(rest)
        if amount:
            raise UnreadError
        field = self._field_with_note(field_text, head.record)
        lines = [head.sentence(field, is_by=True)]
        members = self.words.members(self.words.fields(head.record)[field])
        for child in below:
            row = self._row(self.plain(child.text), field, members, head)
            lines.append(f"  {row or self._line_below(child, head.record)}")
        return lines

    def _field_with_note(self, text: str, record: RecordKind) -> str:
        """A field, with words after it that its definition or its kind of value also has: `pages per month`."""
        first, *more = text.split()
        name = resolve(text, self.words.fields(record)) or resolve(first, self.words.fields(record))
        if name is None:
            raise UnreadError
        declared = self.words.fields(record)[name]
        noted = set(re.findall(r"\w+", declared.label.definition))
        if name != resolve(text, (name,)) and not {w for w in more if w not in ("per", "of", "a", "in")} <= noted:
            raise UnreadError
        return name

    def _head(self, text: str) -> tuple[_Head, str]:
        """The parts of an award, and the rest of the text, which is its amount."""
        triggers = re.finditer(
            r",? ?\b(?:when|where|if|upon|provided that|for(?= (?:the first|(?P<each>each|every)) (?P<record>\w+))) ",
            text,
        )
        records = self.words.records
        trigger = next((m for m in triggers if not m["each"] or resolve(m["record"], records) is not None), None)
        if trigger is None:
            raise UnreadError
        before, after = text[: trigger.start()], text[trigger.end() :]
        parts: dict[str, str] = {}
        keys: list[str] = []
        payees: list[str] = []
        after = self._take_endings(after, parts, keys, payees)
        self._other_heads = []
        try:
            head = self._trigger(after)
        except UnreadError:
            limit = re.search(rf"(?<=\w) {_LIMIT}$", after)
            if limit is None or "limit" in parts:
                raise
            parts |= {"limit": limit["limit"], "unit": limit["unit"] or ""}
            head = self._trigger(after[: limit.start()])
        before = self._take_parts(f" {before} ", parts, keys, payees, head)
        head.payees = payees
        head.start = parts.get("start", "")
        head.is_once = "once" in parts
        head.is_counting = "support" in parts
        head.keys = [self._own_key(key, head) for key in keys]
        self._place_limit(head, parts, is_total=re.search(r"\btotal ", before) is not None)
        return head, before.strip().strip(",").strip()

    def _place_limit(self, head: _Head, parts: dict[str, str], *, is_total: bool) -> None:
        """The limit of one claim, or a cap of the applicant per year."""
        unit = parts.get("unit", "")
        if not parts.get("limit"):
            return
        if unit in ("year", "annum") and is_total:
            head.limit = parts["limit"]
            head.keys.append("year")
        elif unit in ("year", "annum"):
            head.rules.append(
                f"cap {parts['limit']} per {head.payees[0] if len(head.payees) == 1 else 'applicant'} per year"
            )
        elif not unit or self._is_item(unit, head.record):
            head.limit = parts["limit"]
        else:
            head.rules.append(f"cap {parts['limit']} per {self._key(unit)}")

    def _own_key(self, word: str, head: _Head) -> str:
        words_read = resolve(word, [f.name for f in head.record.fields]) or resolve(word, self.words.payees)
        if words_read is None:
            if word == "year":
                return word
            raise UnreadError
        return words_read

    def _take_endings(self, text: str, parts: dict[str, str], keys: list[str], payees: list[str]) -> str:
        """The text without a limit, `once` and applicants at its end, after a comma."""
        while True:
            for name, pattern in (
                ("limit", rf",? ?(?:(?<=,) |(?<=\w) (?=\()|(?<=\w) (?=but )){_LIMIT}$"),
                ("limit", rf", ?{_LIMIT}$"),
                ("once", rf", ?{_ONCE}(?: {_TO_KEY} (?P<key>{_WORD}))?$"),
                ("payee", rf",? to (?P<payee>{_WORD}(?:, {_WORD})*)$"),
                ("support", rf",? {_OTHER_SUPPORT}$"),
                ("only", r" only$"),
            ):
                match = re.search(pattern, text)
                if match is not None and name not in parts:
                    words_read = match.groupdict()
                    parts[name] = words_read.get("limit") or "yes"
                    if words_read.get("unit"):
                        parts["unit"] = words_read["unit"] or ""
                    if words_read.get("key"):
                        keys.append(words_read["key"] or "")
                    if words_read.get("payee"):
                        payees += [self._payee(word) for word in re.split(r", ?", words_read["payee"] or "")]
                    text = text[: match.start()]
                    break
            else:
                return text

    def _take_parts(self, text: str, parts: dict[str, str], keys: list[str], payees: list[str], head: _Head) -> str:
        """The text before the trigger without limit, `once`, applicants and day."""
        written = re.finditer(rf",? to (?P<payee>{_WORD}(?:(?:, ?| and | or ){_WORD})*)(?= |,)", text)
        payee = next(
            (match for match in written if not match["payee"].startswith("a ") and match["payee"] != "a"), None
        )
        if payee is not None:
            payees += [self._payee(word) for word in re.split(r", ?| and | or ", payee["payee"])]
            text = _remove(text, payee)
        day = re.search(r" (?:from|as of|as from|starting|since|on or after) (?P<day>\d{4}-\d\d-\d\d)(?= |,)", text)
        if day is not None:
            parts["start"] = day["day"]
            text = _remove(text, day)
        limit = re.search(rf"(?<=\w|%|\)),? {_LIMIT}(?= |,|$)", text)
        if limit is not None and "limit" not in parts:
            parts["limit"] = limit["limit"]
            parts["unit"] = limit["unit"] or ""
            text = _remove(text, limit)
        once = re.search(rf",? {_ONCE}(?: {_TO_KEY} (?P<key>{_WORD}))?(?= |,|$)", text)
        if once is not None:
            parts["once"] = "yes"
            keys += [once["key"]] if once["key"] else []
            text = _remove(text, once)
        return text

    def _payee(self, word: str) -> str:
        payee = resolve_payee(word.strip(), self.words)
        if payee is None:
            raise UnreadError
        return payee

    # ---- records and conditions

    def _trigger(self, text: str) -> _Head:
        """The record, its event and the conditions of an award."""
        pieces = _split_and(text)
        first = pieces[0].strip()
        is_first = first.startswith(("the first ", "first "))
        first = re.sub(r"^(?:the )?first ", "", first)
        first = re.sub(r"^(?:an? |any |each |every |such )", "", first)
        either = re.fullmatch(rf"({_WORD}) or ({_WORD})(?: (?:is|was|has been))? ({_WORD})", first)
        if either is not None:
            record, other = (self._record(either[1]), self._record(either[2]))
            event = resolve(either[3], self.words.events(record))
            if event is None or event not in self.words.events(other):
                raise UnreadError
            conditions = self._conditions(pieces[1:], record)
            self._other_heads = [_Head(other, self.words.text(other), event, conditions)]
            return _Head(record, self.words.text(record), event, conditions, is_first)
        two = re.fullmatch(rf"({_WORD} {_WORD}) or ({_WORD} {_WORD})", first)
        if two is not None and len(pieces) == 1:
            head, second = self._trigger(two[1]), self._trigger(two[2])
            if head.conditions or second.conditions or head.record is second.record:
                raise UnreadError
            self._other_heads = [second]
            return head
        match = re.match(rf"({_WORD})(?: (.*))?$", first)
        if match is None:
            raise UnreadError
        name = resolve(match[1], self.words.records)
        if name is None:
            raise UnreadError
        record = self.words.records[name]
        rest = re.sub(r"^(?:is|was|has been|have been|are|being|gets) ", "", match[2] or "")
        word, _, more = rest.partition(" ")
        event = resolve(word, self.words.events(record)) if word else None
        conditions = pieces[1:]
        if event is None:
            event = self.words.default_event(record)
            conditions = [rest, *conditions] if rest else conditions
        elif more:
            conditions = [more, *conditions]
        if event is None:
            raise UnreadError
        return _Head(record, name, event, self._conditions(conditions, record), is_first)

    def _record(self, word: str) -> RecordKind:
        name = resolve(word, self.words.records)
        if name is None:
            raise UnreadError
        return self.words.records[name]

    def _conditions(self, pieces: Sequence[str], record: RecordKind) -> list[str]:
        return [self._condition(piece, record) for piece in pieces]

    def _condition(self, text: str, record: RecordKind) -> str:
        """One condition in the words of the language."""
        text = re.sub(r"^(?:an? |it is |is |it has |has |with )", "", text.strip())
        if text.startswith("("):
            return text
        negated = re.match(r"(?:not |is not |no )", text)
        if negated is not None:
            return f"not {self._condition(text[negated.end() :], record)}"
        fields = self.words.fields(record)
        flag = resolve(text, [name for name, field in fields.items() if field.type.is_flag])
        if flag is not None:
            return flag
        return (
            self._member_condition(text, record)
            or self._between_condition(text, record)
            or self._since_condition(text, record)
            or self._compared_condition(text, record)
        )

    def _member_condition(self, text: str, record: RecordKind) -> str | None:
        fields = self.words.fields(record)
        match = re.match(rf"({_WORD})(?: is| are| =| was)? (?P<members>{_WORD}(?:(?:, ?| or |/){_WORD})*)$", text)
        name = None if match is None else resolve(match[1], [n for n, f in fields.items() if self.words.members(f)])
        if match is not None and name is not None:
            members = [resolve(m, self.words.members(fields[name])) for m in re.split(r", ?| or |/", match["members"])]
            return None if None in members else f"{name} is {', '.join(m or '' for m in members)}"
        owners = self.words.fields_of_member(text, record)
        return f"{owners[0]} is {text}" if len(owners) == 1 else None

    def _between_condition(self, text: str, record: RecordKind) -> str | None:
        pair = rf"between ({_NUMBER}) and ({_NUMBER})"
        for pattern, is_after in (
            (rf"{pair} (?P<field>.+)", True),
            (rf"(?P<field>.+?)(?: is)? {pair}(?P<unit> .+)?", False),
        ):
            match = re.fullmatch(pattern, text)
            if match is not None:
                numbers = match.groups()[:2] if is_after else match.groups()[1:3]
                return f"{self._numeric_field(match['field'], record)} between {numbers[0]} and {numbers[1]}"
        return None

    def _since_condition(self, text: str, record: RecordKind) -> str | None:
        """How long something has lasted: `insured for at least 3 years`."""
        match = re.fullmatch(
            rf"(?P<word>[\w ]+?)(?: for)? (?P<comparison>.+?) (?P<number>\d+) (?P<unit>{_SPAN})(?: ago)?", text
        )
        if match is None:
            return None
        comparison = _comparison(match["comparison"])
        if comparison is None:
            return None
        since = resolve(match["word"], self.words.since_words)
        span = f"{match['number']} {match['unit']}"
        if since is not None:
            return f"{since} {comparison} {span}"
        fields = self.words.fields(record)
        dates = [name for name, field in fields.items() if field.type.is_date]
        word = match["word"].replace(" ", "_")
        date = resolve(word, dates) or resolve(f"{word}_since", dates)
        return None if date is None else f"{date} {comparison} {span} ago"

    def _compared_condition(self, text: str, record: RecordKind) -> str:
        for before, after, comparison in _comparisons_in(text):
            words = f"{before} {after}".strip()
            number = re.search(_NUMBER, words)
            if number is None:
                continue
            field = f"{words[: number.start()]} {words[number.end() :]}".strip()
            return f"{self._numeric_field(field, record)} {comparison} {number[0]}"
        raise UnreadError

    def _numeric_field(self, text: str, record: RecordKind) -> str:
        """The field that words around a number name: `members`, `income of`."""
        fields = [
            name
            for name, field in self.words.fields(record).items()
            if field.type.is_summable or field.type.is_numeric or field.type.is_count
        ]
        whole = resolve(re.sub(r"^(?:is|of|an?) |(?: is| of| an?)$", "", text.strip()).strip(), fields)
        if whole is not None:
            return whole
        left = [word for word in re.findall(r"\w+", text) if word not in ("is", "of", "a", "an", "with")]
        left = [word for word in left if word not in ("years", "year", "old", "aged")] + (
            ["age"] if {"old", "aged"} & set(left) else []
        )
        named = {resolve(word, fields) for word in left}
        if len(named) == 1 and None not in named:
            return named.pop() or ""
        raise UnreadError

    # ---- amounts

    def _amount(self, text: str, head: _Head) -> str:
        """An amount, with a unit that the record counts or is."""
        text = text.strip().strip(",").strip()
        text = re.sub(r"^(?:an amount of|amount of|sum of|a sum of|full) ", "", text)
        limit = re.fullmatch(rf"{_UP_TO}(?: of| a)* ({_NUMBER})", text)
        if limit is not None:
            return f"up to {limit[1]}"
        choice = re.fullmatch(
            r"(?:(?:lower|lesser|smaller|higher|greater|larger) of )?(.+?) (?:or|and) (.+?)"
            r",? whichever is (?P<which>\w+)(?: amount)?", text,
        )  # fmt: skip
        if choice is None:
            choice = re.fullmatch(
                r"(?P<which>lower|lesser|smaller|higher|greater|larger) of (.+?) (?:or|and) (.+)", text
            )
            parts = () if choice is None else (choice[2], choice[3])
        else:
            parts = (choice[1], choice[2])
        if choice is not None:
            is_lower = choice["which"] in ("lower", "less", "lesser", "smaller", "lowest", "least")
            inner = ", ".join(self._amount(part, head) for part in parts)
            return f"{'min' if is_lower else 'max'}({inner})"
        unit = re.fullmatch(rf"({_NUMBER}) (?:per|for each|for every|a|each) ({_WORD})", text)
        if unit is not None:
            return self._per_unit(unit[1], unit[2], head)
        return self._sum(text, head)

    def _per_unit(self, number: str, unit: str, head: _Head) -> str:
        counts = [name for name, field in self.words.fields(head.record).items() if field.type.is_count]
        counted = resolve(unit, counts)
        if counted is not None:
            return f"{number} for each full 1 of {counted}"
        if self._is_item(unit, head.record):
            return number
        raise UnreadError

    def _is_item(self, word: str, record: RecordKind) -> bool:
        """Whether a word means one record: a part of its name or of its plural, its definition, or a general word."""
        return (
            _is_item_word(word)
            or resolve(word, (record.name, *record.name.split("_"))) is not None
            or self._defines(record, word)
        )

    def _defines(self, record: RecordKind, word: str) -> bool:
        definition = record.label.definition
        return re.match(rf"(?:an? |one )?(?:\w+ )?{re.escape(word)}\b", definition) is not None

    def _sum(self, text: str, head: _Head) -> str:
        pieces = re.split(r" (plus|\+|minus|less|-|after deducting|net of)(?: an?)? ", _mask(text))
        if len(pieces) == 1:
            return self._term(text, head)
        terms, offset = [], 0
        signs = {"plus": "plus", "+": "plus"}
        for index, piece in enumerate(pieces):
            if index % 2:
                terms.append(signs.get(piece, "less"))
                offset = text.index(piece, offset) + len(piece)
                continue
            original = text[offset : offset + len(piece) + 1].strip() if index else text[: len(piece)].strip()
            offset += len(piece) if index == 0 else len(piece) + 1
            term = self._term(original, head)
            terms.append(f"({term})" if "%" in term else term)
        return " ".join(terms)

    def _term(self, text: str, head: _Head) -> str:
        text = text.strip()
        share = re.fullmatch(rf"({_SHARE})(?: of)? (.+)", text)
        if share is not None:
            return f"{share[1]} of {self._term(share[2], head)}"
        if text.startswith("(") and text.endswith(")"):
            return f"({self._sum(text[1:-1], head)})"
        if re.fullmatch(_NUMBER, text):
            return text
        total = re.fullmatch(rf"total (?:of )?({_WORD})", text)
        fields = {name: f for name, f in self.words.fields(head.record).items() if not f.type.is_member}
        name = resolve((total[1] if total else text).removeprefix("its ").removeprefix("their "), fields)
        if name is None:
            raise UnreadError
        if total is None and " " in text and name != text.replace(" ", "_"):
            raise UnreadError
        return f"total {name}" if total else name

    # ---- lines under an award

    def _row(self, text: str, field: str, members: Sequence[str], head: _Head) -> str | None:
        key, amount = _split_row(text, members)
        if not key:
            return None
        row_key = self._row_key(key, field, members)
        if row_key is None:
            return None
        limited = re.search(rf"(?<=\w|%|\)),? {_LIMIT}$", amount)
        limit = ""
        if limited is not None:
            limit = f" at most {limited['limit']}"
            amount = amount[: limited.start()]
        once = re.search(rf",? {_ONCE}$", amount)
        if once is not None:
            amount = amount[: once.start()]
        return f"{row_key}: {self._amount(amount, head)}{limit}{' once' if once else ''}"

    def _row_key(self, key: str, field: str, members: Sequence[str]) -> str | None:
        key = key.strip().rstrip(":-").strip()
        if key in ("otherwise", "others", "all others", "in all other cases", "else"):
            return "otherwise"
        if members:
            named = [resolve(part, members) for part in re.split(r", ?| and | or ", key)]
            return None if None in named else ", ".join(name or "" for name in named)
        unit = rf"(?: (?:{field}|{_SPAN}))?"
        between = re.fullmatch(rf"(?:between |from )?({_NUMBER}){unit} (?:to|and|-) ({_NUMBER}){unit}", key)
        if between is not None:
            return f"between {between[1]} and {between[2]}"
        for before, after, comparison in _comparisons_in(key):
            number = re.fullmatch(rf"({_NUMBER}){unit}", f"{before} {after}".strip())
            if number is not None:
                return f"{comparison} {number[1]}"
        return None

    def _line_below(self, child: BlockLine, record: RecordKind) -> str:
        text = self.plain(child.text)
        if child.below:
            raise UnreadError
        support = re.fullmatch(_OTHER_SUPPORT, text)
        if support is not None:
            return "counting all other support"
        condition = re.match(r"(?:if|provided that|provided|only if|on condition that) ", text)
        if condition is not None:
            return f"if {' and '.join(self._conditions(_split_and(text[condition.end() :]), record))}"
        return child.text


def _remove(text: str, match: re.Match[str]) -> str:
    """The text without a part of it."""
    return re.sub(r" +", " ", f"{text[: match.start()]} {text[match.end() :].lstrip(',')}")


def _comparison(text: str) -> str | None:
    return next((word for pattern, word in _COMPARISONS if re.fullmatch(pattern, text)), None)


def _comparisons_in(text: str) -> Iterator[tuple[str, str, str]]:
    """The words before and after a comparison, and the comparison in the words of the language."""
    for pattern, word in _COMPARISONS:
        for match in re.finditer(rf"(?:^|(?<= )){pattern} (?={_NUMBER})", text):
            yield text[: match.start()].strip(), text[match.end() :].strip(), word
    for pattern, word in _AFTER_NUMBER:
        for match in re.finditer(rf" {pattern}(?= |$)", text):
            yield text[: match.start()].strip(), text[match.end() :].strip(), word


def _split_row(text: str, members: Sequence[str]) -> tuple[str, str]:
    """The key and the amount of a row."""
    key, colon, amount = text.partition(":")
    if not colon:
        key, colon, amount = text.partition(" - ")
    if colon:
        return key.strip(), amount.strip()
    first, _, rest = text.partition(" ")
    return (first, rest) if resolve(first, members) else ("", "")


def _split_and(text: str) -> list[str]:
    """The conditions between `and`, except inside brackets and in `between … and …`."""
    pieces = re.split(r",? and (?:also )?|, (?=not |is )", _mask(text, between=True))
    words_read, offset = [], 0
    for piece in pieces:
        start = _mask(text, between=True).index(piece, offset)
        words_read.append(text[start : start + len(piece)].strip())
        offset = start + len(piece)
    return words_read


def _mask(text: str, *, between: bool = False) -> str:
    """The text with other characters in brackets, and in `between 1 and 2`, so that it is not split there."""
    masked = re.sub(r"\([^()]*\)", lambda m: "\0" * len(m[0]), text)
    if between:
        masked = re.sub(rf"between {_NUMBER} and {_NUMBER}", lambda m: "\0" * len(m[0]), masked)
    return masked


def _is_item_word(word: str) -> bool:
    return word in ("item", "items", "case", "cases", "application", "applications", "project", "projects", "claim")


def _day(year: str, month: str, day: str) -> str | None:
    number = _MONTHS.get(month.lower())
    return None if number is None else f"{year}-{number:02}-{int(day):02}"
