import { SDKError, Toolbelt } from 'lp-functions-toolbelt';

const secrets = Toolbelt.SecretClient();

async function lambda({ payload }) {
  const { value: apiKey } = await secrets.readSecret('CONTEXT_API_KEY');
  const context = Toolbelt.ContextServiceClient(apiKey);
  const { conversationId, orderId } = payload;
  try {
    if (orderId === undefined)
      return { orderId: await context.getPropertyInSession('orders', 'last', conversationId) };
    await context.createNamespace('orders', { ttl: 86_400 }); // one that there is stays
    await context.setPropertiesInNamespace('orders', { last: orderId }, conversationId);
    return { orderId };
  } catch (error) {
    if (error instanceof SDKError && error.code.endsWith('data.does-not-exist')) return { orderId: null };
    throw error;
  }
}
