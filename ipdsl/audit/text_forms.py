"""The forms of an official text: narrow characters, patterns of figures, units of tables.

Bring an official text to one form: narrow characters, and no line breaks of the printed page.

`narrow` replaces characters one by one, so offsets do not change. `unwrap` removes soft line breaks, so that a figure
on two lines is read as one figure. Input: a text in narrow form. Output: the text without soft line breaks, and the
original offset of each character. A line break remains before a heading or an item, at an empty line, between two
digits, and after any other mark.

The forms of figures in Chinese official texts, as patterns over narrow text (`ipdsl/audit/text_forms.py`).

Write the unit of each number in a table after it: `77` under `奖励金额（万元）` becomes `77万元`.

Input: a text. Output (`write_units`): the text in narrow form with the units, and the original offset of each
character. Only numbers without a unit get one. In doubtful cases a number gets a unit, because amounts that differ are
reported.

A row of a table is a line with `|` or tabs. After a line that names a unit, lines of words separated by blanks are also
rows, as in the text of a PDF. They end at the end of a sentence or at the beginning of an article.

A number takes the unit of its column, otherwise of its row, otherwise of the whole table. `units_of_heading` and
`units_of_line` read units from headings and from lines next to a table, as they are written after a number: `万元`,
`%`, `件`. An amount (`20万元`) is not a unit. `TableColumns` assigns the cells of a row to the headings above them, and
parses each heading once.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, pairwise

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.values import numerals
from ipdsl.base.values.money import CURRENCY_NAMES
from ipdsl.base.values.units import unit_above
from ipdsl.base.values.written_values import FULL_WIDTH

_SPACES = dict.fromkeys(
    [0x3000, 0x00A0, 0x1680, *range(0x2000, 0x200E), 0x202F, 0x205F, 0x2060, 0xFEFF, 0x0B, 0x0C], 0x20
)
_DASHES = dict.fromkeys(map(ord, "—–―‐‑‒−﹣〜∼"), ord("-"))
_OTHER_CHARACTERS = {
    ord("﹪"): ord("%"),
    ord("∶"): ord(":"),
    ord("﹕"): ord(":"),
    ord("﹒"): ord("."),
    ord("○"): ord("〇"),
    ord("\t"): 0x20,
    ord("萬"): ord("万"),
    ord("億"): ord("亿"),
    ord("圓"): ord("圆"),
}
_TABLE = FULL_WIDTH | _SPACES | _DASHES | _OTHER_CHARACTERS


LISTED = re.compile(r"(?<=\d{4})，(?=\d)|(?<=\d)，(?=\d)(?!\d{3}(?!\d)|0000)")
"""A wide comma between two numbers: `2000，3000元`."""


def narrow(text: str) -> str:
    """Convert to narrow digits and marks, plain spaces and one kind of dash. No offset changes."""
    return text.translate(_TABLE)


_GOES_ON = r"\u4e00-\u9fff〇0-9+·“”〔〕%"
_INDEX = r"(?:\d{1,3}|[〇一二三四五六七八九十百]{1,6})"
_HEAD = rf"[ #>*【]*(?:第\s*(?:[(]\s*)?{_INDEX}\s*(?:[)]\s*)?[编章节条]|{_INDEX}\s*[、.,:)](?!\d)|[(]\s*{_INDEX}\s*[)])"
_SOFT = re.compile(
    rf"(?:(?<=[{_GOES_ON}(])[ ]{{0,40}}\n[ ]{{0,40}}(?!{_HEAD})(?=[{_GOES_ON})])"
    r"|(?<=[^\s]\d[.-])\n(?=\d)|(?<=\d)\n(?=[.-]\d))"
)


@attrs.frozen
class UnwrappedText:
    """The text, and the original offset of each of its characters and of its end."""

    text: str
    offsets: tuple[int, ...]


def unwrap(text: str) -> UnwrappedText:
    """Remove the soft line breaks."""
    ranges: list[range] = []
    offset = 0
    for match in _SOFT.finditer(text):
        if text[match.start() - 1].isdecimal() and text[match.end()].isdecimal():
            continue  # ambiguous: two numbers, or one number on two lines
        ranges.append(range(offset, match.start()))
        offset = match.end()
    ranges.append(range(offset, len(text)))
    return UnwrappedText("".join(text[part.start : part.stop] for part in ranges), (*chain(*ranges), len(text)))


GAP = r"[ ]{0,3}(?:\n[ \n]{0,4})?"
"""Blanks inside a figure: spaces, and line and page breaks from a printed page."""

_LETTERS = "(?i:CNY|RMB|USD|EUR|HKD|JPY|GBP|KRW|MOP|TWD|CHF|CAD|AUD|SGD)"
_LATIN_CURRENCY = rf"(?i:{_LETTERS}(?![A-Za-z])|[€£$]|(?:euro|pound|dollar|yuan)s?\b)"
_MILLION = "(?i:(?:hundred thousand|hundred|thousand|million|billion|trillion|dozen|lakh|crore)s?\\b)"
_SHORT_MILLION = "(?i:(?:k|m|mn|mio|mln|bn)\\b)"
_AFTER_CURRENCY = rf"(?:(?<={_LETTERS} )|(?<={_LETTERS})|(?<=[€£$] )|(?<=[€£$]))"
_PER_CENT = r"(?i:per ?cent|pct|percentage points?)\b"
_UNITED = rf"(?=[ ]{{0,3}}(?:[百千万亿元%件个项名家次篇部]|{_LATIN_CURRENCY}|{_MILLION}))"
_DECIMAL_UNIT = rf"(?= ?(?:%|‰|{_PER_CENT}|{_LATIN_CURRENCY}|{_MILLION}|{_SHORT_MILLION} ?{_LATIN_CURRENCY}))"
_ARABIC = (
    r"\d{1,3}(?:\.\d{3}){2,6}(?![\d.])(?:,\d{1,2}(?!\d))?|\d{1,3}(?:\.\d{3}){1,6},\d{1,2}(?!\d)"
    r"|\d{1,3}(?:['’]\d{3}){1,6}(?!\d)(?:\.\d{1,2}(?!\d))?|\d{1,3}(?: \d{3}){1,4},\d{1,2}(?!\d)"
    rf"|(?:{_AFTER_CURRENCY}|(?<![\d,])(?=\d{{1,18}},\d{{1,2}}{_DECIMAL_UNIT}))\d{{1,18}},\d{{1,2}}(?!\d|,\d)"
    r"|\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,9})?"
    rf"|\d{{1,3}}(?: \d{{3}}){{1,4}}(?!\d){_UNITED}|{_AFTER_CURRENCY}\d{{1,3}}(?: \d{{3}}){{1,4}}(?!\d)(?:\.\d{{1,2}})?"
    rf"|\d(?: \d){{1,9}}(?!\d){_UNITED}"
    rf"|\d{{1,18}} ?\. ?\d{{1,9}}{_UNITED}"
    r"|\d{1,18}(?:\.\d{1,9})?"
)
_SPACED = r"(?=[ ]{0,3}[万亿元%件个项名家次篇部年月日天])"
CHINESE = (
    rf"[一二三四五六七八九两十](?: [〇零一二三四五六七八九十百千万亿两]){{1,9}}{_SPACED}"
    r"|零点[一二三四五六七八九][〇零一二三四五六七八九]{0,8}"
    r"|[一二三四五六七八九两十][〇零一二三四五六七八九十百千万亿两]{0,20}(?:点[〇零一二三四五六七八九]{1,9})?"
)
FORMAL = r"[壹贰叁肆伍陆柒捌玖拾][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{0,20}"

_WORD = "|".join(sorted(numerals.ENGLISH_NUMBERS, key=len, reverse=True))
_NEXT_WORD = rf"[ -](?:and )?(?:{_WORD})\b"
_ENGLISH_SPAN = "(?:year|month|week|day|hour)s?"
_IN_WORDS = (
    rf"(?<![\w-])(?i:(?:an? (?=hundred|thousand|million|billion)"
    rf"|(?!hundred|thousand|million|billion"
    rf"|one\b(?![ -](?:{_WORD}|{_ENGLISH_SPAN}(?![\w-])|per ?cent|euro|pound|dollar|yuan))))"
    rf"(?:{_WORD})\b(?:{_NEXT_WORD})*(?!{_NEXT_WORD})|(?:(?<=at most )|(?<=more than )|(?<=only )|(?<=up to )"
    rf"|(?<=exceed )|(?<=maximum of ))one|an?(?= dozen))(?!\w|-(?!{_ENGLISH_SPAN}\b))"
)
NUMERAL = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<chinese>{CHINESE})|(?P<formal>{FORMAL})|(?P<english>{_IN_WORDS})")

_MONEY = (
    "人民币|元|圆|美元|美金|欧元|港元|港币|日元|英镑|韩元|澳门元|新台币|瑞士法郎|加元|澳元|新加坡元"
    rf"|{_LATIN_CURRENCY}"
)
_SPAN = (
    "周年|周岁|岁|个自然年|个?年度|年(?![级代龄均])|个自然月|个 ?月|个季度|个?星期|周(?![边刊报])|个? ?工作日|个自然日"
    "|日(?!元)|天|个?小时"
)
_AND_A_HALF = "个半(?:月|季度|小时)"
_MEASURE = (
    "个|件|项|名|家|次(?!性)|人|篇|部(?![分门署委级队])|户|所|种|位|宗|起|例|幅|款|台|套|场|届|枚|株|只|间|处|批|条"
    "|国|类|支|组|份|倍"
)
SCALE = "[十百千]?[万亿]|[百千]"
_UNIT = (
    rf"{GAP}[余多]?(?P<scale>{SCALE}|{_MILLION}|{_SHORT_MILLION}FOLLOWED)?[余多]?{GAP}(?:"
    rf"(?P<money>{_MONEY})|(?P<percent>%|个百分点|个点|{_PER_CENT})|(?P<permille>‰|(?i:per ?mill?e?)\b)"
    rf"|(?P<span>{_SPAN})(?P<half>半(?![年价数]))?|(?P<and_half>{_AND_A_HALF})|(?P<month>月份?)"
    rf"|-?(?P<english>{_ENGLISH_SPAN})\b(?!-)|(?P<measure>{_MEASURE}))?"
)
UNIT = re.compile(_UNIT.replace("FOLLOWED", rf"(?= ?{_LATIN_CURRENCY})"))
"""A scale and a unit after a numeral. Either may be missing."""
UNIT_OF_SUM = re.compile(_UNIT.replace("FOLLOWED", ""))
"""The same after a currency: `2m` is 2 million there."""
UNITS = ("money", "percent", "permille", "span", "and_half", "month", "english", "measure")
"""The groups of a unit. At most one of them matches."""

UNIT_OF_HEADING = re.compile(
    rf"(?:人民币|RMB|CNY)?[ :]*(?P<unit>(?:{SCALE})?(?:{_MONEY})|%|‰|个?百分点|{_SPAN}|季度|月|{_MEASURE})"
    r"(?:人民币|整)? *(?:以[上下内]|(?:[/每·]|按).*)?"
)
"""The unit in a heading, optionally with the thing that each amount is for: `万元`, `元/件·年`, `人民币万元`."""

CURRENCIES = CURRENCY_NAMES | {"美金": "USD", "港币": "HKD"}

CURRENCY_CODES = CURRENCIES | {code.lower(): code for code in CURRENCIES.values()} | {
    "€": "EUR", "euro": "EUR", "£": "GBP", "pound": "GBP", "us$": "USD", "hk$": "HKD", "cny": "CNY", "rmb": "CNY",
    "yuan": "CNY", "$": "", "dollar": "",
}  # fmt: skip
"""A dollar has no currency of its own: several states have one."""
CURRENCY_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z\d])(?<!\d )(?P<sign>(?i:US\$|HK\$|[€£$]|{_LETTERS}(?![A-Za-z])))"
    rf"|(?<![\d十百千万亿余多])(?P<name>{'|'.join(CURRENCIES)})) ?$"
)
"""A currency before its amount: `EUR 3 million`, `€350`, `美元5000`."""

SPANS = {
    "周年": "year", "周岁": "year", "岁": "year",
    "个自然年": "year", "个年度": "year", "年度": "year", "年": "year", "个自然月": "month",
    "个月": "month", "个季度": "quarter", "个星期": "week", "星期": "week", "周": "week",
    "个工作日": "working day", "工作日": "working day", "个自然日": "day", "日": "day", "天": "day",
    "个小时": "hour", "小时": "hour",
}  # fmt: skip

AGES = frozenset(("周岁", "岁"))
"""The units of an age, which a page may also compare as a count of years."""

COUNTED = frozenset("个件项名家次人篇部户倍")
"""Measure words that turn a Chinese numeral into a figure.

