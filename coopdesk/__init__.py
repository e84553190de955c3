"""CoopDesk: the desk of a foreign ministry for its international cooperation.

A house of floors; a file imports only from floors below its own, and import-linter proves it:

    __main__                      the entry: command line or window
    app | cli                     composition root of the window; the command line
    ui                            the window, the only floor with ``app`` that knows Qt
    operations                    the verbs of the user: plain functions, plain values
    sync, interchange             bundles between desks; other people's formats
    store, documents              the encrypted database and its history; PDF from loaded records
    forms, history                pure models: forms; operations, registers, merge
    records                       what the product is about, one declarative class a file
    fields, charts                kinds of value and ``field()``: "declared once"; chart geometry
    settings, errors, faults, paths, i18n, progress    the ground
"""

__version__ = "0.1.0"
