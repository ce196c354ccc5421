"""Decodes one picture in a process of its own, bounded in time and memory: decoders of foreign files are C.

Run as a script: the file on the standard input, the largest width and height as arguments; on the standard output a
line with the width and the height that it has, then its pixels, three bytes each.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings

from PIL import Image, ImageOps

_MOST_PIXELS = 64_000_000
_MOST_MEMORY = 1_500_000_000  # bytes of addresses
_MOST_TIME = 10  # seconds of CPU
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")


def main() -> None:
    """Decode, scale down, write."""
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_TIME, _MOST_TIME))
    if sys.platform != "darwin":  # where it is not kept
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    largest = (int(sys.argv[1]), int(sys.argv[2]))
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=_FORMATS) as file:
        file.draft("RGB", largest)
        picture = ImageOps.exif_transpose(file)
        picture.thumbnail(largest)
        if picture.mode != "RGB":
            shown = picture.convert("RGBA")
            picture = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
    sys.stdout.buffer.write(f"{picture.width} {picture.height}\n".encode() + picture.tobytes())


if __name__ == "__main__":
    main()
