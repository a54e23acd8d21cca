"""Rules over awards, in official wording: caps, numbers of records, the highest only, suspensions."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from ipdsl.driver.advice.chinese.patterns import (
    COUNTER,
    HAN_NUMBERS,
    ITEM_COUNTER,
    MONEY,
    VERB,
    any_of,
    award_verb,
)
from ipdsl.driver.advice.chinese.subjects import ChineseSubjects
from ipdsl.driver.advice.words import UnreadError


@attrs.define(eq=False, repr=False, slots=False)
class ChineseRules(ChineseSubjects):
    """Reads the rules in the sentences of one block."""

    def _rule(self, clauses: Sequence[str]) -> list[str] | None:
        """A sentence that is a rule about the awards before it."""
        text = ",".join(clauses)
        verb = next((v for line in reversed(self.above) if (v := re.search(VERB, line.text))), None)
        if len(clauses) == 1:
            cap = None if re.search("的.*按|%", text) else self._cap_or_none(text, verb[0] if verb else "奖励")
            if cap is not None:
                return [cap]
        return self._count_limit(text) or self._highest(text) or self._suspension(text)

    def _cap_or_none(self, text: str, verb: str) -> str | None:
        try:
            return self._cap_rule(text, verb)
        except UnreadError:
            return None

    def _cap_rule(self, clause: str, verb: str, payee: str = "") -> str | None:
        """`每个单位每年补助不超过8万元`, `同一单位最高补助8万元`, `单位全年补助不超过其纳税额`."""
        figures = any_of(self.words.figures)
        match = re.fullmatch(
            rf"(?:但|且)?(?P<each>单家|单个|单一|单户|每家|每个|每户|每一|同一|每)?(?P<who>{self._payee}|[^\W\d]{{1,4}}?)(?P<year>每年度?|年度|一年|当年|全年|一个年度|每个年度|单年)?(?:内)?"
            rf"(?:累计|合计)?(?:享受|获得)?(?:各项|所有)?(?P<verb>{VERB})?(?:总额|金额|资金)?(?:累计|合计|总额)?(?P<most>最高|最多)?(?P<also>{VERB})?"
            rf"(?P<over>不超过|不得超过|上限为?|封顶|不高于|限额为?)?(?P<sum>{MONEY}|其?(?P<figure>{figures}))", clause,
        )  # fmt: skip
        if match is None or not (match["most"] or match["over"]) or not (match["each"] or match["year"]):
            return None
        who = self.payee(match["who"], payee)
        year = "每年 " if match["year"] else ""
        stated = award_verb(match["verb"] or match["also"] or verb)
        return f"每个 {who} {year}最高{stated} {match['figure'] or match['sum']}"

    def _count_limit(self, text: str) -> list[str] | None:
        """`每个单位每年最多五件`, `同一会议补助不超过三届`."""
        number = r"(?P<count>\d+|[一二两三四五六七八九十])"
        match = re.fullmatch(
            rf"(?:同一|每家|每个|每户|每位|每名|每|单个)(?P<who>[^\W\d]+?)(?P<year>每年度?|年度|一年)?(?:内)?(?:累计)?(?:{VERB})?(?:最多|不超过|不得超过|至多|限)(?:可)?(?:享受|{VERB}|申报|申请)?"
            rf"{number}(?P<unit>{COUNTER})(?:{VERB})?", text,
        )  # fmt: skip
        if match is None:
            return None
        count = match["count"] if match["count"].isdigit() else str(HAN_NUMBERS[match["count"]])
        year = "每年 " if match["year"] else ""
        record = self.words.records.get(match["who"])
        counted = {subject.record for subject in self._subjects_above}
        unit = re.compile(self._item(counted.pop() if len(counted) == 1 else None) + f"|{ITEM_COUNTER}")
        if record is None and unit.fullmatch(match["unit"]) is None:
            return None
        if record is not None:
            keys = [self.words.text(field) for name in record.key for field in record.fields if field.name == name]
            named = [key for key in keys if match["unit"] not in key]
            if len(named) != 1 or len(keys) < 2:
                return None
            return [f"每个 {named[0]} {year}最多 {count}件"]
        return [f"每个 {self.payee(match['who'])} {year}最多 {count}件"]

    def _highest(self, text: str) -> list[str] | None:
        """`同一单位符合多项条件的，按最高一项补助`."""
        match = re.fullmatch(
            rf"(?:同一|每家|每个)(?P<who>{self._payee})(?P<year>同一年度|当年|年度内|每年|同年)?(?P<same>同时)?(?:内)?(?:获得|取得|符合|享受|申报)?(?:多个|多项|两项以上|两个以上|以上)"
            rf"(?:{any_of(self.words.records)}|奖励|补助|资助|称号|条件|政策)?的?,?(?:按照?|就|取|以)(?:最高|就高|高|从高)(?:标准|一项|额度|档次|原则)*(?:给予|予以)?{VERB}?"
            rf"(?:,?(?:不重复|不再重复|不得重复|不叠加|不累计)(?:享受|{VERB})?)?", text,
        )  # fmt: skip
        if match is None:
            return None
        year = "同一年度 " if match["year"] or match["same"] else ""
        return [f"同一 {match['who']} {year}就高不重复"]

    def _suspension(self, text: str) -> list[str] | None:
        """`当年被撤销专利的单位，不予补助`."""
        match = re.fullmatch(
            rf"(?:对)?(?P<year>当年度?|年度内)?(?P<what>.+?)的(?P<who>{self._payee}),?(?P<also>当年度?)?"
            rf"(?:不得|不予|取消|不再|暂停|停止)(?:享受|给予|申报)?(?:各项|所有|任何)?{VERB}(?:资格|政策|资金)?", text
        )  # fmt: skip
        if match is None or not (match["year"] or match["also"]):
            return None
        what = re.sub("^(?:受到|受|被|有|因|存在|发生)", "", match["what"])
        subject = self._described(what, match["who"], None)[0]
        if subject.conditions or subject.members or subject.musts:
            return None
        return [f"对 {subject.record_text} {subject.event} 的 {match['who']}，当年不予奖励"]
