"""The interface below /api/v1/: tools that others wrote accept all of it, and its examples run as they are printed."""

from __future__ import annotations

import csv
import functools
import html
import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import networkx
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from rdflib import OWL, RDF, SKOS, URIRef
from rdflib import Graph as Triples

from roadmap_site.build import health_in, pages
from roadmap_site.export import UNKNOWN, About, data_part, fields_part
from roadmap_site.export.about import about
from roadmap_site.export.api.endpoints import ENDPOINTS
from roadmap_site.feeds import feed_files
from roadmap_site.graph import graph_of
from roadmap_site.history import NOTHING, News
from roadmap_site.load import load
from roadmap_site.roadmap import Roadmap
from samples import ROOT, small, topic, write

SITE = "https://example.org/learn/"
MADE = About(SITE, datetime(2026, 11, 21, 9, 30, tzinfo=UTC))

# what rdflib says of its own use of itself
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def loaded(folder: Path) -> Roadmap:
    roadmap = load(folder).roadmap
    assert roadmap is not None
    return roadmap


def files_of(folder: Path, about: About = MADE) -> dict[str, str]:
    """Return the files of the interface of a roadmap, below its root."""
    roadmap = loaded(folder)
    made = pages(roadmap, graph_of(roadmap), health_in(folder), about=about)
    prefix = "root/api/v1/"
    return {
        name.removeprefix(prefix): text
        for name, text in made.items()
        if name.startswith(prefix) and isinstance(text, str)
    }


@pytest.fixture(scope="module")
def ours() -> dict[str, str]:
    return files_of(ROOT / "roadmap")


@pytest.fixture(scope="module")
def golden() -> dict[str, str]:
    return files_of(ROOT / "tests/golden/roadmap")


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return folder


def endpoint_of(name: str) -> Any:
    return next(end for end in ENDPOINTS if re.fullmatch(re.sub(r"\\\{\w+\\\}", r"[\\w-]+", re.escape(end.href)), name))


@pytest.mark.parametrize("which", ["ours", "golden"])
def test_every_file_keeps_to_its_schema(which: str, request: pytest.FixtureRequest) -> None:
    """Of JSON: to the schema that is published, and to the shape itself, which takes no further field."""
    files: dict[str, str] = request.getfixturevalue(which)
    for name, text in files.items():
        end = endpoint_of(name)
        if end.shape is None:
            continue
        schema = json.loads(files[end.schema_href])
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(json.loads(text))
        end.shape.model_validate_json(text)


def test_a_wrong_value_breaks_the_schema(golden: dict[str, str]) -> None:
    """The schemas say no, too."""
    validator = Draft202012Validator(json.loads(golden["schema/Topic.json"]))
    good = json.loads(golden["topics/bread.json"])
    assert validator.is_valid(good)
    assert validator.is_valid({**good, "later": 1}), "a later version may have more fields"
    for change in ({"level": "wizard"}, {"minutes": -1}, {"requires": [{"topic": "yeast"}]}, {"id": "Not an id"}):
        assert not validator.is_valid({**good, **change}), change
    assert not validator.is_valid({name: value for name, value in good.items() if name != "stage"})


@pytest.mark.parametrize("about", [MADE, UNKNOWN])
def test_the_description_is_valid_openapi(about: About) -> None:
    """An independent validator reads it, and it describes every file and no other."""
    files = files_of(ROOT / "tests/golden/roadmap", about)
    described = json.loads(files["openapi.json"])
    validate(described)
    patterns = [re.sub(r"\\\{\w+\\\}", r"[\\w-]+", re.escape(path.lstrip("/"))) for path in described["paths"]]
    for name in files:
        assert sum(bool(re.fullmatch(pattern, name)) for pattern in patterns) == 1, name
    for pattern in patterns:
        assert any(re.fullmatch(pattern, name) for name in files), pattern


def test_the_index_leads_to_everything(ours: dict[str, str]) -> None:
    """Each file that it names is there; moment, licence and counts are those of the roadmap."""
    index = json.loads(ours["index.json"])
    for file in index["files"]:
        assert file["href"] in ours or "{" in file["href"]
        assert file["schema_href"] is None or file["schema_href"] in ours
    assert (index["generated_at"], index["site"]) == ("2026-11-21T09:30:00Z", SITE)
    assert index["licence"] == {"name": "MIT", "url": "https://spdx.org/licenses/MIT.html"}
    roadmap = loaded(ROOT / "roadmap")
    assert index["counts"]["topics"] == len(roadmap.topics)
    for kind in ("stages", "topics", "resources", "paths", "projects"):
        listed = json.loads(ours[f"{kind}.json"])["items"]
        assert len(listed) == index["counts"][kind]
        assert all(item["href"] in ours for item in listed)
    assert json.loads(ours["graph.json"])["order"] == list(graph_of(roadmap).order)


