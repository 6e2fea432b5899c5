"""Runs blocking work on a thread, and returns while the thread still works."""

import asyncio
import time


def work():
    print("Work is starting...")
    time.sleep(0.2)
    print("Work is done")
    return 42


async def main():
    print("Main waits for the thread:")
    task = asyncio.create_task(asyncio.to_thread(work))
    await asyncio.sleep(0.1)
    print("Main is not blocked")
    print(f"Main has the result: {await task}")

    print("Main stops waiting, and returns:")
    try:
        await asyncio.wait_for(asyncio.to_thread(work), 0.1)
    except TimeoutError:
        print("The time is up")


asyncio.run(main())
