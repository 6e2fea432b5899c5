"""Stops in order at Ctrl-C: tells the tasks, waits with a deadline, and cancels the rest."""

import asyncio
import signal
import sys


async def work(stop):
    await stop.wait()
    await asyncio.sleep(0.1)
    print("Work has stopped")


async def more_work():
    try:
        await asyncio.sleep(60)
    finally:
        print("More work is cancelled")


async def main():
    stop = asyncio.Event()
    tasks = [asyncio.create_task(work(stop)), asyncio.create_task(more_work())]

    # Works on Windows, too, where `loop.add_signal_handler` does not.
    loop, ctrl_c = asyncio.get_running_loop(), asyncio.Event()
    signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(ctrl_c.set))
    print("Main waits for Ctrl-C")
    try:
        await asyncio.wait_for(ctrl_c.wait(), 60 if len(sys.argv) > 1 else 0.1)
        print("Ctrl-C")
    except TimeoutError:
        print("Main stops without Ctrl-C")

    stop.set()
    _, rest = await asyncio.wait(tasks, timeout=0.2)
    if rest:
        print("The time is up")
        for task in rest:
            task.cancel()
        await asyncio.wait(rest)
    print("Main Done.")


asyncio.run(main())