def test_only_the_index_knows_the_moment(ours: dict[str, str]) -> None:
    """All else is the same after a commit that did not change it, so that caches and mirrors stay good."""
    later = files_of(ROOT / "roadmap", About(SITE, datetime(2027, 1, 1, tzinfo=UTC)))
    assert [name for name in ours if ours[name] != later[name]] == ["index.json"]


def test_a_record_answers_under_its_former_ids(golden: dict[str, str]) -> None:
    """The same record, under the id that it has now."""
    records = [json.loads(text) for name, text in golden.items() if re.fullmatch(r"topics/[\w-]+\.json", name)]
    assert any(record["former_ids"] for record in records)
    for record in records:
        for old in record["former_ids"]:
            assert json.loads(golden[f"topics/{old}.json"]) == record


def test_health_says_what_was_found_and_what_was_not_asked(golden: dict[str, str]) -> None:
    """Every address of a resource and of its parts, once; null where nothing was checked yet."""
    items = {item["url"]: item for item in json.loads(golden["health.json"])["items"]}
    assert {item["verdict"] for item in items.values()} >= {None, "ok"}
    assert items["https://example.org/flour/7"]["resources"] == ["flour-handbook"]
    checked = [item for item in items.values() if item["verdict"]]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", item["checked"]) for item in checked)


def test_the_vocabulary_is_rdf(ours: dict[str, str]) -> None:
    """A parser of RDF finds the topics, their stages, and every prerequisite both ways."""
    triples = Triples().parse(data=ours["skos.jsonld"], format="json-ld")
    roadmap = loaded(ROOT / "roadmap")
    here = f"{SITE}api/v1/skos.jsonld"
    requires, opened = URIRef(f"{here}#requires"), URIRef(f"{here}#requiredBy")
    edges = {
        (URIRef(f"{SITE}topics/{id}/"), URIRef(f"{SITE}topics/{edge.topic}/"))
        for id, topic in roadmap.topics.items()
        for edge in topic.requires
    }
    assert set(triples.subject_objects(requires)) == edges
    assert {(b, a) for a, b in triples.subject_objects(opened)} == edges
    assert (opened, OWL.inverseOf, requires) in triples
    topics = set(triples.subjects(SKOS.broader))
    assert len(topics) == len(roadmap.topics)
    assert set(triples.subjects(RDF.type, SKOS.Concept)) - topics == set(triples.objects(None, SKOS.hasTopConcept))
    assert all(len(list(triples.objects(concept, SKOS.prefLabel))) == 1 for concept in topics)


def test_without_an_address_the_vocabulary_stands_beside_its_site() -> None:
    """Its ids are relative to the place that it was read from."""
    files = files_of(ROOT / "tests/golden/roadmap", UNKNOWN)
    triples = Triples().parse(data=files["skos.jsonld"], format="json-ld", publicID=f"{SITE}api/v1/skos.jsonld")
    assert (URIRef(f"{SITE}topics/bread/"), SKOS.broader, URIRef(f"{SITE}stages/oven/")) in triples


