"""Bases of councils that are reorganised: merged or split from bases that are there."""
