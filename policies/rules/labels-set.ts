import { kindOf } from '../lib/kinds.ts';
import { known } from '../lib/known.ts';
import { resourcePolicy } from '../lib/policy.ts';
import { templateOf } from '../lib/workload.ts';

const PREFIX = 'app.kubernetes.io';
const REQUIRED = ['name', 'instance', 'component', 'part-of', 'managed-by'];

/** What Kubernetes takes for the value of a label. */
const VALUE = /^([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/;

const invalid = (labels: Record<string, string> = {}): string[] =>
  Object.entries(labels)
    .filter(([, value]) => !VALUE.test(known(() => value) ?? ''))
    .map(([label, value]) => `label ${label}: ${value} is no value of a label`);

const missing = (labels: Record<string, string> = {}): string[] =>
  REQUIRED.map((label) => `${PREFIX}/${label}`).filter((label) => !labels[label]);

export const labelsSet = resourcePolicy(
  {
    name: 'labels-set',
    what: 'Objects and their pods carry the recommended labels, and a selector takes its own pods.',
    why: 'Dashboards, network policies and people find things by them.',
  },
  ({ type, props }, report) => {
    if (!kindOf(type)) return;
    for (const label of missing(props.metadata?.labels)) report(`label ${label} is missing`);
    for (const fault of invalid(props.metadata?.labels)) report(fault);
    const template = templateOf(type, props);
    if (!template || kindOf(type) === 'Pod') return;
    const labels = template.metadata?.labels ?? {};
    for (const label of missing(labels)) report(`label ${label} is missing on the pods`);
    for (const fault of invalid(labels)) report(`${fault}, on the pods`);
    for (const [key, value] of Object.entries(props.spec?.selector?.matchLabels ?? {})) {
      if (labels[key] !== value) report(`the selector's ${key}=${value} is not on the pods`);
    }
  },
);