Before other words it is part of a word (`一批`, `一类`, `三位一体`).
"""

LIST = re.compile(rf"{GAP}(?:、|,|-+|~|/|至|到|或|和|及|to|or|and)?{GAP}")
"""The separator between numbers that share the unit of the last one: `100-500万元`, `5000、8000元`."""

DOCUMENT = re.compile(r"[〔\[(【]\s*(?P<year>\d{4})\s*[〕\])】]\s*(?:第\s*)?(?P<number>\d{1,6})\s*号")
_ORDER = r"第\s*(?P<{}>\d{{1,4}}|[一二三四五六七八九十百]{{1,6}})\s*号"
_SORT = "令|公告|通告"
ORDER = re.compile(
    rf"(?P<sort>{_SORT})\s*(?:[(]\s*)?{_ORDER.format('after')}|{_ORDER.format('before')}\s*(?P<of>{_SORT})"
)
"""The number of a ministry's order or notice: `令第七十五号`, `令（第75号）`, `第75号令`, `公告第411号`."""
STANDARD = re.compile(
    r"(?<![A-Za-z])(?P<body>GB|DB\d{0,6}|T/[A-Z]+|ISO|IEC|HG|JB|QB|YY|YC|NY)(?:\s*/\s*(?P<kind>[TZ]|IEC))?"
    r"\s*(?P<number>\d{1,8}(?:\.\d{1,4})?)(?:\s*-\s*(?P<year>\d{4}))?"
)
ADDRESS = re.compile(r"https?://[!-~]+|[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,64}|(?<!\d)\d{3,4}-\d{7,8}(?!\d)")

