import {
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Around, Exchange } from '../../../src/http/around.js';
import type { Transport } from '../../../src/http/transport.js';
import { createTransport } from '../../../src/http/transports/create-transport.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { APP_KEY, failureOf, InstantClock, show, TRANSPORTS } from './harness.js';

/** A span for each exchange, by the conventions for HTTP clients; the server is told of it. */
function spansOf(tracer: Tracer): Around {
  return (exchange, next) => {
    const { operation, method, host, path } = exchange;
    const [address = '', port] = host.split(':');
    const attributes = {
      'http.request.method': method,
      'server.address': address,
      ...(port !== undefined && { 'server.port': Number(port) }),
      'url.path': path,
    };
    return tracer.startActiveSpan(operation, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      propagation.inject(context.active(), exchange, {
        set: (to: Exchange, key, value) => to.setHeader(key, value),
      });
      try {
        const { status, headers } = await next();
        span.setAttribute('http.response.status_code', status);
        if (status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
        return { status, headers };
      } catch (error) {
        if (error instanceof Error) span.recordException(error);
        span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
  };
}

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer('tests');

beforeAll(() => provider.register());
afterAll(async () => {
  await provider.shutdown();
  for (const api of [trace, context, propagation]) api.disable();
});

/** Runs something in a span of its own, and gives that. */
async function inSpan(name: string, run: () => PromiseLike<unknown>): Promise<Span> {
  return await tracer.startActiveSpan(name, async (span) => {
    await run();
    span.end();
    return span;
  });
}

const childrenOf = (parent: Span) =>
  exporter
    .getFinishedSpans()
    .filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent.spanContext().spanId);
const namesOf = (spans: readonly ReadableSpan[]) => spans.map(({ name }) => name).sort();

describe.each(TRANSPORTS)(
  'spans of OpenTelemetry made by a function around exchanges through %s',
  async (transport) => {
    const opened: ToolbeltInstance[] = [];
    function open(options: ToolbeltOptions = {}): ToolbeltInstance {
      const toolbelt = sandbox.toolbelt({
        transport,
        clock: new InstantClock(),
        around: [spansOf(tracer)],
        ...options,
      });
      opened.push(toolbelt);
      return toolbelt;
    }
    const { sandbox } = await sandboxFixture();
    beforeEach(() => {
      exporter.reset();
      sandbox.faults.clear();
      sandbox.requests.clear();
    });
    afterEach(async () => {
      for (const toolbelt of opened.splice(0)) await toolbelt.close();
    });

    it('are one for each exchange, CSDS and sentinel included, children of the span of the caller', async () => {
      const lp = open().LPClient();
      const caller = await inSpan('caller', () => lp.users.list());
      const spans = childrenOf(caller);
      expect(namesOf(spans)).toEqual(['csds.list', 'sentinel.token', 'users.list']);
      expect(exporter.getFinishedSpans()).toHaveLength(4);
      for (const { kind, attributes, status } of spans) {
        expect(kind).toBe(SpanKind.CLIENT);
        expect(attributes).toMatchObject({
          'http.request.method': expect.stringMatching(/^(GET|POST)$/),
          'server.address': 'localhost',
          'http.response.status_code': 200,
        });
        expect(status.code).toBe(SpanStatusCode.UNSET);
      }
      const again = await inSpan('again', () => lp.users.list());
      expect(namesOf(childrenOf(again))).toEqual(['users.list']);
    });

    it('are told to the server, each with its own id', async () => {
      const caller = await inSpan('caller', () => open().LPClient().users.list());
      const told = sandbox.requests.all().map(({ headers }) => headers.traceparent);
      const made = childrenOf(caller).map((span) => span.spanContext());
      expect(told.sort()).toEqual(made.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`).sort());
    });

    it('of repeated attempts are siblings, in order, those that failed with the status of an error', async () => {
      const lp = open().LPClient();
      await lp.users.list();
      sandbox.faults.add({ service: 'accountConfigReadOnly', status: 503 });
      sandbox.faults.add({ service: 'accountConfigReadOnly', reset: true });
      const caller = await inSpan('caller', () => lp.users.list());
      const spans = childrenOf(caller);
      expect(
        spans.map(({ attributes: { 'http.response.status_code': code, 'error.type': type }, status }) => [
          code ?? type,
          status.code,
        ]),
      ).toEqual([
        [503, SpanStatusCode.ERROR],
        ['NetworkError', SpanStatusCode.ERROR],
        [200, SpanStatusCode.UNSET],
      ]);
      for (const [index, { endTime }] of spans.slice(0, -1).entries()) {
        const { startTime } = spans[index + 1] ?? { startTime: endTime };
        // A span begins with the time of day in whole milliseconds, and ends with that and a fraction of one.
        expect(startTime[0] * 1e3 + startTime[1] / 1e6).toBeGreaterThan(
          endTime[0] * 1e3 + endTime[1] / 1e6 - 1,
        );
      }
    });

    it('of a failing look-up and of a refused client have the status of an error', async () => {
      sandbox.faults.add({ service: 'csds', reset: true, times: 4 });
      const looking = await inSpan('looking', () => failureOf(open().LPClient().users.list()));
      expect(namesOf(childrenOf(looking))).toEqual(Array.from({ length: 4 }, () => 'csds.list'));
      sandbox.faults.add({ service: 'sentinel', status: 401, times: 2 });
      const asking = await inSpan('asking', () => failureOf(open().LPClient().users.list()));
      const refused = childrenOf(asking).filter(({ name }) => name === 'sentinel.token');
      expect(refused.length).toBeGreaterThan(0);
      for (const { status, attributes } of [...childrenOf(looking), ...refused]) {
        expect(status.code).toBe(SpanStatusCode.ERROR);
        expect(attributes['http.response.status_code'] ?? attributes['error.type']).toSatisfy(
          (told) => told === 401 || told === 'NetworkError',
        );
      }
    });

    it('of callers at the same time belong to each of them', async () => {
      const lp = open().LPClient();
      await lp.users.list();
      sandbox.faults.add({ service: 'accountConfigReadOnly', status: 503, times: 10 });
      const userId = sandbox.fixtures.users[3]?.id ?? 0;
      const callers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          inSpan(`caller ${index}`, () => lp.users.get({ userId }, { retry: { attempts: 11 } })),
        ),
      );
      const spans = callers.flatMap(childrenOf);
      expect(spans).toHaveLength(30);
      for (const caller of callers) {
        const own = childrenOf(caller);
        expect(own.at(-1)?.attributes['http.response.status_code']).toBe(200);
        expect(new Set(own.map((span) => span.spanContext().traceId))).toEqual(
          new Set([caller.spanContext().traceId]),
        );
      }
    });

    it('hold no credential, whatever the attributes are made of', async () => {
      const sent = new Set<string>();
      const wire = createTransport(transport, { ca: sandbox.ca });
      const watched: Transport = {
        send(request) {
          for (const text of (request.headers.authorization ?? '').split(' ').slice(1)) sent.add(text);
          return wire.send(request);
        },
        close: () => wire.close(),
      };
      const recording: Around = async (exchange, next) => {
        const answer = await next();
        trace.getActiveSpan()?.setAttribute('all', JSON.stringify([exchange, answer]));
        return answer;
      };
      const lp = open({ transport: watched, around: [spansOf(tracer), recording] }).LPClient();
      await lp.users.list();
      sandbox.faults.add({ service: 'accountConfigReadOnly', status: 401 });
      await lp.users.list();
      const [token = ''] = sent;
      const echo = { 'x-echo': token, 'set-cookie': 'session=made-up-cookie' };
      sandbox.faults.add({ service: 'accountConfigReadOnly', status: 404, headers: echo });
      await failureOf(lp.users.list());
      sandbox.faults.add({ service: 'accountConfigReadOnly', reset: true, times: 8 });
      await failureOf(lp.users.list());
      await watched.close();
      const { value } = (await sandbox.secretStore.get(APP_KEY)) ?? {};
      const credentials = [...Object.values(value as Record<string, string>), ...sent, 'made-up-cookie'];
      expect(sent.size).toBeGreaterThan(1);
      const spans = exporter.getFinishedSpans();
      expect(spans.length).toBeGreaterThan(10);
      const told = show(
        spans.map(({ name, attributes, events, status }) => [name, attributes, events, status]),
      );
      expect(told).toContain('[redacted]');
      expect(credentials.filter((credential) => told.includes(credential))).toEqual([]);
    });
  },
);
