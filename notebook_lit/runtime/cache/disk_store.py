"""`st.cache_data(persist="disk")`: copies that outlive the process.

Rules
-----
1. Nothing is unpickled that was not signed with this user's own key: HMAC-SHA256 over the whole file, header and name
   included, is checked first. A file that was brought here by a repository or by another user is inert.
2. Any doubt is a miss: wrong owner or mode, a link, a wrong signature, another format, Python or library version, a short
   file. The function is computed again; a doubtful file is deleted, and reported once.
3. A file appears whole or not at all (written beside, flushed, renamed). Of two processes that write the same, the last wins.
4. Folders are 0700, files and the key 0600. A folder that others can enter is not used; results then stay in memory only.
5. At most `MOST_BYTES`; what was used least recently goes first.
"""

from __future__ import annotations

import hmac
import logging
import os
import pickle
import secrets
import stat
import struct
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import platformdirs

from notebook_lit.runtime.cache.replay import Drawn
from notebook_lit.runtime.cache.serialization import PackedValue

MOST_BYTES = 2 * 2**30
_MAGIC = b"notebook_lit cache\x00"
_FORMAT = 1
_SUFFIX = ".lit"
_KEY_SIZE = 32
_MAC_SIZE = 32
_HEAD = struct.Struct("<BBB16sQ")  # format, Python major and minor, our own version, length of the body
_POSIX = os.name == "posix"

log = logging.getLogger("notebook_lit.cache")


class UntrustedFileError(Exception):
    """A folder, key or file has the wrong owner, mode, signature or version."""


