"""Explain why a sentence cannot be parsed: from the place where the parser stopped to a finding, in both languages.

Input: a sentence that no grammar parses, its start symbol, and what the page declares. Output: one finding.

A step looks for one kind of mistake. `STEPS` lists the steps of each language in their order, and the first finding
applies. The words of a step are rows, in `common_mistakes` and `chinese_sentences`.

- Common mistakes are recognised by their words. English sentences are recognised by their first word, Chinese
  sentences by words anywhere in them.
- Misspelled and missing keywords are recognised by trying repairs. The mistake may be some words before the place,
  because a misspelled keyword is parsed as a name. A repair is reported only if the whole sentence can be parsed with
  it.
- Other expected words are derived from the grammar. All accepted keywords are listed, except those that a later stage
  always rejects, such as a unit of time in place of a sum.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, Edit, distance
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase, join_alternatives, join_phrases, literal_phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.handwritten_values import currencies_of, currency_word_length
from ipdsl.base.values.written_values import decimal
from ipdsl.schema.comparisons import ORDERS
from ipdsl.syntax import common_mistakes, errors, keywords, literals
from ipdsl.syntax.common_mistakes import (
    PLACES_OF_AWARDS,
    RULES_WITH_PER,
    WORD,
    Mistake,
    PageContext,
    StopPoint,
    example_of,
    find_instalments,
    find_repayment,
    first_advice,
    keyword_at,
    longest_keyword,
)
from ipdsl.syntax.keywords import Keyword, Surface
from ipdsl.syntax.layout import SentenceLine, has_chinese, mask_quotations
from ipdsl.syntax.parser_tables import accepted_terminals, first_terminals, kind_of

if TYPE_CHECKING:
    from ipdsl.syntax.chinese_sentences import PhraseMatch

CHINESE_WORD = re.compile(r'"[^"]*"|\d[\d.,]*[百千万亿]?元?%?|\w+|\S')
ENGLISH_WORD = re.compile(r"(?<![\w.])[a-z]+(?![\w.])")
"""An English word in a Chinese sentence."""
Step: TypeAlias = Callable[[StopPoint], "Diagnostic | None"]
"""A way to explain a mistake, or `None` if it does not apply."""
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
    "NAMED_DAY": Phrase("a day such as `1 September`", "日期，例如`9月1日`"),
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
LAST_TOKENS = {
    "_THAT": literal_phrase("`的`", "`的`"),
    "_DE": literal_phrase("`的`", "`的`"),
    "CODE": Phrase("a currency such as `CNY`", "币种，例如`CNY`"),
    "$END": Phrase("the end of the line", "行尾"),
}
_OPERAND = {"NAME", "NUMBER", "LPAR", "PERCENT"}
COMPARISONS = tuple(comparison.name for comparison in ORDERS)
CONDITIONS = {"_NOT", "_HAS", "_HAS_NO", *(f"_{c}" for c in COMPARISONS)}
_UNITS = {"_YEAR", "_MONTH", "_DAY"}
_FIRST_SHOWN = (
    "PER", "WHEN", "WHILE", "TO", "ONCE", "AT_MOST", "AWARD", "ARTICLE", "GROUP", "CAP", "LIMIT", "IF", "READING",
    "GIVEN", "EXPECT", "KEY", "EVENT", "AND", "OR", "IS", "AT_LEAST",
)  # fmt: skip
MOST_SHOWN = 5
"""The most expected words that a finding lists."""


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
    first = keyword_at(before, 0, place.surface)
    is_sum = first is not None and first.terminal in ("AWARD", "ALLOCATE") and "_WHEN" in accepts
    if accepts >= _UNITS and (is_sum or not _units_context().search(before)):
        accepts -= _UNITS
    if first is not None and first.terminal == "AWARD" and place.surface is Surface.ENGLISH:
        if not any(phrase in before.lower() for phrase in place.table["RANK_OF"].phrases):
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
    return join_first_words(shown) if shown else Phrase("nothing more", "到此为止")


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
        amount = Phrase("an amount or a field", "金额或字段")
        shown.append(Phrase("a condition", "条件") if has_conditions else amount)
        accepts -= operands(place.surface) | (CONDITIONS if has_conditions else set())
    shown += [words for terminal, words in PLAIN.items() if terminal in accepts and words not in shown]
    rest = [t for t in dict.fromkeys((*_FIRST_SHOWN, *place.table)) if f"_{t}" in accepts]
    shown += [f"`{place.keyword_text(t)}`" for t in rest]
    return shown + [
        words for terminal, words in LAST_TOKENS.items() if terminal in accepts and terminal[1:] not in rest
    ]


def operands(surface: Surface) -> frozenset[str]:
    """The terminals that begin an operand. `自` is listed separately, because it also begins other parts."""
    return first_terminals("sum", surface) - {"_FROM"}


def slips_allowed(phrase: str) -> int:
    """The maximum number of typos with which a keyword is still recognised."""
    return 1 if len(phrase) <= 4 else 2 if len(phrase) <= 12 else 3


def near_keywords(place: StopPoint) -> tuple[str, ...]:
    """Accepted keywords that resemble the word here, alone or with its neighbours."""
    text, offset = place.text, place.offset
    following = [m.group().lower() for m in WORD.finditer(text, offset)][:6]
    before = text[:offset].lower().split()[-1:]
    is_before_number = re.match(r"\S+ +\d", text[offset:]) is not None
    scored: list[tuple[float, str]] = []
    for phrase in _phrases(place):
        words = len(phrase.split())
        tries = [" ".join(following[:words])]
        if words > 1:
            tries += [" ".join([*before, *following[: words - 1]]), *following[:1]]
        limit = slips_allowed(phrase)
        slips = min(distance(words_tried, phrase.lower(), limit) for words_tried in tries)
        if slips <= limit and slips < len(phrase) - 1:
            scored.append((slips / len(phrase), phrase))
        elif words > 1 and following and not is_before_number and phrase.lower().startswith(following[0] + " "):
            scored.append((1, phrase))
    return tuple(phrase for _, phrase in sorted(scored)[:3])


def meant_keyword(place: StopPoint) -> tuple[int, common_mistakes.KeywordMatch] | None:
    """The keyword that the words at the place, or overlapping it, mean; it must be accepted where they begin."""
    starts = [m.start() for m in WORD.finditer(place.text, 0, place.offset)][-2:]
    for start in (*starts, place.offset):
        accepts = fitting_terminals(place if start == place.offset else place.stop_point_at(start))
        keyword_match = common_mistakes.find_keyword(place.text, start, accepts)
        if keyword_match is not None and keyword_match.end > place.offset:
            return start, keyword_match
    return None


_SHORT = 4
"""If a word of a keyword is missing, a rest of at most this length must have no typos: `cost` is not `at most`."""
_WORDS_BACK = 3
"""How many words before the place a misspelled keyword may begin: `for each fll 100`."""

_TELLING = frozenset("高低多少大小上下前后早晚年月日周季旬届期次户人件项个家首末加减乘除不未非无没")
"""Characters that make another word of a keyword: `不高于` and `不低于`."""


def is_chinese_typo(written: str, keyword: str) -> bool:
    """Whether a Chinese text is a keyword with one wrong, missing or additional character, which no keyword has.

    >>> is_chinese_typo("将励", "奖励"), is_chinese_typo("不符条件", "不符合条件"), is_chinese_typo("不高于", "不低于")
    (True, True, False)
    >>> is_chinese_typo("net", "not")
    False
    """
    if keyword.isascii() or len(keyword) < 2 or len(written) < 2 or distance(written, keyword, 1) != 1:
        return False
    start = _common_length(written, keyword)
    end = _common_length(written[start:][::-1], keyword[start:][::-1])
    wrong, right = written[start : len(written) - end], keyword[start : len(keyword) - end]
    return _TELLING.isdisjoint(wrong + right) and _keyword_characters().isdisjoint(wrong)


@functools.cache
def _keyword_characters() -> frozenset[str]:
    """The characters of the Chinese keywords."""
    return frozenset("".join(keywords.chinese_phrases()))


def _common_length(first: Iterable[str], second: Iterable[str]) -> int:
    """How many characters or words two texts have in common at their beginning."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def near_chinese_keywords(place: StopPoint) -> tuple[Edit, ...]:
    """The edit that corrects a typo in a Chinese keyword at the place; none if two keywords are as near."""
    characters = [(i, text) for i, text in enumerate(place.text) if i >= place.offset and text != " "]
    accepted = [place.table[name[1:]] for name in sorted(place.accepts) if name[1:] in place.table]
    edits: dict[str, Edit] = {}
    for phrase in (phrase for keyword in accepted for phrase in keyword.phrases):
        for count in (len(phrase), len(phrase) + 1, len(phrase) - 1):
            written = "".join(text for _, text in characters[:count])
            is_word = written in keywords.chinese_phrases() or place.is_declared(written)
            is_other = len(written) == count and written.rstrip(",") != phrase
            if is_other and not is_word and is_chinese_typo(written, phrase):
                edits.setdefault(phrase, Edit(place.span(place.offset, characters[count - 1][0] + 1), phrase))
    longest = max(map(len, edits), default=0)
    nearest = [edit for phrase, edit in edits.items() if len(phrase) == longest]
    return (*nearest,) if len(nearest) == 1 else ()


