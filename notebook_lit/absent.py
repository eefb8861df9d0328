"""The error message for a name that ``st`` does not have, in plain text: it is shown by whoever catches it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

#: The names of Streamlit 1.67. Which of them are here is never asked of this list: only of names that are not here.
STREAMLIT = frozenset(
    "App Page altair_chart area_chart audio audio_input badge balloons bar_chart bottom button cache_data "
    "cache_resource camera_input caption chat_input chat_message checkbox code color_picker column_config columns "
    "components connection connections container context data_editor dataframe date_input datetime_input dialog "
    "divider download_button echarts_chart echo empty error exception expander feedback file_uploader form "
    "form_submit_button fragment get_option graphviz_chart grid header help html iframe image info json latex "
    "line_chart link_button login logo logout map markdown menu_button mermaid_chart metric multiselect navigation "
    "number_input page_link pagination pdf pills plotly_chart popover progress pydeck_chart pyplot query_params radio "
    "rerun scatter_chart secrets segmented_control select_slider selectbox session_state set_option set_page_config "
    "sidebar skeleton slider snow space spinner status stop subheader success switch_page table tabs text text_area "
    "text_input time_input title toast toggle typing user vega_lite_chart video warning write write_stream".split()
)
#: Names that Streamlit itself has removed, and their replacements.
REMOVED = {
    "beta_color_picker": "color_picker", "beta_columns": "columns", "beta_container": "container",
    "beta_expander": "expander", "beta_secrets": "secrets", "beta_set_page_config": "set_page_config", "cache": "cache_data",
    "experimental_audio_input": "audio_input", "experimental_connection": "connection",
    "experimental_data_editor": "data_editor", "experimental_dialog": "dialog", "experimental_fragment": "fragment",
    "experimental_get_query_params": "query_params", "experimental_memo": "cache_data", "experimental_rerun": "rerun",
    "experimental_set_query_params": "query_params", "experimental_show": "write",
    "experimental_singleton": "cache_resource", "experimental_user": "user",
}  # fmt: skip
#: What to do instead of what would be a wrong value or a page that cannot be shown.
WAYS_OUT = {
    **dict.fromkeys(["secrets", "user", "login", "logout"], "read os.environ in another cell"),
    **dict.fromkeys(["connection", "connections"], "connect in another cell, and use its variable"),
    **dict.fromkeys(["App", "Page", "navigation", "switch_page"], "give each page a cell of its own, or choose by st.radio"),
    "bottom": "write at the end of the script",
    "get_option": "the notebook has no such options",
    **dict.fromkeys(["query_params", "context"], "a cell has no URL and no request; use st.session_state"),
}


def absent(name: str, known: Iterable[str]) -> str:
    """Return the message that ``st`` has no such name, and what to do.

    Parameters
    ----------
    name : str
        The name that was asked for.
    known : iterable of str
        The names that ``st`` has.
    """
    if name in STREAMLIT:
        way = WAYS_OUT.get(name, "dir(st) lists what there is")
        return f"st.{name} is not there yet: notebook_lit lacks this part of Streamlit; {way}."
    here = {word for word in known if not word.startswith("_")}
    if name in REMOVED:
        new = REMOVED[name]
        yet = "" if new in here else ", which is not there yet in notebook_lit"
        return f"Streamlit has no st.{name} any more: it is st.{new} now{yet}."
    near = get_close_matches(name.lower(), sorted(here), 1)
    hint = f"Did you mean st.{near[0]}?" if near else "dir(st) lists what there is."
    return f"There is no st.{name}, neither in notebook_lit nor in Streamlit. {hint}"
