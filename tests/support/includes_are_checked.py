#!/usr/bin/env python3
"""The include check must see a breach when there is one. Usage: includes_are_checked.py CHECK_INCLUDES."""
import pathlib
import subprocess
import sys
import tempfile

BREACHES = {
    "engine/model/a.hpp": '#include "geo/validity.hpp"\n',
    "engine/io/b.cpp": '#include "geo/validity.hpp"\n',
    "engine/stages/c.cpp": "#include <geos_c.h>\n",
    "engine/geo/d.hpp": "#include <boost/geometry.hpp>\n",
    "engine/stages/f.cpp": "#include <CbcModel.hpp>\n",
    "engine/optim/g.hpp": "#include <OsiClpSolverInterface.hpp>\n",
    "engine/base/e.cpp": "#include <unheard/of.hpp>\n",
}

for name, text in BREACHES.items():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
        done = subprocess.run([sys.executable, sys.argv[1], folder], capture_output=True, text=True)
        if done.returncode != 1 or f"{name}:1:" not in done.stdout:
            sys.exit(f"{name}: the breach went unseen: {done.stdout}")
print("every breach is seen")
