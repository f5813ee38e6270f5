// The scene: each land of France in its own panel and projection, drawn from shared arcs projected once.
import { geoAzimuthalEqualArea, geoConicConformal, type GeoProjection } from "d3-geo";
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from "topojson-specification";

export type Land = string;
type Box = readonly [number, number, number, number];

// Degrees; the same boxes as the engine's (model/land).
const LANDS: readonly (readonly [Land, Box])[] = [
  ["corse", [8.3, 41.2, 9.8, 43.2]],
  ["guadeloupe", [-61.95, 15.7, -60.9, 16.7]],
  ["saint-martin", [-63.3, 17.99, -62.96, 18.3]],
  ["saint-barthelemy", [-62.96, 17.8, -62.7, 18.0]],
  ["martinique", [-61.4, 14.2, -60.7, 15.0]],
  ["guyane", [-54.8, 2.0, -51.4, 6.0]],
  ["reunion", [55.0, -21.6, 56.0, -20.7]],
  ["mayotte", [44.8, -13.2, 45.5, -12.4]],
  ["saint-pierre-et-miquelon", [-56.6, 46.6, -56.0, 47.3]],
  ["nouvelle-caledonie", [158.0, -23.5, 172.5, -17.0]],
  ["wallis-et-futuna", [-178.5, -14.7, -175.8, -12.9]],
  ["polynesie", [-155.5, -28.5, -133.5, -7.0]],
];

/** Corse is drawn with the continent. */
export function landOf(lon: number, lat: number): Land {
  const found = LANDS.find(([, [west, south, east, north]]) => lon >= west && lon <= east && lat >= south && lat <= north);
  return !found || found[0] === "corse" ? "metropole" : found[0];
}

/** In the order panels are laid out. */
export const INSETS: readonly Land[] = ["guadeloupe", "martinique", "guyane", "reunion", "mayotte", ...LANDS.map(([land]) => land)
  .filter((land) => !["corse", "guadeloupe", "martinique", "guyane", "reunion", "mayotte"].includes(land))];

export interface Frame { x: number; y: number; width: number; height: number }

export interface Panel {
  land: Land;
  frame: Frame;
  inset: boolean;
  pixelsPerKm: number;
  /** Scale beside that of the largest panel. */
  times: number;
  project: (lon: number, lat: number) => [number, number];
}

export interface Scene {
  width: number;
  height: number;
  panels: Panel[];
  /** Path of each outline, by its rank in the topology; "" where it has none. */
  paths: string[];
  boxes: (Frame | null)[];
  centres: ([number, number] | null)[];
  country: string;
  /** A line along the arcs that `between` chooses; the second is undefined at an outer edge. */
  line: (between: (a: number, b: number | undefined) => boolean) => string;
  place: (lon: number, lat: number) => [number, number] | null;
}

const EARTH_KM = 6371.0088;

type Position = [number, number];

interface Arcs { land: Land[]; points: Position[][] }

function decoded(topology: Topology): Position[][] {
  const transform = topology.transform;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map((step) => {
      if (!transform) return [step[0]!, step[1]!] as Position;
      x += step[0]!;
      y += step[1]!;
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]] as Position;
    });
  });
}

function arcsOf(topology: Topology): Arcs {
  const points = decoded(topology);
  return { points, land: points.map((arc) => landOf(arc[0]![0], arc[0]![1])) };
}

export function objectOf(topology: Topology): GeometryCollection {
  return Object.values(topology.objects)[0] as GeometryCollection;
}

function projectionOf(land: Land, box: Box): GeoProjection {
  const unit = (projection: GeoProjection) => projection.scale(1).translate([0, 0]).precision(0);
  if (land === "metropole") return unit(geoConicConformal().parallels([44, 49]).rotate([-3, 0]).center([0, 46.5]));
  return unit(geoAzimuthalEqualArea().rotate([-(box[0] + box[2]) / 2, -(box[1] + box[3]) / 2]));
}

interface Raw { land: Land; box: Box; projection: GeoProjection }

function extentOf(positions: Iterable<Position>): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions) {
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return [west, south, east, north];
}

/** Where the panels go: the largest land, and the others below it (narrow) or in a column at its left. */
function framesFor(lands: Land[], narrow: boolean): { width: number; height: number; frames: Map<Land, Frame> } {
  const frames = new Map<Land, Frame>();
  const insets = lands.slice(1);
  const main = lands[0]!;
  if (insets.length === 0) {
    const size = narrow ? 480 : 900;
    frames.set(main, { x: 0, y: 0, width: size, height: narrow ? 460 : 760 });
    return { width: size, height: narrow ? 460 : 760, frames };
  }
  if (narrow) {
    const columns = 3;
    const gap = 8;
    const side = (480 - gap * (columns - 1)) / columns;
    const tall = side * 0.92;
    frames.set(main, { x: 0, y: 0, width: 480, height: 470 });
    insets.forEach((land, i) => {
      frames.set(land, { x: (i % columns) * (side + gap), y: 484 + Math.floor(i / columns) * (tall + gap), width: side, height: tall });
    });
    return { width: 480, height: 484 + Math.ceil(insets.length / columns) * (tall + gap) - gap, frames };
  }
  const height = 780;
  const gap = 10;
  const rows = Math.max(5, Math.ceil(insets.length / Math.ceil(insets.length / 6)));
  const columns = Math.ceil(insets.length / rows);
  const tall = (height - gap * (rows - 1)) / rows;
  const side = 140;
  insets.forEach((land, i) => {
    frames.set(land, { x: Math.floor(i / rows) * (side + gap), y: (i % rows) * (tall + gap), width: side, height: tall });
  });
  const left = columns * (side + gap);
  frames.set(main, { x: left, y: 0, width: 760, height });
  return { width: left + 760, height, frames };
}

