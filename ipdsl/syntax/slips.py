"""Common mistakes with words of the language: a next step for each, by the words at the place and just before it.

In: the words before the place where the parser stopped, the word there, and the words that it would have accepted. Out:
an advice, or nothing. Nothing is parsed again.
"""

from __future__ import annotations

import re
from fractions import Fraction

from ipdsl.making import attrs
from ipdsl.syntax.keywords import reserved_words
from ipdsl.values.numerals import whole
from ipdsl.values.written import decimal

_SIGNS = {">", "<", "=", "≥", "≤", "＞", "＜", "≧", "≦"}
_MONEY_SIGNS = {"¥", "￥", "$", "€", "£"}
_NUMBERS = frozenset(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", *"一二两三四五六七八九十")
)
_IN_WORDS = re.compile(r"[一二三四五六七八九十百千万亿零〇两]+(?:元|个|件|项|年|%)?")
_ARTICLE = re.compile(r"第([\d一二三四五六七八九十百]+)条.*")
_TIMES = {"times", "x", "*", "×", "multiplied", "乘", "乘以", "倍"}
_DIVIDED = {"/", "÷", "divided", "除以"}
_MULTIPLES = {"twice": "200%", "double": "200%", "thrice": "300%", "triple": "300%"}
_YEARS = {"annually", "yearly", "annum", "each", "every", "逐年", "每年"}
_DATE_WORDS = {"before": "less than", "after": "more than", "since": "at least", "until": "at most"}


@attrs.frozen
class Slip:
    """The place: the keyword the sentence begins with, the words before, the word found and the words after it."""

    verb: str
    before: str
    found: str
    after: str
    accepts: frozenset[str]
    is_keyword: bool

    @property
    def word(self) -> str:
        return self.found.lower()

    @property
    def next(self) -> str:
        """The word after the one found."""
        match = re.match(r"\s*([^\W\d]\w*)", self.after)
        return match.group(1) if match else "…"

    def follows(self, pattern: str) -> re.Match[str] | None:
        """Whether the words before end so."""
        return re.search(rf"(?:^|\s){pattern}\s*$", self.before, re.IGNORECASE)


def advice(slip: Slip, near: tuple[str, ...]) -> str:
    """What to write instead. Empty where the mistake is not a common one, or where a similar keyword is nearer."""
    if near:
        return _in_heads(slip)
    return _in_cases(slip) or _in_numbers(slip) or _in_conditions(slip) or _in_heads(slip) or _in_words(slip)


def _in_cases(slip: Slip) -> str:
    """What is not so, not there or not known, in the facts of a case."""
    if slip.word not in ("not", "非", "不"):
        return ""
    denied = re.match(r"[\s:]*([^\W\d]\w*)", slip.after)
    word = denied.group(1) if denied else "…"
    is_open = word.lower() in ("known", "stated", "given")
    if is_open and "_UNKNOWN" in slip.accepts:
        return "what is not known is written `unknown`"
    if "_NO" in slip.accepts:
        what = "RECORD" if is_open else word
        return f"that there is none is written `no {what}`, and that nothing is known of it `{what} unknown`"
    if slip.verb == "GIVEN" and is_open:
        return "say what the applicant is, `given KIND`; a field that the case does not mention is not known"
    if slip.verb == "GIVEN":
        return f"what does not hold of the applicant follows its kinds without a comma: `given KIND not {word}`"
    if slip.verb == "GIVEN_FIGURES":
        return "of a year write which figures are not known: `given figures 2022: FIGURE unknown`"
    is_given = slip.verb in ("GIVEN_SUPPORT", "GIVEN_HISTORY")
    return "a case is a closed world: where there is none, leave the line out" if is_given else ""


def _in_numbers(slip: Slip) -> str:
    number = re.search(r"(\d[\d,.]*)\s*$", slip.before)
    share = re.search(r"(\d[\d.]*[%％])\s*$", slip.before)
    if number and slip.word in ("%", "％", "percent", "per cent"):
        return f"a share is written without a blank: `{number.group(1)}%`"
    if number and re.fullmatch(r"0\d\d|\d{3}", slip.found):
        return f"a number is written without blanks: `{number.group(1)}{slip.found}`"
    if number and re.fullmatch("[百千万亿]?元?", slip.found):
        return f"a number is written without blanks: `{number.group(1)}{slip.found}`"
    if share and slip.found in ("%", "％"):
        return f"one sign is enough: `{share.group(1)} of …`"
    if share and "_OF" in slip.accepts:
        return f"say of what: `{share.group(1)} of {'…' if slip.is_keyword else slip.found}`"
    if slip.found in _MONEY_SIGNS:
        return "write the figure alone; the currency stands in the head of the page"
    if slip.found == "-" and "LPAR" in slip.accepts:
        return "no sum is below zero; a difference is written `a less b`"
    if slip.word in _NUMBERS and "NUMBER" in slip.accepts:
        return "write the number in figures"
    return _in_products(slip)


