"""A page and a text with the same content agree in every form of the text, and differ if one figure is changed.

Both are generated together: each promise is a sentence of the page and words of the text. The text uses any of the
forms that official texts have for figures and headings, with lines of any width.
"""

from __future__ import annotations

import random
import re

import pytest

from ipdsl.audit.comparison import Audit
from tests.support.audit.pages import HEAD as HEAD_OF_PAGE, HEAD_OF_TEXT, against, encoded, page_of
from tests.support.audit.texts import chinese, wrapped
from tests.support.slow import sampled

WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
SUMS = [150, 300, 1000, 2000, 5000, 8000, 12_000, 15_000, 20_000, 50_000, 100_000, 250_000, 1_200_000, 5_000_000]
SHARES = [5, 10, 20, 25, 30, 50, 100]
HEADS = [
    "第{h}条 ",
    "第（{h}）条　",
    "第{n}条 ",
    "{n}.",
    "{n}、",
    "{h}、",
    "（{h}）",
    "（{n}）",
    "{w}．",
    "【第{h}条】",
]
PARTS = {50: ["二分之一", "1/2", "一半", "五成"], 20: ["五分之一", "1/5", "二成"], 100: ["百分之百"]}
BEGINS = ["印发之日起", "发布之日起", "2022年1月10日起", "二〇二二年一月十日起", "2022-01-10起", "2022/1/10起"]

SUM_OF_THE_PAGE = re.compile(r"(?<=award )\d+(?= )|(?<=at most )\d+(?= )|(?<=(?:nal|ial): )\d+$", re.MULTILINE)


def money(r: random.Random, sum_: int) -> str:
    forms = [f"{sum_}元", f"{sum_:,}元", f"{sum_} 元", f"{sum_}元".translate(WIDE), f"{chinese(sum_)}元"]
    if sum_ % 1000 == 0:
        forms += [f"{sum_ / 10_000:g}万元", f"{sum_ / 10_000:g} 万 元", f"{sum_ / 10_000:g}万元".translate(WIDE)]
    if sum_ % 10_000 == 0:
        tens = sum_ // 10_000
        forms += [f"{chinese(tens)}万元", f"{chinese(tens)}万", f"{tens}万", f"{chinese(sum_).translate(FORMAL)}元整"]
    elif sum_ > 10_000:
        forms.append(f"{sum_ // 10_000}万{sum_ % 10_000 // 1000}千元")
    return r.choice(forms)


def share(r: random.Random, hundredths: int) -> str:
    plain = [f"{hundredths}%", f"{hundredths} %", f"{hundredths}%".translate(WIDE), f"百分之{chinese(hundredths)}"]
    return r.choice([*plain, f"百分之 {hundredths}", *PARTS.get(hundredths, [])])


def span(r: random.Random, years: int) -> str:
    months = 12 * years
    plain = [f"{years}年", f"{years} 年", f"{years}年".translate(WIDE), f"{chinese(years)}年"]
    return r.choice([*plain, f"{months}个月", f"{chinese(months)}个月", "两年" if years == 2 else f"{years}周年"])


def count(r: random.Random, number: int) -> str:
    plain = [f"{number}件", f"{number} 件", f"{number}件".translate(WIDE), f"{chinese(number)}件"]
    return r.choice([*plain, f"{number}件（含）", f"{number}件（含{number}件）"])


def promise(r: random.Random, label: str) -> tuple[str, str]:
    """A sentence of the page with its nested lines, and its words in the text."""
    sum_, years, number, hundredths = r.choice(SUMS), r.choice([2, 3, 5, 10]), r.choice([2, 5, 8, 15]), r.choice(SHARES)
    high, low = sorted(r.sample([1, 2, 3, 5, 10, 50], 2), reverse=True)
    named = f"\n    as {label}"
    match r.randrange(5):
        case 0:
            said = f"新认定的产品，一次性奖励{money(r, sum_)}"
            return f"  award {sum_} once when geo_indication_product new{named}", said
        case 1:
            award = f"  award {hundredths}% of premium at most {sum_} to unit when ip_insurance bought{named}"
            return award, f"购买保险的，按保费的{share(r, hundredths)}补助，最高不超过{money(r, sum_)}"
        case 2:
            award = f"  award {sum_} once while invention_patent valid and filed_on more than {years} years ago{named}"
            return award, f"维持超过{span(r, years)}的，每件奖励{money(r, sum_)}"
        case 3:
            test = f"\n    if has at least {number} invention_patent valid"
            award = f"  award {sum_} to enterprise when certification passed{named}{test}"
            return award, f"拥有{count(r, number)}以上有效发明专利并通过认证的，给予{money(r, sum_)}"
        case _:
            rows = f"\n    national: {high * 10_000}\n    provincial: {low * 10_000}"
            forms = [
                f"{high}万元、{low}万元",
                f"{high}、{low}万元",
                f"{high}/{low}万元",
                f"{chinese(high)}万元和{low}万元",
            ]
            return f"  award by level when demonstration_zone listed{named}{rows}", f"分别给予{r.choice(forms)}"


def drawn(seed: int) -> tuple[str, str]:
    """A page and a text with the same content."""
    r = random.Random(seed)
    head, articles = r.choice(HEADS), r.randint(2, 11)
    page, text = HEAD_OF_PAGE, HEAD_OF_TEXT
    for number in range(1, articles + 1):
        said = [promise(r, f"a{number}_{index}") for index in range(r.randint(1, 4))]
        page += f"article {number}\n" + "".join(f"{sentence}\n" for sentence, _ in said)
        text += headed(head, number) + "；".join(f"对{words}" for _, words in said) + "。\n"
    page += f"article {articles + 1} in header\n"
    text += f"{headed(head, articles + 1)}本办法自{r.choice(BEGINS)}施行，有效期{span(r, 3)}。\n"
    return page, wrapped(text, r.randint(14, 44)) if r.random() < 0.5 else text


def headed(head: str, number: int) -> str:
    return head.format(h=chinese(number), n=number, w=str(number).translate(WIDE))


def audit_of(page: str, text: str) -> Audit:
    return against(text, encoded(page_of(page)))


@pytest.mark.parametrize("seed", sampled(range(80), 4))
def test_equal_contents_agree_in_every_written_form(seed: int) -> None:
    assert audit_of(*drawn(seed)).differences == ()


@pytest.mark.parametrize("seed", sampled(range(40), 4, others="broad"))
def test_one_changed_amount_is_reported_with_its_article(seed: int) -> None:
    page, text = drawn(seed)
    chosen = random.Random(seed).choice(list(SUM_OF_THE_PAGE.finditer(page)))
    article = page[: chosen.start()].rpartition("article ")[2].split()[0]
    other = f"{page[: chosen.start()]}{int(chosen[0]) + 7}{page[chosen.end() :]}"
    left = audit_of(other, text).differences
    assert {thing.article for thing in left} == {article}
    assert any(f"{int(chosen[0]) + 7:,}.00" in thing.written for thing in left)
