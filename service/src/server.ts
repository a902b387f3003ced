import { setTimeout as delay } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { ConfigError, configFile, loadConfig } from './config/load.ts';
import { ListenError, openListeners } from './listeners.ts';
import { openLog } from './logging/log.ts';
import { releaseStartupMemory } from './startup-memory.ts';
import { VERSION } from './version.ts';

/** What an operator can mend gets its message alone; everything else keeps its stack. */
function fail(error: unknown): never {
  const plain = error instanceof ConfigError || error instanceof ListenError;
  console.error(plain ? error.message : error);
  process.exit(1);
}

try {
  const { env } = process;
  const load = () => loadConfig({ env });
  const config = load();
  const { log, close: closeLog } = openLog(config.logging);
  const app = await buildApp(config, log, { source: { file: configFile({ env }), load } });
  const listeners = await openListeners(app);
  const startMs = Math.round(performance.now());
  log.info({ version: VERSION, environment: config.environment, ...listeners.ports, startMs }, 'listening');
  releaseStartupMemory();

  const { shutdown_delay_ms: delayMs, drain_timeout_ms: drainMs } = config.server;
  const logger = { error: (message: unknown) => log.error({}, String(message)) };
  closeWithGrace({ delay: delayMs + drainMs, logger }, async ({ signal, err }) => {
    if (err) log.fatal({ err }, 'closing after an error');
    else log.info({ signal, delayMs, drainMs }, 'closing');
    app.drain.started = true;
    if (!err) await delay(delayMs);
    await listeners.close();
    log.info({}, 'closed');
    await closeLog();
  });
} catch (error) {
  fail(error);
}
