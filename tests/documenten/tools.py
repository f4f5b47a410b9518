"""What programs of others say of `doc.pdf` in a folder, with `ca.pem` beside it as the only one to trust."""

import re
import subprocess


def run(*command, cwd, ok=(0,)):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in ok, done.stdout + done.stderr
    return done.stdout


def pdfsig(folder):
    """All it says; its exit code means little (signing.md 4.3)."""
    if not (folder / "cert9.db").exists():
        run("certutil", "-N", "-d", "sql:.", "--empty-password", cwd=folder)
        run("certutil", "-A", "-d", "sql:.", "-n", "onze", "-t", "CT,C,C", "-i", "ca.pem", cwd=folder)
    return run("pdfsig", "-nssdir", "sql:.", "doc.pdf", cwd=folder)


def qpdf_finds_it_whole(folder):
    return "No syntax or stream encoding errors found" in run("qpdf", "--check", "doc.pdf", cwd=folder, ok=(0, 2, 3))


def openssl_verifies(folder):
    """The CMS over the bytes that its range names."""
    pdf = (folder / "doc.pdf").read_bytes()
    _, gap, after, length = (int(n) for n in re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", pdf).groups())
    seal = bytes.fromhex(pdf[gap + 1 : after - 1].decode()).rstrip(b"\0")
    (folder / "seal.der").write_bytes(seal + b"\0" * 8)
    (folder / "covered").write_bytes(pdf[:gap] + pdf[after : after + length])
    command = "openssl cms -verify -binary -inform DER -in seal.der -content covered -CAfile ca.pem -purpose any"
    done = subprocess.run(
        [*command.split(), "-out", "/dev/null"], cwd=folder, capture_output=True, timeout=60, check=False
    )
    assert done.returncode in {0, 4}, done.stderr
    return done.returncode == 0


def read_qr(folder, *, dpi):
    run("pdftoppm", "-r", str(dpi), "-f", "1", "-l", "1", "-png", "doc.pdf", "doc", cwd=folder)
    return run("zbarimg", "-q", "--raw", next(folder.glob("doc*.png")).name, cwd=folder).strip()
