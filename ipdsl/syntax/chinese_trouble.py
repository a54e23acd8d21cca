"""Why a Chinese sentence cannot be read, in words: from the place where the parser stopped to one finding.

The kind of a Chinese sentence is told by words anywhere in it, not by its first word: the finding shows the form that
they ask for (`signals`).
"""

from __future__ import annotations

import functools
import itertools
import re

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import NOTHING, MessageValue, Phrase, join_alternatives, literal_phrase
from ipdsl.syntax import bodies, chinese_slips, errors, keywords, layout_errors, signals
from ipdsl.syntax.characters import mask_quotations
from ipdsl.syntax.expectations import PLAIN, keyword_at
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import SentenceLine
from ipdsl.syntax.tables import accepted_terminals, kind_of, stop_offset_in_text

_WORD = re.compile(r'"[^"]*"|\d[\d.,]*[百千万亿]?元?%?|\w+|\S')
_MAX_WORDS = 8
"""So many words that fit are named."""
_ENGLISH = re.compile(r"(?<![\w.])[a-z]+(?![\w.])")
_AMBIGUOUS_BOUND = re.compile(r"(?<![\d.,])(\d[\d.,]*[百千万亿]?元?) ?[件个项家名次种篇人]? ?以下")
_BOUND_INCLUDED = re.compile(r"(?:超过|高于) ?(\d[\d.,]*[百千万亿]?元?)([件个项家名次种篇人]?) ?\(含")


def explain(line: SentenceLine, start: str) -> Diagnostic:
    """The one finding about a sentence that no grammar reads."""
    finding = _number_finding(line) or _misplaced_sentence(line, start)
    if finding is not None:
        return finding
    if line.has_unknown and line.segment_around_unknown is not None:
        line.take_segmentation(line.segment_around_unknown())
    offset = stop_offset_in_text(line.text, start, Surface.CHINESE)
    offset += len(line.text[offset:]) - len(line.text[offset:].lstrip())
    return (
        _mixed_languages(line, offset)
        or chinese_slips.common_mistake(line, start, offset)
        or _official_phrase(line, start)
        or _missing_respectively(line)
        or _unknown_run(line, start, offset)
        or _unexpected_word(line, start, offset)
    )


def _number_finding(line: SentenceLine) -> Diagnostic | None:
    """`以下` has two meanings in these documents; `超过5名（含5名）` means `不低于`."""
    bound = _AMBIGUOUS_BOUND.search(line.text)
    if bound is not None:
        span = line.span(bound.start(), bound.end())
        return errors.UnclearUpperBound(span=span, found=bound.group().replace(" ", ""), number=bound[1])
    bound = _BOUND_INCLUDED.search(line.text)
    if bound is not None:
        span = line.span(bound.start(), bound.end() - 2)
        return errors.AmbiguousBoundary(span=span, number=bound[1] + bound[2])
    return None


def _mixed_languages(line: SentenceLine, offset: int) -> Diagnostic | None:
    """An English keyword in a Chinese sentence."""
    plain = mask_quotations(line.text, " ")
    words = [w for w in _ENGLISH.finditer(plain) if w.start() <= offset]
    reserved = (w for w in words if w.group() in keywords.reserved_words())
    here = (w for w in words if offset <= w.end() + 1 and keyword_at(plain, w.start()) is not None)
    word = next(itertools.chain(reserved, here), None)
    if word is None:
        return None
    span = line.span(word.start(), word.end())
    return errors.MixedLanguages(span=span, word=word.group(), found=errors.ENGLISH_IN_CHINESE)


def _official_phrase(line: SentenceLine, start: str) -> Diagnostic | None:
    """Words of official documents for what the page says in another way."""
    meant = signals.find_phrase(line.text, start)
    if meant is None or not meant.pattern.note:
        return None
    span = line.span(meant.start, meant.end)
    phrase = line.written[meant.start : meant.end].replace(" ", "")
    return errors.OfficialPhraseUsed(span=span, found=phrase, form=meant.pattern.form, note=meant.pattern.note)


def _unknown_run(line: SentenceLine, start: str, offset: int) -> Diagnostic | None:
    """Characters that are no word, at the place where the sentence cannot be read on or just before it."""
    unknown = next((run for run in line.unknown if 0 < run[0] <= offset <= run[1] + 1), None)
    if unknown is None:
        return None
    first, last = unknown
    known = line.written[:first].split()[-1]
    text = line.written[first:last]
    form = _form(line, start)
    hint = NOTHING if form is None else Phrase("; the sentence is written `{form}`", "；句子写作`{form}`", form=form)
    return errors.UnknownRun(span=line.span(first, last), found=text, known=known, hint=hint)


def _missing_respectively(line: SentenceLine) -> Diagnostic | None:
    """Rows beneath an award that does not say 分别: what it goes by would be the sum."""
    if not line.text.endswith(":") or any(word in line.text for word in keywords.chinese()["EACH_ITS_OWN"].phrases):
        return None
    verbs = "|".join(sorted(keywords.chinese()["AWARD"].phrases, key=len, reverse=True))
    verb_match = re.search(rf"(?:一次性)? ?(?:{verbs}) ?:$", line.text)
    if verb_match is None:
        return None
    span = line.span(verb_match.start(), verb_match.end())
    word = verb_match.group().rstrip(": ").replace(" ", "")
    expected = literal_phrase(f"`分别{word}：`", f"`分别{word}：`")
    return errors.UnexpectedWord(span=span, found=word, expected=expected)


