"""Why a sentence cannot be read, in words: from the place where the parser stopped to a finding.

In: the sentence, the offset, and the terminals that would have been accepted there. Out: one finding. Common mistakes
are recognised by their words; nothing is parsed again.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.nearest import distance
from ipdsl.making import attrs
from ipdsl.syntax import bodies, errors, forms, keywords, slips
from ipdsl.syntax.keywords import Keyword
from ipdsl.syntax.layout import Line

_WORD = re.compile(r'"[^"]*"|[\w%]+(?:[.\-]\w+)*|\S')
_RANKING = re.compile(r"award\s+((?:up\s+to\s+)?rank\s+of)\s", re.IGNORECASE)
_TRIGGER = re.compile(r"\b(?:when|while|each\s+year)\b", re.IGNORECASE)
_ROW = re.compile(r"(?:[^\W\d]\w*|\d+)(?: ?, ?\w+)* ?:")
_ROW_WORDS = {"AT_LEAST", "MORE_THAN", "AT_MOST", "LESS_THAN", "BETWEEN", "OTHERWISE"}
_PLAIN = {
    "NAME": "a name",
    "REFERENCE": "a name",
    "STRING": 'a quotation in `"…"`',
    "NUMBER": "a number",
    "DATE": "a date such as `2022-05-01`",
    "PERCENT": "a percentage",
    "CODE": "a currency such as `CNY`",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "COMMA": "`,`",
    "COLON": "`:`",
    "MORETHAN": "`>`",
    "DOT": "`·`",
    "LSQB": "`[`",
    "RSQB": "`]`",
    "$END": "the end of the line",
}
_OPERAND = {"NAME", "NUMBER", "LPAR", "PERCENT"}
_OPERANDS = _OPERAND | {
    "DATE", "_TOTAL", "_COUNTED", "_LARGEST", "_EARLIEST", "_MIN", "_MAX", "_INTEREST_ON", "_INCREASE_OF",
}  # fmt: skip
_CONDITIONS = {"_NOT", "_HAS", "_HAS_NO", "_AT_LEAST", "_MORE_THAN", "_AT_MOST", "_LESS_THAN"}
_AFTER_AMOUNT = {"ONCE", "PER", "TO", "WHEN", "WHILE", "EACH_YEAR", "AMONG", "FROM"}
_HEAD_WORDS = {"ONCE", "PER", "TO", "FROM", "AMONG"}
_FIRST_TOLD = (
    "PER", "WHEN", "WHILE", "TO", "ONCE", "AWARD", "ARTICLE", "GROUP", "CAP", "LIMIT", "IF", "READING", "GIVEN",
    "EXPECT", "KEY", "EVENT", "AND", "OR", "IS", "AT_LEAST", "AT_MOST",
)  # fmt: skip
_RULES_WITH_PER = {
    verb for verb, line in bodies.BENEATH.items() if line == "rule_line" and " per " in forms.FORMS[verb]
}
_BENEATH_RULES = ("EXCEPT", "CARRY_FORWARD", "READING", "SOURCE")
_BENEATH = {
    "AWARD": ("READING", "SOURCE", "COUNTING", "LESS_PAID", "CONVERT_AT", "UNCAPPED", "TIES"),
    "REPLACES": ("CLAUSE",),
    "SUSPEND": _BENEATH_RULES,
    "NONE_WHEN": _BENEATH_RULES,
}
"""What is often written on the line that it belongs beneath."""
_KEYS = ("MATTER", "APPLICANT")
"""Words that begin a line of a vocabulary and are keys of rules."""
MOST_EXPECTED = 6
MOST_WORDS = 8
"""No keyword has more."""


@attrs.frozen
class StopPoint:
    """Where a sentence could not be read on: what was accepted there, and what at its beginning."""

    line: Line
    offset: int
    accepts: frozenset[str]
    first: frozenset[str]


def keyword_at(text: str, offset: int) -> Keyword | None:
    """The longest keyword that stands at this offset."""
    return _longest(text, offset)[0]


def _longest(text: str, offset: int) -> tuple[Keyword | None, int]:
    best: Keyword | None = None
    most = 0
    for keyword in keywords.table().values():
        for phrase in keyword.phrases:
            length = _matches(text, offset, phrase)
            if length > most:
                best, most = keyword, length
    return best, most


def _matches(text: str, offset: int, phrase: str) -> int:
    end = offset + len(phrase)
    if text[offset:end].lower() != phrase.lower():
        return 0
    return 0 if re.match(r"\w", text[end : end + 1]) else len(phrase)


def first_phrase(text: str) -> str:
    """The keyword a sentence begins with, as written; its first word where it begins with none."""
    keyword, length = _longest(text, 0)
    if keyword is not None and keyword.begins_sentence:
        return text[:length]
    match = _WORD.match(text)
    return match.group() if match else text


def meant(text: str) -> Keyword | None:
    """The keyword a broken sentence was probably meant to begin with."""
    keyword = keyword_at(text, 0)
    if keyword is not None:
        return keyword
    match = _WORD.match(text)
    word = match.group().lower() if match else ""
    starters = [k for k in keywords.table().values() if k.begins_sentence]
    return next((k for k in starters for p in k.phrases if len(p) > 3 and distance(word, p, 2) <= 2), None)


def unranked(line: Line) -> Diagnostic | None:
    """Report a ranking without its `by`. Read as rows of a value it would have no trigger, and its ranks no meaning."""
    found = _RANKING.match(line.text)
    if found is None or _TRIGGER.search(line.text):
        return None
    hint = (
        "write `award by rank of FIGURE per year among K, …`, and beneath it a line for each rank, as `1: up to 50000`"
    )
    return errors.UnexpectedWord(span=line.span(*found.span(1)), found=found[1], expected="`by rank of`", hint=hint)


def misplaced(text: str, start: str, first_of: Callable[[str], frozenset[str]]) -> str | None:
    """The start symbol under which this sentence would be right, if it begins well but stands wrongly."""
    keyword = keyword_at(text, 0)
    candidates = [s for s in (*bodies.PLACES, bodies.PAGE)[1:] if s != start]
    if keyword is None or not keyword.begins_sentence:
        is_row = _ROW.match(text) or (keyword is not None and keyword.terminal in _ROW_WORDS)
        return "row_line" if is_row and start in ("page_line", "block_line", "award_line") else None
    terminal = "_" + keyword.terminal
    if terminal in first_of(start):
        return None
    if start in ("field_line", "record_line") and keyword.terminal == "HERE" and re.match(r'\w+ "', text):
        return None  # a field of that name, with its label
    return next((s for s in candidates if terminal in first_of(s)), None)


def explain(place: StopPoint) -> Diagnostic:
    """The one finding about a sentence that cannot be read."""
    return (
        _about_marks(place) or _half_a_phrase(place) or _unfinished_phrase(place) or _about_words(place)
        or _unexpected(place)
    )  # fmt: skip


def _half_a_phrase(place: StopPoint) -> Diagnostic | None:
    """`counting all support`: the first word of a longer phrase, taken for a name by the parser."""
    text = place.line.text
    match = _WORD.match(text)
    if place.offset == 0 or match is None or keyword_at(text, 0) is not None:
        return None
    starters = [keywords.table()[t[1:]] for t in place.first if t.startswith("_")]
    phrases = [p for k in starters for p in k.phrases if p.lower().startswith(match.group().lower() + " ")]
    if not phrases:
        return None
    near = tuple(sorted(phrases))[:3]
    span = place.line.span(0, match.end())
    first = attrs.evolve(place, offset=0, accepts=place.first)
    return errors.UnknownSentence(span=span, found=match.group(), expected=_expected(first, near), nearest=near)


@functools.cache
def _long_phrases() -> tuple[tuple[str, str], ...]:
    """The keywords of more than two words, each with its terminal."""
    found = ((f"_{k.terminal}", phrase) for k in keywords.table().values() for phrase in k.phrases)
    return tuple((terminal, phrase) for terminal, phrase in found if len(phrase.split()) > 2)


def _unfinished_phrase(place: StopPoint) -> Diagnostic | None:
    """`none when another level supported`: a long phrase of which two words or more are there, and not all."""
    text, at = place.line.text, _offset(place)
    start = text.rstrip().rfind(" ", 0, max(at - 1, 0)) + 1
    words = [*itertools.islice(_WORD.finditer(text, start), MOST_WORDS)]
    best: tuple[int, str] = (1, "")
    for terminal, phrase in _long_phrases():
        parts = phrase.lower().split()
        same = itertools.takewhile(lambda pair: pair[0].group().lower() == pair[1], zip(words, parts, strict=False))
        count = len([*same])
        if best[0] < count < len(parts) and terminal not in place.accepts:
            best = count, phrase
    count, phrase = best
    if not phrase:
        return None
    span = place.line.span(words[0].start(), words[count - 1].end())
    found = place.line.written[words[0].start() : words[count - 1].end()]
    return errors.UnexpectedWord(span=span, found=found, expected=f"`{phrase}`", nearest=(phrase,))


def _found(place: StopPoint) -> str:
    match = _WORD.match(place.line.text, _offset(place))
    end = match.end() if match else len(place.line.text)
    return place.line.written[_offset(place) : end]


def _offset(place: StopPoint) -> int:
    """The offset without blanks before the word."""
    text = place.line.text
    at = place.offset
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _about_marks(place: StopPoint) -> Diagnostic | None:
    """Brackets, commas, full stops."""
    text, at = place.line.text, _offset(place)
    found = text[at : at + 1]
    span = place.line.span(at, at + 1)
    code = re.sub(r'"[^"]*"', lambda m: "_" * len(m.group()), text)
    if found == ")" and code[:at].count(")") >= code[:at].count("("):
        return errors.OpenBracket(span=span, bracket=")")
    if code.count("(") > code.count(")") and "RPAR" in place.accepts:
        opened = _open_bracket(code)
        return errors.OpenBracket(span=place.line.span(opened, opened + 1), bracket="(")
    if found == "," and _is_in_amount(place, code[:at]):
        return errors.CommaInAmount(span=span)
    if found and found in "。.;；!?":
        mark = place.line.written[at : at + 1]
        if found == ";" and "DOT" in place.accepts:
            return errors.FullStop(span=span, mark=mark, advice="part the fields of a line by `·`")
        if re.match(r"\.ipp\b", text[at:]):
            return errors.FullStop(span=span, mark=mark, advice="name the vocabulary alone, without `.ipp`")
        return errors.FullStop(span=span, mark=mark)
    return None


def _is_in_amount(place: StopPoint, before: str) -> bool:
    """Whether an amount may still go on here: after a number, or where `at most` and `once` could follow."""
    first = keyword_at(before, 0)
    in_case = first is not None and first.terminal.startswith("GIVEN")
    return not in_case and (bool(re.search(r"\d ?$", before)) or {"_AT_MOST", "_ONCE"} <= place.accepts)


def _open_bracket(code: str) -> int:
    opened: list[int] = []
    for at, character in enumerate(code):
        if character == "(":
            opened.append(at)
        elif character == ")" and opened:
            opened.pop()
    return opened[-1] if opened else 0


def _about_words(place: StopPoint) -> Diagnostic | None:
    """The mistakes that authors make often."""
    text, at = place.line.text, _offset(place)
    here = keyword_at(text, at)
    first = keyword_at(text, 0)
    found = _found(place)
    span = place.line.span(at, at + max(len(found), 1))
    terminal = here.terminal if here else ""
    if first is not None and first.terminal == "AWARD" and terminal in _AFTER_AMOUNT and _comes_after(text, at, first):
        return errors.MissingAmount(span=span, found=found)
    if at == len(text):
        return None
    near = _near(place)
    is_rule = first is not None and first.terminal in _RULES_WITH_PER
    is_key = is_rule and terminal in _KEYS
    begins = here is not None and here.begins_sentence and "$END" in place.accepts and not is_key
    if is_rule and found.lower() == "across" and "_ACROSS_APPLICANTS" not in place.accepts:
        hint = "only a cap is filled `across applicants`, at its end"
        return errors.UnexpectedWord(span=span, found=found, expected=_expected(place, near), hint=hint)
    is_slip = found.lower() in ("by", "for", "of", "across")
    if is_rule and not begins and not is_slip and "_PER" in place.accepts and re.match(r"[^\W\d]", found) and not near:
        return errors.MissingPer(span=span, found=found, verb=first_phrase(text))
    if at > 0 and begins and first is not None and first.terminal == "EXCEPT":
        return _unexpected(place)
    if at > 0 and begins:
        is_beneath = first is not None and terminal in _BENEATH.get(first.terminal, _BENEATH_RULES if is_rule else ())
        where = "beneath this one, indented" if is_beneath else "of its own"
        return errors.TwoSentences(span=span, found=found, where=where)
    if here is not None and here.is_reserved and "NAME" in place.accepts and "LPAR" not in place.accepts:
        return errors.ReservedWord(span=span, found=found, expected=_expected(place, near))
    return None


def _comes_after(text: str, at: int, first: Keyword) -> bool:
    return any(text[:at].strip().lower() == phrase.lower() for phrase in first.phrases)


def _unexpected(place: StopPoint) -> Diagnostic:
    at = _offset(place)
    near = _near(place)
    expected = _expected(place, near)
    if at == len(place.line.text):
        last = max(at - 1, 0)
        return errors.EndsEarly(span=place.line.span(last, at), expected=expected, hint=_form(place))
    found = _found(place)
    span = place.line.span(at, at + max(len(found), 1))
    if at == 0:
        glued = _glued(found)
        hint = slips.of_a_first_word(found) or glued
        if hint:
            return errors.UnknownSentence(span=span, found=found, expected=expected, hint=hint)
        return errors.UnknownSentence(span=span, found=found, expected=expected, nearest=near)
    slip = _slip(place, found, near)
    if slip:
        near, expected = (), _expected(place, ())
    hint = slip or ("" if near else _hint(place, found) or _form(place))
    return errors.UnexpectedWord(span=span, found=found, expected=expected, nearest=near, hint=hint)


def _form(place: StopPoint) -> str:
    """How the sentence is written that begins so."""
    text = place.line.text
    first = keyword_at(text, 0)
    form = forms.form(first.terminal, text) if first is not None else None
    return f"it is written like `{form}`" if form is not None else ""


def _slip(place: StopPoint, found: str, near: tuple[str, ...]) -> str:
    """The advice on a common slip."""
    text, at = place.line.text, _offset(place)
    first = keyword_at(text, 0)
    verb = first.terminal if first is not None and first.begins_sentence else ""
    is_keyword = keyword_at(text, at) is not None
    return slips.advice(slips.Slip(verb, text[:at], found, text[at + len(found) :], place.accepts, is_keyword), near)


def _hint(place: StopPoint, found: str) -> str:
    """A next step for words that are good and stand in the wrong place."""
    text, at = place.line.text, _offset(place)
    first, here = keyword_at(text, 0), keyword_at(text, at)
    if first is not None and first.terminal == "AWARD":
        if here is not None and here.terminal in _HEAD_WORDS and "_WHEN" not in place.accepts:
            return f"`{found}` stands before `when`: `award AMOUNT once per K to WHO from DATE when …`"
        if here is None and re.fullmatch(r"[^\W\d]\w*", found) and "_TO" in place.accepts:
            return f"who is paid is written `to {found}`, what is counted by `per {found}`"
    return _glued(found) or ""


def _glued(found: str) -> str | None:
    """A Chinese keyword run together with the next word."""
    keywords_first = [p for k in keywords.table().values() for p in k.chinese if found.startswith(p) and found != p]
    if not keywords_first:
        return None
    longest = max(keywords_first, key=len)
    return f"write a space between words: `{longest} {found[len(longest) :]}`"


def _near(place: StopPoint) -> tuple[str, ...]:
    """Accepted keywords that resemble what stands here, alone or with its neighbours."""
    text, at = place.line.text, _offset(place)
    following = [m.group().lower() for m in _WORD.finditer(text, at)][:6]
    before = text[:at].split()[-1:]
    scored: list[tuple[float, str]] = []
    for terminal in place.accepts:
        keyword = keywords.table().get(terminal.removeprefix("_"))
        for phrase in keyword.phrases if keyword is not None and terminal.startswith("_") else ():
            words = len(phrase.split())
            tries = [" ".join(following[:words])]
            if words > 1:
                tries.append(" ".join([w.lower() for w in before] + following[: words - 1]))
                tries.append(following[0] if following else "")
            limit = 1 if len(phrase) <= 4 else 2 if len(phrase) <= 12 else 3
            slips = min(distance(t, phrase.lower(), limit) for t in tries)
            if slips <= limit and slips < len(phrase) - 1:
                scored.append((slips / len(phrase), phrase))
            elif words > 1 and following and phrase.lower().startswith(following[0] + " "):
                scored.append((1, phrase))
    return tuple(phrase for _, phrase in sorted(scored)[:3])


def _expected(place: StopPoint, near: tuple[str, ...]) -> str:
    """What could stand here, in words: the nearest first, at most six."""
    accepts = set(place.accepts)
    shown = [f"`{phrase}`" for phrase in near]
    if accepts >= _OPERAND:
        has_conditions = "_NOT" in accepts
        shown.append("a condition" if has_conditions else "an amount or a field")
        accepts -= _OPERANDS | (_CONDITIONS if has_conditions else set())
    for terminal, words in _PLAIN.items():
        if terminal in accepts and terminal not in ("$END", "CODE") and words not in shown:
            shown.append(words)
    order = {t: i for i, t in enumerate(dict.fromkeys((*_FIRST_TOLD, *keywords.table())))}
    rest = sorted((t[1:] for t in accepts if t.startswith("_") and t != "_DE"), key=lambda t: order[t])
    shown += [w for w in (f"`{keywords.table()[t].shown}`" for t in rest) if w not in shown]
    if "CODE" in accepts:
        shown.append(_PLAIN["CODE"])
    if "$END" in accepts:
        shown.insert(min(len(shown), MOST_EXPECTED - 1), _PLAIN["$END"])
    shown = list(dict.fromkeys(shown))[:MOST_EXPECTED]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1] if shown else "nothing more"
