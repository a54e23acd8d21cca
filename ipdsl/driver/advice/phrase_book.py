"""Official wording read by a phrase book.

A phrase book has patterns of official phrases, and for each the words of the language that mean the same. A sentence
is read only if patterns account for each of its words, so a word that no pattern has leaves the sentence unread. A
sentence that patterns read in several ways has several readings.

`grammar/phrases_english.txt` and `grammar/phrases_chinese.txt` hold the patterns. `[name]` begins the patterns of a
phrase, each `pattern = meaning`. In a pattern, `{name}` is a phrase or a declared word, `(a|b)` a choice, `[a]` what
may be absent. In a meaning, `{name}` is the meaning of that phrase, and `{name2}` that of its second occurrence.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.values import numerals, written_values
from ipdsl.base.values.written_values import decimal, number_with_unit
from ipdsl.driver.advice.chinese import sums as chinese
from ipdsl.driver.advice.english import sums as english
from ipdsl.driver.advice.forms import TooComplexError, UnreadError, Words, attempt, day_of, present
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import grammar

Pattern: TypeAlias = "re.Pattern[str] | _Phrase | _All | _Any"
Meaning: TypeAlias = tuple[int, str]
"""The end of a phrase in the text, and what it means."""
Found: TypeAlias = tuple[tuple[str, str], ...]

_Book: TypeAlias = Mapping[str, Sequence[tuple[Pattern, str]]]

MOST_MEANINGS = 300
"""The most meanings of one phrase at one place."""


@attrs.frozen
class _Phrase:
    name: str


@attrs.frozen
class _All:
    parts: tuple[Pattern, ...]


@attrs.frozen
class _Any:
    choices: tuple[Pattern, ...]


_TOKEN = re.compile(r"\{(?P<phrase>\w+)\}|(?P<sign>[()\[\]|])|(?P<text>[^{}()\[\]|]+)")


def _pattern(tokens: Iterator[re.Match[str]]) -> Pattern:
    """The pattern up to the bracket that closes it, or up to the end."""
    choices: list[list[Pattern]] = [[]]
    for token in tokens:
        if token["phrase"]:
            choices[-1].append(_Phrase(token["phrase"]))
        elif token["text"]:
            choices[-1] += _texts(token["text"])
        elif token["sign"] == "|":
            choices.append([])
        elif token["sign"] == "(":
            choices[-1].append(_pattern(tokens))
        elif token["sign"] == "[":
            choices[-1].append(_Any((_pattern(tokens), _All(()))))
        else:
            break
    return _Any(tuple(_All(tuple(parts)) for parts in choices))


def _texts(text: str) -> Iterator[Pattern]:
    words = text.split()
    if words:
        yield _word(*words)


def _word(*words: str) -> re.Pattern[str]:
    """A pattern for words after any blanks, where no letter of the last word follows."""
    text = " +".join(map(re.escape, words))
    return re.compile(rf" *{text}(?![a-z\d_])" if re.search(r"[a-z\d_]$", text) else f" *{text}")


@functools.cache
def _book(name: str) -> _Book:
    """The patterns of each phrase of a book."""
    rows: dict[str, list[tuple[Pattern, str]]] = defaultdict(list)
    phrase = ""
    for line in grammar.read_file(f"phrases_{name}.txt").splitlines():
        heading = re.fullmatch(r"\[(\w+)\]", line)
        if heading is not None:
            phrase = heading[1]
        elif line.strip() and not line.startswith("#"):
            pattern, _, meaning = line.partition(" =")
            rows[phrase].append((_pattern(_TOKEN.finditer(pattern)), meaning.strip()))
    return rows


@attrs.define(eq=False, repr=False)
class _Search:
    """The meanings of the phrases of one text. `declared` has the declared words that a phrase may be."""

    text: str
    book: _Book
    values: Mapping[str, _Value]
    declared: Mapping[str, Sequence[tuple[re.Pattern[str], str]]]
    known: dict[tuple[str, int], Sequence[Meaning]] = attrs.field(factory=dict)

    def meanings(self, phrase: str, start: int) -> Sequence[Meaning]:
        """The ends and meanings of a phrase that begins at a place."""
        if (phrase, start) not in self.known:
            self.known[phrase, start] = ()
            found = dict.fromkeys((*self._words(phrase, start), *self._rows(phrase, start)))
            if len(found) > MOST_MEANINGS:
                raise TooComplexError
            self.known[phrase, start] = tuple(found)
        return self.known[phrase, start]

    def _words(self, phrase: str, start: int) -> Iterator[Meaning]:
        for pattern, meaning in self.declared.get(phrase, ()):
            match = pattern.match(self.text, start)
            if match is not None:
                yield match.end(), meaning
        if phrase in self.values:
            pattern, value = self.values[phrase]
            match = pattern.match(self.text, start)
            read = None if match is None else attempt(value, match)
            if match is not None and read is not None:
                yield match.end(), read

    def _rows(self, phrase: str, start: int) -> Iterator[Meaning]:
        for pattern, meaning in self.book.get(phrase, ()):
            for end, found in self._ends(pattern, start):
                yield end, meaning.format_map(_by_name(found))

    def _ends(self, pattern: Pattern, start: int) -> Iterator[tuple[int, Found]]:
        match pattern:
            case _Phrase(name):
                yield from ((end, ((name, meaning),)) for end, meaning in self.meanings(name, start))
            case _Any(choices):
                for choice in choices:
                    yield from self._ends(choice, start)
            case _All(()):
                yield start, ()
            case _All((first, *rest)):
                for end, found in self._ends(first, start):
                    yield from ((last, found + more) for last, more in self._ends(_All(tuple(rest)), end))
            case _:
                found = pattern.match(self.text, start)
                if found is not None:
                    yield found.end(), ()


def _by_name(found: Found) -> Mapping[str, str]:
    """The meanings by the name of their phrase; the second and later ones with their number. An absent one is empty."""
    names: dict[str, str] = defaultdict(str)
    for name, meaning in found:
        count = sum(each.rstrip("0123456789") == name for each in names)
        names[f"{name}{count + 1 if count else ''}"] = meaning
    return names


# ---- declared words and values


_IRREGULAR = {
    "bought": "buys?|buying|purchased?|purchases|purchasing", "held": "holds?|holding", "sold": "sells?|selling",
    "built": "builds?|building", "made": "makes?|making", "paid": "pays?|paying", "left": "leaves?|leaving",
    "won": "wins?|winning",
}  # fmt: skip
_FEET = {"feet": "foot", "people": "person", "children": "child"}


def _verbs(event: str) -> str:
    """A pattern for the verb of an event in English: `replaces`, `replacing`, `replaced`."""
    stem = re.sub("e?d$", "", event)
    return f"{event}|{_IRREGULAR.get(event) or f'{stem}(?:e|s|es|ing|ed)?'}"


def _singular(text: str) -> str:
    first, _, last = text.rpartition(" ")
    word = _FEET.get(last) or re.sub("s$", "", re.sub("ies$", "y", last))
    return f"{first} {word}".strip()


def _forms(text: str) -> Iterator[str]:
    """The forms of a declared word in official wording: with blanks, in the singular and in the plural."""
    plain = text.replace("_", " ")
    yield from dict.fromkeys((text, plain, _singular(plain), f"{_singular(plain)}s", re.sub("y$", "ies", plain)))


def _units(text: str, definition: str, *, is_chinese: bool) -> Iterator[str]:
    """The words for one of what a field counts: `square foot`, `child` of `children_moved`, 人 of 人数."""
    if is_chinese:
        yield from (re.sub("[数量]$", "", text), *re.findall(r"\w+", definition)[-1:])
        return
    words = text.split("_")
    yield from {_singular(text.replace("_", " ")), _singular(words[0]), _singular(words[-1])}
    yield from {_singular(part) for part in (definition, re.split(r" (?:of|per|in|with)\b|,", definition)[0]) if part}


_Declared: TypeAlias = dict[str, list[tuple["re.Pattern[str]", str]]]


def _declared(words: Words, record: RecordKind | None) -> _Declared:
    """The declared words that a sentence about a record may use, by the name that patterns have for their kind."""
    declared: _Declared = defaultdict(list)

    def add(kind: str, texts: Iterable[str], meaning: str) -> None:
        declared[kind] += [(_word(*text.split()), meaning) for text in dict.fromkeys(texts) if text]

    forms = (lambda text: [text]) if words.is_chinese else _forms
    for text, field in words.fields(record).items():
        of = field.type
        kinds = {
            "money": of.is_money, "number": not of.is_money and (of.is_summable or of.is_numeric or of.is_count),
            "flag": of.is_flag, "date": of.is_date, "choice": of.is_member,
            "figure": text in words.figures, "key": record is not None and field.name in record.key,
        }  # fmt: skip
        for kind in ("field", *(kind for kind, holds in kinds.items() if holds)):
            add(kind, forms(text), text)
        if kinds["number"]:
            add("unit", _units(text, field.label.definition, is_chinese=words.is_chinese), text)
        for member in words.members(field):
            add("member", forms(member), f"{text} 为 {member}" if words.is_chinese else f"{text} is {member}")
    for text in words.payees:
        add("payee", forms(text), text)
    if words.is_chinese:
        for kind, found in _chinese_words(words, record):
            declared[kind] += found
    if record is not None:
        text = words.text(record)
        add("record", {*forms(text), record.plural or ""}, text)
        for event, day in words.event_days(record).items():
            add("event_day", [event], day)
            add("event", [event], event)
            stem = re.sub("e?d$", "", event)
            if not words.is_chinese:
                declared["doing"].append((re.compile(rf" *(?:{_verbs(event)})(?!\w)"), event))
                declared["event_noun"].append((re.compile(rf" *{stem}(?:e?ment|al|ation|ion)(?!\w)"), event))
    return declared


_UNITS = "平方米|立方米|千瓦时|千瓦|兆瓦|公里|公斤|吨|亩|公顷|分钟|小时|人次|课时|度"
"""Units that the definition of a field may name."""
_COUNTERS = "[个名位家户张台辆间套集层期件项份次条座笔场届批艘栋幢处株头只部块口]"


_HAPPENS_ONCE = "开业 成立 设立 注册 登记 入库 入统 上市 落户 引进 建成 竣工 投产 购置 招用 录用 入职 入驻 备案 签约".split()
"""Events that an item has once. A new one of them is one of them."""


def _chinese_words(words: Words, record: RecordKind | None) -> Iterator[tuple[str, list[tuple[re.Pattern[str], str]]]]:
    """The words of Chinese wording for what is declared: parts of it, its unit, its day, its opposite."""

    def found(pattern: str, meaning: str) -> list[tuple[re.Pattern[str], str]]:
        return [(re.compile(pattern), meaning)]

    arrivals = {attempt(words.order_of_arrival, each) for each in words.records.values()} - {None}
    if len(arrivals) < 2:
        yield "arrival", found("先到先得|先到先补|先到先享|先申请先得|先申先得|先来先得", "".join(f"，按 {day} 先后" for day in arrivals))
    person = [payee for payee in words.payees if re.search("(?<!法)人$|居民$|学生$|人才$|人员$|劳动者$", payee)]
    if len(person) == 1:
        yield "person", found("每人|每名|每位", person[0])
    for payee in words.payees:
        yield "payee_sign", found(re.escape(payee[-1]), payee[-1])
        yield "payee_end", [(re.compile(re.escape(payee[start:])), payee[start:]) for start in range(len(payee) - 1)]
        ends = [payee, *(payee[start:] for start in range(1, len(payee) - 1) if payee[start:] not in words.payees)]
        yield "payee_noun", found("|".join(map(re.escape, ends)), payee)
    names = () if record is None else words.events(record)
    events = "|".join(map(re.escape, names)) or "(?!)"
    for text, field in words.fields(record).items():
        if record is not None and words.text(field) in {words.text(each) for each in record.fields}:
            yield "own_member", [(re.compile(re.escape(member)), f"{text} 为 {member}") for member in words.members(field)]
        if field.type.is_date:
            yield "when", found(f"{re.escape(text)}|{re.escape(re.sub('(?:日期|日|时间)$', '', text))}", text)
        if field.type.is_flag:
            negations = {f"{no}{text}" for no in "不未非"} | {f"{text[:-2]}{no}{text[-2:]}" for no in "不未"}
            yield "not_flag", found("|".join(map(re.escape, sorted(negations))), text)
        yield "member_name", [(re.compile(re.escape(member)), member) for member in words.members(field)]
        if not (field.type.is_money or field.type.is_flag or field.type.is_member):
            own = record is None or any(words.text(each) == text for each in record.fields)
            stem = re.sub("[数量]$", "", text)
            stated = re.findall(_UNITS, field.label.definition)
            units = [*stated, *(stem[start:] for start in range(len(stem)) if stem != text)]
            if stem != text and len(stem) > 2:
                yield "prefix", found(re.escape(stem[:-1]), text)
            units += ["人次", "人"] if stem.endswith("人次") else []
            units += ["生"] if stem.endswith("学生") else ["人次"] if stem.endswith("人") and record is None else []
            units = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
            physical = "|".join(filter(None, (units, "" if stated else _UNITS)))
            yield "by_number", found(f"{re.escape(text)}[,]?每(?:{_COUNTERS})?(?:{physical})", text)
            if stem.endswith("月") and own:
                yield "per_month", found("每个?月", text)
            if own and units:
                yield "per", found(f"每(?:{events})?[1一]?(?:{_COUNTERS})?(?:{units})", text)
                yield "slash", found(f"/(?:{units})", text)
    if record is not None:
        text, definition = words.text(record), record.label.definition
        nouns = "|".join(re.escape(text[start:]) for start in range(len(text)))
        counters = {*"个件项份笔", *re.findall(r"一(\w)", definition)[:1]}
        counters |= {"人"} if "名" in counters or text.endswith(("人员", "人", "者")) else set()
        counters |= {"生"} if text.endswith(("生", "儿", "儿童")) else set()
        counters |= {"年", "学年"} if "年" in definition else set()
        either = "|".join(sorted(counters, key=len, reverse=True))
        yield "item", found(f"(?:{_COUNTERS})?(?:{nouns})|{either}", text)
        for event, day in words.event_days(record).items():
            yield "when", found(re.escape(event), day)
            if event in _HAPPENS_ONCE:
                yield "new_event", found(f"新{re.escape(event)}", event)
        if words.default_event(record) is not None or len(record.events) == 1:
            yield "default_record", found(re.escape(text), text)


def _rate(match: re.Match[str]) -> str:
    rate = english.rate_of(match[0].strip())
    return str(rate.value) if rate.is_fraction else f"{decimal(rate.value * 100)}%"


def _chinese_rate(match: re.Match[str]) -> str:
    text = match[0].strip()
    if text[-1] in "‰成":
        number = text[:-1] if text[-1] == "‰" else str(present(numerals.chinese(text[:-1])) * 100)
        return f"{decimal(Fraction(number) / 10)}%"
    rate = chinese.share_of(text)
    return (text if "分" in text else str(rate.value)) if rate.is_fraction else f"{decimal(rate.value * 100)}%"


def _changed_rate(sign: int) -> Callable[[re.Match[str]], str]:
    """A share after growth or decline by a rate: 115% for 15%."""

    def changed(match: re.Match[str]) -> str:
        return f"{decimal(100 + sign * chinese.share_of(match[0].strip()).value * 100)}%"

    return changed


def _chinese_number(match: re.Match[str]) -> str:
    text = match[0].strip()
    return text.replace(",", "") if text[0].isdigit() else str(present(numerals.chinese(text)))


_ENGLISH_SPAN = re.compile(rf" *(?P<count>{english.COUNT}|an?) (?P<unit>{english.SPAN})(?!\w)")
_FIGURES = r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?(?:千万|百万|万|亿|千(?!瓦|克|米)|百)?"
_CHINESE_SPAN = re.compile(rf" *(?P<count>\d+|[一二两三四五六七八九十半]+)(?P<unit>个?月|年|天|日)")


def _span(match: re.Match[str]) -> str:
    count = 1 if match["count"] in ("a", "an") else english.count_of(match["count"])
    span = english.span_of(str(count), match["unit"])
    return f"{span.number} {span.unit.value}{'s' if span.number > 1 else ''}"


def _chinese_span(match: re.Match[str]) -> str:
    if match["count"] == "半":
        return present({"年": "6个月"}.get(match["unit"]))
    count = match["count"] if match["count"].isdigit() else present(numerals.chinese(match["count"]))
    return f"{count}{match['unit'].replace('日', '天')}"


_Value: TypeAlias = "tuple[re.Pattern[str], Callable[[re.Match[str]], str]]"
_VALUES: Mapping[str, Mapping[str, _Value]] = {
    "english": {
        "sum": (re.compile(rf" *{english.NUMBER}(?![\w%])"), lambda match: match[0].strip().replace(",", "")),
        "count": (re.compile(rf" *{english.COUNT}(?![\w%])"), lambda match: str(english.count_of(match[0].strip().replace(",", "")))),
        "rate": (re.compile(rf" *{english.RATE}"), _rate),
        "day": (re.compile(r" *\d{4}-\d\d-\d\d"), lambda match: match[0].strip()),
        "span": (_ENGLISH_SPAN, _span),
        "time": (re.compile(r" *(?:day|month|year)s?(?!\w)"), lambda match: f"{match[0].strip().rstrip('s')}s"),
    },
    "chinese": {
        "sum": (re.compile(rf"{_FIGURES}元"), _chinese_number),
        "count": (re.compile(rf"{_FIGURES}(?![\d元%‰]|,\d\d\d)|[一二两三四五六七八九十]+(?![万亿])"), _chinese_number),
        "rate": (re.compile(rf" *(?:{chinese.SHARE}|\d+(?:\.\d+)?‰|[一二三四五六七八九]成)"), _chinese_rate),
        "day": (re.compile(rf" *{chinese.DAY}"), lambda match: match[0].strip()),
        "span": (_CHINESE_SPAN, _chinese_span),
        "counter": (re.compile(rf" *{chinese.COUNTER}"), lambda match: match[0].strip()),
        "measure": (re.compile(f"{_UNITS}|个?月|年|天|日|周?岁|{chinese.COUNTER}|{_COUNTERS}|[间条座位]"), lambda _: ""),
        "grown": (re.compile(chinese.SHARE), _changed_rate(1)),
        "raised": (re.compile(chinese.SHARE), _changed_rate(1)),
        "lowered": (re.compile(chinese.SHARE), _changed_rate(-1)),
        "included": (re.compile(r"\((?:含|包含|含本数|含当日|含当天|含\d[\d.,]*[万亿]?(?:元|[个人名家件台户%])?)\)"), lambda _: ""),
        "excluded": (re.compile(r"\((?:不含|不含本数|不含\d[\d.,]*[万亿]?(?:元|[个人名家件台户%])?)\)"), lambda _: ""),
        "open": (re.compile(r"\("), lambda _: ""),
        "close": (re.compile(r"\)"), lambda _: ""),
        "year": (re.compile(r"\d{4}(?=年(?![\d度]))年"), lambda match: match[0][:4]),
    },
}
"""Numbers, rates, days and spans of time in official wording, with what they mean in the language."""


# ---- sentences


_OPTIONAL = re.compile(r"\[(.*?)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_SINGLE = ("amount", "limit", "event", "year", "payee", "least", "verb", "once")
"""The parts of which an award has at most one."""
_CASES = ("case", "limit_case", "scaled", "added")
"""Parts that state another amount for a condition, as `condition ~ amount`."""


def readings(text: str, name: str, words: Words, records: Iterable[RecordKind | None]) -> list[list[str]]:
    """The readings of a sentence by the book of `english` or `chinese`, each as its lines."""
    book = _book(name)
    found: dict[tuple[str, ...], None] = {}
    for record in records:
        search = _Search(text, book, _VALUES[name], _declared(words, record))
        days = {} if record is None else {**words.event_days(record), "@record": words.text(record)}
        for phrase in ("sentence", "parts"):
            for end, meaning in search.meanings(phrase, 0):
                if text[end:].strip(" ."):
                    continue
                read = _sentence if phrase == "sentence" else _award
                lines = attempt(read, meaning, book) if name == "english" else attempt(_chinese, read, meaning, book, days, text)
                if lines is not None:
                    found[tuple(lines)] = None
    return _of_fewest_figures([list(lines) for lines in found], words)


def _of_fewest_figures(readings: list[list[str]], words: Words) -> list[list[str]]:
    """The readings of which the amount counts a figure that the conditions name, if there are such readings."""
    figures = [sum(figure in "".join(lines) for figure in words.figures) for lines in readings]
    return [lines for lines, number in zip(readings, figures, strict=True) if number == min(figures)]


def _sentence(meaning: str, book: _Book) -> list[str]:
    """The lines of a sentence that is no award."""
    return meaning.split("|")


# ---- what Chinese wording leaves to its context


_LANGUAGE_VERBS = {"奖补": "奖励", "支持": "奖励", "津贴": "补贴", "补偿": "补助"}
_VERB = re.compile(f"奖励|补助|补贴|资助|扶持|贴息|{'|'.join(_LANGUAGE_VERBS)}")
_SUBJECT = re.compile(r"([^\s（）|]+) (?:不低于|超过|不超过|低于|介于|距今|比上年增加|未超出|超出)(?= )")
_BASE = re.compile(r"(?:^|[~|] |: |一次性 )([^~|:，]+) 的 \d[\d.]*%")
_BOUNDS = re.compile(r"(\S+) (不低于|超过|不超过|低于) (\S+)")


def _chinese(read: Callable[..., list[str]], meaning: str, book: _Book, days: Mapping[str, str], text: str) -> list[str]:
    """The lines of a Chinese sentence, with the verb of the author."""
    verb = _VERB.search(text)
    lines = read(_stated(meaning, days), book)
    word = "奖励" if verb is None else _LANGUAGE_VERBS.get(verb[0], verb[0])
    return [_in_order_of_words(line, word) for line in lines]


def _in_order_of_words(line: str, verb: str) -> str:
    """A line with `一次性` and `最高` before its verb, and without blanks that an absent word left."""
    line = re.sub(r"(?<=\S) +(?= |，|：|）|\n|$)|(?<=（) +", "", line)
    line = line.replace("奖励 一次性 ", "一次性奖励 ")
    return re.sub("(?<![^ ，性高])奖励(?=[ ：])", verb, line.replace("奖励 最高 ", "最高奖励 "))


def _stated(meaning: str, days: Mapping[str, str]) -> str:
    """A meaning in which the words that it leaves to its context are stated. One that is not clear is not read."""
    whom = dict.fromkeys(re.findall(r"@to\((.+?)\)", meaning))
    plain = re.sub(r" *@to\(.+?\)| +(?=\||$| ~|，)", "", meaning)
    plain = re.sub(r"(?<!\|) +", " ", plain)
    parts = [part for part in plain.split("|") if not part.endswith(":")]
    by_kind = {kind: value for kind, _, value in (part.partition(": ") for part in parts)}
    if whom:
        (payee,) = whom if len(whom) == 1 else (None,)
        if payee is None or by_kind.setdefault("payee", payee) != payee:
            raise UnreadError
        parts = [*(part for part in parts if not part.startswith("payee: ")), f"payee: {payee}"]
    text, payee = "|".join(parts), by_kind.get("payee", "")
    year = by_kind.get("year", "")
    if (year == "maybe" and not re.search("@yr|上年", text)) or ("@stated" in text and year != "stated"):
        raise UnreadError
    text = re.sub("@(?:yr|stated) ", "", text)
    if "limit_of_year: " in text and "year" not in by_kind:
        raise UnreadError
    text = text.replace("limit_of_year: ", "limit: ")
    if "@=" in text or "@payee" in text:
        if not payee or "、" in payee or not payee.endswith(tuple(re.findall(r"@=(\S+)", text) or [""])):
            raise UnreadError
        text = re.sub(r"@=\S+|@payee", payee, text)
    text, days = text.replace("@record", days.get("@record", "")), {key: day for key, day in days.items() if key != "@record"}
    event = by_kind.get("event", "").split(" ")[-1]
    day = days.get(event) or (next(iter(days.values())) if len(set(days.values())) == 1 else "")
    if ("@day" in text and not day) or (day and f"{day} 距今" in text):
        raise UnreadError
    text = text.replace("@day", day).replace("@amount", by_kind.get("amount", ""))
    text = _with_only(text, "@base", _BASE.findall(text) or ["@it"])
    return _PART_BY_UNITS.sub(_further_units, _with_subject(text))


_PART_BY_UNITS = re.compile(r"（(?P<what>\S+) (?P<part>[^）]+) 部分） @without\((?P<units>.*?)\)")


def _further_units(match: re.Match[str]) -> str:
    """A part of a value times its units, of which one is the unit of the value itself."""
    units = match["units"].removeprefix("乘以 ").split(" 乘以 ")
    if match["what"] not in units:
        raise UnreadError
    return "".join((f"（{match['what']} {match['part']} 部分）", *(f" 乘以 {each}" for each in units if each != match["what"])))


def _with_only(text: str, sign: str, words: Iterable[str]) -> str:
    """A text with a word for a sign, if only one can be meant."""
    known = {word for word in words if "@" not in word or (sign, word) == ("@base", "@it")}
    if sign in text and len(known) != 1:
        raise UnreadError
    return text.replace(sign, *known) if sign in text else text


def _with_subject(text: str) -> str:
    """A text with the value that `@it` means: the last one compared before it in its part, or the only one of all."""
    parts = []
    for part in text.split("|"):
        while "@it" in part:
            before = _SUBJECT.findall(part.partition("@it")[0])
            if not before:
                break
            part = part.replace("@it", before[-1], 1)
        parts.append(part)
    text = "|".join(parts)
    return _with_only(text, "@it", _SUBJECT.findall(text))


# ---- awards


def _award(meaning: str, book: _Book) -> list[str]:
    """The lines of an award from its parts, each `kind: meaning`."""
    parts: dict[str, list[str]] = defaultdict(list)
    for part in filter(None, meaning.split("|")):
        kind, _, value = part.partition(": ")
        parts[kind].append(value)
    if any(len(parts[kind]) > 1 for kind in _SINGLE) or bool(parts["event"]) == bool(parts["year"]):
        raise UnreadError
    slots = {kind: "".join(parts[kind]) for kind in _SINGLE} | {"rows": "", "tests": ""}

    def line(name: str, **values: str) -> str:
        return _filled(book[name][0][1], slots | values)

    rows, has_limits = _rows(parts, slots, line)
    below = [line("row", test=test, amount=amount) for test, amount in rows]
    if parts["year"]:
        below = [*(line("condition_line", test=test) for test in parts["if"]), *below]
    else:
        slots["tests"] = "".join(f" {line('and_condition', test=test)}" for test in parts["if"])
    below += [line("least_line")] if slots["least"] else []
    if slots["limit"] and (rows or slots["least"]):
        below += [] if has_limits else [line("limit_line")]
        slots["limit"] = ""
    if rows:
        slots |= {"amount": "", "rows": line("rows_word")}
    first = line("award_of_year" if parts["year"] else "award_of_record")
    return [first, *(f"  {each}" for each in below), *parts["rule"]]


def _filled(template: str, slots: Mapping[str, str]) -> str:
    """A template with its slots; a part in square brackets only if each of its slots has a text."""
    def optional(match: re.Match[str]) -> str:
        return match[1] if all(slots[name] for name in _SLOT.findall(match[1])) else ""

    return _OPTIONAL.sub(optional, template).format_map(slots)


def _rows(
    parts: Mapping[str, Sequence[str]], slots: Mapping[str, str], line: Callable[..., str]
) -> tuple[list[tuple[str, str]], bool]:
    """The rows of an award with an amount for each condition, and whether the amounts have their own limits."""
    amount, limit = slots["amount"], slots["limit"]
    cases = [(kind, *each.split(" ~ ")) for kind in _CASES for each in parts.get(kind, ())]
    rows = [(test, value) for test, value in (each.split(" ~ ") for each in parts.get("row", ()))]
    if bool(amount) == bool(rows) or (rows and cases):
        raise UnreadError
    for kind, test, other in cases:
        of_kind = {
            "case": lambda: other, "limit_case": lambda: line("limited", limit=other),
            "scaled": lambda: _scaled(amount, other, line), "added": lambda: _sum_of(amount, other),
        }  # fmt: skip
        rows.append((test, of_kind[kind]()))
    has_limits = bool(parts.get("limit_case")) or any(_LIMITED.search(value) for _, value in rows)
    rest = parts.get("rest", ())
    unpaid = [_allowed(test) for test in parts.get("none", ())]
    if not all(_excludes(test, _allowed(row)) for test in unpaid for row, _ in rows) or (unpaid and (rest or cases)):
        raise UnreadError
    if len(rest) > 1 or (limit and has_limits and not cases):
        raise UnreadError
    rows = _in_order(rows)
    rows += [(line("otherwise"), value) for value in rest]
    if cases:
        rows.append((line("otherwise"), line("limited") if has_limits and limit else amount))
    return rows, has_limits


_LIMITED = re.compile(r" at most |，最高不超过 ")
_BOUND = re.compile(
    r"(?P<what>.+?) (?P<bound>at least|more than|at most|less than|不低于|不超过|超过|低于|距今 满|距今 不满|距今 不超过|距今 超过) "
    r"(?P<of>上年 \S+ 的 )?(?P<number>[\d.,]+[万亿]?)(?P<unit>\D*)"
)
_BETWEEN = re.compile(r"(?P<what>\S+) 介于 (?P<low>[\d.,]+[万亿]?) 至 (?P<high>[\d.,]+[万亿]?)")
_CHOICE = re.compile(r"(?P<what>\S+) (?:is|为) (?P<members>\S+)")
_LOWER = ("at least", "more than", "不低于", "超过", "距今 满", "距今 超过")
_OPEN = ("more than", "less than", "超过", "低于", "距今 超过", "距今 不满")
_LOWEST, _HIGHEST = Fraction(-(10**18)), Fraction(10**18)

_Range: TypeAlias = "tuple[tuple[Fraction, int], tuple[Fraction, int]]"
_Allowed: TypeAlias = "Mapping[str, _Range | frozenset[str]]"
"""What a test allows of each value that it is about."""


def _in_order(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Rows of which the first that holds counts, the most demanding first.

    Of two rows, one must include the other, or no fact is in both. Otherwise it is not clear which one counts.
    """
    if len(rows) < 2:
        return list(rows)
    tests = [_allowed(test) for test, _ in rows]
    around = [[_includes(other, test) for other in tests if other is not test] for test in tests]
    for place, test in enumerate(tests):
        for other in tests[place + 1 :]:
            if not _excludes(test, other) and _includes(test, other) is _includes(other, test):
                raise UnreadError
    return [row for _, row in sorted(zip(around, rows, strict=True), key=lambda each: -sum(each[0]))]


