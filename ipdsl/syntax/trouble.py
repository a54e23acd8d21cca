"""Why a sentence cannot be read, in words: from the place where the parser stopped to a finding.

In: the sentence, the offset, and the terminals that would have been accepted there. Out: one finding. Common mistakes
are recognised by their words (`slips`, `said`); keywords with a slip, and those that are left out, by trying them
(`repairs`); what else would fit is read off the grammar (`expectations`).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.nearest import distance
from ipdsl.diagnostics.phrase import NOTHING, Phrase, literal_phrase
from ipdsl.syntax import bodies, errors, expectations, forms, keywords, repairs, slips
from ipdsl.syntax.characters import mask_quotations
from ipdsl.syntax.expectations import MAX_WORDS, WORD, StopPoint, expected_words, keyword_at, longest_keyword
from ipdsl.syntax.keywords import Keyword
from ipdsl.syntax.layout import SentenceLine

_RANKING = re.compile(r"award\s+((?:up\s+to\s+|by\s+)?(\w+)\s+of)\s", re.IGNORECASE)
_TRIGGER = re.compile(r"\b(?:when|while|each\s+year)\b", re.IGNORECASE)
_ROW = re.compile(r"(?:[^\W\d]\w*|\d+)(?: ?, ?\w+)* ?:")
_ROW_WORDS = {"AT_LEAST", "MORE_THAN", "AT_MOST", "LESS_THAN", "BETWEEN", "OTHERWISE"}
_AFTER_AMOUNT = {"ONCE", "PER", "TO", "WHEN", "WHILE", "EACH_YEAR", "AMONG", "FROM", "AT_MOST"}
_HEAD_WORDS = {"ONCE", "PER", "TO", "FROM", "AMONG"}
_RULES_WITH_PER = {
    verb for verb, line in bodies.LIKELY_BODIES.items() if line == "rule_line" and " per " in forms.FORMS[verb]
}
_RULE_BODY_TERMINALS = ("EXCEPT", "CARRY_FORWARD", "READING", "SOURCE")
_BODY_TERMINALS = {
    "AWARD": ("READING", "SOURCE", "COUNTING", "LESS_PAID", "CONVERT_AT", "UNCAPPED", "TIES"),
    "REPLACES": ("CLAUSE",),
    "SUSPEND": _RULE_BODY_TERMINALS,
    "NONE_WHEN": _RULE_BODY_TERMINALS,
}
"""What is often written on the line that it belongs beneath."""
_KEYS = ("MATTER", "APPLICANT")
"""Words that begin a line of a vocabulary and are keys of rules."""


def first_phrase(text: str) -> str:
    """The keyword a sentence begins with, as written; its first word where it begins with none."""
    keyword, length = longest_keyword(text, 0)
    if keyword is not None and keyword.begins_sentence:
        return text[:length]
    match = WORD.match(text)
    return match.group() if match else text


def probable_keyword(text: str) -> Keyword | None:
    """The keyword a broken sentence was probably meant to begin with."""
    keyword = keyword_at(text, 0)
    if keyword is not None:
        return keyword
    match = WORD.match(text)
    word = match.group().lower() if match else ""
    starters = [k for k in keywords.table().values() if k.begins_sentence]
    return next((k for k in starters for p in k.phrases if len(p) > 3 and distance(word, p, 2) <= 2), None)


def ranking_without_by(line: SentenceLine) -> Diagnostic | None:
    """Report a ranking without its `by`, or with a slip in its `rank`.

    Read as rows of a value it would have no trigger, and its ranks no meaning.
    """
    match = _RANKING.match(line.text)
    is_ranking = match is not None and distance(match[2].lower(), "rank", 1) <= 1 and match[1].lower() != "by rank of"
    if match is None or not is_ranking or _TRIGGER.search(line.text):
        return None
    hint = Phrase(
        "write `award by rank of FIGURE per year among K, …`, and beneath it a line for each rank, as `1: up to 50000`",
        "请写`对 每年 年度数据 排名 的 对象，按 名次 分别奖励：`，并在其下逐行写各名次，例如`第1名：最高 5万元`",
    )
    return errors.UnexpectedWord(span=line.span(*match.span(1)), found=match[1], expected="`by rank of`", hint=hint)


def fitting_start(text: str, start: str, terminals_of_start: Callable[[str], frozenset[str]]) -> str | None:
    """The start symbol under which this sentence would be right, if it begins well but stands wrongly."""
    keyword = keyword_at(text, 0)
    candidates = [s for s in (*bodies.PLACES, bodies.PAGE)[1:] if s != start]
    if keyword is None or not keyword.begins_sentence:
        is_row = _ROW.match(text) or (keyword is not None and keyword.terminal in _ROW_WORDS)
        return "row_line" if is_row and start in ("page_line", "block_line", "award_line") else None
    terminal = "_" + keyword.terminal
    if terminal in terminals_of_start(start):
        return None
    if start in ("field_line", "record_line") and keyword.terminal == "HERE" and re.match(r'\w+ "', text):
        return None  # a field of that name, with its label
    return next((s for s in candidates if terminal in terminals_of_start(s)), None)


def explain(place: StopPoint) -> Diagnostic:
    """The one finding about a sentence that cannot be read."""
    place = _moved_to_phrase(place)
    return (
        _punctuation_finding(place) or _mixed_languages(place) or _incomplete_phrase(place) or _unfinished_phrase(place)
        or _word_finding(place) or _unexpected_word(place)
    )  # fmt: skip


def _mixed_languages(place: StopPoint) -> Diagnostic | None:
    """A Chinese keyword in an English sentence."""
    if place.text.isascii() or keyword_at(place.text, 0) is None:
        return None
    plain = mask_quotations(place.text, " ")
    phrases = keywords.chinese_phrases()
    words = (w for w in WORD.finditer(plain) if w.start() <= place.offset)
    word = next((w for w in words if w.group() in phrases), None)
    if word is None:
        return None
    span = place.line.span(word.start(), word.end())
    return errors.MixedLanguages(span=span, word=word.group(), found=errors.CHINESE_IN_ENGLISH)


def _moved_to_phrase(place: StopPoint) -> StopPoint:
    """The place, moved back where the parser took the beginning of a keyword for a name: `award at most 5`."""
    starts = [m.start() for m in WORD.finditer(place.text, 0, place.offset)][1:]
    for start in starts[-MAX_WORDS:]:
        if start < place.offset < start + longest_keyword(place.text, start)[1]:
            earlier = place.stop_point_at(start)
            return earlier if earlier.accepts else place
    return place


def _incomplete_phrase(place: StopPoint) -> Diagnostic | None:
    """`external_rules all support`: the first word of a longer phrase, taken for a name by the parser."""
    text = place.text
    match = WORD.match(text)
    if place.offset == 0 or match is None or keyword_at(text, 0) is not None:
        return None
    starters = [keywords.table()[t[1:]] for t in place.first_terminals if t.startswith("_")]
    phrases = [p for k in starters for p in k.phrases if p.lower().startswith(match.group().lower() + " ")]
    if not phrases:
        return None
    near = tuple(sorted(phrases))[:3]
    span = place.line.span(0, match.end())
    first = attrs.evolve(place, stopped=0, accepts=place.first_terminals)
    return errors.UnknownSentence(span=span, found=match.group(), expected=expected_words(first, near), nearest=near)


@functools.cache
def _long_phrases() -> tuple[tuple[str, str], ...]:
    """The keywords of more than two words, each with its terminal."""
    phrases = ((f"_{k.terminal}", phrase) for k in keywords.table().values() for phrase in k.phrases)
    return tuple((terminal, phrase) for terminal, phrase in phrases if len(phrase.split()) > 2)


def _unfinished_phrase(place: StopPoint) -> Diagnostic | None:
    """`none when another level support_sum`: a long phrase of which two words or more are there, and not all."""
    text, offset = place.text, place.offset
    start = text.rstrip().rfind(" ", 0, max(offset - 1, 0)) + 1
    words = [*itertools.islice(WORD.finditer(text, start), MAX_WORDS)]
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
    actual_text = place.line.written[words[0].start() : words[count - 1].end()]
    return errors.UnexpectedWord(span=span, found=actual_text, expected=f"`{phrase}`", nearest=(phrase,))


def _punctuation_finding(place: StopPoint) -> Diagnostic | None:
    """Brackets, commas, full stops."""
    text, offset = place.text, place.offset
    actual_mark = text[offset : offset + 1]
    span = place.line.span(offset, offset + 1)
    code = mask_quotations(text, "_")
    if actual_mark == ")" and code[:offset].count(")") >= code[:offset].count("("):
        return errors.OpenBracket(span=span, bracket=")")
    if code.count("(") > code.count(")") and "RPAR" in place.accepts:
        opened = open_bracket(code)
        return errors.OpenBracket(span=place.line.span(opened, opened + 1), bracket="(")
    if actual_mark == "," and _is_in_amount(place, code[:offset]):
        is_thousands = re.search(r"\d ?$", code[:offset]) and re.match(r", ?\d", text[offset:])
        blanks_only = Phrase("leave the comma out: blanks alone part the words", "请删去逗号：词与词之间只用空格")
        advice = errors.CommaInAmount.advice if is_thousands else blanks_only
        return errors.CommaInAmount(span=span, advice=advice)
    if actual_mark and actual_mark in "。.;；!?":
        mark = place.line.written[offset : offset + 1]
        if actual_mark == ";" and "DOT" in place.accepts:
            return errors.FullStop(
                span=span, mark=mark, advice=Phrase("part the fields of a line by `·`", "一行中的字段用`·`隔开")
            )
        if re.match(r"\.ipp\b", text[offset:]):
            advice = Phrase("name the vocabulary alone, without `.ipp`", "只写词汇的名称，不写`.ipp`")
            return errors.FullStop(span=span, mark=mark, advice=advice)
        return errors.FullStop(span=span, mark=mark)
    return None


def _is_in_amount(place: StopPoint, text_before: str) -> bool:
    """Whether an amount may still go on here: after a number, or where `at most` and `once` could follow."""
    first = keyword_at(text_before, 0)
    in_case = first is not None and first.terminal.startswith("GIVEN")
    return not in_case and (bool(re.search(r"\d ?$", text_before)) or {"_AT_MOST", "_ONCE"} <= place.accepts)


def open_bracket(code: str) -> int:
    """Where the last bracket stands that is not closed."""
    opened: list[int] = []
    for index, character in enumerate(code):
        if character == "(":
            opened.append(index)
        elif character == ")" and opened:
            opened.pop()
    return opened[-1] if opened else 0


def _word_finding(place: StopPoint) -> Diagnostic | None:
    """The mistakes that authors make often."""
    text, offset = place.text, place.offset
    here = keyword_at(text, offset)
    first = keyword_at(text, 0)
    word = place.word
    span = place.line.span(offset, offset + max(len(word), 1))
    terminal = here.terminal if here else ""
    if (
        first is not None
        and first.terminal == "AWARD"
        and terminal in _AFTER_AMOUNT
        and _follows_first_keyword(text, offset, first)
    ):
        length = max(longest_keyword(text, offset)[1], 1)
        word, span = place.line.written[offset : offset + length], place.line.span(offset, offset + length)
        return errors.MissingAmount(span=span, found=word, advice=_amount(terminal, text[offset + length :]))
    if offset == len(text):
        return None
    near = expectations.near_keywords(place)
    is_rule = first is not None and first.terminal in _RULES_WITH_PER
    is_award = first is not None and first.terminal == "AWARD"
    is_key = terminal in _KEYS and (is_rule or (is_award and "_PER" in place.accepts))
    begins = here is not None and here.begins_sentence and "$END" in place.accepts and not is_key
    if is_rule and terminal == "ACROSS_APPLICANTS" and terminal not in place.accepts:
        if first is not None and first.terminal == "CAP" and "$END" not in place.accepts:
            advice = Phrase(
                "say what it counts by: `{before} per year across applicants`",
                "请写明归并项：`{before}`写作`每年 各申请人合计 最高奖励 …`",
                before=text[:offset].strip(),
            )
            return errors.MissingWord(span=span, found=text[offset:], expected=_per_keyword(place), advice=advice)
        hint = Phrase("only a cap is filled `across applicants`, at its end", "只有最高金额可以`各申请人合计`")
        return errors.UnexpectedWord(span=span, found=word, expected=expected_words(place, near), hint=hint)
    is_slip = word.lower() in ("by", "for", "of", "across") or re.match(r"in \d{4}", text[offset:], re.IGNORECASE)
    if is_rule and not begins and not is_slip and "_PER" in place.accepts and re.match(r"[^\W\d]", word) and not near:
        meant = expectations.meant_keyword(place)
        if meant is None or meant[1].terminal == "PER":
            return errors.MissingWord(
                span=span,
                found=word,
                expected=_per_keyword(place),
                advice=_missing_per_advice(first_phrase(text), word),
            )
    if offset > 0 and begins and first is not None and first.terminal == "EXCEPT":
        return _unexpected_word(place)
    if offset > 0 and begins:
        is_beneath = first is not None and terminal in _BODY_TERMINALS.get(
            first.terminal, _RULE_BODY_TERMINALS if is_rule else ()
        )
        is_limit = terminal == "CAP" and first is not None and first.terminal == "AWARD"
        return errors.TwoSentences(
            span=span, found=word, where=second_sentence_place(is_limit=is_limit, is_beneath=is_beneath)
        )
    if here is not None and here.is_reserved and "NAME" in place.accepts and "LPAR" not in place.accepts:
        slip = _slip_advice(place, word, near)
        if slip:
            return errors.UnexpectedWord(span=span, found=word, expected=expected_words(place, ()), hint=slip)
        return errors.ReservedWord(span=span, found=word, expected=expected_words(place, near))
    return None


def _per_keyword(place: StopPoint) -> Phrase:
    return literal_phrase("per", place.keyword_text("PER"))


def _missing_per_advice(verb: str, word: str) -> Phrase:
    key = keywords.per_phrase("year" if slips.is_year_word(word) else word)
    return Phrase(
        "a rule names what it counts by: `{verb} … {key}`", "规则应写明归并项：`{key} … {verb}`", verb=verb, key=key
    )


def second_sentence_place(*, is_limit: bool, is_beneath: bool) -> Phrase:
    """On which line the second of two sentences stands."""
    if is_limit:
        return Phrase(
            "of its own; the limit of the award itself is written `at most`",
            "单独的一行；奖励本身的限额写作`最高不超过`",
        )
    return Phrase("beneath this one, indented", "这一行之下，并缩进") if is_beneath else errors.TwoSentences.where


def _amount(terminal: str, text_after: str) -> Phrase:
    """What to write before a word that follows an amount."""
    if terminal != "AT_MOST":
        return errors.MissingAmount.advice
    limit, _, base = text_after.strip().partition(" of ")
    if not base:
        return Phrase(
            "`at most` limits an amount that stands before it: `award AMOUNT at most 500 …`; or `award up to 500 …`",
            "`最高不超过`限制它前面的数额：`奖励 数额，最高不超过 500元`；或写`最高奖励 500元`",
        )
    what, _, _ = base.partition(" ")
    return Phrase(
        "the amount comes first: `award {what} at most {limit} …`, or `award 30% of {what} at most {limit} …`",
        "先写数额：`按 {what} 奖励，最高不超过 {limit}`，或`按 {what} 的 30% 奖励，最高不超过 {limit}`",
        what=what,
        limit=limit,
    )


def _follows_first_keyword(text: str, offset: int, first: Keyword) -> bool:
    return any(text[:offset].strip().lower() == phrase.lower() for phrase in first.phrases)


def _unexpected_word(place: StopPoint) -> Diagnostic:
    offset = place.offset
    near = expectations.near_keywords(place)
    if offset == len(place.text):
        last = max(offset - 1, 0)
        fitting = expected_words(place, near)
        hint = slips.figure_advice(place.text) or _form_hint(place)
        return errors.EndsEarly(span=place.line.span(last, offset), expected=fitting, hint=hint)
    actual_text = place.word
    span = place.line.span(offset, offset + max(len(actual_text), 1))
    repair = repairs.repair_spelling(place) if offset else None
    slip = slips.first_word_advice(actual_text) if offset == 0 else _slip_advice(place, actual_text, near)
    if offset and repair is None and not slip:
        repair = repairs.repair_missing_word(place)
    if repair is not None:
        actual_text, span = place.line.written[repair.start : repair.end], place.line.span(repair.start, repair.end)
        fitting = expected_words(place.stop_point_at(repair.start), repair.phrases)
        return errors.UnexpectedWord(span=span, found=actual_text, expected=fitting, nearest=repair.phrases)
    is_near = offset == 0 and near and " " in near[0]
    meant = None if slip or is_near else expectations.meant_keyword(place)
    if meant is not None:
        start, what = meant
        near = (place.keyword_text(what.terminal),)
        actual_text, span = place.line.written[start : what.end], place.line.span(start, what.end)
        slip = slips.period_advice(actual_text) or Phrase(
            "`{found}` is written `{word}`", "`{found}`写作`{word}`", found=actual_text, word=near[0]
        )
        place = place.stop_point_at(start)
    fitting = expected_words(place, () if slip and meant is None else near)
    if offset == 0:
        if slip:
            return errors.UnknownSentence(span=span, found=actual_text, expected=fitting, hint=slip)
        return errors.UnknownSentence(span=span, found=actual_text, expected=fitting, nearest=near)
    word, advice = ("", NOTHING) if slip or near else repairs.missing_keyword(place)
    if word:
        return errors.MissingWord(span=span, found=actual_text, expected=word, advice=advice)
    hint = slip or (NOTHING if near else _misplaced_word_hint(place, actual_text) or _form_hint(place))
    return errors.UnexpectedWord(
        span=span, found=actual_text, expected=fitting, nearest=() if slip else near, hint=hint
    )


def _form_hint(place: StopPoint) -> Phrase:
    """How the sentence is written that begins so."""
    text = place.text
    first = keyword_at(text, 0)
    form = forms.form(first.terminal, text) if first is not None else None
    if form is None:
        return NOTHING
    chinese = literal_phrase(form, forms.CHINESE[form])
    return Phrase("it is written like `{form}`", "写法如`{form}`", form=chinese)


def _slip_advice(place: StopPoint, word: str, near: tuple[str, ...]) -> Phrase:
    """The advice on a common slip."""
    text, offset = place.text, place.offset
    first = keyword_at(text, 0)
    verb = first.terminal if first is not None and first.begins_sentence else ""
    is_keyword = keyword_at(text, offset) is not None
    return slips.advice(
        slips.MistakePattern(verb, text[:offset], word, text[offset + len(word) :], place.accepts, is_keyword), near
    )


def _misplaced_word_hint(place: StopPoint, word: str) -> Phrase:
    """A next step for words that are good and stand in the wrong place."""
    text, offset = place.text, place.offset
    first, here = keyword_at(text, 0), keyword_at(text, offset)
    if first is not None and first.terminal == "AWARD":
        if here is not None and here.terminal in _HEAD_WORDS and "_WHEN" not in place.accepts:
            return Phrase(
                "`{found}` stands before `when`: `award AMOUNT once per K to WHO from DATE when …`",
                "`{found}`不写在条件之后：`自 日期 起，对 … 的 对象，每个 归并项 一次性奖励 数额`",
                found=word,
            )
        if here is None and re.fullmatch(r"[^\W\d]\w*", word) and "_TO" in place.accepts:
            return Phrase(
                "who is paid is written `to {found}`, what is counted by `{key}`",
                "奖励对象写作`… 的 {found}`，归并项写作`{key}`",
                found=word,
                key=keywords.per_phrase(word),
            )
    return NOTHING
