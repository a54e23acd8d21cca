"""Units that tables state for their figures: in a line above the headings, in a title, or in a heading.

Input: the text of one cell or line. Output: the unit that the text states, or `None`. A unit is stated after a word
that announces it (`单位：万元`, `in thousands`), in brackets (`明细表（万元）`), or as the whole text (`万元`).
A heading may end in a unit too (`金额/万元`). A sum within a sentence (`百万元以上合同`) is not a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.written_values import YUAN, to_half_width


@attrs.frozen(eq=False, repr=False)
class FigureUnit(ValueObject):
    """The unit of figures, as it is written.

    A figure is multiplied by `times`. `currency` is the code of the currency that the unit names, or `""`.
    """

    word: str
    times: Fraction
    currency: str = ""

    def is_main_unit(self, currency: str) -> bool:
        """Whether a figure in this unit needs no conversion in `currency`."""
        return self.times == 1 and self.currency in ("", currency)


def unit_above(text: str) -> FigureUnit | None:
    """The unit that a line above a table, or its title, states for the figures below."""
    line = _normalize(text)
    declared = [match["unit"] for match in _DECLARED.finditer(line)]
    enclosed = [match[1] for match in _ENCLOSED.finditer(line)]
    units = [_unit(part, is_declared=True) for phrase in declared for part in _parts(phrase)]
    units += [_unit(part) for phrase in (*enclosed, line, line.rpartition(" ")[2]) for part in _parts(phrase)]
    return _first_scaled_unit([unit for unit in units if unit is not None])


def unit_of_heading(text: str) -> tuple[str, FigureUnit] | None:
    """The heading without its unit, and the unit: `金额（万元）`, `金额/万元`, `金额万元`, `amount in thousands`."""
    line = _normalize(text)
    for pattern in (_HEADING_ENCLOSED, _HEADING_DECLARED, _HEADING_SEPARATED, _HEADING_SUFFIX):
        match = pattern.fullmatch(line)
        if match is None:
            continue
        unit = _first_scaled_unit(
            [candidate for part in _parts(match["unit"]) if (candidate := _unit(part, is_declared=True))]
        )
        if unit is not None:
            return match["base"].strip(" "), unit
    unit = unit_above(line)
    return None if unit is None else ("", unit)


def _first_scaled_unit(units: list[FigureUnit]) -> FigureUnit | None:
    """The first unit that changes figures, of several in one text: `单位：元、万元`."""
    return next((unit for unit in units if unit.times != 1), units[0] if units else None)


# ---------------------------------------------------------------------------------------------- words

_SCALES = {
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9,
    "百亿": 10, "千亿": 11, "万亿": 12, "仟": 3, "佰": 2,
}  # fmt: skip
_SCALES_ENGLISH = {
    "hundred": 2, "thousand": 3, "k": 3, "'000": 3, "000": 3, "ten thousand": 4, "10 thousand": 4, "wan": 4, "w": 4,
    "10k": 4, "hundred thousand": 5, "100k": 5, "100 thousand": 5, "lakh": 5, "million": 6, "mn": 6, "mln": 6, "mio": 6,
    "m": 6, "'000000": 6, "ten million": 7, "crore": 7, "hundred million": 8, "100 million": 8, "yi": 8, "billion": 9,
    "bn": 9,
}  # fmt: skip
_SCALES_ALONE = frozenset(["千", "仟", "万", "亿", "百万", "千万", "thousand", "million", "billion", "'000",
                    "ten thousand", "hundred million", "hundred thousand", "ten million"])  # fmt: skip
"""Units that are recognised without an announcing word. A letter such as `m` could mean something else."""

_CURRENCIES = {
    **dict.fromkeys(("元", "圆", "块", "人民币", "人民币元", "元人民币", "人民币圆", "cny", "rmb", "yuan", "renminbi",
                     "¥", "rmb yuan", "cny yuan", "chinese yuan"), YUAN),
    **dict.fromkeys(("美元", "美金", "usd", "us$", "us dollar", "dollar", "$"), "USD"),
    **dict.fromkeys(("欧元", "eur", "euro", "€"), "EUR"),
    **dict.fromkeys(("英镑", "gbp", "pound", "£"), "GBP"),
    **dict.fromkeys(("港元", "港币", "hkd", "hk$"), "HKD"),
    **dict.fromkeys(("日元", "日圆", "jpy", "yen"), "JPY"),
    **dict.fromkeys(("新台币", "台币", "twd"), "TWD"),
    **dict.fromkeys(("澳门元", "mop"), "MOP"),
}  # fmt: skip
_FRACTIONS = {
    "角": (Fraction(1, 10), YUAN), "jiao": (Fraction(1, 10), YUAN), "分": (Fraction(1, 100), YUAN),
    "fen": (Fraction(1, 100), YUAN), "cent": (Fraction(1, 100), ""), "%": (Fraction(1, 100), ""),
    "百分比": (Fraction(1, 100), ""), "百分点": (Fraction(1, 100), ""), "percent": (Fraction(1, 100), ""),
    "per cent": (Fraction(1, 100), ""), "percentage": (Fraction(1, 100), ""),
    "percentage point": (Fraction(1, 100), ""),
    "‰": (Fraction(1, 1000), ""), "千分比": (Fraction(1, 1000), ""), "per mille": (Fraction(1, 1000), ""),
    "‱": (Fraction(1, 10_000), ""), "bp": (Fraction(1, 10_000), ""), "basis point": (Fraction(1, 10_000), ""),
}  # fmt: skip
_FRACTIONS_ALONE = frozenset(["%", "‰", "‱", "百分比", "percent"])
_COUNTED = ("人次", "平方米", "平方公里", "公里", "人", "件", "家", "户", "台", "套", "吨", "只", "股", "份", "亩",
            "项", "个", "次", "千瓦时", "千瓦", "度", "米")  # fmt: skip
"""Counter words that may follow a scale: `万件`."""


def _longest(words: Iterable[str]) -> str:
    """A pattern of the words, longer words first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SCALE = rf"(?:{_longest(_SCALES)})"
