"""What is accepted at the place where the parser stopped, in the words of the page.

Input: the place and the terminals that the grammar accepts there. Output: words for people. All accepted keywords are
listed, except those that a later stage always rejects, such as a unit of time in place of a sum.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

import attrs

from ipdsl.base.findings.finding import distance
from ipdsl.base.findings.phrase import MessageValue, Phrase, join_alternatives
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.comparisons import ORDERS
from ipdsl.syntax import keywords
from ipdsl.syntax.keywords import Keyword
from ipdsl.syntax.layout import SentenceLine
from ipdsl.syntax.mistakes import synonyms

WORD = re.compile(r'"[^"]*"|[\w%]+(?:[.\-]\w+)*|\S')
MAX_WORDS = 8
"""The maximum number of words in a keyword."""
_A_NAME = Phrase("a name", "名称")
PLAIN: dict[str, MessageValue] = {
    "NAME": _A_NAME,
    "REFERENCE": _A_NAME,
    "STRING": Phrase('a quotation in `"…"`', "引号中的文字`“…”`"),
    "NUMBER": Phrase("a number", "数字"),
    "YEAR_NAME": _A_NAME,
    "MONTH_DAY": Phrase("a day of the year such as `04-01`", "年度的起始日，例如`4月1日`"),
    "DATE": Phrase("a date such as `2022-05-01`", "日期，例如`2022-05-01`"),
    "PERCENT": Phrase("a percentage", "比例"),
    "LPAR": "`(`",
    "RPAR": "`)`",
    "COMMA": "`,`",
    "COLON": "`:`",
    "MORETHAN": "`>`",
    "DOT": "`·`",
    "LSQB": "`[`",
    "RSQB": "`]`",
}
_LAST_TOKENS = {
    "CODE": Phrase("a currency such as `CNY`", "币种，例如`CNY`"),
    "$END": Phrase("the end of the line", "行尾"),
}
NOTHING_MORE = Phrase("nothing more", "到此为止")
_A_CONDITION = Phrase("a condition", "条件")
_AN_AMOUNT = Phrase("an amount or a field", "金额或字段")
_OPERAND = {"NAME", "NUMBER", "LPAR", "PERCENT"}
OPERANDS = _OPERAND | {
    "DATE", "_TOTAL", "_COUNTED", "_LARGEST", "_EARLIEST", "_MIN", "_MAX", "_INTEREST_ON", "_INCREASE_OF",
    "_AVERAGE", "_SMALLEST", "_FULL_YEARS_FROM", "_FULL_MONTHS_FROM", "_DAYS_FROM", "_FULL_MONTHS_OF", "_DAYS_OF",
    "_THE_DAY", "_THE_YEAR", "_OTHER_SUPPORT", "_LAST_YEAR", "_PAST", "_FIRST", "_LAST", "_ALL",
}  # fmt: skip
COMPARISONS = tuple(comparison.name for comparison in ORDERS)
CONDITIONS = {"_NOT", "_HAS", "_HAS_NO", *(f"_{c}" for c in COMPARISONS)}
_UNITS = {"_YEAR", "_MONTH", "_DAY"}
_FIRST_SHOWN = (
    "PER", "WHEN", "WHILE", "TO", "ONCE", "AT_MOST", "AWARD", "ARTICLE", "GROUP", "CAP", "LIMIT", "IF", "READING",
    "GIVEN", "EXPECT", "KEY", "EVENT", "AND", "OR", "IS", "AT_LEAST",
)  # fmt: skip
MOST_SHOWN = 5
"""The most expected words that a finding lists."""


@attrs.frozen(eq=False, repr=False)
class StopPoint(ValueObject):
    """The place where the parser stopped, and the terminals accepted there and at the beginning of the sentence.

    `terminals_at` returns the terminals accepted at an earlier offset. `reads` says whether another text is a sentence
    under this start symbol, `is_declared` whether a vocabulary of the page declares a word. `currency` is the code of
    the currency of the page.
    """

    line: SentenceLine
    stopped: int
    accepts: frozenset[str]
    first_terminals: frozenset[str]
    terminals_at: Callable[[int], frozenset[str]] = attrs.field(eq=False, repr=False)
    reads: Callable[[str], bool] = attrs.field(eq=False, repr=False)
    is_declared: Callable[[str], bool] = attrs.field(default=lambda word: True, eq=False, repr=False)
    currency: str = "CNY"

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def offset(self) -> int:
        """The offset of the word, after the blanks."""
        position = self.stopped
        while position < len(self.text) and self.text[position] == " ":
            position += 1
        return position

    @property
    def word(self) -> str:
        """The word at the place, as written."""
        match = WORD.match(self.text, self.offset)
        end = match.end() if match else len(self.text)
        return self.line.written[self.offset : end]

    def stop_point_at(self, offset: int) -> StopPoint:
        """The same sentence, stopped at an earlier offset."""
        return attrs.evolve(self, stopped=offset, accepts=self.terminals_at(offset))

    def keyword_text(self, terminal: str) -> str:
        """A keyword as this page writes it."""
        return keywords.table()[terminal].preferred_phrase


def keyword_at(text: str, offset: int) -> Keyword | None:
    """The longest keyword at this offset."""
    return longest_keyword(text, offset)[0]


def longest_keyword(text: str, offset: int) -> tuple[Keyword | None, int]:
    """The longest keyword at this offset, and its length."""
    best: Keyword | None = None
    most = 0
    for keyword in keywords.table().values():
        for phrase in keyword.phrases:
            length = _matches(text, offset, phrase)
            if length > most:
                best, most = keyword, length
    return best, most


def _matches(text: str, offset: int, phrase: str) -> int:
    end = offset + len(phrase)
    if text[offset:end].lower() != phrase.lower():
        return 0
    return 0 if re.match(r"\w", text[end : end + 1]) else len(phrase)


@functools.cache
def _units_context() -> re.Pattern[str]:
    """Matches the text before a span of time: a comparison, `last`, `for`."""
    table = keywords.table()
    terminals = (*COMPARISONS, "BETWEEN", "AND", "LAST", "FOR", "CARRY_FORWARD")
    phrases = [re.escape(p) for t in terminals for p in table[t].phrases]
    return re.compile(rf"(?:^|\s)(?:{'|'.join(phrases)}) +\S+ *$", re.IGNORECASE)


def fitting_terminals(place: StopPoint) -> frozenset[str]:
    """The terminals that the grammar accepts, without those that are never correct in this form of sentence."""
    accepts = set(place.accepts)
    before = place.text[: place.offset]
    first = keyword_at(before, 0)
    is_sum = first is not None and first.terminal in ("AWARD", "ALLOCATE") and "_WHEN" in accepts
    if accepts >= _UNITS and (is_sum or not _units_context().search(before)):
        accepts -= _UNITS
    if first is not None and first.terminal == "AWARD":
        if not any(phrase in before.lower() for phrase in keywords.table()["RANK_OF"].phrases):
            accepts.discard("_AMONG")
        if "_WHEN" in accepts:
            accepts.discard("$END")  # an award without a trigger has a separate finding
    if "$END" in accepts:
        accepts.discard("COLON")  # optional at the end of a head
    return frozenset(accepts)


def first_expected_words(place: StopPoint, near: tuple[str, ...] = ()) -> Phrase:
    """The first words that are expected here, the nearest first, and the number of the others."""
    words: list[MessageValue] = [f"`{phrase}`" for phrase in near]
    shown = list(dict.fromkeys(words + _words(place)))
    return join_first_words(shown) if shown else NOTHING_MORE


def join_first_words(words: Sequence[MessageValue]) -> Phrase:
    """`a, b or c`, with at most `MOST_SHOWN` words: `a, b, c, d, e or 3 more`."""
    more = len(words) - MOST_SHOWN
    shown = [*words[:MOST_SHOWN], Phrase("{count} more", "其他{count}种写法", count=more)] if more > 0 else words
    return join_alternatives(shown)


def _words(place: StopPoint) -> list[MessageValue]:
    accepts = set(fitting_terminals(place))
    shown: list[MessageValue] = []
    if accepts >= _OPERAND:
        has_conditions = "_NOT" in accepts
        shown.append(_A_CONDITION if has_conditions else _AN_AMOUNT)
        accepts -= OPERANDS | (CONDITIONS if has_conditions else set())
    shown += [words for terminal, words in PLAIN.items() if terminal in accepts and words not in shown]
    order = {t: i for i, t in enumerate(dict.fromkeys((*_FIRST_SHOWN, *keywords.table())))}
    rest = sorted((t[1:] for t in accepts if t.startswith("_")), key=lambda t: order[t])
    shown += [f"`{place.keyword_text(t)}`" for t in rest]
    return shown + [words for terminal, words in _LAST_TOKENS.items() if terminal in accepts]


def slips_allowed(phrase: str) -> int:
    """The maximum number of typos with which a keyword is still recognised."""
    return 1 if len(phrase) <= 4 else 2 if len(phrase) <= 12 else 3


def near_keywords(place: StopPoint) -> tuple[str, ...]:
    """Accepted keywords that resemble the word here, alone or with its neighbours."""
    text, offset = place.text, place.offset
    following = [m.group().lower() for m in WORD.finditer(text, offset)][:6]
    before = text[:offset].split()[-1:]
    scored: list[tuple[float, str]] = []
    for terminal in fitting_terminals(place):
        keyword = keywords.table().get(terminal.removeprefix("_"))
        for phrase in keyword.phrases if keyword is not None and terminal.startswith("_") else ():
            words = len(phrase.split())
            tries = [" ".join(following[:words])]
            if words > 1:
                tries.append(" ".join([w.lower() for w in before] + following[: words - 1]))
                tries.append(following[0] if following else "")
            limit = slips_allowed(phrase)
            slips = min(distance(t, phrase.lower(), limit) for t in tries)
            if slips <= limit and slips < len(phrase) - 1:
                scored.append((slips / len(phrase), phrase))
            elif words > 1 and following and phrase.lower().startswith(following[0] + " "):
                scored.append((1, phrase))
    return tuple(phrase for _, phrase in sorted(scored)[:3])


def meant_keyword(place: StopPoint) -> tuple[int, synonyms.KeywordMatch] | None:
    """The keyword that the words at the place, or overlapping it, mean; it must be accepted where they begin."""
    starts = [m.start() for m in WORD.finditer(place.text, 0, place.offset)][-2:]
    for start in (*starts, place.offset):
        accepts = fitting_terminals(place if start == place.offset else place.stop_point_at(start))
        keyword_match = synonyms.find_keyword(place.text, start, accepts)
        if keyword_match is not None and keyword_match.end > place.offset:
            return start, keyword_match
    return None
