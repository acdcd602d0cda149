"""Broken inputs by the hundred, quantities at their extremes, and random kills: nothing may end in a traceback.

`python -m tests.hostile` makes them from a seed, tries each in a process of its own, and says what went wrong.
"""
