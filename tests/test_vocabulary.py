"""What the tests know of schema.org is what its vocabulary says, as others have generated types from it."""

from __future__ import annotations

import json
import re
from functools import cache

from samples import ROOT
from tools import npm_tools

OURS = json.loads((ROOT / "tests/data/schema-org.json").read_text(encoding="utf-8"))
_INTERFACE = re.compile(
    r"^(?:export )?interface (\w+)(Base|Leaf) extends ([^{]+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL
)
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*?), "', re.MULTILINE)


@cache
def theirs() -> dict[str, tuple[set[str], dict[str, set[str]]]]:
    """Return each type's parents, and its own properties with the types of their values."""
    text = (npm_tools() / "schema-dts/dist/schema.d.ts").read_text(encoding="utf-8")
    found: dict[str, tuple[set[str], dict[str, set[str]]]] = {}
    for name, _, parents, body in _INTERFACE.findall(text):
        above, own = found.setdefault(name, (set(), {}))
        above |= set(re.findall(r"(\w+)Base", parents)) - {name}
        own |= {one: {*values.split(" | ")} - {"IdReference"} for one, values in _PROPERTY.findall(body)}
    return found


def has(type_: str) -> dict[str, set[str]]:
    """Return the properties of a type, with those of all that it is a kind of."""
    parents, own = theirs()[type_]
    return {name: values for parent in parents for name, values in has(parent).items()} | own


def allowed(type_: str) -> set[str]:
    """Return the properties that the tests allow a type."""
    above, left = set(), [type_]
    while left:
        above.add(one := left.pop())
        left += OURS["types"][one]
    return {name for name, rule in OURS["properties"].items() if above & {*rule["of"]}}


def test_every_type_has_the_properties_that_we_think() -> None:
    """Each of ours is there, and no more of its properties are allowed, and no fewer, than it has."""
    used = [name for name in OURS["types"] if name not in ("Intangible", "Series")]  # they have none of their own
    assert len(used) > 20
    for name in used:
        assert allowed(name) == has(name).keys() & OURS["properties"].keys(), name


def test_every_property_takes_the_values_that_we_think() -> None:
    """On each type that we know it on."""
    for name, rule in OURS["properties"].items():
        values = {frozenset(theirs()[type_][1][name]) for type_ in rule["of"]}
        assert values == {frozenset(rule["is"])}, name
