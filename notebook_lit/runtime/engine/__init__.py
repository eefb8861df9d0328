"""Events in, pages out: phases, the event queue, coalescing, interruption, the worker threads.

Imports `runtime.model`, `runtime.writing` and `runtime.script`.
Imported by the hosts: the notebook and `testing`.
"""
