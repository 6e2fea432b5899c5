"""asyncio_jobs.py <job> <n> <asyncio or uvloop> prints the nanoseconds or bytes a task."""

import asyncio
import faulthandler
import sys
import time
import tracemalloc

tasks_run = callbacks_run = 0


async def work():
    global tasks_run
    tasks_run += 1


def callback(task):
    global callbacks_run
    callbacks_run += 1


async def wait_for_all():
    while True:
        tasks = asyncio.all_tasks()
        tasks.remove(asyncio.current_task())
        if not tasks:
            break
        for task in tasks:
            await task


async def task(n):
    for _ in range(n):
        asyncio.create_task(work()).add_done_callback(callback)
    await wait_for_all()


async def chain(n):
    def next_link(task):
        callback(task)
        if callbacks_run < n:
            asyncio.create_task(work()).add_done_callback(next_link)
        else:
            end.set()

    end = asyncio.Event()
    asyncio.create_task(work()).add_done_callback(next_link)
    await end.wait()


async def waiters(n):
    async def waiter():
        await work()
        await event.wait()

    event = asyncio.Event()
    for _ in range(n):
        asyncio.create_task(waiter()).add_done_callback(callback)
    await asyncio.sleep(0)
    size, _ = tracemalloc.get_traced_memory()
    start = time.perf_counter_ns()
    event.set()
    await wait_for_all()
    return size or time.perf_counter_ns() - start


async def main(job, n):
    if job == "memory":
        tracemalloc.start()
    jobs = {"task": task, "chain": chain, "waiters": waiters, "memory": waiters}
    start = time.perf_counter_ns()
    return await jobs[job](n) or time.perf_counter_ns() - start


faulthandler.dump_traceback_later(60, exit=True)
n = int(sys.argv[2])
figure = __import__(sys.argv[3]).run(main(sys.argv[1], n))
assert (tasks_run, callbacks_run) == (n, n), f"{tasks_run} and {callbacks_run} have run"
print(figure / n)
