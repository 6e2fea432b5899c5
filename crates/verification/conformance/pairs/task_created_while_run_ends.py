"""A task created after main has returned never finishes."""

import asyncio


async def work():
    await asyncio.Event().wait()


async def more_work():
    await asyncio.Event().wait()
    print("never")


def callback(task):
    print("callback creates a task")
    asyncio.create_task(more_work())


async def main():
    asyncio.create_task(work()).add_done_callback(callback)
    print("main is done")


def program():
    asyncio.run(main())
    print("run has returned")


program()
