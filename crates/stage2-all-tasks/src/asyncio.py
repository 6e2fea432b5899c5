"""Stage 2: a done callback creates a task, and main waits for all tasks.

    just run stage2-asyncio

Main awaits every task but itself, and repeats until there is no other. Notice
that it waits for `more_work`, which it never mentions.

asyncio stops listing a task when it finishes, before its callbacks run. This
loop misses nothing, because `asyncio.wait` adds a callback of its own to wake
main. That one runs after `callback`, when `more_work` is already listed. If
main looked at another moment, between the end of a task and its callback, the
loop would end too early.
"""

import asyncio


async def work():
    print("Work is starting...")
    await asyncio.sleep(2)
    print("Work is done")


async def more_work():
    print("More work is starting...")
    await asyncio.sleep(2)
    print("More work is done")


def callback(task):
    asyncio.create_task(more_work())


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks)
    print("Main Done.")


asyncio.run(main())
