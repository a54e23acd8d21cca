"""The parser of one sentence: Lark's tables and its lexer.

The tables are from the package, from the cache, or built from the grammar. Each surface has a grammar and a file of
tables. The file is part of the package and contains only numbers and names. It is used only for the grammar and the
version of Lark that it was made with. Lark's `cache=True` would unpickle a file from the shared temporary folder; the
cache of ipdsl is signed and belongs to the user.

`python -m ipdsl.syntax.parser_tables --write` updates the files. Without `--write` it checks whether they are current
(exit code 1 if not). Lark numbers its states differently each time, so two correct files may differ.

The lexer gives Lark's tokens, from patterns that are compiled when they are needed. Lark joins the patterns of all
terminals that a state accepts, and compiles them again for each set of terminals. A page meets some 50 sets, and
compiling them took a fifth of the time of `ipdsl check`. Here each terminal has one pattern for all states. A state
tries its terminals in Lark's order, but only those that can begin with the next character.

A sentence is one line, so no token has a line or a column. Lark's own checks of a grammar take seconds with
`interegular`; a test runs them.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import lark
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput
from lark.grammar import NonTerminal, Rule, RuleOptions, Terminal
from lark.lexer import AbstractBasicLexer, BasicLexer, ContextualLexer, TerminalDef
from lark.parsers.lalr_analysis import IntParseTable, Reduce, Shift
from lark.parsers.lalr_parser import LALR_Parser, _Parser

from ipdsl.base import cache
from ipdsl.syntax import keywords
from ipdsl.syntax.keywords import Surface

_KEYWORD = re.compile(r"\(\?:((?:\w|\[ \]\+|\|)+)\)\(\?!.*")
"""The pattern of a keyword: phrases whose words are literal, and what may not follow."""

Match = Callable[[str, int], re.Match[str] | None]


class LexerTerminal:
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

    def __init__(self, terminals: Sequence[LexerTerminal]) -> None:
        self.allowed_types = {terminal.name for terminal in terminals}
        self.terminals = terminals
        self._by_first_character: dict[str, list[LexerTerminal]] = {}

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

    def __init__(self, conf: Any, terminals: Sequence[LexerTerminal]) -> None:
        self.newline_types = frozenset()
        self.ignore_types = frozenset(conf.ignore)
        self.terminals_by_name = conf.terminals_by_name
        self.callback = {}
        self._scanner: Any = Scanner(terminals)


class _StateLexers(dict[int, AbstractBasicLexer]):
    """The lexers of the states, each made when the parser first comes to its state."""

    def __init__(self, conf: Any, states: Mapping[int, Collection[str]]) -> None:
        super().__init__()
        self.states = states
        self._conf = conf
        self._terminals = [LexerTerminal(definition) for definition in sorted(conf.terminals, key=_order)]
        self._lexer_of = functools.cache(self._lexer)

    def __missing__(self, state: int) -> AbstractBasicLexer:
        self[state] = lexer = self._lexer_of(frozenset(self.states[state]))
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

    lexers: _StateLexers

    def __init__(self, conf: Any, states: Mapping[int, Collection[str]], always_accept: Any = ()) -> None:
        self.lexers = _StateLexers(conf, states)
        self.root_lexer = self.lexers.for_all_terminals()


class _States(dict[int, dict[str, tuple[Any, Any]]]):
    """The states of the parser with their actions, each made when the parser first comes to it.

    A row of the tables has the terminals of a state, each followed by its action: the next state, or -1 less the
    number of the rule that is reduced.
    """

    def __init__(self, rows: Sequence[Sequence[int]], tokens: Sequence[str], memo: Mapping[int, Any]) -> None:
        super().__init__()
        self.rows, self._tokens, self._memo = rows, tokens, memo

    def __missing__(self, state: int) -> dict[str, tuple[Any, Any]]:
        row = self.rows[state]
        self[state] = actions = {
            self._tokens[token]: (Shift, action) if action >= 0 else (Reduce, self._memo[-1 - action])
            for token, action in zip(row[::2], row[1::2], strict=True)
        }
        return actions


class _TableParser(LALR_Parser):
    """Lark's parser over the tables of the package."""

    @classmethod
    def deserialize(cls, data: Any, memo: Any, callbacks: Any, debug: bool = False) -> Any:  # type: ignore[override]
        made = cls.__new__(cls)
        table: Any = IntParseTable
        states = _States(data["states"], data["tokens"], memo)
        made._parse_table = table(states, data["start_states"], data["end_states"])
        made.parser = _Parser(made._parse_table, callbacks, debug)
        return made


KIND = "grammar"


PLUGINS = {"ContextualLexer": SentenceLexer}


