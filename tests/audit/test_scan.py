"""Figures in the forms of official texts: their meaning, their place, and numbers that are not figures."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, strategies as st

from ipdsl.audit.figures import Kind, Value, scan
from ipdsl.base.values import numerals
from ipdsl.base.values.money import Money
from ipdsl.office.letters.amount_words import amount_in_words
from tests.support.audit.texts import chinese
from tests.support.rows import each_row

FORMS = {
    # money
    "奖励20万元": "money 200,000.00 CNY",
    "奖励 ２０ 万元": "money 200,000.00 CNY",
    "资助0.5万元": "money 5,000.00 CNY",
    "补助1,000元": "money 1,000.00 CNY",
    "补助1 000元": "money 1,000.00 CNY",
    "补助5000元/件": "money 5,000.00 CNY",
    "达到2亿元": "money 200,000,000.00 CNY",
    "五千元": "money 5,000.00 CNY",
    "一百二十万元": "money 1,200,000.00 CNY",
    "两万五千元": "money 25,000.00 CNY",
    "人民币壹拾万元整": "money 100,000.00 CNY",
    "零点五万元": "money 5,000.00 CNY",
    "￥5,000元": "money 5,000.00 CNY",
    "伍万元整": "money 50,000.00 CNY",
    "1.5亿元": "money 150,000,000.00 CNY",
    "5千元": "money 5,000.00 CNY",
    "3百万元": "money 3,000,000.00 CNY",
    "20余万元": "money 200,000.00 CNY",
    "1万2千元": "money 12,000.00 CNY",
    "1亿2000万元": "money 120,000,000.00 CNY",
    "五 十 万 元": "money 500,000.00 CNY",
    "1,000 USD": "money 1,000.00 USD",
    "1000美元": "money 1,000.00 USD",
    "3000港币": "money 3,000.00 HKD",
    "A4、20万元": "money 200,000.00 CNY",
    "奖励\n5\n万元": "money 50,000.00 CNY",
    "奖励5\n\n万元": "money 50,000.00 CNY",
    "０．５万元": "money 5,000.00 CNY",
    "每届30万元": "money 300,000.00 CNY",
    "每届\n 三十 万元": "money 300,000.00 CNY",
    "第三届100万元": "money 1,000,000.00 CNY",
    "第3届奖励5千元": "money 5,000.00 CNY",
    "每年初10万元": "money 100,000.00 CNY",
    "月初 2,000元": "money 2,000.00 CNY",
    "届满后给予20万元": "money 200,000.00 CNY",
    "初次认定20万元": "money 200,000.00 CNY",
    "超过第5万元": "money 50,000.00 CNY",
    # shares
    "50%": "percentage 50%",
    "每届10%": "percentage 10%",
    "年初5%": "percentage 5%",
    "二届百分之五": "percentage 5%",
    "30％": "percentage 30%",
    "百分之五十": "percentage 50%",
    "百分之 2.5": "percentage 2.5%",
    "百分\n之二十": "percentage 20%",
    "三分之一": "percentage 1/3",
    "5个百分点": "percentage 5%",
    "3‰": "percentage 0.3%",
    "1:1的比例": "percentage 100%",
    "1：0.5": "percentage 200%",
    "1比1": "percentage 100%",
    "一比一": "percentage 100%",
    "2/3以上": "percentage 2/3",
    "万分之五": "percentage 0.05%",
    "千分之五": "percentage 0.5%",
    "百分之百": "percentage 100%",
    "百分之零点五": "percentage 0.5%",
    "百分之〇点五": "percentage 0.5%",
    "百分之一百二十": "percentage 120%",
    "百分之两百": "percentage 200%",
    "千分之零点五": "percentage 0.05%",
    "万分之三点五": "percentage 0.035%",
    "百分之伍拾": "percentage 50%",
    "三分之二": "percentage 2/3",
    "百 分 之 五 十": "percentage 50%",
    "按八成补助": "percentage 80%",
    "实际费用的一半": "percentage 50%",
    # counts
    "3个国家": "count 3",
    "100 件以上": "count 100",
    "两家": "count 2",
    "一百二十项": "count 120",
    "十二名": "count 12",
    "70万件": "count 700,000",
    "36.5 件": "count 36.5",
    "1次": "count 1",
    "两倍": "count 2",
    "其中一件": "count 1",
    "每届5名": "count 5",
    "举办3届": "count 3",
    "连续举办3届的": "count 3",
    "每届两家": "count 2",
    "每届举办3次": "count 3",
    "每届2次": "count 2",
    "第三届20家企业": "count 20",
    "年初10件": "count 10",
    "年初不少于500家": "count 500",
    "5 部门": "number 5",
    "不超过10万": "number 100,000",
    "500万（含）": "number 5,000,000",
    "不超过二十五万": "number 250,000",
    "三千万以上": "number 30,000,000",
    # dates
    "2021年12月21日": "date 2021-12-21",
    "2021 年 12 月 21 日": "date 2021-12-21",
    "２０２１年１月１日": "date 2021-01-01",
    "二〇二一年十二月三十一日": "date 2021-12-31",
    "二○二一年一月一日": "date 2021-01-01",
    "2021-12-21": "date 2021-12-21",
    "2021.12.21": "date 2021-12-21",
    "2021年起": "date 2021-01-01",
    "2022年底": "date 2022-12-31",
    "2022年年底前": "date 2022-12-31",
    "2022年9月底": "date 2022-09-30",
    "2021年12月21号": "date 2021-12-21",
    "2021年上半年": "year 2021",
    "每年12月31日前": "date 12-31",
    "2021年度": "year 2021",
    "2021年3月": "month 2021-03",
    "当年1月份": "month month 1",
    "自印发之日起施行": "day of issue the day of issue",
    "自发布之日起实施": "day of issue the day of issue",
    # spans
    "2年": "duration 2 years",
    "三年内": "duration 3 years",
    "两年以上": "duration 2 years",
    "一个年度": "duration 1 year",
    "6个月": "duration 6 months",
    "半年": "duration 6 months",
    "一年半": "duration 18 months",
    "24 个 月": "duration 2 years",
    "3 个 工作日": "duration 3 working days",
    "年满18周岁": "duration 18 years",
    "1个半月": "duration 1.5 months",
    "12个月": "duration 1 year",
    "两个季度": "duration 6 months",
    "10个工作日": "duration 10 working days",
    "30日内": "duration 30 days",
    "三周年": "duration 3 years",
    "2 years": "duration 2 years",
    "每届三年": "duration 3 years",
    "年初5个工作日内": "duration 5 working days",
    "每月初3日内": "duration 3 days",
    "fourteen days": "duration 14 days",
    "Thirty-six months": "duration 3 years",
    "aged 18 or over": "duration 18 years",
    # steps of rounding
    "取整到百元": "money 100.00 CNY",
    "金额精确到元": "money 1.00 CNY",
    "不足百元的部分舍去": "money 100.00 CNY",
    "按千元向下取整": "money 1,000.00 CNY",
    "百元以下不计": "money 100.00 CNY",
    # English words
    "two thirds of the costs": "percentage 2/3",
    "half of the price": "percentage 50%",
    "a quarter of the fee": "percentage 25%",
    "EUR 3 million": "money 3,000,000.00 EUR",
    "€ 350 per hectare": "money 350.00 EUR",
    "1 000 000 euros": "money 1,000,000.00 EUR",
    "£7,500": "money 7,500.00 GBP",
    "$4,000": "number 4,000",
    "1.5 million": "number 1,500,000",
    "EUR 2,5 million": "money 2,500,000.00 EUR",
    "EUR 2.5m": "money 2,500,000.00 EUR",
    "2k EUR": "money 2,000.00 EUR",
    "HK$2,000": "money 2,000.00 HKD",
    "RMB2,000万": "money 20,000,000.00 CNY",
    "美元5000": "money 5,000.00 USD",
    "港币五千": "money 5,000.00 HKD",
    "USD10万元": "money 100,000.00 USD",
    "EUR 3 hundred": "money 300.00 EUR",
    "two thousand yuan": "money 2,000.00 CNY",
    "USD two thousand": "money 2,000.00 USD",
    "a dozen patents": "number 12",
    "at most one grant": "number 1",
    "more than three grants": "number 3",
    "up to 1,000,000,000 in all": "number 1,000,000,000",
    "12,5%": "percentage 12.5%",
    "5 per cent": "percentage 5%",
    "five percent": "percentage 5%",
    "5 percentage points": "percentage 5%",
    "5 per mille": "percentage 0.5%",
    "at most half the fees": "percentage 50%",
    "reduced by half": "percentage 50%",
    "one-third": "percentage 1/3",
    "is halved": "percentage 50%",
    "doubled for small firms": "count 2",
    "the double amount": "count 2",
    "at most twice": "count 2",
    "trebled": "count 3",
    "a threefold sum": "count 3",
    "once a year": "count 1",
    "half a year": "duration 6 months",
    "a 12-month period": "duration 1 year",
    "减半发放": "percentage 50%",
    "按八折": "percentage 80%",
    "打八五折": "percentage 85%",
    "8.5折": "percentage 85%",
    "两成": "percentage 20%",
    "翻一番": "count 2",
    "加倍": "count 2",
    "翻两番": "count 4",
    # numbers of documents
    "韶府办发函〔2021〕188号": "document number 〔2021〕188号",
    "清府办〔2013〕66 号": "document number 〔2013〕66号",
    "某办[2013]第66号": "document number 〔2013〕66号",
    "局令第七十五号": "document number 第75号令",
    "第75号令": "document number 第75号令",
    "局令（第75号）": "document number 第75号令",
    "专利局第411号公告": "document number 第411号公告",
    "GB/T29490-2013": "standard GB/T 29490-2013",
    "通过GB/T 29490—2013认证": "standard GB/T 29490-2013",
    "ＧＢ／Ｔ 29490": "standard GB/T 29490",
    "ISO 9001": "standard ISO 9001",
}

LISTS = {
    "100—500万元": ["1,000,000.00 CNY", "5,000,000.00 CNY"],
    "每届3至5万元": ["30,000.00 CNY", "50,000.00 CNY"],
    "第3届5、8万元": ["50,000.00 CNY", "80,000.00 CNY"],
    "年初10万元，年末5%": ["100,000.00 CNY", "5%"],
    "100万元-500万元": ["1,000,000.00 CNY", "5,000,000.00 CNY"],
    "5000-1万元": ["5,000.00 CNY", "10,000.00 CNY"],
    "1000-5000万元": ["10,000,000.00 CNY", "50,000,000.00 CNY"],
    "aged 20 to 65": ["20 years", "65 years"],
    "年龄20至65周岁": ["20 years", "65 years"],
    "不足百元的，按百元计": ["100.00 CNY", "100.00 CNY"],
    "5000、8000元": ["5,000.00 CNY", "8,000.00 CNY"],
    "5万元、3万元和2万元": ["50,000.00 CNY", "30,000.00 CNY", "20,000.00 CNY"],
    "10年、15年以上": ["10 years", "15 years"],
    "10、15年": ["10 years", "15 years"],
    "1-3名": ["1", "3"],
    "2～3个": ["2", "3"],
    "1000件至1999件": ["1,000", "1,999"],
    "10%-20%": ["10%", "20%"],
    "10-20%": ["10%", "20%"],
    "二至三年": ["2 years", "3 years"],
    "2020-2022年期间": ["2020", "2022"],
    "2021、2022年": ["2021", "2022"],
    "10/5/3万元": ["100,000.00 CNY", "50,000.00 CNY", "30,000.00 CNY"],
    "5/10万元": ["50,000.00 CNY", "100,000.00 CNY"],
    "20万元+10万元": ["200,000.00 CNY", "100,000.00 CNY"],
    "百分之三十至五十": ["30%", "50%"],
    "百分之三十到五十的比例": ["30%", "50%"],
    "百分之三十～五十": ["30%", "50%"],
    "百分之三十\n至五十": ["30%", "50%"],
    "百分之零点五至一点五": ["0.5%", "1.5%"],
    "百分之30至50": ["30%", "50%"],
    "百分之三十、四十、五十给予补助": ["30%", "40%", "50%"],
    "百分之五十至百分之百": ["50%", "100%"],
    "百分之三十至百分之五十": ["30%", "50%"],
    "千分之三至五": ["0.3%", "0.5%"],
    "百分之三十至一半": ["30%", "50%"],
    "百分之三十、五十万元": ["30%", "500,000.00 CNY"],
    "百分之三十至五年": ["30%", "5 years"],
    "百分之三十和二等奖": ["30%"],
    "30%至50%": ["30%", "50%"],
    "三至五成": ["30%", "50%"],
    "三成至五成": ["30%", "50%"],
    "三分之一至三分之二": ["1/3", "2/3"],
    "三至五万元": ["30,000.00 CNY", "50,000.00 CNY"],
    "三年零六个月": ["3 years", "6 months"],
    "2021年1月1日至12月31日": ["2021-01-01", "2021-12-31"],
    "20万元（含20万元）以上": ["200,000.00 CNY"],
    "20万元（大写：人民币贰拾万元整）": ["200,000.00 CNY"],
    "超过5名（含5名）": ["5"],
    "1件（含）以上": ["1"],
    "分别给予50万元、30万元": ["500,000.00 CNY", "300,000.00 CNY"],
    "一亿二千万元": ["120,000,000.00 CNY"],
    "一亿2000万元": ["120,000,000.00 CNY"],
    "1亿二千万元": ["120,000,000.00 CNY"],
    "三万5千元": ["35,000.00 CNY"],
    "一億二千萬元": ["120,000,000.00 CNY"],
    "最高十万50%": ["100,000", "50%"],
    "两亿三千万元": ["230,000,000.00 CNY"],
    "十二亿三千四百万元": ["1,234,000,000.00 CNY"],
    "一万亿元": ["1,000,000,000,000.00 CNY"],
    "壹亿贰仟万元": ["120,000,000.00 CNY"],
    "一亿元至一亿二千万元": ["100,000,000.00 CNY", "120,000,000.00 CNY"],
    "2000，3000元": ["2,000.00 CNY", "3,000.00 CNY"],
    "500，1000元": ["500.00 CNY", "1,000.00 CNY"],
    "12，5%": ["12%", "5%"],
    "EUR 2-3 million": ["2,000,000.00 EUR", "3,000,000"],
    "RMB 100-500万元": ["1,000,000.00 CNY", "5,000,000.00 CNY"],
    "5-10万": ["50,000", "100,000"],
    "10 to 20 per cent": ["10%", "20%"],
    "five or ten percent": ["5%", "10%"],
    "一至二亿元": ["100,000,000.00 CNY", "200,000,000.00 CNY"],
}

UNCLEAR = [
    "EUR 2.000", "EUR2.000", "2.000 EUR", "€1.250", "CNY 2.500", "2,50", "1,0000元", "500,1000元", "1,00,000",
    "1½ million euros", "1 1/2", "one and a half", "half a million euros", "50 basis points", "10万（美元）",
    "廿万元", "卅五万元", "十几万元", "几十万元", "数百元", "上百万元", "5角", "5元5角", "三成五", "⑩件",
    "三五万元", "二三十万元", "三四件", "百分之十几", "1, 000元", "€5-10k", "one and one half",
]  # fmt: skip
"""Figures with an unclear value."""

NONE = [
    "one year-round office", "a third party", "百元店", "one of the firms", "a two-stage process",
    "the second half of the year", "once it is approved",
    "折旧",
    "一户一策", "一事一议",
    "第一件", "第 3 条", "第2项和第11项", "第五、六项", "七届第22次会议", "十二届九次全会",
    "七届2次会议", "第2届3次会议", "七届2、3次会议", "十九届4中全会",
    "19届4中全会", "19届四中全会", "１９ 届 ４ 中全会", "党的20届3中、4中全会", "19届4次全会",
    "19届中央委员会第4次全体会议", "20大报告", "十九届2中、3中、4中全会", "第3届", "第2~3届",
    "第十届", "初10", "正月初5", "正月初10日", "腊月初八", "腊月初三日", "初1至初5", "初三", "最初", "初次",
    "届满", "第1年",
    "一、二、三等奖", "一等奖",
    "一次性奖励", "同一单位", "统一", "每一企业", "一批", "上一年", "三位一体", "一部分", "二次布局", "“一件事”改革",
    "“四个出新出彩”", "“1+1+9”", "1+2+3体系", "4·26宣传", "（1）发明；（2）商标", "1.发明；2.商标",
    "电话：2812345", "联系手机 13800138000", "账号123456789012",
    "12345热线", "2021版目录", "世界500强",
    "见附件1", "如表2", "数十家", "“十百千万”工程", "第三季度", "一成不变",
    "http://a.cn/2021/5", "A4纸", "IPv6", "甲\n— 3 —\n乙", "每万人", "万元", "十九大", "专利代理师",
]  # fmt: skip


def shown(text: str) -> list[str]:
    return [str(figure.value) for figure in scan(text)]


@each_row(("text", "meant"), FORMS.items())
def test_a_figure_of_the_form(text: str, meant: str) -> None:
    (figure,) = scan(text)
    assert f"{figure.value.kind.value} {figure.value}" == meant


@each_row(("text", "meant"), LISTS.items())
def test_figures_of_the_list(text: str, meant: list[str]) -> None:
    assert shown(text) == meant


@each_row("text", UNCLEAR)
def test_a_figure_that_is_not_read_is_unclear(text: str) -> None:
    assert [figure.value.kind for figure in scan(f"奖励 {text}；")] == [Kind.UNCLEAR]
    assert [figure.value.kind for figure in scan(f"The grant is {text}, or less.")] == [Kind.UNCLEAR]


_GROUPED_SUMS = {
    "{0},{1:03}": 0, "{0},{1:03}.{2:02}": 1, "{0}.{1:03},{2:02}": 1, "{0} {1:03}": 0, "{0} {1:03},{2:02}": 1,
    "{0}'{1:03}": 0, "{0}’{1:03}.{2:02}": 1, "{0},{1:03},000": 0, "{0}.{1:03}.000": 0,
}  # fmt: skip


@given(
    st.sampled_from(sorted(_GROUPED_SUMS)), st.tuples(st.integers(1, 999), st.integers(0, 999), st.integers(0, 99)),
    st.sampled_from(["EUR {}", "EUR{}", "€{}", "€ {}", "{} EUR", "{} euros", "{}€"]),
    st.sampled_from([", or", ",", ".", "; x", ": x", " , x", " x", ")", "\n", "，或者", "。"]),
)  # fmt: skip
def test_a_sum_with_a_currency_is_read_before_each_mark(
    form: str, parts: tuple[int, int, int], currency: str, mark: str
) -> None:
    thousands, ones, cents = parts
    sum_ = Fraction(thousands * 1000 + ones) * (1000 if form.endswith("000") else 1)
    sum_ += Fraction(cents, 100) * _GROUPED_SUMS[form]
    (figure,) = scan(f"The grant is {currency.format(form.format(*parts))}{mark}")
    assert (figure.value.unit, figure.value.number) == ("EUR", sum_ * 100)


def in_words(number: int) -> str:
    """A number below a million in English words."""
    if number >= 1000:
        return f"{in_words(number // 1000)} thousand {in_words(number % 1000)}".strip()
    words = {value: word for word, value in numerals.ENGLISH_NUMBERS.items()}
    if number >= 100:
        below = in_words(number % 100)
        return f"{words[number // 100]} hundred" + (f" and {below}" if below else "")
    tens = number // 10 * 10
    return "-".join(words[part] for part in ((number,) if number in words else (tens, number % 10)) if part)


@given(st.integers(2, 999_999), st.sampled_from(["{} euros", "EUR {}, or", "{} per cent", "{} patents"]))
def test_every_number_is_read_in_english_words(number: int, form: str) -> None:
    words = in_words(number)
    (figure,) = scan(f"It is {form.format(words)}.")
    assert figure.value.number * (100 if figure.value.kind is Kind.PERCENT else 1) in (number, number * 100)
    assert figure.written.startswith(form.format(words).split(",")[0].removesuffix(" patents"))


@each_row("text", NONE)
def test_no_figure_in(text: str) -> None:
    assert shown(text) == []


def test_a_figure_knows_its_place_and_how_it_is_written() -> None:
    first, second = scan("奖励 ２０ 万元；\n补助百分之五十", line=7, column=3)
    assert (first.line, first.column, first.written) == (7, 6, "２０ 万元")
    assert (second.line, second.column, second.written) == (8, 3, "百分之五十")


@given(st.integers(1, 199), st.integers(1, 199), st.sampled_from("至到-~、"), st.sampled_from("百千万"))
def test_shares_in_words_are_the_shares_in_digits(first: int, last: int, joined: str, below: str) -> None:
    in_words = f"按{below}分之{chinese(first)}{joined}{chinese(last)}补助"
    one = {"百": 100, "千": 1000, "万": 10_000}[below]
    assert [figure.value.number for figure in scan(in_words)] == [Fraction(first, one), Fraction(last, one)]


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_number_is_read_in_chinese_numerals(number: int) -> None:
    assert numerals.chinese(chinese(number)) == number


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["元", "万元", "亿元"]))
def test_money_is_one_value_however_it_is_written(number: int, unit: str) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    forms = [f"{number}{unit}", f"{number:,} {unit}", f"{wide}{unit}", f"{chinese(number)}{unit}"]
    minor = number * {"元": 1, "万元": 10_000, "亿元": 100_000_000}[unit] * 100
    for form in forms:
        assert [figure.value.number for figure in scan(form)] == [Fraction(minor)], form


@given(
    st.text(alphabet="一二两十百千万亿点零〇壹0123456789.,:%元年月日个次第条（）()-～/“”〔〕号GBT \n、至", max_size=60)
)
def test_no_text_stops_the_reader(text: str) -> None:
    for figure in scan(text):
        assert str(figure.value)


@given(st.integers(1, 9_999_999_999), st.integers(0, 8), st.booleans())
def test_a_sum_in_words_is_the_sum(number: int, zeros: int, is_formal: bool) -> None:
    """An amount in formal numerals of letters and in ordinary numerals is read as the amount."""
    sum_ = number * 10**zeros % 10**12 or 1
    words = amount_in_words(Money(sum_ * 100, "CNY")).removesuffix("整")
    if not is_formal:
        words = words.translate(str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟零", "一二三四五六七八九十百千〇"))
    assert shown(f"奖励{words}。") == [f"{sum_:,}.00 CNY"]


_ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December")  # fmt: skip
_DAY_FORMS = {
    "{m}月{d}日": "", "{m}月{d}号": "", "{zm}月{zd}日": "", "{d} {em}": "", "{em} {d}": "", "{d} {em3}": "",
    "2025年{m}月{d}日": "2025-", "{d} {em} 2025": "2025-", "{em} {d}, 2025": "2025-",
}  # fmt: skip
_MONTH_DAYS = st.tuples(st.integers(1, 12), st.integers(1, 31))
_WHERE = st.sampled_from(["{}", "每年{}受理。", "第一条 自{}起", "from {} of each year", "The window is {}."])


def _day_text(form: str, month: int, day: int) -> tuple[str, str]:
    name = _ENGLISH[month - 1]
    written = form.format(m=month, d=day, zm=chinese(month), zd=chinese(day), em=name, em3=name[:3])
    return written, f"{_DAY_FORMS[form]}{month:02}-{day:02}"


@given(
    st.sampled_from(sorted(_DAY_FORMS)), st.sampled_from(sorted(_DAY_FORMS)), _MONTH_DAYS, _MONTH_DAYS,
    st.sampled_from(["至", "到", "—", "～", " to ", " and ", "、"]), _WHERE,
)  # fmt: skip
def test_every_range_of_days_is_read(
    first: str, last: str, begin: tuple[int, int], end: tuple[int, int], joined: str, where: str
) -> None:
    (begin_text, begin_day), (end_text, end_day) = _day_text(first, *begin), _day_text(last, *end)
    takes_year = _DAY_FORMS[first] and last in ("{m}月{d}日", "{m}月{d}号", "{zm}月{zd}日") and joined != "、"
    assert shown(where.format(f"{begin_text}{joined}{end_text}")) == [
        begin_day, f"2025-{end_day}" if takes_year else end_day,
    ]  # fmt: skip


@given(
    _MONTH_DAYS, st.integers(1, 31), st.sampled_from(["{m}月{d}日至{e}日", "{m}月{d}-{e}日", "{d}–{e} {em}"]), _WHERE
)
def test_both_days_of_one_month_are_read(begin: tuple[int, int], last: int, form: str, where: str) -> None:
    month, first = begin
    written = form.format(m=month, d=first, e=last, em=_ENGLISH[month - 1])
    assert shown(where.format(written)) == [f"{month:02}-{first:02}", f"{month:02}-{last:02}"]


@each_row(
    ("text", "days"),
    [
        ("第一条 每年1月1日至12月31日受理。", ["01-01", "12-31"]), ("每月5日前申报", ["05"]),
        ("每年2月29日", ["02-29"]),
        ("2月30日前", ["02-30"]), ("31 June 2024", ["2024-06-31"]), ("0000年2月底前", ["0 years", "month 2"]),
        ("次年3月底前", ["month 3"]), ("1月至3月", ["month 1", "month 3"]),
        ("2024年11月1日至次年3月31日", ["2024-11-01", "03-31"]),
        ("applicants may 20 times", ["20"]), ("May 5.5", ["5.5"]),
    ],
)  # fmt: skip
def test_days_without_a_year_and_days_that_no_month_has(text: str, days: list[str]) -> None:
    assert shown(text) == days


@given(st.one_of(_MONTH_DAYS.map(lambda day: "{:02}-{:02}".format(*day)), st.integers(1, 31).map("{:02}".format)))
def test_the_quotation_of_a_day_is_read_as_the_day(unit: str) -> None:
    day = Value(Kind.DAY, unit=unit)
    assert [figure.value for figure in scan(day.quotation)] == [day]
