<?xml version="1.0" encoding="UTF-8"?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:e="http://example.org/e">
<gml:featureMember><e:pays gml:id="A"><e:code>A</e:code><e:nom>Pays d'Aubourg</e:nom><e:contour><gml:Polygon srsName="EPSG:4326"><gml:exterior><gml:LinearRing><gml:posList>2 46 3 46 3 47 2 47 2 46</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></e:contour></e:pays></gml:featureMember>
<gml:featureMember><e:pays gml:id="B"><e:code>B</e:code><e:nom>Pays de Bel</e:nom><e:contour><gml:Polygon srsName="EPSG:4326"><gml:exterior><gml:LinearRing><gml:posList>3 46 4 46 4 47 3 47 3 46</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></e:contour></e:pays></gml:featureMember>
</gml:FeatureCollection>
