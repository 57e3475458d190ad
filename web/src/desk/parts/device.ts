/** A machine by its browser and system, as a person would name it. */
export function device(agent: string | null | undefined, unknown: string): string {
	if (!agent) return unknown;
	const browser = /Edg\//.test(agent) ? 'Edge' : /coc_coc/i.test(agent) ? 'Cốc Cốc' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : '';
	const system = /Android/.test(agent) ? 'Android' : /iPhone|iPad/.test(agent) ? 'iOS' : /Windows/.test(agent) ? 'Windows' : /Mac OS/.test(agent) ? 'macOS' : /Linux/.test(agent) ? 'Linux' : '';
	return [browser, system].filter(Boolean).join(', ') || unknown;
}
