"""What is written can be read by another program, and no text becomes a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from praktijkleren.ui.sheets import FORMATEN, FORMULA, Sheet, harmless

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


def sheet(*rows, columns=("naam", "aantal", "deel", "dag")):
    return Sheet("Cijfers", columns, iter(rows))


def reread(soort, content, naam="Cijfers"):
    if soort == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(naam).to_python()


@pytest.mark.parametrize("soort", ["xlsx", "ods"])
def test_another_program_reads_what_was_written(soort):
    row = ("Één & <twee>", 12, Decimal("37.5"), date(2026, 2, 28))

    heading, found = reread(soort, FORMATEN[soort].write([sheet(row)]))

    assert heading == ["naam", "aantal", "deel", "dag"]
    assert (*found[:3], str(found[3])[:10]) == ("Één & <twee>", 12, 37.5, "2026-02-28")


def test_csv_is_as_the_standard_has_it():
    content = FORMATEN["csv"].write([sheet(('Zegt "ja", soms', 12, Decimal("37.5"), date(2026, 2, 28)))])

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert reread("csv", content)[1] == ['Zegt "ja", soms', "12", "37.5", "2026-02-28"]


@pytest.mark.parametrize("soort", ["xlsx", "ods"])
def test_each_sheet_has_its_place(soort):
    content = FORMATEN[soort].write([Sheet("Een", ("a",), [("x",)]), Sheet("Twee", ("b", "c"), [("y", 1)])])

    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["Een", "Twee"]
    assert reread(soort, content, "Twee") == [["b", "c"], ["y", 1]]


@given(st.lists(st.tuples(st.sampled_from(FORMULA), TEXTS).map("".join), min_size=1, max_size=5))
def test_no_text_becomes_a_formula_in_excel(texts):
    content = FORMATEN["xlsx"].write([Sheet("Cijfers", ("a",), [(text,) for text in texts])])

    cells = [cell for row in load_workbook(io.BytesIO(content))["Cijfers"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@given(st.sampled_from(FORMULA), TEXTS)
def test_no_text_begins_like_a_formula_in_csv(sign, text):
    assert not harmless(sign + text).startswith(FORMULA)


def test_no_text_becomes_a_formula_in_opendocument():
    content = FORMATEN["ods"].write([Sheet("Cijfers", ("a",), [("=1+1",), ("of:=1+1",)])])

    assert reread("ods", content)[1:] == [["=1+1"], ["of:=1+1"]]


@pytest.mark.parametrize("soort", FORMATEN)
def test_a_sheet_without_rows_keeps_its_columns(soort):
    assert reread(soort, FORMATEN[soort].write([sheet()]))[0] == ["naam", "aantal", "deel", "dag"]