def missing_mark(place: StopPoint) -> tuple[Edit, ...]:
    """The edits that add a comma or a colon before the word at the place, if the grammar accepts one there."""
    marks = {"COMMA": ("，", ", "), "COLON": ("：", ": ")}
    is_english = place.surface is Surface.ENGLISH
    start = len(place.text[: place.offset].rstrip())
    if not 0 < start < place.offset <= len(place.text) - 1:
        return ()
    span = place.line.span(start, place.offset)
    return tuple(Edit(span, texts[is_english]) for mark, texts in marks.items() if mark in place.accepts)


def missing_quotation_marks(place: StopPoint) -> tuple[Edit, ...]:
    """The edit that quotes the rest of the sentence, if a quotation may be there: `article 3 Titles`."""
    rest = place.line.written[place.offset :].rstrip()
    is_title = "STRING" in place.accepts and "$END" in place.accepts and place.offset and '"' not in rest
    return (Edit(place.span(place.offset, place.offset + len(rest)), f'"{rest}"'),) if is_title and rest else ()


_DAY = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?![\d./])")


def _day_notation(place: StopPoint) -> Diagnostic | None:
    """A day with full stops or slashes: `2025.3.1`."""
    for match in _DAY.finditer(mask_quotations(place.line.written, "_")):
        if match.start() <= place.offset <= match.end():
            year, month, day = map(int, match.groups())
            is_chinese = place.surface is Surface.CHINESE
            text = f"{year}年{month}月{day}日" if is_chinese else f"{year}-{month:02}-{day:02}"
            span = place.span(*match.span())
            hint = Phrase("a day is written `{day}`", "日期写作`{day}`", day=text)
            expected = Phrase("a day", "日期")
            edits = (Edit(span, text),)
            return unexpected_word(place, *match.span(), expected, hint, candidates=edits)
    return None


MANNERS = ("UNDIVIDED", "IN_TURN", "IN_PROPORTION", "IN_ORDER_OF")
"""The keywords after `across applicants`."""
MISSING = (
    (("AMONG",), ("NAME",), ("who is ranked is written `among {word}`", "参加排名的写作`排名 的 {word}`")),
    (
        ("TO", "PER"),
        ("NAME",),
        (
            "who is paid is written `to {word}`, what is counted by `{key}`",
            "奖励对象写作`… 的 {word}`，归并项写作`{key}`",
        ),
    ),
    (("TO",), ("NAME",), ("who is paid is written `to {word}`", "奖励对象写作`… 的 {word}`")),
    (
        ("PER",),
        ("NAME", "YEAR", "MATTER", "APPLICANT"),
        ("what is counted is written `{key}`", "归并项写作`{key}`"),
    ),
    (
        ("WHEN", "WHILE"),
        ("NAME",),
        (
            "a record follows `when`, a state that lasts `while`: `when {word} …`",
            "记录写作`对 {word} … 的`，持续的状态写作`对 {word} … 期间 的`",
        ),
    ),
    (
        ("WHEN",),
        ("NAME", "THE_FIRST"),
        ("a record follows `when`: `when {word} …`", "记录写在`对`之后：`对 {word} … 的`"),
    ),
    (
        ("AND", "OR"),
        ("NAME", "NOT", "HAS", "HAS_NO"),
        ("conditions are joined by `and` or `or`: `and {word} …`", "条件用`且`或`或`连接：`且 {word} …`"),
    ),
    (
        ("ACROSS_APPLICANTS",),
        MANNERS,
        (
            "applicants share a cap that is written with `across applicants`",
            "各申请人共用的最高金额写作`各申请人合计 最高…`",
        ),
    ),
    (("FROM",), ("DATE",), ("the first day is written `from {word}`", "起始日写作`自 {word} 起`")),
    (
        ("AT_LEAST", "AT_MOST"),
        ("DATE", "NUMBER"),
        (
            "compare in words: `at least {word}`, `more than {word}`, `at most {word}` or `less than {word}`",
            "请用文字比较：`不低于 {word}`、`超过 {word}`、`不超过 {word}`或`低于 {word}`",
        ),
    ),
)
"""Short keywords that may be missing, what follows them, and the next step. The first row that fits applies."""


@attrs.frozen(eq=False, repr=False)
class Repair(ValueObject):
    """A part of the sentence, and the keywords that may be meant there, the nearest first."""

    start: int
    end: int
    phrases: tuple[str, ...]


def nearest_keyword(place: StopPoint, lacking: int) -> Repair | None:
    """The nearest keyword with which the sentence can be parsed, if `lacking` of its words are missing."""
    candidates: list[tuple[float, int, int, int, str]] = []
    text = place.text
    for start in _starts(place):
        here = place if start == place.offset else place.stop_point_at(start)
        words = [*itertools.islice(WORD.finditer(text, start), MAX_WORDS)]
        for phrase in _phrases(here):
            parts = phrase.lower().split()
            count = len(parts) - lacking
            for words_present in itertools.combinations(parts, count) if 0 < count <= len(words) else ():
                slips = _spelling_distance([word.group().lower() for word in words[:count]], words_present)
                is_sure = not lacking or not slips or len(" ".join(words_present)) > _SHORT
                if slips is not None and is_sure and (slips or lacking):
                    candidates.append((slips / len(phrase), -start, -words[count - 1].end(), -len(phrase), phrase))
    reads = [row for row in sorted(candidates) if place.reads(f"{text[: -row[1]]}{row[4]}{text[-row[2] :]}")]
    if not reads:
        return None
    _, start, end, *_ = reads[0]
    alike = dict.fromkeys(row[4] for row in reads if row[1:3] == (start, end))
    return Repair(-start, -end, tuple(alike)[:4])  # `more than`, `less than`, `earlier than`, `later than`


