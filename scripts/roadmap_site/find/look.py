"""Asks an address, and its host's open interfaces, with the link checker's client; puts together what is found."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from roadmap_site.addresses import fault, host, normal
from roadmap_site.find import hosts, interfaces, jsonld, meta
from roadmap_site.find.values import Fact, Found, best
from roadmap_site.links.asker import Asker
from roadmap_site.links.fetch import Fetcher
from roadmap_site.links.judge import attempted, judge
from roadmap_site.links.options import Manner
from roadmap_site.links.pace import Pace
from roadmap_site.links.place import Place, place_of
from roadmap_site.links.seen import Attempt, Judgement, Link, Seen

BELIEVED = frozenset(("ok", "moved", "anchor"))  # verdicts after which the page speaks for itself
ABSENT = frozenset(("gone", "soft_404", "refused"))  # and those after which there is nothing to add


class NoNetwork(Exception):
    """This machine has no network, so that nothing can be found out."""


def look(url: str, manner: Manner) -> Found:
    """Return all that can be found out of an address; raise NoNetwork."""
    found: list[Found] = []
    asyncio.run(_look(url, manner, found))
    return found[0]


async def _look(url: str, manner: Manner, found: list[Found]) -> None:
    async with Fetcher(manner.options) as fetcher:
        asker = Asker(fetcher, Pace(4, manner.per_host, manner.gap), manner)
        try:
            async with asyncio.timeout(manner.max_time):
                seen, _ = await asker.all(Link(url))
                judged = judge(seen)
                if judged.network and not await fetcher.names_work():
                    raise NoNetwork
                told = await _told(seen, judged, asker)
                page = await asker.more(url, whole=True) if judged.verdict == "ok" and not seen.attempts else None
        finally:
            for task in asker.shared.values():
                task.cancel()
            await asyncio.gather(*asker.shared.values(), return_exceptions=True)
    found.append(assembled(seen, judged, told, page))


async def _told(seen: Seen, judged: Judgement, asker: Asker) -> tuple[Fact, ...]:
    """Return what open interfaces say of an address: the first that knows it."""
    if judged.verdict in ABSENT:
        return ()
    for interface in interfaces.of(_written(seen, judged)):
        address = interface.ask(_written(seen, judged))
        asked = seen.probe is not None and seen.probe[0].url == address
        attempt = seen.probe if asked and seen.probe else await asker.more(address)
        if facts := interface.facts(attempt[-1], seen.url, asker.manner.today.year + 1):
            return facts
    return ()


def _written(seen: Seen, judged: Judgement) -> str:
    """Return how the address should be written: where it moved to for good, when that may be linked."""
    new = judged.final_url or ""
    return new if judged.verdict == "moved" and judged.permanent and not fault(new) else seen.url


def assembled(seen: Seen, judged: Judgement, told: tuple[Fact, ...], more: Attempt | None = None) -> Found:
    """Return what was found, in the order of trust; a page that is not what was asked for is not listened to."""
    url, latest = _written(seen, judged), seen.today.year + 1
    if judged.verdict in ABSENT:
        return Found(seen.url, judged)
    attempt = seen.attempts[-1] if seen.attempts else more
    place = place_of(attempt) if attempt and judged.verdict in BELIEVED else None
    if place and attempted(seen, place).verdict not in BELIEVED:
        place = None  # it is there, says the host's interface; but what came was a door
    said: tuple[Fact, ...] = ()
    notes = list(judged.warnings)
    if place and place.page and place.alive:
        said, price = tuple(_page(place, latest)), meta.price(place.page)
        if told:  # surer than the page, whose language may be that of its host's menus
            said = tuple(fact for fact in said if fact.field in ("time", "year"))
        if price:
            notes.append(f"The page names a price: {price}.")
    known = tuple(hosts.facts(url))
    facts = best((*told, *known, *said))
    notes += [f"{note}." for note in _disagreeing(facts, said)]
    return Found(url, judged, facts, tuple(_also(seen, judged, place)), tuple(notes))


def _page(place: Place, latest: int) -> Iterator[Fact]:
    page, url = place.page, place.hop.url
    if page is None:
        return
    data, named = jsonld.facts(page, url, latest)
    head = tuple(meta.facts(page, url, (*meta.sites(page, url), *named), latest))
    strong = tuple(fact for fact in head if fact.source in (meta.CITATION, meta.DUBLIN_CORE))
    yield from (*data, *strong, *(fact for fact in head if fact not in strong))


def _disagreeing(facts: tuple[Fact, ...], said: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        others = {f"{one.value} ({one.source})": one.value for one in said if one.field == fact.field}
        different = [words for words, value in others.items() if value != fact.value]
        if different and fact.field in ("year", "cost", "time"):
            yield f"Not all say the same {fact.field}: {fact.value} ({fact.source}), {', '.join(different)}"


def _also(seen: Seen, judged: Judgement, place: Place | None) -> Iterator[str]:
    """Yield the other addresses of a page: where it led to, and the one that it gives itself."""
    found = [judged.final_url or ""]
    if place and place.page and place.page.canonical:
        try:
            own = urljoin(place.hop.url, place.page.canonical)
        except ValueError:
            own = ""
        if own and host(own) == host(place.hop.url) and urlsplit(own).path.strip("/"):  # many name their front page
            found.append(own)
    for url in dict.fromkeys(found):
        if url and not fault(url) and normal(url) != normal(seen.url):
            yield url
