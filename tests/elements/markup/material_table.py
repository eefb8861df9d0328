"""Makes ``notebook_lit/elements/markup/material.json.gz``. Run by hand when Google adds icons; needs fonttools and brotli.

    npm pack @material-symbols/svg-400 && npm pack material-symbols      (unpack both)
    python tests/elements/markup/material_table.py SVG_PACKAGE FONT_PACKAGE notebook_lit/elements/markup/material.json.gz

The SVG package leaves out most old names (``done`` is today's ``check``); the font still knows them, as ligatures. A
name whose outline equals that of a drawn icon becomes ``"=check"``; the few others are drawn from the font itself.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

_DRAWING = re.compile(r'<svg xmlns="[^"]+" width="48" height="48" viewBox="0 -960 960 960"><path d="([^"]+)"/></svg>')


def drawn_icons(package: Path) -> dict[str, str]:
    """Name -> path data of the outlined style, unfilled."""
    icons = {}
    for file in sorted((package / "outlined").glob("*.svg")):
        match = _DRAWING.fullmatch(file.read_text().strip())
        if match is None:
            raise ValueError(f"{file.name} is drawn in a form that this script does not know")
        if not file.stem.endswith("-fill"):
            icons[file.stem] = match[1]
    return icons


def ligatures(font: TTFont) -> dict[str, str]:
    """Icon name -> glyph name, for every name that the font knows."""
    letters = {glyph: chr(code).lower() for code, glyph in font.getBestCmap().items()}
    names = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = table.ExtSubTable if table.LookupType == 7 else table
            if table.LookupType != 4:
                continue
            for first, sets in table.ligatures.items():
                for ligature in sets:
                    names["".join(letters[part] for part in [first, *ligature.Component])] = ligature.LigGlyph
    return names


def with_old_names(icons: dict[str, str], font: TTFont) -> dict[str, str]:
    """The drawn icons and, from the font, every other name."""
    glyphs, names = font["glyf"], ligatures(font)

    def outline(name: str) -> tuple[object, ...]:
        points, ends, _ = glyphs[names[name]].getCoordinates(glyphs)
        return tuple(points), tuple(ends)

    same = {outline(name): name for name in sorted(icons) if name in names}
    result = dict(icons)
    for name in sorted(set(names) - set(icons)):
        if (twin := same.get(outline(name))) is not None:
            result[name] = f"={twin}"
            continue
        pen = SVGPathPen(font.getGlyphSet(), ntos=lambda number: f"{number:g}")
        font.getGlyphSet()[names[name]].draw(TransformPen(pen, (1, 0, 0, -1, 0, 0)))
        result[name] = pen.getCommands()
    return result


def main(svg_package: str, font_package: str, target: str) -> None:
    """Write the table."""
    variable = TTFont(Path(font_package) / "material-symbols-outlined.woff2")
    font = instantiateVariableFont(variable, {"FILL": 0, "GRAD": 0, "opsz": 48, "wght": 400})
    table = with_old_names(drawn_icons(Path(svg_package)), font)
    text = json.dumps(table, separators=(",", ":"), sort_keys=True)
    Path(target).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(table)} names, {Path(target).stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
