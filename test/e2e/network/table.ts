import { CONNECTIONS, type Connection, WITH_EXPORTERS } from '../../fixtures/edges.ts';
import { ADDRESSEES } from './addressees.ts';
import { OUTSIDE } from './outside.ts';

const outside = `${OUTSIDE}/32`;

/** Every connection that the e2e stack needs; a unit test holds the program against it, too. */
export const E2E_CONNECTIONS: Connection[] = [
  ...CONNECTIONS,
  ...WITH_EXPORTERS,
  ['alertmanager', outside, ADDRESSEES.slack, ADDRESSEES.mail],
  ['mcp-api', outside, ADDRESSEES.notices, ADDRESSEES.mail, ADDRESSEES.traces],
];
