"""Puts the engine's files that stand beside the package into its wheel, so that `roadmap init` works from there too."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Asks the engine for its own list; an editable install has the files where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to what hatchling includes."""
        if version == "editable":
            return
        root = Path(self.root)
        engine = runpy.run_path(str(root / "scripts/roadmap_site/starter/engine.py"))
        package, carried = engine["PACKAGE"], engine["CARRIED"]
        for name in (*engine["names"](root), "LICENSE", "scripts/LICENSE"):
            if not name.startswith(f"{package}/") and (root / name).is_file():
                build_data["force_include"][str(root / name)] = f"roadmap_site/{carried}/{name}"
