"""A timestamp service and a list of revoked certificates on this machine, which a test can take away."""

import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.harness.pki import PASSWORD, Authority, as_der


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.asked += 1
        request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer("application/timestamp-reply", lambda: self.server.stamper.request_tsa_response(request).dump())

    def do_GET(self):
        self.server.fetched += 1
        self.answer("application/pkix-crl", self.server.authority.crl)

    def answer(self, content_type, make):
        away = self.server.away[self.command]
        body = b"" if away else make()
        self.send_response(503 if away else 200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Not in the output of the tests."""


class TimeService(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.fetched, self.away = 0, 0, {"POST": False, "GET": False}
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.authority = Authority(crl_url=f"{self.address}/ca.crl")
        key, certificate = self.authority.issue("Tijd", timestamps=True, use_rsa=True)
        chain = SimpleCertificateStore.from_certs([as_asn1(self.authority.certificate)])
        key = keys.PrivateKeyInfo.load(as_der(key))
        self.stamper = DummyTimeStamper(as_asn1(certificate), key, certs_to_embed=chain)


def as_asn1(certificate):
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


@contextmanager
def time_service():
    service = TimeService()
    threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()


if __name__ == "__main__":
    service = TimeService()
    service.authority.seal_file(Path(sys.argv[1]))
    service.authority.anchors(Path(sys.argv[1]))
    sys.stdout.write(f"{service.address} {PASSWORD}\n")
    sys.stdout.flush()
    service.serve_forever()
