"""Why a Chinese sentence cannot be read, in words: from the place where the parser stopped to one finding.

The kind of a Chinese sentence is told by its last keyword, not by its first word: the finding shows the form of the
sentence that its keywords fit best.
"""

from __future__ import annotations

import re

from lark.exceptions import UnexpectedInput

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import NOTHING, Phrase, Said, as_written, either
from ipdsl.syntax import bodies, chinese_slips, errors, forms, keywords, layout_errors
from ipdsl.syntax.expectations import PLAIN
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import Line
from ipdsl.syntax.tables import accepted, kind_of, stopped_at

_WORD = re.compile(r'"[^"]*"|\d[\d.,]*[百千万亿]?元?%?|\w+|\S')
_MOST = 8
"""So many words that fit are named."""
_ENGLISH = re.compile(r"(?<![\w.])[a-z]+(?![\w.])")
_DOWNWARDS = re.compile(r"(\d[\d.,]*[百千万亿]?元?) ?[件个项家名次种篇人]? ?以下")
_ABOVE_WITH = re.compile(r"(?:超过|高于) ?(\d[\d.,]*[百千万亿]?元?)([件个项家名次种篇人]?) ?\(含")

_AWARD = "对 记录 事件 的，奖励 5万元"
FORMS = (
    (("AWARD",), ("FOR", "THAT"), _AWARD),
    (("EACH_ITS_OWN",), (), "对 记录 事件 的，按 字段 分别奖励："),
    (("SUSPENDED_YEAR",), (), forms.CHINESE["suspend WHO for the year when RECORD EVENT"]),
    (("NO_AWARD",), (), forms.CHINESE["none when FIELD cannot be determined"]),
    (("WHOEVER",), (), forms.CHINESE["none when FIELD cannot be determined"]),
    (("SELECT",), (), forms.CHINESE["quota 2 to 5 PLURAL per year"]),
    (("AT_MOST_COUNT",), (), forms.CHINESE["limit 3 items per KEY per year"]),
    (("PAY_HIGHEST",), (), forms.CHINESE["pay highest per KEY per year"]),
    (("NO_REPEAT",), (), forms.CHINESE["no repeat per matter"]),
    (("TOP_UP",), (), forms.CHINESE["top up per matter"]),
    (("EXCESS", "PAID_OUT"), (), forms.CHINESE["carry forward 2 years"]),
    (("LESS_PAID", "PAID_PART"), (), forms.CHINESE["less already paid for RECORD of the same FIELD"]),
    (("CONVERTED",), (), forms.CHINESE["convert at SERIES on FIELD"]),
    (("EXCEPTED",), (), forms.CHINESE["except article 3, LABEL"]),
    (("EXECUTED",), (), forms.CHINESE['refers to "DOCUMENT" for RECORD EVENT']),
    (("TO_MATCH",), (), forms.CHINESE["oblige WHO to match at least 50% of award"]),
    (("SHALL",), (), forms.CHINESE['oblige WHO to "…"']),
    (("ALLOCATE",), (), forms.CHINESE["allocate 50000 per year to WHO while STATE"]),
    (("IN_FORCE",), (), forms.CHINESE["effective 2023-01-01 to 2025-12-31"]),
    (("HERE",), (), forms.CHINESE["here WHO means FIELD"]),
    (("UP_TO",), ("PER",), forms.CHINESE["cap 50000 per KEY per year"]),
    (("FOR", "AWARD"), (), _AWARD),
    (("EXPECT",), (), forms.CHINESE["expect ITEM 500"]),
    (("GIVEN",), (), forms.CHINESE["given KIND FIELD"]),
)
"""What a sentence probably is: the keywords any of which it has, those beside it, and its form."""


def explain(line: Line, start: str, problem: UnexpectedInput) -> Diagnostic:
    """The one finding about a sentence that no grammar reads."""
    at = stopped_at(problem, line.text)
    at += len(line.text[at:]) - len(line.text[at:].lstrip())
    return (
        _about_numbers(line) or _mixed(line, at) or _unknown(line) or _without_own(line)
        or chinese_slips.slip(line, start, at) or _misplaced(line, start) or _unexpected(line, start, at)
    )  # fmt: skip


