"""The rooms: one file a family of ``st`` functions, each with how it looks."""
