"""Templates go out as TOML and CSV and come back the same; what is wrong is told by its place."""

import csv
import io
from dataclasses import replace

import pytest

from knowledge.template_exchange import read_csv, read_toml, write_csv, write_toml
from knowledge.templates import load_templates
from knowledge.wording import Words

ALL = tuple(load_templates().values())
ONE = ALL[0]
HOSTILE = tuple(
    replace(ONE, id=f"hostile-{n}", title=Words(title, title))
    for n, title in enumerate(
        [
            '=HYPERLINK("http://example.invalid","詳細")',
            "＝1+1",
            "\t=1",
            " =1",
            "@hanako",
            "'引用'",
            "'=1",
            '引用 " と\n改行',
            "-5",
        ]
    )
)


def test_everything_comes_back_as_it_went_out():
    """All that ship, as TOML and as CSV."""
    assert read_toml(write_toml(ALL), "x").templates == ALL
    assert read_csv(write_csv(ALL).decode("utf-8"), "x").templates == ALL
    assert read_toml("", "x").refused
    assert read_csv("", "x").refused


def test_hostile_titles_open_as_text_and_come_back():
    """No cell begins as a formula; there is one mark at the start, and numbers stay numbers."""
    written = write_csv(HOSTILE)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\xef\xbb\xbf") == 1
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert not any(cell.lstrip()[:1] in set("=+-@＝") for row in rows for cell in row.values())
    assert rows[0]["minutes_before"] == str(ONE.minutes_before)
    assert read_csv(written.decode("utf-8"), "x").templates == HOSTILE
    assert read_toml(write_toml(HOSTILE), "x").templates == HOSTILE


def test_line_ends_of_another_program_do_no_harm():
    """Excel writes CR LF between lines and LF within cells; others write CR LF everywhere."""
    written = write_csv([ONE]).decode("utf-8-sig")
    everywhere = written.replace("\r\n", "\n").replace("\n", "\r\n")
    assert read_csv(everywhere, "x").templates == (ONE,)


def test_a_single_template_as_it_ships_is_read():
    """A file of the library itself."""
    read = read_toml(write_toml([ONE]).replace("[[template]]\n", "").replace("template.", ""), "x")
    assert read.templates == (ONE,)


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        ('output = "', 'output = "no', "output"),
        ("minutes_before = ", "minutes_before = -", "minutes_before"),
        ('[[template]]\nid = "', '[[template]]\nid = "A ', "id"),
        ("[[template]]\n", "[[template]]\nunknown = 1\n", "unknown"),
    ],
)
def test_what_is_wrong_in_toml_is_told_by_its_place(right, wrong, where):
    """Others of the file are read, so that all faults are told at once."""
    source = write_toml([ONE]).replace(right, wrong, 1) + "\n" + write_toml([ALL[1]])
    read = read_toml(source, "x.toml")
    assert read.templates == (ALL[1],)
    assert [one.where.split(": ")[-1] for one in read.refused] == [where]
    assert "x.toml" in read.refused[0].where


def test_twice_the_same_id_is_refused():
    """In both forms."""
    assert read_toml(write_toml([ONE, ONE]), "x").refused
    assert read_csv(write_csv([ONE, ONE]).decode("utf-8"), "x").refused


@pytest.mark.parametrize(
    ("column", "cell", "where"),
    [
        ("minutes_before", "-5", "minutes_before"),
        ("minutes_before", "", "minutes_before"),
        ("text", "{{nobody}}", "text"),
        ("output", "novel", "output"),
        ("slot_required", "たぶん", "slot_required"),
        ("slot_max_length", "0", "max_length"),
        ("title_en", "", "title"),
    ],
)
def test_what_is_wrong_in_csv_is_told_by_its_line(column, cell, where):
    """The line of the file and the column."""
    rows = list(csv.DictReader(io.StringIO(write_csv([ONE]).decode("utf-8-sig"), newline="")))
    rows[0][column] = cell
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    read = read_csv(written.getvalue(), "x.csv")
    assert read.templates == ()
    assert where in read.refused[0].where
    assert read.refused[0].where.startswith("x.csv: ")


def test_a_missing_column_is_named():
    """A file that is something else is not half read."""
    read = read_csv("id,title_ja\na,b\n", "x.csv")
    assert read.templates == ()
    assert "purpose_ja" in read.refused[0].why.ja
