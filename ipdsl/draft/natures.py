"""What a sentence of an official text is by its words, whatever its figures: a promise, a rule, a reference."""

from __future__ import annotations

import enum
import re

from ipdsl.audit.narrow import narrow

_VERB = "奖励|资助|补助|补贴|贴息|奖补|扶持资金|奖金|配套"
PROMISE = re.compile(
    rf"(?:给予|予以|给|发放|享受|可?获得?|安排|按[^,。;]{{0,30}})[^,。;]{{0,30}}(?:{_VERB})"
    rf"|(?:一次性|全额|择优|分别|表彰|追加|再|每[件项个家人年次][^,。;]{{0,6}})(?:{_VERB})|(?:重点|专项|优先)扶持|风险补偿"
)
"""Words that promise money, over narrow text; 奖励 alone may be the name of a measure."""
RULE = re.compile(
    r"就高(?!校)|从高(?!校)|不能?重复|不[再得予能]重复|不再(?:给予|享受|奖励|资助|补助)|补足差额|补差|差额部分|追回|退回"
    r"|不予(?:奖励|资助|补助|受理)|取消[^,。;]{0,10}资格|(?:总额|资金)[^,。;]{0,6}控制|(?:包含|包括|含)本[数级]"
)
"""Words of rules on what is paid of several promises, on to whom nothing is, on whether 以上 includes its number."""
REFERENCE = re.compile(r"(?:按照?|参照|依照|依据|根据)[^,。;]{0,8}《[^》]{1,200}》[^,。;]{0,20}(?:执行|实施|办理)")
"""Words that leave it to another document."""


class SentenceKind(enum.Enum):
    """What a sentence is that is worth a comment without a figure."""

    RULE = "rule"
    REFERENCE = "reference"
    PROMISE = "promise"


_KIND_PATTERNS = ((SentenceKind.RULE, RULE), (SentenceKind.REFERENCE, REFERENCE), (SentenceKind.PROMISE, PROMISE))


def kind_of_sentence(words: str) -> SentenceKind | None:
    """What some words say that their sentence is."""
    plain = narrow(words)
    return next((nature for nature, pattern in _KIND_PATTERNS if pattern.search(plain)), None)
