"""A code-server: VS Code's window in a browser, in folders of its own, with kernels of a real Jupyter server."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import threading
from pathlib import Path

from labextension.bundle import node_program
from tests.browser.driving.server import LabServer
from tests.browser.vscode.workbench import install

RUNNING = re.compile(rb"HTTP server listening on (http://127\.0\.0\.1:\d+)/")
SETTINGS = {
    "chat.disableAIFeatures": True,
    "extensions.autoCheckUpdates": False,
    "git.enabled": False,
    "notebook.cellToolbarVisibility": "hover",
    "remote.autoForwardPorts": False,
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "window.commandCenter": False,
    "workbench.colorTheme": "Light 2026",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
}


class CodeServer:
    """A running code-server; use it in a ``with`` statement.

    Parameters
    ----------
    folder
        Where it keeps everything.
    jupyter
        The server whose kernels run the cells, and whose ``work`` folder is opened.
    """

    def __init__(self, folder: Path, jupyter: LabServer) -> None:
        self.url = ""
        self.log: list[bytes] = []
        self._folder = folder
        self._jupyter = jupyter
        self._running = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None

    def __enter__(self) -> CodeServer:
        settings = self._folder / "data" / "User" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps(SETTINGS))
        (self._folder / "config.yaml").write_text("cert: false\n")
        command = [str(node_program()), str(install.provide() / "out" / "node" / "entry.js")]
        command += ["--auth=none", f"--bind-addr=127.0.0.1:{20000 + secrets.randbelow(20000)}"]
        command += [f"--config={self._folder / 'config.yaml'}", f"--user-data-dir={self._folder / 'data'}"]
        command += [f"--extensions-dir={install.make_extension()}", "--disable-telemetry", "--disable-update-check"]
        command += ["--disable-workspace-trust", "--disable-getting-started-override", f"{self._jupyter.work}"]
        path = os.pathsep.join([str(node_program().parent), os.environ.get("PATH", os.defpath)])
        env = {**os.environ, "PATH": path, "HOME": str(self._folder), "NO_COLOR": "1"}
        env |= {"LIT_TEST_SERVER": self._jupyter.url, "LIT_TEST_TOKEN": self._jupyter.token}
        self._process = subprocess.Popen(
            command, env=env, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self._listener = threading.Thread(target=self._listen, name="code-server log", daemon=True)
        self._listener.start()
        if not self._running.wait(60) or not self.url:
            self._stop()
            raise RuntimeError("code-server did not start:\n" + self.log_text())
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def log_text(self) -> str:
        """Give what the server has said so far."""
        return b"".join(self.log).decode(errors="replace")

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
