"""Prints how long a task with a done callback takes in asyncio, in nanoseconds, three times.

python3 tasks.py 100000, or with uvloop behind it, which must be installed then.
"""

import asyncio
import sys
import time

tasks_run = 0
callbacks_called = 0


async def work():
    global tasks_run
    tasks_run += 1


def callback(task):
    global callbacks_called
    callbacks_called += 1


async def main(number):
    start = time.perf_counter()
    for _ in range(number):
        task = asyncio.create_task(work())
        task.add_done_callback(callback)
    while True:
        tasks = asyncio.all_tasks()
        tasks.remove(asyncio.current_task())
        if not tasks:
            break
        for task in tasks:
            await task
    return (time.perf_counter() - start) / number * 1e9


number = int(sys.argv[1])
run = asyncio.run
if sys.argv[2:] == ["uvloop"]:
    import uvloop

    run = uvloop.run
for _ in range(3):
    tasks_run = callbacks_called = 0
    print(run(main(number)))
    if (tasks_run, callbacks_called) != (number, number):
        sys.exit(f"{tasks_run} tasks and {callbacks_called} callbacks, not {number}")
