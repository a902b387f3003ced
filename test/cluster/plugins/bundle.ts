import { build } from 'esbuild';

/** ESM has no `require`, and the gRPC parts of the SDK load each other with it. */
const BANNER = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __filename = import.meta.filename; const __dirname = import.meta.dirname;`;

/** One file that needs no node_modules: installed plugins outlive the checkout they came from. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    banner: { js: BANNER },
    // Only programs in other languages' syntax would load these.
    external: ['ts-node', 'typescript'],
    logLevel: 'error',
  });
}
