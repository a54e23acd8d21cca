"""Rules over awards in official English: caps, numbers of records, the highest only, suspensions."""

from __future__ import annotations

import re

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.english.definitions import EnglishDefinitions
from ipdsl.driver.advice.english.heads import EnglishHeads
from ipdsl.driver.advice.english.patterns import A_YEAR, HIGHER, NUMBER, TO_KEY, UP_TO, WORD, count_of
from ipdsl.driver.advice.forms import Reading
from ipdsl.driver.advice.words import ITEM_WORDS, UnreadError, defines, resolve
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast

_ANY_SPAN = r"(?:in|within|over|during) any [\w ]+?"
_MAY_NOT = (
    r"(?:(?:may|must|shall|can|will|does|is|are) ?(?:not|never) (?:exceed|be more than|to exceed)"
    r"|(?:is|are) limited to)"
)
_RECEIVES = (
    rf"(?:(?:each|every|any) (?P<each>{WORD}) (?:is limited to|(?:may|can) receive (?:at most|no more than"
    r"|not more than|up to)|(?:may|can|must|shall) not receive more than)"
    rf"|no (?P<none>{WORD}) (?:may|can|shall) receive more than)"
)
_PAID = r"(?:is|are|may be|can be|shall be|will be|may|can|shall|will)"
_GRANTS = r"(?:grants?|awards?|payments?|subsid(?:y|ies)|support|rebates?|aid|funding|amounts?)"
_BUDGET = rf"(?:{UP_TO}(?: a)?|(?:an? )?(?:(?:annual|yearly|total|overall) )*(?:budget|fund|total|sum)(?: of| is)?)"
_ALL = (
    r"(?:(?:for|to|across) all (?:applicants|applications|grants|awards)(?: together| combined| in total)?"
    r"|in total|overall)"
)
_MANNER = (
    r"(?:(?:on a |and is paid )?first[- ]come,? first[- ]served(?: basis)?(?: by (?P<order>[a-z]\w*))?"
    r"|(?P<proportion>(?:(?:beyond which|above which|if more is due,?|and) )?(?:each|all|grants|awards|payments|they)"
    r" (?:is|are|being) (?:reduced|cut|scaled down) (?:in proportion|proportionately|proportionally|pro rata)))"
)
_DOCUMENT = "(?:scheme|policy|programme|program|regulation|order|notice|measure)"
_ARTICLES = r"articles? \d[\w.]*(?:(?:, | and | or |, and |, or )(?:article )?\d[\w.]*)+"
_OTHER_HELP = (
    r"(?:and |with |including |together with )+(?:all |any )?(?:other )?(?:public |state |government )*"
    r"(?:incentives?|support|aid|grants?|subsid(?:y|ies)|funding|rebates?)(?: received)?"
)


