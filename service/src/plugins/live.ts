import fp from 'fastify-plugin';
import { resizePool } from '../database/resize.ts';
import { type ConfigSource, UNWATCHED, type WatchedFile, watchConfigFile } from '../live/file.ts';
import { type Follower, followStored } from '../live/follow.ts';
import { createLiveConfig, type LiveConfig } from '../live/live-config.ts';

export interface LiveOptions {
  /** Watched where `features.hot_reload` is on. */
  source?: ConfigSource;
}

/** `app.live`: the configuration as it is now; applies what the pool and the log need of it. */
export default fp<LiveOptions>(
  async (app, { source }) => {
    const { config, log, mysql, events } = app;
    const live = createLiveConfig(config, log);
    live.on(({ database, logging }, before) => {
      resizePool(mysql, { poolSize: database.pool_size, maxOverflow: database.max_overflow });
      if (logging.level !== before.logging.level) log.level = logging.level;
    });
    const stored = followStored(mysql, live, log);
    const file = source && config.features.hot_reload ? watchConfigFile(source, live, log) : UNWATCHED;
    events.on(({ type }) => {
      if (type === 'config.changed' || type === 'bus.resumed') void stored.refresh();
    });
    app.decorate('live', live);
    app.decorate('storedSettings', stored);
    app.decorate('configFile', file);
    app.addHook('onReady', () => stored.refresh());
    app.addHook('onClose', async () => {
      stored.stop();
      file.stop();
    });
  },
  { name: 'live', dependencies: ['mysql', 'events'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    live: LiveConfig;
    storedSettings: Follower;
    configFile: WatchedFile;
  }
}
