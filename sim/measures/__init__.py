"""Measures of a run, made from its register afterwards: yearly, whole-run and monthly values."""

from sim.measures import catalogue
from sim.measures.series import monthly
from sim.measures.value import Value
from sim.measures.yearly import measure

__all__ = ["Value", "catalogue", "measure", "monthly"]
