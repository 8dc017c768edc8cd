#!/usr/bin/env python3
"""Developer driver: `python3 dev.py demo`, `python3 dev.py test`; `--help` lists the rest.

This file must parse on any Python 3, because its first duty is to find a suitable one.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ("python3.12", "python3.11", "python3.13")


def works(path):
    """A version manager's shim can answer to the name and still refuse to run: try it."""
    probe = "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 1)"
    return subprocess.call([path, "-c", probe], stderr=subprocess.DEVNULL) == 0


def restart_with_newer_python():
    """Replace this process by a Python that can run the driver, or say what is missing."""
    for name in NAMES:
        path = shutil.which(name)
        if path and works(path):
            os.execv(path, [path] + sys.argv)
    sys.exit("dev.py needs Python 3.11 or newer; this is only " + sys.version.split()[0])


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        restart_with_newer_python()
    sys.dont_write_bytecode = True
    from devtool.cli import main

    sys.exit(main(sys.argv[1:]))
