"""A policy ready to run, from the cache where its pages are unchanged, else through the driver.

An entry is found by the text of its page and is good only where every page that was named then is found in the same
place now, with the same text. A hit imports neither the parser nor the checker; the functions come as Python's own
code, and the vocabulary from an entry of its own, to which the policy refers by a hash. Findings stand apart, because
few verbs ask for them. Pages with errors and standard input are never kept.
"""

from __future__ import annotations

import json
import marshal
from functools import cached_property, lru_cache
from hashlib import sha256
from types import CodeType
from typing import TYPE_CHECKING, Any, Protocol, cast

import attrs

from ipdsl.cache import store
from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.files import STDIN, STDIN_NAME, find_page, read_page
from ipdsl.packaged import locate
from ipdsl.schema.model import Schema
from ipdsl.source import Source, Sources

if TYPE_CHECKING:
    from ipdsl.backends.python.module import Functions
    from ipdsl.driver import Compilation
    from ipdsl.plan.ir import Plan
    from ipdsl.runtime.code import Code
    from ipdsl.runtime.serial import Plain
    from ipdsl.runtime.terms import Program

MODULE = "module"
VOCABULARY = "vocabulary"
FINDINGS = "findings"
LOOPS = "loops"

Named = tuple[str, str, str | None, bytes]
"""A name, the page that names it, where it was found, and the digest of the text there."""


class Compiled(Protocol):
    """What the verbs that settle need of a policy; without program and code, `report` says why."""

    @property
    def program(self) -> Program | None: ...
    @property
    def code(self) -> Code | None: ...
    @property
    def report(self) -> Report: ...
    @property
    def sources(self) -> Sources: ...
    @property
    def plan(self) -> Plan | None: ...
    @property
    def source(self) -> Source | None: ...

    def check(self) -> Report:
        """Every finding of the page."""


KeptModule = tuple[CodeType, str, "Plain", str, bytes]
"""Functions as Python's own code and as text, the program without its vocabulary, formulas as JSON, the vocabulary."""


@lru_cache(maxsize=8)
def _schema(kept: bytes) -> Schema:
    """A vocabulary as the cache holds it; of one text always the same object."""
    from ipdsl.runtime.serial import from_plain

    return cast("Schema", from_plain(marshal.loads(kept)))


class Kept:
    """A policy from the cache."""

    def __init__(self, source: Source, sources: Sources, module: KeptModule, vocabulary: bytes) -> None:
        self.sources = sources
        self.report = Report()
        self.source: Source | None = source
        self._source = source
        self._module = module
        self._vocabulary = vocabulary

    @cached_property
    def code(self) -> Code:
        from ipdsl.backends.python.load import execute
        from ipdsl.runtime.serial import from_plain

        functions, text, program, formulas, _ = self._module
        whole = attrs.evolve(cast("Program", from_plain(program)), schema=_schema(self._vocabulary))
        return execute(functions, text, PROGRAM=whole, FORMULAS=formulas)

    @property
    def program(self) -> Program:
        return self.code.program

    @cached_property
    def compilation(self) -> Compilation:
        """The compilation of the page, for what is not kept."""
        from ipdsl.driver import Compilation

        return Compilation(self._source, self.sources)

    @property
    def plan(self) -> Plan | None:
        """The plan of the page, which is not kept: few ask for it."""
        return self.compilation.plan

    def check(self) -> Report:
        return _findings(self._source, self.sources, cache=True)


def policy(where: str, verb: str, *, cache: bool = True) -> Compiled:
    """The policy of a path or of a packaged name; `verb` is what its report says where the page is none."""
    if not cache:
        with store.disabled():
            return policy(where, verb)
    source = read_page(where if where == STDIN else locate(where))
    if where != STDIN and isinstance(source, Source):
        sources = Sources()
        kept = _get(MODULE, source, sources)
        module: KeptModule | None = None if kept is None else marshal.loads(kept)
        vocabulary = None if module is None else store.get(VOCABULARY, module[-1])
        if module is not None and vocabulary is not None:
            sources.add(source)
            return Kept(source, sources, module, vocabulary)
    from ipdsl.driver import Compilation  # the compiler with all it needs, only where nothing was kept

    made = Compilation(source)
    if made.needs_policy(verb) and where != STDIN and made.module is not None and made.functions is not None:
        _keep_module(made, made.module, made.functions)
    return made