def _spelling_distance(written: Sequence[str], meant: Sequence[str]) -> int | None:
    """The number of typos in some words; `None` if one of them is a different word."""
    slips = [distance(word, part, slips_allowed(part)) for word, part in zip(written, meant, strict=True)]
    is_near = all(n <= slips_allowed(part) and n < len(part) - 1 for n, part in zip(slips, meant, strict=True))
    return sum(slips) if is_near else None


def _starts(place: StopPoint) -> list[int]:
    """The start of the word where the parser stopped, and of the words just before it."""
    before = [match.start() for match in WORD.finditer(place.text, 0, place.offset)]
    return [*before[1:][-_WORDS_BACK:], place.offset]


def _phrases(place: StopPoint) -> Iterator[str]:
    """The expected keywords, in all spellings."""
    for terminal in sorted(fitting_terminals(place)):
        if terminal.startswith("_"):
            yield from place.table[terminal[1:]].phrases


def missing_keyword(place: StopPoint) -> tuple[str, Phrase]:
    """The short keyword that is missing before the place, with the next step; both are empty if none is missing."""
    text, offset, word = place.text, place.offset, place.word
    plain = "DATE" if re.match(r"\d{4}[-/年]", word) else "NUMBER" if word[:1].isdecimal() else "NAME"
    kind = place.terminal or plain
    if kind == "NAME" and (not place.is_declared(word) or _is_order(place)):
        return "", NOTHING
    fits = fitting_terminals(place)
    is_qualified = re.search(r"\bto [a-z_]+ $", text[:offset], re.IGNORECASE) is not None and word.lower() != "year"
    for terminals, before, (en, zh) in MISSING:
        texts = [f"{text[:offset]}{place.keyword_text(terminal)} {text[offset:]}" for terminal in terminals]
        is_possible = kind in before and not (is_qualified and terminals[0] in ("TO", "PER"))
        if is_possible and all(f"_{terminal}" in fits for terminal in terminals) and all(map(place.reads, texts)):
            return place.keyword_text(terminals[0]), Phrase(en, zh, word=word, key=keywords.per_phrase(word))
    return "", NOTHING


def _is_order(place: StopPoint) -> bool:
    """Whether the word at the place names an order: `highest score`. No key of a rule is missing before it."""
    return re.search(r"\bhighest $", place.text[: place.offset], re.IGNORECASE) is not None


_RANKING = re.compile(r"award\s+((?:up\s+to\s+|by\s+)?(\w+)\s+of)\s", re.IGNORECASE)
_TRIGGER = re.compile(r"\b(?:when|while|each\s+year)\b", re.IGNORECASE)
_ROW = re.compile(r"(?:[^\W\d]\w*|\d+)(?: ?, ?\w+)* ?:")
_ROW_WORDS = {*COMPARISONS, "BETWEEN", "OTHERWISE"}
_AFTER_AMOUNT = {"ONCE", "PER", "TO", "WHEN", "WHILE", "EACH_YEAR", "AMONG", "FROM", "AT_MOST"}
_RULE_BODY_TERMINALS = ("EXCEPT", "CARRY_FORWARD", "COUNTING_LEVELS", "READING", "SOURCE")
_BODY_TERMINALS = {
    "AWARD": ("READING", "SOURCE", "TITLE", "COUNTING", "LESS_PAID", "CONVERT_AT", "UNCAPPED", "TIES"),
    "REPLACES": ("CLAUSE",),
    "SUSPEND": _RULE_BODY_TERMINALS,
    "NONE_WHEN": _RULE_BODY_TERMINALS,
}
"""Keywords that are often written on the line above the one where they belong."""


def first_phrase(text: str) -> str:
    """The first keyword of a sentence, as written, or else its first word."""
    keyword, length = longest_keyword(text, 0)
    if keyword is not None and keyword.begins_sentence:
        return text[:length]
    match = WORD.match(text)
    return match.group() if match else text


def probable_keyword(text: str) -> Keyword | None:
    """The keyword a broken sentence was probably meant to begin with."""
    keyword = keyword_at(text, 0)
    if keyword is not None:
        return keyword
    match = WORD.match(text)
    word = match.group().lower() if match else ""
    starters = [k for k in keywords.table().values() if k.begins_sentence]
    return next((k for k in starters for p in k.phrases if len(p) > 3 and distance(word, p, 2) <= 2), None)


def ranking_without_by(line: SentenceLine) -> Diagnostic | None:
    """Report a ranking without `by`, or with a typo in `rank`.

    Parsed as rows of a value, it would have no trigger, and its ranks would have no meaning.
    """
    match = _RANKING.match(line.text)
    is_ranking = match is not None and distance(match[2].lower(), "rank", 1) <= 1 and match[1].lower() != "by rank of"
    if match is None or not is_ranking or _TRIGGER.search(line.text):
        return None
    hint = Phrase(
        "write `award by rank of FIGURE per year among K, …`, and under it a line per rank, such as `1: up to 50000`",
        "请写`对 每年 年度数据 排名 的 对象，按 名次 分别奖励：`，并在其下逐行写各名次，例如`第1名：最高 5万元`",
    )
    return errors.UnexpectedWord(span=line.span(*match.span(1)), found=match[1], expected="`by rank of`", hint=hint)


def fitting_start(text: str, start: str, terminals_of_start: Callable[[str], frozenset[str]]) -> str | None:
    """The start symbol under which this sentence would be correct, if its first keyword is not accepted here."""
    keyword = keyword_at(text, 0)
    candidates = [s for s in (*keywords.PLACES, keywords.PAGE)[1:] if s != start]
    if keyword is None or not keyword.begins_sentence:
        is_row = _ROW.match(text) or (keyword is not None and keyword.terminal in _ROW_WORDS)
        return "row_line" if is_row and start in ("page_line", "block_line", "award_line") else None
    terminal = "_" + keyword.terminal
    if terminal in terminals_of_start(start):
        return None
    if start in ("field_line", "record_line") and keyword.terminal == "HERE" and re.match(r'\w+ "', text):
        return None  # a field of that name, with its label
    return next((s for s in candidates if terminal in terminals_of_start(s)), None)


def explain(line: SentenceLine, start: str, page: PageContext) -> Diagnostic:
    """The finding about a sentence that cannot be parsed."""
    surface = line.surfaces[0]
    finding = _unclear_bound(line) or _misplaced_sentence(line, start) if surface is Surface.CHINESE else None
    if finding is not None:
        return finding
    if line.has_unknown and line.segment_around_unknown is not None:
        line.take_segmentation(line.segment_around_unknown())
    place = StopPoint.create(line, start, page)
    place = (
        place.stop_point_at(place.offset) if surface is Surface.CHINESE else _moved_to_start(_moved_to_phrase(place))
    )
    return next(finding for step in STEPS[surface] if (finding := step(place)) is not None)


