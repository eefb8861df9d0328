"""Events in, pages out: phases, the event queue, coalescing, interruption, the worker threads.

Imports `runtime.script`, `runtime.writing` and `runtime.model`.
Imported by the hosts: the notebook and `testing`.
"""
