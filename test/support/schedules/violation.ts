/** What may never happen has happened. */
export class Violation extends Error {
  static {
    this.prototype.name = 'Violation';
  }
}
