"""The bench: what one event costs, ours beside hand-written ipywidgets, interact, Streamlit and Solara.

``python -m tests.bench`` prints one table. The scripts that are compared lie in
``scripts/``, one folder for each idiom.
"""
