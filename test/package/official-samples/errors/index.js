import { ErrorCodes, ToolBeltError, Toolbelt } from 'core-functions-toolbelt';

const secretClient = Toolbelt.SecretClient();

async function lambda() {
  try {
    return await secretClient.readSecret('NOT_THERE');
  } catch (error) {
    if (error instanceof ToolBeltError && error.code === ErrorCodes.Secret.NotFound) {
      return { component: error.component, code: error.code };
    }
    throw error;
  }
}
