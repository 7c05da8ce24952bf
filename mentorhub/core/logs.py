"""Logs without cookies, payloads or personal text."""

import logging
import re
import sys
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO, cast

import structlog

from mentorhub.settings import settings

# Reflex and socket.io log whole events, headers and payload included, when one is unknown or fails; and an
# exception's text may quote what a client sent. Neither is ours to change, so every record passes here.
_SPEAK_OF_EVENTS = ("reflex", "socketio", "engineio", "asyncio")
_LEAKS = re.compile(
    r"event data|event queue|registered handler|Event\(|router_data|payload|deserialize|Error transforming"
    r"|cookie|Received an? |Received event",
    re.IGNORECASE,
)
_SECRET_PATHS = re.compile(
    r"(/(?:auth/link|c|beam|r|shared/cv|appointments/answer|check-in|notices/(?:stop|start))"
    r"/)[^\s?\"]+|([?&](?:token|code|key)=)[^\s&\"]+"
)


def where(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where an exception happened and its kind, without its text."""
    return "".join(traceback.format_tb(trace)) + kind.__name__


def redact(record: logging.LogRecord) -> None:
    """Blank what could be a secret in one record; it is still logged, if only as *withheld*."""
    message = record.getMessage()
    if record.name.startswith(_SPEAK_OF_EVENTS):
        if _LEAKS.search(message):
            message = f"withheld: {record.name} line {record.lineno} reported a faulty event"
        if record.exc_info and record.exc_info[0]:
            record.exc_text, record.exc_info = where(record.exc_info[0], record.exc_info[2]), None
    record.msg, record.args = _SECRET_PATHS.sub(lambda m: (m[1] or m[2]) + "***", message), ()


_make_record = logging.getLogRecordFactory()


def _redacted(*args: Any, **values: Any) -> logging.LogRecord:
    record = _make_record(*args, **values)
    redact(record)
    return record


class Calm:
    """Standard error that never fails: a disk that takes no logs must not stop what they tell of."""

    def write(self, text: str) -> int:
        """Write what can be written; returns the number of characters given."""
        with suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        """Pass on what waits, when that is possible."""
        with suppress(OSError):
            sys.stderr.flush()


def set_up_logs() -> None:
    """Send all logs to standard error, one line each, at the level of the settings."""
    level = logging.getLevelName(settings().log_level.upper())
    shared = [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=cast(TextIO, Calm())),
    )
    # A filter on a logger would miss the records of the loggers below it; the factory misses none.
    logging.setLogRecordFactory(_redacted)
