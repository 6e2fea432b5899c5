"""A task cancels main, and run fails."""

import asyncio


async def work(main_task):
    print("work cancels main")
    main_task.cancel()


async def main():
    asyncio.create_task(work(asyncio.current_task()))
    await asyncio.Event().wait()
    print("never")


def program():
    try:
        asyncio.run(main())
    except asyncio.CancelledError:
        print("run: main was cancelled")


program()
