// @ts-check
// Runs in the page before its own scripts, and keeps what a test cannot ask for afterwards.

const recorded = {
  /** @type {{ title: string, body: string, tag: string }[]} */
  notifications: [],
  /** How often the person was asked for permission. */
  permissionRequests: 0,
  /** @type {number[]} */
  fractions: [],
  /** @type {string[]} */
  announcements: [],
};
Object.assign(globalThis, { recorded });

if ('Notification' in globalThis) {
  globalThis.Notification = class extends Notification {
    /**
     * @param {string} title
     * @param {NotificationOptions} [options]
     */
    constructor(title, options) {
      super(title, options);
      this.addEventListener('show', () => {
        recorded.notifications.push({ title: this.title, body: this.body, tag: this.tag });
      });
    }

    /** @override */
    static async requestPermission() {
      recorded.permissionRequests += 1;
      // A test answers in place of the person: headless Chromium would wait for ever.
      return await Reflect.get(globalThis, 'answerPermissionRequest')();
    }
  };
}

addEventListener('DOMContentLoaded', () => {
  const bar = /** @type {HTMLProgressElement} */ (document.getElementById('bar'));
  const announcer = /** @type {HTMLElement} */ (document.getElementById('announcer'));
  new MutationObserver(() => recorded.fractions.push(bar.value)).observe(bar, { attributes: true });
  new MutationObserver(() => recorded.announcements.push(announcer.textContent ?? '')).observe(announcer, {
    childList: true,
  });
});