_NO_REPAYMENTS = {"AWARD", "RECOVER", "OBLIGE", "LESS_PAID", "EXCEPT"}
"""Sentences that do not say what is paid back, whatever their words are."""


def _words_of_instalment(place: StopPoint) -> Diagnostic | None:
    """A line under `pay in parts` with other words for its day or its share."""
    rows = common_mistakes.INSTALMENT_LINES if place.start == "instalment_line" else ()
    if hint := first_advice(rows, place):
        end = place.offset + max(len(place.word), 1)
        return unexpected_word(place, place.offset, end, first_expected_words(place, ()), hint)
    return None


def _other_words(place: StopPoint) -> Diagnostic | None:
    """Other words for a part, if the whole sentence can be parsed with it in their place."""
    text, rows = place.text, common_mistakes.REWORDINGS[place.surface]
    parts = [
        (*match.span(), match.expand(written), choice)
        for words, written, *choice in rows
        for match in re.finditer(words, text, re.IGNORECASE)
    ]
    for start, end, written, choice in parts:
        if place.reads(f"{text[:start]}{written}{text[end:]}"):
            texts = choice or ("`{found}` is written `{word}`", "`{found}`写作`{word}`")
            hint = Phrase(*texts, found=place.line.written[start:end], word=written)
            edits = () if choice else (Edit(place.span(start, end), written),)
            return unexpected_word(place, start, end, f"`{written}`", hint, candidates=edits)
    return None


def _official_sentence(place: StopPoint) -> Diagnostic | None:
    """A sentence of official documents that begins with no keyword, or ends with other words than its keyword."""
    is_other = place.verb in _NO_REPAYMENTS or place.verb.startswith(("GIVEN", "EXPECT"))
    repayment = None if is_other else find_repayment(place.text, place.start, place.page.currency)
    if repayment is None and place.start in PLACES_OF_AWARDS:
        repayment = find_instalments(place.text)
    hint = first_advice(common_mistakes.SENTENCES, place) if repayment is None else repayment.advice
    if (place.verb == "AWARD" and repayment is None) or not hint:
        return None
    end = place.offset + max(len(place.word), 1)
    return unexpected_word(place, place.offset, end, first_expected_words(place, ()), hint)


def unexpected_word(
    place: StopPoint,
    start: int,
    end: int,
    expected: MessageValue,
    hint: MessageValue = NOTHING,
    *nearest: str,
    candidates: tuple[Edit, ...] = (),
) -> Diagnostic:
    """The finding about words at the beginning of a sentence or in it, or about its end."""
    if start == len(place.text):
        return errors.EndsEarly(span=place.line.span(max(start - 1, 0), start), expected=expected, hint=hint)
    kind = errors.UnexpectedWord if place.offset else errors.UnknownSentence
    return kind(
        span=place.span(start, end),
        found=place.line.written[start:end],
        expected=expected,
        hint=hint,
        nearest=nearest,
        candidates=candidates,
    )


def _day_finding(place: StopPoint) -> Diagnostic | None:
    """Words for days in a condition: `granted on or after 2025-03-01`."""
    if not re.search(r"^if\b|\b(?:when|while)\b", place.text[: place.offset], re.IGNORECASE):
        return None
    for comparison, words in common_mistakes.DATE_WORDS.items():
        pattern = (
            rf"(?P<event>(?:\b(?:when|while) \w+ )?)(?P<field>[^\W\d]\w*?)(?:_on)? (?P<words>{words})"
            r"(?: (?P<day>\d{4}-\d\d-\d\d|[^\W\d]\w*))?(?= |$)"
        )
        for match in re.finditer(pattern, place.text, re.IGNORECASE):
            day = match["day"] or "2022-05-01"
            is_day = day[:1].isdigit() or (place.is_declared(day) and not place.is_declared(""))
            if is_day and match.start("words") <= place.offset <= match.end("words"):
                event = f"{match['event']}{match['field']} and " if match["event"] else ""
                edit = Edit(place.span(*match.span()), f"{event}{match['field']}_on {comparison} {day}")
                hint = Phrase(
                    "days are compared like numbers: `{comparison} {day}`",
                    "日期像数字一样比较：`{comparison} {day}`",
                    comparison=keywords.phrase(comparison),
                    day=day,
                )
                expected = first_expected_words(place)
                return unexpected_word(place, *match.span("words"), expected, hint, candidates=(edit,))
    return None


def _mixed_languages(place: StopPoint) -> Diagnostic | None:
    """A keyword of the other language."""
    is_chinese = place.surface is Surface.CHINESE
    if not is_chinese and (place.text.isascii() or place.first_keyword is None):
        return None
    plain = mask_quotations(place.text, " ")
    pattern, phrases, language = WORD, keywords.chinese_phrases(), errors.CHINESE_IN_ENGLISH
    if is_chinese:
        pattern, phrases, language = ENGLISH_WORD, keywords.reserved_words(), errors.ENGLISH_IN_CHINESE
    for word in pattern.finditer(plain, 0, len(plain)):
        is_near = is_chinese and place.offset <= word.end() + 1 and keyword_at(plain, word.start()) is not None
        if word.start() <= place.offset and (word.group() in phrases or is_near):
            return errors.MixedLanguages(span=place.span(*word.span()), word=word.group(), found=language)
    return None


def _moved_to_phrase(place: StopPoint) -> StopPoint:
    """The place, moved back if the parser read the beginning of a keyword as a name: `award at most 5`."""
    starts = [m.start() for m in WORD.finditer(place.text, 0, place.offset)][1:]
    for start in starts[-MAX_WORDS:]:
        if start < place.offset < start + longest_keyword(place.text, start, place.surface)[1]:
            earlier = place.stop_point_at(start)
            return earlier if earlier.accepts else place
    return place


def _moved_to_start(place: StopPoint) -> StopPoint:
    """The place, moved to the first word if that was parsed as the key of a row and is similar to a keyword."""
    is_key = place.accepts <= {"COMMA", "COLON"} and ":" not in place.text and re.search(r"[^\W\d]|\"", place.word)
    first = place.stop_point_at(0)
    return first if is_key and (near_keywords(first) or meant_keyword(first)) else place


def _incomplete_phrase(place: StopPoint) -> Diagnostic | None:
    """`counting all support`: the parser read the first word of a longer phrase as a name."""
    word = WORD.match(place.text)
    if place.offset == 0 or word is None or place.first_keyword is not None:
        return None
    first = place.stop_point_at(0)
    near = sorted(phrase for phrase in _phrases(first) if phrase.lower().startswith(word.group().lower() + " "))[:3]
    expected, hint = first_expected_words(first, tuple(near)), errors.UnknownSentence.hint
    return unexpected_word(first, 0, word.end(), expected, hint, *near) if near else None


def _unfinished_phrase(place: StopPoint) -> Diagnostic | None:
    """`none when another level supported`: at least two words of a long phrase, but not all of them."""
    if place.start in PLACES_OF_AWARDS and find_instalments(place.text) is not None:
        return None
    start = place.text.rstrip().rfind(" ", 0, max(place.offset - 1, 0)) + 1
    words = [*itertools.islice(WORD.finditer(place.text, start), MAX_WORDS)]
    candidates: list[tuple[int, str]] = []
    for keyword in place.table.values():
        for phrase in keyword.phrases if f"_{keyword.terminal}" not in place.accepts else ():
            parts = phrase.lower().split()
            count = _common_length((word.group().lower() for word in words), parts)
            if 1 < count < len(parts):
                candidates.append((count, phrase))
    if not candidates:
        return None
    count, phrase = max(candidates, key=lambda candidate: candidate[0])
    start, end = words[0].start(), words[count - 1].end()
    span, words_as_written = place.span(start, end), place.line.written[start:end]
    return errors.UnexpectedWord(span=span, found=words_as_written, expected=f"`{phrase}`", nearest=(phrase,))


