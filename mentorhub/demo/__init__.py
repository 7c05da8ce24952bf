"""A made-up school and robots that take part through real sockets."""
