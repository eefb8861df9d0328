"""The picture of an app that a saved notebook keeps, and the output bundle that carries it.

Imports `notebook.output`, `runtime` and `elements`.
Imported by `notebook.app`.
"""
