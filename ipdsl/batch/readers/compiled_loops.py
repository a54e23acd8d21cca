"""The loops of the readers, compiled by LLVM."""

from __future__ import annotations

from ipdsl.batch.kernel import sort
from ipdsl.batch.program import days, texts
from ipdsl.batch.program.compiled import compiled_functions
from ipdsl.batch.readers import loops
from ipdsl.batch.readers.loops import ReaderLoops

_NAMES = compiled_functions(loops, days, texts, sort)

LOOPS = ReaderLoops(*(_NAMES[name] for name in ReaderLoops._fields))
