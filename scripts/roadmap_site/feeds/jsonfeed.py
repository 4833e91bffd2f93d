"""A feed as JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final

from roadmap_site.feeds.items import MOST, Feed, Item

TYPE: Final = "application/feed+json"


def json_feed(feed: Feed) -> str:
    """Return the text of a feed."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.page,
        "feed_url": feed.json_url,
        "language": "en",
        "authors": [{"name": feed.author, "url": feed.author_url}],
    }
    items = ",\n".join(map(_item, feed.items))
    return f'{_json(head)[:-1]},"items":[\n{items}\n]}}\n'


@lru_cache(maxsize=MOST)
def _item(item: Item) -> str:
    return _json(
        {
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "content_html": item.html,
            "date_published": item.time,
            "tags": [item.kind],
        }
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
