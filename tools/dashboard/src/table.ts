// The ranking: pays to act in, sortable, filtered as the map is, to copy and to save. With more than 500 rows only those in sight are in the page.
import type { Model, Territory } from "./data";
import { h, replace, styled } from "./dom";
import { copy, save } from "./downloads";
import { csvOf, tsvOf, type Cell } from "./csv";
import type { SortKey, State, Store } from "./state";
import { currentLanguage, locale, number, orUnknown, t } from "./words";

const VIRTUAL_FROM = 500;
const ROW_PX = 42;

interface Column { key: SortKey | "proche"; sort: boolean; number: boolean }

export class TableView {
  readonly element = h("div", { class: "ranking" });
  private readonly scroller = h("div", { class: "scroller", tabindex: 0, role: "group", "aria-labelledby": "ranking-title" });
  private readonly tools = h("div", { class: "tools" });
  private readonly said = h("span", { class: "soft", role: "status" });
  private readonly head = h("thead", {});
  private readonly body = h("tbody", {});
  private readonly caption = h("caption", { class: "visually-hidden" });
  private readonly table = h("table", { class: "list" }, this.caption, this.head, this.body);
  private rows: Territory[] = [];
  private first = -1;
  private most: number | null = null;
  readonly ranked: boolean;

  constructor(private readonly model: Model, private readonly store: Store) {
    this.ranked = model.data.report.territories.some((one) => one.rang !== null && one.rang !== undefined);
    this.scroller.append(this.table);
    this.scroller.addEventListener("scroll", () => this.window());
    this.element.append(this.tools, this.scroller);
    this.body.addEventListener("click", (event) => {
      const code = (event.target as Element).closest<HTMLElement>("[data-code]")?.dataset["code"];
      if (code !== undefined) this.store.set({ pays: code });
    });
  }

  private columns(): Column[] {
    const all: Column[] = [
      { key: "rang", sort: true, number: true }, { key: "nom", sort: true, number: false }, { key: "region", sort: true, number: false },
      { key: "population", sort: true, number: true }, { key: "statut", sort: true, number: false }, { key: "distance_km", sort: true, number: true },
      { key: "proche", sort: false, number: false },
    ];
    return this.ranked ? all : all.slice(1);
  }

  private sorted(state: State): Territory[] {
    const match = this.store.matcher();
    const order = ["couvert", "emergent", "possible", "non_couvert"];
    const collator = new Intl.Collator(locale(), { sensitivity: "base", numeric: true });
    const value = (one: Territory): string | number | null => {
      switch (state.sort) {
        case "rang": return one.rang ?? null;
        case "nom": return one.nom;
        case "region": return this.model.region(one.region);
        case "population": return one.population;
        case "statut": return order.indexOf(one.statut);
        case "distance_km": return one.distance_km;
      }
    };
    const rows = this.model.data.report.territories.filter((one) => (state.all || one.statut !== "couvert") && match(one));
    const sign = state.down ? -1 : 1;
    return rows.map((one) => ({ one, by: value(one) })).sort((a, b) => {
      if (a.by === null || b.by === null) return a.by === b.by ? 0 : a.by === null ? 1 : -1;  // what is not known comes last, either way
      const order = typeof a.by === "string" ? collator.compare(a.by, String(b.by)) : a.by - Number(b.by);
      return order !== 0 ? sign * order : collator.compare(a.one.code, b.one.code);
    }).map(({ one }) => one);
  }

  update(state: State, changed?: ReadonlySet<keyof State>): void {
    if (changed && ![...changed].some((key) => key !== "pays")) {
      for (const row of this.body.querySelectorAll<HTMLElement>("tr[data-code]")) row.classList.toggle("here", row.dataset["code"] === state.pays);
      return;
    }
    this.rows = this.sorted(state);
    this.draw(state);
  }

  /** The first rows all at once, for printing; null: as the screen has them. */
  show(most: number | null): void {
    this.most = most;
    this.draw(this.store.state);
  }

  private get virtual(): boolean { return this.most === null && this.rows.length > VIRTUAL_FROM; }

