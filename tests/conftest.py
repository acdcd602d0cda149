"""Tests keep what they make in a folder of their own, never in the user's cache."""

import os
import tempfile

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_cache_folder():
    """Give this session, and the commands that it starts, a cache folder that goes with it."""
    before = os.environ.get("PLACEMENT_SUFFICIENCY_CACHE")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLACEMENT_SUFFICIENCY_CACHE"] = folder
        yield
        if before is None:
            del os.environ["PLACEMENT_SUFFICIENCY_CACHE"]
        else:
            os.environ["PLACEMENT_SUFFICIENCY_CACHE"] = before
