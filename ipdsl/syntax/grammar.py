"""The two surfaces of the language, and the files of each: beside this module where installed, else in `grammar/`.

One tree, two grammars. Each sentence of a page is in one of them.
"""

from __future__ import annotations

import enum
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2] / "grammar"


class Surface(enum.Enum):
    """A surface, by the files of its grammar, of its keywords and of its tables."""

    ENGLISH = "ipdsl.lark", "keywords.toml", "tables.json"
    CHINESE = "chinese.lark", "chinese.toml", "chinese.json"

    @property
    def grammar(self) -> str:
        return self.value[0]

    @property
    def keywords(self) -> str:
        return self.value[1]

    @property
    def tables(self) -> str:
        return self.value[2]


def read_file(name: str) -> str:
    """The text of `ipdsl.lark`, `keywords.toml` or `tables.json`."""
    installed = Path(__file__).with_name(name)
    return (installed if installed.is_file() else CHECKOUT / name).read_text(encoding="utf-8")
