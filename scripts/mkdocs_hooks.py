"""The plugin as a hook: it works from a checkout, before anything is known of installed entry points."""

from roadmap_site.plugin import RoadmapPlugin

_plugin = RoadmapPlugin()  # one for all builds of a server
on_config = _plugin.on_config
on_files = _plugin.on_files
on_serve = _plugin.on_serve
