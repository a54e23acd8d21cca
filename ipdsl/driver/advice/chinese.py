"""The Chinese half of the phrase book: words of what is declared, values, and what a sentence leaves to its context.

A Chinese sentence names a value once and means it in each clause that follows. The phrase book writes a sign for such a
word: `@it` is the value compared last, or the only one; `@base` the only base of the shares; `@day` the day of the
event; `@record` the record; `@to(…)` who is paid; `@=` a word that must end the name of who is paid; `@amount` the
amount of the award; `@yr` is before a figure that the sentence calls yearly, `@stated` before growth of which only the
word `每年` says over what time; `@total` a limit of the whole sum, which is that of one item if it counts units.

`@floor` is the part of a figure above the number that a condition states. `@same` is before a number that must be equal
to the one before it, `@u` before the unit of a step, `@part` before a share of a fixed sum. `@each` stands for `每` and
an item, `@own` for the demand that a condition names a field of the record. `@one` is each member of two lists,
`@has(…)` a word that the event or a condition must have, `@limited` an amount with its own limit after one that has a
limit too, `@bare` before the number of `以下` without `含`, `@months` and `@days` the time of a state in a year.

A part `about` only names the value that the rows of an award compare, `settled` the number that is paid for within so
many years; neither is a line. Months within so many years would be a part of the months.

The Chinese sentences of a block in the form that the phrase book reads, with the record of the awards before them.

The form has narrow characters and no blanks, no currency and no full stop. A sentence with rows under it is one
sentence with `:` before its rows and `;` between them. A row under a row begins with the text of that row.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from ipdsl.base.findings.finding import word_by_definition
from ipdsl.base.source import Source
from ipdsl.base.values import numerals
from ipdsl.base.values.handwritten_values import without_currency
from ipdsl.base.values.written_values import decimal, percentage
from ipdsl.driver.advice import award_parts
from ipdsl.driver.advice.blocks import AWARD, YEAR_IN_CHINESE, BlockLine, SentenceBlock, has_own_year
from ipdsl.driver.advice.words import UnreadError, Words, attempt, present
from ipdsl.schema.vocabulary import Field, RecordKind
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import CHINESE, keeping_brackets

Meanings: TypeAlias = "tuple[str, Sequence[tuple[re.Pattern[str], str]]]"
"""The kind of declared words, and their patterns with what they mean."""

_UNITS = "标准箱|标箱|吨公里|吨标准煤|吨标煤|平方米|立方米|千瓦时|千瓦|兆瓦|公里|公斤|吨|亩|公顷|分钟|小时|人次|课时|度"
"""Units that the definition of a field may name."""
_COUNTERS = "[个名位家户张台辆间套集层期件项份次条座笔场届批艘栋幢处株头只部块口级款档列]"
_COUNTER = "(?:[件个份项次名家种笔篇人亩张台辆艘栋幢处株层套届部集座头只户]|平方米|平方公里|千瓦|公里|课时|学时|人次)"
_GENERIC_END = "(?:项目|工程|合同|称号|资质|活动)$"
"""The end of the name of a record that sentences leave out."""
_MONTHS_OF_ALL = "[在聘租住工岗职营园托学养训习保息缴贷运]"
"""A letter of a field of months that says of what time: 在园月数, 受聘月数. 停航月数 is not the time of an item."""
_HAN = "一二三四五六七八九十"
_SHARE = (
    rf"(?:(?<![\d.])(?<!\d,)\d+(?:\.\d+)?%|(?<![{_HAN}百])百分之[{_HAN}百点]+|(?<![{_HAN}])[{_HAN}]+分之[{_HAN}]+"
    r"|(?<![\d.])(?<!\d,)\d{1,4}/\d{1,4}|一半)"
)
"""A rate in figures or in words: 30%, 三分之一."""
_BECOMES = (
    "取得", "达到", "获得", "获", "评为", "认定为", "获评", "评定为", "定为", "被评为", "被认定为", "被评定为", "列为",
    "晋升为", "获批", "通过",
)  # fmt: skip
_AUTHORITIES = [f"{place}{level}财政" for place in "省市区县" for level in ("", "级")] + [
    "省级",
    "市级",
    "区级",
    "县级",
]
_PERSON = "(?<!法)人$|居民$|学生$|人才$|人员$|劳动者$|职工$"
_PERSON_OF_TRADE = "[员民生师者工]$"
_GENERAL_PAYEES = {"公司", "单位", "机构", "商户"}
"""Words for the payees that are defined by them."""
_FIRST_COME = (
    "(?:按|按照)申请(?:时间|日期)?的?先后(?:顺序|次序)?(?:兑现|发放|拨付|安排|审核兑付)?"
    "|先到先得|先到先补|先到先享|先申请先得|先申先得|先来先得"
)


@functools.lru_cache(maxsize=20_000)
def _row(kind: str, pattern: str, meaning: str) -> Meanings:
    return kind, [(re.compile(pattern), meaning)]


def _choice(texts: Iterable[str]) -> str:
    """A pattern for the longest of some texts."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))


def _any_of(texts: Iterable[str]) -> str:
    """A pattern for any of these texts, the longest first. Without texts it matches nothing."""
    return _choice(filter(None, texts)) or "(?!)"


def _end_of_name(end: str, longer: Collection[str]) -> str:
    """A pattern for the end of a name, but not within a longer one: 企业, but not in 家政企业 or 企业技术中心."""
    before = (f"(?<!{re.escape(name.removesuffix(end))})" for name in longer if name.endswith(end) and name != end)
    after = (f"(?!{re.escape(name.removeprefix(end))})" for name in longer if name.startswith(end) and name != end)
    return "".join((*before, re.escape(end), *after))


