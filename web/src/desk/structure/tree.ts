// The section tree as it is, and as a change would make it: pure, so that the preview shows what the server will do.
export type Node = { id: string; name: string; parent: string | null; mark?: 'new' | 'changed' | 'gone' };
type Section = { id: string; name: string; name_en?: string | null; parent_id?: string | null };
type Change = { action: string; section?: string | null; name?: string | null; parent?: string | null; after?: string | null };

/** Sections in the order in which they are shown, each with its depth. */
export function inOrder(nodes: Node[]): (Node & { depth: number })[] {
	const known = new Set(nodes.map((node) => node.id));
	const found: (Node & { depth: number })[] = [];
	const seen = new Set<string>();
	const walk = (parent: string | null, depth: number) => {
		for (const node of nodes) {
			const under = node.parent && known.has(node.parent) ? node.parent : null;
			if (under !== parent || seen.has(node.id)) continue;
			seen.add(node.id);
			found.push({ ...node, depth });
			walk(node.id, depth + 1);
		}
	};
	walk(null, 0);
	return found;
}

export const asNodes = (sections: Section[]): Node[] => sections.map(({ id, name, parent_id }) => ({ id, name, parent: parent_id ?? null }));

/** What the tree becomes. A closed section is shown struck out. */
export function changed(nodes: Node[], change: Change): Node[] {
	const own = change.section ?? 'new';
	if (change.action === 'close') return nodes.map((node) => (node.id === own ? { ...node, mark: 'gone' } : node));
	if (change.action === 'rename' || change.action === 'assign') {
		return nodes.map((node) => (node.id === own ? { ...node, name: change.name?.trim() || node.name, mark: 'changed' } : node));
	}
	const old = nodes.find((node) => node.id === own);
	const moved: Node = { id: own, name: old?.name ?? (change.name?.trim() || '…'), parent: change.parent ?? null, mark: old ? 'changed' : 'new' };
	const rest = nodes.filter((node) => node.id !== own);
	const at = change.after ? rest.findIndex((node) => node.id === change.after) + 1 : 0;
	return [...rest.slice(0, at), moved, ...rest.slice(at)];
}

/** The section itself and what lies within it: none of these can be its parent. */
export function branch(nodes: Node[], id: string): Set<string> {
	const within = new Set([id]);
	for (let before = 0; before !== within.size; ) {
		before = within.size;
		for (const node of nodes) if (node.parent && within.has(node.parent)) within.add(node.id);
	}
	return within;
}
