"""Class lists and groups on the screen: importing, who is in a group, adding by hand, a new programme."""
