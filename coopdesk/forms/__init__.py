"""The pure model of a form: what is asked, what follows from an answer, what is wrong with it.

model, xform        the questions and their rules, and reading them from an XForm
xpath, evaluation   an expression, read and written again for libxml2, which evaluates it
functions, earth    the functions of ODK XForms; those of points on the earth
values, answers     what an expression gives; what an answer must look like
tree, rules         where the answers stand; which rules read what, and in which order
filling             a form being filled in
"""
