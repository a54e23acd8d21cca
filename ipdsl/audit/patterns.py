"""The forms of figures in Chinese official texts, as patterns over narrow text (`ipdsl/audit/text_forms.py`)."""

from __future__ import annotations

import re

from ipdsl.base.values import numerals
from ipdsl.base.values.money import CURRENCY_NAMES

GAP = r"[ ]{0,3}(?:\n[ \n]{0,4})?"
"""Blanks inside a figure: spaces, and line and page breaks from a printed page."""

_UNITED = r"(?=[ ]{0,3}[百千万亿元%件个项名家次篇部])"
_ARABIC = (
    rf"\d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)(?:\.\d{{1,9}})?"
    rf"|\d{{1,3}}(?: \d{{3}}){{1,4}}(?!\d){_UNITED}"
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

NUMERAL = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<chinese>{CHINESE})|(?P<formal>{FORMAL})")

_MONEY = (
    "人民币|元|圆|美元|美金|欧元|港元|港币|日元|英镑|韩元|澳门元|新台币|瑞士法郎|加元|澳元|新加坡元"
    "|(?:CNY|RMB|USD|EUR|HKD|JPY|GBP|KRW|MOP|TWD|CHF|CAD|AUD|SGD)(?![A-Za-z])"
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
UNIT = re.compile(
    rf"{GAP}[余多]?(?P<scale>{SCALE})?[余多]?{GAP}(?:"
    rf"(?P<money>{_MONEY})|(?P<percent>%|个百分点|个点)|(?P<permille>‰)|(?P<span>{_SPAN})(?P<half>半(?![年价数]))?"
    rf"|(?P<and_half>{_AND_A_HALF})|(?P<month>月份?)"
    rf"|(?P<english>years?|months?|weeks?|days?|hours?)\b|(?P<measure>{_MEASURE}))?"
)
"""A scale and a unit after a numeral. Either may be missing."""
UNITS = ("money", "percent", "permille", "span", "and_half", "month", "english", "measure")
"""The groups of a unit. At most one of them matches."""

UNIT_OF_HEADING = re.compile(
    rf"(?:人民币|RMB|CNY)?[ :]*(?P<unit>(?:{SCALE})?(?:{_MONEY})|%|‰|个?百分点|{_SPAN}|季度|月|{_MEASURE})"
    r"(?:人民币|整)? *(?:以[上下内]|(?:[/每·]|按).*)?"
)
"""The unit in a heading, optionally with the thing that each amount is for: `万元`, `元/件·年`, `人民币万元`."""

CURRENCIES = CURRENCY_NAMES | {"美金": "USD", "港币": "HKD"}

CODES = frozenset(CURRENCIES.values())

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

LIST = re.compile(rf"{GAP}(?:、|,|-+|~|/|至|到|或|和|及)?{GAP}")
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
    r"(?<![\d一二三四五六七八九])(?P<number>[1-9一二三四五六七八九])(?:[至到~-](?P<last>[1-9一二三四五六七八九]))?成(?=[以的给予补比至到或和,。;、()~-]|$)"
)
HALF = re.compile(r"一半")
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
_ENGLISH_NUMBERS = (
    *numerals.ENGLISH, "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
ENGLISH_NUMBERS = {word: number for number, word in enumerate(_ENGLISH_NUMBERS, 1)} | {
    "a": 1, "twenty-four": 24, "thirty": 30, "thirty-six": 36, "forty-eight": 48, "sixty": 60,
}  # fmt: skip
_WORD = "|".join(sorted(ENGLISH_NUMBERS, key=len, reverse=True))
ENGLISH_SPAN = re.compile(
    rf"(?<![\w-])(?P<number>(?!a\b)(?:{_WORD}))[ -](?P<unit>year|month|week|day|hour)s?(?![\w-])", re.IGNORECASE
)
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PART = "|".join(PARTS)
ENGLISH_PART = re.compile(
    rf"(?<![\w-])(?:(?P<above>two|three|four|five|seven|nine)[ -](?P<below>{_PART})s\b"
    rf"|(?P<one>a|one)[ -](?P<unit>{_PART})(?= of\b)|(?P<half>half)(?= of\b))",
    re.IGNORECASE,
)
"""`two thirds`, `one quarter of the cost`, `half of the price`."""
ENGLISH_SCALES = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
ENGLISH_CURRENCIES = {
    "eur": "EUR", "€": "EUR", "euro": "EUR", "gbp": "GBP", "£": "GBP", "pound": "GBP", "usd": "USD", "us$": "USD",
    "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "$": "", "dollar": "",
}  # fmt: skip
"""A dollar has no currency of its own: several states have one."""
_GROUPED = r"\d{1,3}(?:[ ,]\d{3})+(?![\d,])(?:\.\d{1,9})?|\d{1,18}(?:\.\d{1,9})?"
_SCALED = rf"(?: ?(?P<scale{{0}}>{'|'.join(ENGLISH_SCALES)})\b)"
ENGLISH_MONEY = re.compile(
    rf"(?<![\w$])(?P<before>US\$|(?:EUR|GBP|USD|CNY|RMB)(?![A-Z])|[€£$]) ?(?P<number>{_GROUPED}){_SCALED.format(1)}?"
    rf"|(?<![\d,.])(?P<amount>{_GROUPED}){_SCALED.format(2)}? ?(?:(?P<after>euro|pound|dollar|yuan)s?\b|(?P<sign>[€£]))"
    rf"|(?<![\d,.])(?P<bare>{_GROUPED}){_SCALED.format(3)}",
    re.IGNORECASE,
)
"""`EUR 3 million`, `€350`, `1 000 000 euros`; `3 million` has no currency."""
ENGLISH_AGE = re.compile(
    r"(?<![\w-])(?:aged?|age of)(?: from)? (?P<first>\d{1,3})(?:(?: to |-)(?P<last>\d{1,3}))?\b", re.IGNORECASE
)
"""`aged 20 to 65`."""
HALF_YEAR = re.compile(r"(?<![上下前后])半年")

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
