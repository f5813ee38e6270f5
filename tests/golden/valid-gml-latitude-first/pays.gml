<?xml version="1.0" encoding="UTF-8"?>
<m:pays xmlns:m="http://exemple.fr/m" xmlns:gml="http://www.opengis.net/gml/3.2">
<gml:featureMember><m:territoire gml:id="t1"><m:code>01</m:code><m:nom>Pays d'Aubourg</m:nom><m:limite><gml:Polygon gml:id="g1" srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><gml:exterior><gml:LinearRing><gml:posList>46 2 46 3 47 3 47 2 46 2</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></m:limite></m:territoire></gml:featureMember>
<gml:featureMember><m:territoire gml:id="t2"><m:code>02</m:code><m:nom>Pays de Bel-Épine</m:nom><m:limite><gml:Polygon gml:id="g2" srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><gml:exterior><gml:LinearRing><gml:posList>46 3 46 4 47 4 47 3 46 3</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></m:limite></m:territoire></gml:featureMember>
</m:pays>
