import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowed } from '../../e2e/network/matrix.ts';
import { node, type Place } from '../../e2e/network/places.ts';
import { listening } from '../../e2e/network/sockets.ts';
import { CONNECTIONS } from '../../fixtures/edges.ts';

test('what is tried on the cluster: the table and the name service are open, the rest of the stack is closed', () => {
  const place = (name: string, ours = true): Place => ({ name, ours, address: '', ports: [] });
  const dns = place('namespace kube-system', false);
  const may = (from: Place, to: Place, port: number) => allowed(CONNECTIONS, from, to, port);
  assert.equal(may(place('mcp-api'), place('mysql'), 3306), true);
  assert.equal(may(place('mysql'), place('mcp-api'), 3306), false);
  assert.equal(may(place('mcp-api'), place('mysql'), 33_060), false);
  assert.equal(may(place('stranger'), dns, 53), true);
  assert.equal(may(place('mcp-api'), dns, 8080), false);
  assert.equal(may(dns, place('mcp-api'), 8000), false);
  assert.equal(may(node, place('mysql'), 3306), true);
  assert.equal(may(place('elsewhere', false), dns, 53), undefined);
});

test('ports are those on which somebody listens for others', () => {
  const lines = [
    '  sl  local_address rem_address   st tx_queue',
    '   0: 00000000:1F90 00000000:0000 0A 00000000:00000000',
    '   1: 0100007F:0CEA 00000000:0000 0A 00000000:00000000',
    '   2: 0A00F40A:1F90 0100000A:9C40 01 00000000:00000000',
    '  sl  local_address                         remote_address                        st',
    '   0: 00000000000000000000000000000000:1F40 00000000000000000000000000000000:0000 0A',
    '   1: 00000000000000000000000001000000:1F41 00000000000000000000000000000000:0000 0A',
    '   2: 0000000000000000FFFF00000100007F:1F42 00000000000000000000000000000000:0000 0A',
  ];
  assert.deepEqual(listening(lines.join('\n')), [8000, 8080]);
});
