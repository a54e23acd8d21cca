"""Why a Chinese sentence cannot be read, in words: from the place where the parser stopped to one finding.

The kind of a Chinese sentence is told by words anywhere in it, not by its first word: the finding shows the form that
they ask for (`signals`).
"""

from __future__ import annotations

import functools
import itertools
import re

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import NOTHING, Phrase, Said, as_written, either
from ipdsl.syntax import bodies, chinese_slips, errors, keywords, layout_errors, signals
from ipdsl.syntax.characters import masked
from ipdsl.syntax.expectations import PLAIN, keyword_at
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import Line
from ipdsl.syntax.tables import accepted, kind_of, stopped_in

_WORD = re.compile(r'"[^"]*"|\d[\d.,]*[百千万亿]?元?%?|\w+|\S')
_MOST = 8
"""So many words that fit are named."""
_ENGLISH = re.compile(r"(?<![\w.])[a-z]+(?![\w.])")
_DOWNWARDS = re.compile(r"(?<![\d.,])(\d[\d.,]*[百千万亿]?元?) ?[件个项家名次种篇人]? ?以下")
_ABOVE_WITH = re.compile(r"(?:超过|高于) ?(\d[\d.,]*[百千万亿]?元?)([件个项家名次种篇人]?) ?\(含")