def _keep_module(made: Compilation, module: tuple[CodeType, str], functions: Functions) -> None:
    """Keep the functions and the data of a policy; its vocabulary by itself, since few are used by many policies."""
    if store.is_disabled():
        return
    from ipdsl.runtime.serial import to_plain

    program, vocabulary = functions.plan.program, made.vocabulary_digest
    if store.get(VOCABULARY, vocabulary) is None:
        store.put(VOCABULARY, vocabulary, content=marshal.dumps(to_plain(program.schema)))
    without = to_plain(attrs.evolve(program, schema=Schema("")))
    formulas = json.dumps(to_plain(functions.formulas))
    _keep(MODULE, made, marshal.dumps((*module, without, formulas, vocabulary)))


def column_parts(made: Compiled) -> dict[str, Any]:
    """The loops of a policy over columns, as plain data (`ipdsl.backends.columns.load.parts_of`)."""
    import json  # with what needs numpy, only where tables are settled

    source = made.source
    is_kept = source is not None and source.name != STDIN_NAME
    kept = _get(LOOPS, source, Sources()) if source is not None and is_kept else None
    if kept is not None:
        found: dict[str, Any] = json.loads(kept)
        return found
    from ipdsl.backends.columns.load import parts_of
    from ipdsl.backends.columns.module import emit

    plan = made.plan
    assert plan is not None  # nothing is settled by a page with errors
    found = parts_of(emit(plan))
    if is_kept:
        compilation = made.compilation if isinstance(made, Kept) else made
        _keep(LOOPS, cast("Compilation", compilation), json.dumps(found).encode())
    return found


def policy_of_text(text: str, name: str, verb: str) -> Compiled:
    """The policy of a text, which is never kept."""
    from ipdsl.driver import Compilation

    made = Compilation.of_text(text, name)
    made.needs_policy(verb)
    return made


def findings(where: str, sources: Sources, *, cache: bool = True) -> Report:
    """Every finding of a page, whatever kind of page it is; `sources` receives the texts for showing them."""
    source = read_page(where if where == STDIN else locate(where))
    return _findings(source, sources, cache=cache and where != STDIN)


def _findings(source: Source | Diagnostic, sources: Sources, *, cache: bool) -> Report:
    if cache and isinstance(source, Source):
        kept = _get(FINDINGS, source, sources)
        if kept is not None:
            import pickle  # who settles needs no findings

            sources.add(source)
            return Report(pickle.loads(kept))
    from ipdsl.driver import Compilation

    made = Compilation.shared(source, sources) if isinstance(source, Source) else Compilation(source, sources)
    report = made.check()
    if cache:
        import pickle

        _keep(FINDINGS, made, pickle.dumps(list(report)))
    return report


def _get(kind: str, source: Source, sources: Sources) -> bytes | None:
    """What was kept of a page, if all that it names is as it was; `sources` receives what was read."""
    kept = store.get(kind, *_parts(source))
    if kept is None:
        return None
    entry: tuple[list[Named], bytes] = marshal.loads(kept)
    named, content = entry
    for name, beside, where, digest in named:
        if find_page(name, beside) != where:
            return None
        page = None if where is None else read_page(where)
        if isinstance(page, Source):
            sources.add(page)
        if _digest(page) != digest:
            return None
    return content


def _keep(kind: str, made: Compilation, content: bytes) -> None:
    if made.source is None or made.has_errors:
        return
    named = [(*name, where, _digest(made.sources.get(where or ""))) for name, where in made.found.items()]
    store.put(kind, *_parts(made.source), content=marshal.dumps((named, content)))


def _parts(source: Source) -> tuple[bytes, bytes]:
    return _encoded(source.name), _encoded(source.text)


def _digest(page: Source | Diagnostic | None) -> bytes:
    return sha256(_encoded(page.text)).digest() if isinstance(page, Source) else b""


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