def _allowed(test: str) -> _Allowed:
    allowed: dict[str, _Range | frozenset[str]] = {}
    for part in re.split(" and | 且 ", test):
        what, values = _allowed_of(part)
        before = allowed.get(what)
        if isinstance(before, tuple) and isinstance(values, tuple):
            values = max(before[0], values[0]), min(before[1], values[1])
        elif before is not None:
            raise UnreadError
        allowed[what] = values
    return allowed


def _allowed_of(part: str) -> tuple[str, _Range | frozenset[str]]:
    bound, between = _BOUND.fullmatch(part), _BETWEEN.fullmatch(part)
    choices = [_CHOICE.fullmatch(each) for each in re.split(" or | 或 ", part.strip("（）()"))]
    if between is not None:
        return between["what"], ((_number(between["low"]), 0), (_number(between["high"]), 1))
    if bound is not None:
        is_open = bound["bound"] in _OPEN
        value = _number(bound["number"]) * (12 if bound["unit"] == "年" else 1)
        what = f"{bound['what']} {bound['of'] or ''}"
        if bound["bound"] in _LOWER:
            return what, ((value, int(is_open)), (_HIGHEST, 1))
        return what, ((_LOWEST, 0), (value, int(not is_open)))
    if None not in choices:
        whats = {each["what"] for each in choices if each is not None}
        members = [member for each in choices if each is not None for member in each["members"].split("、")]
        return present(whats.pop() if len(whats) == 1 else None), frozenset(members)
    if "（" in part or "(" in part:
        raise UnreadError
    word = re.sub("^(?:not|非) ", "", part)
    return word, frozenset({str(word == part)})


