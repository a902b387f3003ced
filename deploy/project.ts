import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export const PROJECT = 'mcp-system';

/** Key of the one configuration object in a stack's file. */
export const SETTINGS_KEY = `${PROJECT}:settings`;
