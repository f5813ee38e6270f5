// What the two ways to draw the map share: where things stand and what may be said of them.
import type { Facility, Model } from "./data";
import { objectOf, sceneOf, type Frame, type Scene } from "./geometry";

export interface Spot { facility: Facility; x: number; y: number }

export class Places {
  readonly scene: Scene;
  readonly codes: string[];
  readonly rank = new Map<string, number>();
  readonly spots: Spot[] = [];
  /** Facilities that have no point, or none in a panel. */
  unplaced = 0;

  constructor(readonly model: Model, narrow: boolean) {
    const { data } = model;
    this.scene = sceneOf(data.topology, data.country, narrow);
    this.codes = objectOf(data.topology).geometries.map((geometry) => String((geometry.properties as { code: string }).code));
    this.codes.forEach((code, i) => this.rank.set(code, i));
    const taken = new Map<string, number>();
    for (const facility of data.facilities) {
      const place = facility.lon === null || facility.lat === null ? null : this.scene.place(facility.lon, facility.lat);
      if (!place) {
        this.unplaced++;
        continue;
      }
      // several at one place stand around it
      const key = `${facility.lon},${facility.lat}`;
      const before = taken.get(key) ?? 0;
      taken.set(key, before + 1);
      const turn = before * 2.4;
      const away = before === 0 ? 0 : 3 + 2.2 * Math.sqrt(before);
      this.spots.push({ facility, x: place[0] + away * Math.cos(turn), y: place[1] + away * Math.sin(turn) });
    }
  }

  region(i: number): string | null { return this.model.byCode.get(this.codes[i]!)?.region ?? null; }
  zone(i: number): string | null { return this.model.byCode.get(this.codes[i]!)?.zone_blanche ?? null; }

  regionLines(): string { return this.scene.line((a, b) => b !== undefined && this.region(a) !== this.region(b)); }
  zoneLines(): string {
    if (!this.model.data.report.white_zones) return "";
    return this.scene.line((a, b) => this.zone(a) !== (b === undefined ? null : this.zone(b)));
  }

  /** The frame around several outlines. */
  around(codes: Iterable<string>): Frame | null {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const code of codes) {
      const box = this.scene.boxes[this.rank.get(code) ?? -1];
      if (!box) continue;
      left = Math.min(left, box.x);
      top = Math.min(top, box.y);
      right = Math.max(right, box.x + box.width);
      bottom = Math.max(bottom, box.y + box.height);
    }
    return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
  }

  /** The pays whose centre is next in a direction; the same where there is none. */
  next(code: string, dx: number, dy: number, allowed: (code: string) => boolean): string {
    const from = this.scene.centres[this.rank.get(code) ?? -1];
    if (!from) return code;
    let best = code;
    let least = Infinity;
    this.codes.forEach((other, i) => {
      const to = this.scene.centres[i];
      if (!to || other === code || !allowed(other)) return;
      const [ahead, aside] = [(to[0] - from[0]) * dx + (to[1] - from[1]) * dy, Math.abs((to[0] - from[0]) * dy) + Math.abs((to[1] - from[1]) * dx)];
      const cost = ahead + 2 * aside;
      if (ahead > 0.5 && cost < least) {
        least = cost;
        best = other;
      }
    });
    return best;
  }
}
