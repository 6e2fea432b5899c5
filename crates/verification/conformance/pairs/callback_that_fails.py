"""A callback that fails stops neither the next callback nor the task's waiters."""

import asyncio


async def work():
    print("work")


def failing_callback(task):
    print("failing callback")
    raise RuntimeError("on purpose")


def next_callback(task):
    print("next callback")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(failing_callback)
    task.add_done_callback(next_callback)
    await task
    print("main continues")


asyncio.run(main())
