"""eml: who wrote to whom, about what, and what is attached."""

from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from knowledge.documents.document import Document, Reason, Unread
from knowledge.documents.read import read_document


def read(content):
    return read_document("a.eml", content)


@pytest.fixture
def mail():
    message = EmailMessage()
    message["From"] = "髙橋 花子 <hanako@example.co.jp>"
    message["To"] = "山田様 <yamada@example.com>"
    message["Cc"] = "suzuki@example.co.jp"
    message["Subject"] = "御見積①の件"
    return message


HEAD = (
    "From: 髙橋 花子 <hanako@example.co.jp>\nTo: 山田様 <yamada@example.com>\n"
    "Cc: suzuki@example.co.jp\nSubject: 御見積①の件\n\n"
)


def test_headers_and_text_are_read(mail):
    """Names stand in the headers, encoded."""
    mail.set_content("1,280,000円です。")
    assert read(mail.as_bytes()) == Document(f"{HEAD}1,280,000円です。\n")


def test_of_two_versions_the_plain_one_is_read(mail):
    """Both say the same."""
    mail.set_content("本文")
    mail.add_alternative("<p>本文</p>", subtype="html")
    assert read(mail.as_bytes()) == Document(f"{HEAD}本文\n")


def test_a_page_of_html_becomes_lines(mail):
    """Entities are undone, rows have tabs, scripts are not shown; a link says where it leads."""
    mail.set_content(
        "<style>p{}</style><p>&#23665;田&amp;佐藤<br>様</p><table><tr><td>a<td>b</table>"
        '<a href="https://intra/">こちら</a><script>x()</script>',
        subtype="html",
    )
    document = read(mail.as_bytes())
    assert document == Document(f"{HEAD}山田&佐藤\n様\na\tb\nhttps://intra/ こちら")


def test_attachments_are_named_and_said(mail):
    """Their names are words, too."""
    mail.set_content("添付します。")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="北斗商事.pdf")
    document = read(mail.as_bytes())
    assert document == Document(f"{HEAD}添付します。\n\n北斗商事.pdf", (Unread(Reason.MAIL_FILES),))


def test_a_mail_within_a_mail_is_said():
    """What was forwarded as a whole is an attachment."""
    outer, inner = MIMEMultipart(), EmailMessage()
    inner.set_content("内")
    outer.attach(MIMEText("外", "plain", "utf-8"))
    outer.attach(MIMEApplication(inner.as_bytes(), "octet-stream"))
    assert read(outer.as_bytes()).unread == (Unread(Reason.MAIL_FILES),)


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("iso-2022-jp", "iso-2022-jp"),
        ("Shift_JIS", "cp932"),
        ("utf-8", "utf-8"),
        ("us-ascii", "utf-8"),
        ("x-unknown", "utf-8"),
    ],
)
def test_what_japanese_programs_write_is_decoded(charset, encoding):
    """As it was meant, not as it was named."""
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    assert read(head.encode() + "見積の件".encode(encoding)).text.strip() == "見積の件"


def test_a_header_without_any_encoding_is_decoded():
    """Some programs write plain UTF-8."""
    assert "件名: 髙橋" not in read(b"").text
    assert "Subject: 髙橋①" in read("Subject: 髙橋①\n\nx".encode()).text


def test_what_cannot_be_decoded_is_said():
    """Half a character is no text."""
    head = b"Content-Type: text/plain; charset=utf-8\n\n"
    assert read(head + "見積".encode()[:-1]) == Document("\n"[:0], (Unread(Reason.UNDECODABLE),))


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: =?x-none?B?////?=\n\n",
        b"Subject: =?utf-8?B?4?=\n\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed\n\n" * 500,
        b"Content-Disposition: attachment; filename*=bad''%ff\n\nx",
        b"From: \xff\xfe\n\n",
    ],
)
def test_mails_of_bad_programs_never_raise(content):
    """Text or a reason."""
    assert isinstance(read(content), Document)