_POWER = r"1(?:0{2,12}|0{0,2}(?:,000){1,4})"
_MONEY_CHINESE = rf"(?:{_longest(word for word in _CURRENCIES if not word.isascii())}|角|分)"
_CHINESE = re.compile(
    rf"(?:人民币)?(?P<scale>{_SCALE}|{_POWER})?(?:(?P<currency>{_MONEY_CHINESE})|(?P<counted>{_longest(_COUNTED)}))?"
    r"(?:人民币|整)?"
)
_SCALE_ENGLISH = rf"(?:{_longest(_SCALES_ENGLISH)}|{_POWER})"
_CURRENCY_ENGLISH = rf"(?:{_longest(word for word in _CURRENCIES if word not in ('元', '圆', '块'))}|元)"
_ENGLISH = re.compile(
    rf"(?:(?P<before>{_CURRENCY_ENGLISH})[ ]?)?(?:(?:x|×|tens of )?(?P<scale>{_SCALE_ENGLISH}|{_SCALE})s?)?"
    rf"(?:(?: ?of)? ?(?P<after>{_CURRENCY_ENGLISH})s?)?"
)
_OPEN, _CLOSE = "(\\[【〔{", ")\\]】〕}"
_ENCLOSED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]*)[{_CLOSE}]")
_ANNOUNCED = (
    r"(?:(?:金额|货币|计量|计价|数量|币种)?单位(?:为|是)?|币种|货币|(?:金额|数字|数据)?以(?=[^以]{1,8}(?:为单位|计)))"
)
_ANNOUNCED_ENGLISH = (
    r"(?:\b(?:units?|currency|denomination|figures|amounts|values|numbers|sums)\b(?: (?:is|are))?(?: in\b)?|\bin\b)"
)
_DECLARED = re.compile(rf"(?:{_ANNOUNCED}|{_ANNOUNCED_ENGLISH})(?= ?[:=]? ?[{_OPEN}]?(?P<unit>[^{_OPEN}{_CLOSE}]+))")
_HEADING_ENCLOSED = re.compile(
    rf"(?P<base>[^{_OPEN}]*)[{_OPEN}](?:{_ANNOUNCED}|{_ANNOUNCED_ENGLISH})? ?[:=]? ?"
    rf"(?P<unit>[^{_OPEN}{_CLOSE}]+)[{_CLOSE}]"
)
_HEADING_DECLARED = re.compile(
    rf"(?P<base>.*?)[ ,;:_/-]*(?:{_ANNOUNCED}|{_ANNOUNCED_ENGLISH}) ?[:=]? ?(?P<unit>[^{_OPEN}{_CLOSE}]+)"
)
_HEADING_SEPARATED = re.compile(
    rf"(?P<base>.*?)[ ,;:_/-]+(?P<unit>(?:{_CURRENCY_ENGLISH}[ _]?)?(?:{_SCALE_ENGLISH}|{_SCALE})?s?"
    rf"(?:(?: of)?[ _]?(?:{_CURRENCY_ENGLISH}|{_MONEY_CHINESE})s?)?(?:/[^/]+)?|%|‰)"
)
_HEADING_SUFFIX = re.compile(rf"(?P<base>.*?[^十百千万亿仟佰])(?P<unit>{_SCALE}(?:元|美元|欧元|港元|日元)|%|‰)")
_NORMAL_FORM = str.maketrans("￥\u3000\xa0’單萬億圓", "¥  '单万亿圆")
_SPACED = re.compile(r"(?<=单) (?=位)|(?<=[百千万亿]) (?=元)")
_FOR_EACH = re.compile(r"(?:/|每| per ).{1,8}$")


