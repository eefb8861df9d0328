"""The reconciler: the page on screen becomes the new page by the smallest set of host operations.

Imports `runtime.model`.
Imported by the notebook, whose widgets are the host.
"""
