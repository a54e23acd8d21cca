"""Amounts of awards, and rules over awards, in official Chinese.

Clauses of official Chinese that say how much: shares, prices, slabs, factors, limits, rounding.

Rules over awards, in official wording: caps, numbers of records, the highest only, suspensions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.chinese.subjects import Award, ChineseDefinitions
from ipdsl.driver.advice.chinese.sums import (
    A_YEAR,
    COUNT,
    COUNTER,
    FUNDS,
    GIVE,
    HAN_NUMBERS,
    ITEM_COUNTER,
    MONEY,
    MONTHS_AT_MOST,
    NUMBER,
    PERCENT,
    PURPOSE,
    ROUNDED,
    SIGN,
    VERB,
    any_of,
    award_verb,
    limit_months,
    rounding_step,
    share_of,
    whole_number,
)
from ipdsl.driver.advice.forms import Lines, Reading, UnreadError, attempt, present
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast

_ANY_SPAN = rf"(?:在)?(?:任意|任何)?连续的?(?P<count>{COUNT})(?P<unit>个?月|年|天|日)(?:内|期间|期间内)"
_MOST = "(?:最高|最多|封顶|上限为?|不超过|不得超过|不高于)+"
_LEAST = "(?:最低|最少|至少|不低于|不少于)+"
_NOT_PAID_BELOW = rf"(?:不满|不足|低于)(?P<least>{MONEY})的?,?不予(?:发放|{VERB}|拨付)"
_DOCUMENT = "(?:办法|政策|措施|文件|意见|细则|规定|方案|通知)"


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
            cap = None if re.search("的.*按|%", text) else attempt(self._cap_rule, text, verb_text)
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
            self._suspension,
        ):
            line = read(text)
            if line is not None:
                return [line if isinstance(line, forms.Lines) else forms.with_lines(line)]
        return None

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

    def _cap_of_item(self, text: str, verb: str) -> ast.Cap | None:
        """`单个合同不超过50万元`: a cap of each record of the awards before."""
        record = self.record_above
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
        record = self.record_above
        if match is None or record is None:
            return None
        label = self.words.text(record)
        shorter = (label, *(label[i:] for i in range(1, len(label) - 1)))
        sum_text = re.sub(rf"^(?:{any_of((*shorter, '项目'))}的?)", "", match["sum"])
        return forms.with_lines(forms.cap(self.sums(record).sum(sum_text), ["单项"], verb=verb), forms.COUNTING)

    @property
    def record_above(self) -> RecordKind | None:
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
        return present(next((name for name in names if name in levels), None))

    def _limit_of_applicants(self, text: str) -> ast.Sentence | None:
        """`同一地址的店铺,仅补助一家申请人`: places for applicants, for each value of a field."""
        record = self.record_above
        if record is None:
            return None
        fields = any_of(self.words.text(field) for field in record.fields)
        match = re.fullmatch(
            rf"(?:同一|每个)(?P<key>{fields})的?(?:{re.escape(self.words.text(record))})?,?(?:只|仅|最多|限)+(?:能|可)?(?:{VERB}|支持)"
            rf"(?P<count>{COUNT})(?:个|家|名|位)(?:申请人|申请单位|{self._payee})", text,
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


@attrs.define(eq=False, repr=False, slots=False)
class ChineseAmounts(ChineseRules):
    """Reads the clauses of an award that say how much."""

    def _share(self, clause: str, award: Award) -> bool:
        """`按合同额的2%给予补助`, `按合同额超过100万元部分的2%`, `按合同额的2%给予最高8万元的补助`."""
        record = award.subject.record
        field = any_of(self._numeric(record))
        match = re.fullmatch(
            rf"(?:均|再)?按照?(?:其|当年|年度|实际|实缴|实付|发生|支付|所|的)*(?P<field>{field})(?:总额|金额)?"
            rf"(?P<above>(?:超过|高于|超出)(?P<from>{NUMBER})元?的?部分)?(?P<total>合计|总和|总额)?(?:的|给予|予以)*(?P<share>{PERCENT})(?:的?比例)?(?:、(?:最高)?不超过(?P<most>{MONEY})(?:/{self._item(record)})?)?的?"
            rf"{GIVE}(?:(?:最高|不超过|最高不超过)(?P<limit>{MONEY})的?)?(?P<once>一次性)?(?:{PURPOSE}(?P<verb>{VERB}))?{FUNDS}",
            clause,
        )  # fmt: skip
        if match is None or award.amount is not None:
            return False
        base: ast.Expr = forms.word(match["field"])
        if match["above"]:
            base = forms.band(base, forms.number(match["from"]))
        if match["total"]:
            base = forms.aggregate(ast.AggregateKind.TOTAL, match["field"])
            award.is_yearly = True
        award.base = base
        award.verb = award_verb(match["verb"] or award.verb)
        award.is_once = award.is_once or "一次性" in clause
        limit = match["limit"] or match["most"]
        award.limit = forms.money(limit) if limit else award.limit
        award.amount = forms.share(share_of(match["share"]), base)
        return True

    def _take_fixed_amount(self, clause: str, award: Award) -> bool:
        """`一次性奖励3万元`, `给予最高3万元奖励`, `给予企业一次性补贴3万元`."""
        item_pattern = self._item(award.subject.record)
        item = rf"(?:每{item_pattern})?"
        for pattern in (
            rf"{item}(?:分别)?{GIVE}(?P<payee>{self._payee})?{GIVE}(?P<once>一次性)?(?P<verb>{VERB})(?P<whom>{self._payee})?(?P<most>最高)?{FUNDS}(?:标准为)?"
            rf"(?P<sum>{NUMBER})元(?:/{item_pattern})?",
            rf"{item}{GIVE}(?P<payee>{self._payee})?(?P<most>最高(?:不超过)?|不超过)?(?P<sum>{NUMBER})元(?:/(?P<unit>{item_pattern}))?的?(?P<once>一次性)?"
            rf"{PURPOSE}(?P<verb>{VERB}){FUNDS}",
            rf"最高(?:可)?{GIVE}(?P<payee>)(?P<most>)(?P<verb>{VERB})(?P<sum>{NUMBER})元",
        ):
            match = re.fullmatch(pattern, clause)
            if match is None:
                continue
            if award.amount is not None or award.rows:
                return False
            unit = match.groupdict().get("unit") or ""
            if unit and self._count_of_unit(unit, award.subject.record) is not None:
                return False
            if re.match("每", clause) and self._count_of_unit(clause[1:2], award.subject.record) is not None:
                return False
            award.subject.payee = match["payee"] or match.groupdict().get("whom") or award.subject.payee
            award.is_once = award.is_once or "一次性" in clause
            award.verb = award_verb(match["verb"])
            award.is_up_to = bool(match["most"] or clause.startswith("最高"))
            award.amount = forms.money(f"{match['sum']}元")
            return True
        return False

    def _per_unit(self, clause: str, award: Award) -> bool:
        """`每页补助30元`, `按页数每页补助30元`, `按30元/页补助`."""
        if award.amount is not None:
            return False
        amount = self._unit_amount(clause, award)
        if amount is None:
            return False
        text, verb, is_once = amount
        award.is_once = award.is_once or is_once
        award.verb = award_verb(verb or award.verb)
        award.amount = text
        return True

    def _unit_amount(self, clause: str, award: Award) -> tuple[ast.Expr, str, bool] | None:
        sums = self.sums(award.subject.record)
        span = re.fullmatch(
            rf"(?P<span>(?:自|从)?{SIGN}(?:起)?(?:至|到){SIGN}(?:止)?),?每(?:满|整)(?:一|1)?(?P<unit>个?月|年)(?:{GIVE}(?P<verb>{VERB}))?(?P<sum>{MONEY})",
            sums.encode(clause),
        )
        if span is not None:
            units = "满年数" if span["unit"] == "年" else "满月数"
            length = sums.or_none(f"{sums.decode(span['span'])}的{units}")
            if length is None:
                return None
            return forms.product_of(forms.money(span["sum"]), length), span["verb"] or "", False
        field = any_of(self._numeric(award.subject.record))
        for pattern in (
            rf"(?:按照?)?(?P<field>{field})?(?:,)?(?:按照?)?每满?(?P<step>{NUMBER})?(?P<unit>[^\W\d]{{1,6}}?){GIVE}(?P<verb>{VERB})?(?:标准为)?(?P<sum>{NUMBER})元"
            rf"(?:的?标准)?(?:的?{GIVE}{PURPOSE}(?P<last>{VERB}))?{FUNDS}",
            rf"(?:按照?)?(?P<field>{field})?(?P<step>)(?P<sum>{NUMBER})元/(?P<unit>[^\W\d]{{1,4}}?)(?:的?标准)?的?{GIVE}{PURPOSE}(?P<verb>{VERB})?(?P<last>)",
        ):
            match = re.fullmatch(pattern, clause)
            if match is None:
                continue
            names = [self._count_of_unit(unit, award.subject.record) for unit in match["unit"].split("每")]
            is_time = names[0] is None and re.match("个?月|季|年|周|[天日]", match["unit"])
            names[0] = match["field"] or names[0]
            if None in names or is_time or len({*names}) < len(names):
                continue
            counts = [forms.word(present(name)) for name in names]
            verb = match["verb"] or match["last"] or ""
            price = forms.money(f"{match['sum']}元")
            if match["step"] or "每满" in clause:
                step = forms.number(match["step"] or "1")
                return forms.per_full_step(price, step, forms.product_of(*counts)), verb, "一次性" in clause
            return forms.product_of(price, *counts), verb, "一次性" in clause
        return None

    def _limit(self, clause: str, award: Award) -> bool:
        """`最高不超过8万元`, `封顶8万元`, `单个合同最高8万元`."""
        item = rf"(?P<item>(?:单个?|每个?|单一){self._item(award.subject.record)})?"
        match = re.fullmatch(
            rf"(?:但)?{item}(?P<year>每年)?(?P<sum_of>累计|合计)?{VERB}?(?P<total>总额)?(?:金额|资金|额)?(?P<most>最高|最多|封顶|上限)?(?:给予)?{VERB}?"
            rf"(?P<over>为|不超过|不得超过|不高于|可达|限额)?(?P<sum>{MONEY})(?P<end>为限|封顶)?", clause,
        )  # fmt: skip
        has_amount = award.amount is not None or award.rows
        if match is None or not has_amount or not (match["most"] or match["over"] or match["end"]):
            return False
        amount = forms.money(match["sum"])
        if match["total"] and not match["sum_of"] and not match["item"]:
            return False  # the sum of one claim, of the applicant, or of all?
        if (match["year"] and not award.is_yearly) or (match["sum_of"] and not match["item"]):
            if not award.subject.payee:
                return False
            keys = [award.subject.payee, *(["year"] if match["year"] else [])]
            award.rules.append(forms.cap(amount, keys, verb=award.verb))
        elif award.rows:
            if not (match["item"] or match["most"]):
                return False
            award.below.append(Lines(forms.own_limit(amount)))
        elif award.is_up_to or award.limit is not None:
            return False
        else:
            award.limit = amount
        return True

    def _cap(self, clause: str, award: Award) -> bool:
        rule = self._cap_rule(clause, award.verb, award.subject.payee)
        record = award.subject.record
        people = "" if record is None else f"{self.words.text(record)}{record.label.definition}"
        is_of_item = re.match("每[人名]", clause) is not None and re.search("[人名]", people) is not None
        if rule is None or is_of_item:
            return False
        award.rules.append(rule)
        return True

    def _two_clauses(self, clause: str, following: Sequence[str], award: Award) -> int:
        """A base with what is added above it: `合同额超过100万元的，每增加10万元再奖励1万元`."""
        record = award.subject.record
        if not following or record is None:
            return 0
        monthly = re.fullmatch(
            rf"每个?月(?:{GIVE})(?P<verb>{VERB})(?P<who>{self._payee})?(?P<sum>{NUMBER})元", following[0]
        )
        months = re.fullmatch("(?:每年)?按(?P<months>.+满月数)", clause)
        counted = None if months is None else self.sums(record).or_none(months["months"])
        if monthly is not None and counted is not None and award.amount is None:
            award.amount = forms.product_of(forms.money(f"{monthly['sum']}元"), counted)
            award.verb = award_verb(monthly["verb"])
            award.subject.payee = monthly["who"] or award.subject.payee
            return 2
        number = re.compile(
            rf"(?:每满|每增加|每超出|每超过|每)(?P<step>{NUMBER})(?P<unit>{COUNTER})?[^\W\d]{{0,4}}?(?:再|另|追加|增加|给予|{VERB})+"
            rf"(?P<sum>{NUMBER})元(?:{PURPOSE}{VERB})?"
        ).fullmatch(following[0])  # fmt: skip
        if number is None:
            return 0
        base = re.fullmatch(
            rf"(?P<from>{NUMBER})(?P<unit>{COUNTER})(?P<noun>[^\W\d]{{0,4}}?)以?下(?:\(含.*\))的?{GIVE}(?P<verb>{VERB})(?P<sum>{NUMBER})元"
            rf"(?:{PURPOSE}{VERB})?", clause,
        )  # fmt: skip
        if base is not None and not award.amount:
            field, start = self._field(base["noun"] or base["unit"], record), base["from"]
            first = forms.money(f"{base['sum']}元")
            award.verb = award_verb(base["verb"])
        else:
            return 0
        part = forms.band(forms.word(field), forms.number(start))
        step = forms.per_full_step(forms.number(number["sum"]), forms.number(number["step"]), part)
        award.amount = forms.signed_sum([(attrs.evolve(first, is_money=False), True), (step, True)])
        return 2

    def _amount_on_top(self, clause: str, award: Award) -> bool:
        """`在国家补助基础上再给予费用20%的补贴`, `但合计不超过费用的50%`: a share within the rest of the limit."""
        record = award.subject.record
        stacked = re.fullmatch(rf"在(?P<other>[^\W\d]+?)的?基础上(?:,)?再?{GIVE}(?P<rest>.+)", clause)
        if stacked is not None and record is not None:
            share = re.fullmatch(
                rf"(?P<field>{any_of(self._numeric(record))})的?(?P<share>{PERCENT})的?{PURPOSE}(?P<verb>{VERB})",
                stacked["rest"],
            )
            if share is None:
                return False
            award.verb = award_verb(share["verb"])
            award.amount = forms.share(share_of(share["share"]), forms.word(share["field"]))
            award.base = forms.word(self._field(stacked["other"], record))
            award.factor_is_due = True  # until the next clause states the most of both
            return True
        over = re.fullmatch(
            rf"但?(?:累计|合计|各级)+{VERB}?(?:总额|金额)?(?:最高)?不(?:得)?超过(?P<field>{any_of(self._numeric(record))})的?(?P<share>{PERCENT})",
            clause,
        )  # fmt: skip
        if over is None or award.amount is None or award.base is None or not award.factor_is_due:
            return False
        most = forms.share(share_of(over["share"]), forms.word(over["field"]))
        award.amount = forms.extreme([award.amount, forms.signed_sum([(most, True), (award.base, False)])])
        award.factor_is_due = False
        return True

    def _computed_amount(self, clause: str, award: Award) -> bool:
        """`按A乘以B的80%给予补贴`, `补贴额为15元×人口`, `补助货款的三成或5万元`: any sum with a verb of awards."""
        if award.amount is not None or award.rows:
            return self._change(clause, award)
        sums = self.sums(award.subject.record)
        code = sums.encode(clause)
        each = re.match("每月", code)
        if each is not None:
            code = code.removeprefix("每月")
        for pattern in (
            rf"按照?(?P<sum>.+?)(?:的标准)?{GIVE}(?P<payee>)(?P<verb>{VERB})(?P<whom>{self._payee})?{FUNDS}",
            rf"(?P<verb>{VERB})(?P<payee>{self._payee})?(?:金额|额|标准|资金)?(?:为|=|按照?)?(?P<sum>.+)(?P<whom>)",
            rf"(?:给予|予以)(?P<payee>{self._payee})?(?P<sum>.+?)的?{PURPOSE}(?P<verb>{VERB})(?P<whom>){FUNDS}",
            rf"按照?(?P<sum>.+?){GIVE}(?P<payee>)(?P<whom>{self._payee})(?P<verb>{VERB}){FUNDS}",
        ):
            match = re.fullmatch(pattern, code)
            if match is None:
                continue
            text, most = sums.decode(match["sum"]), None
            amount = sums.or_none(text)
            if amount is None:
                continue
            award.amount, award.limit = amount, most
            award.verb = award_verb(match["verb"])
            award.subject.payee = match["payee"] or match["whom"] or award.subject.payee
            award.is_once = award.is_once or "一次性" in clause
            award.factor_is_due = each is not None
            award.base = amount.base if isinstance(amount, ast.Share) else None
            return True
        parts = re.fullmatch(rf"(?P<first>.+{VERB})(?:且|并且|,)(?P<rest>(?:不高于|不超过|不得超过).+)", code)
        if parts is None:
            return False
        if not self._computed_amount(sums.decode(parts["first"]), award):
            return False
        award.factor_is_due = each is not None
        return self._change(sums.decode(parts["rest"]), award)

    def _change(self, clause: str, award: Award) -> bool:
        """The effect of a clause on the amount: a factor, a limit, rounding, or the most months."""
        if award.amount is None:
            return False
        sums = self.sums(award.subject.record)
        if award.factor_is_due:
            factor = re.fullmatch("再?乘以?(?P<factor>.+)", clause)
            if factor is not None and award.limit is None:
                award.amount = forms.product_of(award.amount, sums.sum(factor["factor"]))
                award.factor_is_due = False
                return True
            bound = re.fullmatch("(?:但|且)?(?:不高于|不超过|不得超过|最高不超过)(?P<sum>.+)", clause)
            value = None if bound is None else sums.or_none(bound["sum"])
            if value is None:
                return False
            award.amount = forms.extreme([award.amount, value])
            return True
        rounding = re.fullmatch(rf"(?:{VERB}|{VERB}?金额|{VERB}额)?(?P<rounding>{ROUNDED})", clause)
        if rounding is not None:
            award.rounding = rounding["rounding"]
            return True
        months = re.fullmatch(MONTHS_AT_MOST, clause)
        if months is not None:
            award.amount = limit_months(award.amount, whole_number(months["months"]))
            return True
        choice = re.fullmatch("(?:以|取|按|就)?(?:两者|二者)?(?:中)?(?:较|孰)?低(?:者|值)?(?:为准|计算)?", clause)
        if choice is not None and isinstance(award.amount, ast.Sum):
            return False
        bound = re.fullmatch(
            rf"(?:但|且)?(?:最高)?{VERB}?(?:金额|总额)?(?:不高于|不超过|不得超过|最高不超过)(?P<sum>[^\d].*)", clause
        )
        value = None if bound is None else sums.or_none(bound["sum"])
        if value is None or award.limit is not None or award.is_up_to:
            return False
        award.limit = value
        return True

    def _further_part(self, clause: str, award: Award) -> bool:
        """`须在A日起6个月内申请`: a condition."""
        must = re.fullmatch("(?:并)?(?:须|应当|应|必须|需)(?P<condition>.+)", clause)
        if must is not None:
            tests = self.conditions_of(must["condition"], award.subject.record)
            award.subject.conditions += tests
            return True
        return False