def _in_products(slip: Slip) -> str:
    """Sums are not multiplied: a multiple is a share, and steps are counted by `for each full`."""
    multiple = slip.follows(f"({'|'.join(_MULTIPLES)})")
    if multiple and re.match(r"[^\W\d]", slip.found):
        return f"a multiple is written as a share: `{_MULTIPLES[multiple.group(1).lower()]} of {slip.found}`"
    share = re.search(r"\b0?(\.\d+)\s*$", slip.before)
    if share and slip.word == "of":
        return f"a share is written as a percentage: `{decimal(Fraction(share.group(1)) * 100)}% of {slip.next}`"
    if slip.follows("award an?") and slip.next.lower() == "of":
        return "a part is written as a share: `50% of FIELD`"
    before = re.search(r"(\S+)\s*$", slip.before)
    left = before.group(1) if before else ""
    right = re.match(r"(?:\s*by\b)?\s*(\S+)", slip.after)
    other = right.group(1) if right else ""
    if slip.word in _TIMES and left and other and other.lower() not in reserved_words():
        number, what = (left, other) if re.fullmatch(r"\d+", left) else (other, left)
        if re.fullmatch(r"\d+", number) and re.match(r"[^\W\d]", what):
            return f"a multiple is written as a share: `{int(number) * 100}% of {what}`"
        return "sums are not multiplied: write `30% of FIELD`, `300 for each RECORD` or `10 for each full 100 of FIELD`"
    if slip.word in _DIVIDED and left and "_PLUS" in slip.accepts:
        return "a part is written as a share: `50% of FIELD`"
    if slip.follows("(?:per|for each|for every|每个?|每满)") and re.match(r"\d", slip.found) and slip.verb == "AWARD":
        return f"steps are written `AMOUNT for each full {slip.found} of FIELD`"
    if slip.follows("(?:per|每)") and re.match(r"\d", slip.found):
        return "a rule counts by the calendar year, `per year`, or without it for as long as the policy lasts"
    return ""


def _in_conditions(slip: Slip) -> str:
    if slip.found in _SIGNS and "_AT_LEAST" in slip.accepts:
        return "compare in words: `at least`, `more than`, `at most`, `less than` or `is`"
    span = re.match(r"\s*(?:the last )?(\d+ (?:year|month|day)s?)(?!\w)", slip.after, re.IGNORECASE)
    if slip.word == "within" and span and "_AT_LEAST" in slip.accepts:
        return f"a span is counted back from the day of the claim: `at most {span.group(1)} ago`"
    if slip.word in _DATE_WORDS and "_AT_LEAST" in slip.accepts:
        return f"days are compared like numbers: `{_DATE_WORDS[slip.word]} 2022-05-01`"
    is_word = not slip.is_keyword and re.fullmatch(r"[^\W\d]\w*", slip.found) is not None
    if is_word and slip.follows("(?:if|and|or) no"):
        return f"records are counted by `has`: `has no {slip.found} …`"
    if is_word and slip.follows("has"):
        return f"records are counted by `has`: `has at least 1 {slip.found} …`"
    alone = slip.follows(r"(?:and|or|not|且|或|非) (\S+)")
    is_tested = re.match(r"\s*(?:\d|(?:is|at|more|less|between)\b)", slip.after, re.IGNORECASE)
    if alone and is_word and not is_tested and "_IS" in slip.accepts:
        return f"a value follows `is`: `{alone.group(1)} is {slip.found}`"
    denied = slip.follows(r"(\S+) (?:is|为)")
    if denied and slip.word in ("not", "非", "不"):
        return f"`not` stands before what it denies: `not {denied.group(1)} is {slip.next}`"
    if slip.follows("is") and slip.word in ("at", "more", "less", "between"):
        return "leave out `is`: a comparison needs none"
    if slip.follows("is") and re.match(r"\d", slip.found):
        return f"a number is compared: `at least {slip.found}`, or `between {slip.found} and {slip.found}`"
    if slip.word == "is" and slip.follows(r"(?:when|while) \w+"):
        return f"leave out `is`: an event or a state follows the record, `{slip.next}`"
    if slip.word in ("and", "or") and slip.follows(r"(?:when|while) \w+"):
        return "the kind of record comes first, then its words: `when RECORD words`"
    article = slip.follows(r"(?:when|while) (a|an|the|each|every|any)(?: \w+)?")
    if article and not slip.is_keyword:
        return f"leave out `{article.group(1)}`"
    if re.search(r"\bhave\b", slip.before, re.IGNORECASE) and "_AND" in slip.accepts:
        return "records are counted by `has`: `has at least 1 RECORD words`"
    return ""


