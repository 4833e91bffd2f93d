"""The interface below /api/v1/: static files, of which `endpoints` has the list and `files` the content."""
