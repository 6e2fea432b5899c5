"""An unretrieved exception is reported when the task's last handle is dropped."""

import asyncio


FAILED = asyncio.Event()


async def work():
    raise RuntimeError("on purpose")


def callback(task):
    FAILED.set()


async def main():
    said = "panicked, and that was never retrieved"
    asyncio.get_running_loop().set_exception_handler(
        lambda loop, context: print(
            f"asyncio: {context['future'].get_name()} {said}: {context['exception']}"
        )
    )
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    await FAILED.wait()
    print("main is done")


asyncio.run(main())
