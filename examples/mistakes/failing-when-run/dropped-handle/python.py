"""A task continues, although nothing keeps a reference to it."""

import asyncio


async def work():
    print("Work is starting...")
    await asyncio.sleep(0.1)
    print("Work is done")


async def main():
    print("Main is starting...")
    asyncio.create_task(work())
    await asyncio.sleep(1)
    print("Main Done.")


asyncio.run(main())
