"""Times, each beside what others need for the same, in one run and in turns.

`builds` times whole builds, `serves` the start of the server, `edits` an edit until a browser shows it, `search` a
first search on a slow network, `starts` the commands; `row` compares runs, and `history` keeps them.
"""
