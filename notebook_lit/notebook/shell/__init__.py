"""IPython's side: the magics, the comm of the panel, the busy notice, the diagnostics.

Imports every other wing of `notebook`.
Imported by `notebook_lit` itself, when the extension is loaded.
"""
