"""A policy ready to run, from the cache where its pages are unchanged, else through the driver.

An entry is found by the text of its page and is good only where every page that was named then is found in the same
place now, with the same text. A hit imports neither the parser nor the checker; the functions come as Python's own
code, the findings apart, because few verbs ask for them. Pages with errors and standard input are never kept.
"""

from __future__ import annotations

import marshal
from functools import cached_property
from hashlib import sha256
from types import CodeType
from typing import TYPE_CHECKING, Any, Protocol, cast

from ipdsl.cache import store
from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.files import STDIN, STDIN_NAME, find_page, read_page
from ipdsl.packaged import locate
from ipdsl.source import Source, Sources

if TYPE_CHECKING:
    from ipdsl.driver import Compilation
    from ipdsl.plan.ir import Plan
    from ipdsl.runtime.code import Code
    from ipdsl.runtime.terms import Program

MODULE = "module"
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


class Kept:
    """A policy from the cache."""

    def __init__(self, source: Source, sources: Sources, content: bytes) -> None:
        self.sources = sources
        self.report = Report()
        self.source: Source | None = source
        self._source = source
        self._content = content

    @cached_property
    def code(self) -> Code:
        from ipdsl.backends.python.load import execute

        module: tuple[CodeType, str] = marshal.loads(self._content)
        return execute(*module)

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
        if kept is not None:
            sources.add(source)
            return Kept(source, sources, kept)
    from ipdsl.driver import Compilation  # the compiler with all it needs, only where nothing was kept

    made = Compilation(source)
    if made.needs_policy(verb) and where != STDIN and made.module is not None:
        _keep(MODULE, made, marshal.dumps((made.module, made.python)))
    return made


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
