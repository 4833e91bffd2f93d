"""The plugin as a hook: it works from a checkout, before anything is known of installed entry points."""

from roadmap_site.plugin import RoadmapPlugin

_plugin = RoadmapPlugin()  # one for all builds of a server
on_startup = _plugin.on_startup
on_config = _plugin.on_config
on_files = _plugin.on_files
on_env = _plugin.on_env
on_page_read_source = _plugin.on_page_read_source
on_page_markdown = _plugin.on_page_markdown
on_page_content = _plugin.on_page_content
on_template_context = _plugin.on_template_context
on_post_page = _plugin.on_post_page
on_post_template = _plugin.on_post_template
on_post_build = _plugin.on_post_build
on_serve = _plugin.on_serve