class PlacedTree:
    """Gives a tree its place in the sentence, as Lark's own wrapper does, but without lines and columns.

    The place of a tree is from the first to the last leaf of its rule, including leaves that are left out of the tree.
    A tree that a rule passes on keeps its own place, but surrounding trees use the place of that rule (`outer`).
    """

    __slots__ = ("build",)

    def __init__(self, build: Callable[[list[Any]], Any]) -> None:
        self.build = build

    def __call__(self, children: list[Any]) -> Any:
        made = self.build(children)
        if type(made) is Tree and children:
            meta = made.meta
            first = next(filter(None, map(_reach, children)), None)
            if first is not None:
                start, end = first[0], next(filter(None, map(_reach, reversed(children))))[1]
                if meta.empty:
                    meta.start_pos, meta.end_pos, meta.empty = start, end, False
                vars(meta)["outer"] = start, end
        return made


def _reach(child: Any) -> tuple[int, int] | None:
    """The start and end of a leaf or a tree; `None` if it has no place."""
    if type(child) is Token:
        return child.start_pos or 0, child.end_pos or 0
    if child is None or child.meta.empty:
        return None
    outer: tuple[int, int] = child.meta.outer
    return outer


@functools.cache
def sentence_parser(surface: Surface = Surface.ENGLISH) -> Lark:
    """The parser of one sentence in a surface, made once per process."""
    made = _parser(surface)
    callbacks = made.parser.parser.parser.callbacks
    for rule, callback in callbacks.items():
        callbacks[rule] = PlacedTree(callback.node_builder)
    return made


def tree_in_surfaces(text: str, start: str, surfaces: tuple[Surface, ...]) -> tuple[Any, Surface]:
    """The tree of a sentence, and the first surface that parses it; raises the exception of the first surface."""
    first, *other_surfaces = surfaces
    try:
        return sentence_parser(first).parse(text, start=start), first
    except UnexpectedInput:
        for surface in other_surfaces:
            try:
                return sentence_parser(surface).parse(text, start=start), surface
            except UnexpectedInput:
                continue
        raise


def kind_of(text: str, start: str, surface: Surface = Surface.ENGLISH) -> str | None:
    """The grammar's name of the sentence that a text is under a start symbol, or `None`."""
    try:
        tree: Any = sentence_parser(surface).parse(text, start=start)
    except UnexpectedInput:
        return None
    return str(tree.data)


def accepted_terminals(text: str, start: str, surface: Surface = Surface.ENGLISH) -> frozenset[str]:
    """The terminals that may follow the beginning of a sentence; empty if the beginning cannot be parsed."""
    state: Any = sentence_parser(surface).parse_interactive(text, start=start)
    try:
        state.exhaust_lexer()
    except UnexpectedInput:
        return frozenset()
    return frozenset(state.accepts())


class SentenceToken(NamedTuple):
    """A terminal of the grammar, without the mark of terminals that are left out of trees, and its characters."""

    terminal: str
    start: int
    end: int


@functools.lru_cache(maxsize=8_192)
def sentence_tokens(text: str, start: str, surface: Surface) -> tuple[str, tuple[SentenceToken, ...]]:
    """The kind of a sentence, empty if it is broken, and its tokens up to the first that does not fit."""
    state: Any = sentence_parser(surface).parse_interactive(text, start=start)
    tokens: list[SentenceToken] = []
    try:
        for token in state.iter_parse():
            tokens.append(SentenceToken(token.type.lstrip("_"), token.start_pos, token.end_pos))
        kind = str(state.feed_eof().data)
    except UnexpectedInput:
        kind = ""
    return kind, tuple(tokens)


@functools.cache
def first_terminals(part: str, surface: Surface = Surface.ENGLISH) -> frozenset[str]:
    """The terminals that can begin a part of a sentence, such as `sum`."""
    names = [part]
    for name in names:
        rules = (rule.expansion for rule in sentence_parser(surface).rules if rule.origin.name == name)
        names += sorted({symbols[0].name for symbols in rules if symbols}.difference(names))
    return frozenset(filter(str.isupper, names))


def stop_in_text(text: str, start: str, surface: Surface) -> tuple[int, frozenset[str]]:
    """The offset where the parser stops in a text that it cannot parse, and the terminals accepted there."""
    try:
        sentence_parser(surface).parse(text, start=start)
    except UnexpectedInput as problem:
        state: Any = getattr(problem, "interactive_parser", None)
        return stop_offset(problem, text), frozenset(() if state is None else state.accepts())
    return len(text), frozenset()


def stop_offset(problem: UnexpectedInput, text: str) -> int:
    """The offset where the parser stopped in a text."""
    token = getattr(problem, "token", None)
    if token is not None and token.type == "$END":
        return len(text)
    return min(problem.pos_in_stream or 0, len(text))


