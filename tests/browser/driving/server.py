"""A real JupyterLab server in a folder of its own: no configuration, kernel or workspace of the machine gets in."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.kernel.driving.kernel import skip_welcome

ROOT = Path(__file__).resolve().parents[3]
RUNNING = re.compile(rb"(http://127\.0\.0\.1:\d+)/")
FOLDERS = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
    "MPLCONFIGDIR": "matplotlib",
}
QUIET = {"@jupyterlab/apputils-extension:announcements": True}  # asks the network for news


class LabServer:
    """A JupyterLab server; use it in a ``with`` statement.

    Parameters
    ----------
    folder
        Where it keeps everything; ``folder / "work"`` is what the file browser shows.
    python
        The Python whose JupyterLab it is; by default this one, with the package as it is in this folder.
    env
        The environment variables that it starts from.
    """

    def __init__(self, folder: Path, python: Path | None = None, env: Mapping[str, str] | None = None) -> None:
        self._python = sys.executable if python is None else str(python)
        self._env = {**os.environ, "PYTHONPATH": str(ROOT)} if env is None else env
        self.work = folder / "work"
        self.token = secrets.token_hex(16)
        self.url = ""
        self.log: list[bytes] = []
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._running = threading.Event()
        self._listener: threading.Thread | None = None

    def __enter__(self) -> LabServer:
        config = self._folder / FOLDERS["JUPYTER_CONFIG_DIR"] / "labconfig"
        config.mkdir(parents=True)
        (config / "page_config.json").write_text(json.dumps({"disabledExtensions": QUIET}))
        self.work.mkdir(parents=True)
        skip_welcome(self._folder / FOLDERS["IPYTHONDIR"])
        self._choose_kernel()
        command = [self._python, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser", "--ip=127.0.0.1"]
        command += [f"--port={20000 + secrets.randbelow(20000)}", "--ServerApp.port_retries=50", "--allow-root"]
        command += ["--JupyterNotebookApp.expose_app_in_browser=True"]
        command += [f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.work}"]
        folders = {name: str(self._folder / folder) for name, folder in FOLDERS.items()}
        env = {**self._env, **folders, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        env.pop("MPLBACKEND", None)  # Streamlit, the oracle of other tests, sets it; kernels have one of their own
        env["JUPYTER_PREFER_ENV_PATH"] = "0"  # the kernel that is chosen here comes before that of the environment
        self._process = subprocess.Popen(
            command, env=env, cwd=self.work, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self._listener = threading.Thread(target=self._listen, name="jupyterlab log", daemon=True)
        self._listener.start()
        if not self._running.wait(60) or not self.url:
            self._stop()
            raise RuntimeError("JupyterLab did not start:\n" + self.log_text())
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def request(self, path: str, method: str = "GET", content: Any = None) -> Any:
        """Ask the server's REST interface; give the JSON of its answer, or None."""
        headers = {"Authorization": f"token {self.token}"}
        data = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"{self.url}/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def stop_kernels(self) -> None:
        """End every session and its kernel."""
        for session in self.request("api/sessions"):
            try:
                self.request(f"api/sessions/{session['id']}", "DELETE")
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.NOT_FOUND:  # a page was faster
                    raise

    def set_settings(self, plugin: str, values: dict[str, Any]) -> None:
        """Set the settings of a plugin, as JupyterLab's editor saves them; open pages do not hear of it."""
        self.request(f"lab/api/settings/{plugin}", "PUT", {"raw": json.dumps(values)})

    def forget_settings(self) -> None:
        """Go back to JupyterLab's own settings."""
        shutil.rmtree(self._folder / FOLDERS["JUPYTERLAB_SETTINGS_DIR"], ignore_errors=True)

    def log_text(self) -> str:
        """Give what the server has said so far, without the token."""
        return b"".join(self.log).decode(errors="replace").replace(self.token, "TOKEN")

    def _choose_kernel(self) -> None:
        """Run kernels with the Python that ``LIT_TEST_KERNEL`` names, and with its ipykernel; by default with this one."""
        python = os.environ.get("LIT_TEST_KERNEL")
        if python:
            spec = self._folder / FOLDERS["JUPYTER_DATA_DIR"] / "kernels" / "python3"
            spec.mkdir(parents=True)
            command = [str(Path(python).absolute()), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            content = {"argv": command, "display_name": "Python 3 (ipykernel)", "language": "python"}
            (spec / "kernel.json").write_text(json.dumps(content))

    def _listen(self) -> None:
        """Read the server's log to its end, so that its pipe never fills; note the address when it is told."""
        assert self._process is not None
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self.log.append(line)
                if not self.url and (found := RUNNING.search(line)):
                    self.url = found[1].decode()
                    self._running.set()
        self._running.set()

    def _stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._listener is not None:
            self._listener.join(5)
