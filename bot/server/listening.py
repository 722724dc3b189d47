"""The socket that the server listens on: a port, or a file for a proxy on the same machine."""

from __future__ import annotations

import errno
import socket
import stat
from pathlib import Path

from bot.errors import ServeError

BACKLOG = 2_048
# The proxy's user shares the group of the server's.
_MODE = 0o660


def listen(host: str, port: int) -> socket.socket:
    """A socket on an address of this machine. Raises ServeError."""
    shown = f"{host}:{port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        bare = host.strip("[]")
        hint = "check --host" if bare == host else f"write it without brackets: --host {bare}"
        raise ServeError(f"cannot listen on {shown}: {error.strerror}; {hint}") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ServeError(_complaint(shown, error)) from None
    return listener


def listen_on_file(path: Path) -> socket.socket:
    """A socket that is a file; one that a dead server left behind is replaced. Raises ServeError."""
    try:
        if stat.S_ISSOCK(path.stat().st_mode):
            if _answers(path):
                raise ServeError(
                    f"{path} is used by another server; stop it, or choose another --unix-socket"
                )
            path.unlink()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _cannot(path, error) from None
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind(str(path))
        path.chmod(_MODE)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _cannot(path, error) from None
    return listener


def identity_of(path: Path | None) -> tuple[int, int, int] | None:
    """What tells a file from another that has taken its name; None where there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_mtime_ns) if found else None


def url_of(listener: socket.socket) -> str:
    """Where it is reached, as people write it."""
    if listener.family == socket.AF_UNIX:
        return f"unix:{listener.getsockname()}"
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _cannot(path: Path, error: OSError) -> ServeError:
    if error.errno == errno.EADDRINUSE:
        return ServeError(f"{path} exists and is no socket; choose another --unix-socket")
    return ServeError(f"cannot listen on {path}: {error.strerror or error}; check --unix-socket")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.setblocking(False)
        try:
            client.connect(str(path))
        except BlockingIOError:
            return True  # it listens, and has no time
        except ConnectionRefusedError:
            return False
    return True


def _complaint(shown: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{shown} is taken by another program; stop it, or choose another with --port"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"listening on {shown} is not permitted; choose a port of 1024 or more with --port"
    return f"cannot listen on {shown}: {error.strerror}; check --host and --port"
