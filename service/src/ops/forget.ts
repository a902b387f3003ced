import { Command } from 'commander';
import { OPERATOR } from '../audit/entry.ts';
import { writeAudit } from '../audit/write.ts';
import type { Config } from '../config/load.ts';
import { forgetPreview } from '../forget/forget-project.ts';
import { forgetJob } from '../forget/job.ts';
import type { ForgetReport } from '../forget/schemas.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { type Output, SILENT } from './output.ts';
import { asProject } from './project.ts';
import { withProjectStores } from './project-stores.ts';

/** `forget <project>`: delete every trace of a project. */
export function forgetCommand(config: () => Config, output: () => Output): Command {
  return new Command('forget')
    .description('delete every trace of a project, its API keys included; there is no way back')
    .argument('<project>', 'its name', asProject)
    .option('--dry-run', 'only say what would be deleted', false)
    .action(async (project: string, { dryRun }: { dryRun: boolean }) => {
      const report = await withProjectStores(config(), async (stores) => {
        const dependencies = { ...stores, onCommit: () => undefined };
        if (dryRun) return forgetPreview(dependencies, project);
        const { mysql } = stores;
        await writeAudit(mysql, { by: OPERATOR, action: 'project.forget', project, target: null });
        return createJobRunner({ mysql, log: SILENT, publish: stores.publish }).run(
          forgetJob(dependencies, project),
        );
      });
      output().result(report, describe(report));
    });
}

function describe({ project, dryRun, rows, shortKeys }: ForgetReport): string {
  const counts = Object.entries({ ...rows, 'keys in Redis': shortKeys });
  const lines = counts.filter(([, n]) => n > 0).map(([what, n]) => `  ${what}: ${n}`);
  const verb = dryRun ? 'would be deleted' : 'is deleted; the vectors follow within seconds';
  return lines.length === 0
    ? `there is nothing of ${project}`
    : [`of ${project} ${verb}:`, ...lines].join('\n');
}
