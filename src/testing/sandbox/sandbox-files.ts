import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretEntry } from './mirrored-secret-store.js';

/** The files of a running sandbox, in a temporary folder that only this user can read. */
export class SandboxFiles {
  readonly #folder: string;

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'lp-sandbox-'));
  }

  writeCertificate(pem: string): string {
    const path = join(this.#folder, 'ca.pem');
    writeFileSync(path, pem, { mode: 0o600 });
    return path;
  }

  /** @param ports Ports of the sandbox by real name and port, as the preload reads them. */
  writeHosts(ports: Readonly<Record<string, Readonly<Record<string, number>>>>): string {
    const path = join(this.#folder, 'hosts.json');
    writeFileSync(path, JSON.stringify(ports), { mode: 0o600 });
    return path;
  }

  writeSettings(secrets: readonly SecretEntry[]): string {
    return writeSettingsFile(this.#folder, secrets);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Writes `functions/settings.json` into a folder, in the form that the official toolbelt reads. */
export function writeSettingsFile(dir: string, secrets: readonly SecretEntry[]): string {
  const folder = join(dir, 'functions');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'settings.json');
  writeFileSync(path, `${JSON.stringify({ secrets }, null, 2)}\n`, { mode: 0o600 });
  return path;
}
