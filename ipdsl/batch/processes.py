"""Settle the chunks of a batch in several processes.

Each process opens the batch and settles every n-th chunk. The caller gets the chunks in their order, so the results do
not depend on the number of processes.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pyarrow as pa

from ipdsl.base.findings.finding import InternalError, Report
from ipdsl.batch.batch import Batch, SettledChunk
from ipdsl.batch.errors import ProcessEnded
from ipdsl.plain_data.errors.problems import FactsError

OpenBatch = Callable[[], Batch]
"""Opens the batch. It is pickled, so that each process can call it."""


def settle_in_processes(
    open_batch: OpenBatch, first: int, chunks: int, number: int
) -> Generator[SettledChunk, None, None]:
    """Yield the chunks from `first` to `chunks`, settled by a number of processes.

    Raises `FactsError` if a process cannot read the tables, or if the system ends a process. Closing the generator
    ends all processes.
    """
    context = multiprocessing.get_context("spawn")
    workers: list[tuple[BaseProcess, Connection]] = []
    try:
        for index in range(number):
            receiver, sender = context.Pipe(duplex=False)
            worker = context.Process(target=_settle, args=(sender, open_batch, first + index, number), daemon=True)
            worker.start()
            sender.close()  # the process has the other copy: when it ends, `receiver` is at its end
            workers.append((worker, receiver))
        for chunk in range(first, chunks):
            yield _receive(*workers[(chunk - first) % number])
    finally:
        for process, receiver in workers:
            receiver.close()
            process.terminate()
        for process, _ in workers:
            process.join()


def _receive(process: BaseProcess, receiver: Connection) -> SettledChunk:
    """The next chunk of a process."""
    try:
        received: SettledChunk | Report = receiver.recv()
    except EOFError:
        process.join()
        code = process.exitcode
        if code is not None and code < 0:
            raise FactsError(Report([ProcessEnded(signal=-code)])) from None
        raise InternalError("a process of the batch failed; its traceback is printed above") from None
    if isinstance(received, Report):
        raise FactsError(received)
    return received


def _settle(sender: Connection, open_batch: OpenBatch, first: int, step: int) -> None:
    """Send every `step`-th chunk from `first` on, or the report of the `FactsError` that stops the reading."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends this process
    pa.set_cpu_count(max(1, pa.cpu_count() // step))
    with suppress(BrokenPipeError):  # the caller has ended
        try:
            batch = open_batch()
            gc.freeze()
            with closing(batch.settle_chunks(first, step)) as chunks:
                for chunk in chunks:
                    sender.send(chunk)
        except FactsError as error:
            sender.send(error.report)
