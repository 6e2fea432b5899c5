"""Retries work after a growing delay, with a time limit for each attempt."""

import asyncio
import time

DELAYS = [0, 0.1, 0.2]
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
    for attempt, delay in enumerate(DELAYS, start=1):
        await asyncio.sleep(delay)
        try:
            async with asyncio.timeout(LIMIT):
                return await work(attempt, started)
        except TimeoutError:
            print(f"Attempt {attempt}: no answer")
        except ConnectionError as error:
            print(f"Attempt {attempt}: {error}")
    raise ConnectionError("too many attempts")


async def main():
    print(f"Main has the result: {await retry()}")


asyncio.run(main())
