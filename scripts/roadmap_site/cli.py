"""The command `roadmap`: arguments, printing and exit codes, and nothing else.

Exit codes: 0 all is well, 1 there are problems, 2 the command was used wrongly.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from roadmap_site import problems as forms
from roadmap_site.problems import Problem, Refused

FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": forms.as_text,
    "github": forms.as_github,
    "json": forms.as_json,
}


def _check(args: argparse.Namespace) -> int:
    from roadmap_site.checks import check, gaps
    from roadmap_site.load import load

    loaded = load(args.roadmap)
    found = sorted((*check(loaded), *gaps(loaded)))
    if text := FORMATS[args.format](found):
        print(text)
    print(forms.summary(found), file=sys.stderr)
    return int(any(problem.severity == "error" for problem in found))


def _gaps(args: argparse.Namespace) -> int:
    from roadmap_site.checks import gaps, on_purpose
    from roadmap_site.load import load

    loaded = load(args.roadmap)
    if loaded.roadmap is None:
        print(f"roadmap gaps: {args.roadmap} cannot be read as a roadmap; `roadmap check` says why", file=sys.stderr)
        return 1
    found = gaps(loaded)
    if text := FORMATS[args.format](found):
        print(text)
    purposes = on_purpose(loaded)
    if args.format == "text" and purposes:
        print("\nLeft out on purpose:" if found else "Left out on purpose:")
        for path, rule, why in purposes:
            print(f"{path}: {rule}: {why}")
    print(f"{len(found):,} gaps, {len(purposes):,} left out on purpose", file=sys.stderr)
    return 0


def _build(args: argparse.Namespace) -> int:
    from roadmap_site.build import build
    from roadmap_site.write import NotOurs

    try:
        result = build(args.roadmap, args.docs)
    except Refused as refused:
        print(refused)
        print(f"{forms.summary(refused.problems)}; the pages are left as they were", file=sys.stderr)
        return 1
    except (NotOurs, OSError) as error:
        print(f"roadmap build: {error}; the pages are left as they were", file=sys.stderr)
        return 1
    if result.warnings:
        print(forms.as_text(result.warnings))
    written = result.written
    counts = f"{len(written.changed):,} written, {written.kept:,} unchanged, {len(written.removed):,} deleted"
    print(f"{args.docs / 'roadmap'}: {counts}")
    return 0


def _rules(_: argparse.Namespace) -> int:
    from roadmap_site.checks import sentences

    found = sentences()
    width = max(map(len, found))
    for name, sentence in found.items():
        print(f"{name:{width}}  {sentence}")
    return 0


def _schema(args: argparse.Namespace) -> int:
    from roadmap_site.schema import schemas

    folder: Path = args.roadmap / "schema"
    stale = []
    for name, text in schemas().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not args.check:
                folder.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path}: {'must be written anew: run `roadmap schema`' if args.check else 'written'}")
    return int(args.check and bool(stale))


def _links(args: argparse.Namespace) -> int:
    from roadmap_site import links_cli

    return links_cli.run(args)


def _bench(args: argparse.Namespace) -> int:
    if args.what == "links":
        return _bench_links()
    from roadmap_site.bench import bench

    names = ("check", "render", "write", "ours", "MkDocs")
    print(f"{'roadmap':16} topics " + "".join(f" {name:>8}" for name in names) + "  share   memory (ours, MkDocs)")
    for t in bench(Path("mkdocs.yml").resolve(), args.roadmap, args.sizes):
        seconds = " ".join(f"{value:7.2f}s" for value in (t.check, t.render, t.write, t.ours, t.mkdocs))
        memory = f"{t.memory:.0f} MB, {t.mkdocs_memory:.0f} MB"
        print(f"{t.name:16} {t.topics:7,} {seconds} {t.share:6.1%}   {memory}", flush=True)
    return 0


def _bench_links() -> int:
    from roadmap_site.links.bench import bench

    for count, hosts, milliseconds in ((2_000, 50, 50), (20_000, 200, 20)):
        found = bench(count, hosts, milliseconds)
        base = next((t.seconds for t in found if t.name == "lychee, no pause"), found[0].seconds)
        print(f"{count:,} addresses on {hosts} hosts that answer after {milliseconds} ms")
        for t in found:
            print(f"  {t.name:22} {t.seconds:7.2f} s  {t.seconds / base:5.2f} x  {t.memory:6.0f} MB  {t.good:,} good")
    return 0


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="roadmap", description="Check a learning roadmap and make its pages.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        sub.set_defaults(run=run)
        return sub

    def folder(sub: argparse.ArgumentParser) -> None:
        default = Path(os.environ.get("ROADMAP_DIR", "roadmap"))
        sub.add_argument(
            "--roadmap", metavar="DIR", type=Path, default=default, help="the roadmap's folder (default: %(default)s)"
        )

    check = command("check", "Say all that is wrong with a roadmap, with place, rule and how to mend it.", _check)
    folder(check)
    check.add_argument("--format", choices=FORMATS, default="text", help="how problems are printed (default: text)")

    gaps = command("gaps", "Say what topics, paths and projects still lack, and what they lack on purpose.", _gaps)
    folder(gaps)
    gaps.add_argument("--format", choices=FORMATS, default="text", help="how gaps are printed (default: text)")

    build = command("build", "Check a roadmap and write its pages to DIR/roadmap/.", _build)
    folder(build)
    build.add_argument(
        "--docs", metavar="DIR", type=Path, default=Path("docs"), help="MkDocs' folder of pages (default: docs)"
    )

    command("rules", "List every rule with its sentence.", _rules)

    schema = command("schema", "Write the JSON Schema of each kind of file to the roadmap's schema/ folder.", _schema)
    folder(schema)
    schema.add_argument("--check", action="store_true", help="write nothing; exit 1 when a schema is not current")

    links = command("links", "Ask every address that the roadmap links, and say what became of it.", _links)
    folder(links)
    if "links" in argv:  # its libraries take longer to load than all the rest
        from roadmap_site.links_args import add_arguments

        add_arguments(links)

    bench = command("bench", "Time our part of a build beside MkDocs' own.", _bench)
    folder(bench)
    bench.add_argument("what", nargs="?", choices=("build", "links"), default="build", help="what is timed")
    sizes = [100, 1_000, 5_000]
    bench.add_argument("--sizes", metavar="N", type=int, nargs="*", default=sizes, help="topics of the made-up ones")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; argparse exits with 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")  # a terminal without UTF-8 must not end in a traceback
    argv = sys.argv[1:] if argv is None else argv
    args = _parser(argv).parse_args(argv)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code
