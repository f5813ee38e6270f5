<?xml version="1.0" encoding="UTF-8"?>
<m:pays xmlns:m="http://exemple.fr/m" xmlns:gml="http://www.opengis.net/gml/3.2">
<gml:featureMember><m:territoire gml:id="t1"><m:code>A</m:code><m:nom>Pays d'Aubourg</m:nom><m:limite><gml:Surface gml:id="g1" srsName="EPSG:2154"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:Curve gml:id="c1"><gml:segments><gml:CircleByCenterPoint numArc="1"><gml:pos>700000 6600000</gml:pos><gml:radius uom="m">10000</gml:radius></gml:CircleByCenterPoint></gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface></m:limite></m:territoire></gml:featureMember>
</m:pays>
