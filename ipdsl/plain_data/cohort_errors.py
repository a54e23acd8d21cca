"""Findings about a cohort: R082 to R086."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Texts
from ipdsl.base.findings.phrase import MessageValue, Phrase


class DuplicateApplicant(Diagnostic, code="R082"):
    """An applicant occurs twice in a cohort or a table."""

    en: ClassVar[Texts] = Texts(
        "applicant `{applicant}` occurs twice in {among}; other place: {other}",
        help="put its records into one set of facts, because rules by applicant need all of them",
    )
    zh: ClassVar[Texts] = Texts(
        "申请人`{applicant}`在{among}中出现两次；另一处是`{other}`",
        help="请把其记录合并到一份事实中：按申请人计算的规则才能看到全部记录",
    )

    applicant: str
    other: MessageValue = Phrase("another set of facts", "另一份事实")
    among: Phrase = Phrase("the cohort", "同批")


class QuotaExceeded(Diagnostic, code="R083"):
    """The bureau's list exceeds its quota."""

    en: ClassVar[Texts] = Texts(
        "{count} are selected, but `{quota}` allows {number} ({key}): {items}",
        help="delete the records that were not selected, or correct the day of the selection",
    )
    zh: ClassVar[Texts] = Texts(
        "入选{count}个，而`{quota}`只允许{number}个（{key}）：{items}", help="请把未入选的从事实中去掉，或改正入选日期"
    )

    quota: str
    key: MessageValue
    number: int
    count: int
    items: MessageValue


class EmptyCohort(Diagnostic, code="R084"):
    """A cohort without applicants."""

    en: ClassVar[Texts] = Texts(
        "{holder} no applicants",
        help="give files with facts: one applicant per file, a list, or one applicant per line",
    )
    zh: ClassVar[Texts] = Texts("{holder}没有申请人", help="请给出事实文件：每个文件一个申请人，或一个列表，或每行一个")

    holder: Phrase = Phrase("the cohort has", "同批")


class ContradictoryRank(Diagnostic, code="R085"):
    """A published rank that contradicts another applicant's rank or figure."""

    en: ClassVar[Texts] = Texts(
        "{place} by `{figure}` in {year} of `{applicant}` is impossible: {because}",
        help="correct the place or the figure, or delete the place: the cohort determines it by all figures",
    )
    zh: ClassVar[Texts] = Texts(
        "`{applicant}`在{year}年按`{figure}`的{place}不成立：{because}",
        help="请改正名次或数据；也可以不填名次，由同批各申请人的数据得出",
    )

    applicant: str
    figure: str
    year: int
    place: Phrase
    because: Phrase


class BrokenLine(Diagnostic, code="R086"):
    """A line, in a file with one applicant per line, that is not one complete object."""

    en: ClassVar[Texts] = Texts(
        "line {line} is not a complete JSON object: {problem}",
        help="the file has one applicant per line: write the whole object in one line",
    )
    zh: ClassVar[Texts] = Texts(
        "第{line}行不是完整的 JSON 对象：{problem}",
        help="此文件每行一个申请人：请在一行之内写全，从第一个花括号到最后一个",
    )

    line: int
    problem: Phrase


class ContradictoryPlace(Diagnostic, code="R097"):
    """A published rank of a record that is ahead of records with more."""

    en: ClassVar[Texts] = Texts(
        "rank {rank} of `{item}` of `{applicant}` under `{name}` is impossible: the cohort ranks {ahead} before it",
        help="correct the published rank, or the facts of the records",
    )
    zh: ClassVar[Texts] = Texts(
        "`{applicant}`的`{item}`在`{name}`下不可能是第{rank}名：同批中有{ahead}个在前",
        help="请改正公布的名次，或各记录的事实",
    )

    applicant: str
    item: str
    name: str
    rank: int
    ahead: int
