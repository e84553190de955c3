"""The pure model of a form: what is asked, what follows from an answer, what is wrong with it.

model, xform        the questions and their rules, and reading them from an XForm
tokens, xpath       an expression, read and written again for libxml2
evaluation          which evaluates it
functions           the functions of ODK XForms
earth, patterns     those of points on the earth; looking for a pattern in a bound of time
values, answers     what an expression gives; what an answer must look like
tree, rules         where the answers stand; which rules read what, and in which order
lists, choices      the lists of choices, found by what they say; the choices of one question
filling, kept       a form being filled in; its answers as the lines that are kept
scoring             what answers reach of what can be reached
logic, conditions   conditions built from menus; conditions in words
paper               answers in the fields of a PDF
statistics, results figures of many answers
"""
