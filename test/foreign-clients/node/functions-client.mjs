import { Client } from 'liveperson-functions-client';
import { account, report } from './account.mjs';

const { accountId, credential, functions, bearer, userId } = account;
const failOnErrorStatusCode = true;
const authStrategy = { clientId: credential.client_id, clientSecret: credential.client_secret };
const application = new Client({ accountId, failOnErrorStatusCode, authStrategy });
const person = new Client({ accountId, failOnErrorStatusCode, authStrategy: () => `Bearer ${bearer}` });
const stranger = new Client({
  accountId,
  failOnErrorStatusCode,
  authStrategy: { ...authStrategy, clientSecret: 'another' },
});

const from = { lpEventSource: 'foreign-client' };
const body = { payload: { order: 'A-1001' }, headers: [] };
const byUuid = ({ uuid }) => ({ ...from, lambdaUuid: uuid, body });
const bodyOf = async (answer) => (await answer).body;
const namesOf = async (answer) => (await answer).body.map(({ name }) => name).sort();

await report({
  'invoke by UUID': () => bodyOf(application.invoke(byUuid(functions.echo))),
  'invoke by event': async () => {
    const answers = await bodyOf(application.invoke({ ...from, eventId: functions.echo.eventId, body }));
    return answers.map(({ uuid, result }) => ({ uuid, result }));
  },
  'invoke a function that throws': () => bodyOf(application.invoke(byUuid(functions.failing))),
  'invoke an unknown function': () => bodyOf(application.invoke(byUuid({ uuid: account.unknownUuid }))),
  'isImplemented, an event with a function': () =>
    application.isImplemented({ ...from, eventId: functions.echo.eventId }),
  'isImplemented, an event without one': () =>
    application.isImplemented({ ...from, eventId: 'denver_post_survey_email_transcript' }),
  'getFunctions, as a person': () => namesOf(person.getFunctions({ userId })),
  'getFunctions in a state, as a person': () => namesOf(person.getFunctions({ userId, state: ['Draft'] })),
  'getLambdas, as a person': () => namesOf(person.getLambdas({ userId, state: ['Productive'] })),
  'a wrong client secret': () => bodyOf(stranger.invoke(byUuid(functions.echo))),
});
