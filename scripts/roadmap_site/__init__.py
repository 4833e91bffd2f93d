"""A learning roadmap in YAML becomes the Markdown pages of a site.

`folder` reads files, `source` turns YAML into data with places, `shape` turns data into the records of `model`, and
`load` joins them into one `Roadmap`. `checks` says all that is wrong with it, `graph` knows what comes before what,
`render` and `export` turn it into texts, and `write` alone puts them on disk. `build` is these in a row; `cli` is the
command. A module imports only what stands before it in this order.
"""
