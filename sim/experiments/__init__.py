"""Experiments: replications of scenarios on several processes, and the paired comparison of strategies."""