def _excludes(one: _Allowed, other: _Allowed) -> bool:
    """Whether no fact is in both."""
    for what in one.keys() & other.keys():
        first, second = one[what], other[what]
        if isinstance(first, frozenset) and isinstance(second, frozenset) and not first & second:
            return True
        if isinstance(first, tuple) and isinstance(second, tuple) and (first[1] <= second[0] or second[1] <= first[0]):
            return True
    return False


def _includes(outer: _Allowed, inner: _Allowed) -> bool:
    """Whether each fact of the inner one is in the outer one."""
    for what, values in outer.items():
        mine = inner.get(what)
        if isinstance(values, frozenset) and isinstance(mine, frozenset) and mine <= values:
            continue
        if isinstance(values, tuple) and isinstance(mine, tuple) and values[0] <= mine[0] and mine[1] <= values[1]:
            continue
        return False
    return True


def _number(text: str) -> Fraction:
    """The value of an amount that is only a number."""
    return present(written_values.number(text)).value


def _shown(value: Fraction, like: str) -> str:
    """A number in the form of another one: in figures, or in 万元."""
    return number_with_unit(value, "元") if like.endswith("元") else decimal(value)


def _scaled(amount: str, rate: str, line: Callable[..., str]) -> str:
    """A share of an amount. A number is computed."""
    if written_values.number(amount) is None:
        return line("scaled_amount", rate=rate)
    return _shown(_number(amount) * Fraction(rate.rstrip("%")) / (100 if "%" in rate else 1), amount)


_SHARE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%")


def _sum_of(amount: str, more: str) -> str:
    """An amount and what is added to it: two numbers, or the rates of a share."""
    if more.endswith("%"):
        (rate,) = present(_SHARE.findall(amount) or None)
        return amount.replace(rate, f"{decimal(Fraction(rate[:-1]) + Fraction(more[:-1]))}%")
    return _shown(_number(amount) + _number(more), amount)