  private draw(state: State): void {
    this.caption.textContent = t("page.ranking");
    replace(this.tools,
      h("label", { class: "check" }, h("input", { type: "checkbox", ...(state.all ? { checked: true } : {}), change: (event: Event) => this.store.set({ all: (event.target as HTMLInputElement).checked }) }), t("page.show_covered")),
      h("span", { class: "count" }, t("page.rows", { n: this.rows.length }), this.virtual ? ` ${t("page.virtual")}` : ""),
      h("button", { type: "button", click: () => void this.copy() }, t("page.copy")),
      h("button", { type: "button", click: () => this.save() }, t("page.csv")),
      this.said);
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.["sort"];
    replace(this.head, h("tr", {}, this.columns().map((column) => {
      const title = t(`page.column.${column.key}`);
      if (!column.sort) return h("th", { scope: "col" }, title);
      const key = column.key as SortKey;
      const on = state.sort === key;
      const button = h("button", { type: "button", "data-sort": key, click: () => this.store.set({ sort: key, down: on ? !state.down : key === "population" || key === "distance_km" } ) }, title,
        h("span", { class: "arrow", "aria-hidden": "true" }, on ? (state.down ? " ↓" : " ↑") : " ↕"));
      return h("th", { scope: "col", class: column.number ? "n" : `col-${key}`, ...(on ? { "aria-sort": state.down ? "descending" : "ascending" } : {}) }, button);
    })));
    if (focused !== undefined) this.head.querySelector<HTMLElement>(`[data-sort="${focused}"]`)?.focus();
    this.scroller.classList.toggle("virtual", this.virtual);
    this.table.setAttribute("aria-rowcount", String(this.rows.length + 1));
    this.first = -1;
    if (this.virtual) this.window();
    else {
      const shown = this.most === null ? this.rows : this.rows.slice(0, this.most);
      const left = this.rows.length - shown.length;
      replace(this.body, ...shown.map((one, i) => this.row(one, i)),
        left > 0 ? h("tr", {}, h("td", { colspan: this.columns().length, class: "none" }, t("page.and_more", { n: left }))) : null);
      if (this.rows.length === 0) replace(this.body, h("tr", {}, h("td", { colspan: this.columns().length, class: "none" }, t("page.no_match"))));
    }
  }

  private window(): void {
    if (!this.virtual) return;
    const seen = Math.ceil((this.scroller.clientHeight || 560) / ROW_PX);
    const first = Math.max(0, Math.min(this.rows.length - seen, Math.floor(this.scroller.scrollTop / ROW_PX)) - 10);
    const start = first - (first % 2);
    if (start === this.first) return;
    this.first = start;
    const end = Math.min(this.rows.length, start + seen + 20);
    const spacer = (rows: number) => h("tr", { class: "spacer", "aria-hidden": "true" }, styled(h("td", { colspan: this.columns().length }), { height: `${rows * ROW_PX}px` }));
    replace(this.body, start > 0 ? spacer(start) : null, ...this.rows.slice(start, end).map((one, i) => this.row(one, start + i)), end < this.rows.length ? spacer(this.rows.length - end) : null);
  }

  private row(one: Territory, i: number): HTMLTableRowElement {
    const cells = this.columns().map((column) => {
      switch (column.key) {
        case "rang": return h("td", { class: "n" }, one.rang === null || one.rang === undefined ? "–" : number(one.rang));
        case "nom": return h("th", { scope: "row" }, h("button", { type: "button", class: "link", "data-code": one.code }, one.nom), h("span", { class: "code" }, one.code));
        case "region": return h("td", { class: "col-region" }, this.model.region(one.region));
        case "population": return h("td", { class: "n" }, orUnknown(one.population));
        case "statut": return h("td", {}, h("span", { class: `badge ${one.statut}` }, t(`statut.${one.statut}`)));
        case "distance_km": return h("td", { class: "n" }, one.distance_km === null ? "–" : number(one.distance_km));
        case "proche": return h("td", { class: "proche" }, one.ptce_proche === null ? t("page.nearest_none") : (this.model.facilityById.get(one.ptce_proche)?.nom ?? one.ptce_proche));
      }
    });
    return h("tr", { "data-code": one.code, "aria-rowindex": i + 2, class: one.code === this.store.state.pays ? "here" : "" }, cells);
  }

  private cells(): { head: string[]; rows: Cell[][] } {
    const titles = ["code", "nom", "departement", "region", "population", "statut", "ptce_proche", "distance_km"];
    const head = [...(this.ranked ? [t("page.column.rang")] : []), ...titles.map((key) => t(`pays.${key}`))];
    const rows = this.rows.map((one): Cell[] => [
      ...(this.ranked ? [one.rang ?? null] : []), one.code, one.nom, this.model.departement(one.departement), this.model.region(one.region), one.population,
      t(`statut.${one.statut}`), one.ptce_proche === null ? null : (this.model.facilityById.get(one.ptce_proche)?.nom ?? one.ptce_proche), one.distance_km]);
    return { head, rows };
  }

  private async copy(): Promise<void> {
    const { head, rows } = this.cells();
    this.said.textContent = (await copy(tsvOf(head, rows, currentLanguage() === "fr"))) ? t("page.copied", { n: rows.length }) : t("page.not_copied");
  }

  private save(): void {
    const { head, rows } = this.cells();
    save("pays.csv", new Blob([csvOf(head, rows, currentLanguage() === "fr")], { type: "text/csv;charset=utf-8" }));
  }
}
