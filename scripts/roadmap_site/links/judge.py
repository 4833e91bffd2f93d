"""What a careful person would make of what was seen: pure functions, from values to values."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from roadmap_site.links import words
from roadmap_site.links.absent import not_there
from roadmap_site.links.doors import behind_a_door, challenged
from roadmap_site.links.hosts import rules_of
from roadmap_site.links.place import REDIRECTS, Place, place_of, same_request
from roadmap_site.links.seen import INSECURE, Judgement, Seen, Trouble

_TEXT_FRAGMENT: Final = re.compile(r":~:.*", re.DOTALL)
_VIEWER: Final = re.compile(
    r"(?:page|nameddest|zoom|view|search|toolbar|comment|t|start|xywh|time_continue)=.*|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|[!/?].*|[tT][oO][pP]"
)
_TROUBLE: Final[dict[Trouble, str]] = {
    "no-such-host": "No such host: its name does not exist",
    "dns": "The host's name could not be looked up",
    "network": "There was no way to the host",
    "connect": "Nobody answers there",
    "timeout": "There was no answer in time",
    "broken": "The connection broke, or what came is not HTTP",
    "tls-expired": "The host's certificate has expired",
    "tls-self-signed": "The host signed its own certificate",
    "tls-wrong-host": "The certificate is for another host",
    "tls-untrusted": "Nobody that is trusted vouches for the host's certificate",
    "tls-old": "The host only speaks a version of TLS that is not safe any more",
    "tls": "No safe connection came about",
    "refused": "It leads to an address that must not be asked",
    "loop": "It redirects in a circle",
    "too-many-redirects": "It redirects too often",
    "bad-redirect": "It redirects to nowhere",
}
_STATUS: Final = {
    400: "the request as malformed", 401: "whoever is not logged in", 402: "whoever has not paid", 403: "us",
    406: "what we accept", 408: "us for being slow", 418: "us as a robot", 429: "so many requests",
    451: "for legal reasons", 999: "us as a robot",
}  # fmt: skip
_BLOCKED: Final = frozenset((401, 402, 403, 406, 418, 429, 451, 999))


_ADVICE: Final = {
    "ok": "",
    "moved": "Write the new address; `scripts/links --fix` does it.",
    "anchor": "Open the page, find the part that was meant, and take its own address; or leave out what follows the #.",
    "soft_404": "Open it. If what was meant is not there, replace it, or move it to retired.yml.",
    "gone": "Look for its new address, take an archived copy, or move it to retired.yml.",
    "blocked": "Nothing, as long as it opens in your browser.",
    "temporary": "Nothing yet. It is asked again; look at it if this lasts for weeks.",
    "insecure": "Look whether the site has another address with a valid certificate.",
    "refused": "Give the public address of the page, or take the link out.",
}


def judge(seen: Seen) -> Judgement:
    """Return the verdict on an address, from all that was seen of it."""
    if seen.refused:
        return Judgement("refused", seen.refused, "Give a public http or https address, or take the link out.")
    if (told := probed(seen)) is not None:
        return told
    if not seen.attempts:
        return Judgement("temporary", "It was not asked.", network=True)
    return _remembered(seen, max((_judged(seen, place_of(a)) for a in seen.attempts), key=_weight))


def _judged(seen: Seen, place: Place) -> Judgement:
    """Return the verdict that one attempt alone would give, in the light of the page beside it."""
    if seen.sibling is None or place_of(seen.sibling).alive:
        return attempted(seen, place)
    before = attempted(replace(seen, sibling=None), place)  # known already, since it made us ask for the sibling
    # a host that owns up to what it does not have can only speak for a page
    return attempted(seen, place) if before.verdict == "soft_404" else before


def _weight(made: Judgement) -> int:
    """Return how much a judgement of one attempt says: a good answer outweighs a bad one, and that an error."""
    order = ("temporary", "insecure", "refused", "blocked", "gone", "soft_404", "anchor", "moved", "ok")
    return order.index(made.verdict) + (3 if made.missing else 0)


def probed(seen: Seen) -> Judgement | None:
    """Return what the host's open interface says, when it says anything for certain."""
    rule = next((rule for rule in rules_of(seen.url) if rule.probe), None)
    if rule is None or seen.probe is None:
        return None
    hop = seen.probe[-1]
    if hop.status == 200 and hop.trouble is None:
        found = re.search(rb'"title"\s*:\s*"((?:[^"\\]|\\.)*)"', hop.body)
        title = None
        if found:
            try:
                title = (
                    found[1]
                    .decode("utf-8")
                    .encode("utf-8")
                    .decode("unicode_escape")
                    .encode("latin-1", "ignore")
                    .decode("utf-8", "ignore")
                    if b"\\" in found[1]
                    else found[1].decode("utf-8")
                )
            except UnicodeError:
                title = None
        return _titled(
            seen,
            Judgement("ok", f"{rule.name} says that it is there.", status=200, final_url=seen.url, title=title),
            (title or "",),
        )
    if hop.status in rule.absent:
        made = Judgement(
            "gone",
            f"{rule.name} says that it is not there (its open interface answers {hop.status}).",
            _ADVICE["gone"],
            status=hop.status,
        )
        return _remembered(seen, replace(made, missing=True))
    if hop.status in rule.hidden:
        return Judgement(
            "blocked",
            f"{rule.name} says that it is there, but private or not to be embedded.",
            _ADVICE["blocked"],
            status=hop.status,
        )
    return None


