"""A resource is added: what is known of its address already, what is to be asked, and what its file becomes.

Values in and values out; `roadmap add` prints, asks and writes.
"""