_Y = r"(?P<year>\d{4}|\d(?: \d){3}|[〇零OoＯ一二三四五六七八九0]{4})"
_N = r"(?:\d{1,2}|\d \d|[一二三四五六七八九十]{1,3})"
DATES = (
    re.compile(rf"{_Y}{GAP}年{GAP}(?P<month>{_N}){GAP}月{GAP}(?P<day>{_N}){GAP}[日号]"),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})(?!\d)"),
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ENGLISH_MONTHS = {form: number for number, name in enumerate(_MONTHS, 1) for form in (name[:3], name)}
_EN_MONTH = rf"(?P<month>{'|'.join(sorted(ENGLISH_MONTHS, key=len, reverse=True))})(?![A-Za-z])\.?"
_EN_DAY = r"\d{1,2}(?!\d)"
_ENDING = r"(?:st|nd|rd|th)?"
_EN_YEAR = r"(?:,? (?P<year>(?:19|20|21)\d\d)(?![\d,.]\d|\d))?"
ENGLISH_DATES = (
    re.compile(rf"(?<![A-Za-z\d.,])(?P<day>{_EN_DAY}){_ENDING} (?:day of |of )?{_EN_MONTH}{_EN_YEAR}"),
    re.compile(rf"(?<![A-Za-z]){_EN_MONTH} (?P<day>{_EN_DAY}){_ENDING}(?![.,]\d){_EN_YEAR}"),
)
"""`1 March 2025`, `March 1st`. The year may be missing."""
ENGLISH_DAYS = re.compile(
    rf"(?<![A-Za-z\d.,])(?P<first>{_EN_DAY}){_ENDING}(?: ?- ?| to | and )"
    rf"(?P<last>{_EN_DAY}){_ENDING} {_EN_MONTH}{_EN_YEAR}"
)
"""Two days of one month: `1-31 May`, `between 1 and 31 May`."""
DAYS_OF_MONTH = re.compile(
    rf"(?:{_Y}{GAP}年{GAP})?(?P<month>{_N}){GAP}月{GAP}(?P<first>{_N}){GAP}[日号]?起?{GAP}[-~至到]{GAP}"
    rf"(?P<last>{_N}){GAP}[日号]"
)
"""Two days of one month: `5月1日至31日`, `5月1-31日`."""
DAY_OF_EACH_MONTH = re.compile(rf"每个?月{GAP}(?P<day>{_N}){GAP}[日号]")
MONTH_OF_YEAR = re.compile(rf"{_Y}{GAP}年{GAP}(?P<month>{_N}){GAP}月(?P<edge>底|末)?")
DAY_OF_MONTH = re.compile(rf"(?P<month>{_N}){GAP}月{GAP}(?P<day>{_N}){GAP}[日号]")
YEARS = re.compile(rf"(?<!\d)(?P<first>(?:19|20)\d\d){GAP}年?{GAP}[-~至到]{GAP}(?P<last>(?:19|20)\d\d){GAP}年")
LISTED_YEAR = re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?=(?:{GAP}[、,和及与或]{GAP}(?:19|20)\d\d){{1,9}}{GAP}年)")
"""All years but the last in `2021、2022年`."""
YEAR = re.compile(rf"(?<!\d){_Y}{GAP}年(?:度)?(?P<edge>起|年?[底末])?")
ISSUE = re.compile(r"(?:印发|发布|公布|颁布|签发|发文|下发|公告)之日起")
_ABOVE = rf"(?P<above>{_ARABIC}|[〇零一二三四五六七八九两十](?: ?[〇零一二三四五六七八九十百点]){{0,12}}|{FORMAL}|百)"
PART = re.compile(rf"(?P<below>百|千|万|[一二三四五六七八九十]{{1,4}}){GAP}分{GAP}之{GAP}{_ABOVE}")
MORE_PARTS = re.compile(
    rf"{GAP}[至到~、或和及-]{GAP}{_ABOVE}(?=[\s,。;:、()的以之给补资奖进比不且并予内为或和及至到~-]|$)"
)
"""A second number after a part, with the same unit: `百分之三十至五十`."""
TENTHS = re.compile(
    r"(?<![\d一二三四五六七八九])(?P<number>[1-9一二三四五六七八九两])(?:[至到~-](?P<last>[1-9一二三四五六七八九]))?成(?=[以的给予补比至到或和,。;、()~-]|$)"
)
HALF = re.compile("一半|减半|折半|半价|半额|各半|对半")
RATIO = re.compile(r"(?<![\d.:])(?P<first>\d{1,6}(?:\.\d{1,4})?) ?[:比] ?(?P<second>\d{1,6}(?:\.\d{1,4})?)(?![\d.:])")
FRACTION = re.compile(r"(?<![\d/])(?P<above>\d{1,2})/(?P<below>\d{1,2})(?![\d/]| ?[万亿元%件个项名家次人年])")
EVEN = re.compile(r"一比一")
_STEP = r"(?P<{}>[十百千万]?元)"
_DROPPED = r"(?:部分|尾数|零头)?,?(?:均)?(?:舍去|略去|抹去|忽略|不计|不予计算)"
STEPS = (
    re.compile(rf"(?:取整|四舍五入|舍入|精确|凑整|保留)(?:到|至){_STEP.format('step')}"),
    re.compile(rf"以{_STEP.format('step')}为(?:最小)?单位(?=,?[^,。;]{{0,6}}(?:取整|四舍五入|舍))"),
    re.compile(rf"按{_STEP.format('step')}(?=向[上下]取整|取整|四舍五入)"),
    re.compile(rf"不足{_STEP.format('step')}(?=的?{_DROPPED}|的?,?(?:按|不予))"),
    re.compile(rf"的,?按{_STEP.format('step')}(?=计|算|发放|给予|补助|奖励|资助)"),
    re.compile(rf"{_STEP.format('step')}(?=以下的?{_DROPPED})"),
)
"""A coin or a step of rounding, written without a numeral: `取整到百元`, `不足百元的舍去`."""
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PART = "|".join(PARTS)
ENGLISH_PART = re.compile(
    rf"(?<![\w-])(?:(?P<above>two|three|four|five|seven|nine)[ -](?P<below>{_PART})s\b"
    rf"|(?P<one>a|one)(?: (?P<unit>{_PART})(?= of\b)|-(?P<joined>{_PART})\b)"
    r"|(?P<half>(?:(?:one|a) |(?<=by ))half\b|(?<!first )(?<!second )half(?= (?:of|the|that|this|its|their|as)\b)"
    r"|hal(?:ved?|ves|ving)\b))",
    re.IGNORECASE,
)
"""`two thirds`, `one quarter of the cost`, `half of the price`, `halved`."""
MULTIPLE = re.compile(
    r"(?P<once>\b(?:(?:(?<=at most )|(?<=more than ))once"
    r"|once(?= (?:a|per|every|each)\b| in (?:an?y?|every|each|two|three|\d)\b))\b)"
    r"|(?P<twice>\b(?:twice|two-?fold|doubl(?:ed|es|ing)"
    r"|double(?= (?:the|that|this|its|for|amount|rate|grant|sum)\b))\b"
    r"|翻一?番|翻一?倍|加倍|双倍)"
    r"|(?P<thrice>\b(?:thrice|three-?fold|(?:tripl|trebl)(?:e[ds]?|ing))\b)|(?P<fourfold>\bquadrupl(?:e[ds]?|ing)\b|翻两番)",
    re.IGNORECASE,
)
"""Words that are a number of times; the groups are in the order of the numbers."""
DISCOUNT = re.compile(
    r"(?<![\d一二三四五六七八九])(?P<digits>[1-9](?:\.?\d)?|[一二三四五六七八九]{1,2})折(?![旧算合价叠弯线射中])"
)
"""`八折`, `八五折`: the amount due, in tenths or hundredths."""
ENGLISH_SCALES = {
    "hundred": 100, "thousand": 1000, "hundred thousand": 100_000, "million": 10**6, "billion": 10**9,
    "trillion": 10**12, "dozen": 12, "lakh": 100_000, "crore": 10**7, "k": 1000, "m": 10**6, "mn": 10**6,
    "mio": 10**6, "mln": 10**6, "bn": 10**9,
}  # fmt: skip
_THOUSANDTHS = r"[1-9]\d{0,2}\.\d{3}"
UNCLEAR = re.compile(
    rf"(?:(?:(?<![A-Za-z])(?i:US\$|HK\$|{_LATIN_CURRENCY}) ?)?(?:"
    rf"(?<![\w.,]){_THOUSANDTHS}(?![\d%‰]|[.,]\d| ?[\u4e00-\u9fff])"
    rf"|(?<={_LETTERS}){_THOUSANDTHS}(?!\d|[.,]\d)"
    rf"|(?!{_AFTER_CURRENCY})(?<![\w.,])(?<!\d )\d{{1,3}},\d{{1,2}}(?!,?\d| ?[\u4e00-\u9fff]|{_DECIMAL_UNIT})"
    rf"|(?<![\d.,]){_THOUSANDTHS}(?= ?{_LATIN_CURRENCY})"
    r"|(?<![\d,])(?:\d{1,3}(?:,\d{4})+|\d{1,2}(?:,\d{2})+,\d{3})(?![\d,]\d|\d)"
    rf"|{_AFTER_CURRENCY}\d[\d.,]*-\d[\d.,]* ?{_SHORT_MILLION}|(?<![\d,])\d{{1,3}}(?: ,|, )000(?!\d)"
    r"|(?:(?<!\d)\d+ ?)?[\u00bc-\u00be\u2150-\u215e]|(?<![\d/])\d+ \d{1,2}/\d{1,2}(?![\d/])"
    rf"|(?i:(?:{_WORD}|(?<!\d)\d+) and (?:an?|one) (?:half|third|quarter)|half an? (?:million|thousand|dozen))\b)"
    rf"(?: ?{_MILLION}| ?{SCALE})?(?: ?(?:{_MONEY}|%|{_PER_CENT}|[件项个名家次人户倍]))?"
    rf"|(?:[廿卅卌][一二三四五六七八九]?|[\u2460-\u2473])(?:{SCALE})?(?:元|[件项个名家次人户倍])"
    r"|(?:[一二三四五六七八九]?十[几数]|[上近数几]|几十|数十)[百千万亿]{1,3}元|(?:几十|数十|[一二三四五六七八九]?十几)元"
    r"|(?<![〇零一二三四五六七八九两十百千万亿第])(?:一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)[十百千万亿]{0,2}[元件项个名家次人户年天]"
    r"|百分之[一二三四五六七八九]?十?几|(?<=[励助贴给予发达过])[百千]万?元|(?:(?<!\d)\d+元)?\d{1,2}角(?:\d{1,2}分(?!之))?|(?<!\d)\d+元\d{1,2}分(?!之)"
    rf"|\d[\d.,]{{0,20}}(?:{SCALE})?\((?:{'|'.join(CURRENCIES)}|{_LETTERS}(?![A-Za-z]))\)"
    r"|(?<![\d.:])(?:(?:9:1|8:2|7:3|6:4|5:5|4:6|3:7|2:8|1:9)(?![\d.:])|\d(?::\d){2,}(?![\d.:]))"
    r"|[一二三四五六七八九两]成[一二三四五六七八九半]|(?<!\d)\d+ (?:basis points?|bps)\b)"
)
"""Figures that have two meanings or are not read: `EUR 2.000`, `1,0000元`, `1½`, `廿万元`, `十几万元`, `三成五`."""
ENGLISH_AGE = re.compile(
    r"(?<![\w-])(?:aged?|age of)(?: from)? (?P<first>\d{1,3})(?:(?: to |-)(?P<last>\d{1,3}))?\b", re.IGNORECASE
)
"""`aged 20 to 65`."""
HALF_YEAR = re.compile(r"(?<![上下前后])半年|\bhalf[- ](?:a )?year\b")

