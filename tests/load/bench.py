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
        taken = pages.clicks(hub.origin)
        yield Figure("click_to_dom_median", statistics.median(taken), "ms")
        yield Figure("click_to_dom_p95", p95(taken), "ms")
        yield Figure("events_per_second", asyncio.run(served.events_per_second(hub.origin)), "1/s")
        turns = [seconds * 1000 for seconds in asyncio.run(served.room_turns(hub.origin))]
        yield Figure(f"next_round_{served.PHONES}_phones_median", statistics.median(turns), "ms")
        yield Figure(f"next_round_{served.PHONES}_phones_slowest", max(turns), "ms")


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
    asked = parser.parse_args()
    if asked.room:
        yield from of_the_room()
        return
    yield from rules.measure(large=asked.large)
    yield from watching.measure()
    if not asked.rules:
        yield from of_the_hub()
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
