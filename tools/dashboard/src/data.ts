// What the engine embeds: report.json's own content, facilities, outlines and words. A field that was not computed is absent.
import type { Topology } from "topojson-specification";

export type Statut = "couvert" | "emergent" | "possible" | "non_couvert";
export const STATUTS: readonly Statut[] = ["couvert", "emergent", "possible", "non_couvert"];
export type Language = "fr" | "en";

export interface Range { min: number; max: number }

export interface People { total: number | null; covered: number | null; uncovered: number | null; outside: number | null; unplaced: number | null }

export interface Figures {
  territories: number; covered: number; emerging: number; possible: number; uncovered: number;
  covered_min: number; covered_max: number; facilities: number; emerging_facilities: number;
  known_total?: number | null;
  missing_per_territory: Range;
  population: People;
  area_km2: { total: number; covered: number; uncovered: number; approximate: boolean; outside?: number | null };
}

export interface National extends Figures { facilities_outside: number; facilities_imprecise: number; missing_national?: Range }

export interface Region extends Figures { code: string | null; name: string | null }

export interface Territory {
  code: string; nom: string; departement: string | null; region: string | null; departements: string[]; regions: string[];
  population: number | null; surface_km2: number | null; contour: "exact" | "approche";
  nb_ptce: number; nb_emergents: number; nb_possibles: number; statut: Statut; manque: number;
  ptce_proche: string | null; distance_km: number | null;
  zone_blanche?: string | null; rang?: number | null;
}

export interface Facility {
  id: string; nom: string | null; statut: string; annee: number | null; pays: string | null; candidats: string[];
  precision: string; lon: number | null; lat: number | null;
}

export interface WhiteZone {
  id: string; pays: string[]; nb_pays: number; population: number | null; surface_km2: number | null;
  ptce_proche: string | null; distance_km: number | null; distance_max_km: number | null;
}

/** `parts`: value and contribution to the score, by criterion. */
export interface Ranked { pays: string; rank: number; score: number; parts: [number | null, number | null][]; reason: Record<Language, string> | null }
export interface Priorities { normalisation: string; criteria: { name: string; column: boolean; weight: number; unknown: number }[]; ranking: Ranked[] }

export interface PaceYear { year: number; facilities: number; facilities_total: number; covered: number; covered_total: number }
export interface PaceTarget {
  name: "facilities" | "territories"; target: number; now: number; past: boolean; missing: Range;
  per_year: Range | null; reached: { earliest: number | null; latest: number | null } | null;
  horizon?: { year: number; needed_per_year: Range };
}
export interface Pace {
  date_reference: number; window_years: number; by_year: PaceYear[];
  without_year: { facilities: number; covered: number }; later: { facilities: number; covered: number }; targets: PaceTarget[];
}

/** `share`: %, of the facilities in the best served tenth of the pays. */
export interface Share { facilities: number; tenth: number; in_tenth: number; share: number | null }

export interface Report {
  title: string | null; region: string | null;
  target: { per_territory: number; national: number; year: number; source: string | null; past: boolean | null };
  national: National; regions: Region[]; territories: Territory[];
  ledger: { facilities: Record<string, number>; territories: Record<string, number> };
  source: {
    pays: string; ptce: string; population: string | null; known_total: string | null; date_reference: number | null;
    attested_since: number | null; files: { file: string; sha256: string; bytes: number }[];
  };
  simplification?: { asked: string; tolerance_m: number };
  white_zones?: WhiteZone[]; priorities?: Priorities; pace?: Pace;
  concentration?: { national: Share; regions: (Share & { code: string | null })[] };
}

export interface FindingKind {
  code: string; severity: "error" | "warning" | "info"; count: number; advice: Record<Language, string>;
  shown: { file: string; row: number; fr: string; en: string }[];
}

export interface Data {
  language: Language;
  report: Report;
  findings: FindingKind[];
  facilities: Facility[];
  topology: Topology;
  country?: Topology;
  outlines: { tolerance_m: number; vertices_read: number; vertices_drawn: number };
  names: { departements: Record<string, string>; regions: Record<string, string> };
  words: Record<Language, Record<string, string>>;
}

interface Table { columns: string[]; rows: unknown[][] }

function objects<T>(table: Table | T[] | undefined): T[] {
  if (!table) return [];
  if (Array.isArray(table)) return table;
  return table.rows.map((row) => {
    const object: Record<string, unknown> = {};
    table.columns.forEach((name, i) => { object[name] = row[i]; });
    return object as T;
  });
}

export function readData(text: string): Data {
  const data = JSON.parse(text);
  data.report.territories = objects<Territory>(data.report.territories);
  if (data.report.priorities) data.report.priorities.ranking = objects<Ranked>(data.report.priorities.ranking);
  data.facilities = objects<Facility>(data.facilities);
  return data as Data;
}

/** What several parts of the page look up. */
export class Model {
  readonly byCode = new Map<string, Territory>();
  readonly facilityById = new Map<string, Facility>();
  readonly rankOf = new Map<string, Ranked>();
  readonly zoneById = new Map<string, WhiteZone>();
  /** Facilities surely in a pays, and those that may be there. */
  readonly sure = new Map<string, Facility[]>();
  readonly maybe = new Map<string, Facility[]>();
  readonly folded = new Map<string, string>();

  constructor(readonly data: Data) {
    const { report } = data;
    for (const one of report.territories) this.byCode.set(one.code, one);
    for (const one of report.priorities?.ranking ?? []) this.rankOf.set(one.pays, one);
    for (const one of report.white_zones ?? []) this.zoneById.set(one.id, one);
    const put = (map: Map<string, Facility[]>, code: string, facility: Facility) => {
      const list = map.get(code);
      if (list) list.push(facility);
      else map.set(code, [facility]);
    };
    for (const one of data.facilities) {
      this.facilityById.set(one.id, one);
      if (one.pays !== null) put(this.sure, one.pays, one);
      for (const code of one.candidats) put(this.maybe, code, one);
    }
    for (const one of report.territories) {
      const names = (this.sure.get(one.code) ?? []).map((facility) => facility.nom ?? "");
      this.folded.set(one.code, folded([one.nom, one.code, this.departement(one.departement), ...names].join(" ").slice(0, 2000)));
    }
  }

  /** Is it in a région, or may it be? */
  isIn(one: Facility, region: string): boolean {
    return [one.pays, ...one.candidats].some((code) => code !== null && this.byCode.get(code)?.region === region);
  }

  departement(code: string | null): string { return code === null ? "" : (this.data.names.departements[code] ?? code); }
  region(code: string | null): string { return code === null ? "" : (this.data.names.regions[code] ?? code); }
}

/** Without case, accents and punctuation. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/œ/g, "oe").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
