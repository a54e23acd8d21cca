"""Text of a generated module to its functions: compiled, with lines for tracebacks, in a namespace of its own.

The namespace holds no builtins but a few pure functions and an import that knows `ipdsl.runtime.api` alone.
"""

from __future__ import annotations
import __future__

import linecache
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from ipdsl.base.findings.finding import InternalError
from ipdsl.codegen.python.writer import literal
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.terms import Program
from ipdsl.runtime import api

if TYPE_CHECKING:
    from ipdsl.lower.plan import Plan


def load(text: str, name: str, plan_or_program: Plan | Program | None = None) -> GeneratedFunctions:
    """The functions of a module; with a plan or program, only if the module was made from it."""
    code = execute(compile_module(text, name), text)
    if plan_or_program is None or isinstance(plan_or_program, Program):
        program = plan_or_program
    else:
        program = plan_or_program.program
    if program is not None and program.content_hash != code.program.content_hash:
        raise InternalError(f"the module of {name} was made from other pages")
    return code


def compile_module(text: str, name: str) -> CodeType:
    """The module's text as Python's own code; `name` is what tracebacks show."""
    return compile(text, f"<ipdsl {literal(name)[1:-1]}>", "exec", dont_inherit=True)


def execute(module: CodeType, text: str, **data: object) -> GeneratedFunctions:
    """The functions of a module that is already compiled, with the `data` that the module does not hold; its text is
    kept for tracebacks.
    """
    file = module.co_filename
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    namespace: dict[str, object] = {
        "__builtins__": _BUILTINS | {"__import__": _import},
        "__name__": "ipdsl_generated",
        **data,
    }
    exec(module, namespace)
    code = namespace.get("CODE")
    if not isinstance(code, GeneratedFunctions):
        raise InternalError("the module has no CODE")
    return code


_BUILTINS: dict[str, object] = {
    f.__name__: f for f in (int, len, max, min, str, type, zip)
}  # fmt: skip
"""What functions of a module call."""


def _import(
    name: str, globals: object = None, locals: object = None, fromlist: tuple[str, ...] = (), level: int = 0
) -> ModuleType:
    """The import of a generated module: the closed export list, and nothing else."""
    if name == "__future__" and level == 0:
        return __future__
    if name == "ipdsl.runtime.api" and level == 0 and fromlist and set(fromlist) <= set(api.__all__):
        return api
    raise ImportError(f"a generated module imports ipdsl.runtime.api alone, not {name}")