ORDINAL = re.compile(r"第[ ]?$")
"""The text before an ordinal, as in `第3条`. Amounts and shares are not ordinals."""
NUMBERED_TERM = re.compile(r"[\d〇零一二三四五六七八九十百][ ]?届[ ]?$")
"""`七届2次会议`, `19届4中全会`: the meeting of a numbered term has a number too; `每届2次` is a count."""
PLENUM = re.compile(r" ?中(?=[、,和及]|全会)")
TERM_CONTINUATION = re.compile(
    rf"{GAP}(?:[\d一二三四五六七八九十]{{1,3}} ?(?:中(?=[、,和及]|全会)|次(?:会议|全会|全体会议))"
    "|中央|全国|省委|市委|人大|人民代表|政协)"
)
"""Text after the number of a term: `19届4中全会`, `19届中央委员会`.

Without it, the term is a count, as in `举办3届`.
"""
LUNAR = re.compile(r"(?<!年)(?<![每当本次上下该各]月)初[ ]?$")
"""The text before a day of the lunar month, as in `正月初5`, `初十日`; not `年初5日`."""
LAST_LUNAR = 10
"""The last day of a lunar month with this name."""
WITHIN = re.compile(r"[之以]?内")
PART_OF_NAME = re.compile(r"(?:[A-Za-z+·]|[A-Za-z]/)$")
"""Text before a number that is part of a slogan or a name.

It is ignored before an amount or a share, such as `20%`, `5万元`.
"""
CALLED = re.compile(r"(?:电话|传真|热线|手机|邮编|邮政编码|账号|帐号)[^\d]{0,6}$")
APPENDED = re.compile(r"(?:附件|附表|附录|表|图)[ ]?$")
"""Text before the number of an appendix or a table."""
SOME = re.compile(r"[几数]$")
"""几十 and 数十 are not figures."""
FOLLOWS = re.compile(rf"[A-Za-z+·]|热线|版|强|大(?=报告|精神|以来|召开|代表)|{PLENUM.pattern}")
SINGLE = re.compile(r"[同统单唯任每某进另归专逐上下之]$")
"""Text before 一 in words where it is not a number: 同一, 统一, 每一, 上一年."""
_IDIOM_CHARACTER = r"[^\W\d〇一二三四五六七八九十百千万亿年月日至到或和及]"
IDIOM = re.compile(rf"一{_IDIOM_CHARACTER}一{_IDIOM_CHARACTER}")
"""一事一议, 一户一策: the numeral is not a count."""
RESTATED = re.compile(r"[(]\s*(?:均?含|大写:?(?:\s*人民币)?)\s*$")
"""`20万元（含20万元）`, `20万元（大写：贰拾万元整）`: the same figure in a second form."""
QUOTED = re.compile(r"“[^”\n]{0,40}”|「[^」\n]{0,40}」")
LONE = re.compile(r"^[ -]*\d{1,4}[ -]*$(?!\s{0,9}[万亿元%件个项名家年月日天])", re.MULTILINE)
"""A line with only a page number, unless a unit on the next line continues it."""
ITEM = re.compile(r"[(]\s*$")
ITEM_END = re.compile(r"\s*[)]")
INLINE_ITEM = re.compile(r"(?:^|[\n|。;:,!?])\s{0,6}$")
INLINE_ITEM_END = re.compile(r"\s*(?:[.、](?!\d)|[)])")


