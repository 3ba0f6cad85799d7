import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SecretEntry } from './mirrored-secret-store.js';

/** The files of a running sandbox, in a temporary folder that only this user can read. */
export class SandboxFiles {
  readonly #folder: string;
  #written = '';

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

  /** Writes the file again only when the secrets are others: a function may have updated one of them in it. */
  writeSettings(secrets: readonly SecretEntry[]): string {
    const text = JSON.stringify(secrets);
    if (text === this.#written) return settingsPath(this.#folder);
    this.#written = text;
    return writeSettingsFile(this.#folder, secrets);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Writes `functions/settings.json` into a folder, in the form that the official toolbelt reads. */
export function writeSettingsFile(dir: string, secrets: readonly SecretEntry[]): string {
  const path = settingsPath(dir);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ secrets }, null, 2)}\n`, { mode: 0o600 });
  return path;
}

function settingsPath(dir: string): string {
  return join(dir, 'functions', 'settings.json');
}
