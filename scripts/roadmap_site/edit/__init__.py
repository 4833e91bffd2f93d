"""Changes the roadmap's YAML files, keeping every comment and blank line, and gives them one form.

A file is read into a tree (`tree.parse`) whose items carry the comments and blank lines that stand before, beside and
below them; the tree is changed (`node`), put in order (`order`) and written (`form.text`). What a change must not do
is lose a comment or alter what the file means, so `change.formatted` reads its own result again before it hands it out.

For those who add things::

    from roadmap_site.edit import change
    from roadmap_site.model import Resource, Topic
    from roadmap_site.save import save

    change.entry_text(Resource, {"id": …, "title": …})      # canonical YAML lines of one entry, `- id: …`
    change.with_entry(text, Topic, "resources", {…})        # a file's text with an entry at the end of a list
    change.formatted(text, Topic)                           # a file's text in canonical form
    save({path: text, …})                                   # all files or none

The canonical form, as the files had it before there was a formatter: fields in the order of the model; two spaces for
each level, lists indented under their key; `by`, `covers` and `also` on one line in brackets while they fit, all other
lists one entry a line; text on the line of its key while it fits into 120 columns, else folded below it (`>-`); double
quotes, never single ones. Where two forms are good the writer's choice stays: quotes that are not needed, and where the
lines of a folded text break, while they fit. Comments and blank lines stay where they are, and move with their field.
"""