def _made(verdict: str, reason: str, place: Place, **more: object) -> Judgement:
    end = place.hop.url or None
    title = place.page.title if place.page and place.page.title else None
    base = Judgement(
        "ok", reason, _ADVICE[verdict], final_url=end, status=place.hop.status, title=title, permanent=place.permanent
    )
    return replace(base, verdict=verdict, **more)  # type: ignore[arg-type]  # the callers give literals


@lru_cache(maxsize=2)
def attempted(seen: Seen, place: Place) -> Judgement:
    """Return the verdict that one attempt alone would give."""
    hop = place.hop
    if place.alive:
        return _alive(seen, place)
    if hop.trouble and not (hop.status and hop.status >= 400):
        return _troubled(place, hop.trouble)
    status = hop.status or 0
    if status in REDIRECTS:
        return _made("temporary", f"It answers {status} without saying where to.", place)
    if challenged(place):
        return _made("blocked", f"The host answers {status} and wants proof that a person is asking.", place)
    if status in (404, 410):
        return _made(
            "gone",
            f"The host answers {status}: {'not found' if status == 404 else 'gone for good'}.",
            place,
            missing=True,
        )
    if status in _BLOCKED:
        return _made("blocked", f"The host refuses {_STATUS[status]} ({status}); a browser may get in.", place)
    if place.page and words.parked(place.page.title, place.page.text, place.page.source):
        return _made("soft_404", "The domain is parked or its account is suspended.", place)
    if status == 400 or 404 < status < 500:
        return _made("temporary", f"The host answers {status}: it did not take the request as it was.", place)
    if 500 <= status < 600:
        return _made("temporary", f"The host has trouble of its own ({status}).", place)
    return _made("temporary", f"The host answers {status}, which means nothing.", place)


def _troubled(place: Place, trouble: Trouble) -> Judgement:
    hop = place.hop
    host = urlsplit(hop.url).hostname or hop.url
    through = f" (at {host}, where it redirects to)" if len(place.attempt) > 1 else ""
    reason = f"{_TROUBLE[trouble]}{through}{': ' + hop.detail if hop.detail else ''}."
    if trouble in INSECURE:
        return _made("insecure", reason, place)
    if trouble == "refused":
        return _made("refused", reason, place)
    if trouble == "no-such-host":
        return _made("gone", reason, place, missing=True, network=True)
    return _made("temporary", reason, place, network=trouble in ("dns", "network", "timeout", "connect"))


