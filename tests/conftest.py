"""Tests keep what they make in a folder of their own, never in the user's cache; their processes share it."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import HealthCheck, settings

from sim.foundations.build import engine

# a loaded machine is slow, and nothing is wrong with what runs
settings.register_profile("no deadline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no deadline")

CACHE = "PLACEMENT_SUFFICIENCY_CACHE"
FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
BEFORE = pytest.StashKey[str | None]()


def pytest_configure(config: pytest.Config) -> None:
    """Give this session, its processes and the commands that they start, a cache folder that goes with it."""
    asked = os.environ.get("PLACEMENT_SUFFICIENCY_ENGINE")
    if asked and engine() != asked:
        raise pytest.UsageError(f"the model is {engine()}, and its tests were to be run on the {asked} one")
    if hasattr(config, "workerinput"):
        return  # one of the session's processes, which was started with its folder
    config.stash[BEFORE] = os.environ.get(CACHE)
    config.stash[FOLDER] = tempfile.TemporaryDirectory()
    os.environ[CACHE] = config.stash[FOLDER].name


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the folder away, and leave things as they were."""
    if FOLDER not in config.stash:
        return
    config.stash[FOLDER].cleanup()
    before = config.stash[BEFORE]
    if before is None:
        del os.environ[CACHE]
    else:
        os.environ[CACHE] = before
