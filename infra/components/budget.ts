import k8s, { type types } from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { type Component, selector } from '../lib/labels.ts';

/** Lets one pod of a component go at a time when nodes are drained; child of the component. */
export const budget = (
  parent: pulumi.ComponentResource,
  name: Component,
  metadata: types.input.meta.v1.ObjectMeta,
): k8s.policy.v1.PodDisruptionBudget =>
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    {
      metadata,
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: selector(name) },
        // A pod that does not work must not keep a node from being drained.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
    { parent },
  );
