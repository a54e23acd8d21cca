"""Parts of a table worked on side by side, and handed on in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Part = TypeVar("Part")
Done = TypeVar("Done")


def side_by_side(work: Callable[[Part], Done], parts: Iterable[Part], threads: int) -> Iterator[Done]:
    """What `work` makes of each part, in order; at most one more than `threads` is begun before it is asked for.

    A thread knows what its caller knows: the language, and whether the cache is off. The arrays of a part are worked
    on by NumPy, Arrow and compiled code, which let other threads run meanwhile.
    """
    if threads < 2:
        yield from map(work, parts)
        return
    pool = ThreadPoolExecutor(threads, thread_name_prefix="ipdsl")
    waiting: deque[Future[Done]] = deque()
    try:
        for part in parts:
            waiting.append(pool.submit(copy_context().run, work, part))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
