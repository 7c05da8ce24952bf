"""Matching: preferences, the solver, its explanation, runs and repair."""
