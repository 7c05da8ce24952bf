"""What the hub itself writes to people: reminders on a school day, digests once a week, calls that wait."""
