"""Pictures and figures.

Imports `elements.shared`, `elements.markup` and `runtime`.
Imported by `delta_generator`, by `elements.layout`, and by `elements.write` for what it shows.
"""
