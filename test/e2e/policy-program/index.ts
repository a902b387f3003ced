import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

/** One resource as the test describes it. */
interface Subject {
  /** Pulumi's type, such as `kubernetes:apps/v1:Deployment`. */
  type: string;
  name: string;
  props: object;
  protect?: boolean;
  ignoreChanges?: string[];
}

/** A resource of any type. */
class Declared extends pulumi.CustomResource {}

/** Declares what the configuration lists, on a cluster that nobody reaches. */
const subjects = new pulumi.Config().requireObject<Subject[]>('subjects');
const nowhere = JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters: [], contexts: [], users: [] });
const provider = new k8s.Provider('nowhere', { kubeconfig: nowhere });

for (const { type, name, props, ...opts } of subjects) {
  const [, api, kind] = /^kubernetes:(.+):(\w+)$/.exec(type) ?? [];
  if (api) {
    const apiVersion = api.replace(/^core\//, '');
    new Declared(type, name, { apiVersion, kind, ...props }, { ...opts, provider });
  } else {
    new Declared(type, name, props, opts);
  }
}
