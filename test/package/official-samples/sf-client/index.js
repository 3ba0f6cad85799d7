import { Toolbelt } from 'core-functions-toolbelt';

const sfClient = Toolbelt.SFClient();

async function lambda() {
  const connection = sfClient.connectToSalesforce({
    loginUrl: 'https://test.salesforce.com',
    accessToken: 'made-up',
    instanceUrl: 'https://made-up.my.salesforce.com',
  });
  return connection.query('SELECT Id FROM Contact LIMIT 1');
}
