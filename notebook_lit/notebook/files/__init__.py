"""Watching files: which were saved, with which contents.

Imports watchdog, `runtime.script` for what a file holds, and `runtime.writing` for its threads.
Imported by `notebook.app`.
"""
