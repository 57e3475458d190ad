// The boundary as a path of SVG: pure. No map service is asked.
type Ring = [number, number][];
export type Drawn = { path: string; height: number };

export function drawn(polygons: Ring[][], [west, south, east, north]: [number, number, number, number], width: number): Drawn {
	// A degree of longitude is shorter by the cosine of the latitude: small areas keep their shape.
	const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
	const scale = width / ((east - west) * shrink);
	const at = ([x, y]: [number, number]) => `${((x - west) * shrink * scale).toFixed(1)} ${((north - y) * scale).toFixed(1)}`;
	const path = polygons.flat().map((ring) => `M${ring.map(at).join('L')}Z`).join('');
	return { path, height: (north - south) * scale };
}
