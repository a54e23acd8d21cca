"""Put the figures of the author's sentence into the form that a finding shows.

Input: a form with example figures, and a sentence, both in Chinese. Output: the form with the sums, shares, numbers of
items, spans, dates and articles of the sentence. If the sentence has no figure of a kind, or it is not clear which one
the form needs, the form gets `数额`, `比例` or `…`. A figure `1` of a form is part of its meaning and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from ipdsl.base.values.numerals import whole_number

_HAN = "一二两三四五六七八九十百千万"
_NUMBER = rf"(?:\d[\d.,]*|[{_HAN}]+)"
_COUNTER = "[件个份项次名家种笔篇台辆户套张艘架人]"
_NOT_A_FIGURE = re.compile(
    r"第[\d一二三四五六七八九十百]+(?:条|年|名|款|项)?(?:[至到、]第?[\d一二三四五六七八九十百]+(?:条|年|名))?"
    r"|\d{4}年度?(?:\d{1,2}月(?:\d{1,2}[日号])?)?"
    r"|一次性|一项一|进一步|唯一|统一|一律|一并|一定|其一|前[\d一二三四五六七八九十]+名?"
    r"|同一|单一|每一(?=[^\d个]*年|[^\W\d])|(?:每|任)一"
)
"""Numbers that a rule does not take over: articles, dates, places in a ranking, words with 一."""
_RANGE = re.compile(rf"{_NUMBER}[百千万亿]*[元%]?[-~～—–－至到]{_NUMBER}[百千万亿]*[元%]?")
"""A range, which only a form with both ends takes over."""

_OTHER_YEARS = re.compile(r"上一?个?年度?|去年|往年|前[\d一二三两]*年")
"""Years before the year of a claim."""


def with_figures(form: str, sentence: str) -> str:
    """The form with the figures of a sentence, which has no blanks and no text in quotation marks."""
    form = _with_articles(_with_dates(form, sentence), sentence)
    plain = sentence
    for pattern in (_NOT_A_FIGURE,) if " 至 " in form else (_NOT_A_FIGURE, _RANGE):
        plain = pattern.sub(lambda match: "_" * len(match.group()), plain)
    for kind in _KINDS:
        form = kind.fill(form, plain)
    return form if "年" in _OTHER_YEARS.sub("", sentence) else _without_year(form)


def _with_dates(form: str, sentence: str) -> str:
    """The form with the days of a sentence, if it has as many."""
    days = re.findall(_DAY, sentence)
    if len(days) != len(re.findall(_DAY, form)):
        return form
    in_order = iter(days)
    return re.sub(_DAY, lambda _: next(in_order), form)


def _with_articles(form: str, sentence: str) -> str:
    """The form about several articles with those of a sentence."""
    listed = list(
        dict.fromkeys(whole_number(each) for each in re.findall(r"第([\d一二三四五六七八九十百]+)条", sentence))
    )
    articles = "、".join(f"第{number}条" for number in listed) if len(listed) > 1 else "第…条、第…条"
    return re.sub(r"第\d+条(?:、第\d+条)+", articles, form)


def _without_year(form: str) -> str:
    """The form of a rule without a period: the sentence names none."""
    if form.startswith("每年 各申请人合计"):
        return form.replace("每年", "总体", 1)
    return re.sub(r"^(每个 \S+) 每年 (?=最多|最高)", r"\1 ", form)


class _Kind(NamedTuple):
    """One kind of figure: its pattern in a form, its pattern in a sentence, how it is written, and its placeholder."""

    in_form: str
    in_sentence: str
    written: Callable[[re.Match[str]], str]
    unclear: str

    def fill(self, form: str, sentence: str) -> str:
        """A form with the figures of this kind in a sentence."""
        examples = re.findall(self.in_form, form)
        figures = [self.written(match) for match in re.finditer(self.in_sentence, sentence)]
        if len(examples) == len(figures):
            in_order = iter(figures)
            return re.sub(self.in_form, lambda _: next(in_order), form)
        figure = figures[0] if len(set(figures)) == len(set(examples)) == 1 else self.unclear
        return re.sub(self.in_form, lambda _: figure, form)


def _money_text(match: re.Match[str]) -> str:
    number, scale = match["number"], match["scale"]
    if number[0] in _HAN:
        value = whole_number(number + scale)
        return f"{value}元" if value is not None else "数额"
    return f"{number}{scale}元"


def _step_text(match: re.Match[str]) -> str:
    value = whole_number((match["number"] or "一") + match["scale"])
    return "…" if value is None else str(value)


def _count_text(match: re.Match[str]) -> str:
    value = whole_number(match["number"])
    return "…件" if value is None else f"{value}件"


def _months_text(match: re.Match[str]) -> str:
    value = whole_number(match["number"])
    return "…个月" if value is None else f"{value * (1 if '月' in match['unit'] else 12)}个月"


def _years_text(match: re.Match[str]) -> str:
    value = whole_number(match["number"])
    years = None if value is None else value if "年" in match["unit"] else Fraction(value, 12)
    return f"{years}年" if years is not None and years.denominator == 1 else "…年"


_COUNT = rf"(?P<number>\d+|[{_HAN}]+){_COUNTER}(?!月|年|性|百分点)"
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_SPAN = rf"(?P<number>\d+|[{_HAN}]+)(?P<unit>个?月|个?年)(?!\d+月)"
_STEP = rf"(?:取整|四舍五入)(?:到|至)(?P<number>\d+|[{_HAN}]*)(?P<scale>[百千万亿]?)(?:元|位|$|,)"
_KINDS = (
    _Kind(r"(?<=取整 至 )\d+|(?<=四舍五入 至 )\d+", _STEP, _step_text, "…"),
    _Kind(
        r"(?<![\d.])\d[\d.]*[百千万亿]*元",
        rf"(?P<number>{_NUMBER})(?P<scale>[百千万亿]*)(?:元|(?<=[万亿])(?![{_HAN}件个家名人亩平]))",
        _money_text,
        "数额",
    ),
    _Kind(r"(?<![\d.])(?!100%)\d[\d.]*%", r"\d[\d.]*%", lambda match: match.group(), "比例"),
    _Kind(r"(?<![\d.])(?!1件)\d+件", _COUNT, _count_text, "…件"),
    _Kind(r"(?<=最多 )(?!1个)\d+(?=个 申请人)", _COUNT, lambda match: _count_text(match).removesuffix("件"), "…"),
    _Kind(r"\d+(?=个 年度)", _SPAN, lambda match: _years_text(match).removesuffix("年"), "…"),
    _Kind(r"(?<![\d.])\d+个月", _SPAN, _months_text, "…个月"),
    _Kind(r"(?:(?<=后 )|(?<=每 )|(?<=满 )|(?<=前 ))\d+年", _SPAN, _years_text, "…年"),
)
