"""An app: a source, an engine, a reconciler and a host; and the registry of all that live in the kernel.

Imports `notebook.widgets`, `notebook.output`, `notebook.saved`, `notebook.files` and `notebook.export`.
Imported by `notebook.variables` and `notebook.shell`.
"""
