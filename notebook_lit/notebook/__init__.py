"""The host: ipywidgets, the magics, the registry of live apps. The only folder that knows Jupyter."""