export function sceneOf(topology: Topology, country: Topology | undefined, narrow: boolean): Scene {
  const arcs = arcsOf(topology);
  const under = country ? arcsOf(country) : null;
  const byLand = new Map<Land, Position[]>();
  const gather = (all: Arcs) => all.points.forEach((arc, i) => {
    const land = all.land[i]!;
    const list = byLand.get(land) ?? [];
    for (const point of arc) list.push(point);
    byLand.set(land, list);
  });
  gather(arcs);
  if (under) gather(under);
  const lands = ["metropole", ...INSETS].filter((land) => byLand.has(land));
  if (lands.length === 0) lands.push("metropole");
  const layout = framesFor(lands, narrow);

  const panels: Panel[] = [];
  const raws = new Map<Land, Raw>();
  for (const land of lands) {
    const positions = byLand.get(land) ?? [[2, 46.5]];
    const box = extentOf(positions);
    const projection = projectionOf(land, box);
    raws.set(land, { land, box, projection });
    const extent = extentOf(positions.map((point) => projection(point) as Position));
    const frame = layout.frames.get(land)!;
    const inset = land !== lands[0];
    const top = inset ? 20 : 6;      // the name stands above,
    const bottom = inset ? 20 : 30;  // the scale below
    const pad = inset ? 10 : 6;
    const width = Math.max(extent[2] - extent[0], 1e-9);
    const height = Math.max(extent[3] - extent[1], 1e-9);
    const k = Math.min((frame.width - 2 * pad) / width, (frame.height - top - bottom) / height);
    const dx = frame.x + frame.width / 2 - (k * (extent[0] + extent[2])) / 2;
    const dy = frame.y + top + (frame.height - top - bottom) / 2 - (k * (extent[1] + extent[3])) / 2;
    panels.push({
      land, frame, inset, pixelsPerKm: k / EARTH_KM, times: 1,
      project: (lon, lat) => {
        const [x, y] = projection([lon, lat]) as Position;
        return [x * k + dx, y * k + dy];
      },
    });
  }
  for (const panel of panels) panel.times = panel.pixelsPerKm / panels[0]!.pixelsPerKm;
  const panelOf = new Map(panels.map((panel) => [panel.land, panel]));

  const drawn = (all: Arcs) => all.points.map((arc, i) => {
    const panel = panelOf.get(all.land[i]!)!;
    return arc.map(([lon, lat]) => panel.project(lon, lat));
  });
  const screen = drawn(arcs);
  const collection = objectOf(topology);
  const paths: string[] = [];
  const boxes: (Frame | null)[] = [];
  const centres: ([number, number] | null)[] = [];
  for (const geometry of collection.geometries) {
    const rings = ringsOf(geometry as Polygon | MultiPolygon, screen);
    paths.push(rings.map(pathOfRing).join(""));
    const largest = largestOf(rings);
    boxes.push(largest ? frameOf(extentOf(rings.flat())) : null);
    centres.push(largest ? inside(largest) : null);
  }
  const borders = new Borders(collection, screen, arcs.land.map((land) => panelOf.get(land)!.pixelsPerKm));
  let countryPath = "";
  if (country && under) {
    const lines = drawn(under);
    countryPath = objectOf(country).geometries.map((geometry) => ringsOf(geometry as Polygon | MultiPolygon, lines).map(pathOfRing).join("")).join("");
  }
  return {
    width: layout.width, height: layout.height, panels, paths, boxes, centres, country: countryPath,
    line: (between) => borders.line(between),
    place: (lon, lat) => panelOf.get(landOf(lon, lat))?.project(lon, lat) ?? null,
  };
}

function ringsOf(geometry: Polygon | MultiPolygon, arcs: Position[][]): Position[][] {
  const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.type === "MultiPolygon" ? geometry.arcs : [];
  return polygons.flat().map((ring) => {
    const points: Position[] = [];
    for (const use of ring) {
      const arc = arcs[use < 0 ? ~use : use]!;
      const ordered = use < 0 ? [...arc].reverse() : arc;
      points.push(...(points.length > 0 ? ordered.slice(1) : ordered));
    }
    return points;
  });
}

/** Who is on each side of an arc. Neighbours whose borders don't follow the same vertices have an arc each: these are matched by nearness. */
class Borders {
  private readonly owners: number[][];
  /** By arc of one owner: who is across each of its segments, where anybody is. */
  private across: (number | undefined)[][] | null = null;
  private static readonly NEAR_KM = 1.2;
  private static readonly CELL = 3;

