"""Importing a table in three steps: the file with its sheet, what each column is, what each line would do."""
