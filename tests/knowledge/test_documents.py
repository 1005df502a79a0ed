"""Files to text: encodings, kinds, limits; and nothing that anybody sends makes it fail."""

import io
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.documents.decoding import decode
from knowledge.documents.document import Document, Reason, Unread
from knowledge.documents.kinds import suffix_of
from knowledge.documents.read import MOST_BYTES, MOST_CHARACTERS, read_document

CSV = "区分,氏名\n1,髙橋①"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NAMES = ["a.txt", "a.csv", "a.eml", "a.docx", "a.xlsx", "a.pptx", "a.pdf", "a", "a.png", "", "a.b."]


def reasons(name, content, **options):
    return [part.reason for part in read_document(name, content, **options).unread]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("suffix", ["txt", "csv", "tsv", "md", "CSV"])
def test_text_is_read_in_the_encodings_of_japanese_offices(encoding, suffix):
    """Short files with characters that only cp932 has, whatever editor saved them."""
    assert read_document(f"名簿.{suffix}", CSV.encode(encoding)) == Document(CSV)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"a" * 4096 + "漢".encode("cp932"), "a" * 4096 + "漢"),
        ("ﾔﾏﾀﾞ ﾊﾅｺ".encode("cp932"), "ﾔﾏﾀﾞ ﾊﾅｺ"),
        ("会議は山田さんと。".encode("iso-2022-jp"), "会議は山田さんと。"),
        ("𠮷野家".encode("utf-16"), "𠮷野家"),
        (b"", ""),
        (b"plain", "plain"),
    ],
)
def test_decoding_does_not_guess(content, text):
    """Late kanji, half-width kana, the old mail encoding."""
    assert decode(content) == text


@pytest.mark.parametrize(
    "content",
    [
        "見積の金額".encode()[:-1],
        "見積".encode("utf-16")[:-1],
        "見積".encode("cp932")[:-1],
        "御見積の金額と山田様のご連絡先".encode("euc_jp"),
        "氏名,電話".encode("euc_jp"),
        b"abc\x00def",
        b"caf\xe9 \xfd\xff",
        "山田".encode("utf-16-le") + b"\n\x00",
        "山田".encode("utf-32"),
    ],
)
def test_what_may_be_anything_is_not_text(content):
    """A cut last character, and encodings that read as harmless noise: said, never judged."""
    assert read_document("a.txt", content) == Document("", (Unread(Reason.UNDECODABLE),))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.png", PNG, Reason.IMAGE),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", Reason.IMAGE),
        ("a.heic", b"\x00\x00\x00\x18ftypheic", Reason.IMAGE),
        ("a.mp4", b"\x00\x00\x00\x18ftypisom", Reason.SOUND),
        ("a.mp3", b"ID3\x03\x00", Reason.SOUND),
        ("a.doc", OLE, Reason.OLD_OFFICE),
        ("a.xls", OLE, Reason.OLD_OFFICE),
        ("a.msg", OLE, Reason.OLD_OFFICE),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        ("a.zip", b"PK\x05\x06" + bytes(18), Reason.ARCHIVE),
        ("a.7z", b"7z\xbc\xaf'\x1c", Reason.ARCHIVE),
        ("a.svg", b"<svg/>", Reason.IMAGE),
        ("a.html", b"<p>&#23665;</p>", Reason.UNKNOWN_TYPE),
        ("a", b"abc", Reason.UNKNOWN_TYPE),
        ("", b"", Reason.UNKNOWN_TYPE),
        ("a.docx", b"", Reason.BROKEN),
        ("a.xlsx", b"PK\x03\x04", Reason.BROKEN),
        ("a.pdf", b"%PDF-1.7\n", Reason.BROKEN),
        ("a.pptx", b"plain", Reason.BROKEN),
    ],
)
def test_what_is_not_read_says_why(name, content, reason):
    """One reason for each, and no text."""
    assert read_document(name, content) == Document("", (Unread(reason),))