def units(text: str, definition: str) -> Iterator[str]:
    """The words for what a field counts: 展位 of 展位数, and the unit at the end of its definition."""
    yield re.sub("[数量]$", "", text)
    yield from re.findall(r"\w+", definition)[-1:]
    if text.endswith("年龄"):
        yield from ("岁", "周岁")
    if text.endswith("人口"):
        yield "人"


def names(record: RecordKind, sentence: str, words: Words) -> bool:
    """Whether a sentence has a word of a record: the end of its name, an event, a field or a member."""
    name = words.text(record)
    start = re.sub(_GENERIC_END, "", name)
    texts: set[str] = {
        start,
        *(name[index:] for index in range(len(name) - 1)),
        _described(record),
        *words.events(record),
    }
    for field in record.fields:
        text = words.text(field)
        texts |= {text, re.sub("(?:日期|日|时间|数|数量)$", "", text), *words.members(field)}
        texts |= _opposites(text) if field.type.is_flag else set()
    return any(text and text in sentence for text in texts)


def _opposites(flag: str) -> set[str]:
    """The words for the opposite of a yes/no field: 不合格 and 未合格 of 合格, 年检不合格 of 年检合格."""
    return {*(f"{no}{flag}" for no in "不未非"), *(f"{flag[:-2]}{no}{flag[-2:]}" for no in "不未")}


def _described(record: RecordKind) -> str:
    """What the definition of a record calls it: 班列货物 of `一票班列货物`."""
    described = re.sub(r"一\w", "", record.label.definition).rpartition("的")[2]
    counted = any(re.sub("[数量]$", "", field.label.zh or "") == described for field in record.fields)
    return described if 1 < len(described) < 7 and not counted else ""


def declared_words(words: Words, record: RecordKind | None) -> Iterator[Meanings]:
    """The words of Chinese wording for what is declared: parts of it, its unit, its day, its opposite."""
    arrivals = {attempt(words.order_of_arrival, each) for each in words.records.values()} - {None}
    if len(arrivals) < 2:
        yield _row("first_come", _FIRST_COME, "".join(f"，按 {day} 先后" for day in arrivals))
    persons = [payee for payee in words.payees if re.search(_PERSON, payee)] or [
        payee for payee in words.payees if re.search(_PERSON_OF_TRADE, payee)
    ]
    if len(persons) == 1:
        yield _row("person", "每人|每名|每位", persons[0])
    payee_ends = [payee[start:] for payee in words.payees for start in range(len(payee) - 1)]
    for name in _GENERAL_PAYEES - words.payees.keys():
        payee_of_name = word_by_definition(name, words.payees_by_definition)
        yield _row("payee_noun", name if payee_of_name else "(?!)", payee_of_name or "")
    for payee in words.payees:
        yield _row("payee_sign", re.escape(payee[-1]), payee[-1])
        yield from (_row("payee_end", re.escape(payee[start:]), payee[start:]) for start in range(len(payee) - 1))
        ends = {payee[start:] for start in range(1, len(payee) - 1)} - words.payees.keys()
        names_of_all = (*words.payees, *words.records)
        yield _row("payee_noun", "|".join(_end_of_name(end, names_of_all) for end in (payee, *ends)), payee)
    own_words = () if record is None else tuple(words.text(field) for field in record.fields)
    all_members = {member for field in words.fields(record).values() for member in words.members(field)}
    events = set() if record is None else set(words.events(record))
    yield _row("becomes", _choice(each for each in _BECOMES if not any(event in each for event in events)), "")
    yield _row("authority", _choice(set(_AUTHORITIES) - all_members), "")
    yield _row("not_payee", f"(?!{_COUNTERS}?(?:{'|'.join(map(re.escape, payee_ends))}))" if payee_ends else "", "")
    yield from (
        _row("level", name, level)
        for level in words.levels
        for name in ({level, level.removesuffix("级")} | ({"中央", "中央级"} if level == "国家级" else set()))
    )
    yield "of_record", [(re.compile(""), "" if record is None else f"{words.text(record)} 的")]
    yield from (("defined", []), ("paying_articles", []))
    yield _row("no_member", f"(?!{_choice(all_members)})" if all_members else "", "")
    for text, field in words.fields(record).items():
        members = words.members(field)
        yield from (_row("member_name", re.escape(member), member) for member in members)
        if record is not None and field.name in record.key:
            yield from (_row("stage", re.escape(member), f"{text} 为 {member}") for member in members)
        pattern = "|".join(re.escape(text[start:]) for start in range(1, len(text) - 1))
        yield _row("field_end", pattern or "(?!)", text)
        if members:
            for member in members:
                name, meaning = re.escape(member), f"{text} 为 {member}"
                if len(text) > 2:
                    yield _row("own_test", f"(?:在|从|由|以)?{name}{re.escape(text[:-1])}", meaning)
                if f"非{member}" not in all_members:
                    yield _row("not_member", f"(?:不是|非|不属于){name}", meaning)
            yield _row("choice", _choice(text[start:] for start in range(1, len(text) - 1)) or "(?!)", text)
        if field.type.is_money and re.search("^每?月|每月", f"{text} {field.label.definition}"):
            yield _row("monthly", re.escape(text), text)
        yield from (_row("member", re.escape(f"{member}{text}"), f"{text} 为 {member}") for member in members)
        if field.type.is_money:
            yield _row("money_start", re.escape(re.sub("(?:金额|额|金|款|费)$", "", text)), text)
        if text in own_words:
            yield from (_row("own_member", re.escape(f"{member}{text}"), f"{text} 为 {member}") for member in members)
            yield from (_row("own_member", re.escape(member), f"{text} 为 {member}") for member in members)
        if field.type.is_date:
            pattern = _choice({text, re.sub("(?:日期|日|时间)$", "", text)} - words.since_words.keys())
            yield _row("when", pattern, text)
            yield _row("date", f"(?:{pattern})(?:日期|时间)", text)
            if record is None or text not in words.event_days(record).values():
                yield _row("other_day", pattern, text)
        if field.type.is_flag:
            starts = _choice(text[:end] for end in range(1, len(text))) or "(?!)"
            yield _row("flag_part", f"(?:{starts})(?=(?:须|应|应当|需|必须){re.escape(text)})", text)
            for payee in words.payees:
                yield _row(
                    "flag_payee", re.escape(text) if text.endswith(payee) else "(?!)", f"if: {text}|payee: {payee}"
                )
            yield _row("not_flag", _choice(_opposites(text)), text)
        if field.type.is_numeric:
            yield from _units(text, field, words, record, is_own=record is None or text in own_words)
    if record is not None:
        yield from _record_words(words, record)