def _about_numbers(line: Line) -> Diagnostic | None:
    """`以下` has two meanings in these documents; `超过5名（含5名）` means `不低于`."""
    found = _DOWNWARDS.search(line.text)
    if found is not None:
        span = line.span(found.start(), found.end())
        return errors.UnclearBorder(span=span, found=found.group().replace(" ", ""), number=found[1])
    found = _ABOVE_WITH.search(line.text)
    if found is not None:
        span = line.span(found.start(), found.end() - 2)
        return errors.AboveWithBorder(span=span, number=found[1] + found[2])
    return None


def _mixed(line: Line, at: int) -> Diagnostic | None:
    """An English keyword in a Chinese sentence."""
    plain = re.sub(r'"[^"]*"', lambda quoted: " " * len(quoted.group()), line.text)
    word = next((w for w in _ENGLISH.finditer(plain) if w.group() in keywords.reserved_words()), None)
    if word is None or word.start() > at:
        return None
    return errors.MixedLanguages(span=line.span(word.start(), word.end()), word=word.group())


def _unknown(line: Line) -> Diagnostic | None:
    """A run of characters that begins with words and goes on with something that is none."""
    if line.unknown is None:
        return None
    start, end = line.unknown
    return errors.UnknownRun(
        span=line.span(start, end), found=line.text[start:end], known=line.text[:start].split()[-1]
    )


def _without_own(line: Line) -> Diagnostic | None:
    """Rows beneath an award that does not say 分别: what it goes by would be the sum."""
    if not line.text.endswith(":") or any(word in line.text for word in keywords.chinese()["EACH_ITS_OWN"].phrases):
        return None
    verbs = "|".join(sorted(keywords.chinese()["AWARD"].phrases, key=len, reverse=True))
    found = re.search(rf"(?:一次性)? ?(?:{verbs}) ?:$", line.text)
    if found is None:
        return None
    at = line.span(found.start(), found.end())
    word = found.group().rstrip(": ").replace(" ", "")
    expected = as_written(f"`分别{word}：`", f"`分别{word}：`")
    return errors.UnexpectedWord(span=at, found=word, expected=expected)


def _misplaced(line: Line, start: str) -> Diagnostic | None:
    """A sentence that would be right elsewhere."""
    for other in bodies.PLACES:
        if other != start and kind_of(line.text, other, Surface.CHINESE) not in chinese_slips.OF_NAMES_ALONE:
            found = _WORD.match(line.text)
            word = found.group() if found is not None else line.text
            span = line.span(0, len(word))
            return layout_errors.Misplaced(
                span=span, word=word, where=bodies.PLACES[start], rightly=bodies.PLACES[other]
            )
    return None


def _unexpected(line: Line, start: str, at: int) -> Diagnostic:
    accepts = accepted(line.text[:at], start, Surface.CHINESE)
    expected = _expected(accepts)
    form = _form(line.text)
    hint = NOTHING if form is None else Phrase("write it as `{form}`", "写法：`{form}`", form=form)
    if at == len(line.text):
        return errors.EndsEarly(span=line.span(max(at - 1, 0), at), expected=expected, hint=hint)
    found = _WORD.match(line.text, at)
    end = found.end() if found is not None else at + 1
    word = line.written[at:end]
    if at == 0:
        return errors.UnknownSentence(span=line.span(at, end), found=word, expected=expected, hint=hint)
    if word in keywords.chinese_reserved() and "NAME" in accepts and "LPAR" not in accepts:
        return errors.ReservedWord(span=line.span(at, end), found=word, expected=expected)
    return errors.UnexpectedWord(span=line.span(at, end), found=word, expected=expected, hint=hint)


def _expected(terminals: frozenset[str]) -> Phrase:
    table = keywords.chinese()
    words: list[Said] = list(dict.fromkeys(PLAIN[t] for t in sorted(terminals) if t in PLAIN))
    shown = [f"`{table[t[1:]].shown}`" for t in sorted(terminals) if t[1:] in table]
    words += [as_written(word, word) for word in shown]
    if terminals & {"_THAT", "_DE"}:
        words.append(as_written("`的`", "`的`"))
    return either(words[:_MOST]) if words else Phrase("another word", "其他词语")


def _form(text: str) -> str | None:
    """The form of the sentence that the keywords of this one fit, the most telling first."""
    table = keywords.chinese()

    def has(terminal: str) -> bool:
        return "的" in text if terminal == "THAT" else any(word in text for word in table[terminal].phrases)

    return next((form for any_of, beside, form in FORMS if any(map(has, any_of)) and all(map(has, beside))), None)
