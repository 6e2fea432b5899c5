"""Two coroutines share an object while one awaits the other."""

import asyncio


async def work():
    name = ["Work"]
    print(*name, "is starting...")
    await more_work(name)
    print(*name, "is done")


async def more_work(name):
    print("More", name[0].lower(), "is starting...")
    print("More", name[0].lower(), "is done")


async def main():
    print("Main is starting...")
    await asyncio.create_task(work())
    print("Main Done.")


asyncio.run(main())
