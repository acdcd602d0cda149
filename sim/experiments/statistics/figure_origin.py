"""How a published figure came into the model, which decides what its agreement with the model is worth."""

from __future__ import annotations

from enum import StrEnum


class FigureOrigin(StrEnum):
    """Whether a figure was put into the model, fitted, or left free to test it."""

    PUT_IN = "put in"
    """The model was given it, or a judgement that stands for it."""
    FITTED = "reproduced by fit"
    """A number of the model was set so that it comes out."""
    FREE = "free"
    """Nothing was set by it: a true test."""
