import { dirname, resolve } from 'node:path';
import type { Fixtures } from '../../fixtures/fixtures.js';
import {
  type FolderFunction,
  folderSignature,
  readFolderSecrets,
  readFunctionFolder,
} from './function-folder.js';
import { FunctionInstances, type InstancesOptions } from './function-instances.js';
import { withFixtures, withOwn } from './own-functions.js';
import type { FolderRunOptions, FunctionSurroundings } from './run-options.js';
import type { RunnableFunction } from './runnable.js';
import type { SandboxFunctions } from './sandbox-functions.js';
import { TimeLimit } from './time-limit.js';

/** The functions of a folder, each in processes of its own. */
export class FolderFunctions implements SandboxFunctions {
  readonly byName: Fixtures['functions'];
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #surroundings: FunctionSurroundings;
  readonly #options: FolderRunOptions;
  readonly #timeLimit: TimeLimit;
  /** Of the files as they are now, and of those before: one may still be at an invocation. */
  readonly #instances = new Set<FunctionInstances>();
  #signature: string | undefined;
  #runnable: readonly RunnableFunction[] = [];
  #environment: () => Readonly<Record<string, string>> = () => ({});
  #looking: Promise<unknown> = Promise.resolve();

  private constructor(
    path: string,
    secrets: Readonly<Record<string, unknown>>,
    functions: readonly FolderFunction[],
    surroundings: FunctionSurroundings,
    options: FolderRunOptions,
  ) {
    this.#path = resolve(path);
    this.secrets = secrets;
    this.#surroundings = surroundings;
    this.#options = options;
    this.#timeLimit = new TimeLimit(surroundings.clock);
    this.byName = withOwn(surroundings.fixtures, functions);
  }

  /** @throws {ConfigError} what is wrong with the folder. */
  static async open(
    path: string,
    surroundings: FunctionSurroundings,
    options: FolderRunOptions,
  ): Promise<FolderFunctions> {
    const functions = await readFunctionFolder(path, options.v1);
    return new FolderFunctions(path, await readFolderSecrets(path), functions, surroundings, options);
  }

  /** One look after the other, so that a change is found once. */
  productive(): Promise<readonly RunnableFunction[]> {
    const look = this.#looking.then(() => this.#look());
    this.#looking = look.catch(() => undefined);
    return look;
  }

  useEnvironment(environment: () => Readonly<Record<string, string>>): void {
    this.#environment = environment;
  }

  async close(): Promise<void> {
    this.#timeLimit.close();
    await this.#looking;
    await Promise.all([...this.#instances].map((one) => one.close()));
  }

  async #look(): Promise<readonly RunnableFunction[]> {
    // Taken before the files are read: a change meanwhile is found at the next look.
    const signature = await folderSignature(this.#path);
    if (signature === this.#signature) return this.#runnable;
    const functions = await readFunctionFolder(this.#path, this.#options.v1);
    await this.#retireAll();
    this.#show(functions);
    const own = functions.map((one, position) => this.#runnableOf(one, position));
    this.#runnable = withFixtures(own, this.byName, this.#surroundings.clock);
    this.#signature = signature;
    return this.#runnable;
  }

  async #retireAll(): Promise<void> {
    const { debuggerPort } = this.#options;
    for (const instances of this.#instances) {
      // The port of a debugger has to be free for the next process.
      if (debuggerPort !== undefined) await instances.close();
      else await instances.retire();
      // One that is still at an invocation is looked at again at the next change.
      if (instances.isEmpty) this.#instances.delete(instances);
    }
  }

  /** The object stays the same: tests hold it. */
  #show(functions: readonly FolderFunction[]): void {
    const now = withOwn(this.#surroundings.fixtures, functions);
    const shown: Record<string, unknown> = this.byName;
    for (const name of Object.keys(shown)) if (!Object.hasOwn(now, name)) delete shown[name];
    Object.assign(shown, now);
  }

  #runnableOf(one: FolderFunction, position: number): RunnableFunction {
    const options: InstancesOptions = {
      timeLimit: this.#timeLimit,
      folder: dirname(this.#path),
      environment: () => this.#environment(),
      onEvent: (event) => this.#options.onEvent?.(event),
      debuggerPort: this.#options.debuggerPort,
    };
    const instances = new FunctionInstances(one, position, options);
    this.#instances.add(instances);
    const { uuid, name, eventId, skills, durationMs, input } = one;
    return {
      uuid,
      name,
      eventId,
      skills,
      durationMs,
      isOwn: true,
      input,
      run: (invocation) => instances.invoke(invocation),
    };
  }
}
