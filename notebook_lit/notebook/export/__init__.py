"""An app as a script of its own: without magics, without top-level ``await``.

Imports `runtime` and `elements`.
Imported by `notebook.app`.
"""
