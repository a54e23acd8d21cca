"""Whether an edit keeps each word of its author.

A word of the sentence is in the edited sentence, or a different form of it is: a keyword, a synonym, a declared word
with typos, or a phrase that `empty_words.toml` lists for a phrase of the edit. Only the words that this table calls
empty may be left out. The check does not depend on the patterns that read sentences.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from functools import cached_property

import attrs

from ipdsl.base.findings.finding import is_misspelt, word_by_definition
from ipdsl.driver.advice.words import Words
from ipdsl.semantics.chinese_pages import words_of_vocabulary
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.syntax import keywords
from ipdsl.syntax.common_mistakes import SYNONYMS

_PLAIN = re.compile("[a-z]+")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_YEAR_OF_DAY = re.compile(r"\d{4}(?=-\d|年\d)")
_BLANK_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
_OPERATORS = ("AND", "OR", "NOT", "LESS", "PLUS", "TIMES", "DIVIDED_BY", "EARLIER", "PER", "OTHERWISE")
_COMPARISONS = ("AT_LEAST", "AT_MOST", "MORE_THAN", "LESS_THAN")
_NUMBER = r"\d+(?:\.\d+)?[%万千百亿元]*"
_MISREAD_RANGE = re.compile(
    rf"(?<![a-z\d.])(?<!above ){_NUMBER} ?(?:less|减|up to) ?{_NUMBER}(?! ?(?:times|乘以|of|的))"
    rf"|above {_NUMBER} at most"
)
"""A difference of two numbers, or a cap in place of the upper end of a band: never the meaning of a range."""
_MOVED_LIMITS = [
    (
        re.compile(rf"\b(?:above|over|exceeding)\D{{0,4}}{_NUMBER},? (?:and |but )?(?:up )?to \D?(?P<most>{_NUMBER})"),
        "at most {}",
    ),
    (re.compile(rf"(?P<most>{_NUMBER}),? (?:times|for (?:each|every)|multiplied by) "), "times .* at most {}"),
    (re.compile(rf"(?P<most>{_NUMBER})[,，]?再?乘以"), "乘以.*不超过{}"),
]
"""A number that ends a band, or is multiplied, and a limit of the whole sum that it is not."""
_OPEN_BOUND = re.compile(
    r"(?:\d%|\b(?:percent|per cent|half|third|quarter|quarters|thirds)) of"
    r"(?: (?!(?:to|for|when|if|where|while|with|whose|who|that|which|and|or|plus|less|per|by|is|are|has|have|be|paid"
    r"|above|over|exceeding|part)\b)[a-z]+){1,5}?(?: (?:above|over|exceeding) \W?[\d.]+)?"
    r" (?:up to|within|(?:not|never) exceeding|(?:no|not) (?:more|less) than|at least|between) \W?"
    r"(?!\d+(?:\.\d+)?(?: ?%| percent| per cent|[ -](?:calendar )?(?:day|week|month|year)))(\d+)"
)
"""A bound directly after the base of a share: of the base, or of the sum that is paid? A repeated one ends a band."""
_REPEATED = {"only": {r"\bthe first (?:[a-z]+ ){1,3}only\b": "the first", r"\bone \w+ only\b": "limit 1"}}
"""Words that repeat what another word of the sentence says, as `the first filing only`, and what the edit has then."""
_SIGNS = {"plus", "less", "加", "减"}
_FIGURE_SIGN = re.compile(r" [-+−] |[＋－]")
"""Signs in figures."""
_CONDITION = re.compile(r"\b(?:when|if|where|while|provided)\b")
"""The words after which a sentence has no sum."""
_SIGN_OF_WORD = re.compile(
    r"(?<!\d)(?<!\d )[!！~～¬≠^](?=\w)|(?:(?<=\S )|(?<=[(（]))[-−@?*/×÷%‰&+](?=[^\W\d])"
    r"|(?:(?<=[^\s\d] )|(?<=[(（]))[-−@?%‰](?=\d)"
)
"""A sign that changes the word or number after it. A sign between two blanks is an operator, and has a word."""
_ITEMS = {"item", "items", "单项", "件", "none when", "不予奖励"}
"""The words of the language for any item."""
_PAID = re.compile(
    "(?:获得|取得|享受|申领|申请|领取)(?=[的本该各奖补资])|(?<=奖励|补助|补贴|资助|支持)(?:金额|总额|资金)"
    r"|\b(?:is|are|be|was|were|been|amounts?) paid\b"
)
"""What a rule says of the payment, also where it is a declared word: the payments obtained, and their sum."""
_BETWEEN = re.compile("[与和、及]|, and |,| and ")


@attrs.frozen(slots=False)
class PageWords:
    """The words of a vocabulary. `record_texts` has other texts for a record: its keys, and the word for an item."""

    texts: Set[str] = frozenset()
    record_texts: Mapping[str, Collection[str]] = {}
    definitions: Sequence[Mapping[str, str]] = ()

    @classmethod
    def from_vocabulary(cls, vocabulary: Vocabulary | None) -> PageWords:
        if vocabulary is None:
            return cls()
        words = [Words(vocabulary, is_chinese=is_chinese) for is_chinese in (False, True)]
        record_texts: dict[str, set[str]] = defaultdict(set)
        for each in words:
            for text, record in each.records.items():
                keys = (word.text(field) for word in words for field in record.fields if field.name in record.key)
                for name in re.split("_", text.lower()):
                    record_texts[name] |= {*map(_normalize, keys), *_ITEMS}
                for field in record.fields:
                    for part in _PLAIN.findall(field.label.definition.replace("feet", "feet foot")):
                        record_texts[_stem(part)].add(_normalize(field.name))
        definitions = [each.payees_by_definition for each in words]
        return cls(frozenset(map(_normalize, words_of_vocabulary(vocabulary))), record_texts, definitions)

    def declares(self, word: str) -> bool:
        """Whether a word is declared for any record."""
        return _normalize(word) in self.texts

    @property
    def without_items(self) -> PageWords:
        """The words without those for any item: a rule on the items of one record is not one on all items."""
        texts = {word: {*forms} - _ITEMS for word, forms in self.record_texts.items()}
        return attrs.evolve(self, record_texts=texts)

    @cached_property
    def stems(self) -> Set[str]:
        """The stems of the English words, and the Chinese words."""
        return {_stem(part) for text in self.texts for part in ([text] if not text.isascii() else text.split())}

    def forms(self, word: str) -> Iterator[str]:
        """Declared words that may replace a word."""
        yield from self.record_texts.get(_stem(word), ())
        yield from self.record_texts.get(word, ())
        if any(word in each for each in self.definitions):
            yield from ("1 applicant", "1个申请人")
        defined = (word_by_definition(word, each) for each in self.definitions)
        yield from (_normalize(each) for each in defined if each is not None)
        for text, definition in self.definitions[0].items() if self.definitions else ():
            if word.endswith(text) and word[: -len(text)] in _PLAIN.findall(definition):
                yield text  # `homeowner`, where an owner is a person who owns a home


def lost_words(sentence: str, edited: str, declared: PageWords) -> list[str]:
    """The words of a sentence for which the edited sentence has no form, and ranges, brackets and days that it adds."""
    before, after = _normalize(sentence), _normalize(edited)
    ranges = [] if _MISREAD_RANGE.search(before) else [match[0] for match in _MISREAD_RANGE.finditer(after)]
    ranges += [
        match[0]
        for pattern, moved in _MOVED_LIMITS
        for match in pattern.finditer(before)
        if re.search(moved.format(re.escape(match["most"])), after)
    ]
    years = [year for year in _YEAR_OF_DAY.findall(after) if year not in before]
    written = _bracketed_signs(_with_scopes(before, declared), declared, _sign_words())
    has_signs = keeps_signs(sentence, edited) and _bracketed_signs(after, declared, _SIGNS) <= written
    brackets = [] if has_signs else ["("]
    return ranges + brackets + years + omitted_words(sentence, edited, declared)


def keeps_signs(sentence: str, edited: str) -> bool:
    """Whether an edit keeps each sign at the beginning of a word or number, or has a word for it.

    >>> keeps_signs("new and !used", "new and used"), keeps_signs("new and !used", "new and not used")
    (False, True)
    """
    signs = Counter(_SIGN_OF_WORD.findall(sentence)) - Counter(_SIGN_OF_WORD.findall(edited))
    before, after = (len(re.findall(r"\bnot\b|[非不未无]", text)) for text in (sentence, edited))
    return not signs or (signs.total() == after - before and signs.keys() <= set("!！~～¬≠"))


def chooses_scope(sentence: str, edited: str, declared: PageWords) -> bool:
    """Whether an edit brackets a sum that the author did not bracket, or makes a cap of the end of a band."""
    before, after = _normalize(sentence), _normalize(edited)
    is_cap = _MISREAD_RANGE.search(before) is None and _MISREAD_RANGE.search(after) is not None
    scoped = _with_scopes(before, declared)
    outside = _CONDITION.split(_mask_brackets(scoped))[0]
    has_open_sign = not _sign_words().isdisjoint(_words(outside, declared)) or _FIGURE_SIGN.search(outside) is not None
    return is_cap or (has_open_sign and after.count("(") > scoped.count("("))


def has_open_bound(sentence: str) -> bool:
    """Whether a bound of a sentence may be one of the base of a share, or one of the share."""
    text = _normalize(sentence)
    return any(len(re.findall(rf"(?<!\d){match[1]}(?!\d)", text)) < 2 for match in _OPEN_BOUND.finditer(text))


def omitted_words(sentence: str, edited: str, declared: PageWords) -> list[str]:
    """The words of a sentence for which the edited sentence has no form."""
    before, after = _normalize(sentence), _normalize(edited)
    written, remaining = list(_words(before, declared)), [*_words(after, declared), *_PLAIN.findall(after)]
    rest, added = Counter(map(_stem, remaining)), set(remaining) - set(written) - _operators()

    def is_kept(word: str) -> bool:
        stem = _stem(word)
        if rest[stem] > 0:
            rest[stem] -= stem not in declared.stems
            return True
        if word in _empty_words() or any(
            _has(after, form) for form in (*_forms().get(word, ()), *declared.forms(word))
        ):
            return True
        for pattern, form in _REPEATED.get(word, {}).items():
            if re.search(pattern, before):
                return _has(after, form)
        if word.isascii():
            is_typo = (
                word not in declared.texts and word not in _forms() and any(is_misspelt(word, near) for near in added)
            )
            return is_typo or (" " in word and all(map(is_kept, word.split())))
        is_typo = len(word) > 2 and any(is_misspelt(word, near[: len(word)]) for near in added)
        return is_typo or any(_has(after, word[:i]) and _has(after, word[i:]) for i in range(2, len(word) + 1))

    return [word for word in written if not is_kept(word)]


def words_of_no_award(rule: str, edited: str, awards: Sequence[str], declared: PageWords) -> list[str]:
    """The declared words of a rule that neither its edit has nor each award that it covers: it is on less than they."""

    def stems(text: str) -> frozenset[str]:
        return frozenset(map(_stem, (*_words(text, declared), *_PLAIN.findall(text))))

    after, without_items = _normalize(edited), declared.without_items
    rest, of_awards = _PAID.sub("", _normalize(rule)), [stems(_normalize(award)) for award in awards]
    covered = stems(after) | (frozenset.intersection(*of_awards) if of_awards else frozenset())

    def is_kept(word: str) -> bool:
        parts = ((word[:i], word[i:]) for i in range(2, len(word) - 1))
        return any(_has(after, form) for form in without_items.forms(word)) or any(
            not word.isascii() and first in after and second in after for first, second in parts
        )

    return [word for word in _words(rest, declared) if _stem(word) in declared.stems - covered and not is_kept(word)]


def _bracketed_signs(text: str, declared: PageWords, signs: Set[str]) -> int:
    """How many signs of addition and subtraction are in brackets."""
    everywhere, outside = (Counter(_words(part, declared)) for part in (text, _mask_brackets(text)))
    figures = len(_FIGURE_SIGN.findall(text)) - len(_FIGURE_SIGN.findall(_mask_brackets(text)))
    return figures + sum((everywhere - outside)[word] for word in signs)


@functools.cache
def _sign_words() -> Set[str]:
    return {word for word, forms in _forms().items() if forms & _SIGNS}


def _with_scopes(text: str, declared: PageWords) -> str:
    """A text with brackets where its words say what a sum is: `sum of cost and fee`, `cost net of tax`."""
    for pattern in _scopes(declared.texts):
        text = pattern.sub(lambda match: f"({'plus ' * max(1, len(_BETWEEN.findall(match[0])))})", text)
    return text


@functools.lru_cache(16)
def _scopes(declared: Set[str]) -> Sequence[re.Pattern[str]]:
    """The forms of a sum with one reading. What is taken out of a declared word is one declared word, and no number."""
    word = "(?:" + "|".join(map(re.escape, sorted(declared, key=len, reverse=True))) + ")" if declared else "(?!)"
    item = rf"(?:(?:the |an? )?{word}|[\d,.]+元?)"
    return [
        re.compile(pattern)
        for pattern in (
            rf"\b(?:sum of|total of|difference between) {item}(?:(?:,| and|, and) {item})+",
            rf"\b{word},? (?:net of|after deduct(?:ing|ion of)|excluding|exclusive of|without|before|including"
            rf"|inclusive of)(?: any| an?| the)? {word}(?= ?(?:[,.;]|$)| (?:to|when|if)\b)",
            rf"{item}(?:[与和、及]{item})+(?:之和|之差|的?(?:合计|总和|差额))",
            rf"扣除{word}后的?{word}|不含{word}的?{word}|{word}扣除{word}之?后",
            rf"{word}\((?:不含|扣除){word}\)|{word}(?:不含|扣除){word}后?的?(?:余额|部分|净额)",
            "基础上再",
        )
    ]


def _normalize(text: str) -> str:
    text = _QUOTED.sub(" ", text).lower().replace("_", " ").translate(str.maketrans("％（）", "%()"))
    return _BLANK_IN_CHINESE.sub("", re.sub(r"(?<=\d),(?=\d{3})", "", text).replace("\n", " ；"))


def _words(text: str, declared: PageWords) -> Iterator[str]:
    """The phrases and words of a text, the longest first. Characters that no list has are a word together."""
    return (match[0] for match in _pattern(declared.texts).finditer(text))


@functools.lru_cache(16)
def _pattern(declared: Set[str]) -> re.Pattern[str]:
    phrases = sorted(
        {*_forms(), *_empty_words(), *(text for text in declared if not text.isascii())},
        key=lambda each: (-len(each), each),
    )
    english = "|".join(re.escape(each) for each in phrases if each.isascii())
    chinese = "|".join(re.escape(each) for each in phrases if not each.isascii()).replace("奖|", "奖(?!励)|")
    return re.compile(rf"(?<![a-z])(?:{english}|[a-z]+)(?![a-z])|{chinese}|(?:(?!{chinese})[㐀-鿿])+")


def _has(text: str, form: str) -> bool:
    """Whether a text has a phrase; `#` is any number."""
    if form == "#":
        return re.search(r"\d", text) is not None
    bounds = (r"(?<![\d.,/])", r"(?![\d/%]|[.,]\d)") if form[:1].isdigit() else ("(?<![a-z])", "(?![a-z])")
    return form in text and re.search(f"{bounds[0]}{re.escape(form)}{bounds[1]}", text) is not None


def _stem(word: str) -> str:
    endings = ("ement", "ation", "ment", "ies", "ing", "ed", "es", "s", "e", "y")
    ending = next((end for end in endings if word.endswith(end) and len(word) > len(end) + 2), "")
    return word[: len(word) - len(ending)] if word.isascii() and " " not in word else word


@functools.cache
def _table() -> dict[str, dict[str, object]]:
    return tomllib.loads(keywords.read_file("empty_words.toml"))


@functools.cache
def _empty_words() -> frozenset[str]:
    return frozenset(word for part in _table().values() for word in part["empty"])  # type: ignore[attr-defined]


@functools.cache
def _operators() -> frozenset[str]:
    tables = (keywords.table(), keywords.chinese())
    return frozenset(word for table in tables for name in _OPERATORS if name in table for word in table[name].phrases)


@functools.cache
def comparison_phrases() -> Sequence[str]:
    """The English comparisons of two words: `at least`, `more than`."""
    return [phrase for name in _COMPARISONS for phrase in keywords.table()[name].phrases]


@functools.cache
def _forms() -> Mapping[str, Set[str]]:
    """Each phrase of an author with the phrases of an edit that may replace it."""
    forms: dict[str, set[str]] = defaultdict(set)
    for table in (keywords.table(), keywords.chinese()):
        for keyword in table.values():
            for phrase in (*keyword.phrases, *SYNONYMS.get(keyword.terminal, ())):
                if re.search(r"[a-z㐀-鿿]", phrase):
                    forms[phrase] |= {*keyword.phrases}
    for part in _table().values():
        for edited, written in part["forms"]:  # type: ignore[attr-defined]
            for phrase in written:
                forms[phrase] |= {*edited}
    return forms


def _mask_brackets(text: str) -> str:
    """The text with another character in place of each character in brackets."""
    depth, result = 0, []
    for character in text:
        if character == ")":
            depth -= 1
        result.append("\0" if depth > 0 else character)
        if character == "(":
            depth += 1
    return "".join(result)
