"""The first meetings of a pair: an agenda to tick off, short materials and role-play cards."""
