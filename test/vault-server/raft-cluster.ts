import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from '../support/certificate.js';
import { VaultAdmin, type VaultUnderTest } from '../support/vault-admin.js';
import { freePorts, VaultProcess } from './vault-process.js';

const NODES = 3;
/** Loads of timers on a busy machine: how long the cluster may take to agree on something. */
const PATIENCE_MS = 30_000;

interface Node {
  readonly id: string;
  readonly address: string;
  readonly configFile: string;
  readonly admin: VaultAdmin;
  process: VaultProcess;
}

/** Three nodes with integrated Raft storage on 127.0.0.1, over TLS, with KV version 2 at `secret/`. */
export class RaftCluster {
  readonly ca: string;
  readonly caFile: string;
  readonly rootToken: string;
  readonly #binary: string;
  readonly #folder: string;
  readonly #nodes: readonly Node[];
  readonly #unsealKey: string;

  private constructor(parts: {
    binary: string;
    folder: string;
    nodes: readonly Node[];
    ca: string;
    rootToken: string;
    unsealKey: string;
  }) {
    this.#binary = parts.binary;
    this.#folder = parts.folder;
    this.#nodes = parts.nodes;
    this.#unsealKey = parts.unsealKey;
    this.ca = parts.ca;
    this.caFile = join(parts.folder, 'ca.pem');
    this.rootToken = parts.rootToken;
  }

  static async start(binary: string): Promise<RaftCluster> {
    const folder = await mkdtemp(join(tmpdir(), 'vault-raft-'));
    const { key, cert: ca } = await createCertificate();
    await writeFile(join(folder, 'ca.pem'), ca);
    await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
    const nodes = await startNodes(binary, folder, ca);
    try {
      const [first] = nodes as [Node];
      await first.process.until(
        async () => (await first.admin.request('GET', 'sys/init', { token: null })).status === 200,
      );
      const { rootToken, unsealKey } = await initialize(first);
      const cluster = new RaftCluster({ binary, folder, nodes, ca, rootToken, unsealKey });
      await cluster.#form(first);
      return cluster;
    } catch (error) {
      await Promise.all(nodes.map((node) => node.process.kill()));
      throw error;
    }
  }

  get addresses(): string[] {
    return this.#nodes.map(({ address }) => address);
  }

  /** As a server to test on, by the node of that number. */
  node(number: number): VaultUnderTest {
    const { address } = this.#node(number);
    return { address, ca: this.ca, rootToken: this.rootToken };
  }

