"""What can be found out of a resource by its address: values, each with where it is from.

`look` asks with the link checker's client; everything else is pure. What strangers wrote is cleaned, never believed
against what the page shows, and left out when in doubt: a person fills it in.
"""