def _parser(surface: Surface) -> Lark:
    text = keywords.read_file(surface.grammar)
    source = _digest(text)
    ready = _packaged_tables(surface)
    if ready.get("source") == source and ready.get("lark") == lark.__version__:
        return _load_parser(ready["data"], ready["memo"], ready["rules"])
    parts = (source.encode(), lark.__version__.encode())
    cached = cache.get(KIND, *parts)
    if cached is not None:
        return Lark.load(io.BytesIO(cached))
    made = _build_parser(text)
    tables = io.BytesIO()
    made.save(tables)
    cache.put(KIND, *parts, content=tables.getvalue())
    return made


def is_ready(surface: Surface = Surface.ENGLISH) -> bool:
    """Whether the tables of the package belong to the current grammar, for any version of Lark."""
    return bool(_packaged_tables(surface).get("source") == _digest(keywords.read_file(surface.grammar)))


def _digest(text: str) -> str:
    """A digest of the grammar and its start symbols."""
    return hashlib.sha256("\0".join((text, *keywords.PLACES)).encode()).hexdigest()


def _build_parser(text: str) -> Lark:
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        start=list(keywords.PLACES),
        propagate_positions=True,
        maybe_placeholders=True,
        _plugins=PLUGINS,
    )


def _packaged_tables(surface: Surface) -> dict[str, Any]:
    try:
        ready: dict[str, Any] = json.loads(keywords.read_file(surface.tables))
    except (OSError, ValueError):  # such as a checkout during an edit
        return {}
    return ready


def _load_parser(data: dict[str, Any], memo: dict[str, Any], rules: dict[str, Any]) -> Lark:
    """A parser from its tables; JSON has converted numeric keys to strings."""
    data["options"]["_plugins"] = PLUGINS | {"LALR_Parser": _TableParser}
    tables: Any = {"data": data, "memo": {int(number): item for number, item in memo.items()} | _expand_rules(rules)}
    made = Lark.load(tables)
    frontend: Any = made.parser
    frontend.lexer.lexers.states = frontend.parser._parse_table.states
    return made


def _compress_states(table: dict[str, Any]) -> None:
    """Write the tokens and states of Lark's table as the rows that `_States` reads."""
    tokens, states = table["tokens"], table["states"]
    numbers = {token: place for place, token in enumerate(tokens)}
    table["tokens"] = list(tokens.values())
    table["states"] = [
        [
            number
            for token, (is_reduce, argument) in states[state].items()
            for number in (numbers[token], -1 - argument["@"] if is_reduce else argument)
        ]
        for state in range(len(states))
    ]


def _compress_rules(memo: dict[int, Any]) -> dict[str, Any]:
    """The rules of Lark's memo in a short form, with each symbol once: Lark's form would be most of the file."""
    symbols: dict[tuple[str, bool | None], int] = {}
    rules: list[list[Any]] = []
    for number, rule in memo.items():
        options = rule["options"]
        parts = [
            symbols.setdefault((symbol["name"], symbol.get("filter_out")), len(symbols))
            for symbol in (rule["origin"], *rule["expansion"])
        ]
        option_values = [
            options["keep_all_tokens"],
            options["expand1"],
            options["priority"],
            options["template_source"],
        ]
        rules.append([number, parts, rule["order"], rule["alias"], [*option_values, options["empty_indices"]]])
    return {"symbols": list(symbols), "rules": rules}


def _expand_rules(rules: dict[str, Any]) -> dict[int, Rule]:
    """The rules of the tables by their numbers in the memo. Only terminals have a flag for being left out of trees."""
    symbols = [NonTerminal(name) if out is None else Terminal(name, out) for name, out in rules["symbols"]]
    rules_by_number: dict[int, Rule] = {}
    for number, parts, order, alias, options in rules["rules"]:
        origin, *expansion = [symbols[part] for part in parts]
        rules_by_number[number] = Rule(origin, expansion, order, alias, RuleOptions(*options))
    return rules_by_number


def _tables_text(surface: Surface) -> str:
    text = keywords.read_file(surface.grammar)
    data, memo = _build_parser(text).memo_serialize([TerminalDef, Rule])
    data["options"].pop("_plugins")
    _compress_states(data["parser"]["parser"])
    rules = {number: item for number, item in memo.items() if item["__type__"] == "Rule"}
    other_items = {number: item for number, item in memo.items() if number not in rules}
    ready = {
        "source": _digest(text),
        "lark": lark.__version__,
        "data": data,
        "memo": other_items,
        "rules": _compress_rules(rules),
    }
    return json.dumps(ready, ensure_ascii=False, separators=(",", ":")) + "\n"


def main(arguments: list[str]) -> int:
    """Write the tables, or report whether they are current."""
    stale = [surface for surface in Surface if not is_ready(surface)]
    if "--write" not in arguments:
        return 1 if stale else 0
    for surface in stale:
        (keywords.CHECKOUT / surface.tables).write_text(_tables_text(surface), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