_BRACKETED_WORDS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕\n]{1,40})[)\]】〕]")
_PARTED = re.compile(r"[,、;]")
_NAMED = re.compile(r"(?:单位|计价)[)\]】]? *(?:(?:均?[为是]|[:=]) *)?(?P<words>[^。;\n]{1,40})")
_COUNTED_IN = re.compile(r"以(?P<words>[^,。;、\n]{1,8}?)(?:为单位|计)")
_UNIT_AT_END = re.compile(
    rf"(?:金额|标准|额度?|[/: ])(?P<words>(?:{SCALE})?元(?:/[^ ]{{1,6}})?|%|‰)$"
    rf"|(?<![\d.〇一二三四五六七八九十百千万亿两余多几数])(?P<scaled>(?:{SCALE})元|%|‰)$"
)
_WORTH = re.compile(r"%|‰|百分点")
_NUMBERED = re.compile(r"序号?|编号|No\.?")
_SAID_AS = {"月": "个月", "季度": "个季度", "百分点": "个百分点"}
_SHARE = re.compile(r"比[例重率]|占比|率$|百分")
_NOT_WORTH = re.compile(
    r"(?:序号|编号|名次|排名|等级|级别|年度|年份|年限|期限|时间|日期|[数总]量|[件个人户家次]数|名额|指标数?|得分|分值|代码|电话)$"
)
"""Headings of columns and names of rows without money, even if the table is in 万元."""
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]{0,40}[)\]】〕] *$")
_NOTE = re.compile(r"[(]?(?:注|备注|说明)")
_DIGIT = re.compile(r"\d")
_SCALES = {
    100: "百", 1000: "千", 10**4: "万", 10**5: "十万", 10**6: "百万", 10**7: "千万", 10**8: "亿", 10**9: "十亿",
}  # fmt: skip


def units_of_heading(words: str) -> tuple[str, ...]:
    """The units in a heading: `奖励金额（万元）`, `标准（元/件）`, `金额/万元`, `比例%`, `万元`."""
    units = tuple(unit for part in _BRACKETED_WORDS.findall(words) for unit in _units_in_list(part))
    if any(map(_is_scaled, units)):
        return units
    bare = _BRACKETS.sub("", words).strip() if units else words  # `万元（人民币）`
    whole = UNIT_OF_HEADING.fullmatch(bare)
    if whole is not None:
        return (_unit_as_written(whole["unit"]),)
    at_end = _UNIT_AT_END.search(bare)
    if at_end is not None:
        return _units_in_list(at_end["words"] or at_end["scaled"])
    return units or units_near_table(words)


