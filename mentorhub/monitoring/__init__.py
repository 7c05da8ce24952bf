"""The teacher's list: who needs attention first."""
