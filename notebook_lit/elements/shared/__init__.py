"""What several families of elements need: arguments, options, formats, sizes, descriptions of native widgets.

Imports `elements.markup` and `runtime`.
Imported by the families.
"""
