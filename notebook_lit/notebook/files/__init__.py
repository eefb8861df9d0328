"""Watching files: which were saved, with which contents.

Imports watchdog and nothing of ours but `errors`.
Imported by `notebook.app`.
"""