  /** The number of the leader, as all nodes that run and are unsealed see it. */
  async leader(): Promise<number> {
    return this.#eventually('the nodes agree on no leader', async () => {
      const answers = await Promise.all(this.#nodes.map(leaderAddress));
      const named = new Set(answers.filter((address) => address !== undefined));
      const [address] = named;
      const number = this.#nodes.findIndex((node) => node.address === address);
      return named.size === 1 && number !== -1 && answers[number] !== undefined ? number : undefined;
    });
  }

  async kill(number: number): Promise<void> {
    await this.#node(number).process.kill();
  }

  /** Starts a killed node again; it comes back to the cluster. */
  async restart(number: number): Promise<void> {
    const node = this.#node(number);
    node.process = serve(this.#binary, node.configFile);
    await node.process.until(
      async () => (await node.admin.request('GET', 'sys/seal-status', { token: null })).status === 200,
    );
    await this.unseal(number);
  }

  async seal(number: number): Promise<void> {
    await this.#node(number).admin.done('PUT', 'sys/seal', { token: this.rootToken });
  }

  async unseal(number: number): Promise<void> {
    const { admin } = this.#node(number);
    await admin.done('PUT', 'sys/unseal', { token: null, body: { key: this.#unsealKey } });
    await this.#eventually('the node does not serve after unsealing', async () => {
      const health = await admin.request('GET', 'sys/health?standbyok=true', { token: null });
      return health.status === 200 || undefined;
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.process.kill()));
    await Promise.all(this.#nodes.map((node) => node.admin.close()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #form(first: Node): Promise<void> {
    const { admin } = first;
    const token = this.rootToken;
    await this.unseal(0);
    await this.leader();
    // A node becomes a voter after ten seconds, unless this says otherwise.
    const autopilot = { server_stabilization_time: '500ms' };
    await admin.done('POST', 'sys/storage/raft/autopilot/configuration', { token, body: autopilot });
    await Promise.all([1, 2].map((number) => this.#join(number, first.address)));
    await this.#eventually('the nodes do not become voters', async () => {
      const { data } = await admin.request('GET', 'sys/storage/raft/configuration', { token });
      const servers = (data?.config?.servers ?? []) as { voter: boolean }[];
      return servers.filter(({ voter }) => voter).length === NODES || undefined;
    });
    await admin.done('POST', 'sys/mounts/secret', {
      token,
      body: { type: 'kv', options: { version: '2' } },
    });
    await this.#eventually('the engine does not get ready', async () => {
      return (await admin.request('GET', 'secret/config', { token })).status === 200 || undefined;
    });
  }

  async #join(number: number, leader: string): Promise<void> {
    const { admin } = this.#node(number);
    const body = { leader_api_addr: leader, leader_ca_cert: this.ca };
    await this.#eventually('the node does not join', async () => {
      const { status } = await admin.request('POST', 'sys/storage/raft/join', { token: null, body });
      return status === 200 || undefined;
    });
    await this.unseal(number);
  }

  #node(number: number): Node {
    const node = this.#nodes[number];
    if (node === undefined) throw new Error(`there is no node ${number}`);
    return node;
  }

  async #eventually<T>(failure: string, look: () => Promise<T | undefined>): Promise<T> {
    const endsAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = await look().catch(() => undefined);
      if (found !== undefined) return found;
      if (performance.now() > endsAt) throw new Error(failure);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function startNodes(binary: string, folder: string, ca: string): Promise<Node[]> {
  const ports = await freePorts(2 * NODES);
  return Promise.all(
    Array.from({ length: NODES }, async (_, index) => {
      const id = `node-${index + 1}`;
      const [port = 0, clusterPort = 0] = ports.slice(2 * index);
      const configFile = join(folder, `${id}.json`);
      await mkdir(join(folder, id));
      await writeFile(configFile, JSON.stringify(configOf(folder, id, port, clusterPort)));
      const address = `https://127.0.0.1:${port}`;
      const admin = new VaultAdmin({ address, ca, rootToken: '' });
      return { id, address, configFile, admin, process: serve(binary, configFile) };
    }),
  );
}

function configOf(folder: string, id: string, port: number, clusterPort: number) {
  return {
    storage: {
      raft: {
        path: join(folder, id),
        node_id: id,
        performance_multiplier: '1',
        // Ten and two seconds otherwise, which is what forming the cluster would wait for.
        autopilot_reconcile_interval: '500ms',
        autopilot_update_interval: '250ms',
      },
    },
    listener: {
      tcp: {
        address: `127.0.0.1:${port}`,
        cluster_address: `127.0.0.1:${clusterPort}`,
        tls_cert_file: join(folder, 'ca.pem'),
        tls_key_file: join(folder, 'key.pem'),
      },
    },
    api_addr: `https://127.0.0.1:${port}`,
    cluster_addr: `https://127.0.0.1:${clusterPort}`,
    disable_mlock: true,
  };
}

function serve(binary: string, configFile: string): VaultProcess {
  return new VaultProcess(binary, ['server', `-config=${configFile}`]);
}

async function initialize({ admin }: Node): Promise<{ rootToken: string; unsealKey: string }> {
  const shares = { secret_shares: 1, secret_threshold: 1 };
  const { body } = await admin.done('PUT', 'sys/init', { token: null, body: shares });
  return { rootToken: String(body.root_token), unsealKey: String(body.keys[0]) };
}

/** @returns undefined for a node that is down, sealed or knows no leader. */
async function leaderAddress({ admin }: Node): Promise<string | undefined> {
  try {
    const { body } = await admin.request('GET', 'sys/leader', { token: null });
    return body.leader_address || undefined;
  } catch {
    return undefined;
  }
}
