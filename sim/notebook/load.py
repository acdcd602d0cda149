"""`sim.load`: a base with its strategies laid over it, by name or path."""

from sim.notebook.call import checked
from sim.scenario import scenario

load = checked(loaded=False)(scenario.load)
