"""A roadmap of somebody else's: a whole project with this engine in it, and newer engines for it later."""