def test_a_picture_that_is_called_text_is_said_to_be_one():
    """The name does not make it readable, nor the first bytes alone trustworthy."""
    assert reasons("memo.txt", PNG) == [Reason.MISNAMED, Reason.IMAGE]
    assert reasons("memo.xlsx", PNG) == [Reason.MISNAMED, Reason.IMAGE]
    assert reasons("report.txt", b"%PDF-1.7 x") == [Reason.MISNAMED, Reason.BROKEN]


def test_the_size_is_looked_at_first():
    """Twenty megabytes are read, one byte more is not, and neither is a longer text."""
    assert reasons("a.txt", b"a" * (MOST_BYTES + 1)) == [Reason.TOO_LARGE]
    whole = read_document("a.txt", b"a" * MOST_BYTES)
    assert len(whole.text) == MOST_CHARACTERS
    assert whole.unread == (Unread(Reason.REST),)


def test_whoever_wants_less_gets_less():
    """What is left out is said; what fits is not called cut."""
    assert read_document("a.txt", b"abcdef", most=3) == Document("abc", (Unread(Reason.REST),))
    assert read_document("a.txt", b"abc", most=4) == Document("abc")


def packed(files, **options):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **options) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


def test_a_bomb_is_not_opened():
    """It is known by what it promises to become, before a byte of it is unpacked."""
    content = packed({"word/document.xml": b" " * 60_000_000})
    assert len(content) < 100_000
    assert reasons("a.docx", content) == [Reason.BOMB]


def test_a_bomb_that_lies_about_its_size_does_not_go_off():
    """The promise is small; what is unpacked is no more than that, and then does not fit."""
    content = packed({"[Content_Types].xml": b" " * 60_000_000})
    lying = content.replace(struct.pack("<L", 60_000_000), struct.pack("<L", 100))
    assert lying != content
    assert reasons("a.docx", lying) == [Reason.BROKEN]


def test_too_many_parts_are_not_counted_out():
    """A zip of ten thousand empty files is a bomb of another kind."""
    content = packed({f"x/{number}": b"" for number in range(10_001)})
    assert reasons("a.docx", content) == [Reason.BOMB]


def test_entities_are_refused():
    """A document type in a part is never there in good faith."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Types>&b;</Types>'
    assert reasons("a.docx", packed({"[Content_Types].xml": bomb})) == [Reason.BROKEN]


def test_an_archive_is_no_document():
    """A zip of other things; and one that only calls itself a document."""
    content = packed({"memo.txt": "秘密"})
    assert reasons("a.zip", content) == [Reason.ARCHIVE]
    assert reasons("a.odt", content) == [Reason.UNKNOWN_TYPE]
    assert reasons("a.docx", content) == [Reason.UNKNOWN_TYPE]


def test_a_document_shows_no_text_by_accident():
    """In a log or an error there is only what was not read."""
    assert "髙橋" not in repr(read_document("a.csv", CSV.encode()))


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.TXT", "txt"), ("a.tar.gz", "gz"), ("a", ""), (".txt", "txt")]
)
def test_the_ending_of_a_name(name, suffix):
    """In small letters, after the last dot."""
    assert suffix_of(name) == suffix


@given(st.sampled_from(NAMES), st.binary(max_size=400))
def test_random_bytes_under_any_name_never_raise(name, content):
    """There is a text that can be sent on, however little makes sense in it."""
    assert read_document(name, content).text.encode() is not None


MARKS = [b"%PDF-1.7\n", b"PK\x03\x04", OLE, PNG, b"From: a\n\n", b"\xff\xfe", b"\x1b$B"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(MARKS), st.binary(max_size=400))
def test_random_bytes_after_a_true_beginning_never_raise(name, mark, content):
    """What looks like a document at first, and then is none."""
    assert read_document(name, mark + content).text.encode() is not None
