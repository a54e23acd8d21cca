"""A vocabulary and a policy built by hand, so that the reader is tested without the compiler.

The words are those of the shared vocabulary if it has them.
"""

from __future__ import annotations

from ipdsl.base.source import Span
from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import Rounding
from ipdsl.ir.terms import AmountKind, Clause, Program, Row, Trigger, TriggerKind
from ipdsl.lower.lowering import settlement_of
from ipdsl.schema.declarations import Choice, Label, Member
from ipdsl.schema.types.applicant import ApplicantType
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.vocabulary import (
    ApplicantClass,
    ApplicantKind,
    Event,
    Field,
    Frequency,
    RecordKind,
    Schema,
    Series,
    SinceWord,
    State,
    Varies,
    YearsBetween,
)
from ipdsl.semantics import typed
from tests.support.made import block, in_a_block

YES_NO, MONEY, COUNT, DAY, TEXT = BoolType(), MoneyType(), CountType(), DateType(), TextType()
HERE = Span("policy.ipp", 1, 1, 1, 2)


def _members(**labels: str) -> tuple[Member, ...]:
    return tuple(Member(name, Label(zh)) for name, zh in labels.items())


CHOICES = (
    Choice(
        "level",
        _members(national="国家级", provincial="省级", municipal="市级", county_level="县级"),
        is_ordered=True,
        label=Label("级别"),
    ),
    Choice("right", _members(invention="发明", utility_model="实用新型", design="外观设计"), label=Label("专利类型")),
    Choice("title", _members(national_demonstration="国家示范", national_advantage="国家优势"), label=Label("称号")),
)

PATENT_FIELDS = (
    Field("number", TEXT, Label("专利号")),
    Field("right", ChoiceType("right"), Label("专利类型")),
    Field("domestic", YES_NO, Label("国内", "granted in China")),
    Field("official_fees", MONEY, Label("官方费用", "official fees paid for the grant", "为授权缴纳的官方费用")),
    Field("fees_paid_on", DAY, Label("缴费日")),
    Field("filed_on", DAY, Label("申请日")),
    Field("granted_on", DAY, Label("授权日")),
    Field("lapsed_on", DAY, Label("失效日")),
)


def _record(name: str, zh: str, key: tuple[str, ...], fields: tuple[Field, ...], **more: object) -> RecordKind:
    given: dict[str, object] = {
        "root": name, "base": None, "fixed": (), "plural": None, "matter": key, "events": (), "states": (),
    } | more  # fmt: skip
    return RecordKind(name=name, key=key, fields=fields, label=Label(zh), **given)  # type: ignore[arg-type]


def _patent(name: str, zh: str, **more: object) -> RecordKind:
    return _record(
        name, zh, ("number",), PATENT_FIELDS,
        events=(Event("filed", "filed_on"), Event("granted", "granted_on", is_default=True)),
        states=(State("valid", "granted_on", "lapsed_on"),), orders=(("filed_on", "granted_on", "lapsed_on"),), **more,
    )  # fmt: skip


RECORDS = (
    _patent("patent", "专利", plural="patents"),
    _patent("invention_patent", "发明专利", root="patent", base="patent", fixed=(("right", "invention"),)),
    _record(
        "technology_contract",
        "专利合同",
        ("contract",),
        (
            Field("contract", TEXT, Label("合同号")),
            Field("amount", MONEY, Label("金额")),
            Field("put_to_use", YES_NO, Label("已实施")),
            Field("related_party", YES_NO, Label("关联方")),
            Field("recorded_on", DAY, Label("备案日")),
        ),
        events=(Event("recorded", "recorded_on"),),
    ),
    _record(
        "pledge_loan",
        "质押贷款",
        ("loan",),
        (
            Field("loan", TEXT, Label("贷款")),
            Field("pledged_right", ListType(TEXT), Label("质押权利")),
            Field("principal", MONEY, Label("本金")),
            Field("actual_rate", RateType(), Label("实际利率")),
            Field("repaid_on", DAY, Label("还清日")),
        ),
        events=(Event("repaid", "repaid_on"),),
    ),
    _record(
        "patent_prize",
        "专利奖",
        ("patent", "level"),
        (
            Field("patent", RecordType("patent"), Label("专利")),
            Field("level", LevelType("level"), Label("级别")),
            Field("score", NumberType(), Label("得分")),
            Field("won_on", DAY, Label("获奖日")),
        ),
        matter=("patent",),
        events=(Event("won", "won_on"),),
    ),
    _record(
        "ip_title",
        "企业称号",
        ("title",),
        (Field("title", ChoiceType("title"), Label("称号")), Field("recognised_on", DAY, Label("认定日"))),
        matter=("applicant",),
        events=(Event("new", "recognised_on"),),
    ),
    _record(
        "annual_fee",
        "专利年费",
        ("patent", "fee_year"),
        (
            Field("patent", RecordType("patent"), Label("专利")),
            Field("fee_year", TEXT, Label("缴费年度")),
            Field("years_after_grant", COUNT, years_between=YearsBetween("granted_on", "patent", "fee_year")),
        ),
    ),
    _record("soft_topic", "软课题", ("project",), (Field("project", TEXT), Field("selected_on", DAY)),
            events=(Event("selected", "selected_on"),)),
)  # fmt: skip