def _comma_finding(place: StopPoint) -> Diagnostic | None:
    """A comma where an amount may continue: after a number, or where `once` is accepted."""
    before, after = mask_quotations(place.text, "_")[: place.offset], place.text[place.offset :]
    is_after_number = re.search(r"\d ?$", before) is not None
    is_amount = is_after_number or "_ONCE" in place.accepts
    if not after.startswith(",") or not is_amount or place.verb.startswith("GIVEN"):
        return None
    blanks_only = Phrase("leave the comma out: blanks alone part the words", "请删去逗号：词与词之间只用空格")
    advice = errors.CommaInAmount.advice if is_after_number and re.match(r", ?\d", after) else blanks_only
    return errors.CommaInAmount(span=place.span(place.offset, 0), advice=advice)


_DENIAL = ("a denial is written `not {word}`", "否定写作`非 {word}`")
MARKS = (
    (Mistake("¦[;；]", "part the fields of a line by `·`", "一行中的字段用`·`隔开", terminal="DOT"), ""),
    (Mistake(r"¦[.．]ipp\b", "name the vocabulary alone, without `.ipp`", "只写词汇的名称，不写`.ipp`"), ""),
    (
        Mistake(r"¦[.．](?P<word>\d[\d,.]*%?)", "a number below 1 is written `0.{word}`", "小于1的数写作`0.{word}`"),
        "0.",
    ),
    (Mistake(r"¦[!！](?P<word>[^\W\d]\w*)", *_DENIAL, terminal="_NOT"), "not "),
    (Mistake(r"¦[!！] (?P<word>[^\W\d]\w*)", *_DENIAL, terminal="_NOT"), "not"),
)
"""Marks that do not end a sentence, each with what to write in its place."""


def _mark_finding(place: StopPoint) -> Diagnostic | None:
    """A mark that does not end a sentence, or that belongs to the number or word after it."""
    mark, span = place.line.written[place.offset : place.offset + 1], place.span(place.offset, 0)
    if place.text[place.offset : place.offset + 1] not in tuple("。.;；!?"):
        return None
    for mistake, text in MARKS:
        advice = mistake.advice_on(place)
        if advice:
            return errors.FullStop(span=span, mark=mark, advice=advice, candidates=(Edit(span, text),) if text else ())
    return errors.FullStop(span=span, mark=mark)


def _bracket_finding(place: StopPoint) -> Diagnostic | None:
    """A bracket without its other one, if it is at the place or open there."""
    code, pairs = mask_quotations(place.text, "_"), 1
    while pairs:
        code, pairs = re.subn(r"\([^()]*\)", lambda pair: "_" * len(pair.group()), code)
    opened = code.rfind("(")
    is_closing = code[place.offset : place.offset + 1] == ")"
    if not is_closing and (opened < 0 or "RPAR" not in place.accepts):
        return None
    signs = "（）" if place.surface is Surface.CHINESE else "()"
    return errors.OpenBracket(span=place.span(place.offset if is_closing else opened, 0), bracket=signs[is_closing])


def _missing_amount(place: StopPoint) -> Diagnostic | None:
    """A word that follows an amount, directly after `award`."""
    offset, is_first = (
        place.offset,
        place.text[: place.offset].rstrip() == place.text[: longest_keyword(place.text, 0, place.surface)[1]],
    )
    if place.verb != "AWARD" or place.terminal not in _AFTER_AMOUNT or not is_first:
        return None
    end = offset + longest_keyword(place.text, offset, place.surface)[1]
    advice = first_advice(common_mistakes.LIMITS_FIRST, place) or errors.MissingAmount.advice
    return errors.MissingAmount(span=place.span(offset, end), found=place.line.written[offset:end], advice=advice)


def _missing_key(place: StopPoint) -> Diagnostic | None:
    """What a rule counts by, without `per`: `cap 500 enterprise`."""
    word, rest = place.word, place.text[place.offset :]
    if not rest or place.verb not in RULES_WITH_PER or place.terminal in MANNERS:
        return None
    part, advice = word, NOTHING
    if place.terminal == "ACROSS_APPLICANTS" and place.verb == "CAP" and "$END" not in place.accepts:
        part, advice = (
            rest,
            Phrase(
                "say what it counts by: `{before} per year across applicants`",
                "请写明归并项：`{before}`写作`每年 各申请人合计 最高奖励 …`",
                before=place.text[: place.offset].strip(),
            ),
        )
    elif _is_key(place):
        key = keywords.per_phrase("year" if word.lower() in common_mistakes.YEARS else word)
        verb = first_phrase(place.text)
        advice = Phrase(
            "a rule names what it counts by: `{verb} … {key}`", "规则应写明归并项：`{key} … {verb}`", verb=verb, key=key
        )
    expected = literal_phrase("per", place.keyword_text("PER"))
    span = place.span(place.offset, place.offset + len(word))
    edits = (Edit(span, f"per {word}"),) if _is_key(place) else ()
    missing = errors.MissingWord(span=span, found=part, expected=expected, advice=advice, candidates=edits)
    return missing if advice else None


def _is_key(place: StopPoint) -> bool:
    """Whether the word at the place is a key of a rule that lacks `per`, and no other keyword or quality."""
    is_slip = re.match(r"in \d{4}|\W|\d", place.text[place.offset :], re.IGNORECASE)
    word = place.word.lower()
    is_key = word in common_mistakes.YEARS or (place.is_declared(place.word) and not _is_order(place))
    if is_slip or word in ("by", "for", "of", "across") or not is_key:
        return False
    if "_PER" not in place.accepts or _begins_sentence(place) or near_keywords(place):
        return False
    meant = meant_keyword(place)
    return (meant is None or meant[1].terminal == "PER") and not first_advice(common_mistakes.QUALITIES, place)


def _begins_sentence(place: StopPoint) -> bool:
    """Whether the keyword at the place begins a sentence and is not the key of a rule or an award."""
    has_key = place.verb in RULES_WITH_PER or (place.verb == "AWARD" and "_PER" in place.accepts)
    is_key = place.terminal in ("MATTER", "APPLICANT") and has_key
    return place.keyword is not None and place.keyword.begins_sentence and "$END" in place.accepts and not is_key


def _second_sentence(place: StopPoint) -> Diagnostic | None:
    """A second sentence after a complete one."""
    if not place.offset or place.verb == "EXCEPT" or not _begins_sentence(place):
        return None
    body = _BODY_TERMINALS.get(place.verb, _RULE_BODY_TERMINALS if place.verb in RULES_WITH_PER else ())
    is_limit = place.terminal == "CAP" and place.verb == "AWARD"
    where = second_sentence_place(is_limit=is_limit, is_beneath=place.terminal in body)
    span = place.span(place.offset, place.offset + len(place.word))
    return errors.TwoSentences(span=span, found=place.word, where=where)


