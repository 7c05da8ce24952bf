"""Pages of profiles, qualities and the speed date."""
