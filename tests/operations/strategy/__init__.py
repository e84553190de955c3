"""Values of indicators, how they stand, and what is told of many of them."""
