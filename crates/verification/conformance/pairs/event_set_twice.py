"""Setting an event twice is like setting it once: one clear undoes both."""

import asyncio


EVENT = asyncio.Event()


async def work():
    EVENT.set()
    EVENT.set()
    if EVENT.is_set():
        print("set")


async def main():
    asyncio.create_task(work())
    await EVENT.wait()
    # Wait until `work` has set it a second time.
    while len(asyncio.all_tasks()) > 1:
        await asyncio.sleep(0)
    EVENT.clear()
    if not EVENT.is_set():
        print("not set")


asyncio.run(main())
