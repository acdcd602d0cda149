"""Benchmarks: how fast the model is beside SimPy alone, how it grows, what memory it takes, and where the time goes.

Not among the timed tests. From the project's folder, some three minutes (one with --quick):

    python -m tests.benchmarks
    python -m tests.benchmarks --quick
"""
