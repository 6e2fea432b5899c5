"""The tests in four files of CPython 3.11, with the class where a name is there twice."""

import ast
import sys
from collections import Counter
from pathlib import Path

try:
    import test.test_asyncio
except ImportError:  # a system's own Python often comes without its tests
    sys.exit()

assert sys.version_info[:2] == (3, 11), sys.version


def tests(node, owner):
    for inner in ast.iter_child_nodes(node):
        name = getattr(inner, "name", None) or ""
        if name.startswith("test_") and not isinstance(inner, ast.ClassDef):
            yield owner, name
        else:
            yield from tests(inner, name or owner)


for name in ["test_tasks.py", "test_futures.py", "test_locks.py", "test_runners.py"]:
    path = Path(test.test_asyncio.__path__[0], name)
    found = list(tests(ast.parse(path.read_text(encoding="utf-8")), ""))
    count = Counter(test for _, test in found)
    for owner, test_name in found:
        print(name, test_name if count[test_name] == 1 else f"{owner}.{test_name}")
