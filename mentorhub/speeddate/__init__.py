"""Speed date: qualities, the plan of rounds, the live room, phone and projector."""