def explain(line: Line, start: str) -> Diagnostic:
    """The one finding about a sentence that no grammar reads."""
    found = _about_numbers(line) or _misplaced(line, start)
    if found is not None:
        return found
    if line.has_unknown and line.around_unknown is not None:
        line.read_as(line.around_unknown())
    at = stopped_in(line.text, start, Surface.CHINESE)
    at += len(line.text[at:]) - len(line.text[at:].lstrip())
    return (
        _mixed(line, at) or chinese_slips.slip(line, start, at) or _otherwise(line, start) or _without_own(line)
        or _unknown(line, start, at) or _unexpected(line, start, at)
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
    plain = masked(line.text, " ")
    words = [w for w in _ENGLISH.finditer(plain) if w.start() <= at]
    reserved = (w for w in words if w.group() in keywords.reserved_words())
    here = (w for w in words if at <= w.end() + 1 and keyword_at(plain, w.start()) is not None)
    word = next(itertools.chain(reserved, here), None)
    if word is None:
        return None
    span = line.span(word.start(), word.end())
    return errors.MixedLanguages(span=span, word=word.group(), found=errors.ENGLISH_IN_CHINESE)


def _otherwise(line: Line, start: str) -> Diagnostic | None:
    """Words of official documents for what the page says in another way."""
    meant = signals.meant(line.text, start)
    if meant is None or not meant.signal.note:
        return None
    span = line.span(meant.start, meant.end)
    found = line.written[meant.start : meant.end].replace(" ", "")
    return errors.SaidOtherwise(span=span, found=found, form=meant.signal.form, note=meant.signal.note)


def _unknown(line: Line, start: str, at: int) -> Diagnostic | None:
    """Characters that are no word, at the place where the sentence cannot be read on or just before it."""
    unknown = next((one for one in line.unknown if 0 < one[0] <= at <= one[1] + 1), None)
    if unknown is None:
        return None
    first, last = unknown
    known = line.written[:first].split()[-1]
    found = line.written[first:last]
    form = _form(line, start)
    hint = NOTHING if form is None else Phrase("; the sentence is written `{form}`", "；句子写作`{form}`", form=form)
    return errors.UnknownRun(span=line.span(first, last), found=found, known=known, hint=hint)


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
    loose = (*bodies.OF_NAMES_ALONE, "record_with_parts") if start == "row_line" else bodies.OF_NAMES_ALONE
    for other in bodies.PLACES:
        if other == "row_line" and ":" not in line.text:
            continue  # `甲的，…` is a row too, and what most sentences begin with
        if other != start and kind_of(line.text, other, Surface.CHINESE) not in loose:
            found = _WORD.match(line.text)
            word = found.group() if found is not None else line.text
            span = line.span(0, len(word))
            return layout_errors.Misplaced(
                span=span, word=word, where=bodies.PLACES[start], rightly=bodies.PLACES[other]
            )
    return None


def _unexpected(line: Line, start: str, at: int) -> Diagnostic:
    form = _form(line, start)
    hint = _hint(form)
    stopped = 0
    fitting = accepted(line.text[:at], start, Surface.CHINESE)
    if fitting == {"_STANDARD"}:  # two names in a row: what may follow the first is what is missing
        at = line.text.rstrip().rindex(" ", 0, at - 1) + 1
        following = accepted(line.text[:at], start, Surface.CHINESE)
        fitting = frozenset(terminal for terminal in following if terminal.startswith("_"))
    elif form is not None and _begins_with_no_word(line.text, at, fitting, form):
        at, stopped = 0, len(line.text[:at].split()[0])
    found = _WORD.match(line.text, at)
    end = min(found.end() if found is not None else at + 1, stopped or len(line.text))
    word = line.written[at:end]
    if at == 0:
        first = form.partition(" ")[0] if form is not None else ""
        is_word = first in _beginnings()
        expected = as_written(f"`{first}`", f"`{first}`") if is_word else _expected(fitting, form, "")
        return errors.UnknownSentence(span=line.span(at, end), found=word, expected=expected, hint=hint)
    expected = _expected(fitting, form, line.text[:at])
    if at == len(line.text):
        return errors.EndsEarly(span=line.span(max(at - 1, 0), at), expected=expected, hint=hint)
    if word in keywords.chinese_reserved() and "NAME" in fitting and "LPAR" not in fitting:
        return errors.ReservedWord(span=line.span(at, end), found=word, expected=expected)
    return errors.UnexpectedWord(span=line.span(at, end), found=word, expected=expected, hint=hint)


def _form(line: Line, start: str) -> str | None:
    meant = signals.meant(line.text, start)
    return None if meant is None else meant.signal.form


def _hint(form: str | None) -> Phrase:
    return NOTHING if form is None else Phrase("write it as `{form}`", "写法：`{form}`", form=form)


def _begins_with_no_word(text: str, at: int, fitting: frozenset[str], form: str) -> bool:
    """Whether the first word was taken for a name only because a duty or a matter may begin with one, and none is
    meant."""
    words = text[:at].split()
    is_duty = "_SHALL" in fitting and "应当" not in form and len(words) == 1
    is_matter = "_SAME_MATTER" in fitting and "同一事项" not in form and len(words) == 2 and words[1] == "的"
    return is_duty or is_matter


@functools.cache
def _beginnings() -> frozenset[str]:
    """The keywords of Chinese sentences."""
    return frozenset(word for keyword in keywords.chinese().values() for word in keyword.phrases)


def _expected(terminals: frozenset[str], form: str | None, before: str) -> Phrase:
    """What fits at a place: of many words those alone that the form of the sentence has and that were not said yet."""
    table = keywords.chinese()
    shown = [t for t in sorted(terminals) if t[1:] in table]
    parts = () if form is None else re.findall(r"[^\W\d]+", form)
    in_form = [t for t in shown if table[t[1:]].shown in parts and not set(table[t[1:]].phrases) & set(before.split())]
    words: list[Said] = list(dict.fromkeys(PLAIN[t] for t in sorted(terminals) if t in PLAIN and not in_form))
    words += [as_written(f"`{table[t[1:]].shown}`", f"`{table[t[1:]].shown}`") for t in in_form or shown]
    if terminals & {"_THAT", "_DE"} and not in_form:
        words.append(as_written("`的`", "`的`"))
    if terminals == {"$END"}:
        words.append(Phrase("the end of the line", "行尾"))
    return either(words[:_MOST]) if words else Phrase("another word", "其他词语")
