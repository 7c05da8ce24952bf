"""Why a whole file is refused as a class list: one error, with a kind that the caller puts into words."""

from enum import StrEnum


class RefusalKind(StrEnum):
    """The reasons for which a file is not read at all. `RosterRefused.data` holds what is named here."""

    EMPTY = "empty"
    """The file has no content."""
    TOO_BIG = "too_big"
    """More than `limit` bytes."""
    TOO_MANY_ROWS = "too_many_rows"
    """More than `limit` rows."""
    TOO_MANY_COLUMNS = "too_many_columns"
    """More than `limit` columns."""
    TOO_MUCH_INSIDE = "too_much_inside"
    """A packed file that unpacks to far more than a class list (a zip bomb, or a sheet without end)."""
    WRONG_EXTENSION = "wrong_extension"
    """The name ends in `extension`, which is not one of a class list."""
    WRONG_CONTENT = "wrong_content"
    """The content is not what the name's `extension` says."""
    OLD_EXCEL = "old_excel"
    """Excel of before 2007 (.xls): to be saved again as .xlsx or .csv."""
    LOCKED = "locked"
    """Locked with a password."""
    MACROS = "macros"
    """An Excel file with macros."""
    NOT_TEXT = "not_text"
    """A text file was expected, but this is not text in an encoding that schools use."""
    UNREADABLE = "unreadable"
    """A damaged Excel file."""
    UNCLOSED_QUOTE = "unclosed_quote"
    """A quotation mark opened on line `line` never closes (or one cell holds over 100,000 characters)."""
    NO_TABLE = "no_table"
    """No row with two or more cells: nothing that looks like a list."""
    NO_ROWS = "no_rows"
    """A header and nothing below it."""
    NO_SUCH_COLUMN = "no_such_column"
    """A mapping by hand points at `column`, which the list does not have."""


class RosterRefused(Exception):
    """The file cannot be a class list; nothing of it was read. The only error this package raises.

    `kind` is a `RefusalKind`; `data` maps the names given there to numbers or short texts.
    """

    def __init__(self, kind: RefusalKind, **data: int | str) -> None:
        """Refuse for `kind`, with the `data` that its description names."""
        super().__init__(kind.value, data)
        self.kind = kind
        self.data = data
