// Makes cog.csv and millesimes.csv: which codes of communes, EPCI and arrondissements are those of which year, from the
// yearly releases of one npm package. Run by ./rebuild. Same packages, same bytes.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const target = join(dirname(fileURLToPath(import.meta.url)), '..')

const LAST = 2026
const PACKAGES = new Map([
  [2019, 'cog-2019'], [2020, 'cog-2020'], [2021, 'cog-2021'], [2022, 'cog-2022'], [2023, 'cog-2023'], [2024, 'cog-2024'],
  [2025, 'cog-2025'], [LAST, '@etalab/decoupage-administratif'],
])
const NO_COMMUNES = new Set([2020]) // that release has the EPCI of 2020 but the communes of 2019

const years = [...PACKAGES.keys()]
const read = (year, name) => require(`${PACKAGES.get(year)}/data/${name}.json`)
const level = {
  arrondissement: year => NO_COMMUNES.has(year) ? null : read(year, 'arrondissements').map(row => row.code),
  commune: year => NO_COMMUNES.has(year) ? null
    : read(year, 'communes').filter(row => row.type === 'commune-actuelle').map(row => row.code),
  epci: year => read(year, 'epci').map(row => row.code),
}

const counts = new Map(years.map(year => [year, { annee: year }]))
const rows = []
for (const [niveau, codesOf] of Object.entries(level)) {
  const sets = new Map()
  for (const year of years) {
    const codes = codesOf(year)
    if (!codes) continue
    sets.set(year, new Set(codes))
    if (sets.get(year).size !== codes.length) throw new Error(`${niveau} ${year}: a code stands twice`)
    counts.get(year)[niveau] = codes.length
  }
  const known = [...sets.keys()]
  for (const code of [...new Set([...sets.values()].flatMap(set => [...set]))].sort()) {
    const held = known.filter(year => sets.get(year).has(code))
    // a code that left and came back has one row a stay
    for (let i = 0; i < held.length;) {
      let last = i
      while (last + 1 < held.length && known.indexOf(held[last + 1]) === known.indexOf(held[last]) + 1) last++
      const depuis = held[i] === known[0] ? '' : held[i]
      const jusquA = held[last] === known.at(-1) ? '' : held[last]
      if (depuis || jusquA) rows.push({ niveau, code, depuis, jusqu_a: jusquA })
      i = last + 1
    }
  }
}

const write = (file, columns, lines) => {
  writeFileSync(join(target, file), [columns, ...lines.map(row => columns.map(column => row[column] ?? ''))].map(line => line.join(',') + '\n').join(''))
  console.log(`${file}: ${lines.length} rows`)
}
write('cog.csv', ['annee', 'commune', 'epci', 'arrondissement'], [...counts.values()])
write('millesimes.csv', ['niveau', 'code', 'depuis', 'jusqu_a'], rows)
