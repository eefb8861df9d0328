"""Elements, blocks and pages; session state and the domains of widgets: data and its rules.

Imports nothing but `notebook_lit.errors`.
Imported by every other wing.
"""