def _in_heads(slip: Slip) -> str:
    if slip.verb == "EXCEPT":
        extra = slip.follows("for")
        return "leave out `for`" if extra else "what is spared is parted by commas: `except article 3, LABEL`"
    if slip.verb == "CAP" and slip.word == "for" and slip.next.lower() in ("all", "every", "several", "applicants"):
        return "a cap that several applicants fill together ends with `across applicants`"
    if slip.verb != "AWARD" and slip.word in ("by", "of") and "_PER" in slip.accepts:
        return f"what is counted is written `per {slip.next}`"
    each = re.match(r"\s*(?:every|all|any) ([^\W\d]\w*)", slip.after, re.IGNORECASE)
    if slip.word == "for" and each and slip.verb == "AWARD" and "_FOR_EACH" in slip.accepts:
        return f"the records of a year are counted by `for each`: `for each {each.group(1)}`"
    if slip.verb == "LIMIT" and slip.word in ("per", "每") and (number := re.search(r"(\d+)\s*$", slip.before)):
        return f"say what is counted: `limit {number.group(1)} items per {slip.next}`"
    if slip.verb in ("CAP", "LIMIT") and slip.word == "in" and re.match(r"\s*\d{4}", slip.after):
        return "a rule holds for every year of the policy, each by itself: `per year`"
    is_paid = slip.verb == "AWARD" and re.search(r"\bto\b", slip.after)
    if slip.word == "for" and "_PER" in slip.accepts and not is_paid:
        told = "who is paid is written `to" if slip.verb == "AWARD" else "what is counted is written `per"
        return f"{told} {slip.next}`"
    if slip.verb == "SUSPEND" and slip.word in ("when", "the"):
        return "write `suspend WHO for the year when RECORD words`; everybody is `suspend applicant …`"
    if slip.verb == "NONE_WHEN" and slip.word in ("and", "or") and "_AND" not in slip.accepts:
        return "it stands alone: write the other condition as a `none when` of its own"
    if slip.verb == "NONE_WHEN" and slip.word in ("level", "levels", "support", "supported", "supports"):
        return "support from above is written `none when another level supported the same matter`"
    if slip.verb != "AWARD":
        return ""
    if slip.word == "but":
        return "leave out `but`"
    if slip.word == "every" and slip.next.lower() == "year":
        return "yearly figures are paid `each year`, a set of records `per year`"
    if slip.word == "if" and "_WHEN" in slip.accepts:
        return "what must hold of the record follows `when`; what concerns the applicant stands in an `if` line beneath"
    if slip.word == "and" and "_WHEN" in slip.accepts and "COMMA" in slip.accepts:
        return f"several kinds are parted by commas: `, {slip.next}`"
    if slip.word == "at" and re.search(r"\binterest of\b", slip.before, re.IGNORECASE):
        return "interest is written `interest on PRINCIPAL at RATE from DATE to DATE`"
    return ""


def _in_words(slip: Slip) -> str:
    is_word = not slip.is_keyword and re.fullmatch(r"[^\W\d]\w*", slip.found) is not None
    if slip.found in ("'", "‘", "`", "《", "「"):
        return 'quotation marks are `"…"`'
    if is_word and "STRING" in slip.accepts and not slip.accepts & {"NAME", "DOT"}:
        return 'a title or a text stands in quotation marks: `"…"`'
    if slip.verb in ("", "STATE") and is_word and slip.accepts == {"NUMBER", "_YEAR"}:
        return "several fields on a line are parted by `·`"
    if slip.follows("list") and re.fullmatch(r"[^\W\d]\w*", slip.found) and slip.word != "of":
        return f"write `list of {slip.found}`"
    return ""


def of_a_figure(text: str) -> str:
    """The advice where a number is compared in the place of a kind of record: `award 5 when filings at least 3`."""
    compared = re.search(r"\s(?:when|当) (\w+) ((?:at least|at most|more than|less than|不少于|不超过) \S+)$", text)
    if compared is None:
        return ""
    return (
        f"after `when` a kind of record comes first; of a yearly figure write `award … each year`, and beneath it"
        f" `if {compared.group(1)} {compared.group(2)}`"
    )


def of_a_first_word(found: str) -> str:
    """The same for the word with which a line begins."""
    article = _ARTICLE.fullmatch(found)
    return f'an article is written `article {whole(article.group(1))} "TITLE"`' if article else ""


def of_a_period(found: str) -> str:
    """Years of another kind than the rules count."""
    other = re.search(r"fiscal|financial|budget|财政|会计", found, re.IGNORECASE)
    return "rules count calendar years and no others: write `per year`" if other else ""


def is_a_year(word: str) -> bool:
    """A word for every year that stands alone."""
    return word.lower() in _YEARS


def is_number_in_words(word: str) -> bool:
    """Whether a word is a number in Chinese characters."""
    return len(word) > 1 and _IN_WORDS.fullmatch(word) is not None
