"""pdf: the words of its pages, and every page that has none for us."""

import io
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from knowledge.documents.document import Document, Reason, Unread
from knowledge.documents.pdf import MOST_PAGES
from knowledge.documents.read import read_document

TEXT = "髙橋①様 1,280,000円"


def name(value):
    return NameObject(f"/{value}")


def dictionary(**entries):
    return DictionaryObject({name(key): value for key, value in entries.items()})


def stream(content, **entries):
    made = DecodedStreamObject()
    made.set_data(content)
    made.update(dictionary(**entries))
    return made


class Maker:
    """Makes a PDF page by page."""

    def __init__(self):
        self.writer = PdfWriter()

    def to_unicode(self, text):
        """Numbers of drawings, and the table that says which character each shows."""
        lines = [
            f"<{number:04x}> <{c.encode('utf-16-be').hex()}>" for number, c in enumerate(text, 1)
        ]
        rows = "\n".join(lines)
        table = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(lines)} beginbfchar\n{rows}\nendbfchar endcmap end end"
        )
        return self.writer._add_object(stream(table.encode()))

    def font(self, encoding, **entries):
        below = dictionary(
            Type=name("Font"),
            Subtype=name("CIDFontType2"),
            BaseFont=name("Gothic"),
            DW=NumberObject(1000),
        )
        return dictionary(
            Type=name("Font"),
            Subtype=name("Type0"),
            BaseFont=name("Gothic"),
            Encoding=name(encoding),
            DescendantFonts=ArrayObject([self.writer._add_object(below)]),
            **entries,
        )

    def page(self, code=b"", **resources):
        page = self.writer.add_blank_page(200, 200)
        page[name("Resources")] = dictionary(**resources)
        if code:
            page[name("Contents")] = self.writer._add_object(stream(code))
        return page

    def words(self, text, **resources):
        """A page with words, as programs write them today."""
        font = self.font("Identity-H", ToUnicode=self.to_unicode(text))
        codes = "".join(f"{number:04x}" for number in range(1, len(text) + 1))
        code = f"BT /F1 12 Tf 10 100 Td <{codes}> Tj ET".encode()
        return self.page(code, Font=dictionary(F1=font), **resources)

    def picture(self):
        return self.writer._add_object(
            stream(
                b"\x00",
                Type=name("XObject"),
                Subtype=name("Image"),
                Width=NumberObject(1),
                Height=NumberObject(1),
                ColorSpace=name("DeviceGray"),
                BitsPerComponent=NumberObject(8),
            )
        )

    def read(self, **options):
        return read_document("a.pdf", self.saved(), **options)

    def saved(self):
        made = io.BytesIO()
        self.writer.write(made)
        return made.getvalue()


@pytest.fixture
def pdf():
    return Maker()


def test_japanese_words_are_read(pdf):
    """Page by page."""
    pdf.words(TEXT)
    pdf.words("二枚目")
    assert pdf.read() == Document(f"{TEXT}\n二枚目")


@pytest.mark.parametrize(
    ("encoding", "python"),
    [("90ms-RKSJ-H", "cp932"), ("UniJIS-UTF16-H", "utf-16-be"), ("UniJIS-UCS2-H", "utf-16-be")],
)
def test_the_encodings_of_japanese_fonts_are_known(pdf, encoding, python):
    """Older programs name the encoding instead of bringing a table."""
    code = f"BT /F1 12 Tf 10 100 Td <{'見積 山田'.encode(python).hex()}> Tj ET".encode()
    pdf.page(code, Font=dictionary(F1=pdf.font(encoding)))
    assert pdf.read() == Document("見積 山田")


@pytest.mark.parametrize("encoding", ["Identity-H", "EUC-H"])
def test_numbers_of_drawings_are_no_words(pdf, encoding):
    """Without a table nobody knows what the eye sees: such a page is said to be unread."""
    pdf.page(b"BT /F1 12 Tf 10 100 Td <4e004e01> Tj ET", Font=dictionary(F1=pdf.font(encoding)))
    assert Unread(Reason.PAGES) in pdf.read().unread


def test_a_page_that_is_a_picture_is_said(pdf):
    """A scan has no words; the other pages are read."""
    pdf.words("表紙")
    for _ in range(2):
        pdf.page(b"q 200 0 0 200 0 0 cm /P Do Q", XObject=dictionary(P=pdf.picture()))
    assert pdf.read() == Document("表紙", (Unread(Reason.PAGES, 2),))


