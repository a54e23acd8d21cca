"""Official wording read into sentences of the language: the entry for both languages.

Whether a reading states what its sentence states: each number, field and level, and no least as a most.

The readers assign every character of a sentence to a pattern. This check does not depend on the patterns: it compares
the two texts, and a reading that loses something is not proposed.

The edit that writes a difference with `above`, in the words of the author: `a less b` becomes `(a above b)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

from ipdsl.base.findings.finding import Edit
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Source, Span
from ipdsl.base.values import numerals, written_values
from ipdsl.base.values.written_values import decimal
from ipdsl.driver.advice import chinese as chinese, english as english, phrase_book
from ipdsl.driver.advice.blocks import BlockLine, SentenceBlock, defined_names
from ipdsl.driver.advice.kept_words import keeps_signs
from ipdsl.driver.advice.words import TooComplexError, Words, attempt
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics.errors.lints import NegativeDifference
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.syntax.layout import has_chinese


class Side(Enum):
    """Whether a number is a least or a most."""

    LEAST = "least"
    MOST = "most"


_HAN = "一二两三四五六七八九十百"
_FIGURES = r"\d+(?:,\d{3})*(?:\.\d+)?(?:[百万亿]|千(?!瓦|克|米))?"
_NUMBER = re.compile(rf"{_FIGURES}|(?:[{_HAN}]|(?<=[{_HAN}])千(?!瓦|克|米))+(?!级)")
_FRACTION = re.compile(rf"([{_HAN}]+|\d+)分之([{_HAN}]+|\d+)")
_BEFORE = {
    Side.LEAST: "不低于|不少于|不小于|不得低于|不得少于|至少|最低|最少"
    "|at least|not less than|no less than|minimum(?: of)?",
    Side.MOST: "不超过|不高于|不多于|不大于|不得超过|不得高于|最高|最多|至多|封顶|上限为?|限额为?"
    "|at most|not more than|no more than|up to|maximum(?: of)?|not exceed(?:ing)?|capped at",
}
"""The words of a least and of a most before a number."""
_AFTER = {Side.LEAST: "(?:及|或)?以上|or more|or above", Side.MOST: "以内|(?:及|或)以下|封顶|为限|at most|maximum"}
"""The words of a least and of a most after a number."""
_NOT_PAID = {Side.LEAST: "不足|低于|少于|不满|不到", Side.MOST: "超过|高于|超出|大于|多于"}
"""The words before a number below or above which nothing is paid."""
_BARE_MOST = re.compile(rf"({_FIGURES})元?[件个项家名次种篇人]?以下(?!的?部分)")
"""A number before `以下`. Documents differ on whether it is included; a second bound at the number decides it."""
_EITHER = re.compile("(?P<start>对?(?:获得|取得|获评)?)(?P<first>[^,的]+?)或者?(?P<second>[^,的]+)(?P<rest>的.+)")
_EITHER_IN_ENGLISH = re.compile(
    r"(?P<start>.* (?:when|where|if|upon) )(?P<first>\w+(?P<own> \w+)?) or (?P<second>\w+(?P<event> \w+))(?P<rest>.*)"
)
_RECORD = re.compile(r"(?<=^对 )\S+|(?<= when )\S+")
_REST = re.compile("其余：|otherwise:")
_UNIT = r" *(?:元|[件个份项次名家种笔篇人亩张台辆]|%|[A-Z]{3})*[ ,，]*"


def states_the_same(sentence: str, reading: str, words: Iterable[str]) -> bool:
    """Whether a reading has the numbers and words of its sentence, each number on the same side."""
    return not (
        lost_numbers(sentence, reading) or lost_words(sentence, reading, words) or has_turned_bound(sentence, reading)
    )


def lost_numbers(sentence: str, reading: str) -> set[Fraction]:
    """The numbers of a sentence that its reading does not have, nor a number made of them.

    `3 weeks` becomes 21 days, an increase of 10% is 110%, and slabs and additions are added up. One is often only a
    word: 一次性, one grant.
    """
    stated, read = _numbers(sentence), _numbers(reading)
    return {
        number
        for number in stated - read - {Fraction(1)}
        if not {number * 7, number * 12, 100 + number, 100 - number, number * 100, number / 100} & read
        and not any(number + other in read for other in stated | read)
        and not any(
            {other * factor / 100 for factor in (number, 100 + number, 100 - number)} & read for other in stated
        )
    }


def lost_words(sentence: str, reading: str, words: Iterable[str]) -> list[str]:
    """The words in a sentence that its reading does not have; the longest are found first."""
    rest, reading = sentence.replace("_", " "), reading.replace("_", " ")
    lost = []
    for word in sorted(filter(None, words), key=lambda text: (-len(text), text)):
        pattern = rf"(?<![a-z]){re.escape(word.replace('_', ' '))}(?![a-z])"
        if word.replace("_", " ") in rest and re.search(pattern, rest):
            rest = re.sub(pattern, " ", rest)
            if re.search(pattern, reading) is None:
                lost.append(word)
    return lost


def has_turned_bound(sentence: str, reading: str) -> bool:
    """Whether a number is only a least in the sentence and only a most in the reading, or the other way round."""
    stated, read = _sides(sentence), _sides(reading)
    return any(not stated[number] & read[number] for number in stated.keys() & read.keys())


def _numbers(text: str) -> set[Fraction]:
    values = set()
    for match in _FRACTION.finditer(text):
        below, above = (_value(part) for part in match.groups())
        if below and above:
            values.add(above / below)
    text = re.sub(r"(\d[\d.]*)‰", lambda match: f"{decimal(Fraction(match[1]) / 10)}%", text)
    text = re.sub("([一二两三四五六七八九])成(?!立|交|本|果|员|长|人)", r"\1十%", text)
    text = re.sub("([一二三四五六七八九])([一二三四五六七八九]?)折", r"\1十\2%", text)
    figures = (_value(match[0]) for match in _NUMBER.finditer(_FRACTION.sub(" ", text)))
    return values | {value for value in figures if value is not None}


def _value(text: str) -> Fraction | None:
    written = written_values.number(text)
    return numerals.chinese(text) if written is None else written.value


def _sides(text: str) -> dict[Fraction, set[Side]]:
    return {value: set(sides) for value, sides in values_by_key(_bounds(text)).items()}


def _bounds(text: str) -> Iterator[tuple[Fraction, Side]]:
    for side in Side:
        for pattern in (
            rf"(?:{_BEFORE[side]})[ ¥￥£€$]*({_FIGURES})",
            rf"({_FIGURES}){_UNIT}(?:{_AFTER[side]})",
            rf"(?:{_NOT_PAID[side]})({_FIGURES}){_UNIT}的?[,，]?(?:当年)?不予",
        ):
            for match in re.finditer(pattern, text):
                value = _value(match[1])
                if value is not None:
                    yield value, side


def readings(block: SentenceBlock, vocabulary: Vocabulary, currency: str) -> Sequence[Sequence[str]]:
    """The readings of a block that lose nothing of it, each as lines with two spaces of indentation a level.

    The patterns of the phrase book account for each word of the block. A block that is too complex has no readings, and
    neither has one with a point that may separate thousands.
    """
    if any(map(written_values.point_readings, _texts(block.line))):
        return ()
    words = _words(vocabulary, has_chinese(block.line.text))
    try:
        all_lines = _readings(block, words, currency)
    except TooComplexError:
        return ()
    return [lines for lines in all_lines if _loses_nothing(block, lines, words)]


@lru_cache(maxsize=4)
def _words(vocabulary: Vocabulary, is_chinese: bool) -> Words:
    return Words(vocabulary, is_chinese=is_chinese)


def _readings(block: SentenceBlock, words: Words, currency: str) -> Sequence[Sequence[str]]:
    """The readings of a sentence with the lines under it. A line that is not read stays as it is."""
    half = chinese if words.is_chinese else english
    if block.is_in_head:
        line = half.line_of_head(block.line)
        return [] if line is None else [[line]]
    text, above = attempt(half.sentence_and_record, block, words, currency) or ("", None)
    names = defined_names(block.above)
    read = phrase_book.readings(text, words, above, currency, names, block.paying) if text else ()
    if not block.line.below:
        read = read or list(_awards_of_two_records(text, words, currency))
    elif not read or not words.is_chinese:  # a Chinese sentence is read with its rows
        record = None if words.is_chinese else english.record_of((block.line,), words)
        below = list(_lines_below(block.line, words, currency, record))
        is_changed = read or below != [f"  {line}" for line in _texts_below(block.line)]
        read = [[first, *below, *rest] for first, *rest in read or [[block.line.text]]] if is_changed else ()
    return read if words.is_chinese else [english.with_label(lines, block.above) for lines in read]


def _lines_below(line: BlockLine, words: Words, currency: str, record: RecordKind | None) -> Iterator[str]:
    """The lines under a sentence, those of the phrase book in the language, the row of all other cases last."""
    half = chinese if words.is_chinese else english
    rows: list[str] = []
    rest: list[str] = []
    for child in line.below:
        text = attempt(half.plain_line, child.text, currency)
        first = (None if text is None else phrase_book.line_below(text, words, record)) or child.text
        lines = english.rows_by_fact(first, [*_lines_below(child, words, currency, record)], words, record)
        (rest if _REST.match(first) else rows).extend(f"  {each}" for each in lines)
    yield from (*rows, *rest)


def _texts_below(line: BlockLine) -> Iterator[str]:
    for child in line.below:
        yield child.text
        yield from (f"  {each}" for each in _texts_below(child))


def _awards_of_two_records(text: str, words: Words, currency: str) -> Iterator[Sequence[str]]:
    """The awards of a sentence about one record or another: `对获得A或者B的企业` is an award for each of them."""
    for match in (_EITHER if words.is_chinese else _EITHER_IN_ENGLISH).finditer(text):
        parts = match.groupdict("")
        event = "" if parts.get("own") else parts.get("event", "")
        texts = [
            f"{match['start']}{match['first']}{event}{match['rest']}",
            f"{match['start']}{match['second']}{match['rest']}",
        ]
        read = [phrase_book.readings(each, words, None, currency) for each in texts]
        lines = [line for each in read for line in (each[0] if len(each) == 1 else ("",))]
        if len(lines) == 2 and all(lines) and len({_RECORD.findall(line)[0] for line in lines}) == 2:
            yield lines


def _loses_nothing(block: SentenceBlock, lines: Sequence[str], words: Words) -> bool:
    sentence, reading = "\n".join(_texts(block.line)), "\n".join(lines)
    if words.is_chinese:
        sentence, reading = (text.replace(" ", "").replace("％", "%") for text in (sentence, reading))
        sentence = re.sub(r"按[^\W\d]+?分别", "分别", sentence)  # the rows say by what
        sentence = re.sub(r"(\d[\d.]*)倍", lambda match: f"{decimal(Fraction(match[1]) * 100)}%", sentence)
        sentence = re.sub(r"[两二](?:[项者类](?=合计|累计|总计|共计|之和|总额)|[户家个名]及?以上(?=申))", "", sentence)
    values = [_value(number) for number in re.findall(_FIGURES, sentence)]
    is_open = any(values.count(_value(number)) < 2 for number in _BARE_MOST.findall(sentence))
    return (
        not is_open
        and keeps_signs(sentence, reading)
        and states_the_same(sentence, reading, words.fields_and_levels(reading))
    )


def _texts(line: BlockLine) -> Iterator[str]:
    yield line.text
    for child in line.below:
        yield from _texts(child)


_LINE_BREAK = re.compile(r"\s*\n\s*")  # no line begins with `above`
_SIGN = re.compile(r"[^\s()（）]+")
_WORD = re.compile(r"(?:(?![的之])\w)+")  # an operand that needs no brackets


def edit_of_missing_value(span: Span, zero: str, source: Source) -> Edit:
    """The edit that writes what counts without a record after a value: `0`, or `0%`."""
    lines = source.lines()[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    text = "\n".join(lines)[span.column - 1 :]
    return Edit(span, f"（{text}，无则为 {zero}）" if has_chinese(text) else f"({text}, otherwise {zero})")


def edit_of_differences(finding: NegativeDifference, source: Source) -> Edit:
    """The edit of the lines of a finding, with `above` in every difference that may be negative."""
    first = finding.sides[0][0].line
    lines = source.lines()[first - 1 : max(right.end_line for _, right in finding.sides)]
    text, starts = "\n".join(lines), [0, *accumulate(len(line) + 1 for line in lines)]
    differences: list[tuple[Range, Range]] = []
    for sides in reversed(finding.sides):  # the innermost first
        operands = []
        for side in sides:
            start = starts[side.line - first] + side.column - 1
            end = starts[side.end_line - first] + side.end_column - 1
            parts = [(each[0][0], each[1][1]) for each in differences if each[0][0] < end and start < each[1][1]]
            places = ((start, end), *parts)
            operands.append(_in_brackets(text, min(x[0] for x in places), max(x[1] for x in places)))
        differences.insert(0, (operands[0], operands[1]))
    new = _with_excesses(text, (0, len(text)), differences)
    return Edit(Span(source.name, first, 1, first + len(lines) - 1, len(lines[-1]) + 1), new)


Range: TypeAlias = "tuple[int, int]"


def _with_excesses(text: str, within: Range, differences: Sequence[tuple[Range, Range]]) -> str:
    """A range of a text with `above` in the differences in it; each is given by its operands, outermost first."""
    low, high = within
    inside = [each for each in differences if low <= each[0][0] and each[1][1] <= high]
    if not inside:
        return text[low:high]
    (left, right), *rest = inside
    is_chinese = has_chinese(text[left[1] : right[0]])
    sign, part, opening, closing = ("超出", " 部分", "（", "）") if is_chinese else ("above", "", "(", ")")
    operands = []
    for operand in (left, right):
        written = _with_excesses(text, operand, rest)
        is_closed = 0 not in _depths(text[slice(*operand)])[:-1] or _WORD.fullmatch(written) is not None
        is_closed = is_closed or any((each[0][0], each[1][1]) == operand for each in rest)
        operands.append(written if is_closed else f"{opening}{written}{closing}")
    between = text[left[1] : right[0]]
    if len(_SIGN.findall(between)) > 1:  # a comment is between the sides, and the words of the author stay
        return text[low:high]
    excess = _SIGN.sub(sign, _LINE_BREAK.sub(" ", between)).join(operands) + part
    whole = left[0], right[1]
    if _in_brackets(text, *whole) == whole:
        excess = f"{opening}{excess}{closing}"
    return text[low : left[0]] + excess + _with_excesses(text, (right[1], high), rest)


def _depths(text: str) -> list[int]:
    """The number of open brackets after each character."""
    return [*accumulate((char in "(（") - (char in ")）") for char in text)]


def _in_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text with the brackets that are directly around it, and the partners of brackets in it."""
    depths = _depths(text[start:end])
    opens, closes = text[:start].endswith(("(", "（")), text.startswith((")", "）"), end)
    lowest = min(0, *depths)
    if opens and lowest < 0:
        return _in_brackets(text, start - 1, end)
    if closes and depths[-1] > lowest:
        return _in_brackets(text, start, end + 1)
    return _in_brackets(text, start - 1, end + 1) if opens and closes and depths[-1] == 0 else (start, end)
