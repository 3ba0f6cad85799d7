import { describe, expectTypeOf, it } from 'vitest';
import {
  type ApiRow,
  type ConversationUtil,
  type CsdsClient,
  createToolbelt,
  type LPClient,
  type OrchestratorClient,
  type SDEUtil,
  type SecretClient,
  type SecretReader,
  type SecretStore,
  Toolbelt,
  type ToolbeltInstance,
  type ToolbeltOptions,
  type Transport,
} from '../../src/index.js';

describe('ToolbeltOptions', () => {
  it('are optional, each and all, and may be undefined', () => {
    expectTypeOf<Record<never, never>>().toExtend<ToolbeltOptions>();
    expectTypeOf<{ [Name in keyof ToolbeltOptions]-?: undefined }>().toExtend<ToolbeltOptions>();
    expectTypeOf(createToolbelt).parameters.toEqualTypeOf<[options?: ToolbeltOptions]>();
  });

  it('take a store of one line', () => {
    createToolbelt({ accountId: '1', secretStore: { get: async (key) => ({ key, value: { a: 1 } }) } });
    createToolbelt({ secretStore: { get: async () => undefined } });
    createToolbelt({ secretStore: 'settings:functions/settings.json' });
    expectTypeOf<SecretStore>().toExtend<SecretReader>();
    // @ts-expect-error a reader has `get`
    createToolbelt({ secretStore: {} });
  });

  it('take the two transports, or one of your own', () => {
    createToolbelt({ transport: 'got' });
    createToolbelt({ transport: 'https' });
    expectTypeOf<Transport>().toExtend<ToolbeltOptions['transport']>();
    // @ts-expect-error no such transport
    createToolbelt({ transport: 'fetch' });
  });

  it('have no other names and no `any`', () => {
    // @ts-expect-error misspelt
    createToolbelt({ accountID: '1' });
    // @ts-expect-error an id is a text
    createToolbelt({ accountId: 1 });
    type AnyField = { [Name in keyof ToolbeltOptions]-?: 0 extends 1 & ToolbeltOptions[Name] ? Name : never };
    expectTypeOf<AnyField[keyof ToolbeltOptions]>().toBeNever();
  });
});

describe('Toolbelt', () => {
  it('makes the same clients as an instance', () => {
    const toolbelt = createToolbelt();
    expectTypeOf(toolbelt).toEqualTypeOf<ToolbeltInstance>();
    expectTypeOf(toolbelt.LPClient()).toEqualTypeOf<LPClient>();
    expectTypeOf(toolbelt.LpClient()).toEqualTypeOf<LPClient>();
    expectTypeOf(Toolbelt.LPClient()).toEqualTypeOf<LPClient>();
    expectTypeOf(Toolbelt.LpClient()).toEqualTypeOf<LPClient>();
    expectTypeOf(Toolbelt.SecretClient()).toEqualTypeOf<SecretClient>();
    expectTypeOf(toolbelt.SecretClient({ cache: { ttl: 1 } })).toEqualTypeOf<SecretClient>();
    expectTypeOf(Toolbelt.CsdsClient()).toEqualTypeOf<CsdsClient>();
    expectTypeOf(Toolbelt.OrchestratorClient()).toEqualTypeOf<OrchestratorClient>();
    expectTypeOf(toolbelt.OrchestratorClient()).toEqualTypeOf<OrchestratorClient>();
    expectTypeOf(Toolbelt.ConversationUtil()).toEqualTypeOf<ConversationUtil>();
    expectTypeOf(toolbelt.ConversationUtil()).toEqualTypeOf<ConversationUtil>();
    expectTypeOf(Toolbelt.SDEUtil()).toEqualTypeOf<SDEUtil>();
    expectTypeOf(toolbelt.SDEUtil()).toEqualTypeOf<SDEUtil>();
    expectTypeOf(Toolbelt.privileges).toEqualTypeOf<readonly ApiRow[]>();
  });

  it('has the names of Functions V1, which give nothing', () => {
    expectTypeOf(Toolbelt.HTTPClient).returns.toBeNever();
    expectTypeOf(createToolbelt().HTTPClient).returns.toBeNever();
    expectTypeOf(Toolbelt.SecretClient().getUsedSecrets).returns.toBeNever();
  });

  it('is used and closed by `using`', () => {
    expectTypeOf<ToolbeltInstance>().toExtend<AsyncDisposable>();
    expectTypeOf(Toolbelt.use({})).toEqualTypeOf<Disposable>();
    expectTypeOf(Toolbelt.use(createToolbelt())).toEqualTypeOf<Disposable>();
  });

  it('gives hosts and secrets by type', () => {
    expectTypeOf(Toolbelt.CsdsClient().get('sentinel')).toEqualTypeOf<Promise<string>>();
    expectTypeOf(Toolbelt.CsdsClient().getAll()).resolves.toEqualTypeOf<Record<string, string>[]>();
    expectTypeOf(Toolbelt.SecretClient().readSecret<{ a: 1 }>('A')).resolves.toEqualTypeOf<{
      key: string;
      value: { a: 1 };
    }>();
  });
});
