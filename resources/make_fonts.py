"""Make the bundled fonts: fetch open fonts from package registries, cut them down, rename them.

Run from anywhere with the extra ``fonts`` installed, beside ``npm`` and, for the Kai, Debian's ``apt-get``.
The families are renamed: a cut font is a modified version, and the Kai's name is reserved by its licence.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pypinyin_dict.pinyin_data.ktghz2013 import pinyin_dict as table_of_2013

FONTS = Path(__file__).parent / "fonts"
SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
KAI = "fonts-lxgw-wenkai"
BEYOND_GBK = "☐☑•–€㎥✓▪⚠"
DIGITS = "0123456789"
LICENCE_BEGINS = "This Font Software is licensed"
RESERVED_NAMES = {KAI: 'With Reserved Font Names "霞鹜" and "LXGW".\n'}


@dataclass(frozen=True)
class Cut:
    """One bundled font: what it is used for and what it is cut from."""

    role: str
    family: str
    style: str
    package: str
    member: str
    licence: str
    wide: bool = False

    @property
    def file(self) -> str:
        """Name of the finished font file."""
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"


CUTS = (
    Cut(
        "song",
        "Dadu Song",
        "Regular",
        SERIF,
        "400Regular/NotoSerifSC_400Regular.ttf",
        "OFL-Song.txt",
        wide=True,
    ),
    Cut("song_bold", "Dadu Song", "Bold", SERIF, "700Bold/NotoSerifSC_700Bold.ttf", "OFL-Song.txt"),
    Cut("hei", "Dadu Hei", "Regular", SANS, "400Regular/NotoSansSC_400Regular.ttf", "OFL-Hei.txt"),
    Cut("hei_bold", "Dadu Hei", "Bold", SANS, "700Bold/NotoSansSC_700Bold.ttf", "OFL-Hei.txt"),
    Cut("kai", "Dadu Kai", "Regular", KAI, "lxgw-wenkai/LXGWWenKai-Regular.ttf", "OFL-Kai.txt"),
    Cut("fangsong", "Dadu Fangsong", "Regular", SERIF, "300Light/NotoSerifSC_300Light.ttf", "OFL-Song.txt"),
)


def fetch(package: str, folder: Path) -> Path:
    """Unpack a registry package into the folder and return where its font files begin."""
    folder.mkdir()
    if package.startswith("@"):
        subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        return folder / "package"
    subprocess.run(
        ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", package], cwd=folder, check=True
    )
    subprocess.run(["dpkg-deb", "-x", str(next(folder.glob("*.deb"))), str(folder)], check=True)
    return folder / "usr/share/fonts/truetype"


def two_byte_characters(encoding: str) -> set[int]:
    """Return the code points of all two-byte characters of a Chinese encoding."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    decoded = (pair.decode(encoding, "ignore") for pair in pairs)
    return {ord(text) for text in decoded if len(text) == 1 and not text.isascii()}


def wanted(*, wide: bool) -> set[int]:
    """Choose the characters: 通用规范汉字表 with GB 2312, or with all of GBK; signs and Latin always."""
    gbk = two_byte_characters("gbk")
    signs = {code for code in gbk if not 0x4E00 <= code <= 0x9FFF} | set(map(ord, BEYOND_GBK))
    characters = gbk if wide else two_byte_characters("gb2312")
    return characters | signs | set(table_of_2013) | set(range(0x20, 0x17F))


def subset(font: TTFont, *, wide: bool) -> None:
    """Keep the wanted characters and plain outlines; hinting and layout tables go."""
    options = Options(hinting=False, layout_features=[], glyph_names=False, notdef_outline=True)
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted(wide=wide))
    subsetter.subset(font)


def even_digits(font: TTFont) -> None:
    """Give all digits the same advance, so that figures stand in columns."""
    cmap, metrics, glyphs = font.getBestCmap(), font["hmtx"], font["glyf"]
    widest = max(metrics[cmap[ord(digit)]][0] for digit in DIGITS)
    for name in (cmap[ord(digit)] for digit in DIGITS):
        advance, bearing = metrics[name]
        shift = (widest - advance) // 2
        glyphs[name].coordinates.translate((shift, 0))
        glyphs[name].recalcBounds(glyphs)
        metrics[name] = (widest, bearing + shift)


def add_tick_boxes(font: TTFont) -> None:
    """Make ☐ and ☑ of the font's own □ and ✓ where it has none."""
    cmap = font.getBestCmap()
    box, tick = cmap[ord("□")], cmap[ord("✓")]
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent(box, (1, 0, 0, 1, 0, 0))
    pen.addComponent(tick, (1, 0, 0, 1, 0, 0))
    ticked = cmap.get(ord("☑"), "ticked_box")
    if ticked not in font["glyf"]:
        font["glyf"][ticked] = pen.glyph()
        font["hmtx"][ticked] = font["hmtx"][box]
    for table in font["cmap"].tables:
        table.cmap |= {ord("☐"): cmap.get(ord("☐"), box), ord("☑"): ticked}


def rename(font: TTFont, cut: Cut) -> None:
    """Set family and style; copyright, trademark and licence lines stay as they came."""
    names = font["name"]
    names.names = [name for name in names.names if name.nameID in (0, 7, 13, 14) and name.langID == 0x409]
    full = f"{cut.family} {cut.style}"
    lines = {1: cut.family, 2: cut.style, 3: full, 4: full, 6: Path(cut.file).stem}
    for number, text in lines.items():
        names.setName(text, number, 3, 1, 0x409)
    bold = cut.style == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)


def write_licence(font: TTFont, cut: Cut, licence: str) -> None:
    """Put the copyright of the family and the Open Font License beside the font."""
    owner = font["name"].getDebugName(0).replace("\r\n", "\n")
    head = f"{owner}\n{RESERVED_NAMES.get(cut.package, '')}\n"
    (FONTS / cut.licence).write_text(head + licence, encoding="utf-8")


def make(cut: Cut, source: Path, licence: str) -> str:
    """Write one font file with its licence and return its part of fonts.toml."""
    font = TTFont(source / cut.member, recalcTimestamp=False)
    write_licence(font, cut, licence)
    version = font["name"].getDebugName(5).removeprefix("Version ").split(";")[0]
    subset(font, wide=cut.wide)
    even_digits(font)
    add_tick_boxes(font)
    rename(font, cut)
    font.save(FONTS / cut.file)
    facts = {
        "file": cut.file,
        "family": cut.family,
        "style": cut.style,
        "licence": cut.licence,
        "source": f"{cut.package} {Path(cut.member).name}",
        "version": version,
    }
    lines = [f'{key} = "{value}"' for key, value in facts.items()]
    return "\n".join([f"[{cut.role}]", *lines, f"characters = {len(font.getBestCmap())}", ""])


def main() -> None:
    """Make every font and the table of them."""
    with tempfile.TemporaryDirectory() as folder:
        packages = sorted({cut.package for cut in CUTS})
        sources = {name: fetch(name, Path(folder) / str(place)) for place, name in enumerate(packages)}
        text = (sources[SERIF] / "LICENSE_FONT").read_text(encoding="utf-8").replace("\r\n", "\n")
        licence = text[text.index(LICENCE_BEGINS) :]
        tables = [make(cut, sources[cut.package], licence) for cut in CUTS]
    heading = "# Bundled fonts by role; made by make_fonts.py, do not edit.\n"
    (FONTS / "fonts.toml").write_text("\n".join([heading, *tables]), encoding="utf-8")


if __name__ == "__main__":
    main()
