"""A CV shared by a link: made and ended by its owner, opened by whoever has it and says who that is."""
