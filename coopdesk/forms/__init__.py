"""The pure model of a form: its questions, its expressions, what is relevant, what is wrong, what is scored.

xpath       an expression of a form, read and written again for libxml2
values      what an expression gives: texts, numbers, truth, days
functions   the functions of ODK XForms
"""
