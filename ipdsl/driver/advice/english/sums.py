"""Words, forms and sums of official wording in English.

Words and forms of official wording in English, as patterns, with the functions that read them.

Sums in official English: shares, prices per unit, slabs, products, limits, rounding, figures of earlier years.

A sum is read from its loosest part to its tightest. Each function reads one form, or returns `None`; `sum` raises if no
form reads the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import attrs

from ipdsl.base.values import numerals
from ipdsl.driver.advice import forms
from ipdsl.driver.advice.forms import SumContext, UnreadError, attempt, pieces, resolve, splits, within_brackets
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
WORD = r"[a-z]\w*"
NUMBERS = {"single": 1} | {word: number for number, word in enumerate(numerals.ENGLISH, 1)}
COUNT = rf"(?:\d+|{'|'.join(NUMBERS)})"
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
RATE = (
    rf"(?:\d+(?:\.\d+)?%|\d{{1,4}}/\d{{1,4}}|(?:an? |{'|'.join(NUMBERS)})[ -]?(?:{'|'.join(_PARTS)})\b"
    r"|half\b)"
)
"""A rate in figures or in words: `30%`, `2/3`, `three quarters`, `half`."""
VERBS = (
    r"(?:award|grant|pay|give|provide|reimburse|refund|subsidi[sz]e|fund|contribute|offer)(?:s|ed)?"
    r"(?: a| an)?(?: (?:grant|subsidy|award|payment|bonus|contribution|sum|rebate) of)?"
)
UP_TO = (
    r"(?:up to|not exceeding|not to exceed|(?:but )?(?:no|not|never) more than|no greater than|at most|capped at"
    r"|limited to|(?:to )?(?:a )?(?:maximum|max\.?|cap|limit|ceiling)(?: amount)?)"
)
LIMIT = (
    rf"\(?(?:(?:subject to|but|with|and|to) )*(?:a )?{UP_TO}(?: (?:a|of|maximum|max|the))* (?P<limit>{NUMBER})"
    rf"(?: (?:per|for each|for every|a|each|for any one) (?P<unit>{WORD}))?\)?"
)
ONCE = r"(?:(?:only )?once(?: only)?|in (?:a|one) lump sum|as a lump sum|as a one-off(?: payment)?|one-off)"
ROUNDED = (
    r"(?:rounded|rounding)(?: (?P<mode>down|up|off))?(?: off)? to (?:nearest |next |full |whole |multiple of |a )*"
    rf"(?P<step>{NUMBER})"
)
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTHS = {form: number for number, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3])}
_AT_LEAST = (
    r"(?:at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum(?: of)?|reaching"
    r"|no earlier than|not earlier than)"
)
_AT_MOST = (
    r"(?:at most|up to|no more than|not more than|never more than|not exceeding|a maximum of|maximum(?: of)?"
    r"|no later than|not later than|no longer than|not longer than)"
)
_LESS_THAN = r"(?:less than|fewer than|under|below|lower than)"
_MORE_THAN = r"(?:more than|over|above|exceeding|greater than|higher than|in excess of)"
_COMPARISONS = (
    (_AT_LEAST, Comparison.AT_LEAST), (_AT_MOST, Comparison.AT_MOST), (_LESS_THAN, Comparison.LESS_THAN),
    (_MORE_THAN, Comparison.MORE_THAN),
)  # fmt: skip
ANY_COMPARISON = "|".join(pattern for pattern, _ in _COMPARISONS)
_AFTER_NUMBER = (
    (r"(?:or|and) (?:more|over|above|older|longer|upwards)", Comparison.AT_LEAST),
    (r"(?:or|and) (?:less|under|fewer|below|younger)", Comparison.AT_MOST),
)
OTHER_SUPPORT = (
    r"(?:less|net of|after deduct(?:ing|ion of)|taking into account|deducting|minus) (?:any |all )?(?:other )?"
    r"(?:public |state |government |national |local )*(?:support|aid|grants?|subsid(?:y|ies)|funding)"
    r"(?: (?:for|from|received|towards) .*)?"
)
_UNITS = {
    "year": (ast.Unit.YEAR, 1), "month": (ast.Unit.MONTH, 1), "week": (ast.Unit.DAY, 7), "day": (ast.Unit.DAY, 1),
}  # fmt: skip
SPAN = r"(?:years?|months?|weeks?|days?)"
TO_KEY = r"(?:per|for each|for every|for any one|for any|for one|each|every|to a|to any|to each|to one|to the same)"
A_YEAR = (
    r"(?:(?:per|a|each|every) (?:calendar )?year|annually|per annum"
    r"|(?:in|within) (?:any |one |a |each )*(?:single )?(?:calendar )?year)"
)
ANY_SPAN = (
    rf"(?:in|within|over|during) any (?:period of |rolling |consecutive )*(?P<count>{COUNT})(?: consecutive| rolling)?"
    rf" (?P<unit>{SPAN})(?: period)?"
)
"""A span that may begin on any day."""
KEY = (
    rf"(?:{A_YEAR}|{ANY_SPAN}|of a year|(?:(?:for|of|to|by|at|in respect of)"
    r" (?:an?|each|every|any one|any|one|single|same)|per|each|every)"
    r" (?:(?:new|single|individual|same) )?(?P<word>(?!year|total|budget|maximum|fund|limit|sum)[a-z]\w*))"
)
ANY_KEY = re.sub(r"\?P<\w+>", "?:", KEY)
LOWER = r"(?:lower|lesser|less|smaller|lowest|least|smallest)"
HIGHER = r"(?:higher|greater|larger|highest|greatest|largest)"


def count_of(text: str) -> int:
    """A whole number in figures or in words."""
    number = NUMBERS.get(text.lower(), text)
    if not str(number).isdigit():
        raise UnreadError
    return int(number)


def rate_of(text: str) -> ast.Percent:
    """The rate that figures or words state."""
    if text.endswith("%"):
        return forms.rate(Fraction(text[:-1]) / 100)
    if "/" in text:
        return forms.rate(Fraction(text), is_fraction=True)
    first, _, last = re.sub(r"[ -]+", " ", text).rpartition(" ")
    above = count_of(first) if first and first not in ("a", "an") else 1
    value = Fraction(above, _PARTS[last])
    return forms.rate(value, is_fraction=_PARTS[last] not in (2, 4, 5, 10))


def span_of(count: str, unit: str) -> ast.Duration:
    """A span of time: `6 months`, `two weeks`."""
    of_time, factor = _UNITS[unit.removesuffix("s")]
    return forms.duration(count_of(count) * factor, of_time)


def unit_of(text: str) -> ast.Unit:
    """The unit of time that a word names."""
    unit, factor = _UNITS[text.removesuffix("s")]
    if factor != 1:
        raise UnreadError
    return unit


def comparison_of(text: str) -> Comparison | None:
    """The comparison that words state."""
    return next((op for pattern, op in _COMPARISONS if re.fullmatch(pattern, text)), None)


def comparisons_in(text: str) -> Iterator[tuple[str, str, Comparison]]:
    """The words before and after each comparison."""
    for pattern, op in _COMPARISONS:
        for match in re.finditer(rf"(?:^|(?<= )){pattern} ", text):
            yield text[: match.start()].strip(), text[match.end() :].strip(), op
    for pattern, op in _AFTER_NUMBER:
        for match in re.finditer(rf" {pattern}(?= |$)", text):
            yield text[: match.start()].strip(), text[match.end() :].strip(), op


def day_of(year: str, month: str, day: str) -> str | None:
    """A day in figures."""
    number = MONTHS.get(month.lower())
    return None if number is None else f"{year}-{number:02}-{int(day):02}"


_PLUS = r" (?:plus|\+|together with|in addition to)(?: an?)? "
_LESS = r" (?:minus|less|-|after deducting|net of|reduced by|after deduction of)(?: an?)? "
_TIMES = r" (?:times|x|X|×|\*|multiplied by) "
_DIVIDED = r" (?:divided by|/|÷) "
_EACH = r",? (?:for each of|for every one of|for each|for every|in respect of each|per|an?|each|every) "
_ABOVE = r"(?:above|over|exceeding|in excess of|beyond)"
_MULTIPLES = {"twice": 2, "double": 2, "triple": 3, "three times": 3}
_KINDS = {
    "average": ast.YearsKind.AVERAGE, "mean": ast.YearsKind.AVERAGE, "total": ast.YearsKind.TOTAL,
    "sum of": ast.YearsKind.TOTAL, "largest": ast.YearsKind.LARGEST, "highest": ast.YearsKind.LARGEST,
    "greatest": ast.YearsKind.LARGEST, "smallest": ast.YearsKind.SMALLEST, "lowest": ast.YearsKind.SMALLEST,
}  # fmt: skip
_LAST = r"(?:last|previous|preceding|prior|past)"
LAST_YEAR = rf"(?:{_LAST}(?: financial| calendar)? year|year before)"
_GROWTH = r"(?:increase|growth|rise)"
OVER_LAST_YEAR = (
    r"(?:(?:over|than|compared (?:with|to)|against|on|from|above|in relation to)"
    rf"(?: (?:in|for|that of|those of|that in))? {LAST_YEAR}|that of {LAST_YEAR})"
)
_INTO_BASE = (
    r",? (?P<sign>net of|after deduct(?:ing|ion of)|excluding|exclusive of|without|before|including|inclusive of)"
    r"(?: any| an?)? "
)
"""Words that change the base of a share: `75% of cost net of tax`."""
_PERIOD = rf"(?:of|over|in|for|during) {_LAST} (?P<years>{COUNT}) (?:financial |calendar )?years"
_SPAN_COUNT = (
    r"(?:number of )?(?:(?:full|complete|completed|whole) )+(?P<unit>years?|months?|days?)"
    r"(?: of [\w ]+?)? (?:from|between) (?P<start>\w+) (?:to|and|until|till) (?P<end>\w+)"
)


@attrs.frozen
class EnglishSums(SumContext):
    """Reads the sums of sentences about one kind of record, or about the applicant."""

    def amount(self, text: str) -> ast.FixedAmount | ast.Ceiling:
        """The amount of an award: a sum, or an upper bound that the authority applies."""
        text = text.strip().strip(",").strip()
        text = re.sub(r"^(?:an? )?(?:amount|sum)(?: of| equal to) |^full ", "", text)
        limit = re.fullmatch(rf"{UP_TO}(?: of| a)* ({NUMBER})", text)
        return forms.up_to(forms.number(limit[1])) if limit else forms.fixed_amount(self.sum(text))

    def sum(self, text: str) -> ast.Expr:
        """A sum."""
        text = text.strip().strip(",").strip()
        return self.first_reading(text, self.sum, (
            self._rounding, self._choice, self._slabs, self._span_count, self._per_unit, self._limited_sum,
            self._share_of_net, self._terms, self._factors, self._primary,
        ))  # fmt: skip

    def or_none(self, text: str) -> ast.Expr | None:
        """A sum, or `None` if the text is not a sum."""
        return attempt(self.sum, text)

    # ---- forms, the loosest first

    def _rounding(self, text: str) -> ast.Expr | None:
        match = re.fullmatch(rf"(?P<sum>.+?),? {ROUNDED}", text)
        if match is None:
            return None
        return forms.rounded_value(self.sum(match["sum"]), rounding_mode(match["mode"]), forms.number(match["step"]))

    def _choice(self, text: str) -> ast.Expr | None:
        """`the lower of A and B`, `A or B, whichever is higher`; a rate before both: `25% of A or of B`."""
        after = re.fullmatch(rf"(.+?),? whichever (?:is|be) (?P<which>{LOWER}|{HIGHER})(?: amount)?", text)
        before = re.fullmatch(rf"(?P<which>{LOWER}|{HIGHER}) of (?:two amounts:? )?(.+)", text)
        match = after or before
        if match is None:
            return None
        inner = re.sub(rf"^(?:{LOWER}|{HIGHER}) of ", "", match[1] if after else match[2])
        is_largest = re.fullmatch(HIGHER, match["which"]) is not None
        for left, right in splits(inner, r",? (?:or|and) "):
            first = self.or_none(left)
            if first is None:
                continue
            if right.startswith("of ") and isinstance(first, ast.Share):
                values = [first.base, self.sum(right.removeprefix("of "))]
                return forms.share(first.percent, forms.extreme(values, largest=is_largest))
            second = self.or_none(right)
            if second is not None and not (isinstance(first, ast.Share) and isinstance(second, ast.Word)):
                return forms.extreme([first, second], largest=is_largest)
        raise UnreadError

    def _slabs(self, text: str) -> ast.Expr | None:
        """`9 a kilo for the first 50 kilos and 7 a kilo for the rest`, `5% of the first 1000 of X`."""
        parts = [part for _, part in pieces(text, r",? and |; |, ") if part]
        step = re.compile(
            rf"(?P<price>{NUMBER}|{RATE})(?:(?: an?| per| for each| for every| each) (?P<unit>{WORD}))?"
            rf" (?:for|on|of) (?:(?P<place>first|next) (?P<size>{NUMBER})|(?:rest|remainder|balance|remaining|excess))"
            rf"(?: (?P<named>{WORD}))?(?: (?:of|in) (?P<of>[\w ]+))?"
        )
        steps = [step.fullmatch(part) for part in parts]
        if len(parts) < 2 or any(each is None for each in steps):
            return None
        read = [each for each in steps if each is not None]
        words = [word for each in read for word in (each["unit"], each["named"], each["of"]) if word]
        named = {resolve(word, self.numeric) for word in words}
        first, *rest = read
        if len(named) != 1 or None in named or first["place"] != "first" or any(o["place"] == "first" for o in rest):
            raise UnreadError
        if any(each["place"] is None for each in read[:-1]):
            raise UnreadError
        top, prices = Fraction(0), []
        for each in read:
            price = forms.number(each["price"]) if re.fullmatch(NUMBER, each["price"]) else rate_of(each["price"])
            top += forms.number(each["size"]).value if each["size"] else 0
            prices.append((price, forms.computed_number(top) if each["size"] else None))
        return forms.slabs(forms.word(named.pop() or ""), prices)

    def _per_unit(self, text: str) -> ast.Expr | None:
        """`350 for each hectare`, `10 a week`, `500 for every full year from A to B, counting 20 at most`."""
        for left, right in splits(text, _EACH):
            step = re.fullmatch(rf"(?:(?:full|complete|whole) )?({NUMBER}) (?:of )?(.+)", right)
            counted = self.count(right) if step is None else None
            if step is None and counted is None and not self.is_item(right):
                continue
            amount = self.or_none(left)
            if amount is None:
                continue
            if step is not None:
                return forms.per_full_step(amount, forms.number(step[1]), self.sum(step[2]))
            return amount if counted is None else forms.product_of(amount, counted)
        return None

    def count(self, text: str) -> ast.Expr | None:
        """The units for which an amount is paid: a field that counts, or full units of time, with a most."""
        limit = re.fullmatch(
            rf"(?P<what>.+?),? (?:counting |but |with |for |subject to )*(?:an? )?{UP_TO} (?:of )?"
            rf"(?P<most>{NUMBER}|{COUNT})(?: (?P<unit>{WORD}(?: {WORD})?))?",
            text,
        )
        limit = limit or re.fullmatch(
            rf"(?P<what>.+?),? counting (?P<most>{COUNT})(?: (?P<unit>{WORD}))? at most", text
        )
        if limit is not None:
            counted = self.count(limit["what"])
            if counted is None or (limit["unit"] and not self._is_unit(limit["unit"], counted)):
                return None
            return forms.extreme([forms.number(NUMBERS.get(limit["most"], limit["most"])), counted])
        span = self._span_count(text)
        if span is not None:
            return span
        state = re.fullmatch(rf"(?:full|complete|whole) months? (?:of )?(?P<state>{WORD})(?: in (?:the )?year)?", text)
        if state is not None:
            named = resolve(state["state"], self.states)
            return None if named is None else forms.state_months(named)
        text = re.sub(r"^(?:of|one) ", "", text)
        field = resolve(text, self.counts) or self._field_by_unit(text)
        return self._part(text) or self._earlier(text) if field is None else forms.word(field)

    def _field_by_unit(self, text: str) -> str | None:
        """The only field that is counted in a unit, by its definition: `square foot` of `area "square feet"`."""
        unit, _, named = re.sub(r"\bfoot\b", "feet", text).partition(" of ")
        fields = [
            name
            for name in self.counts
            if re.match(rf"{re.escape(unit)}s?\b", self._field_of(name).label.definition) and named in ("", name)
        ]
        return fields[0] if len(fields) == 1 else None

    def _is_unit(self, unit: str, counted: ast.Expr) -> bool:
        """Whether a word is the unit in which a value counts."""
        if isinstance(counted, ast.SpanCount):
            return counted.unit.value == unit.removesuffix("s")
        if not isinstance(counted, ast.Word):
            return False
        return counted.name.text in (resolve(unit, (counted.name.text,)), self._field_by_unit(unit))

    def is_item(self, unit: str) -> bool:
        """Whether a word means the record itself."""
        return self.record is not None and self.words.is_item(unit, self.record)

    def _span_count(self, text: str) -> ast.Expr | None:
        match = re.fullmatch(_SPAN_COUNT, text)
        if match is None:
            return None
        start, end = self.day(match["start"]), self.day(match["end"])
        return None if start is None or end is None else forms.span_count(unit_of(match["unit"]), start, end)

    def _limited_sum(self, text: str) -> ast.Expr | None:
        """`A, but not more than B` within a sum."""
        for left, right in splits(text, rf",? (?:but|and|subject to)(?: a)? {UP_TO}(?: of)? "):
            return forms.extreme([self.sum(left), self.sum(right)])
        match = re.fullmatch(rf"(.+?),? but ({NUMBER}|{RATE}) at most", text)
        return None if match is None else forms.extreme([self.sum(match[1]), self.sum(match[2])])

    def _share_of_net(self, text: str) -> ast.Expr | None:
        """`75% of cost, net of tax`: the words after the base change the base, not the share."""
        match = re.fullmatch(rf"(?:(?P<rate>{RATE})(?: of| on)? )?(?P<base>.+?){_INTO_BASE}(?P<other>.+)", text)
        if match is None:
            return None
        terms = [(self.sum(match["base"]), True), (self.sum(match["other"]), match["sign"].startswith("incl"))]
        total = forms.signed_sum(terms)
        return total if match["rate"] is None else forms.share(rate_of(match["rate"]), total)

    def _terms(self, text: str) -> ast.Expr | None:
        paired = re.fullmatch(r"(?P<how>difference between|sum of|total of) (?P<both>.+)", text)
        if paired is not None:
            for left, right in splits(paired["both"], r" and "):
                first, second = self.or_none(left), self.or_none(right)
                if first is not None and second is not None:
                    return forms.signed_sum([(first, True), (second, not paired["how"].startswith("difference"))])
        parts = pieces(text, f"{_PLUS}|{_LESS}")
        if len(parts) == 1:
            return self._listed_fields(text)
        terms = []
        for sign, part in parts:
            is_added = not sign or re.fullmatch(_PLUS.strip(), f" {sign} ".strip()) is not None or sign in ("plus", "+")
            for _, term in pieces(part, r" and ") if sign else [("", part)]:
                terms.append((self.sum(term), is_added))
        return forms.signed_sum(terms)

    def _listed_fields(self, text: str) -> ast.Expr | None:
        """`costs and fees`: all of several fields."""
        fields = [resolve(part, self.numeric) for _, part in pieces(text, r",? and |, ")]
        if len(fields) < 2 or None in fields:
            return None
        return forms.signed_sum([(forms.word(field or ""), True) for field in fields])

    def _factors(self, text: str) -> ast.Expr | None:
        parts = pieces(text, f"{_TIMES}|{_DIVIDED}")
        if len(parts) == 1:
            return None
        factors = [(self.sum(part), sign in ("divided by", "/", "÷")) for sign, part in parts]
        return self.in_money(factors)

    def _primary(self, text: str) -> ast.Expr | None:
        if re.fullmatch(NUMBER, text):
            return forms.number(text)
        if re.fullmatch(RATE, text) and text != "half":
            return rate_of(text)
        share = re.fullmatch(rf"(?P<rate>{RATE})(?: of| on)? (?P<base>.+)", text)
        if share is not None:
            return forms.share(rate_of(share["rate"]), self._base(share["base"]))
        for words, factor in _MULTIPLES.items():
            if text.startswith(f"{words} "):
                return forms.product_of(forms.number(factor), self._base(text.removeprefix(f"{words} ")))
        return self._rate_of_value(text) or self._part(text) or self._earlier(text) or self._field(text)

    def _base(self, text: str) -> ast.Expr:
        inner = within_brackets(text)
        if inner is not None:
            return self.sum(inner)
        with self.words.part():
            value = self._choice(text) or self._terms_of_base(text) or self._primary(text)
        if value is None:
            raise UnreadError
        return value

    def _terms_of_base(self, text: str) -> ast.Expr | None:
        """`difference between A and B` after a rate; other sums after a rate have no clear end."""
        return self._terms(text) if text.startswith(("difference between ", "sum of ", "total of ")) else None

    def _rate_of_value(self, text: str) -> ast.Expr | None:
        """`rate_of_grant of cost`, for a rate that the vocabulary or a definition names."""
        for left, right in splits(text, r" (?:of|on) "):
            named = resolve(left, self.rates)
            if named is not None:
                return forms.share(forms.word(self.defined_words[named]), self._base(right))
        return None

    def _part(self, text: str) -> ast.Expr | None:
        """`wages above 2,000 up to 9,000`, `the excess of wages over 2,000`."""
        match = re.fullmatch(
            rf"(?:(?:excess|part|portion|amount) of )?(?P<field>[\w ]+?) {_ABOVE} (?P<floor>{NUMBER})"
            rf"(?:,? (?:and |but )?(?:up )?to (?P<top>{NUMBER}))?", text,
        )  # fmt: skip
        field = None if match is None else self._field(match["field"])
        if match is None or field is None:
            return None
        top = None if match["top"] is None else forms.number(match["top"])
        return forms.band(field, forms.number(match["floor"]), top)

    def _earlier(self, text: str) -> ast.Expr | None:
        """Figures of the year before, or of several years."""
        growth = re.fullmatch(
            rf"(?:(?:any )?{_GROWTH} (?:in|of) (?P<figure>[\w ]+?)|(?P<more>[\w ]+?) more"
            rf"|additional (?P<additional>[\w ]+?)) {OVER_LAST_YEAR}",
            text,
        )
        if growth is not None:
            figure = resolve(
                re.sub("^(?:additional )?(?:member|unit)s? of ", "", next(filter(None, growth.groups()))),
                self.words.figures,
            )
            return None if figure is None else ast.Increase(span=forms.NOWHERE, figure=forms.name(figure))
        of_a_year = re.fullmatch(rf"(?P<figure>[\w ]+?) (?:of|in|for) {_LAST}(?: financial| calendar)? year", text)
        of_a_year = of_a_year or re.fullmatch(rf"{_LAST} year's (?P<figure>[\w ]+)", text)
        if of_a_year is not None:
            figure = resolve(of_a_year["figure"], self.words.figures)
            return None if figure is None else forms.earlier_figure(figure)
        kinds = "|".join(_KINDS)
        several = re.fullmatch(
            rf"(?P<kind>{kinds})(?: of)?(?: annual| yearly)? (?P<figure>[\w ]+?) {_PERIOD}", text
        ) or re.fullmatch(rf"(?P<kind>{kinds})(?: of)? {_LAST} (?P<years>{COUNT}) years' (?P<figure>[\w ]+)", text)
        if several is None:
            return None
        figure = resolve(several["figure"], self.words.figures)
        if figure is None:
            return None
        return forms.earlier_figure(figure, count_of(several["years"]), _KINDS[several["kind"]])

    def _field(self, text: str) -> ast.Expr | None:
        total = re.fullmatch(rf"total (?:of )?({WORD})", text)
        if total is not None:
            name = resolve(total[1], self.numeric)
            return None if name is None else forms.aggregate(ast.AggregateKind.TOTAL, name)
        text = re.sub(r"^(?:its|their|his|eligible amount of) ", "", text)
        gloss = re.fullmatch(rf"(?P<words>[\w' ]+) \((?P<field>{WORD})\)", text)
        if gloss is not None:
            return self._glossed_field(gloss["words"], gloss["field"])
        owner = re.fullmatch(r"(?P<field>[\w ]+?) (?:of|for) (?:an? |each |its )?(?P<owner>\w+)", text)
        if owner is not None and self.is_owner(owner["owner"]):
            text = owner["field"]
        name = resolve(text, (*self.defined_words, *self.numeric))
        if name is None or (" " in text and name not in (text, text.replace(" ", "_"))):
            return None
        return forms.word(self.defined_words.get(name, name))

    def is_owner(self, text: str) -> bool:
        """Whether a word names the record of the sentence, or the applicant."""
        return self.is_item(text) or text == "applicant" or resolve(text, self.words.payees) is not None

    def _glossed_field(self, text: str, field: str) -> ast.Expr | None:
        """`a month's wage (monthly_wage)`: words for a field that is named in brackets, once or several times."""
        quantity, _, rest = text.partition(" ")
        parts = field.split("_")
        if field not in self.numeric or not all(self._is_part(word, parts) for word in re.findall(r"[a-z]+", rest)):
            return None
        count = 1 if quantity in ("a", "an") else count_of(quantity)
        return forms.word(field) if count == 1 else forms.product_of(forms.number(count), forms.word(field))

    def _is_part(self, written: str, parts: list[str]) -> bool:
        """Whether a word is one of the words of a name, perhaps inflected: `month` of `monthly_wage`."""
        return written == "s" or any(part.startswith(written) or written.startswith(part) for part in parts)


def rounding_mode(text: str | None) -> str:
    """The mode of rounding: down, up, or half up."""
    return {"down": "down", "up": "up"}.get(text or "", "half up")
