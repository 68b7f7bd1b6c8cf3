"""Makes the theme's fonts: Atkinson Hyperlegible Next, reduced to what the theme needs.

usage: npm pack @fontsource-variable/atkinson-hyperlegible-next@5.3.0 && tar xf fontsource-*.tgz
       pip install fonttools==4.68.0 brotli==1.2.1 && python docs/police.py package/files

Kept are the letters of French, Dutch, German and English, weights 400 to 700 upright and 400 italic. Added are the narrow
no-break space (U+202F) that French sets before « ; : ! ? », which the font lacks, with the width of its thin space, and the
no-break hyphen. The licence (OFL 1.1, no reserved name) goes beside them.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x178]
SIGNS = [0x2009, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x202F, 0x2039, 0x203A, 0x20AC]
ALIKE = {0x202F: 0x2009, 0x2011: 0x002D}

for name, kind, weight in [("atkinson", "normal", (400, 700)), ("atkinson-italique", "italic", 400)]:
    font = TTFont(Path(sys.argv[1]) / f"atkinson-hyperlegible-next-latin-wght-{kind}.woff2", recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: table.cmap[like] for code, like in ALIKE.items()})
    font = instantiateVariableFont(font, {"wght": weight})
    if "gvar" in font:
        for glyph in font.getGlyphOrder():
            font["gvar"].variations.setdefault(glyph, [])
    options = Options(layout_features=["ccmp", "kern", "locl", "mark", "tnum"], hinting=False, name_IDs=[0, 1, 2, 5, 6, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS + SIGNS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(f"themes/horizon/static/{name}.woff2")
