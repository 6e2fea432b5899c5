"""Callbacks run in the order in which they were added."""

import asyncio


async def work():
    print("work")


def first_callback(task):
    print("first callback")


def second_callback(task):
    print("second callback")


def third_callback(task):
    print("third callback")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(first_callback)
    task.add_done_callback(second_callback)
    task.add_done_callback(third_callback)
    await task


asyncio.run(main())
