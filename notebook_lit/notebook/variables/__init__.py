"""Live variables: an app runs again when another cell has changed what it reads.

Imports `notebook.app`.
Imported by `notebook.shell`.
"""
