"""XLSForm, the workbook in which the field writes its forms: read through pyxform, checked row by row, written.

book      what is in the sheets of a workbook
naming    how the headers of sheets and the types of questions are spelt
sentences what pyxform says, in our words
check     what is wrong with a form, with sheet, row and remedy
external  lists that are files of their own beside it
rows      a form as rows that the desk keeps, from a workbook and back
"""
