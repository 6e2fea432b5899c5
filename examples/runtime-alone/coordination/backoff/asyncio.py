"""Work is tried again after a growing delay, with a time limit for each attempt."""

import asyncio
import time

ATTEMPTS = 3
LIMIT = 0.1


async def work(attempt, started):
    """Stands for a server that is busy for 350 ms, and does not answer the second request."""
    if attempt == 2:
        await asyncio.sleep(1)
    if time.monotonic() - started < 0.35:
        raise ConnectionError("busy")
    return 42


async def retry():
    started = time.monotonic()
    delay = 0.1
    for attempt in range(1, ATTEMPTS + 1):
        if attempt > 1:
            await asyncio.sleep(delay)
            delay *= 2
        try:
            async with asyncio.timeout(LIMIT):
                return await work(attempt, started)
        except TimeoutError:
            print(f"Attempt {attempt}: no answer")
        except ConnectionError as error:
            print(f"Attempt {attempt}: {error}")
    raise ConnectionError("too many attempts")


async def main():
    task = asyncio.create_task(retry())
    try:
        print(f"Main has the result: {await task}")
    except ConnectionError as error:
        print(f"Main gives up: {error}")


asyncio.run(main())
