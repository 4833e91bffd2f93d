"""What the commands that change the roadmap's files share: reading, saying, writing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from roadmap_site import problems
from roadmap_site.edit.draft import Draft, Wrong
from roadmap_site.problems import Refused
from roadmap_site.save import recover, save


def edited(args: argparse.Namespace, name: str, change: Callable[[Draft], str], incomplete: bool = False) -> int:
    """Make a change to a roadmap, and write all of it or nothing; `change` returns what is said then.

    `incomplete` lets errors through that were not there before, for files that are still to be filled in.
    Returns 0, 1 when the roadmap would have errors that it did not have, 2 when what was asked for cannot be done.
    """
    try:
        if recover(args.roadmap):
            print(f"roadmap {name}: what an earlier command began is finished now", file=sys.stderr)
        draft = Draft.of(args.roadmap, incomplete)
        said = change(draft)
        texts = draft.texts(incomplete)
        save(texts, draft.gone - texts.keys(), args.roadmap)
    except Wrong as wrong:
        print(f"roadmap {name}: {wrong}", file=sys.stderr)
        return 2
    except Refused as refused:
        print(problems.as_text(refused.problems))
        print(f"roadmap {name}: nothing was changed, because of the above", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"roadmap {name}: {error}; nothing was changed", file=sys.stderr)
        return 1
    if said:
        print(said)
    return 0
