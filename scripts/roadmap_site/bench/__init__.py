"""Times, each beside what others need for the same, in one run and in turns.

`builds` times whole builds, `edits` an edit until a browser shows it, `starts` the commands; `row` compares runs.
"""