def _reserved_word(place: StopPoint) -> Diagnostic | None:
    """A word that cannot be a name, where a name is expected."""
    is_reserved = place.keyword is not None and place.keyword.is_reserved
    if not is_reserved or "NAME" not in place.accepts or "LPAR" in place.accepts:
        return None
    near, end = near_keywords(place), place.offset + len(place.word)
    advice = common_mistakes.advice(place, near)
    if advice:
        expected, span = first_expected_words(place), place.span(place.offset, end)
        return errors.UnexpectedWord(span=span, found=place.word, expected=expected, hint=advice)
    expected = first_expected_words(place, near)
    return errors.ReservedWord(span=place.span(place.offset, end), found=place.word, expected=expected)


_CONDITION_WORDS = {"if": "if {rest}", "unless": "if not {rest}", "除非": "须 非 {rest}"}
"""The lines of conditions, by the word that begins them within an award."""
IS_REQUIRED_AFTER_UNLESS = re.compile("否则|不予|不得|不再|方可|才")
"""Words after `除非` with which it names what is required, not what is excluded."""


def condition_edits(line: SentenceLine, offset: int, word: str) -> tuple[Edit, ...]:
    """The edits that move a condition of an award to a line under it: `award 5 when patent granted if located_here`.

    `word` is the first word of the condition. A second edit joins the condition to those on the record.
    """
    form = _CONDITION_WORDS.get(word.lower())
    rest = line.written[offset + len(word) :].strip(" .。")
    if form is None or not rest or IS_REQUIRED_AFTER_UNLESS.search(rest):
        return ()
    if " " in rest and form.split()[1] in ("not", "非"):
        rest = f"（{rest}）" if has_chinese(word) else f"({rest})"
    written = form.format(rest=rest)
    end = len(line.text)
    if offset == 0:
        return (Edit(line.span(0, end), written),)
    start = len(line.written[:offset].rstrip(" ,，"))
    indent = " " * (line.span(0, 1).column + 1)
    beneath = Edit(line.span(start, end), f"\n{indent}{written}")
    joined = {"if": "and", "unless": "and not"}.get(word.lower())
    return (beneath,) if joined is None else (beneath, Edit(line.span(offset, offset + len(word)), joined))


def _currency_finding(place: StopPoint) -> Diagnostic | None:
    """`20000 yuan`, `RMB 20,000`: a currency at an amount, with the edit that leaves it out."""
    text, start = place.text, place.offset
    before = re.search(r"([^\W\d]+) ?$", text[:start])
    if text[start : start + 1].isdecimal() and before is not None:
        start = before.start(1)
        length = currency_word_length(text, start, is_after_number=False)
    else:
        is_after_number = re.search(r"\d ?$", text[:start]) is not None
        length = currency_word_length(text, start, is_after_number=is_after_number)
    if not length:
        return None
    end = start + length
    word, fitting = place.line.written[start:end], first_expected_words(place.stop_point_at(start))
    removed = (start, end + 1) if text[end : end + 1] == " " else (start, end)
    is_own = place.page.currency in currencies_of(word)
    candidates = (Edit(place.line.span(*removed), ""),) if is_own else ()
    other = Phrase("the amounts of this policy are in {code}", "本政策的金额以 {code} 计", code=place.page.currency)
    return errors.UnexpectedWord(
        span=place.line.span(start, end),
        found=word,
        expected=fitting,
        hint=common_mistakes.CURRENCY_ADVICE if is_own else other,
        candidates=candidates,
    )


def second_sentence_place(*, is_limit: bool, is_beneath: bool) -> Phrase:
    """The line where the second of two sentences belongs."""
    if is_limit:
        return Phrase(
            "of its own; the limit of the award itself is written `at most`",
            "单独的一行；奖励本身的限额写作`最高不超过`",
        )
    return Phrase("under this one, indented", "这一行之下，并缩进") if is_beneath else errors.TwoSentences.where


def _unexpected_word(place: StopPoint) -> Diagnostic:
    offset, is_manner = place.offset, place.terminal in MANNERS
    near = () if is_manner else near_keywords(place)
    if offset == len(place.text):
        hint = first_advice(common_mistakes.UNFINISHED, place) or _form_hint(place)
        return unexpected_word(place, offset, offset, first_expected_words(place, near), hint)
    slip = common_mistakes.advice(place, near) if offset else first_advice(common_mistakes.FIRST_WORDS, place)
    repair = nearest_keyword(place, 0) if offset and slip.en not in common_mistakes.RANGE_TEXTS else None
    if offset and repair is None and not slip and not is_manner:
        repair = nearest_keyword(place, 1)
        slip = NOTHING if repair else first_advice(common_mistakes.QUALITIES, place)
    if repair is not None:
        return _repaired_word(place, repair)
    is_near = offset == 0 and near and " " in near[0]
    meant = None if slip or is_near else meant_keyword(place)
    if meant is not None:
        return _meant_word(place, *meant)
    word, end = place.word, offset + len(place.word)
    edits = condition_edits(place.line, offset, word) if not offset or place.verb == "AWARD" else ()
    if not (slip or near or not offset):
        missing, advice = missing_keyword(place)
        joined = _joined_word(place) if missing else None
        if joined is not None:
            return _repaired_word(place, joined)
        if missing:
            span = place.span(offset, end)
            edits = (*_moved_quality(place), Edit(span, f"{missing} {place.line.written[offset:end]}"))
            return errors.MissingWord(span=span, found=word, expected=missing, advice=advice, candidates=edits)
        slip = first_advice(common_mistakes.MISPLACED_WORDS, place) or _form_hint(place)
        edits += (*missing_mark(place), *missing_quotation_marks(place), *_missing_sign(place))
        return unexpected_word(place, offset, end, first_expected_words(place), slip, candidates=edits)
    expected = first_expected_words(place, () if slip else near)
    if slip:
        edits += missing_quotation_marks(place)
        return unexpected_word(place, offset, end, expected, slip, candidates=edits)
    if offset:
        return unexpected_word(place, offset, end, expected, NOTHING, *near, candidates=edits)
    if place.is_declared(word) and "_IF" in place.accepts:
        edits = (Edit(place.line.span(0, end), f"if {place.line.written[:end]}"),)
    return unexpected_word(place, offset, end, expected, errors.UnknownSentence.hint, *near, candidates=edits)


def _missing_sign(place: StopPoint) -> tuple[Edit, ...]:
    """The edit that makes a percentage of a number before `of`: `award 30 of cost`."""
    number = re.search(r"[\d.]+ $", place.text[: place.offset])
    if number is None or place.word.lower() != "of":
        return ()
    return (Edit(place.line.span(number.start(), place.offset), f"{number.group().strip()}% "),)


def _repaired_word(place: StopPoint, repair: Repair) -> Diagnostic:
    """The finding about words that are nearly a keyword or a declared word."""
    expected = first_expected_words(place.stop_point_at(repair.start), repair.phrases)
    return unexpected_word(place, repair.start, repair.end, expected, NOTHING, *repair.phrases)


def _meant_word(place: StopPoint, start: int, match: common_mistakes.KeywordMatch) -> Diagnostic:
    """The finding about words that mean a keyword."""
    words, keyword = place.line.written[start : match.end], place.keyword_text(match.terminal)
    period = first_advice(common_mistakes.PERIODS_OF_BUDGETS, place.stop_point_at(start))
    hint = period or Phrase("`{found}` is written `{word}`", "`{found}`写作`{word}`", found=words, word=keyword)
    edits = () if period else (Edit(place.span(start, match.end), keyword),)
    expected = first_expected_words(place.stop_point_at(start), (keyword,))
    return unexpected_word(place, start, match.end, expected, hint, candidates=edits)


