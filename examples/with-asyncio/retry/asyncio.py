"""Retry: a callback runs its failed task again, after a growing delay, and gives up at a limit."""

import asyncio
from collections import Counter
from functools import partial

LIMIT = 3

ends = Counter()


async def work(number, attempt):
    if attempt > 1:
        await asyncio.sleep(0.05 * 2 ** (attempt - 2))
    if attempt <= number % 4:
        raise ConnectionError("busy")


def start(number, attempt):
    work_task = asyncio.create_task(work(number, attempt))
    work_task.add_done_callback(partial(callback, number=number, attempt=attempt))


def callback(task, number, attempt):
    if task.exception() is None:
        ends[f"done at attempt {attempt}"] += 1
    elif attempt < LIMIT:
        start(number, attempt + 1)
    else:
        ends[f"given up after attempt {attempt}: {task.exception()}"] += 1


async def main():
    print("Main is starting...")
    for number in range(1000):
        start(number, 1)
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks)
    for end, count in sorted(ends.items()):
        print(count, end)
    print("Main Done.")


asyncio.run(main())
