"""Tables as people keep them, in CSV and XLSX: bytes to sheets to the table that is in them, and back.

    sheets      what is read: lines of texts with their numbers in the file, and the limits of what is taken
    delimited   CSV in any encoding and separator, read and written
    workbook    XLSX, read as a stream; the parts that it reads are told apart in ``parts``
    writing     XLSX, written
    layout      where the table is in a sheet: its header, merged cells, totals, notes
    values      a text of a cell as the plain value of a kind, and back

Every cell is a text when it is read: what the figures of a workbook stand for, its styles say, and so a workbook and
a CSV go the same road. XLSX is read by a reader of our own over ``zipfile`` and ``expat``: python-calamine lays a sheet
out whole and ends the program over a file of 5 KB with one cell in the last corner; openpyxl does not tell merged cells
while it streams, and takes twice as long.
"""
