"""What a script prints, displays and asks for, kept apart by app.

Imports `runtime` and `elements`.
Imported by `notebook.saved`, `notebook.app` and `notebook.shell`.
"""
