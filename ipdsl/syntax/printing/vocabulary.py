"""The texts of the sentences of a vocabulary in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from ipdsl.syntax import ast
from ipdsl.syntax.builders.vocabulary import LEVEL, LEVEL_ZH
from ipdsl.syntax.keywords import chinese_type_words
from ipdsl.syntax.printing.templates import Cell, Form, NodePrinter, TextRow


def _field(texts_after_type: str, texts_after_label: str) -> Cell:
    """The printer of a field, with its template for a type without members, and the one for other fields."""

    def text(printer: NodePrinter, field: ast.FieldDecl) -> str:
        has_type = field.type is not None and not field.type.members
        return printer.fill(texts_after_type if has_type else texts_after_label, field)

    return text


def _chinese_type_word(_printer: NodePrinter, word: str) -> str:
    return chinese_type_words()[word]


def _chinese_type_name(_printer: NodePrinter, name: ast.Name) -> str:
    return LEVEL_ZH if name.text == LEVEL else name.text


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

FORMS: Mapping[str, Form] = {
    "frequency_zh": {"monthly": "每月", "daily": "每日"},
    "type_name_zh": _chinese_type_name,
    "type_word_zh": _chinese_type_word,
    "varies_zh": {"fixed": "固定", "dated": "随时变动", "yearly": "按年度"},
}
