"""Takes results in the order in which tasks finish."""

import asyncio


async def work(number):
    await asyncio.sleep(number * 0.1)
    print(f"Work {number} is done")
    return number


async def more_work():
    await asyncio.sleep(0.2)
    print("More work is done")
    return 42


def callback(value, tasks):
    print(f"Callback: {value}")
    if value == 0:
        tasks.add(asyncio.create_task(more_work()))


async def main():
    print("Results as they come:")
    for next_result in asyncio.as_completed([work(1), work(0)]):
        print(f"Result: {await next_result}")

    print("A callback that creates a task:")
    tasks = {asyncio.create_task(work(1)), asyncio.create_task(work(0))}
    while tasks:
        done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            callback(task.result(), tasks)

    print("Only the first result:")
    tasks = {asyncio.create_task(work(1)), asyncio.create_task(work(0))}
    done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(f"Result: {done.pop().result()}")
    for task in tasks:
        task.cancel()
    await asyncio.sleep(0.2)
    print("Nothing more is done")


asyncio.run(main())
