"""Words, forms and sums of official wording in Chinese.

Words and forms of official wording in Chinese, as patterns, with the functions that read them.

Sums in official Chinese: shares, prices per unit, slabs, products, limits, rounding, figures of earlier years.

The declared words of a sum are replaced by signs first, so that no word is cut at a character such as 加 or 减. Then a
sum is read from its loosest part to its tightest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property

import attrs

from ipdsl.base.values import numerals
from ipdsl.driver.advice import forms
from ipdsl.driver.advice.forms import SumContext, UnreadError, Words, attempt, pieces, present, splits
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast

NUMBER = r"\d[\d,.]*(?:千万|百万|万|亿|千|百)?"
MONEY = rf"{NUMBER}元"
A_YEAR = "(?:每一?个?年度?|一个?年度?|年度|当年度?|全年度?|单年)"
"""Each year, in a rule."""
PERCENT = r"\d+(?:\.\d+)?%"
_HAN = "一二三四五六七八九十"
SHARE = (
    rf"(?:(?<![\d.,])\d+(?:\.\d+)?%|(?<![{_HAN}百])百分之[{_HAN}百点]+|(?<![{_HAN}])[{_HAN}]+分之[{_HAN}]+"
    r"|(?<![\d.,])\d{1,4}/\d{1,4}|一半)"
)
"""A rate in figures or in words: 30%, 三分之一."""
DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
VERB = "(?:奖励|补助|补贴|资助|贴息|扶持|奖补|支持|返还)"
GIVE = (
    "(?:(?:均|都)?可以?(?:享受|获得|申领|申请|领取))?"
    "(?:再|再次|另|另外|额外)?(?:一次性)?(?:给予|予以|发放|给与|安排)?(?:一次性)?"
)
FUNDS = "(?:资金|奖金|经费|款)?"
COUNTER = "(?:[件个份项次名家种笔篇人亩张台辆艘栋幢处株层套届部集座头只户]|平方米|平方公里|千瓦|公里|课时|学时|人次)"
ITEM_COUNTER = "[件个份项次笔]"
"""Counters of items. Others, such as 届 and 人, count items only if the record is defined by them: 一届会议."""
PURPOSE = r"(?:[^\W\d的以不内左右起至超或及和与最每给予分逐按再首上下前后]{0,4}?)"
"""The purpose of a subsidy, before the verb: 20万元建设补贴. No character of it can change the amount."""
LINKS = (
    "获得", "取得", "获", "得到", "通过", "其中", "其", "被", "并且", "并", "而且", "且", "以及", "及", "和", "、",
    "为", "是", "的", "达到", "进行", "开展", "当年", "年度", "已", "成功", "属于",
)  # fmt: skip
"""Words between the record, the event and the conditions, which the sentence of the language does not need."""
PREFIX_COMPARISONS = (
    ("不低于|不少于|不小于|不得低于|不得少于|达到|达|满|在", Comparison.AT_LEAST),
    ("不超过|不高于|不多于|不大于|不得超过|不得高于", Comparison.AT_MOST),
    ("超过|高于|大于|多于|超出", Comparison.MORE_THAN),
    ("低于|少于|小于|不足|不满|不到", Comparison.LESS_THAN),
)
"""The words of each comparison before a number; 在 is one only if 以上 follows the number."""
UPWARDS = r"(?:\(含(?:本数)?\))?(?:及|或|\(含\))?以上(?:\(含(?:本数)?\))?"
COUNT = r"(?:\d+|[一二三四五六七八九十两]+)"
"""A whole number in digits or numerals."""
HAN_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def start_of(clauses: Sequence[str]) -> tuple[str, list[str]]:
    """The day from which an award is paid, and the other clauses."""
    match = re.fullmatch(rf"(?:自|从)?(?P<day>{DAY})(?:起|以后|开始|之日起)", clauses[0]) if clauses else None
    return (match["day"], list(clauses[1:])) if match else ("", list(clauses))


def _in_digits(match: re.Match[str]) -> str:
    value = None if match[1].isdigit() else numerals.chinese(match[1])
    return match[1] if value is None else str(value)


def threshold(key: str) -> ast.RowKey | None:
    """The key of a row: `300元（含）至700元` includes the lower number only."""
    key = re.sub(rf"(?<!\d)({COUNT})(?={COUNTER}|元)", _in_digits, key.strip().removesuffix("的"))
    unit = rf"(?:元|{COUNTER})?"
    included = r"\(含(?:本数)?\)"

    def bound(op: Comparison, text: str) -> ast.ThresholdKey:
        return forms.threshold(op, forms.number(text))

    upwards = re.fullmatch(rf"({NUMBER}){unit}{UPWARDS}", key)
    if upwards is not None:
        return bound(Comparison.AT_LEAST, upwards[1])
    between = re.fullmatch(
        rf"({NUMBER}){unit}(?:{included}|以上)?(?:至|到|—|-|~|,)"
        rf"({NUMBER}){unit}(?P<upper>{included})?(?:\(不含\)|以下)?",
        key,
    )
    if between is not None and (re.search(included, key) or "不含" in key):
        if between["upper"]:
            return forms.between_key(forms.number(between[1]), forms.number(between[2]))
        return forms.threshold_range(bound(Comparison.AT_LEAST, between[1]), bound(Comparison.LESS_THAN, between[2]))
    both_ends = re.fullmatch(
        rf"(?:(?P<first>{any_comparison()})(?P<from>{NUMBER}){unit}|(?P<above>{NUMBER}){unit}{UPWARDS}),?"
        rf"(?:且|但)?(?P<last>{any_comparison()})(?P<to>{NUMBER}){unit}",
        key,
    )
    if both_ends is not None:
        first = comparison_of(both_ends["first"]) if both_ends["first"] else Comparison.AT_LEAST
        last = comparison_of(both_ends["last"])
        if first.end is last.end:
            return None
        return forms.threshold_range(
            bound(first, both_ends["from"] or both_ends["above"]), bound(last, both_ends["to"])
        )
    downwards = re.fullmatch(
        rf"({NUMBER}){unit}(?:{included}|及|或|\(含\))以下(?:{included})?|({NUMBER}){unit}以下{included}", key
    )
    if downwards is not None:
        return bound(Comparison.AT_MOST, downwards[1] or downwards[2])
    exactly = re.fullmatch(rf"({NUMBER}){COUNTER}", key)
    if exactly is not None:
        return forms.between_key(forms.number(exactly[1]), forms.number(exactly[1]))
    single = re.fullmatch(rf"(?P<op>{any_comparison()})(?P<number>{NUMBER}){unit}", key)
    return None if single is None else bound(comparison_of(single["op"]), single["number"])


def record_fields(words: Words, record: RecordKind | None) -> set[str]:
    """The texts of the fields of a record, without those of the applicant."""
    return set() if record is None else {words.text(field) for field in record.fields}


def comparison_of(text: str) -> Comparison:
    """The comparison that a comparison of official wording means."""
    return next(op for pattern, op in PREFIX_COMPARISONS if re.fullmatch(pattern, text))


def any_comparison() -> str:
    """A pattern for every comparison before a number."""
    words = (word for pattern, _ in PREFIX_COMPARISONS for word in pattern.split("|"))
    return "|".join(r"在(?=[^,]*以上)" if word == "在" else word for word in words)


def share_of(text: str) -> ast.Percent:
    """The rate that figures or words state."""
    if text == "一半":
        return forms.rate(Fraction(1, 2))
    if text.endswith("%"):
        return forms.rate(Fraction(text[:-1]) / 100)
    if text.startswith("百分之"):
        return forms.rate((numerals.chinese(text.removeprefix("百分之")) or Fraction(0)) / 100)
    if "分之" in text:
        below, above = (numerals.chinese(part) for part in text.split("分之"))
        if not above or not below:
            raise UnreadError
        return forms.rate(above / below, is_fraction=True)
    return forms.rate(Fraction(text), is_fraction=True)


def award_verb(text: str) -> str:
    """A verb of awards that the language has."""
    return text if text in ("奖励", "资助", "补助", "补贴", "扶持", "贴息") else "奖励"


def any_of(texts: Iterable[str]) -> str:
    """A pattern for any of these texts, the longest first. Without texts it matches nothing."""
    options = sorted({text for text in texts if text}, key=lambda text: (-len(text), text))
    return f"(?:{'|'.join(map(re.escape, options))})" if options else "(?!)"


def longest_start(text: str, words: Iterable[str]) -> str | None:
    """The longest of these words at the start of a text."""
    return max((word for word in words if word and text.startswith(word)), key=len, default=None)


def mask_numbers(text: str) -> str:
    """The text without the commas inside numbers, which do not part clauses."""
    return re.sub(r"(?<=\d),(?=\d{3})", "\0", text)


_FIRST_SIGN = 0xE000
SIGN = "[\ue000-\uf8ff]"
"""A declared word."""
_PLUS = r"(?<![增追附新])再?加上?|\+|＋|另加"
_LESS = r"(?<![核缩])减去?|减除|扣除|扣减|－|-"
_TIMES = r"再?乘以?|×|\*|\*"
_DIVIDED = r"再?除以|÷|/"
_LOWER = r"(?:两者|二者)?(?:,)?(?:取|以|按|就)?(?:其)?(?:中)?(?:较|孰)?(?:低|小)(?:者|值|的)?(?:为准|计算|确定)?"
_HIGHER = r"(?:两者|二者)?(?:,)?(?:取|以|按|就)?(?:其)?(?:中)?(?:较|孰)?(?:高|大)(?:者|值|的)?(?:为准|计算|确定)?"
_STEPS = {"元": 1, "十元": 10, "百元": 100, "千元": 1000, "万元": 10000}
ROUNDED = (
    r"(?P<mode>四舍五入|向下取整|取整|向上取整|精确)(?:保留)?(?:到|至)(?P<step>(?:[十百千万]|\d+)?元)(?:整)?"
    r"|不足(?P<dropped>(?:[十百千万]|\d+)?元)的?(?:部分)?(?:舍去|不计|不予计算|忽略不计)"
)
"""The rounding of a sum: 四舍五入到百元."""
CHOICE_AT_END = rf"(?:{_LOWER}|{_HIGHER})"
"""What of two sums counts: 以低者为准."""
MONTHS_AT_MOST = (
    r"(?:补[贴助]|资助|奖励|享受)?(?:期限)?(?:最长|最多|至多|不超过|最长不超过|累计不超过)"
    rf"(?P<months>{COUNT})个月"
)
"""The most months of a sum per month."""
_KINDS = {
    "平均": ast.YearsKind.AVERAGE, "合计": ast.YearsKind.TOTAL, "总和": ast.YearsKind.TOTAL,
    "最高": ast.YearsKind.LARGEST, "最大": ast.YearsKind.LARGEST, "最低": ast.YearsKind.SMALLEST,
}  # fmt: skip


@attrs.frozen(slots=False)
class ChineseSums(SumContext):
    """Reads the sums of sentences about one kind of record, or about the applicant."""

    def sum(self, text: str) -> ast.Expr:
        """A sum."""
        return self._sum(self.encode(text))

    def or_none(self, text: str) -> ast.Expr | None:
        """A sum, or `None` if the text is not a sum."""
        return attempt(self._sum, self.encode(text))

    # ---- declared words as signs

    @cached_property
    def _signs(self) -> dict[str, str]:
        """Each declared word, with its sign; the longest first."""
        texts = {*self.numeric, *self.dates, *self.states, *self.words.figures, *self.defined_words} - {""}
        longest = sorted(texts, key=lambda text: (-len(text), text))
        return {text: chr(_FIRST_SIGN + index) for index, text in enumerate(longest)}

    @cached_property
    def _words_by_sign(self) -> dict[str, str]:
        return {sign: text for text, sign in self._signs.items()}

    def encode(self, text: str) -> str:
        """A text with signs for declared words."""
        for word, sign in self._signs.items():
            text = text.replace(word, sign)
        return text

    def decode(self, text: str) -> str:
        """A text with its declared words."""
        return "".join(self._words_by_sign.get(character, character) for character in text)

    # ---- forms, the loosest first

    def _sum(self, text: str) -> ast.Expr:
        text = re.sub(r"^(?:其|该项?目?的?|实际|按照?)+|(?:计算|所得|的?金额)$", "", text.strip(","))
        return self.first_reading(text, self._sum, (
            self._rounding, self._choice, self._share_of_result, self._terms, self._factors, self._part, self._share,
            self._earlier, self._increase, self._span, self._state, self._primary,
        ))  # fmt: skip

    def _rounding(self, text: str) -> ast.Expr | None:
        match = re.fullmatch(rf"(?P<sum>.+?),?(?P<rounding>{ROUNDED})", text)
        return None if match is None else round_sum(self._sum(match["sum"]), match["rounding"])

    def _choice(self, text: str) -> ast.Expr | None:
        """`A与B孰低`, `A或B,以低者为准`."""
        match = re.fullmatch(rf"(?P<both>.+?),?(?:(?P<lower>{_LOWER})|(?P<higher>{_HIGHER}))", text)
        if match is None:
            return None
        for left, right in splits(match["both"].rstrip(","), "或者?|与|和|、|及"):
            first, second = attempt(self._sum, left), attempt(self._sum, right)
            if first is not None and second is not None:
                return forms.extreme([first, second], largest=match["higher"] is not None)
        return None

    def _share_of_result(self, text: str) -> ast.Expr | None:
        """`A乘以B所得保费的80%`: a share of all that precedes."""
        match = re.fullmatch(rf"(?P<all>.+?)所得(?:的)?[^\W\d]{{0,4}}的(?P<share>{SHARE})", text)
        return None if match is None else forms.share(share_of(match["share"]), self._sum(match["all"]))

    def _terms(self, text: str) -> ast.Expr | None:
        parts = pieces(text, f"{_PLUS}|{_LESS}")
        if len(parts) == 1:
            return self._total(text)
        if not parts[0][1]:
            return None
        terms = []
        for sign, part in parts:
            is_less = re.fullmatch(_LESS, sign) is not None
            listed = re.split("[和、及]", part) if is_less else [part]
            terms += [(self._sum(term), not is_less) for term in listed]
        return forms.signed_sum(terms)

    def _total(self, text: str) -> ast.Expr | None:
        """`A与B之和`, and `A与B之差`."""
        match = re.fullmatch(r"(?P<all>.+?)(?:之(?P<how>和|差)|的?(?P<sum>合计|总和|差额))(?P<rest>的.+)?", text)
        if match is None:
            return None
        parts = [part for _, part in pieces(match["all"], "[与和、及]")]
        is_total = (match["how"] or match["sum"]) in ("和", "合计", "总和")
        if len(parts) < 2 or (not is_total and len(parts) != 2):
            return None
        total = forms.signed_sum([(self._sum(part), is_total or not index) for index, part in enumerate(parts)])
        share = re.fullmatch(rf"的(?P<share>{SHARE})", match["rest"] or "")
        if match["rest"] and share is None:
            return None
        return total if share is None else forms.share(share_of(share["share"]), total)

    def _factors(self, text: str) -> ast.Expr | None:
        parts = pieces(text, f"{_TIMES}|{_DIVIDED}")
        if len(parts) == 1:
            return None
        return self.in_money([(self._sum(part), re.fullmatch(_DIVIDED, sign) is not None) for sign, part in parts])

    def _part(self, text: str) -> ast.Expr | None:
        """`X超过A部分的2%`, `X在A以内的部分`."""
        match = re.fullmatch(
            rf"(?P<field>{SIGN})(?:中)?(?:(?:超过|超出|高于)(?P<floor>{NUMBER})元?(?:至(?P<top>{NUMBER})元?)?"
            rf"|(?:不超过|未超过|在)(?P<within>{NUMBER})元?(?:以内|以下|及以下)?|(?P<below>{NUMBER})元?(?:以内|以下|及以下))"
            rf"(?:的)?部分(?:的?(?P<share>{SHARE}))?",
            text,
        )
        if match is None:
            return None
        field = forms.word(self.decode(match["field"]))
        floor = self._amount(match["floor"], field) if match["floor"] else None
        top = match["top"] or match["within"] or match["below"]
        part = forms.band(field, floor, self._amount(top, field) if top else None)
        return part if match["share"] is None else forms.share(share_of(match["share"]), part)

    def _amount(self, text: str, field: ast.Expr) -> ast.Number:
        """A number that is compared with a field or added to it, as money if the field is money."""
        return forms.number(text, is_money=self.is_money(field))

    def _share(self, text: str) -> ast.Expr | None:
        match = re.fullmatch(rf"(?P<base>.+?)(?:的|之)?(?P<share>{SHARE})", text)
        if match is not None and match["base"]:
            return forms.share(share_of(match["share"]), self._sum(match["base"]))
        named = re.fullmatch(rf"(?P<base>.+)的(?P<rate>{SIGN})", text)
        if named is None or self.decode(named["rate"]) not in self.defined_words:
            return None
        return forms.share(forms.word(self.decode(named["rate"])), self._sum(named["base"]))

    def _earlier(self, text: str) -> ast.Expr | None:
        of_a_year = re.fullmatch(rf"(?:上年度?|上一年度?)的?(?P<figure>{SIGN})", text)
        if of_a_year is not None and self._is_figure(of_a_year["figure"]):
            return forms.earlier_figure(self.decode(of_a_year["figure"]))
        kinds = "|".join(_KINDS)
        years = rf"(?:前|此前|之前)(?P<years>{COUNT})(?:个)?(?:年度?)"
        match = re.fullmatch(rf"{years}的?(?:年)?(?P<kind>{kinds})的?(?P<figure>{SIGN})", text) or re.fullmatch(
            rf"{years}的?(?P<figure>{SIGN})的?(?:年)?(?P<kind>{kinds})(?:数|值|额|水平)?", text
        )
        if match is None or not self._is_figure(match["figure"]):
            return None
        return forms.earlier_figure(self.decode(match["figure"]), whole_number(match["years"]), _KINDS[match["kind"]])

    def _is_figure(self, sign: str) -> bool:
        return self.decode(sign) in self.words.figures

    def _increase(self, text: str) -> ast.Expr | None:
        match = re.fullmatch(
            rf"(?P<figure>{SIGN})(?:比|较)(?:上年度?|上一年度?)(?:的)?(?:增加|增长|新增)(?:的)?(?:部分|额|数)?", text
        )
        if match is None or not self._is_figure(match["figure"]):
            return None
        return ast.Increase(span=forms.NOWHERE, figure=forms.name(self.decode(match["figure"])))

    def _span(self, text: str) -> ast.Expr | None:
        """`自A至B的满月数`."""
        match = re.fullmatch(
            rf"(?:自|从)?(?P<start>{SIGN})(?:起)?(?:至|到)(?P<end>{SIGN})(?:止)?(?:的)?(?P<unit>满月数|整月数|月数|满年数|天数)",
            text,
        )
        if match is None or {self.decode(match["start"]), self.decode(match["end"])} - set(self.dates):
            return None
        unit = {"满年数": ast.Unit.YEAR, "天数": ast.Unit.DAY}.get(match["unit"], ast.Unit.MONTH)
        return forms.span_count(unit, self.decode(match["start"]), self.decode(match["end"]))

    def _state(self, text: str) -> ast.Expr | None:
        """`当年在职的满月数`."""
        match = re.fullmatch(rf"(?:当年)?(?P<state>{SIGN})(?:当年)?的?(?:满|整)月数", text)
        if match is None or "当年" not in text or self.decode(match["state"]) not in self.states:
            return None
        return forms.state_months(self.decode(match["state"]))

    def _primary(self, text: str) -> ast.Expr | None:
        number = re.fullmatch(rf"(?P<number>{NUMBER})(?P<money>元)?(?:{COUNTER})?", text)
        if number is not None:
            return forms.number(number["number"], is_money=number["money"] is not None)
        if re.fullmatch(SHARE, text):
            return share_of(text)
        word = re.fullmatch(rf"(?P<word>{SIGN})(?:总额|金额)?", text)
        if word is None or self.decode(word["word"]) in (*self.dates, *self.states):
            return None
        text = self.decode(word["word"])
        return forms.word(self.defined_words.get(text, text))


def whole_number(text: str) -> int:
    """A whole number in digits or Chinese numerals."""
    value = int(text) if text.isdigit() else numerals.chinese(text)
    if value is None or Fraction(value).denominator != 1:
        raise UnreadError
    return int(value)


def rounding_step(text: str) -> int:
    """The step of a rounding: 百元, 50元."""
    return _STEPS.get(text) or int(text.removesuffix("元"))


def round_sum(value: ast.Expr, text: str) -> ast.Expr:
    """A sum with the rounding that a text states."""
    match = present(re.fullmatch(ROUNDED, text))
    number = rounding_step(match["step"] or match["dropped"])
    mode = {"四舍五入": "half up", "向上取整": "up"}.get(match["mode"] or "", "down")
    if match["mode"] == "精确":
        raise UnreadError  # it does not say how
    return forms.rounded_value(value, mode, forms.number(number))


def limit_months(value: ast.Expr, months: int) -> ast.Expr:
    """A sum in which the only factor that counts months is at most so many."""
    factors = value.factors if isinstance(value, ast.Product) else ()
    counted = [index for index, factor in enumerate(factors) if _counts_months(factor)]
    if not isinstance(value, ast.Product) or len(counted) != 1:
        raise UnreadError
    most = forms.extreme([factors[counted[0]], forms.number(months)])
    return attrs.evolve(value, factors=(*factors[: counted[0]], most, *factors[counted[0] + 1 :]))


def _counts_months(value: ast.Expr) -> bool:
    if isinstance(value, ast.SpanCount | ast.StateLength):
        return value.unit is ast.Unit.MONTH
    return isinstance(value, ast.Word) and value.name.text.endswith("月数")
