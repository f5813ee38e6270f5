#!/usr/bin/env python3
"""Holds the engine to its rooms: base <- model <- {geo, io, optim, formats} <- stages <- jobs <- tools.

The four in the middle never meet. Each third-party header may be included only where the design says.
Usage: check_includes.py ROOT. Exits 1 with each breach as `file:line: what`.
"""
import pathlib
import re
import sys

ALLOWED = {
    "base": {"base"},
    "model": {"base", "model"},
    "geo": {"base", "model", "geo"},
    "io": {"base", "model", "io"},
    "optim": {"base", "model", "optim"},
    "formats": {"base", "model", "formats"},
    "stages": {"base", "model", "geo", "io", "optim", "formats", "stages"},
    "jobs": {"base", "model", "geo", "io", "optim", "formats", "stages", "jobs"},
}
# third-party header -> rooms that may include it, in .cpp files
THIRD_PARTY = {
    r"geos_c\.h": {"geo"},
    r"proj\.h|geodesic\.h": {"geo"},
    r"boost/geometry.*": {"geo"},
    r"boost/graph.*": {"optim"},
    r"(Cbc|Clp|Cgl|Osi|Coin)\w+\.hpp": {"optim"},
    r"xxhash\.h": {"geo"},
    r"gdal.*|ogr.*|cpl_.*": {"io"},
    r"openssl/.*": {"io"},
    r"zip\.h": {"io"},
    r"expat\.h": {"io"},
    r"toml\+\+/.*": {"io"},
    r"simdjson.*": {"io"},
    r"unicode/.*": {"base"},
    r"fmt/.*": {"base", "model", "io", "formats", "stages", "jobs", "geo", "optim"},
    r"nlohmann/.*": {"formats", "io"},
    r"xlsxwriter\.h": {"io"},
    r"libpq-fe\.h": {"io"},
}
# private headers of a room that may name its library: no other room includes them
PRIVATE_HEADERS = {"geo/geos.hpp": r"geos_c\.h", "geo/proj.hpp": r"proj\.h", "io/json_numbers.hpp": r"nlohmann/json\.hpp", "io/ogr_handles.hpp": r"gdal.*|ogr.*|cpl_.*", "io/ogr_crs.hpp": r"ogr.*",
                   "io/ogr_shape.hpp": r"ogr.*", "io/ogr_text.hpp": r"ogr.*", "io/ogr_drawing.hpp": r"ogr.*", "io/postgres.hpp": r"libpq-fe\.h", "io/ogr_layer.hpp": r"gdal.*|ogr.*",
                   "io/ogr_points.hpp": r"gdal.*|ogr.*", "io/arrow_batches.hpp": r"ogr_recordbatch\.h", "formats/report_actions.hpp": r"nlohmann/.*", "formats/table_schema.hpp": r"nlohmann/.*",
                   "formats/schema_parts.hpp": r"nlohmann/.*"}
SYSTEM = re.compile(r"(sys|linux)/.*|[a-z_0-9]+(\.h)?")
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


def breaches(root):
    engine = root / "engine"
    for path in sorted(engine.rglob("*.[ch]pp")):
        name = path.relative_to(engine).as_posix()
        room = name.split("/")[0]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quote, header = match.groups()
            where = f"engine/{name}:{number}"
            if quote == '"':
                if header.split("/")[0] not in ALLOWED[room]:
                    yield f"{where}: {room} may not include {header}"
                if header in PRIVATE_HEADERS and room != header.split("/")[0]:
                    yield f"{where}: {header} is private to its room"
                continue
            third = [rooms for pattern, rooms in THIRD_PARTY.items() if re.fullmatch(pattern, header)]
            if third:
                if room not in third[0]:
                    yield f"{where}: {room} may not include <{header}>"
                elif name.endswith(".hpp") and not re.fullmatch(PRIVATE_HEADERS.get(name, "$"), header):
                    yield f"{where}: a public header includes <{header}>"
            elif not SYSTEM.fullmatch(header):
                yield f"{where}: <{header}> is not on the list of known libraries"


def main():
    found = list(breaches(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "includes keep to their rooms")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
