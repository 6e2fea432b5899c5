"""A callback creates ten tasks, and main waits for all of them."""

import asyncio


RESULTS = []


async def work():
    print("work")


async def more_work(number):
    RESULTS.append(number)


def callback(task):
    for number in range(10):
        asyncio.create_task(more_work(number))


async def main():
    asyncio.create_task(work()).add_done_callback(callback)
    while True:
        tasks = asyncio.all_tasks()
        tasks.remove(asyncio.current_task())
        if not tasks:
            break
        for task in tasks:
            await task
    print(f"{len(RESULTS)} results, their sum is {sum(RESULTS)}")


asyncio.run(main())
