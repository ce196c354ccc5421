"""Reads a body under a limit that counts after inflating, so that a small answer cannot grow without end."""

from __future__ import annotations

import zlib
from hashlib import blake2b
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from index.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

ACCEPT_ENCODING = "gzip, deflate, br, zstd"

DIGEST = 16
"""Bytes of a digest."""

_PIECE = 1 << 16
_HELD = 1 << 18
_MAX_LAYERS = 3
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_INFLATED = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd"})
_UNASKED = frozenset({"compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip"})
_ZSTD_WINDOW = 23  # log2 of the 8 MB that a decoder of web content must offer, and need not exceed (RFC 9659)
_ANY_FORMAT, _RAW_DEFLATE = 47, -15


class BodyReader:
    """Takes the chunks of an answer and gives its content.

    The beginning is held back, so that an answer which turns out to be the known one is never inflated.

    Args:
        limit: bytes, of the answer as sent as well as inflated.
        content_encoding: the header of that name; names that stand for no compression are passed over.
        known: the digest of a known answer, as it was sent.

    Raises:
        FetchError: in every method, when the content is too large, broken, cut or packed in a way nobody asked for.
    """

    def __init__(self, limit: int, content_encoding: str = "", known: bytes = b"") -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        for name in names:
            if name in _UNASKED:
                raise FetchError(f"The server compressed its answer as {name}, which was not asked for.")
        packed = [name for name in names if name in _INFLATED]
        if len(packed) > _MAX_LAYERS:
            raise FetchError("The server compressed its answer over and over.")
        self._limit = limit
        self._received = 0
        self._layers = [_layer(name, limit) for name in reversed(packed)]
        self._content = bytearray()
        self._known = known
        self._sent = blake2b(",".join(packed).encode(), digest_size=DIGEST)
        self._held: list[bytes] | None = [] if known and packed else None

    @property
    def digest(self) -> bytes:
        """Of the answer as it was sent, and of how it was packed."""
        return self._sent.digest()

    @property
    def is_known(self) -> bool:
        """Whether what has come is the known answer, to the last byte."""
        return bool(self._known) and self.digest == self._known

    def feed(self, chunk: bytes) -> None:
        """Take a chunk as it came."""
        self._received += len(chunk)
        check_size(self._received, self._limit)
        self._sent.update(chunk)
        if self._held is None:
            self._inflate(chunk)
            return
        self._held.append(chunk)
        if self._received > _HELD:
            self._let_go()

    def _let_go(self) -> None:
        """Inflate what was held back."""
        held, self._held = b"".join(self._held or ()), None
        if held:
            self._inflate(held)

    def _inflate(self, chunk: bytes) -> None:
        try:
            for piece in _through(self._layers, chunk):
                self._content += piece
                check_size(len(self._content), self._limit)
        except (zlib.error, _BrokenError) as error:
            raise FetchError("The server's answer is compressed in a broken way.") from error

    def finish(self) -> bytes:
        """The whole content."""
        self._let_go()
        if self._received and not all(layer.ended for layer in self._layers):
            raise FetchError("The server's answer was cut short.")
        return bytes(self._content)


def check_size(size: int, limit: int) -> None:
    """Refuse what is larger than the limit, both in bytes.

    Raises:
        FetchError: it is.
    """
    if size > limit:
        raise FetchError(f"The feed is larger than {limit / 1_000_000:g} MB, which is the most that is read.")


def _through(layers: Sequence[_Layer], chunk: bytes) -> Iterator[bytes]:
    """The chunk as it comes out behind the last layer, in small pieces."""
    if not layers:
        yield chunk
        return
    for piece in layers[0].inflate(chunk):
        yield from _through(layers[1:], piece)


def _zstd_module() -> ModuleType:
    """The decoder of the standard library (Python 3.14), else its back-port; imported late, few servers choose it."""
    try:
        return import_module("compression.zstd")
    except ImportError:
        return import_module("backports.zstd")


class _BrokenError(Exception):
    """A stream that its decoder does not understand."""


class _Layer(Protocol):
    """One kind of compression being undone."""

    @property
    def ended(self) -> bool:
        """Whether the stream has come to its end."""

    def inflate(self, data: bytes) -> Iterator[bytes]:
        """The content of the next piece of the stream, in small pieces.

        Raises:
            FetchError: it is more than the limit.
            zlib.error: it is broken.
            _BrokenError: likewise.
        """


def _layer(name: str, limit: int) -> _Layer:
    if name == "br":
        return _Brotli(limit)
    return _Zstd(limit) if name == "zstd" else _Deflate(limit)


class _Deflate:
    """One gzip (RFC 1952), zlib (RFC 1950) or raw deflate (RFC 1951) stream; several gzip members may follow another.

    What follows a stream and is no further member is passed over, as browsers do.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._inflated = 0
        self._stream = zlib.decompressobj(_ANY_FORMAT)
        self._begun = False
        self._rest = b""

    @property
    def ended(self) -> bool:
        """Whether the stream has come to its end."""
        return self._stream.eof

    def inflate(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._stream.eof:
                self._rest += data
                if len(self._rest) < len(_GZIP_MAGIC):
                    return
                if not self._rest.startswith(_GZIP_MAGIC):
                    self._rest = b"--"  # not a member: whatever comes now is passed over
                    return
                data, self._rest, self._stream = self._rest, b"", zlib.decompressobj(_ANY_FORMAT)
            piece = self._step(data)
            self._inflated += len(piece)
            check_size(self._inflated, self._limit)
            if piece:
                yield piece
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _step(self, data: bytes) -> bytes:
        try:
            piece = self._stream.decompress(data, _PIECE)
        except zlib.error:
            if self._begun:
                raise
            self._stream = zlib.decompressobj(_RAW_DEFLATE)
            piece = self._stream.decompress(data, _PIECE)
        self._begun = True
        return piece


class _Brotli:
    """A Brotli stream (RFC 7932). What follows it is passed over."""

    def __init__(self, limit: int) -> None:
        import brotli  # noqa: PLC0415 - few servers choose it

        self._limit = limit
        self._inflated = 0
        self._error = brotli.error
        self._stream = brotli.Decompressor()

    @property
    def ended(self) -> bool:
        return bool(self._stream.is_finished())

    def inflate(self, data: bytes) -> Iterator[bytes]:
        while not self.ended:
            try:
                piece: bytes = self._stream.process(data, output_buffer_limit=_PIECE)
            except self._error as error:
                raise _BrokenError from error
            self._inflated += len(piece)
            check_size(self._inflated, self._limit)
            if piece:
                yield piece
            if self._stream.can_accept_more_data():
                return
            data = b""


class _Zstd:
    """Zstandard frames (RFC 8878), one after another. What follows them is passed over."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._inflated = 0
        self._zstd = _zstd_module()
        self._options = {self._zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW}
        self._stream = self._zstd.ZstdDecompressor(options=self._options)

    @property
    def ended(self) -> bool:
        return bool(self._stream.eof)

    def inflate(self, data: bytes) -> Iterator[bytes]:
        while data or not (self._stream.needs_input or self._stream.eof):
            if self._stream.eof:
                if not data.startswith(_ZSTD_MAGIC):
                    return
                self._stream = self._zstd.ZstdDecompressor(options=self._options)
            try:
                piece = self._stream.decompress(data, _PIECE)
            except self._zstd.ZstdError as error:
                raise _BrokenError from error
            self._inflated += len(piece)
            check_size(self._inflated, self._limit)
            if piece:
                yield piece
            data = self._stream.unused_data if self._stream.eof else b""
