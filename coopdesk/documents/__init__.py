"""Documents: PDF from records that are already loaded. The only floor that knows ReportLab.

ReportLab gives pages, frames, tables and outline; text is our own (``bidi``, ``fonts``, ``text``), because its
Arabic is wrong. What a person typed is never read as markup.
"""
