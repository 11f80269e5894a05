"""The commands of `frontline-pulse`, one noun a file."""
