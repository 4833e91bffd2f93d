"""Checks the addresses that its input names, and says what came of it and how much memory the process took at most."""

from __future__ import annotations

import ipaddress
import json
import resource
import sys
from datetime import date
from pathlib import Path

from roadmap_site.links.options import Limits, Manner, Options
from roadmap_site.links.run import run
from roadmap_site.links.seen import Link


def megabytes() -> float:
    """Return the most memory that this process held at once."""
    try:
        # not ru_maxrss, which on Linux begins with what the process had that started this one
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError, ValueError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Run once, over what stands in the input."""
    asked = json.load(sys.stdin)
    options = Options(
        allowed=(ipaddress.ip_network("127.0.0.1"),),
        names=dict.fromkeys(asked["hosts"], ("127.0.0.1",)),
        limits=Limits(hop=8.0, connect=8.0, address=20.0),
    )
    report = run(
        [Link(url) for url in asked["urls"]],
        lambda _: None,
        Manner(options, date.fromisoformat(asked["today"]), per_host=50, gap=0.0),
    )
    verdicts = [result.made.verdict for result in report.results]
    json.dump({"megabytes": megabytes(), "verdicts": verdicts}, sys.stdout)


if __name__ == "__main__":
    main()