def units_near_table(words: str) -> tuple[str, ...]:
    """The units in a line above a table with marks, in its title or in its note, including other words: `RMB million`.

    A line with a number may contain an amount, which is not a unit.
    """
    units = units_of_line(words)
    if any(map(_is_scaled, units)) or _DIGIT.search(words):
        return units
    unit = unit_above(words)
    scale = _SCALES.get(int(unit.times)) if unit is not None else None
    if unit is None or scale is None:
        return units
    match = UNIT.fullmatch(unit.word)
    if match is not None and match["measure"]:
        return units
    return (scale + next((word for word, code in CURRENCIES.items() if code == unit.currency), "元"),)


def units_of_line(words: str) -> tuple[str, ...]:
    """The units in a line next to a table: `单位：万元、%`, `金额以万元计`, `奖励标准（万元）`."""
    for pattern in (_NAMED, _COUNTED_IN):
        match = pattern.search(words)
        named = _units_at_beginning(match["words"].rstrip(" )]】:")) if match is not None else ()
        if named:
            return named
    last = None
    for match in _BRACKETED_WORDS.finditer(words):
        last = match
    return _units_in_list(last[1]) if last is not None and not words[last.end() :].strip(" :*。,") else ()


class ColumnContent(enum.Enum):
    """The content of the numbers under a heading, as far as its words show it without a unit."""

    SUMS = enum.auto()
    SHARES = enum.auto()
    COUNTS = enum.auto()
    ITEMS = enum.auto()


def content_of_heading(words: str) -> ColumnContent:
    """The content of the numbers that the heading of a column or the name of a row describes."""
    if _NUMBERED.fullmatch(words):
        return ColumnContent.ITEMS
    if _SHARE.search(words):
        return ColumnContent.SHARES
    return ColumnContent.COUNTS if _NOT_WORTH.search(_BRACKETS.sub("", words).strip()) else ColumnContent.SUMS


def unit_of_column(holdings: Collection[ColumnContent], units: Sequence[str]) -> str | None:
    """The unit of the table for a cell, by the content of its column and row; `None` for neither amounts nor shares."""
    is_share = ColumnContent.SHARES in holdings
    if not is_share and not {ColumnContent.COUNTS, ColumnContent.ITEMS}.isdisjoint(holdings):
        return None
    return next((unit for unit in units if is_share == (_WORTH.search(unit) is not None)), None)


def names_unit(words: str) -> bool:
    """Whether a line alone determines the unit of amounts: `单位：万元`."""
    return any(pattern.search(words) is not None for pattern in (_NAMED, _COUNTED_IN)) and bool(units_of_line(words))


def is_note(words: str) -> bool:
    """Whether a line is a note to the table above it."""
    return _NOTE.match(words) is not None


def _is_scaled(unit: str) -> bool:
    """Whether a unit is not a main unit of money: `万元`, `%`, `件`."""
    match = UNIT.match(unit)
    return match is None or not match["money"] or bool(match["scale"])


def is_money_or_share(unit: str) -> bool:
    """Whether a unit is for money or shares."""
    match = UNIT.match(unit)
    return match is not None and bool(match["money"] or match["percent"] or match["permille"])


def _units_at_beginning(words: str) -> tuple[str, ...]:
    """The units at the start of a text, with blanks inside a unit or other text after a gap: `万 元`."""
    return _units_in_list(words) or _units_in_list(words.replace(" ", "")) or _units_in_list(words.partition(" ")[0])


def _units_in_list(words: str) -> tuple[str, ...]:
    """The units in a list that may contain other words: `万元、件`, `万元，税前`, `金额：万元`."""
    parts = (part.removeprefix("单位").rpartition(":")[2].strip() for part in _PARTED.split(words))
    units = (UNIT_OF_HEADING.fullmatch(part) for part in parts)
    return tuple(_unit_as_written(unit["unit"]) for unit in units if unit is not None)


def _unit_as_written(unit: str) -> str:
    return _SAID_AS.get(unit, unit)


@attrs.frozen
class TextCell:
    """A cell of a row, or a word of a line without marks."""

    start: int
    end: int
    words: str


@attrs.frozen
class TableColumn:
    """The unit in a heading, and the content of its numbers."""

    unit: str | None = None
    holding: ColumnContent = ColumnContent.SUMS


class TableColumns:
    """The columns under rows of headings, for rows with any number of cells."""

    def __init__(self, heads: Sequence[Sequence[TextCell]]) -> None:
        rows_by_width = values_by_key((len(row), row) for row in heads)
        self.columns_by_width = {width: _stack_headings(rows) for width, rows in rows_by_width.items()}
        named = ([_column(cell.words) for cell in row if cell.words] for row in reversed(heads))
        self.nearest = next((row for row in named if any(column.unit for column in row)), [])
        """The named columns of the last heading row with units. Used for rows with a different number of cells."""
        self.units = {column.unit for column in self.nearest if column.unit is not None}
        self.has_levels = len(heads) > 1

    def columns_of_row(self, row: Sequence[TextCell], has_numbers: Sequence[bool]) -> Sequence[TableColumn]:
        """The column of each cell. If the number of cells differs, the last numbers belong to the last columns."""
        columns = self.columns_by_width.get(len(row))
        if columns is not None:
            return columns
        places = [position for position, cell in enumerate(row) if cell.words]
        if self.has_levels and len(places) != len(self.nearest) and len(self.units) == 1:
            return [TableColumn(next(iter(self.units)))] * len(row)
        surplus = max(len(places) - len(self.nearest), 0)
        aligned = [TableColumn()] * len(row)
        tail = next(
            (count for count, position in enumerate(reversed(places)) if not has_numbers[position]), len(places)
        )
        for number, position in enumerate(places):
            index = number - surplus if number >= len(places) - tail else number
            if 0 <= index < len(self.nearest):
                aligned[position] = self.nearest[index]
        return aligned


def _stack_headings(heads: Sequence[Sequence[TextCell]]) -> list[TableColumn]:
    """Combine rows of headings. A heading that spans several columns is in the first of them."""
    columns = [TableColumn()] * len(heads[0])
    for number, row in enumerate(heads, 1):
        is_over_several = number < len(heads) or len(heads) == 1
        column = TableColumn()
        for position, cell in enumerate(row):
            if cell.words:
                column = _column(cell.words)
            elif not is_over_several:
                continue
            holding = columns[position].holding if column.holding is ColumnContent.SUMS else column.holding
            columns[position] = TableColumn(column.unit or columns[position].unit, holding)
    return columns


