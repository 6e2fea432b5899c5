"""Stage 1: a done callback is a plain function, so it cannot await.

    just run stage1-asyncio

SyntaxError: 'await' outside async function

Python refuses the whole file before any of it runs, as rustc refuses the Rust
programs beside it. An `async def` as the callback does not help: calling it
creates a coroutine that nothing awaits. In stage 2 the callback creates a task,
and the task awaits.
"""

import asyncio


async def work():
    print("Work is done")


def callback(task):
    await asyncio.sleep(1)


async def main():
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await work_task


asyncio.run(main())
