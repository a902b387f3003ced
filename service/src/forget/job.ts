import type { Job } from '../jobs/job.ts';
import { type ForgetDependencies, forgetProject } from './forget-project.ts';
import type { ForgetReport } from './schemas.ts';

/** Forgets a project in the background. */
export const forgetJob = (dependencies: ForgetDependencies, project: string): Job<ForgetReport> => ({
  name: 'forget-project',
  project,
  run: (progress, signal) => forgetProject(dependencies, project, progress, signal),
});
