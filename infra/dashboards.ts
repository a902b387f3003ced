import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DASHBOARDS, dashboardJson } from './lib/dashboards/dashboard.ts';

// Writes the dashboards to docs/dashboards, for whoever imports them into Grafana by hand.
const folder = resolve(import.meta.dirname, '../docs/dashboards');
mkdirSync(folder, { recursive: true });
for (const dashboard of DASHBOARDS)
  writeFileSync(join(folder, `${dashboard.uid}.json`), dashboardJson(dashboard));
