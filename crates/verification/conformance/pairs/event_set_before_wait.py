"""Waiting for an event that is already set returns at once."""

import asyncio


EVENT = asyncio.Event()


async def work():
    EVENT.set()
    print("work has set the event")


async def main():
    await asyncio.create_task(work())
    await EVENT.wait()
    print("main continues")
    await EVENT.wait()
    print("main continues again")


asyncio.run(main())
