"""The disk usage of a folder: each directory is a task, whose done callback creates the next tasks.

    python3 -I examples/with-asyncio/du/asyncio.py <folder>

The functions and the output are those of the programs beside it, without a progress bar. `-I` keeps
Python from importing this file as asyncio.
"""

import asyncio
import os
import stat
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

# How many tasks there are at a time. `to_thread` may have fewer threads.
LIMIT = 32
ROOT = sys.argv[1] if len(sys.argv) > 1 else "."


@dataclass
class Usage:
    plain_size: int = 0
    files: int = 0
    directories: int = 0
    # The sizes of files with several names, by device and inode.
    hard_links: dict = field(default_factory=dict)

    def add(self, other):
        self.plain_size += other.plain_size
        self.files += other.files
        self.directories += other.directories
        self.hard_links.update(other.hard_links)

    def add_entry(self, metadata):
        is_dir = stat.S_ISDIR(metadata.st_mode)
        if metadata.st_nlink > 1 and not is_dir:
            self.hard_links[metadata.st_dev, metadata.st_ino] = metadata.st_size
            return
        self.plain_size += metadata.st_size
        self.files += not is_dir
        self.directories += is_dir

    def size(self):
        return self.plain_size + sum(self.hard_links.values())


class State:
    total = Usage()
    # Each direct subdirectory with everything below it.
    subdirectories = {}
    # The last is read first, so that few wait in a deep tree.
    waiting = []
    running = 0
    failed = False


async def work(directory, metadata):
    """Reads a directory on a thread, since asyncio has no file system of its own."""
    return await asyncio.to_thread(read, directory, metadata)


def read(path, metadata):
    """Reads a directory, or the file that the program was given."""
    usage, subdirectories, entries = Usage(), [], None
    usage.add_entry(metadata)
    if stat.S_ISDIR(metadata.st_mode):
        entries = or_report(path, os.scandir, path)
    while entries and (entry := or_report(path, next, entries, None)):
        metadata = or_report(entry.path, entry.stat, follow_symlinks=False)
        if metadata and stat.S_ISDIR(metadata.st_mode):
            subdirectories.append((entry.path, metadata))
        elif metadata:
            usage.add_entry(metadata)
    return usage, subdirectories


def or_report(path, function, *arguments, **keywords):
    """Calls a function, and reports its error. The program will exit with 1."""
    try:
        return function(*arguments, **keywords)
    except OSError as error:
        State.failed = True
        print(f"du: {path}: {error.strerror} (os error {error.errno})", file=sys.stderr)


def callback(task, directory):
    usage, subdirectories = task.result()
    State.total.add(usage)
    for name in Path(directory).relative_to(ROOT).parts[:1]:
        State.subdirectories.setdefault(name, Usage()).add(usage)
    State.running -= 1
    create_tasks(subdirectories)


def create_tasks(directories):
    State.waiting.extend(directories)
    while State.running < LIMIT and State.waiting:
        directory, metadata = State.waiting.pop()
        State.running += 1
        task = asyncio.create_task(work(directory, metadata))
        task.add_done_callback(partial(callback, directory=directory))


# What `HumanBytes` is in the programs beside it.
power = lambda size: max(size.bit_length() - 1, 0) // 10
human = lambda size: (
    f"{size / 1024 ** power(size):.2f} {'KMGTPE'[power(size) - 1]}iB" if size > 1023 else f"{size} B"
)


def print_usage():
    total, subdirectories = State.total, State.subdirectories.items()
    largest = sorted((-usage.size(), os.fsencode(name)) for name, usage in subdirectories)
    print(f"Size: {total.size()} bytes ({human(total.size())})")
    print(f"Files: {total.files + len(total.hard_links)}")
    print(f"Directories: {total.directories}")
    if largest:
        print("Largest subdirectories:")
    for size, name in largest[:10]:
        print(f"{-size:>15} {human(-size):>12}  {name.decode(errors='replace')}")


async def main():
    if len(sys.argv) > 2:
        print("du: more than one folder", file=sys.stderr)
        return 2
    metadata = or_report(ROOT, os.lstat, ROOT)
    if not metadata:
        return 2
    create_tasks([(ROOT, metadata)])
    # asyncio no longer lists a finished task, and calls its callback only then. So an empty list does
    # not mean the end: the callback may be about to create tasks.
    while State.running > 0:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            await task
        await asyncio.sleep(0)
    print_usage()
    return int(State.failed)


sys.stdout.reconfigure(encoding="utf-8", errors="replace")
sys.stderr.reconfigure(encoding="utf-8", errors="replace")
sys.exit(asyncio.run(main()))
