"""Help: one of a pair calls, a coordinator takes it up, both sides can follow what they may know."""
