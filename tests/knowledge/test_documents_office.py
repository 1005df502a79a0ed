"""docx, xlsx and pptx: every word that is in them, and what is no word is said."""

import io
import re
import zipfile
import zlib
from datetime import date, datetime

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from knowledge.documents.cells import shown
from knowledge.documents.document import Document, Reason, Unread
from knowledge.documents.package import MOST_EVENTS
from knowledge.documents.read import read_document


def chunk(kind, content):
    checked = kind + content
    return len(content).to_bytes(4) + checked + zlib.crc32(checked).to_bytes(4)


# The smallest picture that there is: one black dot.
PIXEL = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + chunk(b"IEND", b"")
)
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document):
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(content, **parts):
    """Put other parts into a package, or add them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return made.getvalue()


def part_of(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


@pytest.fixture
def letter():
    document = docx.Document()
    document.add_paragraph("御見積書 髙橋①様")
    return document


def read_letter(document):
    return read_document("手紙.docx", saved(document))


class TestWord:
    """Documents of Word."""

    def test_paragraphs_are_lines(self, letter):
        """In their order, with the tabs and breaks that were typed."""
        letter.add_paragraph("金額\t1,280,000円\n以上")
        assert read_letter(letter) == Document("御見積書 髙橋①様\n金額\t1,280,000円\n以上")

    def test_a_table_has_tabs_and_lines(self, letter):
        """So that a column of names is known as one; several lines in a cell stay in it."""
        table = letter.add_table(2, 2)
        for cell, text in zip(table._cells, ["氏名", "電話", "髙橋", "03\n内線2"], strict=True):
            cell.text = text
        assert read_letter(letter).text.endswith("氏名\t電話\n髙橋\t03 内線2")

    def test_a_page_in_one_cell_keeps_its_lines(self, letter):
        """Forms put everything into a table."""
        letter.add_table(1, 1).cell(0, 0).text = "一行目\n二行目"
        assert read_letter(letter).text.endswith("一行目\n二行目")

    def test_a_table_in_a_table_is_read(self, letter):
        """Its rows are lines of the cell around it."""
        cell = letter.add_table(1, 1).cell(0, 0)
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "側"
        assert "内\t側" in read_letter(letter).text

    def test_headers_footers_and_comments_are_read(self, letter):
        """What stands on every page, and beside it."""
        section = letter.sections[0]
        section.header.paragraphs[0].text = "社外秘"
        section.footer.paragraphs[0].text = "北斗商事"
        letter.add_comment(letter.paragraphs[0].runs, text="鈴木に確認", author="a", initials="a")
        text = read_letter(letter).text
        assert all(words in text for words in ("社外秘", "北斗商事", "鈴木に確認"))

    def test_deleted_and_inserted_words_are_both_read(self, letter):
        """Whoever opens the file can bring the deleted ones back."""
        letter.paragraphs[0]._p.append(
            parse_xml(f"<w:del {NAMES}><w:r><w:delText>旧社名</w:delText></w:r></w:del>")
        )
        letter.paragraphs[0]._p.append(
            parse_xml(f"<w:ins {NAMES}><w:r><w:t>新社名</w:t></w:r></w:ins>")
        )
        assert read_letter(letter) == Document("御見積書 髙橋①様旧社名新社名")

    def test_a_text_box_is_read_once(self, letter):
        """It is there twice, once for old programs."""
        box = "<w:txbxContent><w:p><w:r><w:t>箱の中</w:t></w:r></w:p></w:txbxContent>"
        compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        letter.paragraphs[0]._p.append(
            parse_xml(
                f"<w:r {NAMES} {compatible}><mc:AlternateContent><mc:Choice Requires='wps'>{box}"
                f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
            )
        )
        assert read_letter(letter) == Document("箱の中\n御見積書 髙橋①様")

    def test_footnotes_are_read(self, letter):
        """A part of its own."""
        content = saved(letter)
        types = part_of(content, "[Content_Types].xml").replace(
            "</Types>",
            '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxml'
            'formats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
        )
        notes = f"<w:footnotes {NAMES}><w:footnote><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote></w:footnotes>"
        content = changed(content, **{"[Content_Types].xml": types, "word/footnotes.xml": notes})
        assert read_document("a.docx", content).text.endswith("脚注")

    def test_a_link_says_where_it_leads(self, letter):
        """The shown words may be 「こちら」."""
        letter.part.relate_to(
            "https://intra.example.co.jp/x",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        assert read_letter(letter).text.endswith("https://intra.example.co.jp/x")

    def test_fields_show_their_outcome_only(self, letter):
        """PAGE and the like are no words; a link in a field is."""
        for code in ("PAGE \\* MERGEFORMAT", 'HYPERLINK "mailto:a@example.co.jp"'):
            letter.paragraphs[0]._p.append(
                parse_xml(f"<w:r {NAMES}><w:instrText>{code}</w:instrText></w:r>")
            )
        text = read_letter(letter).text
        assert "MERGEFORMAT" not in text
        assert "a@example.co.jp" in text

    def test_a_picture_is_said(self, letter):
        """Nobody reads what is on it; the words around it are read."""
        letter.add_picture(io.BytesIO(PIXEL))
        assert read_letter(letter) == Document("御見積書 髙橋①様", (Unread(Reason.PICTURES),))

    @pytest.mark.parametrize(
        ("name", "type_", "reason"),
        [
            (
                "word/embeddings/a.bin",
                "application/vnd.openxmlformats-officedocument.oleObject",
                Reason.OBJECTS,
            ),
            (
                "word/embeddings/a.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                Reason.OBJECTS,
            ),
            ("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", Reason.MACROS),
            ("word/media/a.wav", "audio/wav", Reason.SOUND),
        ],
    )
    def test_what_is_embedded_is_said(self, letter, name, type_, reason):
        """Sheets in a document, macros, sound."""
        content = saved(letter)
        override = f'<Override PartName="/{name}" ContentType="{type_}"/></Types>'
        types = part_of(content, "[Content_Types].xml").replace("</Types>", override)
        content = changed(content, **{"[Content_Types].xml": types, name: b"x"})
        assert read_document("a.docx", content).unread == (Unread(reason),)

    def test_the_strict_dialect_is_read(self, letter):
        """Other namespaces, the same words."""
        content = saved(letter)
        strict = part_of(content, "word/document.xml").replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        content = changed(content, **{"word/document.xml": strict})
        assert read_document("a.docx", content) == Document("御見積書 髙橋①様")

    def test_what_comes_before_the_damage_is_read(self, letter):
        """And the damage is said."""
        content = saved(letter)
        whole = part_of(content, "word/document.xml")
        torn = whole[: whole.index("</w:p>") + 6]
        content = changed(content, **{"word/document.xml": torn})
        assert read_document("a.docx", content) == Document(
            "御見積書 髙橋①様", (Unread(Reason.BROKEN),)
        )
        assert read_document("a.docx", saved(letter)[:-100]) == Document(
            "", (Unread(Reason.BROKEN),)
        )

    def test_markup_without_end_is_not_followed(self, letter):
        """A million of empty paragraphs are read up to a limit."""
        content = saved(letter)
        padding = "<w:p/>" * (MOST_EVENTS // 2)
        long = part_of(content, "word/document.xml").replace("<w:sectPr", padding + "<w:sectPr")
        with io.BytesIO() as made:
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
                with zipfile.ZipFile(io.BytesIO(content)) as old:
                    for name in old.namelist():
                        is_main = name == "word/document.xml"
                        new.writestr(name, long if is_main else old.read(name))
                # As a real one would be: not smaller than a two-hundredth of what is in it.
                new.writestr("ballast", bytes(range(256)) * 2_000, zipfile.ZIP_STORED)
            document = read_document("a.docx", made.getvalue())
        assert Unread(Reason.REST) in document.unread


@pytest.fixture
def book():
    return openpyxl.Workbook()


def with_shared_strings(book, strings):
    """Excel keeps words apart from the cells; the library that makes our samples does not."""
    book.active["A1"] = 0
    content = saved(book)
    sheet = part_of(content, "xl/worksheets/sheet1.xml").replace('t="n"', 't="s"')
    override = (
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxml'
        'formats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    types = part_of(content, "[Content_Types].xml").replace("</Types>", override)
    parts = {"xl/worksheets/sheet1.xml": sheet, "[Content_Types].xml": types}
    return changed(content, **parts, **{"xl/sharedStrings.xml": strings})


def read_book(book):
    return read_document("表.xlsx", saved(book))


class TestSheets:
    """Workbooks of Excel."""

    def test_rows_are_lines_with_tabs(self, book):
        """Numbers as they are shown: what is a phone number looks like one."""
        sheet = book.active
        sheet.append(["氏名", "電話", "金額", "生年月日", "番号"])
        sheet.append(["髙橋①", 9012345678, 1280000, date(1990, 1, 2), 123])
        sheet["B2"].number_format = "000-0000-0000"
        sheet["C2"].number_format = '#,##0"円"'
        sheet["E2"].number_format = "000000"
        assert read_book(book) == Document(
            "Sheet\n\n氏名\t電話\t金額\t生年月日\t番号\n"
            "髙橋①\t090-1234-5678\t1,280,000円\t1990/1/2\t000123"
        )

    def test_a_column_stays_a_column(self, book):
        """Empty cells are kept, far away ones do not make a line of tabs."""
        book.active["A1"], book.active["C1"], book.active["B2"] = "a", "c", "b"
        book.active["XFD3"] = "far"
        lines = read_book(book).text.split("\n")
        assert lines[2:4] == ["a\t\tc", "\tb"]
        assert lines[4].strip("\t") == "far"
        assert len(lines[4]) < 200

    def test_a_formula_shows_what_it_gave_or_itself(self, book):
        """Excel keeps the outcome; what was never opened in it has only the formula."""
        book.active["A1"] = "=1280000*2"
        content = saved(book)
        assert read_document("a.xlsx", content).text.endswith("=1280000*2")
        sheet = part_of(content, "xl/worksheets/sheet1.xml")
        calculated = re.sub("</f>.*?</c>", "</f><v>2560000</v></c>", sheet)
        content = changed(content, **{"xl/worksheets/sheet1.xml": calculated})
        assert read_document("a.xlsx", content).text.endswith("\n2560000")

    def test_hidden_sheets_rows_and_comments_are_read(self, book):
        """Hidden from the eye only."""
        hidden = book.create_sheet("隠し")
        hidden.sheet_state = "veryHidden"
        hidden["A1"] = "秘密"
        hidden.row_dimensions[1].hidden = True
        hidden["A1"].comment = Comment("佐藤に確認", "a")
        text = read_book(book).text
        assert all(words in text for words in ("隠し", "秘密", "佐藤に確認"))

    def test_headers_and_choices_are_read(self, book):
        """What is printed on each page, and what a cell offers."""
        book.active.oddHeader.center.text = "社外秘"
        choices = DataValidation(type="list", formula1='"田中,佐藤"')
        book.active.add_data_validation(choices)
        choices.add("A1")
        text = read_book(book).text
        assert "社外秘" in text
        assert "田中\t佐藤" in text

    def test_readings_are_not_words(self, book):
        """The kana above a name repeat it."""
        strings = '<sst><si><t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh></si></sst>'
        content = with_shared_strings(book, strings)
        assert read_document("a.xlsx", content) == Document("Sheet\n\n山田")

    def test_a_chart_is_said_and_its_cells_are_read(self, book):
        """The picture is not looked at."""
        book.active.append(["東", 3])
        chart = BarChart()
        chart.add_data(Reference(book.active, 2, 1))
        book.active.add_chart(chart, "D1")
        document = read_book(book)
        assert document.unread == (Unread(Reason.CHARTS),)
        assert "東\t3" in document.text

    def test_words_that_are_not_there_are_missed(self, book):
        """A cell points at a word that the file does not have."""
        content = with_shared_strings(book, "<sst/>")
        assert read_document("a.xlsx", content).unread == (Unread(Reason.REST),)

    @pytest.mark.parametrize(
        ("value", "format_", "text"),
        [
            ("1280000", "General", "1280000"),
            ("0.1", "General", "0.1"),
            ("1.2800000000000000E6", "General", "1280000"),
            ("1280000", "#,##0", "1,280,000"),
            ("1280000", '"¥"#,##0', "¥1,280,000"),
            ("1280000", "[$¥-411]#,##0;[Red]-[$¥-411]#,##0", "¥1,280,000"),
            ("-5", '"¥"#,##0', "-¥5"),
            ("1280000", '#,##0,"千円"', "1,280千円"),
            ("1280000", 'General"円"', "1280000円"),
            ("0.256", "0.0%", "25.6%"),
            ("1234.5", "#,##0.00", "1,234.50"),
            ("9012345678", "000\\-0000\\-0000", "090-1234-5678"),
            ("1000001", '"〒"000-0000', "〒100-0001"),
            ("33000", '[$-411]ggge"年"m"月"d"日"', "1990/5/7"),
            ("33000", "yyyy/mm/dd;@", "1990/5/7"),
            ("46351.395833333336", "yyyy/m/d h:mm", "2026/11/25 9:30"),
            ("0.375", "h:mm", "9:00"),
            ("1.5E+300", "0.00E+00", "1.5e+300"),
            ("99999999", "yyyy/m/d", "99999999"),
            ("123", "@", "123"),
            ("x", "0", "x"),
            ("1e999", "0", "1e999"),
        ],
    )
    def test_a_number_looks_as_on_the_screen(self, value, format_, text):
        """Units, dashes, zeros in front, dates: what tells what a number is."""
        assert shown(value, format_) == text

    def test_days_may_be_counted_from_1904(self):
        """As old books of the other system do."""
        assert shown("0", "yyyy/m/d", is_from_1904=True) == "1904/1/1"

    @given(st.text(max_size=12), st.text(alphabet='0#?.,%[]";\\-yMdhsegE+円 _*@$', max_size=20))
    def test_no_number_and_no_format_is_too_strange(self, value, format_):
        """Anything may stand in a file."""
        assert isinstance(shown(value, format_), str)
        assert isinstance(shown("12345.678", format_), str)

    def test_dates_and_truths_of_the_library_are_read(self, book):
        """As another program writes them."""
        book.active.append([datetime(2026, 11, 25, 9, 30), True, 0.5])  # noqa: DTZ001
        assert read_book(book).text.endswith("2026/11/25 9:30\tTRUE\t0.5")


@pytest.fixture
def deck():
    return pptx.Presentation()


def read_deck(deck):
    return read_document("提案.pptx", saved(deck))


class TestSlides:
    """Presentations of PowerPoint."""

    def test_slides_tables_groups_and_notes_are_read(self, deck):
        """In the order of the slides, notes after them."""
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = "ご提案 髙橋①様"
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "枠の中"
        table = slide.shapes.add_table(2, 2, 0, 0, 9, 9).table
        for number, text in enumerate(["氏名", "電話", "佐藤", "03"]):
            table.cell(*divmod(number, 2)).text = text
        slide.notes_slide.notes_text_frame.text = "予算は未公開"
        assert read_deck(deck) == Document(
            "ご提案 髙橋①様\n枠の中\n氏名\t電話\n佐藤\t03\n予算は未公開"
        )

    def test_words_of_the_master_are_read_but_not_its_prompts(self, deck):
        """A name on the master is on every slide; 「ここに入力」 is on none."""
        box = deck.slide_layouts[6].shapes
        deck.slides.add_slide(deck.slide_layouts[6])
        text = "<a:p><a:r><a:t>北斗商事御中</a:t></a:r></a:p>"
        shape = (
            '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr '
            'id="99" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
            f"{text}</p:txBody></p:sp>"
        )
        box._spTree.append(parse_xml(shape))
        assert read_deck(deck) == Document("北斗商事御中")

    def test_ten_slides_stay_in_order(self, deck):
        """Ten comes after nine."""
        for number in range(1, 12):
            slide = deck.slides.add_slide(deck.slide_layouts[5])
            slide.shapes.title.text = f"第{number}章"
        assert read_deck(deck).text.split("\n")[8:] == ["第9章", "第10章", "第11章"]

    def test_a_chart_is_said_and_its_words_are_read(self, deck):
        """So are the numbers; the sheet behind it is embedded and not opened."""
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        data = CategoryChartData()
        data.categories = ["東", "西"]
        data.add_series("売上", (1, 2))
        slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 9, 9, data)
        document = read_deck(deck)
        assert document.unread == (Unread(Reason.CHARTS), Unread(Reason.OBJECTS))
        assert {"売上", "東", "西"} <= set(document.text.split("\n"))

    def test_a_picture_is_said(self, deck):
        """Also on a slide with words."""
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = "図"
        slide.shapes.add_picture(io.BytesIO(PIXEL), 0, 0)
        assert read_deck(deck) == Document("図", (Unread(Reason.PICTURES),))


@pytest.mark.parametrize("name", ["a.xlsx", "a.pptx", "a.txt", "a.pdf", "a.doc"])
def test_another_ending_is_said(letter, name):
    """What is in it is read all the same."""
    document = read_document(name, saved(letter))
    assert document == Document("御見積書 髙橋①様", (Unread(Reason.MISNAMED),))


@pytest.fixture(scope="module")
def whole():
    """One document of each kind."""
    document, book, deck = docx.Document(), openpyxl.Workbook(), pptx.Presentation()
    document.add_table(1, 2)
    book.active.append(["a", 1, date(2026, 1, 2)])
    deck.slides.add_slide(deck.slide_layouts[0])
    return [saved(one) for one in (document, book, deck)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_never_raises(whole, data):
    """A byte flipped, a part torn out of the zip."""
    content = bytearray(data.draw(st.sampled_from(whole)))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for damaged in (bytes(content), bytes(content[:cut])):
        assert isinstance(read_document("a.docx", damaged), Document)
