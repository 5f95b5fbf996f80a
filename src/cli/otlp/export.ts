// One export by the OpenTelemetry SDK. Loaded by --otlp alone.
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { version } from '../../../package.json';
import type { SentFigure } from '../../agents/sentFigures';

/** How long a collector may take, milliseconds. */
const patienceMs = 10_000;

/** Collects when it is asked, once. */
class OnceReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Sends figures as gauges to exactly this address. Null if the collector accepted them, else the reason. */
export async function exported(address: URL, figures: readonly SentFigure[]): Promise<string | null> {
  const reader = new OnceReader();
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'iopath', 'service.version': version }),
    readers: [reader],
  });
  const meter = provider.getMeter('iopath', version);
  for (const { name, unit, value, attributes } of figures)
    meter.createGauge(name, { unit }).record(value, attributes);
  const exporter = new OTLPMetricExporter({ url: address.href, timeoutMillis: patienceMs });
  const { resourceMetrics, errors } = await reader.collect();
  const failure =
    errors.length > 0
      ? String(errors[0])
      : await new Promise<string | null>(resolve =>
          exporter.export(resourceMetrics, ({ error }) => resolve(error ? error.message : null)),
        );
  await exporter.shutdown();
  await provider.shutdown();
  return failure;
}