def _remembered(seen: Seen, made: Judgement) -> Judgement:
    """Return the verdict in the light of earlier ones: gone takes two days, unless the address is new."""
    if not made.missing:
        return made
    earlier = seen.earlier
    if earlier is None:
        return replace(made, verdict="gone", reason=f"Not found. {made.reason}")
    if earlier.verdict == "gone" or (earlier.missing_since is not None and earlier.missing_since < seen.today):
        since = earlier.missing_since or earlier.since
        return replace(made, verdict="gone", reason=f"{made.reason} It has not been there since {since}.")
    return replace(
        made,
        verdict="temporary",
        reason=f"{made.reason} It is called gone only when another day says the same.",
        advice=_ADVICE["temporary"],
    )


def _alive(seen: Seen, place: Place) -> Judgement:
    hop, page = place.hop, place.page
    if hop.status == 304 and seen.earlier and seen.earlier.verdict == "ok":
        made = _made("ok", f"The page is as it was on {seen.earlier.checked}.", place, title=seen.earlier.title)
        return _titled(seen, made, (seen.earlier.title or "",))
    if hop.status == 202 and hop.header("x-amzn-waf-action"):
        return _made("blocked", "The host wants proof that a person is asking.", place)
    if challenged(place):
        return _made("blocked", "The host wants proof that a person is asking.", place)
    if (why := behind_a_door(seen, place)) is not None:
        return _made("blocked", why, place)
    if page and len(page.text) < 1500 and any(words.trouble(name) for name in place.names[:2]):
        return _made("temporary", f"The site is down for now: its page says “{place.names[0][:80]}”.", place)
    if place.empty or (page and hop.whole and not page.title and page.shows_nothing):
        return _made("soft_404", "The host answers, but with nothing: the page is empty.", place)
    if (why := not_there(seen, place)) is not None:
        return _made("soft_404", why, place)
    notes = tuple(
        says for rule in rules_of(hop.url) for pattern, says in rule.notes if page and re.search(pattern, page.text)
    )
    made = _made("ok", "The page is there.", place, warnings=notes)
    new = place.permanent_to
    if new is not None and not same_request(new, seen.url):
        new = _with_fragment(new, seen.url)
        made = _made("moved", f"It moved for good to {new}", place, warnings=notes, final_url=new)
    if (missing := _missing_anchor(seen, place)) is not None:
        made = replace(
            made,
            verdict="anchor",
            reason=f"The page is there, but no part of it is named “{missing}”.",
            advice=_ADVICE["anchor"],
        )
    return _titled(seen, made, place.names)


def _with_fragment(new: str, old: str) -> str:
    """Return an address with the fragment of another, when it has none of its own."""
    fragment = old.partition("#")[2]
    return f"{new}#{fragment}" if fragment and "#" not in new else new


def _titled(seen: Seen, made: Judgement, found: tuple[str, ...]) -> Judgement:
    names = tuple(name for name in found if name)
    if seen.expected and names and words.strange(seen.expected, *names):
        warning = f"It calls itself “{names[0]}”, and the roadmap calls it “{seen.expected}”."
        return replace(made, warnings=(*made.warnings, warning))
    return made


def _missing_anchor(seen: Seen, place: Place) -> str | None:
    """Return the fragment of an address that its page does not have."""
    fragment = _TEXT_FRAGMENT.sub("", seen.url.partition("#")[2])
    page = place.page
    if not fragment or page is None or page.scripted or not place.hop.whole or place.hop.trouble:
        return None
    if _VIEWER.fullmatch(unquote(fragment)) or any(
        rule.script_anchors for rule in (*rules_of(place.hop.url), *rules_of(seen.url))
    ):
        return None
    return None if page.has_anchor(fragment) else unquote(fragment)
