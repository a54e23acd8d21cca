"""Values as people write them by hand and as other programs export them: one function for each type.

Input: the text of an answer, of a cell of a sheet or of CSV. Output: the same value in a form of `written_values`,
which the reader of facts accepts. A text in no known form is returned unchanged, and the reader of facts rejects it.
The same is true of an ambiguous text; `day_readings` and `number_readings` list its possible values for the finding.

A number may have a currency sign or word before or after it: `£12`, `RMB 12`, `12 yuan`, 人民币12元.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from fractions import Fraction

from ipdsl.base.values import numerals, written_values
from ipdsl.base.values.days import is_calendar_day
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.values.written_values import alternatives

EDGES = " \t\r\n\u3000\xa0"
"""Blanks around a value, which are not part of it."""

# ---------------------------------------------------------------------------------------------- yes and no

FLAG_WORDS: Mapping[str, bool] = {
    **dict.fromkeys(("是", "有", "对", "真", "yes", "y", "true", "t", "1", "1.0", "√", "✓", "✔", "☑"), True),
    **dict.fromkeys(("否", "无", "不是", "错", "假", "no", "n", "false", "f", "0", "0.0", "×", "✗", "✘"), False),
}
"""Words for yes and no, in lower case."""


def flag(text: str) -> bool | None:
    """Yes or no: `是`, `没有`, `Y`, `True`, `t`, `1`, `√`; `None` for any other text."""
    return FLAG_WORDS.get(written_values.to_half_width(text).strip(EDGES).lower())


# ---------------------------------------------------------------------------------------------- numbers

_DIGIT = "[一二三四五六七八九]"
_SECTION = f"(?=[一二三四五六七八九十])(?:{_DIGIT}千)?(?:〇?{_DIGIT}百)?(?:〇?{_DIGIT}?十)?(?:〇?{_DIGIT})?"
_CHINESE = re.compile(f"〇|(?:{_SECTION}万?亿)?(?:〇?{_SECTION}万)?(?:〇?{_SECTION})?")
_UNIT = "(?:[十百千]?[万亿]|万亿|[百千])"
_CHINESE_DECIMAL = re.compile(f"(〇|{_SECTION})(点[〇一二三四五六七八九]+)({_UNIT}?)")
_ARABIC = re.compile(rf"([0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(万亿|{_UNIT})?")
_SHORTENED = re.compile(f"(.*)([百千万亿])({_DIGIT}|[0-9]+)")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_ENGLISH = ("zero", *numerals.ENGLISH)


_COUNTERS = "[个件项家名人次份台套篇种批条部本张只位所户组笔]"
_COUNTED = re.compile(f"(.+?){_COUNTERS}?")
_COUNTED_IN_ENGLISH = re.compile(r"([a-z]+|[0-9,]+)(?: *(?:items?|pieces?|pcs|persons?|people|cases?|units?))?")


def number(text: str) -> Fraction | None:
    """The number in a text without blanks: `3`, `1,200.5`, `三百万`, `两`, `十二点五万`, `1亿2000万`, `3百万`."""
    return _arabic(text) if re.search("[0-9]", text) else _chinese(text)


def _chinese(text: str) -> Fraction | None:
    text = _plain_numerals(text)
    if match := _CHINESE_DECIMAL.fullmatch(text):
        value = numerals.chinese(match[1] + match[2])
        return None if value is None else value * 10 ** _power(match[3])
    is_whole = bool(text) and _CHINESE.fullmatch(text) is not None
    return numerals.chinese(text) if is_whole and not _SHORTENED.fullmatch(text) else None


def _plain_numerals(text: str) -> str:
    return text.translate(numerals.FORMAL).replace("两", "二")


def _power(units: str) -> int:
    return sum(_POWERS[unit] for unit in units)


def _arabic(text: str) -> Fraction | None:
    """A sum of parts with falling units: `1亿2000万`.

    A part without a unit must have as many digits as the unit before it has zeros: `3万5000`.
    """
    value, above, position = Fraction(0), None, 0
    while position < len(text):
        match = _ARABIC.match(text, position)
        digits = "" if match is None else match[1].replace(",", "")
        if match is None or re.match("0[0-9]", digits) or len(digits) > written_values.MAX_DIGITS:
            return None
        unit, position = match[2] or "", match.end()
        part = Fraction(digits) * 10 ** _power(unit)
        is_last = position == len(text)
        if above is not None and (part >= 10**above or "." in text or (not unit and len(digits) < above)):
            return None
        if not unit and not is_last:
            return None
        value, above = value + part, _power(unit)
    return value if text else None


def number_readings(text: str) -> tuple[str, ...]:
    """The possible values of a shortened number: `三万五` is 30,005 or 35,000; empty for other texts."""
    bare = _plain_numerals(_remove_blanks(text))
    bare = re.sub(f"^(?:¥|￥|人民币|RMB)|(?:[元圆块]|{_COUNTERS})?[整正]?$", "", bare)
    match = _SHORTENED.fullmatch(bare)
    above = None if match is None else number(match[1] + match[2])
    last = None if match is None else number(match[3])
    if match is None or not above or not last or number(bare) is not None:
        return ()
    readings = {above + last, above + last * 10 ** max(0, _POWERS[match[2]] - len(match[3]))}
    return tuple(f"{int(value):,}" for value in sorted(readings)) if len(readings) > 1 else ()


def _remove_blanks(text: str) -> str:
    """The text in narrow characters without blanks, except blanks between digits, which may separate two numbers."""
    return re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", written_values.to_half_width(text.strip(EDGES)))


def count(text: str) -> str:
    """A whole number, perhaps with a counter word: `两个`, `2件`, `十二项`, `two`, `3 items`."""
    if written_values.number(text) is not None or written_values.point_readings(text):
        return text
    bare = _remove_blanks(text)
    match, in_english = (
        _COUNTED.fullmatch(bare),
        _COUNTED_IN_ENGLISH.fullmatch(written_values.to_half_width(text).strip(EDGES).lower()),
    )
    value = None if match is None else number(match[1])
    if value is None and in_english is not None:
        word = in_english[1]
        value = Fraction(_ENGLISH.index(word)) if word in _ENGLISH else number(word)
    return _decimal(value, text)


_PLACE = re.compile(r"第?(.+?)[名位]?")
_PLACE_IN_ENGLISH = re.compile(r"([0-9]+)(?:st|nd|rd|th)", re.IGNORECASE)


def place(text: str) -> str:
    """A position in a ranking: `3`, `第三名`, `第3`, `3rd`."""
    bare = _remove_blanks(text)
    if match := _PLACE_IN_ENGLISH.fullmatch(bare):
        return match[1]
    match = _PLACE.fullmatch(bare)
    value = number(match[1]) if match is not None and written_values.number(text) is None else None
    return _decimal(value, text)


def plain_number(text: str) -> str:
    """A number in digits or in Chinese numerals."""
    bare = text.strip(EDGES)
    known = written_values.number(bare) or written_values.quotient(bare)
    return bare if known is not None else _decimal(number(_remove_blanks(text)), text)


def _decimal(value: Fraction | None, text: str) -> str:
    """The value in digits; the unchanged text without a value or with more digits than are allowed."""
    if value is None or abs(value) >= 10**written_values.MAX_DIGITS:
        return text
    return written_values.decimal(value)


# ---------------------------------------------------------------------------------------------- money

_SIGNS = {"¥": "CNY", "￥": "CNY", "US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP"}
_CODES = {"RMB": "CNY", **{code: code for code in ("CNY", "USD", "EUR", "GBP", "HKD", "JPY")}, "人民币": "CNY"}
_WORDS = {
    **dict.fromkeys(("元", "圆", "块", "块钱", "元人民币"), "CNY"), "美元": "USD", "美金": "USD", "欧元": "EUR",
    "英镑": "GBP", "港元": "HKD", "港币": "HKD", "日元": "JPY",
}  # fmt: skip
_CURRENCIES = {**_SIGNS, **_CODES, **_WORDS}


def _any_pattern(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_SUM = re.compile(
    f"({_any_pattern({**_SIGNS, **_CODES})})?(.*?)({_any_pattern({**_CODES, **_WORDS})})?[整正]?", re.IGNORECASE
)
_PARTS_OF_YUAN = re.compile(f"(?:(.+)[元圆块]〇?)?(?:([0-9]|{_DIGIT})角)?〇?(?:([0-9]|{_DIGIT})分)?[整正]?")


def amount(text: str) -> str:
    """A sum: `¥3,000,000`, `三百万元`, `叁佰万元整`, `300 万`, `RMB 3000000`, `100美元`, `十二元五角`."""
    if written_values.number(text) is not None or written_values.point_readings(text):
        return text
    bare = _remove_blanks(text)
    if (value := _yuan_and_jiao(bare.removeprefix("人民币"))) is not None:
        return f"{written_values.decimal(value)}元"
    match = _SUM.fullmatch(bare)
    if match is None:
        return text
    before, digits, after = match.groups()
    sign = "-" if digits[:1] == "-" else ""
    value = number(digits[len(sign) :])
    codes = {_CURRENCIES[name.upper()] for name in (before, after) if name}
    if value is None or value >= 10**written_values.MAX_DIGITS or len(codes) > 1:
        return text
    code = codes.pop() if codes else ""
    return f"{sign}{written_values.decimal(value)}" + (
        "元" if code == written_values.YUAN else f" {code}" if code else ""
    )


def _yuan_and_jiao(text: str) -> Fraction | None:
    """A sum in yuan with jiao or fen: `12元5角`."""
    match = _PARTS_OF_YUAN.fullmatch(text.translate(numerals.FORMAL))
    if match is None or not (match[2] or match[3]):
        return None
    yuan, jiao, fen = (Fraction(0) if part is None else number(part) for part in match.groups())
    return None if yuan is None or jiao is None or fen is None else yuan + jiao / 10 + fen / 100


# ---------------------------------------------------------------------------------------------- shares

_DENOMINATORS = {"百": 100, "千": 1000, "万": 10_000}
_PARTS_PER = {
    "%": Fraction(1),
    "percent": Fraction(1),
    "per cent": Fraction(1),
    "‰": Fraction(1, 10),
    "‱": Fraction(1, 100),
}
_SHARE_IN_PARTS = re.compile(r"(.+?)\s*(%|percent|per cent|‰|‱)", re.IGNORECASE)
_SHARE_OF = re.compile("(.+)分之(.+)")
_TENTHS = re.compile("(.)成(.?)")


def share(text: str) -> str:
    """A share: `3.7%`, `百分之三点七`, `千分之五`, `5‰`, `三分之一`, `三成`, `3.7 percent`."""
    bare = written_values.to_half_width(text.strip(EDGES))
    if match := _SHARE_IN_PARTS.fullmatch(bare):
        value = _sound_number(match[1])
        return text if value is None else f"{written_values.decimal(value * _PARTS_PER[match[2].lower()])}%"
    bare = _remove_blanks(bare)
    if match := _SHARE_OF.fullmatch(bare):
        above, below = number(match[2]), _DENOMINATORS.get(match[1]) or number(match[1])
        if above is None or not below or Fraction(below).denominator != 1:
            return text
        if below in _DENOMINATORS.values():
            return f"{written_values.decimal(above * 100 / below)}%"
        return f"{above.numerator}/{int(below)}" if above.denominator == 1 else text
    if match := _TENTHS.fullmatch(bare):
        tenths, rest = number(match[1]), number(match[2]) if match[2] else Fraction(0)
        if tenths is not None and rest is not None and 0 < tenths < 10 and rest < 10:
            return f"{written_values.decimal(tenths * 10 + rest)}%"
    return text.strip(EDGES)


def _sound_number(text: str) -> Fraction | None:
    known = written_values.number(text)
    if known is not None:
        return known.value if known.is_sound and known.is_bare else None
    return number(_remove_blanks(text))


# ---------------------------------------------------------------------------------------------- days and years

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december")  # fmt: skip
_MONTH_NAME = "(" + "|".join((*_FULL_MONTHS, *_MONTHS, "sept")) + r")\.?"
_DAY_FORMS = (
    re.compile(r"(?P<y>[0-9]{4})\s*(?P<s>[./-])\s*(?P<m>[0-9]{1,2})\s*(?P=s)\s*(?P<d>[0-9]{1,2})"),
    re.compile(r"(?P<y>[0-9]{4}|[0-9]{2})\s*年\s*(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*[日号]?"),
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(
        rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH_NAME.replace('(', '(?P<m>', 1)},?[ -](?P<y>[0-9]{{4}})"
    ),
    re.compile(rf"{_MONTH_NAME.replace('(', '(?P<m>', 1)} (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y>[0-9]{{4}})"),
)
_MIDNIGHT = re.compile(r"(T| +)0?0:00(:00(\.0+)?)?$", re.IGNORECASE)
_SHORT_DAY = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{1,2}|[0-9]{4})")
_CHINESE_DAY = re.compile(
    "([〇零○一二三四五六七八九]{2,4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?"
)


def day(text: str) -> str:
    """A day: `2022.3.1`, `22.6.1`, `2022年3月1号`, `二〇二二年三月一日`, `1 March 2022`, `2022-03-01 00:00:00`."""
    bare = _MIDNIGHT.sub("", written_values.to_half_width(text.strip(EDGES)))
    match = next((match for form in _DAY_FORMS if (match := form.fullmatch(bare.lower()))), None)
    if match is not None:
        year = _full_year(match["y"])
        month = match["m"] if match["m"].isdigit() else str(_MONTHS.index(match["m"][:3]) + 1)
        return text if year is None else _iso(year, int(month), int(match["d"]))
    if match := _CHINESE_DAY.fullmatch(bare):
        year, month, day_ = (
            _full_year(_digits(match[1])),
            numerals.whole_number(match[2]),
            numerals.whole_number(match[3]),
        )
        return text if year is None or month is None or day_ is None else _iso(year, month, day_)
    readings = day_readings(bare)
    return readings[0] if len(readings) == 1 and _SHORT_DAY.fullmatch(bare) else text.strip(EDGES)


def day_readings(text: str) -> tuple[str, ...]:
    """The days that `22.6.1` or `01/02/2022` can mean: year, month, day; day, month, year; month, day, year.

    A year of two digits may be the first or the last part. If only one day is possible, the text means that day.
    """
    match = _SHORT_DAY.fullmatch(written_values.to_half_width(text.strip(EDGES)))
    if match is None:
        return ()
    first, middle, last = match[1], match[3], match[4]
    readings: dict[str, None] = {}
    orders = ((first, middle, last), (last, middle, first), (last, first, middle))
    for year, month, day_ in orders:
        if len(year) > 1 and len(day_) < 3:
            for full in _years_of(year):
                if is_calendar_day(full, int(month), int(day_)):
                    readings[_iso(full, int(month), int(day_))] = None
    return tuple(readings)


def _iso(year: int, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}"


_FIRST_OPEN, _LAST_OPEN = 40, 69
"""The range of two-digit years with an unknown century: 58 is 1958 (founded) or 2058 (valid until)."""


def _years_of(digits: str) -> tuple[int, ...]:
    """The years that two or four digits can mean."""
    year = int(digits)
    if len(digits) == 4:
        return (year,)
    if _FIRST_OPEN <= year <= _LAST_OPEN:
        return 1900 + year, 2000 + year
    return (2000 + year if year < _FIRST_OPEN else 1900 + year,)


def _full_year(digits: str | None) -> int | None:
    """The year that two or four digits mean, if it is only one."""
    years = () if digits is None else _years_of(digits)
    return years[0] if len(years) == 1 and written_values.year(str(years[0])) else None


def _digits(text: str) -> str | None:
    """`二〇二二` as digits."""
    bare = text.translate(numerals.FORMAL)
    return "".join(str(numerals.DIGITS.index(sign)) for sign in bare) if len(bare) in (2, 4) else None


_YEAR = re.compile(
    r"([0-9]{4}|[〇零○一二三四五六七八九]{4})(?:\.0)?\s*(?:年度?)?|([0-9]{2}|[〇零○一二三四五六七八九]{2})\s*年度?"
)


def year(text: str) -> str:
    """A year: `2022`, `2022 年度`, `22年`, `二〇二二年`; pandas writes `2022.0` in a column with gaps."""
    match = _YEAR.fullmatch(written_values.to_half_width(text.strip(EDGES)))
    if match is None:
        return text
    digits = match[1] or match[2]
    full_year = _full_year(digits if digits.isascii() else _digits(digits))
    return text if full_year is None else str(full_year)


# ---------------------------------------------------------------------------------------------- words and lists

_SEPARATORS = ("[;；\n]", "[,，、|]", "[/／]")
_COMMAS = "[,，、]"


def split_words(text: str, known: Mapping[str, str]) -> list[str]:
    """The declared names of the words in a list: `企业，中小微企业`, `企业/高校`; a word may contain a separator."""
    pieces = [text]
    for sign in _SEPARATORS:
        pieces = [part for piece in pieces for part in ([piece] if _fold(piece) in known else _parts(sign, piece))]
    return [word(piece, known) for piece in pieces]


def split_names(text: str) -> list[str]:
    """The names of a list, separated by semicolons or lines: other signs may be part of a name."""
    return _parts(_SEPARATORS[0], text)


def split_values(text: str) -> list[str]:
    """Days or numbers of a list, separated by commas; a slash is part of a value."""
    return _parts(f"{_SEPARATORS[0]}|{_COMMAS}", text)


def name_readings(text: str) -> tuple[str, ...]:
    """`ZL1、ZL2` as several names and as one; empty if only one reading is possible."""
    several = _parts(_COMMAS, text)
    if len(several) < 2 or len(split_names(text)) > 1:
        return ()
    quoted = text.strip(EDGES).replace("\\", "\\\\").replace('"', '\\"')
    return "; ".join(several), f'["{quoted}"]'


def _parts(between: str, text: str) -> list[str]:
    return [part.strip(EDGES) for part in re.split(between, text) if part.strip(EDGES)]


def word(text: str, known: Mapping[str, str]) -> str:
    """The name of a declared word that is written in capitals, with blanks or in full width.

    `known` is made by `names_by_spelling`. An unknown word is returned without the blanks around it.
    """
    return known.get(_fold(text), text.strip(EDGES))


def names_by_spelling(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names by spelling, from pairs of a spelling and a name; a spelling of two names is left out."""
    names: dict[str, str | None] = {}
    for spelling, name in pairs:
        if spelling:
            key = _fold(spelling)
            names[key] = name if names.get(key, name) == name else None
    return {spelling: name for spelling, name in names.items() if name is not None}


