"""Load a policy that is ready to run: from the cache if its pages are unchanged, otherwise through the driver.

The key of a cache entry is the name and the text of the page. The entry is valid if every page that was named at
compile time is found in the same place with the same text. The vocabulary in the settings of a page counts as a named
page. A hit imports neither the parser nor the checker.

The functions are stored as Python bytecode. The vocabulary has a separate entry, to which the policy refers by a hash.
Findings also have a separate entry, because few commands need them. Pages with errors and standard input are never
cached.
"""

from __future__ import annotations

import json
import marshal
from functools import cached_property, lru_cache
from hashlib import sha256
from types import CodeType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from ipdsl.base import cache as store
from ipdsl.base.files import STDIN, STDIN_NAME, read_page
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.pages import locate
from ipdsl.base.source import Source, Sources
from ipdsl.driver.settings import find_named_page
from ipdsl.schema.vocabulary import Schema

if TYPE_CHECKING:
    from ipdsl.codegen.python.module import Functions
    from ipdsl.driver.compilation import Compilation
    from ipdsl.engine.evaluator import GeneratedFunctions
    from ipdsl.ir.serialization import Plain
    from ipdsl.ir.terms import Program
    from ipdsl.lower.plan import Plan
    from ipdsl.syntax import ast

MODULE = "module"
VOCABULARY = "vocabulary"
FINDINGS = "findings"
LOOPS = "loops"

PageReference = tuple[str, str, str | None, bytes]
"""A name, the page that names it, the path that was found, and the digest of the text there.

The empty name is the vocabulary in the settings of the page.
"""


CompiledPolicy: TypeAlias = "CachedPolicy | Compilation"
"""A policy for commands that settle. Without program and code, `report` has the reason."""

KeptModule = tuple[CodeType, str, "Plain", str, bytes]
"""Functions as bytecode and text, the program without vocabulary, formulas as JSON, the digest of the vocabulary."""


@lru_cache(maxsize=8)
def _schema(content: bytes) -> Schema:
    """A vocabulary from its cache entry. Equal content gives the same object."""
    from ipdsl.ir.serialization import from_plain

    return cast("Schema", from_plain(marshal.loads(content)))


class CachedPolicy:
    """A policy from the cache."""

    def __init__(self, source: Source, sources: Sources, module: KeptModule, vocabulary: bytes) -> None:
        self.sources = sources
        self.report = Report()
        self.source: Source | None = source
        self._source = source
        self._module = module
        self._vocabulary = vocabulary

    @cached_property
    def code(self) -> GeneratedFunctions:
        from ipdsl.codegen.python.loader import execute
        from ipdsl.ir.serialization import from_plain

        functions, text, program, formulas, _ = self._module
        whole = attrs.evolve(cast("Program", from_plain(program)), schema=_schema(self._vocabulary))
        return execute(functions, text, PROGRAM=whole, FORMULAS=formulas)

    @property
    def program(self) -> Program:
        return self.code.program

    @cached_property
    def compilation(self) -> Compilation:
        """The compilation of the page, for parts that are not cached."""
        from ipdsl.driver.compilation import Compilation

        return Compilation(self._source, self.sources)

    @property
    def plan(self) -> Plan | None:
        """The plan of the page. It is not cached, because few commands need it."""
        return self.compilation.plan

    @property
    def page(self) -> ast.Page | None:
        """The surface tree of the page. It is not cached, because only `trace` needs it."""
        return self.compilation.page

    def check(self) -> Report:
        return _findings(self._source, self.sources, cache=True)


def policy(path: str, verb: str, *, cache: bool = True) -> CompiledPolicy:
    """The policy of a path or a packaged name. `verb` is the command in the report if the page is not a policy."""
    if not cache:
        with store.cache_disabled():
            return policy(path, verb)
    source = read_page(path if path == STDIN else locate(path))
    if path != STDIN and isinstance(source, Source):
        sources = Sources()
        content = _load_entry(MODULE, source, sources)
        module: KeptModule | None = None if content is None else marshal.loads(content)
        vocabulary = None if module is None else store.get(VOCABULARY, module[-1])
        if module is not None and vocabulary is not None:
            sources.add(source)
            return CachedPolicy(source, sources, module, vocabulary)
    from ipdsl.driver.compilation import Compilation  # the compiler is imported only without a cache entry

    compilation = Compilation(source)
    if (
        compilation.needs_policy(verb)
        and path != STDIN
        and compilation.module is not None
        and compilation.functions is not None
    ):
        _keep_module(compilation, compilation.module, compilation.functions)
    return compilation


