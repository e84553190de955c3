"""The encrypted home of a desk: database, keys, history, lists, search, files.

Nothing above this floor knows SQL. What is SQLite's own (pragmas, FTS5, the file itself) stays in
``database``, ``search``, ``backup`` and ``check``; the tables are ordinary SQLAlchemy.
"""
