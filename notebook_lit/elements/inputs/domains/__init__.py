"""What values each input can have: what is taken from readers and from authors, and what is refused with which reason.

Nothing here draws: see the inputs above it.
"""
