"""Rules over awards, in official wording: caps, numbers of records, the highest only, suspensions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.chinese.definitions import ChineseDefinitions
from ipdsl.driver.advice.chinese.patterns import (
    A_YEAR,
    COUNT,
    COUNTER,
    HAN_NUMBERS,
    ITEM_COUNTER,
    MONEY,
    VERB,
    any_of,
    award_verb,
)
from ipdsl.driver.advice.chinese.sums import rounding_step, whole_number
from ipdsl.driver.advice.forms import Reading
from ipdsl.driver.advice.words import UnreadError
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics.tree_walk import nodes
from ipdsl.syntax import ast

_ANY_SPAN = rf"(?:在)?(?:任意|任何)?连续的?(?P<count>{COUNT})(?P<unit>个?月|年|天|日)(?:内|期间|期间内)"
_MOST = "(?:最高|最多|封顶|上限为?|不超过|不得超过|不高于)+"
_LEAST = "(?:最低|最少|至少|不低于|不少于)+"
_NOT_PAID_BELOW = rf"(?:不满|不足|低于)(?P<least>{MONEY})的?,?不予(?:发放|{VERB}|拨付)"
_DOCUMENT = "(?:办法|政策|措施|文件|意见|细则|规定|方案|通知)"
_PAY_OUT = "(?:受理|审核|审批|发放|拨付|兑现|安排|补贴|补助)"


@attrs.define(eq=False, repr=False, slots=False)
class ChineseRules(ChineseDefinitions):
    """Reads the rules in the sentences of one block."""

    def _rule(self, clauses: Sequence[str]) -> Reading | None:
        """A sentence that is a rule about the awards before it."""
        text = ",".join(clauses)
        span = re.search(_ANY_SPAN, text)
        if span is not None:
            return self._rule_of_span(text[: span.start()] + text[span.end() :], span)
        verb = next((v for line in reversed(self.above) if (v := re.search(VERB, line.text))), None)
        verb_text = award_verb(verb[0]) if verb else "奖励"
        if len(clauses) == 1:
            cap = None if re.search("的.*按|%", text) else self._cap_or_none(text, verb_text)
            if cap is not None:
                return [forms.with_lines(cap)]
            cap_of_item = self._cap_of_item(text, verb_text)
            if cap_of_item is not None:
                return [forms.with_lines(cap_of_item)]
            cap_with_others = self._cap_with_others(text, verb_text)
            if cap_with_others is not None:
                return [cap_with_others]
        for read in (
            self._total,
            self._limit_of_applicants,
            self._count_limit,
            self._highest,
            self._highest_of,
            self._highest_of_all,
            self._refusal,
            self._suspension,
        ):
            line = read(text)
            if line is not None:
                return [line if isinstance(line, forms.Lines) else forms.with_lines(line)]
        budget = self._budget(text, verb_text)
        return None if budget is None else [forms.with_lines(budget)]

    def _rule_of_span(self, text: str, span: re.Match[str]) -> Reading | None:
        """`任意连续24个月内每家单位最高奖励5万元`: a rule without another period, for any span of this length."""
        reading = self._rule([clause for clause in text.split(",") if clause])
        rule = reading[0].sentence if reading is not None and len(reading) == 1 else None
        if not isinstance(rule, ast.Cap | ast.Limit) or any(key.text == "year" for key in rule.per):
            raise UnreadError
        units = {"月": ast.Unit.MONTH, "年": ast.Unit.YEAR}
        unit = units.get(span["unit"].removeprefix("个"), ast.Unit.DAY)
        key = forms.span_key(forms.duration(whole_number(span["count"]), unit))
        return [forms.with_lines(attrs.evolve(rule, per=(*rule.per, key)))]

    def _cap_or_none(self, text: str, verb: str) -> ast.Cap | None:
        try:
            return self._cap_rule(text, verb)
        except UnreadError:
            return None

    def _cap_rule(self, clause: str, verb: str, payee: str = "") -> ast.Cap | None:
        """`每个单位每年补助不超过8万元`, `同一单位最高补助8万元`, `单位全年补助不超过其纳税额`."""
        figures = any_of(self.words.figures)
        match = re.fullmatch(
            rf"(?:但|且)?(?P<each>单家|单个|单一|单户|每家|每个|每户|每一|同一|每)?(?P<who>{self._payee}|[^\W\d]{{1,4}}?)(?P<year>{A_YEAR})?(?:内)?"
            rf"(?:累计|合计)?(?:享受|获得)?(?:各项|所有)?(?P<verb>{VERB})?(?:总额|金额|资金)?(?:累计|合计|总额)?(?P<most>最高|最多)?(?P<also>{VERB})?"
            rf"(?P<over>不超过|不得超过|上限为?|封顶|不高于|限额为?)?(?P<sum>{MONEY}|其?(?P<figure>{figures}))", clause,
        )  # fmt: skip
        if match is None or not (match["most"] or match["over"]) or not (match["each"] or match["year"]):
            return None
        who = self.payee(match["who"], payee)
        keys = [who, "year"] if match["year"] else [who]
        amount = forms.word(match["figure"]) if match["figure"] else forms.money(match["sum"])
        return forms.cap(amount, keys, verb=award_verb(match["verb"] or match["also"] or verb))

    def _budget(self, text: str, verb: str) -> ast.Cap | None:
        """`每年奖励资金总额90万元,先到先得`: a cap of all applicants together."""
        match = re.fullmatch(
            rf"(?P<year>每年度?|每个年度|年度|当年|全年)?(?:{VERB})?(?:资金|专项资金|经费)?(?P<all>总额度?|总规模|规模|预算|总预算|总量)"
            rf"(?:以|为|不超过|不高于|控制在)?(?P<sum>{MONEY})(?:为限|以内|内)?"
            rf"(?:,?(?P<manner>先到先得|(?:按照?)?先后顺序{_PAY_OUT}?|按照?(?P<order>[^\W\d]+?)(?:的)?(?:先后|顺序)+{_PAY_OUT}?"
            r"|(?P<proportion>(?:超出|超过|不足)(?:时|的|部分|限额的)?,?(?:各项目?|均)?(?:同比例|按比例|等比例)(?:核减|压减|缩减|调减))))?"
            r"(?:,?(?:用|发|兑|额满|领)完?(?:为止|即止))?", text,
        )  # fmt: skip
        if match is None:
            return None
        manner = ast.CapManner.IN_PROPORTION if match["proportion"] else None
        order = None
        if match["manner"] and manner is None:
            record = self._record_above
            if record is None:
                return None
            order = self.words.order_of_arrival(record)
            if match["order"]:
                order = self.words.day(match["order"], record)
                if order is None:
                    return None
        keys = ["year"] if match["year"] else []
        return forms.cap(forms.money(match["sum"]), keys, across=True, manner=manner, order=order, verb=verb)

    def _cap_of_item(self, text: str, verb: str) -> ast.Cap | None:
        """`单个合同不超过50万元`: a cap of each record of the awards before."""
        record = self._record_above
        if record is None:
            return None
        match = re.fullmatch(
            rf"(?:单个?|每个?|单一){self._item(record)}(?:{VERB})?(?:总额|金额|资金)?(?:最高|最多|封顶|上限|为|不超过|不得超过|不高于)+(?P<sum>{MONEY})",
            text,
        )
        return None if match is None else forms.cap(forms.money(match["sum"]), ["单项"], verb=verb)

    def _cap_with_others(self, text: str, verb: str) -> forms.Lines | None:
        """`各级资金合计不得超过售价的60%`: a cap of each record, in which the support of others counts."""
        match = re.fullmatch(
            rf"(?:本项{VERB}(?:与|和))?(?:各级|上级|其他|其它|同级|各类|各项)+(?:财政)?(?:{VERB})?(?:性)?(?:资金|资助|补助|补贴|奖励)*"
            rf"(?:合计|累计|总额|总和|之和)+(?:不得超过|不超过|不高于|不得高于)(?:该|其)?(?P<sum>.+)", text,
        )  # fmt: skip
        record = self._record_above
        if match is None or record is None:
            return None
        label = self.words.text(record)
        shorter = (label, *(label[i:] for i in range(1, len(label) - 1)))
        sum_text = re.sub(rf"^(?:{any_of((*shorter, '项目'))}的?)", "", match["sum"])
        return forms.with_lines(forms.cap(self.sums(record).sum(sum_text), ["单项"], verb=verb), forms.COUNTING)

    @property
    def _record_above(self) -> RecordKind | None:
        """The record of all awards before, if it is one."""
        records = {subject.record for subject in self._subjects_above}
        return records.pop() if len(records) == 1 else None

    def _count_limit(self, text: str) -> ast.Sentence | None:
        """`每个单位每年最多五件`, `同一会议补助不超过三届`."""
        number = r"(?P<count>\d+|[一二两三四五六七八九十])"
        match = re.fullmatch(
            rf"(?:同一|每家|每个|每户|每位|每名|每|单个)(?P<who>[^\W\d]+?)(?P<year>{A_YEAR})?(?:内)?(?:累计)?(?:{VERB})?(?:最多|不超过|不得超过|至多|限)(?:可)?(?:享受|{VERB}|申报|申请)?"
            rf"{number}(?P<unit>{COUNTER}(?P<noun>[^\W\d]{{0,6}}?))(?:{VERB})?", text,
        )  # fmt: skip
        if match is None:
            return None
        count = int(match["count"]) if match["count"].isdigit() else HAN_NUMBERS[match["count"]]
        year = ["year"] if match["year"] else []
        record = self.words.records.get(match["who"])
        counted = {subject.record for subject in self._subjects_above}
        unit = re.compile(self._item(counted.pop() if len(counted) == 1 else None) + f"|{ITEM_COUNTER}")
        if (record is None or match["noun"]) and unit.fullmatch(match["unit"]) is None:
            return None
        if record is not None:
            keys = [self.words.text(field) for name in record.key for field in record.fields if field.name == name]
            named = [key for key in keys if match["unit"] not in key]
            if len(named) != 1 or len(keys) < 2:
                return None
            return forms.limit(count, None, [named[0], *year])
        return forms.limit(count, None, [self.payee(match["who"]), *year])

    def _highest(self, text: str) -> ast.Sentence | None:
        """`同一单位符合多项条件的，按最高一项补助`."""
        match = re.fullmatch(
            rf"(?:同一|每家|每个)(?P<who>{self._payee})(?P<year>同一年度|当年|年度内|每年|同年)?(?P<same>同时)?(?:内)?(?:获得|取得|符合|享受|申报)?(?:多个|多项|两项以上|两个以上|以上)"
            rf"(?:{any_of(self.words.records)}|奖励|补助|资助|称号|条件|政策)?的?,?(?:按照?|就|取|以)(?:最高|就高|高|从高)(?:标准|一项|额度|档次|原则)*(?:给予|予以)?{VERB}?"
            rf"(?:,?(?:不重复|不再重复|不得重复|不叠加|不累计)(?:享受|{VERB})?)?", text,
        )  # fmt: skip
        if match is None:
            return None
        year = ["year"] if match["year"] or match["same"] else []
        return forms.highest_rule([match["who"], *year])

    def _total(self, text: str) -> ast.Sentence | None:
        """`每户全年补贴合计不足300元的不予发放`, `每户全年奖励合计向下取整到百元`: rules about the sum of a year."""
        match = re.fullmatch(
            rf"(?:同一|每家|每个|每户|每位|每名|每)(?P<who>{self._payee})(?P<year>{A_YEAR})?的?(?:{VERB})?(?:资金|金额)?"
            rf"(?:合计|总额|累计)(?:{_NOT_PAID_BELOW}"
            r"|向下取整(?:到|至)(?P<step>[十百千万]元|\d+元))", text,
        )  # fmt: skip
        if match is None:
            return None
        keys = [match["who"], "year"] if match["year"] else [match["who"]]
        if match["least"]:
            return forms.minimum_total(forms.money(match["least"]), keys)
        step = rounding_step(match["step"])
        return forms.rounded_total(Fraction(step), keys)

    def line_below(self, text: str) -> forms.Lines | None:
        """A line under an award or a cap: support of others that counts, a least or most of each claim."""
        counting = re.fullmatch(
            rf"(?:(?P<all>(?:其他|其它)?各级(?:政府)?(?:各类)?)|(?P<levels>[^\d,]+?))(?:财政)?(?:{VERB}|资金)*合并计算",
            text,
        )
        if counting is not None:
            levels = () if counting["all"] else tuple(map(self._level, re.split("[、和及与]", counting["levels"])))
            return forms.Lines(forms.support_counted(levels))
        item = rf"(?:单(?:项|{ITEM_COUNTER}))?(?:{VERB})?(?:金额|额|资金)?"
        least = re.fullmatch(rf"{item}{_NOT_PAID_BELOW}", text)
        if least is not None:
            return forms.Lines(forms.award_threshold(forms.money(least["least"])))
        bound = re.fullmatch(
            rf"单(?:项|{ITEM_COUNTER}){VERB}?(?:金额|额|资金)?(?:(?P<most>{_MOST})|{_LEAST})(?P<sum>{MONEY})", text
        )
        if bound is None:
            return None
        amount = forms.money(bound["sum"])
        return forms.Lines(forms.own_limit(amount) if bound["most"] else forms.own_least(amount))

    def _level(self, text: str) -> str:
        """The level of government that a word of documents means: 中央 and 国家 are 国家级."""
        levels = self.words.levels
        names = (text, f"{text}级", "国家级" if text in ("中央", "中央级", "国家") else text)
        named = next((name for name in names if name in levels), None)
        if named is None:
            raise UnreadError
        return named

    def _limit_of_applicants(self, text: str) -> ast.Sentence | None:
        """`同一地址的店铺,仅补助一家申请人`: places for applicants, for each value of a field."""
        record = self._record_above
        if record is None:
            return None
        fields = any_of(self.words.text(field) for field in record.fields)
        match = re.fullmatch(
            rf"(?:同一|每个)(?P<key>{fields})的?(?:{re.escape(self.words.text(record))})?,?(?:只|仅|最多|限)+(?:能|可)?(?:{VERB}|支持)"
            rf"(?P<count>{COUNT})(?:个|家|名|位)(?:申请人|申请单位)", text,
        )  # fmt: skip
        if match is None:
            return None
        return forms.limit(whole_number(match["count"]), "applicant", [match["key"]], across=True)

    def _highest_of(self, text: str) -> forms.Lines | None:
        """`企业同时符合第4条、第6条的,按就高原则每年享受一项`: articles that compete with each other."""
        article = r"第[\d一二三四五六七八九十]+条"
        match = re.fullmatch(
            rf"(?:同一|每家|每个|凡)?(?P<who>{self._payee})?(?P<same>同一年度|当年|同年|每年)?(?:同时)?(?:符合|适用|享受|满足)?"
            rf"(?P<articles>{article}(?:[和与、及或]{article})+)(?:规定|条件|奖励|政策)*的?,(?P<year>每年|当年|同一年度)?"
            rf"(?:按照?|从|取|选择)?(?:就高|从高|最高|较高|孰高)(?:原则|一项|者|标准)*(?:给予|予以|享受|执行|{VERB})*"
            rf"(?:,?(?:不重复|不得重复|不叠加|不再重复|不累计)(?:享受|{VERB})?)?", text,
        )  # fmt: skip
        if match is None:
            return None
        articles = [str(whole_number(each)) for each in re.findall(r"第([^条]+)条", match["articles"])]
        payee = match["who"] or "applicant"
        keys = [payee, "year"] if match["year"] or match["same"] else [payee]
        return None if len(set(articles)) < 2 else forms.highest_of_articles(keys, articles)

    def _highest_of_all(self, text: str) -> forms.Lines | None:
        """`本办法各项补贴,同一企业同一年度就高享受`: all articles that have awards compete with each other."""
        match = re.fullmatch(
            rf"(?:(?:享受|获得|符合)?本{_DOCUMENT}(?:规定|所列|内)?的?)(?:各|以上各|上述各|多|所有)(?:项|类|条)(?:{VERB}|政策|资金|扶持)*的?,?"
            rf"(?:对)?(?:同一|每家|每个)(?P<who>{self._payee})(?P<year>同一年度|当年|同年|每年|年度内)内?(?:的)?,?"
            rf"(?:只|仅)?(?:按照?|从|取|选择)?(?:就高|从高|最高|较高|孰高)(?:原则|一项|者|标准)*(?:给予|予以|享受|执行|{VERB})*"
            rf"(?:,?(?:不重复|不得重复|不叠加|不再重复|不累计)(?:享受|{VERB})?)?", text,
        )  # fmt: skip
        if match is None or len(self.paying) < 2:
            return None
        return forms.highest_of_articles([match["who"], "year"], self.paying)

    def _refusal(self, text: str) -> ast.Sentence | None:
        """`产量低于30的企业,不予补助`: a condition of the applicants of the awards before."""
        match = re.fullmatch(
            rf"(?:对|凡)?(?P<what>.+?)的(?P<who>{self._payee})?,?(?P<year>当年度?)?不予(?:享受|给予)?{VERB}", text
        )
        payees = {subject.payee for subject in self._subjects_above}
        if match is None or (match["who"] and payees != {match["who"]}):
            return None
        try:
            test = forms.all_conditions(self.conditions_of(match["what"], None))
        except UnreadError:
            return None
        words = {name.text for name in nodes(test, ast.Name)}
        if match["year"] and not words <= set(self.words.figures):
            return None
        return ast.NoneWhenRule(span=forms.NOWHERE, test=test)

    def _suspension(self, text: str) -> ast.Sentence | None:
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
        return ast.Suspension(
            span=forms.NOWHERE,
            who=forms.name(match["who"]),
            when=forms.record_trigger(subject.record_text, subject.event),
        )
