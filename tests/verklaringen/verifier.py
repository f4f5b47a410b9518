"""Checks a credential with code that is not the issuer's: rdflib reads it, oxigraph makes the canonical form."""

import hashlib
import json
import warnings
from functools import cache

import pyoxigraph
import rdflib
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.ob3 import contexts

BASE58 = {letter: number for number, letter in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}


def verify(text, did_document):
    """Raises InvalidSignature when it was changed, KeyError when the key is not of this issuer."""
    document = json.loads(text)
    proof = document.pop("proof")
    signature = decode(proof.pop("proofValue"))
    keys = {method["id"]: method["publicKeyMultibase"] for method in did_document["verificationMethod"]}
    public = decode(keys[proof["verificationMethod"]])
    assert public[:2] == b"\xed\x01"
    assert proof["verificationMethod"] in did_document["assertionMethod"]
    signed = digest({"@context": document["@context"], **proof}) + digest(document)
    Ed25519PublicKey.from_public_bytes(public[2:]).verify(signature, signed)


def digest(document):
    text = json.dumps({**document, "@context": inlined(document["@context"])})
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(n_quads(text), format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(pyoxigraph.serialize([quad], format=pyoxigraph.RdfFormat.N_QUADS) for quad in dataset)
    return hashlib.sha256(b"".join(lines)).digest()


def n_quads(text):
    rdflib.NORMALIZE_LITERALS = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it deprecated itself
        return rdflib.Dataset().parse(data=text, format="json-ld").serialize(format="nquads")


def inlined(urls):
    """The contexts as another publisher ships them, so that nothing is fetched."""
    found = [context_of(url) for url in urls]
    return [part for context in found for part in (context if isinstance(context, list) else [context])]


@cache
def context_of(url):
    return contexts.load_context(url)["@context"]


def decode(multibase):
    assert multibase[0] == "z"
    number = 0
    for letter in multibase[1:]:
        number = number * 58 + BASE58[letter]
    zeros = len(multibase[1:]) - len(multibase[1:].lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
