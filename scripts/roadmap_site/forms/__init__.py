"""The issue forms: what they ask, the YAML that GitHub reads, and what people wrote into them."""
