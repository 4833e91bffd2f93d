"""A suggested resource, from the text of an issue to a pull request or an answer.

    event file ── issue.read ──▶ Issue ── look ──▶ Outcome ── JSON file ──▶ plan ──▶ a changed topic file, and words

`look` runs where nothing may be written: it asks the address. `plan` runs where the repository may be written, asks
nothing, and believes nothing: what it takes from the file is checked as if a stranger had written it.
"""
