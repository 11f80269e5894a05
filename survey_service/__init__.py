"""Asks, stores and shows: recurring mirrored pulse surveys for sales organisations."""
