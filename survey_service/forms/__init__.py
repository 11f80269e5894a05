"""Forms: one noun a file. They turn what a browser sends into plain values, and say what to mend."""
