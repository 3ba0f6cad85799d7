import { Toolbelt } from 'lp-functions-toolbelt';

const secrets = Toolbelt.SecretClient();
const salesforce = Toolbelt.SFClient(); // needs the package @jsforce/jsforce-node, which the platform has

async function lambda({ payload }) {
  const { value } = await secrets.readSecret('SALESFORCE'); // { loginUrl, instanceUrl, accessToken }
  const connection = salesforce.connectToSalesforce(value);
  const [contact] = await connection
    .sobject('Contact')
    .find({ Email: payload.email }, ['Id', 'Name'])
    .limit(1);
  return { contact: contact ?? null };
}
