"""The texts of sentences in both languages, without the lines under them: policies, vocabularies and cases."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from ipdsl.syntax import ast, keywords
from ipdsl.syntax.builders.sentences import LEVEL, LEVEL_ZH
from ipdsl.syntax.keywords import chinese_type_words
from ipdsl.syntax.printing.expressions import threshold_text, word_form
from ipdsl.syntax.printing.templates import Cell, Form, NodePrinter, TextRow

_NAMES_OF_KEYS = {"matter": "事项", "applicant": "申请人", "year": "年度"}

HEADERS: Mapping[type, TextRow] = {
    ast.PolicyLine: TextRow('policy {name}[ "{title}"][ "{title_zh}"]', '政策 {name}[ "{title_zh}"][ "{title}"]'),
    ast.CasesLine: TextRow("cases for {policy}", "案例集 {policy}"),
    ast.DocumentLine: TextRow('document "{number}"', '文号 "{number}"'),
    ast.IssueDateLine: TextRow("issued {day}", "{day} 印发"),
    ast.EffectiveLine: TextRow(
        "effective [{start} to {end}|from {start}][ for {duration}][ by discretion from {discretion_from}]",
        "自 {start} 起施行[，有效期至 {end}][，有效期 {duration}][，{discretion_from} 起 可参照执行]",
    ),
    ast.YearBeginsLine: TextRow("year begins {month!two_digits}-{day!two_digits}", "年度 自 {month}月{day}日 起算"),
    ast.StatusLine: TextRow("status {word}", "稿别 {word}"),
    ast.CurrencyLine: TextRow("currency {code}", "币种 {code}"),
    ast.PolicyLevel: TextRow("level {name}", "本级 {name}"),
    ast.RoundingLine: TextRow("round {mode} to {step}", "金额 {mode!mode_zh} 至 {step}"),
    ast.UseLine: TextRow("use {name}", "使用词汇 {name}"),
    ast.LanguageLine: TextRow("language {version}", "语言版本 {version}"),
    ast.ReplacesLine: TextRow('replaces "{document}"', '"{document}" 同时废止'),
    ast.ClauseMapping: TextRow("clause {new} was {old}", "{new} 原为 {old}"),
    ast.FormerNames: TextRow("formerly {names*}", "原 {names*}"),
    ast.EndedLabels: TextRow("ended {labels*}", "已废止 {labels*}"),
}

BLOCK_LINES: Mapping[type, TextRow] = {
    ast.Article: TextRow(
        'article {number}[ "{title}"][ "{title_zh}"][{informative?} informative|{in_header?} in header]'
        '[ defines "{defines}" "{defines_zh}"| defines "{defines}"]',
        '第{number}条[ "{title_zh}"][ "{title}"][{informative?} 不涉及资金|{in_header?} 见文首]'
        '[ 界定 "{defines_zh}" "{defines}"| 界定 "{defines}"]',
    ),
    ast.ArticleRef: TextRow("[articles {first} to {last}|article {first}]", "第{first}条[ 至 第{last}条]"),
    ast.Group: TextRow('group {name}[ "{label}"]', '组 {name}[ "{label}"]'),
    ast.OverBlock: TextRow("over [{articles}|policy]", "适用于 [{articles}|全文]"),
    ast.Requirement: TextRow("require of {record} that {test}", "{record} 须 {test}"),
    ast.ConditionLine: TextRow("if {test}", "须 {test}"),
    ast.SameMatter: TextRow("same matter[ of {record}] is {names*}", "[{record} 的 ]同一事项 按 {names*}"),
    ast.ReadingLine: TextRow('reading "{text}"[ "{zh}"]', '理解 ["{zh}" ]"{text}"'),
    ast.SourceNote: TextRow('source "{text}"[ "{zh}"]', '出处 ["{zh}" ]"{text}"'),
    ast.Reference: TextRow(
        'refers to "{document}"[ "{zh}"] '
        "[instead of {instead_of} for records of {records_of}|for {trigger!picked}|for policy]",
        '[{records_of}年度 的记录，{instead_of} 改按|{trigger}，按|全文 按] ["{zh}" ]"{document}" 执行',
    ),
    ast.Obligation: TextRow(
        'oblige {who} to [match {op} {share} of award|"{text}" "{zh}"|"{text}"]',
        '{who} 应当 [按 {op} 奖励金额 的 {share} 配套|"{zh}" "{text}"|"{text}"]',
    ),
    ast.Allocation: TextRow(
        "allocate {amount}[ {per!key* }][ to {to*}][ {trigger}]", "{!front}[{per!each_key* } ]安排 {amount}"
    ),
    ast.Target: TextRow(
        'target "{text}"[ "{zh}"] {number} by {by_year}', '到 {by_year}年，["{zh}" ]"{text}" 达到 {number}'
    ),
    ast.Definition: TextRow(
        'here {name}[ "{label}"][ of {record}] [{value!with_rows}|means {value}]',
        '本文件所称[ {record} 的] {name}[ "{label}"] [{value!with_rows}是指：|是指 {value}]',
    ),
}


def _front(printer: NodePrinter, node: ast.Head | ast.Allocation) -> str:
    """The trigger and the beneficiary: `对 专利奖 获奖 的 企业、个人，`."""
    picks = isinstance(node.trigger, ast.WhenTrigger | ast.WhileTrigger)
    return printer.fill("{trigger}[ {to*}]，" if picks else "每年对 [{to*}|各申请人]，", node)


_AWARD = "{head}[{head.per!each_key* }，]"  # keys without a comma would belong to `once`
_SUM = "{head}[{head.once?}{head.per!each_key* }，|{head.per!each_key* } ]"
_PLAIN = _SUM + "[{head.once}][{verb}|奖励] {amount}"
_VERB = "{head!respectively}[{verb}|奖励]："
_AWARDS = {
    ast.AmountByRank: "[自 {head.start} 起，]对 [{head.per!each_key* } ]{amount.figure} 排名 的 {head.among*}，{amount}"
    + _VERB,
    ast.AmountByRankOfRecord: _AWARD + "{amount}" + _VERB,
    ast.AmountByRows: _AWARD + "按 {amount.value} " + _VERB,
    ast.AmountByConditions: _AWARD + "{amount}[{head.once}][{verb}|奖励]：",
    ast.DiscretionaryAmount: _SUM + "[{head.once} ]一事一议 [{verb}|奖励]",
    ast.Ceiling: _SUM + "[{head.once} ]最高[{verb}|奖励] {amount.value}[，最高不超过 {amount.at_most}]",
    ast.FixedAmount: _AWARD + "按 {amount.value} [{head.once}][{verb}|奖励][，最高不超过 {amount.at_most}]",
}
"""The Chinese text of an award by its amount."""
_FOLLOWING_THE_VERB = (ast.Number, ast.Sum, ast.Product, ast.AmountPerStep, ast.AmountPerRecord, ast.TableLookup)
"""Sums that follow the verb; other sums precede it."""


def _award_zh(printer: NodePrinter, award: ast.Award) -> str:
    amount = award.amount
    follows = isinstance(amount, ast.FixedAmount) and isinstance(amount.value, _FOLLOWING_THE_VERB)
    return printer.fill(_PLAIN if follows else _AWARDS[type(amount)], award)


def _key_form(word: str, year: str) -> Form:
    """The form of a key: `per unit`, `in any 24 months`; `每个 企业`, `每年`."""

    def form(printer: NodePrinter, key: ast.Name) -> str:
        if isinstance(key, ast.PeriodKey):
            return printer.text(key)
        name = key.text if word == "per" else _NAMES_OF_KEYS.get(key.text, key.text)
        return year if key.text == "year" else f"{word} {name}"

    return form


def _counted_word(_printer: NodePrinter, limit: ast.Limit) -> str:
    """What a limit counts."""
    if limit.what is None:
        return "items"
    return "applicants" if limit.what.text == "applicant" and limit.number != 1 else limit.what.text


def _threshold_zh(printer: NodePrinter, key: ast.ThresholdKey) -> str:
    return threshold_text(key.op, printer.text(key.literal))


AWARDS: Mapping[type, TextRow] = {
    ast.Award: TextRow("award {amount}{head}", _award_zh),
    ast.Head: TextRow(
        "[ {per!key* }][ {once}][ to {to*}][ from {start}][ among {among*}][ {trigger}]", "[自 {start} 起，]{!front}"
    ),
    ast.FixedAmount: TextRow("{value}[ at most {at_most!limit}]", "{value}[，最高不超过 {at_most}]"),
    ast.Ceiling: TextRow("up to {value}[ at most {at_most!limit}]", "最高 {value}[，最高不超过 {at_most}]"),
    ast.DiscretionaryAmount: TextRow("at discretion", "一事一议"),
    ast.AmountByRows: TextRow("by {value}", "按 {value} 分别"),
    ast.AmountByConditions: TextRow("as follows", "按下列标准 "),
    ast.AmountByRank: TextRow("by rank of {figure}", "按 名次 "),
    ast.AmountByRankOfRecord: TextRow("by rank of {field}", "按 {field} 名次 "),
    ast.OnceRule: TextRow("once[ {per!key* }]", "[{per!each_key* } ]一次性"),
    ast.PeriodKey: TextRow("[{is_span?}in|per] {text}", "[{is_span?}连续 {duration} 内|每 {duration}]"),
    ast.WhenTrigger: TextRow(
        "when[{the_first?} the first] {record}[ {test}]", "对[{the_first?} 首次] {record}[ {test}] 的"
    ),
    ast.WhileTrigger: TextRow("while {subject}[ {test}]", "对 {subject}[ {test}] 期间 的"),
    ast.YearTrigger: TextRow("each year", "每年"),
    ast.Row: TextRow("{key}: {amount}[ {once}]", "{key}：[{amount!with_rows}：|{once} {amount}|{amount}]"),
    ast.ConditionKey: TextRow("{test}", "{test}"),
    ast.MemberKeys: TextRow("{names*}", "{names*}"),
    ast.ThresholdKey: TextRow("{op} {literal}", _threshold_zh),
    ast.RangeKey: TextRow("{low} and {high}", "{low}、{high}"),
    ast.BetweenKey: TextRow("between {low} and {high}", "{low} 至 {high}"),
    ast.RankKey: TextRow("{rank}[ to {last}]", "第{rank}名[至第{last}名]"),
    ast.OtherwiseKey: TextRow("otherwise", "其余"),
    ast.TiesShare: TextRow("ties [in order of {order}|share the rank]", "并列[的按 {order} 先后|同名次]"),
    ast.LabelLine: TextRow('as {name}[ "{label}"]', '简称 {name}[ "{label}"]'),
    ast.FormerLabels: TextRow("formerly {labels*}", "原 {labels*}"),
    ast.TitleLine: TextRow('title "{text}"[ "{zh}"]', '标题 ["{zh}" ]"{text}"'),
    ast.AwardLimit: TextRow("at most {amount}", "单项不超过 {amount}"),
    ast.AwardMinimum: TextRow("at least {amount}", "单项不低于 {amount}"),
    ast.AwardThreshold: TextRow("nothing below {amount}", "单项不足 {amount} 的，不予奖励"),
    ast.SupportDeduction: TextRow(
        "counting [support of {levels*}|all other support]", "[{levels*} |各级各类]资助合并计算"
    ),
    ast.PriorPaymentDeduction: TextRow(
        "less already paid for {record} of the same {field}", "扣除 同一 {field} 的 {record} 已奖励部分"
    ),
    ast.ConversionLine: TextRow("convert at {series} on {day}", "按 {day} 的 {series} 折算"),
    ast.UncappedLine: TextRow("uncapped", "不设上限"),
}

RULES: Mapping[type, TextRow] = {
    ast.Limit: TextRow(
        "limit {number} {!limited}[ {per!key* }][{across?} across applicants][, {order}]",
        "[{per!each_key* }|总体] [{across?}各申请人合计 ]最多 {number}[个 {what!limited_zh}|件][，{order}]",
    ),
    ast.FieldOrder: TextRow(
        "[{is_highest_first?}highest {field} first|in order of {field}]",
        "按 {field} [{is_highest_first?}从高到低|先后]",
    ),
    ast.NoRepeat: TextRow("no repeat[ {per!key* }]", "[{per!same_key* } ]不重复奖励"),
    ast.HighestRule: TextRow(
        "pay highest[ of {alternatives*}|{with_older?} with older documents][ {per!key* }]",
        "[在 {alternatives*} 之间，][{per!same_key* } ][{alternatives?}|{with_older?}连同以往文件 ]就高不重复",
    ),
    ast.Alternative: TextRow("[{refs!only_one}|({refs* and })]", "[{refs!only_one}|（{refs* 与 }）]"),
    ast.PayEachLine: TextRow("pay each", "可叠加奖励"),
    ast.TopUp: TextRow("top up[ {per!key* }]", "[{per!same_key* } ]晋级补足差额"),
    ast.Cap: TextRow(
        "cap {amount}[ {per!key* }][{across?} across applicants][, {manner}][, {order}]",
        "[{per!each_key* }|总体] [{across?}各申请人合计 ]最高[{verb}|奖励] {amount}[，{manner}][，{order}]",
    ),
    ast.MinimumTotal: TextRow(
        "nothing below {amount}[ {per!key* }][{across?} across applicants]",
        "[{per!each_key* } ][{across?}各申请人合计 ]合计不足 {amount} 的，不予奖励",
    ),
    ast.RoundedTotal: TextRow(
        "round down to {step}[ {per!key* }][{across?} across applicants]",
        "[{per!each_key* } ][{across?}各申请人合计 ]金额 向下取整 至 {step}",
    ),
    ast.Quota: TextRow(
        "quota[ {low} to] {number} {what}[ {per!key* }][ by {by}]",
        "{per!each_key* } 评选[ {low} 至|不超过] {number}个 {what}[，按 {by} 从高到低]",
    ),
    ast.Suspension: TextRow("suspend {who} for the year {when}", "{when} {who}，当年不予奖励"),
    ast.NoneWhenRule: TextRow(
        "none when [{test}|another level supported the same matter]",
        "凡 [{test}|同一事项已享受其他各级政府奖励] 的，不予奖励",
    ),
    ast.ExceptionLine: TextRow("except {refs*}", "{refs*} 除外"),
    ast.CarryForward: TextRow("carry forward {years!years}", "超出部分 可在后 {years}年 内兑现"),
}


def _field(texts_after_type: str, texts_after_label: str) -> Cell:
    """The printer of a field, with its template for a type without members, and the one for other fields."""

    def text(printer: NodePrinter, field: ast.FieldDecl) -> str:
        has_type = field.type is not None and not field.type.members
        return printer.fill(texts_after_type if has_type else texts_after_label, field)

    return text


VOCABULARY: Mapping[type, TextRow] = {
    ast.VocabularyLine: TextRow(
        'vocabulary {name}[ "{title}"][ "{title_zh}"]', '词汇 {name}[ "{title_zh}"][ "{title}"]'
    ),
    ast.KindDecl: TextRow(
        'applicant {name}[ "{label}"][ "{definition}"][ "{definition_zh}"][ includes {includes*}]',
        '申请人 {name}[ "{label}"][ "{definition_zh}"][ "{definition}"][ 包括 {includes*}]',
    ),
    ast.ClassDecl: TextRow(
        'class {name}[ "{label}"][ "{definition}"][ "{definition_zh}"][ is {members*}]',
        '统称 {name}[ "{label}"][ "{definition_zh}"][ "{definition}"] 包括 {members*}',
    ),
    ast.LevelDecl: TextRow("level {members* > }", "级别 {members* > }"),
    ast.ChoiceDecl: TextRow('choice {name}[ "{label}"][ {members* · }]', '选项 {name}[ "{label}"][ {members* · }]'),
    ast.MemberDecl: TextRow('{name}[ "{label}"]', '{name}[ "{label}"]'),
    ast.SeriesDecl: TextRow(
        'series {name}[ "{label}"] [{currency} per currency|percent], {frequency}',
        '行情 {name}[ "{label}"] [{currency} 计每种外币|比例]，{frequency!frequency_zh}',
    ),
    ast.ApplicantFields: TextRow("applicant fields", "申请人情况"),
    ast.Figures: TextRow("figures per year", "年度数据"),
    ast.RecordDecl: TextRow(
        'record {name}[ "{label}"][ "{definition}"][ "{definition_zh}"][ plural {plural}][ is {base}][ with {fixed*}]',
        '记录 {name}[ "{label}"][ "{definition_zh}"][ "{definition}"][ 复数 {plural}][ 属于 {base}][ 与 {fixed*}]',
    ),
    ast.FixedValue: TextRow("{field} {value}", "{field} {value}"),
    ast.KeyDecl: TextRow("key {parts*}", "识别项 {parts*}"),
    ast.KeyPart: TextRow('{name}[ "{label}"]', '{name}[ "{label}"]'),
    ast.MatterDecl: TextRow("matter {names*}", "同一事项 按 {names*}"),
    ast.EventLine: TextRow("{events* · }", "{events* · }"),
    ast.EventDecl: TextRow(
        'event {name}[ "{label}"] on {date_field}[ "{date_label}"]'
        "[{first?} first][{for_life?} once for life][{default?} default]",
        '事件 {name}[ "{label}"] 于 {date_field}[ "{date_label}"]'
        "[{first?} 首次][{for_life?} 终身一次][{default?} 默认]",
    ),
    ast.StateDecl: TextRow(
        'state {name}[ "{label}"] from {start}[ "{start_label}"][ until {until}][ "{until_label}"]',
        '状态 {name}[ "{label}"] 自 {start}[ "{start_label}"][ 至 {until}][ "{until_label}"]',
    ),
    ast.OrderOfDays: TextRow("order of days {days*}", "日期先后 {days*}"),
    ast.FieldLine: TextRow("{fields* · }", "{fields* · }"),
    ast.FieldDecl: TextRow(
        _field(
            '{name}[ "{label}"] {type}[ {varies}][ "{definition}"][ "{definition_zh}"]'
            "[, 0 before {zero_before}|, {years_between}]",
            '{name}[ "{label}"][ "{definition}"][ "{definition_zh}"][ {varies}]'
            '[ is one of {type}| since {since} "{since_label}"| since {since}| means {means}]',
        ),
        _field(
            '{name}[ "{label}"] {type}[ {varies!varies_zh}][ "{definition_zh}"][ "{definition}"]'
            "[，{zero_before} 之前为 0|，{years_between}]",
            '{name}[ "{label}"][ "{definition_zh}"][ "{definition}"][ {varies!varies_zh}]'
            '[ 取值 {type}| 起自 {since} "{since_label}"| 起自 {since}| 是指 {means}]',
        ),
    ),
    ast.YearsBetweenDecl: TextRow(
        "years from {start}[ of {record}] to {end}", "自 {start}[（{record}）] 至 {end} 的年数"
    ),
    ast.TypeExpr: TextRow(
        "[{is_list?}list of ][{members*}|{word}|{name}]",
        "[{members*}|{word!type_word_zh}|{name!type_name_zh}][{is_list?} 清单]",
    ),
}


_NAME_ZH = r"(?!\d)(?:(?!的)\w)+(?:[.\-](?:(?!的)\w)+)*"
_BEGIN_OTHER_FORMS = ("TOTAL", "FOR", "DUE", "OBLIGATION_OF", "CARRIED", "LAPSED", "UNKNOWN", "PARTLY_LISTED")
_BEGIN_OTHER_FORMS_ZH = (
    "TOTAL", "CARRIED", "LAPSED", "UNKNOWN", "PARTLY_LISTED", "APPROVED", "SERIES", "OLDER", "AS_OF"
)  # fmt: skip
OUTCOMES = {
    "awarded": "AWARDED", "reduced": "REDUCED", "displaced": "DISPLACED", "not eligible": "NOT_ELIGIBLE",
    "out of window": "OUT_OF_WINDOW", "already paid": "ALREADY_PAID", "suspended": "SUSPENDED",
    "supported by another level": "OTHER_LEVEL", "by reference": "BY_REFERENCE", "undetermined": "UNDETERMINED",
    "ceiling": "CEILING", "contingent on the cohort": "CONTINGENT", "carried": "CARRIED", "lapsed": "LAPSED",
}  # fmt: skip
_KEYWORDS_OF_RULES = {
    "cap": "CAP_RULE", "limit": "LIMIT_RULE", "once": "ONCE", "pay highest": "PAY_HIGHEST", "top up": "TOP_UP",
    "no repeat": "NO_REPEAT", "support": "SUPPORT_RULE", "less": "LESS_PAID", "at most": "AT_TOP", "quota": "SELECT",
    "suspend": "SUSPENDED_YEAR", "none": "NO_AWARD", "nothing below": "TOTAL_BELOW", "round": "ROUND",
}  # fmt: skip


@functools.cache
def _words_to_quote() -> frozenset[str]:
    """The words that begin a different form at the place of an item, and those that are never names."""
    table = keywords.table()
    firsts = {phrase.split()[0].lower() for terminal in _BEGIN_OTHER_FORMS for phrase in table[terminal].phrases}
    return keywords.reserved_words() | firsts


@functools.cache
def _words_to_quote_zh() -> frozenset[str]:
    """The same words of Chinese sentences."""
    table = keywords.chinese()
    firsts = {phrase for terminal in _BEGIN_OTHER_FORMS_ZH for phrase in table[terminal].phrases}
    return keywords.chinese_reserved() | firsts


_EXPECT = 'expect[ for "{applicant}"]'
_EXPECT_ZH = '["{applicant}" ]应得'
CASES: Mapping[type, TextRow] = {
    ast.Case: TextRow('case "{title}"[ "{title_zh}"]', '案例 ["{title_zh}" ]"{title}"'),
    ast.GivenRecord: TextRow(
        "[{none?}no ]{kind}[{partial?} partly listed|{unknown?} unknown][ {item!item}][: {parts*}]",
        "[{none?}没有 ]{kind}[{partial?} 部分列出|{unknown?} 未知][ {item!item_zh}][：{parts*，}]",
    ),
    ast.GivenApplicant: TextRow(
        'given[ "{name}" as][ {kinds*}][ {parts*}]', '已知[ "{name}" 为][ {kinds*}][：{parts*，}]'
    ),
    ast.FactPart: TextRow("[{negated?}not ]{name}[ {value}]", "[{negated?}非 ]{name}[ {value}]"),
    ast.FactValue: TextRow(
        '[{value}|"{text}"|{special}|{!listed}]', '[{value}|"{text}"|{special!special_zh}|{!listed}]'
    ),
    ast.GivenFigures: TextRow("given figures {year}: {parts*}", "已知 {year}年 数据：{parts*，}"),
    ast.GivenHistory: TextRow(
        'given history[ "{document}"] {label} {item!item} paid {paid} in {year}[: {parts*}]',
        '已知 {year}年 已兑现[ "{document}"] {label} {item!item_zh} {paid}[：{parts*，}]',
    ),
    ast.GivenSupport: TextRow(
        "given support[ {kind}] {item!item} {level} {amount} in {year}",
        "已知 {year}年 {level} 已资助[ {kind}] {item!item_zh} {amount}",
    ),
    ast.GivenApproval: TextRow(
        "given approval {label} {item!item} {amount}", "已知 核定 {label} {item!item_zh} {amount}"
    ),
    ast.GivenSeries: TextRow(
        "given series {series}[ {currency}] {day}: {value}", "已知 行情 {series}[ {currency}] {day}：{value}"
    ),
    ast.GivenRank: TextRow("given rank {figure} {rank} in {year}", "已知 {year}年 {figure} 名次 第{rank}名"),
    ast.GivenOlder: TextRow(
        'given older document "{document}" {item!item} {amount}', '已知 以往文件 "{document}" {item!item_zh} {amount}'
    ),
    ast.GivenAsOfDate: TextRow("given as of {day}", "已知 截至 {day}"),
    ast.ExpectTotal: TextRow(_EXPECT + "[ {year}] total {amount}", _EXPECT_ZH + "[ {year}年] 合计 {amount}"),
    ast.ExpectPaid: TextRow(
        _EXPECT + "[ {year}] {item!item}[ of {label}] {amount}",
        _EXPECT_ZH + "[ {year}年] {item!item_zh}[（{label}）] {amount}",
    ),
    ast.ExpectOutcome: TextRow(
        _EXPECT + "[ {year}] {item!item}[ of {label}] {outcome}"
        "[ by {rule} of article {article}| by {rule}| {outcome!linked} {words!reason*}| {words!reason*}]",
        _EXPECT_ZH + "[ {year}年] {item!item_zh}[（{label}）] {outcome!outcome_zh}"
        "[，因 {rule!rule_zh}（第{article}条）|，因 {rule!rule_zh}|，{outcome!linked_zh} {words!reason_zh*}"
        "|，因 {words!reason_zh*}]",
    ),
    ast.ExpectDue: TextRow(
        _EXPECT + " due [between {low} and {high}|at least {low}]",
        _EXPECT_ZH + " 合计 [介于 {low} 至 {high}|不低于 {low}]",
    ),
    ast.ExpectObligation: TextRow(
        _EXPECT + " obligation of article {article}[ {amount}]", '["{applicant}" ]应尽义务 第{article}条[ {amount}]'
    ),
    ast.ExpectCarried: TextRow(
        _EXPECT + " carried {amount} to {to_year}", _EXPECT_ZH + " 结转 {amount} 至 {to_year}年"
    ),
    ast.ExpectLapsed: TextRow(_EXPECT + " lapsed {amount}", _EXPECT_ZH + " 逾期作废 {amount}"),
}

FORMS: Mapping[str, Form] = {
    "each_key": _key_form("每个", "每年"),
    "frequency_zh": {"monthly": "每月", "daily": "每日"},
    "front": _front,
    "item": word_form(keywords.REFERENCE, _words_to_quote),
    "item_zh": word_form(_NAME_ZH, _words_to_quote_zh),
    "key": _key_form("per", "per year"),
    "limited": _counted_word,
    "limited_zh": lambda _, what: _NAMES_OF_KEYS.get(what.text, what.text),
    "linked": {"displaced": "by", "not eligible": "because", "undetermined": "for"},
    "linked_zh": {"undetermined": "缺"},
    "listed": lambda printer, value: f"[{printer.fill('{items*}', value)}]",
    "only_one": lambda printer, refs: printer.text(refs[0]) if len(refs) == 1 else None,
    "outcome_zh": lambda _, outcome: keywords.chinese()[OUTCOMES[outcome]].preferred_phrase,
    "picked": lambda printer, trigger: printer.fill("{record}[ {test}]", trigger),
    "reason": word_form(keywords.REFERENCE, keywords.reserved_words),
    "reason_zh": word_form(_NAME_ZH, keywords.chinese_reserved),
    "respectively": lambda printer, head: (
        "分别" if head.once is None else printer.fill("[{once.per!each_key* } ]分别一次性", head)
    ),
    "rule_zh": lambda _, rule: keywords.chinese()[_KEYWORDS_OF_RULES[rule]].preferred_phrase,
    "same_key": _key_form("同一", "同一年度"),
    "special_zh": {"none": "空缺", "unknown": "未知", "cannot be determined": "无法确定"},
    "two_digits": lambda _, number: f"{number:02}",
    "type_name_zh": lambda _, name: LEVEL_ZH if name.text == LEVEL else name.text,
    "type_word_zh": lambda _, word: chinese_type_words()[word],
    "varies_zh": {"fixed": "固定", "dated": "随时变动", "yearly": "按年度"},
    "with_rows": lambda printer, value: (
        printer.text(value) if isinstance(value, ast.AmountByRows | ast.AmountByConditions) else None
    ),
}
"""How parts of sentences are printed; a part without a text counts as not given."""
