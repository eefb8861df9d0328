"""What a further app costs on the wire."""

from __future__ import annotations

from tests.kernel.driving.kernel import Kernel


def test_the_style_sheet_travels_with_the_first_app_only(kernel: Kernel) -> None:
    kernel.run("%load_ext notebook_lit")
    sizes = []
    for name in ("first", "second"):
        before = len(kernel.snapshot())
        kernel.run(f"%%litapp {name}\nst.write(st.slider('n'))")
        sizes.append(sum(message.size for message in kernel.snapshot(before) if message.kind == "comm_open"))
    assert sizes[0] > 48_000
    assert sizes[1] < 30_000