def _moved_quality(place: StopPoint) -> tuple[Edit, ...]:
    """The edit of `when domestic patent granted` that makes the quality a condition on the record."""
    before = re.search(r"\b(?:when|while) (([^\W\d]\w*) ([^\W\d]\w*)) $", place.text[: place.offset], re.IGNORECASE)
    if before is None:
        return ()
    span = place.line.span(before.start(1), place.offset + len(place.word))
    return (Edit(span, f"{before[3]} {place.word} and {before[2]}"),)


def _joined_word(place: StopPoint) -> Repair | None:
    """Two words before the place that are one declared word with `_` between them, if the first is not declared."""
    words = [*WORD.finditer(place.text, 0, place.offset + len(place.word))][-3:]
    for first, second in itertools.pairwise(words):
        joined = f"{first.group()}_{second.group()}"
        if place.is_declared(joined) and not place.is_declared(first.group()):
            return Repair(first.start(), second.end(), (joined,))
    return None


def _form_hint(place: StopPoint) -> Phrase:
    """The example of a sentence with this verb."""
    example = example_of(place.verb, place.text)
    if example is None:
        return common_mistakes.INSTALMENT_FORMS if place.start == "instalment_line" else NOTHING
    return Phrase("it is written like `{form}`", "写法如`{form}`", form=literal_phrase(example.en, example.zh))


_BELOW = re.compile(r"(?<![\d.,])(\d[\d.,]*[百千万亿]?元?) ?[件个项家名次种篇人]? ?以下")
_ABOVE_INCLUDED = re.compile(r"(?:超过|高于) ?(\d[\d.,]*[百千万亿]?元?)([件个项家名次种篇人]?) ?\(含")


def _unclear_bound(line: SentenceLine) -> Diagnostic | None:
    """Report `以下`, which has two meanings in official documents, and `超过5名（含5名）`, which means `不低于`."""
    bound = _BELOW.search(line.text)
    if bound is not None:
        written = bound.group().replace(" ", "")
        return errors.UnclearUpperBound(span=line.span(*bound.span()), found=written, number=bound[1])
    bound = _ABOVE_INCLUDED.search(line.text)
    if bound is not None:
        return errors.AmbiguousBoundary(span=line.span(bound.start(), bound.end() - 2), number=bound[1] + bound[2])
    return None


def _misplaced_sentence(line: SentenceLine, start: str) -> Diagnostic | None:
    """A Chinese sentence that is correct at a different place."""
    loose = (*keywords.NAMELIKE_KINDS, "record_with_parts") if start == "row_line" else keywords.NAMELIKE_KINDS
    for other in (*keywords.PLACES, keywords.PAGE)[1:]:
        if other == start or (other == "row_line" and ":" not in line.text):
            continue  # `甲的，…` is also a row, and most sentences begin like that
        if kind_of(line.text, other, Surface.CHINESE) not in loose:
            word_match = CHINESE_WORD.match(line.text)
            word = word_match.group() if word_match is not None else line.text
            span, where = line.span(0, len(word)), keywords.PLACES[start]
            if other == "row_line" and start == "award_line":
                return errors.MisplacedSentence(span=span, word=word, where=where, advice=errors.ROWS_NEED_BY)
            return errors.MisplacedSentence.create(span, word, where, rightly=keywords.PLACES[other])
    return None


def _number_finding(place: StopPoint) -> Diagnostic | None:
    """A comma in a Chinese sum, or a number with Latin letters: `20w`."""
    before, after = place.text[: place.offset], place.text[place.offset :]
    comma = re.search(r"\d ?(,) ?$", before)
    if comma is not None and after[:1].isdigit():
        return errors.CommaInAmount(span=place.line.span(*comma.span(1)))
    digits, letters = re.search(r"\d[\d.,]*$", before), re.match("[A-Za-z]+", after)
    if digits is None or letters is None:
        return None
    text = digits.group() + letters.group()
    span = place.span(digits.start(), place.offset + letters.end())
    return errors.BadNumber(span=span, found=text, hint=literals.hint(text))


def _per_mille(place: StopPoint) -> Diagnostic | None:
    """`1‰`, if the sentence can be parsed with the percentage in its place."""
    for match in re.finditer(r"(\d+(?:\.\d+)?) ?‰", place.text):
        share, span = f"{decimal(Fraction(match[1]) / 10)}%", place.span(*match.span())
        if place.reads(f"{place.text[: match.start()]}{share}{place.text[match.end() :]}"):
            hint = common_mistakes.PER_MILLE_ADVICE
            return errors.BadNumber(span=span, found=match[0], hint=hint, candidates=(Edit(span, share),))
    return None


def _year_of_records(place: StopPoint) -> Diagnostic | None:
    """`K of the year`: records of the year are `K in the year`."""
    words = re.compile("of (?:the|this|that) year(?! (?:after|before))").match(place.text, place.offset)
    if words is None:
        return None
    before, after = place.text[: words.start()], place.text[words.end() :]
    hint = Phrase("the records of the year are `RECORD in the year`", "当年的记录写作`RECORD in the year`")
    candidates: tuple[Edit, ...] = (Edit(place.span(*words.span()), "in the year"),)
    if not place.reads(f"{before}in the year{after}"):
        hint, candidates = common_mistakes.YEAR_OF_WORD, ()
        if not place.reads(f"{before.rstrip()}{after}"):
            return None
    return unexpected_word(place, *words.span(), first_expected_words(place, ()), hint, candidates=candidates)


def _second_chinese_sentence(place: StopPoint) -> Diagnostic | None:
    """A second sentence after a complete one, or a mark at its end."""
    text, offset, start = place.text, place.offset, place.start
    if offset in (0, len(text)):
        return None
    before = text[:offset].rstrip(", ")
    has_comma = before != text[:offset].rstrip()  # a comma continues the award or begins a sentence
    if "$END" in place.accepts or (has_comma and "$END" in accepted_terminals(before, start, Surface.CHINESE)):
        is_mark = text[offset] in ".;!?。；！？"
        rest = text[offset + is_mark :].strip(" ,")
        where = _second_place(before, rest, start)
        if where is not None:
            word = rest.split()[0]
            begins = text.index(rest, offset)
            return errors.TwoSentences(span=place.span(begins, begins + len(word)), found=word, where=where)
        if is_mark:
            return errors.FullStop(span=place.span(offset, offset + 1), mark=place.line.written[offset])
    word_match = re.match(r"\w+", text[offset:])
    once = keywords.chinese()["ONCE"].phrases
    if word_match is not None and word_match[0] in once and any(phrase in text[:offset] for phrase in once):
        return errors.RepeatedWord(span=place.span(offset, offset + len(word_match[0])), word=word_match[0])
    return None


