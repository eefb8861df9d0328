"""Makes images of charts: a program of its own, run by `charts`, which says why.

It reads charts as JSON, a list of ``[exporter, specification]``, and writes one line of JSON for each: ``[mime type, base64]``,
or ``null`` where no image can be made. It imports nothing of this package.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

#: An SVG of more bytes than this is sent as PNG: charts of many points are smaller so.
LARGEST_SVG = 150_000
#: Pixels of a PNG for each pixel of the chart.
SCALE = 2


def image(exporter: str, spec: dict[str, Any]) -> tuple[str, bytes]:
    """Return the mime type and the content of the image of a chart."""
    if exporter == "plotly":
        from plotly.io import to_image  # noqa: PLC0415 (optional)

        svg = to_image(spec, format="svg", validate=False)
        if len(svg) <= LARGEST_SVG:
            return "image/svg+xml", svg
        return "image/png", to_image(spec, format="png", scale=SCALE, validate=False)
    import vl_convert  # noqa: PLC0415 (optional)

    name = "vega" if exporter == "vega" else "vegalite"
    drawn = str(getattr(vl_convert, f"{name}_to_svg")(spec)).encode()
    if len(drawn) <= LARGEST_SVG:
        return "image/svg+xml", drawn
    return "image/png", bytes(getattr(vl_convert, f"{name}_to_png")(spec, scale=SCALE))


def main() -> None:
    """Export what is asked for, a line at a time, so that what is done counts when the time is over."""
    for exporter, spec in json.load(sys.stdin):
        try:
            mime, content = image(exporter, spec)
            answer = [mime, base64.b64encode(content).decode("ascii")]
        except Exception:  # noqa: BLE001  # a library may raise anything at a specification: there is no image then
            answer = None
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file: its neighbours are no top-level modules
    main()
