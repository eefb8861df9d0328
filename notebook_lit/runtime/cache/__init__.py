"""``st.cache_data`` and ``st.cache_resource``: keys, stores in memory and on disk, one computation at a time, replay.

Imports `runtime.model` and `runtime.writing`.
Imported by `st`, and by whoever ends a session.
"""
