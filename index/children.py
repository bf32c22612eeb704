"""Child processes of the engine: how they begin, what they answer on, how they end.

A child is a module of the engine in a process of its own, which answers over its standard
output and may be killed at any time. What it is to do is said on its command line, or over its
standard input; one that is asked again and again ends when its input does, thus also when its
parent is killed. An import ends when nobody hears any more how far it is, and a change that is
begun comes to its end. None may be had, and each may die: whoever has one does without, or says
that nothing came of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO, Generic, Self, TypeVar, cast

from msgspec import Struct

Piece = TypeVar("Piece")


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


class Crew(Generic[Piece]):
    """Threads that work off what waits, each with a child; a context, whose children are gone
    at its end.
    """

    def __init__(self) -> None:
        self._children = Children()
        # Held by whoever changes what waits, the list of threads or what came of a piece, and
        # tells of every change. How many threads there are, and whether all is over, is looked
        # at without it, too; what the thread alone has that hands pieces in needs none.
        self._changed = threading.Condition()
        self._waiting: deque[Piece] = deque()
        self._threads: list[threading.Thread] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the children, whatever they are doing."""
        with self._changed:
            self._closed = True
            self._children.kill()
            self._give_up()
            self._changed.notify_all()
            # Each takes itself off the list when it ends.
            threads = list(self._threads)
        for thread in threads:
            thread.join()

    def _put(self, piece: Piece) -> None:
        """Have a piece of work wait behind all others."""
        with self._changed:
            self._waiting.append(piece)
            self._changed.notify_all()

    def _next(self) -> Piece | None:
        """The piece that has waited longest, once there is one; none when all is over."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            return None if self._closed else self._waiting.popleft()

    def _begin_thread(self) -> None:
        thread = threading.Thread(target=self._run, daemon=True)
        with self._changed:
            # One that cannot start raises, and is none that is to be waited for. One that
            # starts takes itself off the list only when the lock is free.
            thread.start()
            self._threads.append(thread)

    def _run(self) -> None:
        try:
            self._serve()
        finally:
            with self._changed:
                self._threads.remove(threading.current_thread())
                self._changed.notify_all()

    def _serve(self) -> None:
        """In a thread: keep a child at work, with another in its place when it dies."""
        raise NotImplementedError

    def _give_up(self) -> None:
        """Nobody asks for anything more; the lock is held."""


def answering() -> BinaryIO:
    """In a child: where its answers go, and nothing else that anybody prints."""
    # The parent alone answers to the keyboard.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output
