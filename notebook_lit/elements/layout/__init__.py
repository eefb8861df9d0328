"""Blocks that hold other elements: columns, containers, expanders, tabs; and the settings of the page.

Imports `elements.media`, `elements.shared`, `elements.markup` and `runtime`.
Imported by `delta_generator`, and by `elements.write` for what it shows.
"""
