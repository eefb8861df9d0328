"""The run that is under way, and the containers that a script writes to.

Imports `runtime.model`.
Imported by the engine, the cache and all elements.
"""
