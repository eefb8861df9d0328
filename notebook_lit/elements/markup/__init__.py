"""Text to HTML: Markdown, maths, code, icons, and the sanitizer that stands before every author's HTML.

Imports `errors` and libraries only.
Imported by all other wings of `elements`, and by the notebook for its own strips.
"""
