"""A mail server on this machine that does what a test tells it to, per address."""

import socketserver
from contextlib import suppress
from email import message_from_bytes, policy
from threading import Event, Lock, Thread


class Handler(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self):
        self.server.count("connections")
        self.say("220 proef")
        with suppress(ConnectionError, TimeoutError):
            while (line := self.rfile.readline().decode().strip()) and self.obey(line):
                pass

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())

    def obey(self, line):
        verb = line[:4].upper()
        if verb == "RCPT":
            self.to = line.partition("<")[2].partition(">")[0]
            self.say(self.server.at_rcpt.get(self.to, "250 goed"))
        elif verb == "MAIL":
            self.say(self.server.at_mail)
        elif verb == "DATA":
            return self.receive()
        else:
            self.say("221 dag" if verb == "QUIT" else "250 goed")
        return verb != "QUIT"

    def receive(self):
        """Answers, or hangs up without an answer, with the mail kept (`after`) or not (`before`), or hangs."""
        self.say("354 ga uw gang")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        behaviour = self.server.at_data.get(self.to, "250 goed")
        if behaviour == "hang":
            self.server.hanging.set()
            self.server.released.wait(timeout=30)
            return False
        if behaviour in {"250 goed", "after"}:
            self.server.keep(message_from_bytes(b"".join(lines), policy=policy.default))
        if behaviour in {"before", "after"}:
            return False
        self.say(behaviour)
        return True


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.mails, self.connections = [], 0
        self.at_mail, self.at_rcpt, self.at_data = "250 goed", {}, {}
        self.hanging, self.released, self.lock = Event(), Event(), Lock()
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def count(self, name):
        with self.lock:
            setattr(self, name, getattr(self, name) + 1)

    def keep(self, mail):
        with self.lock:
            self.mails.append(mail)

    def stop(self):
        self.shutdown()
        self.server_close()
