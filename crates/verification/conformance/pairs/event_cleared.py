"""A task that waits for a cleared event waits until it is set again."""

import asyncio


EVENT = asyncio.Event()


async def waiter():
    await EVENT.wait()
    print("waiter continues")


async def main():
    EVENT.set()
    EVENT.clear()
    task = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    print("main sets the event again")
    EVENT.set()
    await task


asyncio.run(main())
