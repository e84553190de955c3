"""One module a tab; they do not import each other."""
