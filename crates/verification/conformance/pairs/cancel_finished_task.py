"""Cancelling a finished task changes nothing: it keeps its result."""

import asyncio


async def work():
    return 42


async def main():
    task = asyncio.create_task(work())
    await task
    if not task.cancel():
        print("too late")
    if not task.cancelled():
        print(f"still {task.result()}")


asyncio.run(main())
