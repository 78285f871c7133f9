"""Load at a constant rate over TLS 1.3, measured as somebody who waits would: from when a request was due.

Open loop, as wrk2 does it: requests are due at fixed moments whether or not earlier ones were answered. One that finds
no free connection waits, and its waiting counts, so a server that stalls is not asked less ("coordinated omission").
"""

import asyncio
import collections
import contextlib
import time

from .flowkeep import client_context
from .processes import Failure

CONNECTIONS = 32


class Paced:
    """How long each answer took, in seconds, how many there were of each status, and how many requests failed."""

    __slots__ = ("seconds", "statuses", "errors")

    def __init__(self):
        self.seconds, self.statuses, self.errors = [], collections.Counter(), 0


def paced(port, request, per_second, seconds, statuses=(200,), during=None, sources=("127.0.0.1",)):
    """Sends `request` `per_second` times a second for `seconds`; every answer must have one of `statuses`.

    `request`: bytes with Host, or a function that makes the next. `sources`: addresses here to connect from in turn.
    With `during`, a function, for as long as that runs, and `seconds` is the most it may take.
    """
    make = request if callable(request) else lambda: request
    return asyncio.run(_run(port, make, per_second, seconds, statuses, during, sources))


async def _run(port, request, per_second, seconds, statuses, during, sources):
    result, due = Paced(), asyncio.Queue()
    connections = [
        await asyncio.open_connection(
            "127.0.0.1", port, ssl=client_context(), server_hostname="localhost",
            local_addr=(sources[number % len(sources)], 0),
        )
        for number in range(max(CONNECTIONS, len(sources)))
    ]
    workers = [asyncio.create_task(_work(due, *connection, request, statuses, result)) for connection in connections]
    start = time.perf_counter() + 0.05
    beside = asyncio.create_task(asyncio.to_thread(during)) if during else None
    for number in range(int(per_second * seconds)):
        if beside and beside.done():
            break
        moment = start + number / per_second
        delay = moment - time.perf_counter()
        if delay > 0:
            await asyncio.sleep(delay)
        due.put_nowait(moment)
    for _ in workers:
        due.put_nowait(None)
    try:
        await asyncio.wait_for(asyncio.gather(*workers), timeout=60)
    except (OSError, EOFError, TimeoutError, asyncio.TimeoutError, asyncio.IncompleteReadError) as error:
        raise Failure(f"the server did not answer at {per_second} requests/s ({type(error).__name__})") from None
    finally:
        for _, writer in connections:
            writer.close()
        for _, writer in connections:
            with contextlib.suppress(OSError, EOFError):  # the server may close first
                await writer.wait_closed()
    if beside:
        await beside
    return result


async def _work(due, reader, writer, request, statuses, result):
    while (moment := await due.get()) is not None:
        writer.write(request())
        head = await reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line[:15].lower() == b"content-length:":
                length = int(line[15:])
        await reader.readexactly(length)
        result.seconds.append(time.perf_counter() - moment)
        status = int(head.split(b" ", 2)[1])
        result.statuses[status] += 1
        if status not in statuses:
            result.errors += 1
