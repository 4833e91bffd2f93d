"""The link checker: what is seen of an address, what is made of it, what is remembered and said."""
