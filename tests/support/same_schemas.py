#!/usr/bin/env python3
"""data/schema must be what the catalogue makes. Usage: same_schemas.py SCHEMAS_PROGRAM FOLDER."""
import filecmp
import os
import subprocess
import sys
import tempfile

program, committed = sys.argv[1:]
with tempfile.TemporaryDirectory() as fresh:
    subprocess.run([program, fresh], check=True)
    names = sorted(set(os.listdir(fresh)) | {name for name in os.listdir(committed) if name.endswith(".json")})
    _, other, missing = filecmp.cmpfiles(fresh, committed, names, shallow=False)
    if other or missing:
        sys.exit(f"out of step with the catalogue: {other + missing}; run `schemas data/schema`")
    print(f"{len(names)} schemas agree")
