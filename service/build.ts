import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { build as buildUi } from 'vite';

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const require = createRequire(import.meta.url);

// CommonJS parts of the bundle expect these; an ES module has none of its own.
const COMMONJS = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = import.meta.filename;',
  'const __dirname = import.meta.dirname;',
].join('');

/**
 * The Milvus client can write import files to S3; the service never does, and the parts for it would cost every
 * process 30 MB of memory.
 */
const withoutBulkImport: Plugin = {
  name: 'without-bulk-import',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(@aws-sdk\/client-s3|@shanghaikid\/parquetjs)$/ }, ({ path }) => ({
      path,
      namespace: 'left-out',
    }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Bundles the programs of the image into `dist` with everything they read at run time: no node_modules needed. */
async function bundle(dist: string): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const programs = ['server', 'ops', 'healthcheck'].filter((name) =>
    existsSync(join(root, 'src', `${name}.ts`)),
  );
  const source = (name: string) => join(root, 'src', `${name}.ts`);
  const common: BuildOptions = {
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    // The bundle holds paths of packages: the same ones, wherever the packages lie that this checkout links to.
    preserveSymlinks: true,
    plugins: [withoutBulkImport],
    banner: { js: COMMONJS },
    define: { SERVICE_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  };
  await build({
    ...common,
    entryPoints: programs.map(source),
    outdir: dist,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  // One file on its own, to be copied to where a client runs.
  await build({ ...common, entryPoints: [source('bridge')], outdir: dist });
  await buildUi({
    configFile: join(root, 'web/vite.config.ts'),
    build: { outDir: join(dist, 'admin-ui') },
    logLevel: 'warn',
  });
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ type: 'module', version })}\n`);
  cpSync(join(root, 'config.yaml'), join(dist, 'config.yaml'));
  cpSync(join(root, 'migrations'), join(dist, 'migrations'), { recursive: true });
  const swaggerUi = join(dirname(require.resolve('@fastify/swagger-ui/package.json')), 'static');
  cpSync(swaggerUi, join(dist, 'swagger-ui'), { recursive: true, filter: (path) => !path.endsWith('.map') });
}

const { values } = parseArgs({ options: { outdir: { type: 'string', default: join(root, 'dist') } } });
await bundle(resolve(values.outdir));
