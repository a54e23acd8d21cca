"""The parser of one sentence: Lark's tables, taken from the cache or built from the grammar and put there.

Lark's own `cache=True` would unpickle a file of the shared temporary folder; ours is signed and the user's own.
"""

from __future__ import annotations

import copy
import functools
import io
from typing import Any

import lark
from lark import Lark
from lark.lexer import ContextualLexer

from ipdsl.cache import store
from ipdsl.syntax import blocks, grammar

KIND = "grammar"


class SentenceLexer(ContextualLexer):
    """The contextual lexer without its self-tests: with `interegular` installed they take seconds; a test runs them."""

    def __init__(self, conf: Any, states: Any, always_accept: Any = ()) -> None:
        conf = copy.copy(conf)
        conf.skip_validation = True
        super().__init__(conf, states, always_accept)


@functools.cache
def sentence_parser() -> Lark:
    """The parser of one sentence, made once a process."""
    text = grammar.read("ipdsl.lark")
    parts = (text.encode(), "\n".join(blocks.PLACES).encode(), lark.__version__.encode())
    kept = store.get(KIND, *parts)
    if kept is not None:
        return Lark.load(io.BytesIO(kept))
    made = _build(text)
    tables = io.BytesIO()
    made.save(tables)
    store.put(KIND, *parts, content=tables.getvalue())
    return made


def _build(text: str) -> Lark:
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        start=list(blocks.PLACES),
        propagate_positions=True,
        maybe_placeholders=True,
        _plugins={"ContextualLexer": SentenceLexer},
    )
