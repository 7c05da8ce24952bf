"""What the pages of the match show: a mentee's top 4, and the teacher's board."""
