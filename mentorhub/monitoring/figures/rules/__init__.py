"""Pure rules of the figures: survival, small cells, stretches of time, working days."""
