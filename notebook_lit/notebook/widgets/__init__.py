"""The host: pages as ipywidgets, the frame around them, and the one lock under which the screen changes.

Imports `runtime` and `elements`.
Imported by `notebook.app`.
"""