def test_a_picture_beside_words_is_said(pdf):
    """Also one within a form of which the page is put together."""
    pdf.words("図1", XObject=dictionary(P=pdf.picture()))
    inner = dictionary(XObject=dictionary(P=pdf.picture()))
    form = stream(b"/P Do", Type=name("XObject"), Subtype=name("Form"), Resources=inner)
    pdf.words("図2", XObject=dictionary(F=pdf.writer._add_object(form)))
    assert pdf.read() == Document("図1\n図2", (Unread(Reason.PICTURES, 2),))


def test_an_empty_page_is_no_secret(pdf):
    """The back of a sheet: nothing is on it, nothing was missed."""
    pdf.words("表")
    pdf.page()
    assert pdf.read() == Document("表")


def test_notes_fields_and_links_are_read(pdf):
    """They lie above the page and belong to it."""
    page = pdf.words("申込書")
    page[name("Annots")] = ArrayObject(
        [
            dictionary(Subtype=name("Text"), Contents=TextStringObject("佐藤さんに確認")),
            dictionary(Subtype=name("Widget"), V=TextStringObject("山田太郎")),
            dictionary(Subtype=name("Link"), A=dictionary(URI=TextStringObject("https://intra/"))),
            dictionary(Subtype=name("FileAttachment")),
        ]
    )
    assert pdf.read() == Document(
        "申込書\n佐藤さんに確認\n山田太郎\nhttps://intra/", (Unread(Reason.OBJECTS),)
    )


def test_attached_files_are_said(pdf):
    """A file within the file."""
    pdf.words("表")
    pdf.writer.add_attachment("a.txt", b"secret")
    assert pdf.read() == Document("表", (Unread(Reason.OBJECTS),))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_is_said(pdf, algorithm):
    """Nothing of it is read, and nobody is asked for it."""
    pdf.words(TEXT)
    pdf.writer.encrypt("secret", algorithm=algorithm)
    assert pdf.read() == Document("", (Unread(Reason.ENCRYPTED),))


def test_a_lock_without_a_password_is_none(pdf):
    """Printing is forbidden; everybody can read."""
    pdf.words(TEXT)
    pdf.writer.encrypt("", "owner", algorithm="RC4-128")
    assert pdf.read() == Document(TEXT)


def test_more_pages_than_anybody_enters_are_left(pdf):
    """The first five hundred are looked at, and the rest is said."""
    for _ in range(MOST_PAGES + 1):
        pdf.page()
    assert pdf.read() == Document("", (Unread(Reason.REST),))


def test_time_is_asked_for_at_each_page(pdf):
    """What was read until then stays."""
    for _ in range(3):
        pdf.words("頁")
    left = iter([True, True, False])
    document = pdf.read(go_on=lambda: next(left, False))
    assert document == Document("頁\n頁", (Unread(Reason.REST),))


def test_a_page_that_unpacks_without_end_is_not_read(pdf):
    """Twenty kilobytes that become twenty-one megabytes."""
    content = stream(b" " * 21_000_000).flate_encode()
    pdf.page()[name("Contents")] = pdf.writer._add_object(content)
    assert pdf.read() == Document("", (Unread(Reason.PAGES),))


def test_many_pages_of_much_drawing_come_to_an_end(pdf):
    """One long drawing, put on every page."""
    code = pdf.writer._add_object(stream(b"q Q " * 100_000))
    for _ in range(60):
        pdf.page()[name("Contents")] = code
    assert Unread(Reason.REST) in pdf.read().unread


def test_the_log_hears_nothing_of_it(pdf, caplog):
    """The library would quote what it does not understand."""
    caplog.set_level(logging.DEBUG)
    font = pdf.font("Secret-Encoding")
    pdf.page(b"BT /F1 12 Tf <4e00> Tj ET", Font=dictionary(F1=font))
    pdf.read()
    assert "Secret" not in caplog.text


@pytest.fixture(scope="module")
def whole():
    made = Maker()
    made.words(TEXT)
    made.page(b"q Q", XObject=dictionary(P=made.picture()))
    return made.saved()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_never_raises(whole, data):
    """A byte flipped, the end torn off."""
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for damaged in (bytes(content), bytes(content[:cut])):
        assert isinstance(read_document("a.pdf", damaged), Document)
