"""The graph as a picture, in numbers: where every topic stands, and the course of every line between them."""

from __future__ import annotations

from roadmap_site.layout.picture import LEADING, Band, Box, Line, Node, Picture, drawn
from roadmap_site.layout.small import surroundings

__all__ = ["LEADING", "Band", "Box", "Line", "Node", "Picture", "drawn", "surroundings"]
