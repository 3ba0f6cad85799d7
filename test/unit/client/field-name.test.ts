import { describe, expect, it } from 'vitest';
import { fieldName } from '../../../src/client/field-name.js';

describe('the name of a field that nobody knows', () => {
  it.each([
    'id',
    'agentGroupId',
    'hot-key',
    '@href',
    '_metadata',
    'x',
    'sha256',
    'v2',
    'MESSAGING',
    'x'.repeat(41),
  ])('is told: %s', (name) => {
    expect(fieldName(name)).toBe(name);
  });

  it.each([
    '',
    '12345678',
    'agent@example.com',
    'Agent Smith',
    'a.b',
    'skill-3120456789',
    'e58ed763-928c-4155-bee9-fdbaaadc15f3',
    'E58ED763-928C-4155-BEE9-FDBAAADC15F3',
    'a1b2c3d4e5f60718',
    'deadbeefdeadbeefdeadbeef',
    'eyJhbGciOiJIUzI1NiJ9',
    'c2VjcmV0LXZhbHVl',
    'Zoë',
    '\u001b[31m',
    'x'.repeat(42),
  ])('is not told when it may be data: %j', (name) => {
    expect(fieldName(name)).toBe('<key>');
  });
});