def _normalize(text: str) -> str:
    """The text in narrow characters and lower case, without blanks within a word: `单 位`, `万 元`."""
    line = to_half_width(text).translate(_NORMAL_FORM)
    return _SPACED.sub("", re.sub(r"\s+", " ", line).strip(" ").lower())


def _parts(text: str | None) -> list[str]:
    """The units of a list: `元、%`, `万元/件`."""
    line = re.sub(r"(?:为单位|计)$", "", (text or "").strip(" .。"))
    parts = [line, *re.split(r"[,;:、]|\band\b", line), *line.split(" ")[:1]]
    return [_FOR_EACH.sub("", part.strip(" ")) for part in parts if part.strip(" ")]


def _unit(text: str, *, is_declared: bool = False) -> FigureUnit | None:
    """The unit that a text names. Without an announcing word, only texts that cannot mean anything else are units."""
    word = re.sub(r"[_ ]+", " ", text)
    for name in (word, word.removesuffix("s")):
        if name in _FRACTIONS and (is_declared or name in _FRACTIONS_ALONE):
            times, currency = _FRACTIONS[name]
            return FigureUnit(text, times, currency)
        if name in _CURRENCIES:
            return FigureUnit(text, Fraction(1), _CURRENCIES[name])
    return _chinese_unit(word, is_declared) or _english_unit(word, is_declared)


def _chinese_unit(word: str, is_declared: bool) -> FigureUnit | None:
    match = _CHINESE.fullmatch(word)
    if match is None or not any(match.groups()):
        return None
    scale, currency, counted = match["scale"], match["currency"], match["counted"]
    if not is_declared and (scale not in _SCALES_ALONE if currency is None and counted is None else _is_number(scale)):
        return None
    if counted and not scale:
        return None
    times, code = _FRACTIONS.get(currency or "", (Fraction(1), _CURRENCIES.get(currency or "", "")))
    return FigureUnit(word, times * _times(scale, _SCALES), code)


def _english_unit(word: str, is_declared: bool) -> FigureUnit | None:
    match = _ENGLISH.fullmatch(word)
    if (
        match is None
        or not any(match.groups())
        or (
            match["before"] is not None
            and match["after"] is not None
            and _CURRENCIES[match["before"]] != _CURRENCIES[match["after"]]
        )
    ):
        return None
    scale, currency = match["scale"], match["before"] or match["after"]
    if not is_declared and (scale not in _SCALES_ALONE if currency is None else _is_number(scale)):
        return None
    return FigureUnit(word, _times(scale, _SCALES_ENGLISH | _SCALES), _CURRENCIES.get(currency or "", ""))


def _is_number(scale: str | None) -> bool:
    return scale is not None and scale[:1].isdigit() and scale != "000"


def _times(scale: str | None, scales: dict[str, int]) -> Fraction:
    if scale is None:
        return Fraction(1)
    return Fraction(10 ** scales[scale]) if scale in scales else Fraction(int(scale.replace(",", "")))
