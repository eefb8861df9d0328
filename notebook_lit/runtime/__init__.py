"""The engine room: events in, pages out. Knows nothing of Jupyter, IPython or ipywidgets."""
