// The page: reads the embedded data, builds its sections once, and lets each follow the state.
import "./style.css";
import { CardView } from "./card";
import { PaceView, RegionsView } from "./charts";
import { Model, readData, STATUTS } from "./data";
import { h, replace, s } from "./dom";
import { copy, mapSvg, pngOf, save } from "./downloads";
import { FiltersView } from "./filters";
import { RegionView, TopView, trackPatterns } from "./figures";
import { MapView, patterns } from "./map";
import { NotesView } from "./notes";
import { Store, type State } from "./state";
import { TableView } from "./table";
import { percent, setLanguage, t, unbroken, useWords } from "./words";

function start(): void {
  const data = readData(document.getElementById("maillage-data")!.textContent!);
  useWords(data.words);
  const model = new Model(data);
  const { report } = data;
  const ranked = report.territories.some((one) => one.rang !== null && one.rang !== undefined);
  const store = new Store(model, {
    lang: data.language, region: "", statuts: [...STATUTS], query: "", pays: "", sort: ranked ? "rang" : "population", down: !ranked, all: false,
  });
  setLanguage(store.state.lang);

  const top = new TopView(model);
  const sheet = new RegionView(model);
  const filters = new FiltersView(model, store);
  const map = new MapView(model, store);
  const card = new CardView(model, store);
  const regions = new RegionsView(model, store);
  const pace = report.pace ? new PaceView(model) : null;
  const table = new TableView(model, store);
  const notes = new NotesView(model);

  const text = new Map<Element, () => string>();
  const says = <E extends Element>(element: E, words: () => string): E => { text.set(element, words); return element; };
  const labelled = new Map<Element, () => string>();
  const label = <E extends Element>(element: E, words: () => string): E => { labelled.set(element, words); return element; };
  const title = () => (report.title === null ? t("page.title") : data.language === "fr" ? unbroken(report.title) : report.title);

  const language = says(h("button", { type: "button", class: "language", click: () => store.set({ lang: store.state.lang === "fr" ? "en" : "fr" }) }), () => t("page.other_language"));
  const skip = says(h("a", { class: "skip", href: "#main", click: (event: Event) => { event.preventDefault(); document.getElementById("map-title")?.focus(); document.getElementById("map-title")?.scrollIntoView(); } }), () => t("page.skip"));
  const said = h("span", { class: "soft", role: "status" });
  const note = () => [report.source.date_reference === null ? "" : t("page.as_of", { year: String(report.source.date_reference) }), `${report.source.pays}, ${report.source.ptce}`, hasApproximate ? t("page.approximate") : ""].filter((one) => one !== "").join(" · ");
  const svgText = () => mapSvg(model, store, map.places, map.view(), [title(), store.state.region === "" ? "" : model.region(store.state.region)].filter((one) => one !== "").join(" – "), note());
  const hasApproximate = report.territories.some((one) => one.contour === "approche");
  const action = (words: string, act: () => void) => says(h("button", { type: "button", click: act }), () => t(words));

  const zoomBox = h("div", { class: "zoom" },
    label(h("button", { type: "button", click: () => map.zoomBy(1.6) }, "+"), () => t("page.zoom_in")),
    label(h("button", { type: "button", click: () => map.zoomBy(1 / 1.6) }, "−"), () => t("page.zoom_out")),
    label(h("button", { type: "button", click: () => map.whole() }, "⤢"), () => t("page.zoom_whole")));
  map.element.append(zoomBox);

  const captions = h("p", { class: "small map-note" });
  const sayCaptions = () => {
    captions.textContent = [
      hasApproximate ? t("page.approximate_outlines") : "", t("page.outlines_short", { metres: data.outlines.tolerance_m }),
      map.places.scene.panels.length > 1 ? t("page.insets") : "", map.unplacedLine(), map.isCanvas ? t("page.canvas") : "",
    ].filter((one) => one !== "").join(" ");
  };

  const concentration = h("p", { class: "small" });
  replace(document.getElementById("page")!,
    skip, trackPatterns(), s("svg", { class: "defs-only", width: 0, height: 0, "aria-hidden": "true" }, patterns()),
    h("header", { class: "page-head" },
      h("p", { class: "kicker" }, says(h("span", {}), () => t("page.kicker")), says(h("span", { class: "date" }), () => (report.source.date_reference === null ? "" : t("page.as_of", { year: String(report.source.date_reference) })))),
      h("h1", {}, says(h("span", {}), title)),
      report.region === null ? null : says(h("p", { class: "scope" }), () => t("page.region_run", { region: model.region(report.region) })),
      language),
    h("main", { id: "main" },
      top.element,
      h("section", { class: "map-section", "aria-labelledby": "map-title" },
        h("div", { class: "section-head" }, says(h("h2", { id: "map-title", tabindex: -1 }), () => t("page.map")), says(h("p", { class: "small screen", id: "map-help" }), () => t("page.map_help"))),
        filters.element, sheet.element,
        h("div", { class: "map-grid" },
          h("div", { class: "map-column" }, map.element, captions,
            h("div", { class: "tools" },
              action("page.save_svg", () => save("carte.svg", new Blob([svgText()], { type: "image/svg+xml" }))),
              action("page.save_png", () => void pngOf(svgText()).then((blob) => save("carte.png", blob))),
              action("page.share", () => void copy(window.location.href).then((done) => { said.textContent = t(done ? "page.shared" : "page.not_copied"); })),
              says(h("button", { type: "button", click: () => window.print() }), () => t(store.state.region === "" ? "page.print" : "page.print_region")), said)),
          h("aside", { class: "side" }, filters.legend, card.element))),
      h("section", { class: "regions-section", "aria-labelledby": "regions-title" },
        h("div", { class: "section-head" }, says(h("h2", { id: "regions-title" }), () => t("page.regions")), says(h("p", { class: "small" }), () => t("page.regions_hint"))), regions.element, concentration),
      pace ? h("section", { class: "pace-section", "aria-labelledby": "pace-title" },
        h("div", { class: "section-head" }, says(h("h2", { id: "pace-title" }), () => t("page.pace")), says(h("p", { class: "small" }), () => t("page.pace_hint"))), pace.element) : null,
      h("section", { class: "ranking-section", "aria-labelledby": "ranking-title" },
        h("div", { class: "section-head" }, says(h("h2", { id: "ranking-title" }), () => t("page.ranking")), says(h("p", { class: "small" }), () => t(ranked ? "page.ranking_hint" : "page.ranking_unranked"))), table.element),
      h("section", { class: "notes-section", "aria-labelledby": "notes-title" }, says(h("h2", { id: "notes-title" }), () => t("page.notes")), notes.element)),
    h("footer", {}, says(h("p", {}), () => `${t("page.footer")} ${note()}`)));

  const speak = (state: State) => {
    setLanguage(state.lang);
    document.documentElement.lang = state.lang;
    document.title = title();
    for (const [element, words] of text) element.textContent = words();
    for (const [element, words] of labelled) element.setAttribute("aria-label", words());
    sayCaptions();
    const share = report.concentration?.national;
    concentration.textContent = share && share.share !== null ? t("page.concentration", { n: share.tenth, in_tenth: share.in_tenth, share: percent(share.share, 100), facilities: share.facilities }) : "";
    top.update();
    notes.update();
    pace?.update();
  };

  const follow = (state: State, changed: ReadonlySet<keyof State>) => {
    const spoken = changed.has("lang");
    if (spoken) speak(state);
    filters.update(state);
    if (spoken || changed.has("region")) {
      sheet.update(state);
      regions.update(state);
      for (const [element, words] of text) element.textContent = words();
    }
    document.documentElement.classList.toggle("of-region", state.region !== "");
    map.update(state, changed);
    if (spoken || changed.has("pays")) card.update(state);
    table.update(state, spoken ? undefined : changed);
  };
  store.listen(follow);
  follow(store.state, new Set<keyof State>(["lang", "region", "statuts", "query", "pays", "sort", "down", "all"]));

  const printed = (on: boolean) => {
    document.documentElement.classList.toggle("printing", on);
    const region = store.state.region !== "";
    table.show(on ? (region ? 12 : 100) : null);
    notes.open(on);
    if (on) map.repaint();
  };
  window.addEventListener("beforeprint", () => printed(true));
  window.addEventListener("afterprint", () => printed(false));
  document.documentElement.classList.add("ready");
}

start();
