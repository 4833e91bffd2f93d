"""The HTML that shows a badge or a card on another site."""

from __future__ import annotations

import html


def codes(address: str, folder: str, id: str, title: str) -> tuple[str, str]:
    """Return the HTML of a badge that is a link, and of a card in a frame, for a topic or path of a site."""
    name, here = html.escape(" ".join(title.split())), html.escape(address)
    badge = f'<a href="{here}{folder}/{id}/"><img src="{here}embed/{folder}/{id}.svg" alt="{name}" height="22"></a>'
    frame = f'<iframe src="{here}embed/{folder}/{id}.html" title="{name}" width="360" height="190" loading="lazy"'
    return badge, f'{frame} style="border: 0; max-width: 100%"></iframe>'