def _fold(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", written_values.to_half_width(text).strip(EDGES)).casefold()


_DOLLAR_CODES = "AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD USD XCD"
_DOLLARS: Set[str] = frozenset(_DOLLAR_CODES.split())
_CURRENCY_CODES: Mapping[str, Set[str]] = {code: {code} for code in sorted(DECIMALS.keys() - {"ALL", "SOS", "TOP"})}
"""Codes that are also capital words of headings are left out: `TOP 20`."""
_LOWER: Mapping[str, Set[str]] = {code.lower(): {code} for code in ("CNY", "EUR", "GBP", "HKD", "JPY", "USD")}

SIGNS: Mapping[str, Set[str]] = {
    "£": {"GBP"}, "€": {"EUR"}, "US$": {"USD"}, "HK$": {"HKD"}, "NZ$": {"NZD"}, "S$": {"SGD"}, "A$": {"AUD"},
    "AU$": {"AUD"}, "C$": {"CAD"}, "CA$": {"CAD"}, "$": _DOLLARS, "¥": {"CNY", "JPY"}, "￥": {"CNY", "JPY"},
    "RMB": {"CNY"}, "人民币": {"CNY"}, **_CURRENCY_CODES,
}  # fmt: skip
"""What precedes a number, with the currencies that it may mean."""

WORDS: Mapping[str, Set[str]] = {
    "yuan": {"CNY"}, "renminbi": {"CNY"}, "rmb": {"CNY"}, "euros": {"EUR"}, "euro": {"EUR"}, "pounds": {"GBP"},
    "pound": {"GBP"}, "dollars": _DOLLARS, "dollar": _DOLLARS, "yen": {"JPY"},
    **_CURRENCY_CODES, **_LOWER,
}  # fmt: skip
"""Words after a number."""


_BEFORE = re.compile(rf"(?<![A-Za-z])({alternatives(SIGNS)})\.? ?(?=\d)")
_SIGN = re.compile(rf"(?:{alternatives(SIGNS)})(?= ?\d)")
_SPOKEN = alternatives([word for word in WORDS if word.islower()])
_WORD = re.compile(rf"(?:(?i:{_SPOKEN})|{alternatives(WORDS)}|{alternatives(SIGNS)})(?!\w)")
_AFTER = re.compile(rf"(?<=\d) ?((?i:{_SPOKEN})|{alternatives(WORDS)})\b")


def currency_word_length(text: str, offset: int, *, is_after_number: bool) -> int:
    """The length of a currency sign or word at a place before or after a number; 0 without one."""
    match = (_WORD if is_after_number else _SIGN).match(text, offset)
    return 0 if match is None else match.end() - offset


def currencies_of(word: str) -> frozenset[str]:
    """The codes of the currencies that a sign or word may mean."""
    return frozenset(SIGNS.get(word) or WORDS.get(word) or WORDS.get(word.lower()) or ())


def without_currency(text: str, currency: str) -> str | None:
    """The text without words for the currency of the page; `None` if it names another currency."""
    signs = [SIGNS[match[1]] for match in _BEFORE.finditer(text)]
    signs += [WORDS.get(match[1]) or WORDS[match[1].lower()] for match in _AFTER.finditer(text)]
    if any(currency not in codes for codes in signs):
        return None
    return _AFTER.sub("", _BEFORE.sub("", text))


def special_word(text: str) -> str | None:
    """The word in place of a value, in lower case."""
    word = text.strip(EDGES).lower()
    return word if word in written_values.SPECIAL else None


def with_special_words(read: Callable[[str], str]) -> Callable[[str], object]:
    """A parser that also accepts the words in place of a value."""
    return lambda text: special_word(text) or read(text)
