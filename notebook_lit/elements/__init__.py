"""The elements: one file for each family of ``st`` functions, with how they are drawn."""
