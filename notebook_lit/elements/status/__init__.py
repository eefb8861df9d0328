"""How things stand: alerts, progress, spinners, notes.

Imports `elements.shared`, `elements.markup` and `runtime`.
Imported by `delta_generator`, by `elements.text`, and by `elements.write` for what it shows.
"""
