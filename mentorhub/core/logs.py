"""Logs without cookies, payloads or personal text."""

import logging
import re
import sys

import structlog

from mentorhub.settings import settings

# Reflex prints whole events, with headers and payload, when a handler is unknown or fails.
_LEAKS = re.compile(
    r"event data|router_data|payload|Failed to deserialize|Error transforming|cookie|Received an? ",
    re.IGNORECASE,
)
_SECRET_PATHS = re.compile(r"(/(?:auth/link|c|beam|r)/)[^\s?\"]+|([?&](?:token|code|key)=)[^\s&\"]+")


class Redact(logging.Filter):
    """Drops what could hold a payload and blanks secrets in addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite one record in place; it is always logged, if only as *withheld*."""
        message = record.getMessage()
        if _LEAKS.search(message) and not record.name.startswith("mentorhub"):
            message = f"withheld: {record.name} reported a faulty event"
            record.exc_info = record.exc_text = None
        record.msg, record.args = _SECRET_PATHS.sub(lambda m: (m[1] or m[2]) + "***", message), ()
        return True


def set_up_logs() -> None:
    """Send all logs to standard error, one line each, at the level of the settings."""
    level = logging.getLevelName(settings().log_level.upper())
    shared = [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    for name in ("", "reflex", "granian", "socketio", "engineio"):
        for target in (logging.getLogger(name), *logging.getLogger(name).handlers):
            if not any(isinstance(known, Redact) for known in target.filters):
                target.addFilter(Redact())
