"""A callback creates two tasks, and the second of their callbacks creates the last one."""

import asyncio


RESULTS = []
DONE = asyncio.Event()


async def work(number):
    return number


async def last_work(number):
    print(f"last work: {number}")
    DONE.set()


def split(task):
    print(f"work: {task.result()}")
    asyncio.create_task(work(task.result() + 1)).add_done_callback(join)
    asyncio.create_task(work(task.result() + 2)).add_done_callback(join)


def join(task):
    RESULTS.append(task.result())
    if len(RESULTS) == 2:
        asyncio.create_task(last_work(sum(RESULTS)))


async def main():
    asyncio.create_task(work(10)).add_done_callback(split)
    await DONE.wait()


asyncio.run(main())
