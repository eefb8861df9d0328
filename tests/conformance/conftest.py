"""The oracle's surroundings: Streamlit quiet, quick, and the same in every test."""

from __future__ import annotations

import logging
import warnings

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what Streamlit's imports warn of is not ours to repair
    from tests.oracle import AppTest as TheirAppTest

if TheirAppTest.__module__ == "tests.oracle":
    collect_ignore_glob = ["test_*.py"]  # no Streamlit for this Python: nothing to compare with
else:
    import streamlit
    import streamlit.config


@pytest.fixture(autouse=True, scope="session")
def quiet_oracle() -> None:
    """No collection of garbage after each run (it takes 100 ms), no log lines about contexts and tracebacks."""
    if TheirAppTest.__module__ == "tests.oracle":
        return
    streamlit.config.set_option("runner.postScriptGC", False)
    streamlit.config.set_option("logger.enableRich", False)
    streamlit.logger.set_log_level("CRITICAL")
    logging.getLogger("streamlit").setLevel(logging.CRITICAL)
