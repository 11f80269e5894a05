"""Pages: one noun a file. A view owns the request, the clock and the commit, and calls one operation."""
