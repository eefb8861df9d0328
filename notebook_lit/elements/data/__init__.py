"""Tables and metrics.

Imports `elements.shared`, `elements.markup` and `runtime`.
Imported by `delta_generator`, and by `elements.write` for what it shows.
"""
