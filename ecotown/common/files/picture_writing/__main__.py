"""Script that rewrites an untrusted picture or makes its preview.

`write KIND` or `preview KIND` reads a picture from standard input and writes the result to standard output.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image, PngImagePlugin

# The process is isolated, so that the folder of a script is not searched for modules.
sys.path.append(str(Path(__file__).parent.parent))

from picture_writing.limits import DAMAGE_ERRORS, MAX_PROFILE, BadPictureError
from picture_writing.rewriting import rewrite
from picture_writing.shrinking import preview


def _main(command, kind):
    # MAX_PIXELS is checked instead of Pillow's limit.
    Image.MAX_IMAGE_PIXELS = None
    PngImagePlugin.MAX_TEXT_CHUNK = MAX_PROFILE
    for name in ("tEXt", "zTXt", "iTXt"):
        setattr(PngImagePlugin.PngStream, f"chunk_{name}", lambda png, _place, size: png.fp.read(size))
    PngImagePlugin.PngStream.chunk_cICP = _read_cicp
    try:
        with tempfile.TemporaryFile() as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
            output = {"write": rewrite, "preview": preview}[command](file, kind)
    except BadPictureError as error:
        _end(error.code)
    except DAMAGE_ERRORS as error:
        if "memory" in str(error):
            raise MemoryError(str(error)) from error
        _end("broken")
    sys.stdout.buffer.write(output)


def _read_cicp(png, _place, size):
    content = png.fp.read(size)
    png.im_info["cicp"] = tuple(content)
    return content


def _end(code):
    print(code, file=sys.stderr)  # noqa: T201 the portal reads it as the reason
    sys.exit(os.EX_DATAERR)


if __name__ == "__main__":
    _main(*sys.argv[1:])
