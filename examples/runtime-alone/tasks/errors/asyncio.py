"""Main tells a task's error from a bug, passes on the first error, and collects all errors."""

import asyncio


async def work(text):
    if not text.isdecimal():
        raise ValueError(f"{text} is not a number")
    return 42 // int(text)


async def first_error():
    tasks = [asyncio.create_task(work(text)) for text in ["6", "six"]]
    return await tasks[0] + await tasks[1]


async def all_errors():
    tasks = [asyncio.create_task(work(text)) for text in ["six", "6", "seven"]]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    errors = [result for result in results if isinstance(result, Exception)]
    raise ExceptionGroup("work failed", errors)


async def main():
    print("Each kind of result:")
    for text in ["6", "six", "0"]:
        task = asyncio.create_task(work(text))
        try:
            print(f"A number: {await task}")
        except ValueError as error:
            print(f"An error: {error}")
        except ArithmeticError:
            print("A bug")

    print("The first error:")
    try:
        await first_error()
    except ValueError as error:
        print(error)

    print("All errors:")
    try:
        await all_errors()
    except* ValueError as group:
        for error in group.exceptions:
            print(error)


asyncio.run(main())
