"""Read the officials' sentences in `tests/messages`, with the amounts that they mean."""

from __future__ import annotations

import json
import random
import re
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from tests.support.project_files import files_in

ENGLISH = """policy tea_2022 "Tea"
  document "Example 1"
  effective 2022-01-01 to 2024-12-31
  use ip
  language 4

article 1 "Rewards"
"""
CHINESE = """政策 tea_2022 “示例”
  文号 “示例1号”
  自 2022年1月1日 起施行，有效期至 2024年12月31日
  使用词汇 ip
  语言版本 4

第1条 “奖励”
"""
FOLDER = Path(__file__).parent.parent / "messages" / "phrases"
HELD_OUT = FOLDER.parent / "held_out"
"""Sentences that were written after the patterns of official wording."""
LANGUAGE_3 = FOLDER.parent / "language_3"
"""Sentences around sums of facts, days, definitions, rows and caps."""
DOCUMENTS = FOLDER.parent / "documents"
"""Sentences of public documents that no other folder uses. No advice is written from them."""
NOTICES = FOLDER.parent / "notices"
"""Sentences of public notices on other grants than those of the other folders. No advice is written from them."""
CIRCULARS = FOLDER.parent / "circulars"
"""Chinese sentences of measures and detailed rules on other grants. Later patterns are written from them."""
GAZETTES = FOLDER.parent / "gazettes"
"""Chinese sentences of measures, guides and notices on still other grants. Later patterns are written from them."""
BULLETINS = FOLDER.parent / "bulletins"
"""Chinese sentences of measures, schemes and notices on further grants. Later patterns are written from them."""
REGISTERS = FOLDER.parent / "registers"
"""Chinese sentences of measures, rules and notices, a sample of all grants. No advice is written from them."""
LANGUAGES = ("english", "chinese")


@attrs.frozen
class Source:
    """The official text on which a phrase is based."""

    title: str
    body: str
    """The issuing authority."""
    number: str
    """Its number, date or place in a collection."""
    link: str


@attrs.frozen
class Case:
    """Facts of one applicant, and the amount due to it in all years, in whole units of the page's currency."""

    facts: Mapping[str, Any]
    due: int


@attrs.frozen
class Phrase:
    """One sentence or a few, as an official would write them into a page without knowing the language."""

    id: str
    source: Source
    vocabulary: str
    """The name of a vocabulary in the folder, as `use` names it."""
    currency: str
    """The code of the currency in ISO 4217."""
    around: str
    """The page with a line `{sentence}` at the position of the sentence."""
    sentence: str
    """One line or more, without the indentation of its position."""
    meaning: tuple[Case, ...]
    folder: Path
    """The folder of its vocabulary."""

    @property
    def page(self) -> str:
        """The whole page with the sentence."""
        return self.page_with(self.sentence)

    def page_with(self, sentence: str) -> str:
        """The page with another sentence instead of the official's."""
        place = re.search(r"^( *)\{sentence\}$", self.around, re.MULTILINE)
        assert place is not None, "a page has a line `{sentence}`"
        lines = "\n".join(place[1] + line for line in sentence.splitlines())
        return self.around[: place.start()] + lines + self.around[place.end() :]

    def write(self, folder: Path, text: str | None = None) -> Path:
        """Write the page (or `text`) and its vocabulary into a folder, and return the path of the page."""
        shutil.copy(self.folder / f"{self.vocabulary}.ipp", folder)
        path = folder / "page.ipp"
        path.write_text(self.page if text is None else text, encoding="utf-8", newline="\n")
        return path


def phrases(language: str, folder: Path = FOLDER) -> tuple[Phrase, ...]:
    """The phrases of `english` or `chinese` in a folder, in the order of the file."""
    data = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    return tuple(_phrase({"page": data["page"], **entry}, folder) for entry in data["phrase"])


def languages(folder: Path) -> Sequence[str]:
    """The languages that a folder has phrases in."""
    return [language for language in LANGUAGES if (folder / f"{language}.toml").is_file()]


def vocabularies(folder: Path = FOLDER) -> Sequence[Path]:
    """The pages of the vocabularies that phrases of a folder use."""
    return files_in(folder, "*.ipp")


_RULE_NAMES = {
    "1 limit per address": "1 limit applicant per address",
    "1 limit per permit": "1 limit applicant per permit",
}
"""Default names of rules that the data set guessed before the rules existed, with the names that they have."""


def _facts(text: str) -> Mapping[str, Any]:
    facts: dict[str, Any] = json.loads(text)
    for published in facts.get("published", ()):
        if published.get("rule") in _RULE_NAMES:  # one place for each: the data set says how many are left
            published["rule"] = _RULE_NAMES[published["rule"]]
            published["taken"] = 1 - published.pop("left")
    return facts


def _phrase(entry: Mapping[str, Any], folder: Path) -> Phrase:
    around = entry["page"].replace("{vocabulary}", entry["vocabulary"]).replace("{currency}", entry["currency"])
    return Phrase(
        id=entry["id"],
        source=Source(**entry["source"]),
        vocabulary=entry["vocabulary"],
        currency=entry["currency"],
        around=around,
        sentence=entry["sentence"].rstrip("\n"),
        meaning=tuple(Case(_facts(case["facts"]), case["due"]) for case in entry["meaning"]),
        folder=folder,
    )


def parts_of(sentence: str, language: str, draw: random.Random) -> list[str]:
    """A sentence in parts: words, or some characters of a Chinese clause."""
    if language == "english":
        return re.findall(r"\s*\S+", sentence)
    parts = []
    for clause in re.split(r"(?<=[，；、：的 \n])", sentence):
        rest = clause
        while len(rest) > 8 and draw.random() < 0.7:
            length = draw.randint(2, 6)
            parts.append(rest[:length])
            rest = rest[length:]
        parts.append(rest)
    return [part for part in parts if part]
