from ipywidgets import Text, interact


def greet(name):
    print(f"Hello, {name}!")


interact(greet, name=Text(continuous_update=False))