def _units(text: str, field: Field, words: Words, record: RecordKind | None, *, is_own: bool) -> Iterator[Meanings]:
    """The words for one of what a field counts: 人 of 参训人数, 平方米 of a field with that definition."""
    stem = re.sub("[数量]$", "", text)
    done = re.match(f"(.+?)(?:人|{_COUNTERS})次?$", stem)
    stated = re.findall(_UNITS, field.label.definition)
    stated += ["吨"] if any(unit.startswith("吨标") for unit in stated) else []
    units = {*stated, *(stem[start:] for start in range(len(stem)) if stem != text or stem.endswith("次"))}
    units |= {"人次", "人"} if stem.endswith("人次") else {"生"} if stem.endswith("学生") else set()
    units |= {"人次"} if stem.endswith("人") and record is None else set()
    units |= {*re.findall("(?:间夜|人天|人日|人月|[场车班架]次)$", stem), *re.findall("([场车班架])次$", stem)}
    units = {unit for unit in units if unit[-1:] != "月" or re.search(_MONTHS_OF_ALL, stem)}
    if stem != text and len(stem) > 2:
        yield _row("prefix", re.escape(stem[:-1]), text)
    units |= set(re.findall("[人生户]", stem)) - {stem[:1]}
    units |= {stem} & {"学时", "课时"} | ({"张"} if "床" in stem else set())
    if stem != text:
        yield _row("stem", re.escape(stem), text)
    physical = "|".join(filter(None, (_choice(units), "" if stated else _UNITS)))
    of_days = f"|{re.escape(stem[:-1])}" if re.search("..[天日月晚]$", stem) else ""
    yield _row(
        "by_number",
        f"(?:{re.escape(text)}|{re.escape(stem)}{of_days})(?:,|按照?)?每(?:{_COUNTERS}?(?:{physical})|{_COUNTERS})",
        text,
    )
    if is_own and re.search(f"{_MONTHS_OF_ALL}.*月$", stem):
        yield _row("per_month", "每个?月", text)
        yield _row("months_here", "", text)
    if is_own and units:
        events = _choice((*(() if record is None else words.events(record)), *((done[1],) if done else ()))) or "(?!)"
        yield _row("per", f"每(?:{events})?[1一]?{_COUNTERS}?(?:{_choice(units)})(?:{re.escape(text)})?", text)
        yield _row("slash", f"/(?:{_choice(units)})", text)


def _record_words(words: Words, record: RecordKind) -> Iterator[Meanings]:
    """The words for one record, its events, and for a record with only one event."""
    text, definition = words.text(record), record.label.definition
    generic = set("个件项份笔次")
    counters = {*"个件项份笔", *re.findall(r"一(\w)", definition)[:1]}
    numbers = [each for each in record.fields if each.type.is_numeric]
    counted = "".join(words.text(each) + each.label.definition for each in numbers)
    times = (f"{counter}次" for counter in counters & {*"架班列车场艘趟航"})
    counters |= {unit for unit in (*"台套辆部架", "架次", *times) if unit not in counted}
    counters |= {"家"} if text.endswith(("企业", "公司", "机构", "单位", "店", "门店")) else set()
    counters |= {"人"} if {"名", "位"} & counters or text.endswith(("人员", "人", "者")) else set()
    counters |= {"生"} if text.endswith(("生", "儿", "儿童")) else set()
    counters |= {"年", "学年"} if "年" in definition else set()
    yield _row("item_of_year", "每?年" if "年" in definition else "(?!)", "")
    stems = {re.sub("[数量]$", "", words.text(each)) for each in numbers}
    ends = {*(text[start:] for start in range(len(text))), *filter(None, [_described(record)])}
    nouns = _choice(ends - stems - words.payees.keys())
    parts = {
        each[start:end]
        for each in re.split(_choice(words.events(record)) or "(?!)", text)
        for start in range(len(each))
        for end in range(start + 2, len(each) + 1)
    }
    parts -= {part for part in parts for other in words.records if part in other and other != text}
    yield _row("record_part", _choice(parts - words.payees.keys() - stems) or "(?!)", text)
    yield _row("record_start", _choice({re.sub(_GENERIC_END, "", text)} - {text, *words.payees}) or "(?!)", text)
    tails = {*(text[start:] for start in range(1, len(text) - 1)), *filter(None, [_described(record)])}
    tails |= set() if text.endswith("项目") else {f"{text}项目"}
    yield _row("record_noun", _choice(tails - words.payees.keys() - words.records.keys()) or "(?!)", text)
    with_noun = f"(?:{_COUNTERS}|{_choice(counters)})?(?:{nouns})"
    for payee in words.payees:
        if re.search(f"一[名位个户]{re.escape(payee)}", definition):  # an item is a person, so each person is an item
            yield _row("item_payee", f"[名位个户]?{re.escape(payee)}|{'户' if payee[-1] == '户' else '人'}", payee)
    if len(record.key) == 1:
        yield _row(
            "key",
            _choice({text, *tails} - words.payees.keys()),
            next(words.text(each) for each in record.fields if each.name in record.key),
        )
    for kind, words_alone in (("own_item", counters - generic), ("item", counters)):
        yield from (_row(kind, pattern, text) for pattern in filter(None, (with_noun, _choice(words_alone))))
    for event, day in words.event_days(record).items():
        yield _row("when", re.escape(event), day)
        stem = re.sub("(?:日期|日|时间)$", "", day) if event else day
        yield _row("event_word", "(?!)" if stem in (day, *words.events(record)) else re.escape(stem), event)
        if event[0] not in "续复再重新":
            yield _row("new_event", f"新{re.escape(event)}", event)
    for state in record.states:
        yield _row("lasting", re.escape(words.text(state)), words.text(state))
    if words.default_event(record) is not None or len(record.events) == 1:
        yield _row("default_record", re.escape(text), text)
        yield _row("default_here", "", text)
        yield _row("default_event", "", words.default_event(record) or words.text(record.events[0]))
    if len(record.key) == 2:
        first, second = (words.text(each) for name in record.key for each in record.fields if each.name == name)
        for key, other in ((first, second), (second, first)):
            yield _row("key_counter", key[0] if re.match(_COUNTERS, key) else "(?!)", other)


