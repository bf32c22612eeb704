"""Child processes of the app, as :mod:`asyncio` has them: begun, heard, ended for certain."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, cast

from index import frames
from index.children import command

Frame = tuple[dict[str, Any], bytes]
"""What a worker says at a time: a header, and bytes that go with it."""

_WORKER = command("index.worker")


async def begin(*arguments: str, asked: bool, answers: bool = True) -> asyncio.subprocess.Process:
    """Begin a worker out of reach of the keyboard: one that is ``asked``, one that ``answers``.

    Whoever gives it up meanwhile leaves none behind.
    """
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    beginning = asyncio.create_task(
        asyncio.create_subprocess_exec(
            *_WORKER,
            *arguments,
            stdin=pipe if asked else nothing,
            stdout=pipe if answers else nothing,
            stderr=nothing,
            start_new_session=True,
        )
    )
    given_up = False
    while not beginning.done():
        try:
            await asyncio.wait({beginning})
        except asyncio.CancelledError:
            given_up = True
    if given_up:
        with contextlib.suppress(asyncio.CancelledError, OSError):
            await end(beginning.result())
        raise asyncio.CancelledError
    return beginning.result()


async def next_frame(process: asyncio.subprocess.Process) -> Frame:
    """What a worker says next: header and payload.

    Raises :class:`asyncio.IncompleteReadError` when it has ended, ``ConnectionError``, or
    ``ValueError`` when that is no frame.
    """
    output = cast(asyncio.StreamReader, process.stdout)
    header_size, payload_size = frames.lengths(await output.readexactly(frames.LENGTHS_SIZE))
    header = frames.decode_header(await output.readexactly(header_size))
    return header, await output.readexactly(payload_size)


async def end(process: asyncio.subprocess.Process | None) -> None:
    """Kill a worker, if it has not ended, and wait until it has."""
    if process is None:
        return
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    given_up = False
    # The thread that waits for the process must have told the loop before that is closed.
    while process.returncode is None:
        try:
            await process.wait()
        except asyncio.CancelledError:
            given_up = True
    # asyncio leaves the pipe transports to the garbage collector, which warns.
    transport = getattr(process, "_transport", None)
    if transport is not None:
        transport.close()
    if given_up:
        raise asyncio.CancelledError