SCHEMA = Schema(
    name="ip",
    title="Words of intellectual property",
    kinds=(
        ApplicantKind("enterprise", ("agency",), Label("企业", "a company")),
        ApplicantKind("agency", (), Label("服务机构")),
        ApplicantKind("institution", (), Label("事业单位")),
        ApplicantKind("person", (), Label("个人")),
    ),
    classes=(ApplicantClass("unit", ("enterprise", "institution"), Label("单位")),),
    choices=CHOICES,
    applicant_fields=(
        Field("established_on", DAY, Label("成立日")),
        Field("located_here", YES_NO, Label("在本市", "registered in the city"), Varies.DATED),
        Field("small_or_micro", YES_NO, Label("小微企业"), Varies.YEARLY),
        Field("business_started_on", DAY, Label("营业起始日")),
        Field("head_office", ApplicantType(), Label("总机构")),
        Field("trades", ListType(TEXT), Label("行业"), Varies.DATED),
    ),
    since_words=(SinceWord("in_business", "business_started_on", Label("代理营业")),),
    figures=(
        Field("filings", COUNT, Label("专利申请量"), zero_before="established_on"),
        Field("local_contribution", MONEY, Label("地方综合贡献额")),
    ),
    series=(
        Series("lpr_1y", Frequency.MONTHLY, None, Label("一年期LPR")),
        Series("central_parity", Frequency.DAILY, "CNY", Label("中间价")),
    ),
    records=RECORDS,
)


def clause(index: int, label: str, record: str, kind: AmountKind = AmountKind.FIXED) -> Clause:
    """An award for a record. The reader uses nothing else of it."""
    return Clause(
        index=index, label=label, article=label.split(".")[0], text="award …", span=HERE, function=f"f_{index}",
        trigger=Trigger(TriggerKind.RECORD, record), beneficiaries=(), start=None, gates=(), picks=(), kind=kind,
        rows=(Row("", kind),), row_words=(), once=None, counts_support=False, less=None, readings=(),
    )  # fmt: skip


LIMIT = typed.Limit(
    span=HERE, name="3.prize limit patent per unit", exempt=(), keys=("level",), number=3, counts="patent",
    order=typed.Order.EARLIEST,
)  # fmt: skip
CAP = typed.Cap(
    span=HERE, name="7.contracts cap per enterprise per year", exempt=(), keys=("enterprise",), per_year=True,
    amount=typed.Const(span=HERE, value=5000000, type=MONEY), is_across_applicants=False,
)  # fmt: skip

CLAUSES = (
    clause(0, "3.patent_prize.won", "patent_prize"),
    clause(1, "7.technology_contract.recorded", "technology_contract"),
    clause(2, "9.soft_topic.selected", "soft_topic", AmountKind.CEILING),
    clause(3, "11.ip_title.new", "ip_title"),
)

AWARDS = tuple(map(in_a_block, CLAUSES))
ROOT = block(
    "policy", "shaoguan_2021",
    block("article", "3", AWARDS[0], LIMIT, article="3"), block("article", "7", AWARDS[1], CAP),
    block("article", "9", AWARDS[2], article="9"), block("article", "11", AWARDS[3], article="11"),
    article="",
)  # fmt: skip

PROGRAM = Program(
    name="shaoguan_2021", title="Shaoguan", is_draft=False, document="韶府办发函〔2021〕188号",
    issued=Date(2021, 12, 21),
    window=Period(Date(2021, 12, 21), Date(2024, 12, 31)), discretion_from=None, status="in force", currency="CNY",
    rounding=Rounding(), schema=SCHEMA, clauses=CLAUSES,
    settlement=settlement_of(SCHEMA, "CNY", CLAUSES, (), ROOT, {}),
    articles=(), references=(), obligations=(), allocations=(), targets=(), readings=(), content_hash="0" * 64,
    convertible=(("patent", "official_fees"),),
)  # fmt: skip
