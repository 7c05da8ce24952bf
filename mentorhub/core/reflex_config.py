"""The Reflex configuration that follows from our settings, for rxconfig.py."""

import os
import sys
from pathlib import Path

import reflex as rx

from mentorhub.core.client import OwnClient
from mentorhub.settings import settings


def _use_own_node() -> None:
    """Put the Node of the virtual environment first, and make Reflex use npm without calling home."""
    own = str(Path(sys.executable).parent)
    os.environ["PATH"] = own + os.pathsep + os.environ.get("PATH", "")
    os.environ.setdefault("REFLEX_USE_NPM", "1")
    os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")
    # A phone that is gone is noticed after both together; the browser gives up a silent server as late.
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
        plugins=[OwnClient(), rx.plugins.TailwindV4Plugin()],
        disable_plugins=[rx.plugins.SitemapPlugin],
    )
