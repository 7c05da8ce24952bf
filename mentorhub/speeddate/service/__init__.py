"""What can be done with profiles, qualities and speed dates, each act within the actor's own scope."""