  constructor(collection: GeometryCollection, private readonly arcs: Position[][], private readonly scale: number[]) {
    this.owners = arcs.map(() => []);
    collection.geometries.forEach((geometry, rank) => {
      const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.type === "MultiPolygon" ? geometry.arcs : [];
      for (const use of polygons.flat(2)) this.owners[use < 0 ? ~use : use]!.push(rank);
    });
  }

  private match(): (number | undefined)[][] {
    const cells = new Map<number, [number, number][]>();
    const key = (x: number, y: number) => Math.floor(x / Borders.CELL) * 100_000 + Math.floor(y / Borders.CELL);
    const single = this.owners.map((owners, arc) => (owners.length === 1 ? arc : -1)).filter((arc) => arc >= 0);
    for (const arc of single) {
      const points = this.arcs[arc]!;
      for (let i = 1; i < points.length; i++) {
        const [[ax, ay], [bx, by]] = [points[i - 1]!, points[i]!];
        const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / Borders.CELL));
        let last = NaN;
        for (let step = 0; step <= steps; step++) {
          const cell = key(ax + ((bx - ax) * step) / steps, ay + ((by - ay) * step) / steps);
          if (cell === last) continue;
          last = cell;
          const list = cells.get(cell);
          if (list) list.push([arc, i]);
          else cells.set(cell, [[arc, i]]);
        }
      }
    }
    const found: (number | undefined)[][] = [];
    for (const arc of single) {
      const points = this.arcs[arc]!;
      const near = Borders.NEAR_KM * this.scale[arc]!;
      const reach = Math.ceil(near / Borders.CELL);
      found[arc] = points.slice(1).map((to, i) => {
        const [x, y] = [(points[i]![0] + to[0]) / 2, (points[i]![1] + to[1]) / 2];
        let best: number | undefined;
        let least = near;
        for (let dx = -reach; dx <= reach; dx++) {
          for (let dy = -reach; dy <= reach; dy++) {
            for (const [other, j] of cells.get(key(x + dx * Borders.CELL, y + dy * Borders.CELL)) ?? []) {
              const owner = this.owners[other]![0]!;
              if (owner === this.owners[arc]![0]) continue;
              const distance = away(x, y, this.arcs[other]![j - 1]!, this.arcs[other]![j]!);
              if (distance < least) {
                least = distance;
                best = owner;
              }
            }
          }
        }
        return best;
      });
    }
    return found;
  }

  line(between: (a: number, b: number | undefined) => boolean): string {
    this.across ??= this.match();
    let path = "";
    this.owners.forEach((owners, arc) => {
      const points = this.arcs[arc]!;
      if (owners.length === 0) return;
      if (owners.length > 1) {
        if (between(owners[0]!, owners[1])) path += `M${points.map(pair).join("L")}`;
        return;
      }
      let drawing = false;
      this.across![arc]!.forEach((other, i) => {
        const drawn = between(owners[0]!, other);
        if (drawn) path += `${drawing ? "" : `M${pair(points[i]!)}`}L${pair(points[i + 1]!)}`;
        drawing = drawn;
      });
    });
    return path;
  }
}

function pair([x, y]: Position): string { return `${fixed(x)},${fixed(y)}`; }

function away(x: number, y: number, [ax, ay]: Position, [bx, by]: Position): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

function fixed(value: number): string { return String(Math.round(value * 100) / 100); }

function pathOfRing(ring: Position[]): string {
  if (ring.length < 3) return "";
  return `M${ring.slice(0, -1).map(([x, y]) => `${fixed(x)},${fixed(y)}`).join("L")}Z`;
}

function areaOf(ring: Position[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
  return Math.abs(twice) / 2;
}

function largestOf(rings: Position[][]): Position[] | null {
  let best: Position[] | null = null;
  for (const ring of rings) if (ring.length > 3 && (!best || areaOf(ring) > areaOf(best))) best = ring;
  return best;
}

function frameOf([x, y, right, bottom]: Box): Frame { return { x, y, width: right - x, height: bottom - y }; }

/** A place inside a ring: the middle of its widest stretch at half its height. */
function inside(ring: Position[]): [number, number] {
  const [, top, , bottom] = extentOf(ring);
  const y = (top + bottom) / 2 + 1e-6;
  const crossings: number[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    if (ay < y !== by < y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  }
  crossings.sort((a, b) => a - b);
  let best: [number, number] = ring[0]!;
  let width = -1;
  for (let i = 1; i < crossings.length; i += 2) {
    const stretch = crossings[i]! - crossings[i - 1]!;
    if (stretch > width) {
      width = stretch;
      best = [(crossings[i]! + crossings[i - 1]!) / 2, y];
    }
  }
  return best;
}

/** A round length, in km, that takes at most so many pixels. */
export function roundLength(pixelsPerKm: number, pixels: number): number {
  const most = pixels / pixelsPerKm;
  const power = 10 ** Math.floor(Math.log10(most));
  return (most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1) * power;
}

