import fp from 'fastify-plugin';
import { within } from '../deadline.ts';

const FLUSH_MS = 3000;

/** Traces of every request, where `tracing.endpoint` names a collector; otherwise OpenTelemetry is not even loaded. */
export default fp(
  async (app) => {
    const { tracing, environment } = app.config;
    if (!tracing.endpoint) return;
    // The default export is the one that the bundle has, too.
    const [{ createTracerProvider }, { default: otel }] = await Promise.all([
      import('../tracing/provider.ts'),
      import('@fastify/otel'),
    ]);
    const provider = createTracerProvider(tracing, environment);
    const instrumentation = new otel.FastifyOtelInstrumentation({
      instrumentHooks: false,
      ignorePaths: ({ url }) => /^\/(live|ready|health)$/.test(url),
    });
    instrumentation.setTracerProvider(provider);
    await app.register(instrumentation.plugin());
    app.addHook('onClose', async () => {
      await within(FLUSH_MS, 'the last traces', provider.shutdown()).catch((err: unknown) => {
        app.log.warn({ err }, 'the last traces were not sent');
      });
    });
  },
  { name: 'tracing' },
);
