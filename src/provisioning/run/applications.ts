import type { Installation, InstallationList } from '../platform.js';
import type { Scene } from './scene.js';

/** The applications of the account, as the platform shows them now. */
export async function listApplications(scene: Scene): Promise<InstallationList> {
  const { calls, platform, record, redactor } = scene;
  const list = await calls.steady('platform.listInstallations', (signal) =>
    platform.listInstallations({ signal }),
  );
  for (const item of list.items) redactor.hold(item.clientSecret);
  record.saw(list.items);
  return list;
}

/** One application as it is now; undefined when it is gone. */
export async function findApplication(scene: Scene, id: string): Promise<Installation | undefined> {
  const { calls, platform, redactor } = scene;
  if (platform.getInstallation === undefined) {
    return (await listApplications(scene)).items.find((item) => item.id === id);
  }
  const found = await calls.steady('platform.getInstallation', (signal) =>
    platform.getInstallation(id, { signal }),
  );
  redactor.hold(found?.clientSecret);
  return found;
}

/** The same application with its client secret: the list may leave it out. undefined when it is gone. */
export async function withSecret(scene: Scene, item: Installation): Promise<Installation | undefined> {
  return item.clientSecret === null ? await findApplication(scene, item.id) : item;
}
