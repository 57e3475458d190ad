// Places on the ward's own map: which are inside its boundary, and where they stand on a drawing of it.
export type Place = { lon: number; lat: number };
type Ring = number[][];
/** GeoJSON of any shape: a geometry, a feature, a collection of them. */
export type Boundary = { type: string; [more: string]: unknown };

/** Every polygon as its rings: the outer one first, then its holes. */
export function polygonsOf(boundary: Boundary): Ring[][] {
	const inner = (list: unknown) => (Array.isArray(list) ? (list as Boundary[]).flatMap(polygonsOf) : []);
	switch (boundary?.type) {
		case 'FeatureCollection':
			return inner(boundary.features);
		case 'GeometryCollection':
			return inner(boundary.geometries);
		case 'Feature':
			return polygonsOf(boundary.geometry as Boundary);
		case 'Polygon':
			return [boundary.coordinates as Ring[]];
		case 'MultiPolygon':
			return boundary.coordinates as Ring[][];
		default:
			return [];
	}
}

/** A ray to the east crosses the ring an odd number of times from every place inside. */
function within(ring: Ring, { lon, lat }: Place): boolean {
	let inside = false;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
		const [x, y] = ring[i];
		const [px, py] = ring[j];
		if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
	}
	return inside;
}

export const isInside = (polygons: Ring[][], place: Place): boolean =>
	polygons.some(([outer, ...holes]) => outer && within(outer, place) && !holes.some((hole) => within(hole, place)));

export type Drawing = { width: number; height: number; path: string; to: (place: Place) => { x: number; y: number }; from: (x: number, y: number) => Place; metres: number };

const METRES_PER_DEGREE = 111_320;

/**
 * A drawing of the given width with a margin. A ward is small enough for a flat earth: degrees of longitude are shortened
 * by the cosine of its latitude, and nobody sees the rest. `metres` is the length of one unit.
 */
export function draw(polygons: Ring[][], width: number, margin: number): Drawing {
	let [west, south, east, north] = [180, 90, -180, -90];
	for (const [x, y] of polygons.flat(2)) {
		west = Math.min(west, x);
		east = Math.max(east, x);
		south = Math.min(south, y);
		north = Math.max(north, y);
	}
	const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180));
	const unit = (width - 2 * margin) / Math.max((east - west) * shrink, 1e-9);
	const to = ({ lon, lat }: Place) => ({ x: margin + (lon - west) * shrink * unit, y: margin + (north - lat) * unit });
	const from = (x: number, y: number): Place => ({ lon: round((x - margin) / (shrink * unit) + west), lat: round(north - (y - margin) / unit) });
	const path = polygons
		.flat()
		.map((ring) => {
			let before = '';
			const points = ring.map(([lon, lat]) => to({ lon, lat })).map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).filter((one) => one !== before && ((before = one), true));
			return `M${points.join('L')}Z`;
		})
		.join('');
	return { width, height: 2 * margin + (north - south) * unit, path, to, from, metres: METRES_PER_DEGREE / unit };
}

/** About a metre: nobody's telephone knows it better. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
