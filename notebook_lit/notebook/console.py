"""The console of an app: what its script prints, as one strip under the app.

Rules
-----
1. It shows what the last run printed. The first print of a run replaces what is there; a run that ends without one clears it.
   A run that ``st.rerun`` ended goes on in the next one, and a run that was cut short clears nothing.
2. It keeps `LINES` lines and `SIZE` characters, the newest ones, and says so when it has dropped some. While a run lasts it
   shows the last `LIVE_LINES` of them, at the end of the run all.
3. Writing takes no lock and sends nothing: it is what a loop with a million prints does. `flush` sends, at most every
   `PAUSE` seconds and at most `RATE` bytes a second, one message each time.
4. What is printed is text: nothing of it can become markup. Colours of terminals become classes, a carriage return starts the
   line anew, other control characters are dropped.
"""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Literal

from notebook_lit.elements.markup import escape

LINES, SIZE = 10_000, 1_000_000
LIVE_LINES, LIVE_SIZE = 400, 24_000
#: Seconds between two messages, bytes a second, and seconds of silence after which all that is kept is shown.
PAUSE, RATE, SILENCE = 0.05, 300_000, 0.5
#: So many writes may wait for the next flush.
_WAITING = 4096

#: What a write leaves: text of stdout, text of stderr, the begin of a run, a wish to clear now or before the next text.
Part = str | tuple[str] | Literal["new run", "clear", "clear later"]
_NEW_RUN, _CLEAR, _CLEAR_LATER = ("run", 0), ("clear", 0), ("later", 0)

_COLOURS = ("black", "red", "green", "yellow", "blue", "violet", "cyan", "white")
_STYLES = {1: "bold", 2: "faint", 3: "italic", 4: "underline"}
_SEQUENCE = re.compile(r"\x1b(?:\[([0-9;:]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_]|\[[0-9;:?]*$|\[[0-?]*[ -/]*[@-~]?|.?)", re.S)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]")
