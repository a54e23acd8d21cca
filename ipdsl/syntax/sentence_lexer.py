"""The contextual lexer of a sentence: Lark's tokens, from patterns that are compiled when they are needed.

Lark joins the patterns of all terminals that a state accepts, and compiles them again for each set of terminals. A page
meets some 50 sets, and compiling them took a fifth of the time of `ipdsl check`. Here each terminal has one pattern for
all states. A state tries its terminals in Lark's order, but only those that can begin with the next character.

A sentence is one line, so no token has a line or a column. Lark's own checks of a grammar take seconds with
`interegular`; a test runs them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from lark.lexer import AbstractBasicLexer, BasicLexer, ContextualLexer, TerminalDef

_KEYWORD = re.compile(r"\(\?:((?:\w|\[ \]\+|\|)+)\)\(\?!.*")
"""The pattern of a keyword: phrases whose words are literal, and what may not follow."""

Match = Callable[[str, int], re.Match[str] | None]


class Terminal:
    """A terminal of the grammar: its name, the characters that it can begin with, and its pattern."""

    __slots__ = ("_definition", "_match", "first_characters", "ignores_case", "name")

    def __init__(self, definition: TerminalDef) -> None:
        self.name = definition.name
        self.ignores_case = "i" in definition.pattern.flags
        self.first_characters = _first_characters(definition)
        self._definition = definition
        self._match: Match | None = None

    def can_begin_with(self, character: str) -> bool:
        """Whether a token can begin with a character. Some letters beyond ASCII equal an ASCII letter without case."""
        return (
            self.first_characters is None
            or character in self.first_characters
            or (self.ignores_case and not character.isascii())
        )

    @property
    def match(self) -> Match:
        if self._match is None:
            self._match = re.compile(self._definition.pattern.to_regexp()).match
        return self._match


def _first_characters(definition: TerminalDef) -> frozenset[str] | None:
    """The characters that a keyword or a sign can begin with; `None` for other patterns."""
    text = definition.pattern.value
    if definition.pattern.type == "str":
        phrases = [text]
    elif keyword := _KEYWORD.fullmatch(text):
        phrases = keyword[1].split("|")
    else:
        return None
    first = {phrase[0] for phrase in phrases}
    return frozenset(first | {letter.upper() for letter in first} | {letter.lower() for letter in first})


class Scanner:
    """Matches the terminals that a state accepts. The first one that matches is the token."""

    __slots__ = ("_by_first_character", "allowed_types", "terminals")

    def __init__(self, terminals: Sequence[Terminal]) -> None:
        self.allowed_types = {terminal.name for terminal in terminals}
        self.terminals = terminals
        self._by_first_character: dict[str, list[Terminal]] = {}

    def match(self, text: Any, start: int) -> tuple[str, str] | None:
        """The text of the token at an offset, and the name of its terminal."""
        written: str = getattr(text, "text", text)  # Lark 1.3 passes a `TextSlice`
        character = written[start]
        candidates = self._by_first_character.get(character)
        if candidates is None:
            candidates = [terminal for terminal in self.terminals if terminal.can_begin_with(character)]
            self._by_first_character[character] = candidates
        for terminal in candidates:
            match = terminal.match(written, start)
            if match:
                return match[0], terminal.name
        return None


class _StateLexer(BasicLexer):
    """Lark's lexer of one state, with another scanner."""

    def __init__(self, conf: Any, terminals: Sequence[Terminal]) -> None:
        self.newline_types = frozenset()
        self.ignore_types = frozenset(conf.ignore)
        self.terminals_by_name = conf.terminals_by_name
        self.callback = {}
        self._scanner: Any = Scanner(terminals)


class _StateLexers(dict[int, AbstractBasicLexer]):
    """The lexers of the states, each made when the parser first comes to its state."""

    def __init__(self, conf: Any, states: Mapping[int, Collection[str]]) -> None:
        super().__init__()
        self._conf = conf
        self._states = states
        self._terminals = [Terminal(definition) for definition in sorted(conf.terminals, key=_order)]
        self._lexer_of = functools.cache(self._lexer)

    def __missing__(self, state: int) -> AbstractBasicLexer:
        self[state] = lexer = self._lexer_of(frozenset(self._states[state]))
        return lexer

    def _lexer(self, accepted: frozenset[str]) -> _StateLexer:
        names = accepted.union(self._conf.ignore)
        return _StateLexer(self._conf, [terminal for terminal in self._terminals if terminal.name in names])

    def for_all_terminals(self) -> _StateLexer:
        return _StateLexer(self._conf, self._terminals)


def _order(definition: TerminalDef) -> tuple[int, int, int, str]:
    """Lark's order of terminals."""
    pattern = definition.pattern
    return -definition.priority, -pattern.max_width, -len(pattern.value), definition.name


class SentenceLexer(ContextualLexer):
    """The contextual lexer: the state of the parser decides which terminals are tried."""

    def __init__(self, conf: Any, states: Mapping[int, Collection[str]], always_accept: Any = ()) -> None:
        lexers = _StateLexers(conf, states)
        self.lexers = lexers
        self.root_lexer = lexers.for_all_terminals()
