"""Texts: headings, paragraphs, code, maths, JSON, exceptions, help.

Imports `elements.status`, `elements.shared`, `elements.markup` and `runtime`.
Imported by `delta_generator`, and by `elements.write` for what it shows.
"""
