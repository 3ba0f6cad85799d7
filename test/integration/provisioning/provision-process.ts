// Provisions the account that standard input describes; exits 0 when that succeeded.
import { text } from 'node:stream/consumers';
import { createTransport } from '../../../src/http/create-transport.js';
import { provisionAccount } from '../../../src/provisioning.js';
import { SettingsFileStore } from '../../../src/stores.js';
import { SandboxPlatform } from '../../../src/testing/sandbox/sandbox-platform.js';

const { accountId, host, admin, file } = JSON.parse(await text(process.stdin));
const transport = createTransport('got');
const platform = new SandboxPlatform({ accountId, host, admin, transport });
await provisionAccount({ accountId, platform, secretStore: new SettingsFileStore(file) });
await transport.close();
