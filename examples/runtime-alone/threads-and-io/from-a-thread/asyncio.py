"""A plain thread starts a task, waits for its result, and has main call a function."""

import asyncio
import threading


async def work():
    await asyncio.sleep(0.1)
    print("Work is done")
    return 42


def callback(value):
    print(f"Callback: {value}")


def other_thread(loop, finished):
    try:
        task = asyncio.run_coroutine_threadsafe(work(), loop)
        value = task.result()
        print(f"The thread has the result: {value}")
        loop.call_soon_threadsafe(callback, value)
    finally:
        loop.call_soon_threadsafe(finished.set)


async def main():
    finished = asyncio.Event()
    thread = threading.Thread(target=other_thread, args=(asyncio.get_running_loop(), finished))
    thread.start()
    await finished.wait()
    thread.join()
    print("The thread has finished")


asyncio.run(main())
