"""The verbs of the user: one function each, plain values in and out, the same behind a button and a command."""