def test_the_tables_are_a_data_package(ours: dict[str, str], tmp_path: Path) -> None:
    """Types, keys and references hold for every row."""
    import frictionless

    folder = put(tmp_path, ours)
    report = frictionless.Package(str(folder / "tables/datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])[:5]
    rows = {task.name: task.stats["rows"] for task in report.tasks}
    roadmap = loaded(ROOT / "roadmap")
    edges = sum(len(topic.requires) + len(topic.helps) for topic in roadmap.topics.values())
    assert rows == {"resources": len(roadmap.homes), "topics": len(roadmap.topics), "edges": edges}
    broken = (folder / "tables/edges.csv").read_text(encoding="utf-8").replace("vectors-and-matrices", "nowhere", 1)
    (folder / "tables/edges.csv").write_text(broken, encoding="utf-8")
    assert not frictionless.Package(str(folder / "tables/datapackage.json")).validate().valid


def test_the_graph_is_graphml(ours: dict[str, str]) -> None:
    """A graph library reads it: no cycle among what is required, and the reasons on the edges."""
    graph: networkx.Graph[str] = networkx.parse_graphml(ours["graph.graphml"])
    roadmap = loaded(ROOT / "roadmap")
    assert set(graph.nodes) == set(roadmap.topics)
    required = [(a, b) for a, b in graph.edges if graph.edges[a, b]["kind"] == "requires"]
    assert len(required) == sum(len(topic.requires) for topic in roadmap.topics.values())
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(required))
    assert graph.nodes["backpropagation"]["title"] == roadmap.topics["backpropagation"].title
    edge = roadmap.topics["backpropagation"].requires[0]
    assert graph.edges[edge.topic, "backpropagation"]["why"] == edge.why


def test_text_of_strangers_comes_through_as_it_is(tmp_path: Path) -> None:
    """Quotes, markup and commas break no format, and a spreadsheet runs no formula."""
    files = small()
    wild = """<b>"x" & 'y'</b>, ]]> \\u0000 ${{ x }} ☃"""
    files["oven/bread.yml"] = topic(wild, "yeast", aliases=["=HYPERLINK(1)"])
    files["oven/bread.yml"]["resources"] = small()["oven/bread.yml"]["resources"]
    files["oven/bread.yml"]["resources"][0]["title"] = '=cmd|" /C calc"!A0'
    made = files_of(write(tmp_path / "roadmap", files))
    assert json.loads(made["topics/bread.json"])["title"] == wild
    assert networkx.parse_graphml(made["graph.graphml"]).nodes["bread"]["title"] == wild
    triples = Triples().parse(data=made["skos.jsonld"], format="json-ld")
    assert str(triples.value(URIRef(f"{SITE}topics/bread/"), SKOS.prefLabel)) == wild
    rows = {row["id"]: row for row in csv.DictReader(made["tables/resources.csv"].splitlines())}
    assert rows["bread-intro"]["title"] == '\'=cmd|" /C calc"!A0'
    topics = {row["id"]: row for row in csv.DictReader(made["tables/topics.csv"].splitlines())}
    assert (topics["bread"]["title"], topics["bread"]["aliases"]) == (wild, "'=HYPERLINK(1)")


def test_the_moment_is_never_that_of_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH, else the commit's time, else nothing."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert about(None, tmp_path).moment is None
    assert about(None, tmp_path / "none").moment is None
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    commit = [*git, "commit", "-q", "--allow-empty", "-m", "x", "--date", "2020-01-01T00:00:00Z"]
    subprocess.run(commit, check=True, env={"GIT_COMMITTER_DATE": "2021-02-03T04:05:06Z", "PATH": "/usr/bin:/bin"})
    found = about("https://example.org", tmp_path)
    assert (found.site, found.moment) == ("https://example.org/", "2021-02-03T04:05:06Z")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert about(None, tmp_path).moment == "1970-01-02T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 40)
    assert about(None, tmp_path).moment is None


def keys(value: Any, under: str = "") -> set[str]:
    if isinstance(value, dict):
        return {under + key for key in value}.union(*(keys(v, f"{under}{k}.") for k, v in value.items()))
    if isinstance(value, list):
        return set().union(*(keys(item, under) for item in value))
    return set()


def test_the_documentation_names_every_field(ours: dict[str, str]) -> None:
    """Whatever stands in the file of our own roadmap stands in the tables, described."""
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.+) \|$", fields_part(), re.MULTILINE)
    assert all(about.strip() for _, about in rows)
    held = {re.sub(r"(\.steps)+", ".steps", key) for key in keys(json.loads(ours["roadmap.json"]))}
    assert held <= {name for name, _ in rows}


@pytest.fixture(scope="module")
def served(golden: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the interface of the small roadmap on loopback, as any static host would; yield the address of its site."""
    folder = tmp_path_factory.mktemp("host")
    put(folder / "learn/api/v1", golden)
    roadmap = loaded(ROOT / "tests/golden/roadmap")
    put(folder / "learn", dict(feed_files(News(roadmap, NOTHING), SITE)))

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Access-Control-Allow-Origin", "*")  # as GitHub Pages does
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/learn/"
        server.shutdown()


RUN = {"sh": ["sh", "-ec"], "python": [sys.executable, "-c"], "js": ["node", "-e"]}


@pytest.mark.parametrize("language", RUN)
def test_the_examples_of_the_documentation_run(language: str, served: str, tmp_path: Path) -> None:
    """Each line of code on the page about the data, as it is printed there, against a host of the files."""
    roadmap, graph = _both(ROOT / "tests/golden/roadmap")
    text = data_part(About(served), roadmap, graph.order[-1])
    lines = [
        html.unescape(code) for code in re.findall(rf"^```{language}\n(.+?)\n```$", text, re.MULTILINE | re.DOTALL)
    ]
    assert len(lines) >= 8
    if language != "python" and not shutil.which("node" if language == "js" else "curl"):
        pytest.skip(f"nothing here runs {language}")
    for line in lines:
        if line.startswith("npx "):  # it would be fetched from a registry
            continue
        run = subprocess.run([*RUN[language], line], cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert run.returncode == 0, f"{line}\n{run.stderr}"
        made = any(tmp_path.iterdir())
        assert run.stdout.strip() or made or "validate" in line, line


def _both(folder: Path) -> Any:
    roadmap = loaded(folder)
    return roadmap, graph_of(roadmap)
