import solara
from IPython.display import display

name = solara.reactive("")


@solara.component
def page():
    solara.InputText("name", value=name, continuous_update=True)
    solara.Markdown(f"Hello, {name.value}!")


display(page())
