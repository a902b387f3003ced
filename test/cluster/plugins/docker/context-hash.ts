import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import dockerignore from '@balena/dockerignore';

// The package's types say that it has a default export; what it exports is the function itself.
const newRules = dockerignore as unknown as typeof dockerignore.default;

/** Files of a build context that Docker would send, by path below it. */
function contextFiles(context: string, ignored: (path: string) => boolean): string[] {
  const files: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      // A folder that is ignored may hold exceptions, so each file is asked for; node_modules never does.
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && entry.name !== '.git') walk(path);
      } else if (!ignored(relative(context, path))) files.push(relative(context, path));
    }
  };
  walk(context);
  return files.sort();
}

/** Digest over everything a build reads: names, kinds and contents of the context's files, and the Dockerfile. */
export function contextHash(context: string, dockerfile: string): string {
  const ignoreFile = [`${dockerfile}.dockerignore`, join(context, '.dockerignore')].find(existsSync);
  const rules = newRules().add(ignoreFile ? readFileSync(ignoreFile, 'utf8') : '');
  const hash = createHash('sha256').update(readFileSync(dockerfile));
  for (const file of contextFiles(context, (path) => rules.ignores(path))) {
    const path = join(context, file);
    hash.update(`\0${file}\0`).update(contentOf(path));
  }
  return hash.digest('hex');
}

function contentOf(path: string): Buffer | string {
  try {
    return readFileSync(path);
  } catch {
    // A link to nowhere or to a folder is sent as a link.
    return readlinkSync(path);
  }
}

/** The Dockerfile's path: as given, else `Dockerfile` in the context. */
export const dockerfileOf = (build: { context?: string; dockerfile?: string }): string =>
  build.dockerfile ?? join(build.context ?? '.', 'Dockerfile');

/** The context's path: as given, else the Dockerfile's folder. */
export const contextOf = (build: { context?: string; dockerfile?: string }): string =>
  build.context ?? (build.dockerfile ? dirname(build.dockerfile) : '.');
