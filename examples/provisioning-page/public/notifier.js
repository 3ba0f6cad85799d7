// @ts-check

/**
 * Tells of the end outside of the page. Browsers may lack notifications, or their user may have denied them:
 * the title of the page tells it too.
 */
export class Notifier {
  /** Whether the person wants to be notified. */
  wanted = this.permission === 'granted';

  /** @returns {NotificationPermission | 'missing'} */
  get permission() {
    return 'Notification' in globalThis ? Notification.permission : 'missing';
  }

  /**
   * Asks the person for permission, if need be. Call it on a click only.
   *
   * @param {boolean} wanted
   */
  async choose(wanted) {
    this.wanted = wanted;
    if (wanted && this.permission === 'default') await Notification.requestPermission();
    if (this.permission !== 'granted') this.wanted = false;
  }

  /**
   * @param {string} title
   * @param {{ body: string, tag: string }} options of several tabs that give one `tag`, one notification stays
   */
  notify(title, options) {
    if (!this.wanted || this.permission !== 'granted') return;
    try {
      const notification = new Notification(title, { ...options, icon: '/icon.svg' });
      notification.onclick = () => {
        globalThis.focus();
        notification.close();
      };
    } catch {
      // Browsers of phones have the class, but let only service workers use it.
    }
  }
}
