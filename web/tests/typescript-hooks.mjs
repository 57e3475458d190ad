import { readFile } from 'node:fs/promises';
import ts from 'typescript';

export async function load(url, context, next) {
	if (!url.endsWith('.ts')) return next(url, context);
	const source = await readFile(new URL(url), 'utf8');
	const { outputText } = ts.transpileModule(source, {
		compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true }
	});
	return { format: 'module', source: outputText, shortCircuit: true };
}
