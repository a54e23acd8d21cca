"""The colours of policies, from the grammar of the extension for Visual Studio Code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from pygments.lexer import RegexLexer
from pygments.token import Comment, Keyword, Number, String, Text, _TokenType

GRAMMAR = Path(__file__).resolve().parents[2] / "editors" / "vscode" / "syntaxes" / "ipdsl.tmLanguage.json"
TOKENS = {"comment": Comment, "string": String, "constant": Number, "keyword": Keyword}
HAN = "\u3400-\u9fff"


def rules() -> Iterator[tuple[str, _TokenType]]:
    """The patterns of the extension. A Chinese word is a keyword if keywords alone make it up."""
    for pattern in json.loads(GRAMMAR.read_text(encoding="utf-8"))["patterns"]:
        kind, regex = pattern["name"].split(".")[0], pattern["match"]
        if kind == "keyword" and not regex.startswith("(?i)"):
            regex = f"(?:{regex})+(?![{HAN}])"
        yield regex, TOKENS[kind]
    yield rf"[{HAN}]+|[^\W\d{HAN}][^\W{HAN}]*|\s+|.", Text


class PolicyLexer(RegexLexer):
    """Policies, vocabularies and cases."""

    name = "ipdsl"
    aliases: ClassVar = ["ipdsl"]
    filenames: ClassVar = ["*.ipp"]
    tokens: ClassVar = {"root": [*rules()]}