class DiskStore:
    """The folder of persisted results."""

    def __init__(self, folder: Path | None = None, key_file: Path | None = None) -> None:
        self._folder = folder
        self._key_file = key_file
        self._written: int | None = None  # bytes written since the folder was last weighed; None: never weighed
        self._said: set[str] = set()

    @property
    def folder(self) -> Path:
        """The folder of the files; follows the environment."""
        return platformdirs.user_cache_path("notebook_lit", appauthor=False) if self._folder is None else self._folder

    @property
    def key_file(self) -> Path:
        """The file of the key, never in the folder of the files."""
        if self._key_file is not None:
            return self._key_file
        return platformdirs.user_config_path("notebook_lit", appauthor=False) / "cache.key"

    def read(self, name: str) -> tuple[PackedValue, Drawn] | None:
        """Return the result of a name; None if there is none that can be trusted (rule 2)."""
        path = self.folder / (name + _SUFFIX)
        try:
            if not path.exists():
                return None
            _check_folder(self.folder)
            data = _read(path)
            body = self._verified(name, data)
        except (UntrustedFileError, OSError) as doubt:
            self._log_once(f"A kept result is not used and computed again: {doubt}.")
            self._delete(path)
            return None
        try:
            packed, names, nodes = pickle.loads(body)  # ours: the signature says so
            with suppress(OSError):
                os.utime(path)
            return PackedValue(packed, names), Drawn(*nodes)
        except Exception as error:  # noqa: BLE001  # signed by us, but its classes may be of another version by now: a miss
            log.info("A kept result of another version is computed again: %r.", error)
            self._delete(path)
            return None

    def write(self, name: str, packed: PackedValue, drawn: Drawn) -> None:
        """Write a result; on failure it stays in memory only, which is logged once."""
        try:
            body = pickle.dumps((packed.data, packed.names, tuple(drawn)), 5)
        except Exception:  # noqa: BLE001  # an element holds an object of the author's that cannot be pickled
            self._log_once("A result is kept in memory only: what its function draws cannot be saved.")
            return
        try:
            _make_folder(self.folder)
            self._write(name, body)
        except (UntrustedFileError, OSError) as reason:
            self._log_once(f"Results are kept in memory only: {reason}.")

    def clear(self, prefix: str = "") -> None:
        """Delete the files whose names begin with ``prefix``."""
        with suppress(OSError):
            for path in self.folder.glob(f"{prefix}*{_SUFFIX}"):
                self._delete(path)

    # -- files -----------------------------------------------------------------------------------------------------------

    def _write(self, name: str, body: bytes) -> None:
        head = _header(len(body))
        data = head + self._mac(name, head, body) + body
        temporary = self.folder / f".{secrets.token_hex(8)}.tmp"
        try:
            with open(temporary, "xb", opener=_private) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.folder / (name + _SUFFIX))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        self._limit_size(len(data))

    def _verified(self, name: str, data: bytes) -> bytes:
        """Return the body of a file, after checking its signature and version."""
        size = len(_MAGIC) + _HEAD.size
        head, mac, body = data[:size], data[size : size + _MAC_SIZE], data[size + _MAC_SIZE :]
        if len(mac) != _MAC_SIZE or not hmac.compare_digest(mac, self._mac(name, head, body)):
            raise UntrustedFileError("its signature is not ours")
        if head != _header(len(body)):
            raise UntrustedFileError("it comes from another version")
        return body

    def _mac(self, name: str, head: bytes, body: bytes) -> bytes:
        mac = hmac.new(self._key(), digestmod=sha256)
        for part in (name.encode(), head, body):
            mac.update(struct.pack("<Q", len(part)))
            mac.update(part)
        return mac.digest()

    def _key(self) -> bytes:
        """Return the key; make one if there is none."""
        path = self.key_file
        if not path.exists():
            _make_folder(path.parent, others=0o022)
            with suppress(FileExistsError):  # another process was faster
                temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
                try:
                    with open(temporary, "xb", opener=_private) as file:
                        file.write(secrets.token_bytes(_KEY_SIZE))
                    os.link(temporary, path)  # unlike rename it never replaces a key that is there
                finally:
                    temporary.unlink(missing_ok=True)
        key = _read(path)
        if len(key) != _KEY_SIZE:
            raise UntrustedFileError(f"{path} is no key")
        return key

    def _limit_size(self, size: int) -> None:
        """Delete the oldest files beyond the limit; checked at first and after each sixteenth of the limit."""
        if self._written is not None:
            self._written += size
            if self._written < MOST_BYTES / 16:
                return
        self._written = 0
        found = []
        for path in self.folder.glob(f"*{_SUFFIX}"):
            with suppress(OSError):
                info = path.stat()
                found.append((info.st_mtime, info.st_size, path))
        found.sort(reverse=True)
        total = 0
        for _, weight, path in found:
            total += weight
            if total > MOST_BYTES:
                self._delete(path)

    def _delete(self, path: Path) -> None:
        with suppress(OSError):
            path.unlink(missing_ok=True)

    def _log_once(self, message: str) -> None:
        if message not in self._said:
            self._said.add(message)
            log.warning(message)


def _header(size: int) -> bytes:
    """Return the header of a file of these versions."""
    version = str(getattr(sys.modules.get("notebook_lit"), "__version__", "")).encode()
    return _MAGIC + _HEAD.pack(_FORMAT, *sys.version_info[:2], version, size)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _read(path: Path) -> bytes:
    """Return the content of a file that only this user can access."""
    with open(path, "rb", opener=_private) as file:
        info = os.fstat(file.fileno())
        if not stat.S_ISREG(info.st_mode):
            raise UntrustedFileError("it is no plain file")
        _check_owner(f"a file in {path.parent}", info, 0o077)
        return file.read()


def _make_folder(folder: Path, others: int = 0o077) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check_folder(folder, others)


def _check_folder(folder: Path, others: int = 0o077) -> None:
    info = folder.lstat()
    if not stat.S_ISDIR(info.st_mode):
        raise UntrustedFileError(f"{folder} is no folder")
    _check_owner(str(folder), info, others)


def _check_owner(what: str, info: os.stat_result, others: int) -> None:
    """Raise if another user owns or may access it. Windows has no such bits; there the user's profile is private."""
    if not _POSIX:
        return
    if info.st_uid != os.geteuid():
        raise UntrustedFileError(f"{what} belongs to another user")
    if info.st_mode & others:
        raise UntrustedFileError(f"others have access to {what} (mode {stat.S_IMODE(info.st_mode):o})")


