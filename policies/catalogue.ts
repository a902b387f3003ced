import type { Catalogue } from './catalogue/answer.ts';
import { checkov } from './catalogue/checkov.ts';
import { kubeLinter } from './catalogue/kube-linter.ts';
import { kubeScore } from './catalogue/kube-score.ts';
import { polaris } from './catalogue/polaris.ts';

/** What well-known tools check, and how each check is met. */
export const CATALOGUES: Catalogue[] = [kubeLinter, kubeScore, polaris, checkov];
