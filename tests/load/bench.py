"""Measures the hub, prints a table and writes build/bench.json; `make bench` runs it."""

import asyncio
import json
import statistics
from collections.abc import Iterator

from mentorhub.core.serving import ROOT
from tests.load import pages, rules, served

FILE = ROOT / "build" / "bench.json"
Figure = tuple[str, float, str]


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 stay below."""
    return statistics.quantiles(values, n=20)[-1]


def of_the_hub() -> Iterator[Figure]:
    """Yield what is measured on a served hub."""
    with served.demo_hub() as hub:
        loads = pages.first_loads(hub.origin)
        heaviest = max(loads, key=lambda address: loads[address])
        yield "first_load_js_gzip", max(loads.values()) / 1000, f"kB ({heaviest})"
        for address, size in sorted(loads.items()):
            yield f"first_load_js_gzip {address}", size / 1000, "kB"
        taken = pages.clicks(hub.origin)
        yield "click_to_dom_median", statistics.median(taken), "ms"
        yield "click_to_dom_p95", p95(taken), "ms"
        yield "events_per_second", asyncio.run(served.events_per_second(hub.origin)), "1/s"
        turns = [seconds * 1000 for seconds in asyncio.run(served.room_turns(hub.origin))]
        yield f"next_round_{served.PHONES}_phones_median", statistics.median(turns), "ms"
        yield f"next_round_{served.PHONES}_phones_slowest", max(turns), "ms"


def main() -> None:
    """Measure everything, the quick things first."""
    figures: dict[str, dict[str, float | str]] = {}
    for measure in (rules.measure, of_the_hub):
        for name, value, unit in measure():
            figures[name] = {"value": round(value, 2), "unit": unit}
            print(f"{name:<45} {value:>10.1f} {unit}", flush=True)
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
