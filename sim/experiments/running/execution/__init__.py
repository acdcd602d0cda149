"""Execution: tasks handed to workers on this machine or a cluster, and what comes back of them, in any order."""
