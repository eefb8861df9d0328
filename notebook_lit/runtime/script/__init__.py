"""From the text of a script to statements: sources, compiling, imports, hot reload, the names that a script reads.

Imports `runtime.model` and `errors` only; knows nothing of runs.
Imported by the engine and the notebook.
"""
