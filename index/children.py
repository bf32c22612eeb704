"""Child processes of the engine: how they begin, what they answer on, how they end.

A child is a module of the engine in a process of its own. It is asked over its standard
input and answers over its standard output; it ends when its input does, thus also when its
parent is killed, and by being killed. Whoever has one can do without: none may be had, and
each may die at any time.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO, cast

from msgspec import Struct


class Child(Struct, frozen=True, eq=False):
    """A child process as its parent has it: ``input`` is what it reads, ``output`` what it says."""

    process: subprocess.Popen[bytes]
    input: BinaryIO
    output: BinaryIO

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.input, self.output):
            with suppress(OSError):
                pipe.close()


def command(module: str) -> tuple[str, ...]:
    """The command that runs a module of the engine with the Python that runs this one."""
    # -P: the folder in which the user happens to be must not be searched for modules.
    return (sys.executable, "-P", "-m", module)


def begin(
    how: Sequence[str], environment: Mapping[str, str] | None = None, *, buffered: bool = True
) -> Child | None:
    """Begin a child by a command; ``None`` when the system gives none.

    It gets this process's ``environment``, unless that is said, and is out of reach of the
    keyboard. Not ``buffered``, its output can be waited for with ``select``.
    """
    try:
        process = subprocess.Popen(
            how,
            bufsize=-1 if buffered else 0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=environment,
        )
    except OSError:
        return None
    return Child(process, cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout))


class Children:
    """The children of one owner, each with a thread that has it work; killed together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[Child] = set()
        self._over = False

    @contextmanager
    def child(self, how: Sequence[str], *, buffered: bool = True) -> Iterator[Child | None]:
        """A child for the time of a block, as of :func:`begin`; ``None`` also when all is over."""
        with self._lock:
            child = None if self._over else begin(how, buffered=buffered)
            if child is not None:
                self._running.add(child)
        try:
            yield child
        finally:
            if child is not None:
                with self._lock:
                    self._running.discard(child)
                child.end()

    def kill(self) -> None:
        """Kill all there are and let none begin; whoever has one in a block finds it dead."""
        with self._lock:
            self._over = True
            for child in self._running:
                child.process.kill()


def answering() -> BinaryIO:
    """In a child: where its answers go, and nothing else that anybody prints."""
    # The parent alone answers to the keyboard.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output
