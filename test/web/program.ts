import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMysqlPool } from '../../service/src/database/pool.ts';
import { databaseOptions } from '../../service/src/stores/mysql.ts';
import { startProgram } from '../bench/child.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { createKey } from '../service/support/keys.ts';
import { writeConfig } from '../service/support/process.ts';
import type { Scope } from '../service/support/scope.ts';
import { testConfig } from '../service/support/service.ts';

const BUILD = join(import.meta.dirname, '../../service/build.ts');

export interface Program {
  /** http://127.0.0.1:port */
  url: string;
  /** An administrator's API key. */
  key: string;
}

/** The bundled service as its image has it, admin UI included, on stores of its own. */
export async function startBundle(scope: Scope): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-web-'));
  scope.after(() => rmSync(folder, { recursive: true }));
  execFileSync(process.execPath, [BUILD, '--outdir', folder]);
  const config = await testConfig(scope);
  const mysql = createMysqlPool(databaseOptions(config.database));
  scope.after(() => mysql.end());
  const [http = 0, ws = 0, metrics = 0] = await freePorts(3);
  const server = { ...config.server, http_port: http, ws_port: ws, metrics_port: metrics };
  const file = writeConfig(scope, { ...config, server, logging: { ...config.logging, level: 'info' } });
  await startProgram(scope, join(folder, 'server.js'), { CONFIG_FILE: file }, /"listening"/);
  return { url: `http://127.0.0.1:${http}`, key: await createKey({ app: { mysql } }) };
}