def _second_place(text_before: str, rest: str, start: str) -> Phrase | None:
    """Where the second of two sentences belongs; `None` if the rest is not a sentence."""
    first, second = (kind_of(text, start, Surface.CHINESE) for text in (text_before, rest))
    if start == "recovery_line" and rest.startswith("须 "):
        return Phrase(
            "of a `recover` of its own for this case, together with this one: a condition is of the whole sentence",
            "为这种情形另写的一句`追回`之下，与这一行一起：条件适用于整句",
        )
    body = keywords.BODIES.get(first or "")
    if body is not None and kind_of(rest, body.start, Surface.CHINESE) not in keywords.NAMELIKE_KINDS:
        return second_sentence_place(is_limit=False, is_beneath=True)
    is_limit = second == "cap" and first is not None and first.startswith("award")
    return None if second in keywords.NAMELIKE_KINDS else second_sentence_place(is_limit=is_limit, is_beneath=False)


def _find_phrase(place: StopPoint) -> PhraseMatch | None:
    from ipdsl.syntax.chinese_sentences import find_phrase  # most runs have no such mistake, and start faster

    has_words = not place.is_declared("")  # without a vocabulary, any word may be declared
    return find_phrase(place.text, place.start, lambda word: has_words and place.is_declared(word))


def _official_phrase(place: StopPoint) -> Diagnostic | None:
    """A phrase of official documents that a page writes differently."""
    meant = _find_phrase(place)
    if meant is None or not meant.note:
        return None
    span = place.span(meant.start, meant.end)
    phrase = place.line.written[meant.start : meant.end].replace(" ", "")
    edits = (Edit(span, meant.edit),) if meant.edit is not None else condition_edits(place.line, meant.start, phrase)
    return errors.OfficialPhraseUsed(span=span, found=phrase, form=meant.form, note=meant.note, candidates=edits)


def _unknown_run(place: StopPoint) -> Diagnostic | None:
    """Characters that are not a word, at the place where parsing stopped or just before it."""
    line = place.line
    unknown = next((run for run in line.unknown if 0 < run[0] <= place.offset <= run[1] + 1), None)
    if unknown is None:
        return None
    first, last = unknown
    known, text = line.written[:first].split()[-1], line.written[first:last]
    meant = _find_phrase(place)
    hint = NOTHING
    if meant is not None and meant.is_whole:
        return None  # the sentence has another form, and the run is not a word of it
    if meant is not None:
        written = Phrase("; the sentence is written `{form}`", "；句子写作`{form}`", form=meant.form)
        hint = _with_remark(written, meant.remark)
    is_year = known in ("当年", "上年") and text.startswith("度") and not line.text.startswith("对")
    candidates = (
        (Edit(line.span(first, first + 1), ""),) if is_year else near_chinese_keywords(place.stop_point_at(first))
    )
    return errors.UnknownRun(span=line.span(first, last), found=text, known=known, hint=hint, candidates=candidates)


def _unexpected_chinese_word(place: StopPoint) -> Diagnostic:
    text, offset, accepts, end = place.text, place.offset, place.accepts, 0
    meant = _find_phrase(place)
    form, hint = "", NOTHING
    if meant is not None:
        form = meant.form
        hint = _with_remark(Phrase("write it as `{form}`", "写法：`{form}`", form=form), meant.remark)
        hint = meant.remark if meant.is_whole else hint
    is_rate = text[offset:].startswith("的 ") and "_ZHI" in accepts and (meant is None or not meant.is_whole)
    if is_rate:
        hint = common_mistakes.RATE_ADVICE
    if accepts == {"_STANDARD"}:  # two names in a row: the missing word is one that may follow the first
        place = place.stop_point_at(text.rstrip().rindex(" ", 0, offset - 1) + 1)
        offset = place.offset
        accepts = frozenset(terminal for terminal in place.accepts if terminal.startswith("_"))
    elif form and _begins_with_no_word(text, offset, accepts, form):
        place, end = place.stop_point_at(0), len(text[:offset].split()[0])
        offset = 0
    word_match = CHINESE_WORD.match(text, offset)
    end = min(word_match.end() if word_match is not None else offset + 1, end or len(text))
    word = place.line.written[offset:end]
    first = form.partition(" ")[0]
    if offset == 0 and first in keywords.chinese_phrases():
        expected = literal_phrase(f"`{first}`", f"`{first}`")
    else:
        expected = _expected_chinese_words(accepts, form, text[:offset])
    if offset and word in keywords.chinese_reserved() and "NAME" in accepts and "LPAR" not in accepts:
        return errors.ReservedWord(span=place.span(offset, end), found=word, expected=expected)
    before = re.search(r"([^\W\d]+) ?$", text[:offset])
    is_name = before is None or place.is_declared(before[1])
    edits = () if before is None or is_name else near_chinese_keywords(place.stop_point_at(before.start()))
    edits += (Edit(place.span(offset, end), "之"),) if is_rate else ()
    edits += (*near_chinese_keywords(place), *missing_mark(place), *missing_quotation_marks(place))
    return unexpected_word(place, offset, end, expected, hint, candidates=edits)


def _with_remark(form: Phrase, remark: Phrase) -> Phrase:
    return join_phrases((form, remark), "; ", "；") if remark else form


def _begins_with_no_word(text: str, offset: int, fitting: frozenset[str], form: str) -> bool:
    """Whether the first word was parsed as a name only because a duty or a matter may begin with a name.

    The expected form is neither.
    """
    words = text[:offset].split()
    is_duty = "_SHALL" in fitting and "应当" not in form and len(words) == 1
    is_matter = "_SAME_MATTER" in fitting and "同一事项" not in form and len(words) == 2 and words[1] == "的"
    return is_duty or is_matter


def _expected_chinese_words(terminals: frozenset[str], form: str, text_before: str) -> Phrase:
    """The words that are expected at a place. Among many, only those in the form of the sentence and not yet used."""
    accepted = [
        each for t in sorted(terminals) if (each := keywords.chinese().get(t.removeprefix("_"))) and t[0] == "_"
    ]
    parts, used = re.findall(r"[^\W\d]+", form), text_before.split()
    in_form = [each for each in accepted if each.preferred_phrase in parts and not set(each.phrases) & set(used)]
    words: list[MessageValue] = [PLAIN[t] for t in sorted(terminals) if t in PLAIN and not in_form]
    phrases = [each.preferred_phrase for each in in_form or accepted]
    if terminals & {"_THAT", "_DE"} and not in_form:
        phrases.append("的")
    words += [literal_phrase(f"`{phrase}`", f"`{phrase}`") for phrase in phrases]
    if terminals == {"$END"}:
        words.append(LAST_TOKENS["$END"])
    return join_first_words([*dict.fromkeys(words)]) if words else Phrase("another word", "其他词语")


STEPS: Mapping[Surface, tuple[Step, ...]] = {
    Surface.ENGLISH: (
        _other_words, _words_of_instalment, _day_notation, _bracket_finding, _comma_finding, _mark_finding,
        _mixed_languages, _year_of_records, _incomplete_phrase, _unfinished_phrase, _per_mille, _official_sentence,
        _day_finding, _missing_amount,
        _currency_finding, _missing_key, _second_sentence, _reserved_word, _unexpected_word,
    ),
    Surface.CHINESE: (
        _mixed_languages, _day_notation, _bracket_finding, _number_finding, _per_mille, _second_chinese_sentence,
        _other_words, _official_phrase, _words_of_instalment, _unknown_run, _unexpected_chinese_word,
    ),
}  # fmt: skip
"""The steps of each language in their order. The last one always gives a finding."""
