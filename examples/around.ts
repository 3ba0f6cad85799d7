// Wraps each exchange with a server: a header, a limit, and spans of OpenTelemetry.
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Around } from 'lp-functions-toolbelt';
import { startSandbox } from 'lp-functions-toolbelt/testing';

/** Adds a header before the request is signed. */
const tagged: Around = (exchange, next) => {
  exchange.setHeader('x-team', 'reporting');
  return next();
};

/** Lets so many exchanges go at once; the others wait for their turn. */
function atMost(limit: number): Around {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (_exchange, next) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await next();
    } finally {
      const go = waiting.shift();
      if (go === undefined) free += 1;
      else go();
    }
  };
}

/** A span for each exchange, of which the server is told in `traceparent`. */
const spans: Around = ({ operation, method, host, path, setHeader }, next) => {
  const attributes = {
    'http.request.method': method,
    'server.address': host.replace(/:\d+$/, ''),
    'url.path': path,
  };
  const tracer = trace.getTracer('lp-functions-toolbelt');
  return tracer.startActiveSpan(operation, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    propagation.inject(context.active(), setHeader, { set: (set, name, value) => set(name, value) });
    try {
      const answer = await next();
      span.setAttribute('http.response.status_code', answer.status);
      if (answer.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
      return answer;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
};

// In production an exporter that sends them somewhere.
const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();

await using sandbox = await startSandbox();
// The first one is outermost: here the time that an exchange waits for its turn is in no span.
await using toolbelt = sandbox.toolbelt({ around: [atMost(2), spans, tagged] });
const lp = toolbelt.LPClient();

sandbox.faults.add({ service: 'accountConfigReadOnly', status: 503 });
const [users, skills] = await Promise.all([lp.users.list(), lp.skills.list()]);
console.log(`${users.length} users, ${skills.length} skills`);

for (const { name, attributes } of exporter.getFinishedSpans()) {
  console.log(name, attributes['http.request.method'], attributes['http.response.status_code']);
}
const { headers } = sandbox.requests.matching({ service: 'accountConfigReadOnly' })[0] ?? {};
console.log('x-team:', headers?.['x-team'], 'traceparent:', headers?.traceparent);
