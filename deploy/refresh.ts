/** What makes a run look at the cluster first, and take back the fields that others have set there since. */
export const refreshing = (wanted: boolean | undefined): { args: string[]; env: NodeJS.ProcessEnv } =>
  wanted ? { args: ['--refresh'], env: { PULUMI_K8S_ENABLE_PATCH_FORCE: 'true' } } : { args: [], env: {} };
