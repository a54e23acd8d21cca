"""The content of a letter about a decision.

Input: a decision and a localizer. Output: texts, lists and dicts by the names of `template_names.NAMES`, in the
language of the localizer. A template receives nothing else. Invisible characters are written as escapes.

The module also has the words around the content in the project's own letter, and writes amounts in yuan in the
financial numerals of Chinese banks, which are hard to alter.

The localizer of letters: unlike in decisions, facts have names for people instead of JSON paths.

A letter as PDF is set by Typst from `letter.typ`, and as HTML it is one file without scripts or external resources. The
content is passed as data and is never interpreted as code. The fonts of a PDF are named by the user, or are installed
fonts with Chinese characters. They are checked, because Typst omits a character that no font has, and the letter would
be incomplete without notice.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, MessageValue, Phrase, join_names
from ipdsl.base.values.money import CURRENCY_NAMES, Money
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Adjustment, Claim
from ipdsl.engine.situation import field_of
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import CARRIED, LAPSED, Outcome, Passage
from ipdsl.ir.terms import Program
from ipdsl.ledger.ledger_file import number_of
from ipdsl.ledger.lines import WITHOUT_PAGES
from ipdsl.office.errors import LetterLibraryMissing, NoFont, NoGlyph, require_libraries
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import ledger_of
from ipdsl.report.decision_page import PAID, SECTION_NAMES_ZH, SHOWN_ELSEWHERE, DecisionReport
from ipdsl.report.localizer import (
    Localizer,
    TextLine,
    amount,
    capitalize,
    clean,
    duty_sum,
    fact_name,
    group_equal_claims,
    is_open_ceiling,
    item_list,
    parts_of,
    records_of,
    shows_parts,
    shows_row,
    split_claims,
    years_inside,
    years_phrase,
)
from ipdsl.wording.labels import EnglishNames, Labels, label_words, written_day

WORDS = {
    "letter": Phrase("Statement of subsidy", "资助结算通知书"),
    "policy": Phrase("Policy", "政策"),
    "document": Phrase("Document", "文号"),
    "applicant": Phrase("Applicant", "申请人"),
    "years": Phrase("Settled", "结算年度"),
    "as_of": Phrase("As of", "截至"),
    "currency": Phrase("All sums in", "币种"),
    "ledger": Phrase("Ledger number", "台账编号"),
    "assumptions": Phrase("Assumptions", "结算前提"),
    "paid": Phrase(PAID, SECTION_NAMES_ZH[PAID]),
    "article": Phrase("Art.", "条"),
    "item": Phrase("What for", "事项"),
    "day": Phrase("Day", "日期"),
    "reason": Phrase("Article and reason", "依据及理由"),
    "sum": Phrase("Sum", "金额"),
    "proposed": Phrase("before cuts", "核减前"),
    "nothing_paid": Phrase("No amount is due now.", "目前没有应得金额。"),
    "until": Phrase("Please state the missing facts by", "请补充未填写的事实，期限"),
    "facts": Phrase("Digest of the facts", "事实摘要"),
    "content": Phrase("Digest of the policy", "政策摘要"),
    "version": Phrase("Computed with ipdsl", "计算程序 ipdsl"),
    "seal": Phrase("(Seal)", "（盖章）"),
    "signature": Phrase("Signature:", "经办人（签字）："),
    "date": Phrase("Date:", "日期：　　　　年　　月　　日"),
    "page": Phrase("Page", "第"),
    "of_pages": Phrase("of", "页，共"),
    "last_page": Phrase("pages", "页"),
}


def words_of(language: Language) -> dict[str, str]:
    """The words in one language, by name."""
    return {name: phrase.text(language) for name, phrase in WORDS.items()}


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_UNITS = ((10**8, "亿"), (10**4, "万"))
_END = 10**18
"""In minor units. Larger amounts are not written in words."""

YUAN = "CNY"


def amount_in_words(sum_: Money) -> str:
    """`人民币贰拾万零叁佰元伍角整`, `日元壹万整`, `KWD壹拾贰点叁肆伍`; empty if negative, or not below `_END`."""
    minor = sum_.minor
    if not 0 <= minor < _END:
        return ""
    if sum_.currency != YUAN:
        return _foreign_in_words(sum_)
    yuan, fen = divmod(minor, 100)
    jiao, fen = divmod(fen, 10)
    text = f"{_whole(yuan)}元" if yuan or not (jiao or fen) else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        text += _DIGITS[0]
    text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"人民币{text}"


def _foreign_in_words(sum_: Money) -> str:
    """Another currency has neither 角 nor 分: its decimals are read digit by digit."""
    main, _, rest = f"{sum_.amount:f}".partition(".")
    decimals = "".join(_DIGITS[int(digit)] for digit in rest.rstrip("0"))
    name = next((zh for zh, code in CURRENCY_NAMES.items() if code == sum_.currency), sum_.currency)
    return f"{name}{_whole(int(main))}{f'点{decimals}' if decimals else '整'}"


def _whole(number: int) -> str:
    """A whole number. A run of zeros inside it is written as one `零`."""
    for unit, name in _UNITS:
        if number >= unit:
            high, rest = divmod(number, unit)
            between = _DIGITS[0] if 0 < rest < unit // 10 else ""
            return f"{_whole(high)}{name}{between}{_whole(rest) if rest else ''}"
    return _group(number) or _DIGITS[0]


def _group(group: int) -> str:
    """Four digits. Zeros between two digits are one `零`."""
    digits = zip(f"{group:04}", reversed(_PLACES), strict=True)
    words = "".join(_DIGITS[int(digit)] + (place if digit != "0" else "") for digit, place in digits)
    return re.sub("零+", "零", words).strip("零")


Content: TypeAlias = "dict[str, Any]"

NOTICE = Phrase(
    "Computed from the facts stated; valid only with seal and signature.",
    "本通知书根据所填事实计算，经盖章并签字方为有效。",
)
"""The letter becomes a decision of the authority when it is signed, so it does not deny being a decision."""


def content_of(
    decision: Decision, localize: Localizer, *, until: datetime.date | None = None, ledger_number: str = ""
) -> Content:
    """The content by its English names.

    `ledger_number` is the number of the ledger that is written with the letter; without one it is that of the decision.
    """
    making = _ContentBuilder(decision, localize)
    number = ledger_number or (number_of(ledger_of(decision)) if decision.ledger else "")
    payable, due = decision.payable, decision.due
    least, least_due = ("" if ends.is_point else localize("at least ", "至少") for ends in (payable, due))
    words = amount_in_words(decision.payable_now) if localize.is_chinese else ""
    content = {
        "title": localize.names.quotation(decision.title) or decision.policy, "document": decision.document,
        "policy": decision.policy, "applicant": decision.applicant, "as_of": making.day(decision.as_of),
        "years": localize.phrase(years_phrase(years_inside(decision), localize)) if decision.years else "",
        "currency": decision.currency,
        "total": f"{least}{amount(decision.payable_now)}", "total_in_words": words and f"{least}{words}",
        "at_most": "" if payable.is_point else localize.upper_end(payable.high),
        "recalculated": f"{least_due}{amount(decision.total)}" if decision.due_before.minor else "",
        "until": making.day(until if decision.missing else None),
        "ledger_number": number, "ledger_lines": str(len(decision.ledger)),
        "facts_digest": decision.facts_digest, "policy_digest": decision.content_hash, "version": decision.version,
        "notice": localize.phrase(NOTICE),
        "assumptions": [localize.phrase(each) for each in decision.assumed if each != WITHOUT_PAGES],
        **making.lists(),
    }  # fmt: skip
    return {name: change_texts(value, clean) for name, value in content.items()}


def change_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same content with each text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: change_texts(part, change) for name, part in value.items()}
    return [change_texts(member, change) for member in value]


@attrs.frozen
class _ContentBuilder:
    decision: Decision
    localize: Localizer

    def lists(self) -> Content:
        """The lists of the letter."""
        decision, localize = self.decision, self.localize
        telling = DecisionReport(decision, localize=localize, has_policy_source=False)
        claims, _ = split_claims(decision, with_all=False)
        zero = [c for c in claims if not (c.paid.minor or is_open_ceiling(c) or c.outcome in SHOWN_ELSEWHERE)]
        return {
            "sums": _level_entries(telling.sums()),
            "paid": self.paid_entries(),
            "not_paid": [self._unpaid_entry(group) for group in group_equal_claims(zero)],
            "open": [self._open_entry(claim) for claim in claims if claim.outcome is Outcome.UNDETERMINED],
            "left_to_bureau": [self._open_entry(claim) for claim in claims if is_open_ceiling(claim)],
            "missing": [
                {
                    "fact": fact_name(fact, localize),
                    "worth": localize.worth_of(fact.worth, decision.due),
                    "clauses": localize.join_sentences(map(localize.names.award_of_article, fact.clauses)),
                }
                for fact in decision.missing
            ],
            "carried": [
                {
                    "clause": localize.names.award_with_heading(c.label),
                    "item": self._item(c),
                    "sum": amount(c.carried),
                    "until": str(c.carry_until),
                }
                for c in claims
                if c.carry_until is not None
            ],
            "readings": [self._reading_entry(entry.article, entry.label, entry.text) for entry in decision.readings],
            "duties": [
                {
                    "article": duty.article,
                    "who": localize.names.name(duty.who).replace("_", " "),
                    "text": localize.names.quotation(duty.text),
                    "sum": duty_sum(duty, localize),
                }
                for duty in decision.obligations
            ],
            "sections": [
                {"heading": entry.title, "lines": _level_entries(entry.lines)}
                for entry in telling.sections()
                if entry.key != PAID
            ],
        }

    def paid_entries(self) -> list[Content]:
        """The amounts due, in the order of the policy."""
        decision = self.decision
        titles = {heading.number: heading.title for heading in decision.headings}
        claims = [claim for claim in decision.claims if claim.paid.minor > 0]
        return [
            self._paid_entry(claim, titles.get(claim.article, ""))
            for claim in sorted(claims, key=lambda entry: entry.place)
        ]

    def _paid_entry(self, claim: Claim, title: str) -> Content:
        localize = self.localize
        row = (
            localize(" [{row}]", "［{row}］", row=localize.names.sentence(claim.row, claim.passage))
            if shows_row(claim)
            else ""
        )
        details = [*records_of([claim], "", localize), *parts_of(claim, "", localize=localize)]
        cuts = [
            {
                "article": cut.article,
                "sum": amount(_cut_sum(cut, claim)),
                "reason": localize.reason(cut.reason, claim.passage),
            }
            for cut in claim.adjustments
        ]
        return {
            **self._claim_entry(claim), "item": f"{self._item(claim)}{row}",
            "article_title": localize.names.quotation(title), "year": localize.year(claim.year) if claim.year else "",
            "rule": self._rule(claim.article, title), "proposed": amount(claim.proposed), "sum": amount(claim.paid),
            "cuts": cuts, "details": [line.text for line in details],
        }  # fmt: skip

    def _rule(self, article: str, title: str) -> str:
        """The article with its title. Without articles: the document, the title of the policy, or its name."""
        if article:
            return self.localize.heading(article, title)
        return self.decision.document or self.localize.names.quotation(self.decision.title) or self.decision.policy

    def _claim_entry(self, claim: Claim) -> Content:
        localize = self.localize
        return {
            "article": claim.article, "clause": self._award(claim.label), "item": self._item(claim),
            "day": self.day(claim.event_date), "source": localize.source(claim, self.decision.document),
            "reason": "" if claim.reason is None else localize.reason(claim.reason, claim.passage),
        }  # fmt: skip

    def _open_entry(self, claim: Claim) -> Content:
        bounds = claim.bounds
        ends = {"least": amount(bounds.low), "most": self.localize.upper_end(bounds.high)}
        return {**self._claim_entry(claim), **ends, "reason": self.localize.why(claim)}

    def _unpaid_entry(self, claims: list[Claim]) -> Content:
        localize, first = self.localize, claims[0]
        items = list(dict.fromkeys(self._item(claim) for claim in claims))
        details = [
            line.text for claim in claims if shows_parts(first) for line in parts_of(claim, "", localize=localize)
        ]
        why = localize.why(first) or localize.outcome(first.outcome)
        return {
            "article": first.article, "clause": self._award(first.label), "items": item_list(items, localize),
            "reason": localize.join_sentences([why, *details]),
        }  # fmt: skip

    def _reading_entry(self, article: str, label: str, text: str) -> Content:
        localize = self.localize
        subject = localize.article(article) if article else localize("policy", "全文")
        subject = localize.names.award_with_heading(label) if label else subject
        return {"where": subject, "text": localize.names.quotation(text)}

    def _award(self, label: str) -> str:
        return capitalize(self.localize.names.award(label))

    def _item(self, claim: Claim) -> str:
        return self.localize.names.item(claim.item, claim.passage)

    def day(self, day: datetime.date | None) -> str:
        """A day in words; empty if `day` is `None`."""
        return "" if day is None else self.localize.phrase(written_day(day))


def _level_entries(lines: Iterable[TextLine]) -> list[Content]:
    """Lines with their level. The least indented lines have level 1."""
    line_list = list(lines)
    least = min(len(line.indent) for line in line_list)
    return [
        {"text": line.text, "sum": line.sum or "", "level": str(1 + (len(line.indent) - least) // 2)}
        for line in line_list
    ]


_LINES = {
    "history": Phrase("the payment before for", "以往兑现的"),
    "support": Phrase("the support of others for", "其他资助的"),
    "older_documents": Phrase("the older document for", "以往文件的"),
}
"""Lines of the facts that may lack a field."""

_RULES = ("left", "ratio", "taken", "cohort")
"""Groups of facts that belong to a rule of the page."""


def letter_localizer(program: Program, language: Language) -> Localizer:
    """A localizer for letters about decisions of a policy."""
    return Localizer(language, _EnglishFactNames(program) if language is Language.EN else _ChineseFactNames(program))


@attrs.frozen(eq=False)
class _ChineseFactNames(Labels):
    def path(self, ref: FactRef) -> str:
        """`专利合同“2023-002”的“金额”`."""
        kind = _kind_name(ref, self) or self.name(ref.kind)
        field = self.name(ref.field, ref.kind if ref.kind in self.program.schema.record_by_name else "")
        is_of_award = ref.group == "approval"
        item = self.item_of_award(ref.item, ref.kind) if is_of_award else self.item(ref.item, Passage(ref.kind))
        return _place(ref, kind, item, field, self.year(ref.year)).text(Language.ZH)

    def path_and_rule(self, ref: FactRef) -> str:
        """The path, which names the rule."""
        return self.path(ref)


@attrs.frozen(eq=False)
class _EnglishFactNames(EnglishNames):
    def path(self, ref: FactRef) -> str:
        """A field of a record: `"amount" of technology contract "2023-002"`."""
        kind = _kind_name(ref, self) or label_words(ref.kind)
        return _place(ref, kind, ref.item, label_words(ref.field), self.year(ref.year)).text()

    def fact_label(self, ref: FactRef, label: str) -> str:
        """A fact with the definition of its field, because the label in the vocabulary is Chinese."""
        field = field_of(self.program.schema, ref)
        meant = "" if field is None else field.label.definition
        return f"{self.path(ref)} ({meant})" if meant else self.path(ref)


def _kind_name(ref: FactRef, names: EnglishNames) -> str:
    """The name of the award or rule that a fact belongs to; empty for other facts."""
    if ref.group in _RULES:
        return names.rule(ref.kind)
    named = {"approval": names.award_of_article, "place": names.ranking}
    return named[ref.group](ref.kind) if ref.group in named else ""


def _place(ref: FactRef, kind: str, item: str, field: str, year: str) -> Phrase:
    """A phrase for a fact in both languages. The names inside it are in one language."""
    values: dict[str, MessageValue] = {"kind": kind, "item": item, "field": field, "year": year}
    if ref.group in _RULES:
        values["key"] = Phrase(" ({item})", "（{item}）", item=item) if item else ""
        values["of_year"] = Phrase(" in {year}", "{year}年", year=year) if year and ref.year else ""
    if ref.group in _LINES and field:
        line = _LINES[ref.group]
        return Phrase('"{field}" of {line} "{item}"', "{line}“{item}”的“{field}”", field=field, line=line, item=item)
    en, zh = _FACT_WORDS[ref.group]
    return Phrase(en, zh, **values)


_FACT_WORDS = {
    "applicant": ('"{field}" of the applicant', "申请人的“{field}”"),
    "record": ('"{field}" of {kind} "{item}"', "{kind}“{item}”的“{field}”"),
    "records": ('all of "{kind}"', "全部“{kind}”"),
    "figure": ('"{field}" of {year}', "{year}年的“{field}”"),
    "approval": ('the sum that the bureau approves for "{kind}" {item}', "主管机关为“{kind}”{item}核定的金额"),
    "rank": ('the published rank by "{field}" of {year}', "公布的{year}年“{field}”排名中的名次"),
    "place": ("the published rank of {item} under {kind}", "公布的{item}在{kind}中的名次"),
    "cohort": ("the other applicants under {kind}", "{kind}中的其他申请人"),
    "series": ('"{kind}" of {item}', "“{kind}”在{item}的数值"),
    "left": ("the balance of {kind}{key}{of_year}", "{of_year}{kind}{key}的余额"),
    "ratio": ("the ratio of {kind}{key}{of_year}", "{of_year}{kind}{key}的比例"),
    "taken": ("the places that others have under {kind}{key}{of_year}", "{of_year}{kind}{key}中其他申请人已占的名额"),
    "history": ("earlier payments", "以往兑现的情况"),
    "support": ("what others paid", "其他资助的情况"),
    "older_documents": ("what older documents promised", "以往文件的标准"),
}
"""The words for a fact by its group. The last three are parts of the facts that may be missing as a whole."""


def _cut_sum(cut: Adjustment, claim: Claim) -> Money:
    """What a rule takes from a claim. A cap that carries forward takes what waits for later years and what lapsed."""
    is_carry = cut.code in (CARRIED, LAPSED)
    return Money(claim.carried.minor + claim.lapsed.minor, cut.cut.currency) if is_carry else cut.cut


# ---------------------------------------------------------------------------------------------- PDF and HTML


KNOWN = (
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "FangSong", "FangSong_GB2312", "STFangsong", "SimSun",
    "NSimSun", "STSong", "Songti SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei",
    "PingFang SC", "SimHei", "KaiTi", "STKaiti", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "AR PL UMing CN",
    "AR PL UKai CN", "Droid Sans Fallback",
)  # fmt: skip
"""Fonts with Chinese characters, in order of preference."""

_FILES = (".ttf", ".otf", ".ttc", ".otc")
_PRINTED = " \u00a0\u200b\n"
"""Characters without a visible glyph."""


@attrs.frozen
class Fonts:
    """The font families in order of preference. `folders` has fonts that are not installed on the system."""

    families: tuple[str, ...]
    folders: tuple[str, ...] = ()


def fonts_for(letters: Iterable[tuple[str, str]], named: str | None) -> Fonts:
    """Fonts with all characters of these letters. A letter is given as its applicant and its text.

    Raises `FactsError` if the named font or a font for a character is missing.
    """
    at_hand = _named_fonts(named) if named is not None else _known_fonts()
    used: dict[str, None] = {}
    lacking: dict[str, dict[str, None]] = {}
    for applicant, text in letters:
        for character in dict.fromkeys(text):
            if character in _PRINTED:
                continue
            family = next((name for name, file, number in at_hand if ord(character) in _characters(file, number)), None)
            if family is None:
                lacking.setdefault(applicant, {})[character] = None
            else:
                used[family] = None
    if lacking:
        raise FactsError(
            Report([NoGlyph(applicant=who, words=_character_list(signs)) for who, signs in lacking.items()])
        )
    folders = (str(Path(at_hand[0][1]).parent),) if named is not None and _is_file(named) else ()
    order = [name for name, _, _ in at_hand if name in used]
    return Fonts(tuple(dict.fromkeys(order)) or (at_hand[0][0],), folders)


def _character_list(signs: Iterable[str]) -> Phrase:
    return join_names(f"{sign} (U+{ord(sign):04X})" for sign in list(signs)[:5])


def _is_file(named: str) -> bool:
    return named.lower().endswith(_FILES)


def _no_font(what: Phrase) -> FactsError:
    return FactsError(Report([NoFont(what=what)]))


def _named_fonts(named: str) -> list[tuple[str, str, int]]:
    """The fonts of a file, or of a family that is installed."""
    if _is_file(named):
        from fontTools.ttLib import TTCollection, TTFont, TTLibError

        try:
            with open(named, "rb") as file:
                is_many = file.read(4) == b"ttcf"
                file.seek(0)
                fonts = [*TTCollection(file, lazy=True)] if is_many else [TTFont(file, lazy=True)]
                families = [font["name"].getBestFamilyName() or "" for font in fonts]
        except (OSError, TTLibError):
            raise _no_font(
                Phrase("`{name}` is not a readable font", "`{name}`不是可以读取的字体", name=named)
            ) from None
        taken = _families(str(Path(named).parent))
        candidates = [(family, named, number) for number, family in enumerate(families) if family in taken]
        if not candidates:
            raise _no_font(Phrase("`{name}` has no font that can be used", "`{name}`中没有可用的字体", name=named))
        return sorted(candidates, key=lambda entry: " SC" not in entry[0])  # simplified Chinese forms first
    found_here = [entry for entry in _installed_fonts() if entry[0] == named]
    if not found_here:
        raise _no_font(Phrase("the font `{name}` does not exist", "没有字体`{name}`", name=named))
    return found_here


def _known_fonts() -> list[tuple[str, str, int]]:
    """The installed fonts with Chinese characters."""
    installed = {family: (family, file, number) for family, file, number in _installed_fonts()}
    known = [installed[name] for name in KNOWN if name in installed]
    if not known:
        raise _no_font(Phrase("no font with Chinese characters was found", "没有找到含汉字的字体"))
    return known


@functools.cache
def _installed_fonts() -> tuple[tuple[str, str, int], ...]:
    """Family, file and index in the file of one upright font per installed family, the one nearest to normal weight."""
    import typst

    fonts: Any = typst.Fonts(include_embedded_fonts=False).fonts()
    upright = [font for font in fonts if font.path and font.style == "normal" and font.stretch == 1.0]
    upright.sort(key=lambda font: abs(font.weight - 400))
    nearest = {font.family: font for font in reversed(upright)}
    return tuple((family, str(font.path), font.index) for family, font in nearest.items())


def _families(folder: str) -> list[str]:
    """The families in a folder, with the names that Typst uses."""
    import typst

    families: list[str] = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    ).families()
    return families


@functools.cache
def _characters(file: str, number: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=number, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


_PAGE = Path(__file__).with_name("letter.typ")
_LONG = re.compile(r"[0-9A-Za-z_./()+-]{13,}")
_BREAK = re.compile(r"(?<=[_./-])(?=[0-9A-Za-z])")


def render_pdf(letters: Sequence[Content], language: Language, font: str | None = None) -> list[bytes]:
    """A PDF for each content; equal contents give equal bytes. `font` is a family or a file."""
    require_libraries(LetterLibraryMissing, "typst", "fontTools")
    import typst

    words, is_chinese = words_of(language), language is Language.ZH
    marks = {"colon": "：", "between": "；"} if is_chinese else {"colon": ": ", "between": "; "}
    around = "".join([*words.values(), *marks.values(), "0123456789"])
    fonts = fonts_for([(content["applicant"], around + "".join(_texts(content))) for content in letters], font)
    shared_data = {"words": words, "fonts": list(fonts.families), "language": "zh" if is_chinese else "en", **marks}
    compiler = typst.Compiler(root=str(_PAGE.parent), font_paths=list(fonts.folders))
    documents: list[bytes] = []
    for content in letters:
        data = json.dumps({**change_texts(content, _add_break_points), **shared_data}, ensure_ascii=False)
        document = compiler.compile(input=str(_PAGE), format="pdf", sys_inputs={"letter": data})
        assert isinstance(document, bytes)
        documents.append(document)
    return documents


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _add_break_points(text: str) -> str:
    """Add line break points inside long names."""
    return _LONG.sub(lambda match: _BREAK.sub("\u200b", match[0]), text)


SERIF_FONTS = '"Times New Roman", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif'
"""The fonts of documents in HTML, as in CSS."""

_HTML = Path(__file__).with_name("letter.html")


def render_html(letters: Sequence[Content], language: Language) -> list[bytes]:
    """One page per content."""
    require_libraries(LetterLibraryMissing, "jinja2")
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.from_string(_HTML.read_text("utf-8"))
    is_chinese = language is Language.ZH
    around = {
        "words": words_of(language), "language": "zh-CN" if is_chinese else "en",
        "colon": "：" if is_chinese else ": ", "between": "；" if is_chinese else "; ", "fonts": SERIF_FONTS,
    }  # fmt: skip
    return [f"{page.render({**content, **around})}\n".encode() for content in letters]