# ---- numbers, rates, days and spans of time


_FIGURES = r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?(?:千万|百万|万|亿|千(?!瓦|克|米)|百)?"
_CHANGE = rf"{_SHARE}|[一二两三四五六七八九]成(?![立交本为功员果])"
_RATE = rf"{_CHANGE}|\d+(?:\.\d+)?‰"
_MEASURE = f"{_UNITS}|个?月|天|日|周?岁|{_COUNTER}|{_COUNTERS}|[间条座位晚班艘趟航]|分(?!别|钟|档|类)"
_MONTH = r"\d{4}年\d{1,2}月(?!\d)"
_YEAR_END = r"\d{4}年[底末]"
_IN_BRACKETS = r"[\d.,]*[万亿]?(?:元|[个人名家件台户%])?"


def _share(text: str) -> Fraction:
    if text[-1] in "‰成":
        return Fraction(text[:-1]) / 1000 if text[-1] == "‰" else present(numerals.chinese(text[:-1])) / 10
    if text == "一半":
        return Fraction(1, 2)
    if "分之" in text:
        below, above = (present(numerals.chinese(part)) for part in text.split("分之"))
        return above / present(below or None)
    return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)


def _rate(match: re.Match[str]) -> str:
    return match[0] if re.match("(?!百)[^%]*分之", match[0]) else percentage(_share(match[0]))


def _changed_rate(sign: int) -> Callable[[re.Match[str]], str]:
    """A share after growth or decline by a rate: 115% for 15%."""
    return lambda match: percentage(1 + sign * _share(match[0]))


def _discount(match: re.Match[str]) -> str:
    tens, *ones = (int(present(numerals.chinese(digit))) for digit in match[0][:-1])
    return f"{tens * 10 + sum(ones)}%"


def _count(match: re.Match[str]) -> str:
    text = match[0]
    return text.replace(",", "") if text[0].isdigit() else str(present(numerals.chinese(text)))


def _sum(match: re.Match[str]) -> str:
    return re.sub(r"^0+(?=\d)", "", match[0].replace(",", ""))


def _months(match: re.Match[str]) -> str:
    count = int(match["count"]) if match["count"].isdigit() else int(present(numerals.chinese(match["count"])))
    return str(count * (12 if match["unit"] == "年" else 1))


def _span(match: re.Match[str]) -> str:
    if match["count"] == "半":
        return present({"年": "6个月"}.get(match["unit"]))
    count = match["count"] if match["count"].isdigit() else present(numerals.chinese(match["count"]))
    return f"{count}{match['unit'].replace('日', '天')}"


def _last_day(match: re.Match[str]) -> str:
    year, *month = map(int, re.findall(r"\d+", match[0]))
    month = month or [12]
    return f"{year}年{month[0]}月{calendar.monthrange(year, *month)[1]}日"


def _round_step(match: re.Match[str]) -> str:
    step = match[0].partition("元")[0] or "1"
    return step if step.isdigit() else str(present(numerals.chinese(f"一{step}".replace("一十", "十"))))


def _article(match: re.Match[str]) -> str:
    number = match[0][1:-1]
    return f"第{number if number.isdigit() else present(numerals.chinese(number))}条"


def _as_written(match: re.Match[str]) -> str:
    return match[0]


def _empty(match: re.Match[str]) -> str:
    return ""


