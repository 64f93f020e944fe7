"""What makes a PDF one for archives (PDF/A-2b, ISO 19005-2): colour profile, metadata, and ends of streams.

The fonts are embedded and nothing is transparent or encrypted from the start.
"""

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

VERSION = (1, 7)
_DAY = "2000-01-01T00:00:00+00:00"
"""The time that reportlab writes into files that are to be the same again."""
_ICC_DATE = slice(24, 36)  # of the header of a profile: year, month, day, hour, minute, second
_PROFILE_DAY = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
_STREAM_END = b"endstream\n"
_plain_format = PDFStream.format


def _ended_format(self: PDFStream, document: PDFDocument) -> bytes:
    """Write a stream with the line end before ``endstream`` that reportlab leaves out (ISO 19005-2, 6.1.7.1)."""
    written: bytes = _plain_format(self, document)
    return b"%s\n%s" % (written.removesuffix(_STREAM_END), _STREAM_END)


PDFStream.format = _ended_format  # type: ignore[method-assign]


class _Metadata(PDFObject):
    """A stream that is written as it is: programs for archives read it without a PDF library (6.6.2.1)."""

    __RefOnly__ = 1

    def __init__(self, text: str) -> None:
        """Take the XML."""
        self._content = text.encode()

    def format(self, _document: PDFDocument) -> bytes:
        """Write it without a filter."""
        head = b"<< /Length %d /Subtype /XML /Type /Metadata >>" % len(self._content)
        return b"%s\nstream\n%s\n%s" % (head, self._content, _STREAM_END)


def make_archival(canvas: Canvas) -> None:
    """Put metadata and colour profile into the document of a canvas before it is saved."""
    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - the only way to the catalogue
    catalogue = document.Catalog
    catalogue.Metadata = _Metadata(_packet(canvas))
    profile = document.Reference(PDFStream(PDFDictionary({"N": 3}), _colour_profile()))
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": profile,
    }
    catalogue.__Defaults__ = {**catalogue.__Defaults__, "OutputIntents": None}
    catalogue.OutputIntents = PDFArray([PDFDictionary(intent)])


@cache
def _colour_profile() -> bytes:
    """Give the profile of sRGB, always with the same date."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_ICC_DATE] = _PROFILE_DAY
    return bytes(made)


def _packet(canvas: Canvas) -> str:
    """Say in XMP what the information dictionary of the file says."""
    told = canvas._doc.info  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    title, author, keywords, creator, producer = (
        escape(str(words or ""))
        for words in (told.title, told.author, told.keywords, told.creator, told.producer)
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{_DAY}</xmp:CreateDate><xmp:ModifyDate>{_DAY}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
