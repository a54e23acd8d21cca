"""What other sentences of a page define for a block: names, and the year. In the language or in official wording."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ipdsl.driver.advice.blocks import BlockLine
from ipdsl.syntax.segmentation import DEFINITION

_IN_THE_LANGUAGE = (
    re.compile(r'here (?P<name>\w+)(?: "(?P<label>[^"]*)")?(?= of | means | by | as )'),
    re.compile(rf'{DEFINITION} (?:[^\W的]+ 的 )?(?P<name>[^\W的]+)(?: ["“](?P<label>[^"”]*)["”])?(?= 是指| 按)'),
)
ENGLISH = re.compile(
    r"(?:in this (?:scheme|policy|document|article),? |for purposes of this (?:scheme|policy|document|article),? )?"
    r"(?:the )?[\"“]?(?P<name>[a-z][\w ]*?)[\"”]? (?:means|is defined as|are defined as) (?P<meaning>.+)",
    re.IGNORECASE,
)
CHINESE = re.compile(
    r"本(?:办法|政策|标准|规定|细则|意见|措施|文件|方案)所称(?:的)?[\"“]?(?P<name>[^\W\d]+?)[\"”]?"
    r"(?:,?(?:是指|指|为)|,)(?P<meaning>.+)"
)


def defined_names(above: Iterable[BlockLine]) -> dict[str, str]:
    """The names of definitions, each also under its label and with blanks."""
    names: dict[str, str] = {}
    for line in above:
        for pattern in _IN_THE_LANGUAGE:
            match = pattern.match(line.text)
            if match is not None:
                names[match["name"]] = match["name"]
                names[match["name"].replace("_", " ")] = match["name"]
                names |= {match["label"]: match["name"]} if match["label"] else {}
        for pattern in (ENGLISH, CHINESE):
            match = pattern.fullmatch(line.text.replace("，", ",").strip().rstrip("。."))
            if match is not None and not line.text.startswith("here "):
                names[match["name"]] = name_of(match["name"])
    return names


def name_of(text: str) -> str:
    """The name of a definition: `eligible_costs` for `eligible costs`."""
    return "_".join(text.lower().split()) if text.isascii() else text


YEAR_IN_ENGLISH = re.compile(
    r"(?:the )?(?:financial|fiscal|budget|grant) year (?:begins|starts|runs from)(?: on)? (?P<first>.+?)"
    r"(?: (?:each|every|of each|of every) year)?(?: (?:to|until) .+)?",
    re.IGNORECASE,
)
YEAR_IN_CHINESE = re.compile(
    r"(?:本办法所称)?(?:财政|会计|预算|补贴)?年度(?:自|从)(?:每年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:起算|开始|起)?(?:计算)?"
)


def has_own_year(head: Iterable[BlockLine]) -> bool:
    """Whether the head of a page says when its years begin."""
    patterns = (YEAR_IN_ENGLISH, YEAR_IN_CHINESE, re.compile(r"year begins \d\d-\d\d|年度 自 .+ 起算"))
    return any(pattern.fullmatch(line.text.strip().rstrip(".。")) for line in head for pattern in patterns)
