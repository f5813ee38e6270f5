// Makes passages.csv: what became of each commune code that changed from one 1 January to the next, from the yearly releases of one
// npm package; codes_postaux.csv; and noms_anciens.csv: names that communes had, from the same and from one of their history since 1943. Run by ./rebuild. Same packages, same bytes.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const target = join(dirname(fileURLToPath(import.meta.url)), '..')

const PACKAGES = new Map([ // no release has the communes of 2020
  [2019, 'cog-2019'], [2021, 'cog-2021'], [2022, 'cog-2022'], [2023, 'cog-2023'], [2024, 'cog-2024'], [2025, 'cog-2025'],
  [2026, '@etalab/decoupage-administratif'],
])

/** One release: its communes, and the commune that each code without one of its own is in (a part, or a former code). */
function release(name) {
  const rows = require(`${name}/data/communes.json`)
  const own = new Set(rows.filter(row => row.type === 'commune-actuelle').map(row => row.code))
  const within = new Map()
  for (const row of rows) {
    const commune = row.type === 'commune-actuelle' ? row.code : row.chefLieu ?? row.commune
    if (row.type !== 'commune-actuelle' && !own.has(row.code)) within.set(row.code, commune)
  }
  for (const row of rows) {
    const commune = row.type === 'commune-actuelle' ? row.code : row.chefLieu ?? row.commune
    for (const former of row.anciensCodes ?? []) if (!own.has(former) && !within.has(former)) within.set(former, commune)
  }
  return { own, within }
}

const passages = []
const today = release(PACKAGES.get(2026))
let earlier
for (const [annee, name] of PACKAGES) {
  const now = release(name)
  // What had left before the first release is told by communes_anciennes.csv, but for those whose commune has changed since.
  if (!earlier)
    for (const [avant, apres] of now.within)
      if (today.within.get(avant) !== apres && !today.own.has(avant)) passages.push({ annee, avant, apres, nature: 'ancien' })
  if (earlier) {
    const sources = new Map() // commune now -> codes it was made of
    const parts = new Map() // commune before -> communes it was parted into
    for (const code of earlier.own) {
      if (now.own.has(code)) continue
      const into = now.within.get(code)
      if (!now.own.has(into)) throw new Error(`${annee}: nothing says what became of ${code}`)
      sources.set(into, [...(sources.get(into) ?? []), code])
    }
    for (const code of now.own) {
      if (earlier.own.has(code) || sources.has(code)) continue
      const from = earlier.within.get(code)
      if (!earlier.own.has(from)) throw new Error(`${annee}: nothing says what ${code} was part of`)
      parts.set(from, [...(parts.get(from) ?? []), code])
    }
    for (const [apres, gone] of sources) {
      const nature = !earlier.own.has(apres) && gone.length === 1 ? 'changement' : 'fusion'
      for (const avant of gone.concat(earlier.own.has(apres) ? [apres] : [])) passages.push({ annee, avant, apres, nature })
    }
    for (const [avant, came] of parts)
      for (const apres of came.concat(now.own.has(avant) ? [avant] : [])) passages.push({ annee, avant, apres, nature: 'scission' })
  }
  earlier = now
}

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
function write(file, columns, rows) {
  const keys = row => columns.map(column => String(row[column])).join(',')
  const lines = [columns.join(','), ...rows.map(keys).sort(byText)]
  writeFileSync(join(target, file), lines.map(line => line + '\n').join(''))
  console.log(`${file}: ${rows.length} rows`)
}
write('passages.csv', ['annee', 'avant', 'apres', 'nature'], passages)

const postal = require('@etalab/decoupage-administratif/data/communes.json')
  .filter(row => row.type === 'commune-actuelle')
  .flatMap(row => (row.codesPostaux ?? []).map(code_postal => ({ code_postal, commune: row.code })))
write('codes_postaux.csv', ['code_postal', 'commune'], postal)

/** What a name is compared by: without accents, case and punctuation. */
const folded = name => name.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/[^a-z0-9]+/g, ' ').trim()

const names = new Map() // code and folded name -> the last time it was a commune's
function had(code, nom, jusqu_en) {
  const key = `${code} ${folded(nom)}`
  if (!nom.includes('(') && !(names.get(key)?.jusqu_en >= jusqu_en)) names.set(key, { code, nom, jusqu_en })
}
for (const { type, code, nom, dateFin } of require('cog-histoire/data/historique-communes.json'))
  if (type === 'COM' && dateFin) had(code, nom, Number(dateFin.slice(0, 4)))
const own = name => require(`${name}/data/communes.json`).filter(row => row.type === 'commune-actuelle')
let before
for (const [annee, name] of PACKAGES) {
  const now = new Map(own(name).map(row => [row.code, row.nom]))
  for (const [code, nom] of before ?? []) if (!now.has(code) || folded(now.get(code)) !== folded(nom)) had(code, nom, annee)
  before = now
}
for (const [code, nom] of before) names.delete(`${code} ${folded(nom)}`) // it bears it today
const known = new Set([...before.keys(), ...today.within.keys()])
const told = new Set(require('@etalab/decoupage-administratif/data/communes.json').map(row => `${row.code} ${folded(row.nom)}`))
const gone = [...names].filter(([key, row]) => known.has(row.code) && !told.has(key)).map(([, row]) => row)
write('noms_anciens.csv', ['code', 'nom', 'jusqu_en'], gone)
