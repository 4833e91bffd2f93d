"""Whether an answer is a door (a login, a consent wall, a challenge to robots) and not the page behind it."""

from __future__ import annotations

from urllib.parse import urlsplit

from roadmap_site.links import words
from roadmap_site.links.absent import fits
from roadmap_site.links.place import Place
from roadmap_site.links.seen import Seen


def challenged(place: Place) -> bool:
    """Return whether a host wants proof that a person is asking."""
    hop = place.hop
    if hop.header("cf-mitigated") == "challenge" or hop.header("x-amzn-waf-action") or hop.header("x-datadome-cid"):
        return True
    page = place.page
    if page is None:
        return False
    titled = words.challenge_title(page.title)
    if hop.status in (404, 410) or hop.status is None:
        return titled and words.challenge_source(page.source)
    if hop.status >= 400:
        return titled or (len(page.text) < 1500 and words.challenge_source(page.source))
    if len(page.text) < 200 and "_Incapsula_Resource" in page.source:
        return True
    if not titled or len(page.text) >= 2500:
        return False
    return len(page.text) < 800 or words.challenge_source(page.source)


def behind_a_door(seen: Seen, place: Place) -> str | None:
    """Return why an answer is a login or a consent wall, and not the page."""
    page, end = place.page, urlsplit(place.hop.url)
    start = urlsplit(seen.url)
    host = (end.hostname or "") + "."
    turned = (end.hostname, end.path) != (start.hostname, start.path)
    title = page.title if page else ""
    if (
        turned
        and words.consent(host, end.path, title)
        and not words.consent((start.hostname or "") + ".", start.path, "")
    ):
        return "It leads to a page that asks for consent first."
    if page and not turned and words.consent("", "", title) and len(page.text) < 3000:
        return "It shows a page that asks for consent first."
    asked_for_it = words.login_address((start.hostname or "") + ".", start.path)
    if asked_for_it or (seen.expected and words.login_title(seen.expected)):
        return None
    if turned and words.login_address(host, end.path):
        return "It leads to a login."
    may_be = turned and page is not None and words.about_access(end.path) and not fits(seen, place)
    if may_be and page and (page.asks_password or words.login_title(title) or len(page.text) < 300):
        return "It leads to a login."
    if page and words.login_title(title) and (page.asks_password or turned or len(page.text) < 600):
        return "It asks for a login."
    if page and turned and page.asks_password and len(page.text) < 1500:
        return "It leads to a login."
    return None
