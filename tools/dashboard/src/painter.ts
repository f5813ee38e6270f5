// The map on a canvas, for more outlines than a page's tree can hold.
import type { ZoomTransform } from "d3-zoom";
import type { Model, Statut, Territory } from "./data";
import { h } from "./dom";
import type { Places } from "./places";
import { currentPalette, type Palette } from "./symbols";

export class Painter {
  readonly element = h("canvas", { class: "map-canvas", "aria-hidden": "true" });
  private readonly shapes: Path2D[];
  private readonly regions: Path2D;
  private readonly zones: Path2D;
  private readonly country: Path2D;
  private shown: boolean[];
  private asked = 0;
  private readonly grid = new Map<number, number[]>();
  private static readonly CELL = 20;

  constructor(private readonly places: Places, private readonly model: Model) {
    this.shapes = places.scene.paths.map((path) => new Path2D(path));
    this.regions = new Path2D(places.regionLines());
    this.zones = new Path2D(places.zoneLines());
    this.country = new Path2D(places.scene.country);
    this.shown = places.codes.map(() => true);
    places.scene.boxes.forEach((box, i) => {
      if (!box) return;
      for (const cell of this.cells(box.x, box.y, box.x + box.width, box.y + box.height)) {
        const list = this.grid.get(cell);
        if (list) list.push(i);
        else this.grid.set(cell, [i]);
      }
    });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.again());
    new ResizeObserver(() => this.again()).observe(this.element);
  }

  private last: ZoomTransform | null = null;
  private again(): void { if (this.last) this.paint(this.last); }

  private *cells(left: number, top: number, right: number, bottom: number): Generator<number> {
    const cell = Painter.CELL;
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x++) {
      for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y++) yield x * 10_000 + y;
    }
  }

  show(match: (one: Territory) => boolean): void {
    this.shown = this.places.codes.map((code) => { const one = this.model.byCode.get(code); return one !== undefined && match(one); });
  }

  /** Code of the outline at a point of the scene; "" where there is none. */
  at(x: number, y: number): string {
    const context = this.element.getContext("2d")!;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    let found = "";
    for (const cell of this.cells(x, y, x, y)) {
      const hit = (this.grid.get(cell) ?? []).find((i) => context.isPointInPath(this.shapes[i]!, x, y, "evenodd"));
      if (hit !== undefined) found = this.places.codes[hit]!;
    }
    context.restore();
    return found;
  }

  paint(transform: ZoomTransform): void {
    this.last = transform;
    if (this.asked !== 0) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.draw(this.last!);
    });
  }

  private fills(context: CanvasRenderingContext2D, palette: Palette, unit: number): Record<Statut, string | CanvasPattern> {
    const tile = (ground: string, paint: (pen: CanvasRenderingContext2D, size: number) => void): CanvasPattern => {
      const size = Math.max(4, Math.round(5 * unit));
      const small = h("canvas", { width: size, height: size });
      const pen = small.getContext("2d")!;
      pen.fillStyle = ground;
      pen.fillRect(0, 0, size, size);
      paint(pen, size);
      return context.createPattern(small, "repeat")!;
    };
    return {
      couvert: palette.couvert,
      non_couvert: palette.nonCouvert,
      emergent: tile(palette.emergent, (pen, size) => {
        pen.strokeStyle = palette.emergentSign;
        pen.lineWidth = size / 4;
        pen.beginPath();
        for (const shift of [-size, 0, size]) { pen.moveTo(shift, size); pen.lineTo(shift + size, 0); }
        pen.stroke();
      }),
      possible: tile(palette.possible, (pen, size) => {
        pen.fillStyle = palette.possibleSign;
        pen.beginPath();
        pen.arc(size / 2, size / 2, size / 5, 0, 7);
        pen.fill();
      }),
    };
  }

  private draw(transform: ZoomTransform): void {
    const { scene, codes } = this.places;
    const box = this.element.getBoundingClientRect();
    const dense = window.devicePixelRatio || 1;
    const width = Math.max(1, Math.round(box.width * dense));
    const height = Math.max(1, Math.round(box.height * dense));
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    const context = this.element.getContext("2d")!;
    const palette = currentPalette();
    const unit = Math.min(width / scene.width, height / scene.height);
    const k = unit * transform.k;
    const dx = (width - scene.width * unit) / 2 + transform.x * unit;
    const dy = (height - scene.height * unit) / 2 + transform.y * unit;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(k, 0, 0, k, dx, dy);
    context.fillStyle = palette.land;
    context.fill(this.country, "evenodd");
    const fills = this.fills(context, palette, dense);
    for (const fill of Object.values(fills)) if (fill instanceof CanvasPattern) fill.setTransform(new DOMMatrix().scale(1 / k));
    const [left, top, right, bottom] = [-dx / k, -dy / k, (width - dx) / k, (height - dy) / k];
    context.lineWidth = 0.4 / transform.k;
    context.strokeStyle = palette.paper;
    const borders = codes.length < 8000 || transform.k > 3;
    for (const [i, code] of codes.entries()) {
      const frame = scene.boxes[i];
      if (!frame || frame.x > right || frame.y > bottom || frame.x + frame.width < left || frame.y + frame.height < top) continue;
      const one = this.model.byCode.get(code);
      if (!one) continue;
      context.globalAlpha = this.shown[i] ? 1 : 0.16;
      context.fillStyle = fills[one.statut];
      context.fill(this.shapes[i]!, "evenodd");
      if (borders) context.stroke(this.shapes[i]!);
    }
    context.globalAlpha = 1;
    context.lineWidth = 1.2 / transform.k;
    context.stroke(this.regions);
    context.strokeStyle = palette.zone;
    context.stroke(this.zones);
  }
}
