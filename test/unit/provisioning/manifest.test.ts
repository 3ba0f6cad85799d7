import { describe, expect, it } from 'vitest';
import {
  CLIENT_NAME_PREFIX,
  credentialIn,
  hasMarker,
  newManifest,
} from '../../../src/provisioning/manifest.js';

describe('the manifest of the default credential', () => {
  it('asks for a client-credentials application with the published scopes', () => {
    expect(newManifest()).toMatchObject({
      enabled: true,
      grant_types: ['client_credentials'],
      scope: 'data.services.enghist users.external faas.lambda.invoke',
    });
  });

  it('keeps within the limits that LivePerson documents', () => {
    const { client_name, description, scope } = newManifest();
    expect(client_name.length).toBeLessThanOrEqual(128);
    expect(scope.length).toBeLessThanOrEqual(128);
    expect(description.length).toBeLessThanOrEqual(256);
  });

  it('has another client name each time', () => {
    const names = Array.from({ length: 20 }, () => newManifest().client_name);
    expect(new Set(names).size).toBe(20);
  });

  it('is known again by its name and its description together', () => {
    const { client_name: clientName, description } = newManifest();
    expect(hasMarker({ clientName, description })).toBe(true);
    expect(hasMarker({ clientName, description: 'a copy that a person made' })).toBe(false);
    expect(hasMarker({ clientName: 'a copy that a person made', description })).toBe(false);
    expect(hasMarker({ clientName: `my-${CLIENT_NAME_PREFIX}1`, description })).toBe(false);
  });
});

describe('credentialIn', () => {
  it('takes the two fields and leaves others', () => {
    const value = { client_id: 'an-id', client_secret: 'a-secret', note: 'kept' };
    expect(credentialIn(value)).toEqual({ client_id: 'an-id', client_secret: 'a-secret' });
  });

  it.each([
    undefined,
    null,
    'client_id',
    {},
    { client_id: 'an-id' },
    { client_id: 'an-id', client_secret: null },
    { consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' },
  ])('finds none in %j', (value) => {
    expect(credentialIn(value)).toBeUndefined();
  });
});
