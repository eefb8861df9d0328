"""From the text of a script to statements: sources, compiling, imports, hot reload, the names that a script reads.

Imports `runtime.writing`, to know which run asks for an import.
Imported by the engine and the notebook.
"""
