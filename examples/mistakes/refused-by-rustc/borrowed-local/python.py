"""A task uses an object of the coroutine that creates it."""

import asyncio


async def work(name):
    print(name, "is starting...")
    print(name, "is done")


async def main():
    print("Main is starting...")
    name = "Work"
    await asyncio.create_task(work(name))
    print("Main Done.")


asyncio.run(main())
