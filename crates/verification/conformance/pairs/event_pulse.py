"""An event that is set and cleared at once wakes its current waiters."""

import asyncio


EVENT = asyncio.Event()


async def waiter():
    await EVENT.wait()
    print("waiter continues")


async def main():
    task = asyncio.create_task(waiter())
    # A task that is not waiting yet misses a pulse and waits for the next.
    while not task.done():
        EVENT.set()
        EVENT.clear()
        await asyncio.sleep(0)
    if not EVENT.is_set():
        print("the event is not set")


asyncio.run(main())