VALUES: Mapping[str, tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = {
    "sum": (re.compile(rf"{_FIGURES}元|[一二三四五六七八九十百千两]+[万亿]?元"), _sum),
    "months": (re.compile(r"(?P<count>\d+|[一二两三四五六七八九十]+)(?P<unit>个月|年)"), _months),
    "count": (re.compile(rf"{_FIGURES}(?![\d元%‰]|,\d\d\d)|[一二两三四五六七八九十]+(?![万亿])"), _count),
    "rate": (re.compile(_RATE), _rate),
    "times": (re.compile(r"\d+(?:\.\d+)?(?=倍)"), lambda match: f"{decimal(Fraction(match[0]) * 100)}%"),
    "grown": (re.compile(_SHARE), _changed_rate(1)),
    "raised": (re.compile(_CHANGE), _changed_rate(1)),
    "lowered": (re.compile(_CHANGE), _changed_rate(-1)),
    "days_of_year": (
        re.compile(r"(?P<year>\d{4}年)(?P<first>\d+月\d+日)起?[至到\-~—](?P<last>\d+月\d+日)"),
        lambda match: "@day 不低于 {year}{first} 且 @day 不超过 {year}{last}".format(**match.groupdict()),
    ),
    "discount": (re.compile(r"[一二三四五六七八九]{1,2}折"), _discount),
    "round_step": (re.compile("(?:[十百千万]|[0-9]+)?元整?"), _round_step),
    "article": (re.compile("第(?:[0-9]+|[一二三四五六七八九十]+)条"), _article),
    "new_name": (re.compile(r"[^\W\d]{2,12}?(?=,|是指|指|为)"), _as_written),
    "day": (re.compile(r"\d{4}年\d{1,2}月\d{1,2}日"), _as_written),
    "first_day": (re.compile(_MONTH), lambda match: f"{match[0]}1日"),
    "last_day": (re.compile(f"{_MONTH}[底末]?|{_YEAR_END}"), _last_day),
    "month_end": (re.compile(f"{_MONTH}[底末]|{_YEAR_END}"), _last_day),
    "year": (re.compile(r"\d{4}年度?(?!\d)"), lambda match: match[0][:4]),
    "span": (re.compile(r"(?P<count>\d+|[一二两三四五六七八九十半]+)(?P<unit>个?月|年|天|日)"), _span),
    "measure": (re.compile(_MEASURE), _empty),
    "counter": (re.compile(f"{_COUNTER}|{_COUNTERS}"), _empty),
    "unit_word": (re.compile(_MEASURE), _as_written),
    "included": (re.compile(rf"\((?:包?含|含本数|含当[日天]|含{_IN_BRACKETS})\)"), _empty),
    "excluded": (re.compile(rf"\((?:不含|不含本数|不含{_IN_BRACKETS})\)"), _empty),
    "open": (re.compile(r"\("), _empty),
    "after_head": (re.compile("(?<=[的后时])"), _empty),
    "after_give": (re.compile("(?<=[给予奖补助贴励资持向对放付发排拨元%])"), _empty),
    "before_pay": (re.compile("(?=给予|予以|按|每|一次性|分别|最高|可|[奖补资扶贴])"), _empty),
    "close": (re.compile(r"\)"), _empty),
}
"""Numbers, rates, days and spans of time in official wording, with what they mean in the language."""


# ---- what a sentence leaves to its context


_SUBJECT = re.compile(r"([^\s（）|]+) (?:不低于|超过|不超过|低于|介于|距今|比上年增加|未超出|超出)(?=[ ）])")
_BASE = re.compile(r"(?:^|[~|] |: |一次性 )([^~|:，]+) 的 \d[\d.]*%")
_PART_BY_UNITS = re.compile(r"（(?P<what>\S+) (?P<part>[^）]+) 部分） @without\((?P<units>.*?)\)")
_LIST = re.compile(r"list: ([^|~]*) ~ ([^|~]*) ~ ([^|~]*) ~ ([^|~]*)(?: ~ ([^|~]*))?(?=\||$)")
_FLOORS = re.compile(r"if: (?:@yr )?(\S+) (?:不低于|超过) ([^ |]+)(?: @u[^\s|]+)?(?=\|)")
_MOST_UNITS = re.compile(r"most_units: (.+?) ~ ([^|]+)")
_AMOUNTS = re.compile(r"(?<![^|])(?:amount: |(?:row|case): [^|]+ ~ )([^|]+)")
_CONTRADICTORY = re.compile(r"(?<![^ ：])(\S+) 为 (\S+)(?: 且 [^|（）或]+?)? 且 \1 为 (?!\2)")
_RANKS = re.compile(r"@ranks\((\d+) ~ (.*?)\)")
_CONTRADICTIONS = [
    re.compile(pattern)
    for pattern in (
        r": (\S+) @same (?!\1(?:\||$| ~))",  # `低于1万元的按2万元`
        r"比上年增加 (?:不低于|超过|不超过|低于) [\d.]+%",
        r"settled: [^|]*[年月周天日晚]数?(?=\||$)",  # months within so many years
        "@months|@days",  # of which state?
        r"case: \S+ (?:超过|不低于) (\S+) ~ \1(?:\||$)",  # a limit, or another amount?
        r"if: (\S+ 为) ([^|（ ]*)(?=[ |])[^|（]*\|.*(?:row: \1|(?:case|scaled|added): \1 \2)",
    )
]
"""Texts that contradict themselves, or leave something open."""
_READ_SIGNS = re.compile(
    r" @u[^\s|]+| @same [^\s|]+|\|most_units: [^|]+|@part |@total | @own|@mine |\|counted: [^|]+|@eq\(.*?\) |@rise "
    r"| ?@has\(.*?\)"
)
"""Signs and parts that are not lines; `_is_unclear` has compared them with the text."""
_BLANKS = re.compile(r" *@to\(.+?\)| +(?=\||$| ~|，)")


def stated(meaning: str, sentence: str, words: Words, record: RecordKind | None) -> str:
    """A meaning in which the words that it leaves to its context are stated. One that is not clear is not read.

    A sentence that names another event of the record than its meaning is not clear.
    """
    meaning = _RANKS.sub(_ranks, _LIST.sub(_rows_of_lists, meaning))
    present(None if "list: " in meaning else meaning)
    meaning = _with_head(meaning, words, record)
    plain = re.sub(r"(?<!\|) +", " ", _BLANKS.sub("", meaning.replace("@each", "")))
    for state in re.findall(r"(?<![^|])while: [^|]*?([^ |]+) *(?=\||$)", plain):
        plain = plain.replace("@months", f"{state} 当年满月数").replace("@days", f"{state} 当年天数")
    parts = [part for part in plain.split("|") if not part.endswith(":")]
    by_kind = {kind: value for kind, _, value in (part.partition(": ") for part in parts)}
    heads = [part.removeprefix("payee: ") for part in parts if part.startswith("payee: ")]
    whom = dict.fromkeys((*re.findall(r"@to\((.+?)\)", meaning), *heads))
    present(None if len(whom) > 1 else parts)
    payee = next(iter(whom), "")
    tested = words.payees.keys() & set(re.findall(r"(?:row|case|scaled|added): (\S+) ~", plain))
    present(parts if not payee or all(words.is_payee(each, payee) for each in tested) else None)
    parts = [*(part for part in parts if not part.startswith("payee: ")), *(f"payee: {each}" for each in whom)]
    text = "|".join(part for part in parts if not part.startswith("all_rows: "))
    if "all_rows" in by_kind:
        text = re.sub("(row: [^|]+? ~ )(?:一次性 )?", rf"\g<1>{by_kind['all_rows']} ", text)
    year = by_kind.get("year", "")
    if not payee:
        text = re.sub(r"@=(\S+)", lambda match: match[1] if match[1] in words.payees else match[0], text)
    text = _with_unit(text)
    floors = _FLOORS.findall(text)
    most_units = _MOST_UNITS.findall(text)
    fields = [] if record is None else [words.text(field) for field in record.fields]
    is_unclear = _is_unclear(text, by_kind, payee, fields) or ("@each" in meaning and year)
    event, days = by_kind.get("event", "").split(" ")[-1], {} if record is None else words.event_days(record)
    day = days.get(event) or (next(iter(days.values())) if len(set(days.values())) == 1 else "")
    if is_unclear or ("@day" in text and not day) or (day and f"{day} 距今" in text):
        raise UnreadError
    text = text.replace(" @limited", "")
    for count, unit in most_units:
        text = text.replace(f"乘以 {unit}", f"乘以 （{unit} 与 {count} 孰低）")
        text = re.sub(f"(?<= ){unit} 的 (?=\\d)", f"（{unit} 与 {count} 孰低） 的 ", text)
    text = re.sub("事项(?= 晋级)", lambda _: _matter(text, words, record), text)
    text = text.replace("@floor", "".join(f"{what} 超出 {number} 部分" for what, number in floors))
    text = _READ_SIGNS.sub("", text)
    cap = r"limit: \2" if year else r"rule: 每个 \1 最高奖励 \2"
    text = re.sub(r"(?<![^|])cap: ([^|]+) ~ ([^|]+)", cap, text)
    text = re.sub("yearly_cap: ([^|]+) ~ ", "limit: " if year else r"rule: 每个 \1 每年 最高奖励 ", text)
    text = re.sub("@(?:yr|stated) ", "", re.sub(r"@=\S+|@payee", payee, text)).replace("limit_of_year: ", "limit: ")
    if record is not None:
        text = _with_event(text.replace("@record", words.text(record)), sentence, words, record)
    text = re.sub(r"(?<=event: )[^|]+", lambda match: f"{match[0]} ~ {day}", text.replace("@record", ""))
    text = re.sub(r"(未超出 (\S+) 部分.*?)@limit", r"\1\2", text)
    present(None if "@limit" in text else text)
    text = text.replace("@day", day).replace("@amount", by_kind.get("amount", ""))
    bases = [base for base in _BASE.findall(text) if "@base" not in base] or ["@it"]
    text = _PART_BY_UNITS.sub(_further_units, _with_subject(_with_only(text, "@base", bases)))
    present(None if re.search(r"月数? \S+ @years", text) or _CONTRADICTORY.search(text) else text)
    return re.sub(r"([^\s|]+) 不超过 @bare ([^\s|]+)", functools.partial(_most_of, text), text).replace("@years ", "")


def _with_event(text: str, sentence: str, words: Words, record: RecordKind) -> str:
    """A text with the event of its record: its own, that of the sentence, or the default one."""
    days, name = words.event_days(record), words.text(record)
    default = words.default_event(record) or (len(days) == 1 and next(iter(days)))
    if default and re.search(rf"event: (?:首次 )?{re.escape(name)}(?= *(?:\||$))", text):
        present(None if any(event in sentence for event in set(words.events(record)) - {"", default}) else default)
        text = re.sub(r"(?<=event: )[^|]+", rf"\g<0> {default}", text)
    if "event: " in text:
        unlabelled = re.sub(_any_of({name, *map(words.text, record.fields)}), "", sentence)
        present(None if any(word in unlabelled and word not in text for word in words.events(record) if word) else text)
    return text


def _matter(text: str, words: Words, record: RecordKind | None) -> str:
    """What stays the same if an item rises: the key of its record without the field by which rows are chosen."""
    keys = [] if record is None else [words.text(field) for field in record.fields if field.name in record.key]
    remaining = [key for key in keys if f"row: {key} 为" not in text]
    return "事项" if remaining == keys else present(" 同一 ".join(remaining) or None)


def _with_head(meaning: str, words: Words, record: RecordKind | None) -> str:
    """A meaning without an event: it is about the year whose figures it counts, or the record of its fields."""
    if "year: maybe" not in meaning:
        return meaning
    amounts = " ".join(_AMOUNTS.findall(meaning))
    if any(figure in amounts for figure in words.figures):
        return meaning.replace("year: maybe", "year: stated")
    fields = () if record is None else map(words.text, record.fields)
    is_of_record = any(field in meaning for field in fields) and not any(each in meaning for each in words.figures)
    return meaning.replace("year: maybe", "event: @record") if is_of_record else meaning


def _with_unit(text: str) -> str:
    """A text with the only unit of its amounts for `@unit`."""
    units_of_amounts = set(re.findall(r"乘以 ([^\s（）|]+)", "|".join(_AMOUNTS.findall(text))))
    return text.replace("@unit", *units_of_amounts) if len(units_of_amounts) == 1 else text


def _is_unclear(text: str, by_kind: Mapping[str, str], payee: str, fields: Sequence[str]) -> bool:
    """Whether a sign of the text has no word, or words of the text contradict each other."""
    amount, year = by_kind.get("amount", ""), by_kind.get("year", "")
    amounts, tests = _AMOUNTS.findall(text), " ".join(re.findall(r"(?:if|row): ([^|~]+)", text))
    return bool(
        len(set(re.findall(r"@u([^\s|]+)", text))) > 1
        or any(pattern.search(text) for pattern in _CONTRADICTIONS)
        or not all(
            f"乘以 {unit}" in each or f" {unit} 的 " in f" {each}"
            for _, unit in _MOST_UNITS.findall(text)
            for each in amounts
        )
        or ("@limited" in text and "limit: " not in text.partition("@limited")[0])
        or any(first != second for first, second in re.findall(r"@eq\((.*?),(.*?)\)", text))
        or not all(
            re.search(rf"(?:event|if): [^|]*{re.escape(word)}", text) for word in re.findall(r"@has\((.*?)\)", text)
        )
        or not all(f"乘以 {unit}" in each for unit in re.findall(r"counted: ([^|]+)", text) for each in amounts)
        or ("counted: " in text and "乘以" in by_kind.get("limit", ""))
        or ("@rise" in text and not re.search(r"超过 上年 [^\s|]+(?=\|)", text))
        or any(f" {base} 的 " in f" {amount}" for base in re.findall(r"case: [^~|]*?(\S+) 超过 [^~|]*~ @base", text))
        or ("@own" in text and not any(field in tests.split() for field in fields))
        or ("@mine" in text and fields and not any(field in text for field in fields))
        or ("@part" in text and "%" in amount)
        or ("@total" in text and "乘以" not in amount)
        or ("@floor" in text and len(_FLOORS.findall(text)) != 1)
        or ("乘以" in amount and re.search(r"added: [^|]*元(?:\||$)|@amount 除", text))
        or (year == "maybe" and not re.search("@yr|上年|limit_of_year", text))
        or ("上年" not in text.partition("@stated")[0] and "@stated" in text and year != "stated")
        or ("limit_of_year: " in text and not year)
        or (re.search("@=|@payee", text) and (not payee or "、" in payee))
        or not all(payee.endswith(end) for end in re.findall(r"@=(\S+)", text))
    )


def _rows_of_lists(match: re.Match[str]) -> str:
    """The rows of lists of the same length: kinds or floors, a sum or rate for each, and perhaps a limit for each."""
    test, tests, amount, amounts, limits = ((match[group] or "").strip() for group in range(1, 6))
    lists = [each.split(";") for each in (tests, amounts, limits) if each]
    present(None if len({*map(len, lists)}) > 1 else lists)
    form = f"row: {test} ~ {amount}" + ("，最高不超过 @one" if limits else "")
    rows = zip(*lists, strict=True)
    return "|".join(functools.reduce(lambda row, text: row.replace("@one", text, 1), each, form) for each in rows)


def _ranks(match: re.Match[str]) -> str:
    """The lines of so many ranks."""
    sums_of_ranks = match[2].split(";")
    present(None if int(match[1]) != len(sums_of_ranks) else match)
    return "".join(f"  第{rank}名：{each}|" for rank, each in enumerate(sums_of_ranks, 1))


def _most_of(text: str, match: re.Match[str]) -> str:
    """A bare `以下`: it leaves out the number from which another row begins."""
    what, number = match.groups()
    return f"{what} {'低于' if f'{what} 不低于 {number} ' in f'{text} ' else '不超过'} {number}"


def _further_units(match: re.Match[str]) -> str:
    """A part of a value times its units, of which one is the unit of the value itself."""
    units = match["units"].removeprefix("乘以 ").split(" 乘以 ")
    present(match["what"] if match["what"] in units else None)
    remaining = "".join(f" 乘以 {each}" for each in units if each != match["what"])
    return f"（{match['what']} {match['part']} 部分）{remaining}"


def _with_only(text: str, sign: str, words: Iterable[str]) -> str:
    """A text with a word for a sign, if only one can be meant."""
    known = set(words)
    if sign in text and len(known) != 1:
        raise UnreadError
    return text.replace(sign, next(iter(known))) if sign in text else text


def _with_subject(text: str) -> str:
    """A text with the value that `@it` means: the last one compared before it in its part, or the only one of all."""
    parts = []
    for part in text.split("|"):
        while "@it" in part and (before := _SUBJECT.findall(part.partition("@it")[0])):
            part = part.replace("@it", before[-1], 1)
        parts.append(part)
    text = "|".join(parts)
    return _with_only(text, "@it", {word for word in _SUBJECT.findall(text) if "@" not in word})


# ---- the sentences as the author would write them


_LANGUAGE_VERBS = {"奖补": "奖励", "支持": "奖励", "津贴": "补贴", "补偿": "补助", "奖": "奖励", "补": "补助"}
_VERBS = ("奖励|补助|补贴|资助|扶持|贴息", "|".join(_LANGUAGE_VERBS))
"""The verbs of the language, and other ones."""


def written(
    readings: Iterable[Sequence[str]], text: str, words: Words, currency: str, names: Iterable[str]
) -> Sequence[Sequence[str]]:
    """Readings with the verb and the order of words of their sentence, those with the fewest figures of the year.

    `names` are those that sentences before define.
    """
    fields = _any_of({*names, *(name for record in (*words.records.values(), None) for name in words.fields(record))})
    plain = re.sub(fields, "", text)
    in_order = [[_in_order_of_words(line, plain, has_yuan=currency == "CNY") for line in lines] for lines in readings]
    different = {_in_any_order(lines): lines for lines in reversed(in_order)}
    return _fewest_figures([*reversed(different.values())], words)


def _in_any_order(lines: Sequence[str]) -> tuple[object, ...]:
    """What lines say in any order of their conditions, those of a row in it or before all rows."""
    sentence, *below = lines
    head, comma, rest = sentence.partition("，")
    conditions, _, payee = head.rpartition(" 的")
    happened, *tests = conditions.split(" 且 ")
    musts = sorted(line for line in below if line.startswith("  须 "))
    rows = [line.partition("：") for line in below if line not in musts]
    allowed = [
        attempt(lambda row=row: award_parts.values_of(" 且 ".join((*tests, row.strip())))) if colon else None
        for row, colon, _ in rows
    ]
    if rows and None not in allowed:
        parts: Iterable[object] = (
            (frozenset(each.items()), "距今" in row, amount)
            for each, (row, _, amount) in zip(allowed, rows, strict=True)
            if each is not None
        )
    else:
        happened, parts = " 且 ".join(sorted((happened, *tests))), map("".join, rows)
    return happened, *musts, payee, comma, rest, *parts


def _in_order_of_words(line: str, sentence: str, *, has_yuan: bool) -> str:
    """A line with the verb of its sentence, and with `一次性` and `最高` before the verb."""
    matches = [verb for verbs in _VERBS for verb in re.findall(verbs, sentence)]
    verb = _LANGUAGE_VERBS.get(matches[0], matches[0]) if matches else "奖励"
    line = re.sub(r"(?<=\S) +(?= |，|：|）|$)|(?<=[（：]) +", "", line)
    line = line.replace("奖励 一次性 ", "一次性奖励 ").replace("奖励 最高 ", "最高奖励 ")
    line = re.sub("(?<![^ ，性高])奖励(?=[ ：])", verb, line)
    return _as_formatted(line if has_yuan else re.sub(r"(?<=[\d万亿])元", "", line))


def _as_formatted(line: str) -> str:
    """An award without rows as the formatter prints it; another line as it is."""
    page, report = parse(Source("", line)) if AWARD.match(line) and not line.endswith("：") else (None, None)
    if page is None or report is None or report.has_errors:
        return line
    with keeping_brackets():
        return "\n".join(map(CHINESE.text, page.items))


def _fewest_figures(readings: Sequence[Sequence[str]], words: Words) -> Sequence[Sequence[str]]:
    """The readings of which the amount counts a figure that the conditions name, if there are such readings."""
    figures = [sum(figure in "".join(lines) for figure in words.figures) for lines in readings]
    return [lines for lines, number in zip(readings, figures, strict=True) if number == min(figures)]


_NARROW = str.maketrans("，；：（）％　。！“”", ',;:()% ..""')
_DAY_OF_START = re.compile(r"(?:自|从)?\d{4}年\d{1,2}月\d{1,2}日(?:起|以后|开始|之日起),")
_DEFINED = re.compile('^(本..?所称)"(.+?)"')


def sentence_and_record(block: SentenceBlock, words: Words, currency: str) -> tuple[str, RecordKind | None]:
    """The sentence of a block in plain form, and the record of the awards before it."""
    own_year = has_own_year(block.head)
    text = _plain(block.line.text, currency, has_own_year=own_year)
    if block.line.below:
        rows = (_plain(row, currency, has_own_year=own_year) for row in _rows(block.line))
        text = f"{text.removesuffix(':')}:{';'.join(rows)}"
    return text, _record_above(block.above, words)


def line_of_head(line: BlockLine) -> str | None:
    """The line of the head of a page that says when its years begin: `财政年度自7月1日起算`."""
    match = YEAR_IN_CHINESE.fullmatch(line.text.replace(" ", "").rstrip("。"))
    return None if match is None or line.below else f"年度 自 {int(match['month'])}月{int(match['day'])}日 起算"


def plain_line(text: str, currency: str) -> str:
    """A line under a sentence in plain form."""
    return _plain(text, currency, has_own_year=False)


def _rows(line: BlockLine) -> Iterator[str]:
    for row in line.below:
        first = row.text.strip().rstrip(":：")
        yield from (f"{first}且{below}" for below in _rows(row)) if row.below else (row.text,)


def _plain(text: str, currency: str, *, has_own_year: bool) -> str:
    plain = _DEFINED.sub(r"\1\2", text.translate(_NARROW).replace(" ", ""))
    if '"' in plain or "#" in plain:
        raise UnreadError
    if has_own_year:
        plain = re.sub("(?:财政|会计|预算)年度", "年度", plain)
    plain = present(without_currency(plain, currency))
    if currency == "CNY":
        plain = re.sub(r"(?<=元)人民币|人民币(?=\d)", "", plain)
    return plain.rstrip(".;,")


def _record_above(above: tuple[BlockLine, ...], words: Words) -> RecordKind | None:
    """The only record of the first clauses of the awards before: the one that is named, or that has their event."""
    records = []
    for line in above:
        text = _DAY_OF_START.sub("", line.text.translate(_NARROW).replace(" ", ""))
        clause = text.partition(",")[0]
        named = [name for name in words.records if name in clause]
        longest = [name for name in named if not any(name in other for other in named if other != name)]
        with_event = [
            name
            for name, record in words.records.items()
            if any(event and event in clause for event in words.events(record))
        ]
        candidates = longest or with_event
        records += [words.records[name] for name in candidates if len(candidates) == 1]
    return records[0] if len({record.name for record in records}) == 1 else None
