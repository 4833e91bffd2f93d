"""The command `roadmap`: it finds the command's module, runs it, and says how it ended.

Exit codes: 0 all is well, 1 there are problems, 2 the command was used wrongly.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from roadmap_site.commands import SENTENCES, module_of
from roadmap_site.quick import end_at_once, seldom_collected

end_at_once()


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser; only the command that is asked for is loaded, so that `roadmap --help` is quick."""
    parser = argparse.ArgumentParser(prog="roadmap", description="Check a learning roadmap and make its pages.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, sentence in SENTENCES.items():
        sub = commands.add_parser(name, help=sentence, description=sentence)
        if argv[:1] == [name]:
            module = importlib.import_module(module_of(name))
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; argparse exits with 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")  # a terminal without UTF-8 must not end in a traceback
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for some costs more than to check a file
    argv = sys.argv[1:] if argv is None else argv
    try:
        with seldom_collected():
            args = _parser(argv).parse_args(argv)
            run: Callable[[argparse.Namespace], int] = args.run
            code = run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code
