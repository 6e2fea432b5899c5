"""What docs/runtimes.md and docs/asyncio-has.md say about asyncio, a function for each row. Run: python3 asyncio.py"""

import asyncio
import contextvars
import gc
import sys
import threading

# The folder of this file is not searched for modules with -I, so `asyncio` is Python's own.


async def handle_dropped():
    said = []

    async def work():
        await asyncio.sleep(0.001)
        said.append("done")

    asyncio.create_task(work())
    gc.collect()
    await asyncio.sleep(0.02)
    assert said == ["done"]

    # The loop has weak references: a task that nothing else refers to is lost.
    complaints = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: complaints.append(context["message"]))

    async def wait_for_nothing():
        await loop.create_future()

    asyncio.create_task(wait_for_nothing())
    await asyncio.sleep(0)
    gc.collect()
    assert complaints == ["Task was destroyed but it is pending!"], complaints


async def cancel():
    async def work():
        await asyncio.sleep(60)

    async def stubborn():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return 42

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
        raise AssertionError
    except asyncio.CancelledError:
        assert task.cancelled()
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    assert await task == 42


async def a_task_fails():
    async def work():
        raise ValueError("no luck")

    try:
        await asyncio.create_task(work())
        raise AssertionError
    except ValueError as error:
        assert str(error) == "no luck"


def main_returns():
    said = []

    async def work():
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.001)
            said.append("cleaned up")

    async def main():
        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        return task

    assert asyncio.run(main()).cancelled()
    assert said == ["cleaned up"]


def outside():
    async def work():
        pass

    coroutine = work()
    try:
        asyncio.create_task(coroutine)
        raise AssertionError
    except RuntimeError as error:
        assert "no running event loop" in str(error)
    coroutine.close()
    timer = asyncio.sleep(0.001)
    try:
        timer.send(None)
        raise AssertionError
    except RuntimeError as error:
        assert "no running event loop" in str(error)


async def run_in_a_task():
    coroutine = asyncio.sleep(0)
    try:
        asyncio.run(coroutine)
        raise AssertionError
    except RuntimeError as error:
        assert "cannot be called from a running event loop" in str(error)
    coroutine.close()


async def threads():
    await asyncio.create_task(asyncio.sleep(0.001))
    assert threading.active_count() == 1
    await asyncio.to_thread(lambda: None)
    assert threading.active_count() == 2


async def current_and_all_tasks():
    main = asyncio.current_task()
    task = asyncio.create_task(asyncio.sleep(0.001))
    assert asyncio.all_tasks() == {main, task}
    seen = []
    task.add_done_callback(lambda task: seen.append(asyncio.current_task()))
    await task
    await asyncio.sleep(0)
    assert seen == [None]


async def callbacks():
    async def fail():
        raise ValueError

    heard = []

    def callback(task):
        cancelled = task.cancelled()
        heard.append("cancelled" if cancelled else "failed" if task.exception() else task.result())

    tasks = [asyncio.create_task(work) for work in (asyncio.sleep(0, 42), fail(), asyncio.sleep(60))]
    for task in tasks:
        task.add_done_callback(callback)
    await asyncio.sleep(0)
    tasks[2].cancel()
    await asyncio.sleep(0.01)
    assert sorted(map(str, heard)) == ["42", "cancelled", "failed"], heard


async def never_retrieved():
    async def fail():
        raise ValueError

    complaints = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: complaints.append(context["message"]))
    asyncio.create_task(fail())
    await asyncio.sleep(0)
    gc.collect()
    assert complaints == ["Task exception was never retrieved"], complaints


async def context():
    number = contextvars.ContextVar("number", default=0)
    number.set(42)

    async def work():
        seen = number.get()
        number.set(1)
        return seen

    assert await asyncio.create_task(work()) == 42
    assert number.get() == 42


async def wait_with_a_timeout():
    task = asyncio.create_task(asyncio.sleep(0.01, 42))
    _, pending = await asyncio.wait([task], timeout=0)
    assert pending == {task}
    assert await task == 42


async def two_wait_for_all_others():
    main = asyncio.current_task()

    async def wait_for_others():
        while tasks := asyncio.all_tasks() - {main, asyncio.current_task()}:
            await asyncio.wait(tasks)

    await asyncio.create_task(wait_for_others())
    tasks = [asyncio.create_task(wait_for_others()) for _ in range(2)]
    await asyncio.sleep(0.02)
    assert not any(task.done() for task in tasks)


async def event():
    event = asyncio.Event()
    event.set()
    await event.wait()
    await event.wait()
    event.clear()
    assert not event.is_set()


async def chain():
    end = asyncio.Event()
    length = 20_000
    assert length > sys.getrecursionlimit()

    async def work():
        pass

    def link(left):
        if left == 0:
            end.set()
        else:
            asyncio.create_task(work()).add_done_callback(lambda task: link(left - 1))

    link(length)
    await end.wait()


for function in [handle_dropped, cancel, a_task_fails, run_in_a_task, threads]:
    asyncio.run(function())
for function in [current_and_all_tasks, callbacks, event, chain]:
    asyncio.run(function())
for function in [never_retrieved, context, wait_with_a_timeout, two_wait_for_all_others]:
    asyncio.run(function())
main_returns()
outside()
print("all")
