"""The app put together: pages, routes, guard, tasks; nothing else."""

import reflex as rx
from starlette.applications import Starlette

from mentorhub.core import jobs, outbox, sockets, tidy, trouble_bar, workers
from mentorhub.core.event_limit import limit_events
from mentorhub.core.files import sweep
from mentorhub.core.guard import Guard, quiet_exceptions
from mentorhub.core.http import secured
from mentorhub.core.logs import set_up_logs
from mentorhub.core.pages import add_pages
from mentorhub.core.routes import starlette_routes
from mentorhub.features import import_features
from mentorhub.people import notices, sessions
from mentorhub.speeddate.service import clockwork, presence, rehearsing, roll_call
from mentorhub.ui.safety import safety_net

set_up_logs()
import_features()
notices.respect_choices()
app = rx.App(
    stylesheets=[
        "/hub.css",
        "/charts.css",
        "/people.css",
        "/notices.css",
        "/classlists.css",
        "/room.css",
        "/control.css",
        "/beam.css",
        "/speeddate-plan.css",
        "/matching.css",
        "/matching-wishes.css",
        "/matching-paper.css",
        "/pairs.css",
        "/applications.css",
        "/help.css",
        "/leads.css",
        "/cvs.css",
        "/companies.css",
        "/sharing.css",
        "/monitoring.css",
        "/figures.css",
        "/groups.css",
        "/start.css",
    ],
    app_wraps={(55, "ErrorBoundary"): lambda stateful: safety_net()},
    toaster=None,
    html_lang="nl",
    backend_exception_handler=quiet_exceptions,
    api_transformer=[Starlette(routes=starlette_routes(sessions.resolve)), secured],
    head_components=[
        rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
        rx.el.link(rel="manifest", href="/manifest.json"),
        rx.el.meta(name="theme-color", content="#3a36d6"),
    ],
)
app.add_middleware(Guard(sessions.resolve))
limit_events(app)
sockets.on_gone(app, presence.gone)
add_pages(app)
app.register_lifespan_task(outbox.work)
app.register_lifespan_task(sweep.work)
app.register_lifespan_task(clockwork.work)
app.register_lifespan_task(rehearsing.work)
app.register_lifespan_task(roll_call.work)
app.register_lifespan_task(jobs.work)
app.register_lifespan_task(trouble_bar.work)
app.register_lifespan_task(workers.work)
app.register_lifespan_task(tidy.work)
app.register_lifespan_task(sockets.watch(app, sessions.over_among))