@attrs.define(eq=False, repr=False, slots=False)
class EnglishRules(EnglishDefinitions, EnglishHeads):
    """Reads a sentence that is a rule about the awards before it."""

    def rule(self, text: str) -> Reading | None:
        """The rule that a sentence states, or `None` if it states none."""
        for pattern, make in (
            (rf"{UP_TO}(?: (?:of|a|maximum))* (?P<count>\w+) (?P<what>{WORD})"
             rf"(?P<keys>(?: {TO_KEY} [\w ]+?)+)", self._count_limit),
            (rf"only (?P<count>\w+) (?P<what>{_GRANTS}|{WORD})(?P<keys>(?: {TO_KEY} [\w ]+?| {A_YEAR})+)",
             self._count_limit),
            (rf"(?:only|just) (?:highest|largest|best)(?: amount| award| one)? of (?:all |any )?{_GRANTS}"
             rf" (?:of|under|in) (?:this |whole |entire )?{_DOCUMENT} {_PAID} (?:paid|granted|awarded)(?P<keys>.*)",
             self._highest_of_all),
            (rf"(?:only|just) (?:higher|highest|larger|largest|best)(?: amount| award| one)?(?: of [\w ]+?)?"
             rf" {_PAID} (?:paid|granted|awarded)(?P<keys>.*)", self._highest),
            (rf"(?:pay|award|grant)?(?: only)? ?{HIGHER} (?:amount )?of (?P<articles>{_ARTICLES})(?: only)?"
             rf"(?: {_PAID} paid)?(?P<keys>(?: {TO_KEY} [\w ]+?| {A_YEAR})+)", self._highest_of),
            (rf"(?:an? |any |each )?(?P<who>{WORD}) (?:who|that|which) (?:qualifies|is eligible) under (?:both )?"
             rf"(?P<articles>{_ARTICLES}) (?:is paid|receives|may receive) only {HIGHER}(?: amount| of two)?"
             rf"(?P<keys>(?: {A_YEAR})?)", self._highest_of),
            (rf"no (?P<key>{WORD}) {_PAID} (?:paid|supported|funded|granted|awarded)"
             r"(?: \w+)?? (?:in|for) more than (?P<count>\w+) (?:calendar )?years", self._years_limit),
            (rf"suspend (?P<key>{WORD}) (?:for|in) (?:any|a|each|every) (?:calendar )?year (?:in which|when) (?:an? )?"
             rf"(?P<event>.+)", self._suspension),
            (rf"no {_GRANTS}(?: (?:is|are) (?:paid|given|made|due))?"
             r" (?:where|when|if|while) (?P<condition>.+)", self._exclusion),
            (rf"(?:an? )?(?P<annual>(?:cumulative |total |overall |aggregate |combined |annual |yearly )*)"
             rf"(?P<noun>limit|cap|ceiling|maximum)(?: of)?"
             rf" (?P<sum>{NUMBER})(?P<keys>(?: {TO_KEY} [\w ]+?| {A_YEAR})+)", self._cap),
            (rf"(?P<annual>(?:cumulative |combined |annual |yearly )*)(?:total|sum|amount|{_GRANTS})s?(?: grant)?"
             rf"(?: of all awards)?(?P<keys>(?: {TO_KEY} [\w ]+?)*)"
             rf" {_MAY_NOT} (?P<sum>{NUMBER})(?P<more>(?: {TO_KEY} [\w ]+?| {A_YEAR}| {_ANY_SPAN})*)",
             self._cap),
            (rf"{_RECEIVES} (?P<sum>{NUMBER})(?P<more>(?: {A_YEAR}| {_ANY_SPAN})?)"
             rf"(?:,? or (?:to )?(?P<other>{NUMBER}) (?:if|where|when) (?P<condition>.+))?", self._cap_by_condition),
            (rf"(?:an? )?(?:top-up|top up|additional (?:grant|award|payment)) of (?P<sum>{NUMBER})"
             rf"(?: (?:is|are) (?:paid|due|available))?(?: to (?P<key>{WORD}))? (?:where|when|if) (?P<condition>.+)",
             self._addition),
            (rf"(?P<what>{_GRANTS}) {_OTHER_HELP}(?: together| combined| in total)? {_MAY_NOT} (?P<sum>.+)",
             self._cap_with_others),
            (rf"cap (?P<sum>.+?) (?:per|for each|for any one) (?P<key>{WORD}),? counting (?P<levels>[\w, ]+?)"
             r" (?:support|aid|grants?|funding)", self._cap_counting_levels),
            (rf"(?P<budget>{_BUDGET} )?(?P<sum>{NUMBER})(?P<keys>(?: {A_YEAR})?)"
             rf"(?: (?:is|are) (?:available|set aside))?(?P<all> {_ALL})?(?P<manner>,? {_MANNER})?", self._budget),
        ):  # fmt: skip
            match = re.fullmatch(pattern, text, re.IGNORECASE)
            if match is not None:
                return [forms.with_lines(line) if not isinstance(line, forms.Lines) else line for line in make(match)]
        return None

    def _count_limit(self, match: re.Match[str]) -> list[ast.Sentence]:
        count = count_of(match["count"])
        plural = resolve(match["what"], self.words.plurals)
        if plural is None and re.fullmatch(_GRANTS, match["what"]) is None:
            self._check_item(match["what"])
        return [forms.limit(count, plural, self.keys(match["keys"]))]

    def _check_item(self, word: str) -> None:
        """Whether a word is the record of all awards before, or a general word such as `projects`."""
        record = self.record_above
        is_item = record is not None and (
            word in ITEM_WORDS or resolve(word, (record.name,)) is not None or defines(record.label.definition, word)
        )
        if not is_item:
            raise UnreadError

    def _highest(self, match: re.Match[str]) -> list[ast.Sentence]:
        if not match["keys"].strip():
            raise UnreadError
        return [forms.highest_rule(self.keys(match["keys"]))]

    def _highest_of(self, match: re.Match[str]) -> list[forms.Lines]:
        """`an owner who qualifies under articles 4 and 6 receives only the higher each year`."""
        articles = re.findall(r"\d[\w.]*", match["articles"])
        who = match.groupdict().get("who")
        keys = [*([self.payee(who)] if who else []), *self.keys(match["keys"])]
        if len(set(articles)) < 2 or not keys:
            raise UnreadError
        return [forms.highest_of_articles(keys, articles)]

    def _highest_of_all(self, match: re.Match[str]) -> list[forms.Lines]:
        """`only the highest of the grants under this scheme is paid per enterprise per year`."""
        if len(self.paying) < 2 or not match["keys"].strip():
            raise UnreadError
        return [forms.highest_of_articles(self.keys(match["keys"]), self.paying)]

    def _years_limit(self, match: re.Match[str]) -> list[ast.Sentence]:
        return [forms.limit(count_of(match["count"]), "years", [self.key(match["key"])])]

    def _suspension(self, match: re.Match[str]) -> list[ast.Sentence]:
        trigger = self.trigger(match["event"])
        if trigger.conditions:
            raise UnreadError
        return [
            ast.Suspension(
                span=forms.NOWHERE,
                who=forms.name(self.payee(match["key"])),
                when=forms.record_trigger(trigger.record_text, trigger.event),
            )
        ]

    def _exclusion(self, match: re.Match[str]) -> list[str]:
        record = self.record_above
        if record is None or sum(line.text.startswith("award ") for line in self.above) != 1:
            raise UnreadError
        condition = forms.negation(self.conditions(record).condition(match["condition"]))
        (line,) = forms.lines_of([forms.with_lines(forms.condition_line(condition))], is_chinese=False)
        return [f"  {line}"]

    def _cap(self, match: re.Match[str]) -> list[ast.Sentence]:
        more = match.groupdict().get("more") or ""
        if match.groupdict().get("noun") == "limit" and not (self.has_currency or match["annual"]):
            raise UnreadError  # a limit may be one of records
        keys = self.keys(match["keys"] + more)
        if not keys:
            raise UnreadError
        is_annual = re.search("annual|yearly", match["annual"]) is not None and "year" not in keys
        return [forms.cap(forms.number(match["sum"]), [*keys, "year"] if is_annual else keys)]

    def _cap_by_condition(self, match: re.Match[str]) -> list[ast.Sentence | forms.Lines]:
        """`each firm may receive at most 500, or 900 if new`."""
        who = self.payee(match["each"] or match["none"])
        keys = [who, *self.keys(match["more"] or "")]
        if match["other"] is None:
            return [forms.cap(forms.number(match["sum"]), keys)]
        test = self.conditions(None).condition(match["condition"])
        name = f"limit_of_{who}"
        rows = [
            forms.row(forms.condition_key(test), forms.fixed_amount(forms.number(match["other"]))),
            forms.row(forms.OTHERWISE, forms.fixed_amount(forms.number(match["sum"]))),
        ]
        defined = forms.with_lines(forms.definition(name, forms.AS_FOLLOWS, None), *rows)
        return [defined, forms.cap(forms.word(name), keys)]

    def _cap_with_others(self, match: re.Match[str]) -> list[forms.Lines]:
        """`the grant together with other aid must not exceed 90% of price`."""
        record = self._only_record()
        amount = self.sums(record).sum(match["sum"])
        return [forms.with_lines(forms.cap(amount, ["item"]), forms.COUNTING)]

    def _cap_counting_levels(self, match: re.Match[str]) -> list[forms.Lines]:
        """`cap price per boat, counting local support`."""
        record = self._only_record()
        key = "item" if self.words.is_item(match["key"], record) else self.key(match["key"])
        levels = [self._level(word) for word in re.split(r", ?(?:and )?| and ", match["levels"])]
        return [forms.with_lines(forms.cap(self.sums(record).sum(match["sum"]), [key]), forms.support_counted(levels))]

    def _budget(self, match: re.Match[str]) -> list[ast.Sentence]:
        """`a budget of 9,000 per year, first come, first served`."""
        if not (match["all"] or match["manner"] or re.search("budget|fund|total", match["budget"] or "")):
            raise UnreadError
        keys = self.keys(match["keys"])
        is_annual = re.search("annual|yearly", match["budget"] or "") is not None and "year" not in keys
        manner, order = None, None
        if match["proportion"]:
            manner = ast.CapManner.IN_PROPORTION
        elif match["manner"]:
            record = self._only_record()
            field = match["order"]
            order = resolve(field, self.words.fields(record)) if field else self.words.order_of_arrival(record)
            if field and order is None:
                raise UnreadError
        keys = [*keys, "year"] if is_annual else keys
        return [forms.cap(forms.number(match["sum"]), keys, across=True, manner=manner, order=order)]

    def _level(self, word: str) -> str:
        level = resolve(word.strip(), self.words.levels)
        if level is None:
            raise UnreadError
        return level

    def _only_record(self) -> RecordKind:
        record = self.record_above
        if record is None or len(record.key) != 1:
            raise UnreadError
        return record

    def _addition(self, match: re.Match[str]) -> list[forms.Lines]:
        """An award in addition to the one before it, for the same record, with one more condition."""
        before = self.award_above
        if before is None:
            raise UnreadError
        head = self.trigger(match["condition"])
        earlier = self.trigger(re.split(r"\bwhen\b", before.text, maxsplit=1)[-1])
        if head.record is earlier.record:
            head.event = earlier.event
        if match["key"]:
            head.payees = [self.payee(match["key"])]
        amount = forms.fixed_amount(forms.number(match["sum"]))
        return [forms.with_lines(head.award(amount), forms.LABEL_OF_ADDITION)]
