"""The one comment on a pull request: what changes on the site, what is wrong, and what the links say.

The job that builds a pull request has no permissions, and leaves a small archive; `bundle` reads it as a stranger's,
and `comment` puts it into words. What the archive says of itself is not believed: the number of the pull request must
fit the commit that GitHub says was built.
"""
