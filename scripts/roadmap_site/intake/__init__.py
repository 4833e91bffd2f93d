"""Another community's content becomes a roadmap: `roadmap import`.

`markdown` reads, `ledger` accounts for every line, `entry` finds the resources in a line, `outline` and `topics` know
the two forms, and `made` writes what was found as a roadmap's files. What a source does not say stays unknown.
"""
