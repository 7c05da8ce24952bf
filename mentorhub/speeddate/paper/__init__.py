"""The evening on paper: tables for the wall, a route for each person, and forms for the top list."""