def _column(words: str) -> TableColumn:
    return TableColumn(next(iter(units_of_heading(words)), None), content_of_heading(words))


_NUMBER = re.compile(r"\d{1,3}(?:[ ,]\d{3}){1,6}(?!\d)(?:\.\d{1,9})?|\d{1,18}(?: ?\. ?\d{1,9})?")
_PLAIN = frozenset("0123456789., ()<>≤≥=+-~、/*:至到或和及含不超过低于高少足满最多以上下内每约各限封顶余百千万亿")
"""The characters of a cell with only a number, a range or a limit."""
_NUMBER_WORDS = re.compile(rf"(?:{CHINESE}|{FORMAL})(?:[-~至到、](?:{CHINESE}|{FORMAL}))?")
_ITEM = re.compile(r"[(]\d{1,2}[)]|\d{1,2}[.、)](?!\d)")
_BEFORE = re.compile(rf"{ORDINAL.pattern}|{PART_OF_NAME.pattern}|{APPENDED.pattern}|{CALLED.pattern}|前$")
_NAMES = (*DATES, DOCUMENT, STANDARD, ADDRESS)
_YEAR = re.compile(r"(?:19|20)\d\d")
AS_ITEM = "."
"""Written after item numbers, so that they are not read as figures."""
_LONGEST_NAME = 30


@attrs.define
class CellTable:
    """Rows of cells. `units` are the units of the whole table. Without marks, blanks separate the cells."""

    has_marks: bool
    units: tuple[str, ...] = ()
    rows: list[list[TextCell]] = attrs.field(factory=list)


@attrs.frozen
class _Number:
    """A number without a unit: the offset for the unit, and whether the number has a scale."""

    end: int
    has_scale: bool


class _Units:
    def __init__(self, plain: str, table: CellTable) -> None:
        self.plain = plain
        self.has_marks = table.has_marks
        self.units = [unit for unit in table.units if is_money_or_share(unit)]
        self.written: dict[int, str] = {}
        self.columns = TableColumns(())
        numbers = [[self._numbers(cell, row[-1].end) for cell in row] for row in table.rows]
        begin = next(
            (index for index, of_row in enumerate(numbers) if any(of_row) and not _is_year_row(table.rows[index])), 0
        )
        self._begin(table.rows[:begin])
        self._take_units_of_names(table.rows[begin:], numbers[begin:])
        self._take_units_of_notes(table.rows[begin:])
        for row, of_row in zip(table.rows[begin:], numbers[begin:], strict=True):
            if not any(of_row) and any(units_of_heading(cell.words) for cell in row[1:]):
                self._begin([row])
            else:
                self._row(row, of_row)

    def _begin(self, heads: Sequence[list[TextCell]]) -> None:
        """Use rows as headings. A row with a single cell is the title of the table."""
        headings = []
        for row in heads:
            self.written |= {cell.end: "年" for cell in row if _YEAR.fullmatch(cell.words)}
            cells = [cell for cell in row if cell.words]
            units = (
                [unit for unit in units_near_table(cells[0].words) if is_money_or_share(unit)]
                if len(cells) == 1
                else []
            )
            self.units += units
            if not units:
                headings.append(row)
        self.columns = TableColumns(headings)

    def _take_units_of_names(self, rows: Sequence[list[TextCell]], numbers: Sequence[list[list[_Number]]]) -> None:
        """Use a unit above the names of the rows, as in a first cell `单位：万元`, for the whole table."""
        width = len(rows[0]) if rows else 0
        alike = (of_row for row, of_row in zip(rows, numbers, strict=True) if len(row) == width)
        counted = {position for of_row in alike for position in range(width) if of_row[position]}
        named = {
            position: column.unit
            for position, column in enumerate(self.columns.columns_by_width.get(width, ()))
            if column.unit
        }
        if counted.isdisjoint(named):
            self.units += (unit for unit in named.values() if is_money_or_share(unit))

    def _take_units_of_notes(self, rows: Sequence[list[TextCell]]) -> None:
        """Use the unit in a note row, as in a last row `注：单位为万元`, for the whole table."""
        single = (cells[0].words for row in rows if len(cells := [cell for cell in row if cell.words]) == 1)
        self.units += (
            unit for words in single if is_note(words) for unit in units_near_table(words) if is_money_or_share(unit)
        )

    def _row(self, row: Sequence[TextCell], numbers: Sequence[list[_Number]]) -> None:
        of_row = self._unit_of_row(row, numbers)
        holding = content_of_heading(row[0].words) if not numbers[0] else ColumnContent.SUMS
        columns = self.columns.columns_of_row(row, [*map(bool, numbers)])
        for position, (cell, column) in enumerate(zip(row, columns, strict=True)):
            unit = column.unit
            if unit is None and column.holding is ColumnContent.ITEMS:
                unit = AS_ITEM
            if unit is None and column.holding is not ColumnContent.COUNTS:
                unit = of_row
            unit = unit or unit_of_column({column.holding, holding if position else ColumnContent.SUMS}, self.units)
            if unit is None:
                continue
            is_in_words = _NUMBER_WORDS.fullmatch(cell.words) is not None and (position > 0 or column.unit is not None)
            in_words = _Number(cell.end, has_scale=cell.words.endswith(("万", "亿")))
            for number in [in_words] if is_in_words else numbers[position]:
                self.written[number.end] = unit.lstrip("十百千万亿") if number.has_scale else unit

    def _unit_of_row(self, row: Sequence[TextCell], numbers: Sequence[list[_Number]]) -> str | None:
        """The unit in the name of a row, or in a column of units."""
        names = (cell.words for cell, of_cell in zip(row, numbers, strict=True) if not of_cell)
        units = (unit for words in names if len(words) <= _LONGEST_NAME for unit in units_of_heading(words))
        return next((unit for unit in units if is_money_or_share(unit)), None)

    # ------------------------------------------------------------------------------------- numbers

    def _numbers(self, cell: TextCell, end_of_row: int) -> list[_Number]:
        """The numbers of a cell that need a unit.

        A number joined to a later one with a unit already shares that unit.
        """
        is_plain = set(cell.words) <= _PLAIN
        if not (is_plain or self.has_marks) or any(pattern.search(cell.words) for pattern in _NAMES):
            return []
        numbers: list[_Number] = []
        end = cell.end if self.has_marks else end_of_row
        follows, has_unit = cell.end, False
        for match in reversed(list(_NUMBER.finditer(self.plain, cell.start, cell.end))):
            unit = UNIT.match(self.plain, match.end(), end)
            end_of_scale = unit.end("scale") if unit is not None else -1
            is_joined = LIST.fullmatch(self.plain, match.end(), follows) is not None
            if unit is not None and any(unit[name] for name in UNITS):
                has_unit = True
            elif not (is_joined and has_unit):
                has_unit = end_of_scale > 0
                if self._counts(match, cell, is_plain=is_plain):
                    numbers.append(_Number(max(match.end(), end_of_scale), has_scale=has_unit))
            follows = match.start()
        return numbers

    def _counts(self, match: re.Match[str], cell: TextCell, *, is_plain: bool) -> bool:
        """Whether a number of a cell is a quantity, not an item number, an appendix number or part of a name."""
        item = _ITEM.match(self.plain, cell.start, cell.end)
        if item is not None and match.start() < item.end() and (not is_plain or item.end() == cell.end):
            return False
        if is_plain:
            return self.has_marks or ORDINAL.search(self.plain, max(0, cell.start - 2), cell.start) is None
        is_called = _BEFORE.search(self.plain, max(cell.start, match.start() - 12), match.start()) is not None
        return not is_called and FOLLOWS.match(self.plain, match.end(), cell.end) is None


