"""``st.write`` and what it stands on: which element shows an object.

Imports the families whose elements it writes.
Imported by `delta_generator`, and by the hosts for bare expressions.
"""
