// The map: SVG for up to 3,000 outlines, canvas beyond; zoom, hover, choice by pointer and by keyboard.
import { select } from "d3-selection";
import "d3-transition";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import { type Model, type Territory } from "./data";
import { h, replace, s, styled } from "./dom";
import { type Frame, roundLength } from "./geometry";
import { Places } from "./places";
import type { State, Store } from "./state";
import { FILL, SIGN, stageOf } from "./symbols";
import { number, t } from "./words";
import { Painter } from "./painter";

export const CANVAS_FROM = 3000;

/** Names in the page are unique: the map's own, which follow the zoom, have a prefix. */
export function patterns(prefix = ""): SVGDefsElement {
  return s("defs", {},
    s("pattern", { id: `${prefix}hatch`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      s("rect", { width: 5, height: 5, class: "hatch-ground" }), s("line", { x1: 0, y1: 0, x2: 0, y2: 5, class: "hatch-sign" })),
    s("pattern", { id: `${prefix}dots`, width: 5, height: 5, patternUnits: "userSpaceOnUse" },
      s("rect", { width: 5, height: 5, class: "dots-ground" }), s("circle", { cx: 2.5, cy: 2.5, r: 0.9, class: "dots-sign" })));
}

export class MapView {
  readonly element: HTMLElement;
  places: Places;
  private readonly stage = h("div", { class: "map-stage" });
  private readonly tip = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  private readonly said = h("p", { class: "visually-hidden", "aria-live": "polite" });
  private svg!: SVGSVGElement;
  private moving!: SVGGElement;
  private list!: SVGGElement;
  private shapes = new Map<string, SVGPathElement>();
  private ruler!: SVGGElement;
  private chosen!: SVGPathElement;
  private cursorLine!: SVGPathElement;
  private painter: Painter | null = null;
  private transform: ZoomTransform = zoomIdentity;
  private cursor = "";
  private narrow: boolean;
  private readonly zooming = zoom<SVGSVGElement, unknown>();
  private readonly still = window.matchMedia("(prefers-reduced-motion: reduce)");

  constructor(private readonly model: Model, private readonly store: Store) {
    this.narrow = window.matchMedia("(max-width: 640px)").matches;
    this.places = new Places(model, this.narrow);
    this.element = h("div", { class: "map" }, this.stage, this.tip, this.said);
    this.build();
    window.matchMedia("(max-width: 640px)").addEventListener("change", (event) => {
      if (document.documentElement.classList.contains("printing")) return;
      this.narrow = event.matches;
      this.places = new Places(model, this.narrow);
      this.build();
      this.update();
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.hideTip(); });
  }

  get isCanvas(): boolean { return this.painter !== null; }

  private build(): void {
    const { scene } = this.places;
    const canvas = this.places.codes.length > CANVAS_FROM;
    this.shapes = new Map();
    this.svg = s("svg", { class: "map-svg", viewBox: `0 0 ${scene.width} ${scene.height}`, preserveAspectRatio: "xMidYMid meet" }, patterns("map-"));
    this.list = s("g", { class: "pays", tabindex: 0, role: canvas ? "application" : "listbox", "aria-describedby": "map-help" });
    this.cursorLine = s("path", { class: "cursor", "aria-hidden": "true" });
    this.chosen = s("path", { class: "chosen", "aria-hidden": "true" });
    if (canvas) {
      this.list.append(s("rect", { width: scene.width, height: scene.height, class: "catch" }));
    } else {
      this.places.codes.forEach((code, i) => {
        const one = this.model.byCode.get(code);
        if (!one || scene.paths[i] === "") return;
        const shape = s("path", { d: scene.paths[i], id: `pays-${i}`, role: "option", class: `shape ${one.statut}`, fill: FILL[one.statut].replace("#", "#map-") });
        shape.dataset["code"] = code;
        this.shapes.set(code, shape);
        this.list.append(shape);
      });
    }
    const spots = s("g", { class: "spots", "aria-hidden": "true" }, this.places.spots.map(({ facility, x, y }) => {
      const sign = s("path", { d: SIGN[stageOf(facility)], class: `spot ${stageOf(facility)}`, transform: `translate(${x},${y})` });
      sign.dataset["id"] = facility.id;
      return sign;
    }));
    this.moving = s("g", {},
      scene.country === "" ? null : s("path", { d: scene.country, class: "country", "aria-hidden": "true" }),
      this.list,
      canvas ? null : s("path", { d: this.places.regionLines(), class: "regions", "aria-hidden": "true" }),
      canvas ? null : s("path", { d: this.places.zoneLines(), class: "zones", "aria-hidden": "true" }),
      this.chosen, this.cursorLine, spots, this.frames());
    this.ruler = s("g", { class: "ruler", "aria-hidden": "true" });
    this.svg.append(this.moving, this.ruler);
    this.painter = canvas ? new Painter(this.places, this.model) : null;
    replace(this.stage, this.painter?.element, this.svg);
    this.stage.classList.toggle("on-canvas", canvas);
    styled(this.stage, { "--ratio": `${scene.width} / ${scene.height}` });
    this.listenTo();
  }

  /** Frames, names and scales of the panels. */
  private frames(): SVGGElement {
    const { panels } = this.places.scene;
    return s("g", { class: "frames", "aria-hidden": "true" }, panels.map((panel) => {
      const { frame } = panel;
      const km = roundLength(panel.pixelsPerKm, panel.inset ? 44 : 130);
      const length = km * panel.pixelsPerKm;
      const [x, y] = panel.inset ? [frame.x + 8, frame.y + frame.height - 7] : [frame.x + frame.width - length - 14, frame.y + frame.height - 12];
      const name = s("text", { x: frame.x + 8, y: frame.y + 15, class: "panel-name" });
      name.dataset["land"] = panel.land;
      const scale = s("text", { x: panel.inset ? x + length + 6 : x + length / 2, y: panel.inset ? y + 1 : y - 6, class: "panel-scale", "text-anchor": panel.inset ? "start" : "middle" });
      scale.dataset["km"] = String(km);
      scale.dataset["times"] = panel.inset ? String(panel.times) : "";
      return s("g", {},
        panel.inset ? s("rect", { ...frame, class: "frame" }) : null,
        panel.inset ? name : null,
        s("path", { d: `M${x},${y - 4}V${y}H${x + length}V${y - 4}`, class: "scale-bar" }), scale);
    }));
  }

  private say(): void {
    for (const text of this.moving.querySelectorAll<SVGTextElement>(".panel-name")) text.textContent = t(`page.land.${text.dataset["land"]}`);
    for (const text of this.moving.querySelectorAll<SVGTextElement>(".panel-scale")) {
      const km = t("page.km", { km: number(Number(text.dataset["km"]), 1) });
      const times = text.dataset["times"];
      text.textContent = times ? `${km} · ×\u00a0${number(Number(times), 1)}` : km;
    }
    this.measure();
    this.list.setAttribute("aria-label", t("page.map_label"));
    for (const [code, shape] of this.shapes) shape.setAttribute("aria-label", this.label(this.model.byCode.get(code)!));
  }

  private label(one: Territory): string { return `${one.nom}, ${t(`statut.${one.statut}`)}`; }

  private listenTo(): void {
    const { width, height } = this.places.scene;
    this.zooming.scaleExtent([1, this.painter ? 60 : 24]).extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]])
      .filter((event: Event) => {
        if (event.type === "wheel") return (event as WheelEvent).ctrlKey || (event as WheelEvent).metaKey || document.activeElement === this.list;
        if (event.type === "touchstart") return (event as TouchEvent).touches.length > 1 || this.transform.k > 1;
        return !(event as MouseEvent).button;
      })
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.moved(event.transform));
    select(this.svg).call(this.zooming).on("dblclick.zoom", null);
    const codeAt = (event: MouseEvent): string => {
      const code = (event.target as Element | null)?.closest<SVGElement>("[data-code]")?.dataset["code"];
      if (code !== undefined || !this.painter) return code ?? "";
      const matrix = this.moving.getScreenCTM();
      if (!matrix) return "";
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      return this.painter.at(at.x, at.y);
    };
    this.svg.addEventListener("click", (event) => {
      const id = (event.target as Element | null)?.closest<SVGElement>("[data-id]")?.dataset["id"];
      const code = id !== undefined ? (this.model.facilityById.get(id)?.pays ?? "") : codeAt(event);
      if (code !== "") this.store.set({ pays: this.store.state.pays === code && id === undefined ? "" : code });
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") return;
      const id = (event.target as Element | null)?.closest<SVGElement>("[data-id]")?.dataset["id"];
      const facility = id === undefined ? undefined : this.model.facilityById.get(id);
      const one = this.model.byCode.get(codeAt(event));
      if (facility) this.showTip(event.clientX, event.clientY, facility.nom ?? facility.id, [t(`page.stage.${stageOf(facility)}`), facility.annee === null ? "" : t("page.year", { year: String(facility.annee) })]);
      else if (one) this.showTip(event.clientX, event.clientY, one.nom, this.lines(one));
      else this.hideTip();
    });
    this.svg.addEventListener("pointerleave", () => this.hideTip());
    this.list.addEventListener("focus", () => { if (this.list.matches(":focus-visible")) this.moveCursor(this.cursor || this.store.state.pays || this.firstShown()); });
    this.list.addEventListener("blur", () => { this.cursorLine.setAttribute("d", ""); });
    this.list.addEventListener("keydown", (event) => this.key(event));
  }

  private lines(one: Territory): string[] {
    return [t(`statut.${one.statut}`), one.population === null ? "" : t("page.people_n", { n: one.population })];
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    const match = this.store.matcher();
    if (step) this.moveCursor(this.places.next(this.cursor || this.firstShown(), step[0], step[1], (code) => { const one = this.model.byCode.get(code); return one !== undefined && match(one); }));
    else if (event.key === "Home") this.moveCursor(this.firstShown());
    else if (event.key === "Enter" || event.key === " ") { if (this.cursor !== "") this.store.set({ pays: this.cursor }); }
    else if (event.key === "Escape") this.store.set({ pays: "" });
    else if (event.key === "+") this.zoomBy(1.6);
    else if (event.key === "-") this.zoomBy(1 / 1.6);
    else if (event.key === "0") this.whole();
    else return;
    event.preventDefault();
  }

  private firstShown(): string {
    const match = this.store.matcher();
    return this.places.codes.find((code, i) => this.places.scene.paths[i] !== "" && match(this.model.byCode.get(code)!)) ?? "";
  }

  private moveCursor(code: string): void {
    this.cursor = code;
    const i = this.places.rank.get(code);
    const one = this.model.byCode.get(code);
    if (i === undefined || !one) return;
    this.cursorLine.setAttribute("d", this.places.scene.paths[i]!);
    if (this.painter) this.said.textContent = this.label(one);
    else this.list.setAttribute("aria-activedescendant", `pays-${i}`);
    const centre = this.places.scene.centres[i];
    const matrix = this.moving.getScreenCTM();
    if (centre && matrix) {
      const at = new DOMPoint(centre[0], centre[1]).matrixTransform(matrix);
      this.showTip(at.x, at.y, one.nom, this.lines(one));
    }
  }

  private showTip(x: number, y: number, title: string, lines: string[]): void {
    replace(this.tip, h("strong", {}, title.length > 120 ? `${title.slice(0, 119)}…` : title), ...lines.filter((line) => line !== "").map((line) => h("span", {}, line)));
    this.tip.hidden = false;
    const box = this.element.getBoundingClientRect();
    const width = this.tip.offsetWidth;
    const left = Math.min(Math.max(x - box.left + 14, 4), Math.max(4, box.width - width - 4));
    const top = y - box.top + 18 + this.tip.offsetHeight > box.height ? y - box.top - this.tip.offsetHeight - 12 : y - box.top + 18;
    styled(this.tip, { left: `${left}px`, top: `${Math.max(4, top)}px` });
  }

  hideTip(): void { this.tip.hidden = true; }

  private moved(transform: ZoomTransform): void {
    this.transform = transform;
    this.moving.setAttribute("transform", transform.toString());
    styled(this.stage, { "--k": String(transform.k) });
    const size = transform.k ** -0.72;
    const spots = this.moving.querySelectorAll<SVGPathElement>(".spot");
    this.places.spots.forEach(({ x, y }, i) => spots[i]!.setAttribute("transform", `translate(${x},${y}) scale(${size})`));
    for (const id of ["hatch", "dots"]) {
      this.svg.querySelector(`#map-${id}`)?.setAttribute("patternTransform", `${id === "hatch" ? "rotate(45) " : ""}scale(${1 / transform.k})`);
    }
    this.measure();
    this.painter?.paint(transform);
    this.hideTip();
  }

  /** The scale of what is zoomed on: that of the panel in the middle. */
  private measure(): void {
    const { scene } = this.places;
    const { k } = this.transform;
    const zoomed = k > 1.01;
    this.stage.classList.toggle("zoomed", zoomed);
    if (!zoomed) return this.ruler.replaceChildren();
    const [cx, cy] = this.transform.invert([scene.width / 2, scene.height / 2]);
    const panel = scene.panels.find(({ frame, inset }) => inset && cx >= frame.x && cx <= frame.x + frame.width && cy >= frame.y && cy <= frame.y + frame.height) ?? scene.panels[0]!;
    const km = roundLength(panel.pixelsPerKm * k, scene.width / 6);
    const length = km * panel.pixelsPerKm * k;
    const [x, y] = [14, scene.height - 14];
    this.ruler.replaceChildren(s("rect", { x: 4, y: y - 26, width: length + 20, height: 34, class: "ground" }),
      s("path", { d: `M${x},${y - 4}V${y}H${x + length}V${y - 4}`, class: "scale-bar" }),
      s("text", { x: x + length / 2, y: y - 7, class: "panel-scale", "text-anchor": "middle" }, t("page.km", { km })));
  }

  private go(transform: ZoomTransform): void {
    const svg = select(this.svg);
    if (this.still.matches || this.painter || document.documentElement.classList.contains("printing")) svg.call(this.zooming.transform, transform);
    else svg.transition().duration(450).call(this.zooming.transform, transform);
  }

  zoomBy(factor: number): void {
    const { width, height } = this.places.scene;
    const k = Math.min(Math.max(this.transform.k * factor, 1), this.painter ? 60 : 24);
    const [cx, cy] = this.transform.invert([width / 2, height / 2]);
    this.go(this.held(width / 2 - k * cx, height / 2 - k * cy, k));
  }

  whole(): void { this.go(zoomIdentity); }

  fit(frame: Frame | null): void {
    const { width, height } = this.places.scene;
    if (!frame) return this.whole();
    const k = Math.min(12, 0.86 * Math.min(width / Math.max(frame.width, 1), height / Math.max(frame.height, 1)));
    if (k <= 1) return this.whole();
    this.go(this.held(width / 2 - k * (frame.x + frame.width / 2), height / 2 - k * (frame.y + frame.height / 2), k));
  }

  /** Kept within the scene. */
  private held(x: number, y: number, k: number): ZoomTransform {
    const { width, height } = this.places.scene;
    return zoomIdentity.translate(Math.min(0, Math.max(width * (1 - k), x)), Math.min(0, Math.max(height * (1 - k), y))).scale(k);
  }

  update(state: State = this.store.state, changed: ReadonlySet<keyof State> = new Set<keyof State>(["lang", "region", "statuts", "query", "pays"])): void {
    if (changed.has("lang")) this.say();
    if (changed.has("region") || changed.has("statuts") || changed.has("query")) {
      const match = this.store.matcher();
      for (const [code, shape] of this.shapes) shape.classList.toggle("dim", !match(this.model.byCode.get(code)!));
      const region = state.region;
      const spots = this.moving.querySelectorAll<SVGPathElement>(".spot");
      this.places.spots.forEach(({ facility }, i) => {
        spots[i]!.classList.toggle("dim", region !== "" && !this.model.isIn(facility, region));
      });
      if (this.painter) { this.painter.show(match); this.painter.paint(this.transform); }
    }
    if (changed.has("region")) this.fit(state.region === "" ? null : this.places.around(this.model.data.report.territories.filter((one) => one.region === state.region).map((one) => one.code)));
    if (changed.has("pays")) {
      const i = this.places.rank.get(state.pays);
      this.chosen.setAttribute("d", i === undefined ? "" : this.places.scene.paths[i]!);
      for (const [code, shape] of this.shapes) shape.setAttribute("aria-selected", String(code === state.pays));
      if (state.pays !== "") this.cursor = state.pays;
      this.hideTip();
    }
  }

  repaint(): void { this.painter?.paint(this.transform); }

  /** What of France the map shows now, in the scene's units. */
  view(): Frame {
    const { width, height } = this.places.scene;
    const { x, y, k } = this.transform;
    return { x: -x / k, y: -y / k, width: width / k, height: height / k };
  }

  unplacedLine(): string { return this.places.unplaced === 0 ? "" : t("page.unplaced", { n: this.places.unplaced }); }
}
