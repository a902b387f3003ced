import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { OPERATOR } from '../audit/entry.ts';
import { writeAudit } from '../audit/write.ts';
import type { Config } from '../config/load.ts';
import { createGuards } from '../guards/guards.ts';
import { createShortStore } from '../memories/short-store.ts';
import { exportLines } from '../transfer/export.ts';
import { importLines } from '../transfer/import.ts';
import type { ExportFormat, ImportReport } from '../transfer/schemas.ts';
import type { Output } from './output.ts';
import { asProject } from './project.ts';
import { withProjectStores } from './project-stores.ts';

interface ExportOptions {
  format: ExportFormat;
  out?: string;
}

/** `export <project>`: a project as JSON Lines. */
export function exportCommand(config: () => Config, output: () => Output): Command {
  return new Command('export')
    .description('write a project as JSON Lines')
    .argument('<project>', 'its name', asProject)
    .addOption(
      new Option('--format <format>', "jsonl: everything; official: the official memory server's memory.json")
        .choices(['jsonl', 'official'])
        .default('jsonl'),
    )
    .option('--out <file>', 'a file that is there once it is whole; default: standard output')
    .action(async (project: string, { format, out }: ExportOptions) => {
      await withProjectStores(config(), async ({ mysql, redis, keyPrefix }) => {
        const short = createShortStore(redis, keyPrefix);
        const lines = Readable.from(exportLines({ mysql, short }, project, format));
        if (out === undefined) return pipeline(lines, process.stdout, { end: false });
        await pipeline(lines, createWriteStream(`${out}.part`));
        await rename(`${out}.part`, out);
        await writeAudit(mysql, { by: OPERATOR, action: 'project.export', project, target: null });
        output().result({ project, format, out }, `wrote ${out}`);
      });
    });
}

/** `import <project> [file]`: JSON Lines into a project. */
export function importCommand(config: () => Config, output: () => Output): Command {
  return new Command('import')
    .description(
      "store what a file of JSON Lines says: an export, or the official memory server's memory.json",
    )
    .argument('<project>', 'its name', asProject)
    .argument('[file]', '- = standard input', '-')
    .option('--dry-run', 'check every line and store nothing', false)
    .action(async (project: string, file: string, { dryRun }: { dryRun: boolean }) => {
      const settings = config();
      const report = await withProjectStores(settings, async ({ mysql, redis, keyPrefix, publish }) => {
        if (!dryRun)
          await writeAudit(mysql, { by: OPERATOR, action: 'project.import', project, target: null });
        const dependencies = {
          mysql,
          short: createShortStore(redis, keyPrefix),
          guards: createGuards(mysql, settings.memory),
          shortTtlSeconds: settings.memory.short_ttl_seconds,
          publish,
          onCommit: () => undefined,
        };
        const chunks = file === '-' ? process.stdin : createReadStream(file);
        return importLines(dependencies, project, chunks, { dryRun, maxBytes: Number.POSITIVE_INFINITY });
      });
      output().result(report, describe(report));
      if (report.failed > 0) process.exitCode = 1;
    });
}

function describe({
  dryRun,
  lines,
  created,
  existing,
  failed,
  results,
  resultsLeftOut,
}: ImportReport): string {
  const problems = results.map(({ line, error }) => `line ${line}: ${error?.message}`);
  if (resultsLeftOut > 0) problems.push(`and ${resultsLeftOut} lines more`);
  const verb = dryRun ? 'would be stored' : 'stored';
  return [
    ...problems,
    `${lines} lines: ${created} ${verb}, ${existing} there already, ${failed} failed`,
  ].join('\n');
}
