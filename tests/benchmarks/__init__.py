"""Benchmarks: how fast the model is beside other programs, how it grows, what it holds, and where the time goes.

Not among the timed tests. From the project's folder, some twelve minutes (five with --quick):

    python -m tests.benchmarks
    python -m tests.benchmarks --quick
    python -m tests.benchmarks --only naive --only startup
    python -m tests.benchmarks --write docs/performance.md

A benchmark is a function that takes the `Case` and returns a `Section`. A new one is named in `__main__.BENCHMARKS`,
and has marks of that name in the page.
"""
