"""The Reflex configuration that follows from our settings, for rxconfig.py."""

import os
import sys
from pathlib import Path

import reflex as rx
from reflex_base.plugins import Plugin
from reflex_base.plugins.base import PreCompileContext
from typing_extensions import Unpack

from mentorhub.settings import settings

ABSOLUTE = "const endpoint = new URL(url_str);"
SAME_ORIGIN = (
    "const endpoint = typeof window === 'undefined' ? new URL(url_str)"
    " : new URL(new URL(url_str).pathname, window.location.origin);\n  return endpoint;"
)


class SameOrigin(Plugin):
    """Makes the built pages talk to the address they came from.

    Reflex bakes one back-end address into the pages. One build must serve a laptop, the phones in its
    Wi-Fi and a school's own domain, so the address is taken from the page at run time.
    """

    def pre_compile(self, **context: Unpack[PreCompileContext]) -> None:
        """Rewrite the one line of Reflex's client that reads the baked address."""
        context["add_modify_task"]("utils/state.js", self._rewrite)

    @staticmethod
    def _rewrite(source: str) -> str:
        if SAME_ORIGIN in source:
            return source
        if source.count(ABSOLUTE) != 1:
            raise RuntimeError("Reflex's client changed: see docs/decisions/0002-same-origin.md")
        return source.replace(ABSOLUTE, SAME_ORIGIN)


def _use_own_node() -> None:
    """Put the Node of the virtual environment first, and make Reflex use npm without calling home."""
    own = str(Path(sys.executable).parent)
    os.environ["PATH"] = own + os.pathsep + os.environ.get("PATH", "")
    os.environ.setdefault("REFLEX_USE_NPM", "1")
    os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")
    os.environ.setdefault("REFLEX_SOCKET_INTERVAL", "8")
    os.environ.setdefault("REFLEX_SOCKET_TIMEOUT", "8")


def make_config() -> rx.Config:
    """Return the configuration; the built pages do not depend on any setting of a server."""
    _use_own_node()
    chosen = settings()
    return rx.Config(
        app_name="mentorhub",
        api_url="http://localhost:3000",
        deploy_url=None,
        backend_host=chosen.host,
        backend_port=chosen.port,
        frontend_port=chosen.port,
        cors_allowed_origins=chosen.origins,
        trusted_proxy_hops=chosen.trusted_proxy_hops,
        redis_url=chosen.redis_url or None,
        state_manager_mode=(
            rx.constants.StateManagerMode.REDIS if chosen.redis_url else rx.constants.StateManagerMode.MEMORY
        ),
        telemetry_enabled=False,
        show_built_with_reflex=False,
        plugins=[SameOrigin(), rx.plugins.TailwindV4Plugin()],
        disable_plugins=[rx.plugins.SitemapPlugin],
    )
