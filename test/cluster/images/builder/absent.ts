/** Packages that others want in exactly one version, so they are downloaded, but not unpacked. */
export const NOT_UNPACKED = /^(gcc-\d+-base|libc-gconv-modules-extra|openssl-provider-legacy)$/;

/** What packages depend on only for their installation scripts, which never run here. */
export const NEVER_NEEDED = [
  'adduser',
  'base-passwd',
  'debconf',
  'init-system-helpers',
  'libdebconfclient0',
  'libpam-modules',
  'libpam-modules-bin',
  'libpam0g',
  'login.defs',
  'passwd',
  'perl',
  'perl-base',
  'procps',
  'psmisc',
  'tzdata',
];

/** A package state in which all these are installed already, so that apt leaves them out. */
export function absentStatus(packages: string[]): string {
  return [...NEVER_NEEDED, ...packages]
    .map((name) =>
      [
        `Package: ${name}`,
        'Status: install ok installed',
        'Priority: optional',
        'Section: admin',
        'Maintainer: none <none@localhost>',
        `Architecture: ${debianArchitecture()}`,
        // Satisfies both `perl` and `perl:any`.
        'Multi-Arch: allowed',
        // Newer than anything, so that no versioned dependency asks for more.
        'Version: 99:99',
        'Description: left out on purpose',
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** Debian's name of this machine's processor. */
export function debianArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}
