"""Reading comments without a language model: normalise, mask, group into themes, name and quote them."""
