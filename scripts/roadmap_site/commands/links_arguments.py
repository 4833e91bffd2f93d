"""The arguments of `roadmap links`."""

from __future__ import annotations

import argparse
import ipaddress
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from roadmap_site.links import names
from roadmap_site.links.options import Limits, Options
from roadmap_site.links.report import FORMATS
from roadmap_site.links.seen import VERDICTS
from roadmap_site.site_file import setting


def seconds(text: str) -> float:
    """Return a time such as 90s, 10m or 1h30m in seconds."""
    found = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?", text)
    if not found or not any(found.groups()):
        raise argparse.ArgumentTypeError(f"{text!r} must be a time such as 90s, 10m or 1h30m")
    return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0)


def part(text: str) -> tuple[int, int]:
    """Return a part such as 2/8 as two numbers."""
    found = re.fullmatch(r"(\d+)/(\d+)", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise argparse.ArgumentTypeError(f"{text!r} must be a part such as 2/8")
    return int(found[1]), int(found[2])


def verdicts(text: str) -> frozenset[str]:
    """Return a list of verdicts."""
    found = frozenset(one.strip().replace("-", "_") for one in text.split(",") if one.strip())
    if unknown := found - set(VERDICTS) - {"none"}:
        raise argparse.ArgumentTypeError(
            f"{', '.join(sorted(unknown))}: a verdict must be one of {', '.join(VERDICTS)}"
        )
    return found - {"none"}


def network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """Return a network such as 127.0.0.0/8."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} must be a network such as 127.0.0.0/8") from None


def add_network_arguments(how: argparse._ArgumentGroup) -> None:
    """Add what every command that asks hosts needs to know of the network."""
    how.add_argument("--timeout", metavar="TIME", type=seconds, default=30.0, help="for one address (default: 30s)")
    how.add_argument(
        "--allow-network", metavar="CIDR", type=network, action="append", default=[], help="an internal network to ask"
    )
    how.add_argument("--ca-file", metavar="FILE", help="certificates to trust instead of the system's")
    how.add_argument("--resolver", metavar="WHERE", help="a DNS server (127.0.0.1:5353) or a hosts file, for tests")


def _about() -> str:
    """Return where a host's owner can read who asks: the site's repository, else its address."""
    site = Path("mkdocs.yml")
    return setting(site, "repo_url") or setting(site, "site_url") or Options.about


def options_of(args: argparse.Namespace) -> Options:
    """Return how the network is used, as the arguments say; raise names.WrongResolver and FileNotFoundError."""
    hosts, server = names.parse(args.resolver) if args.resolver else ({}, None)
    if args.ca_file and not Path(args.ca_file).is_file():
        raise FileNotFoundError(f"--ca-file {args.ca_file}: there is no such file")
    limits = replace(Limits(), address=args.timeout, hop=min(20.0, args.timeout))
    return Options(_about(), tuple(args.allow_network), args.ca_file, hosts, server, limits)


def add_link_arguments(sub: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap links`."""
    sub.add_argument(
        "action",
        nargs="*",
        metavar="ACTION",
        help="merge A B: two memories or histories as one; issue: the living issue",
    )
    issue = sub.add_argument_group("the living issue")
    issue.add_argument("--results", metavar="FILE", nargs="*", type=Path, default=[], help="JSON reports of all parts")
    issue.add_argument("--parts", metavar="N", type=int, default=0, help="how many parts there should be")
    issue.add_argument("--issues", metavar="FILE", type=Path, help="the open and closed issues, as gh prints them")
    issue.add_argument("--repo", metavar="OWNER/NAME", default="", help="the repository that lines are linked in")
    issue.add_argument("--rev", metavar="SHA", default="", help="the commit that they are linked at")
    issue.add_argument("--output", metavar="FILE", type=Path, help="where the text of the issue is written")
    which = sub.add_argument_group("which addresses")
    which.add_argument("--urls", metavar="FILE", help="check a plain list instead, one address a line (- reads stdin)")
    which.add_argument("--changed-since", metavar="REV", help="only addresses that a git revision did not have")
    which.add_argument("--only", metavar="PATTERN", help="only addresses or files that fit, such as youtube or *.pdf")
    which.add_argument("--shard", metavar="K/N", type=part, help="only one part of so many, split by host")
    which.add_argument("--all", action="store_true", help="also what was checked lately")
    which.add_argument("--offline", action="store_true", help="ask nothing; say what is remembered")
    which.add_argument("--site", metavar="DIR", type=Path, help="check a built site's own links instead, offline")
    mend = sub.add_argument_group("what it mends")
    mend.add_argument("--fix", action="store_true", help="rewrite addresses that moved for good, on the same host")
    mend.add_argument("--fix-hosts", action="store_true", help="the same, also when they moved to another host")
    mend.add_argument("--archive", action="store_true", help="find and remember the archived copy of every address")
    mend.add_argument("--suggest", action="store_true", help="offer the archived copy of what is not there any more")
    form = sub.add_argument_group("what is printed")
    form.add_argument("--compare", action="store_true", help="say where mkdocs-linkcheck disagrees")
    form.add_argument("--format", choices=FORMATS, default="text", help="form of the report (default: text)")
    failing = frozenset(("gone", "soft_404", "refused"))
    form.add_argument(
        "--fail-on", metavar="LIST", type=verdicts, default=failing,
        help="verdicts that end with exit code 1 (default: gone,soft_404,refused; none for none)",
    )  # fmt: skip
    how = sub.add_argument_group("how it asks")
    how.add_argument("--max-time", metavar="TIME", type=seconds, help="stop after so long, such as 10m")
    how.add_argument("--budget", metavar="TIME", type=seconds, help="the same: what matters most is asked first")
    how.add_argument("--connections", metavar="N", type=int, default=100, help="at once (default: 100)")
    how.add_argument("--per-host", metavar="N", type=int, default=4, help="at once to one host (default: 4)")
    how.add_argument(
        "--pause", metavar="TIME", type=seconds, default=0.05, help="between two requests to a host (0.05s)"
    )
    how.add_argument(
        "--browser", action="store_true", help="try once more as a browser would, where robots are refused"
    )
    add_network_arguments(how)
    kept = sub.add_argument_group("what is remembered")
    kept.add_argument("--memory", metavar="FILE", type=Path, help="memory (default: link-health.jsonl in the roadmap)")
    kept.add_argument(
        "--history", metavar="FILE", type=Path, help="totals day by day (default: link-history.jsonl in the roadmap)"
    )
    kept.add_argument(
        "--today",
        metavar="DATE",
        type=lambda t: datetime.strptime(t, "%Y-%m-%d").replace(tzinfo=UTC).date(),
        help=argparse.SUPPRESS,
    )
