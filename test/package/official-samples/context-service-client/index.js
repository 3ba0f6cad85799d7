import { Toolbelt } from 'core-functions-toolbelt';

const contextServiceClient = Toolbelt.ContextServiceClient('sandbox-maven-api-key');

async function lambda() {
  const { name } = await contextServiceClient.createNamespace('orders', { ttl: 3600 });
  await contextServiceClient.setPropertiesInNamespace('orders', { last: 'A-1', seen: 1 }, 'session');
  await contextServiceClient.updatePropertiesInNamespace('orders', { seen: 2 }, 'session');
  const last = await contextServiceClient.getPropertyInSession('orders', 'last', 'session');
  const some = await contextServiceClient.getSelectedPropertiesInSession('orders', ['seen'], 'session');
  await contextServiceClient.deletePropertyInSession('orders', 'last', 'session');
  const all = await contextServiceClient.getAllPropertiesInSession('orders', 'session');
  const sessions = await contextServiceClient.getListOfSessions('orders');
  const namespaces = (await contextServiceClient.getListOfNamespaces()).map((one) => one.name);
  await contextServiceClient.deleteSession('orders', 'session');
  await contextServiceClient.deleteNamespace('orders');
  return { name, last, some, all, sessions, namespaces };
}
