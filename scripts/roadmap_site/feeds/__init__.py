"""What changed as Atom and JSON Feed: of the whole site, of each stage and of each topic."""

from __future__ import annotations

from roadmap_site.feeds.atom import atom
from roadmap_site.feeds.items import Feed, Item
from roadmap_site.feeds.jsonfeed import json_feed
from roadmap_site.feeds.site import FOLDER, feed_files

__all__ = ["FOLDER", "Feed", "Item", "atom", "feed_files", "json_feed"]
