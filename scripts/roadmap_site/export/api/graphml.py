"""The graph of prerequisites as GraphML, for tools that draw and measure graphs."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from roadmap_site.export.api import shapes

_NODE = ("title", "stage", "level", "minutes")
_EDGE = ("kind", "why")


def graphml(graph: shapes.Graph) -> str:
    """Return the graph; an edge leads from what comes first to what builds on it."""
    keys = [
        *(_key("node", name, "int" if name == "minutes" else "string") for name in _NODE),
        *(_key("edge", name, "string") for name in _EDGE),
    ]
    nodes = (f"<node id={quoteattr(node.id)}>{_data(node, _NODE)}</node>" for node in graph.nodes)
    edges = (
        f"<edge source={quoteattr(edge.source)} target={quoteattr(edge.target)}>{_data(edge, _EDGE)}</edge>"
        for edge in graph.edges
    )
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *keys,
        '<graph id="roadmap" edgedefault="directed">',
        *nodes,
        *edges,
        "</graph>",
        "</graphml>",
    )
    return "\n".join(lines) + "\n"


def _key(of: str, name: str, type: str) -> str:
    return f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{type}"/>'


def _data(record: shapes.Node | shapes.Arc, names: Iterable[str]) -> str:
    values = ((name, getattr(record, name)) for name in names)
    return "".join(f'<data key="{name}">{escape(str(value))}</data>' for name, value in values if value is not None)