def _is_year_row(row: Sequence[TextCell]) -> bool:
    """Whether the cells of a row are consecutive years. Such a row is a heading."""
    words = [cell.words for cell in row[1:] if cell.words]
    are_years = len(words) > 1 and all(map(_YEAR.fullmatch, words))
    return are_years and all(int(after) == int(before) + 1 for before, after in pairwise(words))


_LINE = re.compile(r"[^\n]+")
_PARTS = re.compile(r"[|｜│┃┆┊\t]")
_PIECE = re.compile(r"[^ \n]+")
_RULED = re.compile(r"[ |+:=\-\u2500-\u257f]*")
"""An empty line, or a line of the table's frame."""
_PAGE_NUMBER = re.compile(r"- *\d{1,4} *-")
_ENDS = re.compile(r"[。;!?]|^第 *[(]?[\d〇一二三四五六七八九十百]{1,6}[)]? *[编章节条]")
"""Marks of a line that is not in a table without marks: the end of a sentence, or the heading of an article."""
_LONGEST_LINE = 80
_CAPTIONS = 3
"""Number of lines above a table that are searched for its unit."""


def rows_of_tables(text: str) -> list[tuple[int, int]]:
    """The start and end of the rows of tables with marks."""
    return [line.span() for line in _LINE.finditer(text) if _is_row(line[0])]


def write_units(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in narrow form with units, and the original offset of each character and of the end."""
    plain = narrow(text)
    if "\n" not in text:
        return plain, tuple(range(len(text) + 1))
    written: dict[int, str] = {}
    for table in _tables(text, plain):
        written |= _Units(plain, table).written
        if table.has_marks:  # so that a number in a cell does not continue in the next cell
            for cell in (cell for row in table.rows for cell in row):
                written[cell.end] = written.get(cell.end, "") + "|"
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for offset in sorted(written):
        pieces += [plain[start:offset], written[offset]]
        offsets += [*range(start, offset), *[max(offset - 1, 0)] * len(written[offset])]
        start = offset
    return "".join((*pieces, plain[start:])), (*offsets, *range(start, len(plain) + 1))


def _is_row(line: str) -> bool:
    return _PARTS.search(line.strip()) is not None and _RULED.fullmatch(narrow(line)) is None


def _tables(text: str, plain: str) -> Iterator[CellTable]:
    """The tables with marks, and lines after a unit that form a table without marks."""
    table: CellTable | None = None
    above: list[str] = []
    for line in _LINE.finditer(plain):
        words = line[0].strip()
        if _RULED.fullmatch(words) or _PAGE_NUMBER.fullmatch(words):
            continue
        is_row = _is_row(text[line.start() : line.end()])
        if table is not None and (table.has_marks is not is_row or (not is_row and _ends(words, table))):
            if table.has_marks and not table.units and is_note(words):
                table.units = units_near_table(words)
            yield table
            table = None
        if is_row:
            table = table or CellTable(has_marks=True, units=_units_above(above))
            table.rows.append(_cells(text, plain, line.start(), line.end()))
            above = []
        else:
            above = [*above[1 - _CAPTIONS :], words]
            table = _unmarked_table(plain, line, table)
    if table is not None:
        yield table


def _ends(words: str, table: CellTable) -> bool:
    """Whether a table without marks ends before a line, because the line is text or names new units."""
    is_text = len(words) > _LONGEST_LINE or _ENDS.search(words) is not None
    return is_text or (bool(table.rows) and any(map(units_of_line, (words, *_PIECE.findall(words)))))


def _unmarked_table(plain: str, line: re.Match[str], table: CellTable | None) -> CellTable | None:
    """The table without marks after a line: the current table, a new one if the line names units, or `None`."""
    words = line[0].strip()
    units = units_of_line(words) if len(words) <= _LONGEST_LINE or names_unit(words) else ()
    cells = [
        TextCell(match.start(), match.end(), match[0]) for match in _PIECE.finditer(plain, line.start(), line.end())
    ]
    has_columns = len(cells) > 1 and not names_unit(words) and any(units_of_line(cell.words) for cell in cells)
    if table is None and not (units or has_columns):
        return None
    table = table or CellTable(has_marks=False)
    if has_columns or not units:
        table.rows.append(cells)
    else:
        table.units += units
    return table


def _units_above(lines: Sequence[str]) -> tuple[str, ...]:
    """The units in the nearest line above a table that has any. The search stops at the end of a sentence."""
    for line in reversed(lines):
        units = units_near_table(line)
        if units or len(line) > _LONGEST_LINE or _ENDS.search(line):
            return units
    return ()


def _cells(text: str, plain: str, start: int, end: int) -> list[TextCell]:
    """The cells of a row without the blanks around them."""
    cuts = [start, *(cut for mark in _PARTS.finditer(text, start, end) for cut in mark.span()), end]
    return [_trim_cell(plain, first, last) for first, last in zip(cuts[::2], cuts[1::2], strict=True)]


def _trim_cell(plain: str, start: int, end: int) -> TextCell:
    words = plain[start:end]
    start += len(words) - len(words.lstrip())
    return TextCell(start, start + len(words.strip()), words.strip())