def _keep_module(made: Compilation, module: tuple[CodeType, str], functions: Functions) -> None:
    """Store the functions and the data of a policy.

    The vocabulary is stored separately, because many policies share it.
    """
    if store.is_disabled():
        return
    from ipdsl.ir.serialization import to_plain

    program, vocabulary = functions.plan.program, made.vocabulary_digest
    if store.get(VOCABULARY, vocabulary) is None:
        store.put(VOCABULARY, vocabulary, content=marshal.dumps(to_plain(program.schema)))
    without = to_plain(attrs.evolve(program, schema=Schema("")))
    formulas = json.dumps(to_plain(functions.formulas))
    _store_entry(MODULE, made, marshal.dumps((*module, without, formulas, vocabulary)))


def column_parts(compiled_policy: CompiledPolicy) -> dict[str, Any]:
    """The loops of a policy over columns, as plain data (`ipdsl.codegen.columns.loader.parts_from_program`)."""
    import json  # only used for tables, with imports of numpy

    source = compiled_policy.source
    is_kept = source is not None and source.name != STDIN_NAME
    content = _load_entry(LOOPS, source, Sources()) if source is not None and is_kept else None
    if content is not None:
        parts: dict[str, Any] = json.loads(content)
        return parts
    from ipdsl.codegen.columns.loader import parts_from_program
    from ipdsl.codegen.columns.module import emit

    plan = compiled_policy.plan
    assert plan is not None  # a page with errors has no code and is never settled
    parts = parts_from_program(emit(plan))
    if is_kept:
        compilation = compiled_policy.compilation if isinstance(compiled_policy, CachedPolicy) else compiled_policy
        _store_entry(LOOPS, compilation, json.dumps(parts).encode())
    return parts


def policy_of_text(text: str, name: str, verb: str) -> CompiledPolicy:
    """The policy of a text. It is never cached."""
    from ipdsl.driver.compilation import Compilation

    compilation = Compilation.from_text(text, name)
    compilation.needs_policy(verb)
    return compilation


def findings(path: str, sources: Sources, *, cache: bool = True) -> Report:
    """Every finding of a page of any kind. `sources` receives the texts, for showing the findings."""
    source = read_page(path if path == STDIN else locate(path))
    return _findings(source, sources, cache=cache and path != STDIN)


def _findings(source: Source | Diagnostic, sources: Sources, *, cache: bool) -> Report:
    if cache and isinstance(source, Source):
        content = _load_entry(FINDINGS, source, sources)
        if content is not None:
            import pickle  # a settlement needs no findings

            sources.add(source)
            return Report(pickle.loads(content))
    from ipdsl.driver.compilation import Compilation

    compilation = (
        Compilation.from_shared_source(source, sources) if isinstance(source, Source) else Compilation(source, sources)
    )
    report = compilation.check()
    if cache:
        import pickle

        _store_entry(FINDINGS, compilation, pickle.dumps(list(report)))
    return report


def _load_entry(kind: str, source: Source, sources: Sources) -> bytes | None:
    """The cached content of a page; `None` without an entry, or if a page that it names has changed.

    `sources` receives the texts of the pages.
    """
    data = store.get(kind, *_cache_key(source))
    if data is None:
        return None
    entry: tuple[list[PageReference], bytes] = marshal.loads(data)
    references, content = entry
    for name, page_file, path, digest in references:
        if find_named_page(name, page_file) != path:
            return None
        page = None if path is None else read_page(path)
        if isinstance(page, Source):
            sources.add(page)
        if _digest(page) != digest:
            return None
    return content


def _store_entry(kind: str, compilation: Compilation, content: bytes) -> None:
    if compilation.source is None or compilation.has_errors:
        return
    references = [
        (*name, path, _digest(compilation.sources.get(path or ""))) for name, path in compilation.found_pages.items()
    ]
    store.put(kind, *_cache_key(compilation.source), content=marshal.dumps((references, content)))


def _cache_key(source: Source) -> tuple[bytes, bytes]:
    return _encode(source.name), _encode(source.text)


def _digest(page: Source | Diagnostic | None) -> bytes:
    return sha256(_encode(page.text)).digest() if isinstance(page, Source) else b""


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
