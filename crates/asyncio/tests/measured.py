"""What CPython 3.11 does where its own tests do not ask.

`docs/like-cpython.md` names these functions. Run: python3.11 measured.py
"""

import asyncio
import gc
import sys
import threading
from types import FunctionType

assert sys.version_info[:2] == (3, 11), sys.version


async def nothing():
    pass


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


def collect_complaints():
    complaints = []
    asyncio.get_running_loop().set_exception_handler(
        lambda loop, context: complaints.append(context["message"])
    )
    return complaints


async def a_callback_can_create_a_task():
    seen = []

    def callback(task):
        more = asyncio.create_task(nothing())
        seen.append((more in asyncio.all_tasks(), asyncio.current_task(), task.done()))

    asyncio.create_task(nothing()).add_done_callback(callback)
    await settle()
    assert seen == [(True, None, True)]


async def a_callback_that_raises_is_logged():
    complaints, seen = collect_complaints(), []
    task = asyncio.create_task(asyncio.sleep(0, "value"))
    task.add_done_callback(lambda task: 1 / 0)
    task.add_done_callback(lambda task: seen.append("next"))
    seen.append(await task)
    assert seen == ["next", "value"]
    assert task.exception() is None
    assert len(complaints) == 1 and complaints[0].startswith("Exception in callback")


async def a_pulse_reaches_every_waiter():
    event, seen = asyncio.Event(), []

    async def wait(name):
        await event.wait()
        seen.append((name, event.is_set()))

    early = [asyncio.create_task(wait("early")) for _ in range(3)]
    await settle()
    event.set()
    event.clear()
    late = asyncio.create_task(wait("late"))
    await settle()
    assert all(task.done() for task in early) and not late.done()
    assert seen == [("early", False)] * 3


async def an_await_that_is_ready_is_no_suspension_point():
    seen = []

    async def work():
        asyncio.current_task().cancel()
        await nothing()
        seen.append("after a ready await")
        await asyncio.sleep(0)
        seen.append("never")

    task = asyncio.create_task(work())
    await settle()
    assert task.cancelled() and seen == ["after a ready await"]


async def a_task_starts_when_its_creator_suspends():
    seen = []

    async def work():
        seen.append("work")

    asyncio.create_task(work())
    seen.append("after create_task")
    await nothing()
    seen.append("after a ready await")
    await asyncio.sleep(0)
    seen.append("after a suspension")
    assert seen == ["after create_task", "after a ready await", "work", "after a suspension"]


async def a_task_that_is_cancelled_before_it_starts_never_does():
    seen = []

    async def work():
        seen.append("work")

    task = asyncio.create_task(work())
    task.cancel()
    await settle()
    assert task.cancelled() and seen == []


async def no_task_runs_between_set_and_the_next_suspension():
    event, seen = asyncio.Event(), []

    async def wait():
        await event.wait()
        seen.append("waiter")

    asyncio.create_task(wait())
    sleeper = asyncio.create_task(asyncio.sleep(1000))
    sleeper.add_done_callback(lambda task: seen.append("callback"))
    await settle()
    event.set()
    sleeper.cancel()
    seen.append("main")
    assert not sleeper.done()
    await settle()
    assert seen[0] == "main" and set(seen) == {"main", "waiter", "callback"}


async def a_waiter_goes_before_a_callback_that_came_later():
    event, seen = asyncio.Event(), []
    task = asyncio.create_task(event.wait())

    async def add_a_callback():
        task.add_done_callback(lambda task: seen.append("callback"))
        event.set()

    asyncio.create_task(add_a_callback())
    await task
    seen.append("waiter")
    await settle()
    assert seen == ["waiter", "callback"]


async def a_done_task_is_off_the_list_before_its_callback_runs():
    seen = []
    main = asyncio.current_task()

    async def look():
        seen.append(("look", asyncio.all_tasks() == {main, asyncio.current_task()}))

    def callback(task):
        seen.append(("callback", task in asyncio.all_tasks()))
        asyncio.create_task(nothing())

    asyncio.create_task(nothing()).add_done_callback(callback)
    asyncio.create_task(look())
    await settle()
    assert seen == [("look", True), ("callback", False)]


async def a_late_callback_is_not_waited_for():
    seen = []
    task = asyncio.create_task(nothing())
    await task
    task.add_done_callback(lambda task: seen.append("callback"))
    assert task not in asyncio.all_tasks()
    await task
    seen.append("waiter")
    await settle()
    assert seen == ["waiter", "callback"]


async def cancelling_a_waiter_cancels_what_it_waits_for():
    task = asyncio.create_task(asyncio.sleep(1000))

    async def wait():
        await task

    waiters = [asyncio.create_task(wait()) for _ in range(2)]
    await settle()
    waiters[0].cancel()
    await settle()
    assert [each.cancelled() for each in [task, *waiters]] == [True] * 3


def run_waits_for_a_task_that_catches_its_cancellation():
    seen = []

    async def work():
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            await settle()
            seen.append("continues")

    async def main():
        asyncio.create_task(work())
        await settle()

    asyncio.run(main())
    assert seen == ["continues"]


def what_a_callback_creates_at_the_end_of_run_starts_and_is_destroyed():
    seen = []

    async def more():
        seen.append("starts")
        await asyncio.Event().wait()

    async def main():
        task = asyncio.create_task(asyncio.sleep(1000))
        task.add_done_callback(lambda task: asyncio.create_task(more()))
        await settle()
        seen.append(collect_complaints())

    asyncio.run(main())
    gc.collect()
    assert seen == [["Task was destroyed but it is pending!"], "starts"], seen


async def another_thread_may_not_cancel():
    collect_complaints()  # of the task that never ends now
    asyncio.get_running_loop().set_debug(True)
    task = asyncio.create_task(asyncio.Event().wait())
    await settle()
    seen = []

    def cancel():
        try:
            task.cancel()
        except RuntimeError as error:
            seen.append(str(error))

    thread = threading.Thread(target=cancel)
    thread.start()
    thread.join()
    assert seen[0].startswith("Non-thread-safe operation")


def an_event_belongs_to_the_first_loop_that_waits_for_it():
    event = asyncio.Event()

    async def main():
        task = asyncio.create_task(event.wait())
        await settle()
        event.set()
        await task
        event.clear()

    asyncio.run(main())
    try:
        asyncio.run(main())
    except RuntimeError as error:
        assert "bound to a different event loop" in str(error)
    else:
        raise AssertionError("no error")


def names_continue_in_the_next_run():
    async def main():
        return int(asyncio.current_task().get_name().removeprefix("Task-"))

    assert asyncio.run(main()) < asyncio.run(main())


async def a_callback_added_after_run_is_refused():
    loop = asyncio.new_event_loop()
    task = loop.create_task(nothing())

    def run():
        loop.run_until_complete(task)
        loop.close()

    await asyncio.to_thread(run)
    try:
        task.add_done_callback(print)
    except RuntimeError as error:
        assert str(error) == "Event loop is closed"
    else:
        raise AssertionError("no error")


if __name__ == "__main__":
    for check in [value for value in globals().values() if isinstance(value, FunctionType)]:
        if check not in (nothing, settle, collect_complaints):
            asyncio.run(check()) if asyncio.iscoroutinefunction(check) else check()
            print(check.__name__)
