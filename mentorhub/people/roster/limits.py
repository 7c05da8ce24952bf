"""The limits a class list has to stay within, in one place so that pages and docs can name them."""

MAX_BYTES = 5 * 1024 * 1024
"""Largest file taken, in bytes (5 MB)."""

MAX_ROWS = 5_000
"""Most rows with something in them, below the header."""

MAX_RAW_ROWS = 20_000
"""Most rows of any kind, empty ones included: exports often end in thousands of empty rows."""

MAX_COLUMNS = 100
"""Most columns in a list."""

MAX_CELL = 200
"""Longest value that a person's field takes, in characters; longer is a fault of the row."""

KEPT_CELL = 1_000
"""How much of an over-long cell is kept for the file with faults, in characters."""

HEADER_SEARCH = 20
"""How many rows from the top may hold titles before the header, the header included."""

MAX_XLSX_BYTES = 20 * 1024 * 1024
"""Most bytes an XLSX may unpack to (a list of 5,000 rows needs about 5 MB)."""

MAX_XLSX_CELLS = 1_000_000
"""Largest rectangle (rows times columns) that the sheets of an XLSX may span together."""

MAX_XLSX_TEXT = 20 * 1024 * 1024
"""Most characters that the cells of an XLSX may show together, repeated texts counted each time."""
