"""A thousand tasks, each but the first created by the callback of the one before."""

import asyncio


DONE = asyncio.Event()


async def work(number):
    return number


def callback(task):
    number = task.result()
    if number == 1000:
        print(f"task {number} is the last")
        DONE.set()
    else:
        asyncio.create_task(work(number + 1)).add_done_callback(callback)


async def main():
    asyncio.create_task(work(1)).add_done_callback(callback)
    await DONE.wait()


asyncio.run(main())
