"""What should be asked next to be sure of an address; pure, so that every course of events can be tested."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from roadmap_site.links.absent import doubt, may_be_essay
from roadmap_site.links.hosts import HostRule, probe_of, rules_of
from roadmap_site.links.judge import attempted, probed
from roadmap_site.links.place import place_of, without_fragment
from roadmap_site.links.seen import NO_VALIDATORS, Ask, Seen, Validators

LONGEST_WAIT: Final = 15.0  # seconds; a host that asks for more is not asked again in this run
_TRIES: Final = 3
_HOPELESS: Final = frozenset(("loop", "too-many-redirects", "bad-redirect", "no-such-host"))


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for; nothing when it makes no sense."""
    value = value.strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def next_ask(seen: Seen, now: datetime, browser: bool = False) -> Ask | None:
    """Return what should be asked next to be sure, or nothing when what was seen is enough."""
    if seen.refused or seen.sibling is not None or seen.sibling_denied:  # a sibling is the last that is asked
        return None
    rules = rules_of(seen.url)
    first = next((rule for rule in rules if rule.probe and rule.ask == "first"), None)
    if first and seen.probe is None:
        return Ask("probe", probe_of(first, seen.url))
    if first and seen.probe and probed(seen) is not None:
        return None
    if not seen.attempts:
        return Ask("page", without_fragment(seen.url), validators=_known(seen))
    tries = len(seen.attempts)
    last = place_of(seen.attempts[-1])
    made = attempted(seen, last)
    again = Ask("page", without_fragment(seen.url))
    status = last.hop.status
    if made.verdict == "temporary" and tries < _TRIES and last.hop.trouble not in _HOPELESS:
        wait = retry_after(last.hop.header("retry-after"), now)
        wait = 3.0 ** (tries - 1) if wait is None else wait
        return replace(again, delay=wait) if wait <= LONGEST_WAIT else None
    if status == 429 and tries < _TRIES:
        wait = retry_after(last.hop.header("retry-after"), now)
        wait = 3.0 if wait is None else wait
        return replace(again, delay=wait) if wait <= LONGEST_WAIT else None
    if tries == 1 and (made.missing or (made.verdict == "gone" and status == 404) or last.empty):
        return replace(again, delay=1.0)  # some hosts err once in a while
    if made.verdict == "blocked" and browser and tries < _TRIES and status in (401, 403, 406, 418, 429, 503, 999):
        return replace(again, delay=1.0, browser=True)
    if made.verdict == "blocked" and seen.probe is None and (rule := _when_blocked(rules)):
        return Ask("probe", probe_of(rule, seen.url))
    open_question = made.verdict in ("ok", "moved", "anchor") or (
        made.verdict == "soft_404" and may_be_essay(seen, last)
    )
    if last.alive and open_question and (beside := doubt(seen, last)):
        return Ask("sibling", beside)
    return None


def _known(seen: Seen) -> Validators:
    """Return the validators of a page that was good when it was read, and stood at this very address."""
    earlier = seen.earlier
    if earlier is None or earlier.verdict != "ok" or earlier.final_url not in (None, without_fragment(seen.url)):
        return NO_VALIDATORS
    return earlier.validators


def _when_blocked(rules: tuple[HostRule, ...]) -> HostRule | None:
    return next((rule for rule in rules if rule.probe and rule.ask == "when-blocked"), None)
