import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

/** Files of the same tree that a file imports, for values or only for types. */
const imports = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(join(root, file), 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(file), fileName));

/** Ways through the imports that come back to where they began, as `a > b > a`; at least one, where there is any. */
function circles(graph: Map<string, string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' > '));
    if (done.has(file) || path.includes(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

test('no files import each other in a circle', async () => {
  const graph = new Map<string, string[]>();
  const sources = glob('{deploy,infra,policies,service/src,stacks}/**/*.ts', { cwd: root });
  for await (const file of sources) if (!file.includes('node_modules')) graph.set(file, imports(file));
  assert.ok(graph.size > 500, `only ${graph.size} files were found`);
  assert.deepEqual(circles(graph), []);
});
