"""The arguments of `roadmap add`."""

from __future__ import annotations

import argparse
from typing import get_args

from roadmap_site.commands.links_arguments import add_network_arguments
from roadmap_site.model import Cost, Kind, Level, Pick

EXAMPLES = """
examples:
  roadmap add https://www.youtube.com/watch?v=VMj-3S1tku0
      finds what it can, asks for the rest, shows the entry, and writes it
  roadmap add https://arxiv.org/abs/1706.03762 --topic transformers --dry-run
      only prints the entry
  roadmap add https://example.org/post --topic attention --yes --author "Ann Author" --kind article --cost free \\
      --why "Draws every step of it, with numbers small enough to follow." --covers explain-attention
      asks nothing: what is missing is told, all at once
  roadmap add https://www.deeplearningbook.org/ --topic some-topic --use --part "Section 6.5" --why "The proof."
      uses what another topic describes already, with the dose for this one

Nothing is written that `roadmap check` would refuse, unless you say so at the terminal. A page that is not there, a
login or an error page is not added; with --offline no page is asked, and the entry holds what you give. Exit codes:
0 it was added (or, with --dry-run, could be), 1 it was not, and it says why, 2 wrong usage, 3 it could not run.
"""


def add_add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap add`, besides the roadmap's folder."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument("url", metavar="URL", help="the official page; the free copy where there is one")
    parser.add_argument("--topic", metavar="ID", help="the topic that it is for: its id, title, or another name")
    parser.add_argument("--use", action="store_true", help="it is described in another topic: use that one here")
    way = parser.add_argument_group("how it goes")
    way.add_argument("--yes", action="store_true", help="ask nothing: take what is given and what is found")
    way.add_argument("--dry-run", action="store_true", help="print the entry, and write nothing")
    way.add_argument("--offline", action="store_true", help="ask no host: take what is given alone")
    field = parser.add_argument_group("fields (what is not given is found out, or asked for)")
    field.add_argument("--title", metavar="TEXT", help="its own title, as its author writes it")
    field.add_argument("--author", metavar="NAME", action="append", help="who made it; once for each (field: by)")
    field.add_argument("--kind", choices=get_args(Kind), help="what it is")
    field.add_argument("--cost", choices=get_args(Cost), help="its price")
    field.add_argument("--time", metavar="TIME", help="working time, such as 45m, 3h or 2h25m")
    field.add_argument("--language", metavar="TAG", help="such as en, de or pt-BR")
    field.add_argument("--year", metavar="YEAR", help="when it was published or last revised")
    field.add_argument("--part", metavar="TEXT", help="which chapters, pages, lectures or minutes this topic needs")
    field.add_argument("--part-url", metavar="URL", help="the address of that part, when it has one")
    field.add_argument("--level", choices=get_args(Level), help="for whom it is, when that is not the topic's level")
    field.add_argument("--pick", choices=get_args(Pick), help="where to begin, or the best of its kind in its stage")
    field.add_argument("--why", metavar="TEXT", help="why it is here: what it does better, and for whom")
    field.add_argument("--covers", metavar="GOALS", help="ids of the topic's goals that it helps to reach, with commas")
    field.add_argument("--id", metavar="ID", help="its name for ever (default: made of its author and title)")
    field.add_argument(
        "--by", "--added-by", metavar="WHO", dest="added_by",
        help="who adds it: a name, or a GitHub account such as @octocat; empty for nobody (field: added_by)",
    )  # fmt: skip
    add_network_arguments(parser.add_argument_group("how hosts are asked"))
