"""Groups at a glance: who has done what, from the qualities until the internship."""
