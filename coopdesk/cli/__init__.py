"""The command line: parses, calls operations, prints. Its words and its JSON are a contract."""
