"""Measures the hub, prints a table and writes build/bench.json; `make bench` runs it.

`--large` adds what takes many minutes, `--rules` leaves out what needs a served hub and a browser.
"""

import argparse
import asyncio
import json
import statistics
from collections.abc import Iterator

from mentorhub.core.serving import ROOT
from tests.load import rules, watching
from tests.load.rules import Figure

FILE = ROOT / "build" / "bench.json"


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 stay below."""
    return statistics.quantiles(values, n=20)[-1]


def of_the_hub() -> Iterator[Figure]:
    """Yield what is measured on a served hub."""
    from tests.load import pages, served

    with served.demo_hub() as hub:
        loads = pages.first_loads(hub.origin)
        heaviest = max(loads, key=lambda address: loads[address])
        yield Figure("first_load_js_gzip", max(loads.values()) / 1000, f"kB ({heaviest})")
        for address, size in sorted(loads.items()):
            yield Figure(f"first_load_js_gzip {address}", size / 1000, "kB")
        yield from of_clicks(hub.origin)
        yield Figure("events_per_second", asyncio.run(served.events_per_second(hub.origin)), "1/s")
        turns = [seconds * 1000 for seconds in asyncio.run(served.room_turns(hub.origin))]
        yield Figure(f"next_round_{served.PHONES}_phones_median", statistics.median(turns), "ms")
        yield Figure(f"next_round_{served.PHONES}_phones_slowest", max(turns), "ms")


def of_clicks(origin: str) -> Iterator[Figure]:
    """Yield what a click takes until the page shows it, beside a bare WebSocket page in the same browser."""
    from tests.load import echo, pages

    with echo.served() as bare:
        ours, theirs = pages.paired_clicks(origin, bare)
    for name, of in (("median", statistics.median), ("p95", p95)):
        yield Figure(f"click_to_dom_{name}", of(ours), "ms")
        yield Figure(f"click_to_dom_{name}_bare", of(theirs), "ms")
        yield Figure(f"click_to_dom_{name}_times_bare", of(ours) / of(theirs), "x")


def of_phones() -> Iterator[Figure]:
    """Yield what Lighthouse finds on start page and phone page, and when a first click works on slow 4G."""
    from tests.load import first_click, lighthouse, served

    with served.demo_hub() as hub:
        asyncio.run(served.begin_tonight(hub.origin))
        for name, seconds in first_click.on_slow_4g(hub.origin).items():
            yield Figure(f"first_click_slow_4g_{name}", seconds * 1000, "ms")
        for name, path in (("start", "/"), ("phone", "/room")):
            found = lighthouse.scores_as_junior(hub.origin, path)
            yield Figure(f"lighthouse_performance_{name}", found.performance, "of 100")
            yield Figure(f"lighthouse_accessibility_{name}", found.accessibility, "of 100")
            yield Figure(f"layout_shift_{name}", found.shift, "")


def of_the_room() -> Iterator[Figure]:
    """Yield what is measured in a live room of 150 and of 500 phones, beside a bare socket server."""
    from tests.load.room import evening

    yield from evening.measure()


def wanted() -> Iterator[Figure]:
    """Yield what the arguments ask for, the quick things first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also 50,000 mentees and a hall of 4,000")
    parser.add_argument("--rules", action="store_true", help="no served hub, no browser")
    parser.add_argument("--room", action="store_true", help="the live room only")
    parser.add_argument("--phones", action="store_true", help="what a phone feels only")
    asked = parser.parse_args()
    if asked.room or asked.phones:
        yield from of_the_room() if asked.room else of_phones()
        return
    yield from rules.measure(large=asked.large)
    yield from watching.measure()
    if not asked.rules:
        yield from of_the_hub()
        yield from of_phones()
        yield from of_the_room()


def keep(figure: Figure) -> None:
    """Add a figure to the file at once; one that is measured again takes the place of the earlier one."""
    figures = json.loads(FILE.read_text()) if FILE.exists() else {}
    value = None if figure.value is None else round(figure.value, 2)
    note = {"note": figure.note} if figure.note else {}
    figures[figure.name] = {"value": value, "unit": figure.unit, **note}
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(figures, indent=2) + "\n")


def main() -> None:
    """Measure, print and keep."""
    for figure in wanted():
        shown = "-" if figure.value is None else f"{figure.value:.1f}"
        print(f"{figure.name:<45} {shown:>10} {figure.unit}  {figure.note}".rstrip(), flush=True)
        keep(figure)


if __name__ == "__main__":
    main()
