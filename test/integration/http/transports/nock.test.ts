import nock from 'nock';
import { expect, it, onTestFinished } from 'vitest';
import { readAll } from '../../../../src/http/read-all.js';
import { createTransport } from '../../../../src/http/transports/create-transport.js';
import { uncancelled } from '../../../support/transport-setup.js';

it.each(['https', 'got'] as const)(
  'nock sees the requests of the %s transport, and can answer them',
  async (kind) => {
    nock.disableNetConnect();
    if (!nock.isActive()) nock.activate();
    const transport = createTransport(kind);
    onTestFinished(async () => {
      nock.restore();
      await transport.close();
    });
    // Not 901, the status of a failed function: nock takes 200 to 599 only.
    const mock = nock('https://va.example.com', { reqheaders: { authorization: 'Bearer made-up' } })
      .post('/api/1?v=2', 'sent')
      .reply(201, 'answered', { 'X-Twice': ['1', '2'] });
    const { status, headers, body } = await transport.send({
      method: 'POST',
      url: new URL('https://va.example.com/api/1?v=2'),
      headers: { authorization: 'Bearer made-up' },
      body: 'sent',
      cancellation: uncancelled,
    });
    expect({ status, twice: headers['x-twice'], text: (await readAll(body)).toString() }).toEqual({
      status: 201,
      twice: ['1', '2'],
      text: 'answered',
    });
    mock.done();
  },
);
