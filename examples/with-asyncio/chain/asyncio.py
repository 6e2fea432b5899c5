"""A chain: each callback passes its task's result on to the next task, and the last reaches main."""

import asyncio

event = asyncio.Event()
result = None


async def work():
    print("Work is starting...")
    await asyncio.sleep(0.1)
    print("Work is done")
    return 6


async def more_work(number):
    print(f"More work is starting with {number}...")
    await asyncio.sleep(0.1)
    print("More work is done")
    return number + 1


async def last_work(number):
    print(f"Last work is starting with {number}...")
    await asyncio.sleep(0.1)
    print("Last work is done")
    return number * 6


def callback(task):
    more_task = asyncio.create_task(more_work(task.result()))
    more_task.add_done_callback(more_callback)


def more_callback(task):
    last_task = asyncio.create_task(last_work(task.result()))
    last_task.add_done_callback(last_callback)


def last_callback(task):
    global result
    result = task.result()
    event.set()


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await event.wait()
    print(f"Main Done: {result}")


asyncio.run(main())
