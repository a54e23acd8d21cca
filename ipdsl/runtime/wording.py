"""Sentences of reasons.

In comes a reason, which is values (`ipdsl.runtime.reasons`); out comes its sentence: the cell of its code
(`ipdsl.runtime.sentences`) with its values in words, by their types (`in_english`, `in_chinese`).
"""

from __future__ import annotations

from ipdsl.diagnostics.phrase import Language
from ipdsl.runtime import in_english
from ipdsl.runtime import reasons as r
from ipdsl.runtime.labels import UNTRANSLATED, PolicyNames
from ipdsl.runtime.sentences import CATALOGUE


def sentence(reason: r.Reason) -> str:
    """The reason in English words."""
    return CATALOGUE[reason.code].en.format_map(values_in_words(reason))


def values_in_words(reason: r.Reason, names: PolicyNames = UNTRANSLATED) -> dict[str, str]:
    """Each value of a reason in English words, by name; `names` say where a fact belongs."""
    return {name: in_english.text(value, names) for name, value in reason.values}


def explanation(code: str, language: Language = Language.EN) -> str | None:
    """The page of a reason code; `None` where there is none."""
    row = CATALOGUE.get(code)
    if row is None:
        return None
    if language is Language.ZH:
        return f"# {code}：结算结果中的理由\n\n{row.meaning_zh}\n\n结算结果中写作：`{row.zh}`。\n"
    return f"# {code}: a reason in a decision\n\n{row.meaning}\n\nIn a decision it reads: `{row.en}`.\n"
