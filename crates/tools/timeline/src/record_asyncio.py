"""Runs a Python program and writes a line of JSON to stderr for each step that its tasks take.

    python3 record_asyncio.py program.py

The lines are those of crates/asyncio's feature `record`. CPython's usual tasks are written in C and cannot
be watched, so the program gets a subclass of the same tasks in Python.
"""

import asyncio
import json
import os
import sys
import time

PROGRAM, START = sys.argv[1], time.perf_counter()
all_tasks, wait, call_soon = asyncio.all_tasks, asyncio.wait, asyncio.BaseEventLoop.call_soon
actors = []  # the running task, or the one whose callback runs, and which of both; the innermost last


def tell(message, task=None, **fields):
    """Records a step, unless it is of a task of asyncio's own."""
    if task is None or task.number:
        time_now = f"{time.perf_counter() - START:.6f}s"
        of_task = {"run": 1, "task": task.number} if task is not None else {}
        fields = {"timestamp": time_now, "message": message, **of_task, **fields}
        fields = {name: value for name, value in fields.items() if value is not None}
        os.write(2, (json.dumps(fields, separators=(",", ":")) + "\n").encode())


def tell_by(message, task=None, **fields):
    """Records a step that the running task or callback takes in this line of the program."""
    for actor, is_callback in actors[-1:]:
        fields |= {"by.run": 1, "by.task": actor.number, "by.callback": is_callback}
    frame = sys._getframe()
    while frame and frame.f_code.co_filename != PROGRAM:
        frame = frame.f_back
    tell(message, task, line=frame and frame.f_lineno, **fields)


def name_of(callback):
    """The name of a function of the program; None for asyncio's own."""
    code = getattr(getattr(callback, "func", callback), "__code__", None)
    return code.co_name if code and code.co_filename == PROGRAM else None


class Task(asyncio.tasks._PyTask):
    number = count = 0  # what asyncio.run starts once main has ended keeps the number 0

    def __init__(self, coro, **options):
        super().__init__(coro, **options)
        if actors or not Task.count:
            self.number = Task.count = Task.count + 1
        tell_by("created", self, name=self.get_name(), coroutine=coro.__name__)

    def _Task__step(self, *error):
        tell("runs", self)
        actors.append((self, False))
        super()._Task__step(*error)
        actors.pop()
        if not self.done():
            tell("waits", self, line=self.get_coro().cr_frame.f_lineno)

    def _Future__schedule_callbacks(self):  # it has just ended
        error = None if self.cancelled() else self._exception
        end = "cancelled" if self.cancelled() else "panicked" if error else "returned"
        tell(end, self, panic=error and f"{type(error).__name__}: {error}")
        if self not in all_tasks(self.get_loop()):
            tell("left", self)
        super()._Future__schedule_callbacks()

    def __await__(self):
        if not self.done():
            tell_by("awaited", self)
        return (yield from super().__await__())

    def add_done_callback(self, callback, **options):
        if name := name_of(callback):
            tell_by("callback added", self, callback=name)
        super().add_done_callback(callback, **options)

    def cancel(self, *message):
        if not self.done():
            tell_by("cancel requested", self)
        return super().cancel(*message)


class Event(asyncio.Event):
    all = []

    def tell(self, message):
        Event.all.extend([] if self in Event.all else [self])
        tell_by(message, event=Event.all.index(self) + 1)

    def set(self):
        self.tell("event set")
        super().set()

    def clear(self):
        self.tell("event cleared")
        super().clear()

    async def wait(self):
        if not self.is_set():
            self.tell("event awaited")
        await super().wait()
        self.tell("event passed")
        return True


def telling_all_tasks():
    tasks = all_tasks()
    tell_by("listed", tasks=str(sorted(task.number for task in tasks)))
    return tasks


async def telling_wait(tasks, **options):
    tasks = sorted(tasks, key=lambda task: task.number)
    for task in tasks:
        tell_by("awaited", task)
    return await wait(tasks, **options)


def telling_call_soon(loop, function, *arguments, **options):
    """asyncio calls this to let a task run again, and to call a callback."""
    task = getattr(function, "__self__", None)
    if isinstance(task, Task):
        tell("woken", task)
    elif name_of(function) and arguments and isinstance(arguments[0], Task):
        function, arguments = call, (function, *arguments)
    return call_soon(loop, function, *arguments, **options)


def call(callback, task):
    tell("calls", task, callback=name_of(callback))
    actors.append((task, True))
    end = "callback panicked"
    try:
        callback(task)
        end = "callback returned"
    finally:
        actors.pop()
        tell(end, task)


asyncio.Task = asyncio.tasks.Task = Task
asyncio.Event, asyncio.all_tasks, asyncio.wait = Event, telling_all_tasks, telling_wait
asyncio.BaseEventLoop.call_soon = telling_call_soon
with open(PROGRAM, encoding="utf-8") as program:
    code = compile(program.read(), PROGRAM, "exec")
sys.stderr = open(os.devnull, "w")
exec(code, {"__name__": "__main__"})