def _misplaced_sentence(line: SentenceLine, start: str) -> Diagnostic | None:
    """A sentence that would be right elsewhere."""
    loose = (*bodies.NAMELIKE_KINDS, "record_with_parts") if start == "row_line" else bodies.NAMELIKE_KINDS
    for other in bodies.PLACES:
        if other == "row_line" and ":" not in line.text:
            continue  # `甲的，…` is a row too, and what most sentences begin with
        if other != start and kind_of(line.text, other, Surface.CHINESE) not in loose:
            word_match = _WORD.match(line.text)
            word = word_match.group() if word_match is not None else line.text
            span = line.span(0, len(word))
            return layout_errors.MisplacedSentence(
                span=span, word=word, where=bodies.PLACES[start], rightly=bodies.PLACES[other]
            )
    return None


def _unexpected_word(line: SentenceLine, start: str, offset: int) -> Diagnostic:
    form = _form(line, start)
    hint = _hint(form)
    stopped = 0
    fitting = accepted_terminals(line.text[:offset], start, Surface.CHINESE)
    if fitting == {"_STANDARD"}:  # two names in a row: what may follow the first is what is missing
        offset = line.text.rstrip().rindex(" ", 0, offset - 1) + 1
        following = accepted_terminals(line.text[:offset], start, Surface.CHINESE)
        fitting = frozenset(terminal for terminal in following if terminal.startswith("_"))
    elif form is not None and _begins_with_no_word(line.text, offset, fitting, form):
        offset, stopped = 0, len(line.text[:offset].split()[0])
    word_match = _WORD.match(line.text, offset)
    end = min(word_match.end() if word_match is not None else offset + 1, stopped or len(line.text))
    word = line.written[offset:end]
    if offset == 0:
        first = form.partition(" ")[0] if form is not None else ""
        is_word = first in _beginnings()
        expected = literal_phrase(f"`{first}`", f"`{first}`") if is_word else _expected_words(fitting, form, "")
        return errors.UnknownSentence(span=line.span(offset, end), found=word, expected=expected, hint=hint)
    expected = _expected_words(fitting, form, line.text[:offset])
    if offset == len(line.text):
        return errors.EndsEarly(span=line.span(max(offset - 1, 0), offset), expected=expected, hint=hint)
    if word in keywords.chinese_reserved() and "NAME" in fitting and "LPAR" not in fitting:
        return errors.ReservedWord(span=line.span(offset, end), found=word, expected=expected)
    return errors.UnexpectedWord(span=line.span(offset, end), found=word, expected=expected, hint=hint)


def _form(line: SentenceLine, start: str) -> str | None:
    meant = signals.find_phrase(line.text, start)
    return None if meant is None else meant.pattern.form


def _hint(form: str | None) -> Phrase:
    return NOTHING if form is None else Phrase("write it as `{form}`", "写法：`{form}`", form=form)


def _begins_with_no_word(text: str, offset: int, fitting: frozenset[str], form: str) -> bool:
    """Whether the first word was taken for a name only because a duty or a matter may begin with one, and none is
    meant."""
    words = text[:offset].split()
    is_duty = "_SHALL" in fitting and "应当" not in form and len(words) == 1
    is_matter = "_SAME_MATTER" in fitting and "同一事项" not in form and len(words) == 2 and words[1] == "的"
    return is_duty or is_matter


@functools.cache
def _beginnings() -> frozenset[str]:
    """The keywords of Chinese sentences."""
    return frozenset(word for keyword in keywords.chinese().values() for word in keyword.phrases)


def _expected_words(terminals: frozenset[str], form: str | None, text_before: str) -> Phrase:
    """What fits at a place: of many words those alone that the form of the sentence has and that were not said yet."""
    table = keywords.chinese()
    shown = [t for t in sorted(terminals) if t[1:] in table]
    parts = () if form is None else re.findall(r"[^\W\d]+", form)
    in_form = [
        t
        for t in shown
        if table[t[1:]].preferred_phrase in parts and not set(table[t[1:]].phrases) & set(text_before.split())
    ]
    words: list[MessageValue] = list(dict.fromkeys(PLAIN[t] for t in sorted(terminals) if t in PLAIN and not in_form))
    words += [
        literal_phrase(f"`{table[t[1:]].preferred_phrase}`", f"`{table[t[1:]].preferred_phrase}`")
        for t in in_form or shown
    ]
    if terminals & {"_THAT", "_DE"} and not in_form:
        words.append(literal_phrase("`的`", "`的`"))
    if terminals == {"$END"}:
        words.append(Phrase("the end of the line", "行尾"))
    return join_alternatives(words[:_MAX_WORDS]) if words else Phrase("another word", "其他词语")
