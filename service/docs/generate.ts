import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '../src/errors.ts';
import { examples } from './examples/index.ts';
import { describeService } from './openapi.ts';
import { apiPage } from './page.ts';

/** Writes docs/API.md. */
const page = join(import.meta.dirname, '../../docs/API.md');
writeFileSync(page, apiPage(await describeService(), examples, ERRORS));
