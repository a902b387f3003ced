import { type Dashboard, layOut, NAMESPACE, SOURCE } from './panel.ts';
import { service } from './service.ts';
import { stack } from './stack.ts';
import { stores } from './stores.ts';

/** Grafana's format of dashboards that has everything used here. */
const SCHEMA_VERSION = 39;

/** Every dashboard. */
export const DASHBOARDS: Dashboard[] = [stack, service, stores];

/** The dashboard as Grafana imports it. */
export const dashboardJson = ({ uid, title, rows }: Dashboard): string =>
  `${JSON.stringify(
    {
      uid,
      title,
      tags: ['mcp-system'],
      schemaVersion: SCHEMA_VERSION,
      editable: false,
      refresh: '30s',
      time: { from: 'now-6h', to: 'now' },
      templating: {
        list: [
          { name: 'source', type: 'datasource', query: 'prometheus', label: 'Source' },
          {
            name: NAMESPACE.slice(1),
            type: 'query',
            label: 'Stack',
            datasource: { type: 'prometheus', uid: SOURCE },
            query: 'label_values(up{job="mcp-api"}, namespace)',
            refresh: 2,
          },
        ],
      },
      panels: layOut(rows),
    },
    null,
    2,
  )}\n`;
