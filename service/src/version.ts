/** Replaced by the package's version when the service is bundled. */
declare const SERVICE_VERSION: string | undefined;

/** The version of the service, as in package.json. */
export const VERSION = typeof SERVICE_VERSION === 'string' ? SERVICE_VERSION : '3.0.0-dev';
