"""Makes ``notebook_lit/notebook/static/maths.woff2``. Run by hand to add characters; needs fonttools and brotli.

    apt-get download fonts-lmodern && npm pack katex      (unpack both)
    python tests/elements/markup/maths_font.py latinmodern-math.otf katex/src/symbols.ts …/static/maths.woff2

Kept are the symbols that KaTeX knows, which Streamlit draws formulas with, the letters of its alphabets, and what grows:
brackets, roots, arrows, accents, braces. Of the ready-made sizes of each every second is enough, since larger ones are put
together from pieces. The primes keep their form for superscripts, all other glyphs are only made smaller there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

#: A font that was changed has to have a name of its own (GUST Font License).
NAME = "Lit Maths"
#: Text, Greek, punctuation, accents; then brackets, braces and arrows that KaTeX draws from pieces and so does not list.
CHARACTERS = (
    *range(0x20, 0x7F), 0xA0, 0xA3, 0xA5, 0xA7, 0xA8, 0xAC, 0xAE, 0xAF, *range(0xB0, 0xB5), 0xB7, *range(0xC0, 0x100), 0x131,
    0x237, *range(0x2C6, 0x2DE), *range(0x300, 0x30D), *range(0x391, 0x3AA), *range(0x3B1, 0x3CA), 0x3D1, 0x3D5, 0x3D6, 0x3F0,
    0x3F1, 0x3F5, *range(0x2010, 0x2027), *range(0x2032, 0x2036), 0x203E,
    0x2044, 0x2057, 0x20D7, *range(0x2102, 0x2139), *range(0x220F, 0x2212), 0x221A, *range(0x222B, 0x2234),
    *range(0x22C0, 0x22C4), *range(0x2308, 0x230C), 0x2329, 0x232A, *range(0x23B0, 0x23B6), *range(0x23DC, 0x23E0),
    *range(0x2190, 0x219A), 0x21A6, 0x21A9, 0x21AA, 0x21BC, 0x21BD, 0x21C0, 0x21C1, 0x21CB, 0x21CC, *range(0x21D0, 0x21D6),
    0x21DD, *range(0x27E6, 0x27F0), *range(0x27F5, 0x27FD), *range(0x2A00, 0x2A07), 0x2A0C, 0x2A3F, 0x2A7D, 0x2A7E, 0x2AAF,
    0x2AB0,
)  # fmt: skip
#: Bold, italic and bold italic letters; script and double-struck capitals; fraktur; italic Greek; bold digits.
LETTERS = (
    *range(0x1D400, 0x1D49C), *range(0x1D49C, 0x1D4B6), *range(0x1D504, 0x1D552), 0x1D55C, 0x1D6A4, 0x1D6A5,
    *range(0x1D6E2, 0x1D71C), *range(0x1D736, 0x1D756), *range(0x1D7CE, 0x1D7D8),
)  # fmt: skip
PRIMES = (0x2032, 0x2033, 0x2034, 0x2035, 0x2057)
#: A ready-made size of a glyph is kept if it is so many times as large as the one before.
STEP = 1.6


def symbols(katex: Path) -> set[int]:
    """Return the characters that KaTeX knows; of the Chinese, Japanese and Korean ones none, and none of its private ones."""
    found = {int(code, 16) for code in re.findall(r"\\u([0-9a-fA-F]{4})", katex.read_text())}
    return {code for code in found if code < 0x3000}


def thin_out(font: TTFont) -> None:
    """Leave out ready-made sizes that hardly differ."""
    variants = font["MATH"].table.MathVariants
    for construction in (*variants.VertGlyphConstruction, *variants.HorizGlyphConstruction):
        sizes = construction.MathGlyphVariantRecord
        kept = sizes[:1]
        for size in sizes[1:]:
            if size is sizes[-1] or size.AdvanceMeasurement >= STEP * kept[-1].AdvanceMeasurement:
                kept.append(size)
        construction.MathGlyphVariantRecord, construction.VariantCount = kept, len(kept)


def keep_primes(font: TTFont) -> None:
    """Leave the forms for superscripts to the primes alone."""
    names = font.getBestCmap()
    primes = {names[code] for code in PRIMES if code in names}
    table = font["GSUB"].table
    numbers = {number for record in table.FeatureList.FeatureRecord if record.FeatureTag == "ssty"
               for number in record.Feature.LookupListIndex}  # fmt: skip
    for number in numbers:
        for part in table.LookupList.Lookup[number].SubTable:
            forms = part.alternates if hasattr(part, "alternates") else part.mapping
            for glyph in set(forms) - primes:
                del forms[glyph]


def main(source: str, katex: str, target: str) -> None:
    """Write the font."""
    options = subset.Options()
    options.flavor, options.hinting, options.notdef_outline, options.desubroutinize = "woff2", False, True, True
    options.layout_features, options.name_IDs = ["ssty"], [0, 1, 2, 4, 6, 13, 14]
    options.drop_tables += ["FFTM"]
    font = subset.load_font(source, options)
    thin_out(font)
    keep_primes(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=symbols(Path(katex)) | set(CHARACTERS) | set(LETTERS))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = NAME if record.nameID != 6 else NAME.replace(" ", "")
    subset.save_font(font, target, options)
    print(f"{len(font.getGlyphOrder())} glyphs, {Path(target).stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
