from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from praktijkleren.ui.csvfile import MAX_BYTES, CsvError, read_rows, read_upload


def upload(data):
    return SimpleUploadedFile("proef.csv", data)


def reason(data, **kwargs):
    with pytest.raises(CsvError) as caught:
        read_rows(read_upload(upload(data)), required=["naam", "plaats"], **kwargs)
    return str(caught.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_from_any_office_program_is_read(separator, encoding):
    text = "Plaats;naam;extra\r\n Groningen ;Café;x\r\n;;\r\nAssen;Bakker\r\n".replace(";", separator)

    rows = read_rows(read_upload(upload(text.encode(encoding))), required=["naam", "plaats"], optional=["kvk"])

    assert [(row.number, row["naam"], row["plaats"], row["kvk"]) for row in rows] == [
        (2, "Café", "Groningen", ""),
        (4, "Bakker", "Assen", ""),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Dit bestand is leeg."),
        (b"PK\x03\x04", "Dit is een Excel-bestand of zip-bestand. Sla het op als CSV-bestand en kies dat."),
        (b"%PDF-1.7", "Dit is een PDF. Sla het op als CSV-bestand en kies dat."),
        (b"  <html>", "Dit is een webpagina of XML-bestand. Sla het op als CSV-bestand en kies dat."),
        (b"naam,plaats\n\0", "Dit is geen CSV-bestand. Kies een bestand met tekst, opgeslagen als CSV."),
        (b"naam,plek\n", "Rij 1: de kolom ‘plaats’ ontbreekt."),
        (b"naam,plaats,naam\n", "Rij 1: de kolom ‘naam’ staat er twee keer."),
        (b"naam,plaats\na,b,c\n", "Rij 2: er staan meer cellen in dan er kolommen zijn."),
        (b"naam,plaats\na," + b"b" * 2001, "Rij 2: een cel heeft meer dan 2000 tekens."),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(data, sentence):
    assert reason(data) == sentence


def test_too_many_rows_are_refused():
    assert reason(b"naam,plaats\n" + b"a,b\n" * 3, max_rows=2) == (
        "Dit bestand heeft te veel rijen. Het mogen er 2 zijn."
    )


@pytest.mark.parametrize("data", [b"naam,plaats\n" + b"x" * (MAX_BYTES - 20), b"x" * (MAX_BYTES + 1)])
def test_a_file_that_is_one_long_line_is_refused_at_once(data):
    start = perf_counter()

    assert reason(data).startswith("Dit bestand is")

    assert perf_counter() - start < 1


def test_only_the_first_errors_are_shown():
    with pytest.raises(CsvError) as caught:
        read_rows("naam,plaats\n" + "a,b,c\n" * 60, required=["naam"])

    assert (len(caught.value.shown), caught.value.hidden) == (50, 10)
