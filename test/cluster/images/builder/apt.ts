import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure.ts';
import { run } from '../../run.ts';
import { absentStatus, NOT_UNPACKED } from './absent.ts';
import { unstableSource } from './mirror.ts';

/** One Debian package file. */
export interface PackageFile {
  name: string;
  /** Upstream part of the version: no epoch, no Debian revision, no repacking suffix. */
  upstream: string;
  file: string;
}

/** A private apt: own lists, own package cache, nothing installed; the machine's own state is not touched. */
export class Apt {
  readonly #folder: string;
  #ready: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param folder where lists and packages are kept between builds */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Downloads packages with everything they depend on, except what `absent` names.
   * One call at a time: they share the download folder.
   */
  fetch(packages: string[], absent: string[], work: string): Promise<PackageFile[]> {
    const mine = this.#turn.then(() => this.#fetch(packages, absent, work));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Drops downloaded packages; the images made of them are in the cache. */
  async clean(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #fetch(packages: string[], absent: string[], work: string): Promise<PackageFile[]> {
    this.#ready ??= this.#update();
    await this.#ready;
    const env = await this.#environment(work, absentStatus(absent));
    const install = ['install', '--no-install-recommends', '-y', ...packages];
    // apt lists only what it has not downloaded yet: ask with an empty download folder.
    const empty = join(work, 'archives');
    await mkdir(join(empty, 'partial'), { recursive: true });
    const listed = await this.#apt(
      [...install, '--print-uris', '-qq', '-o', `Dir::Cache::archives=${empty}`],
      env,
    );
    await this.#apt([...install, '--download-only', '-qq'], env);
    return [...listed.matchAll(/^'[^']+' (\S+)/gm)]
      .map(([, file]) => describe(this.#folder, file ?? ''))
      .filter(({ name }) => !NOT_UNPACKED.test(name));
  }

  async #update(): Promise<void> {
    await mkdir(join(this.#folder, 'lists', 'partial'), { recursive: true });
    await mkdir(join(this.#folder, 'archives', 'partial'), { recursive: true });
    await writeFile(join(this.#folder, 'sources.list'), `${await unstableSource()}\n`);
    await this.#apt(['update', '-qq'], await this.#environment(this.#folder, ''));
  }

  async #environment(work: string, status: string): Promise<NodeJS.ProcessEnv> {
    const config = {
      'Dir::Etc::sourcelist': join(this.#folder, 'sources.list'),
      'Dir::Etc::sourceparts': '/dev/null',
      'Dir::Etc::preferencesparts': '/dev/null',
      'Dir::State': join(this.#folder),
      'Dir::State::lists': join(this.#folder, 'lists'),
      'Dir::State::status': join(work, 'status'),
      'Dir::Cache': this.#folder,
      'Dir::Cache::pkgcache': '',
      'Dir::Cache::srcpkgcache': '',
      'APT::Sandbox::User': 'root',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '3',
      'Debug::NoLocking': '1',
      // Installed names of removed desktops, firmware and the like: no part of an image.
      'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    };
    const lines = Object.entries(config).map(([key, value]) => `${key} "${value}";`);
    await writeFile(join(work, 'apt.conf'), `${lines.join('\n')}\n`);
    await writeFile(join(work, 'status'), status);
    return { ...process.env, LC_ALL: 'C.UTF-8', APT_CONFIG: join(work, 'apt.conf') };
  }

  async #apt(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
    try {
      return (await run('apt-get', args, { env })).stdout;
    } catch (error) {
      throw new Failure(`Debian's mirror did not give what an image needs: ${(error as Error).message}`);
    }
  }
}

/** Reads name and version from an archive's file name, such as `redis-tools_5%3a8.0.6-3_amd64.deb`. */
function describe(folder: string, file: string): PackageFile {
  const [name = '', version = ''] = file.split('_');
  return {
    name,
    upstream: upstreamVersion(decodeURIComponent(version)),
    file: join(folder, 'archives', file),
  };
}

/** The upstream part of a Debian version: `5:8.0.6-3` is `8.0.6`, `3.5.3+ds1-6` is `3.5.3`. */
export function upstreamVersion(version: string): string {
  return version
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '')
    .replace(/[+~].*$/, '');
}
