CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326,
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', NULL);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT '2026-01-01T00:00:00.000Z', min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('pays', 'features', 'pays', 4326),
  ('cantons', 'features', 'cantons', 4326), ('notes', 'attributes', 'notes', 0);
INSERT INTO gpkg_geometry_columns VALUES ('pays', 'geom', 'POLYGON', 4326, 0, 0), ('cantons', 'geom', 'POLYGON', 4326, 0, 0);
CREATE TABLE pays (fid INTEGER PRIMARY KEY, geom POLYGON, code TEXT, nom TEXT);
CREATE TABLE cantons (fid INTEGER PRIMARY KEY, geom POLYGON, code TEXT, nom TEXT);
CREATE TABLE notes (fid INTEGER PRIMARY KEY, note TEXT);
INSERT INTO pays (geom, code, nom) VALUES
  (polygon('((2 46,3 46,3 47,2 47,2 46))', 4326), 'A', 'Pays d''Aubourg'),
  (polygon('((3 46,4 46,4 47,3 47,3 46))', 4326), 'B', 'Pays de Bel-Épine');
INSERT INTO cantons (geom, code, nom) VALUES (polygon('((2 46,2.5 46,2.5 46.5,2 46.5,2 46))', 4326), 'K', 'Canton');
INSERT INTO notes (note) VALUES ('table sans géométrie');
