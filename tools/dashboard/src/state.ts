// What the reader chose, kept in the address so that a view can be shared. The part after '#' works from a file too.
import { type Language, type Model, STATUTS, type Statut, type Territory, folded } from "./data";

export type SortKey = "rang" | "nom" | "region" | "population" | "statut" | "distance_km";
export const SORT_KEYS: readonly SortKey[] = ["rang", "nom", "region", "population", "statut", "distance_km"];

export interface State {
  lang: Language;
  region: string;     // code; "" = all
  statuts: Statut[];  // shown; all four by default
  query: string;
  pays: string;       // code of the selected one; "" = none
  sort: SortKey;
  down: boolean;
  all: boolean;       // covered ones in the table too
}

export const MAX_QUERY = 100;

export class Store {
  private listeners: ((state: State, changed: ReadonlySet<keyof State>) => void)[] = [];
  state: State;

  constructor(readonly model: Model, private readonly initial: State) {
    this.state = this.read();
    window.addEventListener("hashchange", () => this.apply(this.read()));
  }

  listen(listener: (state: State, changed: ReadonlySet<keyof State>) => void): void { this.listeners.push(listener); }

  set(change: Partial<State>): void {
    this.apply({ ...this.state, ...change });
    const hash = this.hash();
    if (hash !== window.location.hash) window.history.replaceState(null, "", hash || `${window.location.pathname}${window.location.search}`);
  }

  reset(): void { this.set({ region: "", statuts: [...STATUTS], query: "", pays: "" }); }

  isFiltered(): boolean { return this.state.region !== "" || this.state.statuts.length !== STATUTS.length || this.state.query.trim() !== ""; }

  /** Does the filter let the pays through? */
  matcher(): (one: Territory) => boolean {
    const { region, statuts, query } = this.state;
    const words = folded(query).split(" ").filter((word) => word !== "");
    return (one) =>
      (region === "" || one.region === region) && statuts.includes(one.statut) && words.every((word) => this.model.folded.get(one.code)!.includes(word));
  }

  private apply(next: State): void {
    const changed = new Set<keyof State>();
    for (const key of Object.keys(next) as (keyof State)[]) {
      if (JSON.stringify(next[key]) !== JSON.stringify(this.state[key])) changed.add(key);
    }
    this.state = next;
    if (changed.size > 0) for (const listener of this.listeners) listener(next, changed);
  }

  private hash(): string {
    const { state, initial } = this;
    const parts = new URLSearchParams();
    if (state.lang !== initial.lang) parts.set("lang", state.lang);
    if (state.region !== "") parts.set("region", state.region);
    if (state.statuts.length !== STATUTS.length) parts.set("statut", state.statuts.join(","));
    if (state.query.trim() !== "") parts.set("q", state.query);
    if (state.pays !== "") parts.set("pays", state.pays);
    if (state.sort !== initial.sort || state.down !== initial.down) parts.set("tri", (state.down ? "-" : "") + state.sort);
    if (state.all) parts.set("tous", "1");
    const text = parts.toString();
    return text === "" ? "" : `#${text}`;
  }

  /** What the address says; words it should not say are not heard. */
  private read(): State {
    const parts = new URLSearchParams(window.location.hash.slice(1));
    const { initial, model } = this;
    const lang = parts.get("lang");
    const region = parts.get("region") ?? "";
    const statuts = parts.has("statut") ? STATUTS.filter((one) => parts.get("statut")!.split(",").includes(one)) : [...STATUTS];
    const pays = parts.get("pays") ?? "";
    const sorted = (parts.get("tri") ?? "").replace(/^-/, "") as SortKey;
    const sorts = SORT_KEYS.includes(sorted);
    return {
      lang: lang === "fr" || lang === "en" ? lang : initial.lang,
      region: model.data.report.regions.some((one) => one.code === region) ? region : "",
      statuts,
      query: (parts.get("q") ?? "").slice(0, MAX_QUERY),
      pays: model.byCode.has(pays) ? pays : "",
      sort: sorts ? sorted : initial.sort,
      down: sorts ? parts.get("tri")!.startsWith("-") : initial.down,
      all: parts.get("tous") === "1",
    };
  }
}
