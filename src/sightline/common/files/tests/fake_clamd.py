"""A small virus scanner that speaks clamd's protocol (INSTREAM) and knows one virus, the EICAR test."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sightline.common.files.tests.made import EICAR


class _Scan(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        if self._exactly(10) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack(">I", self._exactly(4))[0]:
            content += self._exactly(size)
        self.server.scanned.append(content)  # type: ignore[attr-defined]
        answer = self.server.says or (b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK")  # type: ignore[attr-defined]
        self.request.sendall(answer + b"\0")

    def _exactly(self, size: int) -> bytes:
        read = b""
        while len(read) < size:
            more = self.request.recv(size - len(read))
            if not more:
                raise ConnectionError("the other side ended early")
            read += more
        return read


class _OnTcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class _OnSocket(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def scanner(where: Path | None = None, *, says: bytes = b"") -> Iterator[Any]:
    """A running scanner, by its `address`; on a socket where one is named. `says` is all it then answers."""
    server: Any = _OnSocket(str(where), _Scan) if where else _OnTcp(("127.0.0.1", 0), _Scan)
    server.scanned, server.says = [], says
    server.address = str(where) if where else f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
